//! Does what is claimed lie ahead? A linear scorer over the words that put things ahead, and where they stand, decides.
//!
//! "Will" nearly always does, but "would" only where somebody said it of what is still to come, "could" mostly, and "was scheduled to" hardly
//! ever; a date may put even a plain present ahead ("the park opens in June"). Lists of such words alone are wrong in one case of three, so
//! their weights, by place in the sentence, were learnt from sentences of news (`future.tsv`).

use super::clause::main_clause;
use super::hedge::{self, Hedge};
use super::lexeme::{AHEAD, NEGATES, REGULAR_PAST};
use super::modality::{self, Reading, Voice};
use super::signals::{BE, PAST};
use super::words::Words;
use crate::document::Modality;
use crate::lexicon::{WordList, word_list};
use crate::model::linear::Linear;

const FILE: &str = include_str!("../../data/future.tsv");
static MODEL: Linear = Linear::new(word_list!(FILE));

const WORDS_FILE: &str = include_str!("../../data/future_words.tsv");
/// Words that tell of something ahead, with one for all their forms, and words that tell when, with [`TIME`].
static WORDS: WordList = word_list!(WORDS_FILE);
const TIME: &str = "time";

/// What is claimed, as the scorer looks at it.
pub(crate) struct Claimed<'a> {
    /// Its words.
    pub(super) words: &'a Words<'a>,
    /// Whether each is of the main clause.
    pub(super) main: Vec<bool>,
    /// The hedges among them.
    pub(super) hedges: Vec<Hedge>,
    /// What the main clause shows.
    pub(super) reading: Reading,
    /// Whether a source is quoted with it to the letter.
    pub(super) direct: bool,
    /// Whether a source commits itself to it.
    pub(super) promised: bool,
}

impl<'a> Claimed<'a> {
    /// Reads what is claimed; `reported` is true for what a source says.
    pub(super) fn new(words: &'a Words<'a>, reported: bool, direct: bool, promised: bool) -> Self {
        let (main, hedges) = (main_clause(words), hedge::find(words));
        let voice = match (reported, direct) {
            (_, true) => Voice::Quoted,
            (true, false) => Voice::Reported,
            (false, false) => Voice::Told,
        };
        let reading = modality::read(words, &main, &hedges, voice);
        Self { words, main, hedges, reading, direct, promised }
    }
}

/// Whether the main content lies after publication.
pub(super) fn lies_ahead(claimed: &Claimed) -> bool {
    claimed.reading.fixed || (!is_past(claimed) && MODEL.margin(|see| features(claimed, see)) > 0.0)
}

/// Whether the main clause tells of the past and has no word that may put anything ahead: in "the tents that people will need were brought" only what is
/// said aside is still to come.
fn is_past(claimed: &Claimed) -> bool {
    let Claimed { words, main, reading, promised, .. } = claimed;
    let mut past = false;
    for index in (0..words.len()).filter(|&index| main.get(index) == Some(&true) && words.is_word(index)) {
        if words.is(index, AHEAD) {
            return false;
        }
        past |= words.is(index, PAST | REGULAR_PAST);
    }
    past && !promised && !reading.ahead
}

