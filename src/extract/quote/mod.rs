//! Quotes: who said what, direct and indirect.

use crate::document::{Document, Entity, Quote};

/// All quotes of the document, in order of place (start, then end).
pub fn extract(_document: &Document, _entities: &[Entity]) -> Vec<Quote> {
    Vec::new()
}
