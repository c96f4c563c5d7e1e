//! Items to the bytes that are printed for them.

use super::args::Config;
use super::inputs::{Input, Item, Place, Unread};
use super::parallel::{Results, Size};
use super::print;
use super::stats::Counts;
use crate::document::Analysis;
use crate::input::jsonl::{self, Line, Record};
use crate::input::{ErrorKind, ReadError, Text, decode};
use crate::output::json::{ErrorRecord, Source};
use crate::output::summary::Summary;
use crate::pipeline::{self, Stage};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Bytes of text that go through the stages together. Each stage then finds its tables in the processor's cache for many articles; with
/// more, the articles themselves would fill it. A document of this size or more goes alone.
const TOGETHER: usize = 128 * 1024;

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

/// Reads, analyzes and formats documents.
pub(super) fn work(items: Vec<Item>, config: &Config, results: Results<'_, Done>) -> ControlFlow<()> {
    let mut together = Vec::new();
    let mut bytes = 0;
    for item in items {
        let opened = open(item, config);
        let own = opened.text_bytes();
        if bytes + own > TOGETHER {
            finish(std::mem::take(&mut together), config, results)?;
            bytes = 0;
        }
        bytes += own;
        together.push(opened);
    }
    finish(together, config, results)
}

/// An item whose text was read.
enum Opened {
    Document(Box<Reading>),
    /// One without a document.
    Other(Done),
}

impl Opened {
    fn text_bytes(&self) -> usize {
        match self {
            Self::Document(reading) => reading.text.as_ref().map_or(0, |text| text.text.len()),
            Self::Other(_) => 0,
        }
    }
}

/// A document to be, or why there is none.
struct Reading {
    from: From,
    source: Source,
    text: Result<Text, ReadError>,
}

/// What a document is read from.
enum From {
    File(Input),
    /// Nothing could be read there.
    Nowhere(Place),
    Line {
        input: Arc<Input>,
        number: u64,
        length: u64,
    },
}

impl From {
    fn place(&self) -> &Place {
        match self {
            Self::File(input) => &input.place,
            Self::Nowhere(place) => place,
            Self::Line { input, .. } => &input.place,
        }
    }

    fn line(&self) -> Option<u64> {
        match self {
            Self::Line { number, .. } => Some(*number),
            Self::File(_) | Self::Nowhere(_) => None,
        }
    }
}

fn open(item: Item, config: &Config) -> Opened {
    let other = |target, outcome, units| {
        Opened::Other(Done { bytes: Vec::new(), beside: None, summary: None, target, outcome, units })
    };
    let (from, source, text) = match item {
        Item::Text(input) => {
            let text = input.place.read(config.max_bytes).and_then(decode::decode);
            (From::File(input), Source::default(), text)
        }
        Item::Failed(place, error) => (From::Nowhere(place), Source::default(), Err(error)),
        Item::Line(input, Line { number, length, bytes }) => {
            let record = match bytes {
                Ok(bytes) => jsonl::read(bytes, &config.keys),
                Err(error) => Record { id: None, meta: Vec::new(), text: Err(error) },
            };
            let meta = (!record.meta.is_empty()).then_some(record.meta);
            (From::Line { input, number, length }, Source { id: record.id, meta, ..Source::default() }, record.text)
        }
        Item::End(input, end) => return other(Target::End(input, end), Outcome::End, 0),
        Item::Skipped(input, units) => return other(Target::Kept(input), Outcome::Skipped, units),
    };
    let encoding = text.as_ref().ok().map(|text| text.encoding);
    let source = Source { path: from.place().path(), line: from.line(), encoding, ..source };
    Opened::Document(Box::new(Reading { from, source, text }))
}

