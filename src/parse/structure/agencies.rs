//! Names of agencies and outlets, as bylines and datelines carry them.

use crate::lexicon::{WordList, skip_header, word_list};

static AGENCIES: WordList = word_list!(AGENCIES_FILE);
const AGENCIES_FILE: &str = include_str!("../../data/agencies.tsv");

/// No agency has more bytes, with "The" before it.
const LONGEST: usize = 44;

/// Whether a name is that of a news agency or large outlet, in any case.
pub(super) fn is_agency(name: &str) -> bool {
    if !HEADS.may_begin(name.as_bytes()) {
        return false;
    }
    let name = name.trim().trim_end_matches([',', ';', ':']);
    // Sentences go no further.
    if name.len() > LONGEST && name.contains(' ') {
        return false;
    }
    AGENCIES.contains_lower(name)
        || name.strip_prefix("The ").is_some_and(|bare| AGENCIES.contains_lower(bare))
        || (name.contains('/') && !name.contains(' ') && name.split('/').all(|part| AGENCIES.contains_lower(part)))
}

static WORDS: WordList = word_list!(WORDS_FILE);
const WORDS_FILE: &str = include_str!("../../data/outlet_words.tsv");

/// How names of agencies begin: most other names are told by it.
static HEADS: Heads = Heads::of(AGENCIES_FILE);

/// The first two bytes of names, and of "The" before them, a bit for each two.
struct Heads([u64; Self::BITS / 64]);

impl Heads {
    /// Five bits of each byte: a letter and its capital have the same.
    const BITS: usize = 1 << 10;

    /// Those of a list's file, worked out when the program is compiled.
    const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut bits = [0; Self::BITS / 64];
        let the = Self::bit(b't', b'h');
        bits[the / 64] |= 1 << (the % 64);
        let mut at = bytes.len() - skip_header(file).len();
        while at < bytes.len() {
            assert!(bytes[at].is_ascii() && bytes[at + 1].is_ascii(), "letters beyond ASCII have other small ones");
            let bit = Self::bit(bytes[at], bytes[at + 1]);
            bits[bit / 64] |= 1 << (bit % 64);
            while bytes[at] != b'\n' {
                at += 1;
            }
            at += 1;
        }
        Self(bits)
    }

    const fn bit(first: u8, second: u8) -> usize {
        (first as usize & 31) << 5 | second as usize & 31
    }

    /// Whether a name of the list may stand at the head of some bytes. White space before it is not looked behind.
    fn may_begin(&self, bytes: &[u8]) -> bool {
        match bytes {
            &[first, second, ..] if first > b' ' && first.is_ascii() && second.is_ascii() => {
                let bit = Self::bit(first, second);
                self.0[bit / 64] >> (bit % 64) & 1 == 1
            }
            _ => true,
        }
    }
}

/// Whether the list gives a word, in any case, this class.
fn is(class: char, word: &str) -> bool {
    WORDS.get_lower(word).is_some_and(|classes| classes.contains(class))
}

/// Whether capitalised words name an outlet or house by how they end ("Quay Herald") or begin ("The Quay").
pub(super) fn is_masthead(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    let last = words.next_back().map(|word| word.trim_end_matches('.'));
    last.is_some_and(|last| is('e', last) || first.eq_ignore_ascii_case("the"))
}

/// Whether a name is that of a desk, staff or newsroom ("Web Desk", "Staff Reporter", "HNN Staff", "Our Correspondent");
/// `marked`: it stands after "By".
pub(super) fn is_desk(name: &str, marked: bool) -> bool {
    let mut words = name.split_whitespace().rev();
    words.next().is_some_and(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let of_news = words.next().is_some_and(|before| before.eq_ignore_ascii_case("news"));
        let service = || ["service", "network", "agency"].iter().any(|service| bare.eq_ignore_ascii_case(service));
        is('d', bare) || (marked && is('b', bare)) || (of_news && service())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_and_desks() {
        crate::lexicon::assert_well_formed("agencies", AGENCIES_FILE);
        crate::lexicon::assert_well_formed("outlet_words", WORDS_FILE);
        assert!(AGENCIES.iter().all(|(name, _)| "The ".len() + name.len() <= LONGEST));
        for name in ["Reuters", "AP", "The Associated Press", "AFP/Reuters", "Press Trust of India"] {
            assert!(is_agency(name), "{name}");
        }
        assert!(!is_agency("Ana Cruz"));
        assert!(is_desk("Web Desk", false) && is_desk("Skarvik News", true));
        assert!(is_desk("Quay News Service", false) && is_masthead("Quay Herald") && is_masthead("The Quay"));
        assert!(!is_masthead("Ana Cruz") && !is_masthead("Herald") && !is_desk("World News", false));
    }
}
