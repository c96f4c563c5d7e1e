//! Linear models: a list of keys and weights, read where it lies, and sums that are the same on every machine.

use crate::lexicon::{WordList, number};

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

    /// The weight of a key, in thousandths; 0 if the model has no such key.
    pub(crate) fn weight(&self, key: &str) -> i32 {
        self.0.get(key).and_then(weight).unwrap_or(0)
    }

    /// The margin of what `features` calls its argument with: the sum of values times weights.
    pub(crate) fn margin(&self, features: impl FnOnce(&mut dyn FnMut(&str, f64))) -> f64 {
        let mut sum = Sum::default();
        features(&mut |key, value| sum.add(self.weight(key), value));
        sum.margin()
    }
}

/// A sum of values times weights. Values are rounded to thousandths, so that it is one of whole numbers and their order does not matter.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum(i64);

impl Sum {
    /// Adds a value times a weight in thousandths.
    pub(crate) fn add(&mut self, weight: i32, value: f64) {
        if weight != 0 {
            // Half a thousandth counts as one, away from zero: `f64::round` is a call on machines that have no instruction for it.
            self.0 += (value * SCALE + 0.5_f64.copysign(value)) as i64 * i64::from(weight);
        }
    }

    /// What it comes to.
    pub(crate) fn margin(self) -> f64 {
        self.0 as f64 / SCALE / SCALE
    }
}

/// The weight at the head of an entry.
pub(crate) fn weight(value: &str) -> Option<i32> {
    let end = value.bytes().position(|byte| byte == b'\t').unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}

/// The weights of the keys of a model's file that are `prefix` and one of `names`, in thousandths and in the order of `names`; 0 for a key that the
/// file has not. For features that nearly every sentence has, worked out when the program is compiled.
pub(crate) const fn weights<const N: usize>(file: &str, prefix: &str, names: &[&str; N]) -> [i32; N] {
    let bytes = file.as_bytes();
    let mut weights = [0; N];
    let mut start = 0;
    while start < bytes.len() {
        if let Some(key) = after(bytes, start, prefix) {
            let mut index = 0;
            while index < N {
                if let Some(end) = after(bytes, key, names[index])
                    && bytes[end] == b'\t'
                {
                    weights[index] = number(bytes, end + 1);
                }
                index += 1;
            }
        }
        start = next_line(bytes, start);
    }
    weights
}

/// The index of a name among some, worked out when the program is compiled, which fails if there is no such name.
pub(crate) const fn position(names: &[&str], name: &str) -> usize {
    let mut index = 0;
    loop {
        assert!(index < names.len(), "no such name");
        let one = names[index];
        if one.len() == name.len() && after(one.as_bytes(), 0, name).is_some() {
            return index;
        }
        index += 1;
    }
}

/// The weights of the keys that are `prefix` and a number below `N`, as [`weights`].
pub(crate) const fn numbered<const N: usize>(file: &str, prefix: &str) -> [i32; N] {
    let bytes = file.as_bytes();
    let mut weights = [0; N];
    let mut start = 0;
    while start < bytes.len() {
        if let Some(mut at) = after(bytes, start, prefix) {
            assert!(bytes[at].is_ascii_digit(), "a key is no number");
            let index = number(bytes, at).unsigned_abs() as usize;
            while bytes[at] != b'\t' {
                at += 1;
            }
            weights[index] = number(bytes, at + 1);
        }
        start = next_line(bytes, start);
    }
    weights
}

/// Where `bytes` go on after `wanted`, if that is what they have at a place.
const fn after(bytes: &[u8], place: usize, wanted: &str) -> Option<usize> {
    let wanted = wanted.as_bytes();
    let mut at = 0;
    while at < wanted.len() {
        if place + at >= bytes.len() || bytes[place + at] != wanted[at] {
            return None;
        }
        at += 1;
    }
    Some(place + at)
}

const fn next_line(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'\n' {
        at += 1;
    }
    at + 1
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

    #[test]
    fn tables_hold_what_the_list_says() {
        const FILE: &str = "# dam\n=dam\t-500\triver, lake\ndam\t7\ndam:0\t3\ndam:1\t5\ndam:10\t-1\ndams\t9\n";
        assert_eq!(weights(FILE, "", &["dam", "absent", "dams"]), [7, 0, 9]);
        assert_eq!(weights(FILE, "=", &["dam", "dams"]), [-500, 0]);
        assert_eq!([position(&["dam", "dams"], "dams"), position(&["dams", "dam"], "dam")], [1, 1]);
        assert_eq!(numbered::<12>(FILE, "dam:"), [3, 5, 0, 0, 0, 0, 0, 0, 0, 0, -1, 0]);
    }
}
