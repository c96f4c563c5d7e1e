//! Somebody quotes somebody: "AFP quoted Nasser as saying: ...", "the minister was quoted by AFP as saying that ...".
//!
//! The models, which learnt from PolNeAR, take the first who quotes for the source, and "Nasser as saying ..." for what they say. A reader asks
//! who said it: where words are quoted, that is who speaks; where they are reported, both are attributions, one in the other.

use super::Found;
use super::facts::{Fact, Quoted};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Tokens between "quoted" and "as saying": who is quoted, with an apposition, or where.
const LONGEST_BETWEEN: usize = 30;
/// Tokens of the longest subject of "was quoted".
const LONGEST_SUBJECT: usize = 12;
/// Tokens between "as saying" and "that" or a colon: when, to whom.
const LONGEST_WHEN: usize = 8;

/// Gives what is relayed to who said it.
pub(super) fn resolve(document: &Document, facts: &[Fact], all: &mut Vec<Found>) {
    let reader = Reader { document, facts };
    let mut inner = Vec::new();
    for at in 0..all.len() {
        if let Some(source) = all[at].cue.clone().find_map(|saying| introduced(document, facts, saying)) {
            all[at].source = Some(source);
            // Grammar is as sure of it as the model is of the cue.
            all[at].margins[1] = all[at].margins[1].max(all[at].margins[0]);
        }
        let Some(relay) = all.get(at).and_then(|found| reader.read(found)) else { continue };
        let spoken = relay.content.first().is_some_and(|piece| reader.is_quoted(piece.start));
        if relay.passive || spoken {
            all[at].source = Some(relay.source);
            all[at].content = relay.content;
            all[at].margins[1] = all[at].margins[1].max(all[at].margins[0]);
        } else if all.iter().all(|found| !found.cue.contains(&relay.saying)) {
            let cue = relay.saying..relay.saying + 1;
            inner.push(Found { cue, source: Some(relay.source), content: relay.content, margins: all[at].margins });
        }
    }
    if !inner.is_empty() {
        all.append(&mut inner);
        all.sort_by_key(|found| found.cue.start);
    }
}

/// Who is quoted by a sentence that leads to a quotation with "as saying", by its last token: "The pilot was quoted by AFP as | saying | :".
pub(crate) fn introduced(document: &Document, facts: &[Fact], saying: usize) -> Option<Range<usize>> {
    let reader = Reader { document, facts };
    let place = saying.checked_sub(1).filter(|&at| reader.is_as_saying(at))?;
    let is_here = reader.sentence_of(place)?;
    let before = (place.saturating_sub(LONGEST_BETWEEN)..place).rev().take_while(|at| is_here(at));
    let verb = before.into_iter().find(|&at| reader.is_relay(at))?;
    Some(reader.source(verb, place)?.0)
}

/// Who said what somebody quotes them with.
struct Relay {
    source: Range<usize>,
    content: Vec<Range<usize>>,
    /// Where "saying" stands.
    saying: usize,
    /// "was quoted" rather than "quoted".
    passive: bool,
}

