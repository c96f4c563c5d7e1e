//! What the text calls an entity beside its name: "US secretary of state", "state department spokesman".
//!
//! Three places are looked at, all of them next to a name: the title before it, the apposition after it, and the apposition
//! before it; then "X is the ...". The fullest kind of place wins, and of equals the first in the text.

use super::consolidate::Draft;
use super::lexeme::{FINITE, SPEECH};
use super::lists;
use super::view::{Case, View};
use crate::document::{EntityType, MentionForm, TokenKind};
use crate::text;
use std::ops::Range;

/// Words of the longest description that is taken ("the deputy chief executive of the bank's investment arm").
const LONGEST: usize = 14;

/// A description and how well it describes.
type Found = (u32, Range<usize>);

/// The words of each entity's description.
pub(super) fn describe(view: &View<'_>, drafts: &[Draft], owners: &[Option<usize>]) -> Vec<Option<Range<usize>>> {
    drafts
        .iter()
        .map(|draft| {
            let mut best: Option<Found> = None;
            for mention in &draft.mentions {
                if !matches!(mention.form, MentionForm::Name | MentionForm::Partial | MentionForm::Acronym) {
                    continue;
                }
                let found = match draft.kind {
                    EntityType::Person => person(view, owners, drafts, &mention.words),
                    EntityType::Organization => organization(view, owners, drafts, &mention.words),
                    _ => None,
                };
                if let Some((worth, words)) = found
                    && best.as_ref().is_none_or(|(known, _)| *known < worth)
                {
                    best = Some((worth, words));
                }
            }
            best.map(|(_, words)| words)
        })
        .collect()
}

/// A description as printed, cleaned: without an article or "its" before it, and with a name for whose wife or friend it is. Nothing where the
/// text has no name for that ("his wife").
pub(super) fn print(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    words: &Range<usize>,
) -> Option<String> {
    let mut words = words.clone();
    let small = |at: usize| {
        let lower = word(view, at).to_lowercase();
        matches!(lower.as_str(), "a" | "an" | "the" | "its" | "his" | "her" | "their" | "our" | "my" | "one")
    };
    while words.len() > 1 && small(words.start) {
        words.start += 1;
    }
    if is_relative(view, &words) {
        words.start = possessor(view, owners, drafts, words.start)?;
    }
    let text = text::clean(view.span(&words).of(&view.document.text));
    (!text.is_empty()).then_some(text)
}

/// Whether a description is somebody's and does not say whose: "wife", "younger brother", "former manager".
fn is_relative(view: &View<'_>, words: &Range<usize>) -> bool {
    // "Campaign manager" says more.
    let adjective = |at: usize| {
        let text = word(view, at);
        text.contains('-')
            || matches!(
                text,
                "close"
                    | "current"
                    | "elder"
                    | "eldest"
                    | "former"
                    | "half"
                    | "late"
                    | "long"
                    | "old"
                    | "older"
                    | "only"
                    | "own"
                    | "then"
                    | "time"
                    | "young"
                    | "younger"
                    | "youngest"
            )
    };
    let Some(head) = words.end.checked_sub(1).filter(|&head| head >= words.start) else { return false };
    lists::is_relation(word(view, head)) && view.words[head].case() == Case::Lower && (words.start..head).all(adjective)
}

/// Where the name of whose relative somebody is starts: "Ana Cruz's wife".
fn possessor(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], start: usize) -> Option<usize> {
    let possessive = start.checked_sub(1).filter(|&at| view.words[at].kind == TokenKind::Possessive)?;
    let last = possessive.checked_sub(1)?;
    let draft = drafts.get(owners.get(last).copied().flatten()?)?;
    let next = draft.mentions.partition_point(|mention| mention.words.end <= last);
    draft.mentions.get(next).filter(|mention| mention.words.contains(&last)).map(|mention| mention.words.start)
}

fn person(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], name: &Range<usize>) -> Option<Found> {
    let line = view.line_of(name.start)?;
    let name = &(past_address(view, name.start, line.start)..name.end);
    let before = title_before(view, owners, drafts, name, line.start);
    let after = apposition_after(view, owners, drafts, name, line.end);
    let ahead = apposition_before(view, name, line.start);
    let is = copula(view, owners, drafts, name, line.end);
    [before, after, ahead, is].into_iter().flatten().max_by_key(|(worth, words)| (*worth, usize::MAX - words.start))
}

