//! What a run has done, counted: for the closing line and `--stats`.

use super::work::{Done, Outcome};
use crate::document::{Analysis, QuoteKind};
use crate::output::names::warning_code;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// Sums over all documents of a run; printed by `--stats` with these names.
#[derive(Debug, Default, Serialize)]
pub(super) struct Stats {
    /// Documents that were read, and those that could not be.
    pub(super) documents: u64,
    /// Those that could not be read.
    pub(super) failed: u64,
    /// Inputs that an earlier run had done.
    pub(super) skipped: u64,
    /// The failures by kind, as in `error.kind`.
    pub(super) errors: BTreeMap<&'static str, u64>,
    /// The warnings by code.
    pub(super) warnings: BTreeMap<&'static str, u64>,
    pub(super) found: Found,
    pub(super) seconds: f64,
    pub(super) documents_per_second: f64,
}

/// What was found in one document, or in all.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Found {
    /// Bytes of text, as UTF-8.
    bytes: u64,
    words: u64,
    paragraphs: u64,
    entities: u64,
    mentions: u64,
    values: u64,
    quotes: u64,
    direct_quotes: u64,
    quotes_with_speaker: u64,
    claims: u64,
    attributed_claims: u64,
}

/// What was found in one document.
#[derive(Debug)]
pub(super) struct Counts {
    found: Found,
    warnings: Vec<&'static str>,
}

impl Counts {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let document = &analysis.document;
        let count = |count: usize| count as u64;
        let found = Found {
            bytes: count(document.text.len()),
            words: count(document.tokens.iter().filter(|token| token.kind.is_word()).count()),
            paragraphs: count(document.paragraphs.len()),
            entities: count(analysis.entities.len()),
            mentions: analysis.entities.iter().map(|entity| count(entity.mentions.len())).sum(),
            values: count(analysis.values.len()),
            quotes: count(analysis.quotes.len()),
            direct_quotes: count(analysis.quotes.iter().filter(|quote| quote.kind == QuoteKind::Direct).count()),
            quotes_with_speaker: count(analysis.quotes.iter().filter(|quote| quote.speaker.is_some()).count()),
            claims: count(analysis.claims.len()),
            attributed_claims: count(analysis.claims.iter().filter(|claim| claim.claimant.is_some()).count()),
        };
        let warnings = document.warnings.iter().map(|warning| warning_code(warning.code)).collect();
        Self { found, warnings }
    }
}

impl Stats {
    /// Takes one result into account.
    pub(super) fn add(&mut self, done: &Done) {
        match &done.outcome {
            Outcome::Read(counts) => {
                self.documents += 1;
                self.found.add(counts.found);
                for &code in &counts.warnings {
                    *self.warnings.entry(code).or_default() += 1;
                }
            }
            Outcome::Failed { kind, .. } => {
                self.documents += 1;
                self.failed += 1;
                *self.errors.entry(kind.as_str()).or_default() += 1;
            }
            Outcome::Skipped => self.skipped += 1,
            Outcome::End => {}
        }
    }

    /// Documents that were read.
    pub(super) const fn good(&self) -> u64 {
        self.documents - self.failed
    }

    /// The whole as one line of JSON.
    pub(super) fn json(&mut self, elapsed: Duration) -> String {
        let thousandths = |number: f64| (number * 1000.0).round() / 1000.0;
        self.seconds = thousandths(elapsed.as_secs_f64());
        self.documents_per_second = thousandths(rate(self.documents, elapsed));
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Found {
    fn add(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.words += other.words;
        self.paragraphs += other.paragraphs;
        self.entities += other.entities;
        self.mentions += other.mentions;
        self.values += other.values;
        self.quotes += other.quotes;
        self.direct_quotes += other.direct_quotes;
        self.quotes_with_speaker += other.quotes_with_speaker;
        self.claims += other.claims;
        self.attributed_claims += other.attributed_claims;
    }
}

/// How many a second.
pub(super) fn rate(count: u64, elapsed: Duration) -> f64 {
    count as f64 / elapsed.as_secs_f64().max(1e-9)
}
