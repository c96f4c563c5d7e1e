//! What is said on stderr: messages, and at a terminal how far the run is.
//!
//! One line that is written over: documents done, how many a second, the time that is left where the whole is known, failures. The whole is
//! counted beside the run (files, or bytes of JSON Lines), so that the first document does not wait for it.

use super::args::{Config, InputFormat, Output};
use super::inputs::{Place, found};
use super::interrupt;
use super::stats::{Stats, rate};
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The line is written anew no more often than this.
const BETWEEN: Duration = Duration::from_millis(100);

/// Nothing is said about the time left before so long: the first documents say little.
const UNSURE: Duration = Duration::from_secs(2);

/// Everything that goes to stderr.
pub(super) struct Progress {
    /// At a terminal, with more than one document.
    shown: bool,
    began: Instant,
    drawn: Option<Instant>,
    /// Columns of the line that stands there.
    width: usize,
    /// Files, or bytes of lines, that are behind.
    done: u64,
    /// Those of them that an earlier run had done.
    skipped: u64,
    /// All of them; zero while that is not known.
    total: Arc<AtomicU64>,
    /// A unit of `total` is a document.
    by_document: bool,
}

impl Progress {
    pub(super) fn begin(config: &Config) -> Self {
        // Where the documents go to the terminal, they are the progress.
        let to_terminal = config.output == Output::Stdout && io::stdout().is_terminal();
        let shown = config.progress && !to_terminal && io::stderr().is_terminal();
        let total = Arc::new(AtomicU64::new(0));
        if shown {
            let (config, total) = (config.clone(), Arc::clone(&total));
            let count = move || {
                if let Some(count) = count(&config) {
                    total.store(count, Ordering::Relaxed);
                }
            };
            drop(thread::Builder::new().spawn(count));
        }
        let by_document = config.input_format == InputFormat::Text;
        Self { shown, began: Instant::now(), drawn: None, width: 0, done: 0, skipped: 0, total, by_document }
    }

    /// Says something in a line of its own; there is nothing to do if that fails.
    pub(super) fn say(&mut self, message: &str) {
        self.clear();
        super::say(message);
    }

    /// So many files or bytes are behind.
    pub(super) fn advance(&mut self, units: u64, stats: &Stats) {
        self.done += units;
        if stats.documents == 0 {
            // What an earlier run had done says nothing about the pace of this one.
            self.skipped = self.done;
        }
        if self.shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= BETWEEN) {
            self.drawn = Some(Instant::now());
            let line = self.line(stats, self.began.elapsed());
            self.draw(&line);
        }
    }

    /// The closing line, and the summary if it is asked for.
    pub(super) fn end(&mut self, stats: &mut Stats, with_summary: bool) {
        let elapsed = self.began.elapsed();
        if self.shown {
            let line = closing(stats, elapsed);
            self.clear();
            drop(writeln!(io::stderr(), "{line}"));
        }
        if with_summary {
            drop(writeln!(io::stderr(), "{}", stats.json(elapsed)));
        }
    }

    fn line(&self, stats: &Stats, elapsed: Duration) -> String {
        let total = self.total.load(Ordering::Relaxed);
        let mut line = thousands(stats.documents + stats.skipped);
        if total > 0 && self.by_document {
            let _ = write!(line, " of {}", thousands(total.max(self.done)));
        }
        line.push_str(" documents");
        if total > 0 && !self.by_document {
            let _ = write!(line, " ({}%)", (self.done.saturating_mul(100) / total).min(100));
        }
        let _ = write!(line, ", {}/s", per_second(stats.documents, elapsed));
        let behind = self.done - self.skipped;
        if total > self.done && behind > 0 && elapsed >= UNSURE {
            let left = elapsed.as_secs_f64() / behind as f64 * (total - self.done) as f64;
            let _ = write!(line, ", {} left", span(Duration::from_secs_f64(left)));
        }
        if stats.failed > 0 {
            let _ = write!(line, ", {} failed", thousands(stats.failed));
        }
        line
    }

    /// Writes over the line that stands there.
    fn draw(&mut self, line: &str) {
        let width = line.chars().count();
        let blank = self.width.saturating_sub(width);
        drop(write!(io::stderr(), "\r{line}{:blank$}", ""));
        self.width = width;
        interrupt::on_line(width > 0);
    }

    fn clear(&mut self) {
        if self.width > 0 {
            self.draw("");
            drop(write!(io::stderr(), "\r"));
        }
    }
}

