//! Many inputs: folders in and out, what is written where, going on after a stop, what is said about it.

use crate::support::{Folder, Run, finish, inside, program};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A short article, another for each number.
pub(crate) fn article(number: usize) -> String {
    format!(
        "Council {number} agrees\n\n{}",
        "The council met on Monday, Mayor Kari Lie said.\n\n".repeat(1 + number % 3)
    )
}

/// Every file below a folder, hidden ones too, with what it holds.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path).expect("the file can be read");
                files.insert(path.strip_prefix(folder).expect("it lies there").to_owned(), content);
            }
        }
    }
    files
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().map(|path| path.to_string_lossy().into_owned()).collect()
}

/// The summary that `--stats` prints last.
fn stats(run: &Run) -> Value {
    let line = run.stderr.lines().last().expect("a line on stderr");
    serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

#[test]
fn each_input_gets_its_file_in_mirrored_folders() {
    let folder = Folder::new();
    for (number, name) in
        ["in/a.txt", "in/sub/b.text", "in/sub/deep/c.TXT", "other/d.md", "U.S. talks"].iter().enumerate()
    {
        folder.write(name, article(number));
    }
    // What lies in a named folder keeps its place below it; a named file goes right into the folder.
    let run = inside(&folder, &["in", "other/d.md", "U.S. talks", "--output-dir", "out"], "");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
    let out = folder.path().join("out");
    assert_eq!(names(&out), ["U.S. talks.json", "a.json", "d.md.json", "sub/b.json", "sub/deep/c.json"]);
    let alone = inside(&folder, &["in/sub/b.text"], "").stdout;
    assert_eq!(tree(&out)[Path::new("sub/b.json")], alone.into_bytes());
    // The paths of a list keep their folders, and stay below the output folder.
    let absolute = folder.path().join("other/d.md");
    let list = format!("in/sub\n./in/a.txt\nother/../other/d.md\n{}\n", absolute.display());
    let run = inside(&folder, &["--files-from", "-", "--output-dir", "new/listed", "--jsonl"], &list);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mirrored = absolute.strip_prefix("/").expect("it is absolute").with_file_name("d.md.jsonl");
    let mut expected: Vec<_> =
        ["in/a.jsonl", "in/sub/b.jsonl", "in/sub/deep/c.jsonl", "other/d.md.jsonl"].map(PathBuf::from).to_vec();
    expected.push(mirrored);
    expected.sort();
    let listed = tree(&folder.path().join("new/listed"));
    assert_eq!(listed.keys().cloned().collect::<Vec<_>>(), expected);
    assert!(
        listed.values().all(|file| file.ends_with(b"}\n") && !file[..file.len() - 1].contains(&b'\n')),
        "one line each"
    );
}

#[test]
fn each_file_of_json_lines_gets_a_file_of_them() {
    let folder = Folder::new();
    let line = |number: usize| format!("{}\n", json!({"id": number, "text": article(number)}));
    folder.write("in/one.jsonl", (0..5).map(line).collect::<String>());
    folder.write("in/two.ndjson", format!("{}{{\n{}", line(6), line(7)));
    folder.write("in/none.jsonl", "");
    let run = inside(&folder, &["--input-format", "jsonl", "in", "--output-dir", "in/out"], "");
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.starts_with("newsparse: in/two.ndjson: line 2: "), "{run:?}");
    let out = tree(&folder.path().join("in/out"));
    assert_eq!(
        out.keys().collect::<Vec<_>>(),
        [Path::new("none.jsonl"), Path::new("one.jsonl"), Path::new("two.jsonl")]
    );
    assert_eq!(out[Path::new("none.jsonl")], b"");
    for (name, written) in [("in/one.jsonl", "one.jsonl"), ("in/two.ndjson", "two.jsonl")] {
        let alone = inside(&folder, &["--input-format", "jsonl", name], "").stdout;
        assert_eq!(String::from_utf8_lossy(&out[Path::new(written)]), alone, "{name}");
    }
    // What was written lies where is read, and is not read.
    let again = inside(&folder, &["--input-format", "jsonl", "in", "--output-dir", "in/out"], "");
    assert_eq!(again.code, Some(1));
    assert_eq!(tree(&folder.path().join("in/out")), out);
}

