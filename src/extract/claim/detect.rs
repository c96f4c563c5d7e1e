//! Is it a claim? A linear scorer over the signals of a sentence decides.
//!
//! What the article itself tells is nearly always checkable, what people are quoted with is often opinion. So the content of what a
//! source says is judged, not the saying of it, and every signal has a second weight that is added where a source speaks; the words around
//! it count by themselves. Weights were learnt from sentences of news (see the header of `detection.tsv`).

use super::Look;
use super::clause::{FINITE, main_clause};
use super::cluster::{self, Cluster};
use super::grams::{self, Gram, NAME, NUMBER};
use super::lexeme::{AUXILIARY, CLAIM_PAIR};
use super::modality::Marker;
use super::see::{See, Weighed};
use super::signals::{self, BE, COUNT, NAMES};
use super::words::Words;
use crate::lexicon::{Grams, Reading, word_hash};
use crate::model::linear::{Sum, position, weights};
use std::fmt;

const FILE: &str = include_str!("../../data/detection.tsv");
/// The weights of signals, and what is added to them where a source speaks.
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static SIGNAL_WEIGHTS: [i32; COUNT] = weights(FILE, "", &NAMES);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static SAID_SIGNAL_WEIGHTS: [i32; COUNT] = weights(FILE, SAID, &NAMES);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static CLUSTER_WEIGHTS: cluster::Weights = cluster::Weights::of(FILE);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static SHARE_WEIGHTS: cluster::Weights = cluster::Weights::of_shares(FILE);
static MODEL: Grams<2048> = Grams::of(FILE);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static OTHER_WEIGHTS: [i32; OTHERS.len()] = weights(FILE, "", &OTHERS);

/// The n-grams of the model have a file of their own.
const GRAMS_FILE: &str = include_str!("../../data/detection_ngrams.tsv");
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static GRAMS: Grams<{ grams::SLOTS }> = Grams::of(GRAMS_FILE);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static GRAM_WEIGHTS: grams::Weights = grams::Weights {
    grams: &GRAMS,
    number_and_name: weights(GRAMS_FILE, "", &[NUMBER, NAME]),
    of_lexeme: |lexeme| lexeme.claims,
    pair: CLAIM_PAIR,
};

/// Features that are neither signals nor clusters nor n-grams.
const OTHERS: [&str; 8] = ["bias", "worth", "title", "wished", "said", "said:worth", "said:share", "said:direct"];

/// What the key of a feature begins with that counts where a source speaks.
const SAID: &str = "said:";

/// What the key of a word begins with that stands around what a source says.
const AROUND: &str = "around:";

/// What the keys of n-grams begin with while the model is learnt; in their own file they have no mark.
pub(crate) const GRAM: &str = "gram:";

/// Verbs that stand first in orders; without "them" or "your" behind them they may be nouns.
const ORDERED: [&str; 24] = [
    "ask", "bring", "call", "check", "contact", "email", "follow", "get", "give", "help", "join", "keep", "leave",
    "let", "make", "send", "share", "show", "take", "tell", "tune", "use", "visit", "watch",
];

/// What all words together, and one around what a source says, count beside signals; chosen in the check by article.
const SHARES: f64 = 2.0;
const WORD_AROUND: f64 = 0.5;

/// Whether the sentence makes a claim.
pub(super) fn is_claim(look: &Look) -> bool {
    let judged = look.content.as_ref().map_or(&look.words, |(words, _)| words);
    let told = look.content.is_none() && !look.title;
    if wishes(judged)
        || asks(judged)
        || look.content.is_some() && asks(&look.words)
        || addresses_readers(&look.words)
        || told && (orders(judged) || recommends(judged))
    {
        return false;
    }
    if tells_a_number(look) {
        return true;
    }
    let mut sum = Sum::default();
    features(look, look.checkworthiness, &mut sum);
    sum.margin() > 0.0
}

impl Weighed for Feature<'_> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "as the sum of them asks for it")]
    fn weight(self) -> i32 {
        match self {
            Feature::Signal(index) => SIGNAL_WEIGHTS[index],
            Feature::SaidSignal(index) => SAID_SIGNAL_WEIGHTS[index],
            Feature::Cluster(cluster) => CLUSTER_WEIGHTS.get(cluster),
            Feature::Share(cluster) => SHARE_WEIGHTS.get(cluster),
            Feature::Around(_, weight) => weight,
            Feature::Word(gram) => GRAM_WEIGHTS.word(gram),
            Feature::Pair(first, second) => GRAM_WEIGHTS.pair(first, second),
            Feature::Other(index) => OTHER_WEIGHTS[index],
        }
    }
}

