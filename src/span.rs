//! One checked, `Copy` byte span, so that no bare `(usize, usize)` travels through the program.

use std::ops::Range;

/// A half-open range of bytes of the document's text.
///
/// Ends are on character boundaries wherever a span was made by this crate; characters (code points) are counted
/// only where output is written, see [`crate::output`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte; never before `start`.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`, empty at `start` if they come in the wrong order.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text under the span; empty if the span does not lie in `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub const fn contains_offset(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The span without blank characters (see [`crate::text::is_blank`]) at its ends.
    pub fn trim(self, text: &str) -> Self {
        let piece = self.of(text);
        let kept = piece.trim_start_matches(crate::text::is_blank);
        let start = self.start + piece.len() - kept.len();
        Self::new(start, start + kept.trim_end_matches(crate::text::is_blank).len())
    }

    /// As a range, for indexing.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_compare_and_cut() {
        let text = " \u{200b}été\u{a0}";
        let whole = Span::new(0, text.len());
        assert_eq!(whole.trim(text).of(text), "été");
        assert_eq!(Span::new(5, 6).of(text), "", "not on a character boundary");
        assert_eq!(Span::new(4, 2), Span::new(4, 4));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 4)));
    }
}
