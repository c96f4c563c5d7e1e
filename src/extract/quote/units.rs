//! The article as the attribution rules read it: clause by clause, a quotation as one opaque item.
//!
//! A quotation of five sentences plays the same part in its sentence as one of two words, so a paragraph is cut into units that
//! end only outside of quotation marks, and in each a quotation is a single item.

use super::classes::{Class, Lower, class_of};
use super::marks::Passage;
use crate::document::{Document, Paragraph};
use crate::span::Span;
use std::ops::Range;

/// How many items a unit may have: the rules look at all of a unit for each cue, and a text without stops is no sentence.
const LONGEST_UNIT: usize = 400;

/// A token outside of quotation marks, or a whole quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) span: Span,
    pub(super) class: Class,
    /// The quotation, as an index.
    pub(super) passage: Option<usize>,
}

/// A sentence with its quotations as single items.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) paragraph: usize,
    pub(super) items: Vec<Item>,
}

impl Unit {
    /// The class at an index; [`Class::Stop`] beyond the ends.
    pub(super) fn class(&self, at: usize) -> Class {
        self.items.get(at).map_or(Class::Stop, |item| item.class)
    }

    /// The class before an index; [`Class::Stop`] at the start.
    pub(super) fn class_before(&self, at: usize) -> Class {
        at.checked_sub(1).map_or(Class::Stop, |before| self.class(before))
    }

    /// The quotation at an index.
    pub(super) fn passage(&self, at: usize) -> Option<usize> {
        self.items.get(at).and_then(|item| item.passage)
    }

    /// The word at an index.
    pub(super) fn word<'a>(&self, text: &'a str, at: usize) -> &'a str {
        self.items.get(at).map_or("", |item| item.span.of(text))
    }

    /// The word at an index in lower case.
    pub(super) fn lower(&self, text: &str, at: usize) -> Lower {
        Lower::new(if self.passage(at).is_some() { "" } else { self.word(text, at) })
    }

    /// The span of a range of items.
    pub(super) fn span(&self, range: &Range<usize>) -> Option<Span> {
        let items = self.items.get(range.clone())?;
        Some(Span::new(items.first()?.span.start, items.last()?.span.end))
    }
}

/// A paragraph without the dateline that it begins with and the dash behind it, which nobody says.
fn spoken(document: &Document, paragraph: Span) -> Span {
    /// What may stand before a dateline and between it and the text: a mark of the agency, a bullet, a dash with its spaces.
    const JOINT: usize = 4;
    let Some(dateline) = document.dateline.as_ref().map(|dateline| dateline.span) else { return paragraph };
    if dateline.start > paragraph.start + JOINT || dateline.end <= paragraph.start || dateline.end >= paragraph.end {
        return paragraph;
    }
    let rest = Span::new(dateline.end, paragraph.end);
    let piece = rest.of(&document.text);
    let joint = |c: char| matches!(c, '-' | '—' | '–' | '―' | ':' | '.' | '|');
    let kept = piece.trim_start_matches(|c: char| c.is_whitespace() || joint(c));
    if !piece.get(..piece.len() - kept.len()).is_some_and(|between| between.contains(joint)) {
        return paragraph;
    }
    Span::new(rest.end - kept.len(), rest.end)
}

