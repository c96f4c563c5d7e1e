//! The names of entities, values, quotes and claims within a document.

use serde::{Serialize, Serializer};
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

/// A letter for the kind of thing and the thing's number, from one in order of appearance: "e1".
#[derive(Clone, Copy, Debug)]
pub(super) struct Id {
    /// Aligned to the right.
    bytes: [u8; Self::LONGEST],
    start: u8,
}

impl Id {
    /// A letter and all digits of the largest number.
    const LONGEST: usize = 21;

    /// The id of the thing at an index.
    pub(super) const fn new(letter: u8, index: usize) -> Self {
        let mut bytes = [letter; Self::LONGEST];
        let mut start = Self::LONGEST;
        let mut number = index.saturating_add(1);
        while number > 0 {
            start -= 1;
            bytes[start] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        // The byte before the digits is the letter.
        Self { bytes, start: start as u8 - 1 }
    }
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.bytes[usize::from(self.start)..]).unwrap_or("")
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        self
    }
}

/// The ids of some things of a kind, written as a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ids<'a, T> {
    pub(super) letter: u8,
    pub(super) things: &'a [T],
    /// The index of such a thing.
    pub(super) index: fn(&T) -> usize,
}

impl<T> Ids<'_, T> {
    pub(super) fn iter(&self) -> impl Iterator<Item = Id> {
        self.things.iter().map(|thing| Id::new(self.letter, (self.index)(thing)))
    }

    /// All of them, with something between each and the next.
    pub(super) fn join(&self, between: &str) -> String {
        self.iter().collect::<Vec<Id>>().join(between)
    }
}

impl<T> Serialize for Ids<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_numbered_from_one() {
        for (index, expected) in [(0, "q1"), (8, "q9"), (9, "q10"), (99, "q100")] {
            assert_eq!(&*Id::new(b'q', index), expected);
        }
        assert_eq!(&*Id::new(b'c', usize::MAX), format!("c{}", usize::MAX), "the largest has room");
    }
}
