//! What attributions say of one another: the models read each cue by itself, so what they find is made to agree.

use super::Found;
use super::facts::{Fact, LOCATION, Quoted};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Attributions are compared with so many before them; those farther away have nothing to do with each other.
const NEIGHBOURS: usize = 4;
/// Longer sources have relative clauses and appositions, which one attribution may leave out.
const LONGEST_SHARED: usize = 6;
/// Words of the longest apposition, with its commas.
const APPOSITION: usize = 20;
/// Tokens of the longest subject that is looked for before a source.
const LONGEST_SUBJECT: usize = 16;
/// Words between a preposition and the beginning of the phrase that it goes on: "her long talk | with".
const PHRASE: usize = 4;

/// A source that holds another cue and what that attributes is none: "officials who say Oslo and Bergen | have opposed | aims" is what they say. Its
/// attribution becomes a part of the other's content.
pub(super) fn absorb(all: &mut Vec<Found>) {
    let mut gone = vec![false; all.len()];
    for at in 0..all.len() {
        let Some((source, cue)) = all.get(at).and_then(|found| Some((found.source.clone()?, found.cue.clone()))) else {
            continue;
        };
        let end = all[at].content.iter().map(|piece| piece.end).fold(cue.end, usize::max);
        let held = (at.saturating_sub(NEIGHBOURS)..at).rev().find(|&other| {
            let found = &all[other];
            !gone[other]
                && source.start <= found.cue.start
                && found.cue.end <= source.end
                && found.content.last().is_some_and(|piece| piece.start >= found.cue.end && piece.start < source.end)
        });
        if let Some(other) = held {
            gone[at] = true;
            if let Some(piece) = all[other].content.last_mut() {
                piece.end = piece.end.max(end);
            }
        }
    }
    let mut gone = gone.into_iter();
    all.retain(|_| !gone.next().unwrap_or(false));
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
        if reaches && held {
            piece.end = end;
        }
    }
}

/// Sources of neighbouring attributions that begin together are one, the longer.
pub(super) fn share_sources(all: &mut [Found]) {
    for at in 1..all.len() {
        let (before, from) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), from.first_mut()) else { continue };
        let (Some(one), Some(other)) = (&mut first.source, &mut second.source) else { continue };
        if one.start == other.start && one.end != other.end && one.len().max(other.len()) <= LONGEST_SHARED {
            one.end = one.end.max(other.end);
            other.end = one.end;
        }
    }
}

/// "Hale said that it was late, but added: ...": a cue after "and" or "but" that has no source has that of the cue before it in its sentence.
pub(super) fn share_subjects(facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    for at in 1..all.len() {
        let (before, from) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last(), from.first_mut()) else { continue };
        let Some(source) =
            first.source.as_ref().filter(|source| second.source.is_none() && source.end <= first.cue.start)
        else {
            continue;
        };
        let sentence = |at: usize| facts.get(at).map(|fact| fact.sentence);
        let joint = (source.end..second.cue.start).rev().find(|&at| class(at) != Some(Class::Adverb));
        if joint.is_some_and(|joint| class(joint) == Some(Class::Coordinator))
            && sentence(source.start) == sentence(second.cue.start)
        {
            second.source = Some(source.clone());
        }
    }
}

