//! Where the content of an attribution begins and ends: a choice among the places where a clause or phrase may.
//!
//! The second model labels one token after the other and sees no clause as a whole, so that it ends a content before its verb ("said funding was | a
//! major reason") or begins it behind a subject. Here all of a content is looked at, as a reranker of a parser does (Collins, "Discriminative
//! reranking for natural language parsing", 2000): the places near the edge that was found are compared by what stands on both sides of each, how
//! long the content would be, and whether it and the rest of its sentence would have verbs. The trainer is `src/train/edges.rs`.

use super::Found;
use super::facts::{Fact, Quoted};
use super::features::{EDGE, head};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use crate::model::hash::{feature, pair};
use crate::model::ranking::Ranking;
use std::ops::Range;

/// Tokens behind the end, or before the attribution, among which another edge is looked for.
const REACH: usize = 45;
/// Tokens behind the beginning that was found.
const BEHIND: usize = 10;
/// More places are not compared: only lists of many short phrases have them.
const MOST: usize = 24;
/// How much likelier another edge than the one that was found must be, in thousandths of log odds. Chosen on PolNeAR: with less, as many more of
/// the ends that are changed were right before as are right then.
const KEEP_END: i32 = 300;
const KEEP_START: i32 = 100;

/// A part of the content that ends, or begins, at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// The first token of the content.
    Start,
    /// The token behind its last.
    End,
}

/// The places that an edge may have.
#[derive(Debug)]
pub(crate) struct Choice {
    edge: Edge,
    /// In order.
    pub(crate) places: Vec<usize>,
    /// The one that was found.
    pub(crate) current: usize,
    /// The first token of the piece of content whose edge it is.
    start: usize,
    /// Behind the last token of its sentence that it may hold, for an end; the first token of the attribution, for a beginning.
    limit: usize,
    /// The stem of the head of the cue.
    head: u64,
}

/// A document as edges see it.
pub(crate) struct Edges<'d> {
    document: &'d Document,
    facts: &'d [Fact],
    /// How many auxiliaries, and how many commas and the like, stand before a token.
    counts: Vec<[u32; 2]>,
    /// How many cues begin before a token.
    cues_before: Vec<u32>,
    /// The first tokens of all cues, in order.
    cues: Vec<usize>,
}

impl<'d> Edges<'d> {
    /// Looks at a document with all its attributions, in the order of their cues.
    pub(crate) fn new(document: &'d Document, facts: &'d [Fact], all: &[Found]) -> Self {
        let mut counts = Vec::with_capacity(facts.len() + 1);
        let mut count = [0; 2];
        for fact in facts {
            counts.push(count);
            match fact.class {
                Class::Auxiliary => count[0] += 1,
                Class::Comma | Class::Dash | Class::Semicolon | Class::Colon => count[1] += 1,
                _ => {}
            }
        }
        counts.push(count);
        let cues: Vec<usize> = all.iter().map(|found| found.cue.start).collect();
        let mut cues_before = Vec::with_capacity(facts.len() + 1);
        for (before, &cue) in (0..).zip(&cues) {
            cues_before.resize(cues_before.len().max(cue + 1), before);
        }
        cues_before.resize(cues_before.len().max(facts.len() + 1), cues.len() as u32);
        Self { document, facts, counts, cues_before, cues }
    }

    fn class(&self, at: usize) -> Option<Class> {
        self.facts.get(at).map(|fact| fact.class)
    }

    /// The class of the token at a place as a number; 31 beyond the text.
    fn class_number(&self, at: Option<usize>) -> u64 {
        at.and_then(|at| self.class(at)).map_or(31, |class| class as u64)
    }

    fn is_word(&self, at: usize) -> bool {
        self.class(at).is_some_and(|class| {
            !matches!(
                class,
                Class::Comma | Class::Stop | Class::Colon | Class::Semicolon | Class::Dash | Class::Other | Class::Mark
            )
        })
    }

    /// The quotation that holds a token, 0 for none.
    fn passage(&self, at: usize) -> u32 {
        self.facts.get(at).map_or(0, |fact| fact.passage)
    }

