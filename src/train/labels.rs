//! Articles of the text corpora whose paragraphs were labelled for this project, by line: `kind_labels.tsv`.
//!
//! The articles of `structure/` come from few outlets; these come from a hundred more. Only names of articles and numbers of lines are kept
//! here, no text of theirs.

use super::articles::{Article, Labelled, outlet};
use super::corpus;
use crate::parse::structure::lines;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

const LABELS: &str = include_str!("kind_labels.tsv");

/// What the labels call a corpus, its file, what its articles count as, how much one counts in training, and what their outlets' names begin with:
/// that of the same outlets' articles in `structure/`.
const CORPORA: [(&str, &str, &str, f64, &str); 2] = [
    ("wwn", "entities/wwn.train.jsonl", "labelled_wwn", 2.0, "hand-wwn-"),
    ("polnear", "quotes/polnear.train.jsonl", "labelled_polnear", 1.0, "hand-pn-"),
];

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
}

/// The sources that [`read`] names.
pub(super) fn sources() -> impl Iterator<Item = &'static str> {
    CORPORA.iter().map(|(_, _, source, _, _)| *source)
}

/// Reads the labelled articles, in the order of the labels.
pub(super) fn read(data: &Path) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (corpus, file, source, weight, outlets) in CORPORA {
        let lines: Vec<Line> = corpus::read_lines(&data.join(file))?;
        let mut texts: HashMap<String, String> = lines.into_iter().map(|line| (line.id, line.text)).collect();
        for row in LABELS.lines().filter(|row| !row.starts_with('#')) {
            let mut cells = row.split('\t');
            let (of, id, labels) = (cells.next(), cells.next().unwrap_or(""), cells.next().unwrap_or(""));
            if of != Some(corpus) {
                continue;
            }
            let text = texts.remove(id).with_context(|| format!("{file} has no article {id}"))?;
            let paragraphs = paragraphs(&text, labels).with_context(|| format!("labels of {id}"))?;
            let outlet = outlet(&format!("{outlets}{id}"));
            articles.push(Article { id: id.to_owned(), source, weight, outlet, text, paragraphs });
        }
    }
    Ok(articles)
}

/// The lines of a text as paragraphs of the kinds that `labels` say.
fn paragraphs(text: &str, labels: &str) -> Result<Vec<Labelled>> {
    let body =
        |line: &lines::Line| Labelled { span: line.span, kind: "body".to_owned(), kicker: false, accept: Vec::new() };
    let mut paragraphs: Vec<Labelled> = lines::cut(text).iter().map(body).collect();
    for label in labels.split_whitespace() {
        let kind = match label.chars().next() {
            Some('H') => "headline",
            Some('h') => "subheading",
            Some('A') => "byline",
            Some('c') => "caption",
            Some('-') => "boilerplate",
            _ => bail!("no kind {label}"),
        };
        for numbers in label[1..].split(',') {
            let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
            for number in first.parse::<usize>()?..=last.parse()? {
                kind.clone_into(&mut paragraphs.get_mut(number).context("no such line")?.kind);
            }
        }
    }
    Ok(paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_go_to_their_lines() {
        let found =
            paragraphs("Bridge opens\n\nIt opened.\nToll\n\nIt is dear.\nShare\nTweet\n", "H0 h2 -4-5").unwrap();
        let kinds: Vec<&str> = found.iter().map(|paragraph| paragraph.kind.as_str()).collect();
        assert_eq!(kinds, ["headline", "body", "subheading", "body", "boilerplate", "boilerplate"]);
        assert!(paragraphs("One line.", "H1").is_err() && paragraphs("One line.", "x0").is_err());
    }

    #[test]
    fn labels_are_well_formed() {
        for row in LABELS.lines().filter(|row| !row.starts_with('#')) {
            let cells: Vec<&str> = row.split('\t').collect();
            assert_eq!(cells.len(), 3, "{row}");
            assert!(CORPORA.iter().any(|(corpus, ..)| *corpus == cells[0]), "{row}");
            assert!(paragraphs(&"A line.\n".repeat(500), cells[2]).is_ok(), "{row}");
        }
    }
}
