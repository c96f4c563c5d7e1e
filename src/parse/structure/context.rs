//! What the whole document says about each of its paragraphs: where the text begins and ends, which lines are repeated, which share
//! words with the text or the address.

use super::evidence::{Evidence, Form};
use super::words::{BEGINNING, is_long};
use crate::model::hash;
use crate::model::memory::{ByHash, Hashes};
use crate::text::lower_case;

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
    /// Whether a line comes again with other numbers.
    pub series: Vec<bool>,
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
            series: series(paragraphs),
            short_run: short_runs(paragraphs),
            ..Self::default()
        };
        let texts = || running.iter().take(VOCABULARY_PARAGRAPHS).map(|&index| &paragraphs[index].long_words);
        let mut vocabulary = Hashes::default();
        vocabulary.reserve(texts().map(Vec::len).sum());
        texts().for_each(|words| vocabulary.extend(words));
        let mut address: Option<Hashes> = None;
        for it in paragraphs {
            let words = it.long_words.get(..COMPARED_WORDS).unwrap_or(&it.long_words);
            let shared = words.iter().filter(|word| vocabulary.contains(word)).count();
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
    let mut seen: ByHash<usize> = ByHash::default();
    let mut beginnings = Hashes::default();
    let mut out = vec![Echo::default(); paragraphs.len()];
    for (index, it) in paragraphs.iter().enumerate() {
        let spelling = it.spelling;
        if spelling.bytes < SHORTEST {
            continue;
        }
        let (all, beginning) = (hash::finish(spelling.hash), hash::finish(spelling.beginning));
        if let Some(&earlier) = seen.get(&all) {
            out[index].repeats_earlier = true;
            out[earlier].repeated_later = true;
        } else {
            out[index].part_of_earlier = spelling.count >= BEGINNING && beginnings.contains(&beginning);
            seen.insert(all, index);
            beginnings.insert(beginning);
        }
    }
    out
}

/// Whether each of the paragraphs is one of several short ones of words and numbers that are the same but for the numbers ("Adults: £8 Children: £2").
fn series(paragraphs: &[Evidence<'_>]) -> Vec<bool> {
    /// So many lines make a series.
    const ENOUGH: usize = 3;
    /// Bytes of a line; longer ones are text.
    const LONGEST: usize = 120;
    let form = |it: &Evidence<'_>| {
        let line = it.content.as_ref();
        let held =
            it.digits > 0 && it.words > 0 && line.len() <= LONGEST && line.contains(' ') && !line.starts_with('<');
        held.then(|| {
            let mut bytes: Vec<u8> = line.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte }).collect();
            bytes.dedup_by(|next, before| *next == b'0' && *before == b'0');
            hash::bytes(&bytes)
        })
    };
    let forms: Vec<Option<u64>> = paragraphs.iter().map(form).collect();
    let mut counts: ByHash<usize> = ByHash::default();
    for &form in forms.iter().flatten() {
        *counts.entry(form).or_default() += 1;
    }
    forms.iter().map(|form| form.is_some_and(|form| counts.get(&form).is_some_and(|&count| count >= ENOUGH))).collect()
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

/// The words of the last part of a web address, if it has some.
fn slug(address: &str) -> Option<Hashes> {
    let path = address.split("://").last()?.split(['?', '#']).next()?;
    let words = path
        .split('/')
        .skip(1)
        .map(|part| {
            let words = part.split(|c: char| !c.is_alphanumeric()).filter(|word| is_long(word));
            words
                .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
                .map(|word| hash::word(&lower_case(word)))
                .collect()
        })
        .max_by_key(Hashes::len)?;
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
