//! What was found out about words, remembered from one document to the next: most words of an article stood in others before it.
//!
//! Only what follows from the word and the program's own lists and models is remembered, so that no answer depends on what was read before. Each thread
//! has memories of its own.

use super::hash;
use crate::document::Form;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::OnceLock;

/// Words that a memory holds: frequent words come early, and more would take megabytes for words that hardly come again. Seven eighths of a power
/// of two fill a hash map.
pub(crate) const MOST: usize = 14_336;

/// A hash map for keys that are hashes already: they are mixed, not hashed a second time.
pub(crate) type ByHash<V> = HashMap<u64, V, Seeded>;

/// A set of such keys.
pub(crate) type Hashes = HashSet<u64, Seeded>;

/// Mixes hashes with a number that each process draws anew: how words are hashed is known to everybody, and words chosen to fall into one place of a
/// table would make each look-up as slow as a walk over all of them. The order of entries is another in each process, so nothing may depend on it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seeded(u64);

impl Default for Seeded {
    fn default() -> Self {
        static SEED: OnceLock<u64> = OnceLock::new();
        Self(*SEED.get_or_init(|| RandomState::new().hash_one(0)))
    }
}

impl BuildHasher for Seeded {
    type Hasher = Mixed;

    fn build_hasher(&self) -> Mixed {
        Mixed(self.0)
    }
}

/// A seed, and then a hash mixed with it.
#[derive(Clone, Debug)]
pub(crate) struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.write_u64(bytes.iter().fold(hash::START, |hash, &byte| hash::byte(hash, byte)));
    }

    fn write_u64(&mut self, value: u64) {
        /// An odd number with its bits well spread: the golden ratio.
        const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15;
        let product = u128::from(self.0 ^ value) * SPREAD;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }
}

/// What is known of each of some words, by their hashes.
#[derive(Debug)]
pub(crate) struct Memory<V> {
    /// Where in `known` each word has its place: a small table, which is quickly searched and enlarged.
    places: ByHash<u32>,
    /// What is known, of the earliest words, which are the most frequent ones, first.
    known: Vec<V>,
}

impl<V> Default for Memory<V> {
    fn default() -> Self {
        Self { places: ByHash::default(), known: Vec::new() }
    }
}

impl<V> Memory<V> {
    /// What is known of a word.
    pub(crate) fn get(&self, word: u64) -> Option<&V> {
        self.known.get(*self.places.get(&word)? as usize)
    }

    /// What is known of a word, or else is found out now, and remembered while there is room.
    pub(crate) fn get_or_insert_with(&mut self, word: u64, find_out: impl FnOnce() -> V) -> V
    where
        V: Copy,
    {
        if let Some(known) = self.get(word) {
            return *known;
        }
        let known = find_out();
        self.keep(word, known);
        known
    }

    /// Remembers what is known of a word for the first time, while there is room.
    pub(crate) fn keep(&mut self, word: u64, known: V) {
        if self.known.len() < MOST {
            self.make_room();
            self.places.insert(word, self.known.len() as u32);
            self.known.push(known);
        }
    }

    /// Makes room for all words before the first: what is not used yet is no memory in use, and nothing is moved later.
    fn make_room(&mut self) {
        if self.known.capacity() == 0 {
            self.places.reserve(MOST);
            self.known.reserve_exact(MOST);
        }
    }

    /// The place of what is known of a word, to be learnt in place; a word without one gets one of the next, with nothing known. Where there is no
    /// more room, it has that until [`Memory::forget_rest`].
    pub(crate) fn place(&mut self, word: u64) -> usize
    where
        V: Default,
    {
        if let Some(&place) = self.places.get(&word) {
            return place as usize;
        }
        let place = self.known.len();
        if place < MOST {
            self.make_room();
            self.places.insert(word, place as u32);
        }
        self.known.push(V::default());
        place
    }

    /// What is known at a place that [`Memory::place`] gave.
    pub(crate) fn at(&mut self, place: usize) -> Option<&mut V> {
        self.known.get_mut(place)
    }

    /// Forgets the words that there was no room for.
    pub(crate) fn forget_rest(&mut self) {
        self.known.truncate(MOST);
    }
}

/// What a model says of small numbers, of which few come again and again.
#[derive(Debug)]
pub(crate) struct Few<V> {
    /// The key of the model.
    model: u64,
    /// Where in `known` each number has its place, counted from 1; 0 for none.
    places: Vec<u16>,
    known: Vec<V>,
}

impl<V> Default for Few<V> {
    fn default() -> Self {
        Self { model: 0, places: Vec::new(), known: Vec::new() }
    }
}

impl<V> Few<V> {
    /// Prepares for a model, by its key, and for numbers below `count`: what another one said is forgotten.
    pub(crate) fn prepare(&mut self, model: u64, count: usize) {
        if self.model != model || self.places.len() != count {
            (self.model, self.places) = (model, vec![0; count]);
            self.known.clear();
        }
    }

    /// Prepares for other numbers below `count`: what was said before is forgotten, its room is kept.
    pub(crate) fn begin(&mut self, count: usize) {
        self.places.clear();
        self.places.resize(count, 0);
        self.known.clear();
    }

    /// What is said of a number, or else is found out now, and remembered while there is room.
    #[inline]
    pub(crate) fn get_or_insert_with(&mut self, number: usize, find_out: impl FnOnce() -> V) -> &V {
        let known = usize::from(self.places.get(number).copied().unwrap_or(0));
        let place = known.checked_sub(1).unwrap_or_else(|| self.learn(number, find_out()));
        &self.known[place]
    }

