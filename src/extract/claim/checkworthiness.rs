//! How much a claim is worth checking: a linear model over signals and n-grams.
//!
//! Weights were learnt from sentences of political debates (see the header of `checkworthiness.tsv`, which also names the command that
//! made it). They rank news well, but would decide badly what is a claim, so they only rank. Names stand in n-grams as `Aa` and
//! numbers as `0`, so that nothing is learnt about the persons of those debates.

use super::logistic::{logistic, rounded};
use super::signals::{self, Signals};
use super::words::Words;
use crate::lexicon::{WordList, word_list};

const FILE: &str = include_str!("../../data/checkworthiness.tsv");
static MODEL: WordList = word_list!(FILE);

/// Weights are written as whole thousandths.
pub(crate) const SCALE: f64 = 1000.0;
/// What the key of a signal begins with in the model, so that it is no word.
pub(crate) const SIGNAL_MARK: char = '=';

/// The score of a sentence, 0 to 1, rounded.
pub(super) fn score(words: &Words, signals: &Signals) -> f64 {
    let mut sum = 0_i64;
    features(words, signals, |key, value| {
        let weight: i64 = MODEL.get(key).and_then(|weight| weight.parse().ok()).unwrap_or(0);
        // Values are at most 1 and weights whole numbers, so that the sum is exact in thousandths.
        sum += (value * 1000.0).round() as i64 * weight;
    });
    let margin = sum as f64 / 1000.0 / SCALE;
    rounded(logistic(margin))
}

/// Calls `see` with the key and value of each feature of a sentence; a key may come more than once.
pub(crate) fn features(words: &Words, signals: &Signals, mut see: impl FnMut(&str, f64)) {
    let mut key = String::new();
    key.push(SIGNAL_MARK);
    key.push_str("bias");
    see(&key, 1.0);
    for (index, &value) in signals.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        key.truncate(1);
        key.push_str(signals::name(index));
        see(&key, value);
    }
    let mut before = String::new();
    let mut first = true;
    for index in (0..words.len()).filter(|&index| words.is_word(index)) {
        let original = words.original(index);
        let word = if words.get(index).contains(|c: char| c.is_ascii_digit()) {
            "0"
        } else if !first && original.starts_with(char::is_uppercase) && !words.get(index).starts_with('i') {
            "Aa"
        } else {
            words.get(index)
        };
        first = false;
        see(word, 1.0);
        if !before.is_empty() {
            key.clear();
            key.push_str(&before);
            key.push(' ');
            key.push_str(word);
            see(&key, 1.0);
        }
        before.clear();
        before.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::document;
    use crate::span::Span;

    fn score_of(text: &str) -> f64 {
        let document = document(text);
        let words = Words::new(&document, &[Span::new(0, text.len())]);
        score(&words, &signals::read(&words))
    }

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("checkworthiness.tsv", FILE);
        for (key, weight) in MODEL.iter() {
            assert!(weight.parse::<i32>().is_ok(), "{key}: {weight}");
        }
    }

    #[test]
    fn figures_of_public_matters_rank_above_small_talk() {
        let figure = score_of("Unemployment rose by 12 percent in the last year, the highest rate since 1990");
        let talk = score_of("I think that was a nice walk");
        assert!(figure > 0.5 && talk < 0.2 && figure > talk, "{figure} {talk}");
    }
}
