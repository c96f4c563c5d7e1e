//! The flags that people type, and what is said about them: help, completions for shells, the manual.

use super::args::InputFormat;
use super::formats::Format;
use crate::input::MAX_BYTES;
use crate::model;
use crate::output::SCHEMA_VERSION;
use crate::output::tables::Table;
use clap::builder::PossibleValue;
use clap::{ColorChoice, CommandFactory, Parser, ValueEnum, ValueHint};
use clap_complete::Shell;
use jiff::civil::Date;
use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The parts of the document that `--only` knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
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
  newsparse article.txt                             indented JSON
  newsparse article.txt --format term               the article marked up, to read
  newsparse articles/ > articles.jsonl              a folder: one document a line
  newsparse articles/ --table quotes > quotes.csv   for spreadsheets and databases
  newsparse articles/ --summary                     who is quoted, and how often";

const MORE_EXAMPLES: &str = "\
Examples:
  newsparse article.txt                             one article, indented JSON
  newsparse article.txt | jq -r '.quotes[] | [.speaker.name, .text] | @tsv'
  pdftotext report.pdf - | newsparse                text from another program

  newsparse article.txt --format term               the article marked up, to read
  newsparse article.txt --format html -o page.html  the same as a page for a browser
  newsparse article.txt --format cards --top 5      the claims most worth checking

  newsparse articles/ > articles.jsonl              a folder: one document a line
  newsparse articles/ --output-dir parsed/          a file for each (--no-clobber goes on)
  newsparse articles/ --format html --output-dir site/   a page for each, and an index
  newsparse --input-format jsonl < crawl.jsonl      a document for each line of a stream

  newsparse articles/ --table quotes > quotes.csv   for spreadsheets and databases
  newsparse articles/ --summary                     who is quoted, and how often
  newsparse articles/ --format spacy > docs.jsonl   for other programs";

const EXIT_CODES: &str = "\
Exit codes:
  0  all documents were read, also when nothing was found in them
  1  some could not be read: each has a line on stderr and, in JSON Lines, a document with \"error\"
  2  wrong usage, or nothing could be read at all

Offsets count Unicode code points of the text and are half-open. --print-schema describes every field.";

const FORMAT: &str = "Form of the output";
const CONTENT: &str = "What is printed";
const PLACE: &str = "Where it goes";
const INPUT: &str = "Input";
const RUNNING: &str = "Running";
const ABOUT: &str = "About the program";

/// Reads the raw text of a news article and prints its structure, entities, quotes and claims as JSON.
#[derive(Debug, Parser)]
#[command(
    version,
    bin_name = "newsparse",
    long_version = VERSIONS.as_str(),
    before_help = EXAMPLES,
    before_long_help = MORE_EXAMPLES,
    after_help = "--help describes these and the other flags.",
    after_long_help = EXIT_CODES,
    help_template = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}",
    disable_help_flag = true,
    disable_version_flag = true,
    max_term_width = 110
)]
#[expect(clippy::struct_excessive_bools, reason = "one for each flag that takes no value")]
pub(super) struct Arguments {
    /// Files or folders to read; `-` is standard input
    ///
    /// Folders are walked for *.txt and *.text, in byte order of the names within each folder. A file that is named is
    /// always read. With no path, what is piped in is read.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,

    /// Form of the output [default: json; jsonl for several documents]
    ///
    /// Several documents in one stream (several paths, a folder, a list, JSON Lines input) need a form that can hold them: jsonl, term, cards,
    /// csv and tsv print one after the other; jsonld, ninjs, webanno and spacy print one a line; json, html and brat hold one, and several
    /// need --output-dir. A document that can't be read has a line on stderr; jsonl has an error document in its place, the table of articles
    /// a line, the others nothing. --only and --include-text are for json and jsonl alone.
    #[arg(long, value_name = "FORMAT", help_heading = FORMAT)]
    pub(super) format: Option<Format>,

    /// The same as --format jsonl
    #[arg(long, conflicts_with = "format", hide_short_help = true, help_heading = FORMAT)]
    pub(super) jsonl: bool,

    /// Table of --format csv or tsv; alone it means csv
    ///
    /// The first line names the columns; ids and offsets are those of the JSON. The column `article` has the id of the input line, else the
    /// path (with `:LINE` in JSON Lines), to join tables by. Text that a spreadsheet would run as a formula has an apostrophe before it.
    #[arg(long, value_name = "TABLE", help_heading = FORMAT)]
    pub(super) table: Option<Table>,

