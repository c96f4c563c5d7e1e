//! Lists of words as they lie in `src/data/`: embedded in the program, indexed when it is built, searched in place.
//!
//! Nothing is parsed or hashed at start-up: [`word_list`] makes a hash index over the lines of a file while the program is compiled, so a list costs
//! nothing until it is asked, and then one probe. A list file is UTF-8; lines that start with `#` stand at its head and say what the list is, where
//! it is from and under what licence; then one entry a line, sorted by bytes, unique: `key`, or `key TAB value`.

use crate::text::beyond_ascii;

/// The list over the text of a file, `word_list!(include_str!("data/x.tsv"))`, with its index made at compile time.
macro_rules! word_list {
    ($file:expr) => {{
        const SLOTS: usize = $crate::lexicon::slots($file);
        // The large lists take the compiler longer than it expects of an expression; they still take less than a second.
        #[allow(long_running_const_eval)]
        static INDEX: [u32; SLOTS] = $crate::lexicon::index($file);
        #[allow(long_running_const_eval)]
        static SHAPES: $crate::lexicon::Shapes = $crate::lexicon::Shapes::of($file);
        $crate::lexicon::WordList::new($file, &INDEX, &SHAPES)
    }};
}
pub(crate) use word_list;

/// Low bits of a slot: where the entry begins in the file, plus one, so that 0 is an empty slot. The high bits are a part of its hash, which spares
/// nearly all comparisons with other keys.
const PLACE_BITS: u32 = 20;
const PLACE: u32 = (1 << PLACE_BITS) - 1;

/// The words with which the phrases of a list begin, one, two and so on, roughly: a bit for the hash of each. One look tells nearly all words that
/// begin none.
#[derive(Clone, Debug)]
pub(crate) struct Beginnings {
    beginnings: [u64; Self::BITS / 64],
    /// The same for all words of each phrase.
    whole: [u64; Self::BITS / 64],
}

impl Beginnings {
    /// More than ten times as many as the longest list of phrases has beginnings.
    const BITS: usize = 1 << 16;

    /// Those of the phrases of a list's file, worked out when the program is compiled.
    pub(crate) const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut beginnings = [0; Self::BITS / 64];
        let mut whole = [0; Self::BITS / 64];
        let mut at = bytes.len() - skip_header(file).len();
        let (mut word, mut read) = (at, Reading::NOTHING);
        let mut in_phrase = true;
        while at < bytes.len() {
            let byte = bytes[at];
            if in_phrase && matches!(byte, b' ' | b'\t' | b'\n') {
                read = read.and(hash(bytes, word, at));
                let (place, bit) = Self::bit(read);
                beginnings[place] |= bit;
                if byte != b' ' {
                    whole[place] |= bit;
                }
                word = at + 1;
            }
            in_phrase = byte == b'\n' || in_phrase && byte != b'\t';
            at += 1;
            if byte == b'\n' {
                (word, read) = (at, Reading::NOTHING);
            }
        }
        Self { beginnings, whole }
    }

    /// Where the bit of some words is.
    const fn bit(words: Reading) -> (usize, u64) {
        let bit = mix(words.0) as usize % Self::BITS;
        (bit / 64, 1 << (bit % 64))
    }

    /// Whether a phrase of the list may be the words that were read or begin with them.
    pub(crate) const fn may_be_read(&self, words: Reading) -> bool {
        let (place, bit) = Self::bit(words);
        self.beginnings[place] & bit != 0
    }

    /// Whether the words that were read may be a phrase of the list.
    pub(crate) const fn may_be_whole(&self, words: Reading) -> bool {
        let (place, bit) = Self::bit(words);
        self.whole[place] & bit != 0
    }
}

/// Words that are read one after the other, so that what goes on with more of them need not begin again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading(u32);

impl Reading {
    /// No word yet.
    pub(crate) const NOTHING: Self = Self(0);

    /// With one more word, by its [`word_hash`].
    pub(crate) const fn and(self, word: u32) -> Self {
        Self((self.0.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B1))
    }
}

/// The hash of a word for a [`Reading`].
pub(crate) fn word_hash(word: impl Iterator<Item = u8>) -> u32 {
    mix(word.fold(HASH_START, hash_byte))
}

