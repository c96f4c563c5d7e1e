//! One item to the bytes that are printed for it.

use super::args::{Config, Format};
use super::inputs::{Item, Place};
use crate::document::Analysis;
use crate::input::jsonl::{self, Record};
use crate::input::{ErrorKind, ReadError, Text, decode};
use crate::output::cards;
use crate::output::json::{self, ErrorRecord, JsonDocument, Source};
use crate::pipeline;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of a document.
#[derive(Debug)]
pub(super) struct Done {
    /// To be printed.
    pub(super) bytes: Vec<u8>,
    /// To be said on stderr, if the document could not be read.
    pub(super) failure: Option<String>,
}

/// Reads, analyzes and formats one document.
pub(super) fn work(item: Item, config: &Config) -> Done {
    let (place, line, source, text) = read(item, config);
    let mut source = Source { path: place.path(), ..source };
    let analysis = text.and_then(|text| {
        source.encoding = Some(text.encoding);
        // A fault met in one document must not take the others with it.
        catch_unwind(AssertUnwindSafe(|| analyze(text, config))).map_err(|_| {
            ReadError::new(ErrorKind::Internal, "the program failed on this document").hint("please report it")
        })
    });
    match analysis {
        Ok(analysis) => Done { bytes: print(&analysis, &source, config), failure: None },
        Err(error) => {
            let message = error.to_string();
            let failure = match line {
                Some(line) => format!("{}: line {line}: {message}", place.name()),
                None => format!("{}: {message}", place.name()),
            };
            let record = ErrorRecord { kind: error.kind.as_str(), message, line };
            let bytes = match config.format {
                Format::JsonLines => json_bytes(&json::error_document(&record, &source, config.selection), false),
                Format::Json | Format::Cards => Vec::new(),
            };
            Done { bytes, failure: Some(failure) }
        }
    }
}

/// An item's place, its line, what else is known about it, and its text.
fn read(item: Item, config: &Config) -> (Place, Option<u64>, Source, Result<Text, ReadError>) {
    match item {
        Item::Text(place) => {
            let text = place.read(config.max_bytes).and_then(decode::decode);
            (place, None, Source::default(), text)
        }
        Item::Failed(place, error) => (place, None, Source::default(), Err(error)),
        Item::Line(place, line) => {
            let record = match line.bytes {
                Ok(bytes) => jsonl::read(bytes, &config.keys),
                Err(error) => Record { id: None, meta: Vec::new(), text: Err(error) },
            };
            let meta = (!record.meta.is_empty()).then_some(record.meta);
            let source = Source { id: record.id, meta, ..Source::default() };
            ((*place).clone(), Some(line.number), source, record.text)
        }
    }
}

fn analyze(text: Text, config: &Config) -> Analysis {
    let mut analysis = pipeline::analyze(&text.text, &config.options);
    analysis.document.warnings.splice(0..0, text.warnings);
    if let Some(confidence) = config.min_confidence {
        analysis.keep_confident_quotes(confidence);
    }
    if let Some(count) = config.top {
        analysis.keep_top_claims(count);
    }
    analysis
}

/// A document as it is printed.
fn print(analysis: &Analysis, source: &Source, config: &Config) -> Vec<u8> {
    let json = |indented| json_bytes(&json::document(analysis, source, config.selection), indented);
    match config.format {
        Format::Json => json(true),
        Format::JsonLines => json(false),
        Format::Cards => cards::cards(analysis, source).into_bytes(),
    }
}

fn json_bytes(document: &JsonDocument<'_>, indented: bool) -> Vec<u8> {
    let bytes = if indented { serde_json::to_vec_pretty(document) } else { serde_json::to_vec(document) };
    // Writing to memory does not fail, and every key is a string.
    let mut bytes = bytes.unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
