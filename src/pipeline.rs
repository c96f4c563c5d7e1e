//! The order of things.

use crate::document::Analysis;
use crate::{extract, parse};
use jiff::civil::Date;

/// What an analysis may be told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that relative dates and dates without a year resolve from, where the article gives none.
    pub reference_date: Option<Date>,
}

/// Reads an article: any text in, an analysis out.
///
/// Text that is not English is read for structure only.
pub fn analyze(text: &str, options: &Options) -> Analysis {
    let document = parse::parse(text, options);
    if !document.is_english() {
        return Analysis { document, ..Analysis::default() };
    }
    let entities = extract::entity::extract(&document);
    let values = extract::value::extract(&document);
    let quotes = extract::quote::extract(&document, &entities);
    let claims = extract::claim::extract(&document, &entities, &values, &quotes);
    Analysis { document, entities, values, quotes, claims }
}
