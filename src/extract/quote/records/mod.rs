//! Attributions as records: what the models found, fitted to quotation marks, and the quotations that no cue takes.
//!
//! The models label tokens; here their contents are widened to whole quotations and told apart as direct, mixed and indirect. A quotation
//! without a cue goes on with the speaker before where it stands as speech (the convention of long quotations, an introduction that
//! ends in a colon, a sentence that is only a quotation), and is kept without a speaker elsewhere if it is speech at all.

mod orphans;
mod sources;

use super::classes::Class;
use super::marks::{self, Passage};
use super::passages;
use super::tag::facts::{self, Fact, Quoted};
use super::tag::{Found, Tagger};
use crate::document::{Document, QuoteKind, Token};
use crate::span::Span;
use std::ops::Range;

/// How strong the evidence is that the content belongs to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// A cue attributes a quotation.
    CueAtQuotation,
    /// A quotation lies inside the clause that a cue governs.
    QuotationInClause,
    /// A cue with its clause, no quotation.
    CueAndClause,
    /// A quotation that is introduced by the sentence before, or by what stands before a colon.
    Introduced,
    /// The speaker of the paragraph before goes on.
    Carried,
    /// "Name: text".
    Transcript,
    /// Nobody was found who says it.
    Unattributed,
}

/// The source of an attribution as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The mention.
    pub(crate) span: Span,
    /// For a relative pronoun: the noun phrase that it stands for.
    pub(crate) antecedent: Option<Span>,
}

/// An attribution before its speaker is resolved.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) kind: QuoteKind,
    pub(crate) spans: Vec<Span>,
    pub(crate) source: Option<Source>,
    pub(crate) cue: Option<Vec<Span>>,
    pub(crate) evidence: Evidence,
    /// The paragraph that its sentence is in.
    pub(crate) paragraph: usize,
    /// How sure the models were of cue, source and content (see [`Found`]); none where no model found it.
    pub(crate) margins: Option<[i32; 3]>,
}

/// All attributions of the document, in no particular order.
pub(super) fn find(document: &Document, passages: &[Passage], tagger: &mut Tagger<'_>) -> Vec<Record> {
    let found = tagger.tag(document);
    let mut finder = Finder::new(document, passages, tagger);
    finder.transcripts();
    finder.turns = finder.records.len();
    for attribution in &found {
        finder.attribute(attribution);
    }
    finder.starts =
        finder.records.iter().map(|record| record.spans.first().map_or(0, |span| span.start)).zip(0..).collect();
    finder.starts.sort_unstable();
    finder.join_continued(&found);
    for index in 0..passages.len() {
        if finder.taken[index].is_none() {
            finder.orphan(index, &found);
        }
    }
    let mut records = finder.records;
    let nested = marks::nested(document, passages);
    let inside = tagger.inside(document, &nested);
    let mut finder = Finder::new(document, &nested, &inside);
    for attribution in &inside.tag_inside(document, tagger) {
        finder.attribute(attribution);
    }
    records.append(&mut finder.records);
    once(document, &mut records);
    records
}

/// A quotation that two cues claim belongs to the one in a sentence with it, then to the nearer one.
fn once(document: &Document, records: &mut Vec<Record>) {
    let far = |record: &Record| {
        let cue = record.cue.as_ref().and_then(|cue| cue.first()).copied()?;
        let (first, last) = (record.spans.first()?, record.spans.last()?);
        let sentence = |at: usize| document.sentence_at(at);
        let apart =
            sentence(cue.start) < sentence(first.start) || sentence(cue.start) > sentence(last.end.saturating_sub(1));
        let gap = first.start.saturating_sub(cue.end).max(cue.start.saturating_sub(last.end));
        Some((apart, gap))
    };
    let far = |record: &Record| far(record).unwrap_or((true, usize::MAX));
    records.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| far(a).cmp(&far(b))));
    records.dedup_by(|next, kept| {
        next.kind == QuoteKind::Direct && kept.kind == QuoteKind::Direct && next.spans == kept.spans
    });
}

