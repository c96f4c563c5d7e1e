//! Quotations that no cue took: they go on with the speaker before, are introduced by what ends in a colon, or stand alone.

use super::{Evidence, Finder, Record, Source};
use crate::document::{Paragraph, QuoteKind};
use crate::extract::quote::classes::{Class, Lower};
use crate::extract::quote::marks::Passage;
use crate::extract::quote::passages;
use crate::extract::quote::tag::Found;
use crate::extract::quote::tag::{facts, relays};
use crate::span::Span;
use std::ops::Range;

/// How far back from its colon an introduction is read.
const LONGEST_INTRODUCTION: usize = 60;
/// Words of the longest subject before the verb that introduces a quotation.
const LONGEST_SUBJECT: usize = 12;

/// Records before a quotation that are looked at for the speaker who goes on.
const RECORDS_BACK: usize = 4;

/// Paragraphs that one who was quoted may be silent before a quotation goes on: of a dozen that four find in articles from all over the world ten are right.
const PARAGRAPHS_BACK: usize = 4;

/// Words of the shortest quotation in a sentence of the article's own that goes on with the speaker before; shorter ones are often somebody's word.
const SHORTEST_RESUMED: usize = 5;

/// How many words may stand behind a quotation that stands alone: a credit.
const CREDIT_WORDS: usize = 1;

/// Whether what is mentioned can speak: a person, an organization, a pronoun for one.
const fn is_speaker(mention: u8) -> bool {
    matches!(mention, facts::PERSON | facts::ORGANIZATION | facts::DESCRIPTION | facts::PRONOUN)
}

