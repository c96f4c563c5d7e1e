//! What is said: contents that the second model found not whole or too long, or that two cues claim.

use super::facts::{Fact, Quoted};
use super::{CERTAIN_CUE, Found};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use crate::extract::quote::marks::Passage;
use crate::extract::quote::passages;
use std::ops::Range;

/// Attributions are compared with so many before them; those farther away have nothing to do with each other.
const NEIGHBOURS: usize = 4;
/// Tokens that a content is made longer by at the most: work must not grow with the square of a sentence.
const REACH: usize = 120;
/// Tokens of the longest content that another's becomes a part of. In a text without an end of sentence each content would hold all that follow, and every
/// step walk the rest of the text once a cue; no news has such a sentence.
const LONGEST_CONTENT: usize = 400;
/// Tokens of the longest subject that is looked for before a source.
const LONGEST_SUBJECT: usize = 16;

/// A source that holds another cue and what that attributes is none: "officials who say Oslo and Bergen | have opposed | aims" is what they say. Its
/// attribution becomes a part of the other's content. Not so of "one of them, who asked not to be named, | told us": there a comma closes what is held.
pub(super) fn absorb(facts: &[Fact], all: &mut Vec<Found>) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let is_of_relative = |cue: usize| {
        let before = (0..cue).rev().find(|&at| !matches!(class(at), Some(Class::Adverb | Class::Auxiliary)));
        before.and_then(class) == Some(Class::Relative)
    };
    let mut gone = vec![false; all.len()];
    for at in 0..all.len() {
        let Some((source, cue)) = all.get(at).and_then(|found| Some((found.source.clone()?, found.cue.clone()))) else {
            continue;
        };
        let closed = cue.start.checked_sub(1).and_then(class) == Some(Class::Comma);
        let end = all[at].content.iter().map(|piece| piece.end).fold(cue.end, usize::max);
        let held = (at.saturating_sub(NEIGHBOURS)..at).rev().find(|&other| {
            let found = &all[other];
            let aside = closed && is_of_relative(found.cue.start);
            !(gone[other] || aside)
                && source.start <= found.cue.start
                && found.cue.end <= source.end
                && found.content.last().is_some_and(|piece| piece.start >= found.cue.end && piece.start < source.end)
        });
        if let Some(other) = held {
            gone[at] = true;
            if let Some(piece) = all[other].content.last_mut().filter(|piece| end <= piece.start + LONGEST_CONTENT) {
                piece.end = piece.end.max(end);
            }
        }
    }
    let mut gone = gone.into_iter();
    all.retain(|_| !gone.next().unwrap_or(false));
}

/// "The ministry said | Lie voiced doubts about the pier": a cue beyond doubt without content, behind which the subject of the next attribution stands,
/// attributes all of that. Where a cue stands between, the second model may find no content.
pub(super) fn hold_next(facts: &[Fact], all: &mut [Found]) {
    for at in (1..all.len()).rev() {
        let (before, from) = all.split_at_mut(at);
        let (Some(outer), Some(inner)) = (before.last_mut(), from.first()) else { continue };
        if !outer.content.is_empty() || inner.content.is_empty() || outer.margins[0] < CERTAIN_CUE {
            continue;
        }
        let sentence = |at: usize| facts.get(at).map(|fact| fact.sentence);
        let between = outer.cue.end..inner.cue.start;
        let mut subject =
            between.clone().skip_while(|&at| facts.get(at).is_some_and(|fact| fact.class == Class::Subordinator));
        let is_subject = !between.is_empty()
            && inner.source.as_ref().is_some_and(|source| between.contains(&source.start))
            && subject.all(|at| {
                facts.get(at).is_some_and(|fact| {
                    let phrase = fact.class.is_nominal_or_joint();
                    phrase || matches!(fact.class, Class::Pronoun | Class::Adverb | Class::Auxiliary)
                })
            });
        if is_subject && sentence(outer.cue.start) == sentence(inner.cue.start) {
            let end = inner.content.iter().map(|piece| piece.end).fold(inner.cue.end, usize::max);
            outer.content.push(outer.cue.end..end.min(outer.cue.end + LONGEST_CONTENT));
        }
    }
}

