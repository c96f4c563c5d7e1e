//! Pages written for this project in the manner of outlets all over the world, with the kind of each paragraph: `kind_pages.txt`.
//!
//! The labelled corpora hold whole pages of few outlets, most of them American. What pages have around their text differs more by country than
//! by outlet, and these show it; their stories are made up.

use super::articles::{Article, Labelled};
use crate::span::Span;
use anyhow::{Context, Result};

const PAGES: &str = include_str!("kind_pages.txt");

/// How pages are called and how much one counts in training.
pub(super) const PAGE: (&str, f64) = ("page", 1.5);

/// The pages, in order.
pub(super) fn read() -> Result<Vec<Article>> {
    parse(PAGES)
}

/// Reads pages: each begins with "=== " and its name. A line is the letters of its kinds, the one to learn first, a bar and its text; one that goes
/// on with the paragraph of the line before has a stop for its letter.
fn parse(file: &str) -> Result<Vec<Article>> {
    let (source, weight) = PAGE;
    let mut pages: Vec<Article> = Vec::new();
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("=== ") {
            pages.push(Article {
                id: name.to_owned(),
                source,
                weight,
                outlet: format!("page-{name}"),
                text: String::new(),
                paragraphs: Vec::new(),
            });
            continue;
        }
        let page = pages.last_mut().context("a line before the first page")?;
        if !line.trim().is_empty() {
            let (letters, content) = line.split_once('|').with_context(|| format!("no kind: {line}"))?;
            let indent = content.len() - content.trim_start().len();
            let span = Span::new(page.text.len() + indent, page.text.len() + content.trim_end().len());
            page.text.push_str(content);
            match page.paragraphs.last_mut() {
                Some(paragraph) if letters == "." => paragraph.span.end = span.end,
                _ => page.paragraphs.push(labelled(letters, span).with_context(|| format!("no kind: {line}"))?),
            }
        }
        page.text.push('\n');
    }
    Ok(pages)
}

/// A paragraph of the kinds that letters stand for, as the corpora call them.
fn labelled(letters: &str, span: Span) -> Option<Labelled> {
    let mut kinds = letters.chars().map(|letter| {
        Some(match letter {
            'H' => "headline",
            'S' | 'U' => "subheading",
            'Y' => "byline",
            'D' => "dateline",
            'B' | 'L' => "body",
            'C' => "caption",
            'K' | 'F' => "boilerplate",
            _ => return None,
        })
    });
    let kind = kinds.next()??.to_owned();
    let accept = kinds.map(|kind| kind.map(str::to_owned)).collect::<Option<Vec<String>>>()?;
    Some(Labelled { span, kind, kicker: letters.starts_with('K'), accept })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_well_formed() {
        for page in read().unwrap() {
            assert!(page.paragraphs.iter().any(|paragraph| paragraph.kind == "body"), "{}", page.id);
            assert!(page.paragraphs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "{}", page.id);
        }
    }

    #[test]
    fn lines_and_their_kinds() {
        let pages = parse("=== quay\nKF|Ports\nH|Ferry sold\n\nB|  The ferry\n.|was sold.\n").unwrap();
        let page = &pages[0];
        let found: Vec<(&str, &str)> =
            page.paragraphs.iter().map(|it| (it.kind.as_str(), it.span.of(&page.text))).collect();
        assert_eq!(found, [("boilerplate", "Ports"), ("headline", "Ferry sold"), ("body", "The ferry\nwas sold.")]);
        assert!(page.paragraphs[0].kicker && page.paragraphs[0].accept == ["boilerplate"]);
        assert!(parse("=== quay\nX|Ports\n").is_err() && parse("H|Ports\n").is_err());
    }
}
