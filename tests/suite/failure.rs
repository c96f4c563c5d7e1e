//! What goes wrong around the program: full disks, signals, kills, files and folders that change or vanish. Whatever happens, there
//! are whole lines and whole files only, a message, and the right exit code.
#![cfg(unix)]

use crate::batch::{article, tree};
use crate::support::{Folder, inside, program};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const INTERRUPT: i32 = 2;
const TERMINATE: i32 = 15;

fn line(id: usize) -> String {
    format!("{}\n", json!({"id": id, "text": article(id)}))
}

/// Starts the program in a folder with all of its streams piped.
fn start(folder: &Folder, arguments: &[&str]) -> Child {
    let mut command = program();
    command.args(arguments).current_dir(folder.path());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
}

fn send(signal: i32, child: &Child) {
    let status = Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
    assert!(status.expect("kill is there").success());
}

/// Waits until something is so; a test that waits for ever says nothing.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(120), "{what} did not come about");
        thread::sleep(Duration::from_millis(5));
    }
}

fn ended(child: &mut Child) -> ExitStatus {
    let mut status = None;
    until("the end of the program", || {
        status = child.try_wait().expect("the program can be waited for");
        status.is_some()
    });
    status.expect("it has ended")
}

fn said(child: &mut Child) -> String {
    let mut said = String::new();
    child.stderr.take().expect("stderr is piped").read_to_string(&mut said).expect("stderr is text");
    said
}

/// Every file is a whole document, and none is hidden.
fn assert_whole(folder: &Path) {
    for (path, content) in tree(folder) {
        assert!(!path.file_name().expect("a name").to_string_lossy().starts_with('.'), "{} is left", path.display());
        let document: Value = serde_json::from_slice(&content).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(document["schema_version"].is_string() && content.ends_with(b"}\n"));
    }
}

fn fifo(folder: &Folder, name: &str) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo is there").success());
}

/// Whether the tests themselves run where an interrupt is ignored, as under nohup: what they start ignores it, too, and that is right.
fn interrupts_are_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    let is_so = ignored & 1 << (INTERRUPT - 1) != 0;
    if is_so {
        println!("skipped: interrupts are ignored here");
    }
    is_so
}

#[test]
fn an_interrupt_leaves_whole_lines() {
    if interrupts_are_ignored() {
        return;
    }
    let folder = Folder::new();
    for signal in [INTERRUPT, TERMINATE] {
        for jobs in ["1", "3"] {
            let mut child = start(&folder, &["--input-format", "jsonl", "-j", jobs]);
            let mut input = child.stdin.take().expect("stdin is piped");
            let feeder = thread::spawn(move || {
                let mut id = 0;
                while input.write_all(line(id).as_bytes()).is_ok() {
                    id += 1;
                }
            });
            let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
            let mut text = String::new();
            output.read_line(&mut text).expect("a line comes");
            send(signal, &child);
            output.read_to_string(&mut text).expect("the rest comes");
            // As if the signal had not been caught, so that a shell's loop ends, too.
            assert_eq!(ended(&mut child).signal(), Some(signal));
            feeder.join().expect("the feeder ends");
            assert!(text.ends_with('\n'), "{jobs} jobs: {:?}", &text[text.len().saturating_sub(100)..]);
            for (id, line) in text.lines().enumerate() {
                let document: Value = serde_json::from_str(line).expect("a whole document");
                assert_eq!(document["source"]["id"], id);
            }
        }
    }
}

#[test]
fn an_interrupt_leaves_no_unfinished_file() {
    if interrupts_are_ignored() {
        return;
    }
    let folder = Folder::new();
    folder.write("out.jsonl", "an older one");
    let mut child = start(&folder, &["--input-format", "jsonl", "-o", "out.jsonl"]);
    let mut input = child.stdin.take().expect("stdin is piped");
    input.write_all(line(1).as_bytes()).expect("a line goes in");
    until("the unfinished file", || tree(folder.path()).len() == 2);
    send(INTERRUPT, &child);
    assert_eq!(ended(&mut child).signal(), Some(INTERRUPT));
    let left = tree(folder.path());
    assert_eq!(left.len(), 1, "{left:?}");
    assert_eq!(left[Path::new("out.jsonl")], b"an older one");

    // A file for each input: those that are complete stay, the one that is being written goes.
    folder.write("in/a.jsonl", line(1));
    fifo(&folder, "in/b.jsonl");
    let mut child = start(&folder, &["--input-format", "jsonl", "in/a.jsonl", "in/b.jsonl", "--output-dir", "out"]);
    let mut input = fs::File::options().write(true).open(folder.path().join("in/b.jsonl")).expect("it is read");
    input.write_all(line(2).as_bytes()).expect("a line goes in");
    until("the unfinished file", || folder.path().join("out").is_dir() && tree(&folder.path().join("out")).len() == 2);
    send(TERMINATE, &child);
    assert_eq!(ended(&mut child).signal(), Some(TERMINATE));
    assert_eq!(tree(&folder.path().join("out")).into_keys().collect::<Vec<_>>(), [Path::new("a.jsonl")]);
}

