//! Pronouns that clearly refer to a person named before.
//!
//! Only he and she are resolved, to persons of a gender that fits: the candidates are the persons mentioned in the last few
//! sentences, pronouns resolved before included, and a model says which is meant ([`candidate`]). A person
//! without a name ("a woman in her sixties") that stands nearer takes the pronoun away. What is not clear is left out.

mod ahead;
pub(crate) mod candidate;
mod clause;
mod gender;
mod speaker;

use super::consolidate::{Draft, DraftMention};
use super::lexeme::{FUNCTION, PRONOUN};
use super::lists::Gender;
use super::nameless::{Nameless, nameless_person};
use super::view::{View, Word};
use crate::document::{EntityType, MentionForm, ParagraphKind, TokenKind};
use crate::text::lower_word;
use candidate::{Candidate, Question};
use speaker::Who;
use std::ops::Range;

/// A pronoun's person was named at most this many sentences before.
const SENTENCES_BACK: usize = 5;

/// So many mentions are looked back over.
const MENTIONS_BACK: usize = 40;

/// A new mention and the entity it is of.
pub(super) type Resolved = (usize, DraftMention);

/// A mention of a person in the order of the text.
#[expect(clippy::struct_excessive_bools, reason = "each is a sign by itself")]
#[derive(Clone, Copy, Debug)]
struct Met {
    draft: usize,
    at: usize,
    /// Behind its last word.
    end: usize,
    line: usize,
    subject: bool,
    quoted: bool,
    possessive: bool,
    pronoun: bool,
    /// The first person of its sentence.
    first: bool,
}

/// The pronouns that refer.
pub(super) fn pronouns(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    described: &[Option<Range<usize>>],
) -> Vec<Resolved> {
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, the closure of any")]
    Walk::new(view, drafts, owners, described)
        .through(|question, candidates, genders| question.answer(candidates, genders))
}

/// Calls `see` with the features of the person that a pronoun stands for and of each other that it might stand for, where the genders of all are known and
/// one alone fits: what else tells them apart is then learnt without a label.
#[cfg(feature = "train")]
pub(super) fn told_by_gender(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    described: &[Option<Range<usize>>],
    mut see: impl FnMut(&[candidate::Feature], &[candidate::Feature]),
) {
    let mut walk = Walk::new(view, drafts, owners, described);
    walk.blind = true;
    walk.through(|question, candidates, genders| {
        let gender = |candidate: &Candidate| genders.get(candidate.draft).copied().flatten();
        let fits = |candidate: &Candidate| gender(candidate) == Some(question.gender);
        let meant =
            candidates.iter().position(fits).filter(|_| candidates.iter().all(|other| gender(other).is_some()))?;
        if candidates.iter().filter(|other| fits(other)).count() > 1 {
            return None;
        }
        let features = |later: usize| {
            let mut features = Vec::new();
            question.features(&candidates[later], later, |feature| features.push(feature));
            features
        };
        let right = features(meant);
        for other in (0..candidates.len()).filter(|&other| other != meant) {
            see(&right, &features(other));
        }
        Some(candidates[meant].draft)
    });
}

/// One pass over the text.
struct Walk<'w> {
    view: &'w View<'w>,
    drafts: &'w [Draft],
    owners: &'w [Option<usize>],
    genders: Vec<Option<Gender>>,
    counts: Vec<u32>,
    met: Vec<Met>,
    /// Whether persons of another gender are candidates, too.
    blind: bool,
}

impl<'w> Walk<'w> {
    fn new(
        view: &'w View<'w>,
        drafts: &'w [Draft],
        owners: &'w [Option<usize>],
        described: &[Option<Range<usize>>],
    ) -> Self {
        let describing = described.iter().map(Option::as_ref).chain(std::iter::repeat(None));
        let mut genders: Vec<_> =
            drafts.iter().zip(describing).map(|(draft, words)| gender::of(view, draft, words)).collect();
        gender::infer(view, drafts, &mut genders);
        Self { view, drafts, owners, genders, counts: vec![0; drafts.len()], met: Vec::new(), blind: false }
    }

