//! As what a claim is put forward: fact, possibility, prediction, obligation or condition; whether its words put it ahead, which
//! [`super::future`] weighs; whether it is negated.
//!
//! All three are read off the main clause ([`super::clause`]) of what is claimed, so "the man who will not pay was fined" is a plain
//! fact.

use super::clause::opens_with_inversion;
use super::hedge::Hedge;
use super::lexeme::{CONDITION, DENIES, NEGATES, PUNCTUATION, QUOTE, REGULAR_PAST};
use super::signals::{BE, MODAL, OBLIGATION, PAST, SAYING};
use super::words::Words;
use crate::document::Modality;
use crate::lexicon::{WordList, word_list};

const CAUSES_FILE: &str = include_str!("../../data/cause_words.txt");
/// Words that begin a cause.
static CAUSES: WordList = word_list!(CAUSES_FILE);

const AIMS_FILE: &str = include_str!("../../data/aim_words.txt");
/// Nouns of what is to do something without its being arranged.
static AIMS: WordList = word_list!(AIMS_FILE);

/// How a claim is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// As what.
    pub(super) modality: Modality,
    /// Whether its main clause has a word that puts things ahead.
    pub(super) ahead: bool,
    /// Whether it is still to come by what is fixed now: "are to meet", "is due to open".
    pub(super) fixed: bool,
    /// In whose words it is put.
    pub(super) voice: Voice,
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
pub(super) fn sets_condition(word: &str) -> bool {
    matches!(word, "if" | "unless" | "provided" | "providing" | "otherwise")
}

/// In whose words something is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// The article's.
    Told,
    /// The article's, for what a source says: "would" is the past of "will" there.
    Reported,
    /// A source's own.
    Quoted,
}

/// Reads what `words` put forward, of which `main` says whether each is of the main clause.
pub(super) fn read(words: &Words, main: &[bool], hedges: &[Hedge], voice: Voice) -> Reading {
    let mut seen = Seen::default();
    for index in (0..words.len()).filter(|&index| main.get(index) == Some(&true)) {
        seen.see(words, index);
    }
    let opens_with_condition = opens_with_condition(words);
    let condition = opens_with_condition || (0..words.len()).any(|index| words.is(index, CONDITION));
    let hedged = hedges.iter().any(|hedge| hedge.force.is_possible() && main.get(hedge.word) == Some(&true));
    let modality = match seen {
        Seen { will: true, .. } | Seen { would: true, .. } | Seen { could: true, .. } if condition => {
            Modality::Conditional
        }
        Seen { must: true, .. } => Modality::Obligation,
        Seen { will: true, .. } => Modality::Prediction,
        Seen { would: true, said_would, .. } if said_would || voice == Voice::Reported => Modality::Prediction,
        Seen { would: true, .. } => Modality::Conditional,
        Seen { could: true, .. } => Modality::Possible,
        _ if opens_with_condition => Modality::Conditional,
        _ if hedged => Modality::Possible,
        _ => Modality::Fact,
    };
    Reading {
        modality,
        ahead: seen.will || seen.would || seen.could_come,
        fixed: seen.fixed,
        voice,
        negated: seen.negated,
    }
}

/// Whether a condition comes first: "If the dam fails, the town is lost". What "even if" grants sets none.
fn opens_with_condition(words: &Words) -> bool {
    let first = (0..words.len()).find(|&index| words.is_word(index));
    let sets = |first: usize| words.is(first, CONDITION) && words.get(first + 1) != "anything";
    first.is_some_and(sets) || opens_with_inversion(words)
}

/// What stands in the main clause.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one flag for each kind of word that was seen")]
struct Seen {
    will: bool,
    would: bool,
    /// A verb of saying in the past, and "would" behind one: the past of "will".
    said: bool,
    said_would: bool,
    could: bool,
    could_come: bool,
    must: bool,
    fixed: bool,
    negated: bool,
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
        self.said |= words.is(index, SAYING) && words.is(index, PAST | REGULAR_PAST);
        self.negated |= is_main_negation(words, index);
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
            // What somebody "would rather" do they prefer.
            Marker::Would => {
                let would = !perfect && next != "rather";
                self.would |= would;
                self.said_would |= would && self.said;
            }
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
                let arranged = is_arranged(words, index);
                let ahead = about || FUTURE_BEFORE_TO.contains(&before) && puts_ahead(words, index);
                self.will |= arranged || ahead;
                self.fixed |= arranged || ahead && is_present_be(words, index.wrapping_sub(2));
            }
        }
    }
}

/// Whether "to" stands in what is arranged: "the ministers are to meet". "The aim is to mend the dam" and "to leave is to lose" say what something is.
fn is_arranged(words: &Words, to: usize) -> bool {
    /// Words of a subject.
    const FARTHEST: usize = 12;
    let equates = |word: &str| matches!(word, "to" | "what" | "how") || AIMS.contains(word);
    let mut subject = (0..to.saturating_sub(1)).rev().take(FARTHEST).take_while(|&index| !words.is(index, PUNCTUATION));
    matches!(words.before(to), "is" | "are")
        && words.is_word(to + 1)
        && !matches!(words.get(to + 1), "blame" | "date")
        && !subject.any(|index| equates(words.get(index)))
}

/// Whether the word is "is" or "are", however short.
fn is_present_be(words: &Words, index: usize) -> bool {
    matches!(words.get(index), "is" | "are" | "am" | "'s" | "'re" | "'m")
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

/// Whether "do" or "don't" begins an order: "told them to “do not go”".
fn is_order(words: &Words, index: usize) -> bool {
    let before = index.saturating_sub(usize::from(words.is(index.wrapping_sub(1), QUOTE)));
    matches!(words.get(index), "do" | "don't") && matches!(words.before(before), "to" | ":")
}

fn is_main_negation(words: &Words, index: usize) -> bool {
    if !words.is(index, NEGATES | DENIES) {
        return false;
    }
    let (word, next) = (words.get(index), words.get(index + 1));
    match word {
        "not" if is_order(words, index.wrapping_sub(1)) => false,
        "don't" => !is_order(words, index),
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
        // "No wonder that" says that it is so, "no fewer than 40" counts, and "with no result" is said aside.
        "no" => {
            !matches!(words.before(index), "with" | "having" | "or" | "for")
                && !matches!(
                    next,
                    "matter"
                        | "doubt"
                        | "avail"
                        | "wonder"
                        | "surprise"
                        | "secret"
                        | "coincidence"
                        | "fewer"
                        | "less"
                        | "."
                        | ","
                )
        }
        "without" | "nor" => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::{clause::main_clause, hedge, test_support::words};

    #[test]
    fn the_lists_are_well_formed() {
        crate::lexicon::assert_well_formed("cause_words.txt", CAUSES_FILE);
        crate::lexicon::assert_well_formed("aim_words.txt", AIMS_FILE);
    }

    fn voice(name: &str) -> Voice {
        match name {
            "reported" => Voice::Reported,
            "quoted" => Voice::Quoted,
            _ => Voice::Told,
        }
    }

    #[test]
    fn readings() {
        let file = include_str!("../../../fixtures/tables/claim_modality.tsv");
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [modality, future, negated, reported, text] = cells[..] else { panic!("{line}") };
            let reading = words(text, |words| read(words, &main_clause(words), &hedge::find(words), voice(reported)));
            let found = format!("{:?}", reading.modality).to_lowercase();
            assert_eq!(found, modality, "{text}");
            assert_eq!(reading.ahead, future == "future", "future: {text}");
            assert_eq!(reading.negated, negated == "negated", "negated: {text}");
        }
    }
}
