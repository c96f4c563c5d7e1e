//! How the models of claims are shown the features of a sentence, whether for a score or to be learnt from.

use std::fmt;

/// Is shown features, each with its value.
pub(crate) trait See<Feature: fmt::Display> {
    /// Sees one.
    fn see(&mut self, feature: Feature, value: f64);
}

/// Passes them on by their keys: what is learnt from.
#[cfg(feature = "train")]
pub(crate) struct ByKey<'a>(pub(crate) &'a mut dyn FnMut(&str, f64));

#[cfg(feature = "train")]
impl<Feature: fmt::Display> See<Feature> for ByKey<'_> {
    fn see(&mut self, feature: Feature, value: f64) {
        (self.0)(&feature.to_string(), value);
    }
}
