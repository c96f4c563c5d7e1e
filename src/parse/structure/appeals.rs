//! Paragraphs in which a page speaks to its readers about itself: it asks them to subscribe, to give, to take its newsletter, to agree to its terms.
//!
//! They are sentences like those of the text, and each outlet has its own; what they share is that they say "you" or "we" and name what only
//! outlets offer, outside quotation marks.

use crate::lexicon::{WordList, word_list};

static WORDS: WordList = word_list!(FILE);
const FILE: &str = include_str!("../../data/appeal_words.tsv");

/// Words that are read: an appeal says early what it is.
const SEARCHED: usize = 120;
/// Words of each party that count: texts in the first person have many.
const PARTY: usize = 2;
/// Words of an appeal that names what only outlets offer.
const ENOUGH: usize = 4;

/// Whether a paragraph in lower case is an appeal to the readers.
pub(super) fn is_appeal(lower: &str) -> bool {
    // Most paragraphs address nobody, and go no further.
    if !(lower.contains("you") || lower.contains("our ") || lower.contains("we ")) {
        return false;
    }
    // What somebody says is news.
    if lower.contains(['"', '“', '”', '‘']) || lower.contains("''") {
        return false;
    }
    let (mut reader, mut outlet, mut only, mut others) = (0, 0, 0, 0);
    for word in lower.split(' ').take(SEARCHED) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        match WORDS.get(bare) {
            Some("r") => reader += 1,
            Some("o") => outlet += 1,
            Some("p") => only += 1,
            Some("w") => others += 1,
            _ => {}
        }
    }
    let parties = reader.min(PARTY) + outlet.min(PARTY);
    let offered = parties > 0 && only > 0 && parties + only + others >= ENOUGH;
    offered || reader > 0 && outlet > 0 && others >= 2
}

/// Whether a sentence speaks to the readers, or of the article that it stands in.
pub(super) fn is_aside(lower: &str) -> bool {
    let bare = |word: &str| WORDS.get(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let mut words = lower.split(' ').take(SEARCHED).map(bare);
    words.next().is_some_and(|first| first.is_some()) || words.any(|class| matches!(class, Some("r" | "o" | "s")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("appeal_words", FILE);
        assert!(WORDS.iter().all(|(_, class)| ["i", "o", "p", "r", "s", "w"].contains(&class)));
    }

    #[test]
    fn appeals_and_news() {
        for line in [
            "at the quay herald, we believe in journalism. not everyone can afford a subscription, and we keep our news free.",
            "never miss a story. choose from our newsletters to get the news you want straight to your inbox.",
            "you find our careful reporting valuable, at a time when coverage often lacks context.",
        ] {
            assert!(is_appeal(line), "{line}");
        }
        for line in [
            "the herald said that its website had lost a third of its readers and that its newsletter would be closed.",
            "“you can read our newsletter,” she said, and gave him a subscription.",
            "we went down to the harbour, where our guide showed us what is left of the pier.",
        ] {
            assert!(!is_appeal(line), "{line}");
        }
        assert!(is_aside("visit the herald's page for more") && is_aside("the author lives in lima."));
        assert!(!is_aside("three officials have been moved."));
    }
}