struct Finder<'a> {
    document: &'a Document,
    facts: &'a [Fact],
    passages: &'a [Passage],
    records: Vec<Record>,
    /// How many of them are turns of a transcript: the first ones.
    turns: usize,
    /// For each passage the record that it is content of.
    taken: Vec<Option<usize>>,
    /// Where the records that have a cue begin, in order, with their indices.
    starts: Vec<(usize, usize)>,
}

impl<'a> Finder<'a> {
    fn new(document: &'a Document, passages: &'a [Passage], tagger: &'a Tagger<'_>) -> Self {
        let taken = vec![None; passages.len()];
        Self { document, facts: tagger.facts(), passages, records: Vec::new(), turns: 0, taken, starts: Vec::new() }
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.document.tokens.get(at)
    }

    fn class(&self, at: usize) -> Class {
        self.facts.get(at).map_or(Class::Stop, |fact| fact.class)
    }

    fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.document.word(token).contains(char::is_alphanumeric))
    }

    fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        let tokens = self.document.tokens.get(tokens.clone())?;
        Some(Span::new(tokens.first()?.span.start, tokens.last()?.span.end))
    }

    /// The quotation that holds a token, as an index.
    fn passage_of(&self, at: usize) -> Option<usize> {
        self.facts.get(at)?.passage.checked_sub(1).map(|index| index as usize)
    }

    fn attribute(&mut self, found: &Found) {
        let parted = self.parted(found);
        let found = parted.as_ref().unwrap_or(found);
        let speaks_for_nobody = |source: &Range<usize>| self.is_label(source) || self.is_in_dateline(source);
        if self.class(found.cue.start) == Class::Colon && found.source.as_ref().is_some_and(speaks_for_nobody) {
            return;
        }
        // An attribution inside a quotation takes no part of it for a quotation of its own.
        let holder = self.passage_of(found.cue.start);
        let mut held: Vec<usize> = Vec::new();
        let mut free = false;
        let mut spans: Vec<Span> = Vec::new();
        for piece in &found.content {
            let Some(mut span) = self.trimmed(piece, holder).and_then(|piece| self.span(&piece)) else { continue };
            for at in piece.clone().filter(|&at| self.is_word(at)) {
                match self.passage_of(at).filter(|index| Some(*index) != holder) {
                    Some(index) if held.last() == Some(&index) => {}
                    Some(index) => {
                        held.push(index);
                        span = span.cover(self.passages[index].whole);
                    }
                    None => free = true,
                }
            }
            match spans.last_mut() {
                Some(last) if last.end > span.start => *last = last.cover(span),
                _ => spans.push(span),
            }
        }
        let (kind, evidence) = match (held.is_empty(), free) {
            (true, true) => (QuoteKind::Indirect, Evidence::CueAndClause),
            (false, true) => (QuoteKind::Mixed, Evidence::QuotationInClause),
            (false, false) => (QuoteKind::Direct, Evidence::CueAtQuotation),
            (true, false) => return,
        };
        held.dedup();
        if kind == QuoteKind::Direct {
            self.part_from_others(&mut held, &found.cue);
            spans = held.iter().filter_map(|&index| self.passages.get(index)).map(|passage| passage.inner).collect();
        }
        let Some(first) = self.token(found.cue.start) else { return };
        // A transcript's colon was a cue too. Turns were found first, in order.
        let turns = self.records.get(..self.turns).unwrap_or_default();
        let next =
            turns.partition_point(|turn| turn.source.is_some_and(|source| source.span.start <= first.span.start));
        let source = next.checked_sub(1).and_then(|turn| turns.get(turn)?.source);
        if source.is_some_and(|source| first.span.start <= source.span.end + 1) {
            return;
        }
        let record = self.records.len();
        for index in held {
            self.taken[index].get_or_insert(record);
        }
        self.records.push(Record {
            kind,
            spans,
            source: self.source_of(found),
            cue: self.span(&found.cue).map(|span| vec![span]),
            evidence,
            paragraph: self.facts.get(found.cue.start).map_or(0, |fact| fact.paragraph as usize),
            margins: Some(found.margins),
        });
    }

    /// Leaves each of the quotations that one more cue holds, beside others, to the nearest of the cues that hold it: in
    /// `Lie said, "We go." "It is," said Hale, "not safe."` the second is Hale's.
    fn part_from_others(&mut self, held: &mut Vec<usize>, cue: &Range<usize>) {
        let Some(cue) = self.span(cue) else { return };
        let mut at = 0;
        while let (true, Some(&index)) = (held.len() > 1, held.get(at)) {
            let whole = self.passages[index].whole;
            let gap = |cue: Span| whole.start.saturating_sub(cue.end).max(cue.start.saturating_sub(whole.end));
            let other = self.taken[index].and_then(|other| self.records.get_mut(other));
            let Some(other) = other.filter(|other| other.kind == QuoteKind::Direct) else {
                at += 1;
                continue;
            };
            let is_nearer = other.cue.as_ref().and_then(|cue| cue.first()).is_none_or(|&other| gap(other) <= gap(cue));
            if is_nearer {
                held.remove(at);
                continue;
            }
            if other.spans.len() > 1 {
                other.spans.retain(|span| *span != self.passages[index].inner);
                self.taken[index] = None;
            }
            at += 1;
        }
    }

    /// "Analysis: Why the deal failed": a label speaks for nobody.
    fn is_label(&self, head: &Range<usize>) -> bool {
        let word = self.token(head.start).map_or("", |token| self.document.word(token));
        head.len() == 1 && passages::is_label(&word.to_lowercase())
    }

    /// "OSLO: The pier is open": a dateline speaks for nobody.
    fn is_in_dateline(&self, head: &Range<usize>) -> bool {
        let dateline = self.document.dateline.as_ref().map(|dateline| dateline.span);
        self.token(head.start).is_some_and(|token| dateline.is_some_and(|dateline| dateline.overlaps(token.span)))
    }

    /// The attribution with a cue that ends before "that", which begins what is said, if it holds that: "said before the talks | that expectations were".
    fn parted(&self, found: &Found) -> Option<Found> {
        let is_that = |at: &usize| self.token(*at).is_some_and(|token| self.document.word(token) == "that");
        let that = (found.cue.start + 1..found.cue.end.saturating_sub(1)).find(is_that)?;
        let mut found = found.clone();
        let goes_on = found.content.iter_mut().find(|piece| piece.start == found.cue.end)?;
        goes_on.start = that;
        found.cue.end = that;
        Some(found)
    }

    /// A piece of content without the commas and stops at its edges, the marks of the quotation that the attribution itself stands in
    /// (`holder`), and the dateline, which nobody says.
    fn trimmed(&self, piece: &Range<usize>, holder: Option<usize>) -> Option<Range<usize>> {
        let edge = |at: usize| match self.class(at) {
            Class::Comma | Class::Stop | Class::Semicolon | Class::Colon | Class::Dash => true,
            Class::Mark => self.passage_of(at).is_some_and(|passage| Some(passage) == holder),
            _ => self.token(at).is_some_and(|token| matches!(self.document.word(token), "-" | "--")),
        };
        let dateline = self.document.dateline.as_ref().map_or(0, |dateline| dateline.span.end);
        let spoken = self.document.tokens.partition_point(|token| token.span.start < dateline);
        let piece = if piece.end > spoken { piece.start.max(spoken)..piece.end } else { piece.clone() };
        let start = piece.clone().find(|&at| !edge(at))?;
        let end = piece.clone().rev().find(|&at| !edge(at))? + 1;
        Some(start..end)
    }

    /// "Name: text" at the head of paragraphs: an interview's turn, all of its paragraph. Some put each turn, name and all, in quotation marks.
    fn transcripts(&mut self) {
        /// Longer heads are sentences that end in a colon.
        const LONGEST_NAME: usize = 5;
        /// A turn is longer than a line of a table.
        const SHORTEST: usize = 3;
        for (index, paragraph) in self.document.paragraphs.iter().enumerate() {
            if !paragraph.kind.is_content() {
                continue;
            }
            let tokens = self.document.tokens_in(paragraph.span);
            let opened = usize::from(self.class(tokens.start) == Class::Mark);
            let head = tokens.start + opened;
            let Some(colon) =
                (head + 1..tokens.end.min(head + 1 + LONGEST_NAME)).find(|&at| self.class(at) == Class::Colon)
            else {
                continue;
            };
            let labelled = self.document.kicker.is_some_and(|kicker| kicker.overlaps(paragraph.span));
            let word = |at: usize| self.token(at).map_or("", |token| self.document.word(token));
            let named = (head..colon).all(|at| {
                self.facts.get(at).is_some_and(|fact| fact.quoted == Quoted::Outside || opened > 0)
                    && (self.class(at) == Class::Name || word(at).chars().all(char::is_uppercase))
            });
            let place = self.facts.get(head).is_some_and(|fact| fact.mention == facts::LOCATION);
            let spoken = opened == 0 && self.passage_of(colon + 1).is_some()
                || (self.class(colon + 1) != Class::Word && !word(colon + 1).starts_with(char::is_lowercase));
            let label = self.is_label(&(head..colon)) || colon == head + 1 && word(head).chars().count() < 2;
            let label = label || self.is_in_dateline(&(head..colon));
            if labelled || place || !named || !spoken || label || tokens.end <= colon + SHORTEST {
                continue;
            }
            let sentence = self.facts.get(head).map(|fact| fact.sentence);
            let quotations: Vec<usize> = self.passages_of(index).collect();
            let wholly = (colon + 1..tokens.end)
                .take_while(|&at| self.facts.get(at).map(|fact| fact.sentence) == sentence)
                .all(|at| self.passage_of(at).is_some() || !self.is_word(at));
            let closed = usize::from(self.class(tokens.end - 1) == Class::Mark);
            let turn = || self.span(&(colon + 1..tokens.end - closed));
            let (kind, spans) = match quotations.first() {
                Some(_) if opened > 0 => (QuoteKind::Direct, turn().into_iter().collect()),
                Some(&first) if wholly => (QuoteKind::Direct, vec![self.passages[first].inner]),
                Some(_) => (QuoteKind::Mixed, self.span(&(colon + 1..tokens.end)).into_iter().collect()),
                None => (QuoteKind::Indirect, self.span(&(colon + 1..tokens.end)).into_iter().collect()),
            };
            let record = self.records.len();
            for index in quotations {
                self.taken[index] = Some(record);
            }
            let source = self.source(&(head..colon));
            self.records.push(Record {
                kind,
                spans,
                source,
                cue: None,
                evidence: Evidence::Transcript,
                paragraph: index,
                margins: None,
            });
        }
    }

    /// The quotations of a paragraph, as indices.
    fn passages_of(&self, paragraph: usize) -> impl Iterator<Item = usize> + use<> {
        let first = self.passages.partition_point(|passage| passage.paragraph < paragraph);
        let end = self.passages.partition_point(|passage| passage.paragraph <= paragraph);
        first..end
    }

    /// Gives the paragraphs of a quotation that is attributed only in a later one to the record there.
    fn join_continued(&mut self, found: &[Found]) {
        // One that holds a cue only lost its closing mark.
        let mut cued = vec![false; self.passages.len()];
        for index in found.iter().filter_map(|found| self.passage_of(found.cue.start)) {
            cued[index] = true;
        }
        for index in (1..self.passages.len()).rev() {
            let (before, passage) = (self.passages[index - 1], self.passages[index]);
            let Some(at) =
                self.taken[index].filter(|_| passage.continued && self.taken[index - 1].is_none() && !cued[index - 1])
            else {
                continue;
            };
            let Some(record) = self.records.get_mut(at) else { continue };
            if record.kind == QuoteKind::Direct && record.spans.first() == Some(&passage.inner) {
                record.spans.insert(0, before.inner);
                self.taken[index - 1] = Some(at);
            }
        }
    }

    /// Adds a quotation to the content of a record that ends before it.
    fn extend(&mut self, record: usize, passage: Passage) -> bool {
        let Some(record) = self.records.get_mut(record) else { return false };
        let fits = record.spans.last().is_some_and(|last| last.end <= passage.whole.start);
        if fits {
            record.spans.push(if record.kind == QuoteKind::Direct { passage.inner } else { passage.whole });
        }
        fits
    }
}
