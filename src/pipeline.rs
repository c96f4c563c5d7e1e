//! The order of things.

use crate::document::Analysis;
use crate::{extract, parse};
use jiff::civil::Date;

/// What an analysis may be told beside the text.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that relative dates and dates without a year resolve from, where the article gives none.
    pub reference_date: Option<Date>,
    /// What to look for.
    pub wanted: Wanted,
    /// Whether quotes say why they have their speaker.
    pub explain: bool,
}

/// What to look for in the article. A stage is left out where nothing that is wanted needs it: quotes need the entities, claims
/// need everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each stage")]
pub struct Wanted {
    /// Entities.
    pub entities: bool,
    /// Values.
    pub values: bool,
    /// Quotes.
    pub quotes: bool,
    /// Claims.
    pub claims: bool,
}

impl Default for Wanted {
    /// Everything.
    fn default() -> Self {
        Self { entities: true, values: true, quotes: true, claims: true }
    }
}

/// Reads an article: any text in, an analysis out.
///
/// Text that is not English is read for structure only.
pub fn analyze(text: &str, options: &Options) -> Analysis {
    let Wanted { entities, values, quotes, claims } = options.wanted;
    let document = parse::parse(text, options);
    let mut analysis = Analysis { document, ..Analysis::default() };
    let document = &analysis.document;
    if !document.is_english() {
        return analysis;
    }
    if entities || quotes || claims {
        analysis.entities = extract::entity::extract(document);
    }
    if values || claims {
        analysis.values = extract::value::extract(document);
    }
    if quotes || claims {
        analysis.quotes = extract::quote::extract(document, &analysis.entities, options.explain);
    }
    if claims {
        analysis.claims = extract::claim::extract(document, &analysis.entities, &analysis.values, &analysis.quotes);
    }
    analysis
}
