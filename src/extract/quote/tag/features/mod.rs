//! The features that the two models of attribution see, the same functions for training and tagging.
//!
//! The first model looks at each token for cues. The second looks from one cue at each token around it: see [`arguments`].

mod arguments;

pub(crate) use arguments::{Classes, Cue, Side};

use super::facts::{Fact, Quoted};
use crate::extract::quote::classes::Class;
use crate::model::hash::{feature, pair};
use arguments::BOUNDARIES;

/// Tokens on each side of a token that the first model sees by themselves.
pub(crate) const SIDE: usize = 3;
/// All of them and itself.
pub(crate) const WINDOW: usize = 2 * SIDE + 1;

/// How many features of a word by itself count at each place of the window: the nearer it is, the more.
pub(crate) const SEEN: [usize; WINDOW] = [1, 2, 4, 5, 4, 2, 1];

/// Tokens on each side of a token that are seen together with it.
const BESIDE: usize = 2;

/// These and itself, those of the same paragraph.
pub(crate) type Around<'d> = [Option<&'d Fact>; 2 * BESIDE + 1];

/// The place in [`Features::around`] of what stands so many tokens behind a token.
const fn beside(offset: isize) -> usize {
    (BESIDE.cast_signed() + offset).cast_unsigned() % (2 * BESIDE + 1)
}

/// The first template of a place of the window.
const fn template(place: usize) -> u32 {
    100 * (place as u32 + 1)
}

/// How far subjects and quotation marks are looked for.
const NEAR: usize = 14;

/// What a missing token counts as.
pub(crate) const EDGE: u64 = 0xED6E;

/// The head of a cue: its last open-class word, else its last token.
pub(crate) fn head(cue: &[Fact]) -> Option<&Fact> {
    cue.iter().rev().find(|fact| matches!(fact.class, Class::Word | Class::Name)).or(cue.last())
}

/// Facts of a document with what stands near them.
pub(crate) struct Features<'d> {
    facts: &'d [Fact],
    /// How many of each kind of boundary stand before a token: for the second model.
    sums: Vec<[u32; BOUNDARIES]>,
    /// For the first.
    nearby: Vec<Nearby>,
}

/// What the first model sees of a token that depends on more than one token.
pub(crate) struct Surroundings {
    /// The classes of the two tokens before it and itself, and of itself and the two behind it: few of them come, again and again.
    pub(crate) classes: [u64; 2],
    /// The other features.
    pub(crate) own: [u64; 5],
}

impl Surroundings {
    /// How many numbers of classes there are.
    pub(crate) const CLASSES: usize = 1 << 15;

    /// The feature of the classes before, 0, or behind, 1.
    pub(crate) fn of_classes(side: usize, classes: u64) -> u64 {
        feature(if side == 0 { 1006 } else { 1008 }, classes)
    }
}

/// Where what the first model asks for stands, as numbers of tokens.
#[derive(Clone, Copy, Default)]
struct Nearby {
    /// The first of the tokens that stand before it in its sentence without a quotation mark between; itself if there is none.
    run_start: usize,
    /// The last word before it that may be a subject.
    subject: Option<usize>,
    /// The next beginning of a quotation.
    opens: Option<usize>,
}

const fn distance(count: usize) -> u64 {
    match count {
        0..=5 => count as u64,
        6..=7 => 6,
        8..=10 => 7,
        11..=15 => 8,
        16..=25 => 9,
        26..=45 => 10,
        _ => 11,
    }
}

impl<'d> Features<'d> {
    /// For the first model.
    pub(crate) fn for_cues(facts: &'d [Fact]) -> Self {
        let mut nearby = Vec::with_capacity(facts.len());
        let mut before = Nearby::default();
        let mut last: Option<&Fact> = None;
        for (at, fact) in facts.iter().enumerate() {
            if last.is_none_or(|last| last.sentence != fact.sentence || last.class == Class::Mark) {
                before.run_start = at;
            }
            nearby.push(before);
            if matches!(fact.class, Class::Pronoun | Class::Name | Class::Relative | Class::Subordinator) {
                before.subject = Some(at);
            }
            last = Some(fact);
        }
        let mut opens = None;
        for (at, (fact, near)) in facts.iter().zip(&mut nearby).enumerate().rev() {
            near.opens = opens;
            if fact.quoted == Quoted::Opens {
                opens = Some(at);
            }
        }
        Self { facts, sums: Vec::new(), nearby }
    }

