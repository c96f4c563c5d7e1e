//! What the whole document says about each of its paragraphs: where the text begins and ends, which lines are repeated, which share
//! words with the text or the address.

use super::evidence::{Evidence, Form};
use crate::model::hash;
use std::collections::{HashMap, HashSet};

/// Paragraphs of running text whose words count as the words of the article.
const VOCABULARY_PARAGRAPHS: usize = 12;
/// Words of a line that are compared with the article's.
const COMPARED_WORDS: usize = 40;

/// What the document says about its paragraphs; lists have an entry for each.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// The first paragraph that reads like text.
    pub first_running: Option<usize>,
    /// The last.
    pub last_running: Option<usize>,
    /// The first with a dateline run in.
    pub first_run_in: Option<usize>,
    /// Before the text, the line that shares most with text and address.
    pub best_headline: Option<usize>,
    /// Lines that stand more than once.
    pub echoes: Vec<Echo>,
    /// Percent of a line's longer words that are words of the article.
    pub overlap: Vec<u8>,
    /// Percent of the longer words of a web address above that are in the line.
    pub slug: Vec<Option<u8>>,
    /// How many short lines in a row a paragraph is part of.
    pub short_run: Vec<usize>,
    /// Columns that most of the running text is indented by.
    pub indent: usize,
    /// Whether paragraphs of text follow one another without blank lines.
    pub unspaced: bool,
    /// Whether the document holds page furniture.
    pub furniture: bool,
    /// How many lines look like page furniture.
    pub furniture_lines: usize,
    /// How many lines are only stamps.
    pub stamp_lines: usize,
    /// The first paragraph with a stamp.
    pub first_stamp: Option<usize>,
}

/// Whether a line stands more than once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Echo {
    /// It is the same as an earlier one.
    pub repeats_earlier: bool,
    /// A later one is the same.
    pub repeated_later: bool,
    /// It begins an earlier, longer one, or ends in it.
    pub part_of_earlier: bool,
}