    fn sentence(&self, at: usize) -> Range<usize> {
        let sentence = self.facts.get(at).and_then(|fact| self.document.sentences.get(fact.sentence as usize));
        sentence.map_or(at..at, |sentence| sentence.tokens.clone())
    }

    /// A piece of content without what is no word at its edges; nothing without a word.
    pub(crate) fn words(&self, piece: &Range<usize>) -> Option<Range<usize>> {
        let start = piece.clone().find(|&at| self.is_word(at))?;
        let end = piece.clone().rev().find(|&at| self.is_word(at))? + 1;
        Some(start..end)
    }

    /// Whether a quotation goes on with words over the place before a token.
    fn is_inside_quotation(&self, at: usize) -> bool {
        let passage = at.checked_sub(1).map_or(0, |before| self.passage(before));
        passage != 0 && (at..at + 3).take_while(|&at| self.passage(at) == passage).any(|at| self.is_word(at))
    }

    /// Where the content of an attribution may end, if it ends behind its cue.
    pub(crate) fn ends(&self, found: &Found) -> Option<Choice> {
        let piece = self.words(found.content.last()?)?;
        if piece.start < found.cue.end {
            return None;
        }
        let current = piece.end;
        let parts = [Some(found.cue.start), found.source.as_ref().map(|source| source.start)];
        let next = parts.into_iter().flatten().filter(|&part| part >= current).min();
        let limit = next.unwrap_or(usize::MAX).min(self.sentence(current - 1).end);
        let may_end = |at: usize| {
            let open = matches!(
                self.class(at - 1),
                Some(
                    Class::Preposition | Class::Determiner | Class::Coordinator | Class::Subordinator | Class::Relative
                )
            );
            let bounded = at == limit
                || matches!(
                    self.class(at),
                    Some(
                        Class::Comma
                            | Class::Stop
                            | Class::Semicolon
                            | Class::Colon
                            | Class::Dash
                            | Class::Mark
                            | Class::Other
                            | Class::Coordinator
                            | Class::Preposition
                            | Class::Subordinator
                            | Class::Relative
                            | Class::Time
                    )
                );
            self.is_word(at - 1)
                && bounded
                && !self.is_inside_quotation(at)
                && (!open || at == limit || self.class(at) == Some(Class::Stop))
        };
        let first = piece.start.max(current.saturating_sub(REACH)) + 1;
        let last = limit.min(current + REACH).max(current);
        // What is quoted is not left to nobody.
        let kept =
            (piece.start..current).rev().find(|&at| self.opens_quotation(at)).map_or(first, |at| first.max(at + 1));
        // "But added: ''...''" is said by itself.
        let others = self.cues.get(self.cues.partition_point(|&cue| cue < current)..).unwrap_or(&[]);
        let joined = |&&cue: &&usize| cue.checked_sub(1).and_then(|at| self.class(at)) == Some(Class::Coordinator);
        let next = others.iter().take_while(|&&cue| cue < last).find(joined);
        let last = next.map_or(last, |&cue| last.min(cue - 1).max(current));
        let head = head(self.facts.get(found.cue.clone()).unwrap_or(&[])).map_or(0, |fact| fact.stem);
        let mut places = Vec::with_capacity((last + 1).saturating_sub(kept));
        places.extend((kept..=last).filter(|&at| at == current || may_end(at)));
        Choice { edge: Edge::End, places, current, start: piece.start, limit, head }.few()
    }

