//! Cues in the passive: their subject says nothing, it is what something is said of.

use super::Found;
use super::facts::Fact;
use crate::document::Document;
use crate::extract::entity::is_reporting_verb;
use crate::extract::quote::classes::{Class, Lower};
use crate::lexicon::{WordList, word_list};
use std::ops::Range;

static FEELINGS: WordList = word_list!(FEELINGS_FILE);
const FEELINGS_FILE: &str = include_str!("../../../data/feeling_participles.txt");

/// "The pier | is expected | to open": the subject of a passive cue is a part of what is said, unless what is said is in quotation marks ("he was asked,
/// "Why?"") or it is no more than "it" ("it is believed that"). Who feels is the source: "Lie is convinced that".
pub(super) fn turn(document: &Document, facts: &[Fact], all: &mut [Found]) {
    for found in all {
        let Some(source) = found.source.clone().filter(|source| source.end <= found.cue.start) else { continue };
        if !is_passive(document, facts, &found.cue) {
            continue;
        }
        found.source = None;
        let is_quoted = |at: usize| facts.get(at).is_some_and(|fact| fact.passage != 0);
        let word = document.tokens.get(source.start).map_or("", |token| document.word(token));
        let is_expletive = source.len() == 1 && word.eq_ignore_ascii_case("it");
        let parts = found.content.iter().any(|piece| piece.start < source.end || is_quoted(piece.start));
        if !is_expletive && !parts && !is_quoted(source.start) {
            found.content.insert(0, source);
        }
    }
}

/// "Ann Lie | had confirmed | that": the subject of a cue that is no passive is its source, where the model takes it for a part of what is said.
pub(super) fn turn_back(document: &Document, facts: &[Fact], all: &mut [Found]) {
    /// Tokens of the longest subject.
    const LONGEST: usize = 12;
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    for found in all.iter_mut().filter(|found| found.source.is_none()) {
        let [front, .., _] = found.content.as_slice() else { continue };
        let front = front.clone();
        let is_part = |at: &usize| {
            facts.get(*at).is_some_and(|fact| fact.passage == 0 && fact.class.is_nominal_or_joint())
                && !matches!(word(*at), "after" | "before" | "since" | "until" | "as" | "like" | "than" | "so")
        };
        let length = front.clone().rev().take_while(is_part).count();
        let subject = front.end - length..front.end;
        let begins = facts
            .get(subject.start)
            .is_some_and(|fact| fact.class == Class::Determiner || fact.begins_mention || fact.class == Class::Name);
        // "The pier | seems | to be shut" is all content.
        let speaks = found.cue.clone().any(|at| is_reporting_verb(word(at)));
        let whole = speaks && begins && (1..=LONGEST).contains(&length) && front.end == found.cue.start;
        if whole && !is_passive(document, facts, &found.cue) {
            found.source = Some(subject);
            found.content.remove(0);
        }
    }
}

/// Whether a cue is a form of "be" with a participle, at most prepositions or a day behind it: "was widely referred to as", but not "was quoted as saying", "is
/// expected to say", whose subject speaks.
fn is_passive(document: &Document, facts: &[Fact], cue: &Range<usize>) -> bool {
    let word = |at: usize| Lower::new(document.tokens.get(at).map_or("", |token| document.word(token)));
    let is_form = |at: usize| {
        matches!(
            word(at).as_str(),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "got" | "'s" | "'re"
        )
    };
    let follows = |at: usize| {
        let class = facts.get(at).map(|fact| fact.class);
        matches!(class, Some(Class::Preposition | Class::Time | Class::Adverb)) || word(at).as_str() == "out"
    };
    let Some(verb) = cue.clone().rev().find(|&at| !follows(at)).filter(|&verb| verb > cue.start) else { return false };
    let participle = word(verb);
    is_participle(participle.as_str()) && !FEELINGS.contains(participle.as_str()) && (cue.start..verb).any(is_form)
}

/// Whether a word in lower case is the participle of a verb that says or does something.
fn is_participle(lower: &str) -> bool {
    lower.ends_with("ed") && lower.len() > 3
        || matches!(
            lower,
            "thought"
                | "known"
                | "said"
                | "told"
                | "held"
                | "found"
                | "seen"
                | "taught"
                | "understood"
                | "shown"
                | "given"
                | "sent"
                | "read"
                | "forbidden"
        )
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn subjects_of_active_cues_are_sources() {
        for (text, cue, front, rest, source) in [
            (
                "This after Ann Lie had confirmed that it was late.",
                "had confirmed",
                "This after Ann Lie",
                "that it was late",
                Some("Ann Lie"),
            ),
            ("The city highlighted the cost.", "highlighted", "The city", "the cost", Some("The city")),
            ("The pier seems to be shut.", "seems", "The pier", "to be shut", None),
            ("The pier is said to be shut.", "is said", "The pier", "to be shut", None),
        ] {
            let mut all = [found(text, None, cue, &[front, rest])];
            read(text, |document, facts| turn_back(document, facts, &mut all));
            let found = all[0].source.as_ref().map(|source| words(text, source));
            assert_eq!(found.as_deref(), source, "{text}");
            assert_eq!(all[0].content.len(), if source.is_some() { 1 } else { 2 }, "{text}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        crate::lexicon::assert_well_formed("feeling_participles.txt", FEELINGS_FILE);
    }

    #[test]
    fn what_something_is_said_of_is_no_source() {
        for (text, source, cue, content, kept, first) in [
            ("The pier is expected to open.", "The pier", "is expected", "to open", false, "The pier"),
            ("It is believed that piers fall.", "It", "is believed", "that piers fall", false, "that piers fall"),
            ("Lie is widely referred to as late.", "Lie", "is widely referred to as", "late", false, "Lie"),
            ("Lie was asked, \"Why is it late?\"", "Lie", "was asked", "Why is it late", false, "Why is it late"),
            ("Lie is convinced that piers fall.", "Lie", "is convinced", "that piers fall", true, "that piers fall"),
            (
                "Lie was quoted as saying that piers fall.",
                "Lie",
                "was quoted as saying",
                "that piers fall",
                true,
                "that piers fall",
            ),
            (
                "Lie is expected to say that piers fall.",
                "Lie",
                "is expected to say",
                "that piers fall",
                true,
                "that piers fall",
            ),
            ("Piers fall, it was said by Lie.", "Lie", "was said by", "Piers fall", true, "Piers fall"),
        ] {
            let mut all = [found(text, Some(source), cue, &[content])];
            read(text, |document, facts| turn(document, facts, &mut all));
            assert_eq!((all[0].source.is_some(), words(text, &all[0].content[0]).as_str()), (kept, first), "{text}");
        }
    }
}