    /// Count over all articles instead: who is quoted, who is mentioned, what is claimed
    ///
    /// Quotes and their words by source, named and not; the most quoted; the most mentioned people, organisations and places; claims by how
    /// much they are worth checking. People are joined over articles by their full name. Tables, or JSON with --format json; --top N sets
    /// the length of the lists.
    #[arg(long, conflicts_with_all = ["jsonl", "table", "only", "include_text", "output_dir"], help_heading = FORMAT)]
    pub(super) summary: bool,

    /// Columns of --format term and --summary [default: those of the terminal, at most 100; else COLUMNS, else 80]
    #[arg(long, value_name = "N", hide_short_help = true, help_heading = FORMAT)]
    pub(super) width: Option<NonZeroUsize>,

    /// Colours of --format term and --summary: auto, always or never
    ///
    /// auto: at a terminal, unless `NO_COLOR` is set or TERM is dumb.
    #[arg(long, value_name = "WHEN", default_value = "auto", hide_possible_values = true, hide_short_help = true, help_heading = FORMAT)]
    pub(super) color: ColorChoice,

    /// Leave out the parts that LIST does not name: entities, values, quotes, claims, warnings
    ///
    /// A comma-separated list of names of the document's top level, as in --only headline,quotes. The parts from
    /// `headline` to `paragraphs`, `source` and `error` are always there; records that are left out keep their ids.
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true, help_heading = CONTENT)]
    pub(super) only: Vec<Part>,

    /// Leave out quotes of less confidence than X (0 to 1), and what refers to them
    ///
    /// Quotes said within such a quote and claims made in one go with it. Ids are those of what is left.
    #[arg(long, value_name = "X", value_parser = zero_to_one, help_heading = CONTENT)]
    pub(super) min_confidence: Option<f64>,

    /// Keep only the N claims most worth checking, in order of appearance
    #[arg(long, value_name = "N", help_heading = CONTENT)]
    pub(super) top: Option<usize>,

    /// Put the text that offsets count in into `source.text`
    #[arg(long, help_heading = CONTENT)]
    pub(super) include_text: bool,

    /// Say of each quote why it has its speaker
    ///
    /// The cue, its source, and whom that stands for, in `explanation`.
    #[arg(long, help_heading = CONTENT)]
    pub(super) explain: bool,

    /// Write to FILE, which appears only when it is complete
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = PLACE)]
    pub(super) output: Option<PathBuf>,

    /// Write a file for each input into DIR, whose folders mirror those of the input
    ///
    /// What lies in a folder that is named keeps its place below it, a file that is named goes right into DIR, and the paths of
    /// --files-from keep their folders. The ending (--ext) gives way to that of the form: .json, .jsonl, .html, .csv, .tsv, .txt (term, cards),
    /// .jsonld, .ninjs.json, .webanno.jsonld, .spacy.json, .ann with .txt (brat); with --input-format jsonl, each file gives one file of
    /// lines. html adds index.html, brat annotation.conf. Every file appears only when it is complete, and none for what can't be read. Two
    /// inputs that would write one file are an error before anything is written.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "output", help_heading = PLACE)]
    pub(super) output_dir: Option<PathBuf>,

    /// Leave out inputs whose file is in the --output-dir already: goes on where an earlier run stopped
    #[arg(long, requires = "output_dir", hide_short_help = true, help_heading = PLACE)]
    pub(super) no_clobber: bool,

    /// Form of the input: text, or jsonl for one JSON object a line
    ///
    /// Text is in UTF-8, UTF-16 or Windows-1252. Each line of JSON Lines gives exactly one line of output; its id and its
    /// other keys pass through to `source.id` and `source.meta`. A blank or bad line gives a document with "error".
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true, help_heading = INPUT)]
    pub(super) input_format: InputFormat,

    /// Key that holds the text in JSON Lines input [default: text]
    #[arg(long, value_name = "KEY", hide_short_help = true, help_heading = INPUT)]
    pub(super) text_key: Option<String>,

    /// Key that holds the id in JSON Lines input [default: id]
    #[arg(long, value_name = "KEY", hide_short_help = true, help_heading = INPUT)]
    pub(super) id_key: Option<String>,

    /// Endings of the files to read in folders [default: txt,text; jsonl,ndjson with --input-format jsonl]
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_short_help = true, help_heading = INPUT)]
    pub(super) ext: Vec<String>,

    /// Read hidden files and folders in folders, too
    #[arg(long, hide_short_help = true, help_heading = INPUT)]
    pub(super) hidden: bool,

    /// Follow symbolic links in folders
    #[arg(long, hide_short_help = true, help_heading = INPUT)]
    pub(super) follow: bool,

    /// Read the paths that FILE lists, one a line; `-` is standard input
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = INPUT)]
    pub(super) files_from: Option<PathBuf>,

    /// The list of --files-from is separated by NUL bytes, as find -print0 writes it
    #[arg(short = '0', requires = "files_from", hide_short_help = true, help_heading = INPUT)]
    pub(super) null: bool,

    /// Largest file or line to read, in bytes
    #[arg(long, value_name = "N", default_value_t = MAX_BYTES, hide_short_help = true, help_heading = INPUT)]
    pub(super) max_bytes: u64,

    /// Day that relative dates count from where the article gives none (YYYY-MM-DD)
    #[arg(long, value_name = "DATE", help_heading = INPUT)]
    pub(super) reference_date: Option<Date>,

    /// Documents to work on side by side [default: the number of processors]
    #[arg(short, long, value_name = "N", help_heading = RUNNING)]
    pub(super) jobs: Option<NonZeroUsize>,

    /// Stop at the first document that can't be read
    #[arg(long, hide_short_help = true, help_heading = RUNNING)]
    pub(super) fail_fast: bool,

    /// Exit with 0 also when documents could not be read
    #[arg(long, hide_short_help = true, help_heading = RUNNING)]
    pub(super) exit_zero: bool,

    /// Say nothing on stderr about documents that can't be read, and show no progress
    #[arg(short, long, help_heading = RUNNING)]
    pub(super) quiet: bool,

    /// Show no progress at a terminal
    #[arg(long, hide_short_help = true, help_heading = RUNNING)]
    pub(super) no_progress: bool,

    /// Print a summary of the run as one line of JSON on stderr at the end: documents, failures, time, what was found
    #[arg(long, hide_short_help = true, help_heading = RUNNING)]
    pub(super) stats: bool,

    /// Print the JSON Schema of the document
    #[arg(long, help_heading = ABOUT)]
    pub(super) print_schema: bool,

    /// Print completions for a shell: bash, zsh, fish, powershell or elvish
    ///
    /// For example: newsparse --completions fish > ~/.config/fish/completions/newsparse.fish
    #[arg(long, value_name = "SHELL", hide_possible_values = true, hide_short_help = true, help_heading = ABOUT)]
    pub(super) completions: Option<Shell>,

    /// Print the manual page: newsparse --man | man -l -
    #[arg(long, hide_short_help = true, help_heading = ABOUT)]
    pub(super) man: bool,

    /// Print help (-h: short)
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = ABOUT)]
    help: Option<bool>,

    /// Print the versions of program, schema and models (-V: of the program)
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = ABOUT)]
    version: Option<bool>,
}

