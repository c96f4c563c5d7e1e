//! Linear models: a list of keys and weights, read where it lies, and sums that are the same on every machine.

use crate::lexicon::WordList;

/// Weights are written as whole thousandths.
pub(crate) const SCALE: f64 = 1000.0;

/// `key TAB weight`, after which words for the reader may follow. A weight that is no number counts nothing; a test sees to it that
/// there is none.
#[derive(Debug)]
pub(crate) struct Linear(WordList);

impl Linear {
    /// A model over its list.
    pub(crate) const fn new(list: WordList) -> Self {
        Self(list)
    }

    /// The margin of what `features` calls its argument with: the sum of values times weights. Values are rounded to thousandths, so that
    /// the sum is one of whole numbers and their order does not matter.
    pub(crate) fn margin(&self, features: impl FnOnce(&mut dyn FnMut(&str, f64))) -> f64 {
        let mut sum = 0_i64;
        features(&mut |key, value| {
            if let Some(weight) = self.0.get(key).and_then(weight) {
                sum += (value * SCALE).round() as i64 * weight;
            }
        });
        sum as f64 / SCALE / SCALE
    }
}

/// The weight at the head of an entry.
pub(crate) fn weight(value: &str) -> Option<i64> {
    let end = value.bytes().position(|byte| byte == b'\t').unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::word_list;

    #[test]
    fn sums_values_times_weights() {
        let model = Linear::new(word_list!("# A model.\ndam\t-500\triver, lake\nvote\t2000\n"));
        let margin = model.margin(|see| {
            see("vote", 0.5);
            see("dam", 1.0);
            see("absent", 1.0);
        });
        assert!((margin - 0.5).abs() < 1e-12);
    }
}
