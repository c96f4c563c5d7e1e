//! The features of the second model: of a token as seen from a cue.
//!
//! How far and on which side it stands, what stands between (commas, clauses, quotation marks, other cues), and the way of word
//! classes from the cue to it, which does the work of a parse. The templates follow those of argument labelling (Gildea and Jurafsky, "Automatic
//! labeling of semantic roles", 2002; Pareti et al., "Automatically detecting and attributing indirect quotations", 2013).

use super::{EDGE, Features, beside, distance};
use crate::extract::quote::classes::Class;
use crate::extract::quote::tag::facts::{Fact, Quoted};
use crate::model::hash::{feature, pair};
use std::ops::Range;

/// Tokens before and after a cue among which its source and content are looked for: nearly all stand in its paragraph, and a paragraph
/// without end must not cost more than its length.
const REACH: usize = 120;

/// Classes on the way from a cue to a token; a longer way says no more.
const PATH: u32 = 8;

/// Kinds of boundaries that are counted.
pub(super) const BOUNDARIES: usize = 6;
const COMMAS: usize = 0;
const MARKS: usize = 1;
const VERBS: usize = 2;
const LINKS: usize = 3;
const CUES: usize = 4;
const MENTIONS: usize = 5;

/// Numbers as classes: exact where small.
const fn few(count: u32) -> u64 {
    if count > 3 { 3 } else { count as u64 }
}

/// What the second model knows of a cue, whatever token it looks at.
pub(crate) struct Cue {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The tokens around it that it may attribute to or from.
    pub(crate) window: Range<usize>,
    /// Stem of its head: its last verb-like word.
    stem: u64,
    /// Its last word.
    last: u64,
    /// What stands on its two sides.
    frame: u64,
    wide_frame: u64,
    right_word: u64,
    cluster: u64,
    /// Whether its sentence holds a quotation.
    quotation: u64,
}

impl Cue {
    /// The tokens of its window without its own, in order.
    pub(crate) fn around(&self) -> impl Iterator<Item = usize> + use<> {
        (self.window.start..self.tokens.start).chain(self.tokens.end..self.window.end)
    }
}

impl<'d> Features<'d> {
    /// For the second model: counts boundaries; `cues` are the first tokens of known cues, in order.
    pub(crate) fn new(facts: &'d [Fact], cues: impl Iterator<Item = usize>) -> Self {
        let mut sums = Vec::with_capacity(facts.len() + 1);
        let mut sum = [0; BOUNDARIES];
        let mut cues = cues.peekable();
        for (at, fact) in facts.iter().enumerate() {
            sums.push(sum);
            sum[COMMAS] +=
                u32::from(matches!(fact.class, Class::Comma | Class::Dash | Class::Semicolon | Class::Colon));
            sum[MARKS] += u32::from(fact.quoted == Quoted::Opens);
            sum[VERBS] += u32::from(fact.class == Class::Auxiliary);
            sum[LINKS] += u32::from(matches!(fact.class, Class::Subordinator | Class::Relative | Class::Coordinator));
            sum[MENTIONS] += u32::from(fact.begins_mention);
            if cues.next_if(|&cue| cue <= at).is_some() {
                sum[CUES] += 1;
            }
        }
        sums.push(sum);
        Self { facts, sums, nearby: Vec::new() }
    }

