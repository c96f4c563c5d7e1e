//! A hash table read in place from the bytes of a file: 64-bit hash to a few bytes.
//!
//! A perfect hash: every key has one slot, found with a small number, the pilot, that all keys of its bucket share and that was searched for when
//! the table was written, so that no two keys meet (Pibiri and Trani, "`PTHash`: Revisiting FCH minimal perfect hashing", 2021). Nothing is probed, and
//! hardly a slot is empty.
//!
//! Layout of a [`Table`], little-endian: number of slots `u32`, number of buckets `u32`, width of a payload `u32`, a pilot of two bytes for each bucket, a tag of one byte for
//! each slot, then for each slot two bytes of the rest of its key and the payload. The bucket of a hash comes from its low half, its tag from its
//! highest byte, the rest of its key from the two bytes below. Most features that are asked for
//! and absent are told by their tags, which lie close together in the processor's second cache, where the entries do not fit. An absent hash is
//! taken for a present one about once in sixteen million look-ups.
//!
//! [`Numbers`] are for hashes of which most that are asked for are there: without tags, so that one look tells, and without a branch. Layout: number of
//! slots `u32`, number of buckets `u32`, the pilots, then for each slot two bytes of the rest of its key and the number. An absent hash is taken for a present one
//! about once in 65,000 look-ups.

use super::{ModelError, Reader};

/// Bytes of the rest of a key.
const KEY: usize = 2;

/// Keys in a bucket: more make fewer pilots, which take longer to find (the paper's lambda).
#[cfg(any(test, feature = "train"))]
const BUCKET: usize = 4;

/// How full a table is, in percent of its slots: the last few keys of a fuller one take much longer to place.
#[cfg(any(test, feature = "train"))]
const FULL: usize = 98;

/// Odd constants with well-mixed bits, as in [`super::hash`].
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const ROOT: u64 = 0xBB67_AE85_84CA_A73B;

/// A table over borrowed bytes, with entries of so many bytes: the rest of a key and the payload.
#[derive(Clone, Copy, Debug)]
pub struct Table<'m, const ENTRY: usize> {
    pilots: &'m [[u8; 2]],
    tags: &'m [u8],
    entries: &'m [[u8; ENTRY]],
}

impl<'m, const ENTRY: usize> Table<'m, ENTRY> {
    /// Reads a table at the reader's place.
    pub(crate) fn read(reader: &mut Reader<'m>) -> Result<Self, ModelError> {
        let slots = reader.u32()? as usize;
        let buckets = reader.u32()? as usize;
        if (reader.u32()? as usize).checked_add(KEY) != Some(ENTRY) {
            return Err(ModelError::Length);
        }
        let (pilots, _) = reader.bytes(buckets.checked_mul(2).ok_or(ModelError::Length)?)?.as_chunks();
        let tags = reader.bytes(slots)?;
        let (entries, _) = reader.bytes(slots.checked_mul(ENTRY).ok_or(ModelError::Length)?)?.as_chunks();
        Ok(Self { pilots, tags, entries })
    }

    /// The payload of a hash.
    pub fn get(&self, hash: u64) -> Option<&'m [u8]> {
        let pilot = self.pilots.get(bucket(hash, self.pilots.len())).map_or(0, |&pilot| u16::from_le_bytes(pilot));
        let slot = slot(hash, pilot, self.tags.len());
        if self.tags.get(slot) != Some(&tag(hash)) {
            return None;
        }
        let (found, payload) = self.entries.get(slot)?.split_at_checked(KEY)?;
        (found == key(hash)).then_some(payload)
    }
}

/// A table over borrowed bytes of hashes that have numbers from 1.
#[derive(Clone, Copy, Debug)]
pub struct Numbers<'m> {
    pilots: &'m [[u8; 2]],
    entries: &'m [[u8; 4]],
}

