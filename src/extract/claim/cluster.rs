//! Word clusters: groups of words that stand in the same surroundings ("percent, inflation, growth"; "lawsuit, court, judge").
//!
//! They carry what was learnt from a few labelled sentences over to words that those do not have. The name tagger brings them along
//! (k-means of `GloVe` vectors, see `name_tagger.md`): here the two coarse sizes are used, 64 and 256 groups.

use super::words::Words;
use crate::extract::entity::tag::resources::resources;
use crate::model::hash;
use crate::model::linear::numbered;
use std::fmt;

/// How many groups the two sizes have.
const COARSE: usize = 64;
const FINE: usize = 256;

/// What the keys of the two sizes begin with.
pub(crate) const COARSE_KEY: &str = "=cluster64:";
/// The same for the finer size.
pub(crate) const FINE_KEY: &str = "=cluster256:";
/// What the keys begin with that count the words of a cluster, before what those of the cluster itself begin with.
pub(crate) const SHARE: &str = "share:";
/// What the key of the first word's cluster begins with.
pub(crate) const FIRST_KEY: &str = "=first256:";

/// The numbers of a word's clusters among 64 and among 256; of a hyphenated word those of its last part. `hash` is that of the word in lower case.
pub(crate) fn of(lower: &str, hash: u64) -> Option<(u8, u8)> {
    let resources = resources()?;
    let find = |hash: u64| resources.clusters(hash).map(|[coarse, fine, ..]| (coarse as u8, fine as u8));
    find(hash).or_else(|| find(hash::lower(lower.rsplit_once('-')?.1)))
}

/// That a sentence has a word of a cluster, by its number; a feature of the models, printed as its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cluster {
    /// Of the coarse size, somewhere.
    Coarse(u8),
    /// Of the fine size, somewhere.
    Fine(u8),
    /// Of the fine size, as the first word: how a sentence begins tells orders and thanks from reports.
    First(u8),
}

impl fmt::Display for Cluster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Coarse(number) => write!(f, "{COARSE_KEY}{number}"),
            Self::Fine(number) => write!(f, "{FINE_KEY}{number}"),
            Self::First(number) => write!(f, "{FIRST_KEY}{number}"),
        }
    }
}

/// What a model says of each cluster, in thousandths.
#[derive(Debug)]
pub(super) struct Weights {
    coarse: [i32; COARSE],
    fine: [i32; FINE],
    first: [i32; FINE],
}

impl Weights {
    /// Those of a model's file, worked out when the program is compiled.
    pub(super) const fn of(file: &str) -> Self {
        Self { coarse: numbered(file, COARSE_KEY), fine: numbered(file, FINE_KEY), first: numbered(file, FIRST_KEY) }
    }

    /// Those of shares.
    pub(super) const fn of_shares(file: &str) -> Self {
        Self {
            coarse: numbered(file, "share:=cluster64:"),
            fine: numbered(file, "share:=cluster256:"),
            first: [0; FINE],
        }
    }

    /// The weight of a cluster.
    #[inline]
    pub(super) fn get(&self, cluster: Cluster) -> i32 {
        let (weights, number): (&[i32], u8) = match cluster {
            Cluster::Coarse(number) => (&self.coarse, number),
            Cluster::Fine(number) => (&self.fine, number),
            Cluster::First(number) => (&self.first, number),
        };
        weights.get(usize::from(number)).copied().unwrap_or(0)
    }
}

/// Calls `see` once with each cluster that a word of `words` is in.
pub(super) fn see_all(words: &Words, mut see: impl FnMut(Cluster)) {
    let mut coarse_seen = [false; COARSE];
    let mut fine_seen = [false; FINE];
    for (coarse, fine) in words.plain().filter_map(|(_, lexeme)| lexeme.clusters) {
        let new = |seen: Option<&mut bool>| seen.is_some_and(|seen| !std::mem::replace(seen, true));
        if new(coarse_seen.get_mut(usize::from(coarse))) {
            see(Cluster::Coarse(coarse));
        }
        if new(fine_seen.get_mut(usize::from(fine))) {
            see(Cluster::Fine(fine));
        }
    }
}

/// Calls `see` with the clusters of each word of `words`, and how much one of them is of all, from 0 to 1: of many short sentences the words of
/// one kind are all that there is, of long ones many kinds have some.
pub(super) fn see_shares(words: &Words, mut see: impl FnMut(Cluster, f64)) {
    let share = 1.0 / words.plain().count().max(1) as f64;
    for (coarse, fine) in words.plain().filter_map(|(_, lexeme)| lexeme.clusters) {
        see(Cluster::Coarse(coarse), share);
        see(Cluster::Fine(fine), share);
    }
}

/// The cluster of the first word.
pub(super) fn first(words: &Words) -> Option<Cluster> {
    let (_, first) = words.plain().next()?;
    first.clusters.map(|(_, fine)| Cluster::First(fine))
}
