//! The command line: arguments, streams, exit codes, messages.

use crate::support::{Folder, Run, inside, newsparse, program};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::Stdio;

const ARTICLE: &str = "Mayor opens bridge\n\nThe bridge in Northport opened on Tuesday.\n";

fn paths(run: &Run) -> Vec<String> {
    let text = |document: &Value| document["source"]["path"].as_str().unwrap_or("none").to_owned();
    run.documents().iter().map(text).collect()
}

fn lines(count: usize) -> String {
    (0..count).fold(String::new(), |mut lines, n| {
        // Articles of uneven length, and some lines that are none.
        let text = format!("Report {n}\n\n{}", "The council met on Monday and agreed. ".repeat(n * 37 % 7));
        writeln!(lines, "{}", if n % 11 == 5 { "{".to_owned() } else { json!({"id": n, "text": text}).to_string() })
            .expect("a string grows");
        lines
    })
}

#[test]
fn a_file_gives_one_indented_document() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    let run = inside(&folder, &["a.txt"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.starts_with("{\n  \"schema_version\": \"1.0\",\n"), "{run:?}");
    assert!(run.stdout.ends_with("\n}\n"), "{run:?}");
    assert_eq!(run.document()["source"]["path"], "a.txt");
    assert_eq!(run.document()["source"]["chars"], ARTICLE.len());
}

#[test]
fn standard_input_is_read_with_a_dash_or_without_a_path() {
    let piped = newsparse([""; 0], ARTICLE.as_bytes());
    assert_eq!(piped.code, Some(0), "{piped:?}");
    assert_eq!(piped.document()["source"]["path"], Value::Null);
    assert_eq!(newsparse(["-"], ARTICLE.as_bytes()).stdout, piped.stdout);
    assert_eq!(newsparse(["-", "-"], b"").code, Some(2));
}

#[test]
fn json_lines_output_is_one_document_a_line() {
    let run = newsparse(["--jsonl"], ARTICLE.as_bytes());
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(run.document()["headline"]["text"], "Mayor opens bridge");
    assert_eq!(newsparse(["--format", "jsonl"], ARTICLE.as_bytes()).stdout, run.stdout);
}