impl<'m> Numbers<'m> {
    /// Reads a table at the reader's place.
    pub(crate) fn read(reader: &mut Reader<'m>) -> Result<Self, ModelError> {
        let slots = reader.u32()? as usize;
        let buckets = reader.u32()? as usize;
        let (pilots, _) = reader.bytes(buckets.checked_mul(2).ok_or(ModelError::Length)?)?.as_chunks();
        let (entries, _) = reader.bytes(slots.checked_mul(4).ok_or(ModelError::Length)?)?.as_chunks();
        Ok(Self { pilots, entries })
    }

    /// The number of a hash, 0 if it has none. Nothing here branches on what is read, so that the look-ups of many hashes go at once.
    #[inline]
    pub(crate) fn get(&self, hash: u64) -> u16 {
        let pilot = self.pilots.get(bucket(hash, self.pilots.len())).map_or(0, |&pilot| u16::from_le_bytes(pilot));
        let entry =
            self.entries.get(slot(hash, pilot, self.entries.len())).map_or(0, |&entry| u32::from_le_bytes(entry));
        let known = entry as u16 == u16::from_le_bytes(key(hash));
        (entry >> 16) as u16 * u16::from(known)
    }
}

const fn tag(hash: u64) -> u8 {
    (hash >> 56) as u8
}

const fn key(hash: u64) -> [u8; KEY] {
    let [_, _, _, _, _, low, high, _] = hash.to_le_bytes();
    [low, high]
}

/// Spreads 32 bits over some places without a division (Lemire, "Fast random integer generation in an interval", 2019).
const fn spread(bits: u64, places: usize) -> usize {
    (((bits & 0xFFFF_FFFF) * places as u64) >> 32) as usize
}

const fn bucket(hash: u64, buckets: usize) -> usize {
    spread(hash, buckets)
}

const fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    spread((hash ^ (pilot as u64).wrapping_mul(GOLDEN)).wrapping_mul(ROOT) >> 32, slots)
}

/// Writes a table of `(hash, payload)` in the form that [`Table`] reads; all payloads of `width` bytes. Where two entries have one
/// hash, the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write<'e>(entries: impl Iterator<Item = (u64, &'e [u8])>, width: usize, out: &mut Vec<u8>) {
    let mut payloads = Hashes::new();
    for (hash, payload) in entries {
        payloads.entry(hash).or_insert(payload);
    }
    let (pilots, slots) = place(&payloads);
    let entry = KEY + width;
    let mut tags = vec![0_u8; slots];
    let mut body = vec![0_u8; slots * entry];
    for (&hash, payload) in &payloads {
        let at = slot(hash, pilots[bucket(hash, pilots.len())], slots);
        tags[at] = tag(hash);
        body[at * entry..at * entry + KEY].copy_from_slice(&key(hash));
        body[at * entry + KEY..(at + 1) * entry].copy_from_slice(payload);
    }
    for number in [slots, pilots.len(), width] {
        out.extend_from_slice(&(number as u32).to_le_bytes());
    }
    out.extend(pilots.into_iter().flat_map(u16::to_le_bytes));
    out.extend_from_slice(&tags);
    out.extend_from_slice(&body);
}

/// Writes a table of hashes and their numbers in the form that [`Numbers`] reads. Where two entries have one hash, the first stays.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write_numbers(entries: impl Iterator<Item = (u64, u16)>, out: &mut Vec<u8>) {
    let mut numbers = Hashes::new();
    for (hash, number) in entries {
        numbers.entry(hash).or_insert(number);
    }
    let (pilots, slots) = place(&numbers);
    let mut body = vec![[0_u8; 4]; slots];
    for (&hash, number) in &numbers {
        let ([a, b], [c, d]) = (key(hash), number.to_le_bytes());
        body[slot(hash, pilots[bucket(hash, pilots.len())], slots)] = [a, b, c, d];
    }
    for number in [slots, pilots.len()] {
        out.extend_from_slice(&(number as u32).to_le_bytes());
    }
    out.extend(pilots.into_iter().flat_map(u16::to_le_bytes));
    out.extend(body.into_iter().flatten());
}

/// Hashes to be written, in order.
#[cfg(any(test, feature = "train"))]
type Hashes<P> = std::collections::BTreeMap<u64, P>;