impl Finder<'_> {
    /// A quotation that no cue took.
    pub(super) fn orphan(&mut self, index: usize, found: &[Found]) {
        let passage = self.passages[index];
        let tokens = self.document.tokens_in(passage.whole);
        // "(CROSSTALK)": a transcript's note.
        let inner = passage.inner.of(&self.document.text);
        if inner.starts_with('(') && inner.trim_end_matches('.').ends_with(')') {
            return;
        }
        if passages::is_not_said(&self.document.text, &passage) {
            return;
        }
        // Its end is missing, and it holds its own attribution: "Bread does not bake itself, Mazur said.
        let ends_paragraph = |found: &Found| tokens.contains(&found.cue.start) && found.cue.end + 2 >= tokens.end;
        if !passage.closed && found.iter().any(ends_paragraph) {
            return;
        }
        let (before, after) = self.words_around(&tokens);
        let alone = before == 0 && after <= CREDIT_WORDS;
        let previous = index.checked_sub(1).and_then(|index| Some((self.passages.get(index)?, self.taken[index]?)));
        if let Some((earlier, record)) = previous {
            let same = earlier.paragraph == passage.paragraph;
            let joined = same
                && (self.only_joints(earlier.whole.end, tokens.start) || self.interrupted(earlier, &tokens, record));
            let goes_on = passage.continued || joined || alone && same;
            if goes_on && self.extend(record, passage) {
                self.taken[index] = Some(record);
                return;
            }
        }
        if let Some((source, name)) = self.credit(&passage, &tokens) {
            self.taken[index] = Some(self.records.len());
            let cue = self.span(&(tokens.end..name)).map(|span| vec![span]);
            self.push_direct(passage, Some(source), cue, Evidence::CueAtQuotation);
            return;
        }
        let mut source = None;
        let mut cue = None;
        let mut evidence = Evidence::Unattributed;
        let last = tokens.start.checked_sub(1);
        if let Some(colon) = last.filter(|&last| self.class(last) == Class::Colon)
            && (before > 0 || self.opens_paragraph(&tokens))
        {
            source = self.introducer(colon, found);
            cue = self
                .reporting_verb_before(colon)
                .filter(|_| source.is_some())
                .and_then(|verb| self.span(&(verb..colon)));
            evidence = Evidence::Introduced;
        } else if let Some(record) = self.record_before(passage.whole.start) {
            // A survey goes on in the next paragraph's quotation at the most.
            let speaks = record.source.is_some_and(|source| self.can_speak(source));
            let same = record.paragraph == passage.paragraph && speaks;
            let near = passage.paragraph.saturating_sub(record.paragraph) <= 1;
            let follows = same || near && self.opens_paragraph(&tokens);
            let ended = !passage.closed || passages::is_ended(&self.document.text, &passage);
            // "It is late," Hale said. In Wells "they go to bed at eight": of 16 such in PolNeAR's training articles 12 are the same speaker's.
            let resumed = same
                && record.kind == QuoteKind::Direct
                && inner.split_whitespace().nth(SHORTEST_RESUMED - 1).is_some();
            if follows && !passages::is_heading(inner) && (alone && ended || resumed) {
                source = self.who_was_asked(record).or(record.source);
                evidence = Evidence::Carried;
            }
        }
        if source.is_none()
            && alone
            && !passages::is_heading(inner)
            && passages::is_ended(&self.document.text, &passage)
        {
            source = self.person_before(&tokens).or_else(|| self.speaker_far_before(&passage, &tokens));
            evidence = Evidence::Carried;
        }
        if source.is_none() {
            evidence = Evidence::Unattributed;
            let after_word = last.is_some_and(|last| matches!(self.class(last), Class::Word | Class::Name));
            if !passages::is_speech(passage.inner.of(&self.document.text), before + after == 0, after_word) {
                return;
            }
        }
        self.taken[index] = Some(self.records.len());
        self.push_direct(passage, source, cue.map(|cue| vec![cue]), evidence);
    }

    /// "I asked Anna Lie how it was. | "It was late.": who answers the author.
    fn who_was_asked(&self, record: &Record) -> Option<Source> {
        /// A title and a name.
        const LONGEST: usize = 6;
        let text = &self.document.text;
        let cue = *record.cue.as_ref()?.first()?;
        let asks = cue.of(text).split(' ').any(|word| word.starts_with("ask"));
        if !asks || !record.source.is_some_and(|source| matches!(source.span.of(text), "I" | "We" | "we")) {
            return None;
        }
        let behind = self.document.tokens.partition_point(|token| token.span.start < cue.end);
        let is_person = |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.mention == facts::PERSON);
        let start = (behind..behind + LONGEST).find(is_person)?;
        let end = start + (start..start + LONGEST).take_while(is_person).count();
        self.source(&(start..end))
    }

    /// The person who spoke last, some paragraphs before a quotation that is a paragraph of its own, where nobody else is quoted in between and nothing
    /// introduces it.
    fn speaker_far_before(&self, passage: &Passage, tokens: &Range<usize>) -> Option<Source> {
        let record = self.record_before(passage.whole.start)?;
        let back = passage.paragraph.checked_sub(record.paragraph)?;
        let introduced = tokens.start.checked_sub(1).is_some_and(|last| self.class(last) == Class::Colon);
        let is_person = |mention: u8| matches!(mention, facts::PERSON | facts::PRONOUN);
        let source = record.source.filter(|&source| self.mentions(source, is_person))?;
        (back <= PARAGRAPHS_BACK && !introduced && self.opens_paragraph(tokens)).then_some(source)
    }

    /// Whether a source names or means somebody.
    fn can_speak(&self, source: Source) -> bool {
        source.antecedent.is_some() || self.mentions(source, is_speaker)
    }

    /// Whether something of a kind is mentioned in a source.
    fn mentions(&self, source: Source, is: impl Fn(u8) -> bool) -> bool {
        self.document.tokens_in(source.span).any(|at| self.facts.get(at).is_some_and(|fact| is(fact.mention)))
    }

    fn push_direct(&mut self, passage: Passage, source: Option<Source>, cue: Option<Vec<Span>>, evidence: Evidence) {
        self.records.push(Record {
            kind: QuoteKind::Direct,
            spans: vec![passage.inner],
            source,
            cue,
            evidence,
            paragraph: passage.paragraph,
            margins: None,
        });
    }

    /// A name behind a quotation, to the end of the paragraph or in the next one: `"Fear." — Edwin Monroy`; also where its verb is missing, as happens:
    /// `"It is late," Anna Lie, a nurse in Bergen.` With it where the name begins.
    fn credit(&self, passage: &Passage, tokens: &Range<usize>) -> Option<(Source, usize)> {
        /// Names and a place or an age behind them.
        const LONGEST: usize = 10;
        let paragraph = |at: usize| self.facts.get(at).map(|fact| fact.paragraph);
        let is_person = |at: usize| self.facts.get(at).is_some_and(|fact| fact.mention == facts::PERSON);
        let word = self.token(tokens.end).map_or("", |token| self.document.word(token));
        let dash = self.class(tokens.end) == Class::Dash || word == "-";
        let start = tokens.end + usize::from(dash);
        let here = paragraph(start)?;
        let next = Some(here) != paragraph(tokens.start);
        let whole = !next || dash && self.opens_paragraph(tokens);
        let verbless = passage.inner.of(&self.document.text).ends_with(',') && is_person(start);
        if !(dash || verbless) || !whole || self.class(start) != Class::Name {
            return None;
        }
        let same = |at: usize| paragraph(at) == Some(here);
        let reach = if dash { LONGEST } else { LONGEST_INTRODUCTION };
        let end = (start..start + reach).find(|&at| !same(at) || self.class(at) == Class::Stop)?;
        let name = (start..end).find(|&at| !matches!(self.class(at), Class::Name | Class::Other)).unwrap_or(end);
        let parted = name == end || self.class(name) == Class::Comma;
        let last = !same(end) || !same(end + 1);
        if (next || verbless) && !(parted && last && (start..name).any(is_person)) {
            return None;
        }
        Some((self.source(&(start..name))?, start))
    }

    /// The only person in the sentence before a quotation, of the same paragraph or the one before: Mr Lie, 44, lost his job. "It was late."
    fn person_before(&self, tokens: &Range<usize>) -> Option<Source> {
        let last = tokens.start.checked_sub(1)?;
        let fact = self.facts.get(last).filter(|fact| fact.passage == 0)?;
        let runs = |paragraph: &Paragraph| paragraph.kind.is_running_text();
        self.document.paragraphs.get(fact.paragraph as usize).filter(|paragraph| runs(paragraph))?;
        let near = self.facts.get(tokens.start)?.paragraph.saturating_sub(fact.paragraph) <= 1;
        let tokens = &self.document.sentences.get(fact.sentence as usize).filter(|_| near)?.tokens;
        // Work must not grow with the square of a sentence.
        let sentence = tokens.start.max(last.saturating_sub(LONGEST_INTRODUCTION))..tokens.end.min(last + 1);
        let begins =
            |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.mention == facts::PERSON && fact.begins_mention);
        let mut persons = sentence.clone().filter(begins);
        if let Some(first) = persons.next() {
            let goes_on = |at: &usize| {
                self.facts.get(*at).is_some_and(|fact| fact.mention == facts::PERSON && !fact.begins_mention)
            };
            let end = first + 1 + (first + 1..sentence.end).take_while(goes_on).count();
            // "the Lie-led walk-off" is not about a person.
            let parted = self.token(end).is_none_or(|token| self.document.word(token) != "-");
            return (parted && persons.next().is_none()).then(|| self.source(&(first..end))).flatten();
        }
        let is_pronoun = |at: &usize| {
            let word = self.token(*at).map_or("", |token| self.document.word(token));
            matches!(word, "He" | "he" | "She" | "she")
        };
        let pronoun = sentence.clone().find(is_pronoun)?;
        self.source(&(pronoun..pronoun + 1))
    }

    /// How many words stand in the sentence of a quotation before and after it, outside of other quotations.
    fn words_around(&self, tokens: &Range<usize>) -> (usize, usize) {
        let paragraph = self.facts.get(tokens.start).map(|fact| fact.paragraph);
        let goes_on = |at: &usize| {
            self.facts.get(*at).is_some_and(|fact| Some(fact.paragraph) == paragraph && fact.passage == 0)
                && self.class(*at) != Class::Stop
        };
        let before = (0..tokens.start).rev().take_while(goes_on).filter(|&at| self.is_word(at)).count();
        let closed = self.token(tokens.end.saturating_sub(1)).is_some_and(|token| {
            self.document.text.get(..token.span.end).is_some_and(|text| {
                text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '?' | '!' | '…'))
                    .ends_with(['.', '?', '!', '…'])
            })
        });
        let capital = self.facts.get(tokens.end).is_some_and(|fact| fact.capital);
        if closed && capital {
            return (before, 0);
        }
        let after = (tokens.end..self.facts.len()).take_while(goes_on).filter(|&at| self.is_word(at)).count();
        (before, after)
    }

    /// Whether a quotation goes on after its attribution: `"It is late," Hale said at a fair in Wells, N.C., "but it is not over."`
    fn interrupted(&self, earlier: &Passage, tokens: &Range<usize>, record: usize) -> bool {
        let from = self.document.tokens.partition_point(|token| token.span.start < earlier.whole.end);
        let (Some(first), Some(last)) = (self.token(from), tokens.start.checked_sub(1)) else { return false };
        let between = first.span.start..self.token(last).map_or(0, |token| token.span.end);
        let cue = self.records.get(record).and_then(|record| record.cue.as_ref()?.first());
        earlier.inner.of(&self.document.text).ends_with(',')
            && self.class(last) == Class::Comma
            && cue.is_some_and(|cue| between.contains(&cue.start))
            && (from..last).all(|at| !matches!(self.class(at), Class::Stop | Class::Colon | Class::Semicolon))
    }

    /// Whether nothing but commas and "and" stands between an offset and a token.
    fn only_joints(&self, from: usize, to: usize) -> bool {
        let first = self.document.tokens.partition_point(|token| token.span.start < from);
        first <= to && (first..to).all(|at| matches!(self.class(at), Class::Comma | Class::Coordinator | Class::Dash))
    }

    fn opens_paragraph(&self, tokens: &Range<usize>) -> bool {
        let paragraph = |at: usize| self.facts.get(at).map(|fact| fact.paragraph);
        tokens.start.checked_sub(1).is_none_or(|before| paragraph(before) != paragraph(tokens.start))
    }

    /// The last record that begins before an offset. Quotations without a cue are read in order, so the newest is the last of theirs.
    fn record_before(&self, offset: usize) -> Option<&Record> {
        let start = |record: &&Record| record.spans.first().map_or(0, |span| span.start);
        let next = self.starts.partition_point(|(start, _)| *start < offset);
        // "when asked if it was late" has no source and takes nobody's word.
        let before = self.starts.get(next.saturating_sub(RECORDS_BACK)..next).unwrap_or_default().iter().rev();
        let mut before = before.filter_map(|(_, at)| self.records.get(*at));
        let cued = before.find(|record| record.source.is_some() || record.kind != QuoteKind::Indirect);
        // Credits behind a quotation end with it.
        let is_free = |record: &&Record| record.margins.is_none() && record.evidence != Evidence::CueAtQuotation;
        let free = self.records.last().filter(|record| is_free(record) && start(record) < offset);
        [cued, free].into_iter().flatten().max_by_key(start)
    }

    /// The verb that a sentence leads to a quotation with: "The governor | added | :".
    fn reporting_verb_before(&self, colon: usize) -> Option<usize> {
        colon.checked_sub(1).filter(|&at| self.class(at) == Class::Word && self.is_reporting(at))
    }

    /// Whether a word may be a verb that leads to a quotation: "added", "says".
    fn is_reporting(&self, at: usize) -> bool {
        let word = self.token(at).map_or("", |token| self.document.word(token));
        word.ends_with("ed") || matches!(Lower::new(word).as_str(), "said" | "says" | "wrote" | "writes")
    }

    /// The subject of a verb where nothing else stands before it in its sentence.
    fn subject_before(&self, verb: usize) -> Option<Range<usize>> {
        let sentence = self.facts.get(verb)?.sentence;
        let end = (0..verb).rev().find(|&at| self.class(at) != Class::Adverb)? + 1;
        let here = |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.sentence == sentence);
        let start = (end.saturating_sub(LONGEST_SUBJECT)..end).rev().take_while(here).last()?;
        let whole = start.checked_sub(1).is_none_or(|before| !here(&before));
        let pronoun = end == start + 1 && self.class(start) == Class::Pronoun;
        (whole && (pronoun || (start..end).all(|at| self.class(at).is_nominal()))).then_some(start..end)
    }

    /// Who is said to speak by a sentence that ends in a colon: the source of its last cue, the subject of its verb, else the first one mentioned in it.
    fn introducer(&self, colon: usize, found: &[Found]) -> Option<Source> {
        let sentence = self.facts.get(colon)?.sentence;
        let in_sentence = |at: usize| self.facts.get(at).is_some_and(|fact| fact.sentence == sentence);
        let next = found.partition_point(|found| found.cue.start <= colon);
        let cue = next.checked_sub(1).and_then(|at| found.get(at)).filter(|found| in_sentence(found.cue.start));
        if let Some(source) = cue.and_then(|found| found.source.as_ref()) {
            return self.source(source);
        }
        // "Stated Lie:"
        let first = (colon.saturating_sub(LONGEST_SUBJECT)..colon).rev().take_while(|&at| in_sentence(at)).last()?;
        let inverted = !in_sentence(first.wrapping_sub(1)) && self.is_reporting(first);
        if inverted && first + 1 < colon && (first + 1..colon).all(|at| self.class(at).is_nominal()) {
            return self.source(&(first + 1..colon));
        }
        if let Some(subject) = self.reporting_verb_before(colon).and_then(|verb| self.subject_before(verb)) {
            return self.source(&subject);
        }
        let quoted = colon.checked_sub(1).and_then(|saying| relays::introduced(self.document, self.facts, saying));
        if let Some(source) = quoted {
            return self.source(&source);
        }
        let low = colon.saturating_sub(LONGEST_INTRODUCTION);
        let start = (low..=colon).rev().take_while(|&at| in_sentence(at)).last()?;
        let first = (start..colon).find(|&at| self.facts.get(at).is_some_and(|fact| is_speaker(fact.mention)))?;
        let end = (first + 1..colon)
            .find(|&at| self.facts.get(at).is_none_or(|fact| fact.begins_mention || fact.mention == 0))
            .unwrap_or(colon);
        self.source(&(first..end))
    }
}
