//! Tokens beside damaged characters, so that damage keeps no name from being found.
//!
//! A lost character is a token of its own kind, [`TokenKind::Lost`]. Wrongly decoded letters stay in their word, wrongly decoded
//! quotation marks and apostrophes are cut as what they were. And where a lost character has taken a space with it, the
//! word beside it is cut in two if one part is a name of the document and the other a function word: "John?Kerryduring" is
//! `John` `?` `Kerry` `during`.

use super::Scanner;
use super::character::is_apostrophe;
use crate::document::{Document, Token, TokenKind};
use crate::lexicon::{WordList, word_list};
use crate::parse::damage;
use crate::span::Span;
use std::collections::HashSet;

static FUNCTION_WORDS: WordList = word_list!(include_str!("../../data/function_words_by_language.tsv"));

impl Scanner<'_> {
    /// Takes a damaged character that is not part of a word.
    pub(super) fn damaged(&mut self, c: char) -> bool {
        if matches!(c, '?' | '\u{fffd}') {
            let lost = damage::is_lost(self.text, self.at);
            if lost {
                self.take(c.len_utf8(), TokenKind::Lost);
            }
            return lost;
        }
        if c.is_ascii() {
            return false;
        }
        let Some((length, meaning)) = damage::mojibake(self.rest()) else { return false };
        let kind = match meaning {
            '“' | '”' | '‘' => TokenKind::Quote,
            '’' => {
                let ending = self.rest().get(length..).and_then(super::word::ending).filter(|_| self.glued_to_word());
                if let Some(letters) = ending {
                    self.take(length + letters, TokenKind::Possessive);
                    return true;
                }
                TokenKind::Quote
            }
            '–' | '—' | '…' | '•' => TokenKind::Punctuation,
            _ if meaning.is_alphabetic() => return false,
            _ if meaning.is_whitespace() => TokenKind::Lost,
            _ => TokenKind::Symbol,
        };
        self.take(length, kind);
        true
    }

    fn glued_to_word(&self) -> bool {
        self.last().is_some_and(|token| token.kind == TokenKind::Word && token.span.end == self.base + self.at)
    }
}

/// How much of `rest`, whose first `length` bytes are a run of word characters, belongs to the word if the run ends in wrongly
/// decoded text, and how long an apostrophe follows it then.
pub(super) fn end_of_run(rest: &str, from: usize, length: usize) -> (usize, usize) {
    let run = rest.get(from..length).unwrap_or("");
    let Some((at, c)) = run.char_indices().next_back().map(|(at, c)| (from + at, c)) else { return (length, 0) };
    if !matches!(c, 'â' | 'Ã' | 'Â') {
        return (length, 0);
    }
    match rest.get(at..).and_then(damage::mojibake) {
        Some((bytes, meaning)) if meaning.is_alphabetic() => (at + bytes, 0),
        Some((bytes, meaning)) if is_apostrophe(meaning) => (at, bytes),
        // Not at the head of a word: there it is taken as a sign.
        Some(_) if at > 0 => (at, 0),
        _ => (length, 0),
    }
}

/// Cuts words beside lost characters in two where a space was lost as well.
pub(super) fn part_words(document: &mut Document) {
    if !document.tokens.iter().any(|token| token.kind == TokenKind::Lost) {
        return;
    }
    let names: HashSet<&str> = document
        .tokens
        .iter()
        .map(|token| document.word(token))
        .filter(|word| word.starts_with(char::is_uppercase))
        .collect();
    let mut tokens: Vec<Token> = Vec::with_capacity(document.tokens.len() + 8);
    for (at, token) in document.tokens.iter().enumerate() {
        let glued_and_lost = |other: Option<&Token>| {
            other.is_some_and(|other| {
                other.kind == TokenKind::Lost
                    && (other.span.end == token.span.start || token.span.end == other.span.start)
            })
        };
        let beside = token.kind == TokenKind::Word
            && (glued_and_lost(document.tokens.get(at + 1))
                || glued_and_lost(at.checked_sub(1).and_then(|before| document.tokens.get(before))));
        match beside.then(|| parting(document.word(token), &names)).flatten() {
            Some(length) => {
                let middle = token.span.start + length;
                tokens.push(Token::new(&document.text, Span::new(token.span.start, middle), token.kind));
                tokens.push(Token::new(&document.text, Span::new(middle, token.span.end), token.kind));
            }
            None => tokens.push(*token),
        }
    }
    document.tokens = tokens;
}

/// Where a word is a name of the document and a function word, in either order.
fn parting(word: &str, names: &HashSet<&str>) -> Option<usize> {
    /// Longer words are no name with a function word.
    const LONGEST: usize = 48;
    /// Shorter parts are too often the end or head of a name.
    const SHORTEST: usize = 2;
    if word.len() > LONGEST {
        return None;
    }
    let parts = word.char_indices().map(|(at, _)| at).filter(|&at| at >= SHORTEST && word.len() - at >= SHORTEST);
    for at in parts {
        let (head, tail) = word.split_at(at);
        let is_function = |part: &str| {
            FUNCTION_WORDS.get(part).is_some_and(|languages| languages.split(',').any(|code| code == "en"))
        };
        if (names.contains(head) && is_function(tail)) || (is_function(head) && names.contains(tail)) {
            return Some(at);
        }
    }
    None
}
