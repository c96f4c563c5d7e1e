//! At home in a shell: completions that each shell reads, a manual that roff sets, help that helps.

use crate::support::{Folder, newsparse};
use std::process::Command;

fn has(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok();
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

#[test]
fn every_shell_reads_its_completions() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = newsparse(["--completions", shell], b"");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{shell}");
        for flag in ["output-dir", "min-confidence", "summary"] {
            assert!(run.stdout.contains(flag), "{shell}: --{flag}");
        }
        let script = folder.write(shell, &run.stdout);
        if matches!(shell, "bash" | "zsh" | "fish") && has(shell) {
            let checked = Command::new(shell).arg("-n").arg(&script).output().expect("the shell starts");
            assert!(checked.status.success(), "{shell}: {}", String::from_utf8_lossy(&checked.stderr));
        }
    }
    assert_eq!(newsparse(["--completions", "tcsh"], b"").code, Some(2));
    if has("bash") {
        // What bash offers after a flag and after the beginning of one.
        let script = folder.path().join("bash");
        let offered = |words: &str, last: usize| {
            let line = format!(
                "source {}; COMP_WORDS=({words}); COMP_CWORD={last}; _newsparse newsparse \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"; echo \"${{COMPREPLY[@]}}\"",
                script.display()
            );
            let run = Command::new("bash").args(["-c", &line]).output().expect("bash starts");
            String::from_utf8_lossy(&run.stdout).trim().to_owned()
        };
        assert_eq!(offered("newsparse --format we", 2), "webanno");
        assert_eq!(offered("newsparse --min", 1), "--min-confidence");
    }
    if has("fish") {
        let script = folder.path().join("fish");
        let line = format!("source {}; complete -C 'newsparse --table quo'", script.display());
        let run = Command::new("fish").args(["--no-config", "-c", &line]).env("HOME", folder.path()).output();
        let run = run.expect("fish starts");
        assert!(String::from_utf8_lossy(&run.stdout).starts_with("quotes\t"), "{run:?}");
    }
}

#[test]
fn the_manual_is_set_without_a_warning() {
    let manual = newsparse(["--man"], b"");
    assert_eq!((manual.code, manual.stderr.as_str()), (Some(0), ""));
    assert!(manual.stdout.contains(".SH NAME"), "{}", manual.stdout);
    if !has("groff") {
        return;
    }
    let folder = Folder::new();
    let page = folder.write("newsparse.1", &manual.stdout);
    // -c: without styles, whose backspaces would stand between the letters.
    let set =
        Command::new("groff").args(["-man", "-Tascii", "-P-cbou", "-ww"]).arg(page).output().expect("groff starts");
    assert_eq!(String::from_utf8_lossy(&set.stderr), "");
    let text = String::from_utf8_lossy(&set.stdout);
    for words in [
        "newsparse",
        "SYNOPSIS",
        "[OPTIONS] [PATH]...",
        "--output-dir",
        "EXIT CODES",
        "EXAMPLES",
        "Print the manual page",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn help_has_examples_first_and_all_flags_in_groups() {
    let (short, long) = (newsparse(["-h"], b"").stdout, newsparse(["--help"], b"").stdout);
    for help in [&short, &long] {
        let places: Vec<usize> = [
            "Examples:",
            "Usage:",
            "Form of the output:",
            "What is printed:",
            "Where it goes:",
            "Input:",
            "Running:",
            "About the program:",
        ]
        .iter()
        .map(|heading| help.find(heading).unwrap_or_else(|| panic!("{heading}")))
        .collect();
        assert!(places.is_sorted(), "{help}");
    }
    assert!(short.lines().count() < 60, "{short}");
    for format in
        ["json", "jsonl", "term", "html", "cards", "csv", "tsv", "jsonld", "ninjs", "webanno", "spacy", "brat"]
    {
        assert!(long.contains(&format!("- {format}:")), "{format}");
    }
}

#[test]
fn errors_name_what_was_meant() {
    for (wrong, meant) in [
        (&["--formt", "csv"][..], "'--format'"),
        (&["--format", "htm"], "'html'"),
        (&["--format", "spacey"], "'spacy'"),
        (&["--table", "quote"], "'quotes'"),
        (&["--output-dri", "x"], "'--output-dir'"),
        (&["--only", "claim"], "'claims'"),
    ] {
        let run = newsparse(wrong, b"");
        assert_eq!(run.code, Some(2));
        assert!(run.stderr.contains("tip: ") && run.stderr.contains(meant), "{wrong:?}: {}", run.stderr);
    }
}
