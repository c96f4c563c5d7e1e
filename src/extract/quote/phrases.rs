//! The edges of noun phrases: the source before a cue, the source after an inverted one, the subject of a sentence.

use super::classes::Class;
use super::cues;
use super::units::Unit;
use std::ops::Range;

/// How many items a noun phrase may have; longer ones are runaway readings.
const LONGEST_PHRASE: usize = 24;

/// How many items an apposition or relative clause between commas may have.
const LONGEST_APPOSITION: usize = 30;

/// The noun phrase that ends before `end`.
pub(super) fn before(unit: &Unit, text: &str, end: usize) -> Option<Range<usize>> {
    before_at_depth(unit, text, end, 0)
}

fn before_at_depth(unit: &Unit, text: &str, end: usize, depth: usize) -> Option<Range<usize>> {
    let last = end.checked_sub(1)?;
    match unit.class(last) {
        Class::Pronoun | Class::Relative => Some(last..end),
        Class::Subordinator => {
            let relative = unit.lower(text, last).as_str() == "that"
                && matches!(unit.class_before(last), Class::Word | Class::Name);
            relative.then_some(last..end)
        }
        Class::Comma | Class::Dash if depth == 0 => {
            let low = last.saturating_sub(LONGEST_APPOSITION);
            let opening = (low..last)
                .rev()
                .take_while(|&at| unit.class(at) != Class::Stop)
                .find(|&at| unit.class(at) == unit.class(last))?;
            // Only a relative clause may hold a quotation: "Hale, who had called it ''odd'', said".
            let quoted = (opening..last).any(|at| unit.passage(at).is_some());
            if quoted && unit.class(opening + 1) != Class::Relative {
                return None;
            }
            let mut head = before_at_depth(unit, text, opening, 1)?;
            // An age between the name and what follows: "Kelly Fairclough, 44, who was acquitted, said".
            if head.len() == 1
                && unit.class(head.start) == Class::Number
                && unit.class_before(head.start) == Class::Comma
            {
                head = before_at_depth(unit, text, head.start - 1, 1)?;
            }
            // "Desmond Blake, 47, of Mill Lane, Sleaford, admitted": where somebody lives is not who he is.
            let residence = unit.class_before(head.start) == Class::Preposition
                && head.start > 1
                && unit.class(head.start - 2) == Class::Comma
                && matches!(unit.lower(text, head.start - 1).as_str(), "of" | "from");
            if residence {
                head = before_at_depth(unit, text, head.start - 2, 1)?;
                if head.len() == 1
                    && unit.class(head.start) == Class::Number
                    && unit.class_before(head.start) == Class::Comma
                {
                    head = before_at_depth(unit, text, head.start - 1, 1)?;
                }
                return Some(head);
            }
            match unit.class(opening + 1) {
                Class::Adverb | Class::Preposition | Class::Time | Class::Subordinator | Class::Coordinator => {
                    Some(head)
                }
                _ => Some(head.start..last),
            }
        }
        Class::Comma if depth == 1 => None,
        Class::Other if depth < 2 && unit.word(text, last) == ")" => {
            let low = last.saturating_sub(LONGEST_APPOSITION);
            let opening = (low..last).rev().find(|&at| unit.word(text, at) == "(")?;
            let head = before_at_depth(unit, text, opening, depth + 1)?;
            Some(head.start..end)
        }
        Class::Word | Class::Name | Class::Number | Class::Possessive | Class::Determiner => {
            noun_phrase(unit, text, end)
        }
        _ => None,
    }
}

fn noun_phrase(unit: &Unit, text: &str, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    let mut begun = false; // a determiner was taken: only a preposition or "and" can go on
    let low = end.saturating_sub(LONGEST_PHRASE);
    while start > low {
        let at = start - 1;
        match unit.class(at) {
            Class::Determiner => {
                if begun && unit.class(start) != Class::Determiner {
                    break;
                }
                begun = true;
            }
            Class::Name | Class::Number | Class::Possessive if !begun => {}
            Class::Possessive => {}
            Class::Name | Class::Number | Class::Word if begun && unit.class(start) != Class::Possessive => break,
            Class::Word => {
                let right = unit.class(start);
                if start < end && (is_finite_verb(unit, text, at) || unit.class_before(at) == Class::Auxiliary) {
                    break;
                }
                if start < end
                    && right == Class::Name
                    && !is_role(unit.lower(text, at).as_str())
                    && !is_particle(unit.lower(text, at).as_str())
                {
                    break;
                }
            }
            Class::Preposition if start < end => {
                let word = unit.lower(text, at);
                let joins = matches!(
                    word.as_str(),
                    "of" | "for"
                        | "in"
                        | "at"
                        | "from"
                        | "with"
                        | "on"
                        | "to"
                        | "near"
                        | "against"
                        | "by"
                        | "about"
                        | "between"
                        | "among"
                        | "under"
                        | "within"
                        | "outside"
                        | "behind"
                        | "across"
                );
                let head = unit.class_before(at);
                if !joins || at == 0 || !matches!(head, Class::Word | Class::Name | Class::Number | Class::Determiner) {
                    break;
                }
                if is_finite_verb(unit, text, at - 1) && cues::find(unit, text, at - 1).is_some() {
                    break;
                }
                begun = false;
            }
            Class::Coordinator if start < end => {
                let joins = matches!(unit.lower(text, at).as_str(), "and" | "&");
                let head = unit.class_before(at);
                if !joins || at == 0 || !matches!(head, Class::Word | Class::Name) || has_finite_verb(unit, text, at) {
                    break;
                }
                begun = false;
            }
            _ => break,
        }
        start = at;
    }
    let range = start..end;
    let substantial =
        range.clone().any(|at| !matches!(unit.class(at), Class::Possessive | Class::Coordinator | Class::Preposition));
    (!range.is_empty() && substantial).then_some(range)
}

