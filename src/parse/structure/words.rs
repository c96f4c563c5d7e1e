//! The words of a paragraph, read once for all who ask for them: how many of which kind, hashes of the longer ones, and one of all letters.

use super::kind_words;
use crate::lexicon::ShortWords;
use crate::model::hash;
use crate::text::is_alphanumeric;

/// Words that running text is full of and headings, menus and names are not.
static FUNCTION_WORDS: ShortWords = ShortWords::of(FUNCTION_WORDS_FILE);
const FUNCTION_WORDS_FILE: &str = include_str!("../../data/text_words.txt");

/// What the words of a paragraph are.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Words: what stands between spaces, if a letter or digit is in it.
    pub count: usize,
    /// Words that only running text has ("the", "was"). Capitalised ones are those of headings.
    pub function: usize,
    /// Words that begin with a capital.
    pub capitals: usize,
    /// Whether somebody says something.
    pub speech: bool,
    /// Hashes of the longer runs of letters and digits in lower case, in order.
    pub long: Vec<u64>,
    /// The features of [`kind_words`] that the runs of letters and digits are.
    pub telling: Vec<u16>,
    /// All letters and digits.
    pub spelling: Spelling,
}

/// The letters and digits of a line in lower case, without what stands between them and without the number that it begins with: crumbs
/// and lists of a page number the headline that follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling {
    /// How many.
    pub count: usize,
    /// Their bytes.
    pub bytes: usize,
    /// Their hash, to be finished with [`hash::finish`].
    pub hash: u64,
    /// The unfinished hash of the first [`BEGINNING`], or of all if they are fewer.
    pub beginning: u64,
}

/// Letters and digits of a beginning.
pub(super) const BEGINNING: usize = 30;

impl Default for Spelling {
    fn default() -> Self {
        Self { count: 0, bytes: 0, hash: hash::START, beginning: hash::START }
    }
}

impl Spelling {
    /// That of a whole line.
    fn of(content: &str) -> Self {
        let mut spelling = Self::default();
        let mut at = 0;
        while at < content.len() {
            spelling.add_run(content, &mut at);
            at += beyond_ascii_at(content, at).map_or(1, char::len_utf8);
        }
        spelling
    }

    /// Adds the letters and digits that stand from a byte on without anything else between them, and moves on to where they end: their hash.
    #[inline]
    fn add_run(&mut self, content: &str, at: &mut usize) -> u64 {
        let mut run = hash::START;
        loop {
            let rest = content.as_bytes().get(*at..).unwrap_or_default();
            let (mut all, mut length) = (self.hash, 0);
            for &byte in rest {
                let lower = LOWER[usize::from(byte)];
                if lower == 0 {
                    break;
                }
                run = hash::byte(run, lower);
                all = hash::byte(all, lower);
                length += 1;
            }
            if self.count < BEGINNING {
                let first = rest.iter().take(length.min(BEGINNING - self.count));
                self.beginning = first.fold(self.hash, |hash, &byte| hash::byte(hash, LOWER[usize::from(byte)]));
            }
            self.hash = all;
            self.count += length;
            self.bytes += length;
            *at += length;
            let Some(c) = beyond_ascii_at(content, *at).filter(|&c| is_alphanumeric(c)) else { return run };
            for lower in c.to_lowercase() {
                let mut buffer = [0; 4];
                let bytes = lower.encode_utf8(&mut buffer).as_bytes();
                run = bytes.iter().copied().fold(run, hash::byte);
                self.hash = bytes.iter().copied().fold(self.hash, hash::byte);
                if self.count < BEGINNING {
                    self.beginning = self.hash;
                }
                self.count += 1;
                self.bytes += bytes.len();
            }
            *at += c.len_utf8();
        }
    }
}

