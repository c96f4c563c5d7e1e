//! The command line: arguments, streams, exit codes, messages.

use crate::support::{Folder, newsparse};

#[test]
fn a_file_gives_one_indented_document() {
    let folder = Folder::new();
    let path = folder.write("a.txt", "Mayor opens bridge\n\nIt is done.\n");
    let run = newsparse([path.as_os_str()], b"");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.starts_with("{\n  \"schema_version\""), "{run:?}");
    assert_eq!(run.document()["source"]["chars"], 32);
}

#[test]
fn json_lines_give_one_line_each() {
    let input = b"{\"id\": 7, \"text\": \"One\"}\n{\"id\": \"b\", \"text\": \"Two\"}\n";
    let run = newsparse(["--input-format", "jsonl", "--jsonl"], input);
    assert_eq!(run.code, Some(0), "{run:?}");
    let ids: Vec<_> = run.documents().iter().map(|document| document["source"]["id"].clone()).collect();
    assert_eq!(ids, [serde_json::json!(7), serde_json::json!("b")]);
}

#[test]
fn a_path_that_is_not_there_exits_2() {
    let folder = Folder::new();
    let run = newsparse([folder.path().join("none.txt")], b"");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
}
