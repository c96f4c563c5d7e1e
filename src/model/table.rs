//! A hash table read in place from the bytes of a file: 64-bit hash to a few bytes.
//!
//! Layout, little-endian: `slots: u32`, `width: u32`, a tag of one byte for each slot (and the first [`WINDOW`] - 1 again, so that no window of them
//! wraps around), then `slots` times the rest of a key, three bytes, and a payload of `width` bytes. The slot of a hash comes from its low half, its tag
//! from its highest byte (never zero, which marks an empty slot), and the rest of its key from the three bytes between; collisions go to the next slot.
//! Most features that are asked for are in no table, and their tags say so: these lie close together in the processor's second cache, where the
//! entries do not fit, and are compared eight at a time. An absent hash is taken for a present one about once in a billion look-ups.

use super::{ModelError, Reader};

/// How full a table is, in percent of its slots: fuller tables save bytes and cost probes, most of all for what is not in them (13 tags at 80, 4 at 60:
/// Knuth, "The Art of Computer Programming" 3, 6.4).
#[cfg(any(test, feature = "train"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// For tables that are asked now and then.
    Full = 80,
    /// For tables that are asked for every feature of every token.
    Fast = 60,
}

/// Bytes of the rest of a key.
const KEY: usize = 3;

/// Tags that are looked at together.
const WINDOW: usize = 8;

/// A table over borrowed bytes.
#[derive(Clone, Copy, Debug)]
pub struct Table<'m> {
    tags: &'m [u8],
    entries: &'m [u8],
    slots: usize,
    /// Bytes of an entry: rest of the key and payload.
    entry: usize,
}

impl<'m> Table<'m> {
    /// Reads a table at the reader's place.
    pub(crate) fn read(reader: &mut Reader<'m>) -> Result<Self, ModelError> {
        let slots = reader.u32()? as usize;
        let entry = (reader.u32()? as usize).checked_add(KEY).ok_or(ModelError::Length)?;
        let tags = reader.bytes(slots.checked_add(WINDOW - 1).ok_or(ModelError::Length)?)?;
        let entries = reader.bytes(slots.checked_mul(entry).ok_or(ModelError::Length)?)?;
        // At least one slot is empty, so that every search ends.
        if !tags.iter().take(slots).any(|&tag| tag == 0) {
            return Err(ModelError::Length);
        }
        Ok(Self { tags, entries, slots, entry })
    }

    /// Where a hash is if it is in the table, and whether it may be, by a look at the tags alone: wrong for about one absent hash in a hundred. Nothing
    /// branches here, so that the look-ups of many hashes go at once: the way to ask for them, before [`Table::number`] for those that may be there.
    pub(crate) fn place(&self, hash: u64) -> (u32, bool) {
        let slot = slot(hash, self.slots);
        let (found, empty) = self.window(slot, tag(hash));
        let at = slot + (found.trailing_zeros() as usize / 8) % WINDOW;
        let at = if at >= self.slots { at - self.slots } else { at };
        (at as u32, found != 0 || empty == 0)
    }

    /// The payload of a hash as a number of three bytes, looked for first at its [`Table::place`]; of tables with such payloads.
    pub(crate) fn number(&self, place: u32, hash: u64) -> Option<u32> {
        const BYTES: usize = KEY + 3;
        const LOW: u64 = 0xFF_FFFF;
        let entry = self.entries.get(place as usize * BYTES..).and_then(<[u8]>::first_chunk::<8>);
        let entry = entry.map_or(0, |entry| u64::from_le_bytes(*entry));
        if entry & LOW == hash >> 32 & LOW && self.entry == BYTES && self.tags.get(place as usize) == Some(&tag(hash)) {
            return Some((entry >> 24 & LOW) as u32);
        }
        match self.get(hash)? {
            &[a, b, c] => Some(u32::from_le_bytes([a, b, c, 0])),
            _ => None,
        }
    }