    /// What the second model knows of a cue.
    pub(crate) fn cue(&self, tokens: Range<usize>) -> Cue {
        let paragraph = self.facts.get(tokens.start).map_or(0, |fact| fact.paragraph);
        let inside = |place: &usize| self.facts.get(*place).is_some_and(|fact| fact.paragraph == paragraph);
        let Range { start, end } = self.window(&tokens);
        let cue = self.facts.get(tokens.clone()).unwrap_or(&[]);
        let head = cue.iter().rev().find(|fact| matches!(fact.class, Class::Word | Class::Name)).or(cue.last());
        let class = |place: Option<usize>| {
            place.filter(inside).and_then(|place| self.facts.get(place)).map_or(31, |fact| fact.class as u64)
        };
        let quoted = |place: Option<usize>| {
            place.filter(inside).and_then(|place| self.facts.get(place)).map_or(9, |fact| fact.quoted as u64)
        };
        let sentence = cue.first().map_or(0, |fact| fact.sentence);
        let held = |place: &usize| self.facts.get(*place).is_some_and(|fact| fact.sentence == sentence);
        let first = (start..tokens.start).rev().take_while(held).last().unwrap_or(tokens.start);
        let last = (tokens.end..end).take_while(held).last().map_or(tokens.end, |last| last + 1);
        let quotation = self.between(MARKS, first, last) > 0
            || self.facts.get(first).is_some_and(|fact| fact.quoted != Quoted::Outside);
        let before = tokens.start.checked_sub(1);
        let second = tokens.start.checked_sub(2);
        let frame = class(before) << 5 | class(Some(tokens.end));
        Cue {
            window: start..end,
            stem: head.map_or(0, |fact| fact.stem),
            last: cue.last().map_or(0, |fact| fact.lower),
            frame,
            wide_frame: pair(
                frame << 10 | class(second) << 5 | class(Some(tokens.end + 1)),
                quoted(before) << 8 | quoted(Some(tokens.end)) << 4 | quoted(second),
            ),
            right_word: self.facts.get(tokens.end).map_or(EDGE, |fact| fact.lower),
            cluster: head.map_or(0, |fact| u64::from(fact.clusters[1])),
            quotation: u64::from(quotation),
            tokens,
        }
    }

    /// The tokens among which the source and content of a cue are looked for: its sentence, with the quotations that touch it, to their ends.
    fn window(&self, cue: &Range<usize>) -> Range<usize> {
        let Some(this) = self.facts.get(cue.start) else { return cue.clone() };
        let goes_on = |at: usize, neighbour: usize| {
            self.facts.get(at).is_some_and(|fact| {
                fact.paragraph == this.paragraph
                    && (fact.sentence == this.sentence
                        || fact.passage != 0
                        || self
                            .facts
                            .get(neighbour)
                            .is_some_and(|next| next.passage != 0 && next.sentence == fact.sentence))
            })
        };
        let mut start = cue.start;
        while start > 0 && cue.start - start < REACH && goes_on(start - 1, start) {
            start -= 1;
        }
        let mut end = cue.end;
        while end - cue.end < REACH && goes_on(end, end - 1) {
            end += 1;
        }
        start..end
    }

    fn between(&self, kind: usize, from: usize, to: usize) -> u32 {
        let sum = |at: usize| self.sums.get(at).or(self.sums.last()).map_or(0, |sum| sum[kind]);
        sum(to).saturating_sub(sum(from))
    }

    /// The ways of word classes from a cue to the tokens of its window, in the window's order without the cue.
    pub(crate) fn paths(&self, cue: &Cue) -> Vec<u64> {
        let way = |places: &mut dyn Iterator<Item = usize>| {
            let (mut path, mut length, mut last) = (0_u64, 0, u64::MAX);
            places
                .map(|place| {
                    let class = self.facts.get(place).map_or(31, |fact| match fact.quoted {
                        Quoted::Opens => 28,
                        Quoted::Closes => 29,
                        Quoted::Inside => 30,
                        Quoted::Outside => fact.class as u64,
                    });
                    if class != last {
                        last = class;
                        if length < PATH {
                            path = path << 5 | class;
                            length += 1;
                        } else {
                            path |= 1 << 63;
                        }
                    }
                    path
                })
                .collect::<Vec<u64>>()
        };
        let mut paths = way(&mut (cue.window.start..cue.tokens.start).rev());
        paths.reverse();
        paths.extend(way(&mut (cue.tokens.end..cue.window.end)));
        paths
    }

