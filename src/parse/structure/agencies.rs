//! Names of agencies and outlets, as bylines and datelines carry them.

use super::heads::Heads;
use crate::lexicon::{WordList, word_list};

static AGENCIES: WordList = word_list!(AGENCIES_FILE);
const AGENCIES_FILE: &str = include_str!("../../data/agencies.tsv");

/// How they begin.
static HEADS: Heads = Heads::of(AGENCIES_FILE, None);

/// No agency has more bytes, with "The" before it.
const LONGEST: usize = 44;

/// Whether a name is that of a news agency or large outlet, in any case.
pub(super) fn is_agency(name: &str) -> bool {
    let begins = |name: &str| HEADS.may_begin(name.as_bytes()) || name.starts_with("The ");
    if name.starts_with(|c: char| c.is_ascii_graphic()) && !begins(name) {
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
