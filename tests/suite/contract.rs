//! The promises of the output, checked on arbitrary text and on articles that were damaged at random.
//!
//! Any text must give a document whose offsets cut exactly the pieces it prints, whose paragraphs hold every line, whose records
//! come in order and refer only to one another (see [`crate::promises`]).

use crate::promises::broken_promises;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};

const ARTICLES: [&str; 3] = [
    "Harbour bridge closed after storm\n\nBy Ann Voss\n\nNORTHPORT, July 15 (Reuters) - The harbour bridge was closed on Thursday \
     after a storm, Mayor Kari Lie said. \"We have no choice,\" Lie told reporters. \"It is not safe.\n\n\"And it will not be safe \
     until May 2017.\"\n\nA $5.5 million repair\n\nThe city's 40-year-old bridge carries 12,000 cars a day, according to Borg Inc. \
     engineers. The U.S.-led study 'may be wrong', she added.\n\nPhotograph: (Reuters)\n\nRead more\n",
    "WORLD\r\nMinister denies talks with rebels\r\nUpdated: Jul 15, 2016, 07:45 AM(IST)\r\n\r\nForeign minister John?Harlowduring a \
     visit denied “secret talks” with the Al-Noor group, a spokesman said.\r\n\r\n“There were ‘no talks’ at all,” Harlow said. He \
     left at 1am local time on Friday.\r\n\r\n• One thing\r\n• Another\r\n\r\n(Reporting by J.K. Holt; Editing by F. Scott Penn)\r\n",
    "Q: Is it true?\nA: No. It isn't, the 27-year-old said... It never was.\n\n    The text is wrapped\nhere and says that 20 percent\n\
     of voters, or 1.2 million, would vote for the Green Party of Ohio.\nSen. Dale Lie (R-Ohio) said he hoped so.\n\
     https://example.org/a?b=c @example a@example.org\n",
];

/// Pieces by which texts are made and damaged: what has a meaning somewhere in the program.
const PIECES: [&str; 64] = [
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\u{b}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\0",
    "\"",
    "“",
    "”",
    "‘",
    "’",
    "'",
    "''",
    "``",
    "«",
    "»",
    "(",
    ")",
    "-",
    "—",
    "--",
    "...",
    "…",
    ".",
    "?",
    "!",
    ",",
    ":",
    ";",
    "•",
    "$",
    "£5m",
    "20%",
    "1am",
    "2016-07-15",
    "Friday",
    "\u{301}",
    "👩\u{200d}🚀",
    "東京。",
    "العربية",
    "â€™",
    "\u{fffd}",
    "U.S.",
    "Mr. ",
    "By ",
    "said",
    " told ",
    "according to ",
    "OSLO (AP) - ",
    "he ",
    "Kari Lie",
    "Acme Inc.",
    "http://a.b/",
    "Updated: ",
    "Photo: ",
    "\u{e0001}",
];

