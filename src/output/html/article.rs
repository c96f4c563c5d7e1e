//! The text of the article with its marks.

use super::{Page, escape, mention_class};
use crate::document::{Paragraph, ParagraphKind, QuoteKind};
use crate::output::json::{JsonParagraph, score};
use crate::output::layers::{Segment, speaker_name};
use crate::output::names;
use std::collections::BTreeSet;
use std::fmt::Write;

impl Page<'_> {
    pub(super) fn article(&self, out: &mut String) {
        // The language of a text that is not English is not known.
        let language = if self.analysis.document.is_english() { "en" } else { "" };
        let _ = writeln!(out, "<article id=\"article\" lang=\"{language}\" tabindex=\"-1\">");
        let mut has_headline = false;
        for (paragraph, record) in self.analysis.document.paragraphs.iter().zip(&self.document.paragraphs) {
            let _ = write!(out, "<div class=\"row {}\" id=\"p{}\"><div class=\"margin\">", record.kind, record.index);
            self.margin(paragraph, record, out);
            out.push_str("</div>");
            let tag = match paragraph.kind {
                ParagraphKind::Headline if !has_headline => "h1",
                ParagraphKind::Subheading => "h2",
                _ => "p",
            };
            has_headline |= paragraph.kind == ParagraphKind::Headline;
            let _ = write!(out, "<{tag}>");
            self.text(paragraph, out);
            let _ = writeln!(out, "</{tag}></div>");
        }
        out.push_str("</article>\n");
    }

    /// What kind of paragraph it is where that is not plain, and who speaks in it.
    fn margin(&self, paragraph: &Paragraph, record: &JsonParagraph<'_>, out: &mut String) {
        if !matches!(paragraph.kind, ParagraphKind::Body | ParagraphKind::Headline | ParagraphKind::Subheading) {
            let _ = write!(out, "<span class=\"kind\">{}</span>", record.kind.replace('_', " "));
        }
        let mut seen = BTreeSet::new();
        let segments = self.layers.within(paragraph.span).iter();
        for index in segments.flat_map(|segment| self.layers.quotes_beginning(segment).chain(segment.quote)) {
            let Some(quote) = self.analysis.quotes.get(index).filter(|_| seen.insert(index)) else { continue };
            let _ = write!(out, "<span class=\"who\"><a href=\"#q{0}\" data-r=\"q{0}\">", index + 1);
            escape(speaker_name(quote), out);
            let verb = match quote.kind {
                QuoteKind::Direct => "quoted",
                QuoteKind::Mixed => "partly quoted",
                QuoteKind::Indirect => "reported",
            };
            let _ = write!(out, "</a> {verb}</span>");
        }
    }

    fn text(&self, paragraph: &Paragraph, out: &mut String) {
        let mut open = Open::default();
        for segment in self.layers.within(paragraph.span) {
            if (open.claim, open.quote) != (segment.claim, segment.quote)
                || self.layers.quotes_beginning(segment).next().is_some()
            {
                open.close(out);
                self.open(&mut open, segment, out);
            }
            self.segment(segment, out);
            for index in self.layers.claims_ending(segment) {
                open.close(out);
                let _ = write!(
                    out,
                    "<a class=\"cref\" id=\"c{0}-at\" href=\"#c{0}\" data-r=\"c{0}\" aria-label=\"claim {0}\">c{0}</a>",
                    index + 1
                );
            }
        }
        open.close(out);
    }

    fn open(&self, open: &mut Open, segment: &Segment, out: &mut String) {
        if let Some(claim) = segment.claim.and_then(|index| self.analysis.claims.get(index)) {
            let _ = write!(out, "<span class=\"c\" style=\"--s:{}\">", score(claim.checkworthiness));
            open.tags += 1;
        }
        if let Some((index, quote)) = segment.quote.and_then(|index| Some((index, self.analysis.quotes.get(index)?))) {
            // Of several that begin here, the others are empty places to lead to.
            let mut id = String::new();
            for beginning in self.layers.quotes_beginning(segment) {
                if beginning == index {
                    id = format!(" id=\"q{}-at\"", index + 1);
                } else {
                    let _ = write!(out, "<span id=\"q{}-at\"></span>", beginning + 1);
                }
            }
            let kind = names::quote_kind(quote.kind);
            let _ = write!(out, "<span class=\"q {kind}\"{id} data-r=\"q{}\">", index + 1);
            open.tags += 1;
        }
        (open.claim, open.quote) = (segment.claim, segment.quote);
    }

    /// A piece of text that lies in the same things throughout.
    fn segment(&self, segment: &Segment, out: &mut String) {
        let words = self.analysis.document.slice(segment.span);
        let value = segment.value.filter(|value| *value < self.analysis.values.len());
        // Where the lists lead to.
        for beginning in self.layers.values_beginning(segment) {
            let _ = write!(out, "<span id=\"v{}-at\"></span>", beginning + 1);
        }
        if let Some((entity, mention)) = segment.entity
            && let Some((class, form)) = mention_class(self.analysis, entity, mention)
        {
            let begins = self.analysis.entities[entity].mentions[mention].span.start == segment.span.start;
            let id = if begins { format!(" id=\"e{}-{}\"", entity + 1, mention + 1) } else { String::new() };
            let _ = write!(out, "<a class=\"m {class} {form}\"{id} href=\"#e{0}\" data-r=\"e{0}\">", entity + 1);
            escape(words, out);
            out.push_str("</a>");
        } else if let Some(index) = value {
            let _ = write!(out, "<a class=\"v\" href=\"#v{0}\" data-r=\"v{0}\">", index + 1);
            escape(words, out);
            out.push_str("</a>");
        } else {
            escape(words, out);
        }
    }
}

/// What is open where the text is.
#[derive(Default)]
struct Open {
    claim: Option<usize>,
    quote: Option<usize>,
    tags: usize,
}

impl Open {
    fn close(&mut self, out: &mut String) {
        (0..self.tags).for_each(|_| out.push_str("</span>"));
        *self = Self::default();
    }
}
