//! Several short pieces of text looked for in one pass.

/// Pieces of text, each of three bytes or more, and a bit for what each begins with: one look tells nearly all places where none begins.
#[derive(Clone, Debug)]
pub(super) struct AnyOf {
    lists: &'static [&'static [&'static str]],
    beginnings: [u64; Self::BITS / 64],
}

impl AnyOf {
    /// Five bits of each of three bytes: a letter and its capital have the same, all other letters others.
    const BITS: usize = 1 << 15;

    /// The pieces of these lists; laid out when the program is compiled.
    pub(super) const fn new(lists: &'static [&'static [&'static str]]) -> Self {
        let mut beginnings = [0; Self::BITS / 64];
        let (mut list, mut index) = (0, 0);
        while list < lists.len() {
            if index == lists[list].len() {
                (list, index) = (list + 1, 0);
                continue;
            }
            let bytes = lists[list][index].as_bytes();
            assert!(bytes.len() >= 3, "a piece must have three bytes");
            let bit = Self::bit(bytes[0], bytes[1], bytes[2]);
            beginnings[bit / 64] |= 1 << (bit % 64);
            index += 1;
        }
        Self { lists, beginnings }
    }

    const fn bit(first: u8, second: u8, third: u8) -> usize {
        (first as usize & 31) << 10 | (second as usize & 31) << 5 | third as usize & 31
    }

    /// Whether one of the pieces may begin with these three bytes, whatever their case.
    const fn may_begin(&self, first: u8, second: u8, third: u8) -> bool {
        let bit = Self::bit(first, second, third);
        self.beginnings[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Whether `word` may begin as one of the pieces does, in any case: no piece is missed, but some words begin as no piece does.
    pub(super) const fn may_begin_word(&self, word: &str) -> bool {
        matches!(word.as_bytes(), [first, second, third, ..] if self.may_begin(*first, *second, *third))
    }

    /// Where the first of the pieces stands in a text, to the letter, that `wanted` takes: it is given the bytes from where to where a piece stands.
    pub(super) fn find_where(&self, text: &str, wanted: impl Fn(usize, usize) -> bool) -> Option<usize> {
        let bytes = text.as_bytes();
        let is_at = |at: usize| {
            let rest = bytes.get(at..).unwrap_or_default();
            self.lists
                .iter()
                .copied()
                .flatten()
                .any(|piece| rest.starts_with(piece.as_bytes()) && wanted(at, at + piece.len()))
        };
        let mut places = bytes.windows(3).enumerate();
        places.find_map(|(at, three)| match three {
            [first, second, third] if self.may_begin(*first, *second, *third) && is_at(at) => Some(at),
            _ => None,
        })
    }

    /// Whether a text holds one of the pieces, to the letter.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find_where(text, |_, _| true).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static MARKS: AnyOf = AnyOf::new(&[&["photo:", "(l)"], &[], &["…by", "seen"]]);

    #[test]
    fn finds_every_piece_and_nothing_else() {
        for text in ["seen", "a photo: b", "(l)", "x…by"] {
            assert!(MARKS.is_in(text), "{text}");
        }
        for text in ["Seen by him (L), photo", "se", ""] {
            assert!(!MARKS.is_in(text), "{text}");
        }
        assert_eq!(MARKS.find_where("he was seen", |start, end| (start, end) == (7, 11)), Some(7));
        assert_eq!(MARKS.find_where("he was seen", |start, _| start == 0), None);
        assert!(MARKS.may_begin_word("Seed") && !MARKS.may_begin_word("sown") && !MARKS.may_begin_word("se"));
    }
}
