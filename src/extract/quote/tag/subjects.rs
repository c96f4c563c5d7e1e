//! Who says it: sources that the second model did not find, or not whole.

use super::Found;
use super::facts::{Fact, LOCATION, PERSON, Quoted};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use std::ops::Range;

/// Longer sources have relative clauses and appositions, which one attribution may leave out.
const LONGEST_SHARED: usize = 6;
/// Tokens of the longest subject that is looked for before a cue.
pub(super) const LONGEST: usize = 16;
/// Tokens between the first verb of a sentence and another one of the same subject: work must not grow with the square of a sentence.
const REACH: usize = 120;

/// "The head of the board | announced on Monday | that it was late": where a clause with "that" follows a cue, its subject says it. The model, which
/// learnt from American news ("announced Monday"), may take the subject for a part of the content, leave it out, or not see it over a relative clause.
pub(super) fn find(document: &Document, facts: &[Fact], all: &mut [Found]) {
    let cues: Vec<usize> = all.iter().map(|found| found.cue.start).collect();
    for found in all.iter_mut().filter(|found| found.source.is_none()) {
        let sentence = Sentence::around(document, facts, found.cue.start);
        let (cue, Some(clause)) = (found.cue.clone(), found.content.last()) else { continue };
        if !sentence.is_finite(&cue) {
            continue;
        }
        let when = |at: usize| {
            let class = sentence.class(at);
            matches!(class, Some(Class::Time | Class::Number | Class::Preposition | Class::Adverb))
        };
        let has_clause =
            clause.start >= cue.end && sentence.word(clause.start) == "that" && (cue.end..clause.start).all(when);
        // "hints that ..." may be a noun: "announced on Monday that ..." is none.
        let reports = has_clause && clause.start > cue.end;
        // With a comma behind it where it has an apposition: "the owner of the line, Fjord Lines, | said on Monday | that ...".
        let is_comma = |at: &usize| sentence.class(*at) == Some(Class::Comma);
        let before = cue.start.checked_sub(1).filter(is_comma).unwrap_or(cue.start);
        let taken = found.content.first().filter(|first| (before..=cue.start).contains(&first.end));
        let taken = taken.map(|first| first.start..before).filter(|first| (1..=LONGEST).contains(&first.len()));
        let source = match taken {
            Some(taken) if reports => taken.clone().all(|at| sentence.holds(at)).then_some(taken),
            // "The company | now expects | to sell more".
            Some(taken) => {
                let whole = taken.start == sentence.tokens.start && taken.clone().all(|at| sentence.is_nominal(at));
                (whole && clause.start == cue.end && sentence.is_present(&cue)).then_some(taken)
            }
            None if reports => sentence.before(cue.start, &cues),
            None => None,
        };
        let is_headed = |source: &Range<usize>| sentence.is_head(source.end - 1);
        let follows = clause.start >= cue.end && clause.start <= cue.end + 1;
        let source = source
            .filter(is_headed)
            .or_else(|| sentence.over_clause(cue.start, has_clause).filter(|_| follows || reports));
        if let Some(source) = source {
            found.margins[1] = found.margins[1].max(found.margins[0]);
            found.content.retain(|piece| piece.start >= cue.end);
            found.source = Some(source);
        }
    }
}

/// "Hale | spent four hours in Wells and | told them": a second verb has the subject of the first.
pub(super) fn find_of_second_verbs(document: &Document, facts: &[Fact], all: &mut [Found]) {
    for found in all.iter_mut().filter(|found| found.source.is_none()) {
        let sentence = Sentence::around(document, facts, found.cue.start);
        let follows = found.content.first().is_some_and(|piece| piece.start >= found.cue.end);
        if follows && sentence.is_finite(&found.cue) {
            found.source = sentence.of_first_verb(found.cue.start);
        }
    }
}

/// The sentence of a cue.
pub(super) struct Sentence<'a> {
    document: &'a Document,
    facts: &'a [Fact],
    pub(super) tokens: Range<usize>,
}