    /// Calls `add` with each feature of the token at `at` that is the same for all cues to one side of it, for the second model.
    pub(crate) fn of_side(&self, at: usize, left: bool, mut add: impl FnMut(u64)) {
        let Some(this) = self.facts.get(at) else { return };
        let sided = |template: u32| 2 * template + u32::from(left);
        let around = self.around(at);
        let classes = around.map(|fact| fact.map_or(31, |fact| fact.class as u64));
        let class = |offset| classes[beside(offset)];
        let cluster = |offset, size: usize| around[beside(offset)].map_or(9999, |fact| u64::from(fact.clusters[size]));
        let mention = |offset| {
            around[beside(offset)].map_or(31, |fact| u64::from(fact.mention) * 2 + u64::from(fact.begins_mention))
        };
        add(feature(sided(0), 0));
        add(feature(sided(1), this.lower));
        add(feature(sided(2), class(0) << 5 | class(-1)));
        add(feature(sided(3), class(0) << 5 | class(1)));
        add(feature(sided(4), class(-1) << 10 | class(0) << 5 | class(1)));
        add(feature(sided(5), class(-2) << 10 | class(-1) << 5 | class(0)));
        add(feature(sided(6), class(0) << 10 | class(1) << 5 | class(2)));
        add(feature(sided(7), mention(0) << 6 | mention(-1)));
        add(feature(sided(8), mention(0) << 6 | mention(1)));
        add(feature(sided(9), cluster(0, 1)));
        add(feature(sided(10), cluster(0, 2)));
        add(feature(sided(11), pair(cluster(-1, 0), cluster(0, 0))));
        add(feature(sided(12), pair(cluster(0, 0), cluster(1, 0))));
        add(feature(sided(13), pair(this.suffixes[0], class(-1))));
        add(feature(sided(14), pair(this.suffixes[1], class(-1) << 5 | class(-2))));
    }

    /// The token at `at` as seen from a cue, at the end of a way of word classes; none beyond the document.
    pub(crate) fn sight(&self, cue: &Cue, at: usize, path: u64) -> Option<Sight<'_>> {
        let this = self.facts.get(at)?;
        let left = at < cue.tokens.start;
        let (steps, from, to) = if left {
            (cue.tokens.start - at, at + 1, cue.tokens.start)
        } else {
            (at + 1 - cue.tokens.end, cue.tokens.end, at)
        };
        let quoted = |offset| self.near(at, offset).map_or(9, |fact| fact.quoted as u64);
        let between = |kind| few(self.between(kind, from, to));
        let cue_sentence = self.facts.get(cue.tokens.start).map_or(0, |fact| fact.sentence);
        let (commas, marks, sentences) = (between(COMMAS), between(MARKS), few(cue_sentence.abs_diff(this.sentence)));
        let clauses = between(VERBS) << 8 | between(LINKS) << 6 | between(CUES) << 4;
        let other_sentence = |offset| self.near(at, offset).is_none_or(|fact| fact.sentence != this.sentence);
        Some(Sight {
            this,
            left,
            path,
            near: distance(steps),
            commas,
            marks,
            sentences,
            between: commas << 12 | marks << 10 | clauses | sentences << 2,
            quotes: quoted(-1) << 8 | quoted(0) << 4 | quoted(1),
            mention: u64::from(this.mention) * 2 + u64::from(this.begins_mention),
            mentions: between(MENTIONS),
            edge: u64::from(other_sentence(-1)) * 2 + u64::from(other_sentence(1)),
        })
    }

    /// Calls `add` with each further feature of a token as seen from a cue, for the second model.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of_argument(&self, cue: &Cue, at: usize, path: u64, mut add: impl FnMut(u64)) {
        let Some(sight) = self.sight(cue, at, path) else { return };
        for aspect in Aspect::ALL {
            sight.of_aspect(cue, aspect, &mut add);
        }
        self.of_sight(cue, at, &sight, add);
    }

    /// Calls `add` with the features of a token as seen from a cue that are of no [`Aspect`].
    pub(crate) fn of_sight(&self, cue: &Cue, at: usize, sight: &Sight<'_>, mut add: impl FnMut(u64)) {
        let &Sight { this, left, path, near, commas, marks, sentences, between, edge, .. } = sight;
        let sided = |template| sight.sided(template);
        let lower = |offset| self.near(at, offset).map_or(EDGE, |fact| fact.lower);
        let class = |offset| self.near(at, offset).map_or(31, |fact| fact.class as u64);
        let cluster = |size: usize| u64::from(this.clusters[size]);
        let classes = class(-1) << 5 | class(0);
        add(feature(sided(16), pair(near.min(5), this.lower)));
        add(feature(sided(19), pair(commas << 4 | marks << 2 | sentences, classes)));
        add(feature(sided(22), pair(cue.stem, classes)));
        add(feature(sided(28), pair(cue.frame, classes)));
        add(feature(sided(32), pair(cue.right_word, class(0) << 5 | class(-1))));
        add(feature(sided(38), pair(edge, class(0) << 8 | commas << 4 | sentences)));
        // Whichever side it stands on: what is rarer is learned from both.
        add(feature(211, pair(path, class(if left { -1 } else { 1 }))));
        add(feature(215, pair(lower(-1), between)));
        add(feature(216, pair(lower(1), commas)));
        add(feature(218, pair(cluster(1), path)));
        add(feature(219, pair(cluster(0), between)));
        add(feature(221, pair(cue.cluster, classes)));
    }
}

