//! The features of the second model: of a token as seen from a cue.
//!
//! How far and on which side it stands, and what stands between (commas, clauses, quotation marks, other cues), which does the work of a parse. The
//! templates follow those of argument labelling (Gildea and Jurafsky, "Automatic
//! labeling of semantic roles", 2002; Pareti et al., "Automatically detecting and attributing indirect quotations", 2013).

use super::{Around, EDGE, Features, beside, distance, head};
use crate::extract::quote::classes::Class;
use crate::extract::quote::tag::facts::{Fact, Quoted};
use crate::model::hash::{feature, pair};
use std::ops::Range;

/// Tokens before and after a cue among which its source and content are looked for: nearly all stand in its paragraph, and a paragraph
/// without end must not cost more than its length.
const REACH: usize = 120;

/// Kinds of boundaries that are counted.
pub(super) const BOUNDARIES: usize = 6;
const COMMAS: usize = 0;
const MARKS: usize = 1;
const VERBS: usize = 2;
const LINKS: usize = 3;
const CUES: usize = 4;
const MENTIONS: usize = 5;

/// Boundaries are counted up to so many.
const FEW: u32 = 3;

/// What the second model knows of a cue, whatever token it looks at.
pub(crate) struct Cue {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The tokens around it that it may attribute to or from.
    pub(crate) window: Range<usize>,
    /// Stem of its head: its last verb-like word.
    stem: u64,
    /// The classes of what stands on its two sides, and the word behind it.
    frame: u64,
    right_word: u64,
    /// The cluster of its head.
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
            match fact.class {
                Class::Comma | Class::Dash | Class::Semicolon | Class::Colon => sum[COMMAS] += 1,
                Class::Auxiliary => sum[VERBS] += 1,
                Class::Subordinator | Class::Relative | Class::Coordinator => sum[LINKS] += 1,
                _ => {}
            }
            sum[MARKS] += u32::from(fact.quoted == Quoted::Opens);
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
        let head = head(cue);
        let class = |place: Option<usize>| {
            place.filter(inside).and_then(|place| self.facts.get(place)).map_or(31, |fact| fact.class as u64)
        };
        let sentence = cue.first().map_or(0, |fact| fact.sentence);
        let held = |place: &usize| self.facts.get(*place).is_some_and(|fact| fact.sentence == sentence);
        let first = (start..tokens.start).rev().take_while(held).last().unwrap_or(tokens.start);
        let last = (tokens.end..end).take_while(held).last().map_or(tokens.end, |last| last + 1);
        let quotation = self.between(first, last)[MARKS] > 0
            || self.facts.get(first).is_some_and(|fact| fact.quoted != Quoted::Outside);
        Cue {
            window: start..end,
            stem: head.map_or(0, |fact| fact.stem),
            frame: class(tokens.start.checked_sub(1)) << 5 | class(Some(tokens.end)),
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

    /// How many boundaries of each kind stand between two tokens.
    fn between(&self, from: usize, to: usize) -> [u32; BOUNDARIES] {
        let sums = |at: usize| self.sums.get(at).or(self.sums.last()).copied().unwrap_or_default();
        let (from, mut between) = (sums(from), sums(to));
        for (between, from) in between.iter_mut().zip(from) {
            *between = between.saturating_sub(from);
        }
        between
    }

    /// What of the token at `at` is the same for all cues to one side of it, for the second model.
    pub(crate) fn side<const LEFT: bool>(around: &Around<'d>) -> Option<Side<'d, LEFT>> {
        let this = around[beside(0)]?;
        let class = |offset| around[beside(offset)].map_or(31, |fact| fact.class as u64);
        let cluster = |offset| around[beside(offset)].map_or(9999, |fact| u64::from(fact.clusters[0]));
        let mention = |offset| around[beside(offset)].map_or(31, Fact::mention_part);
        Some(Side {
            this,
            classes: Classes {
                around: class(-1) << 10 | class(0) << 5 | class(1),
                before: class(-2) << 10 | class(-1) << 5 | class(0),
                behind: class(0) << 10 | class(1) << 5 | class(2),
            },
            mentions: mention(0) << 6 | mention(-1),
            clusters: [cluster(-1), cluster(0), cluster(1)],
        })
    }

    /// Calls `add` with each feature of the token at `at` for the second model.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of_argument(&self, cue: &Cue, at: usize, add: impl FnMut(u64)) {
        if at < cue.tokens.start { self.all::<true>(cue, at, add) } else { self.all::<false>(cue, at, add) }
    }

    #[cfg(any(test, feature = "train"))]
    fn all<const LEFT: bool>(&self, cue: &Cue, at: usize, add: impl FnMut(u64)) {
        let around = self.around(at);
        let side = Self::side::<LEFT>(&around).into_iter().flat_map(|side| side.features());
        side.chain(self.view::<LEFT>(cue, at, &around).into_iter().flat_map(|view| view.features(cue))).for_each(add);
    }

    /// A token as seen from a cue, for the second model.
    pub(crate) fn view<const LEFT: bool>(&self, cue: &Cue, at: usize, around: &Around<'d>) -> Option<View<'d, LEFT>> {
        let this = around[beside(0)]?;
        let (steps, from, to) = if LEFT {
            (cue.tokens.start - at, at + 1, cue.tokens.start)
        } else {
            (at + 1 - cue.tokens.end, cue.tokens.end, at)
        };
        let (last, next) = (around[beside(-1)], around[beside(1)]);
        let other_sentence = |fact: Option<&Fact>| fact.is_none_or(|fact| fact.sentence != this.sentence);
        let quoted = |fact: Option<&Fact>| fact.map_or(9, |fact| fact.quoted as u64);
        let cue_sentence = self.facts.get(cue.tokens.start).map_or(0, |fact| fact.sentence);
        let counts = self.between(from, to);
        let few = |count: u32| u64::from(count.min(FEW));
        let (commas, marks, sentences) =
            (few(counts[COMMAS]), few(counts[MARKS]), few(cue_sentence.abs_diff(this.sentence)));
        let clauses = few(counts[VERBS]) << 8 | few(counts[LINKS]) << 6 | few(counts[CUES]) << 4;
        let quotes = quoted(last) << 8 | (this.quoted as u64) << 4 | quoted(next);
        Some(View {
            this,
            stretch: Stretch {
                between: commas << 12 | marks << 10 | clauses | sentences << 2,
                counted: marks << 2 | sentences,
                quotes,
                edge: u64::from(other_sentence(last)) * 2 + u64::from(other_sentence(next)),
            },
            place: Place { near: distance(steps), sentences, quotes },
            commas,
            mentions: few(counts[MENTIONS]),
            classes: last.map_or(31, |fact| fact.class as u64) << 5 | this.class as u64,
            next: next.map_or(EDGE, |fact| fact.lower),
        })
    }
}

/// What the second model sees of a token to one side of a cue, whatever the cue, in parts. Most of them come again and again.
pub(crate) struct Side<'d, const LEFT: bool> {
    pub(crate) this: &'d Fact,
    pub(crate) classes: Classes<LEFT>,
    /// Whether a mention is here or just before.
    pub(crate) mentions: u64,
    /// The coarsest clusters of the token before, of its own and of the one behind.
    clusters: [u64; 3],
}

/// The classes of three tokens, as numbers of 15 bits.
#[derive(Clone, Copy)]
pub(crate) struct Classes<const LEFT: bool> {
    /// Of the token and those on its sides.
    pub(crate) around: u64,
    /// Of the two before it and itself.
    pub(crate) before: u64,
    /// Of itself and the two behind it.
    pub(crate) behind: u64,
}

impl<const LEFT: bool> Classes<LEFT> {
    /// How many numbers there are.
    pub(crate) const COUNT: usize = 1 << 15;

