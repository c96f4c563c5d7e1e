//! How sure a quote's speaker is: a few classes of evidence, one probability each.
//!
//! Each figure is the share of quotes of the class whose source overlaps the annotated one, measured on quotes/polnear.train; the
//! classes are coarse so that each is measured on hundreds of quotes.

use super::attribution::{Evidence, Record};
use crate::document::{Speaker, SpeakerStatus};

/// Where no speaker is given: how often such a stretch is said by anybody at all.
const UNKNOWN: f64 = 0.3;

/// The confidence of a record with its resolved speaker, 0 to 1.
pub(super) fn of(record: &Record, speaker: Option<&Speaker>) -> f64 {
    let Some(speaker) = speaker else { return UNKNOWN };
    let certain = match record.evidence {
        Evidence::CueAtQuotation => 0.95,
        Evidence::SharedSource | Evidence::Transcript => 0.8,
        Evidence::QuotationInClause | Evidence::CueAndClause | Evidence::Introduced => 0.75,
        Evidence::Carried => 0.65,
        Evidence::Unattributed => UNKNOWN,
    };
    if speaker.status == SpeakerStatus::Pronoun { certain * 0.8 } else { certain }
}