#[test]
fn a_second_interrupt_ends_a_program_whose_reader_sleeps() {
    if interrupts_are_ignored() {
        return;
    }
    let folder = Folder::new();
    let mut child = start(&folder, &["--input-format", "jsonl", "-j1"]);
    let mut input = child.stdin.take().expect("stdin is piped");
    let fed = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&fed);
    let feeder = thread::spawn(move || {
        while input.write_all(line(count.load(Ordering::SeqCst)).as_bytes()).is_ok() {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    // Nobody reads: once no more goes in either, the pipe is full, a document half written, and the program sleeps.
    let mut before = 0;
    until("a full pipe", || {
        thread::sleep(Duration::from_secs(1));
        let now = fed.load(Ordering::SeqCst);
        // One that waits for a processor is no sleeper.
        let state = fs::read_to_string(format!("/proc/{}/stat", child.id()));
        now > 0 && now == std::mem::replace(&mut before, now) && state.map_or(true, |state| state.contains(") S "))
    });
    send(INTERRUPT, &child);
    thread::sleep(Duration::from_millis(300));
    assert!(child.try_wait().expect("it can be waited for").is_none(), "the document is still to be written");
    send(INTERRUPT, &child);
    assert_eq!(ended(&mut child).signal(), Some(INTERRUPT));
    feeder.join().expect("the feeder ends");
}

#[test]
fn a_signal_that_is_ignored_stays_ignored() {
    if !Path::new("/proc/self/status").exists() {
        println!("skipped: the system does not say which signals are ignored");
        return;
    }
    // As nohup does, and shells for what they run in the background.
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' INT HUP; exec \"$0\" --input-format jsonl", env!("CARGO_BIN_EXE_newsparse")]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("sh is there");
    let mut input = child.stdin.take().expect("stdin is piped");
    let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut text = String::new();
    for id in 0..3 {
        input.write_all(line(id).as_bytes()).expect("a line goes in");
        output.read_line(&mut text).expect("a line comes out");
        send(INTERRUPT, &child);
        send(1, &child);
    }
    drop(input);
    assert_eq!(ended(&mut child).code(), Some(0));
    assert_eq!(text.lines().count(), 3);
}

#[test]
fn a_killed_run_is_resumed_to_the_same_bytes() {
    const DOCUMENTS: usize = 60;
    let folder = Folder::new();
    for number in 0..DOCUMENTS {
        folder.write(format!("in/{}/{number}.txt", number % 5), article(number).repeat(3));
    }
    let began = Instant::now();
    assert_eq!(inside(&folder, &["in", "--output-dir", "whole"], "").code, Some(0));
    let whole = began.elapsed();
    let out = folder.path().join("out");
    let mut done = 0;
    for kill in 0..10_u32 {
        let mut child = start(&folder, &["in", "--output-dir", "out", "--no-clobber"]);
        // Moments that differ, whatever the machine: up to a sixth of a whole run each.
        thread::sleep(whole * (1 + kill * 7 % 10) / 60);
        child.kill().expect("it runs or has run");
        ended(&mut child);
        if !out.exists() {
            continue;
        }
        let mut now = 0;
        for (path, content) in tree(&out) {
            if path.extension().is_some_and(|ending| ending == "json") {
                let document: Value = serde_json::from_slice(&content).expect("a whole document");
                assert!(document["schema_version"].is_string());
                now += 1;
            }
        }
        assert!(now >= done, "what was done is lost");
        done = now;
    }
    println!("{done} of {DOCUMENTS} documents were done when the last run was killed");
    assert_eq!(inside(&folder, &["in", "--output-dir", "out", "--no-clobber"], "").code, Some(0));
    // Nothing that the killed runs had begun is left either.
    assert_eq!(tree(&out), tree(&folder.path().join("whole")));
}

#[test]
fn what_a_killed_run_had_begun_is_done_again() {
    let folder = Folder::new();
    folder.write("in/a.jsonl", line(1));
    fifo(&folder, "in/b.jsonl");
    let arguments = ["--input-format", "jsonl", "in/a.jsonl", "in/b.jsonl", "--output-dir", "out", "--no-clobber"];
    let mut child = start(&folder, &arguments);
    let mut input = fs::File::options().write(true).open(folder.path().join("in/b.jsonl")).expect("it is read");
    input.write_all([line(2), line(3)].concat().as_bytes()).expect("lines go in");
    let out = folder.path().join("out");
    until("the unfinished file", || out.is_dir() && tree(&out).len() == 2);
    child.kill().expect("it runs");
    ended(&mut child);
    let left: Vec<_> = tree(&out).into_keys().filter(|path| path.to_string_lossy().starts_with('.')).collect();
    assert_eq!(left.len(), 1, "a killed program can't clean up");
    fs::remove_file(folder.path().join("in/b.jsonl")).expect("it is there");
    folder.write("in/b.jsonl", line(4));
    assert_eq!(inside(&folder, &arguments, "").code, Some(0));
    assert_eq!(inside(&folder, &["--input-format", "jsonl", "in", "--output-dir", "whole"], "").code, Some(0));
    assert_eq!(tree(&out), tree(&folder.path().join("whole")));
}

#[test]
fn a_file_that_shrinks_while_it_is_read_gives_whole_lines() {
    const LINES: usize = 400;
    let folder = Folder::new();
    let text: String = (0..LINES).map(line).collect();
    let path = folder.write("in.jsonl", &text);
    let mut child = start(&folder, &["--input-format", "jsonl", "-j1", "in.jsonl"]);
    let mut output = BufReader::new(child.stdout.take().expect("stdout is piped"));
    let mut out = String::new();
    output.read_line(&mut out).expect("a line comes");
    // The pipe is full before all is read.
    let middle = text.len() / 2 + 7;
    fs::File::options().write(true).open(path).and_then(|file| file.set_len(middle as u64)).expect("it can be cut");
    output.read_to_string(&mut out).expect("the rest comes");
    let status = ended(&mut child);
    let documents: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("a whole document")).collect();
    assert!(out.ends_with('\n') && documents.len() > 1 && documents.len() < LINES, "{} lines", documents.len());
    let (last, good) = documents.split_last().expect("there are some");
    assert!(
        good.iter().enumerate().all(|(id, document)| document["source"]["id"] == id && document["error"].is_null())
    );
    // The line that was cut is an error, unless the cut fell between two lines.
    assert_eq!(status.code(), Some(i32::from(!last["error"].is_null())));
}

#[test]
fn an_output_folder_that_disappears_ends_the_run() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    for (format, first, second) in [("text", "in/a.txt", "in/b.txt"), ("jsonl", "in/a.jsonl", "in/b.jsonl")] {
        let input = if format == "text" { article(1) } else { line(1) };
        folder.write(first, &input);
        fifo(&folder, second);
        let mut child = start(&folder, &["--input-format", format, first, second, "--output-dir", "out", "-j1"]);
        let written = |name: &str| out.join(name).with_extension(if format == "text" { "json" } else { "jsonl" });
        until("the first file", || written("a").exists());
        fs::remove_dir_all(&out).expect("it is there");
        fs::write(folder.path().join(second), &input).expect("it is read");
        assert_eq!(ended(&mut child).code(), Some(2), "{format}");
        let name = written("b").file_name().expect("a name").to_string_lossy().into_owned();
        assert_eq!(said(&mut child), format!("newsparse: out/{name}: no such file or folder\n"));
        assert!(!out.exists());
    }
    // A folder within it is made again.
    folder.write("tree/sub/a.txt", article(1));
    fifo(&folder, "tree/sub/b.txt");
    fs::write(folder.path().join("list"), "tree/sub/a.txt\ntree/sub/b.txt\n").expect("a list");
    let mut child = start(&folder, &["--files-from", "list", "--output-dir", "out", "-j1"]);
    until("the first file", || out.join("tree/sub/a.json").exists());
    fs::remove_dir_all(out.join("tree")).expect("it is there");
    fs::write(folder.path().join("tree/sub/b.txt"), article(1)).expect("it is read");
    assert_eq!(ended(&mut child).code(), Some(0));
    assert_eq!(tree(&out).into_keys().collect::<Vec<_>>(), [Path::new("tree/sub/b.json")]);
}