/// "The ministry said | Lie voiced doubts about | ...": a content that ends somewhere in the next attribution, behind its source, holds all of it.
pub(super) fn hold_inner(all: &mut [Found]) {
    for at in (1..all.len()).rev() {
        let (before, from) = all.split_at_mut(at);
        let (Some(outer), Some(inner)) = (before.last_mut(), from.first()) else { continue };
        let Some(piece) = outer.content.last_mut() else { continue };
        let end = inner.content.iter().map(|piece| piece.end).fold(inner.cue.end, usize::max);
        let reaches = (inner.cue.start..end).contains(&piece.end);
        let held = inner.source.as_ref().is_none_or(|source| piece.start <= source.start && source.end <= piece.end);
        if reaches && held && end <= piece.start + LONGEST_CONTENT {
            piece.end = end;
        }
    }
}

/// `"It is late," Hale said at a fair in Wells, N.C., "but ..."`: names alone beside a quotation are where it was said, not what.
pub(super) fn drop_places(facts: &[Fact], all: &mut [Found]) {
    let quoted = |at: usize| facts.get(at).map(|fact| fact.quoted);
    let is_name = |at: usize| {
        let class = facts.get(at).map(|fact| fact.class);
        matches!(class, Some(Class::Name | Class::Comma | Class::Stop | Class::Mark | Class::Other))
    };
    for found in all {
        if !found.content.iter().cloned().flatten().any(|at| quoted(at) == Some(Quoted::Inside)) {
            continue;
        }
        for piece in &mut found.content {
            // Up to the quotation that the piece goes on with, or all of it.
            let end = piece.clone().find(|&at| quoted(at) != Some(Quoted::Outside)).unwrap_or(piece.end);
            if piece.start >= found.cue.end && (piece.start..end).all(is_name) {
                piece.start = end;
            }
        }
        found.content.retain(|piece| !piece.is_empty());
    }
}

/// A text without the marks around its words.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `Hale said on Harbour TV's | "State of the Coast" |`: the title of a programme or book is where it was said, not what. So of all that is in marks and
/// nobody says.
pub(super) fn drop_unsaid(document: &Document, facts: &[Fact], quotations: &[Passage], all: &mut Vec<Found>) {
    let is_possessive = |at: usize| {
        facts
            .get(at)
            .is_some_and(|fact| fact.quoted == Quoted::Outside && matches!(fact.class, Class::Name | Class::Possessive))
    };
    let is_unsaid = |piece: &Range<usize>| {
        // Whose it is may stand before it: "CNN's".
        let whose = piece.clone().take_while(|&at| is_possessive(at)).count();
        let piece = piece.start + whose..piece.end;
        let numbers = piece.clone().filter_map(|at| facts.get(at)).map(|fact| fact.passage as usize);
        let quotation = numbers.filter_map(|number| number.checked_sub(1)).find_map(|index| quotations.get(index));
        let (first, last) = (document.tokens.get(piece.start), document.tokens.get(piece.end.saturating_sub(1)));
        quotation.zip(first.zip(last)).is_some_and(|(quotation, (first, last))| {
            // All of the quotation and nothing else.
            let whole =
                bare(first.span.cover(last.span).of(&document.text)) == bare(quotation.inner.of(&document.text));
            whole && passages::is_not_said(&document.text, quotation)
        })
    };
    for found in all.iter_mut() {
        found.content.retain(|piece| !is_unsaid(piece));
    }
    all.retain(|found| !found.content.is_empty());
}