    /// The payload of a hash.
    pub fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let key = key(hash);
        let mut slot = slot(hash, self.slots);
        // No search is longer than the table, whatever a damaged file holds.
        for _ in 0..=self.slots / WINDOW {
            let (mut found, empty) = self.window(slot, tag(hash));
            while found != 0 {
                let at = slot + found.trailing_zeros() as usize / 8;
                let at = if at >= self.slots { at - self.slots } else { at };
                let (rest, payload) =
                    self.entries.get(at * self.entry..(at + 1) * self.entry)?.split_first_chunk::<KEY>()?;
                if *rest == key {
                    return Some(payload);
                }
                found &= found - 1;
            }
            if empty != 0 {
                return None;
            }
            slot += WINDOW;
            if slot >= self.slots {
                slot -= self.slots;
            }
        }
        None
    }

    /// The bits of a window's tags that are `tag` and stand before the first empty slot, and that slot's: the high bit of each byte. A byte above one
    /// that is `tag` may be taken for another.
    fn window(&self, slot: usize, tag: u8) -> (u64, u64) {
        const ONES: u64 = 0x0101_0101_0101_0101;
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
        let tags = self.tags.get(slot..).and_then(<[u8]>::first_chunk::<WINDOW>);
        let tags = tags.map_or(0, |tags| u64::from_le_bytes(*tags));
        let empty = zeros(tags);
        let first_empty = empty & empty.wrapping_neg();
        (zeros(tags ^ (ONES * u64::from(tag))) & first_empty.wrapping_sub(1), first_empty)
    }
}

const fn tag(hash: u64) -> u8 {
    let tag = (hash >> 56) as u8;
    if tag == 0 { 1 } else { tag }
}

const fn key(hash: u64) -> [u8; KEY] {
    let [_, _, _, _, a, b, c, _] = hash.to_le_bytes();
    [a, b, c]
}

/// Spreads the low half over the slots without a division (Lemire, "Fast random integer generation in an interval", 2019).
const fn slot(hash: u64, slots: usize) -> usize {
    (((hash & 0xFFFF_FFFF) * slots as u64) >> 32) as usize
}

/// Writes a table of `(hash, payload)` in the form that [`Table`] reads; all payloads of `width` bytes. Where two entries have one
/// hash, the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'e>(
    entries: impl ExactSizeIterator<Item = (u64, &'e [u8])>,
    width: usize,
    load: Load,
    out: &mut Vec<u8>,
) {
    // Not smaller than a window, whose repeated tags would otherwise be those of other slots.
    let slots = (entries.len() * 100 / load as usize + 2).max(WINDOW);
    let entry = KEY + width;
    let mut tags = vec![0_u8; slots];
    let mut body = vec![0_u8; slots * entry];
    for (hash, payload) in entries {
        let (tag, key) = (tag(hash), key(hash));
        let mut at = slot(hash, slots);
        while tags[at] != 0 && (tags[at] != tag || body[at * entry..at * entry + KEY] != key) {
            at = (at + 1) % slots;
        }
        if tags[at] == 0 {
            tags[at] = tag;
            body[at * entry..at * entry + KEY].copy_from_slice(&key);
            body[at * entry + KEY..(at + 1) * entry].copy_from_slice(payload);
        }
    }
    out.extend_from_slice(&(slots as u32).to_le_bytes());
    out.extend_from_slice(&(width as u32).to_le_bytes());
    out.extend_from_slice(&tags);
    out.extend_from_slice(&tags[..WINDOW - 1]);
    out.extend_from_slice(&body);
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn what_was_written_is_found() {
        let words: Vec<String> = (0..1000).map(|i| format!("word{i}")).collect();
        let payloads: Vec<[u8; 2]> = (0..1000_u16).map(u16::to_le_bytes).collect();
        let mut bytes = b"TESTTEST\x01\0\0\0".to_vec();
        let entries: Vec<(u64, &[u8])> =
            words.iter().zip(&payloads).map(|(w, p)| (hash::word(w), p.as_slice())).collect();
        write(entries.into_iter(), 2, Load::Full, &mut bytes);
        let mut reader = Reader::open(&bytes, *b"TESTTEST", 1).unwrap();
        let table = Table::read(&mut reader).unwrap();
        reader.close().unwrap();
        for (word, payload) in words.iter().zip(&payloads) {
            assert_eq!(table.get(hash::word(word)), Some(payload.as_slice()));
        }
        assert_eq!(table.get(hash::word("absent")), None);
        for cut in 0..bytes.len() {
            let damaged = Reader::open(&bytes[..cut], *b"TESTTEST", 1).and_then(|mut reader| Table::read(&mut reader));
            assert!(damaged.is_err(), "cut at {cut}");
        }
    }
}
