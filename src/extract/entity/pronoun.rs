//! Pronouns that clearly refer to a person named before.
//!
//! Only he and she are resolved, to persons of a gender that fits: the candidates are the persons mentioned in the last few
//! sentences, pronouns resolved before included, and the best is the one that was the subject, near, and often spoken of. A person
//! without a name ("a woman in her sixties") that stands nearer takes the pronoun away. What is not clear is left out.

use super::consolidate::{Draft, DraftMention};
use super::lexeme::{FUNCTION, PRONOUN, SPEECH};
use super::lists::{self, Gender};
use super::nameless::{Nameless, nameless_person};
use super::view::{View, Word};
use crate::document::{EntityType, MentionForm, ParagraphKind, TokenKind};
use std::ops::Range;

/// A pronoun's person was named at most this many sentences before.
const SENTENCES_BACK: usize = 5;

/// So many mentions are looked back over.
const MENTIONS_BACK: usize = 40;

/// A new mention and the entity it is of.
pub(super) type Resolved = (usize, DraftMention);

/// A mention of a person in the order of the text.
#[derive(Clone, Copy, Debug)]
struct Met {
    draft: usize,
    at: usize,
    line: usize,
    subject: bool,
    quoted: bool,
    possessive: bool,
}

/// The pronouns that refer.
pub(super) fn pronouns(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    _described: &[Option<Range<usize>>],
) -> Vec<Resolved> {
    let mut genders: Vec<Option<Gender>> = drafts.iter().map(|draft| gender(view, draft)).collect();
    let mut counts: Vec<u32> = vec![0; drafts.len()];
    let mut met: Vec<Met> = Vec::new();
    let mut nameless: Option<Nameless> = None;
    let mut out = Vec::new();
    for (number, line) in view
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.kind.is_content() && line.kind != ParagraphKind::Subheading)
    {
        let mut at = line.words.start;
        while at < line.words.end {
            let owner = owners.get(at).copied().flatten();
            if let Some(draft) = owner.filter(|&draft| drafts[draft].kind == EntityType::Person) {
                let end = (at..line.words.end).find(|&next| owners[next] != owner).unwrap_or(line.words.end);
                let possessive = view.words.get(end).is_some_and(|next| next.kind == TokenKind::Possessive);
                let subject = !possessive && is_subject(view, owners, at, end, &line.words);
                // Who took a photograph is not who is spoken of.
                let credited = line.kind == ParagraphKind::Caption
                    && at
                        .checked_sub(1)
                        .is_some_and(|before| matches!(view.words[before].text, "by" | "BY" | "By" | ":" | "/"));
                if !credited {
                    met.push(Met { draft, at, line: number, subject, quoted: view.quoted(at), possessive });
                    counts[draft] += 1;
                }
                at = end;
                continue;
            }
            if owner.is_none() {
                nameless = nameless_person(view, owners, at, number, &line.words).or(nameless);
            }
            let last = met.last().map(|mention| mention.at);
            let taken = |gender: Gender| {
                nameless.is_some_and(|other| {
                    let fits =
                        other.gender.is_none_or(|known| known == gender) && view.quoted(other.at) == view.quoted(at);
                    let near = other.line == number || other.subject && other.line + 1 == number && !view.quoted(at);
                    fits && near && last.is_none_or(|last| last < other.at)
                })
            };
            if owner.is_none()
                && let Some((gender, case)) = pronoun(view, at, line.words.end)
                && !taken(gender)
            {
                let mut barred: Vec<usize> = Vec::new();
                if view.quoted(at) {
                    let after = attribution(view, owners, drafts, at);
                    barred.extend(after.addressee);
                    let introduced = introduced_by(view, owners, drafts, at, line.words.start);
                    let speaker = match after.speaker.or(introduced.map(Who::Named)) {
                        Some(Who::Named(draft)) => Some(draft),
                        Some(Who::Pronoun(pronoun, gender)) => {
                            choose(view, &met, &genders, &counts, pronoun, number, gender, Case::Subject, &barred)
                        }
                        None => speaker_near(view, &met, number),
                    };
                    barred.extend(speaker);
                } else if case == Case::Subject {
                    barred.extend(object_after(view, owners, drafts, at, line.words.end));
                }
                let pick = choose(view, &met, &genders, &counts, at, number, gender, case, &barred);
                if let Some(draft) = pick {
                    genders[draft] = genders[draft].or(Some(gender));
                    let subject = case == Case::Subject;
                    met.push(Met {
                        draft,
                        at,
                        line: number,
                        subject,
                        quoted: view.quoted(at),
                        possessive: case == Case::Possessive,
                    });
                    out.push((draft, DraftMention { words: at..at + 1, form: MentionForm::Pronoun }));
                }
            }
            at += 1;
        }
    }
    out
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
    let lower = word.text.to_lowercase();
    let next = view.words.get(at + 1).filter(|_| at + 1 < to);
    let noun = next.is_some_and(|next| next.kind == TokenKind::Word && !next.is(FUNCTION));
    match pronoun_word(&lower)? {
        (gender, Case::Object) if lower == "her" && noun => Some((gender, Case::Possessive)),
        found => Some(found),
    }
}

