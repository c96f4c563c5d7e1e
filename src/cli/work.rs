//! One item to the bytes that are printed for it.

use super::args::Config;
use super::inputs::{Input, Item, Place, Unread};
use super::parallel::Size;
use super::print;
use super::stats::Counts;
use crate::document::Analysis;
use crate::input::jsonl::{self, Line, Record};
use crate::input::{ErrorKind, ReadError, Text, decode};
use crate::output::json::{ErrorRecord, Source};
use crate::output::summary::Summary;
use crate::pipeline;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What became of an item.
#[derive(Debug)]
pub(super) struct Done {
    /// To be written.
    pub(super) bytes: Vec<u8>,
    /// To be written to a second file, where the form has one.
    pub(super) beside: Option<Vec<u8>>,
    /// To be added to what is counted over all documents.
    pub(super) summary: Option<Box<Summary>>,
    /// Where to.
    pub(super) target: Target,
    pub(super) outcome: Outcome,
    /// What is behind with it: one file, or so many bytes of lines.
    pub(super) units: u64,
}

/// What an item was.
#[derive(Debug)]
pub(super) enum Outcome {
    /// A document that was read.
    Read(Box<Counts>),
    /// One that could not be, and what to say on stderr.
    Failed { message: String, kind: ErrorKind },
    /// One that an earlier run had done.
    Skipped,
    /// No document.
    End,
}

/// Where an item's output goes, and whether more follows.
#[derive(Debug)]
pub(super) enum Target {
    /// Where all output goes, or nowhere.
    Common,
    /// A whole file.
    File(Input),
    /// A file that is there already.
    Kept(Input),
    /// A line of a file.
    Line(Arc<Input>),
    /// A file is complete, or is given up.
    End(Arc<Input>, Result<(), Unread>),
}

impl Size for Done {
    fn size(&self) -> usize {
        self.bytes.capacity() + self.beside.as_ref().map_or(0, Vec::capacity)
    }
}

/// Reads, analyzes and formats one document.
pub(super) fn work(item: Item, config: &Config) -> Done {
    match item {
        Item::Text(input) => {
            let text = input.place.read(config.max_bytes).and_then(decode::decode);
            let Printed { mut bytes, beside, summary, outcome } =
                document(&input.place, None, Source::default(), text, config);
            // There is no file for what could not be read.
            let is_read = matches!(outcome, Outcome::Read(_));
            let target = if input.target.is_some() && is_read { Target::File(input) } else { Target::Common };
            if matches!(target, Target::File(_)) {
                bytes.splice(0..0, print::head(config));
            }
            Done { bytes, beside, summary, target, outcome, units: 1 }
        }
        Item::Failed(place, error) => {
            let Printed { bytes, beside, summary, outcome } =
                document(&place, None, Source::default(), Err(error), config);
            Done { bytes, beside, summary, target: Target::Common, outcome, units: 1 }
        }
        Item::Line(input, Line { number, length, bytes }) => {
            let record = match bytes {
                Ok(bytes) => jsonl::read(bytes, &config.keys),
                Err(error) => Record { id: None, meta: Vec::new(), text: Err(error) },
            };
            let meta = (!record.meta.is_empty()).then_some(record.meta);
            let source = Source { id: record.id, meta, ..Source::default() };
            let Printed { mut bytes, beside, summary, outcome } =
                document(&input.place, Some(number), source, record.text, config);
            let target = if input.target.is_some() { Target::Line(input) } else { Target::Common };
            if number == 1 && matches!(target, Target::Line(_)) {
                bytes.splice(0..0, print::head(config));
            }
            Done { bytes, beside, summary, target, outcome, units: length }
        }
        Item::End(input, end) => Done {
            bytes: Vec::new(),
            beside: None,
            summary: None,
            target: Target::End(input, end),
            outcome: Outcome::End,
            units: 0,
        },
        Item::Skipped(input, units) => Done {
            bytes: Vec::new(),
            beside: None,
            summary: None,
            target: Target::Kept(input),
            outcome: Outcome::Skipped,
            units,
        },
    }
}

/// A document in the form that was asked for.
struct Printed {
    bytes: Vec<u8>,
    beside: Option<Vec<u8>>,
    summary: Option<Box<Summary>>,
    outcome: Outcome,
}

/// The document of a text, or of an error where there is none.
fn document(
    place: &Place,
    line: Option<u64>,
    source: Source,
    text: Result<Text, ReadError>,
    config: &Config,
) -> Printed {
    let mut source = Source { path: place.path(), line, ..source };
    let document = text.and_then(|text| {
        source.encoding = Some(text.encoding);
        // A fault met in one document must not take the others with it.
        catch_unwind(AssertUnwindSafe(|| {
            let analysis = analyze(text, config);
            if config.summary {
                let summary = Some(Box::new(Summary::of(&analysis, &source)));
                let outcome = Outcome::Read(Box::new(Counts::of(&analysis)));
                return Printed { bytes: Vec::new(), beside: None, summary, outcome };
            }
            Printed {
                bytes: print::document(&analysis, &source, config),
                beside: print::beside(&analysis, config),
                summary: None,
                outcome: Outcome::Read(Box::new(Counts::of(&analysis))),
            }
        }))
        .map_err(|_| {
            ReadError::new(ErrorKind::Internal, "the program failed on this document").hint("please report it")
        })
    });
    match document {
        Ok(document) => document,
        Err(error) => {
            let said = match line {
                Some(line) => format!("{}: line {line}: {error}", place.name()),
                None => format!("{}: {error}", place.name()),
            };
            let record = ErrorRecord { kind: error.kind.as_str(), message: error.to_string(), line };
            let summary = config.summary.then(|| Box::new(Summary::failure()));
            let bytes = if config.summary { Vec::new() } else { print::error(&record, &source, config) };
            Printed { bytes, beside: None, summary, outcome: Outcome::Failed { message: said, kind: error.kind } }
        }
    }
}

fn analyze(text: Text, config: &Config) -> Analysis {
    let mut analysis = pipeline::analyze(&text.text, &config.options);
    analysis.document.warnings.splice(0..0, text.warnings);
    if let Some(confidence) = config.min_confidence {
        analysis.keep_confident_quotes(confidence);
    }
    if let Some(count) = config.top.filter(|_| !config.summary) {
        analysis.keep_top_claims(count);
    }
    analysis
}