    /// The pronouns that `answer` finds a person for, among candidates of whom it is told what gender they are.
    fn through(
        mut self,
        mut answer: impl FnMut(&Question<'_>, &[Candidate], &[Option<Gender>]) -> Option<usize>,
    ) -> Vec<Resolved> {
        let (view, owners) = (self.view, self.owners);
        let mut nameless: Option<Nameless> = None;
        let mut out = Vec::new();
        for (number, line) in view
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.kind.is_content() && line.kind != ParagraphKind::Subheading)
        {
            let mut first = true;
            let mut at = line.words.start;
            while at < line.words.end {
                if let Some(draft) = self.person(at) {
                    let owner = owners[at];
                    let end = (at..line.words.end).find(|&next| owners[next] != owner).unwrap_or(line.words.end);
                    self.meet(draft, at..end, number, &line.words, first);
                    first = false;
                    at = end;
                    continue;
                }
                let owner = owners.get(at).copied().flatten();
                if owner.is_none() {
                    nameless = nameless_person(view, owners, at, number, &line.words).or(nameless);
                }
                if owner.is_none()
                    && let Some((gender, case)) = pronoun(view, at, line.words.end)
                    && !self.is_taken(nameless, at, number, gender)
                {
                    let question = Question { view, at, line: number, gender, case };
                    let barred = self.barred(&question, &line.words, &mut answer);
                    let ahead = if self.blind { None } else { self.ahead(&question, &line.words) };
                    if let Some(draft) = ahead.or_else(|| self.ask(&question, &barred, &mut answer)) {
                        self.genders[draft] = self.genders[draft].or(Some(gender));
                        self.met.push(Met {
                            draft,
                            at,
                            end: at + 1,
                            line: number,
                            subject: case == Case::Subject,
                            quoted: view.quoted(at),
                            possessive: case == Case::Possessive,
                            pronoun: true,
                            first,
                        });
                        first = false;
                        out.push((draft, DraftMention { words: at..at + 1, form: MentionForm::Pronoun }));
                    }
                }
                at += 1;
            }
        }
        out
    }

    /// The person whose mention a word is in.
    fn person(&self, at: usize) -> Option<usize> {
        let owner = self.owners.get(at).copied().flatten();
        owner.filter(|&draft| self.drafts[draft].kind == EntityType::Person)
    }

    /// A name or description of a person.
    fn meet(&mut self, draft: usize, words: Range<usize>, number: usize, line: &Range<usize>, first: bool) {
        let (view, at) = (self.view, words.start);
        let possessive = view.words.get(words.end).is_some_and(|next| next.kind == TokenKind::Possessive);
        let subject = !possessive && clause::is_subject(view, self.owners, at, words.end, line);
        // Who took a photograph is not who is spoken of.
        let is_caption = view.lines.get(number).is_some_and(|line| line.kind == ParagraphKind::Caption);
        let before = at.checked_sub(1).and_then(|before| view.words.get(before));
        // Who is spoken to is "you".
        let text = |ahead: usize| view.words.get(words.end + ahead).map_or("", |word| word.text);
        if matches!(text(0), "," | "-" | "–" | "—") && matches!(text(1), "you" | "your" | "you're" | "you've") {
            return;
        }
        if !is_caption || !before.is_some_and(|word| matches!(word.text, "by" | "BY" | "By" | ":" | "/")) {
            let quoted = view.quoted(at);
            self.met.push(Met {
                draft,
                at,
                end: words.end,
                line: number,
                subject,
                quoted,
                possessive,
                pronoun: false,
                first,
            });
            self.counts[draft] += 1;
        }
    }

    /// Whether a person without a name stands nearer to a pronoun than any other.
    fn is_taken(&self, nameless: Option<Nameless>, at: usize, number: usize, gender: Gender) -> bool {
        let last = self.met.last().map(|mention| mention.at);
        nameless.is_some_and(|other| {
            let quoted = self.view.quoted(at);
            let fits = other.gender.is_none_or(|known| known == gender) && self.view.quoted(other.at) == quoted;
            let near = other.line == number || other.subject && other.line + 1 == number && !quoted;
            fits && near && last.is_none_or(|last| last < other.at)
        })
    }