/// Where a name starts with the forms of address before it: "Mr", "Rev.", "retired Dr".
fn past_address(view: &View<'_>, start: usize, from: usize) -> usize {
    /// "Lt. Gen. Sir": more in a row are no form of address.
    const MOST: usize = 5;
    let mut at = start;
    for _ in 0..MOST {
        if at <= from {
            break;
        }
        let stop = usize::from(word(view, at - 1) == "." && at > from + 1);
        let address = at.checked_sub(1 + stop).filter(|&at| at >= from);
        match address.filter(|&at| matches!(lists::role_codes(word(view, at)), "a" | "af" | "am")) {
            Some(address) => at = address,
            None => break,
        }
    }
    at
}

fn word<'v>(view: &'v View<'_>, at: usize) -> &'v str {
    view.words.get(at).map_or("", |word| word.text)
}

/// The kind of the entity whose mention a word is in.
fn kind_at(owners: &[Option<usize>], drafts: &[Draft], at: usize) -> Option<EntityType> {
    owners.get(at).copied().flatten().and_then(|owner| drafts.get(owner)).map(|draft| draft.kind)
}

/// Whether a word is a title or role, and not only a form of address.
fn is_role(text: &str) -> bool {
    lists::role_codes(text).contains(['p', 'r']) && !lists::is_modifier(text) || lists::is_person_noun(text)
}

/// The title before a name with its forms of address ("President Sir X"): "Russian foreign minister", "US secretary of state", "President".
fn title_before(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    name: &Range<usize>,
    from: usize,
) -> Option<Found> {
    let mut end = name.start;
    if end > from && word(view, end - 1) == "." && is_role(word(view, end.saturating_sub(2))) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|&at| at >= from && !lists::is_function_word(word(view, at)))?;
    let executive = last > from
        && word(view, last).eq_ignore_ascii_case("executive")
        && word(view, last - 1).eq_ignore_ascii_case("chief");
    let head = if executive || is_role(word(view, last)) {
        last
    } else {
        // "secretary of state", "minister of foreign affairs"
        let of = (from.max(last.saturating_sub(4))..last).rev().find(|&at| word(view, at) == "of")?;
        let role = of.checked_sub(1).filter(|&at| at >= from && is_role(word(view, at)))?;
        let plain = (of + 1..=last).all(|at| {
            let text = word(view, at);
            lists::is_common(text)
                && !lists::is_first_name(text)
                && view.words[at].kind == TokenKind::Word
                && owners.get(at).copied().flatten().is_none()
                || text.eq_ignore_ascii_case("state")
        });
        if !plain || lists::is_speech_verb(word(view, last)) {
            return None;
        }
        role
    };
    let mut start = head;
    let mut proper = false;
    while start > from && last - start < LONGEST {
        let at = start - 1;
        let text = word(view, at);
        let part = is_role(text)
            || lists::is_modifier(text)
            || lists::is_role_modifier(text)
            || view.words[at].glued && matches!(text, "-" | "–")
            || view.words[start].glued && matches!(text, "-" | "–")
            || text == "and"
                && at > from
                && (is_role(word(view, at - 1)) || lists::is_role_modifier(word(view, at - 1)))
            || lists::head_codes(text).contains('o') && lists::is_common(text) && !lists::is_speech_verb(text);
        let entity = kind_at(owners, drafts, at).is_some_and(|kind| {
            matches!(kind, EntityType::Organization | EntityType::Location | EntityType::Group | EntityType::Facility)
        });
        // "talks between the minister and Bolt Foods director X": another's title ends at "and".
        if text == "and" && proper {
            break;
        }
        // "its floor leader", "Chief regulatory officer"
        let noun = !part && !entity && is_noun_between(view, owners, at, from);
        let part = part || noun;
        let modifier = !part && !entity && is_proper_modifier(view, owners, drafts, at, from);
        proper |= modifier || entity;
        let part = part || modifier;
        if !part && !entity || lists::is_function_word(text) && text != "US" && text != "and" {
            break;
        }
        start -= 1;
    }
    while start < head
        && (matches!(word(view, start), "and" | "-" | "–") || view.words[start].kind == TokenKind::Punctuation)
    {
        start += 1;
    }
    // "Ann Lie, deputy commissioner and Interior Minister X": what stands before "and" is the first one's.
    let person = |at: usize| kind_at(owners, drafts, at) == Some(EntityType::Person);
    if start > from + 1
        && word(view, start - 1) == ","
        && person(start - 2)
        && view.words[start].case() == Case::Lower
        && let Some(and) = (start..head).rev().find(|&at| word(view, at) == "and")
        && view.words[and + 1].is_capitalized()
    {
        start = and + 1;
    }
    let found = start..last + 1;
    // A common verb before a bare role ("to coach Smith") is no title; a plural is a list of people.
    if word(view, last).ends_with('s')
        && !matches!(word(view, last), "boss" | "actress" | "princess" | "Princess" | "congress")
        && head == last
    {
        return None;
    }
    let worth = if found.len() > 1 { 4 } else { 2 };
    Some((worth, found))
}