struct Reader<'a> {
    document: &'a Document,
    facts: &'a [Fact],
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.document.tokens.get(at).map_or("", |token| self.document.word(token))
    }

    fn class(&self, at: usize) -> Option<Class> {
        self.facts.get(at).map(|fact| fact.class)
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.facts.get(at).is_some_and(|fact| fact.quoted != Quoted::Outside)
    }

    fn read(&self, found: &Found) -> Option<Relay> {
        let verb = found.cue.clone().find(|&at| self.is_relay(at))?;
        let is_here = self.sentence_of(verb)?;
        let reach = (verb + 1..verb + 1 + LONGEST_BETWEEN).take_while(|at| is_here(at) && !self.is_quoted(*at));
        let place = reach.into_iter().find(|&at| self.is_as_saying(at)).filter(|place| !found.cue.contains(place))?;
        let (source, passive) = self.source(verb, place)?;
        let start = source.start.min(verb);
        let mut content: Vec<_> = self.content_after(place + 2, &is_here).into_iter().collect();
        if content.is_empty() {
            content = found.content.iter().filter(|piece| piece.end <= start).cloned().collect();
        }
        if content.is_empty() {
            content.extend(self.quotation_before(start));
        }
        (!content.is_empty()).then_some(Relay { source, content, saying: place + 1, passive })
    }

    fn is_relay(&self, at: usize) -> bool {
        matches!(self.word(at), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing")
    }

    fn is_as_saying(&self, at: usize) -> bool {
        self.word(at) == "as" && matches!(self.word(at + 1), "saying" | "telling")
    }

    /// Whether a token is of the same sentence as another.
    fn sentence_of(&self, at: usize) -> Option<impl Fn(&usize) -> bool> {
        let sentence = self.facts.get(at)?.sentence;
        Some(move |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.sentence == sentence))
    }

    /// Who is quoted by the verb at a token, with "as saying" at another, and whether in the passive.
    fn source(&self, verb: usize, place: usize) -> Option<(Range<usize>, bool)> {
        let is_here = self.sentence_of(verb)?;
        let outside = |at: &usize| is_here(at) && !self.is_quoted(*at);
        // "He is further quoted."
        let before = (verb.saturating_sub(2)..verb).rev().find(|&at| self.class(at) != Some(Class::Adverb));
        let be = before.filter(|&at| matches!(self.word(at), "is" | "are" | "was" | "were" | "been"));
        if let Some(be) = be {
            return Some((self.subject_before(be, &outside)?, true));
        }
        let end = place - usize::from(self.class(place - 1) == Some(Class::Comma));
        let names = self.class(verb + 1).is_some_and(|class| class != Class::Preposition);
        (verb + 1 < end && names).then_some((verb + 1..end, false))
    }

    /// The noun phrase or pronoun that ends before a token.
    fn subject_before(&self, end: usize, outside: &impl Fn(&usize) -> bool) -> Option<Range<usize>> {
        let last = end.checked_sub(1).filter(|last| outside(last))?;
        if self.class(last) == Some(Class::Pronoun) {
            return Some(last..end);
        }
        let is_nominal = |at: &usize| self.class(*at).is_some_and(Class::is_nominal);
        let before = (end.saturating_sub(LONGEST_SUBJECT)..end).rev();
        let start = before.take_while(|at| outside(at) && is_nominal(at)).last()?;
        Some(start..end)
    }

    /// The quotation before a token in its sentence.
    fn quotation_before(&self, end: usize) -> Option<Range<usize>> {
        let is_here = self.sentence_of(end)?;
        let mut before = (end.saturating_sub(LONGEST_BETWEEN)..end).rev().take_while(|at| is_here(at));
        let last = before.find(|&at| self.is_quoted(at))?;
        let passage = self.facts.get(last)?.passage;
        let held = |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.passage == passage);
        let start = (0..=last).rev().take_while(held).last()?;
        Some(start..last + 1)
    }

    /// What stands behind "as saying" and when or to whom it was said: the quotation that begins there, or the rest of the sentence.
    fn content_after(&self, from: usize, is_here: &impl Fn(&usize) -> bool) -> Option<Range<usize>> {
        let leads = |at: usize| matches!(self.class(at), Some(Class::Colon | Class::Comma)) || self.word(at) == "that";
        let aside = matches!(self.class(from), Some(Class::Preposition | Class::Time));
        let lead =
            (from..from + LONGEST_WHEN).take_while(|at| is_here(at) && !self.is_quoted(*at)).find(|&at| leads(at));
        let start = match lead {
            Some(lead) if lead == from || aside => lead + usize::from(self.word(lead) != "that"),
            None if aside => return None,
            _ => from,
        };
        let passage = self.facts.get(start).filter(|fact| is_here(&start) || fact.passage != 0)?.passage;
        let goes_on = |at: &usize| {
            self.facts.get(*at).is_some_and(|fact| {
                if passage == 0 { is_here(at) && fact.class != Class::Stop } else { fact.passage == passage }
            })
        };
        let end = (start..self.facts.len()).take_while(goes_on).last()? + 1;
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts;
    use super::super::test_support::{found, read};
    use super::*;
    use crate::extract::entity::tag::resources::resources;
    use crate::extract::quote::marks;
    use crate::pipeline::Options;

    /// The relay of a text whose only cue is `cue`, as source and content.
    fn relay(text: &str, cue: &str) -> Option<(String, String, bool)> {
        let document = crate::parse::parse(text, &Options::default());
        let passages = marks::pair(&document);
        let facts = facts::of_document(&document, &[], &passages, resources().expect("the lexicon is whole"));
        let at = (0..document.tokens.len()).find(|&at| document.word(&document.tokens[at]) == cue).expect("the cue");
        let before = (0..at.saturating_sub(1)).filter(|&at| facts[at].passage != 0);
        let content = before.clone().min().zip(before.max()).map(|(first, last)| first..last + 1);
        let found = Found { cue: at..at + 1, content: content.into_iter().collect(), ..Found::default() };
        let relay = Reader { document: &document, facts: &facts }.read(&found)?;
        let words = |range: &Range<usize>| {
            let (first, last) = (&document.tokens[range.start], &document.tokens[range.end - 1]);
            document.text[first.span.start..last.span.end].to_owned()
        };
        Some((words(&relay.source), words(relay.content.first()?), relay.passive))
    }

    #[test]
    fn who_is_quoted_is_who_says_it() {
        let cases = [
            ("AFP quoted Lie as saying: \"It is late.\"", "quoted", "Lie", "\"It is late.\"", false),
            ("The paper quoted Lie, a doctor, as saying it was late.", "quoted", "Lie, a doctor", "it was late", false),
            ("The BBC cited Lie as saying on Monday that it was late.", "cited", "Lie", "that it was late", false),
            ("A guard was quoted by AFP as saying that it was late.", "quoted", "A guard", "that it was late", true),
            ("She was quoted in a paper as saying it was late.", "quoted", "She", "it was late", true),
            ("A guard is also quoted as saying it was late.", "quoted", "A guard", "it was late", true),
            ("\"It is late,\" AFP quoted Lie as saying on Monday.", "quoted", "Lie", "\"It is late,\"", false),
        ];
        for (text, cue, source, content, passive) in cases {
            assert_eq!(relay(text, cue), Some((source.to_owned(), content.to_owned(), passive)), "{text}");
        }
        assert_eq!(relay("AFP quoted Lie on Monday, and she was late.", "quoted"), None);
        // Also where the model has not found the quotation.
        let text = "\"It is late,\" the agency AFP quoted Lie as saying.";
        let before = found(text, None, "quoted", &["Lie as saying"]);
        let relay = read(text, |document, facts| Reader { document, facts }.read(&before)).expect("a relay");
        assert_eq!(relay.content, found(text, None, "quoted", &["\"It is late,\""]).content);
    }
}