    /// Whom a pronoun does not stand for: who says it, and to whom.
    fn barred(
        &self,
        question: &Question<'_>,
        line: &Range<usize>,
        answer: &mut impl FnMut(&Question<'_>, &[Candidate], &[Option<Gender>]) -> Option<usize>,
    ) -> Vec<usize> {
        let (view, owners, drafts, at) = (self.view, self.owners, self.drafts, question.at);
        let mut barred: Vec<usize> = ahead::joined(view, owners, at, line).into_iter().collect();
        if view.quoted(at) {
            let after = speaker::attribution(view, owners, drafts, at);
            barred.extend(after.addressee);
            let introduced = speaker::introduced_by(view, owners, drafts, at, line.start);
            let speaker = match after.speaker.or(introduced.map(Who::Named)) {
                Some(Who::Named(draft)) => Some(draft),
                Some(Who::Pronoun(at, gender)) => {
                    let question = Question { at, gender, case: Case::Subject, ..*question };
                    self.ask(&question, &barred, answer)
                }
                None => speaker::speaker_near(view, &self.met, question.line),
            };
            barred.extend(speaker);
        } else if question.case == Case::Subject {
            barred.extend(speaker::object_after(view, owners, drafts, at, line.end));
            barred.extend(speaker::asker(view, &self.met, at, question.line));
        }
        barred
    }

    /// The subject of the main clause, where the pronoun stands before it in a phrase that opens the sentence.
    fn ahead(&self, question: &Question<'_>, line: &Range<usize>) -> Option<usize> {
        let person = |at: usize| self.person(at);
        let draft = ahead::subject_ahead(self.view, self.owners, person, question.at, line)?;
        let opens = matches!(question.case, Case::Possessive | Case::Subject);
        let fits = self.genders[draft].is_none_or(|known| known == question.gender);
        (opens && fits).then_some(draft)
    }

    fn ask(
        &self,
        question: &Question<'_>,
        barred: &[usize],
        answer: &mut impl FnMut(&Question<'_>, &[Candidate], &[Option<Gender>]) -> Option<usize>,
    ) -> Option<usize> {
        let fits = |draft: usize| self.blind || self.genders[draft].is_none_or(|known| known == question.gender);
        let candidates = question.candidates(&self.met, &self.counts, |draft| fits(draft) && !barred.contains(&draft));
        answer(question, &candidates, &self.genders)
    }
}

/// The part that a pronoun plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

/// The pronouns for one person who is not the speaker, in lower case. "her" may be possessive too.
fn pronoun_word(lower: &str) -> Option<(Gender, Case)> {
    Some(match lower {
        "he" | "he's" | "he'd" | "he'll" => (Gender::Male, Case::Subject),
        "she" | "she's" | "she'd" | "she'll" => (Gender::Female, Case::Subject),
        "him" => (Gender::Male, Case::Object),
        "his" => (Gender::Male, Case::Possessive),
        "himself" => (Gender::Male, Case::Reflexive),
        "herself" => (Gender::Female, Case::Reflexive),
        "hers" => (Gender::Female, Case::Possessive),
        "her" => (Gender::Female, Case::Object),
        _ => return None,
    })
}

/// Whether a word in lower case may be a pronoun that refers to a person.
pub(super) fn is_pronoun(lower: &str) -> bool {
    pronoun_word(lower).is_some()
}

fn pronoun(view: &View<'_>, at: usize, to: usize) -> Option<(Gender, Case)> {
    let word = view.words.get(at).filter(|word| word.is(PRONOUN) && word.kind == TokenKind::Word)?;
    let lower = lower_word(word.text);
    let next = view.words.get(at + 1).filter(|_| at + 1 < to);
    // "his or her money" is anybody's, and "His Highness" a title.
    let is_or = |word: Option<&Word<'_>>| word.is_some_and(|word| matches!(word.text, "or" | "/"));
    let is_style = |word: &Word<'_>| {
        matches!(
            word.text,
            "Highness" | "Majesty" | "Excellency" | "Holiness" | "Eminence" | "Honour" | "Honor" | "Grace"
        )
    };
    let other = view.words.get(at + 2).filter(|word| word.is(PRONOUN) && !word.text.eq_ignore_ascii_case(&lower));
    if is_or(next) && other.is_some()
        || is_or(at.checked_sub(1).and_then(|before| view.words.get(before)))
            && at.checked_sub(2).and_then(|first| view.words.get(first)).is_some_and(|word| word.is(PRONOUN))
        || next.is_some_and(is_style)
    {
        return None;
    }
    let noun = next.is_some_and(|next| next.kind == TokenKind::Word && !next.is(FUNCTION));
    match pronoun_word(&lower)? {
        (gender, Case::Object) if lower == "her" && noun => Some((gender, Case::Possessive)),
        found => Some(found),
    }
}
