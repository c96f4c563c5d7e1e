//! Lists of words as they lie in `src/data/`: embedded in the program, indexed when it is built, searched in place.
//!
//! Nothing is parsed or hashed at start-up: [`word_list`] makes a hash index over the lines of a file while the program is compiled, so a list costs
//! nothing until it is asked, and then one probe. A list file is UTF-8; lines that start with `#` stand at its head and say what the list is, where
//! it is from and under what licence; then one entry a line, sorted by bytes, unique: `key`, or `key TAB value`.

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
pub(crate) struct Beginnings([u64; Self::BITS / 64]);

impl Beginnings {
    /// More than ten times as many as the longest list of phrases has beginnings.
    const BITS: usize = 1 << 16;

    /// Those of the phrases of a list's file, worked out when the program is compiled.
    pub(crate) const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut bits = [0; Self::BITS / 64];
        let mut at = bytes.len() - skip_header(file).len();
        let mut start = at;
        let mut in_phrase = true;
        while at < bytes.len() {
            let byte = bytes[at];
            if in_phrase && matches!(byte, b' ' | b'\t' | b'\n') {
                let bit = hash(bytes, start, at) as usize % Self::BITS;
                bits[bit / 64] |= 1 << (bit % 64);
            }
            in_phrase = byte == b'\n' || in_phrase && byte != b'\t';
            at += 1;
            if byte == b'\n' {
                start = at;
            }
        }
        Self(bits)
    }

    /// Whether a phrase of the list may be these words or begin with them.
    pub(crate) fn may_be(&self, words: &str) -> bool {
        self.has(hash(words.as_bytes(), 0, words.len()))
    }

    /// The same of two words with a space between.
    pub(crate) fn may_be_pair(&self, first: &str, second: &str) -> bool {
        let begun = unfinished(unfinished(START, first.as_bytes(), 0, first.len()), b" ", 0, 1);
        self.has(finish(unfinished(begun, second.as_bytes(), 0, second.len())))
    }

    fn has(&self, hash: u32) -> bool {
        let bit = hash as usize % Self::BITS;
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// First letters and lengths of the keys of a list, a bit for each pair: most words that are not in a short list need not be hashed.
#[derive(Clone, Debug)]
pub(crate) struct Shapes([u64; Self::BITS / 64]);

impl Shapes {
    const BITS: usize = 512;
    /// Longer keys count as so long.
    const LONGEST: usize = 15;

    /// Those of the keys of a list's file, worked out when the program is compiled.
    pub(crate) const fn of(file: &'static str) -> Self {
        let bytes = file.as_bytes();
        let mut bits = [0; Self::BITS / 64];
        let mut start = bytes.len() - skip_header(file).len();
        while start < bytes.len() {
            let mut end = start;
            while end < bytes.len() && bytes[end] != b'\t' && bytes[end] != b'\n' {
                end += 1;
            }
            let bit = Self::bit(bytes[start], end - start);
            bits[bit / 64] |= 1 << (bit % 64);
            while end < bytes.len() && bytes[end] != b'\n' {
                end += 1;
            }
            start = end + 1;
        }
        Self(bits)
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
            self.0[bit / 64] >> (bit % 64) & 1 == 1
        })
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
                short.copy_from_slice(word.as_bytes());
                short.make_ascii_lowercase();
                self.find(short)
            }
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
        if !self.shapes.may_be(key) {
            return None;
        }
        let hash = hash(key, 0, key.len());
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

/// The hash of a part of some bytes (FNV-1a, with the high bits mixed into the low).
const fn hash(bytes: &[u8], at: usize, end: usize) -> u32 {
    finish(unfinished(START, bytes, at, end))
}

/// Where a hash begins.
const START: u32 = 0x811C_9DC5;

/// Takes a part of some bytes into an unfinished hash.
const fn unfinished(mut hash: u32, bytes: &[u8], mut at: usize, end: usize) -> u32 {
    while at < end {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

const fn finish(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    hash ^ (hash >> 13)
}

/// Spreads the high bits of a hash over the slots without a division.
const fn slot(hash: u32, slots: usize) -> usize {
    ((hash as u64 * slots as u64) >> 32) as usize
}

/// How many slots the index of a file has: half again as many as entries.
pub(crate) const fn slots(file: &'static str) -> usize {
    let bytes = skip_header(file).as_bytes();
    let (mut at, mut lines) = (0, 0);
    while at < bytes.len() {
        lines += (bytes[at] == b'\n') as usize;
        at += 1;
    }
    lines + lines / 2 + 1
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
        let hash = hash(bytes, start, end);
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
const fn skip_header(file: &'static str) -> &'static str {
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
    fn knows_what_begins_a_phrase() {
        const PHRASES: &str = "# A list.\nfar away\tplace\nget the best of\nnear\tplace in the north\n";
        let beginnings = Beginnings::of(PHRASES);
        for words in ["far", "far away", "get", "get the", "get the best", "get the best of", "near"] {
            assert!(beginnings.may_be(words), "{words}");
        }
        assert!(beginnings.may_be_pair("far", "away") && beginnings.may_be_pair("get", "the"));
        assert!(!beginnings.may_be_pair("the", "best") && !beginnings.may_be_pair("far", "far"));
        for words in ["", "f", "away", "the", "place", "in", "north", "near place", "get them"] {
            assert!(!beginnings.may_be(words), "{words}");
        }
    }
}