impl<'a> Sentence<'a> {
    pub(super) fn around(document: &'a Document, facts: &'a [Fact], cue: usize) -> Self {
        let sentence = facts.get(cue).map_or(0, |fact| fact.sentence as usize);
        let tokens = document.sentences.get(sentence).map_or(cue..cue, |sentence| sentence.tokens.clone());
        Self { document, facts, tokens }
    }

    pub(super) fn class(&self, at: usize) -> Option<Class> {
        self.facts.get(at).map(|fact| fact.class)
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.document.tokens.get(at).map_or("", |token| self.document.word(token))
    }

    /// Whether it holds a token that is not quoted.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.tokens.contains(&at) && self.facts.get(at).is_some_and(|fact| fact.quoted == Quoted::Outside)
    }

    /// Whether a token may be a part of a noun phrase, or of several.
    fn is_nominal(&self, at: usize) -> bool {
        self.holds(at) && self.class(at).is_some_and(Class::is_nominal_or_joint)
    }

    /// Whether a noun phrase may end with a token.
    pub(super) fn is_head(&self, at: usize) -> bool {
        matches!(self.class(at), Some(Class::Word | Class::Name | Class::Number))
    }

    /// Whether a cue is a verb in the active voice whose subject says or thinks what follows: "seems" has another.
    pub(super) fn is_finite(&self, cue: &Range<usize>) -> bool {
        const OTHERS: [&str; 13] = [
            "is", "are", "was", "were", "be", "been", "being", "seem", "seems", "seemed", "appear", "appears",
            "appeared",
        ];
        let is_other = |at| OTHERS.iter().any(|word| self.word(at).eq_ignore_ascii_case(word));
        !self.word(cue.start).ends_with("ing") && !cue.clone().any(is_other)
    }

    /// Whether a cue ends with a verb in the present: "reported" may be a participle, of whose subject others report.
    fn is_present(&self, cue: &Range<usize>) -> bool {
        cue.end.checked_sub(1).is_some_and(|last| self.word(last).ends_with('s'))
    }

    /// The noun phrase that ends before `cue`, with which the sentence or a clause begins.
    fn before(&self, cue: usize, cues: &[usize]) -> Option<Range<usize>> {
        let before = (self.tokens.start..cue).rev().take(LONGEST);
        let start = before.take_while(|&at| self.is_nominal(at) && cues.binary_search(&at).is_err()).last()?;
        let edge = start.checked_sub(1).filter(|&edge| self.holds(edge)).and_then(|edge| self.class(edge));
        let begins = matches!(edge, None | Some(Class::Subordinator | Class::Colon | Class::Dash));
        begins.then_some(start..cue)
    }

    /// "Hale, 44 | , who lives in Wells, | said": the noun phrase with which the sentence begins, or the name, before the relative clause that ends with a
    /// comma before `cue`; before whatever ends so, if `reports` says that the cue needs a subject ("Her book, It Is Late, argues that ...").
    fn over_clause(&self, cue: usize, reports: bool) -> Option<Range<usize>> {
        let is_comma = |at: usize| self.class(at) == Some(Class::Comma);
        let closing = cue.checked_sub(1).filter(|&at| self.holds(at) && is_comma(at))?;
        let mut inside = (closing.saturating_sub(LONGEST).max(self.tokens.start)..closing).rev();
        let mut opening = inside.find(|&at| is_comma(at) || !self.holds(at)).filter(|&at| is_comma(at))?;
        let relative = self.class(opening + 1) == Some(Class::Relative);
        if !relative && !reports {
            return None;
        }
        let age = opening.checked_sub(2).filter(|&at| is_comma(at) && self.class(at + 1) == Some(Class::Number));
        opening = age.unwrap_or(opening);
        let head = self.phrase_before(opening).filter(|head| self.is_head(head.end - 1))?;
        if self.begins(head.start) {
            return Some(head);
        }
        let is_name = |at: &usize| self.facts.get(*at).is_some_and(|fact| fact.mention == PERSON);
        let start = head.rev().take_while(is_name).last()?;
        relative.then_some(start..opening)
    }

    /// The noun phrase that ends before a token, without "but" or "and" before it.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Range<usize>> {
        let before = (self.tokens.start..end).rev().take(LONGEST).take_while(|&at| self.is_nominal(at));
        let start = before.last()?;
        let link = usize::from(self.class(start) == Some(Class::Coordinator));
        (start + link < end).then_some(start + link..end)
    }

    /// Whether the sentence begins with a token, or with "but" or "and" before it.
    pub(super) fn begins(&self, at: usize) -> bool {
        let link = self.class(self.tokens.start) == Some(Class::Coordinator);
        at == self.tokens.start || link && at == self.tokens.start + 1
    }

    pub(super) fn is_person(&self, at: usize) -> bool {
        self.facts.get(at).is_some_and(|fact| fact.mention == PERSON)
    }

    /// "Ole Lie, | chairman of the board, | said": where the name begins that the sentence begins with and `source` only says who it is of.
    pub(super) fn name_before(&self, source: &Range<usize>) -> Option<usize> {
        let comma = source.start.checked_sub(1).filter(|&at| self.class(at) == Some(Class::Comma))?;
        let is_person = |at: usize| self.is_person(at);
        let name = self.phrase_before(comma).filter(|name| self.begins(name.start) && is_person(name.end - 1))?;
        // The comma behind it may be missing: "Ole Lie, | a guard at the port | said".
        let apposed = self.class(source.start) == Some(Class::Determiner) && name.clone().all(is_person);
        let closes = [source.end.checked_sub(1)?, source.end].iter().any(|&at| self.class(at) == Some(Class::Comma));
        ((closes || apposed)
            && source.clone().all(|at| self.is_nominal(at) || !is_person(at) && self.class(at) == Some(Class::Comma)))
        .then_some(name.start)
    }

    /// The person with whom the sentence begins, where `cue` is a verb behind "and" or "but" in it.
    fn of_first_verb(&self, cue: usize) -> Option<Range<usize>> {
        let joint = (self.tokens.start..cue).rev().find(|&at| self.class(at) != Some(Class::Adverb))?;
        let mut verbs = Some(self.tokens.start..joint).filter(|verbs| verbs.len() <= REACH)?;
        let plain = self.class(joint) == Some(Class::Coordinator)
            && verbs.all(|at| {
                let class = self.class(at);
                self.holds(at)
                    && !matches!(class, Some(Class::Subordinator | Class::Relative | Class::Colon | Class::Dash))
            });
        self.opener(joint).filter(|_| plain)
    }

    /// The person with whom the sentence begins, up to `end`, as the subject of a verb.
    fn opener(&self, end: usize) -> Option<Range<usize>> {
        let start = self.tokens.start;
        let is_person = |at: usize| self.facts.get(at).is_some_and(|fact| fact.mention == PERSON);
        let last = if self.class(start) == Some(Class::Pronoun) {
            start + 1
        } else {
            let is_part = |at: &usize| self.is_nominal(*at) && !self.word(*at).ends_with("ing");
            let first = (start..end).take(LONGEST).take_while(is_part).find(|&at| is_person(at))?;
            (first..end).find(|&at| !is_person(at))?
        };
        let verb = matches!(self.class(last), Some(Class::Word | Class::Auxiliary | Class::Adverb));
        verb.then_some(start..last)
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

/// "Hale said that it was late, but added: ...": a cue after "and" or "but" has the source of the cue before it in its sentence, if it has none of its
/// own or one that a preposition leads to ("said before the vote that it was late, but added").
pub(super) fn share_subjects(facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    let sentence = |at: usize| facts.get(at).map(|fact| fact.sentence);
    for at in 1..all.len() {
        let (before, from) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last(), from.first_mut()) else { continue };
        let Some(source) = first.source.as_ref().filter(|source| source.end <= first.cue.start) else { continue };
        let joint = (source.end..second.cue.start).rev().find(|&at| class(at) != Some(Class::Adverb));
        let Some(joint) = joint.filter(|&joint| class(joint) == Some(Class::Coordinator)) else { continue };
        // "that", behind which the first one's content begins, is no noun.
        let is_open = second.source.as_ref().is_none_or(|own| {
            let leads = own.start.checked_sub(1).and_then(class);
            let governed = matches!(leads, Some(Class::Preposition | Class::Subordinator));
            let conjunction = own.len() == 1 && class(own.start) == Some(Class::Subordinator);
            (governed || conjunction) && first.cue.start < own.start && own.end <= joint
        });
        if is_open && sentence(source.start) == sentence(second.cue.start) {
            second.source = Some(source.clone());
        }
    }
}