    /// Where the content of an attribution may begin: before the attribution, where it is parted from it, and behind it.
    pub(crate) fn starts(&self, found: &Found) -> Option<Choice> {
        let mut pieces = found.content.iter().filter_map(|piece| self.words(piece)).peekable();
        let first = pieces.peek()?.clone();
        let current = first.start;
        // "said that", "said: it was", "said ''": beyond doubt.
        let follows = found.content.first().is_some_and(|piece| piece.start == found.cue.end);
        let marked = self.class(found.cue.end) == Some(Class::Mark)
            || self.class(found.cue.end.saturating_sub(1)) == Some(Class::Colon);
        if follows && (marked || self.is_that(found.cue.end)) {
            return None;
        }
        let sentence = self.sentence(current);
        let source = found.source.as_ref();
        let inverted = source.filter(|source| sentence.start <= source.start && source.start <= found.cue.start);
        let limit = inverted.map_or(found.cue.start, |source| source.start);
        let mut places: Vec<usize> = Vec::with_capacity(REACH + BEHIND);
        let before = current < limit;
        let parting = limit.checked_sub(1).and_then(|at| self.class(at));
        let parted = limit > sentence.start && matches!(parting, Some(Class::Comma | Class::Dash | Class::Mark));
        if before || parted && self.sentence(found.cue.start).start == sentence.start {
            let may_begin = |at: usize| {
                let last = at.checked_sub(1).and_then(|at| self.class(at));
                let bounded =
                    matches!(
                        last,
                        Some(
                            Class::Comma
                                | Class::Dash
                                | Class::Semicolon
                                | Class::Colon
                                | Class::Mark
                                | Class::Stop
                                | Class::Other
                                | Class::Coordinator
                        )
                    ) || matches!(self.class(at), Some(Class::Relative | Class::Subordinator | Class::Coordinator));
                at == current || self.is_word(at) && (at == sentence.start || bounded && !self.divides_quotation(at))
            };
            let end = if before { first.end.min(limit) } else { limit };
            places.extend((sentence.start.max(limit.saturating_sub(REACH))..end).filter(|&at| may_begin(at)));
        }
        if let Some(piece) = pieces.find(|piece| piece.start >= found.cue.end) {
            let between = source.filter(|source| source.start >= found.cue.end && source.end <= piece.start);
            let from = between.map_or(found.cue.end, |source| source.end).max(piece.start.saturating_sub(REACH));
            let to = piece.end.min(piece.start + BEHIND);
            let to = (piece.start..to).find(|&at| self.opens_quotation(at)).map_or(to, |at| at + 2).min(to);
            let may_begin =
                |at: usize| at == current || self.is_word(at) && (at <= piece.start || !self.divides_quotation(at));
            places.extend((from..to).filter(|&at| may_begin(at)));
        }
        places.binary_search(&current).is_ok().then_some(())?;
        Choice { edge: Edge::Start, places, current, start: current, limit, head: 0 }.few()
    }

    fn opens_quotation(&self, at: usize) -> bool {
        self.facts.get(at).is_some_and(|fact| fact.quoted == Quoted::Opens)
    }

    fn is_that(&self, at: usize) -> bool {
        self.document.tokens.get(at).is_some_and(|token| self.document.word(token) == "that")
    }