/// A file system of 64 KiB, in a mount namespace of its own so that no rights are needed.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_the_run_with_whole_files() {
    let folder = Folder::new();
    for number in 0..40 {
        folder.write(format!("in/{number:02}.txt"), crate::json::ARTICLE);
    }
    folder.write("in.jsonl", (0..400).map(line).collect::<String>());
    let script = |newsparse: &str| {
        let script = format!(
            "set -e; mkdir -p disk; mount -t tmpfs -o size=64k none disk; set +e; {newsparse} 2> err; echo $? > code; \
             rm -rf copy; cp -r disk copy; ls -A copy > /dev/null"
        )
        .replace("newsparse ", &format!("'{}' ", env!("CARGO_BIN_EXE_newsparse")));
        let run = Command::new("unshare").args(["-Urm", "sh", "-c", &script]).current_dir(folder.path()).output();
        run.is_ok_and(|output| output.status.success())
    };
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("the script wrote it");
    if !script("newsparse in --output-dir disk/out") {
        println!("skipped: no file system can be mounted here");
        return;
    }
    assert_eq!(read("code"), "2\n");
    let said = read("err");
    assert!(said.starts_with("newsparse: disk/out/") && said.ends_with(".json: No space left on device\n"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    let copy = folder.path().join("copy");
    assert_whole(&copy);
    assert!(!tree(&copy).is_empty());
    // One file for all: not there rather than in part.
    assert!(script("newsparse --input-format jsonl in.jsonl -o disk/out.jsonl"));
    assert_eq!(
        (read("code").as_str(), read("err").as_str()),
        ("2\n", "newsparse: disk/out.jsonl: No space left on device\n")
    );
    assert!(tree(&copy).is_empty(), "{:?}", tree(&copy).keys());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_a_failure() {
    let folder = Folder::new();
    folder.write("a.txt", article(1));
    let run = inside(&folder, &["a.txt", "-o", "/dev/full"], "");
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), "newsparse: /dev/full: No space left on device\n"));
}
