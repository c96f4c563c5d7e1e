//! Readers of the corpora: JSON lines with a text and labelled spans in code points.

use crate::document::Document;
use crate::pipeline::Options;
use crate::span::Span;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::Path;

/// One text of a corpus with its labelled names.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NamedText {
    pub(crate) text: String,
    pub(crate) entities: Vec<NamedSpan>,
}

/// A labelled span in code points.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct NamedSpan {
    pub(crate) start: usize,
    pub(crate) end: usize,
    #[serde(rename = "type")]
    pub(crate) kind: String,
}

/// Reads a file of JSON lines.
pub(crate) fn read_lines<T: for<'d> Deserialize<'d>>(path: &Path) -> Result<Vec<T>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {}", path.display(), number + 1))
        })
        .collect()
}

/// Parses a text as the program does.
pub(crate) fn parse(text: &str) -> Document {
    crate::parse::parse(text, &Options::default())
}

/// Byte offsets of code points, with the end of the text as the last.
pub(crate) fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// A span of code points as bytes.
pub(crate) fn byte_span(offsets: &[usize], start: usize, end: usize) -> Span {
    let last = offsets.len() - 1;
    Span::new(offsets[start.min(last)], offsets[end.min(last)])
}