/// The phrases of one or two words of a list whose values begin with a number, found by what was read of them instead of by their letters. Two phrases
/// in some billions are read alike, of which the first one counts.
#[derive(Clone, Debug)]
pub(crate) struct Grams<const SLOTS: usize> {
    /// Which phrases there may be: most pairs that are asked for are told here, in few bytes.
    beginnings: Beginnings,
    /// What was read of each, or 0.
    read: [u32; SLOTS],
    numbers: [i16; SLOTS],
}

impl<const SLOTS: usize> Grams<SLOTS> {
    /// Those of a list's file, worked out when the program is compiled. The number of each ends at a tab or with the line. There are more slots than
    /// phrases by a third or more; how many is a power of two.
    #[allow(clippy::large_stack_arrays, reason = "only the compiler's stack has them")]
    pub(crate) const fn of(file: &'static str) -> Self {
        assert!(SLOTS.is_power_of_two(), "a hash is cut to its low bits");
        let bytes = file.as_bytes();
        let (mut read, mut numbers, mut count) = ([0; SLOTS], [0; SLOTS], 0);
        let mut start = bytes.len() - skip_header(file).len();
        while start < bytes.len() {
            let (mut word, mut end) = (start, start);
            let mut phrase = Reading::NOTHING;
            while bytes[end] != b'\t' {
                if bytes[end] == b' ' {
                    phrase = phrase.and(hash(bytes, word, end));
                    word = end + 1;
                }
                end += 1;
            }
            phrase = phrase.and(hash(bytes, word, end));
            let mut at = Self::slot(phrase);
            while read[at] != 0 && read[at] != phrase.0 {
                at = (at + 1) % SLOTS;
            }
            if read[at] == 0 {
                let number = number(bytes, end + 1);
                assert!(number as i16 as i32 == number, "a number is too large");
                (read[at], numbers[at]) = (phrase.0, number as i16);
                count += 1;
                assert!(count <= SLOTS * 3 / 4, "there are too many phrases");
            }
            while end < bytes.len() && bytes[end] != b'\n' {
                end += 1;
            }
            start = end + 1;
        }
        Self { beginnings: Beginnings::of(file), read, numbers }
    }

    const fn slot(phrase: Reading) -> usize {
        mix(phrase.0) as usize % SLOTS
    }

    /// Whether a phrase of the list may begin with the words that were read.
    pub(crate) const fn may_begin_with(&self, words: Reading) -> bool {
        self.beginnings.may_be_read(words)
    }

    /// The number of the phrase that was read, 0 if the list has it not.
    pub(crate) fn get(&self, phrase: Reading) -> i32 {
        if !self.beginnings.may_be_whole(phrase) {
            return 0;
        }
        let mut at = Self::slot(phrase);
        while self.read[at] != 0 && self.read[at] != phrase.0 {
            at = (at + 1) % SLOTS;
        }
        i32::from(self.numbers[at])
    }
}

/// The whole number at a place.
pub(crate) const fn number(bytes: &[u8], mut at: usize) -> i32 {
    let negative = bytes[at] == b'-';
    at += negative as usize;
    let mut number = 0;
    while at < bytes.len() && bytes[at].is_ascii_digit() {
        number = 10 * number + (bytes[at] - b'0') as i32;
        at += 1;
    }
    if negative { -number } else { number }
}

/// First letters and lengths of the keys of a list, a bit for each pair: most words that are not in a short list need not be hashed.
#[derive(Clone, Debug)]
pub(crate) struct Shapes {
    bits: [u64; Self::BITS / 64],
    /// Whether all keys are ASCII.
    ascii: bool,
}

impl Shapes {
    const BITS: usize = 512;
    /// Longer keys count as so long.
    const LONGEST: usize = 15;

