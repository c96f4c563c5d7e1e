//! The forms of other programs, each held against its standard: by the program itself where it is installed, by a schema otherwise.

use crate::support::{Folder, Run, finish, inside, newsparse};
use crate::views::fixtures;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every fixture, and a text that is hard on offsets, in one form.
fn exported(format: &str) -> Run {
    let folder = Folder::new();
    let hard = folder.write(
        "hard.txt",
        "\u{feff}Zoë’s 𝒳-ray \u{1c}\u{a0} opens\r\n\r\n\u{200b}\u{200b}OSLO,\tMay 3 (AP)\u{2028}- “It\r\nis  done,” Mayor\u{a0}\r\nAda Lie said \u{85} on 漢字 Tuesday.  \r\n",
    );
    let run = newsparse(["--format", format].iter().map(PathBuf::from).chain(fixtures()).chain([hard]), b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{format}");
    assert_eq!(run.stdout.lines().count(), fixtures().len() + 1, "one a line");
    run
}

fn python() -> String {
    std::env::var("NEWSPARSE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

/// Loads lines with a module of Python; false where that is not installed.
fn loads(module: &str, kind: &str, lines: &str) -> bool {
    let installed = Command::new(python()).args(["-c", &format!("import {module}")]).output();
    if !installed.is_ok_and(|output| output.status.success()) {
        println!("skipped: {module} is not installed for Python");
        return false;
    }
    let mut command = Command::new(python());
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports/load.py")).arg(kind);
    let run = finish(command, lines.as_bytes());
    assert_eq!(run.stdout, format!("loaded {}\n", lines.lines().count()), "{}", run.stderr);
    true
}

fn check(schema: &str, run: &Run) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
    let schema = std::fs::read_to_string(path).expect("the schema can be read");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("it is a schema");
    for document in run.documents() {
        if let Some(error) = validator.iter_errors(&document).next() {
            panic!("{}: {error}", error.instance_path());
        }
    }
}

/// The text of each fixture with its JSON.
fn documents() -> Vec<(String, Value)> {
    let paths = fixtures();
    let run = newsparse(["--include-text"].iter().map(PathBuf::from).chain(paths), b"");
    let text = |document: &Value| document["source"]["text"].as_str().expect("a text").to_owned();
    run.documents().into_iter().map(|document| (text(&document), document)).collect()
}

fn cut(text: &str, start: &Value, end: &Value) -> String {
    let place = |offset: &Value| offset.as_u64().expect("an offset") as usize;
    text.chars().skip(place(start)).take(place(end) - place(start)).collect()
}

#[test]
fn spacy_loads_its_json() {
    let run = exported("spacy");
    loads("spacy", "spacy", &run.stdout);
    for document in run.documents() {
        let text = document["text"].as_str().expect("a text");
        // Tokens and the blanks after them are the whole text.
        let mut end = 0;
        for token in document["tokens"].as_array().expect("a list") {
            let start = token["start"].as_u64().expect("an offset");
            assert!(start == end || (start == end + 1 && cut(text, &json!(end), &json!(start)) == " "), "{token}");
            end = token["end"].as_u64().expect("an offset");
        }
        assert!(text.chars().count() as u64 - end <= 1);
    }
}

#[test]
fn json_ld_is_a_news_article() {
    let run = exported("jsonld");
    loads("pyld", "jsonld", &run.stdout);
    assert!(!run.stdout.contains("ClaimReview"));
    for (article, (_, document)) in run.documents().iter().zip(documents()) {
        assert_eq!(article["headline"], document["headline"]["text"]);
        let parts = article["hasPart"].as_array().map_or(0, Vec::len);
        let count = |name: &str| document[name].as_array().expect("a list").len();
        assert_eq!(parts, count("quotes") + count("claims"));
        assert_eq!(article["mentions"].as_array().map_or(0, Vec::len), count("entities"));
    }
    #[cfg(unix)]
    compiles_as_schema_org(&run);
}

/// The types of schema.org for TypeScript know every property and what it may hold.
#[cfg(unix)]
fn compiles_as_schema_org(run: &Run) {
    let Some(modules) = std::env::var_os("NEWSPARSE_TEST_NODE_MODULES").map(PathBuf::from) else {
        println!("skipped: NEWSPARSE_TEST_NODE_MODULES names no folder with schema-dts and typescript");
        return;
    };
    let folder = Folder::new();
    let mut script = "import type { NewsArticle, WithContext } from \"schema-dts\";\n".to_owned();
    for (number, line) in run.stdout.lines().enumerate() {
        writeln!(script, "export const article{number}: WithContext<NewsArticle> = {line};").expect("a string grows");
    }
    let script = folder.write("articles.ts", script);
    std::os::unix::fs::symlink(&modules, folder.path().join("node_modules")).expect("a link");
    let compiler = modules.join("typescript/bin/tsc");
    let flags = ["--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext"];
    let checked = Command::new("node").arg(compiler).args(flags).arg(script).output().expect("node starts");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[test]
fn web_annotations_select_what_they_say() {
    let run = exported("webanno");
    check("webanno.json", &run);
    for (page, (text, _)) in run.documents().iter().zip(documents()) {
        for annotation in page["items"].as_array().expect("a list") {
            let targets =
                annotation["target"].as_array().cloned().unwrap_or_else(|| vec![annotation["target"].clone()]);
            for target in targets {
                let [position, quote] = [&target["selector"][0], &target["selector"][1]];
                assert_eq!(
                    cut(&text, &position["start"], &position["end"]),
                    quote["exact"].as_str().expect("a string")
                );
                let around = ["prefix", "exact", "suffix"].map(|name| quote[name].as_str().expect("a string"));
                assert!(text.contains(&around.concat()), "{quote}");
            }
        }
    }
}

#[test]
fn ninjs_has_the_names_of_the_standard() {
    let run = exported("ninjs");
    check("ninjs.json", &run);
    // The standard's own schema, where somebody has it.
    match std::env::var_os("NEWSPARSE_TEST_NINJS_SCHEMA") {
        Some(path) => {
            let schema: Value =
                serde_json::from_str(&std::fs::read_to_string(path).expect("it can be read")).expect("it is JSON");
            let validator = jsonschema::validator_for(&schema).expect("it is a schema");
            for document in run.documents() {
                assert!(validator.is_valid(&document), "{document}");
            }
        }
        None => println!("skipped: NEWSPARSE_TEST_NINJS_SCHEMA names no ninjs-schema_3.1.json"),
    }
}

#[test]
fn brat_annotations_stand_beside_their_text() {
    let folder = Folder::new();
    let paths = fixtures();
    folder.write(
        "hard.txt",
        "Head line\r\n\r\nMayor\tAda\r\nLie of Oslo said on Tuesday that\r\n$5 million was\tpaid.\r\n",
    );
    let out = folder.path().join("out");
    let arguments = ["--format", "brat", "--output-dir"].map(PathBuf::from);
    let hard = folder.path().join("hard.txt");
    let run = newsparse(arguments.iter().chain([&out]).chain(&paths).chain([&hard]), b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let read = |name: &str| std::fs::read_to_string(out.join(name)).expect("the file is there");
    let types = read("annotation.conf");
    for path in paths.iter().chain([&hard]) {
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let (text, annotations) = (read(&format!("{stem}.txt")), read(&format!("{stem}.ann")));
        assert!(!text.contains('\r'), "{stem}: a reader may take CRLF for one character");
        let known = |kind: &str| types.lines().any(|line| line.split('\t').next() == Some(kind));
        let mut marks = Vec::new();
        for line in annotations.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let (id, words) = (fields[0], fields[1].split([' ', ';']).collect::<Vec<_>>());
            match id.as_bytes()[0] {
                b'T' => {
                    assert_eq!(fields.len(), 3, "{stem}: {line}");
                    assert!(known(words[0]), "{stem}: {line}");
                    let pieces: Vec<String> = words[1..]
                        .chunks(2)
                        .map(|place| {
                            place.iter().map(|n| json!(n.parse::<u64>().expect("an offset"))).collect::<Vec<_>>()
                        })
                        .map(|place| cut(&text, &place[0], &place[1]))
                        .collect();
                    assert!(pieces.iter().all(|piece| !piece.contains('\n')), "{stem}: {line}");
                    assert_eq!(pieces.join(" "), fields[2], "{stem}: {line}");
                    marks.push(id.to_owned());
                }
                b'R' | b'*' | b'A' => {
                    assert!(known(words[0]), "{stem}: {line}");
                    let arguments = words[1..].iter().map(|word| word.rsplit(':').next().unwrap_or(word));
                    let named: Vec<&str> = arguments.filter(|word| word.starts_with('T')).collect();
                    assert!(
                        !named.is_empty() && named.iter().all(|mark| marks.iter().any(|known| known == mark)),
                        "{line}"
                    );
                }
                b'#' => assert!(words[0] == "AnnotatorNotes" && fields.len() == 3, "{stem}: {line}"),
                _ => panic!("{stem}: {line}"),
            }
        }
        assert!(!marks.is_empty(), "{stem}");
    }
    let written =
        paths.iter().chain([&hard]).map(|path| out.join(path.file_name().expect("a name")).with_extension("ann"));
    let written = written.fold(String::new(), |mut lines, path| {
        let _ = writeln!(lines, "{}", path.display());
        lines
    });
    loads("bratsubset", "brat", &written);
    // The inputs are not written over, and a configuration that is there stays.
    folder.write("again/a.txt", "Head\n\nOslo paid.\n");
    folder.write("again/annotation.conf", "own");
    let run = inside(&folder, &["--format", "brat", "again", "--output-dir", "again"], "");
    assert_eq!(run.code, Some(2), "{run:?}");
    folder.write("other/annotation.conf", "own");
    assert_eq!(inside(&folder, &["--format", "brat", "again", "--output-dir", "other"], "").code, Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("other/annotation.conf")).expect("it is there"), "own");
}

#[test]
fn one_document_is_indented_and_several_are_lines() {
    let folder = Folder::new();
    folder.write("in/a.txt", crate::json::ARTICLE);
    folder.write("in/b.txt", "");
    folder.write("in/c.txt", crate::json::ARTICLE);
    for (format, ending) in
        [("jsonld", "jsonld"), ("ninjs", "ninjs.json"), ("webanno", "webanno.jsonld"), ("spacy", "spacy.json")]
    {
        let one = inside(&folder, &["--format", format, "in/a.txt"], "");
        assert!(one.stdout.starts_with("{\n  "), "{format}");
        let several = inside(&folder, &["--format", format, "in"], "");
        assert_eq!((several.code, several.documents().len()), (Some(1), 2), "what could not be read has no line");
        assert!(several.stderr.contains("in/b.txt"));
        assert_eq!(several.documents()[0], one.document(), "{format}");
        let out = format!("out-{format}");
        inside(&folder, &["--format", format, "in", "--output-dir", &out], "");
        let file = folder.path().join(out).join(format!("a.{ending}"));
        assert_eq!(std::fs::read_to_string(file).expect("the file is there"), one.stdout, "{format}");
    }
    let brat = inside(&folder, &["--format", "brat", "in/a.txt"], "");
    assert!(brat.stdout.starts_with("T1\t"), "{brat:?}");
    assert_eq!(inside(&folder, &["--format", "brat", "in"], "").code, Some(2));
}
