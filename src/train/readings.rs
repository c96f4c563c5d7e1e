//! What the teacher makes of articles: how likely it is that words are parts of cues.
//!
//! The teacher is a transformer that was fine-tuned on the annotated articles (`teacher/`); it read each of them by a model that had not seen it. Its
//! readings are places in articles of the corpora and tenths (`cue_readings.tsv`, whose head says how they are written).

use super::attribution::ANNOTATED;
use anyhow::{Context, Result, bail};
use std::collections::HashMap;
use std::ops::Range;

const READINGS: &str = include_str!("cue_readings.tsv");

/// How likely a word is each of two things, 0 to 1.
type Pair = [f32; 2];

/// The reading of an article, by places in its text in code points: start, end.
#[derive(Default)]
pub(super) struct Places {
    annotated: bool,
    cues: Vec<(usize, usize, Pair)>,
}

/// The reading of an article by its tokens.
#[derive(Default)]
pub(super) struct Reading {
    /// Whether people have annotated the article.
    annotated: bool,
    /// For each token how likely it begins a cue and goes on with one.
    pub(super) cues: Vec<Pair>,
}

impl Reading {
    /// How much of what is learnt are the annotators' labels.
    pub(super) fn annotators(&self) -> f32 {
        if self.annotated { ANNOTATED } else { 0.0 }
    }
}

impl Places {
    /// The same by tokens; `covered` gives the tokens of a span of code points.
    pub(super) fn of_tokens(&self, tokens: usize, covered: impl Fn(usize, usize) -> Range<usize>) -> Reading {
        let mut cues = vec![[0.0; 2]; tokens];
        for &(start, end, [begin, inside]) in &self.cues {
            for (place, at) in covered(start, end).enumerate() {
                let shares = if place == 0 { [begin, inside] } else { [0.0, begin + inside] };
                if shares[0] + shares[1] > cues[at][0] + cues[at][1] {
                    cues[at] = shares;
                }
            }
        }
        Reading { annotated: self.annotated, cues }
    }
}

/// The readings by the ids of their articles.
///
/// # Errors
/// If the file of readings is damaged.
pub(super) fn by_article() -> Result<HashMap<&'static str, Places>> {
    let mut all: HashMap<&str, Places> = HashMap::new();
    let mut id = "";
    for line in READINGS.lines().filter(|line| !line.starts_with('#')) {
        if let Some(next) = line.strip_prefix('@') {
            let annotated = next.ends_with("\t+");
            id = next.trim_end_matches("\t+");
            all.insert(id, Places { annotated, ..Places::default() });
            continue;
        }
        let places = all.get_mut(id).context("a reading of no article")?;
        places.cues = line.split(' ').filter(|cell| !cell.is_empty()).map(word).collect::<Result<_>>()?;
    }
    Ok(all)
}

/// Start, end and two shares.
fn word(cell: &str) -> Result<(usize, usize, Pair)> {
    let [start, length, tenths] = cell.split(':').collect::<Vec<_>>()[..] else { bail!("not a word: {cell}") };
    let start: usize = start.parse()?;
    let shares: Vec<f32> = tenths.chars().filter_map(|c| Some(c.to_digit(11)? as f32 / 10.0)).collect();
    let [one, other] = shares[..] else { bail!("not two tenths: {cell}") };
    Ok((start, start + length.parse::<usize>()?, [one, other]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_readings_can_be_read() {
        let all = by_article().unwrap();
        assert!(all.values().any(|places| places.annotated) && all.values().any(|places| !places.annotated));
        for (id, places) in &all {
            let shares = |(start, end, [a, b]): &(usize, usize, Pair)| start < end && a + b <= 1.15;
            assert!(places.cues.iter().all(shares), "{id}");
        }
    }
}