#[test]
fn jobs_change_no_file() {
    let folder = Folder::new();
    for number in 0..30 {
        folder.write(
            format!("in/{}/{number}.txt", number % 4),
            if number == 7 { String::new() } else { article(number) },
        );
    }
    let run = |jobs: &str| {
        let run = inside(&folder, &["in", "--output-dir", jobs, "-j", jobs], "");
        assert_eq!(run.code, Some(1));
        (tree(&folder.path().join(jobs)), run.stderr)
    };
    let one = run("1");
    assert_eq!(one.0.len(), 29);
    assert!(run("4") == one && run("16") == one);
}

#[test]
fn what_can_not_be_read_gets_no_file() {
    let folder = Folder::new();
    folder.write("in/a.txt", article(1));
    folder.write("in/b.txt", "");
    folder.write("out/b.json", "an older one");
    let run = inside(&folder, &["in", "none.txt", "--output-dir", "out"], "");
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stderr, "newsparse: in/b.txt: there is no text\nnewsparse: none.txt: no such file or folder\n");
    let out = tree(&folder.path().join("out"));
    assert_eq!(out.keys().collect::<Vec<_>>(), [Path::new("a.json"), Path::new("b.json")]);
    assert_eq!(out[Path::new("b.json")], b"an older one");
    let lines = inside(&folder, &["in", "--jsonl", "--output-dir", "lines"], "");
    assert_eq!((lines.code, names(&folder.path().join("lines"))), (Some(1), vec!["a.jsonl".to_owned()]));
    assert_eq!(inside(&folder, &["in/b.txt", "--output-dir", "out"], "").code, Some(2));
}

#[test]
fn a_run_goes_on_where_an_earlier_one_stopped() {
    let folder = Folder::new();
    for number in 0..6 {
        folder.write(format!("in/{number}.txt"), article(number));
    }
    let whole = inside(&folder, &["in", "--output-dir", "whole"], "");
    assert_eq!(whole.code, Some(0));
    folder.write("out/1.json", "kept");
    // What a machine that lost its power may leave.
    folder.write("out/2.json", "");
    let run = inside(&folder, &["in", "--output-dir", "out", "--no-clobber", "--stats"], "");
    assert_eq!((run.code, &stats(&run)["documents"], &stats(&run)["skipped"]), (Some(0), &json!(5), &json!(1)));
    let mut expected = tree(&folder.path().join("whole"));
    expected.insert("1.json".into(), b"kept".to_vec());
    assert_eq!(tree(&folder.path().join("out")), expected);
    let nothing_left = inside(&folder, &["in", "--output-dir", "out", "--no-clobber"], "");
    assert_eq!((nothing_left.code, nothing_left.stderr.as_str()), (Some(0), ""));
    // Without the flag all are written anew.
    assert_eq!(inside(&folder, &["in", "--output-dir", "out"], "").code, Some(0));
    assert_eq!(tree(&folder.path().join("out")), tree(&folder.path().join("whole")));
    // A failure beside what was done before is some failure, not nothing read.
    fs::remove_file(folder.path().join("out/3.json")).expect("the file is there");
    folder.write("in/3.txt", "");
    assert_eq!(inside(&folder, &["in", "--output-dir", "out", "--no-clobber"], "").code, Some(1));
}

