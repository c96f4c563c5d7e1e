//! Whether the text is English.

use crate::document::{Document, Warning};

/// A warning if the text is not English.
pub fn check(_document: &Document) -> Option<Warning> {
    None
}
