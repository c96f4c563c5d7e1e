//! `--summary`: the counts are those of the documents.

use crate::support::{Folder, inside, newsparse};
use crate::views::{HOSTILE, fixtures};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn list<'v>(value: &'v Value, name: &str) -> &'v Vec<Value> {
    value[name].as_array().expect("a list")
}

fn sum(values: &[Value], name: &str) -> u64 {
    values.iter().map(|value| value[name].as_u64().expect("a number")).sum()
}

#[test]
fn the_counts_are_those_of_the_documents() {
    let paths = fixtures();
    let documents = newsparse(&paths, b"").documents();
    let flags = ["--summary", "--format", "json"].map(PathBuf::from);
    let run = newsparse(flags.iter().chain(&paths), b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let summary = run.document();
    assert_eq!(summary["articles"], documents.len());
    assert_eq!(
        summary["words"],
        documents.iter().map(|d| d["source"]["words"].as_u64().expect("a number")).sum::<u64>()
    );
    let quotes: Vec<&Value> = documents.iter().flat_map(|document| list(document, "quotes")).collect();
    assert_eq!(summary["quotes"]["quotes"], quotes.len());
    let of_status = |status: &str| {
        quotes.iter().filter(|quote| quote["speaker"]["status"].as_str().unwrap_or("unknown") == status).count()
    };
    for status in ["named", "described", "anonymous", "pronoun", "unknown"] {
        assert_eq!(summary["quotes"]["by_status"][status]["quotes"], of_status(status), "{status}");
    }
    let listed = list(&summary, "speakers");
    assert_eq!(sum(listed, "quotes") as usize, quotes.len() - of_status("pronoun") - of_status("unknown"));
    assert!(listed.is_sorted_by_key(|speaker| std::cmp::Reverse(speaker["quotes"].as_u64())));
    let claims: Vec<&Value> = documents.iter().flat_map(|document| list(document, "claims")).collect();
    assert_eq!(summary["claims"]["claims"], claims.len());
    let high = claims.iter().filter(|claim| claim["checkworthiness"].as_f64() >= Some(0.8)).count();
    assert_eq!(summary["claims"]["by_checkworthiness"]["high"], high);
    let best = &summary["claims"]["most_worth_checking"][0];
    assert!(claims.iter().all(|claim| claim["checkworthiness"].as_f64() <= best["checkworthiness"].as_f64()));
    let people: usize = documents
        .iter()
        .flat_map(|document| list(document, "entities"))
        .filter(|entity| entity["type"] == "person")
        .flat_map(|entity| list(entity, "mentions"))
        .filter(|mention| mention["form"] != "pronoun")
        .count();
    assert_eq!(sum(list(&summary, "people"), "mentions") as usize, people);
}

#[test]
fn tables_fit_and_are_the_same_for_any_number_of_jobs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let folder = folder.to_str().expect("a path");
    let run = |jobs: &str| newsparse(["--summary", "--width", "70", "--top", "3", "-j", jobs, folder], b"").stdout;
    let one = run("1");
    assert_eq!(one, run("4"));
    assert!(one.lines().all(|line| line.chars().count() <= 70), "{one}");
    assert!(one.contains("Most mentioned people"), "{one}");
}

#[test]
fn the_summary_goes_with_streams_files_and_failures() {
    let folder = Folder::new();
    let line = |id: &str, text: &str| json!({"id": id, "text": text}).to_string();
    let lines = [line("\u{1b}[2J", HOSTILE), "{".to_owned(), line("b", crate::json::ARTICLE)].join("\n");
    let run = inside(&folder, &["--summary", "--format", "json", "--input-format", "jsonl"], &lines);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!((&run.document()["articles"], &run.document()["failed"]), (&json!(3), &json!(1)));
    let table = inside(&folder, &["--summary", "--input-format", "jsonl", "-o", "audit.txt"], &lines);
    assert_eq!((table.code, table.stdout.as_str()), (Some(1), ""));
    let text = std::fs::read_to_string(folder.path().join("audit.txt")).expect("the file is there");
    assert!(text.starts_with("3 articles, ") && text.contains("1 could not be read"), "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
    for wrong in
        [&["--summary", "--format", "csv"][..], &["--summary", "--jsonl"], &["--summary", "--output-dir", "out", "a"]]
    {
        assert_eq!(inside(&folder, wrong, "").code, Some(2), "{wrong:?}");
    }
    // Nothing to count is nothing to say.
    assert_eq!(inside(&folder, &["--summary", "--input-format", "jsonl"], "").stdout, "");
}
