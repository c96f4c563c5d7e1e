//! The command `newsparse`.
//!
//! One way through: the flags people type become a checked [`Config`], what it names a plan of what is read and where it goes
//! ([`targets`]), that a stream of items ([`inputs`]), items become the bytes to print ([`work`], [`mod@print`]), side by side but printed
//! in order ([`parallel`]), to a [`Sink`]. A document that can't be read is an error document and a line on stderr
//! ([`progress`]), and the rest go on.

mod args;
mod flags;
mod formats;
mod inputs;
mod interrupt;
mod parallel;
mod print;
mod progress;
mod sink;
mod stats;
mod targets;
mod temporary;
mod work;

use crate::input::{ErrorKind, ReadError};
use crate::output::brat;
use crate::output::html::{self, Entry};
use crate::output::summary::Summary;
use args::{Config, Output, Request};
use clap::error::ErrorKind as UsageErrorKind;
use formats::Format;
use inputs::shown;
use progress::Progress;
use sink::Sink;
use stats::Stats;
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use work::{Done, Outcome, Target};

/// Everything went well, also when nothing was found.
const GOOD: u8 = 0;
/// Some documents could not be read.
const SOME_FAILED: u8 = 1;
/// Wrong usage, or nothing could be read at all, or nothing written.
const FAILED: u8 = 2;

/// Runs the command with the process's arguments and streams.
pub fn run() -> ExitCode {
    ExitCode::from(match args::parse(std::env::args_os()) {
        Ok(Request::Run(config)) => documents(*config),
        Ok(Request::Print(text)) => match Sink::stdout().write(&text, None) {
            Ok(()) => GOOD,
            Err(error) => ended("standard output", error, say),
        },
        Ok(Request::Help(text)) => {
            drop(write!(io::stderr(), "{text}"));
            FAILED
        }
        // Help and version come as errors, too.
        Err(error) => {
            drop(error.print());
            match error.kind() {
                UsageErrorKind::DisplayHelp | UsageErrorKind::DisplayVersion => GOOD,
                _ => FAILED,
            }
        }
    })
}

/// Reads and prints all documents; the exit code.
fn documents(config: Config) -> u8 {
    interrupt::listen();
    let planned = match targets::plan(&config) {
        Ok(planned) => planned,
        Err(message) => {
            say(&message);
            return FAILED;
        }
    };
    let sink = match Sink::open(&config.output) {
        Ok(sink) => sink,
        Err(error) => return ended(&output_name(&config.output), error, say),
    };
    let progress = Progress::begin(&config);
    let config = Arc::new(config);
    let mut run = Run {
        sink,
        stats: Stats::default(),
        progress,
        summary: Summary::default(),
        entries: Vec::new(),
        begun: false,
        stopped: None,
        config: Arc::clone(&config),
    };
    let items = inputs::items(&config, planned);
    let jobs = config.jobs;
    parallel::in_order(items, jobs, move |pack, results| work::work(pack, &config, results), |done| run.take(done));
    run.end()
}

/// What is written, counted and said of a run.
struct Run {
    config: Arc<Config>,
    sink: Sink,
    stats: Stats,
    progress: Progress,
    /// What is counted over all documents.
    summary: Summary,
    /// The pages for the index.
    entries: Vec<Entry>,
    /// Something was written where all output goes.
    begun: bool,
    /// The exit code, if the output could not be written.
    stopped: Option<u8>,
}

