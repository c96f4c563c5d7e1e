//! Word clusters: groups of words that stand in the same surroundings ("percent, inflation, growth"; "lawsuit, court, judge").
//!
//! They carry what was learnt from a few labelled sentences over to words that those do not have. The name tagger brings them along
//! (k-means of `GloVe` vectors, see `name_tagger.md`): here the two coarse sizes are used, 64 and 256 groups.

use super::words::Words;
use crate::extract::entity::tag::features::lower_hash;
use crate::extract::entity::tag::resources::resources;

/// How many groups the finer size has.
const FINE: usize = 256;

/// What the keys of the two sizes begin with.
pub(crate) const COARSE_KEY: &str = "=cluster64:";
/// The same for the finer size.
pub(crate) const FINE_KEY: &str = "=cluster256:";
/// What the key of the first word's cluster begins with.
pub(crate) const FIRST_KEY: &str = "=first256:";

/// The numbers of a word's clusters among 64 and among 256; of a hyphenated word those of its last part.
pub(crate) fn of(lower: &str) -> Option<(u16, u16)> {
    let resources = resources()?;
    let find = |word: &str| resources.clusters(lower_hash(word)).map(|[coarse, fine, ..]| (coarse, fine));
    find(lower).or_else(|| find(lower.rsplit_once('-')?.1))
}

/// Calls `see` once with the key of each cluster that a word of `words` is in.
pub(super) fn see_all(words: &Words, see: &mut dyn FnMut(&str, f64)) {
    let mut coarse_seen = 0_u64;
    let mut fine_seen = [false; FINE];
    let mut key = String::new();
    for index in (0..words.len()).filter(|&index| words.is_word(index)) {
        let Some((coarse, fine)) = of(words.get(index)) else { continue };
        if coarse_seen & 1 << (coarse % 64) == 0 {
            coarse_seen |= 1 << (coarse % 64);
            see_key(&mut key, COARSE_KEY, coarse, see);
        }
        if let Some(seen) = fine_seen.get_mut(usize::from(fine)).filter(|seen| !**seen) {
            *seen = true;
            see_key(&mut key, FINE_KEY, fine, see);
        }
    }
}

/// Calls `see` with the key of the first word's cluster: how a sentence begins tells orders and thanks from reports.
pub(super) fn see_first(words: &Words, see: &mut dyn FnMut(&str, f64)) {
    let first = (0..words.len()).find(|&index| words.is_word(index));
    if let Some((_, fine)) = first.and_then(|index| of(words.get(index))) {
        see_key(&mut String::new(), FIRST_KEY, fine, see);
    }
}

fn see_key(key: &mut String, name: &str, number: u16, see: &mut dyn FnMut(&str, f64)) {
    key.clear();
    key.push_str(name);
    push_number(key, number);
    see(key, 1.0);
}

fn push_number(key: &mut String, number: u16) {
    if number >= 10 {
        push_number(key, number / 10);
    }
    key.push(char::from(b'0' + (number % 10) as u8));
}
