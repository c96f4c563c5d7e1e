//! Words that tell what kind of line they stand in on any page: "by", "share", "reuters", "said".
//!
//! In short lines every word is a feature of the decoder of kinds, and of all lines the first and the last. Which words are is a list that the
//! trainer draws up: those that stand so in lines of several outlets, since words of one outlet tell nothing about the next.

use crate::model::hash;

const FILE: &str = include_str!("../../data/kind_words.txt");

/// Features, one for each entry of the list, numbered in its order.
pub(crate) const COUNT: usize = {
    let bytes = FILE.as_bytes();
    let (mut at, mut entries) = (0, 0);
    while at < bytes.len() {
        entries += (bytes[at] != b'#') as usize;
        at = end_of_line(bytes, at) + 1;
    }
    entries
};

/// Words of a line in which each is a feature: a longer one has too many for one to tell.
pub(crate) const SHORT_LINE: usize = 20;

/// Where in its line a word stands; the letter is that of its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Anywhere in a short line.
    Any = b'a' as isize,
    /// First in any line.
    First = b'f' as isize,
    /// Last in any line.
    Last = b'l' as isize,
}

/// The words of a line, collected as it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Collector {
    first: [u64; SHORT_LINE],
    words: usize,
    last: u64,
}

impl Collector {
    /// The next word, by the [`hash::word`] of its lower-case form.
    pub(super) fn see(&mut self, word: u64) {
        if let Some(place) = self.first.get_mut(self.words) {
            *place = word;
        }
        self.words += 1;
        self.last = word;
    }

    /// The features that they are, each less than [`COUNT`].
    pub(super) fn finish(&self) -> Vec<u16> {
        let Some(&first) = self.first.first().filter(|_| self.words > 0) else { return Vec::new() };
        let mut features: Vec<u16> = Vec::with_capacity(SHORT_LINE);
        features.extend(find(Place::First, first));
        for &word in self.first.get(..self.words).unwrap_or_default() {
            features.extend(find(Place::Any, word).filter(|feature| !features.contains(feature)));
        }
        features.extend(find(Place::Last, self.last));
        features
    }
}

/// What an entry is found by: the letter of its place, and the hash of its word.
type Key = (u8, u64);

static KEYS: [Key; COUNT] = {
    let bytes = FILE.as_bytes();
    let mut keys = [(0, 0); COUNT];
    let (mut at, mut entry) = (0, 0);
    while at < bytes.len() {
        let end = end_of_line(bytes, at);
        if bytes[at] != b'#' {
            let (mut word, mut byte) = (hash::START, at + "a ".len());
            while byte < end {
                word = hash::byte(word, bytes[byte]);
                byte += 1;
            }
            keys[entry] = (bytes[at], hash::finish(word));
            entry += 1;
        }
        at = end + 1;
    }
    keys
};

/// Twice as many as entries, or more: a power of two.
const SLOTS: usize = (2 * COUNT).next_power_of_two();

/// Numbers of entries and one, each in the slot of its key or the next free one.
static INDEX: [u16; SLOTS] = {
    let mut index = [0; SLOTS];
    let mut entry = 0;
    while entry < COUNT {
        let mut at = slot(KEYS[entry]);
        while index[at] != 0 {
            at = (at + 1) % SLOTS;
        }
        index[at] = entry as u16 + 1;
        entry += 1;
    }
    index
};

const fn slot((place, word): Key) -> usize {
    hash::feature(place as u32, word) as usize % SLOTS
}

/// The number of the entry of a word in a place.
fn find(place: Place, word: u64) -> Option<u16> {
    let key = (place as u8, word);
    let mut at = slot(key);
    // Half of the slots are empty, so that every search ends.
    while let Some(entry) = INDEX[at].checked_sub(1) {
        if KEYS[usize::from(entry)] == key {
            return Some(entry);
        }
        at = (at + 1) % SLOTS;
    }
    None
}

const fn end_of_line(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    at
}

/// The entries as they stand in the list.
#[cfg(any(test, feature = "train"))]
pub(crate) fn entries() -> impl Iterator<Item = &'static str> {
    FILE.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(line: &str) -> Vec<&'static str> {
        let mut collector = Collector::default();
        line.split(' ').for_each(|word| collector.see(hash::word(word)));
        let all: Vec<&str> = entries().collect();
        collector.finish().into_iter().map(|feature| all[usize::from(feature)]).collect()
    }

    #[test]
    fn list_is_well_formed_and_every_entry_is_found() {
        crate::lexicon::assert_well_formed("kind_words.txt", FILE);
        assert_eq!(entries().count(), COUNT);
        for (number, entry) in entries().enumerate() {
            let (place, word) = entry.split_once(' ').expect("a place and a word");
            let place = [Place::Any, Place::First, Place::Last].into_iter().find(|it| [*it as u8] == place.as_bytes());
            assert_eq!(find(place.expect("a known place"), hash::word(word)), Some(number as u16), "{entry}");
        }
    }

    #[test]
    fn of_a_long_line_only_the_ends_count() {
        assert_eq!(features("by reuters"), ["f by", "a by", "a reuters", "l reuters"]);
        assert_eq!(features("zzz by by zzz"), ["a by"]);
        assert_eq!(features(&format!("by {}reuters", "by ".repeat(SHORT_LINE))), ["f by", "l reuters"]);
        assert!(features("zzz").is_empty());
    }
}
