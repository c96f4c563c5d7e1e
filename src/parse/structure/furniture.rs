//! Page furniture: what stands on a page around and between the paragraphs of an article.

use crate::lexicon::{Beginnings, WordList, word_list};

static FURNITURE: WordList = word_list!(FURNITURE_FILE);
const FURNITURE_FILE: &str = include_str!("../../data/furniture.tsv");

/// How the phrases begin: most words of most lines begin none, and go no further.
static BEGINNINGS: Beginnings = Beginnings::of(FURNITURE_FILE);

/// Most words of a phrase in the list.
const PHRASE_WORDS: usize = 7;
/// Words of a line that are searched for phrases: furniture says what it is early.
const SEARCHED_WORDS: usize = 60;

/// Where a line holds phrases of furniture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrases {
    /// The whole line is one.
    pub line: bool,
    /// It begins with one.
    pub start: bool,
    /// It holds so many that mean it anywhere.
    pub any: usize,
}

/// Looks for phrases of furniture.
pub(super) fn phrases(content: &str) -> Phrases {
    let mut lower = String::with_capacity(content.len().min(512));
    let mut ends: Vec<usize> = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    for word in content.split(|c: char| crate::text::is_blank(c)).filter(|word| !word.is_empty()).take(SEARCHED_WORDS) {
        if !lower.is_empty() {
            lower.push(' ');
        }
        starts.push(lower.len());
        lower.extend(word.chars().flat_map(char::to_lowercase));
        ends.push(lower.len());
    }
    let mut found = Phrases::default();
    for (first, &start) in starts.iter().enumerate() {
        for &end in ends.get(first..).unwrap_or(&[]).iter().take(PHRASE_WORDS) {
            let phrase = lower.get(start..end).unwrap_or("");
            let bare = phrase.trim_end_matches(|c: char| {
                matches!(c, '.' | ',' | ':' | '!' | '?' | '»' | '›' | '→' | '>' | ')' | '…')
            });
            let may_go_on = BEGINNINGS.may_be(phrase);
            let value = if may_go_on || bare.len() < phrase.len() && BEGINNINGS.may_be(bare) {
                FURNITURE.get(phrase).or_else(|| FURNITURE.get(bare))
            } else {
                None
            };
            let Some(value) = value else {
                if !may_go_on {
                    break;
                }
                continue;
            };
            if first == 0 && value.contains("start") {
                found.start = true;
            }
            if value.contains("any") {
                found.any += 1;
            }
            if first == 0 && end == lower.len() && value.contains("line") {
                found.line = true;
            }
        }
    }
    found
}

/// Whether a line is a web address and nothing else, or a label before one.
pub(super) fn is_address(content: &str) -> bool {
    let mut words = content.split_whitespace();
    let last = content.split_whitespace().last().unwrap_or("");
    let first = words.next().unwrap_or("");
    let address = |word: &str| {
        word.starts_with("http://")
            || word.starts_with("https://")
            || word.starts_with("www.")
            || word.strip_prefix(['<', '[', '(']).is_some_and(|rest| rest.starts_with("http"))
    };
    let count = content.split_whitespace().count();
    (count == 1 && (address(first) || is_path(first)))
        || (count <= 3 && address(last))
        || (count <= 2 && address(first))
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
    let lower = bare.to_ascii_lowercase();
    let bracketed = content.starts_with('[') && content.ends_with(']') && !bare.contains(' ');
    let extension = [".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".bmp", ".mp4", ".pdf"]
        .iter()
        .any(|end| lower.ends_with(end));
    (extension && bare.split_whitespace().count() <= 3)
        || (bracketed && bare.len() > 2 && bare.chars().any(|c| c.is_ascii_alphanumeric()))
        || (!content.contains(char::is_whitespace)
            && content.len() > 12
            && content.matches(['_', '-']).count() >= 2
            && content.contains('_'))
        || ["(button)", "iframe:", "[input]", "(submit)", "iframe"].iter().any(|start| lower.starts_with(start))
        || ["(BUTTON)", "(Submit)", "IFRAME:", "[INS:", "[DEL:"].iter().any(|start| content.starts_with(start))
        || content.bytes().all(|byte| byte == b'_')
}

/// Whether a line signs off a wire story ("REUTER", "-30-", "ENDS", "###").
pub(super) fn is_sign_off(content: &str) -> bool {
    let bare = content.trim_matches(|c: char| !c.is_alphanumeric());
    content.len() <= 20
        && ([
            "REUTER", "Reuter", "REUTERS", "30", "ENDS", "Ends", "END", "ends", "MORE", "more", "AFP", "APA", "XINHUA",
        ]
        .contains(&bare)
            || (bare.is_empty() && content.contains(['#', '*', '-', '_', '=', '•'])))
}

/// Whether a line claims a copyright.
pub(super) fn is_copyright(content: &str) -> bool {
    let lower = content.get(..content.len().min(160)).unwrap_or(content).to_lowercase();
    lower.starts_with('©')
        || lower.starts_with("copyright")
        || (lower.starts_with("(c)") && lower.chars().any(|c| c.is_ascii_digit()))
        || (lower.contains("copyright ©") || lower.contains("© copyright") || lower.contains("all rights reserved"))
        || (lower.contains("© 20") && content.len() < 120)
}

/// Whether a line credits those who worked on the story.
pub(super) fn is_credits(content: &str) -> bool {
    let bare = content.trim_start_matches(|c: char| !c.is_alphanumeric());
    let lower = bare.get(..bare.len().min(40)).unwrap_or("").to_lowercase();
    [
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
    ]
    .iter()
    .any(|start| lower.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("furniture", FURNITURE_FILE);
        for (_, value) in FURNITURE.iter() {
            assert!(value.split(' ').all(|word| ["line", "start", "any"].contains(&word)), "{value}");
        }
    }

    #[test]
    fn furniture_by_its_words() {
        assert!(phrases("Read in App").line);
        assert!(phrases("READ MORE: Council to vote on ferry").start);
        assert!(phrases("Get the best stories sent to your inbox each day").any > 0);
        assert_eq!(phrases("The council voted on Monday to buy a ferry."), Phrases::default());
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
        assert!(is_copyright("© 2019 The Skarvik Times") && !is_copyright("They copied it"));
        assert!(is_credits("(Reporting by Ana Cruz; editing by Jo Park)"));
    }
}
