//! Attributions: each cue with its source and its content.
//!
//! A sentence is read with its quotations as single items. First the cues are found, each with the noun phrase that is its source;
//! then each takes its content: what stands before it where it trails ("..., she said"), else the clause that follows. Quotations that no
//! cue takes go on with the speaker before, where they stand as speech, and are kept without a speaker elsewhere.

use super::classes::Class;
use super::cues::{self, CueKind, Frame};
use super::marks::Passage;
use super::passages;
use super::phrases;
use super::sources::{self, Form, Group};
use super::units::{self, Unit};
use crate::document::{Document, QuoteKind};
use crate::span::Span;
use std::ops::Range;

/// The same inside a quotation, where the attribution is one more voice and rarely worth a record of its own.
const SURE_ENOUGH_INSIDE: u8 = 80;

/// How many items may stand between a cue and its content: "told reporters in Moscow on Thursday that".
pub(super) const LONGEST_ADDRESS: usize = 14;

/// How many words may stand behind a quotation that stands alone.
const CREDIT_WORDS: usize = 1;

/// How strong the evidence is that the content belongs to the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// A verb of saying stands between a source and a quotation, or trails it.
    CueAtQuotation,
    /// The quotation lies inside the clause that the cue governs.
    QuotationInClause,
    /// A cue with its clause, no quotation.
    CueAndClause,
    /// The source is the one of an earlier verb or the subject of the sentence.
    SharedSource,
    /// A quotation that is introduced by the paragraph before.
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
pub(super) struct Source {
    /// The mention.
    pub(super) span: Span,
    /// For a relative pronoun: the noun phrase that it stands for.
    pub(super) antecedent: Option<Span>,
}

/// An attribution before its speaker is resolved.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) kind: QuoteKind,
    pub(super) spans: Vec<Span>,
    pub(super) source: Option<Source>,
    pub(super) cue: Option<Vec<Span>>,
    pub(super) evidence: Evidence,
    /// The paragraph that its sentence is in.
    pub(super) paragraph: usize,
}

/// All attributions of the document, in no particular order.
pub(super) fn find(document: &Document, passages: &[Passage]) -> Vec<Record> {
    let mut finder =
        Finder { document, text: &document.text, passages, records: Vec::new(), taken: vec![None; passages.len()] };
    let mut first = 0;
    let mut before: Option<Unit> = None;
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        if !paragraph.kind.is_content() {
            continue;
        }
        while passages.get(first).is_some_and(|passage| passage.paragraph < index) {
            first += 1;
        }
        for unit in units::of_paragraph(document, index, paragraph, passages, first) {
            finder.read(&unit, before.as_ref());
            before = Some(unit);
        }
    }
    finder.records
}

struct Finder<'a> {
    document: &'a Document,
    text: &'a str,
    passages: &'a [Passage],
    records: Vec<Record>,
    /// For each passage the record that it is content of.
    taken: Vec<Option<usize>>,
}

