//! How much a claim is worth checking: a linear model over signals, circumstances, word clusters and n-grams.
//!
//! It was learnt in two steps (see the header of `checkworthiness.tsv`, which also names the command that made it). Political debates, of
//! which many sentences are labelled, teach the words of public matters; sentences of news teach what an editor would list for
//! checking, with the verdict of the first step as one of the signals. Both steps are linear, so that one weight for each key remains. The
//! sum is a log-odds: of the claims with a score of 0.8, about four in five are worth checking. Names stand in n-grams as `Aa` and
//! numbers as `0`, so that nothing is learnt about the persons of those debates.

use super::cluster;
use super::signals::{self, Signals};
use super::words::Words;
use crate::lexicon::word_list;
use crate::model::linear::Linear;
use crate::model::logistic::{logistic, rounded};

const FILE: &str = include_str!("../../data/checkworthiness.tsv");
static MODEL: Linear = Linear::new(word_list!(FILE));

/// What the key of all but n-grams begins with in the model, so that it is no word.
pub(crate) const SIGNAL_MARK: char = '=';

/// What is around a sentence or in it, other than its words. Values are from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Circumstances {
    /// Mentions of persons, organisations, places and groups; three and more are 1.
    pub(crate) mentions: [f64; 4],
    /// How much of it a source says.
    pub(crate) said: f64,
    /// Where it stands in the text.
    pub(crate) position: f64,
    /// Whether it opens the running text.
    pub(crate) opens: bool,
}

impl Circumstances {
    fn see(&self, mut see: impl FnMut(&str, f64)) {
        let names = ["=persons", "=organizations", "=places", "=groups"];
        let all = names.into_iter().zip(self.mentions).chain([
            ("=source", self.said),
            ("=position", self.position),
            ("=opens", f64::from(u8::from(self.opens))),
        ]);
        for (key, value) in all.filter(|(_, value)| *value != 0.0) {
            see(key, value);
        }
    }
}

/// The score of a sentence, 0 to 1, rounded.
pub(super) fn score(words: &Words, signals: &Signals, circumstances: &Circumstances) -> f64 {
    let margin = MODEL.margin(|see| {
        words_and_signals(words, signals, &mut *see);
        surroundings(words, circumstances, see);
    });
    rounded(logistic(margin))
}

/// Calls `see` with the key and value of each cluster and circumstance.
pub(crate) fn surroundings(words: &Words, circumstances: &Circumstances, mut see: impl FnMut(&str, f64)) {
    circumstances.see(&mut see);
    cluster::see_all(words, &mut see);
}

/// Calls `see` with the key and value of each signal and n-gram of a sentence; a key may come more than once.
pub(crate) fn words_and_signals(words: &Words, signals: &Signals, mut see: impl FnMut(&str, f64)) {
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
        score(&words, &signals::read(&words), &Circumstances::default())
    }

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("checkworthiness.tsv", FILE);
        for (key, value) in word_list!(FILE).iter() {
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }

    #[test]
    fn figures_of_public_matters_rank_above_small_talk() {
        let figure = score_of("Unemployment rose by 12 percent in the last year, the highest rate since 1990");
        let talk = score_of("I think that was a nice walk");
        assert!(figure > 0.5 && talk < 0.2 && figure > talk, "{figure} {talk}");
    }
}
