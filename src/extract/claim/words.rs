//! The words of a sentence, or of a part of it, in lower case: what every rule about claims looks at.
//!
//! All words of one view lie in one buffer, so a view costs two allocations whatever its length.

use crate::document::{Document, Token, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// Longest view, in tokens. Sentences of real articles stay far below; a text without full stops must not make the rules,
/// some of which look ahead, slow.
pub(crate) const MAX_WORDS: usize = 400;

/// Tokens with their lower-case forms; a typographic apostrophe is a plain one in these.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    lower: String,
    bounds: Vec<Range<usize>>,
}

impl<'a> Words<'a> {
    /// The tokens that begin in `pieces`, in order.
    pub(crate) fn new(document: &'a Document, pieces: &[Span]) -> Self {
        let mut words = Self { text: &document.text, tokens: Vec::new(), lower: String::new(), bounds: Vec::new() };
        for &piece in pieces {
            let range = document.tokens_in(piece);
            let room = MAX_WORDS.saturating_sub(words.tokens.len());
            for token in document.tokens.get(range).unwrap_or(&[]).iter().take(room) {
                words.push(*token);
            }
        }
        words
    }

    fn push(&mut self, token: Token) {
        let start = self.lower.len();
        for c in token.span.of(self.text).chars() {
            match c {
                '\u{2019}' | '\u{2bc}' => self.lower.push('\''),
                c if c.is_ascii() => self.lower.push(c.to_ascii_lowercase()),
                c => self.lower.extend(c.to_lowercase()),
            }
        }
        self.bounds.push(start..self.lower.len());
        self.tokens.push(token);
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token at `index` in lower case; empty past the end.
    pub(crate) fn get(&self, index: usize) -> &str {
        self.bounds.get(index).and_then(|bounds| self.lower.get(bounds.clone())).unwrap_or("")
    }

    /// The token before `index` in lower case; empty at the start.
    pub(crate) fn before(&self, index: usize) -> &str {
        index.checked_sub(1).map_or("", |previous| self.get(previous))
    }

    /// The token at `index` as printed; empty past the end.
    pub(crate) fn original(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    /// What the token at `index` is made of.
    pub(crate) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    /// Where the token at `index` stands.
    pub(crate) fn span(&self, index: usize) -> Span {
        self.tokens.get(index).map_or(Span::default(), |token| token.span)
    }

    /// Whether the token at `index` counts as a word.
    pub(crate) fn is_word(&self, index: usize) -> bool {
        self.kind(index).is_some_and(TokenKind::is_word)
    }
}