#[test]
fn folders_are_walked_in_byte_order() {
    let folder = Folder::new();
    for name in ["b.txt", "a.text", "B.TXT", "a/z.txt", "a/b/c.txt", "ab.txt", "note.md", ".hidden.txt", ".git/x.txt"] {
        folder.write(Path::new("in").join(name), ARTICLE);
    }
    let run = inside(&folder, &["in"], "");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(paths(&run), ["in/B.TXT", "in/a/b/c.txt", "in/a/z.txt", "in/a.text", "in/ab.txt", "in/b.txt"]);
    let hidden = inside(&folder, &["--hidden", "--ext", "md,.txt", "in/a", "in"], "");
    let expected = [
        "in/a/b/c.txt",
        "in/a/z.txt",
        "in/.git/x.txt",
        "in/.hidden.txt",
        "in/B.TXT",
        "in/a/b/c.txt",
        "in/a/z.txt",
        "in/ab.txt",
        "in/b.txt",
        "in/note.md",
    ];
    assert_eq!(paths(&hidden), expected);
    // What is named is read, whatever its name.
    assert_eq!(paths(&inside(&folder, &["in/note.md", "in/.git"], "")), ["in/note.md", "in/.git/x.txt"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_on_demand() {
    let folder = Folder::new();
    folder.write("elsewhere/a.txt", ARTICLE);
    folder.write("in/b.txt", ARTICLE);
    std::os::unix::fs::symlink("../elsewhere", folder.path().join("in/link")).expect("a link");
    std::os::unix::fs::symlink("../in", folder.path().join("elsewhere/loop")).expect("a link");
    assert_eq!(paths(&inside(&folder, &["in"], "")), ["in/b.txt"]);
    let followed = inside(&folder, &["in", "--follow"], "");
    assert_eq!(paths(&followed), ["in/b.txt", "in/link/a.txt", "in/link/loop"]);
    assert_eq!(followed.code, Some(1));
    assert!(followed.stderr.contains("in/link/loop: the link leads back"), "{followed:?}");
}

#[test]
fn a_folder_without_articles_says_so() {
    let folder = Folder::new();
    folder.write("in/a.md", ARTICLE);
    let run = inside(&folder, &["in"], "");
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, "newsparse: in: the folder holds no *.txt or *.text (--ext names the endings to read)\n");
    assert_eq!(run.document()["error"]["kind"], "not_found");
}

#[test]
fn lists_of_files_are_read() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("in/b c.txt", ARTICLE);
    folder.write("list", "in\n\na.txt\n");
    assert_eq!(paths(&inside(&folder, &["--files-from", "list"], "")), ["in/b c.txt", "a.txt"]);
    assert_eq!(paths(&inside(&folder, &["--files-from", "-"], "in\r\na.txt")), ["in/b c.txt", "a.txt"]);
    assert_eq!(
        paths(&inside(&folder, &["-0", "--files-from", "-", "a.txt"], "in\0a.txt\0")),
        ["a.txt", "in/b c.txt", "a.txt"]
    );
    assert_eq!(inside(&folder, &["-0", "a.txt"], "").code, Some(2));
    let missing = inside(&folder, &["--files-from", "none"], "");
    assert_eq!((missing.code, missing.stderr.as_str()), (Some(2), "newsparse: none: no such file or folder\n"));
}

#[test]
fn every_line_in_gives_a_line_out() {
    let input = "{\"id\": 7, \"text\": \"One\", \"topic\": \"x\"}\n\nnot JSON\n{\"id\": \"b\"}\n{\"text\": \"Two\"}";
    let run = newsparse(["--input-format", "jsonl"], input.as_bytes());
    assert_eq!(run.code, Some(1), "{run:?}");
    let documents = run.documents();
    let field =
        |place: &str| documents.iter().map(|d| d.pointer(place).cloned().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(field("/source/id"), [json!(7), Value::Null, Value::Null, json!("b"), Value::Null]);
    assert_eq!(field("/source/meta/topic")[0], "x");
    assert_eq!(field("/error/kind"), [Value::Null, json!("empty"), json!("json"), json!("json"), Value::Null]);
    assert_eq!(field("/error/line"), [Value::Null, json!(2), json!(3), json!(4), Value::Null]);
    let expected = "\
newsparse: standard input: line 2: the line is blank
newsparse: standard input: line 3: not a JSON object (--input-format jsonl takes one object a line)
newsparse: standard input: line 4: the object has no key \"text\" (--text-key names the key that holds the text)
";
    assert_eq!(run.stderr, expected);
    assert_eq!(newsparse(["--input-format", "jsonl", "--exit-zero"], input.as_bytes()).code, Some(0));
    assert_eq!(newsparse(["--input-format", "jsonl", "-q"], input.as_bytes()).stderr, "");
    assert_eq!(newsparse(["--input-format", "jsonl"], b"").code, Some(0), "no line in, no line out");
}

#[test]
fn ids_and_other_keys_pass_through_to_the_letter() {
    let input =
        br#"{"n": 1.10, "body": "One", "id": 123456789012345678901234567890, "u": "\ud800", "o": {"b":1, "a":[ ]}}"#;
    let run = newsparse(["--input-format", "jsonl", "--text-key", "body"], input);
    assert!(
        run.stdout
            .contains(r#""id":123456789012345678901234567890,"meta":{"n":1.10,"u":"\ud800","o":{"b":1, "a":[ ]}}"#)
    );
    let run = newsparse(["--input-format", "jsonl", "--text-key", "body", "--id-key", "n"], input);
    assert!(run.stdout.contains(r#""id":1.10,"meta":{"id":123456789012345678901234567890,"#), "{run:?}");
}

#[test]
fn files_of_json_lines_are_read_one_after_the_other() {
    let folder = Folder::new();
    folder.write("in/b.jsonl", "{\"text\": \"Three\"}\n{\n");
    folder.write("in/a.ndjson", "{\"text\": \"One\"}\r\n{\"text\": \"Two\"}\r\n");
    folder.write("in/c.txt", ARTICLE);
    let run = inside(&folder, &["--input-format", "jsonl", "in"], "");
    assert_eq!(paths(&run), ["in/a.ndjson", "in/a.ndjson", "in/b.jsonl", "in/b.jsonl"]);
    assert!(
        run.stderr.starts_with("newsparse: in/b.jsonl: line 2: not valid JSON: EOF while parsing an object"),
        "{run:?}"
    );
}

#[test]
fn a_document_that_fails_does_not_stop_the_rest() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("b.txt", "");
    let run = inside(&folder, &["a.txt", "none.txt", "b.txt", "a.txt"], "");
    assert_eq!(run.code, Some(1));
    assert_eq!(paths(&run), ["a.txt", "none.txt", "b.txt", "a.txt"]);
    assert_eq!(
        run.documents()[1]["error"],
        json!({"kind": "not_found", "message": "no such file or folder", "line": null})
    );
    assert_eq!(run.documents()[2]["error"]["kind"], "empty");
    assert_eq!(run.stderr, "newsparse: none.txt: no such file or folder\nnewsparse: b.txt: there is no text\n");

    let stopped = inside(&folder, &["--fail-fast", "a.txt", "none.txt", "a.txt"], "");
    assert_eq!((stopped.code, paths(&stopped).len()), (Some(1), 2));
    let nothing = inside(&folder, &["none.txt", "b.txt"], "");
    assert_eq!((nothing.code, paths(&nothing).len()), (Some(2), 2));
    let alone = inside(&folder, &["none.txt"], "");
    assert_eq!((alone.code, alone.stdout.as_str()), (Some(2), ""));
    assert_eq!(inside(&folder, &["none.txt", "--exit-zero"], "").code, Some(0));
}

#[test]
fn large_inputs_are_turned_away() {
    let run = newsparse(["--max-bytes", "10", "--jsonl"], b"twelve bytes");
    assert_eq!(run.code, Some(2));
    assert_eq!(run.document()["error"]["kind"], "too_large");
    assert_eq!(
        run.stderr,
        "newsparse: standard input: the file is larger than 10 bytes (--max-bytes sets another limit)\n"
    );
    assert_eq!(newsparse(["--max-bytes", "12"], b"twelve bytes").code, Some(0));
    let input = b"{\"text\": \"too long for it\"}\n{\"text\": \"a\"}\n";
    let run = newsparse(["--max-bytes", "20", "--input-format", "jsonl"], input);
    let errors: Vec<_> = run.documents().iter().map(|document| document["error"]["kind"].clone()).collect();
    assert_eq!(errors, [json!("too_large"), Value::Null]);
}

#[test]
fn jobs_change_nothing() {
    let input = lines(60);
    let run = |jobs: &str| newsparse(["--input-format", "jsonl", "-j", jobs], input.as_bytes());
    let one = run("1");
    assert_eq!(one.code, Some(1));
    assert_eq!(one.stdout.lines().count(), 60);
    for jobs in ["3", "16"] {
        let more = run(jobs);
        assert!(more.stdout == one.stdout && more.stderr == one.stderr, "{jobs} jobs");
    }
    let stopped =
        |jobs: &str| newsparse(["--input-format", "jsonl", "--fail-fast", "-j", jobs], input.as_bytes()).stdout;
    assert_eq!(stopped("1").lines().count(), 6);
    assert_eq!(stopped("4"), stopped("1"));
}

#[test]
fn lines_are_answered_as_they_come() {
    for jobs in ["1", "3"] {
        let mut command = program();
        command.args(["--input-format", "jsonl", "-j", jobs]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut input = child.stdin.take().expect("stdin is piped");
        let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
        for id in 1..=4 {
            writeln!(input, "{{\"id\": {id}, \"text\": \"One\"}}").expect("a line goes in");
            let mut line = String::new();
            output.read_line(&mut line).expect("a line comes out");
            let document: Value = serde_json::from_str(&line).expect("it is JSON");
            assert_eq!(document["source"]["id"], id);
        }
        drop(input);
        assert!(child.wait().expect("the program ends").success());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    for jobs in ["1", "4"] {
        let mut command = program();
        command.args(["--input-format", "jsonl", "-j", jobs]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut input = child.stdin.take().expect("stdin is piped");
        let mut output = child.stdout.take().expect("stdout is piped");
        let mut stderr = child.stderr.take().expect("stderr is piped");
        // Standard input stays open: the program ends although more could come.
        let feeder =
            std::thread::spawn(
                move || {
                    while writeln!(input, "{}", json!({"text": "A report. ".repeat(200)})).is_ok() {}
                },
            );
        output.read_exact(&mut [0; 100]).expect("output begins");
        drop(output);
        let status = child.wait().expect("the program ends");
        feeder.join().expect("the feeder ends");
        let mut said = String::new();
        stderr.read_to_string(&mut said).expect("stderr is text");
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{jobs} jobs");
    }
}

#[test]
fn output_goes_to_a_file_that_is_complete_or_not_there() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    let run = inside(&folder, &["a.txt", "-o", "out.json"], "");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{run:?}");
    let expected = inside(&folder, &["a.txt"], "").stdout;
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name));
    assert_eq!(read("out.json").expect("the file is there"), expected);
    // A failure leaves the old file as it was, and no other behind.
    assert_eq!(inside(&folder, &["none.txt", "-o", "out.json"], "").code, Some(2));
    assert_eq!(read("out.json").expect("the file is there"), expected);
    assert_eq!(inside(&folder, &["none.txt", "-o", "new.json"], "").code, Some(2));
    let names = || {
        let entries = std::fs::read_dir(folder.path()).expect("the folder can be read");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["a.txt", "out.json"]);
    let run = inside(&folder, &["a.txt", "-o", "no/such/out.json"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "newsparse: no/such/out.json: no such file or folder\n"));
}

#[cfg(unix)]
#[test]
fn output_to_a_link_or_device_keeps_it() {
    let folder = Folder::new();
    folder.write("a.txt", ARTICLE);
    folder.write("real.json", "old");
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).expect("a link");
    assert_eq!(inside(&folder, &["a.txt", "-o", "link.json"], "").code, Some(0));
    assert!(folder.path().join("link.json").is_symlink());
    assert!(std::fs::read_to_string(folder.path().join("real.json")).expect("the file is there").starts_with('{'));
    assert!(!inside(&folder, &["a.txt", "-o", "/dev/stdout"], "").stdout.is_empty());
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_can_not_be_written_is_a_failure() {
    let mut command = program();
    command.stdout(std::fs::File::options().write(true).open("/dev/full").expect("the device is there"));
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("stdin is piped").write_all(ARTICLE.as_bytes()).expect("input goes in");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "newsparse: standard output: No space left on device\n");
}

#[test]
fn wrong_usage_exits_2_with_nothing_on_stdout() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    let cases: &[&[&str]] = &[
        &["--nonsense"],
        &["--only", "quots"],
        &["--min-confidence", "1.5"],
        &["--min-confidence", "high"],
        &["--top", "-1"],
        &["--reference-date", "Friday"],
        &["-j", "0"],
        &["--format", "json", "in"],
        &["--format", "json", "a", "b"],
        &["--format", "json", "--jsonl"],
        &["--format", "json", "--input-format", "jsonl"],
        &["--format", "cards", "--only", "claims"],
        &["--format", "cards", "--include-text"],
        &["--text-key", "body"],
        &["--input-format", "jsonl", "--text-key", "id"],
        &["--files-from", "-", "-"],
    ];
    for arguments in cases {
        let run = inside(&folder, arguments, ARTICLE);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{run:?}");
    }
    assert!(inside(&folder, &["--only", "quots"], "").stderr.contains("a similar value exists: 'quotes'"));
}

#[test]
fn help_and_versions() {
    let help = newsparse(["--help"], b"");
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    for text in ["Examples:", "Usage: newsparse [OPTIONS] [PATH]...", "Exit codes:"] {
        assert!(help.stdout.contains(text), "{text}");
    }
    assert!(newsparse(["-h"], b"").stdout.len() < help.stdout.len());
    let versions = newsparse(["--version"], b"").stdout;
    assert!(
        versions.starts_with(&format!("newsparse {}\nschema 1.0\nmodel ", env!("CARGO_PKG_VERSION"))),
        "{versions}"
    );
}

#[test]
fn the_claims_most_worth_checking_can_be_chosen() {
    let all = newsparse(["-"], crate::json::ARTICLE.as_bytes()).document();
    let scores = |document: &Value| -> Vec<f64> {
        let claims = document["claims"].as_array().expect("a list");
        claims.iter().map(|claim| claim["checkworthiness"].as_f64().expect("a number")).collect()
    };
    let mut best = scores(&all);
    assert!(best.len() > 2, "the article holds claims");
    best.sort_by(|a, b| b.total_cmp(a));
    let top = newsparse(["--top", "2"], crate::json::ARTICLE.as_bytes()).document();
    let mut kept = scores(&top);
    kept.sort_by(|a, b| b.total_cmp(a));
    assert_eq!(kept, best[..2]);
    assert_eq!((&top["claims"][0]["id"], &top["claims"][1]["id"]), (&json!("c1"), &json!("c2")));
    assert_eq!(top["entities"], all["entities"]);
}

#[test]
fn claims_are_printed_as_cards_the_most_worth_checking_first() {
    let claims = newsparse(["-"], crate::json::ARTICLE.as_bytes()).document()["claims"].clone();
    let claims = claims.as_array().expect("a list");
    let run = newsparse(["--format", "cards"], crate::json::ARTICLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.starts_with("=== "), "{}", run.stdout);
    let cards: Vec<(&str, f64)> = run
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.split_once("] "))
        .map(|(id, rest)| (id, rest.split(' ').next().and_then(|score| score.parse().ok()).expect("a score")))
        .collect();
    assert!(cards.is_sorted_by(|a, b| a.1 >= b.1), "{cards:?}");
    let mut ids: Vec<&str> = cards.iter().map(|(id, _)| *id).collect();
    ids.sort_by_key(|id| id[1..].parse::<usize>().expect("a number"));
    assert_eq!(ids, claims.iter().map(|claim| claim["id"].as_str().expect("an id")).collect::<Vec<_>>());

    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/b.txt", crate::json::ARTICLE);
    folder.write("in/c.txt", "<html><body>no article</body></html>");
    let run = inside(&folder, &["--format", "cards", "--top", "1", "in"], "");
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout.matches("=== ").count(), 2, "a document that can't be read has no cards");
    assert_eq!(run.stdout.matches("\n[c1] ").count(), 2);
    assert!(run.stderr.contains("c.txt"), "{}", run.stderr);
}

#[test]
fn unsure_quotes_can_be_left_out() {
    let run = |confidence: &str| newsparse(["--min-confidence", confidence], crate::json::ARTICLE.as_bytes());
    assert_eq!(run("0").document(), newsparse(["-"], crate::json::ARTICLE.as_bytes()).document());
    for confidence in [0.5, 0.9, 1.0] {
        let document = run(&confidence.to_string()).document();
        let quotes = document["quotes"].as_array().expect("a list");
        assert!(quotes.iter().all(|quote| quote["confidence"].as_f64() >= Some(confidence)), "{quotes:#?}");
        let ids: Vec<_> = quotes.iter().map(|quote| &quote["id"]).collect();
        let claims = document["claims"].as_array().expect("a list");
        assert!(claims.iter().all(|claim| claim["quote"].is_null() || ids.contains(&&claim["quote"])), "{claims:#?}");
    }
}