/// A token as seen from a cue.
pub(crate) struct Sight<'d> {
    this: &'d Fact,
    /// Whether it stands before the cue.
    left: bool,
    path: u64,
    near: u64,
    commas: u64,
    marks: u64,
    sentences: u64,
    /// All that stands between.
    between: u64,
    quotes: u64,
    mention: u64,
    mentions: u64,
    edge: u64,
}

/// Features of a sight that depend on the same few things of it and of the cue. Neighbouring tokens mostly look the same in each of these ways, so
/// that what they say need not be looked up again.
#[derive(Clone, Copy)]
pub(crate) enum Aspect {
    /// The way to it, and what is mentioned there.
    Path,
    /// How far it is.
    Distance,
    /// What stands between.
    Between,
    /// How it stands to quotation marks.
    Quotes,
    /// Which mention it is.
    Mention,
}

impl Aspect {
    pub(crate) const ALL: [Self; 5] = [Self::Path, Self::Distance, Self::Between, Self::Quotes, Self::Mention];
}

impl Sight<'_> {
    const fn sided(&self, template: u32) -> u32 {
        2 * template + self.left as u32
    }

    /// What the features of an aspect depend on beside the cue: one number for each case.
    pub(crate) fn of_what(&self, aspect: Aspect) -> (u64, u64) {
        let side = u64::from(self.left);
        match aspect {
            Aspect::Path => (self.path, self.mention << 1 | side),
            Aspect::Distance => (self.near << 4 | self.sentences << 1 | side, self.quotes),
            Aspect::Between => (self.between << 1 | side, self.quotes),
            Aspect::Quotes => (self.quotes, self.edge << 8 | self.marks << 4 | self.sentences << 1 | side),
            Aspect::Mention => {
                (self.mention << 1 | side, self.mentions << 6 | self.commas << 4 | self.marks << 2 | self.sentences)
            }
        }
    }

    /// Calls `add` with each feature of an aspect.
    pub(crate) fn of_aspect(&self, cue: &Cue, aspect: Aspect, mut add: impl FnMut(u64)) {
        let &Self { path, near, commas, marks, sentences, between, quotes, mention, mentions, edge, .. } = self;
        let sided = |template| self.sided(template);
        let frame = cue.frame;
        match aspect {
            Aspect::Path => {
                add(feature(sided(25), path));
                add(feature(sided(26), pair(path, frame)));
                add(feature(sided(37), pair(path, mention)));
                add(feature(210, pair(path, cue.quotation)));
            }
            Aspect::Distance => {
                add(feature(sided(15), near));
                add(feature(sided(23), pair(cue.stem, near)));
                add(feature(sided(27), pair(frame, near)));
                add(feature(sided(30), pair(cue.wide_frame, near.min(8))));
                add(feature(sided(33), pair(cue.cluster, near)));
                add(feature(sided(34), pair(cue.quotation << 8 | near << 4 | sentences, quotes)));
                add(feature(212, pair(cue.right_word, near)));
                add(feature(213, pair(cue.last, near.min(6))));
            }
            Aspect::Between => {
                add(feature(sided(17), between));
                add(feature(sided(18), pair(between, quotes)));
                add(feature(sided(29), pair(frame, between)));
            }
            Aspect::Quotes => {
                add(feature(sided(20), pair(quotes, marks << 2 | sentences)));
                add(feature(sided(21), pair(quotes, frame)));
                add(feature(sided(31), pair(cue.wide_frame, quotes)));
                add(feature(sided(39), pair(edge, quotes << 4 | marks << 2 | sentences)));
                add(feature(220, pair(cue.stem, quotes)));
            }
            Aspect::Mention => {
                add(feature(sided(24), pair(mention, commas << 4 | sentences << 2 | marks)));
                add(feature(sided(35), pair(mentions << 6 | mention, commas << 4 | sentences)));
                add(feature(sided(36), pair(mentions << 6 | mention, frame)));
            }
        }
    }
}