    /// Those of the keys of a list's file, worked out when the program is compiled.
    pub(crate) const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut bits = [0; Self::BITS / 64];
        let mut ascii = true;
        let mut start = bytes.len() - skip_header(file).len();
        while start < bytes.len() {
            let mut end = start;
            while end < bytes.len() && bytes[end] != b'\t' && bytes[end] != b'\n' {
                ascii = ascii && bytes[end].is_ascii();
                end += 1;
            }
            let bit = Self::bit(bytes[start], end - start);
            bits[bit / 64] |= 1 << (bit % 64);
            while end < bytes.len() && bytes[end] != b'\n' {
                end += 1;
            }
            start = end + 1;
        }
        Self { bits, ascii }
    }

    /// The same for a letter and its capital.
    const fn bit(first: u8, length: usize) -> usize {
        let length = if length > Self::LONGEST { Self::LONGEST } else { length };
        length << 5 | first as usize & 31
    }

    /// Whether a key of the list may be these bytes, whatever the case of the first.
    fn may_be(&self, key: &[u8]) -> bool {
        key.first().is_some_and(|&first| {
            let bit = Self::bit(first, key.len());
            self.bits[bit / 64] >> (bit % 64) & 1 == 1
        })
    }

    /// Whether a key of the list may be the lower-case form of a word with letters beyond ASCII, of which one alone has a small letter of ASCII: the
    /// sign of kelvins.
    fn may_be_beyond_ascii(&self, word: &str) -> bool {
        !self.ascii || beyond_ascii(word).all(|(_, c)| c == '\u{212a}')
    }
}

/// The words of a list without values and without long words, each as one number: found with hardly more than a look.
#[derive(Clone, Debug)]
pub(crate) struct ShortWords {
    slots: [u64; Self::SLOTS],
    /// Bytes of the longest word.
    longest: usize,
}

impl ShortWords {
    /// Twice as many as the longest list of short words has, or more: a power of two.
    const SLOTS: usize = 256;
    /// Bytes that a number has.
    const LONGEST: usize = 8;

    /// Those of a list's file, worked out when the program is compiled.
    pub(crate) const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut slots = [0; Self::SLOTS];
        let mut start = bytes.len() - skip_header(file).len();
        let (mut count, mut longest) = (0, 0);
        while start < bytes.len() {
            let mut end = start;
            let mut key = 0;
            while end < bytes.len() && bytes[end] != b'\n' {
                key = key << 8 | bytes[end] as u64;
                end += 1;
            }
            assert!(end - start <= Self::LONGEST, "a word is too long");
            if end - start > longest {
                longest = end - start;
            }
            let mut at = Self::slot(key);
            while slots[at] != 0 {
                at = (at + 1) % Self::SLOTS;
            }
            slots[at] = key;
            count += 1;
            assert!(count <= Self::SLOTS / 2, "there are too many words");
            start = end + 1;
        }
        Self { slots, longest }
    }

    const fn slot(key: u64) -> usize {
        (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % Self::SLOTS
    }

    /// Whether `word` is in the list, to the letter.
    pub(crate) fn contains(&self, word: &[u8]) -> bool {
        // Bytes of nought at the beginning would not show in the number.
        if word.first().is_none_or(|&byte| byte == 0) || word.len() > self.longest {
            return false;
        }
        let key = word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
        let mut at = Self::slot(key);
        while self.slots[at] != 0 && self.slots[at] != key {
            at = (at + 1) % Self::SLOTS;
        }
        self.slots[at] == key
    }
}

/// A sorted list of words, or of words with a value each.
#[derive(Clone, Copy, Debug)]
pub struct WordList {
    file: &'static str,
    index: &'static [u32],
    shapes: &'static Shapes,
}

impl WordList {
    /// A list over the text of its file, the index of it and the shapes of its keys: for [`word_list`].
    pub(crate) const fn new(file: &'static str, index: &'static [u32], shapes: &'static Shapes) -> Self {
        Self { file, index, shapes }
    }

    /// Whether `key` is in the list, to the letter.
    pub fn contains(&self, key: &str) -> bool {
        self.find(key.as_bytes()).is_some()
    }