/// Whether a small word that no list knows stands between a possessive or the capitalised beginning of a title and the title's noun.
fn is_noun_between(view: &View<'_>, owners: &[Option<usize>], at: usize, from: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|&before| before >= from) else { return false };
    let here = &view.words[at];
    let plain = here.kind == TokenKind::Word
        && owners.get(at).copied().flatten().is_none()
        && here.text.chars().all(char::is_lowercase)
        && !lists::is_function_word(here.text)
        && !lists::is_speech_verb(here.text)
        && !here.text.ends_with("ed")
        && !here.text.ends_with("ing");
    let opens = matches!(word(view, before), "its" | "his" | "her" | "their" | "the")
        || view.words[before].kind == TokenKind::Possessive
        || view.words[before].is_capitalized() && is_role(word(view, before));
    plain && opens
}

/// Whether an unknown word belongs to the title behind it: "Tory" of "the Tory leader", "Shire" that opens "Shire president", "fisheries"
/// of "Portuguese fisheries minister".
fn is_proper_modifier(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize, from: usize) -> bool {
    let Some(here) = view.words.get(at).filter(|word| word.kind == TokenKind::Word) else { return false };
    let owned = |at: usize| owners.get(at).copied().flatten().is_some();
    let verb = here.text.ends_with("ed") || here.text.ends_with("ing") || here.text.ends_with("ly") || here.is(FINITE);
    let day = here.text.ends_with("day");
    if owned(at) || verb || day || lists::is_function_word(here.text) || here.text.chars().count() < 2 {
        return false;
    }
    // A name before a lower-case word must touch it: "Portuguese fisheries minister", not "in Madrid minister".
    here.is_capitalized() && !here.initial
        || at == from && here.is_capitalized()
        || at > from
            && owned(at - 1)
            && kind_at(owners, drafts, at - 1) != Some(EntityType::Person)
            && view.words[at - 1].is_capitalized()
}

/// "X, the chief executive of Y,": the words between the commas.
fn apposition_after(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    name: &Range<usize>,
    to: usize,
) -> Option<Found> {
    let mut at = name.end;
    let number = |at: usize| view.words.get(at).is_some_and(|age| age.kind == TokenKind::Number);
    if word(view, at) == "(" && number(at + 1) && word(view, at + 2) == ")" {
        at += 3;
    }
    if word(view, at) != "," || at >= to {
        return None;
    }
    at += 1;
    if view.words.get(at).is_some_and(|age| age.kind == TokenKind::Number) && word(view, at + 1) == "," {
        at += 2;
    }
    noun_phrase(view, owners, drafts, at, to, is_role).map(|words| (if words.len() > 1 { 3 } else { 1 }, words))
}

/// "X is the president of Y".
fn copula(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    name: &Range<usize>,
    to: usize,
) -> Option<Found> {
    if !matches!(word(view, name.end), "is" | "was") || !matches!(word(view, name.end + 1), "the" | "a" | "an") {
        return None;
    }
    noun_phrase(view, owners, drafts, name.end + 1, to, is_role).map(|words| (1, words))
}

