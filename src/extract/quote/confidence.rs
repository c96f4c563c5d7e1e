//! How sure a quote and its speaker are: a logistic model over what can be seen of the attribution.
//!
//! The confidence is the probability that a careful reader marks the same attribution (at least half of its content) with the same source.
//! It was learned from PolNeAR's training articles, each read by models that had not seen it (`src/train/confidence.rs`), so that the models'
//! own margins mean the same there and here; `newsparse-train reliability` prints how well it holds on other articles.

use super::records::{Evidence, Record};
use crate::document::{QuoteKind, Speaker, SpeakerStatus};
use crate::lexicon::word_list;
use crate::model::linear::Linear;
use crate::model::logistic::logistic;

const FILE: &str = include_str!("../../data/attribution_confidence.tsv");
static MODEL: Linear = Linear::new(word_list!(FILE));

/// Attributions without a quotation that are less sure than this are left out. Chosen on PolNeAR dev.
pub(super) const LEAST: f64 = 0.3;

/// Bytes of a few words.
pub(super) const SHORT: usize = 20;

/// A few words that stand in quotation marks and are less likely than this to be what anybody says (a name for a thing, a title, words at a distance) are left
/// out, too. Chosen on PolNeAR dev.
pub(super) const LEAST_IN_MARKS: f64 = 0.15;

/// A quotation whose speaker is less sure than this is kept without: better none than a wrong one. Chosen on PolNeAR dev.
pub(super) const LEAST_FOR_SPEAKER: f64 = 0.25;

/// The confidence of a record with its speaker, 0 to 1.
pub(crate) fn of(record: &Record, speaker: Option<&Speaker>) -> f64 {
    logistic(MODEL.margin(|see| features(record, speaker, |key| see(key, 1.0))))
}

/// Calls `see` with each feature; each also with the kind of the quote before it.
pub(crate) fn features(record: &Record, speaker: Option<&Speaker>, mut see: impl FnMut(&str)) {
    let kind = match record.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    };
    let mut key = String::with_capacity(48);
    let mut both = |name: &str, value: &str| {
        for prefix in ["", kind] {
            key.clear();
            key.push_str(prefix);
            key.push_str(if prefix.is_empty() { "" } else { ":" });
            key.push_str(name);
            key.push_str(if value.is_empty() { "" } else { ":" });
            key.push_str(value);
            see(&key);
        }
    };
    both("bias", "");
    let evidence = match record.evidence {
        Evidence::CueAtQuotation | Evidence::QuotationInClause | Evidence::CueAndClause => "cue",
        Evidence::Introduced => "introduced",
        Evidence::Carried => "carried",
        Evidence::Transcript => "transcript",
        Evidence::Unattributed => "none",
    };
    both("evidence", evidence);
    let status = match speaker.map(|speaker| speaker.status) {
        None => "none",
        Some(SpeakerStatus::Named) => "named",
        Some(SpeakerStatus::Described) => "described",
        Some(SpeakerStatus::Anonymous) => "anonymous",
        Some(SpeakerStatus::Pronoun) => "pronoun",
    };
    both("speaker", status);
    if let Some([cue, source, content]) = record.margins {
        both("cue", step(cue));
        both("source", if record.source.is_some() { step(source) } else { "none" });
        both("content", step(content));
    }
    let length = |bytes: usize| match bytes {
        0..=5 => "under_6",
        6..=15 => "under_16",
        16..=40 => "under_41",
        41..=90 => "under_91",
        91..=250 => "under_251",
        _ => "long",
    };
    both("length", length(record.spans.iter().map(|span| span.len()).sum()));
    if let Some(source) = record.source {
        both("source_length", length(source.span.len()));
        let first = record.spans.first().map_or(0, |span| span.start);
        let far = source.span.start.abs_diff(first) / 100;
        both("side", if source.span.start < first { "before" } else { "after" });
        both(
            "distance",
            if far == 0 {
                "near"
            } else if far < 3 {
                "middle"
            } else {
                "far"
            },
        );
    }
}

/// A margin as a class.
fn step(margin: i32) -> &'static str {
    match margin {
        ..-72 => "under_-3",
        -72..-48 => "under_-2",
        -48..-24 => "under_-1",
        -24..0 => "under_0",
        0..24 => "under_1",
        24..48 => "under_2",
        48..96 => "under_4",
        96..144 => "under_6",
        144..216 => "under_9",
        _ => "high",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("attribution_confidence.tsv", super::FILE);
        for (key, value) in crate::lexicon::word_list!(super::FILE).iter() {
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }
}
