//! The article as one page for a browser: its text with highlights, beside it the people with their quotes, the other names, and the
//! claims by check-worthiness.
//!
//! A page loads nothing from elsewhere, and its content security policy forbids it to. All that comes from the article is escaped and
//! made harmless (see `inert.rs`); the only script is `page.js`, which the policy knows by its hash. Without the script everything can be
//! read: highlights are switched by style sheet alone, and marks are links to the lists.

mod article;
mod index;
mod lists;

pub use index::{Entry, index, read_entry};

use super::inert::{inert_character, is_active};
use super::json::{JsonDocument, Source, document};
use super::layers::Layers;
use super::{json, names};
use crate::document::{Analysis, EntityType};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// SHA-256 of the script in base64: a test holds it against the file.
const SCRIPT_HASH: &str = "W3ZgRgntfcrwfUJY574Lv65COrVQssyKcj4TwUaoLY4=";

/// What a page is made from.
struct Page<'a> {
    analysis: &'a Analysis,
    /// The same as it is printed as JSON: words and ids are taken from there.
    document: JsonDocument<'a>,
    layers: Layers,
}

/// The page of an article.
pub fn page(analysis: &Analysis, source: &Source) -> String {
    let page = Page {
        analysis,
        document: document(analysis, source, json::Selection::default()),
        layers: Layers::new(analysis),
    };
    let headline = page.document.headline.as_ref().map(|piece| piece.text.as_ref());
    let name = source.name();
    let mut out = String::new();
    let entry = Entry::of(&page.document, &name);
    begin(&mut out, headline.unwrap_or(&name), Some(&entry));
    out.push_str("<a class=\"skip\" href=\"#article\">Skip to the article</a>\n");
    out.push_str("<a class=\"skip\" href=\"#found\">Skip to what was found</a>\n");
    page.switches(&mut out);
    out.push_str("<main>\n");
    page.article(&mut out);
    page.lists(&mut out);
    out.push_str("</main>\n");
    page.footer(&name, &mut out);
    out.push_str("<div id=\"card\" role=\"tooltip\" hidden></div>\n");
    end(&mut out);
    out
}

impl Page<'_> {
    /// The switches of the highlights, each with the number of its things.
    fn switches(&self, out: &mut String) {
        let of = |class: &str| {
            let entities = self.analysis.entities.iter();
            entities.filter(|entity| entity_class(entity.kind) == class).count()
        };
        let furniture = self.document.paragraphs.iter().filter(|paragraph| paragraph.kind == "boilerplate").count();
        let switches = [
            ("person", "People", of("person")),
            ("organization", "Organisations", of("organization")),
            ("place", "Places", of("place")),
            ("other", "Other names", of("other")),
            ("value", "Numbers and dates", self.analysis.values.len()),
            ("quote", "Quotes", self.analysis.quotes.len()),
            ("claim", "Claims", self.analysis.claims.len()),
            ("furniture", "Page furniture", furniture),
        ];
        out.push_str("<nav class=\"bar\" aria-label=\"Highlights\"><fieldset><legend>Show</legend>\n");
        for (class, label, count) in switches.into_iter().filter(|(.., count)| *count > 0) {
            let _ = writeln!(
                out,
                "<label class=\"switch {class}\"><input type=\"checkbox\" id=\"show-{class}\" autocomplete=\"off\" checked>{label} \
                 <span class=\"count\">{count}</span></label>"
            );
        }
        out.push_str("</fieldset></nav>\n");
    }

    fn footer(&self, name: &str, out: &mut String) {
        out.push_str("<footer>");
        escape(name, out);
        let _ = write!(out, " · {} words", self.document.source.words);
        if let Some(date) = &self.document.date {
            out.push_str(" · ");
            escape(date, out);
        }
        let version = env!("CARGO_PKG_VERSION");
        let _ = writeln!(
            out,
            " · read by newsparse {version}. Names, speakers and scores are a program’s reading of the text, not a finding of fact.</footer>"
        );
    }
}