/// The noun phrase that starts at `at` and whose head `is_head` knows, without its article, up to the next comma or stop.
fn noun_phrase(
    view: &View<'_>,
    owners: &[Option<usize>],
    drafts: &[Draft],
    at: usize,
    to: usize,
    is_head: impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let article = matches!(word(view, at), "a" | "an" | "the" | "its" | "his" | "her" | "their" | "one");
    let start = at + usize::from(matches!(word(view, at), "a" | "an" | "the"));
    if word(view, start) == "and" {
        return None;
    }
    let limit = to.min(start + LONGEST);
    let mut end = start;
    let mut head = None;
    let mut stopped = end >= to;
    while end < limit {
        let here = &view.words[end];
        if matches!(
            here.text,
            "," | "."
                | ";"
                | ":"
                | "—"
                | "–"
                | "--"
                | ")"
                | "("
                | "who"
                | "whose"
                | "which"
                | "where"
                | "that"
                | "said"
                | "says"
                | "told"
        ) || here.kind == TokenKind::Quote
        {
            stopped = true;
            break;
        }
        if matches!(here.text, "of" | "for" | "at" | "in" | "with" | "from" | "to" | "on") && head.is_none() {
            return None;
        }
        if head.is_some() && breaks_off(view, owners, drafts, end) {
            stopped = true;
            break;
        }
        let goes_on = is_head(word(view, end + 1)) || lists::is_role(word(view, end + 1));
        let role = is_head(here.text) || end > start && lists::is_role(here.text) && is_head(word(view, end - 1));
        if head.is_none() && role && !goes_on {
            head = Some(end);
        }
        if is_verb(here.text) {
            // "According to X, the mayor is ill" speaks of another; "a student doesn't hide ..." lacks its comma.
            if article && !matches!(word(view, at), "a" | "an") || head.is_none() {
                return None;
            }
            stopped = true;
            break;
        }
        end += 1;
    }
    let head = head?;
    while end > head + 1 && (is_preposition(word(view, end - 1)) || matches!(word(view, end - 1), "and" | "the" | "a"))
    {
        end -= 1;
    }
    // "X, 31, lost her daughter": a verb stands before another article.
    let another = (start + 1..head).any(|at| {
        matches!(word(view, at), "a" | "an" | "the" | "his" | "her" | "its" | "their") && word(view, at - 1) != "of"
    });
    if another || !stopped && end < to {
        return None;
    }
    // "X, President Y and Z" is a list: a role without an article must be in lower case or have "of" after it.
    let person_after = owners
        .get(head + 1)
        .copied()
        .flatten()
        .and_then(|owner| drafts.get(owner))
        .is_some_and(|draft| draft.kind == EntityType::Person);
    let bare = !article && view.words[start].is_capitalized() && !matches!(word(view, head + 1), "of" | "for" | "at");
    if person_after
        || bare && owners.get(start).copied().flatten().is_none()
        || word(view, head + 1) == "and" && !article && end > head + 1
    {
        return None;
    }
    Some(start..end).filter(|words| !words.is_empty())
}

/// Whether a word is a verb and nothing else.
fn is_verb(text: &str) -> bool {
    #[rustfmt::skip]
    const VERBS: &[&str] = &[
        "am", "are", "be", "became", "began", "came", "can", "cannot", "could", "did", "does", "gave", "got", "had", "has", "have", "is", "knew",
        "may", "might", "must", "ran", "should", "spoke", "took", "was", "went", "were", "will", "would",
    ];
    VERBS.contains(&text) || text.ends_with("n't") || text.ends_with("n’t")
}

/// Whether an apposition whose comma was forgotten ends before a word: "student at X adding that ...", "coach agreed", "and some say ...".
fn breaks_off(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], at: usize) -> bool {
    let next = word(view, at + 1);
    match word(view, at) {
        "adding" | "saying" | "noting" | "telling" | "warning" | "arguing" => true,
        "and" => {
            matches!(next, "some" | "many" | "they" | "he" | "she" | "it" | "we" | "I" | "there" | "others")
                || kind_at(owners, drafts, at + 1) == Some(EntityType::Person)
        }
        _ => {
            let here = &view.words[at];
            here.is(SPEECH) && here.case() == Case::Lower && !is_preposition(next)
        }
    }
}