/// The noun phrase that starts at `start`, with its appositions.
pub(super) fn after(unit: &Unit, text: &str, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    if unit.class(start) == Class::Pronoun {
        return Some(start..start + 1);
    }
    if !matches!(unit.class(start), Class::Determiner | Class::Name | Class::Word | Class::Number) {
        return None;
    }
    while end < unit.items.len() && end - start < LONGEST_PHRASE {
        let starts_phrase = end == start
            || matches!(
                unit.class(end - 1),
                Class::Preposition | Class::Coordinator | Class::Possessive | Class::Determiner
            );
        match unit.class(end) {
            Class::Name | Class::Number | Class::Possessive => {}
            Class::Word => {
                if end > start && is_finite_verb(unit, text, end) {
                    break;
                }
            }
            Class::Determiner if starts_phrase => {}
            Class::Preposition => {
                let word = unit.lower(text, end);
                if !matches!(word.as_str(), "of" | "for" | "from" | "at" | "with")
                    || !matches!(unit.class(end + 1), Class::Determiner | Class::Name | Class::Word)
                {
                    break;
                }
            }
            Class::Coordinator => {
                if !matches!(unit.lower(text, end).as_str(), "and" | "&")
                    || unit.class(end + 1) != Class::Name
                    || unit.class_before(end) != Class::Name
                {
                    break;
                }
            }
            Class::Comma => {
                let Some(closing) = apposition(unit, text, end) else { break };
                end = closing;
                continue;
            }
            _ => break,
        }
        end += 1;
    }
    (end > start).then_some(start..end)
}

/// The end of the apposition that the comma at `comma` opens, if it opens one; relative clauses are left out, they run long.
fn apposition(unit: &Unit, text: &str, comma: usize) -> Option<usize> {
    let first = comma + 1;
    match unit.class(first) {
        Class::Number | Class::Determiner => {}
        Class::Word => {
            let word = unit.lower(text, first);
            if word.as_str().ends_with("ing")
                || !is_role(word.as_str()) && !is_role(unit.lower(text, first + 1).as_str())
            {
                return None;
            }
        }
        Class::Name => {
            // A party, place or title: "D-Vt.", "R-Texas", "Chief Executive of".
            if unit.passage(first).is_some() {
                return None;
            }
        }
        _ => return None,
    }
    let high = unit.items.len().min(first + LONGEST_APPOSITION);
    (first..high)
        .find(|&at| {
            unit.passage(at).is_some()
                || matches!(unit.class(at), Class::Comma | Class::Stop | Class::Semicolon | Class::Colon)
        })
        .or(Some(high))
        .filter(|&at| at > first)
}

/// The subject of the unit: its first noun phrase outside of an introductory phrase, before `limit`.
pub(super) fn subject(unit: &Unit, text: &str, limit: usize) -> Option<Range<usize>> {
    let mut at = 0;
    while at < limit && matches!(unit.class(at), Class::Coordinator | Class::Adverb | Class::Mark | Class::Comma) {
        at += 1;
    }
    let introduced = matches!(unit.class(at), Class::Preposition | Class::Subordinator | Class::Time)
        || unit.lower(text, at).as_str().ends_with("ing");
    if introduced {
        at = (at..limit).find(|&at| unit.class(at) == Class::Comma)? + 1;
    }
    if at >= limit {
        return None;
    }
    if unit.class(at) == Class::Pronoun {
        return Some(at..at + 1);
    }
    if !matches!(unit.class(at), Class::Determiner | Class::Name | Class::Word | Class::Number) {
        return None;
    }
    let mut end = at;
    while end < limit && end - at < LONGEST_PHRASE {
        match unit.class(end) {
            Class::Name | Class::Number | Class::Possessive => {}
            Class::Determiner
                if end == at
                    || matches!(unit.class(end - 1), Class::Preposition | Class::Coordinator | Class::Determiner) => {}
            Class::Word => {
                if end > at
                    && (is_finite_verb(unit, text, end)
                        || (unit.class(end - 1) == Class::Name && !leads_to_role(unit, text, end)))
                {
                    break;
                }
            }
            Class::Preposition if end > at => {
                if !matches!(unit.lower(text, end).as_str(), "of" | "for" | "from" | "at" | "in") {
                    break;
                }
            }
            Class::Coordinator if matches!(unit.class(end + 1), Class::Name | Class::Determiner) => {}
            _ => break,
        }
        end += 1;
    }
    (end > at).then_some(at..end)
}

