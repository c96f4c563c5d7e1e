//! The flags that people type, and the checked configuration that they become.

use super::formats::{Format, Sequence};
use super::inputs::{Place, place};
use crate::input::MAX_BYTES;
use crate::input::jsonl::Keys;
use crate::input::walk::Filter;
use crate::model;
use crate::output::json::Selection;
use crate::output::tables::Table;
use crate::output::term::Look;
use crate::output::{SCHEMA, SCHEMA_VERSION};
use crate::pipeline::{Options, Wanted};
use clap::builder::{PossibleValue, StyledStr};
use clap::error::{Error, ErrorKind};
use clap::{ColorChoice, CommandFactory, Parser, ValueEnum};
use jiff::civil::Date;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::thread::available_parallelism;

/// What the command is asked to do.
pub(super) enum Request {
    /// Read documents and print them.
    Run(Box<Config>),
    /// Print this.
    Print(&'static str),
    /// Say how it is used, since nothing was asked.
    Help(StyledStr),
}

/// What is to be read and how it is to be printed; every combination makes sense.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each switches one thing")]
pub(super) struct Config {
    pub(super) paths: Vec<Place>,
    pub(super) files_from: Option<Place>,
    /// The list of files is separated by NUL bytes.
    pub(super) nul: bool,
    pub(super) filter: Filter,
    pub(super) input_format: InputFormat,
    pub(super) keys: Keys,
    pub(super) max_bytes: u64,
    pub(super) options: Options,
    pub(super) selection: Selection,
    pub(super) min_confidence: Option<f64>,
    pub(super) top: Option<usize>,
    pub(super) format: Format,
    /// Which table, where the form is one.
    pub(super) table: Table,
    /// Count over all documents instead of printing each.
    pub(super) summary: bool,
    /// How the article is to look in a terminal.
    pub(super) look: Look,
    /// Several documents go into one stream or file.
    pub(super) many_in_one: bool,
    pub(super) output: Output,
    pub(super) jobs: usize,
    pub(super) fail_fast: bool,
    pub(super) exit_zero: bool,
    pub(super) quiet: bool,
    /// Show how far it is, at a terminal.
    pub(super) progress: bool,
    /// Print a summary as JSON at the end.
    pub(super) stats: bool,
}

impl Config {
    /// The file of the output folder that belongs to all its files: the index of pages, the types of annotations.
    pub(super) fn common(&self) -> Option<PathBuf> {
        match (&self.output, self.format) {
            (Output::Folder { path, .. }, Format::Html) => Some(path.join("index.html")),
            (Output::Folder { path, .. }, Format::Brat) => Some(path.join("annotation.conf")),
            _ => None,
        }
    }
}

/// Where the documents go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// All to standard output.
    Stdout,
    /// All to one file.
    File(PathBuf),
    /// Each input's to a file of its own in a folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// Leave out the inputs whose file is there.
        no_clobber: bool,
    },
}

/// The form of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum InputFormat {
    /// Each file is one article.
    #[value(name = "text")]
    Text,
    /// Each line is a JSON object that holds an article.
    #[value(name = "jsonl")]
    JsonLines,
}

/// The parts of the document that `--only` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Source,
    Headline,
    Kicker,
    Standfirst,
    Byline,
    Dateline,
    Published,
    Updated,
    Date,
    Paragraphs,
    Entities,
    Values,
    Quotes,
    Claims,
    Warnings,
    Error,
}

/// The versions of the program, of the form of its documents and of its models.
static VERSIONS: LazyLock<String> = LazyLock::new(|| {
    let mut text = format!("{}\nschema {SCHEMA_VERSION}", env!("CARGO_PKG_VERSION"));
    for (name, version) in model::versions() {
        let _ = write!(text, "\nmodel {name} {version}");
    }
    text
});

const EXAMPLES: &str = "\
Examples:
  newsparse article.txt                      one article, indented JSON
  newsparse article.txt | jq -r '.quotes[] | [.speaker.name, .text] | @tsv'
  newsparse articles/ > articles.jsonl       every .txt in a folder, one document a line
  newsparse articles/ --output-dir parsed/   a .json for each (--no-clobber goes on after a stop)
  newsparse --format cards --top 5 article.txt   the claims most worth checking, each to stand alone
  pdftotext report.pdf - | newsparse         text from another program
  newsparse --input-format jsonl < crawl.jsonl";

const EXIT_CODES: &str = "\
Exit codes:
  0  all documents were read, also when nothing was found in them
  1  some could not be read: each has a line on stderr and, in JSON Lines, a document with \"error\"
  2  wrong usage, or nothing could be read at all

Offsets count Unicode code points of the text and are half-open. --print-schema describes every field.";

