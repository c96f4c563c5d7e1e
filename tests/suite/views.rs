//! The views for people: the article in a terminal and as a page. What an article says never acts on what shows it.

use crate::support::{Folder, inside, newsparse, program};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Text that tries to act on a terminal, a page or the direction of reading.
pub(crate) const HOSTILE: &str = "\
<script>alert(1)</script> Mayor \u{1b}]0;owned\u{7}opens bridge\n\n\
By Kari <img src=x onerror=alert(2)> Nord\n\n\
OSLO, May 3 (AP) - Mayor \u{202e}eiL adA said on Tuesday \u{1b}[2J\u{9b}31mthat </p></main></body> \u{2067}it \u{0}cost $5 million.\n\n\
“It is <b onmouseover=alert(3)>done</b> & ' \" ` {{7*7}} ${7*7} <!-- -->,” Ada \"><svg onload=alert(4)> Lie said of Oslo.\n\n\
javascript:alert(5) data:text/html,<script>alert(6)</script> ]]> </style><style>*{display:none}</style>\n";

pub(crate) fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles");
    let entries = std::fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

/// Whether a character acts on what shows it, a line feed aside.
fn is_active(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn the_terminal_shows_every_word_in_lines_that_fit() {
    for path in fixtures() {
        let document = newsparse([&path], b"").document();
        for width in ["40", "80", "120"] {
            let run = newsparse(
                [Path::new("--format"), Path::new("term"), Path::new("--width"), Path::new(width), &path],
                b"",
            );
            assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", path.display());
            assert!(!run.stdout.contains(is_active), "{}", path.display());
            let columns: usize = width.parse().expect("a number");
            for line in run.stdout.lines() {
                assert!(line.chars().count() <= columns, "{}: {line}", path.display());
            }
            if width == "80" {
                // Labels and the margin stand between the words, but each is there.
                for paragraph in document["paragraphs"].as_array().expect("a list") {
                    for word in paragraph["text"].as_str().expect("a string").split_whitespace() {
                        if word.chars().count() < 50 && !word.contains(is_active) {
                            assert!(run.stdout.contains(word), "{}: {word}", path.display());
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn colour_is_for_terminals_and_for_who_asks() {
    let run = |arguments: &[&str]| newsparse(arguments, crate::json::ARTICLE.as_bytes()).stdout;
    assert!(!run(&["--format", "term"]).contains('\u{1b}'), "standard output is no terminal here");
    assert!(run(&["--format", "term", "--color", "always"]).contains("\u{1b}["));
    let mut command = program();
    command.args(["--format", "term", "--color", "always"]).env("NO_COLOR", "1");
    let asked = crate::support::finish(command, crate::json::ARTICLE.as_bytes()).stdout;
    assert!(asked.contains("\u{1b}["), "the flag is nearer than the variable");
    let mut command = program();
    command.args(["--format", "term"]).env("COLUMNS", "50");
    let narrow = crate::support::finish(command, crate::json::ARTICLE.as_bytes()).stdout;
    assert_eq!(narrow, run(&["--format", "term", "--width", "50"]));
}

#[test]
fn hostile_text_does_not_reach_the_terminal() {
    let line = json!({"id": "\u{1b}[2J\u{202e}id", "text": HOSTILE}).to_string();
    for color in ["never", "always"] {
        let run = newsparse(["--input-format", "jsonl", "--format", "term", "--color", color], line.as_bytes());
        assert_eq!(run.code, Some(0), "{run:?}");
        for rest in run.stdout.split('\u{1b}').skip(1) {
            let (style, _) = rest.split_once('m').expect("a style");
            assert!(style.strip_prefix('[').is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit())), "{rest:?}");
        }
        assert!(!run.stdout.replace('\u{1b}', "").contains(is_active), "{}", run.stdout);
        assert!(color == "always" || !run.stdout.contains('\u{1b}'));
    }
}

#[test]
fn articles_follow_one_another_in_the_terminal() {
    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/b.txt", crate::json::ARTICLE);
    folder.write("in/c.txt", "");
    let run = inside(&folder, &["--format", "term", "in"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stdout.lines().filter(|line| line.starts_with("in/")).count(), 2);
    assert_eq!(run.stdout.matches("────").count() % 2, 0);
    let run = inside(&folder, &["--format", "term", "in", "--output-dir", "out"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(folder.path().join("out/a.txt").exists() && !folder.path().join("out/c.txt").exists());
}
