//! As what a claim is put forward: fact, possibility, prediction, obligation or condition; whether its words put it ahead, which
//! [`super::future`] weighs; whether it is negated.
//!
//! All three are read off the main clause ([`super::clause`]) of what is claimed, so "the man who will not pay was fined" is a plain
//! fact.

use super::hedge::{Force, Hedge};
use super::signals::{is_in_class, is_negation};
use super::words::Words;
use crate::document::Modality;
use crate::lexicon::{WordList, word_list};

const CAUSES_FILE: &str = include_str!("../../data/cause_words.txt");
/// Words that begin a cause.
static CAUSES: WordList = word_list!(CAUSES_FILE);

/// How a claim is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// As what.
    pub(super) modality: Modality,
    /// Whether its main clause has a word that puts things ahead.
    pub(super) ahead: bool,
    /// Whether a source says it.
    pub(super) reported: bool,
    /// Whether its main assertion is negated.
    pub(super) negated: bool,
}

impl Reading {
    /// Makes it something that a source commits itself to.
    pub(super) fn promise(&mut self) {
        if self.modality == Modality::Fact {
            self.modality = Modality::Prediction;
        }
    }
}

/// Phrases before an infinitive that put it in the future; the verb "to be" or nothing stands before them.
const FUTURE_BEFORE_TO: [&str; 34] = [
    "aim",
    "aims",
    "bound",
    "due",
    "expected",
    "forecast",
    "going",
    "intend",
    "intends",
    "likely",
    "plan",
    "planned",
    "planning",
    "plans",
    "pledge",
    "pledged",
    "pledges",
    "pledging",
    "poised",
    "projected",
    "promise",
    "promised",
    "promises",
    "promising",
    "scheduled",
    "seeks",
    "set",
    "slated",
    "threatened",
    "threatens",
    "vow",
    "vowed",
    "vowing",
    "vows",
];

/// Words that set a condition.
const CONDITIONS: [&str; 5] = ["if", "unless", "provided", "providing", "otherwise"];

/// Reads what `words` put forward, of which `main` says whether each is of the main clause; `reported` is true for what a source says, where "would" is the past of "will".
pub(super) fn read(words: &Words, main: &[bool], hedges: &[Hedge], reported: bool) -> Reading {
    let mut seen = Seen::default();
    for index in (0..words.len()).filter(|&index| main.get(index) == Some(&true)) {
        seen.see(words, index);
    }
    let condition = (0..words.len()).any(|index| CONDITIONS.contains(&words.get(index)));
    let hedged = hedges.iter().any(|hedge| hedge.force == Force::Possible && main.get(hedge.word) == Some(&true));
    let modality = match seen {
        Seen { will: true, .. } | Seen { would: true, .. } | Seen { could: true, .. } if condition => {
            Modality::Conditional
        }
        Seen { must: true, .. } => Modality::Obligation,
        Seen { will: true, .. } => Modality::Prediction,
        Seen { would: true, .. } if reported => Modality::Prediction,
        Seen { would: true, .. } => Modality::Conditional,
        Seen { could: true, .. } => Modality::Possible,
        _ if hedged => Modality::Possible,
        _ if condition && seen.starts_with_condition => Modality::Conditional,
        _ => Modality::Fact,
    };
    Reading { modality, ahead: seen.will || seen.would || seen.could_come, reported, negated: seen.negated }
}

/// What stands in the main clause.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each kind of word that was seen")]
struct Seen {
    will: bool,
    would: bool,
    could: bool,
    could_come: bool,
    must: bool,
    negated: bool,
    starts_with_condition: bool,
}