    /// Whether a quotation goes on at a place: also where one within it begins there.
    fn divides_quotation(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|&before| !self.opens_quotation(before));
        before.is_some_and(|before| self.passage(at) != 0 && self.passage(at) == self.passage(before))
    }

    /// Calls `see` with each feature of one place of a choice.
    pub(crate) fn features(&self, found: &Found, choice: &Choice, place: usize, see: impl FnMut(u64)) {
        match choice.edge {
            Edge::End => self.of_end(found, choice, place, see),
            Edge::Start => self.of_start(found, choice, place, see),
        }
    }

    /// The best place of a choice; of equals the one that was found.
    pub(crate) fn best(&self, found: &Found, choice: &Choice, model: &Ranking<'_>) -> usize {
        let keep = match choice.edge {
            Edge::End => KEEP_END,
            Edge::Start => KEEP_START,
        };
        let score = |place: usize| {
            let mut sum = if place == choice.current { keep } else { 0 };
            self.features(found, choice, place, |feature| sum += model.weight(feature));
            sum
        };
        let places = choice.places.iter().map(|&place| (score(place), place == choice.current, place));
        places.max().map_or(choice.current, |(.., place)| place)
    }

    fn of_end(&self, found: &Found, choice: &Choice, place: usize, see: impl FnMut(u64)) {
        let &Choice { current, start, limit, head, .. } = choice;
        let side = relation(place, current);
        let class =
            if place < limit { self.class_number(Some(place)) } else { beyond(place, self.sentence(place - 1).end) };
        let last = self.class_number(place.checked_sub(1));
        let next = self.class_number(Some(place + 1));
        let [verbs, _] = self.between(start, place);
        let [rest_verbs, _] = self.between(place, limit);
        let (verbs, rest_verbs) = (u64::from(verbs.min(2)), u64::from(rest_verbs.min(2)));
        let other_cues = self.cues_in(place..place + 3, found).min(1) << 2 | self.cues_in(start..place, found).min(2);
        let shape = |at: usize| if at < limit { self.shape(at) } else { EDGE };
        [
            feature(1, side << 6 | class),
            feature(2, class << 6 | last),
            feature(3, pair(head, class)),
            feature(4, if side == 0 { EDGE } else { pair(self.word(place.min(current)), side) }),
            feature(5, other_cues << 6 | class),
            feature(6, rest_verbs.min(1) << 10 | steps(limit.saturating_sub(place)) << 6 | class),
            feature(7, pair(pair(shape(place), shape(place + 1)), side)),
            feature(8, pair(pair(self.shape(place - 1), shape(place)), side)),
            feature(9, self.class_number(Some(start)) << 8 | class << 2 | side),
            feature(10, verbs << 2 | side),
            feature(11, pair(self.word(start), verbs.min(1) << 6 | class)),
            feature(12, pair(self.word(place), side)),
            feature(13, self.cluster(place) << 6 | class),
            feature(14, self.cluster(place - 1) << 6 | class),
            feature(15, verbs << 14 | rest_verbs << 12 | class << 6 | next),
        ]
        .into_iter()
        .for_each(see);
    }

    fn of_start(&self, found: &Found, choice: &Choice, place: usize, mut see: impl FnMut(u64)) {
        let &Choice { current, limit, .. } = choice;
        let moved = relation(place, current);
        let behind = u64::from(place >= limit);
        let side = moved << 2 | u64::from(current >= limit) << 1 | behind;
        let before = place.checked_sub(1);
        let (class, last, next) =
            (self.class_number(Some(place)), self.class_number(before), self.class_number(Some(place + 1)));
        let last_word = before.map_or(EDGE, |before| self.word(before));
        let [verbs, commas] = self.between(place.min(current), place.max(current));
        let margin = (found.margins[2] / 40).clamp(-3, 8) + 3;
        [
            feature(31, side << 6 | last),
            feature(32, side << 6 | class),
            feature(33, side << 12 | last << 6 | class),
            feature(34, side << 12 | class << 6 | next),
            feature(35, u64::from(commas.min(2)) << 6 | u64::from(verbs.min(1)) << 5 | side),
            feature(36, u64::from(margin.unsigned_abs()) << 4 | side),
            feature(37, pair(last_word, side)),
            feature(38, pair(last_word, class << 1 | behind)),
            feature(39, pair(self.word(place), side)),
            feature(40, pair(self.word(place), behind)),
            feature(41, self.cluster(place) << 4 | moved << 1 | behind),
        ]
        .into_iter()
        .for_each(&mut see);
        let Some(distance) = place.checked_sub(found.cue.end).filter(|_| behind == 1) else { return };
        let [_, commas] = self.between(found.cue.end, place);
        let skipped = self.facts.get(found.cue.end..place).unwrap_or(&[]);
        let mentions = skipped.iter().take(BEHIND).filter(|fact| fact.mention != 0).count() as u64;
        [
            feature(42, self.class_number(Some(found.cue.end)) << 8 | class << 2 | moved),
            feature(43, steps(distance) << 2 | moved),
            feature(44, u64::from(commas.min(7)) << 8 | last << 2 | moved),
            feature(45, mentions << 4 | (distance.min(3) as u64) << 2 | moved),
        ]
        .into_iter()
        .for_each(see);
    }

    /// How many auxiliaries and commas stand between two places.
    fn between(&self, from: usize, to: usize) -> [u32; 2] {
        let count = |at: usize| self.counts.get(at).or(self.counts.last()).copied().unwrap_or_default();
        let ([verbs, commas], [verbs_before, commas_before]) = (count(to), count(from));
        [verbs.saturating_sub(verbs_before), commas.saturating_sub(commas_before)]
    }

    /// How many other cues begin among some tokens.
    fn cues_in(&self, tokens: Range<usize>, found: &Found) -> u64 {
        let before = |at: usize| self.cues_before.get(at).or(self.cues_before.last()).copied().unwrap_or_default();
        let own = u32::from(tokens.contains(&found.cue.start));
        u64::from(before(tokens.end).saturating_sub(before(tokens.start) + own))
    }

    fn word(&self, at: usize) -> u64 {
        self.facts.get(at).map_or(EDGE, |fact| fact.lower)
    }

    /// The ending of an open-class word, the class of any other.
    fn shape(&self, at: usize) -> u64 {
        self.facts.get(at).map_or(EDGE, |fact| match fact.class {
            Class::Word => fact.suffixes[0],
            class => class as u64,
        })
    }

    fn cluster(&self, at: usize) -> u64 {
        self.facts.get(at).map_or(9999, |fact| u64::from(fact.clusters[1]))
    }
}