/// `"It is late," Hale told them after the meeting | that was held in Wells`: what is said behind a quotation and its cue is a quotation too, or
/// follows the cue at once and does not say when or how it was said ("she said | while fighting back tears").
pub(super) fn drop_strays(document: &Document, facts: &[Fact], all: &mut [Found]) {
    /// Tokens between the cue and what is said: a comma, whom it is told.
    const NEXT: usize = 2;
    let is_quoted = |at: usize| facts.get(at).is_some_and(|fact| fact.quoted != Quoted::Outside);
    for found in all {
        let cue = &found.cue;
        if found.content.first().is_some_and(|first| first.end <= cue.start && is_quoted(first.start)) {
            let is_aside = |at: usize| {
                let word = document.tokens.get(at).map_or("", |token| document.word(token));
                matches!(
                    word,
                    "while" | "when" | "as" | "after" | "before" | "during" | "because" | "in" | "at" | "with"
                )
            };
            for piece in found.content.iter_mut().filter(|piece| {
                piece.start > cue.end + NEXT
                    || piece.start >= cue.end && !is_quoted(piece.start) && is_aside(piece.start)
            }) {
                // Of an aside the next quotation that stands by itself.
                let aside = is_aside(piece.start);
                let goes_on = |at: &usize| {
                    let before = at.checked_sub(1).and_then(|before| facts.get(before)).map(|fact| fact.class);
                    is_quoted(*at) && (!aside || matches!(before, Some(Class::Stop | Class::Comma)))
                };
                piece.start = piece.clone().find(goes_on).unwrap_or(piece.end);
            }
            found.content.retain(|piece| !piece.is_empty());
        }
    }
}

/// "And you know it" is a turn of speech: nobody reports what it stands for.
pub(super) fn drop_turns_of_speech(document: &Document, facts: &[Fact], all: &mut Vec<Found>) {
    let is_you = |source: &Range<usize>| {
        let word = document.tokens.get(source.start).map_or("", |token| document.word(token));
        source.len() == 1 && word.eq_ignore_ascii_case("you")
    };
    let is_pronoun = |piece: &Range<usize>| {
        let only = facts.get(piece.start).filter(|_| piece.len() == 1);
        only.is_some_and(|fact| fact.class == Class::Pronoun && fact.quoted == Quoted::Outside)
    };
    all.retain(|found| !(found.source.as_ref().is_some_and(is_you) && found.content.iter().all(is_pronoun)));
}

/// "He noted | that in 1998, | Hale was late": what "that" and a phrase or clause of time, place or condition begin does not end with it. In PolNeAR
/// nine in ten go on.
pub(super) fn go_on(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    for found in all {
        let follows = |piece: &&mut Range<usize>| piece.start >= found.cue.end && piece.len() > 1;
        let Some(piece) = found.content.last_mut().filter(follows) else { continue };
        // The comma may have been taken into the marks before it.
        let marked = class(piece.end - 1) == Some(Class::Mark) && class(piece.end - 2) == Some(Class::Comma);
        let opens = document.tokens.get(piece.start).is_some_and(|token| document.word(token) == "that")
            && (class(piece.end) == Some(Class::Comma) || marked);
        let mut rest = piece.start + 2..piece.end - if marked { 2 } else { 0 };
        let ends = match class(piece.start + 1) {
            Some(Class::Preposition) => {
                let is_plain = |at: usize| facts.get(at).is_some_and(|fact| fact.quoted == Quoted::Outside);
                rest.any(|at| {
                    is_plain(at) && matches!(class(at), Some(Class::Comma | Class::Pronoun | Class::Auxiliary))
                })
            }
            Some(Class::Subordinator) => rest.any(|at| class(at) == Some(Class::Comma)),
            _ => true,
        };
        if opens && !ends {
            let sentence = facts.get(piece.start).map(|fact| fact.sentence);
            let is_inside = |at: &usize| {
                facts.get(*at).is_some_and(|fact| {
                    Some(fact.sentence) == sentence && fact.class != Class::Stop && fact.quoted == Quoted::Outside
                })
            };
            let rest = piece.end..facts.len().min(piece.end + LONGEST_CONTENT);
            piece.end = rest.take_while(is_inside).last().map_or(piece.end, |last| last + 1);
        }
    }
}