/// What first names, forms of address and roles at its mentions say of a person's gender.
fn gender(view: &View<'_>, draft: &Draft) -> Option<Gender> {
    if draft.kind != EntityType::Person {
        return None;
    }
    for mention in &draft.mentions {
        let mut at = mention.words.start;
        // A title has few words: "Deputy Prime Minister Ms".
        for _ in 0..3 {
            let Some(before) = at.checked_sub(1).and_then(|before| view.words.get(before)) else { break };
            if before.text != "." && lists::role_codes(before.text).is_empty() {
                break;
            }
            if let Some(gender) = lists::gender_of_role(before.text) {
                return Some(gender);
            }
            at -= 1;
        }
    }
    if draft.parts.len() < 2 {
        return None;
    }
    let first = &draft.parts[0];
    let family_first = lists::is_family_name_first(first, draft.parts.len());
    if family_first {
        None
    } else {
        lists::gender_of_first_name(draft.name.split([' ', '\u{a0}']).next().unwrap_or(first))
            .or_else(|| lists::gender_of_first_name(first))
    }
}

/// Whether a person is the subject of a clause: first in it, behind no verb or preposition.
fn is_subject(view: &View<'_>, owners: &[Option<usize>], start: usize, end: usize, line: &Range<usize>) -> bool {
    let mut at = start;
    // Past the title before the name.
    while at > line.start {
        let before = &view.words[at - 1];
        let title = !lists::role_codes(before.text).is_empty()
            || lists::is_role_modifier(before.text)
            || owners[at - 1].is_some();
        let article = matches!(before.text, "the" | "The" | "a" | "A")
            || before.kind == TokenKind::Possessive
            || before.text == "." && at < start;
        if !(title || article || before.text == "of" && at < start) {
            break;
        }
        at -= 1;
    }
    if at == line.start {
        return true;
    }
    let before = view.words[at - 1].text.to_lowercase();
    let after = after_apposition(view, end, line.end);
    if lists::is_speech_verb(&before) {
        return at >= 2 && (view.words[at - 2].kind == TokenKind::Quote || view.words[at - 2].text == ",");
    }
    let verb_after = after.is_some_and(|word| is_verb_like(word));
    let opens = matches!(
        before.as_str(),
        "," | ";"
            | ":"
            | "—"
            | "–"
            | "-"
            | "that"
            | "but"
            | "while"
            | "as"
            | "because"
            | "when"
            | "if"
            | "after"
            | "before"
            | "although"
            | "though"
            | "since"
            | "where"
            | "whether"
            | "and"
            | "said"
            | "says"
    ) || view.words[at - 1].kind == TokenKind::Quote;
    // "The dentist's granddaughter, Ada Ruiz, travelled": a description opens the sentence.
    let described =
        before == "," && (line.start..at - 1).all(|word| owners[word].is_none()) && at - line.start <= DESCRIPTION;
    // "Opposition corporator Imtiaz Shaikh alleged": a title that no list knows.
    let titled = at - line.start <= 3
        && (line.start..at).all(|word| view.words[word].kind == TokenKind::Word && !view.words[word].is(FUNCTION));
    (opens || described || titled) && verb_after
}

/// Words of the longest description that opens a sentence, or stands behind a name.
const DESCRIPTION: usize = 10;

/// The word after a name and an age or apposition between commas.
fn after_apposition<'v, 'a>(view: &'v View<'a>, end: usize, to: usize) -> Option<&'v Word<'a>> {
    let next = view.words.get(end).filter(|_| end < to)?;
    if next.text != "," {
        return Some(next);
    }
    let close = (end + 1..to.min(end + 2 + DESCRIPTION)).find(|&at| view.words[at].text == ",");
    close.and_then(|close| view.words.get(close + 1)).filter(|word| is_verb_like(word)).or(Some(next))
}