/// "The head of the board | announced on Monday | that it was late": where a clause with "that" follows a cue, its subject says it. The model, which
/// learnt from American news ("announced Monday"), may take the subject for a part of the content or leave it out.
pub(super) fn find_subjects(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let cues: Vec<usize> = all.iter().map(|found| found.cue.start).collect();
    for found in all.iter_mut().filter(|found| found.source.is_none()) {
        let (cue, Some(clause)) = (found.cue.clone(), found.content.last()) else { continue };
        let when =
            |at: usize| matches!(class(at), Some(Class::Time | Class::Number | Class::Preposition | Class::Adverb));
        let follows = clause.start > cue.end && word(clause.start) == "that" && (cue.end..clause.start).all(when);
        let is_finite = !word(cue.start).ends_with("ing")
            && !cue.clone().any(|at| matches!(word(at), "is" | "are" | "was" | "were" | "be" | "been" | "being"));
        if !follows || !is_finite {
            continue;
        }
        let sentence = facts.get(cue.start).map(|fact| fact.sentence);
        let is_here = |at: &usize| {
            facts.get(*at).is_some_and(|fact| Some(fact.sentence) == sentence && fact.quoted == Quoted::Outside)
        };
        let is_nominal = |at: &usize| {
            class(*at).is_some_and(|class| class.is_nominal() || class == Class::Coordinator) && !cues.contains(at)
        };
        let taken = found.content.first().filter(|first| first.end == cue.start && first.len() <= LONGEST_SUBJECT);
        let start = if let Some(taken) = taken {
            taken.clone().all(|at| is_here(&at)).then_some(taken.start)
        } else {
            let before = (0..cue.start).rev().take(LONGEST_SUBJECT).take_while(is_here);
            let start = before.take_while(is_nominal).last();
            start.filter(|&start| match start.checked_sub(1).filter(is_here).and_then(class) {
                // The sentence begins with it.
                None => true,
                Some(edge) => matches!(edge, Class::Subordinator | Class::Colon | Class::Dash),
            })
        };
        let is_head = |at: usize| matches!(class(at), Some(Class::Word | Class::Name | Class::Number));
        if let Some(start) = start.filter(|_| cue.start.checked_sub(1).is_some_and(is_head)) {
            found.source = Some(start..cue.start);
            found.margins[1] = found.margins[1].max(found.margins[0]);
            found.content.retain(|piece| piece.start >= cue.end);
        }
    }
}

/// "According to | him, the chairman of the board, | ...": a pronoun has nothing in apposition, and "according" is no part of a source.
pub(super) fn cut_sources(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    for found in all {
        let Some(source) = &mut found.source else { continue };
        let pronoun = matches!(class(source.start), Some(Class::Pronoun | Class::ObjectPronoun));
        if pronoun && source.len() > 1 && class(source.start + 1) == Some(Class::Comma) {
            source.end = source.start + 1;
        }
        let first = document.tokens.get(source.start).map_or("", |token| document.word(token));
        if first.eq_ignore_ascii_case("according") {
            found.source = None;
        }
    }
}

/// The subject of a cue is a whole noun phrase: of "her long talk with Ole Lie convinced her", which the model may cut, it is not Ole Lie
/// who convinces.
pub(super) fn complete_subjects(document: &Document, facts: &[Fact], all: &mut [Found]) {
    for found in all {
        let Some(source) = &mut found.source else { continue };
        if source.end == found.cue.start
            && let Some(start) = phrase_before(document, facts, source.start)
        {
            source.start = start;
        }
        if is_apposition(facts, &(source.end..found.cue.start)) {
            source.end = found.cue.start - 1;
        }
    }
}

/// Whether the words between a subject and its verb say who it is: "Hale | , a doctor from Bergen, | said".
fn is_apposition(facts: &[Fact], between: &Range<usize>) -> bool {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let is_comma = |at: usize| class(at) == Some(Class::Comma);
    let is_nominal = |at: usize| class(at).is_some_and(|class| class.is_nominal() || class == Class::Coordinator);
    between.len() > 2
        && between.len() <= APPOSITION
        && is_comma(between.start)
        && is_comma(between.end - 1)
        && class(between.start + 1) == Some(Class::Determiner)
        && (between.start + 1..between.end - 1).all(is_nominal)
}

