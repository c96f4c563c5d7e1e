//! The command line.

use crate::output::json::{self, Selection, Source};
use crate::pipeline::{Options, analyze};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::io::{BufRead, Write};
use std::process::ExitCode;

#[derive(Deserialize)]
struct Line {
    id: Option<Box<RawValue>>,
    text: String,
}

/// Runs the command with the process's arguments and streams.
pub fn run() -> ExitCode {
    match try_run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}

fn try_run() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout().lock();
    if arguments.iter().any(|argument| argument == "--input-format") {
        for line in std::io::stdin().lock().lines() {
            let line: Line = serde_json::from_str(&line?)?;
            let analysis = analyze(&line.text, &Options::default());
            let source = Source { id: line.id, ..Source::default() };
            serde_json::to_writer(&mut out, &json::document(&analysis, &source, Selection::default()))?;
            writeln!(out)?;
        }
    } else {
        let text = std::fs::read_to_string(arguments.first().map_or("-", String::as_str))?;
        let analysis = analyze(&text, &Options::default());
        let source = Source::default();
        serde_json::to_writer_pretty(&mut out, &json::document(&analysis, &source, Selection::default()))?;
        writeln!(out)?;
    }
    Ok(())
}
