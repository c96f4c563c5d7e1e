//! Quotation marks, and the apostrophes that look like them.
//!
//! A double mark is always a [`TokenKind::Quote`]. A single one is, unless it is an apostrophe: inside a word (then the word has
//! taken it), at the head of `'90s` or `'em`, or as the possessive ending of a plural (`workers'`).

use super::Scanner;
use super::character::{is_apostrophe, is_letter};
use crate::document::TokenKind;

/// Words that begin with an apostrophe.
const ELISIONS: [&str; 7] = ["em", "til", "tis", "twas", "n", "cuz", "bout"];

/// How far (in bytes) a later closing mark is looked for; a single-quoted phrase that holds a plural possessive is short.
const CLOSING_WINDOW: usize = 300;

impl Scanner<'_> {
    /// Takes a quotation mark, or a word or number that begins with an apostrophe.
    pub(super) fn quotation(&mut self, c: char) -> bool {
        let rest = self.rest();
        let double = ["''", "``", "’’", "‘‘", "´´"].into_iter().find(|pair| rest.starts_with(pair));
        if let Some(pair) = double {
            self.take(pair.len(), TokenKind::Quote);
            return true;
        }
        match c {
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '「' | '」' | '『' | '』' | '〝' | '〞'
            | '＂' => {
                self.take(c.len_utf8(), TokenKind::Quote);
                true
            }
            _ if is_apostrophe(c) => {
                self.single(c);
                true
            }
            _ => false,
        }
    }

    /// Takes what a single mark begins.
    fn single(&mut self, c: char) {
        let after = self.rest().get(c.len_utf8()..).unwrap_or("");
        let glued = self.before().is_some_and(|before| !before.is_whitespace());
        if c != '`' && !self.before().is_some_and(char::is_alphanumeric) {
            // '90s, '08
            let digits = super::run_length(after, |digit| digit.is_ascii_digit());
            let ending = after.get(digits..).unwrap_or("");
            let tail = usize::from(ending.starts_with('s'));
            let ends = !ending
                .get(tail..)
                .unwrap_or("")
                .starts_with(|next: char| next.is_alphanumeric() || matches!(next, '.' | ',' | ':' | '%'));
            if digits == 2 && ends && (tail == 1 || c != '‘') {
                self.take(c.len_utf8() + digits + tail, TokenKind::Number);
                return;
            }
            // 'n', 'em
            let letters = super::run_length(after, is_letter);
            let word = after.get(..letters).unwrap_or("");
            if ELISIONS.iter().any(|elision| elision.eq_ignore_ascii_case(word)) {
                let closes = after
                    .get(letters..)
                    .unwrap_or("")
                    .chars()
                    .next()
                    .filter(|&next| word.len() == 1 && is_apostrophe(next));
                if word.len() > 1 || closes.is_some() {
                    self.take(c.len_utf8() + letters + closes.map_or(0, char::len_utf8), TokenKind::Word);
                    return;
                }
            }
        }
        let opens = after
            .starts_with(|next: char| next.is_alphanumeric() || matches!(next, '$' | '£' | '€' | '[' | '“' | '"'))
            && !self.before().is_some_and(char::is_alphanumeric);
        if opens && c != '’' {
            self.single_open = true;
            self.take(c.len_utf8(), TokenKind::Quote);
            return;
        }
        // A plural's possessive: workers', Times’. With a mark open it closes, unless a better closing mark follows.
        let plural = glued
            && matches!(c, '\'' | '’')
            && self.last().is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
            && self.last_word().ends_with(['s', 'S', 'z', 'x']);
        if plural && after.starts_with(char::is_whitespace) && (!self.single_open || closes_later(after)) {
            self.take(c.len_utf8(), TokenKind::Possessive);
            return;
        }
        self.single_open = false;
        self.take(c.len_utf8(), TokenKind::Quote);
    }
}

/// Whether a single mark that can only close (after something, before something that is no letter) comes before one that opens.
fn closes_later(after: &str) -> bool {
    let mut before = ' ';
    let mut chars = after.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > CLOSING_WINDOW {
            return false;
        }
        if is_apostrophe(c) {
            let letter_follows = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
            if before.is_whitespace() && letter_follows {
                return false;
            }
            if !before.is_whitespace() && !letter_follows {
                return true;
            }
        }
        before = c;
    }
    false
}
