//! Structure: lines, paragraphs and their kinds, headline, byline, dateline, stamps.
//!
//! The way through: lines ([`lines`]) are joined to paragraphs ([`blocks`]); each paragraph is read by every recogniser by
//! itself ([`evidence`]: [`stamps`] on [`dates`], [`dateline`], [`byline`], [`furniture`], [`caption`]) and seen in its document ([`context`]);
//! then all kinds are decided together ([`kinds`], with [`kind_words`]), what neighbours settle is repaired ([`repairs`]), and the fields filled from the paragraphs that won ([`fields`]).

mod agencies;
mod any_of;
mod appeals;
mod blocks;
mod byline;
mod caption;
mod context;
mod dateline;
mod dates;
mod evidence;
mod fields;
mod furniture;
mod heads;
pub(crate) mod kind_words;
pub(crate) mod kinds;
pub(crate) mod lines;
mod pieces;
mod repairs;
mod second;
mod stamps;
mod words;

use crate::document::{Document, Paragraph, ParagraphKind};
use crate::pipeline::Options;
use evidence::Evidence;
use kinds::State;

/// Reads the structure of `document.text` and fills all fields of `document` but sentences and tokens; of warnings, only
/// that of a second article.
pub fn read(document: &mut Document, options: &Options) {
    read_with(kinds::shipped(), document, options);
}

/// [`read`] with these weights of the decoder of kinds.
pub(crate) fn read_with(weights: &kinds::Weights, document: &mut Document, options: &Options) {
    let text = std::mem::take(&mut document.text);
    let (paragraphs, around, features) = observe(&text);
    let mut states = kinds::decode(weights, &features);
    repairs::settle(&paragraphs, &around, &mut states);
    document.paragraphs = paragraphs
        .iter()
        .zip(&states)
        .map(|(it, state)| Paragraph { span: it.block.span, kind: kind(it, *state), sentences: 0..0 })
        .collect();
    fields::fill(document, &text, &paragraphs, &states, options);
    document.warnings.extend(second::find(&paragraphs, &states));
    drop(paragraphs);
    document.text = text;
}

/// The paragraphs of a text, how they stand in it, and the features of each.
fn observe(text: &str) -> (Vec<Evidence<'_>>, context::Surroundings, Vec<Vec<usize>>) {
    let paragraphs = evidence::read_all(text);
    let around = context::Surroundings::survey(&paragraphs);
    let features = kinds::features(&paragraphs, &around);
    (paragraphs, around, features)
}

/// What the decoder of kinds sees of a text, for its trainer: paragraphs and the features of each.
#[cfg(feature = "train")]
pub(crate) fn seen_by_decoder(text: &str) -> (Vec<crate::span::Span>, Vec<Vec<usize>>) {
    let (paragraphs, _, features) = observe(text);
    (paragraphs.iter().map(|it| it.block.span).collect(), features)
}

/// The kind of a paragraph: its state's, but for those that its form alone tells apart.
fn kind(it: &Evidence<'_>, state: State) -> ParagraphKind {
    match state.kind() {
        ParagraphKind::Body if it.bullet => ParagraphKind::ListItem,
        ParagraphKind::Boilerplate | ParagraphKind::Body if it.form == evidence::Form::Correction => {
            ParagraphKind::Correction
        }
        kind => kind,
    }
}