#[test]
fn two_inputs_for_one_file_are_an_error_before_anything_is_written() {
    let folder = Folder::new();
    for name in ["in/a.txt", "in/a.text", "in/b.txt", "two/b.txt", "deep/c.json/d.txt", "deep/c.txt"] {
        folder.write(name, article(1));
    }
    folder.write("in/e.json", article(1));
    folder.write("lines/f.jsonl", "{}\n");
    let cases: &[(&[&str], &str)] = &[
        (&["in"], "in/a.text and in/a.txt would both be written to out/a.json"),
        (&["in/b.txt", "two"], "in/b.txt and two/b.txt would both be written to out/b.json"),
        (&["two", "two/b.txt"], "two/b.txt and two/b.txt would both be written to out/b.json"),
        (&["deep"], "deep/c.txt would be written to out/c.json, which deep/c.json/d.txt needs as a folder"),
    ];
    for (arguments, message) in cases {
        let run = inside(&folder, &[*arguments, &["--output-dir", "out"]].concat(), "");
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.stderr.starts_with(&format!("newsparse: {message}")), "{run:?}");
        assert!(!folder.path().join("out").exists());
    }
    // Nor is an input written over.
    let over: &[(&[&str], &str)] = &[
        (
            &["in/e.json", "--ext", "json", "--output-dir", "in"],
            "newsparse: in/e.json is an input and would be written over\n",
        ),
        (
            &["--input-format", "jsonl", "lines", "--output-dir", "lines"],
            "newsparse: lines/f.jsonl is an input and would be written over\n",
        ),
    ];
    for (arguments, message) in over {
        let run = inside(&folder, arguments, "");
        assert_eq!((run.code, run.stderr.as_str()), (Some(2), *message));
    }
    let run = inside(&folder, &["two/b.txt", "-o", "two/../two/b.txt"], "");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("-o would write over an input"), "{run:?}");
    assert_eq!(fs::read_to_string(folder.path().join("two/b.txt")).expect("it is there"), article(1));
}

/// As `cat` has it: otherwise each line written would be read again, without end.
#[cfg(unix)]
#[test]
fn what_is_written_is_not_read() {
    let folder = Folder::new();
    folder.write("a.jsonl", "{\"text\": \"One\"}\n");
    let line = |run: &str| {
        let line = run.replace("newsparse", &format!("'{}'", env!("CARGO_BIN_EXE_newsparse")));
        let run = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().expect("sh is there");
        (run.status.code(), String::from_utf8(run.stderr).expect("text"))
    };
    let refused = |name: &str| (Some(1), format!("newsparse: {name}: the output is written to this file\n"));
    assert_eq!(line("newsparse --input-format jsonl . > out.jsonl"), refused("./out.jsonl"));
    assert_eq!(line("newsparse --input-format jsonl a.jsonl - < out.jsonl >> out.jsonl"), refused("standard input"));
    // A file that -o replaces is no input either.
    assert_eq!(line("rm out.jsonl; newsparse --input-format jsonl . -o out.jsonl"), (Some(0), String::new()));
    assert_eq!(line("newsparse --input-format jsonl . -o out.jsonl"), (Some(0), String::new()));
    assert_eq!(tree(folder.path())[Path::new("out.jsonl")].split(|&byte| byte == b'\n').count(), 2);
}

#[test]
fn wrong_usage_of_output_folders() {
    let folder = Folder::new();
    folder.write("a.txt", article(1));
    let cases: &[&[&str]] = &[
        &["a.txt", "--output-dir", "out", "-o", "out.json"],
        &["a.txt", "--no-clobber"],
        &["-", "--output-dir", "out"],
        &["--output-dir", "out"],
        &["--input-format", "jsonl", "a.txt", "--format", "json", "--output-dir", "out"],
    ];
    for arguments in cases {
        let run = inside(&folder, arguments, &article(2));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.stderr.starts_with("error: "), "{run:?}");
    }
    let run = inside(&folder, &["a.txt", "--output-dir", "a.txt"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "newsparse: a.txt: File exists\n"));
    assert_eq!(names(folder.path()), ["a.txt"]);
}

