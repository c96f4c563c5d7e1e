//! What the whole program means by blank, line and readable text.

use crate::parse::damage::mojibake;
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
    !c.is_ascii()
        && matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{e0000}'..='\u{e0fff}')
}

/// [`char::is_alphanumeric`], without a search for typographic quotation marks and dashes, the commonest characters beyond ASCII.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    !is_general_punctuation(c) && c.is_alphanumeric()
}

/// Whether a character is of the block General Punctuation: it is no letter or digit and has no case.
const fn is_general_punctuation(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206f}')
}

/// Whether a character ends a line: LF, VT, FF, CR, NEL, LS or PS (Unicode standard annex 14, mandatory breaks).
pub fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\x0b' | '\x0c' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether all of `text` is blank.
pub fn all_blank(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Calls `see` with the place of each space of a text, looked for eight bytes at a time, until it has seen enough.
pub(crate) fn see_spaces(text: &str, mut see: impl FnMut(usize) -> bool) {
    const BLOCK: usize = 8;
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    let mut last = [0; BLOCK];
    last[..rest.len()].copy_from_slice(rest);
    for (number, block) in blocks.iter().chain([&last]).enumerate() {
        // The highest bit of each byte that is a space.
        let mut found = nought_bytes(u64::from_le_bytes(*block) ^ u64::from_le_bytes([b' '; BLOCK]));
        while found != 0 {
            if see(number * BLOCK + found.trailing_zeros() as usize / BLOCK) {
                return;
            }
            found &= found - 1;
        }
    }
}

/// The highest bit of each of eight bytes that is nought (Warren, "Hacker's Delight", 6-1).
const fn nought_bytes(bytes: u64) -> u64 {
    const REST: u64 = u64::from_le_bytes([0x7f; 8]);
    !(((bytes & REST) + REST) | bytes | REST)
}

/// Every run of white space as one space, none at the ends: the contract's `text`.
pub fn squash(text: &str) -> Cow<'_, str> {
    if is_squashed(text) {
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

/// Whether a text has one space at a time, nothing else that is white, and none at the ends.
fn is_squashed(text: &str) -> bool {
    !text.starts_with(' ') && !text.ends_with(' ') && !see_uneven(text, |_| true)
}

/// The place of the first byte that is `wanted`. Blocks are looked at without a branch for each byte: several bytes at a time where `wanted` is one
/// comparison or [`lies_in`].
pub(crate) fn find_byte(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 16;
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let holds = |block: &[u8; BLOCK]| block.iter().fold(false, |any, &byte| any | wanted(byte));
    let from = blocks.iter().take_while(|block| !holds(block)).count() * BLOCK;
    bytes.get(from..)?.iter().position(|&byte| wanted(byte)).map(|at| from + at)
}

/// Whether a byte lies in one of these ranges, from a first byte to a last, without a branch for each.
#[inline]
pub(crate) fn lies_in<const N: usize>(byte: u8, ranges: &[(u8, u8); N]) -> bool {
    ranges.iter().fold(false, |any, (first, last)| any | (byte.wrapping_sub(*first) <= last.wrapping_sub(*first)))
}

/// The characters of a text that are not ASCII, with where they stand.
pub(crate) fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + find_byte(text.as_bytes().get(from..)?, |byte| !byte.is_ascii())?;
        let c = text.get(at..)?.chars().next()?;
        from = at + c.len_utf8();
        Some((at, c))
    })
}

/// Where the white space of a text is anything but one space between words: pieces without such a place are squashed as they are.
#[derive(Debug)]
pub struct UnevenBlanks(Vec<usize>);

impl UnevenBlanks {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        /// Line breaks of most articles, or a few more.
        const USUAL: usize = 64;
        let mut places = Vec::with_capacity(USUAL);
        see_uneven(text, |at| {
            places.push(at);
            false
        });
        Self(places)
    }

    /// [`squash`] of the piece under a span of the text.
    pub fn squash<'t>(&self, text: &'t str, span: Span) -> Cow<'t, str> {
        let piece = span.of(text);
        let first = self.0.partition_point(|&place| place < span.start);
        let inside = || self.0.iter().skip(first).copied().take_while(|&place| place < span.end);
        if piece.is_empty() || inside().next().is_none() {
            return Cow::Borrowed(piece.trim_matches(' '));
        }
        let mut out = String::with_capacity(piece.len());
        let mut start = span.start;
        for end in inside().chain([span.end]) {
            let words = Span::new(start, end).of(text).trim_matches(' ');
            if !out.is_empty() && !words.is_empty() {
                out.push(' ');
            }
            out.push_str(words);
            start = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        Cow::Owned(out)
    }
}

