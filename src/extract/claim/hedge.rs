//! Hedges: the words that weaken a claim, with their places.
//!
//! The longest phrase of `hedges.tsv` that begins at a word is taken; a phrase never begins inside another.

use super::lexeme::HEDGE;
use super::signals::NUMBER;
use super::words::Words;
use crate::document::TokenKind;
use crate::lexicon::{Beginnings, Reading, WordList, word_list};
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
    /// What somebody believes or fears who is not named: "is thought to".
    Belief,
    /// Put forward as possible: "might".
    Possible,
    /// A rough number: "about".
    Approximate,
}

impl Force {
    /// Whether the claim may be so or not.
    pub(super) const fn is_possible(self) -> bool {
        matches!(self, Self::Belief | Self::Possible)
    }

    /// Whether the claim is passed on without a named source.
    pub(super) const fn is_passed_on(self) -> bool {
        matches!(self, Self::Belief | Self::Hearsay)
    }
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

/// Whether a hedge may begin with the word that was read.
pub(super) fn may_begin(word: Reading) -> bool {
    BEGINNINGS.may_be_read(word)
}

/// All hedges, in order.
pub(super) fn find(words: &Words) -> Vec<Hedge> {
    let mut found = Vec::new();
    let mut phrase = String::new();
    let mut index = 0;
    while index < words.len() {
        let longest = if words.is(index, HEDGE) { longest(words, index, &mut phrase) } else { None };
        let Some((length, force)) = longest else {
            index += 1;
            continue;
        };
        let span = words.span(index).cover(words.span(index + length - 1));
        found.push(Hedge { span, word: index, force });
        index += length;
    }
    found
}

/// The words of the longest hedge that begins at a word, and what it does; `phrase` is room to write in.
fn longest(words: &Words, index: usize, phrase: &mut String) -> Option<(usize, Force)> {
    if !words.is_word(index) {
        return None;
    }
    let mut longest = None;
    let mut read = Reading::NOTHING;
    for length in 1..=LONGEST.min(words.len() - index) {
        let last = index + length - 1;
        read = read.and(words.lexeme(last).hash);
        if !BEGINNINGS.may_be_read(read) {
            break;
        }
        if !BEGINNINGS.may_be_whole(read) {
            continue;
        }
        phrase.clear();
        for word in index..=last {
            phrase.push_str(if word > index { " " } else { "" });
            phrase.push_str(words.get(word));
        }
        let force = LIST.get(phrase).and_then(force).filter(|&force| fits(words, index, length, force));
        longest = force.map(|force| (length, force)).or(longest);
    }
    longest
}

fn force(name: &str) -> Option<Force> {
    match name {
        "hearsay" => Some(Force::Hearsay),
        "belief" => Some(Force::Belief),
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
            words.kind(after + currency) == Some(TokenKind::Number) || words.is(after, NUMBER)
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
    use crate::extract::claim::test_support::words;

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
        let cases: [(&str, &[(&str, Force)]); 9] = [
            ("Forty men are feared dead", &[("are feared dead", Force::Belief)]),
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
            let found: Vec<(&str, Force)> =
                words(text, find).iter().map(|hedge| (hedge.span.of(text), hedge.force)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
