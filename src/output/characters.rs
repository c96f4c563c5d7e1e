//! Byte offsets to code points, in one pass over the text.

use crate::span::Span;

/// Bytes between two counted places: as many as one number has bits.
const STRIDE: usize = u64::BITS as usize;

/// Converts byte offsets of one text into code-point offsets.
#[derive(Debug)]
pub struct CharacterIndex<'t> {
    text: &'t str,
    /// For each stride the code points before it, and a bit for each of its bytes that begins one; empty if the text is ASCII.
    strides: Vec<(usize, u64)>,
    total: usize,
}

impl<'t> CharacterIndex<'t> {
    /// Counts the text once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, strides: Vec::new(), total: text.len() };
        }
        let mut total = 0;
        let strides = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                let begins = chunk.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from(byte & 0xC0 != 0x80));
                total += begins.count_ones() as usize;
                (before, begins)
            })
            .collect();
        Self { text, strides, total }
    }

    /// Code points of the whole text.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.strides.is_empty() {
            return offset;
        }
        match self.strides.get(offset / STRIDE) {
            Some((before, begins)) => before + (begins & ((1 << (offset % STRIDE)) - 1)).count_ones() as usize,
            None => self.total,
        }
    }

    /// Start and end of a span in code points.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_counting() {
        for text in ["", "plain", "é", &"aé漢𝒳 ".repeat(50)] {
            let index = CharacterIndex::new(text);
            assert_eq!(index.total(), text.chars().count());
            for (characters, (bytes, _)) in text.char_indices().enumerate() {
                assert_eq!(index.at(bytes), characters);
            }
            assert_eq!(index.at(text.len()), index.total());
        }
    }
}
