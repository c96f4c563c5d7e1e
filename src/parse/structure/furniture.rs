//! Page furniture: what stands on a page around and between the paragraphs of an article.

use super::any_of::AnyOf;
use super::appeals;
use super::heads::Heads;
use crate::lexicon::{Beginnings, Reading, WordList, word_hash, word_list};
use crate::text::{beyond_ascii, see_spaces};
use std::borrow::Cow;

static FURNITURE: WordList = word_list!(FURNITURE_FILE);
const FURNITURE_FILE: &str = include_str!("../../data/furniture.tsv");

/// How the phrases begin, by their words.
static BEGINNINGS: Beginnings = Beginnings::of(FURNITURE_FILE);

/// And those that count behind the first word of a line by their first bytes: most words begin none, and need not even be read.
static HEADS: Heads = Heads::of(FURNITURE_FILE, Some(ANYWHERE));

/// The letter by which the value of a phrase is told that means furniture anywhere in a line: "any".
const ANYWHERE: u8 = b'y';

/// Most words of a phrase in the list.
const PHRASE_WORDS: usize = 7;
/// Words of a line that are searched for phrases: furniture says what it is early.
const SEARCHED_WORDS: usize = 60;

/// Where a line holds phrases of furniture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is one observation, they are no state")]
pub(super) struct Phrases {
    /// The whole line is one.
    pub line: bool,
    /// It begins with one.
    pub start: bool,
    /// It holds so many that mean it anywhere.
    pub any: usize,
    /// It begins with one that leads to another article ("Read also").
    pub lead: bool,
    /// It speaks to the readers about the page itself.
    pub appeal: bool,
    /// It is one that stands above a list of other articles ("Related stories").
    pub list: bool,
}

/// Looks for phrases of furniture in a line in lower case, with one space between words.
pub(super) fn phrases(lower: &str) -> Phrases {
    let lower = without_ignorable(lower);
    let mut found = Phrases::default();
    read_from(&lower, 0, true, &mut found);
    let mut words = 1;
    see_spaces(&lower, |space| {
        words += 1;
        let start = space + 1;
        if HEADS.may_begin(lower.as_bytes().get(start..).unwrap_or_default()) {
            read_from(&lower, start, false, &mut found);
        }
        words >= SEARCHED_WORDS
    });
    if is_invitation(&lower) {
        found.start = true;
        found.any += 1;
    }
    found.appeal = appeals::is_appeal(&lower);
    found.any += usize::from(found.appeal);
    found
}

/// Looks for phrases that begin with the word at a byte of a line, which is the first or another one.
fn read_from(lower: &str, start: usize, is_first: bool, found: &mut Phrases) {
    let mut read = Reading::NOTHING;
    for last in cut_words(lower, start).take(PHRASE_WORDS) {
        let before = read;
        read = before.and(last.hash);
        let may_go_on = BEGINNINGS.may_be_read(read);
        if !may_go_on && last.ends_plain {
            break;
        }
        let listed = |read: Reading, end: usize| {
            if BEGINNINGS.may_be_whole(read) { lower.get(start..end).and_then(|it| FURNITURE.get(it)) } else { None }
        };
        let value = listed(read, last.end).or_else(|| {
            let bare = if last.ends_plain { None } else { lower.get(last.start..last.end).map(without_mark) }?;
            listed(before.and(word_hash(bare.bytes())), last.start + bare.len())
        });
        let Some(value) = value else {
            if !may_go_on {
                break;
            }
            continue;
        };
        if is_first && value.contains("start") {
            found.start = true;
        }
        found.lead |= is_first && value.contains("lead");
        if value.contains("any") {
            found.any += 1;
        }
        if is_first && last.end == lower.len() && value.contains("line") {
            found.line = true;
            found.list = value.contains("list");
        }
    }
}

/// Whether a line in lower case asks to follow the outlet, by whatever name: "follow bbc south east on facebook".
fn is_invitation(lower: &str) -> bool {
    let nets = [" on facebook", " on twitter", " on instagram", " on telegram", " on whatsapp", " on google news"];
    lower.starts_with("follow ") && nets.iter().any(|net| lower.contains(net))
}

