//! The small tokens that dates, datelines and bylines are read from.
//!
//! These lines come glued and damaged ("Nov 20 20194:29 AM", `UpdatedNov 3`), so pieces are finer than words: letters, digits and
//! single marks, cut also where a capital follows a small letter. Runs of white space are no piece; whether one stood before is kept.

use crate::span::Span;
use crate::text::is_blank;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits; the value is cut off at [`u32::MAX`].
    Number(u32),
    /// Any other character.
    Mark(char),
}

/// A piece of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether white space, or nothing, stands before it.
    pub spaced: bool,
}

impl Piece {
    /// The number, if it is one of `digits` digits.
    pub(super) fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self.kind {
            Kind::Number(value) if digits.contains(&self.span.len()) => Some(value),
            _ => None,
        }
    }

    /// Whether it is this mark.
    pub(super) fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is a word of letters.
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Cuts at most `limit` pieces out of `span`.
pub(super) fn cut(text: &str, span: Span, limit: usize) -> Vec<Piece> {
    let content = span.of(text);
    let bytes = content.as_bytes();
    let mut pieces: Vec<Piece> = Vec::with_capacity(limit.min(content.len() / 4 + 1));
    let (mut at, mut spaced) = (0, true);
    while let Some(first) = char_at(content, at) {
        if is_blank(first) {
            spaced |= first.is_whitespace();
            at += first.len_utf8();
            continue;
        }
        if pieces.len() == limit {
            break;
        }
        let start = at;
        at += first.len_utf8();
        let kind = if first.is_ascii_digit() {
            let mut value = u32::from(first as u8 - b'0');
            while let Some(&digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
                value = value.saturating_mul(10).saturating_add(u32::from(digit - b'0'));
                at += 1;
            }
            Kind::Number(value)
        } else if first.is_alphabetic() {
            let mut before = first;
            // In ASCII, small letters go on where no capital follows them.
            while let Some(&byte) = bytes.get(at).filter(|byte| byte.is_ascii_lowercase()) {
                before = char::from(byte);
                at += 1;
            }
            while let Some(c) = char_at(content, at)
                && c.is_alphabetic()
                && !(before.is_lowercase() && c.is_uppercase())
            {
                before = c;
                at += c.len_utf8();
            }
            Kind::Word
        } else {
            Kind::Mark(first)
        };
        pieces.push(Piece { span: Span::new(span.start + start, span.start + at), kind, spaced });
        spaced = false;
    }
    pieces
}

/// The character that begins at a byte: most are a byte.
fn char_at(content: &str, at: usize) -> Option<char> {
    match content.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => content.get(at..)?.chars().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_glued_line() {
        let text = "UpdatedNov 20, 20194:29 AM(IST)";
        let pieces = cut(text, Span::new(0, text.len()), 100);
        let words: Vec<&str> = pieces.iter().map(|piece| piece.span.of(text)).collect();
        assert_eq!(words, ["Updated", "Nov", "20", ",", "20194", ":", "29", "AM", "(", "IST", ")"]);
        assert!(!pieces[1].spaced && pieces[2].spaced);
        assert_eq!(pieces[4].number(5..=6), Some(20194));
        assert_eq!(cut(text, Span::new(0, text.len()), 2).len(), 2);
    }
}
