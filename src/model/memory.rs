//! What was found out about words, remembered from one document to the next: most words of an article stood in others before it.
//!
//! Only what follows from the word and the program's own lists and models is remembered, so that no answer depends on what was read before. Each thread
//! has memories of its own.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// Words that a memory holds: frequent words come early, and more would take megabytes for words that hardly come again. Seven eighths of a power
/// of two fill a hash map.
const MOST: usize = 14_336;

/// A hash map for keys that are hashes already and need no second hashing.
pub(crate) type ByHash<V> = HashMap<u64, V, BuildHasherDefault<Hashed>>;

/// A set of such keys.
pub(crate) type Hashes = HashSet<u64, BuildHasherDefault<Hashed>>;

/// Takes a hash for its own hash.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| super::hash::byte(hash, byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// What is known of each of some words, by their hashes.
#[derive(Debug)]
pub(crate) struct Memory<V> {
    known: ByHash<V>,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { known: ByHash::default() }
    }
}

impl<V> Memory<V> {
    /// What is known of a word.
    pub(crate) fn get(&self, word: u64) -> Option<&V> {
        self.known.get(&word)
    }

    /// What is known of a word, or else is found out now, and remembered while there is room.
    pub(crate) fn get_or_insert_with(&mut self, word: u64, find_out: impl FnOnce() -> V) -> V
    where
        V: Copy,
    {
        if let Some(known) = self.known.get(&word) {
            return *known;
        }
        let known = find_out();
        if self.known.len() < MOST {
            self.known.insert(word, known);
        }
        known
    }

    /// Remembers what is known of a word now, instead of what was known before or, while there is room, for the first time.
    pub(crate) fn keep(&mut self, word: u64, known: V) {
        if let Some(before) = self.known.get_mut(&word) {
            *before = known;
        } else if self.known.len() < MOST {
            self.known.insert(word, known);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn the_first_words_are_kept() {
        let mut memory = Memory::default();
        let word = |at: usize| hash::finish(at as u64);
        for at in 0..2 * MOST {
            memory.keep(word(at), at);
        }
        memory.keep(word(3), 0);
        assert_eq!(
            (memory.get(word(3)), memory.get(word(MOST - 1)), memory.get(word(MOST))),
            (Some(&0), Some(&(MOST - 1)), None)
        );
    }
}
