//! The features that the two models of attribution see, the same functions for training and tagging.
//!
//! The first model looks at each token for cues. The second looks from one cue at each token around it: see [`arguments`].

mod arguments;

pub(crate) use arguments::{Aspect, Cue};

use super::facts::{Fact, Quoted};
use crate::extract::quote::classes::Class;
use crate::model::hash::{feature, pair};
use arguments::BOUNDARIES;

/// Tokens on each side of a token that the first model sees by themselves.
pub(crate) const SIDE: usize = 3;
/// All of them and itself.
pub(crate) const WINDOW: usize = 2 * SIDE + 1;

/// Tokens on each side of a token that are seen together with it.
const BESIDE: usize = 2;

/// The place in [`Features::around`] of what stands so many tokens behind a token.
const fn beside(offset: isize) -> usize {
    (BESIDE.cast_signed() + offset).cast_unsigned() % (2 * BESIDE + 1)
}

/// The first template of a place of the window.
const fn template(place: usize) -> u32 {
    100 * (place as u32 + 1)
}

/// How far quotation marks, subjects, verbs and "that" are looked for.
const NEAR: usize = 14;

/// What a missing token counts as.
const EDGE: u64 = 0xED6E;

/// Facts of a document with what stands near them.
pub(crate) struct Features<'d> {
    facts: &'d [Fact],
    /// How many of each kind of boundary stand before a token: for the second model.
    sums: Vec<[u32; BOUNDARIES]>,
    /// For the first.
    nearby: Vec<Nearby>,
}