    pub(crate) fn of_around(self) -> [u64; 3] {
        let (before, this, behind) = (self.around >> 10, self.around >> 5 & 31, self.around & 31);
        let sided = sided::<LEFT>;
        [feature(sided(2), this << 5 | before), feature(sided(3), this << 5 | behind), feature(sided(4), self.around)]
    }

    pub(crate) fn of_before(self) -> u64 {
        feature(sided::<LEFT>(5), self.before)
    }

    pub(crate) fn of_behind(self) -> u64 {
        feature(sided::<LEFT>(6), self.behind)
    }
}

impl<const LEFT: bool> Side<'_, LEFT> {
    /// How many numbers of mentions there are.
    pub(crate) const MENTIONS: usize = 1 << 12;

    /// The features of its word.
    pub(crate) fn of_form(&self) -> [u64; 3] {
        let sided = sided::<LEFT>;
        [
            feature(sided(1), self.this.lower),
            feature(sided(9), u64::from(self.this.clusters[1])),
            feature(sided(10), u64::from(self.this.clusters[2])),
        ]
    }

    pub(crate) fn of_mentions(&self) -> u64 {
        feature(sided::<LEFT>(7), self.mentions)
    }

    /// The features that seldom come again.
    pub(crate) fn own_features(&self) -> [u64; 4] {
        let Self { this, classes, clusters: [before, own, behind], .. } = *self;
        let sided = sided::<LEFT>;
        [
            feature(sided(11), pair(before, own)),
            feature(sided(12), pair(own, behind)),
            feature(sided(13), pair(this.suffixes[0], classes.before >> 5 & 31)),
            feature(sided(14), pair(this.suffixes[1], (classes.before & (31 << 5)) | classes.before >> 10)),
        ]
    }