/// Reads the raw text of a news article and prints its structure, entities, quotes and claims as JSON.
#[derive(Debug, Parser)]
#[command(
    version,
    bin_name = "newsparse",
    long_version = VERSIONS.as_str(),
    before_help = EXAMPLES,
    after_long_help = EXIT_CODES,
    help_template = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}",
    max_term_width = 110
)]
#[expect(clippy::struct_excessive_bools, reason = "one for each flag that takes no value")]
struct Arguments {
    /// Files or folders to read; `-` is standard input
    ///
    /// Folders are walked for *.txt and *.text, in byte order of the names within each folder. A file that is named is
    /// always read. With no path, what is piped in is read.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Form of the input: text, or jsonl for one JSON object a line
    ///
    /// Text is in UTF-8, UTF-16 or Windows-1252. Each line of JSON Lines gives exactly one line of output; its id and its
    /// other keys pass through to `source.id` and `source.meta`. A blank or bad line gives a document with "error".
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = "Input")]
    input_format: InputFormat,

    /// Key that holds the text in JSON Lines input [default: text]
    #[arg(long, value_name = "KEY", help_heading = "Input")]
    text_key: Option<String>,

    /// Key that holds the id in JSON Lines input [default: id]
    #[arg(long, value_name = "KEY", help_heading = "Input")]
    id_key: Option<String>,

    /// Endings of the files to read in folders [default: txt,text; jsonl,ndjson with --input-format jsonl]
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Input")]
    ext: Vec<String>,

    /// Read hidden files and folders in folders, too
    #[arg(long, help_heading = "Input")]
    hidden: bool,

    /// Follow symbolic links in folders
    #[arg(long, help_heading = "Input")]
    follow: bool,

    /// Read the paths that FILE lists, one a line; `-` is standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    files_from: Option<PathBuf>,

    /// The list of --files-from is separated by NUL bytes, as find -print0 writes it
    #[arg(short = '0', requires = "files_from", help_heading = "Input")]
    null: bool,

    /// Largest file or line to read, in bytes
    #[arg(long, value_name = "N", default_value_t = MAX_BYTES, help_heading = "Input")]
    max_bytes: u64,

    /// Day that relative dates count from where the article gives none (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", help_heading = "Input")]
    reference_date: Option<Date>,

    /// Leave out the parts that LIST does not name: entities, values, quotes, claims, warnings
    ///
    /// A comma-separated list of names of the document's top level, as in --only headline,quotes. The parts from
    /// `headline` to `paragraphs`, `source` and `error` are always there; records that are left out keep their ids.
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true, help_heading = "Output")]
    only: Vec<Part>,

    /// Leave out quotes of less confidence than X (0 to 1), and what refers to them
    ///
    /// Quotes said within such a quote and claims made in one go with it. Ids are those of what is left.
    #[arg(long, value_name = "X", value_parser = zero_to_one, help_heading = "Output")]
    min_confidence: Option<f64>,

    /// Keep only the N claims most worth checking, in order of appearance
    #[arg(long, value_name = "N", help_heading = "Output")]
    top: Option<usize>,

    /// Put the text that offsets count in into `source.text`
    #[arg(long, help_heading = "Output")]
    include_text: bool,

    /// Say of each quote why it has its speaker: the cue, its source, and whom that stands for (`explanation`)
    #[arg(long, help_heading = "Output")]
    explain: bool,

    /// Form of the output: json (indented), jsonl (one document a line) or cards (claims, for people)
    ///
    /// json is for one document, and the default there. Several paths, a folder, a list or JSON Lines input give jsonl. cards prints each
    /// claim so that it stands alone, the most worth checking first: pronouns, names and relative dates resolved in brackets, then claimant,
    /// hedges, numbers in normal form, names and place.
    #[arg(long, value_name = "FORMAT", hide_possible_values = true, help_heading = "Output")]
    format: Option<Format>,

    /// Table of the csv (or tsv): articles, paragraphs, entities, mentions, values, quotes or claims
    ///
    /// The first line names the columns; ids and offsets are those of the JSON. The column `article` has the id of the input line, else the
    /// path (with `:LINE` in JSON Lines), to join tables by. Text that a spreadsheet would run as a formula has an apostrophe before it.
    #[arg(long, value_name = "TABLE", hide_possible_values = true, help_heading = "Output")]
    table: Option<Table>,

    /// Columns of --format term [default: those of the terminal, at most 100; else COLUMNS, else 80]
    #[arg(long, value_name = "N", help_heading = "Output")]
    width: Option<NonZeroUsize>,

    /// Colours of --format term: auto (at a terminal, unless `NO_COLOR` is set or TERM is dumb), always or never
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true, help_heading = "Output")]
    color: ColorChoice,

    /// Count over all articles: who is quoted, who is mentioned, what is claimed; tables, or JSON with --format json
    ///
    /// Quotes and their words by source, named and not; the most quoted; the most mentioned people, organisations and places; claims by how
    /// much they are worth checking. People are joined over articles by their full name. --top N sets the length of the lists.
    #[arg(long, conflicts_with_all = ["jsonl", "table", "only", "include_text", "output_dir"], help_heading = "Output")]
    summary: bool,

    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format", help_heading = "Output")]
    jsonl: bool,

    /// Write to FILE, which appears only when it is complete
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// Write each input's document to NAME.json in DIR, whose folders mirror those of the input
    ///
    /// What lies in a folder that is named keeps its place below it, a file that is named goes right into DIR, and the paths of
    /// --files-from keep their folders. The ending (--ext) gives way to .json; with --input-format jsonl, each file gives one file
    /// NAME.jsonl. Every file appears only when it is complete, and none for what can't be read. Two inputs that would
    /// write one file are an error before anything is written.
    #[arg(long, value_name = "DIR", conflicts_with = "output", help_heading = "Output")]
    output_dir: Option<PathBuf>,

    /// Leave out inputs whose file is in the --output-dir already: goes on where an earlier run stopped
    #[arg(long, requires = "output_dir", help_heading = "Output")]
    no_clobber: bool,

    /// Documents to work on side by side [default: the number of processors]
    #[arg(short, long, value_name = "N", help_heading = "Running")]
    jobs: Option<NonZeroUsize>,

    /// Stop at the first document that can't be read
    #[arg(long, help_heading = "Running")]
    fail_fast: bool,

    /// Exit with 0 also when documents could not be read
    #[arg(long, help_heading = "Running")]
    exit_zero: bool,

    /// Say nothing on stderr about documents that can't be read, and show no progress
    #[arg(short, long, help_heading = "Running")]
    quiet: bool,

    /// Show no progress at a terminal
    #[arg(long, help_heading = "Running")]
    no_progress: bool,

    /// Print a summary as one line of JSON on stderr at the end: documents, failures, time, what was found
    #[arg(long, help_heading = "Running")]
    stats: bool,

    /// Print the JSON Schema of the document
    #[arg(long, help_heading = "Running")]
    print_schema: bool,
}

