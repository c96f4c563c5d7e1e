//! How the models of claims are shown the features of a sentence, whether for a score or to be learnt from.

use crate::model::linear::Sum;

/// Is shown features, each with its value.
pub(crate) trait See<Feature> {
    /// Sees one.
    fn see(&mut self, feature: Feature, value: f64);
}

/// A feature that a model has a weight for.
pub(super) trait Weighed {
    /// The weight, in thousandths.
    fn weight(self) -> i32;
}

/// Adds up their weights: what a score is made of.
impl<Feature: Weighed> See<Feature> for Sum {
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "which feature it is, is known where it is seen: a weight is left to be looked up"
    )]
    fn see(&mut self, feature: Feature, value: f64) {
        self.add(feature.weight(), value);
    }
}

/// Passes them on by their keys: what is learnt from.
#[cfg(feature = "train")]
pub(crate) struct ByKey<'a>(pub(crate) &'a mut dyn FnMut(&str, f64));

#[cfg(feature = "train")]
impl<Feature: std::fmt::Display> See<Feature> for ByKey<'_> {
    fn see(&mut self, feature: Feature, value: f64) {
        (self.0)(&feature.to_string(), value);
    }
}