#[test]
fn a_file_that_can_not_be_written_does_not_stop_the_rest() {
    let folder = Folder::new();
    for name in ["in/a.txt", "in/b.txt", "in/c.txt"] {
        folder.write(name, article(1));
    }
    folder.write("out/b.json/x", "a folder is in the way");
    let run = inside(&folder, &["in", "--output-dir", "out"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "newsparse: out/b.json: is a folder\n"));
    assert_eq!(names(&folder.path().join("out")), ["a.json", "b.json/x", "c.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_any_bytes_are_read_and_written() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new();
    let strange =
        [b"caf\xe9.txt".as_slice(), b"two\nlines.txt", b" \xff\xfe.text", "日本.txt".as_bytes()].map(OsStr::from_bytes);
    for (number, name) in strange.iter().enumerate() {
        folder.write(Path::new("in").join(name), article(number));
    }
    // The longest name there may be.
    folder.write(format!("in/{}.txt", "x".repeat(250)), article(9));
    let run = inside(&folder, &["in", "--output-dir", "out"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let out = folder.path().join("out");
    for name in [b"caf\xe9.json".as_slice(), b"two\nlines.json", b" \xff\xfe.json", "日本.json".as_bytes()] {
        assert!(out.join(OsStr::from_bytes(name)).is_file(), "{name:?}");
    }
    assert_eq!(tree(&out).len(), 5);
    let lines = inside(&folder, &["in"], "");
    assert_eq!(lines.documents().len(), 5);
    assert!(lines.documents().iter().any(|document| document["source"]["path"] == "in/caf\u{fffd}.txt"), "{lines:?}");
    // In messages, a name stays on its line and commands no terminal.
    let missing = inside(&folder, &["two\nlines \u{1b}[31m.txt"], "");
    assert_eq!(missing.stderr, "newsparse: two\\nlines \\u{1b}[31m.txt: no such file or folder\n");
    let list = [b"in/caf\xe9.txt\0".as_slice(), b"in/two\nlines.txt\0"].concat();
    let mut command = program();
    command.args(["-0", "--files-from", "-", "--jsonl"]).current_dir(folder.path());
    let listed = finish(command, &list);
    assert_eq!((listed.code, listed.documents().len()), (Some(0), 2), "{listed:?}");
}

/// A root user may read everything, so the program runs as another here.
#[cfg(target_os = "linux")]
#[test]
fn unreadable_files_and_folders_are_reported_and_passed_over() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    for name in ["in/a.txt", "in/b.txt", "in/c/d.txt", "in/e.txt"] {
        folder.write(name, article(1));
    }
    let locked = [folder.path().join("in/b.txt"), folder.path().join("in/c")];
    let set = |mode| {
        for path in &locked {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
        }
    };
    set(0o000);
    let mut command = program();
    if fs::read(&locked[0]).is_ok() {
        let program = command.get_program().to_owned();
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program);
    }
    let works = command.arg("--version").output().is_ok_and(|output| output.status.success());
    let mut command_again = Command::new(command.get_program());
    command_again.args(command.get_args().take(command.get_args().len() - 1)).arg("in").current_dir(folder.path());
    let run = works.then(|| finish(command_again, b""));
    set(0o755);
    let Some(run) = run else {
        println!("skipped: everything can be read here, and the program can't run as another user");
        return;
    };
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stderr, "newsparse: in/b.txt: permission denied\nnewsparse: in/c: permission denied\n");
    let kinds: Vec<_> = run.documents().iter().map(|document| document["error"]["kind"].clone()).collect();
    assert_eq!(kinds, [Value::Null, json!("permission"), json!("permission"), Value::Null]);
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_circles_end() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("in/a.txt", article(1));
    symlink("b.txt", folder.path().join("in/b.txt")).expect("a link");
    symlink("none.txt", folder.path().join("in/c.txt")).expect("a link");
    symlink(".", folder.path().join("in/d")).expect("a link");
    assert_eq!(inside(&folder, &["in"], "").documents().len(), 1);
    let run = inside(&folder, &["in", "--follow"], "");
    assert_eq!((run.code, run.documents().len()), (Some(1), 4), "{run:?}");
    let expected = "newsparse: in/b.txt: Too many levels of symbolic links\nnewsparse: in/c.txt: no such file or folder\n\
                    newsparse: in/d: the link leads back to a folder above it\n";
    assert_eq!(run.stderr, expected);
    let named = inside(&folder, &["in/b.txt"], "");
    assert_eq!(named.stderr, "newsparse: in/b.txt: Too many levels of symbolic links\n");
}

#[test]
fn the_summary_counts_what_was_done() {
    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/b.txt", "");
    folder.write("in/c.txt", b"\x93It\x92s open,\x94 Mayor Kari Lie said on Monday.\n");
    let run = inside(&folder, &["in", "--stats", "-q"], "");
    assert_eq!(run.stderr.lines().count(), 1, "{run:?}");
    let stats = stats(&run);
    assert_eq!((&stats["documents"], &stats["failed"], &stats["skipped"]), (&json!(3), &json!(1), &json!(0)));
    assert_eq!(stats["errors"], json!({"empty": 1}));
    assert_eq!(stats["warnings"]["encoding_guessed"], 1);
    let documents = run.documents();
    let sum =
        |list: &str| documents.iter().filter_map(|document| document[list].as_array()).map(Vec::len).sum::<usize>();
    for list in ["paragraphs", "entities", "values", "quotes", "claims"] {
        assert_eq!(stats["found"][list], sum(list), "{list}");
    }
    let words: u64 = documents.iter().filter_map(|document| document["source"]["words"].as_u64()).sum();
    assert_eq!(stats["found"]["words"], words);
    assert!(stats["seconds"].as_f64() > Some(0.0) && stats["documents_per_second"].as_f64() > Some(0.0));
    assert_eq!(inside(&folder, &["in"], "").stdout, run.stdout);
}

/// Runs a command line at a pseudo-terminal, by `script`; what the terminal shows, or none where there is no such program.
#[cfg(target_os = "linux")]
fn at_terminal(folder: &Folder, command_line: &str) -> Option<String> {
    let binary = env!("CARGO_BIN_EXE_newsparse");
    let command_line = command_line.replace("newsparse", &format!("'{binary}'"));
    let shown = Command::new("script").args(["-qec", &command_line, "/dev/null"]).current_dir(folder.path()).output();
    let Ok(output) = shown else {
        println!("skipped: script is not installed");
        return None;
    };
    Some(String::from_utf8(output.stdout).expect("text"))
}

#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_at_a_terminal() {
    let folder = Folder::new();
    for number in 0..5 {
        folder.write(format!("in/{number}.txt"), article(number));
    }
    folder.write("in/5.txt", "");
    let Some(shown) = at_terminal(&folder, "newsparse in > out.jsonl") else { return };
    // The line that is written over, the message on a line of its own, the closing line.
    assert!(shown.contains(" documents, "), "{shown:?}");
    assert!(shown.contains("\rnewsparse: in/5.txt: there is no text\r\n"), "{shown:?}");
    let last = shown.trim_end().rsplit('\r').next().expect("a line").trim_start_matches('\n');
    assert!(last.starts_with("6 documents in ") && last.ends_with("/s, 1 failed"), "{shown:?}");
    let written = fs::read_to_string(folder.path().join("out.jsonl")).expect("the output");
    assert_eq!(written, inside(&folder, &["in"], "").stdout);
    for quiet in [
        "newsparse -q in > out.jsonl",
        "newsparse in/1.txt > out.json",
        "newsparse in --no-progress > out.jsonl 2> err",
    ] {
        assert_eq!(at_terminal(&folder, quiet).as_deref(), Some(""), "{quiet}");
    }
    // Documents on the terminal are not written over.
    let documents = at_terminal(&folder, "newsparse -q in/0.txt in/1.txt").expect("shown before");
    assert_eq!(documents.lines().filter(|line| line.starts_with('{')).count(), 2);
    let lines = at_terminal(&folder, "newsparse in/0.txt in/1.txt").expect("shown before");
    assert_eq!(lines, documents);
}
