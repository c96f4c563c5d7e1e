//! Signals: what a sentence shows at a glance of whether it asserts something that can be checked.
//!
//! Each signal has a name, and a value between 0 and 1 that a person can verify by reading the sentence. Two linear models weigh
//! them: [`super::detect`] (is it a claim?) and [`super::checkworthiness`] (how much is it worth checking?), which share this one
//! function with the trainer, so that a weight always means what it meant in training.

use super::lexeme;
use super::words::Words;
use crate::lexicon::{WordList, word_list};
use crate::model::linear::position;

const FILE: &str = include_str!("../../data/claim_words.tsv");
static LIST: WordList = word_list!(FILE);

/// The names of all signals: first the classes of `claim_words.tsv`, of which the share of each in the sentence is a signal.
pub(crate) const NAMES: [&str; 52] = [
    "be",
    "belief",
    "cause",
    "comparative",
    "crime",
    "demonstrative",
    "directive",
    "evaluative",
    "first_plural",
    "first_singular",
    "generic",
    "imperative",
    "law",
    "modal",
    "month",
    "notice",
    "number",
    "obligation",
    "past",
    "present",
    "saying",
    "second",
    "third",
    "wish",
    // What is no class of words.
    "ends_with_question",
    "ends_with_exclamation",
    "ends_with_colon",
    "words_under_4",
    "words_4_to_7",
    "words_8_to_14",
    "words_over_25",
    "digits",
    "money_or_percent",
    "year",
    "names",
    "verb_past_regular",
    "no_verb",
    "passive",
    "starts_with_imperative",
    "starts_with_pronoun",
    "starts_with_demonstrative",
    "starts_with_conjunction",
    "is_evaluated",
    "there_is",
    "negation",
    "condition",
    "future",
    "hypothetical",
    "quotation_marks",
    "all_capitals",
    "first_verb_directive",
    "any_digits",
];

/// How many signals there are.
pub(crate) const COUNT: usize = NAMES.len();
/// How many of them are classes of words.
pub(super) const CLASSES: usize = 24;

/// The values of all signals, in the order of [`NAMES`].
pub(crate) type Signals = [f64; COUNT];

/// The index of a signal by its name.
pub(super) const fn index(name: &str) -> usize {
    position(&NAMES, name)
}

/// The bit of a class.
const fn bit(class: &str) -> u64 {
    1 << index(class)
}

pub(super) const BE: u64 = bit("be");
pub(super) const MODAL: u64 = bit("modal");
pub(super) const NUMBER: u64 = bit("number");
pub(super) const OBLIGATION: u64 = bit("obligation");
pub(super) const PAST: u64 = bit("past");
pub(super) const PRESENT: u64 = bit("present");
pub(super) const SAYING: u64 = bit("saying");
const DEMONSTRATIVE: u64 = bit("demonstrative");
const DIRECTIVE: u64 = bit("directive");
const EVALUATIVE: u64 = bit("evaluative");
const IMPERATIVE: u64 = bit("imperative");
const THIRD: u64 = bit("third");
/// The classes of verbs.
const VERBS: u64 = BE | DIRECTIVE | MODAL | PAST | PRESENT | SAYING;

/// The classes of a word, as bits in the order of [`NAMES`].
pub(super) fn classes(word: &str) -> u64 {
    let Some(names) = LIST.get(word) else { return 0 };
    names
        .split(' ')
        .filter_map(|name| NAMES[..CLASSES].iter().position(|&class| class == name))
        .fold(0, |bits, class| bits | 1 << class)
}

/// Counts above this say no more.
const ENOUGH: f64 = 3.0;

/// Reads the signals of a sentence or a part of one.
pub(crate) fn read(words: &Words) -> Signals {
    let mut signals = [0.0; COUNT];
    let mut shape = Shape::default();
    for index in 0..words.len() {
        let mut classes = words.bits(index) & ((1 << CLASSES) - 1);
        while classes != 0 {
            signals[classes.trailing_zeros() as usize] += 1.0 / ENOUGH;
            classes &= classes - 1;
        }
        shape.see(words, index);
    }
    for signal in &mut signals {
        *signal = signal.min(1.0);
    }
    for (signal, value) in signals[CLASSES..].iter_mut().zip(shape.finish(words)) {
        *signal = value;
    }
    signals
}

/// What is counted over the words for the signals that are no classes.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each thing that a sentence has or has not")]
struct Shape {
    words: usize,
    digits: f64,
    money_or_percent: bool,
    year: bool,
    names: f64,
    any_verb: bool,
    regular_past: f64,
    passive: bool,
    evaluated: bool,
    there_is: bool,
    negation: f64,
    condition: bool,
    future: bool,
    hypothetical: bool,
    marks: f64,
    capitals: usize,
    first: Option<usize>,
    /// Whether the first verb praises, asks, orders: an act of speech that puts nothing forward.
    first_verb_directive: Option<bool>,
}

