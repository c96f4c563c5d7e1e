//! The articles in `fixtures/`: what the program prints for each is compared with the JSON that is checked in, value by
//! value, and held against the schema.
//!
//! Expected files never change by themselves. After a change of output that is wanted, write them anew with
//! `NEWSPARSE_BLESS=1 cargo test --test suite fixtures::` and read the difference with `git diff fixtures/expected`
//! before it is committed.

use crate::support::{finish, program};
use serde_json::{Map, Value};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Differences shown for one document; a change of structure moves thousands of offsets.
const MAX_DIFFERENCES: usize = 30;

/// The folder of fixtures.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The names of a folder's files with an extension, without it, in byte order.
pub(crate) fn names(folder: &Path, extension: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .map(|path| path.file_stem().expect("a file has a name").to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names
}

/// Reads a JSON file.
pub(crate) fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The document printed for `NAME.txt` of a folder, named as a user in that folder would name it.
fn document(folder: &Path, name: &str) -> Value {
    let mut command = program();
    command.current_dir(folder).arg(format!("{name}.txt"));
    let run = finish(command, b"");
    assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
    run.document()
}

/// Every article with the document printed for it, in byte order of the names; run once for all tests.
pub(crate) static DOCUMENTS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
    let folder = folder("articles");
    let names = names(&folder, "txt");
    names.into_iter().map(|name| (name.clone(), document(&folder, &name))).collect()
});

/// Lists where two values differ, as JSON pointers.
fn differences(path: &str, expected: &Value, found: &Value, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in a {
                differences(&format!("{path}/{key}"), value, b.get(key).unwrap_or(&Value::Null), out);
            }
            for (key, value) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                out.push(format!("{path}/{key}\n  not expected\n  found    {value}"));
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}/{index}"), a, b, out);
            }
            if a.len() != b.len() {
                out.push(format!("{path}\n  expected {} items\n  found    {} items", a.len(), b.len()));
            }
        }
        _ if expected == found => {}
        _ => out.push(format!("{path}\n  expected {expected}\n  found    {found}")),
    }
}

/// A document without what changes with every release.
fn comparable(mut document: Value) -> Value {
    document.as_object_mut().map(|fields| fields.remove("newsparse_version"));
    document
}

#[test]
fn documents_are_as_expected() {
    let folder = folder("expected");
    if std::env::var_os("NEWSPARSE_BLESS").is_some() {
        fs::create_dir_all(&folder).expect("the folder can be made");
        for (name, document) in DOCUMENTS.iter() {
            let text = serde_json::to_string_pretty(&comparable(document.clone())).expect("a document is JSON");
            fs::write(folder.join(format!("{name}.json")), text + "\n").expect("the file can be written");
        }
    }
    if !folder.exists() {
        println!("skipped: fixtures/expected is not written yet (NEWSPARSE_BLESS=1 writes it)");
        return;
    }
    let articles: Vec<&str> = DOCUMENTS.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names(&folder, "json"), articles, "expected files and articles belong together");
    let mut report = String::new();
    for (name, document) in DOCUMENTS.iter() {
        let mut found = Vec::new();
        let expected = json(&folder.join(format!("{name}.json")));
        differences("", &expected, &comparable(document.clone()), &mut found);
        for difference in found.iter().take(MAX_DIFFERENCES) {
            let _ = writeln!(report, "{name}.json {difference}");
        }
        if let Some(more) = found.len().checked_sub(MAX_DIFFERENCES).filter(|more| *more > 0) {
            let _ = writeln!(report, "{name}.json ... {more} more differences");
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// The program remembers words from one article to the next; what it prints for an article must not depend on what it read before.
#[test]
fn what_was_read_before_changes_nothing() {
    let mut command = program();
    command.current_dir(folder("articles")).args(["--jsonl", "-j", "1"]);
    command.args(DOCUMENTS.iter().rev().map(|(name, _)| format!("{name}.txt")));
    let run = finish(command, b"");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let documents = run.documents();
    assert_eq!(documents.len(), DOCUMENTS.len());
    for (document, (name, alone)) in documents.iter().zip(DOCUMENTS.iter().rev()) {
        let mut found = Vec::new();
        differences("", alone, document, &mut found);
        assert!(found.is_empty(), "{name}.txt after others:\n{}", found.join("\n"));
    }
}

#[test]
fn documents_follow_the_schema() {
    let schema = json(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/schema.json"));
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut report = String::new();
    for (name, document) in DOCUMENTS.iter() {
        for error in validator.iter_errors(document) {
            let _ = writeln!(report, "{name}: {}: {error}", error.instance_path());
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_article_has_its_facts() {
    let articles: Vec<&str> = DOCUMENTS.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names(&folder("facts"), "json"), articles);
}

/// Each `NAME.json` holds JSON pointers into the document for `NAME.txt` and the values that must stand there. A pointer
/// that ends in `#` gives the length of a list; one to nothing is null.
#[test]
fn regressions_stay_mended() {
    let folder = folder("regression");
    let cases = names(&folder, "txt");
    assert_eq!(names(&folder, "json"), cases, "texts and expectations belong together");
    let mut report = String::new();
    for name in cases {
        let document = document(&folder, &name);
        let expected: Map<String, Value> = serde_json::from_value(json(&folder.join(format!("{name}.json"))))
            .unwrap_or_else(|error| panic!("{name}.json: {error}"));
        assert!(!expected.is_empty(), "{name}.json expects nothing");
        for (pointer, expected) in &expected {
            let found = match pointer.strip_suffix('#') {
                Some(list) => document.pointer(list).and_then(Value::as_array).map_or(Value::Null, |l| l.len().into()),
                None => document.pointer(pointer).cloned().unwrap_or(Value::Null),
            };
            if found != *expected {
                let _ = writeln!(report, "{name}.json {pointer}\n  expected {expected}\n  found    {found}");
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}