impl Choice {
    /// The choice, if there is one, among not too many places.
    fn few(mut self) -> Option<Self> {
        let at = self.places.binary_search(&self.current).ok()?;
        let first = at.saturating_sub(MOST / 2).min(self.places.len().saturating_sub(MOST));
        self.places.drain(..first);
        self.places.truncate(MOST);
        (self.places.len() > 1).then_some(self)
    }
}

/// How a place stands to the one that was found: 0 the same, 1 before, 2 behind.
const fn relation(place: usize, current: usize) -> u64 {
    if place == current {
        0
    } else if place < current {
        1
    } else {
        2
    }
}

/// What the end of what a content may hold counts as: a class of its own where the sentence ends, another where the attribution begins.
const fn beyond(place: usize, sentence_end: usize) -> u64 {
    if place >= sentence_end { 41 } else { 40 }
}

/// Classes of a number of tokens.
const fn steps(count: usize) -> u64 {
    match count {
        0..=4 => count as u64,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=40 => 9,
        _ => 10,
    }
}

/// Moves the edges of contents to where the model has them. `all` are in the order of their cues.
pub(super) fn settle(document: &Document, facts: &[Fact], model: &Ranking<'_>, all: &mut [Found]) {
    if all.is_empty() {
        return;
    }
    let edges = Edges::new(document, facts, all);
    for found in all {
        if let Some(choice) = edges.starts(found) {
            let start = edges.best(found, &choice, model);
            // "Asked | for talks": the preposition stays with what it is about.
            let led = choice.current == found.cue.end && edges.class(choice.current) == Some(Class::Preposition);
            if start != choice.current && !(led && start == choice.current + 1) {
                begin_at(&edges, found, start);
            }
        }
        if let (Some(choice), Some(piece)) = (edges.ends(found), found.content.last()) {
            let end = edges.best(found, &choice, model);
            if end != choice.current && end > piece.start {
                found.content.last_mut().into_iter().for_each(|piece| piece.end = end);
            }
        }
    }
}

