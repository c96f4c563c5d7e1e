//! Quotes: who said what, direct, mixed and indirect.
//!
//! [`marks`] pairs quotation marks; [`units`] reads each sentence with its quotations as single items; [`classes`] and [`phrases`] find the
//! edges of noun phrases; [`cues`] knows the words that attribute; [`sources`] finds the source of each; [`attribution`] gives them their
//! content; [`passages`] doubts quoted stretches that nobody says; [`speaker`] resolves the
//! source to an entity; [`confidence`] says how sure that is. Here the records are put in order and nested.

mod attribution;
mod classes;
mod confidence;
mod cues;
mod marks;
mod passages;
mod phrases;
mod sources;
mod speaker;
mod units;

use crate::document::{Document, Entity, Quote, QuoteId};
use crate::span::Span;

/// How many records before and after are looked at for the one that a record is said in: attributions nest in their sentence.
const NEIGHBOURS: usize = 24;

/// All quotes of the document, in order of place (start, then end).
pub fn extract(document: &Document, entities: &[Entity]) -> Vec<Quote> {
    let passages = marks::pair(document);
    let mut records = attribution::find(document, &passages);
    for record in &mut records {
        record.spans.retain(|span| !span.is_empty());
    }
    records.retain(|record| !record.spans.is_empty());
    records.sort_by_key(|record| place(&record.spans));
    let mut resolver = speaker::Resolver::new(document, entities, &passages);
    let mut quotes: Vec<Quote> = records
        .into_iter()
        .map(|record| {
            let speaker = resolver.resolve(&record);
            let confidence = confidence::of(&record, speaker.as_ref());
            Quote { kind: record.kind, spans: record.spans, speaker, cue: record.cue, within: None, confidence }
        })
        .collect();
    nest(&mut quotes);
    quotes
}

/// First start and last end.
fn place(spans: &[Span]) -> (usize, usize) {
    (spans.first().map_or(0, |span| span.start), spans.last().map_or(0, |span| span.end))
}

/// Sets `within`: the smallest other quote whose content holds the cue, or without a cue the content.
fn nest(quotes: &mut [Quote]) {
    let outer: Vec<Option<QuoteId>> = (0..quotes.len())
        .map(|at| {
            let quote = &quotes[at];
            let anchor = quote.cue.as_ref().and_then(|cue| cue.first()).or(quote.spans.first()).copied()?;
            let content = *quote.spans.first()?;
            let low = at.saturating_sub(NEIGHBOURS);
            let high = quotes.len().min(at + NEIGHBOURS + 1);
            (low..high)
                .filter(|&other| other != at)
                .filter_map(|other| {
                    let spans = &quotes[other].spans;
                    let holds = |piece: Span| spans.iter().find(|span| span.contains(piece));
                    holds(anchor)?;
                    let holder = holds(content)?;
                    (holder.len() > content.len()).then_some((holder.len(), other))
                })
                .min()
                .map(|(_, other)| QuoteId(other))
        })
        .collect();
    for (quote, outer) in quotes.iter_mut().zip(outer) {
        quote.within = outer;
    }
}
