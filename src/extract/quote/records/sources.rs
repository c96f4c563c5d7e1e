//! Sources as records have them: whole, and without what does not belong to them.

use super::{Finder, Source};
use crate::extract::quote::classes::{Class, Lower};
use crate::extract::quote::tag::Found;
use crate::extract::quote::tag::facts;
use crate::span::Span;
use std::ops::Range;

impl Finder<'_> {
    /// The source of an attribution, or none where the model took but an article or conjunction for one.
    pub(super) fn source_of(&self, found: &Found) -> Option<Source> {
        let source = self.opened(&self.unbracketed(found.source.as_ref()?, &found.cue));
        let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
        let is_article = |word: &str| ["the", "a", "an"].iter().any(|article| article.eq_ignore_ascii_case(word));
        let is_none = is_article(word(source.start)) || self.class(source.start) == Class::Coordinator;
        if source.len() == 1 && is_none {
            return None;
        }
        self.source(&self.completed(&self.bounded(&source), &found.cue))
    }

    /// A source without a bracket that it holds but half of: what stands before a closing one is in the brackets, what stands behind an opening one
    /// begins them. One that is nothing but the end of brackets is the phrase before them.
    fn unbracketed(&self, source: &Range<usize>, cue: &Range<usize>) -> Range<usize> {
        /// Words in the longest brackets.
        const LONGEST: usize = 12;
        let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
        let (mut start, mut open) = (source.start, Vec::new());
        for at in source.clone() {
            match word(at) {
                "(" | "[" => open.push(at),
                ")" | "]" if open.pop().is_none() => start = at + 1,
                _ => {}
            }
        }
        let end = open.into_iter().find(|&at| at > start).unwrap_or(source.end);
        if start < end {
            return start..end;
        }
        // "Moe (the paper knows his name) | says", but "(Moe) | says" and "(according to the office)".
        let bracket =
            (source.start.saturating_sub(LONGEST)..source.start).rev().find(|&at| matches!(word(at), "(" | "["));
        let aside = bracket.filter(|&bracket| bracket + 1 < source.start && source.end == cue.start);
        aside.and_then(|bracket| self.phrase_or_pronoun_before(bracket)).unwrap_or_else(|| {
            let bracketed = source.len() > 1;
            source.start..source.end - usize::from(bracketed)
        })
    }

    /// The pronoun or noun phrase that ends before `end`, a day aside: "the High Court today".
    fn phrase_or_pronoun_before(&self, end: usize) -> Option<Range<usize>> {
        /// Words of the longest day: "late on Monday" has fewer.
        const DAY: usize = 4;
        let last = (end.saturating_sub(DAY)..end).rev().find(|&at| self.class(at) != Class::Time)?;
        let is_pronoun = self.class(last) == Class::Pronoun;
        let start = if is_pronoun { Some(last) } else { self.phrase_before(last + 1) };
        start.map(|start| start..last + 1)
    }

    /// A source without the conjunction or adverb that its clause begins with: "while | many in the party | say", "finally, | the ministry | said".
    fn opened(&self, source: &Range<usize>) -> Range<usize> {
        let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
        let is_amount = |at: usize| matches!(word(at), "many" | "much" | "few" | "little");
        let is_conjunction = |at: usize| match Lower::new(word(at)).as_str() {
            "as" => !is_amount(at + 1),
            "while" | "although" | "though" | "because" | "if" | "when" => true,
            _ => matches!(self.class(at), Class::Coordinator | Class::Comma | Class::Dash),
        };
        let is_adverb = matches!(self.class(source.start), Class::Adverb | Class::Time);
        let fronted = is_adverb && source.len() > 2 && self.class(source.start + 1) == Class::Comma;
        let mut start = source.start + usize::from(fronted);
        while start + 1 < source.end && is_conjunction(start) {
            start += 1;
        }
        start..source.end
    }

    /// A source without a comma at its end, up to a participle that says what it was doing: "Parsanti, supporting himself on a stick".
    fn bounded(&self, source: &Range<usize>) -> Range<usize> {
        let cut = (source.start + 1..source.end.saturating_sub(1)).find(|&at| {
            let word = self.token(at + 1).map_or("", |token| self.document.word(token));
            self.class(at) == Class::Comma && self.class(at + 1) == Class::Word && word.ends_with("ing")
        });
        let is_edge = |at: usize| {
            matches!(self.class(at), Class::Comma | Class::Dash | Class::Colon)
                || self.token(at).is_some_and(|token| self.document.word(token) == "-")
        };
        let mut end = cut.unwrap_or(source.end);
        while end > source.start + 1 && is_edge(end - 1) {
            end -= 1;
        }
        source.start..end
    }

    /// A source that ends in the middle of a noun phrase goes on: before what its last word needs to the cue ("two people familiar | with the
    /// matter | said"), before the office that a country stands before to whoever holds it ("US | secretary of state John Kerry").
    fn completed(&self, source: &Range<usize>, cue: &Range<usize>) -> Range<usize> {
        /// Adjectives that stand after their noun only with a complement.
        const NEEDY: [&str; 6] = ["familiar", "close", "loyal", "sympathetic", "opposed", "privy"];
        /// Words of the longest complement.
        const LONGEST: usize = 6;
        let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
        let between = source.end..cue.start;
        let needs = source.len() > 1 && NEEDY.contains(&word(source.end - 1));
        let complement = self.class(source.end) == Class::Preposition
            && between.len() <= LONGEST
            && between.clone().all(|at| !matches!(self.class(at), Class::Comma | Class::Stop | Class::Mark));
        if needs && complement {
            return source.start..cue.start;
        }
        self.holder(source).map_or_else(|| source.clone(), |end| source.start..end)
    }

    /// Where the name of the person ends who holds the office that a source which is only a country or a people stands before.
    fn holder(&self, source: &Range<usize>) -> Option<usize> {
        /// Words of the longest office: "deputy assistant secretary of state for ...".
        const LONGEST: usize = 8;
        let mention = |at: usize| self.facts.get(at).map_or(0, |fact| fact.mention);
        if !source.clone().all(|at| matches!(mention(at), facts::LOCATION | facts::GROUP)) {
            return None;
        }
        let inside = |at: &usize| match self.class(*at) {
            Class::Word | Class::Name => true,
            Class::Preposition => self.token(*at).is_some_and(|token| self.document.word(token) == "of"),
            _ => false,
        };
        let office = source.end..source.end + LONGEST;
        let name = office.take_while(inside).find(|&at| mention(at) == facts::PERSON)?;
        let last =
            (name..).take_while(|&at| mention(at) == facts::PERSON && (at == name || !self.facts[at].begins_mention));
        (name > source.end && self.class(source.end) == Class::Word).then(|| last.last().map_or(name, |last| last + 1))
    }

    pub(super) fn source(&self, tokens: &Range<usize>) -> Option<Source> {
        let span = self.span(tokens)?;
        let relative = tokens.len() == 1 && matches!(self.class(tokens.start), Class::Relative | Class::Subordinator);
        let antecedent = if relative { self.antecedent(tokens.start) } else { None };
        Some(Source { span, antecedent })
    }

    /// Whether "and" at a token joins two words that stand before the noun which ends before `end`: "defense and intelligence officials".
    fn joins_modifiers(&self, at: usize, end: usize) -> bool {
        let is_word = |at: usize| self.class(at) == Class::Word;
        self.class(at) == Class::Coordinator && at > 0 && is_word(at - 1) && is_word(at + 1) && at + 2 < end
    }

    /// What a relative pronoun stands for: the words back to the edge of the noun phrase before it, and of "an official at the mill, who" the official.
    fn antecedent(&self, pronoun: usize) -> Option<Span> {
        let mut end = pronoun;
        while end > 0 && matches!(self.class(end - 1), Class::Comma | Class::Dash) {
            end -= 1;
        }
        let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
        let mut start = self.phrase_before(end)?;
        // What the phrase ends with is what it is about: "US officials" are no place.
        let mention = |at: usize| self.facts.get(at).map_or(0, |fact| fact.mention);
        let is_place = |mention| matches!(mention, facts::ORGANIZATION | facts::LOCATION | facts::FACILITY);
        let places = is_place(mention(end - 1)) && (start..end).all(|at| mention(at) == 0 || is_place(mention(at)));
        let things = (start..end).all(|at| mention(at) == 0);
        let governed = start.checked_sub(1).is_some_and(|before| match word(before) {
            "at" => places || things,
            "of" | "for" => places || things && end < pronoun,
            "in" | "from" => places,
            _ => false,
        });
        if word(pronoun).eq_ignore_ascii_case("who")
            && governed
            && let Some(head) = self.phrase_before(start - 1)
        {
            start = head;
        }
        self.span(&(start..end))
    }

    /// Where the noun phrase begins that ends before a token.
    fn phrase_before(&self, end: usize) -> Option<usize> {
        /// Longest noun phrase that is read back.
        const LONGEST: usize = 8;
        let start = (end.saturating_sub(LONGEST)..end)
            .rev()
            .take_while(|&at| {
                matches!(
                    self.class(at),
                    Class::Name | Class::Word | Class::Number | Class::Possessive | Class::Determiner
                ) || self.joins_modifiers(at, end)
            })
            .last()?;
        let determiner = (start..end).rev().find(|&at| self.class(at) == Class::Determiner);
        Some(determiner.unwrap_or(start))
    }
}