/// Lets the content of an attribution begin at a token.
fn begin_at(edges: &Edges<'_>, found: &mut Found, start: usize) {
    let source = found.source.as_ref();
    let limit = source.map_or(found.cue.start, |source| source.start.min(found.cue.start));
    if start < limit {
        match found.content.first_mut() {
            Some(first) if first.start < limit => {
                found.content.retain(|piece| piece.end > start);
                if let Some(first) = found.content.first_mut() {
                    first.start = start;
                }
            }
            // A clause around its attribution: "In May, officials say, the bridge was shut".
            _ => {
                if let Some(front) = edges.words(&(start..limit)) {
                    found.content.insert(0, front);
                }
            }
        }
        return;
    }
    found.content.retain(|piece| piece.start >= found.cue.end || piece.end > start);
    if let Some(first) = found.content.iter_mut().find(|piece| piece.start >= found.cue.end) {
        first.start = start;
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{found, read, words};
    use super::*;
    use crate::model::ranking::write;

    /// The text up to each end, or from each beginning on, that one attribution may have.
    fn choices(text: &str, all: &[Found], edge: Edge) -> Vec<String> {
        read(text, |document, facts| {
            let edges = Edges::new(document, facts, all);
            let choice = match edge {
                Edge::Start => edges.starts(&all[0]),
                Edge::End => edges.ends(&all[0]),
            };
            let places = choice.map_or(Vec::new(), |choice| choice.places);
            let last = match edge {
                Edge::Start => 0,
                Edge::End => 1,
            };
            places.into_iter().map(|place| words(text, &(place - last..place - last + 1))).collect()
        })
    }

    #[test]
    fn contents_end_where_phrases_do() {
        let text = "Lie said the pier was shut on Monday, and that Hale \"may not\" agree. He left.";
        let all = [found(text, Some("Lie"), "said", &["the pier was"])];
        assert_eq!(choices(text, &all, Edge::End), ["was", "shut", "Monday", "Hale", "not", "agree"]);
        // A quotation stays what is said.
        let all = [found(text, Some("Lie"), "said", &["the pier was shut on Monday, and that Hale \"may not\" agree"])];
        assert_eq!(choices(text, &all, Edge::End), ["not", "agree"]);
        assert_eq!(choices(text, &[found(text, Some("Lie"), "left", &["the pier was shut"])], Edge::End), [""; 0]);
    }

    #[test]
    fn contents_begin_behind_the_cue_or_before_the_attribution() {
        let text = "In May, the pier, officials said, was shut.";
        let all = [found(text, Some("officials"), "said", &["was shut"])];
        assert_eq!(choices(text, &all, Edge::Start), ["In", "the", "was", "shut"]);
        let text = "Lie told the crew to leave.";
        let all = [found(text, Some("Lie"), "told", &["crew to leave"])];
        assert_eq!(choices(text, &all, Edge::Start), ["the", "crew", "to", "leave"]);
        let text = "Lie said that it was late.";
        assert_eq!(choices(text, &[found(text, Some("Lie"), "said", &["that it was late"])], Edge::Start), [""; 0]);
    }

    #[test]
    fn the_model_moves_edges() {
        let text = "In May, the pier, officials said, was shut.";
        read(text, |document, facts| {
            let mut all = vec![found(text, Some("officials"), "said", &["was shut"])];
            let edges = Edges::new(document, facts, &all);
            let choice = edges.starts(&all[0]).unwrap();
            let mut weights: Vec<(u64, i16)> = Vec::new();
            edges.features(&all[0], &choice, choice.places[1], |feature| weights.push((feature, 500)));
            for &place in choice.places.iter().filter(|&&place| place != choice.places[1]) {
                edges.features(&all[0], &choice, place, |feature| weights.retain(|&(known, _)| known != feature));
            }
            let bytes = write(weights.into_iter());
            settle(document, facts, &Ranking::read(&bytes).unwrap(), &mut all);
            let pieces: Vec<String> = all[0].content.iter().map(|piece| words(text, piece)).collect();
            assert_eq!(pieces, ["the pier", "was shut"]);
            // Without weights nothing moves.
            let none = write(std::iter::once((1, 0)));
            let before = all.clone();
            settle(document, facts, &Ranking::read(&none).unwrap(), &mut all);
            assert_eq!(all, before);
        });
    }

    #[test]
    fn contents_that_move_behind_their_cue_leave_what_stood_before() {
        let text = "The clip over, Lie said the pier was shut.";
        read(text, |document, facts| {
            let mut moved = found(text, Some("Lie"), "said", &["The clip over", "pier was shut"]);
            let edges = Edges::new(document, facts, std::slice::from_ref(&moved));
            let start = found(text, None, "said", &["the pier was shut"]).content[0].start;
            begin_at(&edges, &mut moved, start);
            assert_eq!(moved.content, found(text, None, "said", &["the pier was shut"]).content);
        });
    }
}
