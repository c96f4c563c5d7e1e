//! `--format csv|tsv --table`: every record of the JSON has its line, and nothing in a field acts on a spreadsheet.

use crate::support::{Folder, Run, inside, newsparse};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

const TABLES: [&str; 7] = ["articles", "paragraphs", "entities", "mentions", "values", "quotes", "claims"];

/// The lines of a table as objects, by an independent reader.
fn read(text: &str, separator: u8) -> Vec<Value> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let lines = reader.records().map(|line| line.unwrap_or_else(|error| panic!("{error}\n{text}")));
    lines.map(|line| names.iter().zip(&line).map(|(name, field)| (name.to_owned(), json!(field))).collect()).collect()
}

fn articles() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// A field as it was before it was guarded.
fn unguarded(field: &Value) -> String {
    let field = field.as_str().expect("a string");
    match field.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => field.to_owned(),
    }
}

#[test]
fn every_record_of_the_fixtures_has_its_line() {
    let paths = articles();
    let documents = newsparse(&paths, b"").documents();
    for (table, separator, format) in TABLES.iter().flat_map(|table| [(table, b',', "csv"), (table, b'\t', "tsv")]) {
        let arguments = ["--format", format, "--table", table].map(PathBuf::from);
        let run = newsparse(arguments.iter().chain(&paths), b"");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{table}");
        let lines = read(&run.stdout, separator);
        let mut records: Vec<Value> = Vec::new();
        for document in &documents {
            let mut of_one = match *table {
                "articles" => vec![document.clone()],
                "mentions" => {
                    let entities = document["entities"].as_array().expect("a list");
                    entities.iter().flat_map(|entity| entity["mentions"].as_array().expect("a list").clone()).collect()
                }
                name => document[name].as_array().expect("a list").clone(),
            };
            for record in &mut of_one {
                record["article"] = document["source"]["path"].clone();
            }
            records.append(&mut of_one);
        }
        assert_eq!(lines.len(), records.len(), "{table}");
        for (line, record) in lines.iter().zip(&records) {
            for name in ["article", "id", "start", "end", "kind", "type", "form", "iso", "text"] {
                if line.get(name).is_some() && record.get(name).is_some() {
                    let plain = record[name].as_str().map_or_else(|| record[name].to_string(), str::to_owned);
                    let plain = if record[name].is_null() { String::new() } else { plain };
                    assert_eq!(unguarded(&line[name]).replace('\u{fffd}', ""), plain.replace('\u{fffd}', ""), "{line}");
                }
            }
        }
    }
}

#[test]
fn ids_join_the_tables() {
    let paths = articles();
    let table = |name: &str| {
        let arguments = ["--table", name].map(PathBuf::from);
        read(&newsparse(arguments.iter().chain(&paths), b"").stdout, b',')
    };
    let key = |line: &Value, id: &str| (line["article"].clone(), line[id].clone());
    let ids: Vec<_> = table("entities").iter().map(|line| key(line, "id")).collect();
    for line in table("mentions") {
        assert!(ids.contains(&key(&line, "entity")), "{line}");
    }
    for line in table("claims") {
        for entity in line["entities"].as_str().expect("a string").split_whitespace() {
            assert!(ids.contains(&(line["article"].clone(), json!(entity))), "{line}");
        }
    }
}

#[test]
fn no_field_is_a_formula_or_commands_a_terminal() {
    let text = "=HYPERLINK(\"http://x.example\",\"y\")\n\n@SUM(1+1) said on Monday.\n\n+1 234 is no number.\n\n- Ada Lie of Oslo \u{1b}]0;owned\u{7}\u{1b}[31mpaid $5 million, \u{202e}desrever\u{202c}.\n\n'=1+1 was quoted.\n\n\u{200b}=2+2 was hidden.\n\n“Comma, and \"quotes\"”\tand a tab, he said.\n";
    let line = json!({"id": "=cmd|' /C calc'!A0", "text": text}).to_string();
    for (format, separator) in [("csv", b','), ("tsv", b'\t')] {
        for table in TABLES {
            let run = newsparse(["--input-format", "jsonl", "--format", format, "--table", table], line.as_bytes());
            assert_eq!(run.code, Some(0), "{run:?}");
            for line in read(&run.stdout, separator) {
                assert_eq!(line["article"], "'=cmd|' /C calc'!A0", "an id is text of others, too");
                for field in line.as_object().expect("an object").values() {
                    let field = field.as_str().expect("a string");
                    let first = field.trim_start_matches(['\u{200b}', ' ']);
                    assert!(!first.starts_with(['=', '+', '@']), "{field:?}");
                    // Numbers may be negative.
                    assert!(!first.starts_with('-') || first.parse::<f64>().is_ok(), "{field:?}");
                    assert!(!field.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c)));
                }
            }
        }
    }
    let run = newsparse(["--input-format", "jsonl", "--table", "paragraphs"], line.as_bytes());
    let texts: Vec<String> = read(&run.stdout, b',').iter().map(|line| unguarded(&line["text"])).collect();
    // Blank characters at the ends of a paragraph do not belong to it.
    let expected: Vec<String> =
        text.split("\n\n").map(|line| line.trim_matches('\u{200b}').trim().replace('\t', " ")).collect();
    let active = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
    let expected: Vec<String> = expected.iter().map(|line| line.replace(active, "\u{fffd}")).collect();
    assert_eq!(texts, expected, "the guard can be taken away again");
}

