//! How a word is written: its capitals and its shape; and which words are titles.

use crate::document::TokenKind;
use crate::model::hash;

/// How a token is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Other = 0,
    Lower = 1,
    Initial = 2,
    Upper = 3,
    SingleUpper = 4,
    Mixed = 5,
    Digit = 6,
}

impl Case {
    pub(super) const fn is_capital(self) -> bool {
        matches!(self, Self::Initial | Self::Upper | Self::SingleUpper | Self::Mixed)
    }
}

/// How a word is capitalised.
pub(super) fn case_of(word: &str, kind: TokenKind) -> Case {
    if kind == TokenKind::Number {
        return Case::Digit;
    }
    let (mut upper, mut lower) = (0, 0);
    if word.is_ascii() {
        for byte in word.bytes() {
            upper += usize::from(byte.is_ascii_uppercase());
            lower += usize::from(byte.is_ascii_lowercase());
        }
    } else {
        for c in word.chars() {
            upper += usize::from(c.is_uppercase());
            lower += usize::from(!c.is_uppercase() && c.is_lowercase());
        }
    }
    let first_upper = word.starts_with(char::is_uppercase);
    match (upper, lower) {
        (0, 0) => Case::Other,
        (0, _) => Case::Lower,
        (1, 0) => Case::SingleUpper,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Initial,
        _ => Case::Mixed,
    }
}

/// The word with letters as `x`, `X` and digits as `0`, whole and with runs as one.
pub(super) fn shapes(word: &str) -> (u64, u64) {
    let (mut shape, mut collapsed, mut last) = (hash::START, hash::START, 0);
    for c in word.chars() {
        let class = match c {
            'a'..='z' => b'x',
            'A'..='Z' => b'X',
            '0'..='9' => b'0',
            c if c.is_ascii() => c as u8,
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            c if c.is_numeric() => b'0',
            _ => b'?',
        };
        shape = hash::byte(shape, class);
        if class != last {
            collapsed = hash::byte(collapsed, class);
        }
        last = class;
    }
    (hash::finish(shape), hash::finish(collapsed))
}

/// Whether a word before a name is a title of address.
pub(super) fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mr."
            | "Mrs"
            | "Mrs."
            | "Ms"
            | "Ms."
            | "Dr"
            | "Dr."
            | "President"
            | "Minister"
            | "Sen."
            | "Rep."
            | "Gov."
            | "Gen."
            | "Lt."
            | "Col."
            | "Prof"
            | "Prof."
            | "Sir"
            | "Senator"
            | "Secretary"
            | "General"
            | "Governor"
            | "Mayor"
            | "Judge"
            | "Justice"
            | "Chancellor"
            | "King"
            | "Queen"
            | "Prince"
            | "Princess"
            | "Pope"
            | "Sheikh"
            | "Captain"
            | "Sgt."
            | "Rev."
            | "spokesman"
            | "spokeswoman"
            | "director"
            | "chairman"
    )
}