    /// The value beside `key`; empty if the entry has none.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.find(key.as_bytes())
    }

    /// The value beside the lower-case form of `word`, without allocating for short ASCII words.
    pub fn get_lower(&self, word: &str) -> Option<&'static str> {
        /// Longer words are not in any list, or rare enough to allocate for.
        const SHORT: usize = 64;
        let mut buffer = [0; SHORT];
        match buffer.get_mut(..word.len()) {
            Some(short) if word.is_ascii() => {
                if !self.shapes.may_be(word.as_bytes()) {
                    return None;
                }
                for (lower, byte) in short.iter_mut().zip(word.bytes()) {
                    *lower = byte.to_ascii_lowercase();
                }
                self.search(short)
            }
            _ if !self.shapes.may_be_beyond_ascii(word) => None,
            _ => self.find(word.to_lowercase().as_bytes()),
        }
    }

    /// Whether the lower-case form of `word` is in the list.
    pub fn contains_lower(&self, word: &str) -> bool {
        self.get_lower(word).is_some()
    }

    /// All entries with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        skip_header(self.file).lines().map(|line| line.split_once('\t').unwrap_or((line, "")))
    }

    fn find(&self, key: &[u8]) -> Option<&'static str> {
        if self.shapes.may_be(key) { self.search(key) } else { None }
    }

    /// What stands beside a key that may be in the list by its shape.
    fn search(&self, key: &[u8]) -> Option<&'static str> {
        let hash = key_hash(key);
        let mut at = slot(hash, self.index.len());
        // An index has an empty slot, so that every search ends.
        while let Some(&entry) = self.index.get(at).filter(|&&entry| entry != 0) {
            let start = (entry & PLACE) as usize - 1;
            if entry >> PLACE_BITS == hash & (u32::MAX >> PLACE_BITS)
                && let Some(line) = self.file.get(start..).filter(|line| line.as_bytes().starts_with(key))
                && let Some(rest) = line.get(key.len()..)
                && matches!(rest.as_bytes().first(), Some(b'\t' | b'\n'))
            {
                let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
                let rest = rest.get(..end)?;
                return Some(rest.strip_prefix('\t').unwrap_or(rest));
            }
            at = if at + 1 == self.index.len() { 0 } else { at + 1 };
        }
        None
    }
}

/// The hash of a key for the index of a list: by several bytes at a time, of which some may be taken twice.
const fn key_hash(key: &[u8]) -> u32 {
    let mut hash = key.len() as u64;
    let mut rest = key;
    while let Some((eight, after)) = rest.split_first_chunk() {
        hash = with_eight(hash, u64::from_le_bytes(*eight));
        rest = after;
    }
    let last = match (rest.first_chunk(), rest.last_chunk()) {
        (Some(first), Some(last)) => (u32::from_le_bytes(*first) as u64) << 32 | u32::from_le_bytes(*last) as u64,
        _ => match rest {
            [] => 0,
            [first, .., last] => (*first as u64) << 16 | (rest[rest.len() / 2] as u64) << 8 | *last as u64,
            [only] => *only as u64,
        },
    };
    let hash = with_eight(hash, last);
    (hash >> 32) as u32
}

/// Takes eight more bytes into the hash of a key.
const fn with_eight(hash: u64, eight: u64) -> u64 {
    let hash = (hash.rotate_left(23) ^ eight).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ (hash >> 29)
}

/// The hash of a part of some bytes (FNV-1a, with the high bits mixed into the low).
const fn hash(bytes: &[u8], mut at: usize, end: usize) -> u32 {
    let mut hash = HASH_START;
    while at < end {
        hash = hash_byte(hash, bytes[at]);
        at += 1;
    }
    mix(hash)
}

const HASH_START: u32 = 0x811C_9DC5;