/// A word without the marks at its end.
fn without_mark(word: &str) -> &str {
    word.trim_end_matches(['.', ',', ':', '!', '?', '»', '›', '→', '>', ')', '…'])
}

/// A word of a line.
struct Word {
    /// Its first byte.
    start: usize,
    /// One past its last.
    end: usize,
    hash: u32,
    /// Whether it ends with a letter or digit of ASCII.
    ends_plain: bool,
}

/// The words between the spaces of a line, from one that begins at a byte.
fn cut_words(line: &str, mut start: usize) -> impl Iterator<Item = Word> {
    std::iter::from_fn(move || {
        let rest = line.as_bytes().get(start..)?;
        let mut end = start;
        let hash = word_hash(rest.iter().copied().take_while(|&byte| byte != b' ').inspect(|_| end += 1));
        let ends_plain = end > start && line.as_bytes()[end - 1].is_ascii_alphanumeric();
        let found = Word { start, end, hash, ends_plain };
        start = end + 1;
        Some(found)
    })
}

/// The words of a line, parted where characters that show nothing stand too.
fn without_ignorable(lower: &str) -> Cow<'_, str> {
    if !beyond_ascii(lower).any(|(_, c)| crate::text::is_ignorable(c)) {
        return Cow::Borrowed(lower);
    }
    let words = lower.split(crate::text::is_blank).filter(|word| !word.is_empty()).take(SEARCHED_WORDS);
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// Whether a line with one space between words is a web address and nothing else, or a label before one.
pub(super) fn is_address(content: &str) -> bool {
    /// With more words it is a sentence with an address in it.
    const WORDS: usize = 3;
    // Sentences go no further.
    if content.bytes().filter(|byte| *byte == b' ').nth(WORDS - 1).is_some() {
        return false;
    }
    let count = content.split_whitespace().count();
    let mut words = content.split_whitespace();
    let last = content.split_whitespace().last().unwrap_or("");
    let first = words.next().unwrap_or("");
    let address = |word: &str| {
        word.starts_with("http://")
            || word.starts_with("https://")
            || word.starts_with("www.")
            || word.strip_prefix(['<', '[', '(']).is_some_and(|rest| rest.starts_with("http"))
    };
    (count == 1 && (address(first) || is_path(first))) || address(last) || (count <= 2 && address(first))
}

/// "news.example.com/2019/a-story.html" without a scheme.
fn is_path(word: &str) -> bool {
    word.split_once('/').is_some_and(|(host, path)| {
        host.split('.').count() >= 2
            && host.len() > 3
            && !path.is_empty()
            && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
            && host.rsplit('.').next().is_some_and(|end| end.len() >= 2 && end.chars().all(|c| c.is_ascii_alphabetic()))
    })
}

