//! The persons that a pronoun may stand for, and which of them it does: the one for whom most speaks, by weights learnt from text
//! (`src/train/pronouns.rs`).
//!
//! What speaks for a person is how far back and as what it was mentioned last, and how often (salience; Lappin and Leass, "An algorithm for pronominal
//! anaphora resolution", 1994).

use super::super::lexeme::REPORTING;
use super::super::lists::Gender;
use super::super::view::View;
use super::clause::{clause_between, is_near_report, subject_between};
use super::{Case, MENTIONS_BACK, Met, SENTENCES_BACK};
use crate::model::linear::{position, weights};

const FILE: &str = include_str!("../../../data/pronouns.tsv");
/// The weights of what is seen, and what is added to them for each case of the pronoun.
static WEIGHTS: [i32; SIGNS.len()] = weights(FILE, "", &SIGNS);
static CASE_WEIGHTS: [[i32; SIGNS.len()]; 4] = [
    weights(FILE, "subject:", &SIGNS),
    weights(FILE, "object:", &SIGNS),
    weights(FILE, "possessive:", &SIGNS),
    weights(FILE, "reflexive:", &SIGNS),
];

/// What can be seen of a candidate.
const SIGNS: [&str; 60] = [
    // Sentences between its last mention and the pronoun.
    "back_0",
    "back_1",
    "back_2",
    "back_3",
    "back_4",
    "back_5",
    // Other candidates that were mentioned later.
    "later_0",
    "later_1",
    "later_2",
    "later_3",
    "later_4",
    // It was the subject in the sentence of the pronoun, the one before, another one.
    "subject_0",
    "subject_1",
    "subject_2",
    // It was the first person in the sentence of the pronoun, the one before, another one.
    "first_0",
    "first_1",
    "first_2",
    "first_subject_0",
    "first_subject_1",
    // Its mentions in these sentences, and in all of the text before.
    "near_1",
    "near_2",
    "near_3",
    "near_4",
    "all_1",
    "all_2",
    "all_3",
    "all_5",
    "all_9",
    // Its last mention.
    "last_pronoun",
    "last_possessive",
    "last_governed",
    "last_who",
    "last_apposed",
    "last_quoted",
    "last_unquoted",
    "last_says",
    "last_subject",
    "says_0",
    "says_1",
    "says_last_in_paragraph",
    "same_clause",
    "same_clause_subject",
    "same_paragraph",
    "next_paragraph",
    // With where the pronoun stands.
    "begins_sentence_subject_1",
    "begins_sentence_back_0",
    "begins_sentence_back_1",
    "begins_paragraph_subject_1",
    "begins_paragraph_back_1",
    "begins_paragraph_first_1",
    "both_say",
    "both_say_subject",
    "reported_by",
    "same_case_0",
    "same_case_1",
    // For "he" and "she": it was the last to say something; it was, and the pronoun says something, too.
    "said_last",
    "both_said_last",
    // For these, too: another person was the subject since, by name; the same, and the pronoun says something.
    "shifted",
    "shifted_says",
    // For these: something of it is the subject of the sentence.
    "last_possessive_0",
];

/// What is subtracted where nothing tells whether a person is a man or a woman, in thousandths of log odds: about the logarithm of the share of men among
/// such persons in the news. Chosen by reading what it changes in the training articles.
const UNKNOWN_MAN: i64 = 300;
/// The same for a woman.
const UNKNOWN_WOMAN: i64 = 1000;
/// What each of the first eight mentions of a person adds to what was learnt, in thousandths: where gender tells two persons apart, which is what was learnt
/// from, a pronoun goes sooner to the one who is spoken of less. Chosen on the development sets, GUM's (pronouns).
const OFTEN: i64 = 30;
/// What is added for a person for whom a pronoun of the sentence stands already: seldom do two of the same gender stand for two persons there, and where gender
/// tells persons apart, which is what was learnt from, they never do. Of 144 pronouns of GUM's development sets that follow another of the same gender in their
/// sentence 142 stand for the same person. Less does not outweigh a person who is named often in between; the scores of the sets are the same with none.
const TAKEN_UP: i64 = 800;
/// The thousandths by which the best candidate must lead. Chosen on the same sets, together with [`NOBODY`].
const LEAD: i64 = 400;

/// What speaks for nobody that was named, in thousandths: a person for whom less speaks, even the only one, is too far.
const NOBODY: i64 = -450;

/// A pronoun and what is seen around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'q> {
    pub(super) view: &'q View<'q>,
    pub(super) at: usize,
    pub(super) line: usize,
    pub(super) gender: Gender,
    pub(super) case: Case,
}

/// A person that was mentioned not long before.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign by itself")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) draft: usize,
    last: Met,
    /// Mentions in these sentences and in all.
    near: u32,
    all: u32,
    /// Whether it was the subject, and whether it was the first person, in the sentence, the one before and another one.
    subject: [bool; 3],
    first: [bool; 3],
    /// Whether it says something in the sentence, whatever it is there besides.
    says: bool,
    /// Whether a pronoun of the sentence stands for it already.
    taken_up: bool,
    /// Whether it was the last to say something, and whether another was the subject by name since.
    said_last: bool,
    shifted: bool,
}

