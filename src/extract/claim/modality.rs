//! As what a claim is put forward: fact, possibility, prediction, obligation or condition; whether its words put it ahead, which
//! [`super::future`] weighs; whether it is negated.
//!
//! All three are read off the main clause ([`super::clause`]) of what is claimed, so "the man who will not pay was fined" is a plain
//! fact.

use super::hedge::Hedge;
use super::lexeme::{CONDITION, DENIES, NEGATES};
use super::signals::{BE, MODAL, OBLIGATION};
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
pub(super) const CONDITIONS: [&str; 5] = ["if", "unless", "provided", "providing", "otherwise"];

/// Reads what `words` put forward, of which `main` says whether each is of the main clause; `reported` is true for what a source says, where "would" is the past of "will".
pub(super) fn read(words: &Words, main: &[bool], hedges: &[Hedge], reported: bool) -> Reading {
    let mut seen = Seen::default();
    for index in (0..words.len()).filter(|&index| main.get(index) == Some(&true)) {
        seen.see(words, index);
    }
    let condition = (0..words.len()).any(|index| words.is(index, CONDITION));
    let hedged = hedges.iter().any(|hedge| hedge.force.is_possible() && main.get(hedge.word) == Some(&true));
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

/// What a word may tell of the modality of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// "will", "shall": also nouns.
    Will,
    /// "won't", "we'll".
    WillForSure,
    /// "would".
    Would,
    /// "could", "might".
    Could,
    /// "may".
    May,
    /// "must", "should", "ought".
    Must,
    /// "need".
    Need,
    /// "have".
    Have,
    /// "to".
    To,
}

/// What a word may tell by itself.
pub(super) fn marker(word: &str) -> Option<Marker> {
    match word {
        "will" | "shall" => Some(Marker::Will),
        "won't" => Some(Marker::WillForSure),
        "would" | "wouldn't" => Some(Marker::Would),
        "could" | "might" => Some(Marker::Could),
        "may" => Some(Marker::May),
        "must" | "should" | "ought" => Some(Marker::Must),
        "need" | "needs" => Some(Marker::Need),
        "has" | "have" => Some(Marker::Have),
        "to" => Some(Marker::To),
        _ => word.ends_with("'ll").then_some(Marker::WillForSure),
    }
}

/// Whether a word says that something is not so, without a negation.
pub(super) fn denies(word: &str) -> bool {
    matches!(word, "denied" | "denies" | "denying" | "deny" | "unlikely")
}

impl Seen {
    fn see(&mut self, words: &Words, index: usize) {
        if let Some(marker) = words.lexeme(index).marker {
            self.see_marker(marker, words, index);
        }
        self.negated |= is_main_negation(words, index);
        self.starts_with_condition |= index < 2 && words.is(index, CONDITION);
    }

    fn see_marker(&mut self, marker: Marker, words: &Words, index: usize) {
        let (before, next) = (words.before(index), words.get(index + 1));
        let negated = words.is(index + 1, NEGATES);
        let perfect = next == "have" || (negated && words.get(index + 2) == "have");
        match marker {
            Marker::Will => {
                // "the will", "at will": a noun.
                let noun = matches!(before, "the" | "a" | "his" | "her" | "at" | "of" | "own" | "their");
                self.will |= !noun && (!perfect || true_future_perfect(words, index));
            }
            Marker::WillForSure => self.will = true,
            Marker::Would => self.would |= !perfect,
            Marker::Could => {
                self.could = true;
                self.could_come |= !perfect && !negated && !matches!(next, "see" | "hear" | "smell" | "feel");
            }
            Marker::May => {
                // "May" may be the month.
                let verb = words.original(index).starts_with('m');
                self.could |= verb;
                self.could_come |= verb && !perfect && next != "be";
            }
            Marker::Must => self.must |= !perfect,
            // "the need to" names one that somebody sees.
            Marker::Need => {
                let noun = matches!(before, "the" | "a" | "no" | "any" | "its" | "their" | "his" | "her" | "this");
                self.must |= next == "to" && !noun;
            }
            Marker::Have => self.must |= next == "to",
            Marker::To => {
                let about = before == "about" && words.is(index.wrapping_sub(2), BE);
                self.will |= about || FUTURE_BEFORE_TO.contains(&before) && puts_ahead(words, index);
            }
        }
    }
}

/// Whether the word before "to" is a verb or participle: "a plan to" and "due to rain" put nothing ahead.
fn puts_ahead(words: &Words, to: usize) -> bool {
    let before = to.wrapping_sub(2);
    let noun = matches!(
        words.get(before),
        "a" | "an" | "the" | "his" | "her" | "its" | "their" | "own" | "no" | "of" | "this" | "any"
    );
    !noun && (words.before(to) != "due" || (words.is(before, BE) && !names_a_cause(words.get(to + 1))))
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
fn is_auxiliary(words: &Words, index: usize) -> bool {
    words.is(index, BE | MODAL | OBLIGATION)
        || matches!(words.get(index), "has" | "have" | "had" | "do" | "does" | "did")
}

fn is_main_negation(words: &Words, index: usize) -> bool {
    if !words.is(index, NEGATES | DENIES) {
        return false;
    }
    let (word, next) = (words.get(index), words.get(index + 1));
    match word {
        "not" => {
            // "A request not always met", "probably not what she meant": no verb is negated.
            let negates_verb = index == 0
                || matches!(
                    next,
                    "to" | "all" | "many" | "much" | "every" | "everyone" | "everybody" | "enough" | "one"
                )
                || is_auxiliary(words, index - 1);
            let inverted = is_auxiliary(words, index.wrapping_sub(2));
            (negates_verb || inverted) && !matches!(next, "only" | "just" | "least" | "merely" | "so")
        }
        "no" => !matches!(next, "matter" | "doubt" | "avail" | "." | ","),
        "without" | "nor" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::{clause::main_clause, hedge, test_support::words};

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
            let reading =
                words(text, |words| read(words, &main_clause(words), &hedge::find(words), reported == "reported"));
            let found = format!("{:?}", reading.modality).to_lowercase();
            assert_eq!(found, modality, "{text}");
            assert_eq!(reading.ahead, future == "future", "future: {text}");
            assert_eq!(reading.negated, negated == "negated", "negated: {text}");
        }
    }
}
