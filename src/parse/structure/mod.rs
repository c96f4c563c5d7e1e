//! Structure: lines, paragraphs and their kinds, headline, byline, dateline, stamps.

use crate::document::{Document, Paragraph, ParagraphKind};
use crate::pipeline::Options;
use crate::span::Span;
use crate::text;

/// Reads the structure of `document.text` and fills all fields of `document` but sentences, tokens and warnings.
pub fn read(document: &mut Document, _options: &Options) {
    let mut start = 0;
    for piece in document.text.split_inclusive(text::is_line_break) {
        let span = Span::new(start, start + piece.len()).trim(&document.text);
        start += piece.len();
        if span.is_empty() {
            continue;
        }
        let kind = if document.headline.is_none() { ParagraphKind::Headline } else { ParagraphKind::Body };
        document.headline.get_or_insert(span);
        document.paragraphs.push(Paragraph { span, kind, sentences: 0..0 });
    }
}