/// "He told me | 'we will never build it' | and left": what is added to a quotation that is a clause is what somebody did, not what was said, unless it is
/// quoted, too, or has "that".
pub(super) fn end_with_quotation(facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let passage = |at: usize| facts.get(at).map_or(0, |fact| fact.passage);
    for piece in all.iter_mut().filter_map(|found| found.content.last_mut()) {
        let quotation = piece.clone().take_while(|&at| passage(at) != 0 && passage(at) == passage(piece.start));
        let rest = piece.start + quotation.count()..piece.end;
        let has = |wanted: Class| (piece.start..rest.start).any(|at| class(at) == Some(wanted));
        if has(Class::Pronoun)
            && has(Class::Auxiliary)
            && class(rest.start) == Some(Class::Coordinator)
            && class(rest.start + 1) == Some(Class::Word)
            && rest.len() > 1
            && rest.clone().all(|at| passage(at) == 0)
        {
            piece.end = rest.start;
        }
    }
}

/// "The truth, Hale said then, | is that it was late": a content that begins with a verb has its subject, too, which stands before the source.
pub(super) fn complete_clauses(facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    for found in all {
        let [piece] = found.content.as_slice() else { continue };
        let Some(source) = found.source.as_ref().filter(|source| source.end <= found.cue.start) else { continue };
        let Some(comma) = source.start.checked_sub(1).filter(|&at| class(at) == Some(Class::Comma)) else { continue };
        let parted = piece.start > found.cue.end && class(piece.start - 1) == Some(Class::Comma);
        if !parted || class(piece.start) != Some(Class::Auxiliary) {
            continue;
        }
        let sentence = facts.get(comma).map(|fact| fact.sentence);
        let is_before = |at: &usize| {
            facts.get(*at).is_some_and(|fact| Some(fact.sentence) == sentence && fact.quoted == Quoted::Outside)
        };
        let start = (comma.saturating_sub(LONGEST_SUBJECT)..comma).rev().take_while(is_before).last();
        // A longer one, or one with a verb, is another clause.
        if let Some(start) = start
            && start.checked_sub(1).is_none_or(|before| !is_before(&before))
            && !(start..comma).any(|at| class(at) == Some(Class::Auxiliary))
        {
            found.content.insert(0, start..comma);
        }
    }
}

/// "... between Oslo and | Bergen", "60km | /h": a content does not end in the middle of a phrase or of what is written as one word.
pub(super) fn end_whole(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let span = |at: usize| document.tokens.get(at).map(|token| token.span);
    for found in all {
        let attribution = [Some(&found.cue), found.source.as_ref()].into_iter().flatten();
        let starts: Vec<usize> =
            attribution.map(|part| part.start).chain(found.content.iter().map(|piece| piece.start)).collect();
        for piece in &mut found.content {
            let Some(last) = piece.end.checked_sub(1) else { continue };
            let sentence = facts.get(last).map(|fact| fact.sentence);
            let goes_on = |at: usize| {
                facts.get(at).is_some_and(|fact| Some(fact.sentence) == sentence && fact.quoted == Quoted::Outside)
                    && !starts.contains(&at)
                    && !matches!(
                        class(at),
                        Some(Class::Comma | Class::Stop | Class::Colon | Class::Semicolon | Class::Dash | Class::Mark)
                    )
            };
            let is_glued = |at: usize| span(at).zip(span(at - 1)).is_some_and(|(this, last)| this.start == last.end);
            let is_word = |at: usize| word(at).starts_with(char::is_alphanumeric);
            loop {
                let joint = usize::from(matches!(word(piece.end), "/" | "-"));
                let rest = piece.end..piece.end + joint + 1;
                if !is_word(rest.end - 1) || !rest.clone().all(|at| goes_on(at) && is_glued(at)) {
                    break;
                }
                piece.end = rest.end;
            }
            let open =
                matches!(class(piece.end - 1), Some(Class::Coordinator | Class::Determiner | Class::Preposition));
            // "the river they live on": a preposition may end a clause.
            if open && matches!(class(piece.end), Some(Class::Name | Class::Number)) {
                piece.end += (piece.end..piece.end + REACH).take_while(|&at| goes_on(at)).count();
            }
        }
    }
}