/// "said | an official of the port adding | that ...": a source ends before the cue that it ends with. One that is cut in the middle of it is the same.
pub(super) fn end_before_cues(facts: &[Fact], all: &mut [Found]) {
    let class = |at: usize| facts.get(at).map(|fact| fact.class);
    for at in 1..all.len() {
        let (before, from) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), from.first_mut()) else { continue };
        let Some(one) = first.source.as_mut().filter(|one| one.start >= first.cue.end) else { continue };
        let noun = second.cue.start.checked_sub(1).and_then(class);
        let ends_in_cue = one.start < second.cue.start && (second.cue.start + 1..=second.cue.end).contains(&one.end);
        if ends_in_cue && matches!(noun, Some(Class::Word | Class::Name)) {
            one.end = second.cue.start;
        }
        if let Some(other) = &mut second.source
            && other.start == one.start
            && other.end < one.end
            && one.end == second.cue.start
            && class(other.end).is_some_and(Class::is_nominal)
        {
            other.end = one.end;
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
        // "Hale, who lives in Wells, | said": the source without the clause, or before it.
        let is_comma = |at: usize| class(at) == Some(Class::Comma);
        let is_clause = |at: &usize| is_comma(*at) && class(at + 1) == Some(Class::Relative);
        let closing = found.cue.start.checked_sub(1).filter(|&at| is_comma(at));
        if found.cue.start == source.end
            && let Some(comma) = source.clone().skip(1).find(is_clause)
        {
            source.end = comma;
        } else if let Some(closing) = closing.filter(|&closing| source.end == closing || source.end == closing + 1) {
            let sentence = Sentence::around(document, facts, found.cue.start);
            let mut inside = (sentence.tokens.start.max(closing.saturating_sub(LONGEST))..closing).rev();
            let opening = inside.find(|&at| is_comma(at) || !sentence.holds(at)).filter(is_clause);
            if let Some(head) = opening.filter(|&at| at < source.start).and_then(|at| sentence.phrase_before(at)) {
                *source = head;
            }
        }
        let word = |at: usize| document.tokens.get(at).map_or("", |token| document.word(token));
        if source.len() > 1 && matches!(word(source.start), "But" | "but" | "And" | "and") {
            source.start += 1;
        }
        // "Hale spoke | about the pier in Wells |, arguing that ...", but "about 50 guests".
        let governed =
            class(source.start) == Some(Class::Preposition) && class(source.start + 1) != Some(Class::Number);
        if governed
            && source.end <= found.cue.start
            && word(found.cue.start).ends_with("ing")
            && let Some(opener) = Sentence::around(document, facts, found.cue.start).opener(source.start)
        {
            *source = opener;
        }
        let is_mark = |at: usize| class(at) == Some(Class::Mark);
        if source.clone().all(is_mark) {
            // "said | 'El Capi' |": the name in the marks.
            let closing = (source.end..source.end + LONGEST_SHARED).find(|&at| is_mark(at));
            source.end = closing.map_or(source.end, |closing| closing + 1);
        }
        if word(source.start).eq_ignore_ascii_case("according") || source.clone().all(is_mark) {
            found.source = None;
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
        // "described it as "a mess" of | a pier" |, said": what begins in a quotation and ends behind it is no phrase.
        let opens = facts.get(source.start).is_some_and(|fact| fact.quoted == Quoted::Opens);
        if holder != 0 && !opens && source.clone().any(|at| passage(at) != holder) {
            found.source = None;
            continue;
        }
        let quoted =
            holder != 0 && holder != passage(found.cue.start) && source.clone().all(|at| passage(at) == holder);
        let mut between =
            if source.end <= found.cue.start { source.end..found.cue.start } else { found.cue.end..source.start };
        if quoted && !between.all(is_mark) {
            found.source = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;

    #[test]
    fn subjects_are_found() {
        for (text, cue, content, expected) in [
            (
                "The head of the board announced on Monday that it was late.",
                "announced",
                &["that it was late"][..],
                Some("The head of the board"),
            ),
            (
                "The company now expects to sell more.",
                "now expects",
                &["The company", "to sell more"],
                Some("The company"),
            ),
            ("The pier is expected to open.", "is expected", &["The pier", "to open"], None),
            (
                "Anna Lie, who owns a tenth of it, accused them of theft.",
                "accused",
                &["them of theft"],
                Some("Anna Lie"),
            ),
            (
                "In a letter, Anna Lie, 83, who owns a tenth of it, accused them of theft.",
                "accused",
                &["them of theft"],
                Some("Anna Lie"),
            ),
            (
                "Her new book, The Pier Is Late, argues that piers fall.",
                "argues",
                &["that piers fall"],
                Some("Her new book"),
            ),
            ("The pier that Anna Lie built fell and showed that it was late.", "showed", &["that it was late"], None),
        ] {
            let mut all = [found(text, None, cue, content)];
            read(text, |document, facts| find(document, facts, &mut all));
            let source = all[0].source.as_ref().map(|source| words(text, source));
            assert_eq!(source.as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("Mayor Anna Lie spent a day in Wells and told them that it was late.", Some("Mayor Anna Lie")),
            ("He left and then told them that it was late.", Some("He")),
            ("Those supporting Anna Lie left and told them that it was late.", None),
            ("The pier that Anna Lie built fell and told them that it was late.", None),
        ] {
            let mut all = [found(text, None, "told", &["that it was late"])];
            read(text, |document, facts| find_of_second_verbs(document, facts, &mut all));
            let source = all[0].source.as_ref().map(|source| words(text, source));
            assert_eq!(source.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_source_ends_before_the_next_cue() {
        let text = "\"It is late,\" said a senior official of the old port adding that it was cold.";
        let mut all = [
            found(text, Some("a senior official of the old port adding"), "said", &["It is late"]),
            found(text, Some("a senior"), "adding", &["that it was cold"]),
        ];
        read(text, |_, facts| end_before_cues(facts, &mut all));
        for found in &all {
            assert_eq!(words(text, found.source.as_ref().unwrap()), "a senior official of the old port");
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
    fn a_relative_clause_and_a_mark_are_no_sources() {
        for (text, source, cue, kept) in [
            ("The mayor, who leads the Port Council, said so.", "the Port Council", "said", Some("The mayor")),
            ("The mayor, who is old, and Ole Lie, said so.", "Ole Lie", "said", Some("Ole Lie")),
            ("It is late, added ‘El Capi’ as he is known.", "‘", "added", Some("‘El Capi’")),
            ("It is late, he \" added.", "\"", "added", None),
            (
                "Anna Lie spoke out about the fire in Oslo, arguing that it was late.",
                "about the fire in Oslo",
                "arguing",
                Some("Anna Lie"),
            ),
            ("Anna Lie was met by about 50 guests arguing.", "about 50 guests", "arguing", Some("about 50 guests")),
        ] {
            let mut all = [found(text, Some(source), cue, &[])];
            read(text, |document, facts| cut_sources(document, facts, &mut all));
            assert_eq!(all[0].source, found(text, kept, cue, &[]).source, "{text}");
        }
    }

    #[test]
    fn a_quoted_word_is_no_source_but_a_quoted_name_beside_its_cue_is() {
        let text = "The lake fell to \"a tenth\" of that, he added. \"The Lake\" reported it.";
        for (source, cue, kept) in [
            ("a tenth", "added", false),
            ("tenth\" of that", "added", false),
            ("The Lake", "reported", true),
            ("\"The Lake\"", "reported", true),
            ("he", "added", true),
        ] {
            let mut all = [found(text, Some(source), cue, &[])];
            read(text, |_, facts| drop_quoted_sources(facts, &mut all));
            assert_eq!(all[0].source.is_some(), kept, "{source}");
        }
    }
}
