//! How the entries of a list begin: most of what is not in a list is told by three letters.

use crate::lexicon::skip_header;

/// The first three bytes of the entries of a list, a bit for each three.
#[derive(Clone, Debug)]
pub(super) struct Heads([u64; Self::BITS / 64]);

impl Heads {
    /// Five bits of each byte: a letter and its capital have the same, all other letters others.
    const BITS: usize = 1 << 15;

    /// Those of the entries of a list's file whose values have a letter, or of all; worked out when the program is compiled.
    pub(super) const fn of(file: &'static str, letter: Option<u8>) -> Self {
        let bytes = file.as_bytes();
        let mut bits = [0; Self::BITS / 64];
        let mut start = bytes.len() - skip_header(file).len();
        while start < bytes.len() {
            let mut end = start;
            while bytes[end] != b'\t' && bytes[end] != b'\n' {
                end += 1;
            }
            let length = end - start;
            let mut counts = letter.is_none();
            while bytes[end] != b'\n' {
                end += 1;
                counts = counts || matches!(letter, Some(letter) if bytes[end] == letter);
            }
            // Behind an entry of one or two bytes anything may stand.
            let mut after = 0_u16;
            while counts && after < 1 << 10 {
                let second = if length > 1 { bytes[start + 1] } else { (after >> 5) as u8 };
                let third = if length > 2 { bytes[start + 2] } else { after as u8 & 31 };
                let bit = Self::bit(bytes[start], second, third);
                bits[bit / 64] |= 1 << (bit % 64);
                after += if length > 2 { 1 << 10 } else { 1 };
            }
            start = end + 1;
        }
        Self(bits)
    }

    const fn bit(first: u8, second: u8, third: u8) -> usize {
        (first as usize & 31) << 10 | (second as usize & 31) << 5 | third as usize & 31
    }

    /// Whether an entry may stand at the head of a text, in any case.
    #[inline]
    pub(super) fn may_begin(&self, text: &[u8]) -> bool {
        let [first, second, third] = match (text.first_chunk(), text) {
            (Some(&head), _) => head,
            (None, &[first, second]) => [first, second, 0],
            (None, &[first]) => [first, 0, 0],
            _ => return false,
        };
        let bit = Self::bit(first, second, third);
        // A letter beyond ASCII may have a small one that begins with other bytes.
        !(first | second | third).is_ascii() || self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_told_by_how_they_begin() {
        const FILE: &str = "# A list.\na\nbc\tx\ndefer\tyx\nghost\tz\n";
        let (all, some) = (Heads::of(FILE, None), Heads::of(FILE, Some(b'x')));
        for text in ["a", "ab", "abc", "bc", "Bcd", "DEF", "defy", "gho"] {
            assert!(all.may_begin(text.as_bytes()), "{text}");
        }
        for text in ["", "b", "bd", "de", "dee", "gh", "hos"] {
            assert!(!all.may_begin(text.as_bytes()), "{text}");
        }
        let told = ["a", "bc", "bcd", "def", "gho"].map(|text| some.may_begin(text.as_bytes()));
        assert_eq!(told, [false, true, true, true, false]);
        assert!(some.may_begin("ghö".as_bytes()));
    }
}