/// Calls `see` with each place where white space begins that is no space after another character, until it has seen enough; whether it has.
fn see_uneven(text: &str, mut see: impl FnMut(usize) -> bool) -> bool {
    const BLOCK: usize = 16;
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    let mut before = [0; BLOCK];
    for (number, block) in blocks.iter().enumerate() {
        // The bytes before those of the block. Nearly all blocks are letters and single spaces.
        before[0] = before[BLOCK - 1];
        before[1..].copy_from_slice(&block[..BLOCK - 1]);
        let is_telling = |byte| lies_in(byte, &[(b'\t', b'\r'), (0xC0, 0xFF)]);
        // Of two bytes that have no bits but those of a space, both are one, or the other is nought.
        let may_be_two = |byte: u8, before: u8| byte | before == b' ';
        let telling = block
            .iter()
            .zip(&before)
            .fold(false, |any, (&byte, &before)| any | is_telling(byte) | may_be_two(byte, before));
        let at = number * BLOCK;
        if telling && (at..at + BLOCK).any(|at| is_uneven(text, at) && see(at)) {
            return true;
        }
        before[BLOCK - 1] = block[BLOCK - 1];
    }
    let at = blocks.len() * BLOCK;
    (at..at + rest.len()).any(|at| is_uneven(text, at) && see(at))
}

/// Whether white space begins at a byte of a text that is no space after another character.
fn is_uneven(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(b' ') => at.checked_sub(1).is_some_and(|before| text.as_bytes()[before] == b' '),
        Some(b'\t'..=b'\r') => true,
        // What begins a character of several bytes.
        Some(0xC0..) => text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// The text in lower case, each character by itself.
pub fn lower_case(text: &str) -> String {
    let is_lower = |c: char| is_general_punctuation(c) || c.to_lowercase().eq([c]);
    if beyond_ascii(text).all(|(_, c)| is_lower(c)) {
        return text.to_ascii_lowercase();
    }
    text.chars().flat_map(char::to_lowercase).collect()
}

/// A word in lower case as a whole; most words are.
pub fn lower_word(word: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if word.bytes().all(is_lower) { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
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

/// A name, alias or description made fit for use: squashed, without ignorable characters, wrongly decoded letters as what they were.
///
/// A lost character (`?` or U+FFFD between letters) that stood for a space is one ("John?Kerry"); where it stood for a letter, nobody
/// knows which, and it stays as it is ("Erdo?an", "S?o Paulo").
pub fn clean(text: &str) -> String {
    let is_sound = |c: char| !matches!(c, 'â' | 'Ã' | 'Â' | 'ï' | '\u{fffd}') && !is_ignorable(c);
    if !text.contains('?') && beyond_ascii(text).all(|(_, c)| is_sound(c)) {
        return squash(text).into_owned();
    }
    let mut repaired = String::with_capacity(text.len());
    let mut before = ' ';
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let (length, meaning) = if c.is_ascii() { None } else { mojibake(rest) }.unwrap_or((c.len_utf8(), c));
        let next = rest.get(length..).and_then(|rest| rest.chars().next());
        if is_lost_space(before, c, next) {
            repaired.push(' ');
        } else if !is_ignorable(meaning) {
            repaired.push(meaning);
        }
        before = c;
        // A wrongly decoded no-break space is shorter than what it is read from, but never empty.
        at += length.max(c.len_utf8());
    }
    squash(&repaired).into_owned()
}

/// Whether the mark between two characters stands for a lost space: before a capital, as words in a name begin with one, or beside
/// a digit. Before a small letter it is a letter of the word.
fn is_lost_space(before: char, mark: char, next: Option<char>) -> bool {
    matches!(mark, '?' | '\u{fffd}')
        && before.is_alphanumeric()
        && next.is_some_and(|next| next.is_alphanumeric() && !(before.is_alphabetic() && next.is_lowercase()))
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
        assert_eq!(squash("a’s\u{2009}b"), "a’s b");
        assert_eq!(squash("a  b"), "a b");
    }

    #[test]
    fn spaces_are_found_wherever_they_stand() {
        for text in
            ["", " ", "a", "a bc\u{a0}d!  e ’f", "        ", "  !!  \u{1f}! 12345678 ", "1234567 ", "12345678 9"]
        {
            let expected: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
            let mut found = Vec::new();
            see_spaces(text, |at| {
                found.push(at);
                false
            });
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn pieces_are_squashed_as_alone() {
        let text = " a  b\u{a0}c “d” \n e f\u{2009}g ";
        let blanks = UnevenBlanks::new(text);
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let span = Span::new(start, end);
                assert_eq!(blanks.squash(text, span), squash(span.of(text)), "{start}..{end}");
            }
        }
    }

    #[test]
    fn lower_case_of_every_script() {
        assert_eq!(lower_case("A B’S ÉCOLE"), "a b’s école");
    }

    #[test]
    fn clean_repairs_lost_characters() {
        assert_eq!(clean("John?Kerry"), "John Kerry");
        assert_eq!(clean("JOHN\u{fffd}KERRY"), "JOHN KERRY");
        assert_eq!(clean("Erdo?an"), "Erdo?an");
        assert_eq!(clean("Zs\u{fffd}fia Kert\u{fffd}sz"), "Zs\u{fffd}fia Kert\u{fffd}sz");
        assert_eq!(clean("S?o Paulo"), "S?o Paulo");
        assert_eq!(clean("OttÃ³ VasvÃ¡ri"), "Ottó Vasvári");
        assert_eq!(clean("OâPÃ"), "OâPÃ");
        assert_eq!(clean("Zo\u{ad}ra\u{a0} Neale?"), "Zora Neale?");
    }
}
