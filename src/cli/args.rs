//! The checked configuration that the flags become.

use super::flags::{self, Arguments, Part};
use super::formats::{Format, Sequence};
use super::inputs::{Place, place};
use crate::input::jsonl::Keys;
use crate::input::walk::Filter;
use crate::output::SCHEMA;
use crate::output::json::Selection;
use crate::output::tables::Table;
use crate::output::term::Look;
use crate::pipeline::{Options, Wanted};
use clap::builder::StyledStr;
use clap::error::{Error, ErrorKind};
use clap::{ColorChoice, CommandFactory, Parser, ValueEnum};
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

/// What the command is asked to do.
pub(super) enum Request {
    /// Read documents and print them.
    Run(Box<Config>),
    /// Print this.
    Print(Vec<u8>),
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

/// Reads and checks the arguments; help and version come as errors that print themselves.
pub(super) fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Request, Error> {
    let arguments = Arguments::try_parse_from(arguments)?;
    if arguments.print_schema {
        return Ok(Request::Print(SCHEMA.as_bytes().to_vec()));
    }
    if let Some(shell) = arguments.completions {
        return Ok(Request::Print(flags::completions(shell)));
    }
    if arguments.man {
        return Ok(Request::Print(flags::manual()));
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