/// Where the noun phrase begins that "with", "of" or the like before `at` goes on: at a determiner a few nouns before it.
fn phrase_before(document: &Document, facts: &[Fact], at: usize) -> Option<usize> {
    let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
    let preposition = at.checked_sub(1).filter(|&at| matches!(word(at), "with" | "of" | "for" | "from" | "between"))?;
    let sentence = facts.get(at)?.sentence;
    for start in (preposition.saturating_sub(PHRASE)..preposition).rev() {
        let fact = facts.get(start).filter(|fact| fact.sentence == sentence)?;
        match fact.class {
            Class::Determiner => return (start + 1 < preposition).then_some(start),
            // A participle, or the verb of another clause.
            Class::Word if word(start).ends_with("ed") => return None,
            Class::Word => {}
            _ => return None,
        }
    }
    None
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
        let Some(piece) = found.content.last_mut().filter(|piece| piece.start >= found.cue.end) else { continue };
        let opens = document.tokens.get(piece.start).is_some_and(|token| document.word(token) == "that")
            && class(piece.end) == Some(Class::Comma);
        let mut rest = piece.start + 2..piece.end;
        let ends = match class(piece.start + 1) {
            Some(Class::Preposition) => {
                rest.any(|at| matches!(class(at), Some(Class::Comma | Class::Pronoun | Class::Auxiliary)))
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
            piece.end = (piece.end..facts.len()).take_while(is_inside).last().map_or(piece.end, |last| last + 1);
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

/// `a plan that he would put forward in Moscow calling for talks`: a place behind "in" is where, not who.
pub(super) fn drop_whereabouts(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let is_place = |at: usize| facts.get(at).is_some_and(|fact| fact.mention == LOCATION);
    let leads_to_place = |at: usize| {
        let word = document.tokens.get(at).map(|token| document.word(token));
        matches!(word, Some("in" | "In" | "at" | "At" | "near" | "Near"))
    };
    for found in all {
        if let Some(source) = &found.source
            && source.clone().all(is_place)
            && source.start.checked_sub(1).is_some_and(leads_to_place)
        {
            found.source = None;
        }
    }
}

/// `The lake had fallen to "a tenth" of that, but | added |: ...`: what stands in quotation marks is said by somebody and speaks for nobody, unless
/// it is a name in marks beside the cue.
pub(super) fn drop_quoted_sources(facts: &[Fact], all: &mut [Found]) {
    let passage = |at: usize| facts.get(at).map_or(0, |fact| fact.passage);
    let is_mark = |at: usize| facts.get(at).is_some_and(|fact| fact.class == Class::Mark);
    for found in all {
        let Some(source) = &found.source else { continue };
        let holder = passage(source.start);
        let quoted =
            holder != 0 && holder != passage(found.cue.start) && source.clone().all(|at| passage(at) == holder);
        let mut between =
            if source.end <= found.cue.start { source.end..found.cue.start } else { found.cue.end..source.start };
        if quoted && !between.all(is_mark) {
            found.source = None;
        }
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
    use super::super::facts;
    use super::*;
    use crate::extract::entity::tag::resources::resources;
    use crate::extract::quote::marks;
    use crate::pipeline::Options;

    /// Calls `see` with a text as it is read.
    fn read<T>(text: &str, see: impl FnOnce(&Document, &[Fact]) -> T) -> T {
        let document = crate::parse::parse(text, &Options::default());
        let entities = crate::extract::entity::extract(&document);
        let passages = marks::pair(&document);
        see(&document, &facts::of_document(&document, &entities, &passages, resources().unwrap()))
    }

    /// An attribution given by its words.
    fn found(text: &str, source: Option<&str>, cue: &str, content: &[&str]) -> Found {
        read(text, |document, _| {
            let tokens = |words: &str| {
                let start = text.find(words).expect("the words are in the text");
                document.tokens_in(crate::span::Span::new(start, start + words.len()))
            };
            let content = content.iter().map(|piece| tokens(piece)).collect();
            Found { cue: tokens(cue), source: source.map(tokens), content, margins: [0; 3] }
        })
    }

    /// What an attribution says after its repair: its source and its pieces of content.
    fn repaired(text: &str, source: &str, cue: &str, content: &[&str]) -> (String, Vec<String>) {
        let mut all = [found(text, Some(source), cue, content)];
        read(text, |document, facts| {
            complete_subjects(document, facts, &mut all);
            drop_places(facts, &mut all);
            let words = |tokens: &Range<usize>| {
                let (first, last) = (document.tokens[tokens.start], document.tokens[tokens.end - 1]);
                text[first.span.start..last.span.end].to_owned()
            };
            let [found] = &all;
            (words(found.source.as_ref().unwrap()), found.content.iter().map(words).collect())
        })
    }

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
    fn subjects_are_whole() {
        for (text, source, expected) in [
            ("Her long talk with Ole Lie showed that it was late.", "Ole Lie", "Her long talk with Ole Lie"),
            ("Ole Lie, a doctor from Bergen, showed that it was late.", "Ole Lie", "Ole Lie, a doctor from Bergen"),
            ("The board met with Ole Lie, who showed that it was late.", "Ole Lie", "Ole Lie"),
            ("In a walk filmed for Ole Lie showed that it was late.", "Ole Lie", "Ole Lie"),
            ("Ole Lie, in turn, showed that it was late.", "Ole Lie", "Ole Lie"),
        ] {
            assert_eq!(repaired(text, source, "showed", &["that it was late"]).0, expected, "{text}");
        }
    }

    #[test]
    fn a_place_behind_in_is_no_source() {
        let text = "A plan that Lie would put forward in Oslo calling for talks. Oslo called for talks.";
        let sources = read(text, |document, facts| {
            let places = document.tokens.iter().enumerate().filter(|(_, token)| document.word(token) == "Oslo");
            let mut all: Vec<Found> =
                places.map(|(at, _)| Found { source: Some(at..at + 1), ..Found::default() }).collect();
            drop_whereabouts(document, facts, &mut all);
            all.iter().map(|found| found.source.is_some()).collect::<Vec<bool>>()
        });
        assert_eq!(sources, [false, true]);
    }

    #[test]
    fn a_pronoun_has_no_apposition_and_according_is_no_source() {
        let text = "According to him, the mayor, Anna Lie has said that it was late.";
        for (source, kept) in [("him, the mayor", Some("him")), ("According", None), ("Anna Lie", Some("Anna Lie"))] {
            let mut all = [found(text, Some(source), "said", &[])];
            read(text, |document, facts| cut_sources(document, facts, &mut all));
            assert_eq!(all[0].source, found(text, kept, "said", &[]).source, "{source}");
        }
    }

    #[test]
    fn a_quoted_word_is_no_source_but_a_quoted_name_beside_its_cue_is() {
        let text = "The lake fell to \"a tenth\" of that, he added. \"The Lake\" reported it.";
        for (source, cue, kept) in [("a tenth", "added", false), ("The Lake", "reported", true), ("he", "added", true)]
        {
            let mut all = [found(text, Some(source), cue, &[])];
            read(text, |_, facts| drop_quoted_sources(facts, &mut all));
            assert_eq!(all[0].source.is_some(), kept, "{source}");
        }
    }

    #[test]
    fn places_are_not_said() {
        let text = "\"It is late,\" Lie said in Wells, N.C., \"but not over.\"";
        let (_, content) = repaired(text, "Lie", "said in", &["\"It is late,\"", "Wells, N.C., \"but not over.\""]);
        assert_eq!(content, ["\"It is late,\"", "\"but not over.\""]);
        let text = "\"It is late,\" Lie said of Port Wells.";
        assert_eq!(repaired(text, "Lie", "said of", &["\"It is late,\"", "Port Wells"]).1, ["\"It is late,\""]);
        let text = "\"It is late,\" Lie said, and the pier was shut.";
        let (_, content) = repaired(text, "Lie", "said", &["\"It is late,\"", "and the pier was shut"]);
        assert_eq!(content.len(), 2);
    }
}