/// Leads documents through the stages together, and prints one after the other.
fn finish(opened: Vec<Opened>, config: &Config, results: Results<'_, Done>) -> ControlFlow<()> {
    let mut begun: Vec<Begun> = opened.into_iter().map(|opened| begin(opened, config)).collect();
    for stage in Stage::ALL {
        for begun in &mut begun {
            if let Begun::Document(_, _, result) = begun
                && let Ok(analysis) = &mut **result
                && let Err(error) = guarded(|| stage.add(analysis, &config.options))
            {
                **result = Err(error);
            }
        }
    }
    begun.into_iter().try_for_each(|begun| {
        results(match begun {
            Begun::Document(from, source, analysis) => print(from, &source, *analysis, config),
            Begun::Other(done) => done,
        })
    })
}

/// An item on its way through the stages.
enum Begun {
    Document(From, Source, Box<Result<Analysis, ReadError>>),
    Other(Done),
}

fn begin(opened: Opened, config: &Config) -> Begun {
    let Reading { from, source, text } = match opened {
        Opened::Document(reading) => *reading,
        Opened::Other(done) => return Begun::Other(done),
    };
    let analysis = text.and_then(|text| {
        guarded(|| {
            let mut analysis = pipeline::begin(&text.text, &config.options);
            analysis.document.warnings.splice(0..0, text.warnings);
            analysis
        })
    });
    Begun::Document(from, source, Box::new(analysis))
}

/// Does something for one document; a fault that is met must not take the others with it.
fn guarded<R>(act: impl FnOnce() -> R) -> Result<R, ReadError> {
    catch_unwind(AssertUnwindSafe(act)).map_err(|_| {
        ReadError::new(ErrorKind::Internal, "the program failed on this document").hint("please report it")
    })
}

/// A document in the form that was asked for.
struct Printed {
    bytes: Vec<u8>,
    beside: Option<Vec<u8>>,
    summary: Option<Box<Summary>>,
    outcome: Outcome,
}

fn print(from: From, source: &Source, analysis: Result<Analysis, ReadError>, config: &Config) -> Done {
    let printed = analysis.and_then(|analysis| guarded(|| document(analysis, source, config)));
    let Printed { mut bytes, beside, summary, outcome } =
        printed.unwrap_or_else(|error| failure(&from, source, &error, config));
    let is_read = matches!(outcome, Outcome::Read(_));
    let (target, begins, units) = match from {
        // There is no file for what could not be read.
        From::File(input) if input.target.is_some() && is_read => (Target::File(input), true, 1),
        From::File(_) | From::Nowhere(_) => (Target::Common, false, 1),
        From::Line { input, number, length } if input.target.is_some() => (Target::Line(input), number == 1, length),
        From::Line { length, .. } => (Target::Common, false, length),
    };
    if begins {
        bytes.splice(0..0, print::head(config));
    }
    Done { bytes, beside, summary, target, outcome, units }
}

/// The document of an article.
fn document(mut analysis: Analysis, source: &Source, config: &Config) -> Printed {
    if let Some(confidence) = config.min_confidence {
        analysis.keep_confident_quotes(confidence);
    }
    if let Some(count) = config.top.filter(|_| !config.summary) {
        analysis.keep_top_claims(count);
    }
    let outcome = Outcome::Read(Box::new(Counts::of(&analysis)));
    if config.summary {
        let summary = Some(Box::new(Summary::of(&analysis, source)));
        return Printed { bytes: Vec::new(), beside: None, summary, outcome };
    }
    let bytes = print::document(&analysis, source, config);
    Printed { bytes, beside: print::beside(&analysis, config), summary: None, outcome }
}

/// The document of an error.
fn failure(from: &From, source: &Source, error: &ReadError, config: &Config) -> Printed {
    let (name, line) = (from.place().name(), from.line());
    let message = match line {
        Some(line) => format!("{name}: line {line}: {error}"),
        None => format!("{name}: {error}"),
    };
    let record = ErrorRecord { kind: error.kind.as_str(), message: error.to_string(), line };
    let summary = config.summary.then(|| Box::new(Summary::failure()));
    let bytes = if config.summary { Vec::new() } else { print::error(&record, source, config) };
    Printed { bytes, beside: None, summary, outcome: Outcome::Failed { message, kind: error.kind } }
}
