//! Linear models of claims: a file of keys and weights, read once, and sums that are the same on every machine.

use crate::lexicon::WordList;
use crate::model::hash;

/// Weights are written as whole thousandths.
pub(crate) const SCALE: f64 = 1000.0;

/// Weights by the hashes of their keys, sorted.
#[derive(Debug)]
pub(super) struct Linear(Vec<(u64, i64)>);

impl Linear {
    /// Reads `key TAB weight`, after which words for the reader may follow. A weight that is no number counts nothing; a test
    /// sees to it that there is none.
    pub(super) fn read(file: &'static str) -> Self {
        let mut weights: Vec<(u64, i64)> =
            WordList::new(file).iter().filter_map(|(key, value)| Some((hash::word(key), weight(value)?))).collect();
        weights.sort_unstable();
        Self(weights)
    }

    /// The margin of what `features` calls its argument with: the sum of values times weights. Values are rounded to thousandths, so that
    /// the sum is one of whole numbers and their order does not matter.
    pub(super) fn margin(&self, features: impl FnOnce(&mut dyn FnMut(&str, f64))) -> f64 {
        let mut sum = 0_i64;
        features(&mut |key, value| {
            if let Ok(at) = self.0.binary_search_by_key(&hash::word(key), |&(hash, _)| hash) {
                sum += (value * SCALE).round() as i64 * self.0[at].1;
            }
        });
        sum as f64 / SCALE / SCALE
    }
}

/// The weight at the head of an entry.
pub(super) fn weight(value: &str) -> Option<i64> {
    value.split('\t').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_values_times_weights() {
        let model = Linear::read("# A model.\ndam\t-500\triver, lake\nvote\t2000\n");
        let margin = model.margin(|see| {
            see("vote", 0.5);
            see("dam", 1.0);
            see("absent", 1.0);
        });
        assert!((margin - 0.5).abs() < 1e-12);
    }
}
