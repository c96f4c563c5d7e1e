//! Pages made of the parts of several: the furniture of one outlet around the article of another.
//!
//! Few outlets are labelled, and each has its own order of parts. A page made of three outlets' parts, some left out or moved, shows the learner
//! what does not depend on the outlet. It is made only of articles that are learned from, so that no text of an outlet helps to read that outlet.

use super::articles::{Article, Labelled};
use super::random::Random;
use crate::span::Span;

/// What pages are made of: whole pages as browsers copy them, and pasted articles, which have little around their text.
const SOURCES: [&str; 3] = ["web", "hand", "page"];
/// How made pages are called and how much each counts.
pub(super) const RECOMBINED: (&str, f64) = ("recombined", 0.5);
/// Most paragraphs of one part that are taken: tails of pages are long.
const MOST: usize = 40;

/// Paragraphs with their labels, in order.
type Part<'a> = Vec<(&'a Labelled, &'a str)>;

/// An article by its parts.
struct Parts<'a> {
    /// Before the headline.
    top: Part<'a>,
    /// From the headline to the text.
    front: Part<'a>,
    /// From the first to the last paragraph of text.
    body: Part<'a>,
    /// After it.
    tail: Part<'a>,
}

impl<'a> Parts<'a> {
    fn of(article: &'a Article) -> Option<Self> {
        let all: Part<'a> =
            article.paragraphs.iter().map(|paragraph| (paragraph, paragraph.span.of(&article.text))).collect();
        let first = all.iter().position(|(paragraph, _)| paragraph.kind == "body")?;
        let last = all.iter().rposition(|(paragraph, _)| paragraph.kind == "body")?;
        let headline = all.iter().position(|(paragraph, _)| paragraph.kind == "headline").filter(|&at| at < first);
        let start = headline.unwrap_or(first);
        Some(Self {
            top: all[..start].to_vec(),
            front: all[start..first].to_vec(),
            body: all[first..=last].to_vec(),
            tail: all[last + 1..].to_vec(),
        })
    }
}

/// So many pages made of parts of `articles`.
pub(super) fn recombine(articles: &[&Article], count: usize, random: &mut Random) -> Vec<Article> {
    let parts: Vec<Parts<'_>> = articles
        .iter()
        .filter(|article| SOURCES.contains(&article.source))
        .filter_map(|article| Parts::of(article))
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    (0..count).map(|_| make(&parts, random)).collect()
}

fn make(parts: &[Parts<'_>], random: &mut Random) -> Article {
    let article = &parts[random.below(parts.len())];
    let above = &parts[random.below(parts.len())];
    let below = &parts[random.below(parts.len())];
    let among = &parts[random.below(parts.len())];
    let chance = |random: &mut Random, share: f32| random.unit() < share;

    let mut top: Part<'_> = if chance(random, 0.6) { above.top.clone() } else { Vec::new() };
    // What stood right above the headline of another is no label of this one.
    top.retain(|(paragraph, _)| paragraph.kind == "boilerplate" || paragraph.kind == "caption");
    let mut front = article.front.clone();
    if chance(random, 0.15) {
        front.retain(|(paragraph, _)| paragraph.kind != "headline");
        front.retain(|(paragraph, _)| paragraph.kind == "boilerplate" || paragraph.kind == "caption");
    }
    for kind in ["byline", "dateline", "subheading", "caption", "boilerplate"] {
        if chance(random, 0.2) {
            front.retain(|(paragraph, _)| paragraph.kind != kind);
        }
    }
    // Byline and stamp in another order, or above the headline.
    if chance(random, 0.3) && front.len() > 2 {
        let at = 1 + random.below(front.len() - 1);
        let moved = front.remove(at);
        let movable = ["byline", "dateline", "boilerplate", "caption"].contains(&moved.0.kind.as_str());
        let to = if movable { usize::from(!chance(random, 0.4)) } else { at };
        front.insert(to.min(front.len()), moved);
    }
    let mut body = article.body.clone();
    if chance(random, 0.5) {
        let furniture: Part<'_> =
            among.body.iter().filter(|(paragraph, _)| paragraph.kind != "body").take(8).copied().collect();
        for one in furniture {
            if body.len() > 2 {
                body.insert(1 + random.below(body.len() - 1), one);
            }
        }
    }
    let mut tail: Part<'_> = if chance(random, 0.7) { below.tail.clone() } else { Vec::new() };
    tail.truncate(MOST.min(1 + random.below(MOST)));
    let from = top.len().saturating_sub(1 + random.below(MOST));
    let separator = random.pick(&["\n\n", "\n\n", "\n\n", "\n"]);
    let mut made = Article {
        id: String::new(),
        source: RECOMBINED.0,
        weight: RECOMBINED.1,
        outlet: String::new(),
        text: String::new(),
        paragraphs: Vec::new(),
    };
    for (paragraph, content) in top[from..].iter().chain(&front).chain(&body).chain(&tail) {
        if !made.text.is_empty() {
            made.text.push_str(separator);
        }
        let start = made.text.len();
        made.text.push_str(content);
        made.paragraphs.push(Labelled {
            span: Span::new(start, made.text.len()),
            kicker: false,
            ..(*paragraph).clone()
        });
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_pages_keep_their_labels() {
        let page = |name: &str| {
            let texts = [
                ("boilerplate", "Menu"),
                ("headline", "Bridge opens"),
                ("byline", "By Kari Lie"),
                ("body", "It opened. Many came."),
                ("boilerplate", "Share"),
            ];
            let mut text = String::new();
            let mut paragraphs = Vec::new();
            for (kind, content) in texts {
                let start = text.len();
                text.push_str(content);
                paragraphs.push(Labelled {
                    span: Span::new(start, text.len()),
                    kind: kind.to_owned(),
                    kicker: false,
                    accept: Vec::new(),
                });
                text.push('\n');
            }
            Article { id: name.to_owned(), source: "web", weight: 1.0, outlet: name.to_owned(), text, paragraphs }
        };
        let pages = [page("a"), page("b")];
        let pages: Vec<&Article> = pages.iter().collect();
        for made in recombine(&pages, 30, &mut Random::new(3)) {
            assert!(made.paragraphs.iter().any(|paragraph| paragraph.kind == "body"));
            for paragraph in &made.paragraphs {
                let expected = match paragraph.kind.as_str() {
                    "headline" => "Bridge opens",
                    "byline" => "By Kari Lie",
                    "body" => "It opened. Many came.",
                    _ => paragraph.span.of(&made.text),
                };
                assert_eq!(paragraph.span.of(&made.text), expected);
            }
        }
    }
}