impl Seen {
    fn see(&mut self, words: &Words, index: usize) {
        let word = words.get(index);
        let next = words.get(index + 1);
        let perfect = next == "have" || (is_negation(next) && words.get(index + 2) == "have");
        match word {
            // "the will", "at will": a noun.
            "will" | "shall"
                if !matches!(words.before(index), "the" | "a" | "his" | "her" | "at" | "of" | "own" | "their") =>
            {
                self.will |= !perfect || true_future_perfect(words, index);
            }
            "won't" => self.will = true,
            "would" | "wouldn't" => self.would |= !perfect,
            "could" | "might" => {
                self.could = true;
                self.could_come |= !perfect && !is_negation(next) && !matches!(next, "see" | "hear" | "smell" | "feel");
            }
            "may" if words.original(index).starts_with('m') => {
                self.could = true;
                self.could_come |= !perfect && next != "be";
            }
            "must" | "should" | "ought" => self.must |= !perfect,
            // "the need to" names one that somebody sees.
            "need" | "needs" if next == "to" => {
                self.must |= !matches!(
                    words.before(index),
                    "the" | "a" | "no" | "any" | "its" | "their" | "his" | "her" | "this"
                );
            }
            "has" | "have" | "had" if next == "to" => self.must |= word != "had",
            "to" if FUTURE_BEFORE_TO.contains(&words.before(index)) => self.will |= puts_ahead(words, index),
            "to" if words.before(index) == "about" && is_in_class(words.get(index.wrapping_sub(2)), "be") => {
                self.will = true;
            }
            _ if word.ends_with("'ll") => self.will = true,
            _ => {}
        }
        if is_main_negation(words, index) {
            self.negated = true;
        }
        self.starts_with_condition |= index < 2 && CONDITIONS.contains(&word);
    }
}

/// Whether the word before "to" is a verb or participle: "a plan to" and "due to rain" put nothing ahead.
fn puts_ahead(words: &Words, to: usize) -> bool {
    let before = to.checked_sub(2).map_or("", |at| words.get(at));
    let noun =
        matches!(before, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "own" | "no" | "of" | "this" | "any");
    !noun && (words.before(to) != "due" || (is_in_class(before, "be") && !names_a_cause(words.get(to + 1))))
}

/// Whether what follows "is due to" is a noun: a cause, not something that lies ahead. Determiners, plurals, endings that make nouns, and words for
/// what goes wrong tell.
fn names_a_cause(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "his" | "her" | "its" | "their" | "this" | "that" | "these" | "those")
        || ["tion", "sion", "ment", "ance", "ence", "ness", "ing"].iter().any(|end| word.ends_with(end))
        // No infinitive has the ending of "fears" but a few: "focus", "discuss".
        || (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
        || CAUSES.contains(word)
}

/// "will have finished by 2030" lies ahead; "will have noticed" guesses at the past.
fn true_future_perfect(words: &Words, index: usize) -> bool {
    (index..words.len()).any(|at| matches!(words.get(at), "by" | "to" | "a" | "the"))
}

/// Whether "not" after the word negates a verb.
fn is_auxiliary(word: &str) -> bool {
    is_in_class(word, "be")
        || is_in_class(word, "modal")
        || is_in_class(word, "obligation")
        || matches!(word, "has" | "have" | "had" | "do" | "does" | "did")
}

fn is_main_negation(words: &Words, index: usize) -> bool {
    let (word, next) = (words.get(index), words.get(index + 1));
    match word {
        "denied" | "denies" | "denying" | "deny" | "unlikely" => true,
        "not" => {
            // "A request not always met", "probably not what she meant": no verb is negated.
            let negates_verb = index == 0
                || matches!(
                    next,
                    "to" | "all" | "many" | "much" | "every" | "everyone" | "everybody" | "enough" | "one"
                )
                || is_auxiliary(words.before(index));
            let inverted = is_auxiliary(index.checked_sub(2).map_or("", |at| words.get(at)));
            (negates_verb || inverted) && !matches!(next, "only" | "just" | "least" | "merely" | "so")
        }
        "no" => !matches!(next, "matter" | "doubt" | "avail" | "." | ","),
        "without" | "nor" => false,
        _ => is_negation(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::{clause::main_clause, hedge, test_support::document};

    #[test]
    fn the_list_of_causes_is_well_formed() {
        crate::lexicon::assert_well_formed("cause_words.txt", CAUSES_FILE);
    }

    #[test]
    fn readings() {
        let file = include_str!("../../../fixtures/tables/claim_modality.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [modality, future, negated, reported, text] = cells[..] else { panic!("{line}") };
            let document = document(text);
            let words = Words::new(&document, &[document.sentences[0].span]);
            let reading = read(&words, &main_clause(&words), &hedge::find(&words), reported == "reported");
            let found = format!("{:?}", reading.modality).to_lowercase();
            assert_eq!(found, modality, "{text}");
            assert_eq!(reading.ahead, future == "future", "future: {text}");
            assert_eq!(reading.negated, negated == "negated", "negated: {text}");
        }
    }
}
