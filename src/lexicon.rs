//! Lists of words as they lie in `src/data/`: embedded in the program, sorted, searched in place.
//!
//! Nothing is parsed or hashed at start-up: a look-up is a binary search over the lines of the file's text, so a list costs
//! nothing until it is asked. A list file is UTF-8; lines that start with `#` stand at its head and say what the list is, where
//! it is from and under what licence; then one entry a line, sorted by bytes, unique: `key`, or `key TAB value`.

use std::cmp::Ordering;

/// A sorted list of words, or of words with a value each.
#[derive(Clone, Copy, Debug)]
pub struct WordList {
    entries: &'static str,
}

impl WordList {
    /// A list over the text of its file.
    pub const fn new(file: &'static str) -> Self {
        Self { entries: skip_header(file) }
    }

    /// Whether `key` is in the list, to the letter.
    pub fn contains(&self, key: &str) -> bool {
        self.find(key).is_some()
    }

    /// The value beside `key`; empty if the entry has none.
    pub fn get(&self, key: &str) -> Option<&'static str> {
        self.find(key)
    }

    /// The value beside the lower-case form of `word`, without allocating for short ASCII words.
    pub fn get_lower(&self, word: &str) -> Option<&'static str> {
        /// Longer words are not in any list, or rare enough to allocate for.
        const SHORT: usize = 64;
        let mut buffer = [0; SHORT];
        match buffer.get_mut(..word.len()) {
            Some(short) if word.is_ascii() => {
                short.copy_from_slice(word.as_bytes());
                short.make_ascii_lowercase();
                std::str::from_utf8(short).ok().and_then(|lower| self.find(lower))
            }
            _ => self.find(&word.to_lowercase()),
        }
    }

    /// Whether the lower-case form of `word` is in the list.
    pub fn contains_lower(&self, word: &str) -> bool {
        self.get_lower(word).is_some()
    }

    /// All entries with their values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.entries.lines().map(|line| line.split_once('\t').unwrap_or((line, "")))
    }

    fn find(&self, key: &str) -> Option<&'static str> {
        let (bytes, key) = (self.entries.as_bytes(), key.as_bytes());
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let mut start = middle;
            while start > low && bytes[start - 1] != b'\n' {
                start -= 1;
            }
            // Byte by byte, since most entries differ early; whatever ends an entry sorts before all that goes on.
            let line = &bytes[start..];
            let same = line.iter().zip(key).take_while(|(found, wanted)| found == wanted).count();
            let found = line.get(same).copied().filter(|&byte| byte != b'\t' && byte != b'\n');
            match found.cmp(&key.get(same).copied()) {
                Ordering::Equal => {
                    let rest = self.entries.get(start + same..)?.split('\n').next()?;
                    return Some(rest.strip_prefix('\t').unwrap_or(rest));
                }
                Ordering::Less => {
                    let rest = line[same..].iter().position(|&byte| byte == b'\n');
                    low = rest.map_or(high, |rest| start + same + rest + 1);
                }
                Ordering::Greater => high = start,
            }
        }
        None
    }
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
    let list = WordList::new(file);
    let keys: Vec<&str> = list.iter().map(|(key, _)| key).collect();
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
        let list = WordList::new(FILE);
        assert_eq!(list.get("angola"), Some("AO"));
        assert_eq!(list.get("belize"), Some("BZ"));
        assert_eq!(list.get("écosse"), Some("GB"));
        for absent in ["", "a", "angol", "angolas", "zz", "Angola", "BZ", "# A list."] {
            assert_eq!(list.get(absent), None, "{absent}");
        }
        assert_eq!(list.get_lower("CHAD"), Some("TD"));
        assert_eq!(list.get_lower("Écosse"), Some("GB"));
        assert!(!WordList::new("# Only a header.").contains(""));
        assert_well_formed("test", FILE);
    }
}