    /// Remembers what is said of a number; where it is. What there is no room for stands last, until the next such one.
    fn learn(&mut self, number: usize, said: V) -> usize {
        /// The last place that can be counted.
        const LAST: usize = u16::MAX as usize - 1;
        if self.known.len() > LAST {
            self.known.pop();
        }
        let place = self.known.len();
        self.known.push(said);
        if let Some(known) = self.places.get_mut(number).filter(|_| place < LAST) {
            *known = place as u16 + 1;
        }
        place
    }
}

/// Numbers for words from 0 on, the same in all documents.
#[derive(Debug, Default)]
pub(crate) struct Numbers(ByHash<u32>);

impl Numbers {
    /// The number of a word; [`MOST`] for all words once there are so many.
    pub(crate) fn of(&mut self, word: u64) -> u32 {
        if let Some(&number) = self.0.get(&word) {
            return number;
        }
        let next = self.0.len();
        if next < MOST {
            if next == 0 {
                self.0.reserve(MOST);
            }
            self.0.insert(word, next as u32);
        }
        next as u32
    }
}

/// What is known of words by their numbers, each with its key: a document may come from another thread, where words have other numbers.
#[derive(Debug)]
pub(crate) struct Column<V>(Vec<Option<(u64, V)>>);

impl<V> Default for Column<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V: Clone> Column<V> {
    /// What is known of a word, or else is found out now, and remembered if there is a place for it.
    pub(crate) fn get_or_insert_with(&mut self, form: &Form, find_out: impl FnOnce() -> V) -> V {
        let number = form.number as usize;
        if let Some(Some((key, known))) = self.0.get(number)
            && *key == form.key()
        {
            return known.clone();
        }
        let known = find_out();
        if number < MOST {
            if self.0.len() <= number {
                // As in `Memory::make_room`.
                self.0.reserve_exact(MOST - self.0.len());
                self.0.resize(number + 1, None);
            }
            self.0[number].get_or_insert_with(|| (form.key(), known.clone()));
        }
        known
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TokenKind;

    #[test]
    fn the_first_words_are_kept() {
        let mut memory = Memory::default();
        let word = |at: usize| hash::finish(at as u64);
        for at in 0..2 * MOST {
            memory.keep(word(at), at);
        }
        assert_eq!(
            (memory.get(word(3)), memory.get(word(MOST - 1)), memory.get(word(MOST))),
            (Some(&3), Some(&(MOST - 1)), None)
        );
        assert_eq!([word(3), word(MOST)].map(|word| memory.get_or_insert_with(word, || 7)), [3, 7]);
        assert_eq!(memory.get(word(MOST)), None);
    }

    #[test]
    fn what_is_learnt_in_place_is_remembered_while_there_is_room() {
        let mut memory: Memory<usize> = Memory::default();
        let word = |at: usize| hash::finish(at as u64);
        for _ in 0..2 {
            for at in 0..=MOST {
                let place = memory.place(word(at));
                *memory.at(place).unwrap() += at;
            }
            memory.forget_rest();
        }
        assert_eq!([0, 1, MOST - 1].map(|at| memory.get(word(at)).copied()), [0, 2, 2 * (MOST - 1)].map(Some));
        assert_eq!((memory.get(word(MOST)), memory.known.len()), (None, MOST));
    }

    #[test]
    fn a_model_says_the_same_of_a_number_and_another_one_something_else() {
        let mut few = Few::default();
        for (model, expected) in [(7, ['a', 'b', 'a', 'c', 'd']), (8, ['e', 'f', 'e', 'g', 'h'])] {
            few.prepare(model, 4);
            let mut says = expected.into_iter().filter(|said| *said != expected[2]).chain([' ']);
            let mut next = expected[0];
            let said = [2, 0, 2, 4, 4].map(|number| {
                *few.get_or_insert_with(number, || std::mem::replace(&mut next, says.next().unwrap_or(' ')))
            });
            assert_eq!(said, expected, "{model}");
        }
    }

    #[test]
    fn numbers_are_given_while_there_is_room() {
        let mut numbers = Numbers::default();
        let word = |at: usize| hash::finish(at as u64);
        let given: Vec<u32> = (0..=MOST).map(|at| numbers.of(word(at))).collect();
        assert!(given.iter().copied().eq(0..=MOST as u32));
        assert_eq!([3, MOST, MOST + 7].map(|at| numbers.of(word(at))), [3, MOST as u32, MOST as u32]);
    }

    #[test]
    fn a_column_knows_a_word_by_its_key_not_by_its_number_alone() {
        let form =
            |number: usize, hash: u64| Form { token: 0, number: number as u32, kind: TokenKind::Word, hash, lower: 0 };
        let mut column: Column<char> = Column::default();
        assert_eq!(column.get_or_insert_with(&form(2, 10), || 'a'), 'a');
        assert_eq!(column.get_or_insert_with(&form(2, 10), || 'b'), 'a');
        // From a document that another thread began.
        assert_eq!(column.get_or_insert_with(&form(2, 11), || 'c'), 'c');
        assert_eq!(column.get_or_insert_with(&form(2, 10), || 'd'), 'a');
        // No room for it.
        for found in ['e', 'f'] {
            assert_eq!(column.get_or_insert_with(&form(MOST, 12), || found), found);
        }
    }

    #[test]
    fn hashes_with_the_same_end_fall_into_different_places() {
        let places: HashSet<u64> = (0..1000_u64).map(|at| Seeded::default().hash_one(at << 32) & 0xffff).collect();
        assert!(places.len() > 900, "{}", places.len());
    }
}
