//! Articles with labelled paragraphs, and shortened ones made of them.
//!
//! The corpora hold whole articles and whole pages; users also paste a headline with a few paragraphs, or a paragraph alone. So the trainer sees
//! such cuts too, made of the same labelled paragraphs, in the fold of the article that they come from.

use super::random::Random;
use super::{corpus, labels, pages};
use crate::span::Span;
use crate::text::squash;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;

/// The files of `structure/`, and how much an article of each counts in training: rare real layouts most, wire copy of one
/// agency and damaged copies of the same pages least.
const SOURCES: [(&str, f64); 9] = [
    ("gum_news", 3.0),
    ("hand", 4.0),
    ("perturbed", 0.7),
    ("reuters_flat", 0.12),
    ("reuters_odd", 1.0),
    ("reuters_wrapped", 0.24),
    ("seed", 5.0),
    ("web", 4.0),
    ("web_lynx", 2.5),
];
/// How the shortened articles are called and how much each counts.
const SHORTENED: (&str, f64) = ("shortened", 0.4);
/// Sources to shorten, with the most articles of each.
const TO_SHORTEN: [(&str, usize); 5] =
    [("web", 1000), ("hand", 1000), ("gum_news", 1000), ("seed", 1000), ("reuters_flat", 60)];

/// An article with its labelled paragraphs.
pub(super) struct Article {
    /// As the corpus names it.
    pub(super) id: String,
    pub(super) source: &'static str,
    pub(super) weight: f64,
    /// Who published it: copies of a page have that of the page.
    pub(super) outlet: String,
    pub(super) text: String,
    pub(super) paragraphs: Vec<Labelled>,
}

/// A labelled paragraph.
#[derive(Clone)]
pub(super) struct Labelled {
    pub(super) span: Span,
    pub(super) kind: String,
    /// Whether it is a label above a headline.
    pub(super) kicker: bool,
    /// Kinds that would be right too.
    pub(super) accept: Vec<String>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    group: String,
    text: String,
    paragraphs: Vec<LineParagraph>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Default, Deserialize)]
struct Meta {
    site: Option<String>,
}

#[derive(Deserialize)]
struct LineParagraph {
    start: usize,
    end: usize,
    kind: String,
    #[serde(default)]
    role: Option<String>,
    #[serde(default)]
    accept: Option<Vec<String>>,
}

/// The names of all sources, in the order of figures.
pub(super) fn sources() -> impl Iterator<Item = &'static str> {
    SOURCES.iter().map(|(source, _)| *source).chain(labels::sources()).chain([pages::PAGE.0, SHORTENED.0])
}

/// Reads all articles in the order of [`SOURCES`], then those labelled for this project and the pages written for it.
pub(super) fn read(data: &Path) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (source, weight) in SOURCES {
        let lines: Vec<Line> = corpus::read_lines(&data.join("structure").join(format!("{source}.dev.jsonl")))?;
        articles.extend(lines.into_iter().map(|line| {
            let offsets = corpus::byte_offsets(&line.text);
            let labelled = |paragraph: LineParagraph| Labelled {
                span: corpus::byte_span(&offsets, paragraph.start, paragraph.end),
                kicker: paragraph.role.as_deref() == Some("kicker"),
                kind: paragraph.kind,
                accept: paragraph.accept.unwrap_or_default(),
            };
            Article {
                id: line.id,
                source,
                weight,
                outlet: line.meta.site.unwrap_or_else(|| outlet(&line.group)),
                paragraphs: line.paragraphs.into_iter().map(labelled).collect(),
                text: line.text,
            }
        }));
    }
    articles.extend(labels::read(data)?);
    articles.extend(pages::read()?);
    Ok(articles)
}

/// The outlet in the name of an article: what stands before its number or date, or else before its own name.
pub(super) fn outlet(group: &str) -> String {
    let end = group.find(|c: char| c.is_ascii_digit()).or_else(|| group.find('_')).unwrap_or(group.len());
    group[..end].trim_end_matches(['_', '-']).to_owned()
}

/// Shortened articles made of whole ones.
pub(super) fn shorten(articles: &[Article], random: &mut Random) -> Vec<Article> {
    let mut made = Vec::new();
    for (source, most) in TO_SHORTEN {
        let mut whole: Vec<&Article> = articles.iter().filter(|article| article.source == source).collect();
        if whole.len() > most {
            random.shuffle(&mut whole);
            whole.truncate(most);
        }
        for article in whole {
            cut(article, random, &mut made);
        }
    }
    made
}

