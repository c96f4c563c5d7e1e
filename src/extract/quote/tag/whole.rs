//! Sources that are a part of the subject that says it: whole subjects.

use super::Found;
use super::facts::Fact;
use super::subjects::{LONGEST, Sentence};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Words of the longest apposition, with its commas.
const APPOSITION: usize = 20;
/// Words between a preposition and the beginning of the phrase that it goes on: "her long talk | with".
const PHRASE: usize = 4;

/// The subject of a cue is a whole noun phrase: of "her long talk with Ole Lie convinced her", which the model may cut, it is not Ole Lie
/// who convinces.
pub(super) fn complete_subjects(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let cues: Vec<usize> = all.iter().map(|found| found.cue.start).collect();
    for found in all {
        let Some(source) = &mut found.source else { continue };
        if source.end == found.cue.start
            && let Some(at) = found.content.iter().position(|piece| is_title_of(facts, piece, source))
        {
            source.start = found.content.remove(at).start;
        }
        if source.end == found.cue.start
            && let Some(start) = phrase_before(document, facts, source.start)
        {
            source.start = start;
        }
        if source.end == found.cue.start
            && let Some(start) =
                Sentence::around(document, facts, found.cue.start).subject_around(source, &found.cue, &cues)
        {
            source.start = start;
        }
        if is_apposition(facts, &(source.end..found.cue.start)) {
            source.end = found.cue.start - 1;
        }
        if let Some(start) = Sentence::around(document, facts, found.cue.start).name_before(source) {
            source.start = start;
        }
    }
}

impl Sentence<'_> {
    /// Where the subject of `cue` begins, if `source`, which ends before it, is but the end of the subject: "the office now led by | Anna Lie | said",
    /// "guests who came from | Oslo | said". No subject begins behind a preposition, and the clause has no other verb that is finite.
    fn subject_around(&self, source: &Range<usize>, cue: &Range<usize>, cues: &[usize]) -> Option<usize> {
        let last = source.end.checked_sub(1)?;
        let joint = source.clone().any(|at| self.class(at) == Some(Class::Coordinator));
        let begins_with_clause = self.class(source.start) == Some(Class::Relative) && source.len() > 2;
        let leading = source.start.checked_sub(1)?;
        let is_participle = self.word(leading).ends_with("ing");
        let governed = self.leads(leading) || begins_with_clause || is_participle;
        if !governed || !self.is_head(last) || !self.is_finite(cue) {
            return None;
        }
        let is_part = |at: &usize| {
            let class = self.class(*at);
            let fits = class.is_some_and(Class::is_nominal) || matches!(class, Some(Class::Adverb | Class::Auxiliary));
            self.holds(*at) && fits && cues.binary_search(at).is_err()
        };
        let before = (self.tokens.start..source.start).rev().take(LONGEST).take_while(is_part);
        let first = before.last().unwrap_or(source.start);
        let edge = first.checked_sub(1).filter(|&edge| self.tokens.contains(&edge));
        if begins_with_clause || edge.and_then(|edge| self.class(edge)) == Some(Class::Relative) {
            let relative = if begins_with_clause { source.start } else { edge? };
            let comma =
                relative.checked_sub(1).filter(|&at| self.class(at) == Some(Class::Comma) && !begins_with_clause);
            let head = self.phrase_before(comma.unwrap_or(relative));
            // "Ole Lie, who came with | Tom Moe | said": with a comma, the head is a name.
            let head = head.filter(|head| comma.is_none() || self.is_person(head.end - 1));
            return head.map(|head| head.start).filter(|&head| self.opens_subject(head));
        }
        let has_verb = (first..source.start).any(|at| self.class(at) == Some(Class::Auxiliary));
        let plain = first < source.start && !joint && !has_verb && !is_participle && self.opens_subject(first);
        plain.then_some(first)
    }

    /// Whether a token is a preposition behind which a phrase may go on.
    fn leads(&self, at: usize) -> bool {
        const LEADING: [&str; 14] = [
            "of", "in", "on", "at", "by", "to", "for", "from", "with", "under", "between", "behind", "about", "against",
        ];
        LEADING.contains(&self.word(at))
    }

    /// Whether the subject of a clause may begin with a token: behind an edge, and with no preposition or participle.
    fn opens_subject(&self, at: usize) -> bool {
        let edge = at.checked_sub(1).filter(|&edge| self.tokens.contains(&edge)).and_then(|edge| self.class(edge));
        let is_edge = matches!(
            edge,
            None | Some(
                Class::Comma
                    | Class::Subordinator
                    | Class::Coordinator
                    | Class::Colon
                    | Class::Semicolon
                    | Class::Dash
                    | Class::Mark
            )
        );
        is_edge
            && match self.class(at) {
                Some(Class::Determiner | Class::Name | Class::Word) => !self.word(at).ends_with("ing"),
                // "40s | in this work": what follows is not what is counted.
                Some(Class::Number) => {
                    matches!(self.class(at + 1), Some(Class::Word | Class::Name)) && !self.leads(at + 1)
                }
                _ => false,
            }
    }
}