    /// All of them, in the order of their templates, see [`View::features`].
    #[cfg(any(test, feature = "train"))]
    fn features(&self) -> [u64; 13] {
        let [f1, f9, f10] = self.of_form();
        let [f2, f3, f4] = self.classes.of_around();
        let [f5, f6, f7] = [self.classes.of_before(), self.classes.of_behind(), self.of_mentions()];
        let [f11, f12, f13, f14] = self.own_features();
        [f1, f2, f3, f4, f5, f6, f7, f9, f10, f11, f12, f13, f14]
    }
}

/// What the second model sees of a token to the left or right of a cue, in three parts. Two of them are the same for many tokens in a row.
pub(crate) struct View<'d, const LEFT: bool> {
    this: &'d Fact,
    pub(crate) stretch: Stretch<LEFT>,
    pub(crate) place: Place<LEFT>,
    commas: u64,
    mentions: u64,
    /// The class of the token before and its own.
    classes: u64,
    /// The word behind it.
    next: u64,
}

/// What stands between a token and a cue, and how the token stands to quotations and to the edges of its sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch<const LEFT: bool> {
    between: u64,
    /// The quotation marks and ends of sentences between.
    counted: u64,
    quotes: u64,
    edge: u64,
}

/// How far from a cue a token stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place<const LEFT: bool> {
    near: u64,
    sentences: u64,
    quotes: u64,
}

/// A template on one side of a cue. The side is known when the program is compiled, and with it most of the hash of a feature.
const fn sided<const LEFT: bool>(template: u32) -> u32 {
    2 * template + LEFT as u32
}

impl<const LEFT: bool> Stretch<LEFT> {
    pub(crate) fn features(self, cue: &Cue) -> [u64; 5] {
        let Self { between, counted, quotes, edge } = self;
        let sided = sided::<LEFT>;
        [
            feature(sided(17), between),
            feature(sided(18), pair(between, quotes)),
            feature(sided(29), pair(cue.frame, between)),
            feature(sided(39), pair(edge, quotes << 4 | counted)),
            // Whichever side it stands on: what is rarer is learned from both.
            feature(220, pair(cue.stem, quotes)),
        ]
    }
}

impl<const LEFT: bool> Place<LEFT> {
    pub(crate) fn features(self, cue: &Cue) -> [u64; 4] {
        let Self { near, sentences, quotes } = self;
        let sided = sided::<LEFT>;
        [
            feature(sided(15), near),
            feature(sided(23), pair(cue.stem, near)),
            feature(sided(34), pair(cue.quotation << 8 | near << 4 | sentences, quotes)),
            feature(212, pair(cue.right_word, near)),
        ]
    }
}

impl<const LEFT: bool> View<'_, LEFT> {
    /// The features that it shares with no other token.
    pub(crate) fn own_features(&self, cue: &Cue) -> [u64; 9] {
        let Self { this, stretch, place, commas, mentions, classes, next } = *self;
        let Stretch { counted, edge, .. } = stretch;
        let sided = sided::<LEFT>;
        let class = this.class as u64;
        [
            feature(sided(16), pair(place.near.min(5), this.lower)),
            feature(sided(19), pair(commas << 4 | counted, classes)),
            feature(sided(22), pair(cue.stem, classes)),
            feature(sided(28), pair(cue.frame, classes)),
            feature(sided(32), pair(cue.right_word, class << 5 | classes >> 5)),
            feature(sided(36), pair(mentions << 6 | this.mention_part(), cue.frame)),
            feature(sided(38), pair(edge, class << 8 | commas << 4 | place.sentences)),
            feature(216, pair(next, commas)),
            feature(221, pair(cue.cluster, classes)),
        ]
    }

    /// All of them, in the order of their templates: sums of weights in another order round otherwise, and training would give other models.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn features(&self, cue: &Cue) -> [u64; 18] {
        let [f17, f18, f29, f39, f220] = self.stretch.features(cue);
        let [f15, f23, f34, f212] = self.place.features(cue);
        let [f16, f19, f22, f28, f32, f36, f38, f216, f221] = self.own_features(cue);
        [f15, f16, f17, f18, f19, f22, f23, f28, f29, f32, f34, f36, f38, f39, f212, f216, f220, f221]
    }
}