/// Whether a line is the name of a picture file, or what a text browser prints for a picture.
pub(super) fn is_file_name(content: &str) -> bool {
    let bare = content.trim_matches(['[', ']', '(', ')']);
    let ends_with = |end: &str| {
        let from = bare.len().checked_sub(end.len());
        from.and_then(|from| bare.get(from..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let bracketed = content.starts_with('[') && content.ends_with(']') && !bare.contains(' ');
    // Nearly all lines end as sentences do.
    let extension = bare.ends_with(|c: char| c.is_ascii_alphanumeric())
        && [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".bmp", ".mp4", ".pdf"].iter().any(|end| ends_with(end));
    (extension && bare.split_whitespace().count() <= 3)
        || (bracketed && bare.len() > 2 && bare.chars().any(|c| c.is_ascii_alphanumeric()))
        || (!content.contains(char::is_whitespace)
            && content.len() > 12
            && content.matches(['_', '-']).count() >= 2
            && content.contains('_'))
        || ["(button)", "iframe:", "[input]", "(submit)", "iframe"].iter().any(|start| begins_with(bare, start))
        || ["(BUTTON)", "(Submit)", "IFRAME:", "[INS:", "[DEL:"].iter().any(|start| content.starts_with(start))
        || content.bytes().all(|byte| byte == b'_')
}

/// Whether a line begins with ASCII text, in any case.
fn begins_with(content: &str, start: &str) -> bool {
    content.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether a line signs off a wire story ("REUTER", "-30-", "ENDS", "###").
pub(super) fn is_sign_off(content: &str) -> bool {
    /// Longer lines say more.
    const LONGEST: usize = 20;
    if content.len() > LONGEST {
        return false;
    }
    let bare = content.trim_matches(|c: char| !c.is_alphanumeric());
    ["REUTER", "Reuter", "REUTERS", "30", "ENDS", "Ends", "END", "ends", "MORE", "more", "AFP", "APA", "XINHUA"]
        .contains(&bare)
        || (bare.is_empty() && content.contains(['#', '*', '-', '_', '=', '•']))
}

/// Whether a line, in lower case, claims a copyright.
pub(super) fn is_copyright(lower: &str) -> bool {
    /// It does so early.
    const SEARCHED: usize = 160;
    /// In longer lines the sign and a year may be those of a picture.
    const SHORT: usize = 120;
    static CLAIMS: AnyOf = AnyOf::new(&[&["copyright ©", "© copyright", "all rights reserved"]]);
    let head = lower.get(..lower.len().min(SEARCHED)).unwrap_or(lower);
    // "© Ana Cruz/Quay" is whose picture it is.
    head.starts_with('©') && (!head.contains('/') || head.bytes().any(|byte| byte.is_ascii_digit()))
        || head.starts_with("copyright")
        || (head.starts_with("(c)") && head.bytes().any(|byte| byte.is_ascii_digit()))
        || CLAIMS.is_in(head)
        || (lower.len() < SHORT && head.contains('©') && head.contains("© 20"))
}

/// Whether a line credits those who worked on the story.
pub(super) fn is_credits(content: &str) -> bool {
    const CREDITS: &[&str] = &[
        "reporting by ",
        "additional reporting",
        "editing by ",
        "edited by ",
        "writing by ",
        "compiled by ",
        "with inputs from",
        "with input from",
        "with reporting by",
        "with files from",
        "with agency inputs",
        "reported by ",
        "with additional reporting",
        "with agencies",
    ];
    static BEGINNINGS: AnyOf = AnyOf::new(&[CREDITS]);
    let bare = content.trim_start_matches(|c: char| !c.is_alphanumeric());
    BEGINNINGS.may_begin_word(bare) && CREDITS.iter().any(|start| begins_with(bare, start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("furniture", FURNITURE_FILE);
        for (_, value) in FURNITURE.iter() {
            assert!(value.split(' ').all(|word| ["line", "start", "any", "lead", "list"].contains(&word)), "{value}");
        }
    }

    #[test]
    fn furniture_by_its_words() {
        assert!(phrases("read in app").line && phrases("read\u{200b}in app").line);
        assert!(phrases("read more: council to vote on ferry").start);
        assert!(phrases("get the best stories sent to your inbox each day").any > 0);
        assert_eq!(phrases("the council voted on monday to buy a ferry."), Phrases::default());
        assert_eq!(phrases(""), Phrases::default());
    }

    #[test]
    fn furniture_by_its_form() {
        for line in [
            "https://news.example.com/a/b",
            "www.example.org",
            "example.com/2019/05/a-story.html",
            "URL: https://example.com/x",
        ] {
            assert!(is_address(line), "{line}");
        }
        assert!(!is_address("and/or"));
        assert!(
            is_file_name("[logo-50x50.jpg]") && is_file_name("harbour_view_1.png") && !is_file_name("A harbour view")
        );
        assert!(is_sign_off("REUTER...") && is_sign_off("###") && is_sign_off("-30-") && !is_sign_off("More berths"));
        assert!(is_copyright("© 2019 the skarvik times") && !is_copyright("they copied it"));
        assert!(is_credits("(Reporting by Ana Cruz; editing by Jo Park)"));
    }
}