impl Finder<'_> {
    fn read(&mut self, unit: &Unit, before: Option<&Unit>) {
        let groups = sources::find(self.text, self.passages, unit);
        for (at, group) in groups.iter().enumerate() {
            self.attribute(unit, &groups, at, group);
        }
        if groups.is_empty() {
            self.transcript(unit);
        }
        for at in 0..unit.items.len() {
            if let Some(passage) = unit.passage(at) {
                if self.taken[passage].is_none() {
                    self.orphan(unit, before, at, passage);
                }
                self.inside(unit, at, passage);
            }
        }
    }

    fn attribute(&mut self, unit: &Unit, groups: &[Group], index: usize, group: &Group) {
        let extent = group.extent();
        let earlier_end = groups[..index].iter().map(|group| group.words.end).max().unwrap_or(0);
        let trailing = self.trails(unit, group, &extent, earlier_end);
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut evidence = if group.shared { Evidence::SharedSource } else { Evidence::CueAndClause };
        if trailing {
            let end = extent.start - usize::from(matches!(unit.class_before(extent.start), Class::Comma | Class::Dash));
            pieces.push(Self::left_content(
                unit,
                end,
                if end > 0 && unit.passage(end - 1).is_some() { earlier_end } else { 0 },
            ));
            let rest = Self::address_end(unit, extent.end);
            if unit.class(rest) == Class::Comma || unit.class(rest) == Class::Colon {
                if unit.passage(rest + 1).is_some() {
                    pieces.push(Self::quoted_run(unit, rest + 1));
                } else if unit.passage(end.saturating_sub(1)).is_none()
                    && unit.class(rest) == Class::Comma
                    && !groups
                        .get(index + 1)
                        .is_some_and(|next| next.form == Form::Participle && next.words.start == rest + 1)
                    && (matches!(
                        unit.class(rest + 1),
                        Class::Auxiliary | Class::Word | Class::Determiner | Class::Pronoun | Class::Name
                    ) || unit.lower(self.text, rest + 1).as_str() == "there")
                {
                    pieces.push(rest + 1..self.clause_end(unit, groups, index, rest + 1));
                }
            }
            if !group.shared && pieces.iter().any(|piece| piece.clone().any(|at| unit.passage(at).is_some())) {
                evidence = Evidence::CueAtQuotation;
            }
        } else if group.form == Form::According {
            if unit.class(extent.end) == Class::Comma {
                pieces.push(extent.end + 1..self.clause_end(unit, groups, index, extent.end + 1));
            } else if extent.start > 0 {
                let end =
                    extent.start - usize::from(matches!(unit.class_before(extent.start), Class::Comma | Class::Dash));
                pieces.push(Self::left_content(
                    unit,
                    end,
                    if end > 0 && unit.passage(end - 1).is_some() { earlier_end } else { 0 },
                ));
            }
        } else {
            let start = if group.form == Form::Inverted { extent.end } else { group.words.end };
            let (content, direct) = self.right_content(unit, groups, index, start);
            if direct && !group.shared {
                evidence = Evidence::CueAtQuotation;
            }
            pieces.push(content);
        }
        let Some((kind, spans)) = self.content(unit, &pieces) else { return };
        if kind == QuoteKind::Mixed && evidence == Evidence::CueAndClause {
            evidence = Evidence::QuotationInClause;
        }
        let record = self.records.len();
        for at in pieces.into_iter().flatten() {
            if let Some(passage) = unit.passage(at) {
                self.taken[passage] = Some(record);
            }
        }
        self.records.push(Record {
            kind,
            spans,
            source: group.source.as_ref().and_then(|range| self.source(unit, range)),
            cue: Some(&group.words)
                .filter(|words| !words.is_empty())
                .and_then(|words| unit.span(words))
                .map(|span| vec![span]),
            evidence,
            paragraph: unit.paragraph,
        });
    }

    /// Past times, places and persons told behind a trailing cue, if a quotation goes on behind them: `he said on Monday, "..."`.
    fn address_end(unit: &Unit, start: usize) -> usize {
        let high = unit.items.len().min(start + LONGEST_ADDRESS);
        let end = (start..high).find(|&at| {
            unit.passage(at).is_some()
                || matches!(
                    unit.class(at),
                    Class::Comma | Class::Colon | Class::Stop | Class::Semicolon | Class::Auxiliary
                )
        });
        match end {
            Some(at) if unit.passage(at).is_none() && unit.passage(at + 1).is_some() => at,
            _ => start,
        }
    }

    /// Whether source and cue stand behind their content: `"...," she said`, `The plan failed, officials said.`
    fn trails(&self, unit: &Unit, group: &Group, extent: &Range<usize>, earlier_end: usize) -> bool {
        if extent.start == 0 || group.form == Form::Participle || group.shared || extent.start <= earlier_end {
            return false;
        }
        let before = extent.start - 1;
        let quoted = unit.passage(before).is_some()
            || before > 0 && unit.class(before) == Class::Comma && unit.passage(before - 1).is_some();
        if !quoted && !matches!(unit.class(before), Class::Comma | Class::Dash) {
            return false;
        }
        if group.form == Form::According {
            return true;
        }
        let next = unit.class(extent.end);
        if matches!(next, Class::Stop | Class::Comma | Class::Dash | Class::Semicolon) {
            return true;
        }
        if group.cue.frame == Frame::Clause && group.form != Form::Inverted {
            return false;
        }
        if self.only_a_day(unit, extent.end) {
            return true;
        }
        if quoted {
            return true;
        }
        if group.cue.frame == Frame::Infinitive {
            return false;
        }
        // What follows must not be a clause: only times and places up to the end.
        let high = unit.items.len().min(extent.end + LONGEST_ADDRESS);
        matches!(next, Class::Time | Class::Preposition | Class::Name | Class::ObjectPronoun | Class::Word)
            && group.cue.kind == CueKind::Speech
            && (extent.end..high).all(|at| {
                !matches!(unit.class(at), Class::Pronoun | Class::Auxiliary | Class::Subordinator)
                    && unit.passage(at).is_none()
            })
            && cues::is_saying(unit.lower(self.text, group.verb).as_str())
    }

    /// Whether nothing but a day stands between a cue and the next comma or stop: "showed on Monday.", "announced on Sunday, after".
    fn only_a_day(&self, unit: &Unit, start: usize) -> bool {
        /// "on", "late" and the day.
        const WORDS: usize = 4;
        let preposition = matches!(unit.lower(self.text, start).as_str(), "on" | "late" | "early" | "last");
        let first = start + usize::from(preposition);
        let high = unit.items.len().min(first + WORDS);
        let end = (first..high).find(|&at| !matches!(unit.class(at), Class::Time | Class::Number)).unwrap_or(high);
        end > first
            && unit.class(first) == Class::Time
            && matches!(unit.class(end), Class::Stop | Class::Comma)
            && unit.passage(end + 1).is_none()
    }

    /// The content before `end`: the quotations that stand there on their own, else the clause.
    fn left_content(unit: &Unit, end: usize, earlier_end: usize) -> Range<usize> {
        let mut start = end;
        if end > 0 && unit.passage(end - 1).is_some() {
            start = end - 1;
            let mut at = start;
            while at > earlier_end
                && (unit.passage(at - 1).is_some()
                    || matches!(unit.class(at - 1), Class::Comma | Class::Coordinator | Class::Dash))
            {
                at -= 1;
                if unit.passage(at).is_some() {
                    start = at;
                }
            }
            if start == earlier_end
                || matches!(
                    unit.class_before(start),
                    Class::Comma | Class::Colon | Class::Semicolon | Class::Dash | Class::Stop
                )
            {
                return start..end;
            }
        }
        // A quotation that ends a clause belongs to all of it, whoever speaks inside: `Hale told Blake it was "odd", a court heard.`
        while start > 0 && unit.class(start - 1) != Class::Semicolon {
            start -= 1;
        }
        if start < end && matches!(unit.class(start), Class::Comma | Class::Dash | Class::Stop) {
            start += 1;
        }
        start..end
    }

    /// Quotations that follow one another, with no more than commas between.
    fn quoted_run(unit: &Unit, start: usize) -> Range<usize> {
        let mut end = start + 1;
        while unit.passage(end).is_some()
            || unit.class(end) == Class::Comma && unit.passage(end + 1).is_some() && end < unit.items.len()
        {
            end += 1;
        }
        start..end
    }

    /// The content behind a cue, and whether it is a quotation alone.
    fn right_content(&self, unit: &Unit, groups: &[Group], index: usize, start: usize) -> (Range<usize>, bool) {
        let group = &groups[index];
        let end = self.clause_end(unit, groups, index, start);
        let word = unit.lower(self.text, group.verb);
        let addressed = cues::takes_addressee(word.as_str());
        let mut begin = start;
        let high = end.min(start + LONGEST_ADDRESS);
        let skippable = addressed
            || matches!(
                unit.class(start),
                Class::Time | Class::Preposition | Class::ObjectPronoun | Class::Comma | Class::Colon | Class::Adverb
            );
        // "asked for a meeting over a loan that falls due": this "that" opens no content.
        let object = matches!(unit.lower(self.text, start).as_str(), "for" | "about" | "of");
        if skippable && !object && !matches!(group.cue.frame, Frame::Infinitive | Frame::Clause) {
            for at in start..high {
                if unit.passage(at).is_some() {
                    // "told ABC's ''Good Morning'' that": a title inside the address is no content.
                    let gap = at == start
                        || matches!(unit.class(at - 1), Class::Comma | Class::Colon)
                        || at - start < 4
                            && !matches!(
                                unit.class(at - 1),
                                Class::Possessive | Class::Determiner | Class::Preposition
                            );
                    if gap {
                        begin = at;
                        break;
                    }
                    continue;
                }
                match unit.class(at) {
                    Class::Subordinator
                        if matches!(unit.lower(self.text, at).as_str(), "that" | "whether" | "how" | "why") =>
                    {
                        begin = at;
                        break;
                    }
                    Class::Colon => {
                        begin = at + 1;
                        break;
                    }
                    Class::Pronoun if at > start && !matches!(unit.class(at - 1), Class::Preposition) => {
                        begin = at;
                        break;
                    }
                    Class::Auxiliary | Class::Semicolon => break,
                    _ => {}
                }
            }
        }
        if begin == start {
            while begin < end && matches!(unit.class(begin), Class::Time | Class::Comma | Class::Colon) {
                begin += 1;
            }
            if addressed && matches!(unit.class(begin), Class::ObjectPronoun) {
                begin += 1;
            }
        }
        if unit.passage(begin).is_some() {
            let run = Self::quoted_run(unit, begin);
            let closes = matches!(unit.class(run.end), Class::Stop | Class::Comma | Class::Dash | Class::Semicolon)
                || run.end >= end;
            if closes {
                return (run, true);
            }
        }
        (begin..end.max(begin), false)
    }

    /// Where the clause that starts at `start` ends: at the sentence's end, or where the next attribution begins on its level.
    fn clause_end(&self, unit: &Unit, groups: &[Group], index: usize, start: usize) -> usize {
        let mut end = unit.items.len();
        while end > start && matches!(unit.class(end - 1), Class::Stop | Class::Comma) {
            end -= 1;
        }
        if let Some(semicolon) = (start..end).find(|&at| unit.class(at) == Class::Semicolon) {
            end = semicolon;
        }
        // "Hale, who once called the bridge ''odd'', left": the clause ends where the relative one does.
        let relative = groups[index].source.as_ref().is_some_and(|source| {
            source.len() == 1
                && unit.class(source.start) == Class::Relative
                && unit.class_before(source.start) == Class::Comma
        });
        if relative
            && let Some(comma) = (start + 1..end).find(|&at| {
                unit.class(at) == Class::Comma
                    && (unit.passage(at - 1).is_some() || unit.class(at + 1) == Class::Auxiliary)
                    && matches!(unit.class(at + 1), Class::Word | Class::Auxiliary)
            })
        {
            end = comma;
        }
        for next in &groups[index + 1..] {
            let at = next.extent().start;
            if at <= start {
                continue;
            }
            let before = unit.class_before(at);
            let cut = if next.shared || next.form == Form::According {
                match before {
                    Class::Comma | Class::Coordinator | Class::Dash => Some(at - 1),
                    Class::Mark => Some(at),
                    _ if next.form == Form::According => Some(at),
                    _ => None,
                }
            } else if next.form == Form::Finite
                && before == Class::Comma
                && (self.only_a_day(unit, next.extent().end)
                    || unit.class(next.extent().end) == Class::Stop
                        && cues::is_saying(unit.lower(self.text, next.verb).as_str()))
            {
                // "..., an inquiry heard on Tuesday.", "..., a spokesman said."
                Some(at - 1)
            } else if before == Class::Coordinator
                && at >= 2
                && matches!(unit.class(at - 2), Class::Comma | Class::Mark)
            {
                Some(at - 1)
            } else {
                None
            };
            if let Some(cut) = cut {
                end = end.min(cut);
                break;
            }
        }
        while end > start && matches!(unit.class(end - 1), Class::Stop | Class::Comma | Class::Coordinator) {
            end -= 1;
        }
        end
    }

    /// Kind and spans of the content in some pieces of a unit; none if it holds no word.
    fn content(&self, unit: &Unit, pieces: &[Range<usize>]) -> Option<(QuoteKind, Vec<Span>)> {
        let (mut quoted, mut free) = (false, false);
        for at in pieces.iter().cloned().flatten() {
            match unit.items.get(at) {
                Some(item) if item.passage.is_some() => quoted = true,
                Some(item) if item.span.of(self.text).contains(char::is_alphanumeric) => free = true,
                _ => {}
            }
        }
        let kind = match (quoted, free) {
            (false, false) => return None,
            (true, false) => QuoteKind::Direct,
            (true, true) => QuoteKind::Mixed,
            (false, true) => QuoteKind::Indirect,
        };
        let spans: Vec<Span> = if kind == QuoteKind::Direct {
            let passages = pieces.iter().cloned().flatten().filter_map(|at| unit.passage(at));
            passages.filter_map(|passage| self.passages.get(passage)).map(|passage| passage.inner).collect()
        } else {
            pieces.iter().filter_map(|piece| unit.span(piece)).collect()
        };
        (!spans.is_empty()).then_some((kind, spans))
    }

    fn source(&self, unit: &Unit, range: &Range<usize>) -> Option<Source> {
        let span = unit.span(range)?;
        let relative = range.len() == 1 && matches!(unit.class(range.start), Class::Relative | Class::Subordinator);
        let antecedent = if relative {
            let end = range.start - usize::from(unit.class_before(range.start) == Class::Comma && range.start > 0);
            phrases::before(unit, self.text, end)
                .map(|range| self.antecedent(unit, range))
                .and_then(|range| unit.span(&range))
        } else {
            None
        };
        Some(Source { span, antecedent })
    }

    /// What a relative pronoun stands for in the noun phrase before it: what follows the last preposition that does not join nouns.
    fn antecedent(&self, unit: &Unit, range: Range<usize>) -> Range<usize> {
        let cut = range.clone().rev().find(|&at| {
            unit.class(at) == Class::Preposition
                && !matches!(unit.lower(self.text, at).as_str(), "of" | "for" | "in" | "at")
        });
        let start = cut.map_or(range.start, |at| at + 1);
        self.with_joined_modifier(unit, start..range.end)
    }

    /// A noun phrase with the first of two modifiers that "and" joins: "US defense and intelligence officials".
    fn with_joined_modifier(&self, unit: &Unit, range: Range<usize>) -> Range<usize> {
        let joined = unit.class_before(range.start) == Class::Coordinator
            && range.start > 1
            && unit.class(range.start - 2) == Class::Word
            && unit.class(range.start) == Class::Word
            && range.len() > 1;
        if !joined {
            return range;
        }
        let mut start = range.start - 2;
        while start > 0
            && matches!(unit.class(start - 1), Class::Word | Class::Name | Class::Determiner)
            && !phrases::is_finite_verb(unit, self.text, start - 1)
        {
            start -= 1;
        }
        start..range.end
    }

    /// "Name: text" at the head of a paragraph.
    fn transcript(&mut self, unit: &Unit) {
        /// Longer heads are sentences that end in a colon.
        const LONGEST_NAME: usize = 5;
        let Some(colon) = (1..=LONGEST_NAME).find(|&at| unit.class(at) == Class::Colon) else { return };
        // "Analysis: Why the deal failed": a label speaks for nobody.
        let labelled = self
            .document
            .kicker
            .as_ref()
            .is_some_and(|kicker| unit.items.first().is_some_and(|item| kicker.overlaps(item.span)));
        let starts_paragraph = !labelled
            && self.document.paragraphs.get(unit.paragraph).is_some_and(|paragraph| {
                unit.items.first().is_some_and(|item| item.span.start == paragraph.span.start)
            });
        let named = (0..colon).all(|at| {
            unit.class(at) == Class::Name && unit.passage(at).is_none()
                || unit.word(self.text, at).chars().all(char::is_uppercase)
        });
        let long_enough = unit.items.len() > colon + 3;
        if !starts_paragraph || !named || !long_enough || unit.word(self.text, 0).chars().count() < 2 {
            return;
        }
        let said = colon + 1..unit.items.len();
        let label = unit.lower(self.text, 0);
        let begins = unit.passage(colon + 1).is_some() || !matches!(unit.class(colon + 1), Class::Word);
        let begins = begins && !unit.word(self.text, colon + 1).starts_with(char::is_lowercase);
        if !begins || colon == 1 && is_label(label.as_str()) {
            return;
        }
        let Some((kind, mut spans)) = self.content(unit, std::slice::from_ref(&said)) else { return };
        // The answer goes on to the end of its paragraph.
        if kind != QuoteKind::Direct
            && let Some(last) = spans.last_mut()
            && let Some(paragraph) = self.document.paragraphs.get(unit.paragraph)
        {
            *last = Span::new(last.start, paragraph.span.end.max(last.end));
        }
        let record = self.records.len();
        for at in colon + 1..unit.items.len() {
            if let Some(passage) = unit.passage(at) {
                self.taken[passage] = Some(record);
            }
        }
        let source = self.source(unit, &(0..colon));
        self.records.push(Record {
            kind,
            spans,
            source,
            cue: None,
            evidence: Evidence::Transcript,
            paragraph: unit.paragraph,
        });
    }

    /// A quotation that no cue of its sentence took.
    fn orphan(&mut self, unit: &Unit, before: Option<&Unit>, at: usize, index: usize) {
        let Some(&passage) = self.passages.get(index) else { return };
        // A credit behind the last quotation ("- Reuters") is no sentence, nor is "Indeed," before it.
        let free = unit
            .items
            .iter()
            .filter(|item| item.passage.is_none() && item.span.of(self.text).contains(char::is_alphanumeric));
        let leads = at == 0 || matches!(unit.class(at - 1), Class::Comma | Class::Coordinator);
        let alone = free.take(CREDIT_WORDS + 1).count() <= if leads { CREDIT_WORDS } else { 0 };
        let previous = index.checked_sub(1).and_then(|index| Some((self.passages.get(index)?, self.taken[index]?)));
        if let Some((earlier, record)) = previous {
            let goes_on =
                passage.continued || alone && earlier.paragraph == passage.paragraph && Self::adjoins(before, unit);
            if goes_on && self.extend(record, passage) {
                self.taken[index] = Some(record);
                return;
            }
        }
        let mut source = None;
        let mut evidence = Evidence::Unattributed;
        if alone && at == 0 {
            if let Some(introduction) =
                before.filter(|before| before.items.last().is_some_and(|item| item.class == Class::Colon))
            {
                let groups = sources::find(self.text, self.passages, introduction);
                let range = match groups.last() {
                    Some(group) => group.source.clone(),
                    None => phrases::subject(introduction, self.text, introduction.items.len()),
                };
                source = range.and_then(|range| self.source(introduction, &range));
                evidence = Evidence::Introduced;
            } else if let Some(record) = self.records.last()
                && passage.paragraph.saturating_sub(record.paragraph) <= 1
                && (!passage.closed || passage.inner.of(self.text).ends_with(['.', ',', '?', '!', '…', '—', '-']))
            {
                source = record.source;
                evidence = Evidence::Carried;
            }
        }
        if at > 1 && unit.class(at - 1) == Class::Colon && source.is_none() {
            let named = phrases::before(unit, self.text, at - 1)
                .filter(|range| range.clone().all(|at| matches!(unit.class(at), Class::Name | Class::Coordinator)));
            let range = named.or_else(|| phrases::subject(unit, self.text, at - 1));
            source = range.and_then(|range| self.source(unit, &range));
            evidence = Evidence::Introduced;
        }
        if source.is_none() {
            evidence = Evidence::Unattributed;
            if !passages::is_speech(unit, self.text, at, &passage) {
                return;
            }
        }
        self.taken[index] = Some(self.records.len());
        self.records.push(Record {
            kind: QuoteKind::Direct,
            spans: vec![passage.inner],
            source,
            cue: None,
            evidence,
            paragraph: passage.paragraph,
        });
    }

    /// Whether the sentence before, in the same paragraph, holds a quotation.
    fn adjoins(before: Option<&Unit>, unit: &Unit) -> bool {
        before.is_some_and(|before| {
            before.paragraph == unit.paragraph && before.items.iter().any(|item| item.passage.is_some())
        })
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

    /// Attributions inside a quotation: `"Kerry emphasized that ...," Kirby said.`
    fn inside(&mut self, outer: &Unit, at: usize, index: usize) {
        let Some(&passage) = self.passages.get(index) else { return };
        for unit in units::of_span(self.document, passage.paragraph, passage.inner) {
            for verb in 0..unit.items.len() {
                let Some(cue) = cues::find(&unit, self.text, verb) else { continue };
                if cue.frame != Frame::Clause || cue.kind != CueKind::Speech || cue.strength < SURE_ENOUGH_INSIDE {
                    continue;
                }
                let source = if verb == 0 {
                    phrases::before(outer, self.text, at).and_then(|range| self.source(outer, &range))
                } else {
                    phrases::before(&unit, self.text, verb).and_then(|range| self.source(&unit, &range))
                };
                let Some(source) = source else { continue };
                let first_person = matches!(
                    super::classes::Lower::new(source.span.of(self.text)).as_str(),
                    "i" | "we" | "you" | "it" | "that" | "which"
                );
                let mut end = unit.items.len();
                while end > verb + 1 && matches!(unit.class(end - 1), Class::Stop | Class::Comma) {
                    end -= 1;
                }
                let Some(content) = unit.span(&(verb + 1..end)) else { continue };
                if first_person {
                    continue;
                }
                self.records.push(Record {
                    kind: QuoteKind::Indirect,
                    spans: vec![content],
                    source: Some(source),
                    cue: unit.span(&(verb..verb + 1)).map(|span| vec![span]),
                    evidence: Evidence::CueAndClause,
                    paragraph: passage.paragraph,
                });
                break;
            }
        }
    }
}

/// Labels before a colon that speak for nobody.
fn is_label(word: &str) -> bool {
    matches!(
        word,
        "analysis"
            | "breaking"
            | "comment"
            | "correction"
            | "exclusive"
            | "explainer"
            | "live"
            | "note"
            | "opinion"
            | "photo"
            | "photos"
            | "photograph"
            | "picture"
            | "profile"
            | "read"
            | "related"
            | "review"
            | "source"
            | "sources"
            | "update"
            | "updated"
            | "updates"
            | "video"
            | "watch"
    )
}