/// "Ash from a volcano | that had slept for decades shut five airports |, officials said": a content that ends before the source and cue which end the
/// sentence does not begin with a relative clause, or with "to".
pub(super) fn begin_whole(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let mut cues: Vec<usize> = all.iter().map(|found| found.cue.start).collect();
    cues.sort_unstable();
    for found in all {
        let (Some(piece), Some(source)) = (found.content.first_mut(), found.source.as_ref()) else { continue };
        let begin = source.start.min(found.cue.start);
        let relative = matches!(word(piece.start), "that" | "which" | "who" | "to") && piece.end + 1 == begin;
        let noun = piece.start.checked_sub(1).and_then(class);
        if !relative || class(piece.end) != Some(Class::Comma) || !matches!(noun, Some(Class::Word | Class::Name)) {
            continue;
        }
        let sentence = facts.get(piece.start).map(|fact| fact.sentence);
        let before = (0..piece.start).rev().take(REACH).take_while(|&at| {
            let here =
                facts.get(at).is_some_and(|fact| Some(fact.sentence) == sentence && fact.quoted == Quoted::Outside);
            here && !matches!(class(at), Some(Class::Colon | Class::Semicolon | Class::Dash))
                && cues.binary_search(&at).is_err()
        });
        piece.start = before.last().unwrap_or(piece.start);
    }
}

