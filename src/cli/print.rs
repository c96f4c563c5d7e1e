//! A document in the form that was asked for, as bytes.

use super::args::Config;
use super::formats::Format;
use crate::document::Analysis;
use crate::output::json::{self, ErrorRecord, JsonDocument, Source};
use crate::output::summary::Summary;
use crate::output::{brat, cards, html, jsonld, line, ninjs, spacy, tables, term, webanno};
use serde::Serialize;

/// What stands before the first document of a stream or file.
pub(super) fn head(config: &Config) -> Vec<u8> {
    match config.format.separator() {
        Some(separator) => tables::header(config.table, separator),
        None => Vec::new(),
    }
}

/// An article that was read.
pub(super) fn document(analysis: &Analysis, source: &Source, config: &Config) -> Vec<u8> {
    let document = || json::document(analysis, source, config.selection);
    // One document is for people, too.
    let indented = !config.many_in_one;
    match config.format {
        Format::Json => json_bytes(&document(), true),
        Format::JsonLines => json_line(&document()),
        Format::Terminal => term::term(analysis, source, config.look).into_bytes(),
        Format::Html => html::page(analysis, source).into_bytes(),
        Format::Cards => cards::cards(analysis, source).into_bytes(),
        Format::Csv | Format::Tsv => tables::rows(config.table, separator(config), analysis, source),
        Format::JsonLd => json_bytes(&jsonld::news_article(analysis, source), indented),
        Format::Ninjs => json_bytes(&ninjs::item(analysis, source), indented),
        Format::WebAnnotation => json_bytes(&webanno::annotation_page(analysis, source), indented),
        Format::Spacy => json_bytes(&spacy::doc(analysis, source), indented),
        Format::Brat => brat::annotations(analysis).into_bytes(),
    }
}

/// What goes into a second file beside that of an article.
pub(super) fn beside(analysis: &Analysis, config: &Config) -> Option<Vec<u8>> {
    config.format.beside().map(|_| brat::text(analysis).into_bytes())
}

/// What was counted over all documents.
pub(super) fn summary(summary: Summary, config: &Config) -> Vec<u8> {
    match config.format {
        Format::Json => json_bytes(&summary.json(config.top), true),
        _ => summary.table(config.look, config.top).into_bytes(),
    }
}

/// One that could not be: an error document, or a line of the table of articles. Other forms have no place for it.
pub(super) fn error(error: &ErrorRecord, source: &Source, config: &Config) -> Vec<u8> {
    match config.format {
        Format::JsonLines => json_line(&json::error_document(error, source, config.selection)),
        Format::Csv | Format::Tsv => tables::error_rows(config.table, separator(config), error, source),
        _ => Vec::new(),
    }
}

fn separator(config: &Config) -> u8 {
    config.format.separator().unwrap_or(b',')
}

fn json_bytes(document: &impl Serialize, indented: bool) -> Vec<u8> {
    written(|bytes| {
        if indented { serde_json::to_writer_pretty(bytes, document) } else { serde_json::to_writer(bytes, document) }
    })
}

fn json_line(document: &JsonDocument) -> Vec<u8> {
    written(|bytes| line::write(document, bytes))
}

/// What `write` writes, with a line break.
fn written(write: impl FnOnce(&mut Vec<u8>) -> serde_json::Result<()>) -> Vec<u8> {
    /// Bytes of most documents: more than that is copied as it grows.
    const MOST: usize = 32 * 1024;
    let mut bytes = Vec::with_capacity(MOST);
    // Writing to memory does not fail, and every key is a string.
    if write(&mut bytes).is_err() {
        bytes.clear();
    }
    bytes.push(b'\n');
    // What waits to be printed should take no more than it needs.
    bytes.shrink_to_fit();
    bytes
}
