//! Numbers: a digit with the signs that belong to it.

use super::character::{is_hyphen, is_word};
use super::{Scanner, run_length};
use crate::document::TokenKind;
use crate::lexicon::{WordList, word_list};

static UNITS: WordList = word_list!(UNITS_FILE);
const UNITS_FILE: &str = include_str!("../../data/number_units.txt");

/// Units that stand at a number in capitals; other capitals belong to the number (`4G`, `3D`).
const CAPITAL_UNITS: [&str; 18] =
    ["AM", "PM", "M", "B", "K", "BN", "MN", "TN", "C", "F", "KM", "KG", "GB", "TB", "MB", "MW", "GW", "MM"];

impl Scanner<'_> {
    /// Takes a number that begins with a sign: `.38`.
    pub(super) fn number_with_sign(&mut self, c: char) -> bool {
        let begins = c == '.'
            && self.rest().get(1..).is_some_and(|after| after.starts_with(|digit: char| digit.is_ascii_digit()))
            && self
                .before()
                .is_none_or(|before| before.is_whitespace() || matches!(before, '$' | '£' | '€' | '(' | '"' | '“'));
        if begins {
            self.number();
        }
        begins
    }

    /// Takes a number.
    pub(super) fn number(&mut self) {
        let rest = self.rest();
        if let Some(length) = iso_date(rest) {
            self.take(length, TokenKind::Number);
            return;
        }
        let mut length = numeral(rest);
        let tail = rest.get(length..).unwrap_or("");
        let letters = run_length(tail, char::is_alphabetic);
        let suffix = tail.get(..letters).unwrap_or("");
        let after = tail.get(letters..).unwrap_or("");
        if letters > 0 && !is_unit(suffix, after) {
            // 5th, 1980s, 4G; letters and digits may go on: 3a2b.
            length += run_length(tail, is_word);
        }
        self.take(length, TokenKind::Number);
        self.possessive();
    }
}

/// The length of digits with inner commas, stops, colons and slashes that have digits on both sides.
pub(super) fn numeral(text: &str) -> usize {
    let mut length = usize::from(text.starts_with('.'));
    loop {
        let digits = run_length(text.get(length..).unwrap_or(""), char::is_numeric);
        length += digits;
        let mut next = text.get(length..).unwrap_or("").chars();
        let (sign, after) = (next.next(), next.next());
        if digits == 0 || !matches!(sign, Some(',' | '.' | ':' | '/')) || !after.is_some_and(|c| c.is_ascii_digit()) {
            return length;
        }
        // A comma parts thousands, or lakhs: two or three digits follow.
        if sign == Some(',') {
            let group = run_length(text.get(length + 1..).unwrap_or(""), |c| c.is_ascii_digit());
            if !(2..=3).contains(&group) || digits > 3 {
                return length;
            }
        }
        length += 1;
    }
}

/// The length of a date as ISO 8601 writes it; its hyphens are no ranges.
fn iso_date(text: &str) -> Option<usize> {
    const LENGTH: usize = "2016-07-15".len();
    let bytes = text.as_bytes().get(..LENGTH)?;
    let fits = bytes
        .iter()
        .enumerate()
        .all(|(at, byte)| if matches!(at, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() });
    let ends = !text.get(LENGTH..)?.starts_with(|c: char| c.is_ascii_digit() || is_hyphen(c));
    (fits && ends).then_some(LENGTH)
}

/// Whether letters at a number are a unit: `am`, `km`, `a` of `a.m.`.
fn is_unit(letters: &str, after: &str) -> bool {
    UNITS.contains(letters)
        || CAPITAL_UNITS.contains(&letters)
        || (matches!(letters, "a" | "p" | "A" | "P")
            && after.get(..2).is_some_and(|next| next.eq_ignore_ascii_case(".m")))
        || letters.chars().count() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("number_units.txt", UNITS_FILE);
    }
}
