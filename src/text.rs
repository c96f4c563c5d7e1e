//! What the whole program means by blank, line and readable text.

use crate::span::Span;
use std::borrow::Cow;

/// Whether a character is Unicode `White_Space` or default-ignorable (zero-width, joiners, soft hyphen, direction marks):
/// text of such characters alone is blank.
///
/// Source: `DerivedCoreProperties.txt`, `Default_Ignorable_Code_Point`.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_ignorable(c)
}

/// Whether a character is default-ignorable: it shows nothing and takes no room.
pub fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character ends a line: LF, VT, FF, CR, NEL, LS or PS (Unicode standard annex 14, mandatory breaks).
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether all of `text` is blank.
pub fn all_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Every run of white space as one space, none at the ends: the contract's `text`.
pub fn squash(text: &str) -> Cow<'_, str> {
    let clean = text.split(' ').all(|word| !word.is_empty() && !word.contains(char::is_whitespace));
    if clean {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(char::is_whitespace).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

/// The pieces of `text` under `spans`, each squashed, joined with one space.
pub fn join_pieces(text: &str, spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&squash(span.of(text)));
    }
    out
}

/// A name, alias or description made fit for use: squashed, without ignorable characters, a lost character
/// (`?` or U+FFFD between letters) as a space.
pub fn clean(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let lost = matches!(c, '?' | '\u{fffd}')
            && before.is_alphanumeric()
            && chars.peek().is_some_and(|next| next.is_alphanumeric());
        if lost {
            repaired.push(' ');
        } else if !is_ignorable(c) {
            repaired.push(c);
        }
        before = c;
    }
    squash(&repaired).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squash_is_white_space_only() {
        assert_eq!(squash(" a\r\n\u{a0}b "), "a b");
        assert_eq!(squash("a b"), "a b");
        assert_eq!(squash("a\u{200b} b"), "a\u{200b} b");
        assert_eq!(squash(" "), "");
        assert_eq!(squash(""), "");
    }

    #[test]
    fn clean_repairs_lost_characters() {
        assert_eq!(clean("John?Kerry"), "John Kerry");
        assert_eq!(clean("Zo\u{ad}ra\u{a0} Neale?"), "Zora Neale?");
    }
}
