//! Quotations that stand right before their attribution: `"It is late," | Hale | said ...`.
//!
//! Where a second quotation or an object follows the cue ("said in a letter titled ''Piers''", "quipped in reference to Hale"), the models may take that
//! for what is said, and miss the quotation.

use super::Found;
use super::facts::{Fact, Quoted};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Attributions are compared with so many on either side; those farther away have nothing to do with each other.
const NEIGHBOURS: usize = 4;
/// Words and the comma of the shortest quotation: "the ''crawling pegs,'' ..." is somebody's word.
const SHORTEST: usize = 3;
/// Tokens of the longest source between a quotation and its cue, with an apposition.
const LONGEST: usize = 24;

/// Gives quotations to the attribution beside them alone.
pub(super) fn take(document: &Document, facts: &[Fact], all: &mut Vec<Found>) {
    let cues = all.iter().map(|found| found.cue.start).collect();
    let reader = Reader { document, facts, cues };
    let mut taken = Vec::new();
    for (at, found) in all.iter_mut().enumerate() {
        let Some(quotation) = reader.before(found) else { continue };
        let passage = reader.passage(quotation.start);
        let holds = |found: &Found| found.content.iter().any(|piece| reader.passage(piece.start) == passage);
        if !holds(found) {
            let Some(attribution) = reader.attribution(found, &quotation) else { continue };
            *found = attribution;
        }
        taken.push((at, passage));
    }
    for (at, passage) in taken {
        let near = at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(all.len());
        for other in near.filter(|&other| other != at) {
            let whole = |piece: &Range<usize>| piece.clone().all(|at| reader.passage(at) == passage);
            all[other].content.retain(|piece| !whole(piece));
        }
    }
    all.retain(|found| !found.content.is_empty());
}

struct Reader<'a> {
    document: &'a Document,
    facts: &'a [Fact],
    /// Where cues begin, in order.
    cues: Vec<usize>,
}