/// "The company's chief executive, X,": the words before the comma, from the article on.
fn apposition_before(view: &View<'_>, name: &Range<usize>, from: usize) -> Option<Found> {
    let comma = name.start.checked_sub(1).filter(|&at| at > from && word(view, at) == ",")?;
    // "the Resident District Commissioner (RDC), X"
    let abbreviated = word(view, comma.saturating_sub(1)) == ")" && word(view, comma.saturating_sub(3)) == "(";
    let comma = if abbreviated && comma > from + 3 { comma - 3 } else { comma };
    let lowest = from.max(comma.saturating_sub(LONGEST));
    let mut start = comma;
    let mut head = None;
    while start > lowest {
        let at = start - 1;
        let here = &view.words[at];
        if matches!(here.text, "," | "." | ";" | ":" | "—" | ")" | "(") || here.kind == TokenKind::Quote {
            return None;
        }
        // "The dentist's daughter": not the dentist.
        if is_role(here.text) && view.words[at + 1].kind != TokenKind::Possessive {
            head = Some(at);
        }
        // "President of the Taxi Cooperative": the article of another noun.
        let joint = |at: usize| at > lowest && (is_preposition(word(view, at - 1)) || word(view, at - 1) == "and");
        let role_ahead = at >= lowest + 2 && matches!(word(view, at - 1), "of" | "for") && is_role(word(view, at - 2));
        // "The spokesman for the Red Cross of the South": the first article is the spokesman's.
        let role_ahead = role_ahead || head.is_none() && joint(at);
        if !role_ahead
            && matches!(here.text.to_lowercase().as_str(), "the" | "a" | "an" | "its" | "his" | "her" | "their" | "our")
        {
            let head = head?;
            let noun = head + 1 == comma || matches!(word(view, head + 1), "of" | "for" | "at" | "in");
            // "They want Ann Lie as his minister, X, ..."
            let theirs = matches!(here.text, "its" | "his" | "her" | "their");
            let noun = noun && !(theirs && at > lowest && word(view, at - 1) == "as");
            let article = matches!(here.text.to_lowercase().as_str(), "the" | "a" | "an");
            return noun.then_some((3, if article { start..comma } else { at..comma }));
        }
        start = at;
    }
    // "President of the Taxi Cooperative, X, said": a role opens the sentence.
    (start == from && head == Some(from) && matches!(word(view, from + 1), "of" | "for" | "at"))
        .then_some((3, from..comma))
}

/// "X, a think tank based in Washington,": what the text says an organisation is, not the next one of a list ("X, the African Union and Y").
fn organization(view: &View<'_>, owners: &[Option<usize>], drafts: &[Draft], name: &Range<usize>) -> Option<Found> {
    let line = view.line_of(name.start)?;
    if word(view, name.end) != "," {
        return None;
    }
    let kind = |at: usize| kind_at(owners, drafts, at);
    let words = noun_phrase(view, owners, drafts, name.end + 1, line.end, lists::is_organization_noun)?;
    let noun = |at: &usize| lists::is_organization_noun(word(view, *at));
    let head = words.clone().take_while(|&at| !is_preposition(word(view, at))).filter(noun).last()?;
    // "the drugmaker Pfizer" is another.
    let another = view.words[head].case() == Case::Capital || kind(head + 1) == Some(EntityType::Organization);
    // "China's largest steelmaker", "soccer's governing body", but not "Bolt Foods's team".
    let owned = || {
        let possessive = words.clone().find(|&at| view.words[at].kind == TokenKind::Possessive);
        let owner = possessive.and_then(|at| at.checked_sub(1));
        owner.is_some_and(|at| kind(at) == Some(EntityType::Location) || view.words[at].case() == Case::Lower)
    };
    let article = matches!(word(view, name.end + 1), "a" | "an" | "the");
    (words.len() > 1 && !another && (article || owned())).then_some((3, words))
}

fn is_preposition(text: &str) -> bool {
    matches!(text, "of" | "for" | "at" | "in" | "with" | "from" | "to" | "on" | "by")
}
