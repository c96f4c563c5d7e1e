//! Stable 64-bit hashes of words and features: the same on every machine and in every version that reads a model.

/// Odd constants with well-mixed bits (fractional parts of the golden ratio and of the square root of three).
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
const ROOT: u64 = 0xBB67_AE85_84CA_A73B;

/// The hash of a word, byte by byte (FNV-1a), finished by [`finish`].
pub fn word(text: &str) -> u64 {
    bytes(text.as_bytes())
}

/// The hash of any bytes, as [`word`].
pub fn bytes(bytes: &[u8]) -> u64 {
    finish(bytes.iter().copied().fold(START, byte))
}

/// The hash of how a word is spelt, by several bytes at a time: for tables that no file keeps.
pub fn spelling(bytes: &[u8]) -> u64 {
    let mut hash = START ^ bytes.len() as u64;
    let (eights, rest) = bytes.as_chunks();
    for eight in eights {
        hash = pair(hash, u64::from_le_bytes(*eight));
    }
    // Of four bytes and more the first and the last four, which may overlap; of fewer each.
    let rest = match (rest.first_chunk(), rest.last_chunk()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last)),
        _ => rest.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    };
    let hash = pair(hash, rest);
    hash ^ hash >> 32
}

/// The hash of a word or phrase in lower case, digits as `0`: the key of clusters and gazetteer.
pub fn lower(text: &str) -> u64 {
    finish(lower_on(START, text))
}

/// Takes the lower-case form of a word into an unfinished hash.
pub fn lower_on(hash: u64, text: &str) -> u64 {
    if text.is_ascii() {
        return text.bytes().fold(hash, lower_ascii);
    }
    text.chars().fold(hash, lower_character)
}

/// Takes the lower-case form of an ASCII character into an unfinished hash.
const fn lower_ascii(hash: u64, ascii: u8) -> u64 {
    byte(hash, if ascii.is_ascii_digit() { b'0' } else { ascii.to_ascii_lowercase() })
}

/// Takes the lower-case form of a character into an unfinished hash.
pub fn lower_character(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return lower_ascii(hash, c as u8);
    }
    c.to_lowercase().fold(hash, |hash, low| character(hash, if low.is_ascii_digit() { '0' } else { low }))
}

/// Takes a character into an unfinished hash.
fn character(hash: u64, c: char) -> u64 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(hash, byte)
}

/// Where a hash over single bytes begins (FNV-1a offset basis).
pub const START: u64 = 0xCBF2_9CE4_8422_2325;

/// Takes one more byte into an unfinished hash (FNV-1a).
pub const fn byte(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01B3)
}

/// Mixes all bits of a hash into all others (the finaliser of `SplitMix64`).
pub const fn finish(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// A feature: a template's number with one value.
pub const fn feature(template: u32, value: u64) -> u64 {
    let hash = (value ^ (template as u64).wrapping_mul(GOLDEN)).wrapping_mul(ROOT);
    hash ^ (hash >> 32)
}

/// Two values as one, in this order.
pub const fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second.wrapping_mul(GOLDEN)).wrapping_mul(ROOT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_stable() {
        // A change here makes every model in the repository unreadable.
        assert_eq!(
            (word("Moscow"), feature(7, 9), pair(1, 2)),
            (4_661_473_833_608_655_304, 13_156_505_247_249_329_838, 8_834_063_091_661_313_966)
        );
        assert_ne!(feature(1, 2), feature(2, 1));
        assert_ne!(pair(1, 2), pair(2, 1));
    }
}
