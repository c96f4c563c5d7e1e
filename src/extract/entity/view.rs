//! The tokens as this room looks at them: case, place in the sentence, and what the whole article says of a word.

use super::lexeme::{self, FUNCTION, Lexeme};
use crate::document::{Document, ParagraphKind, TokenKind};
use crate::span::Span;
use std::ops::Range;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// No letters, or no capital.
    Lower,
    /// A capital, alone, first, or after a prefix ("al-Assad", "iPhone").
    Capital,
    /// Two letters or more, all capitals.
    Upper,
}

/// A token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// What is known of it by itself.
    lexeme: Lexeme,
    /// Whether it stands where any word has a capital.
    pub(super) initial: bool,
    /// Whether it follows the token before without a space.
    pub(super) glued: bool,
    /// Whether it stands for a character that was lost between two words ("John?Kerry").
    pub(super) lost: bool,
}

impl Word<'_> {
    pub(super) fn is_capitalized(&self) -> bool {
        self.kind == TokenKind::Word && self.case() != Case::Lower
    }

    /// The hash of its text.
    pub(super) fn key(&self) -> u64 {
        self.lexeme.key
    }

    pub(super) fn case(&self) -> Case {
        self.lexeme.case
    }

    /// Whether it has one of some traits, see [`lexeme`].
    pub(super) fn is(&self, any: u8) -> bool {
        self.lexeme.is(any)
    }
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// For names and the first word.
    Normal,
    /// For most words: a headline.
    Title,
    /// For all letters.
    Upper,
}

/// A sentence.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) words: Range<usize>,
    pub(super) style: Style,
    pub(super) kind: ParagraphKind,
}

/// The document as this room reads it; `words` are its tokens, one to one.
#[derive(Debug)]
pub(super) struct View<'a> {
    pub(super) document: &'a Document,
    pub(super) words: Vec<Word<'a>>,
    pub(super) lines: Vec<Line>,
    quoted: Vec<bool>,
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document) -> Self {
        let mut words: Vec<Word<'a>> = Vec::with_capacity(document.tokens.len());
        let lexemes = lexeme::of(document);
        for token in &document.tokens {
            let Some(&lexeme) = lexemes.get(token.form as usize) else { break };
            let text = document.word(token);
            let glued = words.last().is_some_and(|before| before.span.end == token.span.start);
            if glued && let Some(before) = words.last_mut() {
                before.lost = before.glued && before.kind == TokenKind::Lost && token.kind == TokenKind::Word;
            }
            words.push(Word { text, span: token.span, kind: token.kind, lexeme, initial: false, glued, lost: false });
        }
        let mut lines = Vec::with_capacity(document.sentences.len());
        for sentence in &document.sentences {
            let range = sentence.tokens.start.min(words.len())..sentence.tokens.end.min(words.len());
            mark_initial(&mut words[range.clone()]);
            let kind =
                document.paragraphs.get(sentence.paragraph).map_or(ParagraphKind::Body, |paragraph| paragraph.kind);
            lines.push(Line { style: style_of(&words[range.clone()], kind), words: range, kind });
        }
        let quoted = quoted(document, &words);
        Self { document, words, lines, quoted }
    }

    /// Whether a word stands between quotation marks.
    pub(super) fn quoted(&self, at: usize) -> bool {
        self.quoted.get(at).copied().unwrap_or(false)
    }

    /// The sentence that holds a word.
    pub(super) fn line_at(&self, at: usize) -> Option<&Line> {
        let next = self.lines.partition_point(|line| line.words.start <= at);
        self.lines.get(next.checked_sub(1)?).filter(|line| line.words.contains(&at))
    }

    /// The words of the sentence that holds a word.
    pub(super) fn line_of(&self, at: usize) -> Option<&Range<usize>> {
        self.line_at(at).map(|line| &line.words)
    }

    /// The text from the first to the last of some words.
    pub(super) fn span(&self, words: &Range<usize>) -> Span {
        let first = self.words.get(words.start).map_or(0, |word| word.span.start);
        let last = words.end.checked_sub(1).and_then(|last| self.words.get(last)).map_or(first, |word| word.span.end);
        Span::new(first, last)
    }
}

/// Marks the words that stand first in a sentence, after a full stop, colon or opening quotation mark.
fn mark_initial(words: &mut [Word<'_>]) {
    let mut open = true;
    for word in words {
        match word.kind {
            TokenKind::Word | TokenKind::Number | TokenKind::Address => {
                word.initial = open;
                open = false;
            }
            TokenKind::Quote => open = open || !word.glued,
            TokenKind::Punctuation | TokenKind::Symbol => {
                open =
                    open && !matches!(word.text, "," | ";") || matches!(word.text, "." | "!" | ":" | "•" | "*" | "…");
                open = open || word.text == "?" && !word.lost;
            }
            TokenKind::Possessive | TokenKind::Lost => {}
        }
    }
}

fn style_of(words: &[Word<'_>], kind: ParagraphKind) -> Style {
    let (mut full, mut capital, mut upper) = (0, 0, 0);
    for word in words.iter().filter(|word| word.kind == TokenKind::Word && !word.is(FUNCTION)) {
        full += 1;
        capital += usize::from(word.case() != Case::Lower);
        upper += usize::from(word.case() == Case::Upper);
    }
    // A sentence of running text may hold little but names: one word in lower case makes it normal.
    let share = if kind.is_running_text() { 100 } else { 75 };
    if full >= 3 && upper * 10 >= full * 8 {
        Style::Upper
    } else if full >= 4 && capital * 100 >= full * share {
        Style::Title
    } else {
        Style::Normal
    }
}

/// For each token whether it stands between double quotation marks; a quotation ends with its paragraph.
fn quoted(document: &Document, words: &[Word<'_>]) -> Vec<bool> {
    let mut out = vec![false; words.len()];
    for paragraph in &document.paragraphs {
        let mut open = false;
        for at in document.tokens_in(paragraph.span) {
            let Some(word) = words.get(at) else { break };
            match word.text {
                "“" | "„" | "«" | "``" => open = true,
                "”" | "»" => open = false,
                "\"" | "''" => open = !open,
                _ => out[at] = open,
            }
        }
    }
    out
}