/// Small letters of the ASCII letters, and the digits, by their bytes; 0 for all other bytes.
static LOWER: [u8; 256] = {
    let mut lower = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            lower[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    lower
};

impl Words {
    /// Reads a paragraph with one space between words.
    pub(super) fn read(content: &str) -> Self {
        /// Bytes of a paragraph for each longer word, or a few less.
        const BYTES: usize = 8;
        let bytes = content.as_bytes();
        let mut words = Self { long: Vec::with_capacity(content.len() / BYTES), ..Self::default() };
        // Where the first run of letters and digits of the word between spaces begins, and where its last ends.
        let (mut word, mut end) = (None, 0);
        let mut telling = kind_words::Collector::default();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte == b' ' {
                words.add_word(content, word.take(), end);
            }
            if byte.is_ascii() && LOWER[usize::from(byte)] == 0 {
                at += 1;
                continue;
            }
            let (start, run) = (at, words.spelling.add_run(content, &mut at));
            if at > start {
                word.get_or_insert(start);
                end = at;
                telling.see(hash::finish(run));
                if at - start > SHORT {
                    words.add_long(content.get(start..at).unwrap_or(""), run);
                }
            } else {
                at += beyond_ascii_at(content, at).map_or(1, char::len_utf8);
            }
        }
        words.add_word(content, word, end);
        words.telling = telling.finish();
        let bare = content.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '#' | ' '));
        if bare.len() < content.len() {
            words.spelling = Spelling::of(bare);
        }
        words
    }

    /// One more word, which begins and ends with a letter or digit, if there is one.
    fn add_word(&mut self, content: &str, start: Option<usize>, end: usize) {
        let Some(start) = start else { return };
        let bare = content.as_bytes().get(start..end).unwrap_or_default();
        let capital = match beyond_ascii_at(content, start) {
            Some(first) => first.is_uppercase(),
            None => bare.first().is_some_and(u8::is_ascii_uppercase),
        };
        self.count += 1;
        self.capitals += usize::from(capital);
        self.function += usize::from(!capital && FUNCTION_WORDS.contains(bare));
    }

    /// One more run of letters and digits that may be long.
    fn add_long(&mut self, run: &str, hash: u64) {
        if is_long(run) {
            self.long.push(hash::finish(hash));
            self.speech |= is_said(run);
        }
    }
}

/// The character that begins at a byte, if it is not ASCII.
fn beyond_ascii_at(content: &str, at: usize) -> Option<char> {
    content.as_bytes().get(at).filter(|byte| !byte.is_ascii())?;
    content.get(at..)?.chars().next()
}

/// Words of so many letters are in every text.
const SHORT: usize = 3;

/// Whether a word has more letters than those that are in every text.
#[inline]
pub(super) fn is_long(word: &str) -> bool {
    word.len() > SHORT && (word.is_ascii() || word.chars().nth(SHORT).is_some())
}

/// Whether a word says that somebody says something.
fn is_said(word: &str) -> bool {
    matches!(word, "said" | "says" | "told" | "added" | "asked" | "wrote" | "explained" | "according")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("text_words.txt", FUNCTION_WORDS_FILE);
    }

    #[test]
    fn words_are_what_stands_between_spaces() {
        let words = Words::read("The mayor’s “Old Town” plan, he said – at last – was not Élan's.");
        assert_eq!((words.count, words.function, words.capitals), (12, 5, 4));
        assert_eq!(words.long.len(), 6, "mayor, Town, plan, said, last, Élan");
        assert_eq!(Words::read("").count, 0);
        assert_eq!(Words::read("— ...").count, 0);
    }

    #[test]
    fn speech_is_told_by_whole_words() {
        let speech = |content: &str| Words::read(content).speech;
        assert!(speech("He said so.") && speech("“No,”said Lie") && !speech("The unsaid, the saids"));
    }

    #[test]
    fn the_same_letters_have_the_same_hash() {
        let letters = |content: &str| Words::read(content).spelling;
        let first = letters("2. The 2nd ferry to Skarvik ÉTÉ leaves at noon");
        let second = letters("THE 2ND FERRY TO SKARVIK ÉTÉ: leaves-at-noon");
        assert_eq!((first.hash, first.count, first.bytes), (second.hash, 35, 37));
        let longer = letters("The 2nd ferry to Skarvik ÉTÉ leaves at noon today");
        assert_eq!(first.beginning, longer.beginning);
        assert_ne!(first.hash, longer.hash);
        assert_eq!(letters("ferry").beginning, letters("ferry").hash);
    }
}
