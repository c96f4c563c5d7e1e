//! "According to Hale, it was late": what the second model may leave without a content is a construction of its own, which says it by itself.

use super::facts::{Fact, Quoted};
use super::{Cue, Found};
use crate::document::Document;
use crate::extract::entity::is_speech_verb;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Tokens of the longest source.
const LONGEST: usize = 16;
/// Tokens of the shortest clause.
const CLAUSE: usize = 3;

/// Adds the attributions of cues that begin a sentence with "according to" and of which nothing was found: the source is the noun phrase up to a comma, the
/// content the rest of the sentence.
pub(super) fn add(document: &Document, facts: &[Fact], cues: &[Cue], all: &mut Vec<Found>) {
    let before = all.len();
    for cue in cues {
        let known = all[..before].binary_search_by_key(&cue.tokens.start, |found| found.cue.start).is_ok();
        if !known && let Some((source, content)) = parts(document, facts, &cue.tokens) {
            let margins = [cue.margin, 0, 0];
            all.push(Found { cue: cue.tokens.clone(), source: Some(source), content: vec![content], margins });
        }
    }
    if all.len() > before {
        all.sort_by_key(|found| found.cue.start);
    }
}

/// `"It is late," | the mayor said |, according to a report`: what somebody is quoted with by another is said by both.
pub(super) fn add_inner(document: &Document, facts: &[Fact], all: &mut Vec<Found>) {
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let is_quoted = |at: usize| facts.get(at).is_some_and(|fact| fact.passage != 0);
    let inner = |found: &Found| -> Option<Found> {
        let piece = found.content.last().filter(|piece| piece.end <= found.cue.start && piece.len() > 1)?;
        if !(found.cue.start..found.cue.end).any(|at| word(at).eq_ignore_ascii_case("according")) {
            return None;
        }
        let verb = piece.clone().rev().find(|&at| class(at) != Some(Class::Comma))?;
        let is_subject = |at: &usize| {
            !is_quoted(*at) && class(*at).is_some_and(|class| class.is_nominal() || class == Class::Pronoun)
        };
        let subject = (piece.start..verb).rev().take(LONGEST).take_while(is_subject).last()?..verb;
        let last = (piece.start..subject.start)
            .rev()
            .find(|&at| class(at) != Some(Class::Comma))
            .filter(|&at| is_quoted(at))?;
        let passage = |at: usize| facts.get(at).map_or(0, |fact| fact.passage);
        let first = (piece.start..=last).rev().take_while(|&at| passage(at) == passage(last)).last()?;
        let quotation = first..last + 1;
        is_speech_verb(word(verb)).then(|| Found {
            cue: verb..verb + 1,
            source: Some(subject),
            content: vec![quotation],
            margins: found.margins,
        })
    };
    let more: Vec<Found> = all.iter().filter_map(inner).collect();
    for found in more {
        let next = all.partition_point(|other| other.cue.start < found.cue.start);
        if all.get(next).is_none_or(|other| other.cue.start > found.cue.start) {
            all.insert(next, found);
        }
    }
}

/// The source and the content behind such a cue.
fn parts(document: &Document, facts: &[Fact], cue: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let is_cue = cue.len() == 2 && word(cue.start).eq_ignore_ascii_case("according") && word(cue.start + 1) == "to";
    let sentence = document.sentences.get(facts.get(cue.start)?.sentence as usize)?.tokens.clone();
    let opens = cue.start == sentence.start || cue.start == sentence.start + 1 && word(sentence.start) == "But";
    if !is_cue || !opens {
        return None;
    }
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let is_part = |at: &usize| *at < sentence.end && class(*at).is_some_and(Class::is_nominal_or_joint);
    let comma = cue.end + (cue.end..cue.end + LONGEST).take_while(is_part).count();
    let is_plain = |at: &usize| {
        *at < sentence.end
            && facts.get(*at).is_some_and(|fact| fact.quoted == Quoted::Outside && fact.class != Class::Stop)
    };
    let content = comma + 1..comma + 1 + (comma + 1..sentence.end).take_while(is_plain).count();
    let is_whole = comma > cue.end && class(comma) == Some(Class::Comma) && content.len() >= CLAUSE;
    is_whole.then_some((cue.end..comma, content))
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn who_is_quoted_by_another_speaks_too() {
        for (text, content, expected) in [
            ("\"It is late,\" the mayor said, according to Hale.", "\"It is late,\" the mayor said", Some("the mayor")),
            ("\"It is late\", he said, according to Hale.", "\"It is late\", he said", Some("he")),
            ("\"It is late,\" the mayor left, according to Hale.", "\"It is late,\" the mayor left", None),
            ("It was late, the mayor said, according to Hale.", "It was late, the mayor said", None),
        ] {
            let mut all = vec![found(text, Some("Hale"), "according to", &[content])];
            read(text, |document, facts| add_inner(document, facts, &mut all));
            let source =
                all.iter().find(|found| words(text, &found.cue) == "said").and_then(|found| found.source.clone());
            assert_eq!(source.map(|source| words(text, &source)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_according_to_somebody_is_said() {
        for (text, cue, source) in [
            ("According to Hale, the pier was shut because many left.", "According to", Some("Hale")),
            ("But according to a man who saw it, it was late.", "according to", None),
            ("The pier was shut, according to Hale, who left.", "according to", None),
        ] {
            let cue = Cue { tokens: found(text, None, cue, &[]).cue, margin: 0 };
            let mut all = Vec::new();
            read(text, |document, facts| add(document, facts, std::slice::from_ref(&cue), &mut all));
            let found = all.first().and_then(|found| found.source.clone()).map(|source| words(text, &source));
            assert_eq!(found.as_deref(), source, "{text}");
            if let [found] = all.as_slice() {
                assert_eq!(words(text, &found.content[0]), "the pier was shut because many left");
            }
        }
    }
}