/// Columns of the terminal that is written to; lines that are much longer are hard to read.
fn terminal_width() -> usize {
    /// The longest line by itself.
    const LONGEST: usize = 100;
    /// Where nothing is known.
    const USUAL: usize = 80;
    if let Some((terminal_size::Width(width), _)) = terminal_size::terminal_size_of(io::stdout()) {
        return usize::from(width).min(LONGEST);
    }
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    columns.filter(|&columns| columns > 0).unwrap_or(USUAL)
}

/// Whether there is to be colour. See <https://no-color.org>.
fn with_color(choice: ColorChoice, output: &Output) -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let is_dumb = std::env::var_os("TERM").is_some_and(|name| name == "dumb");
            *output == Output::Stdout && io::stdout().is_terminal() && !is_dumb && !is_set("NO_COLOR")
        }
    }
}

impl ValueEnum for Table {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

fn zero_to_one(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
    }
}

/// Reads and checks the arguments; help and version come as errors that print themselves.
pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let arguments = Arguments::try_parse_from(arguments)?;
    if arguments.print_schema {
        return Ok(Request::Print(SCHEMA));
    }
    if arguments.paths.is_empty() && arguments.files_from.is_none() && io::stdin().is_terminal() {
        return Ok(Request::Help(Arguments::command().render_help()));
    }
    arguments.config().map(|config| Request::Run(Box::new(config)))
}

fn usage(message: &str) -> Error {
    Arguments::command().error(ErrorKind::ArgumentConflict, message)
}

