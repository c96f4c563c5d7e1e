//! How fast names are found and made into records: `cargo bench --bench entities`.
//!
//! The text is the articles of `fixtures/`, over and over. Beside megabytes a second stands a ratio to work that anyone can run and that depends on the
//! same machine: counting the different words of the same text in a hash map. Medians of several rounds, one core; run it on an idle machine.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use newsparse::document::Document;
use newsparse::{Options, extract, parse};
use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

/// Rounds of each measurement.
const ROUNDS: usize = 15;

/// The median of the seconds that some work takes.
fn seconds(mut work: impl FnMut()) -> f64 {
    work();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    // Two of them are not UTF-8.
    let texts: Vec<String> = paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let documents: Vec<Document> = texts.iter().map(|text| parse::parse(text, &Options::default())).collect();
    let bytes: usize = texts.iter().map(String::len).sum();

    let count = seconds(|| {
        for text in &texts {
            let mut counts: HashMap<String, usize> = HashMap::new();
            for word in text.split_whitespace() {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
            black_box(counts);
        }
    });
    let structure = seconds(|| {
        for text in &texts {
            black_box(parse::parse(text, &Options::default()));
        }
    });
    let entities = seconds(|| {
        for document in &documents {
            black_box(extract::entity::extract(document));
        }
    });
    let all = seconds(|| {
        for text in &texts {
            black_box(newsparse::analyze(text, &Options::default()));
        }
    });
    println!("{} articles, {bytes} bytes; medians of {ROUNDS} rounds on one core", texts.len());
    for (what, time) in [
        ("counting words", count),
        ("structure, sentences and tokens", structure),
        ("names and their records", entities),
        ("the whole analysis", all),
    ] {
        let rate = bytes as f64 / time / 1e6;
        println!("{what:32} {rate:8.2} MB/s   {:6.1} times as long as counting words", time / count);
    }
}