/// Calls `see` with the key and value of each feature.
pub(crate) fn features(claimed: &Claimed, see: &mut dyn FnMut(&str, f64)) {
    let Claimed { words, main, reading, direct, promised, .. } = claimed;
    see("bias", 1.0);
    see(
        if *direct {
            "quoted"
        } else if reading.voice != Voice::Told {
            "reported"
        } else {
            "told"
        },
        1.0,
    );
    if *promised {
        see("promised", 1.0);
    }
    if reading.ahead {
        see("ahead", 1.0);
        see(
            match reading.modality {
                Modality::Fact => "ahead:fact",
                Modality::Possible => "ahead:possible",
                Modality::Prediction => "ahead:prediction",
                Modality::Obligation => "ahead:obligation",
                Modality::Conditional => "ahead:conditional",
            },
            1.0,
        );
        see(if reading.voice == Voice::Told { "ahead:told" } else { "ahead:reported" }, 1.0);
    }
    let mut key = String::with_capacity(32);
    let mut see = |parts: &[&str]| {
        key.clear();
        for part in parts {
            if !key.is_empty() {
                key.push(':');
            }
            key.push_str(part);
        }
        see(&key, 1.0);
    };
    let mut first = true;
    for index in (0..words.len()).filter(|&index| words.is(index, AHEAD) && words.is_word(index)) {
        let word = words.get(index);
        let place = if main.get(index) == Some(&true) { "main" } else { "aside" };
        if let Some(auxiliary) = auxiliary(words, index) {
            let next = words.get(index + 1);
            let perfect = next == "have" || (words.is(index + 1, NEGATES) && words.get(index + 2) == "have");
            see(&[place, auxiliary, if perfect { "perfect" } else { "simple" }]);
            if std::mem::take(&mut first) {
                see(&["first", auxiliary]);
            }
            continue;
        }
        let Some(stem) = WORDS.get(word) else { continue };
        if stem == TIME {
            see(&["time", word]);
        } else {
            let tense = (1..=2).find_map(|back| match words.get(index.checked_sub(back)?) {
                "was" | "were" | "been" => Some("was"),
                _ => words.is(index - back, BE).then_some("is"),
            });
            let to = if words.get(index + 1) == "to" { "to" } else { "other" };
            see(&[place, stem]);
            see(&[place, tense.unwrap_or("bare"), to]);
        }
    }
}

/// The auxiliary at a word, by one name for all its forms.
fn auxiliary(words: &Words, index: usize) -> Option<&'static str> {
    let name = name_of_auxiliary(words.get(index))?;
    let noun = || {
        matches!(
            words.before(index),
            "the" | "a" | "his" | "her" | "at" | "of" | "own" | "their" | "political" | "free" | "good" | "ill"
        )
    };
    let is_one = match name {
        "will" => words.get(index).ends_with("'ll") || !noun(),
        "might" => !noun(),
        "may" => words.original(index).starts_with('m'),
        _ => true,
    };
    is_one.then_some(name)
}

/// One name for all forms of what may be an auxiliary.
fn name_of_auxiliary(word: &str) -> Option<&'static str> {
    match word {
        "will" | "shall" | "won't" => Some("will"),
        "would" | "wouldn't" => Some("would"),
        "could" | "couldn't" => Some("could"),
        "might" => Some("might"),
        "may" => Some("may"),
        "can" | "cannot" | "can't" => Some("can"),
        "must" | "should" | "ought" => Some("must"),
        _ => word.ends_with("'ll").then_some("will"),
    }
}

/// Whether a word may tell that something lies ahead.
pub(super) fn may_tell(word: &str) -> bool {
    name_of_auxiliary(word).is_some() || WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::extract::claim::test_support::words;

    fn ahead(text: &str, reported: bool) -> bool {
        words(text, |words| lies_ahead(&Claimed::new(words, reported, false, false)))
    }

    #[test]
    fn what_lies_ahead_and_what_does_not() {
        let cases = [
            ("The dam will open in June", false, true),
            ("The dam is expected to open next year", false, true),
            ("The dam would open in June", true, true),
            ("The dam held", false, false),
            ("The dam was scheduled to open last year", false, false),
            ("The man who will not pay was fined", false, false),
            ("The plane landed at the settlement", false, false),
            ("The tents that people will need were brought to Oslo", false, false),
            ("The ministers are to meet in Oslo", false, true),
            ("The ferry is due to arrive", false, true),
        ];
        for (text, reported, expected) in cases {
            assert_eq!(ahead(text, reported), expected, "{text}");
        }
    }

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("future.tsv", FILE);
        crate::lexicon::assert_well_formed("future_words.tsv", WORDS_FILE);
        for (key, value) in word_list!(FILE).iter() {
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }
}
