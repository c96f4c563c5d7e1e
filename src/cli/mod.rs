//! The command `newsparse`.
//!
//! One way through: the flags people type become a checked [`Config`], that becomes a stream of items
//! ([`inputs`]), each item becomes the bytes to print ([`work`]), side by side but printed in order ([`parallel`]), to a
//! [`Sink`]. A document that can't be read is an error document and a line on stderr, and the rest go on.

mod args;
mod inputs;
mod parallel;
mod sink;
mod work;

use args::{Config, Format, Request};
use clap::error::ErrorKind;
use sink::Sink;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::process::ExitCode;
use std::sync::Arc;

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
        Ok(Request::Print(text)) => written(Sink::stdout().write(text.as_bytes()), "standard output").unwrap_or(GOOD),
        Ok(Request::Help(text)) => {
            drop(write!(io::stderr(), "{text}"));
            FAILED
        }
        // Help and version come as errors, too.
        Err(error) => {
            drop(error.print());
            match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => GOOD,
                _ => FAILED,
            }
        }
    })
}

/// Reads and prints all documents; the exit code.
fn documents(config: Config) -> u8 {
    let config = Arc::new(config);
    let name = config.output.as_ref().map_or("standard output".into(), |path| path.display().to_string());
    let mut sink = match Sink::open(config.output.as_deref()) {
        Ok(sink) => sink,
        Err(error) => return written(Err(error), &name).unwrap_or(FAILED),
    };
    let (mut good, mut failed) = (0_u64, 0_u64);
    let mut stopped = None;
    let each = {
        let config = Arc::clone(&config);
        move |item| work::work(item, &config)
    };
    parallel::in_order(inputs::items(&config), config.jobs, each, |done: work::Done| {
        stopped = written(sink.write(&done.bytes), &name);
        match &done.failure {
            None => good += 1,
            Some(message) => {
                failed += 1;
                if !config.quiet {
                    say(message);
                }
            }
        }
        if stopped.is_some() || (config.fail_fast && done.failure.is_some()) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if let Some(code) = stopped {
        return code;
    }
    // The one document that was asked for and could not be read leaves an old file as it was.
    let complete = failed == 0 || config.format != Format::Json;
    if complete && let Some(code) = written(sink.finish(), &name) {
        return code;
    }
    match (good, failed) {
        (_, 0) => GOOD,
        _ if config.exit_zero => GOOD,
        (0, _) => FAILED,
        _ => SOME_FAILED,
    }
}

/// The exit code that a failed write ends the program with. A reader that has seen enough is no failure.
fn written(result: io::Result<()>, name: &str) -> Option<u8> {
    let error = result.err()?;
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Some(GOOD);
    }
    say(&format!("{name}: {}", crate::input::ReadError::from(error)));
    Some(FAILED)
}

/// A line on stderr; there is nothing to do if that fails.
fn say(message: &str) {
    drop(writeln!(io::stderr(), "newsparse: {message}"));
}