/// Pilots for some hashes, and the number of slots that they need.
#[cfg(any(test, feature = "train"))]
fn place<P>(hashes: &Hashes<P>) -> (Vec<u16>, usize) {
    let hashes: Vec<u64> = hashes.keys().copied().collect();
    let buckets = hashes.len().div_ceil(BUCKET).max(1);
    let mut slots = hashes.len() * 100 / FULL + 1;
    loop {
        if let Some(pilots) = pilots(&hashes, buckets, slots) {
            return (pilots, slots);
        }
        // A little more room where no pilots can be found, which for small tables may be.
        slots += 1;
    }
}

/// A pilot for each bucket with which no two of the hashes, which are different, have one slot; none if a bucket has no such pilot.
#[cfg(any(test, feature = "train"))]
fn pilots(hashes: &[u64], buckets: usize, slots: usize) -> Option<Vec<u16>> {
    let mut members: Vec<Vec<u64>> = vec![Vec::new(); buckets];
    for &hash in hashes {
        members[bucket(hash, buckets)].push(hash);
    }
    // The largest buckets first, while there is room.
    let mut order: Vec<usize> = (0..buckets).collect();
    order.sort_by_key(|&bucket| std::cmp::Reverse(members[bucket].len()));
    let mut taken = vec![false; slots];
    let mut pilots = vec![0; buckets];
    let mut places = Vec::new();
    for bucket in order {
        pilots[bucket] = (0..=u16::MAX).find(|&pilot| {
            places.clear();
            members[bucket].iter().all(|&hash| {
                let at = slot(hash, pilot, slots);
                let free = !taken[at] && !places.contains(&at);
                places.push(at);
                free
            })
        })?;
        for &at in &places {
            taken[at] = true;
        }
    }
    Some(pilots)
}

#[cfg(test)]
mod tests {
    use super::super::hash;
    use super::*;

    #[test]
    fn what_was_written_is_found() {
        for count in [0_u16, 1, 2, 3, 10, 100, 1000] {
            let words: Vec<String> = (0..count).map(|i| format!("word{i}")).collect();
            let payloads: Vec<[u8; 2]> = (0..count).map(u16::to_le_bytes).collect();
            let mut bytes = b"TESTTEST\x01\0\0\0".to_vec();
            let entries = words.iter().zip(&payloads).map(|(word, payload)| (hash::word(word), payload.as_slice()));
            write(entries, 2, &mut bytes);
            let mut reader = Reader::open(&bytes, *b"TESTTEST", 1).unwrap();
            let table = Table::<4>::read(&mut reader).unwrap();
            reader.close().unwrap();
            for (word, payload) in words.iter().zip(&payloads) {
                assert_eq!(table.get(hash::word(word)), Some(payload.as_slice()));
            }
            assert_eq!(table.get(hash::word("absent")), None);
            for cut in 0..bytes.len() {
                let damaged =
                    Reader::open(&bytes[..cut], *b"TESTTEST", 1).and_then(|mut reader| Table::<4>::read(&mut reader));
                assert!(damaged.is_err(), "cut at {cut} of {count}");
            }
        }
    }

    #[test]
    fn numbers_that_were_written_are_found() {
        for count in [0_u16, 1, 2, 3, 10, 100, 1000] {
            let hashes: Vec<u64> = (0..count).map(|i| hash::word(&format!("word{i}"))).collect();
            let mut bytes = b"TESTTEST\x01\0\0\0".to_vec();
            write_numbers(hashes.iter().copied().zip(1..), &mut bytes);
            let mut reader = Reader::open(&bytes, *b"TESTTEST", 1).unwrap();
            let numbers = Numbers::read(&mut reader).unwrap();
            reader.close().unwrap();
            for (&hash, number) in hashes.iter().zip(1..) {
                assert_eq!(numbers.get(hash), number);
            }
            assert_eq!(numbers.get(hash::word("absent")), 0);
            for cut in 0..bytes.len() {
                let damaged =
                    Reader::open(&bytes[..cut], *b"TESTTEST", 1).and_then(|mut reader| Numbers::read(&mut reader));
                assert!(damaged.is_err(), "cut at {cut} of {count}");
            }
        }
    }
}
