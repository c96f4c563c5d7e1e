//! Hedges: the words that weaken a claim, with their places.
//!
//! The longest phrase of `hedges.tsv` that begins at a word is taken; a phrase never begins inside another.

use super::words::Words;
use crate::document::TokenKind;
use crate::lexicon::{Beginnings, WordList, word_list};
use crate::span::Span;

const FILE: &str = include_str!("../../data/hedges.tsv");
static LIST: WordList = word_list!(FILE);
static BEGINNINGS: Beginnings = Beginnings::of(FILE);

/// Words in the longest phrase of the list.
const LONGEST: usize = 5;

/// What a hedge does to the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Force {
    /// Passed on without a named source: "reportedly".
    Hearsay,
    /// Put forward as possible: "might".
    Possible,
    /// A rough number: "about".
    Approximate,
}

/// A hedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hedge {
    /// Its words.
    pub(super) span: Span,
    /// Index of its first word.
    pub(super) word: usize,
    /// What it does.
    pub(super) force: Force,
}

/// All hedges, in order.
pub(super) fn find(words: &Words) -> Vec<Hedge> {
    let mut found = Vec::new();
    let mut phrase = String::new();
    let mut index = 0;
    while index < words.len() {
        if !BEGINNINGS.may_be(words.get(index)) {
            index += 1;
            continue;
        }
        let length = (1..=LONGEST).rev().find_map(|length| {
            if !words.is_word(index) || index + length > words.len() {
                return None;
            }
            phrase.clear();
            for at in index..index + length {
                if at > index {
                    phrase.push(' ');
                }
                phrase.push_str(words.get(at));
            }
            let force = force(LIST.get(&phrase)?)?;
            fits(words, index, length, force).then_some((length, force))
        });
        if let Some((length, force)) = length {
            let span = words.span(index).cover(words.span(index + length - 1));
            found.push(Hedge { span, word: index, force });
            index += length;
        } else {
            index += 1;
        }
    }
    found
}

fn force(name: &str) -> Option<Force> {
    match name {
        "hearsay" => Some(Force::Hearsay),
        "possible" => Some(Force::Possible),
        "approximate" => Some(Force::Approximate),
        _ => None,
    }
}

/// Whether the phrase is a hedge where it stands: "about" only before a number, "may" not as the month.
fn fits(words: &Words, index: usize, length: usize, force: Force) -> bool {
    let after = index + length;
    match force {
        Force::Approximate => {
            let currency = usize::from(words.kind(after) == Some(TokenKind::Symbol));
            words.kind(after + currency) == Some(TokenKind::Number)
                || super::signals::is_in_class(words.get(after), "number")
        }
        Force::Possible if words.get(index) == "may" => words.original(index).starts_with('m') || index == 0,
        // "A suspected gunman" passes a suspicion on; "police suspected" is what they thought.
        Force::Possible if words.get(index) == "suspected" => {
            matches!(words.before(index), "a" | "the" | "an" | "of" | "two")
        }
        Force::Possible if words.get(index) == "likely" => words.get(after) != "to" || length > 1,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::document;

    #[test]
    fn the_list_is_well_formed() {
        crate::lexicon::assert_well_formed("hedges.tsv", FILE);
        for (phrase, name) in LIST.iter() {
            assert!(force(name).is_some(), "{phrase}: {name}");
            assert!(phrase.split(' ').count() <= LONGEST, "{phrase}");
        }
    }

    #[test]
    fn finds_hedges_where_they_hedge() {
        let cases: [(&str, &[(&str, Force)]); 8] = [
            ("The mayor reportedly fled", &[("reportedly", Force::Hearsay)]),
            ("He is said to be in Oslo", &[("is said to", Force::Hearsay)]),
            ("It may rain and might snow", &[("may", Force::Possible), ("might", Force::Possible)]),
            ("She left in May with him", &[]),
            ("About 40 came", &[("About", Force::Approximate)]),
            ("They spoke about the dam", &[]),
            ("The dam appears to leak", &[("appears to", Force::Possible)]),
            ("He spoke", &[]),
        ];
        for (text, expected) in cases {
            let document = document(text);
            let found = find(&Words::new(&document, &[document.sentences[0].span]));
            let found: Vec<(&str, Force)> = found.iter().map(|h| (document.slice(h.span), h.force)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