fn table(run: &Run) -> Vec<Value> {
    read(&run.stdout, b',')
}

#[test]
fn several_articles_have_one_header_and_files_one_each() {
    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/b.txt", crate::json::ARTICLE);
    folder.write("in/c.txt", "");
    let run = inside(&folder, &["--table", "claims", "in"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stdout.matches("article,id,kind").count(), 1);
    let paths: Vec<Value> = table(&run).iter().map(|line| line["article"].clone()).collect();
    assert!(paths.contains(&json!("in/a.txt")) && paths.contains(&json!("in/b.txt")), "{paths:?}");

    let run = inside(&folder, &["--table", "articles", "in"], "");
    let errors: Vec<Value> = table(&run).iter().map(|line| line["error"].clone()).collect();
    assert_eq!(errors, ["", "", "there is no text"], "what could not be read has its line");

    let run = inside(&folder, &["--format", "tsv", "--table", "claims", "in", "--output-dir", "out"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    for name in ["a", "b"] {
        let text = std::fs::read_to_string(folder.path().join(format!("out/{name}.tsv"))).expect("the file is there");
        assert!(text.starts_with("article\tid\tkind") && text.lines().count() > 2, "{text}");
    }
    assert!(!folder.path().join("out/c.tsv").exists());

    let line = |text: &str| format!("{}\n", json!({"text": text}));
    folder.write("lines.jsonl", ["{\n", &line("One\n\nTwo."), &line("Three")].concat());
    let flags = ["--input-format", "jsonl", "--table", "paragraphs", "lines.jsonl"];
    let names = |text: &str| -> Vec<Value> { read(text, b',').iter().map(|line| line["article"].clone()).collect() };
    let expected = ["lines.jsonl:2", "lines.jsonl:2", "lines.jsonl:3"];
    assert_eq!(names(&inside(&folder, &flags, "").stdout), expected);
    inside(&folder, &[&flags[..], &["--output-dir", "out"]].concat(), "");
    let text = std::fs::read_to_string(folder.path().join("out/lines.csv")).expect("the file is there");
    assert_eq!(names(&text), expected);
    // One that could not be read leaves no table.
    assert_eq!(inside(&folder, &["--table", "claims", "in/c.txt"], "").stdout, "");
}

#[test]
fn duckdb_reads_the_tables() {
    let script = "\
import sys, duckdb
folder = sys.argv[1]
for name in ('articles', 'entities', 'mentions', 'claims'):
    for ending in ('csv', 'tsv'):
        lines = duckdb.sql(f\"select count(*) from read_csv('{folder}/{name}.{ending}', header = true)\").fetchall()[0][0]
        print(name, ending, lines)
print(duckdb.sql(f\"select count(*) from read_csv('{folder}/entities.csv') e join read_csv('{folder}/mentions.csv') m on e.article = m.article and e.id = m.entity\").fetchall()[0][0])
";
    let python = std::env::var("NEWSPARSE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    if !Command::new(&python).args(["-c", "import duckdb"]).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: DuckDB is not installed for Python");
        return;
    }
    let folder = Folder::new();
    let paths = articles();
    let mut counts = Vec::new();
    for name in ["articles", "entities", "mentions", "claims"] {
        for (ending, separator) in [("csv", b','), ("tsv", b'\t')] {
            let arguments = ["--format", ending, "--table", name].map(PathBuf::from);
            let text = newsparse(arguments.iter().chain(&paths), b"").stdout;
            counts.push(format!("{name} {ending} {}", read(&text, separator).len()));
            if (name, ending) == ("mentions", "csv") {
                counts.push(read(&text, separator).len().to_string());
            }
            folder.write(format!("{name}.{ending}"), text);
        }
    }
    let joined = counts.remove(counts.iter().position(|count| !count.contains(' ')).expect("the count of the join"));
    counts.push(joined);
    let run = Command::new(&python).args(["-c", script]).arg(folder.path()).output().expect("Python starts");
    let out = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(out.lines().collect::<Vec<_>>(), counts);
}