/// The head of a page, up to its body.
fn begin(out: &mut String, title: &str, entry: Option<&Entry>) {
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; \
         base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"newsparse {}\">\n",
        env!("CARGO_PKG_VERSION")
    );
    if let Some(entry) = entry {
        index::write_entry(entry, out);
    }
    out.push_str("<title>");
    escape(title, out);
    let _ = write!(out, "</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n");
}

fn end(out: &mut String) {
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
}

/// Text for content and quoted attributes: nothing in it is markup, or acts on the page.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            _ if is_active(c) => out.push(inert_character(c)),
            _ => out.push(c),
        }
    }
}

/// The class that an entity is coloured by.
fn entity_class(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Location | EntityType::Facility => "place",
        _ => "other",
    }
}

/// The class of a mention: that of its entity, and its form.
fn mention_class(analysis: &Analysis, entity: usize, mention: usize) -> Option<(&'static str, &'static str)> {
    let entity = analysis.entities.get(entity)?;
    Some((entity_class(entity.kind), names::mention_form(entity.mentions.get(mention)?.form)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::test_support::Article;
    use sha2::{Digest, Sha256};

    fn base64(bytes: &[u8]) -> String {
        const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let all = chunk.iter().fold(0_u32, |all, &byte| all << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
            for place in 0..4 {
                let letter = LETTERS[(all >> (18 - 6 * place)) as usize & 63];
                out.push(if place <= chunk.len() { char::from(letter) } else { '=' });
            }
        }
        out
    }

    #[test]
    fn quotes_have_their_speaker_in_the_margin_and_in_the_lists() {
        let text = "Oslo pays for bridge\n\nThe city paid $5 million for the old bridge.\n\n“We paid the full sum, and nobody asked,” Mayor \
                    Ada Lie said of Oslo’s bridge. “He told me ‘it is done’ and left.”\n\nOfficials said it was cheap.\n";
        let article = Article::new(text)
            .person("Ada Lie", &["Ada Lie"])
            .entity(EntityType::Location, "Oslo", &["Oslo"])
            .value("$5 million", crate::document::ValueType::Money, 5e6, "USD")
            .quote("We paid the full sum, and nobody asked,", "Ada Lie", "Ada Lie")
            .quote("it is done", "He", "He")
            .quote("it was cheap", "Officials", "Officials")
            .claim("The city paid $5 million for the old bridge.", 0.9)
            .claim("We paid the full sum, and nobody asked,", 0.4);
        let page = page(&article.analysis, &Source::default());
        let place = |piece: &str| {
            page.find(piece).unwrap_or_else(|| panic!("{piece}\n{}", &page[page.find("<article").unwrap()..]))
        };
        // In the margin of its paragraph, at its place in the text, and with its speaker.
        let margin = place("<span class=\"who\"><a href=\"#q1\" data-r=\"q1\">Ada Lie</a> quoted</span>");
        let words =
            place("<span class=\"q direct\" id=\"q1-at\" data-r=\"q1\">We paid the full sum, and nobody asked,</span>");
        let person = place("id=\"e1\"");
        let record = place("<blockquote class=\"rec\" id=\"q1\"");
        assert!(margin < words && words < person && person < record);
        // Sources that are no entity have a list of their own.
        let others = place("<h2>Other sources</h2>");
        assert!(record < others && others < place("<h3>Officials</h3>"));
        place("<span class=\"c\" style=\"--s:0.9\">The city paid <span id=\"v1-at\"></span><a class=\"v\"");
        place("<span class=\"gauge\" style=\"--s:0.9\"");
        assert!(place("0.90</span> <span class=\"soft\">c1") < place("0.40</span> <span class=\"soft\">c2"));
    }

    #[test]
    fn the_policy_names_the_script() {
        assert_eq!(base64(&Sha256::digest(SCRIPT.as_bytes())), SCRIPT_HASH, "the hash of page.js");
        assert!(!SCRIPT.contains("</"), "nothing in the script ends it");
    }
}
