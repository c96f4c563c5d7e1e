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
    let mut analysis = begin(text, options);
    for stage in Stage::ALL {
        stage.add(&mut analysis, options);
    }
    analysis
}

/// Structure, sentences and tokens: what every stage needs.
///
/// With the stages one by one this is [`analyze`]. Many articles are read faster if each stage is done for all before the next, since its tables
/// then stay in the processor's cache.
pub fn begin(text: &str, options: &Options) -> Analysis {
    Analysis { document: parse::parse(text, options), ..Analysis::default() }
}

/// What is found in a document that has its structure. Each stage needs those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Entities and their mentions.
    Entities,
    /// Values.
    Values,
    /// Quotes.
    Quotes,
    /// Claims.
    Claims,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Entities, Self::Values, Self::Quotes, Self::Claims];

    /// Adds what it finds, if it or a later one is wanted and the text is English.
    pub fn add(self, analysis: &mut Analysis, options: &Options) {
        let Wanted { entities, values, quotes, claims } = options.wanted;
        let document = &analysis.document;
        let needed = match self {
            Self::Entities => entities || quotes || claims,
            Self::Values => values || claims,
            Self::Quotes => quotes || claims,
            Self::Claims => claims,
        };
        if !needed || !document.is_english() {
            return;
        }
        match self {
            Self::Entities => analysis.entities = extract::entity::extract(document),
            Self::Values => analysis.values = extract::value::extract(document),
            Self::Quotes => analysis.quotes = extract::quote::extract(document, &analysis.entities, options.explain),
            Self::Claims => {
                let Analysis { entities, values, quotes, .. } = &*analysis;
                analysis.claims = extract::claim::extract(document, entities, values, quotes);
            }
        }
    }
}
