//! Several short pieces of text looked for in one pass.

/// The piece of a number among those of all lists.
const fn piece<'a>(lists: &[&[&'a str]], mut number: usize) -> Option<&'a [u8]> {
    let mut list = 0;
    while list < lists.len() {
        if number < lists[list].len() {
            return Some(lists[list][number].as_bytes());
        }
        number -= lists[list].len();
        list += 1;
    }
    None
}

/// Pieces of text, each of three bytes or more, to be looked for together as Wu and Manber do ("A fast algorithm for multi-pattern searching", 1994):
/// the three bytes at the end of a window as long as the shortest piece say how far it can move on before a piece may begin.
#[derive(Clone, Debug)]
pub(super) struct AnyOf {
    lists: &'static [&'static [&'static str]],
    /// A bit for the three bytes that each piece begins with.
    beginnings: [u64; Self::BITS / 64],
    /// How far the window moves on over three bytes; 0 where a piece may begin with it.
    moves: [u8; Self::ENDS],
    /// Bytes of the window: those of the shortest piece.
    window: usize,
}

impl AnyOf {
    /// Five bits of each of three bytes: a letter and its capital have the same, all other letters others.
    const BITS: usize = 1 << 15;
    /// And four bits of each.
    const ENDS: usize = 1 << 12;

    /// The pieces of these lists; laid out when the program is compiled.
    pub(super) const fn new(lists: &'static [&'static [&'static str]]) -> Self {
        let mut beginnings = [0; Self::BITS / 64];
        let mut window = u8::MAX as usize;
        let mut number = 0;
        while let Some(bytes) = piece(lists, number) {
            assert!(bytes.len() >= 3, "a piece must have three bytes");
            let bit = Self::bit(bytes[0], bytes[1], bytes[2]);
            beginnings[bit / 64] |= 1 << (bit % 64);
            if bytes.len() < window {
                window = bytes.len();
            }
            number += 1;
        }
        Self { lists, beginnings, moves: Self::moves(lists, window), window }
    }

    /// How far a window of so many bytes may move on after what is at its end: until this stands where a piece has it.
    const fn moves(lists: &[&[&str]], window: usize) -> [u8; Self::ENDS] {
        let mut moves = [(window - 2) as u8; Self::ENDS];
        let mut number = 0;
        while let Some(bytes) = piece(lists, number) {
            let mut last = 2;
            while last < window {
                let end = Self::end(bytes[last - 2], bytes[last - 1], bytes[last]);
                let rest = (window - 1 - last) as u8;
                if rest < moves[end] {
                    moves[end] = rest;
                }
                last += 1;
            }
            number += 1;
        }
        moves
    }

    const fn end(first: u8, second: u8, third: u8) -> usize {
        (first as usize & 15) << 8 | (second as usize & 15) << 4 | third as usize & 15
    }

    const fn bit(first: u8, second: u8, third: u8) -> usize {
        (first as usize & 31) << 10 | (second as usize & 31) << 5 | third as usize & 31
    }

    /// Whether `word` may begin as one of the pieces does, in any case: no piece is missed, but some words begin as no piece does.
    pub(super) const fn may_begin_word(&self, word: &str) -> bool {
        self.may_begin(word.as_bytes())
    }

    const fn may_begin(&self, bytes: &[u8]) -> bool {
        let [first, second, third, ..] = bytes else { return false };
        let bit = Self::bit(*first, *second, *third);
        self.beginnings[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Where the first of the pieces stands in the bytes of a text, to the letter, that `wanted` takes: it is given the bytes from where to where a
    /// piece stands.
    pub(super) fn find_where(&self, bytes: &[u8], wanted: impl Fn(usize, usize) -> bool) -> Option<usize> {
        // Where the last three bytes of the window begin.
        let before = self.window - 3;
        let mut at = before;
        while let Some(&[first, second, third]) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let on = self.moves[Self::end(first, second, third)];
            if on > 0 {
                at += usize::from(on);
            } else if self.is_at(bytes, at - before, &wanted) {
                return Some(at - before);
            } else {
                at += 1;
            }
        }
        None
    }

    /// Whether a piece that is `wanted` begins at a byte.
    fn is_at(&self, bytes: &[u8], at: usize, wanted: impl Fn(usize, usize) -> bool) -> bool {
        let rest = bytes.get(at..).unwrap_or_default();
        let mut pieces = self.lists.iter().copied().flatten();
        self.may_begin(rest) && pieces.any(|piece| rest.starts_with(piece.as_bytes()) && wanted(at, at + piece.len()))
    }

    /// Whether a text holds one of the pieces, to the letter.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find_where(text.as_bytes(), |_, _| true).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static MARKS: AnyOf = AnyOf::new(&[&["photo:", "(l)"], &[], &["…by", "seen"]]);
    static LONG: AnyOf = AnyOf::new(&[&["pictured", "in this photo", "looks on"]]);

    #[test]
    fn finds_every_piece_and_nothing_else() {
        for text in ["seen", "a photo: b", "(l)", "x…by"] {
            assert!(MARKS.is_in(text), "{text}");
        }
        for text in ["Seen by him (L), photo", "se", ""] {
            assert!(!MARKS.is_in(text), "{text}");
        }
        assert_eq!(MARKS.find_where(b"he was seen", |start, end| (start, end) == (7, 11)), Some(7));
        assert_eq!(MARKS.find_where(b"he was seen", |start, _| start == 0), None);
        assert!(MARKS.may_begin_word("Seed") && !MARKS.may_begin_word("sown") && !MARKS.may_begin_word("se"));
    }

    #[test]
    fn finds_a_piece_wherever_it_stands() {
        for piece in ["pictured", "in this photo", "looks on"] {
            for before in 0..20 {
                let text = format!("{}{piece} x", "pi lo in ct".get(..before.min(11)).unwrap_or(""));
                assert_eq!(LONG.find_where(text.as_bytes(), |_, _| true), text.find(piece), "{text}");
            }
        }
        assert!(!LONG.is_in("picture in this phot looks o"));
    }
}