/// The units of a paragraph, with the quotations in it (`passages` from index `first` on).
pub(super) fn of_paragraph(
    document: &Document,
    index: usize,
    paragraph: &Paragraph,
    passages: &[Passage],
    first: usize,
) -> Vec<Unit> {
    let text = &document.text;
    let mut units = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let mut passage_at = first;
    let mut sentences = document.sentences_of(paragraph).iter().map(|sentence| sentence.span.start).peekable();
    for token in document.tokens.get(document.tokens_in(spoken(document, paragraph.span))).unwrap_or(&[]) {
        while passages
            .get(passage_at)
            .is_some_and(|passage| passage.paragraph == index && passage.whole.end <= token.span.start)
        {
            passage_at += 1;
        }
        let quoted =
            passages.get(passage_at).filter(|passage| passage.paragraph == index && passage.whole.overlaps(token.span));
        let mut begins_sentence = false;
        while sentences.next_if(|&start| start <= token.span.start).is_some() {
            begins_sentence = true;
        }
        if let Some(passage) = quoted {
            let seen = items.last().is_some_and(|item| item.passage == Some(passage_at));
            if seen {
                continue;
            }
            if (begins_sentence
                && passage.whole.start + 4 > token.span.start
                && passage.whole.start <= token.span.start
                || ends_unit(text, items.last(), passages)
                || items.len() >= LONGEST_UNIT)
                && !items.is_empty()
            {
                units.push(Unit { paragraph: index, items: std::mem::take(&mut items) });
            }
            items.push(Item { span: passage.whole, class: Class::Mark, passage: Some(passage_at) });
            continue;
        }
        let word = token.span.of(text);
        let class = class_of(word, token.kind);
        let after_passage = items.last().is_some_and(|item| item.passage.is_some());
        let begins = if after_passage {
            begins_sentence && word.starts_with(char::is_uppercase)
                || ends_unit(text, items.last(), passages) && word.starts_with(char::is_uppercase)
        } else {
            begins_sentence
        };
        if begins && !items.is_empty() || items.len() >= LONGEST_UNIT {
            units.push(Unit { paragraph: index, items: std::mem::take(&mut items) });
        }
        items.push(Item { span: token.span, class, passage: None });
    }
    if !items.is_empty() {
        units.push(Unit { paragraph: index, items });
    }
    for unit in &mut units {
        name_nicknames(unit, text, passages);
    }
    units
}

/// Makes a nickname in quotation marks between two names a part of the name: Eddie "Shorty" Blake.
fn name_nicknames(unit: &mut Unit, text: &str, passages: &[Passage]) {
    /// Nicknames are shorter than speech.
    const WORDS: usize = 3;
    for at in 1..unit.items.len().saturating_sub(1) {
        let between = unit.class(at - 1) == Class::Name && unit.class(at + 1) == Class::Name;
        let Some(passage) = unit.passage(at).filter(|_| between).and_then(|passage| passages.get(passage)) else {
            continue;
        };
        let inner = passage.inner.of(text);
        if inner.starts_with(char::is_uppercase)
            && inner.ends_with(char::is_alphanumeric)
            && inner.split_whitespace().count() <= WORDS
            && let Some(item) = unit.items.get_mut(at)
        {
            *item = Item { span: item.span, class: Class::Name, passage: None };
        }
    }
}

/// The units of a span inside a quotation, where marks are plain items.
pub(super) fn of_span(document: &Document, paragraph: usize, span: Span) -> Vec<Unit> {
    let text = &document.text;
    let mut units: Vec<Unit> = Vec::new();
    let first = document.sentences.partition_point(|sentence| sentence.span.start <= span.start);
    let mut sentences =
        document.sentences.get(first..).unwrap_or(&[]).iter().map(|sentence| sentence.span.start).peekable();
    let mut items = Vec::new();
    for token in document.tokens.get(document.tokens_in(span)).unwrap_or(&[]) {
        let begins = sentences.next_if(|&start| start <= token.span.start).is_some();
        if begins && !items.is_empty() || items.len() >= LONGEST_UNIT {
            units.push(Unit { paragraph, items: std::mem::take(&mut items) });
        }
        let class = class_of(token.span.of(text), token.kind);
        items.push(Item { span: token.span, class, passage: None });
    }
    if !items.is_empty() {
        units.push(Unit { paragraph, items });
    }
    units
}

/// Whether an item that is a quotation ends the sentence that it stands in.
fn ends_unit(text: &str, item: Option<&Item>, passages: &[Passage]) -> bool {
    item.and_then(|item| item.passage)
        .and_then(|index| passages.get(index))
        .is_some_and(|passage| passage.inner.of(text).ends_with(['.', '…']))
}