/// A kind and the paragraph's text on one line.
type Part = (&'static str, String);

/// The cuts of one article: headline and first paragraphs; paragraphs alone; headline and sentences; sentences alone; a very
/// short headline; headline, byline and date over sentences.
fn cut(article: &Article, random: &mut Random, made: &mut Vec<Article>) {
    /// Shorter paragraphs of text are left out, in bytes: what is left of them tells nothing.
    const SHORTEST: usize = 30;
    let parts = |kind: &'static str| -> Vec<Part> {
        let of_kind = article.paragraphs.iter().filter(|paragraph| paragraph.kind == kind);
        of_kind.map(|paragraph| (kind, squash(paragraph.span.of(&article.text)).into_owned())).collect()
    };
    let first = |kind: &'static str| parts(kind).into_iter().next();
    let body: Vec<Part> = parts("body").into_iter().filter(|(_, text)| text.len() > SHORTEST).collect();
    if body.is_empty() {
        return;
    }
    let headline = first("headline").map(|(kind, text)| (kind, text.trim_end_matches('.').to_owned()));
    let mut make = |parts: Vec<Part>, random: &mut Random| made.push(join(article, &parts, random));

    let few: Vec<Part> =
        (0..random.pick(&[1, 1, 2, 3])).map_while(|at| body.get(at)).map(|part| sentences(part, random)).collect();
    let start = |most: usize| body.iter().take(most).cloned();
    if let Some(headline) = &headline {
        make(std::iter::once(headline.clone()).chain(start(random.pick(&[2, 4, 8, 30]))).collect(), random);
        make(std::iter::once(headline.clone()).chain(few.clone()).collect(), random);
    }
    make(start(random.pick(&[1, 2, 3, 6, 30])).collect(), random);
    let single: Vec<Part> = (0..random.pick(&[1, 1, 2, 3]))
        .map(|_| {
            let at = random.below(body.len());
            sentences(&body[at], random)
        })
        .collect();
    make(single, random);
    if let Some((kind, text)) = &headline {
        let words: Vec<&str> = text.split(' ').take(random.pick(&[2, 3, 3, 4])).collect();
        let short = (*kind, words.join(" ").trim_end_matches(['.', ',', ':', ';', '-']).to_owned());
        let rest: Vec<Part> = if random.unit() < 0.6 { few.clone() } else { start(random.pick(&[1, 3, 6])).collect() };
        make(std::iter::once(short).chain(rest).collect(), random);
    }
    if let (Some(headline), Some(byline)) = (headline, first("byline")) {
        let date = first("dateline").filter(|_| random.unit() < 0.5);
        make([headline, byline].into_iter().chain(date).chain(few).collect(), random);
    }
}

/// The first sentence of a paragraph, or the first two.
fn sentences((kind, text): &Part, random: &mut Random) -> Part {
    let mut left = random.pick(&[1, 1, 2]);
    let end = text.match_indices(['.', '!', '?']).find_map(|(at, _)| {
        let next = text.get(at + 1..)?.strip_prefix(' ')?.chars().next()?;
        if next.is_uppercase() || matches!(next, '“' | '"') {
            left -= 1;
        }
        (left == 0).then_some(at + 1)
    });
    (kind, text.get(..end.unwrap_or(text.len())).unwrap_or(text).to_owned())
}

/// An article of these parts, a blank line or none between them.
fn join(whole: &Article, parts: &[Part], random: &mut Random) -> Article {
    let separator = random.pick(&["\n\n", "\n\n", "\n"]);
    let mut text = String::new();
    let mut paragraphs = Vec::new();
    for (kind, part) in parts {
        if !text.is_empty() {
            text.push_str(separator);
        }
        let span = Span::new(text.len(), text.len() + part.len());
        text.push_str(part);
        paragraphs.push(Labelled { span, kind: (*kind).to_owned(), kicker: false, accept: Vec::new() });
    }
    text.push_str(random.pick(&["", "\n"]));
    let (source, weight) = SHORTENED;
    Article { id: whole.id.clone(), source, weight, outlet: whole.outlet.clone(), text, paragraphs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_of_names() {
        for (group, expected) in [
            ("reuters-296", "reuters"),
            ("hand-wwn-my_star_10", "hand-wwn-my_star"),
            ("hand-pn-nyt_2016-06-08_some-words-of-2016", "hand-pn-nyt"),
            ("gum-news_expo", "gum-news"),
            ("seed", "seed"),
        ] {
            assert_eq!(outlet(group), expected);
        }
    }

    #[test]
    fn cuts_keep_their_labels_and_their_outlet() {
        let text = "Bridge opens\n\nBy Kari Lie\n\nThe bridge over the river opened. Many people came to see it.";
        let labelled = |kind: &str, start, end| Labelled {
            span: Span::new(start, end),
            kind: kind.to_owned(),
            kicker: false,
            accept: Vec::new(),
        };
        let article = Article {
            id: "harbour-1".to_owned(),
            source: "web",
            weight: 1.0,
            outlet: "harbour".to_owned(),
            text: text.to_owned(),
            paragraphs: vec![labelled("headline", 0, 12), labelled("byline", 14, 25), labelled("body", 27, text.len())],
        };
        let made = shorten(&[article], &mut Random::new(1));
        assert_eq!(made.len(), 6);
        for article in &made {
            assert_eq!(article.outlet, "harbour");
            for paragraph in &article.paragraphs {
                let part = paragraph.span.of(&article.text);
                let expected = match paragraph.kind.as_str() {
                    "headline" => "Bridge opens",
                    "byline" => "By Kari Lie",
                    _ => "The bridge over the river opened.",
                };
                assert!(expected.starts_with(part) || part.starts_with(expected), "{part}");
            }
        }
    }
}