#[derive(Clone, Debug)]
enum Damage {
    DeleteCharacter(usize),
    SwapCharacters(usize),
    Insert(usize, &'static str),
    DeleteLine(usize),
    DuplicateLine(usize),
    SwapLines(usize, usize),
    Cut(usize),
    JoinLines(usize),
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&PIECES[..])
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = 0..2000_usize;
    let line = 0..40_usize;
    prop_oneof![
        2 => place.clone().prop_map(Damage::DeleteCharacter),
        1 => place.clone().prop_map(Damage::SwapCharacters),
        6 => (place.clone(), piece()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        1 => line.clone().prop_map(Damage::DeleteLine),
        1 => line.clone().prop_map(Damage::DuplicateLine),
        1 => (line.clone(), line.clone()).prop_map(|(one, other)| Damage::SwapLines(one, other)),
        1 => place.prop_map(Damage::Cut),
        1 => line.prop_map(Damage::JoinLines),
    ]
}

fn damaged(article: &str, damages: &[Damage]) -> String {
    let mut characters: Vec<char> = article.chars().collect();
    for damage in damages {
        let count = characters.len().max(2);
        match damage {
            Damage::DeleteCharacter(at) if at % count < characters.len() => {
                characters.remove(at % count);
            }
            Damage::SwapCharacters(at) if at % count + 1 < characters.len() => {
                characters.swap(at % count, at % count + 1);
            }
            Damage::Insert(at, piece) => {
                let at = (at % count).min(characters.len());
                characters.splice(at..at, piece.chars());
            }
            Damage::Cut(at) => characters.truncate(at % count),
            Damage::DeleteLine(line)
            | Damage::DuplicateLine(line)
            | Damage::SwapLines(line, _)
            | Damage::JoinLines(line) => {
                let text: String = characters.iter().collect();
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                let count = lines.len().max(1);
                let joined;
                match (damage, lines.get(line % count).copied()) {
                    (Damage::DeleteLine(_), Some(_)) => drop(lines.remove(line % count)),
                    (Damage::DuplicateLine(_), Some(double)) => lines.insert(line % count, double),
                    (Damage::SwapLines(_, other), Some(_)) => lines.swap(line % count, other % count),
                    (Damage::JoinLines(_), Some(first)) => {
                        joined = first.trim_end().to_owned();
                        lines[line % count] = &joined;
                    }
                    _ => {}
                }
                characters = lines.concat().chars().collect();
            }
            _ => {}
        }
    }
    characters.into_iter().collect()
}

/// Runs a property on `cases` texts, the same on every run.
fn check_all(cases: u32, texts: &impl Strategy<Value = String>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(texts, |text| {
        let broken = broken_promises(&text);
        prop_assert!(broken.is_empty(), "{broken:#?}");
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, text)) => panic!("{reason}\n{text:?}"),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn sound_articles() {
    for article in ARTICLES {
        assert_eq!(broken_promises(article), [""; 0], "{article}");
    }
}

#[test]
fn arbitrary_text() {
    check_all(150, &any::<Vec<char>>().prop_map(|characters| characters.into_iter().collect()));
}

#[test]
fn text_of_meaningful_pieces() {
    let word = prop_oneof![3 => piece(), 1 => Just(" "), 1 => Just(" word "), 1 => Just("Name "), 1 => Just("\n")];
    check_all(200, &prop::collection::vec(word, 0..80).prop_map(|words| words.concat()));
}

#[test]
fn damaged_articles() {
    let article = prop::sample::select(&ARTICLES[..]);
    check_all(
        250,
        &(article, prop::collection::vec(damage(), 1..30)).prop_map(|(article, damages)| damaged(article, &damages)),
    );
}

/// The articles of a folder, as far as they are UTF-8.
fn articles(folder: &str) -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

/// What was found by damage once keeps every promise now.
#[test]
fn regressions() {
    for text in articles("fixtures/regression") {
        assert_eq!(broken_promises(&text), [""; 0], "{text}");
    }
}

#[test]
fn damaged_fixtures() {
    let cases = if cfg!(debug_assertions) { 80 } else { 2_000 };
    let fixture = prop::sample::select(articles("fixtures/articles"));
    check_all(
        cases,
        &(fixture, prop::collection::vec(damage(), 1..30)).prop_map(|(fixture, damages)| damaged(&fixture, &damages)),
    );
}

/// Texts that would take very long, or break something, if any step were not linear; small where the build has no optimisation.
#[test]
fn pathological_texts() {
    let length = if cfg!(debug_assertions) { 3_000 } else { 100_000 };
    for unit in [
        "\"",
        "“",
        "'",
        "a",
        "a ",
        "\n",
        "(",
        ".",
        "? ",
        "A. ",
        "-a",
        "a@",
        "Aa?",
        "\"a\n",
        "1,",
        "said ",
        "By ",
        "\u{301}",
        "â€™",
        "Mr. ",
        "\"a\" ",
        "\"said ",
        "“a said ” ",
        "he said he wanted to ",
        "\"a.\" he said. ",
        "\"a said\n\n",
        "a\n",
        "[",
        "[]",
        "A",
        "ABC ",
        "7",
        "7 ",
        "e\u{301}",
        "\u{202e}",
        "\u{202e}a\u{202c}",
        "\u{200b}a",
        "\r",
        "a\u{2028}",
        "<b>",
        "&amp;",
        "👩\u{200d}🚀",
        "John Smith, ",
        "“a ‘b ",
        "OSLO (AP) - ",
        "$5 million ",
    ] {
        let text = unit.repeat(length / unit.len());
        assert_eq!(broken_promises(&text), [""; 0], "{unit:?}");
    }
}
