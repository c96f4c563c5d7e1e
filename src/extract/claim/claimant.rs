//! Whose claim it is: the innermost source of what the sentence mostly conveys.
//!
//! Quotes come with their speakers and with the quote that each is said in. A sentence belongs to the quote that covers most of it;
//! the claimant is the speaker of the innermost quote that still holds a good part of that content, the speakers around it are
//! `via`. Wishes and orders attribute no claim: what somebody wants or demands is not put forward as true.

use super::words::Words;
use crate::document::{Document, Quote, QuoteId, QuoteKind, Speaker};
use crate::span::Span;

/// Who says it.
#[derive(Debug)]
pub(crate) struct Attribution {
    /// The quote that the claim lies in.
    pub(crate) quote: QuoteId,
    /// Its content inside the sentence.
    pub(crate) content: Vec<Span>,
    /// The source.
    pub(crate) claimant: Option<Speaker>,
    /// The sources around it, from the inside out.
    pub(crate) via: Vec<Speaker>,
}

/// Cues that attribute wishes, plans and orders, as the beginnings of their forms.
const NOT_ASSERTING: [&str; 17] = [
    "aim",
    "ask",
    "call on",
    "called on",
    "calling on",
    "demand",
    "encourag",
    "hope",
    "hoping",
    "invit",
    "plan",
    "request",
    "seek",
    "sought",
    "urg",
    "want",
    "wish",
];

/// Shortest content that is a clause and not a scare quote, in words.
const CLAUSE: usize = 3;
/// Quotes inside quotes are followed this far; deeper nesting is an error of reading.
const DEEPEST: usize = 4;

/// For each sentence of the document, the quotes whose content lies in it.
#[derive(Debug)]
pub(crate) struct QuotesBySentence(Vec<Vec<usize>>);

impl QuotesBySentence {
    /// Sorts quotes by the sentences they touch.
    pub(crate) fn new(document: &Document, quotes: &[Quote]) -> Self {
        let mut lists = vec![Vec::new(); document.sentences.len()];
        for (index, quote) in quotes.iter().enumerate() {
            for &piece in &quote.spans {
                let first = document.sentences.partition_point(|sentence| sentence.span.end <= piece.start);
                for (sentence, list) in document.sentences.iter().zip(&mut lists).skip(first) {
                    if sentence.span.start >= piece.end {
                        break;
                    }
                    if list.last() != Some(&index) {
                        list.push(index);
                    }
                }
            }
        }
        Self(lists)
    }

    /// The quotes of the sentences that `span` touches; nearly always one sentence.
    fn touching(&self, document: &Document, span: Span) -> Vec<usize> {
        let first = document.sentences.partition_point(|sentence| sentence.span.end <= span.start);
        let end = document.sentences.partition_point(|sentence| sentence.span.start < span.end);
        let mut found: Vec<usize> = self.0.get(first..end).unwrap_or(&[]).concat();
        found.dedup();
        found
    }
}

/// The attribution of a sentence, if a source puts it forward.
pub(super) fn find(
    document: &Document,
    span: Span,
    quotes: &[Quote],
    by_sentence: &QuotesBySentence,
) -> Option<Attribution> {
    let candidates: Vec<(usize, Vec<Span>, usize)> = by_sentence
        .touching(document, span)
        .into_iter()
        .filter_map(|index| {
            let quote = quotes.get(index)?;
            let content = inside(quote, span);
            let words = Words::new(document, &content);
            let count = (0..words.len()).filter(|&at| words.is_word(at)).count();
            let whole = quote.kind == QuoteKind::Direct && 2 * length(&content) > span.len();
            (asserts(document, quote) && (whole || count >= CLAUSE)).then_some((index, content, count))
        })
        .collect();
    let (outer, _, most) = candidates.iter().max_by_key(|(index, _, count)| (*count, usize::MAX - index))?;
    let inner = candidates
        .iter()
        .filter(|(index, _, count)| 5 * count >= 2 * most && chain(quotes, *index).any(|around| around == *outer))
        .filter(|(index, _, _)| index == outer || quotes.get(*index).is_some_and(|quote| quote.speaker.is_some()))
        .max_by_key(|(index, _, _)| chain(quotes, *index).count())?;
    let speakers: Vec<&Speaker> =
        chain(quotes, inner.0).filter_map(|index| quotes.get(index)?.speaker.as_ref()).collect();
    let claimant = speakers.first().copied();
    let mut via: Vec<Speaker> = Vec::new();
    for &speaker in speakers.iter().skip(1) {
        let known = claimant.into_iter().chain(&via).any(|other| same(other, speaker));
        if !known {
            via.push(speaker.clone());
        }
    }
    Some(Attribution { quote: QuoteId(inner.0), content: inner.1.clone(), claimant: claimant.cloned(), via })
}

fn same(a: &Speaker, b: &Speaker) -> bool {
    a.name == b.name || (a.entity.is_some() && a.entity == b.entity)
}

/// A quote and the quotes that it is said in, from the inside out.
fn chain(quotes: &[Quote], innermost: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(innermost), |&index| Some(quotes.get(index)?.within?.0)).take(DEEPEST)
}

/// The pieces of a quote's content that lie in the sentence.
fn inside(quote: &Quote, sentence: Span) -> Vec<Span> {
    quote
        .spans
        .iter()
        .filter(|piece| piece.overlaps(sentence))
        .map(|piece| Span::new(piece.start.max(sentence.start), piece.end.min(sentence.end)))
        .collect()
}

fn length(pieces: &[Span]) -> usize {
    pieces.iter().map(|piece| piece.len()).sum()
}

/// Whether the quote's cue puts its content forward as true.
fn asserts(document: &Document, quote: &Quote) -> bool {
    if quote.kind == QuoteKind::Direct {
        return true;
    }
    let Some(cue) = &quote.cue else { return true };
    let words = Words::new(document, cue);
    let cue: Vec<&str> = (0..words.len()).map(|at| words.get(at)).collect();
    let cue = cue.join(" ");
    !NOT_ASSERTING.iter().any(|start| cue.starts_with(start))
}
