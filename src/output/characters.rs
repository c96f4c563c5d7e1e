//! Byte offsets to code points, in one pass over the text.

use crate::span::Span;

/// Bytes between two counted places: short enough that counting from one is cheap, long enough that the table is small.
const STRIDE: usize = 64;

/// Converts byte offsets of one text into code-point offsets.
#[derive(Debug)]
pub struct CharacterIndex<'t> {
    text: &'t str,
    /// Code points before byte `i * STRIDE`; empty if the text is ASCII.
    counted: Vec<usize>,
    total: usize,
}

impl<'t> CharacterIndex<'t> {
    /// Counts the text once.
    pub fn new(text: &'t str) -> Self {
        if text.is_ascii() {
            return Self { text, counted: Vec::new(), total: text.len() };
        }
        let mut total = 0;
        let counted = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let before = total;
                total += leading_bytes(chunk);
                before
            })
            .collect();
        Self { text, counted, total }
    }

    /// Code points of the whole text.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Code points before byte `offset`.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.counted.is_empty() {
            return offset;
        }
        let stride = (offset / STRIDE).min(self.counted.len() - 1);
        self.counted[stride] + leading_bytes(&self.text.as_bytes()[stride * STRIDE..offset])
    }

    /// Start and end of a span in code points.
    pub fn span(&self, span: Span) -> (usize, usize) {
        (self.at(span.start), self.at(span.end))
    }
}

/// Bytes that begin a code point.
fn leading_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
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