const fn hash_byte(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// Mixes the high bits of a hash into the low.
const fn mix(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}

/// Spreads the high bits of a hash over the slots without a division.
const fn slot(hash: u32, slots: usize) -> usize {
    ((hash as u64 * slots as u64) >> 32) as usize
}

/// How many slots the index of a file has: twice as many as entries, so that a word that is not in it is told at the second slot or so.
pub(crate) const fn slots(file: &'static str) -> usize {
    let bytes = skip_header(file).as_bytes();
    let (mut at, mut lines) = (0, 0);
    while at < bytes.len() {
        lines += (bytes[at] == b'\n') as usize;
        at += 1;
    }
    2 * lines + 1
}

/// The index of a file: each entry in the slot of its key's hash, or the next free one.
pub(crate) const fn index<const SLOTS: usize>(file: &'static str) -> [u32; SLOTS] {
    assert!(file.len() < PLACE as usize, "a list must be shorter than the places that a slot can hold");
    let bytes = file.as_bytes();
    let mut index = [0; SLOTS];
    let mut start = bytes.len() - skip_header(file).len();
    while start < bytes.len() {
        let mut end = start;
        while end < bytes.len() && bytes[end] != b'\t' && bytes[end] != b'\n' {
            end += 1;
        }
        let hash = key_hash(bytes.split_at(end).0.split_at(start).1);
        let mut at = slot(hash, SLOTS);
        while index[at] != 0 {
            at = if at + 1 == SLOTS { 0 } else { at + 1 };
        }
        index[at] = hash << PLACE_BITS | (start as u32 + 1);
        while end < bytes.len() && bytes[end] != b'\n' {
            end += 1;
        }
        start = end + 1;
    }
    index
}

/// The file's text after the lines at its head that start with `#`.
pub(crate) const fn skip_header(file: &'static str) -> &'static str {
    let bytes = file.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] == b'#' {
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        if at < bytes.len() {
            at += 1;
        }
    }
    file.split_at(at).1
}

/// Fails if a list file is not as [`WordList`] needs it: each list's module calls this in a test.
#[cfg(test)]
pub(crate) fn assert_well_formed(name: &str, file: &'static str) {
    assert!(file.starts_with('#'), "{name}: no header that says what it is and where it is from");
    assert!(file.ends_with('\n'), "{name}: no newline at the end");
    assert!(!file.contains('\r'), "{name}: carriage return");
    let keys: Vec<&str> =
        skip_header(file).lines().map(|line| line.split_once('\t').map_or(line, |(key, _)| key)).collect();
    assert!(!keys.is_empty(), "{name}: empty");
    for pair in keys.windows(2) {
        assert!(pair[0].as_bytes() < pair[1].as_bytes(), "{name}: {:?} does not sort before {:?}", pair[0], pair[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# A list.\n# Source: none.\nangola\tAO\nbelize\tBZ\nchad\tTD\nécosse\tGB\n";

    #[test]
    fn finds_first_last_and_nothing_else() {
        let list = word_list!(FILE);
        assert_eq!(list.get("angola"), Some("AO"));
        assert_eq!(list.get("belize"), Some("BZ"));
        assert_eq!(list.get("écosse"), Some("GB"));
        for absent in ["", "a", "angol", "angolas", "zz", "Angola", "BZ", "# A list."] {
            assert_eq!(list.get(absent), None, "{absent}");
        }
        assert_eq!(list.get_lower("CHAD"), Some("TD"));
        assert_eq!(list.get_lower("Écosse"), Some("GB"));
        assert!(!word_list!("# Only a header.").contains(""));
        assert_well_formed("test", FILE);
    }

    #[test]
    fn every_entry_of_a_large_list_is_found() {
        let list = word_list!(include_str!("data/places.tsv"));
        for (key, value) in list.iter() {
            assert_eq!(list.get(key), Some(value), "{key}");
        }
    }

    #[test]
    fn short_words_are_found() {
        static WORDS: ShortWords = ShortWords::of("# A list.\na\nare\nthe\nété\n");
        for word in ["a", "are", "the", "été"] {
            assert!(WORDS.contains(word.as_bytes()), "{word}");
        }
        for word in ["", "\0", "\0a", "ar", "The", "thea", "# A list.", "somewhere else"] {
            assert!(!WORDS.contains(word.as_bytes()), "{word}");
        }
    }

    fn read(words: &str) -> Reading {
        words.split(' ').map(|word| word_hash(word.bytes())).fold(Reading::NOTHING, Reading::and)
    }

    #[test]
    fn knows_what_begins_a_phrase() {
        const PHRASES: &str = "# A list.\nfar away\tplace\nget the best of\nnear\tplace in the north\n";
        let beginnings = Beginnings::of(PHRASES);
        for words in ["far", "far away", "get", "get the", "get the best", "get the best of", "near"] {
            assert!(beginnings.may_be_read(read(words)), "{words}");
        }
        for words in ["", "f", "away", "the", "place", "in", "north", "near place", "get them", "the best", "far far"] {
            assert!(!beginnings.may_be_read(read(words)), "{words}");
        }
    }

    #[test]
    fn phrases_have_their_numbers() {
        static GRAMS: Grams<8> = Grams::of("# A list.\nfar\t3\nfar away\t-12\tso far\nin the\t7\n");
        let numbers = ["far away", "in the", "far", "away", "the in", "far the"].map(|words| GRAMS.get(read(words)));
        assert_eq!(numbers, [-12, 7, 3, 0, 0, 0]);
        assert!(GRAMS.may_begin_with(read("in")) && !GRAMS.may_begin_with(read("away")));
    }
}
