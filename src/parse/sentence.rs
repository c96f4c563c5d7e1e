//! Sentences.

use crate::document::{Document, Sentence};

/// Cuts all paragraphs into sentences: fills [`Document::sentences`] and each paragraph's range of them. Needs the tokens.
pub fn cut(document: &mut Document) {
    for index in 0..document.paragraphs.len() {
        let span = document.paragraphs[index].span;
        let first = document.sentences.len();
        let tokens = document.tokens_in(span);
        document.sentences.push(Sentence { span, paragraph: index, tokens });
        document.paragraphs[index].sentences = first..document.sentences.len();
    }
}