/// Whether a word looks like a finite verb.
fn is_verb_like(word: &Word<'_>) -> bool {
    word.kind == TokenKind::Word
        && (word.is(SPEECH)
            || word.text.ends_with("ed")
            || matches!(
                word.text,
                "is" | "was"
                    | "has"
                    | "had"
                    | "will"
                    | "would"
                    | "could"
                    | "can"
                    | "should"
                    | "may"
                    | "might"
                    | "did"
                    | "does"
                    | "met"
                    | "made"
                    | "took"
                    | "went"
                    | "came"
                    | "got"
                    | "won"
                    | "lost"
                    | "left"
                    | "held"
                    | "gave"
                    | "spoke"
                    | "became"
                    | "began"
                    | "also"
                    | "who"
                    | "never"
                    | "himself"
                    | "herself"
                    | "saw"
                    | "thought"
                    | "knew"
                    | "felt"
                    | "brought"
                    | "sought"
                    | "led"
                    | "ran"
                    | "put"
                    | "set"
                    | "sent"
            ))
}

/// Whether a word begins a clause with a subject of its own.
fn begins_clause(word: &Word<'_>) -> bool {
    word.kind == TokenKind::Quote
        || matches!(
            word.text,
            ";" | ":"
                | "that"
                | "who"
                | "which"
                | "when"
                | "because"
                | "as"
                | "after"
                | "before"
                | "while"
                | "if"
                | "where"
                | "whom"
        )
}

/// Whether a clause begins between two words of one sentence.
fn clause_between(view: &View<'_>, from: usize, to: usize) -> bool {
    let words = view.words.get(from..to).unwrap_or(&[]);
    words.iter().any(|word| begins_clause(word) || matches!(word.text, "," | "and" | "but" | "to"))
}

/// Whether the subject may have changed between two words of one sentence: "met Putin and told him" has one subject.
fn subject_between(view: &View<'_>, from: usize, to: usize) -> bool {
    let words = view.words.get(from..to).unwrap_or(&[]);
    words.iter().any(|word| {
        begins_clause(word)
            || matches!(word.text, "they" | "it" | "we" | "you" | "I" | "what" | "how" | "whether" | "for")
    })
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Named(usize),
    Pronoun(usize, Gender),
}

/// Who says a quotation to whom, as the words after it give it.
#[derive(Clone, Copy, Debug, Default)]
struct Attribution {
    speaker: Option<Who>,
    addressee: Option<usize>,
}

/// Reads "he told Kerry" or "said Kerry" after the quotation that a word stands in.
fn attribution(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize) -> Attribution {
    /// A quotation goes on for at most so many words before it says whose it is.
    const LONGEST_QUOTATION: usize = 120;
    /// "state department spokesman John Kirby told": the verb stands near the marks.
    const NEAR: usize = 10;
    let mut out = Attribution::default();
    let Some(paragraph) = view.words.get(at).and_then(|word| view.document.paragraph_at(word.span.start)) else {
        return out;
    };
    let end = view.document.tokens_in(view.document.paragraphs[paragraph].span).end.min(at + LONGEST_QUOTATION);
    let Some(close) = (at..end).find(|&next| !view.quoted(next) && view.words[next].kind == TokenKind::Quote) else {
        return out;
    };
    let near = close + 1..end.min(close + 1 + NEAR);
    let Some(verb) = near.clone().find(|&next| view.words[next].is(SPEECH)) else { return out };
    let who = |next: usize| {
        let person = owners.get(next).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person);
        let pronoun = match view.words.get(next).map_or("", |word| word.text) {
            "he" => Some(Who::Pronoun(next, Gender::Male)),
            "she" => Some(Who::Pronoun(next, Gender::Female)),
            _ => None,
        };
        person.map(Who::Named).or(pronoun)
    };
    out.speaker = (near.start..verb).find_map(who);
    let told = out.speaker.is_some();
    let after = object_after(view, owners, drafts, verb, end);
    if told {
        out.addressee = after;
    } else {
        out.speaker = after.map(Who::Named).or_else(|| who(verb + 1));
    }
    out
}

/// Who speaks, of "Kerry, 44, said outside the court:" before the quotation that a word stands in.
fn introduced_by(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize, from: usize) -> Option<usize> {
    /// An introduction has few words between its speaker and the marks.
    const LONGEST: usize = 30;
    let open = (from..at).rev().take(LONGEST * 4).find(|&before| !view.quoted(before))?;
    let colon = open.checked_sub(1).filter(|&before| before >= from)?;
    let ends = |at: usize| view.words.get(at).is_some_and(|word| matches!(word.text, ":" | ","));
    if !ends(open) && !ends(colon) {
        return None;
    }
    let lowest = from.max(open.saturating_sub(LONGEST));
    let verb = (lowest..open).rev().find(|&at| view.words.get(at).is_some_and(|word| word.is(SPEECH)))?;
    let person =
        |at: usize| owners.get(at).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person);
    (lowest..verb).rev().find_map(person)
}