/// Whether a finite verb stands before `end` in the unit.
fn has_finite_verb(unit: &Unit, text: &str, end: usize) -> bool {
    (end.saturating_sub(LONGEST_PHRASE)..end)
        .any(|at| unit.class(at) == Class::Auxiliary || unit.class(at) == Class::Word && is_finite_verb(unit, text, at))
}

/// Whether an open-class word is, as far as its form and neighbours tell, a finite verb.
pub(super) fn is_finite_verb(unit: &Unit, text: &str, at: usize) -> bool {
    let lower = unit.lower(text, at);
    let word = lower.as_str();
    if matches!(unit.class_before(at), Class::Determiner | Class::Preposition | Class::Possessive) {
        return false;
    }
    if is_irregular_past(word) {
        return true;
    }
    let next = unit.class(at + 1);
    if word.len() > 3 && word.ends_with("ed") {
        return matches!(
            next,
            Class::Determiner | Class::Pronoun | Class::ObjectPronoun | Class::Name | Class::Subordinator
        ) || (unit.passage(at + 1).is_some());
    }
    word.ends_with('s')
        && matches!(next, Class::Determiner | Class::Pronoun | Class::ObjectPronoun | Class::Subordinator)
        || cues::is_saying(word)
}

fn is_irregular_past(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "told"
            | "met"
            | "went"
            | "came"
            | "took"
            | "made"
            | "won"
            | "lost"
            | "got"
            | "ran"
            | "left"
            | "held"
            | "kept"
            | "sent"
            | "spent"
            | "sold"
            | "began"
            | "became"
            | "fell"
            | "rose"
            | "grew"
            | "paid"
            | "gave"
            | "saw"
            | "knew"
            | "thought"
            | "wrote"
            | "spoke"
            | "felt"
            | "found"
            | "stood"
            | "sat"
            | "says"
            | "brought"
            | "bought"
            | "caught"
            | "taught"
            | "built"
            | "broke"
            | "chose"
            | "drew"
            | "drove"
            | "fought"
            | "heard"
            | "meant"
            | "understood"
            | "threw"
            | "struck"
            | "sought"
            | "goes"
            | "comes"
            | "takes"
            | "makes"
            | "gets"
            | "wants"
    )
}

/// Whether a word is a role, or stands within two words before one: "fisheries minister", "deputy chief minister".
fn leads_to_role(unit: &Unit, text: &str, at: usize) -> bool {
    (at..at + 3).take_while(|&at| unit.class(at) == Class::Word).any(|at| is_role(unit.lower(text, at).as_str()))
        && !unit.lower(text, at).as_str().ends_with("ed")
}

/// Small words inside of names: "Saif bin Nasser", "Gerrit van Doornik".
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "bin"
            | "ibn"
            | "bint"
            | "binti"
            | "al"
            | "el"
            | "van"
            | "von"
            | "der"
            | "den"
            | "de"
            | "del"
            | "da"
            | "di"
            | "dos"
            | "du"
            | "la"
            | "le"
            | "ter"
            | "af"
    )
}

/// Whether a word in lower case names a role that stands before a name: spokesman, minister, analyst.
pub(super) fn is_role(word: &str) -> bool {
    word.len() > 3
        && !word.ends_with("ment")
        && [
            "man", "men", "woman", "women", "person", "er", "or", "ist", "ant", "ent", "ian", "ary", "ess", "ive",
            "ate", "ers", "ors", "ists",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
        || matches!(
            word,
            "chief"
                | "head"
                | "general"
                | "aide"
                | "king"
                | "queen"
                | "prince"
                | "pope"
                | "coach"
                | "pilot"
                | "official"
                | "colleague"
                | "wife"
                | "husband"
                | "son"
                | "friend"
                | "boss"
                | "nurse"
                | "judge"
                | "guard"
                | "captain"
                | "sen"
                | "rep"
                | "gov"
                | "expert"
                | "economist"
                | "mogul"
                | "star"
                | "host"
                | "nominee"
                | "czar"
                | "sheriff"
                | "deputy"
                | "attorney"
                | "ally"
                | "rival"
                | "whip"
                | "pundit"
                | "tycoon"
                | "mp"
                | "founder"
                | "co-founder"
                | "scholar"
                | "fellow"
                | "cop"
                | "monk"
                | "author"
                | "poet"
                | "hopeful"
                | "frontrunner"
                | "front-runner"
                | "journalist"
                | "correspondent"
                | "professor"
                | "doctor"
                | "dean"
        )
}