impl Question<'_> {
    /// The persons who were mentioned in the last sentences, the last first, of those that `may` be meant. `counts` are their mentions so far.
    pub(super) fn candidates(&self, met: &[Met], counts: &[u32], may: impl Fn(usize) -> bool) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let (mut said_last, mut subject): (Option<usize>, Option<usize>) = (None, None);
        for mention in met.iter().rev().take(MENTIONS_BACK) {
            let distance = self.line - mention.line;
            if distance > SENTENCES_BACK {
                break;
            }
            let told = mention.subject && !mention.quoted;
            let says =
                told && (distance == 0 || said_last.is_none()) && is_near_report(self.view, &(mention.at..mention.end));
            if says && said_last.is_none() {
                said_last = Some(mention.draft);
            }
            let shifted = subject.is_some_and(|subject| subject != mention.draft);
            if told && !mention.pronoun && subject.is_none() {
                subject = Some(mention.draft);
            }
            if !may(mention.draft) || self.is_object_of(mention) {
                continue;
            }
            let known = found.iter().position(|candidate| candidate.draft == mention.draft);
            let index = known.unwrap_or_else(|| {
                found.push(Candidate {
                    draft: mention.draft,
                    last: *mention,
                    near: 0,
                    all: counts.get(mention.draft).copied().unwrap_or(0),
                    subject: [false; 3],
                    first: [false; 3],
                    says: false,
                    taken_up: false,
                    said_last: false,
                    shifted,
                });
                found.len() - 1
            });
            if let Some(candidate) = found.get_mut(index) {
                candidate.near += 1;
                candidate.says |= says && distance == 0;
                candidate.taken_up |= mention.pronoun && distance == 0 && mention.quoted == self.view.quoted(self.at);
                candidate.subject[distance.min(2)] |= mention.subject;
                candidate.first[distance.min(2)] |= mention.first;
            }
        }
        for candidate in &mut found {
            candidate.said_last = said_last == Some(candidate.draft);
        }
        found
    }

    /// Whether the pronoun can not be this one, who does something to it: "Berg met him" is not Berg.
    fn is_object_of(&self, mention: &Met) -> bool {
        mention.line == self.line
            && mention.subject
            && self.case == Case::Object
            && !subject_between(self.view, mention.at, self.at)
    }

    /// The candidate that is meant, if it is clear. `genders` are those of all persons, as far as known.
    pub(super) fn answer(&self, candidates: &[Candidate], genders: &[Option<Gender>]) -> Option<usize> {
        let scored = candidates.iter().enumerate().map(|(later, candidate)| {
            let known = genders.get(candidate.draft).copied().flatten().is_some();
            let unknown = if self.gender == Gender::Male { UNKNOWN_MAN } else { UNKNOWN_WOMAN };
            let mut score = if known { 0 } else { -unknown };
            score += if candidate.taken_up { TAKEN_UP } else { 0 };
            score += OFTEN * i64::from(candidate.all.min(8));
            let case = &CASE_WEIGHTS[self.case as usize];
            self.signs(candidate, later, |sign| score += i64::from(WEIGHTS[sign] + case[sign]));
            (score, candidate.draft)
        });
        let (mut best, mut second): (Option<(i64, usize)>, i64) = (None, NOBODY);
        for (score, draft) in scored {
            match best {
                Some((top, _)) if score <= top => second = second.max(score),
                _ => {
                    second = best.map_or(second, |(top, _)| top);
                    best = Some((score, draft));
                }
            }
        }
        best.filter(|&(top, _)| top.saturating_sub(second) >= LEAD).map(|(_, draft)| draft)
    }

    /// Calls `see` with the sign of each thing that is seen of a candidate, than whom so many others were mentioned `later`.
    #[allow(clippy::too_many_lines, reason = "one list of signs, in the order of their names")]
    fn signs(&self, candidate: &Candidate, later: usize, mut see: impl FnMut(usize)) {
        const fn sign(name: &str) -> usize {
            position(&SIGNS, name)
        }
        let (view, last) = (self.view, &candidate.last);
        let back = self.line - last.line;
        see(const { sign("back_0") } + back.min(5));
        see(const { sign("later_0") } + later.min(4));
        for distance in 0..3 {
            if candidate.subject[distance] {
                see(const { sign("subject_0") } + distance);
            }
            if candidate.first[distance] {
                see(const { sign("first_0") } + distance);
            }
        }
        see(const { sign("near_1") } + (candidate.near as usize).clamp(1, 4) - 1);
        let all = match candidate.all {
            0 | 1 => const { sign("all_1") },
            2 => const { sign("all_2") },
            3 | 4 => const { sign("all_3") },
            5..=8 => const { sign("all_5") },
            _ => const { sign("all_9") },
        };
        see(all);
        let quoted = view.quoted(self.at);
        let subject = self.case == Case::Subject;
        let speaks = subject && is_near_report(view, &(self.at..self.at + 1));
        let says = is_near_report(view, &(last.at..last.end));
        let before = |at: usize| at.checked_sub(1).and_then(|before| view.words.get(before));
        let clause = last.line == self.line && !clause_between(view, last.at, self.at);
        let paragraph = |line: usize| view.document.sentences.get(line).map_or(0, |sentence| sentence.paragraph);
        let line_start = view.lines.get(self.line).map_or(0, |line| line.words.start);
        let begins_sentence = self.at == line_start;
        let begins_paragraph =
            begins_sentence && self.line.checked_sub(1).is_none_or(|line| paragraph(line) != paragraph(self.line));
        let same_paragraph = paragraph(last.line) == paragraph(self.line);
        let reported = self.case == Case::Subject && !quoted && before(self.at).is_some_and(|word| word.is(REPORTING));
        let governed = before(last.at).is_some_and(|word| {
            matches!(
                word.text,
                "of" | "with"
                    | "to"
                    | "for"
                    | "by"
                    | "from"
                    | "in"
                    | "on"
                    | "against"
                    | "about"
                    | "as"
                    | "after"
                    | "After"
                    | "before"
                    | "under"
                    | "Under"
                    | "like"
                    | "Like"
                    | "Unlike"
                    | "than"
                    | "between"
                    | "through"
                    | "With"
            )
        });
        let after = |ahead: usize| view.words.get(last.end + ahead).map_or("", |word| word.text);
        let who = after(0) == "who" || after(0) == "," && after(1) == "who";
        let same_case = (self.case == Case::Subject) == last.subject;
        let seen = [
            (candidate.says && !quoted, const { sign("says_0") }),
            (says && last.subject && back == 1, const { sign("says_1") }),
            (last.pronoun, const { sign("last_pronoun") }),
            (last.possessive, const { sign("last_possessive") }),
            (governed && !last.possessive, const { sign("last_governed") }),
            (who, const { sign("last_who") }),
            (after(0) == "," && !who, const { sign("last_apposed") }),
            (candidate.first[0] && candidate.subject[0], const { sign("first_subject_0") }),
            (candidate.first[1] && candidate.subject[1], const { sign("first_subject_1") }),
            (says && same_paragraph && later == 0, const { sign("says_last_in_paragraph") }),
            (last.quoted && !quoted, const { sign("last_quoted") }),
            (quoted && !last.quoted, const { sign("last_unquoted") }),
            (says, const { sign("last_says") }),
            (last.subject, const { sign("last_subject") }),
            (clause, const { sign("same_clause") }),
            (clause && last.subject, const { sign("same_clause_subject") }),
            (same_paragraph, const { sign("same_paragraph") }),
            (paragraph(last.line) + 1 == paragraph(self.line), const { sign("next_paragraph") }),
            (begins_sentence && candidate.subject[1], const { sign("begins_sentence_subject_1") }),
            (begins_sentence && back == 0, const { sign("begins_sentence_back_0") }),
            (begins_sentence && back == 1, const { sign("begins_sentence_back_1") }),
            (begins_paragraph && candidate.subject[1], const { sign("begins_paragraph_subject_1") }),
            (begins_paragraph && back == 1, const { sign("begins_paragraph_back_1") }),
            (begins_paragraph && candidate.first[1], const { sign("begins_paragraph_first_1") }),
            (speaks && says, const { sign("both_say") }),
            (speaks && says && last.subject, const { sign("both_say_subject") }),
            (reported && last.line == self.line && last.subject, const { sign("reported_by") }),
            (same_case && back == 0, const { sign("same_case_0") }),
            (same_case && back == 1, const { sign("same_case_1") }),
            (candidate.said_last && subject, const { sign("said_last") }),
            (candidate.said_last && speaks, const { sign("both_said_last") }),
            (candidate.shifted && subject, const { sign("shifted") }),
            (candidate.shifted && speaks, const { sign("shifted_says") }),
            (last.possessive && back == 0 && subject, const { sign("last_possessive_0") }),
        ];
        seen.into_iter().filter(|(is, _)| *is).for_each(|(_, sign)| see(sign));
    }

    /// Calls `see` with the features of a candidate: for the trainer.
    #[cfg(feature = "train")]
    pub(super) fn features(&self, candidate: &Candidate, later: usize, mut see: impl FnMut(Feature)) {
        self.signs(candidate, later, |sign| {
            see(Feature { case: None, sign });
            see(Feature { case: Some(self.case), sign });
        });
    }
}

/// A feature of the model, printed as its key.
#[cfg(feature = "train")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Feature {
    case: Option<Case>,
    sign: usize,
}

#[cfg(feature = "train")]
impl std::fmt::Display for Feature {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let case = match self.case {
            None => "",
            Some(Case::Subject) => "subject:",
            Some(Case::Object) => "object:",
            Some(Case::Possessive) => "possessive:",
            Some(Case::Reflexive) => "reflexive:",
        };
        write!(f, "{case}{}", SIGNS[self.sign])
    }
}
