//! Names of agencies and outlets, as bylines and datelines carry them.

use crate::lexicon::{WordList, word_list};

static AGENCIES: WordList = word_list!(AGENCIES_FILE);
const AGENCIES_FILE: &str = include_str!("../../data/agencies.tsv");

/// No agency has more bytes, with "The" before it.
const LONGEST: usize = 44;

/// Whether a name is that of a news agency or large outlet, in any case.
pub(super) fn is_agency(name: &str) -> bool {
    let name = name.trim().trim_end_matches([',', ';', ':']);
    // Sentences go no further.
    if name.len() > LONGEST && name.contains(' ') {
        return false;
    }
    AGENCIES.contains_lower(name)
        || name.strip_prefix("The ").is_some_and(|bare| AGENCIES.contains_lower(bare))
        || (name.contains('/') && !name.contains(' ') && name.split('/').all(|part| AGENCIES.contains_lower(part)))
}

/// Words that make a byline one of a desk, not of a person.
const DESK_WORDS: &[&str] = &[
    "desk",
    "staff",
    "reporter",
    "reporters",
    "correspondent",
    "correspondents",
    "bureau",
    "newsroom",
    "agencies",
    "writers",
    "contributors",
    "team",
];

/// Words that do so only after "By": alone they are sections and labels ("World News", "Special Report").
const OUTLET_WORDS: &[&str] = &[
    "editorial",
    "editors",
    "editor",
    "agency",
    "news",
    "service",
    "press",
    "report",
    "reports",
    "wire",
    "media",
    "online",
    "web",
];

/// Words that names of newspapers and stations end in, and surnames do not.
const TITLE_WORDS: &[&str] = &[
    "herald",
    "times",
    "tribune",
    "gazette",
    "chronicle",
    "observer",
    "guardian",
    "telegraph",
    "journal",
    "independent",
    "standard",
    "express",
    "examiner",
    "inquirer",
    "bulletin",
    "dispatch",
    "courier",
    "news",
    "press",
    "media",
    "magazine",
    "daily",
    "weekly",
    "radio",
    "tv",
    "broadcasting",
    "university",
    "institute",
    "post",
    "ledger",
    "sentinel",
];

/// Whether capitalised words name an outlet or house by how they end ("Quay Herald") or begin ("The Quay").
pub(super) fn is_title(name: &str) -> bool {
    let mut words = name.split(' ').filter(|word| !word.is_empty());
    let first = words.next().unwrap_or("");
    let last = words.next_back().map(|word| word.trim_end_matches('.').to_lowercase());
    last.is_some_and(|last| TITLE_WORDS.contains(&last.as_str()) || first.eq_ignore_ascii_case("the"))
}

/// Whether a name is that of a desk, staff or newsroom ("Web Desk", "Staff Reporter", "HNN Staff", "Our Correspondent");
/// `marked`: it stands after "By".
pub(super) fn is_desk(name: &str, marked: bool) -> bool {
    let mut words = name.split_whitespace().rev();
    words.next().is_some_and(|word| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let of_news = words.next().is_some_and(|before| before.eq_ignore_ascii_case("news"));
        DESK_WORDS.contains(&bare)
            || (marked && OUTLET_WORDS.contains(&bare))
            || (of_news && matches!(bare, "service" | "network" | "agency"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_and_desks() {
        crate::lexicon::assert_well_formed("agencies", AGENCIES_FILE);
        assert!(AGENCIES.iter().all(|(name, _)| "The ".len() + name.len() <= LONGEST));
        for name in ["Reuters", "AP", "The Associated Press", "AFP/Reuters", "Press Trust of India"] {
            assert!(is_agency(name), "{name}");
        }
        assert!(!is_agency("Ana Cruz"));
        assert!(is_desk("Web Desk", false) && is_desk("Skarvik News", true));
        assert!(is_desk("Quay News Service", false) && is_title("Quay Herald") && is_title("The Quay"));
        assert!(!is_title("Ana Cruz") && !is_title("Herald") && !is_desk("World News", false));
    }
}