/// All that there is to read, in files or in bytes of JSON Lines; none where that can't be known beforehand.
fn count(config: &Config) -> Option<u64> {
    // A list that comes through a pipe can be read only once.
    if config.files_from.as_ref().is_some_and(|list| !matches!(list, Place::File(path) if path.is_file())) {
        return None;
    }
    let mut files = found(config);
    if config.input_format == InputFormat::Text {
        return Some(files.count() as u64);
    }
    files.try_fold(0, |sum, (place, _)| Some(sum + place.length()?))
}

fn closing(stats: &Stats, elapsed: Duration) -> String {
    let noun = if stats.documents == 1 { "document" } else { "documents" };
    let (documents, took) = (thousands(stats.documents), span(elapsed));
    let mut line = format!("{documents} {noun} in {took}, {}/s", per_second(stats.documents, elapsed));
    if stats.failed > 0 {
        let _ = write!(line, ", {} failed", thousands(stats.failed));
    }
    if stats.skipped > 0 {
        let _ = write!(line, ", {} done before", thousands(stats.skipped));
    }
    line
}

fn per_second(documents: u64, elapsed: Duration) -> String {
    let rate = rate(documents, elapsed);
    if rate < 10.0 {
        return format!("{rate:.1}");
    }
    thousands(documents.saturating_mul(1000) / (elapsed.as_millis() as u64).max(1))
}

/// 1234567 as 1,234,567.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A length of time in its two largest units.
fn span(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, 0..10) => format!("{:.1} s", time.as_secs_f64()),
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_are_readable() {
        let numbers = [0, 7, 999, 1000, 1_234_567].map(thousands);
        assert_eq!(numbers, ["0", "7", "999", "1,000", "1,234,567"]);
        let times = [0.25, 9.94, 10.0, 61.0, 3600.0, 90_061.0].map(|seconds| span(Duration::from_secs_f64(seconds)));
        assert_eq!(times, ["0.2 s", "9.9 s", "10 s", "1 min 1 s", "1 h 0 min", "25 h 1 min"]);
    }

    #[test]
    fn the_line_says_how_far_the_run_is() {
        let progress = |total, by_document, done, skipped| Progress {
            shown: true,
            began: Instant::now(),
            drawn: None,
            width: 0,
            done,
            skipped,
            total: Arc::new(AtomicU64::new(total)),
            by_document,
        };
        let stats = |documents, failed, skipped| Stats { documents, failed, skipped, ..Stats::default() };
        let ten = Duration::from_secs(10);
        let cases = [
            (progress(0, true, 500, 0), stats(500, 0, 0), "500 documents, 50/s"),
            (progress(1500, true, 500, 0), stats(500, 3, 0), "500 of 1,500 documents, 50/s, 20 s left, 3 failed"),
            // An earlier run had done 1,000.
            (progress(2000, true, 1500, 1000), stats(500, 0, 1000), "1,500 of 2,000 documents, 50/s, 10 s left"),
            (progress(4000, false, 1000, 0), stats(12, 0, 0), "12 documents (25%), 1.2/s, 30 s left"),
        ];
        for (progress, stats, line) in cases {
            assert_eq!(progress.line(&stats, ten), line);
        }
        assert_eq!(closing(&stats(1500, 3, 20), ten), "1,500 documents in 10 s, 150/s, 3 failed, 20 done before");
    }
}