impl Shape {
    /// Counts the word at `index`.
    fn see(&mut self, words: &Words, index: usize) {
        let bits = words.bits(index);
        self.any_verb |= bits & VERBS != 0;
        self.money_or_percent |= bits & lexeme::MONEY_OR_PERCENT != 0;
        self.marks += f64::from(u8::from(bits & lexeme::QUOTE != 0));
        if bits & lexeme::WORD == 0 {
            return;
        }
        self.words += 1;
        let is_first = self.first.is_none();
        self.first.get_or_insert(index);
        self.capitals += usize::from(bits & lexeme::CAPITALS != 0);
        let word = || words.get(index);
        if bits & lexeme::DIGIT != 0 && word().starts_with(|c: char| c.is_ascii_digit()) {
            let word = word();
            let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            self.year |= year && word.bytes().all(|b| b.is_ascii_digit());
            self.digits += f64::from(u8::from(!year));
        } else if !is_first && bits & lexeme::CAPITAL != 0 {
            let is_i = bits & lexeme::BEGINS_WITH_I != 0 && (word() == "i" || word().starts_with("i'"));
            self.names += f64::from(u8::from(!is_i));
        }
        let regular_past = bits & lexeme::REGULAR_PAST != 0;
        if self.first_verb_directive.is_none() && (regular_past || bits & VERBS != 0) {
            self.first_verb_directive = Some(bits & DIRECTIVE != 0);
        }
        let is = |at: Option<usize>| at.is_some_and(|at| words.is(at, BE));
        if regular_past {
            self.any_verb = true;
            self.regular_past += 1.0;
            self.passive |= is(index.checked_sub(1));
        }
        if bits & EVALUATIVE != 0 {
            self.evaluated |= is(index.checked_sub(1)) || is(index.checked_sub(2));
        }
        self.there_is |= bits & lexeme::THERE != 0 && (word() == "there's" || is(Some(index + 1)));
        if bits & lexeme::NEGATES != 0 {
            self.negation += 1.0;
        }
        self.condition |= bits & lexeme::IF != 0;
        self.future |= bits & lexeme::WILL != 0;
        self.hypothetical |= bits & lexeme::WOULD != 0;
    }

    fn finish(self, words: &Words) -> [f64; COUNT - CLASSES] {
        let flag = |value: bool| f64::from(u8::from(value));
        let share = |count: f64| (count / ENOUGH).min(1.0);
        let last =
            (0..words.len()).rev().map(|i| words.get(i)).find(|w| !matches!(*w, "\"" | "”" | "’" | "'" | "''" | ")"));
        let last = last.unwrap_or("");
        let first = self.first.map_or("", |index| words.get(index));
        let opens = |classes: u64| self.first.is_some_and(|index| words.is(index, classes));
        let imperative = opens(IMPERATIVE) && !self.first.is_some_and(|index| words.is(index + 1, BE | MODAL));
        [
            flag(last == "?"),
            flag(last == "!"),
            flag(last == ":"),
            flag(self.words < 4),
            flag((4..8).contains(&self.words)),
            flag((8..15).contains(&self.words)),
            flag(self.words > 25),
            share(self.digits),
            flag(self.money_or_percent),
            flag(self.year),
            share(self.names),
            share(self.regular_past),
            flag(!self.any_verb),
            flag(self.passive),
            flag(imperative),
            flag(opens(THIRD)),
            flag(opens(DEMONSTRATIVE)),
            flag(matches!(first, "and" | "but" | "so" | "or" | "because" | "well")),
            flag(self.evaluated),
            flag(self.there_is),
            share(self.negation),
            flag(self.condition),
            flag(self.future),
            flag(self.hypothetical),
            share(self.marks),
            flag(self.words > 0 && self.capitals == self.words),
            flag(self.first_verb_directive == Some(true)),
            flag(self.digits > 0.0),
        ]
    }
}

/// Whether a word has the form of a regular past; "died" and "agreed" stand in the list.
pub(crate) fn is_regular_past(word: &str) -> bool {
    word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") && word != "hundred"
}

/// Whether a word or sign goes with an amount of money or a share.
pub(super) fn is_money_or_percent(word: &str) -> bool {
    matches!(word, "percent" | "%" | "$" | "£" | "€" | "dollars" | "euros" | "pounds" | "rupees" | "yen")
}

/// Whether a word negates.
pub(crate) fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "nobody" | "none" | "nothing" | "neither" | "nor" | "cannot" | "without")
        || word.ends_with("n't")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::words;

    fn value(text: &str, name: &str) -> f64 {
        let signals = words(text, read);
        signals[index(name)]
    }

    #[test]
    fn the_list_is_well_formed_and_has_only_known_classes() {
        crate::lexicon::assert_well_formed("claim_words.tsv", FILE);
        for (word, classes) in LIST.iter() {
            for class in classes.split(' ') {
                assert!(NAMES[..CLASSES].contains(&class), "{word}: {class}");
            }
        }
    }

    #[test]
    fn signals_are_what_a_reader_sees() {
        let cases = [
            ("Prices rose by 12 percent in March", "money_or_percent", 1.0),
            ("Is the bridge open ?", "ends_with_question", 1.0),
            ("The bridge was opened on Monday", "passive", 1.0),
            ("The bridge is wonderful", "is_evaluated", 1.0),
            ("There is a bridge", "there_is", 1.0),
            ("Traffic news", "no_verb", 1.0),
            ("He will open it", "future", 1.0),
            ("The bridge opened in 1987", "year", 1.0),
            ("The bridge opened in 1987", "digits", 0.0),
            ("The bridge opened in 1987", "any_digits", 0.0),
            ("The bridge has 64 arches", "any_digits", 1.0),
            ("Subscribe to our letter", "starts_with_imperative", 1.0),
            ("The mayor hailed the bridge", "first_verb_directive", 1.0),
            ("The mayor opened what she hailed", "first_verb_directive", 0.0),
        ];
        for (text, name, expected) in cases {
            assert!((value(text, name) - expected).abs() < 1e-9, "{text}: {name}");
        }
    }
}
