//! Tokens.

use crate::document::{Document, Token, TokenKind};
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Cuts all paragraphs into tokens and fills [`Document::tokens`].
pub fn cut(document: &mut Document) {
    let text = &document.text;
    for paragraph in &document.paragraphs {
        for (at, word) in paragraph.span.of(text).split_word_bound_indices() {
            if crate::text::all_blank(word) {
                continue;
            }
            let start = paragraph.span.start + at;
            let kind = match word.chars().next() {
                Some('"' | '“' | '”') => TokenKind::Quote,
                Some(c) if c.is_alphabetic() => TokenKind::Word,
                Some(c) if c.is_numeric() => TokenKind::Number,
                _ => TokenKind::Punctuation,
            };
            document.tokens.push(Token { span: Span::new(start, start + word.len()), kind });
        }
    }
}