impl Run {
    /// Writes what one item gave.
    fn take(&mut self, mut done: Done) -> ControlFlow<()> {
        if let Some(summary) = done.summary.take() {
            self.summary.add(*summary);
        }
        if let Err(error) = self.write(&done) {
            match done.target {
                // One file that can't be written is as bad as one that can't be read, and no worse.
                Target::File(input) if !ends_the_run(&error) => {
                    let name = input.target.as_deref().map_or_else(String::new, shown);
                    let message = format!("{name}: {}", ReadError::from(error));
                    done.outcome = Outcome::Failed { message, kind: ErrorKind::Unreadable };
                    done.target = Target::Common;
                }
                target => {
                    let path = match &target {
                        Target::Common => None,
                        Target::File(input) | Target::Kept(input) => input.target.as_deref(),
                        Target::Line(input) | Target::End(input, _) => input.target.as_deref(),
                    };
                    self.stop(path, error);
                    return ControlFlow::Break(());
                }
            }
        }
        self.list(&done);
        self.stats.add(&done);
        self.progress.advance(done.units, &self.stats);
        let Outcome::Failed { message, .. } = &done.outcome else { return ControlFlow::Continue(()) };
        if !self.config.quiet {
            self.progress.say(message);
        }
        if self.config.fail_fast { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn write(&mut self, done: &Done) -> io::Result<()> {
        match &done.target {
            // Nothing stands before what is no document.
            Target::Common if self.config.summary => Ok(()),
            Target::Common if done.bytes.is_empty() && !matches!(done.outcome, Outcome::Read(_)) => Ok(()),
            Target::Common => {
                self.begin()?;
                self.sink.write(&done.bytes, None)
            }
            Target::File(input) => {
                let Some(target) = &input.target else { return Ok(()) };
                // First, so that the file that says that the input is done comes last.
                if let (Some(bytes), Some(ending)) = (&done.beside, self.config.format.beside()) {
                    let beside = target.with_extension(ending);
                    self.sink.write(bytes, Some(&beside))?;
                    self.sink.end(&beside, true)?;
                }
                self.sink.write(&done.bytes, Some(target))?;
                self.sink.end(target, true)
            }
            Target::Kept(_) => Ok(()),
            Target::Line(input) => self.sink.write(&done.bytes, input.target.as_deref()),
            Target::End(input, end) => {
                let Some(target) = &input.target else { return Ok(()) };
                self.sink.end(target, end.is_ok())
            }
        }
    }

    /// Takes a page into the index.
    fn list(&mut self, done: &Done) {
        let (Target::File(input) | Target::Kept(input)) = &done.target else { return };
        let (Some(target), Output::Folder { path, .. }) = (&input.target, &self.config.output) else { return };
        if self.config.format != Format::Html {
            return;
        }
        let page = match &done.target {
            Target::Kept(_) => head_of(target).unwrap_or_default(),
            _ => String::from_utf8_lossy(&done.bytes).into_owned(),
        };
        let relative = target.strip_prefix(path).unwrap_or(target);
        let parts: Vec<_> = relative.iter().map(std::ffi::OsStr::to_string_lossy).collect();
        self.entries.extend(html::read_entry(&page, parts.join("/")));
    }

    /// Writes what was counted over all documents, unless there was none.
    fn write_summary(&mut self) -> io::Result<()> {
        if !self.config.summary || self.stats.documents == 0 {
            return Ok(());
        }
        let bytes = print::summary(std::mem::take(&mut self.summary), &self.config);
        self.sink.write(&bytes, None)
    }

    /// Writes what belongs to the files of a folder together: the index of pages, the types of annotations.
    fn write_common(&mut self) -> io::Result<()> {
        let Some(path) = self.config.common() else { return Ok(()) };
        let content = match self.config.format {
            Format::Html if !self.entries.is_empty() => html::index(&self.entries),
            // One that is there may have been changed by hand.
            Format::Brat if !path.exists() => brat::CONFIGURATION.to_owned(),
            _ => return Ok(()),
        };
        self.sink.write(content.as_bytes(), Some(&path))?;
        self.sink.end(&path, true)
    }

    /// Writes what stands before the first document.
    fn begin(&mut self) -> io::Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        self.sink.write(&print::head(&self.config), None)
    }

    fn stop(&mut self, path: Option<&Path>, error: io::Error) {
        let name = path.map_or_else(|| output_name(&self.config.output), shown);
        self.stopped = Some(ended(&name, error, |message| self.progress.say(message)));
    }

    /// Closes the output; the exit code.
    fn end(mut self) -> u8 {
        if self.stopped.is_none()
            && let Err(error) = self.write_summary()
        {
            self.stop(None, error);
        }
        if self.stopped.is_none()
            && let Err(error) = self.write_common()
        {
            let path = self.config.common();
            self.stop(path.as_deref(), error);
        }
        // The one document that was asked for and could not be read leaves an old file as it was.
        let stands_for_itself = self.config.many_in_one || self.config.format == Format::JsonLines;
        if self.stopped.is_none() && (self.stats.failed == 0 || stands_for_itself) {
            let sink = std::mem::replace(&mut self.sink, Sink::stdout());
            if let Err(error) = sink.finish() {
                self.stop(None, error);
            }
        }
        self.progress.end(&mut self.stats, self.config.stats);
        self.stopped.unwrap_or(match (self.stats.good() + self.stats.skipped, self.stats.failed) {
            (_, 0) => GOOD,
            _ if self.config.exit_zero => GOOD,
            (0, _) => FAILED,
            _ => SOME_FAILED,
        })
    }
}

/// The beginning of a page, in which its line of the index stands.
fn head_of(page: &Path) -> io::Result<String> {
    /// More than the longest headline and path, less than an article.
    const HEAD: u64 = 64 * 1024;
    let mut bytes = Vec::new();
    File::open(page)?.take(HEAD).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Whether no other file could be written either.
fn ends_the_run(error: &io::Error) -> bool {
    use io::ErrorKind::{NotFound, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    // Folders are made where they are missing, so what is not found is the output folder itself.
    matches!(error.kind(), NotFound | QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}

/// The exit code that a failed write ends the program with. A reader that has seen enough is no failure.
fn ended(name: &str, error: io::Error, mut say: impl FnMut(&str)) -> u8 {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return GOOD;
    }
    say(&format!("{name}: {}", ReadError::from(error)));
    FAILED
}

fn output_name(output: &Output) -> String {
    match output {
        Output::Stdout => "standard output".to_owned(),
        Output::File(path) | Output::Folder { path, .. } => shown(path),
    }
}

/// A line on stderr; there is nothing to do if that fails.
fn say(message: &str) {
    drop(writeln!(io::stderr(), "newsparse: {message}"));
}