impl Arguments {
    fn config(self) -> Result<Config, Error> {
        let lines = self.input_format == InputFormat::JsonLines;
        if !lines && (self.text_key.is_some() || self.id_key.is_some()) {
            return Err(usage("--text-key and --id-key need --input-format jsonl"));
        }
        let many = self.has_many();
        let many_in_one = if self.output_dir.is_some() { lines } else { many };
        let format = self.output_format(many_in_one)?;
        let table = self.table.unwrap_or(Table::Articles);
        let selection = if format.is_table() { table.selection() } else { self.selection() };
        let keys = Keys::default();
        let keys = Keys { text: self.text_key.unwrap_or(keys.text), id: self.id_key.unwrap_or(keys.id) };
        if keys.text == keys.id {
            return Err(usage("--text-key and --id-key name the same key"));
        }
        let files_from = self.files_from.map(place);
        let mut paths: Vec<Place> = self.paths.into_iter().map(place).collect();
        if paths.is_empty() && files_from.is_none() {
            paths.push(Place::Stdin);
        }
        if paths.iter().chain(&files_from).filter(|place| **place == Place::Stdin).count() > 1 {
            return Err(usage("standard input (-) can be read only once"));
        }
        let endings: &[&str] = if lines { &["jsonl", "ndjson"] } else { &["txt", "text"] };
        let except = self.output_dir.as_deref().or(self.output.as_deref()).and_then(|path| path.canonicalize().ok());
        let extensions = if self.ext.is_empty() {
            endings.iter().map(|&ending| ending.to_owned()).collect()
        } else {
            self.ext.iter().map(|ending| ending.trim_start_matches('.').to_owned()).collect()
        };
        // One document is worked on where it is, without a thread.
        let jobs = self.jobs.or_else(|| available_parallelism().ok()).filter(|_| many).map_or(1, NonZeroUsize::get);
        let output = match (self.output, self.output_dir) {
            (_, Some(_)) if paths.contains(&Place::Stdin) => {
                return Err(usage(
                    "--output-dir names files after their inputs, and standard input has no name: use -o",
                ));
            }
            (_, Some(path)) => Output::Folder { path, no_clobber: self.no_clobber },
            (Some(path), None) if paths.iter().any(|place| place.is_file_at(&path)) => {
                return Err(usage("-o would write over an input"));
            }
            (Some(path), None) => Output::File(path),
            (None, None) => Output::Stdout,
        };
        let look = Look {
            width: self.width.map_or_else(terminal_width, NonZeroUsize::get),
            color: with_color(self.color, &output),
        };
        Ok(Config {
            paths,
            files_from,
            nul: self.null,
            filter: Filter { extensions, hidden: self.hidden, follow: self.follow, except },
            input_format: self.input_format,
            keys,
            max_bytes: self.max_bytes,
            options: Options { reference_date: self.reference_date, wanted: wanted(selection), explain: self.explain },
            selection,
            min_confidence: self.min_confidence,
            top: self.top,
            format,
            table,
            summary: self.summary,
            look,
            many_in_one,
            output,
            jobs,
            fail_fast: self.fail_fast,
            exit_zero: self.exit_zero,
            quiet: self.quiet,
            progress: many && !self.quiet && !self.no_progress,
            stats: self.stats,
        })
    }

    /// Whether there may be more than one document.
    fn has_many(&self) -> bool {
        self.paths.len() > 1
            || self.files_from.is_some()
            || self.input_format == InputFormat::JsonLines
            || self.paths.iter().any(|path| path.is_dir())
    }

    /// The form that is asked for, or the usual one; and whether it fits what else is asked for.
    fn output_format(&self, many_in_one: bool) -> Result<Format, Error> {
        let format = match self.format {
            None if self.summary => return Ok(Format::Terminal),
            Some(format) if self.summary => {
                return match format {
                    Format::Terminal | Format::Json => Ok(format),
                    _ => Err(usage("--summary prints tables (--format term) or JSON (--format json)")),
                };
            }
            Some(format) => format,
            None if self.table.is_some() => Format::Csv,
            None if many_in_one || self.jsonl => Format::JsonLines,
            None => Format::Json,
        };
        let name = format.name();
        if many_in_one && format.sequence() == Sequence::Single {
            return Err(usage(&match format {
                Format::Json => "--format json prints one document: use --format jsonl for several".to_owned(),
                _ if self.output_dir.is_none() && self.input_format == InputFormat::Text => {
                    format!("--format {name} makes a file for each article: use --output-dir DIR for several")
                }
                _ => format!("--format {name} makes a file for each article, which lines of JSON Lines can't have"),
            }));
        }
        if !format.is_document() && (!self.only.is_empty() || self.include_text) {
            let message = format!("--only and --include-text choose parts of the JSON: --format {name} has none");
            return Err(usage(&message));
        }
        match (format.is_table(), self.table) {
            (true, None) => {
                let names = Table::ALL.map(Table::name).join(", ");
                Err(usage(&format!("--format {name} prints a table: --table names which ({names})")))
            }
            (false, Some(_)) => Err(usage("--table needs --format csv or --format tsv")),
            _ => Ok(format),
        }
    }

    fn selection(&self) -> Selection {
        let has = |part| self.only.is_empty() || self.only.contains(&part);
        Selection {
            text: self.include_text,
            entities: has(Part::Entities),
            values: has(Part::Values),
            quotes: has(Part::Quotes),
            claims: has(Part::Claims),
            warnings: has(Part::Warnings),
        }
    }
}

fn wanted(selection: Selection) -> Wanted {
    let Selection { entities, values, quotes, claims, .. } = selection;
    Wanted { entities, values, quotes, claims }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flags_are_well_formed() {
        Arguments::command().debug_assert();
    }
}
