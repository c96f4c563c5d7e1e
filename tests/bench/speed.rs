//! How fast the stages and the whole are: `cargo bench`, or `cargo bench -- --instructions` where valgrind is installed.
//!
//! The text is made by [`news`]. Beside megabytes a second stands a ratio to work that anyone can run and that depends on the same machine: counting the
//! different words of the same text in a hash map. Medians of several rounds, one core; run it on an idle machine. Instructions are counted by valgrind
//! (cachegrind), so that two runs agree on any machine, however busy.

#![allow(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod news;

use newsparse::document::{Analysis, Document};
use newsparse::input::decode;
use newsparse::output::json::{self, Selection, Source};
use newsparse::{Options, extract, parse, pipeline};
use std::collections::HashMap;
use std::hint::black_box;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Rounds of each measurement.
const ROUNDS: usize = 11;
/// Articles, and the paragraphs of each.
const ARTICLES: u64 = 64;
const PARAGRAPHS: usize = 12;
/// Articles that the command leads through the stages together where they have this length.
const TOGETHER: usize = 48;

/// A stage: its name, and what it does with the articles that are prepared.
type Stage = (&'static str, fn(&[Prepared]));

/// An article as the stages find it.
struct Prepared {
    text: String,
    document: Document,
    analysis: Analysis,
}

const STAGES: [Stage; 11] = [
    ("counting words", |all| {
        each(all, |it| {
            let mut counts: HashMap<String, usize> = HashMap::new();
            for word in it.text.split_whitespace() {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
            black_box(counts);
        });
    }),
    ("decoding", |all| {
        each(all, |it| {
            let _ = black_box(decode::decode(it.text.clone().into_bytes()));
        });
    }),
    ("structure", |all| {
        each(all, |it| {
            let mut document = Document { text: it.text.clone(), ..Document::default() };
            parse::structure::read(&mut document, &Options::default());
            black_box(document);
        });
    }),
    ("structure, sentences, tokens", |all| {
        each(all, |it| {
            black_box(parse::parse(&it.text, &Options::default()));
        });
    }),
    ("names and their records", |all| {
        each(all, |it| {
            black_box(extract::entity::extract(&it.document));
        });
    }),
    ("values", |all| {
        each(all, |it| {
            black_box(extract::value::extract(&it.document));
        });
    }),
    ("quotes", |all| {
        each(all, |it| {
            black_box(extract::quote::extract(&it.document, &it.analysis.entities, false));
        });
    }),
    ("claims", |all| {
        each(all, |it| {
            let Analysis { entities, values, quotes, .. } = &it.analysis;
            black_box(extract::claim::extract(&it.document, entities, values, quotes));
        });
    }),
    ("JSON", |all| {
        each(all, |it| {
            let source = Source::default();
            let _ = black_box(serde_json::to_vec(&json::document(&it.analysis, &source, Selection::default())));
        });
    }),
    ("the whole, bytes to JSON", |all| {
        each(all, |it| {
            let Ok(text) = decode::decode(it.text.clone().into_bytes()) else { return };
            let analysis = newsparse::analyze(&text.text, &Options::default());
            let source = Source::default();
            let _ = black_box(serde_json::to_vec(&json::document(&analysis, &source, Selection::default())));
        });
    }),
    ("the whole, stage by stage", |all| {
        let options = Options::default();
        for together in all.chunks(TOGETHER) {
            let mut analyses: Vec<Analysis> = together.iter().map(|it| pipeline::begin(&it.text, &options)).collect();
            for stage in pipeline::Stage::ALL {
                for analysis in &mut analyses {
                    stage.add(analysis, &options);
                }
            }
            for analysis in analyses {
                let source = Source::default();
                let _ = black_box(serde_json::to_vec(&json::document(&analysis, &source, Selection::default())));
            }
        }
    }),
];

/// Does the same for each article.
fn each(all: &[Prepared], act: impl Fn(&Prepared)) {
    all.iter().for_each(act);
}

/// The articles, read as far as every stage needs.
fn prepare() -> Vec<Prepared> {
    (0..ARTICLES)
        .map(|number| {
            let text = news::article(number, PARAGRAPHS);
            let analysis = newsparse::analyze(&text, &Options::default());
            Prepared { document: parse::parse(&text, &Options::default()), text, analysis }
        })
        .collect()
}

/// The median of the seconds that a stage takes for all articles.
fn seconds(stage: fn(&[Prepared]), articles: &[Prepared]) -> f64 {
    let mut times: Vec<f64> = (0..=ROUNDS)
        .map(|_| {
            let start = Instant::now();
            stage(articles);
            start.elapsed().as_secs_f64()
        })
        .skip(1)
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// The instructions of this program where it runs a stage by its number; `None` where they can't be counted.
fn instructions(stage: &str) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let run = Command::new("valgrind")
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(program)
        .args(["--once", stage])
        .stdout(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    // "==123== I refs:      1,234", with more blanks in some versions.
    let count = said.lines().find(|line| line.contains(" I ") && line.contains("refs:"))?.rsplit(' ').next()?;
    count.replace(',', "").parse().ok()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let articles = prepare();
    let bytes: usize = articles.iter().map(|it| it.text.len()).sum();
    if let Some(at) = arguments.iter().position(|argument| argument == "--once") {
        let stage = arguments.get(at + 1).and_then(|number| STAGES.get(number.parse::<usize>().ok()?));
        if let Some((_, stage)) = stage {
            stage(&articles);
        }
        return;
    }
    println!("{} articles, {bytes} bytes; one core", articles.len());
    if arguments.iter().any(|argument| argument == "--instructions") {
        // No stage at all is what it takes to prepare.
        let Some(nothing) = instructions("none") else {
            println!("skipped: valgrind is not installed, so that no instructions can be counted");
            return;
        };
        for (number, (name, _)) in STAGES.iter().enumerate() {
            let count = instructions(&number.to_string()).map_or(0, |count| count.saturating_sub(nothing));
            println!("{name:32} {:10.1} instructions a byte", count as f64 / bytes as f64);
        }
        return;
    }
    let mut counting = None;
    for (name, stage) in STAGES {
        let time = seconds(stage, &articles);
        let counting = *counting.get_or_insert(time);
        let rate = bytes as f64 / time / 1e6;
        println!("{name:32} {rate:10.2} MB/s   {:7.2} times as long as counting words", time / counting);
    }
}