/// Where what the first model asks for stands, as numbers of tokens.
#[derive(Clone, Copy, Default)]
struct Nearby {
    /// Commas before it in the document.
    commas: usize,
    /// The first of the tokens that stand before it in its sentence without a quotation mark between; itself if there is none.
    run_start: usize,
    /// The first token after it behind its sentence or at a quotation mark.
    run_end: usize,
    /// The last word before it that may be a subject.
    subject: Option<usize>,
    /// The next that joins a clause.
    that: Option<usize>,
    /// The last end of a quotation before it, and the next beginning of one.
    closes: Option<usize>,
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
        let mut nearby = vec![Nearby::default(); facts.len()];
        let same = |at: usize, other: usize| {
            facts.get(at).zip(facts.get(other)).is_some_and(|(fact, other)| fact.sentence == other.sentence)
        };
        let mut before = Nearby::default();
        for (at, (fact, near)) in facts.iter().zip(&mut nearby).enumerate() {
            let joined = at > 0 && same(at - 1, at) && facts.get(at - 1).is_some_and(|last| last.class != Class::Mark);
            if !joined {
                before.run_start = at;
            }
            *near = before;
            before.commas += usize::from(fact.class == Class::Comma);
            if matches!(fact.class, Class::Pronoun | Class::Name | Class::Relative | Class::Subordinator) {
                before.subject = Some(at);
            }
            if fact.quoted == Quoted::Closes {
                before.closes = Some(at);
            }
        }
        let (mut run_end, mut that, mut opens) = (facts.len(), None, None);
        for (at, (fact, near)) in facts.iter().zip(&mut nearby).enumerate().rev() {
            if !same(at, at + 1) || facts.get(at + 1).is_some_and(|next| next.class == Class::Mark) {
                run_end = at + 1;
            }
            (near.run_end, near.that, near.opens) = (run_end, that, opens);
            if fact.class == Class::Subordinator {
                that = Some(at);
            }
            if fact.quoted == Quoted::Opens {
                opens = Some(at);
            }
        }
        Self { facts, sums: Vec::new(), nearby }
    }

    fn near(&self, at: usize, offset: isize) -> Option<&Fact> {
        let place = at.checked_add_signed(offset)?;
        let fact = self.facts.get(place)?;
        (fact.paragraph == self.facts.get(at)?.paragraph).then_some(fact)
    }

    /// The tokens around the one at `at`, [`BESIDE`] on each side, in the same paragraph: the middle is itself.
    fn around(&self, at: usize) -> [Option<&Fact>; 2 * BESIDE + 1] {
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
        for place in 0..WINDOW {
            let fact = self.in_window(at, place);
            Self::of_word(fact, place, &mut add);
            Self::of_standing(fact, place, &mut add);
            Self::of_form(fact, place, &mut add);
        }
        self.of_words_around(at, &mut add);
        self.of_quotations(at, add);
    }

    /// Calls `add` with the word itself.
    pub(crate) fn of_word(fact: Option<&Fact>, place: usize, mut add: impl FnMut(u64)) {
        add(feature(template(place), fact.map_or(EDGE, |fact| fact.lower)));
    }

    /// Calls `add` with each feature of how a token stands in its sentence, by itself.
    pub(crate) fn of_standing(fact: Option<&Fact>, place: usize, mut add: impl FnMut(u64)) {
        let (class, quoted, mention) =
            fact.map_or((31, 9, 31), |fact| (fact.class as u64, fact.quoted as u64, u64::from(fact.mention)));
        add(feature(template(place) + 1, class * 16 + quoted));
        if place.abs_diff(SIDE) <= 2 {
            add(feature(template(place) + 2, mention * 32 + class));
        }
    }

    /// Calls `add` with each further feature of a word by itself.
    pub(crate) fn of_form(fact: Option<&Fact>, place: usize, mut add: impl FnMut(u64)) {
        let template = template(place);
        if place.abs_diff(SIDE) <= 2 {
            let coarsest = if place.abs_diff(SIDE) == 2 { 2 } else { 0 };
            for size in coarsest..4 {
                let cluster = fact.map_or(9999, |fact| u64::from(fact.clusters[size]));
                add(feature(template + 4 + size as u32, cluster));
            }
        }
        if place.abs_diff(SIDE) <= 1 {
            add(feature(template + 10, fact.map_or(EDGE, |fact| fact.suffixes[0])));
            add(feature(template + 11, fact.map_or(EDGE, |fact| fact.suffixes[1])));
            add(feature(template + 12, fact.map_or(EDGE, |fact| fact.stem)));
        }
        if place == SIDE {
            // How seldom any word is one.
            add(feature(1000, 0));
        }
    }

    /// Calls `add` with each feature of a token for the first model that depends on more than one token, but not on quotation marks.
    pub(crate) fn of_words_around(&self, at: usize, mut add: impl FnMut(u64)) {
        let Some(this) = self.facts.get(at) else { return };
        let around = self.around(at);
        let classes = around.map(|fact| fact.map_or(31, |fact| fact.class as u64));
        let class = |offset| classes[beside(offset)];
        let cluster = |offset, size: usize| around[beside(offset)].map_or(9999, |fact| u64::from(fact.clusters[size]));
        let mention = |offset| around[beside(offset)].map_or(31, |fact| u64::from(fact.mention));
        add(feature(1003, pair(this.stem, class(1))));
        add(feature(1004, pair(this.stem, class(-1))));
        add(feature(1005, pair(this.stem, class(-1) * 32 + class(1))));
        add(feature(1006, class(-2) << 10 | class(-1) << 5 | class(0)));
        add(feature(1007, class(-1) << 10 | class(0) << 5 | class(1)));
        add(feature(1008, class(0) << 10 | class(1) << 5 | class(2)));
        add(feature(1011, pair(cluster(-1, 1), cluster(0, 1))));
        add(feature(1012, pair(cluster(0, 2), class(1))));
        add(feature(1013, pair(cluster(0, 2), class(-1))));
        add(feature(1014, pair(cluster(0, 1), class(-1) * 32 + class(1))));
        add(feature(1015, pair(this.suffixes[0], class(-1) * 32 + class(1))));
        add(feature(1020, pair(mention(-1) * 32 + mention(1), class(0))));
        add(feature(1021, pair(mention(-1), this.suffixes[0])));
        self.of_clause(at, this, &mut add);
    }

    /// Where the nearest subject and clause and the ends of the sentence stand.
    fn of_clause(&self, at: usize, this: &Fact, add: &mut impl FnMut(u64)) {
        let same = |place: usize| self.facts.get(place).filter(|fact| fact.sentence == this.sentence);
        let near = self.nearby.get(at).copied().unwrap_or_default();
        // What stands in a quotation beside the token is another sentence.
        let first = near.run_start.max((at + 1).saturating_sub(NEAR));
        let commas = near.commas as u64 - self.nearby.get(first).map_or(0, |first| first.commas as u64);
        let subject = near.subject.filter(|&subject| subject >= first).and_then(|subject| self.facts.get(subject));
        let subject = subject.map_or(31, |fact| fact.class as u64);
        let that = near.that.filter(|&that| that < near.run_end.min(at + NEAR)).map_or(NEAR, |that| that - at);
        let that = distance(that);
        add(feature(1033, pair(this.stem, that.min(5))));
        add(feature(1035, pair(this.suffixes[0], that.min(5) * 16 + commas.min(3))));
        add(feature(1036, subject * 32 + this.class as u64));
        add(feature(1037, pair(this.stem, subject)));
        let starts = at.checked_sub(1).and_then(same).is_none();
        let second = !starts && at.checked_sub(2).and_then(same).is_none();
        let ends = same(at + 1).is_none() || same(at + 2).is_none();
        let edge = u64::from(starts) * 4 + u64::from(second) * 2 + u64::from(ends);
        add(feature(1038, edge * 32 + this.class as u64));
        add(feature(1039, pair(edge, this.stem)));
    }

    /// Calls `add` with each feature of how a token stands to the quotations around it, for the first model.
    pub(crate) fn of_quotations(&self, at: usize, mut add: impl FnMut(u64)) {
        let Some(this) = self.facts.get(at) else { return };
        let quoted = |offset| self.near(at, offset).map_or(9, |fact| fact.quoted as u64);
        let near = self.nearby.get(at).copied().unwrap_or_default();
        let same = |place: &usize| self.facts.get(*place).is_some_and(|fact| fact.sentence == this.sentence);
        let steps = |place: Option<usize>| {
            let held = place.filter(same).filter(|_| this.quoted == Quoted::Outside);
            distance(held.map_or(NEAR, |place| place.abs_diff(at).min(NEAR)))
        };
        let (left, right) = (steps(near.closes), steps(near.opens));
        add(feature(1018, quoted(-2) << 12 | quoted(-1) << 8 | quoted(0) << 4 | quoted(1)));
        add(feature(1019, pair(this.stem, quoted(-1) << 8 | quoted(0) << 4 | quoted(1))));
        add(feature(1030, left * 16 + right));
        add(feature(1031, pair(this.stem, left.min(6))));
        add(feature(1032, pair(this.stem, right.min(6))));
    }
}
