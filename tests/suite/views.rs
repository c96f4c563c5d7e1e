//! The views for people: the article in a terminal and as a page. What an article says never acts on what shows it.

use crate::support::{Folder, inside, newsparse, program};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Text that tries to act on a terminal, a page or the direction of reading.
pub(crate) const HOSTILE: &str = "\
<script>alert(1)</script> Mayor \u{1b}]0;owned\u{7}opens bridge\n\n\
By Kari <img src=x onerror=alert(2)> Nord\n\n\
OSLO, May 3 (AP) - Mayor \u{202e}eiL adA said on Tuesday \u{1b}[2J\u{9b}31mthat </p></main></body> \u{2067}it cost $5 million.\n\n\
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

/// The tags of a page with their attributes, and the text between them, by a reader that knows only what the page may hold.
fn tags(page: &str) -> (Vec<(String, Vec<String>)>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        let name = tag.split([' ', '\n']).next().unwrap_or("").to_owned();
        // Values are quoted, and hold no quotation mark.
        let outside: String = tag.split('"').step_by(2).collect();
        let attributes = outside.split_whitespace().skip(1).map(|a| a.trim_end_matches('=').to_owned()).collect();
        rest = &rest[end + 1..];
        if name == "script" || name == "style" {
            rest = &rest[rest.find(&format!("</{name}>")).expect("it ends")..];
        }
        tags.push((name, attributes));
    }
    text.push_str(rest);
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    (tags, text.replace("&amp;", "&"))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_holds_every_word_and_only_its_own_markup() {
    const TAGS: &str = "!doctype html head meta title style body script a nav fieldset legend label input span main article aside section \
                        div h1 h2 h3 p ol li details summary blockquote footer";
    const ATTRIBUTES: &str = "lang charset http-equiv content name class href id type checked autocomplete aria-label aria-hidden \
                              tabindex style data-r role hidden html";
    let folder = Folder::new();
    let hostile = folder.write("</title><script>alert(9)<.txt", HOSTILE);
    for path in fixtures().iter().chain([&hostile]) {
        let run = newsparse([Path::new("--format"), Path::new("html"), path], b"");
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", path.display());
        assert!(!run.stdout.contains(is_active), "{}", path.display());
        let (found, _) = tags(&run.stdout);
        for (name, attributes) in &found {
            let known = TAGS.split_whitespace().any(|tag| tag == name.trim_start_matches('/'));
            assert!(known, "{}: <{name}>", path.display());
            for attribute in attributes {
                assert!(ATTRIBUTES.split_whitespace().any(|known| known == attribute), "<{name} {attribute}>");
            }
        }
        assert_eq!(found.iter().filter(|(name, _)| name == "script").count(), 1);
        let ids: Vec<&str> = run.stdout.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "{}: an id stands twice", path.display());
        // What links lead to is there.
        for link in run.stdout.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&link), "{}: #{link}", path.display());
        }
        let document = newsparse([path], b"").document();
        let (start, end) =
            (run.stdout.find("<article").expect("it begins"), run.stdout.find("</article>").expect("it ends"));
        let article = &run.stdout[start..end];
        let mut rest = article;
        for paragraph in document["paragraphs"].as_array().expect("a list") {
            // The paragraph's own element, without the labels of claims.
            let row = format!("id=\"p{}\">", paragraph["index"]);
            rest = &rest[rest.find(&row).expect("the row is there") + row.len()..];
            let own = &rest[..rest.find("<div class=\"row").unwrap_or(rest.len())];
            let own = &own[own.find("</div>").expect("the margin ends") + 6..];
            let own: String = own
                .split("<a class=\"cref\"")
                .enumerate()
                .map(|(n, piece)| if n == 0 { piece } else { &piece[piece.find("</a>").expect("it ends") + 4..] })
                .collect();
            let shown = words(&tags(&own).1);
            let text = words(paragraph["text"].as_str().expect("a string"));
            let text: String = text.chars().map(|c| if is_active(c) { '\u{fffd}' } else { c }).collect();
            assert_eq!(shown, words(&text), "{}", path.display());
        }
    }
}

#[test]
fn several_articles_get_a_page_each_and_an_index() {
    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/sub/b #1 \"x\".txt", HOSTILE);
    folder.write("in/c.txt", "");
    let refused = inside(&folder, &["--format", "html", "in"], "");
    assert_eq!((refused.code, refused.stdout.as_str()), (Some(2), ""));
    assert!(refused.stderr.contains("use --output-dir"), "{}", refused.stderr);
    let run = inside(&folder, &["--format", "html", "in", "--output-dir", "out"], "");
    assert_eq!(run.code, Some(1), "{run:?}");
    let index = std::fs::read_to_string(folder.path().join("out/index.html")).expect("the index is there");
    assert!(index.contains("href=\"a.html\"") && index.contains("href=\"sub/b%20%231%20%22x%22.html\""), "{index}");
    assert_eq!(index.matches("<tr><td>").count(), 2, "what could not be read has no page");
    assert!(!index.contains("<script>alert") && !index.contains(is_active), "{index}");
    // A run that goes on lists the pages that were there, too.
    std::fs::remove_file(folder.path().join("out/a.html")).expect("it was there");
    std::fs::remove_file(folder.path().join("out/index.html")).expect("it was there");
    inside(&folder, &["--format", "html", "in", "--output-dir", "out", "--no-clobber"], "");
    assert_eq!(std::fs::read_to_string(folder.path().join("out/index.html")).expect("the index is there"), index);

    folder.write("in/index.txt", crate::json::ARTICLE);
    let run = inside(&folder, &["--format", "html", "in", "--output-dir", "other"], "");
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.stderr.contains("which is the index"), "{run:?}");
    let lines = newsparse(["--format", "html", "--input-format", "jsonl"], b"");
    assert_eq!(lines.code, Some(2), "{lines:?}");
}

#[test]
fn pages_work_in_a_browser() {
    let python = std::env::var("NEWSPARSE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let script = "import playwright, shutil, sys; sys.exit(not any(map(shutil.which, ['chromium', 'chromium-browser', 'google-chrome'])))";
    if !std::process::Command::new(&python).args(["-c", script]).output().is_ok_and(|output| output.status.success()) {
        println!("skipped: Chromium and Playwright for Python are not installed");
        return;
    }
    let folder = Folder::new();
    folder.write("in/hostile.txt", HOSTILE);
    let article = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/articles/uk_regional.txt"));
    folder.write("in/quoted.txt", article.expect("the fixture is there"));
    assert_eq!(inside(&folder, &["--format", "html", "in", "--output-dir", "out"], "").code, Some(0));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/page.py");
    let run = std::process::Command::new(&python).arg(script).arg(folder.path().join("out")).output();
    let run = run.expect("Python starts");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(out.contains("all checks passed"), "{out}\n{err}");
}