    fn near(&self, at: usize, offset: isize) -> Option<&'d Fact> {
        let place = at.checked_add_signed(offset)?;
        let fact = self.facts.get(place)?;
        (fact.paragraph == self.facts.get(at)?.paragraph).then_some(fact)
    }

    /// The tokens around the one at `at`, [`BESIDE`] on each side, in the same paragraph: the middle is itself.
    #[inline]
    pub(crate) fn around(&self, at: usize) -> Around<'d> {
        std::array::from_fn(|place| self.near(at, place.cast_signed() - BESIDE.cast_signed()))
    }

    /// The token at a place of the window of the token at `at`, in the same paragraph: the middle is itself.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn in_window(&self, at: usize, place: usize) -> Option<&Fact> {
        self.near(at, place.cast_signed() - SIDE.cast_signed())
    }

    /// Calls `add` with each feature of a token for the first model.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of_token(&self, at: usize, mut add: impl FnMut(u64)) {
        for (place, seen) in SEEN.into_iter().enumerate() {
            let fact = self.in_window(at, place);
            let [word, cluster, suffix, stem, seldom] = Self::of_form(fact, place);
            add(word);
            add(Self::of_standing(fact, place));
            [cluster, suffix, stem, seldom].into_iter().take(seen - 1).for_each(&mut add);
        }
        let Some(Surroundings { classes, own: [f1003, f1004, f1037, f1019, f1032] }) = self.surroundings(at) else {
            return;
        };
        let [f1006, f1008] = [0, 1].map(|side| Surroundings::of_classes(side, classes[side]));
        [f1003, f1004, f1006, f1008, f1037, f1019, f1032].into_iter().for_each(add);
    }

    /// The features of a word by itself at a place of the window, of which the first of [`SEEN`] count.
    pub(crate) fn of_form(fact: Option<&Fact>, place: usize) -> [u64; 5] {
        let template = template(place);
        [
            feature(template, fact.map_or(EDGE, |fact| fact.lower)),
            feature(template + 7, fact.map_or(9999, |fact| u64::from(fact.clusters[3]))),
            feature(template + 10, fact.map_or(EDGE, |fact| fact.suffixes[0])),
            feature(template + 12, fact.map_or(EDGE, |fact| fact.stem)),
            // How seldom any word is a cue.
            feature(1000, 0),
        ]
    }

    /// How a token stands in its sentence, by itself, at a place of the window.
    pub(crate) fn of_standing(fact: Option<&Fact>, place: usize) -> u64 {
        let (class, quoted) = fact.map_or((31, 9), |fact| (fact.class as u64, fact.quoted as u64));
        feature(template(place) + 1, class * 16 + quoted)
    }

    /// What the first model sees of a token that depends on more than one token.
    pub(crate) fn surroundings(&self, at: usize) -> Option<Surroundings> {
        let this = self.facts.get(at)?;
        let around = self.around(at);
        let class = |offset| around[beside(offset)].map_or(31, |fact| fact.class as u64);
        let quoted = |offset| around[beside(offset)].map_or(9, |fact| fact.quoted as u64);
        let near = self.nearby.get(at).copied().unwrap_or_default();
        // What stands in a quotation beside the token is another sentence.
        let first = near.run_start.max((at + 1).saturating_sub(NEAR));
        let subject = near.subject.filter(|&subject| subject >= first).and_then(|subject| self.facts.get(subject));
        let opens = near.opens.filter(|&opens| {
            let held = self.facts.get(opens).is_some_and(|fact| fact.sentence == this.sentence);
            held && this.quoted == Quoted::Outside
        });
        let steps = distance(opens.map_or(NEAR, |opens| opens.abs_diff(at).min(NEAR)));
        Some(Surroundings {
            classes: [class(-2) << 10 | class(-1) << 5 | class(0), class(0) << 10 | class(1) << 5 | class(2)],
            own: [
                feature(1003, pair(this.stem, class(1))),
                feature(1004, pair(this.stem, class(-1))),
                feature(1037, pair(this.stem, subject.map_or(31, |fact| fact.class as u64))),
                feature(1019, pair(this.stem, quoted(-1) << 8 | quoted(0) << 4 | quoted(1))),
                feature(1032, pair(this.stem, steps.min(6))),
            ],
        })
    }
}