impl Surroundings {
    /// Looks over the whole document.
    pub(super) fn survey(paragraphs: &[Evidence<'_>]) -> Self {
        let running: Vec<usize> = (0..paragraphs.len()).filter(|&index| paragraphs[index].is_running()).collect();
        let mut around = Self {
            first_running: first_of_text(paragraphs, &running),
            last_running: running.last().copied(),
            first_run_in: paragraphs.iter().position(|it| it.run_in.is_some() && it.chars > 60),
            indent: common_indent(paragraphs, &running),
            unspaced: running.iter().filter(|&&index| !paragraphs[index].block.after_blank).count() * 2 > running.len(),
            furniture: paragraphs.iter().filter(|it| it.phrases.line || it.phrases.start).count() >= 2,
            furniture_lines: paragraphs.iter().filter(|it| it.is_furniture()).count(),
            stamp_lines: paragraphs.iter().filter(|it| it.only_stamps).count(),
            first_stamp: paragraphs.iter().position(|it| !it.stamps.is_empty()),
            echoes: echoes(paragraphs),
            short_run: short_runs(paragraphs),
            ..Self::default()
        };
        let texts = running.iter().take(VOCABULARY_PARAGRAPHS);
        let mut vocabulary: Vec<u64> = texts.flat_map(|&index| long_words(&paragraphs[index].content)).collect();
        vocabulary.sort_unstable();
        let mut address: Option<HashSet<u64>> = None;
        for it in paragraphs {
            let words: Vec<u64> = long_words(&it.content).take(COMPARED_WORDS).collect();
            let shared = words.iter().filter(|word| vocabulary.binary_search(word).is_ok()).count();
            around.overlap.push(if words.is_empty() { 0 } else { percent(shared, words.len()) });
            around.slug.push(
                address
                    .as_ref()
                    .map(|slug| percent(slug.iter().filter(|word| words.contains(word)).count(), slug.len().max(1))),
            );
            if it.form == Form::Address && address.is_none() {
                address = slug(&it.content);
            }
        }
        around.best_headline = best_headline(paragraphs, &around);
        around
    }
}

/// The first paragraph of text: a wire story's first paragraph, or the first that reads like text with more text near.
fn first_of_text(paragraphs: &[Evidence<'_>], running: &[usize]) -> Option<usize> {
    /// A paragraph of text further away does not belong to the same text.
    const NEAR: usize = 6;
    let run_in = paragraphs.iter().position(|it| it.run_in.as_ref().is_some_and(|found| found.strong) && it.chars > 60);
    let paired = running
        .windows(2)
        .find_map(|pair| match pair {
            [first, second] if second - first <= NEAR => Some(*first),
            _ => None,
        })
        .or_else(|| running.first().copied());
    match (run_in, paired) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn common_indent(paragraphs: &[Evidence<'_>], running: &[usize]) -> usize {
    let mut indents: Vec<usize> = running.iter().map(|&index| paragraphs[index].block.indent).collect();
    indents.sort_unstable();
    indents.get(indents.len() / 2).copied().unwrap_or(0)
}

fn echoes(paragraphs: &[Evidence<'_>]) -> Vec<Echo> {
    /// Shorter lines are repeated by chance.
    const SHORTEST: usize = 12;
    /// Letters and digits of a beginning.
    const BEGINNING: usize = 30;
    let mut seen: HashMap<u64, usize> = HashMap::new();
    let mut beginnings: HashSet<u64> = HashSet::new();
    let mut out = vec![Echo::default(); paragraphs.len()];
    for (index, it) in paragraphs.iter().enumerate() {
        // Crumbs and lists of a page number the headline that follows.
        let bare = it.content.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | '#' | ' '));
        let (mut key, mut start) = (hash::START, hash::START);
        let (mut length, mut letters) = (0, 0);
        for c in bare.chars().filter(|c| c.is_alphanumeric()) {
            let mut buffer = [0; 4];
            let mut add = |c: char| {
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    key = hash::byte(key, byte);
                }
                length += c.len_utf8();
                letters += 1;
                if letters <= BEGINNING {
                    start = key;
                }
            };
            if c.is_ascii() {
                add(c.to_ascii_lowercase());
            } else {
                c.to_lowercase().for_each(add);
            }
        }
        if length < SHORTEST {
            continue;
        }
        if let Some(&earlier) = seen.get(&key) {
            out[index].repeats_earlier = true;
            out[earlier].repeated_later = true;
        } else {
            out[index].part_of_earlier = letters >= BEGINNING && beginnings.contains(&start);
            seen.insert(key, index);
            beginnings.insert(start);
        }
    }
    out
}

fn short_runs(paragraphs: &[Evidence<'_>]) -> Vec<usize> {
    let short = |it: &Evidence<'_>| it.chars <= 90 && !(it.ends_sentence && it.function_words >= 2);
    let mut out = vec![0; paragraphs.len()];
    let mut from = 0;
    while from < paragraphs.len() {
        let length = paragraphs[from..].iter().take_while(|it| short(it)).count();
        out[from..from + length].fill(length);
        from += length.max(1);
    }
    out
}

/// Hashes of the words of four letters and more in lower case: shorter ones are in every text.
fn long_words(content: &str) -> impl Iterator<Item = u64> + '_ {
    content.split(|c: char| !c.is_alphanumeric()).filter(|word| is_long(word)).map(hash_of_lower)
}

fn is_long(word: &str) -> bool {
    const LETTERS: usize = 4;
    word.len() >= LETTERS && (word.is_ascii() || word.chars().nth(LETTERS - 1).is_some())
}

/// The hash of a word in lower case.
fn hash_of_lower(word: &str) -> u64 {
    if word.is_ascii() {
        return hash::finish(word.bytes().fold(hash::START, |hash, byte| hash::byte(hash, byte.to_ascii_lowercase())));
    }
    hash::word(&word.to_lowercase())
}

/// The words of the last part of a web address, if it has some.
fn slug(address: &str) -> Option<HashSet<u64>> {
    let path = address.split("://").last()?.split(['?', '#']).next()?;
    let words = path
        .split('/')
        .skip(1)
        .map(|part| {
            let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| is_long(word));
            words.filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).map(hash_of_lower).collect()
        })
        .max_by_key(HashSet::<u64>::len)?;
    (words.len() >= 3).then_some(words)
}

fn percent(part: usize, whole: usize) -> u8 {
    u8::try_from(part * 100 / whole.max(1)).unwrap_or(100)
}

fn best_headline(paragraphs: &[Evidence<'_>], around: &Surroundings) -> Option<usize> {
    let end = around.first_running.unwrap_or(paragraphs.len()).min(paragraphs.len());
    let mut best: Option<(usize, usize)> = None;
    for (index, it) in paragraphs[..end].iter().enumerate() {
        if !(3..=24).contains(&it.words) || it.several_sentences || it.phrases.line || !it.stamps.is_empty() {
            continue;
        }
        let score =
            usize::from(around.overlap[index]) * it.words.min(12) + usize::from(around.slug[index].unwrap_or(0)) * 10;
        if best.is_none_or(|(_, high)| score > high) && score > 0 {
            best = Some((index, score));
        }
    }
    best.map(|(index, _)| index)
}