/// `"It is late," one of them, who asked not to be named, told us`: a quotation belongs to one cue, not also to one with words of its own.
pub(super) fn part_quotations(facts: &[Fact], all: &mut [Found]) {
    let passage = |piece: &Range<usize>| facts.get(piece.start).map_or(0, |fact| fact.passage);
    for at in 0..all.len() {
        let (before, from) = all.split_at_mut(at);
        let Some(found) = from.first() else { continue };
        for other in before.iter_mut().rev().take(NEIGHBOURS) {
            let own = other.content.iter().any(|piece| piece.start >= other.cue.end && passage(piece) == 0);
            let is_shared = |piece: &Range<usize>| {
                passage(piece) != 0
                    && piece.end <= other.cue.start
                    && found.content.iter().any(|same| passage(same) == passage(piece))
            };
            if own {
                other.content.retain(|piece| !is_shared(piece));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn what_is_inside_another_content_is_held_whole() {
        let text = "A study found that most voters said Lie should resign. It was late.";
        for end in ["that most voters said", "that most voters", "that most voters said Lie"] {
            let mut all = [
                found(text, Some("A study"), "found", &[end]),
                found(text, Some("most voters"), "said", &["Lie should resign"]),
            ];
            hold_inner(&mut all);
            let whole = found(text, None, "found", &["that most voters said Lie should resign"]);
            assert_eq!(all[0].content, whole.content, "{end}");
        }
        let mut apart =
            [found(text, Some("A study"), "found", &["that most voters"]), found(text, None, "was", &["late"])];
        let before = apart.clone();
        hold_inner(&mut apart);
        assert_eq!(apart, before);
    }

    #[test]
    fn that_and_a_phrase_do_not_end_a_content() {
        for (text, cut, expected) in [
            ("Lie said that in 1998, the pier was shut.", "that in 1998", "that in 1998, the pier was shut"),
            ("Lie said that if it rained, he would go.", "that if it rained", "that if it rained, he would go"),
            ("Lie said that in May he left, and he did.", "that in May he left", "that in May he left"),
            ("Lie asked how to vote, but nobody knew.", "how to vote", "how to vote"),
        ] {
            let cue = text.split(' ').nth(1).unwrap();
            let mut all = [found(text, Some("Lie"), cue, &[cut])];
            read(text, |document, facts| go_on(document, facts, &mut all));
            assert_eq!(all[0].content, found(text, None, cue, &[expected]).content, "{text}");
        }
    }

    #[test]
    fn what_follows_a_quotation_and_its_cue_at_a_distance_is_not_said() {
        let quoted = "\"It is late,\"";
        for (text, cue, stray, kept) in [
            (
                "\"It is late,\" Lie said after two days of talks that were held in Wells.",
                "said",
                "that were held in Wells",
                None,
            ),
            ("\"It is late,\" Lie told us, but not over.", "told", "but not over", Some("but not over")),
            (
                "\"It is late,\" Lie said of a plan to hold \"talks about talks\".",
                "said",
                "to hold \"talks about talks\"",
                Some("\"talks about talks\""),
            ),
        ] {
            let mut all = [found(text, Some("Lie"), cue, &[quoted, stray])];
            read(text, |document, facts| drop_strays(document, facts, &mut all));
            let expected: Vec<&str> = [quoted].into_iter().chain(kept).collect();
            assert_eq!(all[0].content, found(text, None, cue, &expected).content, "{text}");
        }
    }

    #[test]
    fn a_clause_around_its_source_has_its_subject() {
        for (text, expected) in [
            ("The truth, Lie said then, is that it was late.", &["The truth", "is that it was late"][..]),
            ("The pier was old, Lie said, is a fine ship.", &["is a fine ship"]),
            ("The truth Lie said is that it was late.", &["is that it was late"]),
        ] {
            let last = expected[expected.len() - 1];
            let mut all = [found(text, Some("Lie"), if text.contains("then") { "said then" } else { "said" }, &[last])];
            read(text, |_, facts| complete_clauses(facts, &mut all));
            assert_eq!(all[0].content, found(text, None, "said", expected).content, "{text}");
        }
    }

    #[test]
    fn places_are_not_said() {
        for (text, cue, content, kept) in [
            (
                "\"It is late,\" Lie said in Wells, N.C., \"but not over.\"",
                "said in",
                ["\"It is late,\"", "Wells, N.C., \"but not over.\""],
                &["\"It is late,\"", "\"but not over.\""][..],
            ),
            (
                "\"It is late,\" Lie said of Port Wells.",
                "said of",
                ["\"It is late,\"", "Port Wells"],
                &["\"It is late,\""],
            ),
            (
                "\"It is late,\" Lie said, and the pier was shut.",
                "said",
                ["\"It is late,\"", "and the pier was shut"],
                &["\"It is late,\"", "and the pier was shut"],
            ),
        ] {
            let mut all = [found(text, Some("Lie"), cue, &content)];
            read(text, |_, facts| drop_places(facts, &mut all));
            assert_eq!(all[0].content, found(text, None, cue, kept).content, "{text}");
        }
    }

    #[test]
    fn contents_begin_and_end_with_phrases() {
        for (text, cut, whole) in [
            (
                "A ferry will run between Oslo and Bergen from May, Lie said.",
                "A ferry will run between Oslo and",
                "A ferry will run between Oslo and Bergen from May",
            ),
            ("Lie said the wind was 60km/h in Wells.", "the wind was 60km", "the wind was 60km/h"),
            (
                "Lie said it was the river they live on.",
                "it was the river they live on",
                "it was the river they live on",
            ),
            (
                "Ash from a peak that had slept shut five ports, Lie said.",
                "that had slept shut five ports",
                "Ash from a peak that had slept shut five ports",
            ),
            ("Lie said that it was late.", "that it was late", "that it was late"),
        ] {
            let mut all = [found(text, Some("Lie"), "said", &[cut])];
            read(text, |document, facts| {
                begin_whole(document, facts, &mut all);
                end_whole(document, facts, &mut all);
            });
            let found: Vec<String> = all[0].content.iter().map(|piece| words(text, piece)).collect();
            assert_eq!(found, [whole], "{text}");
        }
    }
}