/// Whether the words between a subject and its verb say who it is: "Hale | , a doctor from Bergen, | said".
fn is_apposition(facts: &[Fact], between: &Range<usize>) -> bool {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let is_comma = |at: usize| class(at) == Some(Class::Comma);
    let is_nominal = |at: usize| class(at).is_some_and(Class::is_nominal_or_joint);
    between.len() > 2
        && between.len() <= APPOSITION
        && is_comma(between.start)
        && is_comma(between.end - 1)
        && class(between.start + 1) == Some(Class::Determiner)
        && (between.start + 1..between.end - 1).all(is_nominal)
}

/// Whether a piece of content behind a comma is the noun phrase that a name goes on: "It rained, | the weather office | MET | said".
fn is_title_of(facts: &[Fact], piece: &Range<usize>, source: &Range<usize>) -> bool {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let mut words = piece.clone();
    piece.end == source.start
        && piece.len() > 1
        && piece.start.checked_sub(1).is_some_and(|before| class(before) == Some(Class::Comma))
        && class(piece.start) == Some(Class::Determiner)
        && class(source.start) == Some(Class::Name)
        && words.all(|at| matches!(class(at), Some(Class::Determiner | Class::Word | Class::Name)))
}

/// Where the noun phrase begins that "with", "of" or the like before `at` goes on: at a determiner a few nouns before it.
fn phrase_before(document: &Document, facts: &[Fact], at: usize) -> Option<usize> {
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let preposition = at.checked_sub(1).filter(|&at| matches!(word(at), "with" | "of" | "for" | "from" | "between"))?;
    let sentence = facts.get(at)?.sentence;
    for start in (preposition.saturating_sub(PHRASE)..preposition).rev() {
        let fact = facts.get(start).filter(|fact| fact.sentence == sentence)?;
        match fact.class {
            Class::Determiner => return (start + 1 < preposition).then_some(start),
            // A participle, or the verb of another clause.
            Class::Word if word(start).ends_with("ed") => return None,
            Class::Word => {}
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn a_title_before_a_name_is_no_content() {
        let text = "Sales fell by a tenth, the statistics office GUS says.";
        let mut all = [found(text, Some("GUS"), "says", &["Sales fell by a tenth", "the statistics office"])];
        read(text, |document, facts| complete_subjects(document, facts, &mut all));
        assert_eq!(words(text, all[0].source.as_ref().unwrap()), "the statistics office GUS");
        assert_eq!(all[0].content.len(), 1);
    }

    #[test]
    fn subjects_are_whole() {
        for (text, source, expected) in [
            ("Her long talk with Ole Lie showed that it was late.", "Ole Lie", "Her long talk with Ole Lie"),
            ("Ole Lie, a doctor from Bergen, showed that it was late.", "Ole Lie", "Ole Lie, a doctor from Bergen"),
            ("The board met with Ole Lie, who showed that it was late.", "Ole Lie", "Ole Lie"),
            ("In a walk filmed for Ole Lie showed that it was late.", "Ole Lie", "Ole Lie"),
            ("The office now led by Anna Lie showed that it was late.", "Anna Lie", "The office now led by Anna Lie"),
            ("Violet Moe of Music in Oslo showed that it was late.", "Oslo", "Violet Moe of Music in Oslo"),
            ("But guests who have come from Oslo showed that it was late.", "Oslo", "guests who have come from Oslo"),
            (
                "A guest who moved from Oslo showed that it was late.",
                "who moved from Oslo",
                "A guest who moved from Oslo",
            ),
            (
                "In a report, guests who have seen piers after visiting 63 countries showed that it was late.",
                "63 countries",
                "guests who have seen piers after visiting 63 countries",
            ),
            ("It was agreed with Anna Lie showed that it was late.", "Anna Lie", "Anna Lie"),
            ("After 40 in this work Anna Lie showed that it was late.", "Anna Lie", "Anna Lie"),
            ("While in Oslo Anna Lie showed that it was late.", "Oslo Anna Lie", "Oslo Anna Lie"),
            (
                "It was sold by the board and Ole Lie showed that it was late.",
                "the board and Ole Lie",
                "the board and Ole Lie",
            ),
            (
                "Ole Lie, who came with Tom Moe and Anna Berg showed that it was late.",
                "Tom Moe and Anna Berg",
                "Ole Lie, who came with Tom Moe and Anna Berg",
            ),
            ("Ole Lie, in turn, showed that it was late.", "Ole Lie", "Ole Lie"),
            (
                "Ole Lie, a guard at the port showed that it was late.",
                "a guard at the port",
                "Ole Lie, a guard at the port",
            ),
            (
                "After Ole Lie, a guard at the port showed that it was late.",
                "a guard at the port",
                "a guard at the port",
            ),
            ("Ole Lie, head of the port, showed that it was late.", "head of the port", "Ole Lie, head of the port"),
            ("In Oslo, the head of the port showed that it was late.", "the head of the port", "the head of the port"),
        ] {
            let mut all = [found(text, Some(source), "showed", &["that it was late"])];
            read(text, |document, facts| complete_subjects(document, facts, &mut all));
            assert_eq!(words(text, all[0].source.as_ref().unwrap()), expected, "{text}");
        }
    }
}
