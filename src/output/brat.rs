//! brat standoff: annotations beside the text, for the annotation tool brat and what reads its files.
//!
//! `NAME.ann` has a line for each mention, value, quote, cue and claim, relations from a quote to its speaker, its cue and the quote around
//! it, and the mentions of one entity as equivalent. Offsets are code points of `NAME.txt`. A piece over several lines is one annotation
//! in fragments, as brat wants it. `annotation.conf` names all types.
//!
//! Format: <https://brat.nlplab.org/standoff.html>.

use super::characters::CharacterIndex;
use super::json::score;
use super::names;
use crate::document::{Analysis, EntityType, Speaker, ValueType};
use crate::span::Span;
use std::collections::HashMap;
use std::fmt::Write;

/// The types that the annotations have: brat shows a folder only with this file in it or above it.
pub const CONFIGURATION: &str = include_str!("brat.conf");

/// The text that the offsets count in. Readers that take CRLF for one character would count otherwise, so its CR is a blank.
pub fn text(analysis: &Analysis) -> String {
    analysis.document.text.replace("\r\n", " \n")
}

/// The annotations of an article.
pub fn annotations(analysis: &Analysis) -> String {
    let text = text(analysis);
    let mut writer = Writer::new(&text);
    for entity in &analysis.entities {
        let mentions =
            entity.mentions.iter().filter_map(|mention| writer.mark(entity_type(entity.kind), &[mention.span]));
        let marks: Vec<String> = mentions.map(|mark| format!("T{mark}")).collect();
        if marks.len() > 1 {
            let _ = writeln!(writer.out, "*\tEquiv {}", marks.join(" "));
        }
    }
    for value in &analysis.values {
        writer.mark(value_type(value.kind), &[value.span]);
    }
    let quotes: Vec<Option<usize>> = analysis.quotes.iter().map(|quote| writer.mark("Quote", &quote.spans)).collect();
    for (quote, mark) in analysis.quotes.iter().zip(&quotes) {
        let Some(mark) = *mark else { continue };
        writer.attribute("Kind", mark, Some(names::quote_kind(quote.kind)));
        writer.source("Speaker", mark, quote.speaker.as_ref());
        if let Some(cue) = quote.cue.as_ref().and_then(|cue| writer.mark("Cue", cue)) {
            writer.relation("HasCue", mark, cue);
        }
        if let Some(outer) = quote.within.and_then(|outer| quotes.get(outer.0).copied().flatten()) {
            writer.relation("Within", mark, outer);
        }
    }
    for claim in &analysis.claims {
        let Some(mark) = writer.mark("Claim", &claim.spans) else { continue };
        writer.attribute("Modality", mark, Some(names::modality(claim.modality)));
        if claim.negated {
            writer.attribute("Negated", mark, None);
        }
        if claim.future {
            writer.attribute("Future", mark, None);
        }
        writer.note(mark, &format!("checkworthiness {:.3}", score(claim.checkworthiness)));
        writer.source("Claimant", mark, claim.claimant.as_ref());
    }
    writer.out
}

const fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "Person",
        EntityType::Organization => "Organization",
        EntityType::Location => "Location",
        EntityType::Facility => "Facility",
        EntityType::Group => "Group",
        EntityType::Event => "Event",
        EntityType::Product => "Product",
        EntityType::Work => "Work",
        EntityType::Misc => "Misc",
    }
}

const fn value_type(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Date => "Date",
        ValueType::Time => "Time",
        ValueType::Duration => "Duration",
        ValueType::Money => "Money",
        ValueType::Percent => "Percent",
        ValueType::Quantity => "Quantity",
        ValueType::Ordinal => "Ordinal",
    }
}

struct Writer<'a> {
    text: &'a str,
    characters: CharacterIndex<'a>,
    out: String,
    marks: usize,
    relations: usize,
    attributes: usize,
    notes: usize,
    /// Marks of entities and sources by place, so that a speaker who is a mention is no second mark.
    places: HashMap<Span, usize>,
}

impl<'a> Writer<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            characters: CharacterIndex::new(text),
            out: String::new(),
            marks: 0,
            relations: 0,
            attributes: 0,
            notes: 0,
            places: HashMap::new(),
        }
    }

    /// A text-bound annotation; its number. None if there is nothing to mark.
    fn mark(&mut self, kind: &str, spans: &[Span]) -> Option<usize> {
        let pieces: Vec<Span> = spans.iter().flat_map(|&span| lines(self.text, span)).collect();
        if pieces.is_empty() {
            return None;
        }
        self.marks += 1;
        let places: Vec<String> = pieces
            .iter()
            .map(|&piece| {
                let (start, end) = self.characters.span(piece);
                format!("{start} {end}")
            })
            .collect();
        let words: Vec<&str> = pieces.iter().map(|piece| piece.of(self.text)).collect();
        let _ = writeln!(self.out, "T{}\t{kind} {}\t{}", self.marks, places.join(";"), words.join(" "));
        if let [span] = spans
            && !matches!(kind, "Quote" | "Claim" | "Cue")
        {
            self.places.entry(*span).or_insert(self.marks);
        }
        Some(self.marks)
    }

    /// Who said it: a mention that is marked already, or a mark of its own.
    fn source(&mut self, relation: &str, mark: usize, speaker: Option<&Speaker>) {
        let Some(span) = speaker.and_then(|speaker| speaker.span) else { return };
        let known = self.places.get(&span).copied();
        if let Some(source) = known.or_else(|| self.mark("Source", &[span])) {
            self.relation(relation, mark, source);
        }
    }

    fn relation(&mut self, kind: &str, from: usize, to: usize) {
        self.relations += 1;
        let _ = writeln!(self.out, "R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.relations);
    }

    fn attribute(&mut self, kind: &str, mark: usize, value: Option<&str>) {
        self.attributes += 1;
        let value = value.map(|value| format!(" {value}")).unwrap_or_default();
        let _ = writeln!(self.out, "A{}\t{kind} T{mark}{value}", self.attributes);
    }

    fn note(&mut self, mark: usize, words: &str) {
        self.notes += 1;
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes T{mark}\t{words}", self.notes);
    }
}

/// The pieces of a span between line ends, tabs and other control characters, which would break a line of the file; without blanks at their
/// ends.
fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    for line in span.of(text).split_inclusive(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        let kept = line.trim_end_matches(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'));
        let leading = kept.len() - kept.trim_start().len();
        let piece = Span::new(start + leading, start + leading + kept.trim().len());
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start += line.len();
    }
    pieces
}