impl Reader<'_> {
    fn passage(&self, at: usize) -> usize {
        self.facts.get(at).map_or(0, |fact| fact.passage as usize)
    }

    fn class(&self, at: usize) -> Option<Class> {
        self.facts.get(at).map(|fact| fact.class)
    }

    fn word(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| self.document.word(token))
    }

    fn is_nominal(&self, at: usize) -> bool {
        self.class(at).is_some_and(Class::is_nominal_or_joint)
    }

    /// The quotation that ends before a cue or its subject, and goes on with it: with a comma, a question mark or an exclamation mark.
    fn before(&self, found: &Found) -> Option<Range<usize>> {
        let cue = found.cue.start;
        let paragraph = self.facts.get(cue).filter(|fact| fact.quoted == Quoted::Outside)?.paragraph;
        let is_subject = |at: &usize| {
            self.passage(*at) == 0
                && self.cues.binary_search(at).is_err()
                && self.facts.get(*at).is_some_and(|fact| fact.paragraph == paragraph)
                && self.class(*at).is_some_and(|class| {
                    class.is_nominal() || matches!(class, Class::Pronoun | Class::Adverb | Class::Comma)
                })
        };
        let length = (cue.saturating_sub(LONGEST)..cue).rev().take_while(is_subject).count();
        let closes = |last: &usize| {
            self.passage(*last) != 0 && self.facts.get(*last).is_some_and(|fact| fact.paragraph == paragraph)
        };
        let last = cue.checked_sub(length + 1).filter(closes)?;
        let subject = last + 1..cue;
        let opens = match self.class(subject.start) {
            Some(Class::Name | Class::Word | Class::Determiner | Class::Number) => {
                subject.clone().all(|at| self.class(at) != Some(Class::Pronoun))
            }
            Some(Class::Pronoun) => subject.clone().skip(1).all(|at| self.class(at) == Some(Class::Adverb)),
            _ => false,
        };
        let goes_on = last.checked_sub(1).is_some_and(|end| match self.class(end) {
            Some(Class::Comma) => true,
            Some(Class::Stop) if self.word(end) != "." => {
                self.facts.get(subject.start).is_some_and(|fact| !fact.capital)
            }
            _ => false,
        });
        if !goes_on || !(subject.is_empty() || opens) {
            return None;
        }
        let passage = self.passage(last);
        let start = (0..=last).rev().take_while(|&at| self.passage(at) == passage).last()?;
        // "On his show ''Piers by Night,'' Hale said": what begins inside a sentence may be no speech.
        let begins = start.checked_sub(1).is_none_or(|before| {
            let other = self.facts.get(before).is_some_and(|fact| fact.paragraph != paragraph);
            other || matches!(self.class(before), Some(Class::Stop | Class::Mark))
        });
        (begins && last > start + SHORTEST).then_some(start..last + 1)
    }

    /// The attribution of a quotation by the cue behind it, if that has a subject.
    fn attribution(&self, found: &Found, quotation: &Range<usize>) -> Option<Found> {
        let cue = found.cue.clone();
        let mut source = found.source.clone().filter(|source| source.start >= quotation.end);
        let mut content = found.content.clone();
        let is_edge = |at: &usize| matches!(self.class(*at), Some(Class::Comma | Class::Adverb));
        let subject_end =
            (quotation.end..cue.start).rev().find(|at| !is_edge(at)).map_or(quotation.end, |last| last + 1);
        if quotation.end < subject_end {
            source = source.filter(|source| source.start < cue.start).or(Some(quotation.end..subject_end));
        } else if source.is_none() {
            // "indicates | the mayor |": the subject was taken for what is said.
            let subject = content.first().filter(|subject| subject.start == cue.end)?;
            let whole = subject.clone().all(|at| self.is_nominal(at))
                && matches!(self.class(subject.end), None | Some(Class::Stop | Class::Comma));
            source = Some(content.remove(0)).filter(|_| whole);
        }
        let source = source.as_mut()?;
        // "federal | prosecutors |": the whole phrase.
        if source.start < cue.start && (quotation.end..source.start).all(|at| self.is_nominal(at)) {
            source.start = quotation.end;
        }
        // The object of the cue is not said: "quipped in reference to | Hale |".
        let object = content.iter().any(|piece| piece.start == cue.end);
        content.retain(|piece| {
            let parted = piece.start.checked_sub(1).and_then(|before| self.class(before));
            self.passage(piece.start) != 0
                && (cue.len() == 1 || matches!(parted, Some(Class::Comma | Class::Stop | Class::Colon | Class::Mark)))
        });
        let preposition = (cue.start + 1..cue.end).find(|&at| self.class(at) == Some(Class::Preposition));
        let mut end = preposition.filter(|_| object).unwrap_or(cue.end);
        while end > cue.start + 1 && self.class(end - 1) == Some(Class::Comma) {
            end -= 1;
        }
        content.insert(0, quotation.clone());
        let [margin, of_source, of_content] = found.margins;
        // Grammar is as sure of it as the model is of the cue.
        let margins = [margin, of_source.max(margin), of_content.max(margin)];
        Some(Found { cue: cue.start..end, source: Some(source.clone()), content, margins })
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read};
    use super::*;

    #[test]
    fn what_stands_before_its_attribution_is_said() {
        for (text, source, cue, content, expected) in [
            (
                "\"It is late,\" indicates the mayor.",
                None,
                "indicates",
                "the mayor",
                Some(("the mayor", "indicates", &["\"It is late,\""][..])),
            ),
            (
                "\"It is late,\" Hale quipped in reference to Lie.",
                Some("Hale"),
                "quipped in reference to",
                "Lie",
                Some(("Hale", "quipped", &["\"It is late,\""])),
            ),
            (
                "\"Lie is late,\" she said about Lie. \"We left.\"",
                Some("Lie is"),
                "said about",
                "\"We left.\"",
                Some(("she", "said about", &["\"Lie is late,\"", "\"We left.\""])),
            ),
            (
                "\"It is late,\" Hale says in the spot titled \"Piers\".",
                Some("Hale"),
                "says in the spot titled",
                "\"Piers\"",
                Some(("Hale", "says", &["\"It is late,\""])),
            ),
            ("\"It is late\" in what Hale called a mess.", Some("Hale"), "called", "a mess", None),
            ("On the show \"Piers by Night,\" Hale said it was late.", Some("Hale"), "said", "it was late", None),
            ("\"It is late.\" Hale said it was a mess.", Some("Hale"), "said", "it was a mess", None),
            ("\"It is late,\" as Hale said of the mess.", Some("Hale"), "said", "the mess", None),
        ] {
            let before = found(text, source, cue, &[content]);
            let mut all = vec![before.clone()];
            read(text, |document, facts| take(document, facts, &mut all));
            let expected = expected.map_or(before, |(source, cue, content)| found(text, Some(source), cue, content));
            assert_eq!(
                (&all[0].source, &all[0].cue, &all[0].content),
                (&expected.source, &expected.cue, &expected.content),
                "{text}"
            );
        }
    }
}