/// The person that is told something by the pronoun at `at`: "he told Kerry" is not Kerry.
fn object_after(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize, to: usize) -> Option<usize> {
    /// A verb, a preposition and a title fit between.
    const FAR: usize = 6;
    (at + 1..to.min(at + FAR))
        .take_while(|&next| {
            let text = view.words.get(next).map_or("", |word| word.text);
            !matches!(text, "," | "." | ";" | "that" | "and" | "who" | "but")
        })
        .find_map(|next| owners.get(next).copied().flatten().filter(|&draft| drafts[draft].kind == EntityType::Person))
}

#[expect(clippy::too_many_arguments, reason = "the state of one pass over the text")]
fn choose(
    view: &View<'_>,
    met: &[Met],
    genders: &[Option<Gender>],
    counts: &[u32],
    at: usize,
    line: usize,
    gender: Gender,
    case: Case,
    barred: &[usize],
) -> Option<usize> {
    let quoted = view.quoted(at);
    let speaks = case == Case::Subject && near_speech(view, at);
    // "Berg said he": the one who says it, most often.
    let reported = case == Case::Subject
        && at.checked_sub(1).and_then(|before| view.words.get(before)).is_some_and(|word| word.is(SPEECH))
        && !quoted;
    let mut scores: Vec<(usize, i32, i32)> = Vec::new();
    for (back, mention) in met.iter().rev().take(MENTIONS_BACK).enumerate() {
        let distance = line - mention.line;
        if distance > SENTENCES_BACK {
            break;
        }
        if genders[mention.draft].is_some_and(|known| known != gender) || barred.contains(&mention.draft) {
            continue;
        }
        let clause = mention.line == line && !clause_between(view, mention.at, at);
        if mention.line == line && mention.subject && case == Case::Object && !subject_between(view, mention.at, at) {
            continue;
        }
        let mut score = match distance {
            0 => 12,
            1 => 10,
            2 => 7,
            3 => 4,
            _ => 2,
        };
        score += if mention.subject { 5 } else { 0 };
        score += if mention.line == line && mention.subject && reported { 4 } else { 0 };
        score += if case == Case::Reflexive && clause { 6 } else { 0 };
        score += if genders[mention.draft].is_some() { 3 } else { 0 };
        score += i32::try_from(counts[mention.draft].min(6)).unwrap_or(0) / 2;
        score -= i32::from(mention.possessive && case == Case::Subject);
        score -= if mention.quoted && !quoted { 7 } else { 0 };
        score += if speaks && near_speech(view, mention.at) { 3 } else { 0 };
        score -= i32::try_from(back.min(4)).unwrap_or(0);
        match scores.iter_mut().find(|(draft, ..)| *draft == mention.draft) {
            // A person met twice is a little nearer than one met once.
            Some((_, best, again)) => {
                *best = (*best).max(score);
                *again = (*again + 1).min(REPEATED);
            }
            None => scores.push((mention.draft, score, 0)),
        }
    }
    let scores: Vec<(usize, i32)> = scores.into_iter().map(|(draft, score, again)| (draft, score + again)).collect();
    let &(draft, best) = scores.iter().max_by_key(|&&(draft, score)| (score, usize::MAX - draft))?;
    let second = scores.iter().filter(|&&(other, _)| other != draft).map(|&(_, score)| score).max().unwrap_or(0);
    (best > MINIMUM && best - second >= MARGIN).then_some(draft)
}

/// A candidate with fewer points is too far.
const MINIMUM: i32 = 3;

/// The most points for having been mentioned more than once in the last sentences.
const REPEATED: i32 = 3;

/// The points by which the best candidate must lead.
const MARGIN: i32 = 1;

/// Whether a word that reports speech stands next to a mention that starts at a word.
fn near_speech(view: &View<'_>, at: usize) -> bool {
    let speech = |at: usize| view.words.get(at).is_some_and(|word| word.is(SPEECH));
    speech(at + 1) || speech(at + 2) || at.checked_sub(1).is_some_and(speech)
}

/// The person whose words a quotation gives where nothing after it says so: the last to speak before it.
fn speaker_near(view: &View<'_>, met: &[Met], line: usize) -> Option<usize> {
    met.iter().rev().take(MENTIONS_BACK).take_while(|mention| line - mention.line <= 1).find_map(|mention| {
        let after = view.words.get(mention.at + 1..mention.at + 6).unwrap_or(&[]);
        let says = after.iter().any(|word| word.is(SPEECH))
            || mention.at.checked_sub(1).and_then(|before| view.words.get(before)).is_some_and(|word| word.is(SPEECH));
        (says && !mention.quoted).then_some(mention.draft)
    })
}