/// Whether the article itself tells a number in a whole sentence ("There are 64 pupils and one teacher"): short ones have too few signals
/// for weights to tell. Markup holds numbers, too.
fn tells_a_number(look: &Look) -> bool {
    const NUMBER: usize = signals::index("any_digits");
    const AGAINST: [usize; 7] = [
        signals::index("no_verb"),
        signals::index("ends_with_question"),
        signals::index("starts_with_imperative"),
        signals::index("imperative"),
        signals::index("second"),
        signals::index("first_singular"),
        signals::index("notice"),
    ];
    let plain = look.content.is_none() && !look.title && look.words.get(0) != "<";
    plain && look.wished == 0.0 && look.whole[NUMBER] > 0.0 && AGAINST.iter().all(|&signal| look.whole[signal] == 0.0)
}

/// The words of a sentence, without its punctuation.
fn plain<'a>(words: &Words<'a>) -> impl Iterator<Item = &'a str> {
    (0..words.len()).filter(|&index| words.is_word(index)).map(|index| words.get(index))
}

/// Whether somebody says what they hope, wish or call for ("I hope the talks will go on"): that they hope is nothing to check, whatever they hope for.
/// Of the labelled sentences that begin so none is a claim.
fn wishes(words: &Words) -> bool {
    let mut words = plain(words);
    match (words.next(), words.next()) {
        (Some("i" | "we"), Some("hope" | "wish" | "pray" | "urge")) => true,
        (Some("i" | "we"), Some("call")) => matches!(words.next(), Some("on" | "upon" | "for")),
        _ => false,
    }
}

/// Whether it asks what is answered by yes or no; other questions may take for granted what can be checked.
fn asks(words: &Words) -> bool {
    let first = (0..words.len()).find(|&index| words.is_word(index));
    let last = (0..words.len()).rev().find(|&index| words.is_word(index) || words.get(index) == "?");
    last.is_some_and(|last| words.get(last) == "?")
        && first.is_some_and(|first| {
            words.is(first, AUXILIARY) || words.get(first) == "do" || words.get(first).ends_with("n't")
        })
}

/// Whether the article speaks to its readers of itself: who wrote it, whose it is, what they are advised of.
fn addresses_readers(words: &Words) -> bool {
    credits(words) || advises(words)
}

/// "(This article was written by ...)", "Copyright 2019".
fn credits(words: &Words) -> bool {
    let bracket = matches!(words.get(0), "(" | "[");
    let made = |index: usize| {
        words.get(index + 1) == "by"
            && matches!(
                words.get(index),
                "written" | "reported" | "edited" | "compiled" | "translated" | "reporting" | "writing" | "editing"
            )
    };
    bracket && (0..words.len()).any(made) || matches!(words.get(0), "copyright" | "©")
}

/// "Readers are advised that ...".
fn advises(words: &Words) -> bool {
    (0..words.len()).any(|index| {
        words.is(index + 1, BE)
            && matches!(words.get(index), "readers" | "viewers" | "listeners")
            && matches!(words.get(index + 2), "advised" | "warned" | "reminded" | "asked")
    })
}

/// "Ask them where it is", "You must wait": an order.
fn orders(words: &Words) -> bool {
    let mut words = plain(words);
    match (words.next(), words.next()) {
        (Some("you"), Some("must" | "should" | "need")) | (Some("please"), _) => true,
        (Some(verb), Some("them" | "him" | "me" | "us" | "your" | "yourself")) => ORDERED.contains(&verb),
        _ => false,
    }
}

/// Whether the article says what should be done: "The firm should list its clients". What should have been done may not have been.
fn recommends(words: &Words) -> bool {
    let Some(should) = (0..words.len()).find(|&index| words.lexeme(index).marker == Some(Marker::Must)) else {
        return false;
    };
    let main = main_clause(words);
    words.get(should) == "should"
        && words.get(should + 1) != "have"
        && main.get(should) == Some(&true)
        && !(0..should).any(|index| main.get(index) == Some(&true) && words.is(index, FINITE))
}

/// A feature of the model, printed as its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feature<'a> {
    /// A signal by its index.
    Signal(usize),
    /// The same where a source speaks.
    SaidSignal(usize),
    /// A word's cluster.
    Cluster(Cluster),
    /// How much of the words is of a cluster.
    Share(Cluster),
    /// A word around what a source says, and its weight in thousandths.
    Around(&'a str, i32),
    /// A word.
    Word(Gram<'a>),
    /// Two words that stand side by side.
    Pair(Gram<'a>, Gram<'a>),
    /// One of [`OTHERS`].
    Other(usize),
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signal(index) => f.write_str(NAMES[*index]),
            Self::SaidSignal(index) => write!(f, "{SAID}{}", NAMES[*index]),
            Self::Cluster(cluster) => cluster.fmt(f),
            Self::Share(cluster) => write!(f, "{}{cluster}", cluster::SHARE),
            Self::Around(word, _) => write!(f, "{AROUND}{word}"),
            Self::Word(gram) => write!(f, "{GRAM}{gram}"),
            Self::Pair(first, second) => write!(f, "{GRAM}{first} {second}"),
            Self::Other(index) => f.write_str(OTHERS[*index]),
        }
    }
}

