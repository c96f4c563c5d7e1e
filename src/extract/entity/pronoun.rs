//! Pronouns and descriptions that clearly refer to an entity named before.
//!
//! Only he and she are resolved, to persons of a gender that fits: the candidates are the persons mentioned in the last few
//! sentences, pronouns resolved before included, and the best is the one that was the subject, near, and often spoken of. "The
//! senator" and "the ministry" are resolved where one entity alone has that role or name. What is not clear is left out.

use super::consolidate::{Draft, DraftMention};
use super::lists::{self, Gender};
use super::view::{View, Word};
use crate::document::{EntityType, MentionForm, TokenKind};
use std::collections::HashMap;
use std::ops::Range;

/// A pronoun's person was named at most this many sentences before.
const SENTENCES_BACK: usize = 5;

/// So many mentions are looked back over.
const MENTIONS_BACK: usize = 40;

/// A description refers at most this many paragraphs back.
const PARAGRAPHS_BACK: usize = 6;

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
    let mut out = Vec::new();
    for (number, line) in view.lines.iter().enumerate().filter(|(_, line)| line.kind.is_content()) {
        let mut at = line.words.start;
        while at < line.words.end {
            let owner = owners.get(at).copied().flatten();
            if let Some(draft) = owner.filter(|&draft| drafts[draft].kind == EntityType::Person) {
                let end = (at..line.words.end).find(|&next| owners[next] != owner).unwrap_or(line.words.end);
                let possessive = view.words.get(end).is_some_and(|next| next.kind == TokenKind::Possessive);
                let subject = !possessive && is_subject(view, owners, at, end, &line.words);
                met.push(Met { draft, at, line: number, subject, quoted: view.quoted(at), possessive });
                counts[draft] += 1;
                at = end;
                continue;
            }
            if owner.is_none()
                && let Some((gender, case)) = pronoun(view, at, line.words.end)
            {
                let mut barred: Vec<usize> = Vec::new();
                if view.quoted(at) {
                    let after = attribution(view, owners, drafts, at);
                    barred.extend(after.addressee);
                    let speaker = match after.speaker {
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

fn pronoun(view: &View<'_>, at: usize, to: usize) -> Option<(Gender, Case)> {
    let word = view.words.get(at).filter(|word| word.kind == TokenKind::Word && word.text.len() <= 7)?;
    let next = view.words.get(at + 1).filter(|_| at + 1 < to);
    Some(match word.text.to_lowercase().as_str() {
        "he" | "he's" | "he'd" | "he'll" => (Gender::Male, Case::Subject),
        "she" | "she's" | "she'd" | "she'll" => (Gender::Female, Case::Subject),
        "him" => (Gender::Male, Case::Object),
        "his" => (Gender::Male, Case::Possessive),
        "himself" => (Gender::Male, Case::Reflexive),
        "herself" => (Gender::Female, Case::Reflexive),
        "hers" => (Gender::Female, Case::Possessive),
        "her" => {
            let noun = next.is_some_and(|next| next.kind == TokenKind::Word && !lists::is_function_word(next.text));
            (Gender::Female, if noun { Case::Possessive } else { Case::Object })
        }
        _ => return None,
    })
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
    let after = view.words.get(end).filter(|_| end < line.end);
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
    opens && verb_after
}

/// Whether a word looks like a finite verb.
fn is_verb_like(word: &Word<'_>) -> bool {
    word.kind == TokenKind::Word
        && (lists::is_speech_verb(word.text)
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

/// Whether a clause begins between two words of one sentence.
fn clause_between(view: &View<'_>, from: usize, to: usize) -> bool {
    view.words.get(from..to).unwrap_or(&[]).iter().any(|word| {
        word.kind == TokenKind::Quote
            || matches!(
                word.text,
                "," | ";"
                    | ":"
                    | "that"
                    | "who"
                    | "which"
                    | "when"
                    | "because"
                    | "as"
                    | "after"
                    | "before"
                    | "while"
                    | "and"
                    | "but"
                    | "if"
                    | "to"
                    | "where"
                    | "whom"
            )
    })
}

/// Whether the subject may have changed between two words of one sentence: "met Putin and told him" has one subject.
fn subject_between(view: &View<'_>, from: usize, to: usize) -> bool {
    view.words.get(from..to).unwrap_or(&[]).iter().any(|word| {
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
                    | "they"
                    | "it"
                    | "we"
                    | "you"
                    | "I"
                    | "what"
                    | "how"
                    | "whether"
                    | "for"
            )
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
    let Some(verb) = near.clone().find(|&next| lists::is_speech_verb(view.words[next].text)) else { return out };
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
    let speech = |at: usize| view.words.get(at).is_some_and(|word| lists::is_speech_verb(word.text));
    speech(at + 1) || speech(at + 2) || at.checked_sub(1).is_some_and(speech)
}

/// The person whose words a quotation gives where nothing after it says so: the last to speak before it.
fn speaker_near(view: &View<'_>, met: &[Met], line: usize) -> Option<usize> {
    met.iter().rev().take(MENTIONS_BACK).take_while(|mention| line - mention.line <= 1).find_map(|mention| {
        let after = view.words.get(mention.at + 1..mention.at + 6).unwrap_or(&[]);
        let says = after.iter().any(|word| lists::is_speech_verb(word.text))
            || mention
                .at
                .checked_sub(1)
                .and_then(|before| view.words.get(before))
                .is_some_and(|word| lists::is_speech_verb(word.text));
        (says && !mention.quoted).then_some(mention.draft)
    })
}

/// The definite descriptions that refer: "the senator", "the ministry".
pub(super) fn descriptions(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    described: &[Option<Range<usize>>],
) -> Vec<Resolved> {
    let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        for head in heads(view, draft, described.get(at).and_then(Option::as_ref)) {
            let entry = by_head.entry(head).or_default();
            if entry.last() != Some(&at) {
                entry.push(at);
            }
        }
    }
    let mut out = Vec::new();
    for line in view.lines.iter().filter(|line| line.kind.is_running_text()) {
        for at in line.words.clone() {
            if matches!(view.words[at].text, "the" | "The")
                && let Some(words) = phrase(view, owners, at, line.words.end)
                && let Some(draft) = referent(view, drafts, described, &by_head, &words)
            {
                out.push((draft, DraftMention { words, form: MentionForm::Description }));
            }
        }
    }
    out
}

/// The nouns by which an entity may be taken up: its role, or the last word of an organisation's name.
fn heads(view: &View<'_>, draft: &Draft, described: Option<&Range<usize>>) -> Vec<String> {
    let mut out = Vec::new();
    match draft.kind {
        EntityType::Person => {
            for word in described.and_then(|words| view.words.get(words.clone())).unwrap_or(&[]) {
                if word.text == "of" || word.text == "for" {
                    break;
                }
                if lists::is_role(word.text) {
                    out.push(word.text.to_lowercase());
                }
            }
            // "vice president" is a president only with its "vice": the last role counts.
            out = out.split_off(out.len().saturating_sub(1));
        }
        EntityType::Organization | EntityType::Facility | EntityType::Event | EntityType::Work => {
            let of = draft.parts.iter().position(|part| matches!(part.as_str(), "of" | "for"));
            let head = of.unwrap_or(draft.parts.len()).checked_sub(1).and_then(|at| draft.parts.get(at));
            if let Some(head) = head
                .filter(|head| draft.parts.len() > 1 && lists::is_common(head) && !lists::head_codes(head).is_empty())
            {
                out.push(head.clone());
            }
        }
        _ => {}
    }
    out
}

/// The words of "the foreign minister" from its article on, if nothing of it belongs to a name and nothing follows that tells
/// of another.
fn phrase(view: &View<'_>, owners: &[Option<usize>], at: usize, to: usize) -> Option<Range<usize>> {
    /// "the" and at most three words: longer descriptions tell of something new.
    const LONGEST: usize = 4;
    let free = |at: usize| owners.get(at).copied().flatten().is_none();
    let mut end = at + 1;
    while end < to && end - at < LONGEST && free(end) && view.words[end].kind == TokenKind::Word {
        let text = view.words[end].text;
        let noun = lists::is_role(text) || !lists::head_codes(text).is_empty();
        let next = view.words.get(end + 1).filter(|_| end + 1 < to);
        let goes_on = next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && (lists::is_role(next.text)
                    || !lists::head_codes(next.text).is_empty() && !lists::is_speech_verb(next.text)
                    || lists::is_role_modifier(next.text)
                    || matches!(next.text, "of" | "for" | "who" | "whose" | "which" | "that"))
                || next.glued && matches!(next.text, "-" | "–")
        });
        if noun && !goes_on {
            return (free(end + 1) || next.is_none()).then_some(at..end + 1);
        }
        if !noun && !lists::is_role_modifier(text) {
            return None;
        }
        end += 1;
    }
    None
}

/// The one entity that a description fits, if it was mentioned before and not far.
fn referent(
    view: &View<'_>,
    drafts: &[Draft],
    described: &[Option<Range<usize>>],
    by_head: &HashMap<String, Vec<usize>>,
    words: &Range<usize>,
) -> Option<usize> {
    let head = view.words.get(words.end - 1)?.text.to_lowercase();
    let here = view.document.paragraph_at(view.words.get(words.start)?.span.start)?;
    let fits = |&draft: &usize| {
        let inner = view.words.get(words.start + 1..words.end - 1).unwrap_or(&[]);
        inner.iter().all(|modifier| {
            let modifier = modifier.text.to_lowercase();
            let in_name = drafts[draft].parts.contains(&modifier);
            let description = described
                .get(draft)
                .and_then(Option::as_ref)
                .and_then(|words| view.words.get(words.clone()))
                .unwrap_or(&[]);
            in_name || description.iter().any(|word| word.text.eq_ignore_ascii_case(&modifier))
        })
    };
    let mut fitting = by_head.get(&head)?.iter().copied().filter(fits);
    let (Some(only), None) = (fitting.next(), fitting.next()) else { return None };
    let near = drafts[only].mentions.iter().rev().any(|mention| {
        mention.words.start < words.start
            && view
                .document
                .paragraph_at(view.span(&mention.words).start)
                .is_some_and(|there| here - there.min(here) <= PARAGRAPHS_BACK)
    });
    near.then_some(only)
}