/// What a shell needs to complete the flags.
pub(super) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "newsparse", &mut script);
    script
}

/// The manual page, for roff.
pub(super) fn manual() -> Vec<u8> {
    // What the short help leaves out is in the manual.
    let manual = clap_mangen::Man::new(Arguments::command().mut_args(|argument| argument.hide_short_help(false)));
    let mut page = Vec::new();
    // Writing to memory does not fail.
    drop(manual.render_title(&mut page));
    drop(manual.render_name_section(&mut page));
    page.extend_from_slice(b".SH SYNOPSIS\n\\fBnewsparse\\fR [\\fIOPTIONS\\fR] [\\fIPATH\\fR]...\n");
    drop(manual.render_description_section(&mut page));
    drop(manual.render_options_section(&mut page));
    for (title, text) in [("EXAMPLES", MORE_EXAMPLES), ("EXIT CODES", EXIT_CODES)] {
        // Line by line as it stands, without its own title.
        let text = text.split_once('\n').map_or(text, |(_, text)| text);
        let text = text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq").replace("\n.", "\n\\&.");
        page.extend_from_slice(format!(".SH \"{title}\"\n.nf\n{text}\n.fi\n").as_bytes());
    }
    page
}

impl ValueEnum for Table {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()).help(format!("columns: {}", self.columns().join(", "))))
    }
}

fn zero_to_one(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("a number from 0 to 1 is needed".to_owned()),
    }
}