/// One of [`OTHERS`] by its name.
const fn other(name: &str) -> Feature<'static> {
    Feature::Other(position(&OTHERS, name))
}

/// What a word adds where it stands around what a source says, in thousandths.
pub(super) fn around(word: &str) -> i32 {
    MODEL.get(Reading::NOTHING.and(word_hash(AROUND.bytes().chain(word.bytes()))))
}

/// What a word adds where it stands in what may be a claim, in thousandths.
pub(super) fn claims(word: Reading) -> i32 {
    GRAMS.get(word)
}

/// Whether a pair that has a weight may begin with the word that was read.
pub(super) fn may_begin_pair(word: Reading) -> bool {
    GRAMS.may_begin_with(word)
}

/// Calls `see` with each word around what a source says: they tell whether it accuses, recalls, complains or asks. Names stay out, so that nothing
/// is learnt about persons.
fn see_around<'a>(around: &Words<'a>, mut see: impl FnMut(Feature<'a>)) {
    let is_plain = |&index: &usize| around.original(index).starts_with(char::is_lowercase);
    for index in (0..around.len()).filter(is_plain) {
        see(Feature::Around(around.get(index), around.lexeme(index).around));
    }
}

/// Shows each feature with its value; `worth` is how much the sentence is worth checking, 0 to 1.
pub(crate) fn features<'a>(look: &Look<'a>, worth: f64, to: &mut impl See<Feature<'a>>) {
    to.see(const { other("bias") }, 1.0);
    to.see(const { other("worth") }, worth);
    let judged = look.content.as_ref().map_or(&look.words, |(words, _)| words);
    cluster::see_all(judged, |cluster| to.see(Feature::Cluster(cluster), 1.0));
    cluster::see_shares(judged, |cluster, share| to.see(Feature::Share(cluster), SHARES * share));
    grams::see_all(judged, |before, gram| {
        to.see(Feature::Word(gram), 1.0);
        if let Some(before) = before {
            to.see(Feature::Pair(before, gram), 1.0);
        }
    });
    if let Some(cluster) = cluster::first(&look.words) {
        to.see(Feature::Cluster(cluster), 1.0);
    }
    if look.title {
        to.see(const { other("title") }, 1.0);
    }
    if look.wished > 0.0 {
        to.see(const { other("wished") }, look.wished);
    }
    let Some((said, content)) = &look.content else {
        for (index, &value) in look.whole.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            to.see(Feature::Signal(index), value);
        }
        return;
    };
    to.see(const { other("said") }, 1.0);
    to.see(const { other("said:worth") }, worth);
    to.see(const { other("said:share") }, look.circumstances.said);
    if look.direct {
        to.see(const { other("said:direct") }, 1.0);
    }
    see_around(&look.words.without(said), |feature| to.see(feature, WORD_AROUND));
    for (index, &value) in content.iter().enumerate().filter(|(_, value)| **value != 0.0) {
        to.see(Feature::Signal(index), value);
        to.see(Feature::SaidSignal(index), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::look;

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("detection.tsv", FILE);
        for (key, value) in crate::lexicon::word_list!(FILE).iter() {
            let name = key.strip_prefix(SAID).or(key.strip_prefix(cluster::SHARE)).unwrap_or(key);
            let own = OTHERS.contains(&key);
            let clusters = [cluster::COARSE_KEY, cluster::FINE_KEY, cluster::FIRST_KEY];
            let cluster = clusters.iter().any(|prefix| name.starts_with(prefix));
            assert!(own || cluster || key.starts_with(AROUND) || NAMES.contains(&name), "{key}");
            let weight = crate::model::linear::weight(value).unwrap_or_else(|| panic!("{key}: {value}"));
            let number = |size| key.strip_prefix(cluster::SHARE)?.strip_prefix(size)?.parse().ok();
            if let Some(number) = number(cluster::COARSE_KEY) {
                assert_eq!(SHARE_WEIGHTS.get(Cluster::Coarse(number)), weight, "{key}");
            }
            if let Some(number) = number(cluster::FINE_KEY) {
                assert_eq!(SHARE_WEIGHTS.get(Cluster::Fine(number)), weight, "{key}");
            }
        }
    }

    #[test]
    fn claims_and_no_claims() {
        let file = include_str!("../../../fixtures/tables/claim_detection.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let [expected, reported, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let found = look(text, reported == "reported", |look| if is_claim(look) { "claim" } else { "none" });
            assert_eq!(found, expected, "{text}");
        }
    }
}
