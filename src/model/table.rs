//! A hash table read in place from the bytes of a file: 64-bit hash to a few bytes.
//!
//! Layout, little-endian: `slots: u32`, `width: u32`, then `slots` times a key of four bytes and a payload of `width` bytes, side by side so that a
//! look-up touches one place of memory. The slot of a hash comes from its low half, its key is the high half (never zero, which marks an empty
//! slot); collisions go to the next slot. An absent hash is taken for a present one about once in a billion look-ups.

use super::{ModelError, Reader};

/// How full a table is, in percent of its slots: fuller tables save bytes and cost probes, most of all for what is not in them (13 at 80, 4 at 60:
/// Knuth, "The Art of Computer Programming" 3, 6.4).
#[cfg(any(test, feature = "train"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Load {
    /// For tables that are asked now and then.
    Full = 80,
    /// For tables that are asked for every feature of every token.
    Fast = 60,
}

/// Bytes of a key.
const KEY: usize = 4;

/// A table over borrowed bytes.
#[derive(Clone, Copy, Debug)]
pub struct Table<'m> {
    entries: &'m [u8],
    slots: usize,
    /// Bytes of an entry: key and payload.
    entry: usize,
}

impl<'m> Table<'m> {
    /// Reads a table at the reader's place.
    pub(crate) fn read(reader: &mut Reader<'m>) -> Result<Self, ModelError> {
        let slots = reader.u32()? as usize;
        let entry = (reader.u32()? as usize).checked_add(KEY).ok_or(ModelError::Length)?;
        let entries = reader.bytes(slots.checked_mul(entry).ok_or(ModelError::Length)?)?;
        // At least one slot is empty, so that every search ends.
        if !entries.chunks_exact(entry).any(|entry| entry.starts_with(&[0; KEY])) {
            return Err(ModelError::Length);
        }
        Ok(Self { entries, slots, entry })
    }

    /// The first key on the way to a hash: 0 where the hash is not in the table. Several of these loads go at once, since nothing branches on them:
    /// the way to ask for many hashes, before [`Table::get`] for those that may be there.
    pub(crate) fn first_key(&self, hash: u64) -> u32 {
        let at = slot(hash, self.slots) * self.entry;
        let key = self.entries.get(at..).and_then(<[u8]>::first_chunk::<KEY>);
        key.map_or(0, |key| u32::from_le_bytes(*key))
    }

    /// The payload of a hash.
    pub fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let key = key(hash);
        let mut slot = slot(hash, self.slots);
        loop {
            let entry = self.entries.get(slot * self.entry..(slot + 1) * self.entry)?;
            let (found, payload) = entry.split_first_chunk::<KEY>()?;
            match u32::from_le_bytes(*found) {
                found if found == key => return Some(payload),
                0 => return None,
                _ => slot += 1,
            }
            if slot == self.slots {
                slot = 0;
            }
        }
    }
}

const fn key(hash: u64) -> u32 {
    let key = (hash >> 32) as u32;
    if key == 0 { 1 } else { key }
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
    let slots = entries.len() * 100 / load as usize + 2;
    let mut keys = vec![0_u32; slots];
    let mut payloads = vec![0_u8; slots * width];
    for (hash, payload) in entries {
        let mut at = slot(hash, slots);
        while keys[at] != 0 && keys[at] != key(hash) {
            at = (at + 1) % slots;
        }
        if keys[at] == 0 {
            keys[at] = key(hash);
            payloads[at * width..(at + 1) * width].copy_from_slice(payload);
        }
    }
    out.extend_from_slice(&(slots as u32).to_le_bytes());
    out.extend_from_slice(&(width as u32).to_le_bytes());
    for (at, key) in keys.iter().enumerate() {
        out.extend_from_slice(&key.to_le_bytes());
        out.extend_from_slice(&payloads[at * width..(at + 1) * width]);
    }
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
