//! How much a claim is worth checking: a linear model over signals, circumstances, word clusters and n-grams.
//!
//! It was learnt in two steps (see the header of `checkworthiness.tsv`, which also names the command that made it). Political debates, of
//! which many sentences are labelled, teach the words of public matters; sentences of news teach what an editor would list for
//! checking, with the verdict of the first step as one of the signals. Both steps are linear, so that one weight for each key remains. The
//! sum is a log-odds: of the claims with a score of 0.8, about four in five are worth checking.

use super::cluster::{self, Cluster};
use super::grams::{self, Gram, NAME, NUMBER};
use super::lexeme::PAIR;
use super::see::{See, Weighed};
use super::signals::{COUNT, NAMES, Signals};
use super::words::Words;
use crate::lexicon::{Grams, Reading};
use crate::model::linear::{Sum, weights};
use crate::model::logistic::{logistic, rounded};
use std::fmt;

const FILE: &str = include_str!("../../data/checkworthiness.tsv");
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static GRAMS: Grams<{ grams::SLOTS }> = Grams::of(FILE);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static SIGNAL_WEIGHTS: [i32; COUNT] = weights(FILE, "=", &NAMES);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static OTHER_WEIGHTS: [i32; OTHERS.len()] = weights(FILE, "=", &OTHERS);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static CLUSTER_WEIGHTS: cluster::Weights = cluster::Weights::of(FILE);

/// Features that are neither n-grams nor signals nor clusters: the bias, then the circumstances.
const OTHERS: [&str; 8] = ["bias", "persons", "organizations", "places", "groups", "source", "position", "opens"];

/// What n-grams add.
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static GRAM_WEIGHTS: grams::Weights = grams::Weights {
    grams: &GRAMS,
    number_and_name: weights(FILE, "", &[NUMBER, NAME]),
    of_lexeme: |lexeme| lexeme.worth,
    pair: PAIR,
};

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
    /// Their values, in the order of [`OTHERS`] behind the bias.
    fn values(&self) -> [f64; OTHERS.len() - 1] {
        let [persons, organizations, places, groups] = self.mentions;
        [persons, organizations, places, groups, self.said, self.position, f64::from(u8::from(self.opens))]
    }
}

/// A feature of the model, printed as its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feature<'a> {
    /// A signal by its index.
    Signal(usize),
    /// One of [`OTHERS`].
    Other(usize),
    /// A word's cluster.
    Cluster(Cluster),
    /// A word.
    Word(Gram<'a>),
    /// Two words that stand side by side.
    Pair(Gram<'a>, Gram<'a>),
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signal(index) => write!(f, "{SIGNAL_MARK}{}", NAMES[*index]),
            Self::Other(index) => write!(f, "{SIGNAL_MARK}{}", OTHERS[*index]),
            Self::Cluster(cluster) => cluster.fmt(f),
            Self::Word(gram) => gram.fmt(f),
            Self::Pair(first, second) => write!(f, "{first} {second}"),
        }
    }
}

/// What a word adds by itself, in thousandths.
pub(super) fn worth(word: Reading) -> i32 {
    GRAMS.get(word)
}

/// Whether a pair that has a weight may begin with the word that was read.
pub(super) fn may_begin_pair(word: Reading) -> bool {
    GRAMS.may_begin_with(word)
}

/// The score of a sentence, 0 to 1, rounded.
pub(super) fn score(words: &Words, signals: &Signals, circumstances: &Circumstances) -> f64 {
    let mut sum = Sum::default();
    words_and_signals(words, signals, &mut sum);
    surroundings(words, circumstances, &mut sum);
    rounded(logistic(sum.margin()))
}

impl Weighed for Feature<'_> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "as the sum of them asks for it")]
    fn weight(self) -> i32 {
        match self {
            Feature::Signal(index) => SIGNAL_WEIGHTS[index],
            Feature::Other(index) => OTHER_WEIGHTS[index],
            Feature::Cluster(cluster) => CLUSTER_WEIGHTS.get(cluster),
            Feature::Word(gram) => GRAM_WEIGHTS.word(gram),
            Feature::Pair(first, second) => GRAM_WEIGHTS.pair(first, second),
        }
    }
}

/// Shows each cluster and circumstance with its value.
pub(crate) fn surroundings<'a>(words: &Words<'a>, circumstances: &Circumstances, to: &mut impl See<Feature<'a>>) {
    for (index, value) in (1..).zip(circumstances.values()).filter(|(_, value)| *value != 0.0) {
        to.see(Feature::Other(index), value);
    }
    cluster::see_all(words, |cluster| to.see(Feature::Cluster(cluster), 1.0));
}

/// Shows each signal and n-gram of a sentence with its value; a feature may come more than once.
pub(crate) fn words_and_signals<'a>(words: &Words<'a>, signals: &Signals, to: &mut impl See<Feature<'a>>) {
    to.see(Feature::Other(0), 1.0);
    for (index, &value) in signals.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        to.see(Feature::Signal(index), value);
    }
    grams::see_all(words, |before, gram| {
        to.see(Feature::Word(gram), 1.0);
        if let Some(before) = before {
            to.see(Feature::Pair(before, gram), 1.0);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::signals;
    use crate::extract::claim::test_support::words;

    fn score_of(text: &str) -> f64 {
        words(text, |words| score(words, &signals::read(words), &Circumstances::default()))
    }

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("checkworthiness.tsv", FILE);
        for (key, value) in crate::lexicon::word_list!(FILE).iter() {
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
