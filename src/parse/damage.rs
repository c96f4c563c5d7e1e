//! Damaged characters: lost, replaced or wrongly decoded.

use crate::document::Warning;

/// A warning for each run of damage in the text.
pub fn find(_text: &str) -> Vec<Warning> {
    Vec::new()
}
