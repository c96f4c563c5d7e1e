//! How sure a quote and its speaker are: a logistic model over what can be seen of the attribution.
//!
//! The confidence is the probability that a careful reader marks the same attribution (at least half of its content) with the same source.
//! It was learned from PolNeAR's training articles, each read by models that had not seen it (`src/train/confidence.rs`), so that the models'
//! own margins mean the same there and here; `newsparse-train reliability` prints how well it holds on other articles.

use super::records::{Evidence, Record};
use crate::document::{QuoteKind, Speaker, SpeakerStatus};
use crate::model::linear::{Sum, position, weights};
use crate::model::logistic::logistic;
use std::fmt;

const FILE: &str = include_str!("../../data/attribution_confidence.tsv");
/// The weights of what is seen, and what is added to them for each kind of quote.
static WEIGHTS: [i32; SIGNS.len()] = weights(FILE, "", &SIGNS);
static DIRECT_WEIGHTS: [i32; SIGNS.len()] = weights(FILE, "direct:", &SIGNS);
static MIXED_WEIGHTS: [i32; SIGNS.len()] = weights(FILE, "mixed:", &SIGNS);
static INDIRECT_WEIGHTS: [i32; SIGNS.len()] = weights(FILE, "indirect:", &SIGNS);

/// What can be seen of an attribution; the classes of a margin or length stand together, from the lowest.
const SIGNS: [&str; 59] = [
    "bias",
    "evidence:cue",
    "evidence:introduced",
    "evidence:carried",
    "evidence:transcript",
    "evidence:none",
    "speaker:none",
    "speaker:named",
    "speaker:described",
    "speaker:anonymous",
    "speaker:pronoun",
    "side:before",
    "side:after",
    "distance:near",
    "distance:middle",
    "distance:far",
    "cue:under_-3",
    "cue:under_-2",
    "cue:under_-1",
    "cue:under_0",
    "cue:under_1",
    "cue:under_2",
    "cue:under_4",
    "cue:under_6",
    "cue:under_9",
    "cue:high",
    "source:under_-3",
    "source:under_-2",
    "source:under_-1",
    "source:under_0",
    "source:under_1",
    "source:under_2",
    "source:under_4",
    "source:under_6",
    "source:under_9",
    "source:high",
    "content:under_-3",
    "content:under_-2",
    "content:under_-1",
    "content:under_0",
    "content:under_1",
    "content:under_2",
    "content:under_4",
    "content:under_6",
    "content:under_9",
    "content:high",
    "source:none",
    "length:under_6",
    "length:under_16",
    "length:under_41",
    "length:under_91",
    "length:under_251",
    "length:long",
    "source_length:under_6",
    "source_length:under_16",
    "source_length:under_41",
    "source_length:under_91",
    "source_length:under_251",
    "source_length:long",
];

/// The index of a sign.
const fn sign(name: &str) -> usize {
    position(&SIGNS, name)
}

/// Attributions without a quotation that are less sure than this are left out. Chosen on PolNeAR dev.
pub(super) const LEAST: f64 = 0.27;

/// Bytes of a few words.
pub(super) const SHORT: usize = 20;

/// A few words that stand in quotation marks and are less likely than this to be what anybody says (a name for a thing, a title, words at a distance) are left
/// out, too. Chosen on PolNeAR dev.
pub(super) const LEAST_IN_MARKS: f64 = 0.15;

/// A quotation whose speaker is less sure than this is kept without: better none than a wrong one. Chosen on PolNeAR dev.
pub(super) const LEAST_FOR_SPEAKER: f64 = 0.25;

/// The confidence of a record with its speaker, 0 to 1.
pub(crate) fn of(record: &Record, speaker: Option<&Speaker>) -> f64 {
    let mut sum = Sum::default();
    features(record, speaker, |feature| sum.add(weight(feature), 1.0));
    logistic(sum.margin())
}

/// A feature of the model, printed as its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feature {
    /// A sign by its index.
    Sign(usize),
    /// The same with the kind of the quote.
    SignOf(QuoteKind, usize),
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Sign(sign) => f.write_str(SIGNS[sign]),
            Self::SignOf(kind, sign) => {
                let kind = match kind {
                    QuoteKind::Direct => "direct",
                    QuoteKind::Mixed => "mixed",
                    QuoteKind::Indirect => "indirect",
                };
                write!(f, "{kind}:{}", SIGNS[sign])
            }
        }
    }
}

/// The weight of a feature, in thousandths.
fn weight(feature: Feature) -> i32 {
    match feature {
        Feature::Sign(sign) => WEIGHTS[sign],
        Feature::SignOf(QuoteKind::Direct, sign) => DIRECT_WEIGHTS[sign],
        Feature::SignOf(QuoteKind::Mixed, sign) => MIXED_WEIGHTS[sign],
        Feature::SignOf(QuoteKind::Indirect, sign) => INDIRECT_WEIGHTS[sign],
    }
}

/// Calls `see` with each feature; each also with the kind of the quote.
pub(crate) fn features(record: &Record, speaker: Option<&Speaker>, mut see: impl FnMut(Feature)) {
    let mut both = |sign: usize| {
        see(Feature::Sign(sign));
        see(Feature::SignOf(record.kind, sign));
    };
    both(const { sign("bias") });
    both(match record.evidence {
        Evidence::CueAtQuotation | Evidence::QuotationInClause | Evidence::CueAndClause => {
            const { sign("evidence:cue") }
        }
        Evidence::Introduced => const { sign("evidence:introduced") },
        Evidence::Carried => const { sign("evidence:carried") },
        Evidence::Transcript => const { sign("evidence:transcript") },
        Evidence::Unattributed => const { sign("evidence:none") },
    });
    both(match speaker.map(|speaker| speaker.status) {
        None => const { sign("speaker:none") },
        Some(SpeakerStatus::Named) => const { sign("speaker:named") },
        Some(SpeakerStatus::Described) => const { sign("speaker:described") },
        Some(SpeakerStatus::Anonymous) => const { sign("speaker:anonymous") },
        Some(SpeakerStatus::Pronoun) => const { sign("speaker:pronoun") },
    });
    if let Some([cue, source, content]) = record.margins {
        both(const { sign("cue:under_-3") } + step(cue));
        let source_step = const { sign("source:under_-3") } + step(source);
        both(if record.source.is_some() { source_step } else { const { sign("source:none") } });
        both(const { sign("content:under_-3") } + step(content));
    }
    both(const { sign("length:under_6") } + length(record.spans.iter().map(|span| span.len()).sum()));
    if let Some(source) = record.source {
        both(const { sign("source_length:under_6") } + length(source.span.len()));
        let first = record.spans.first().map_or(0, |span| span.start);
        both(if source.span.start < first { const { sign("side:before") } } else { const { sign("side:after") } });
        both(match source.span.start.abs_diff(first) / 100 {
            0 => const { sign("distance:near") },
            1..3 => const { sign("distance:middle") },
            _ => const { sign("distance:far") },
        });
    }
}

/// The class of a margin, from 0.
fn step(margin: i32) -> usize {
    const ENDS: [i32; 9] = [-72, -48, -24, 0, 24, 48, 96, 144, 216];
    ENDS.iter().filter(|&&end| margin >= end).count()
}

/// The class of a length in bytes, from 0.
fn length(bytes: usize) -> usize {
    const ENDS: [usize; 5] = [6, 16, 41, 91, 251];
    ENDS.iter().filter(|&&end| bytes >= end).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("attribution_confidence.tsv", FILE);
        for (key, value) in crate::lexicon::word_list!(FILE).iter() {
            let kinds = ["direct:", "mixed:", "indirect:"];
            let sign = kinds.iter().find_map(|kind| key.strip_prefix(kind)).unwrap_or(key);
            assert!(SIGNS.contains(&sign), "{key}");
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }

    #[test]
    fn classes_stand_in_order() {
        let first = const { sign("cue:under_-3") };
        let found = [-100, -72, -1, 0, 216].map(|margin| SIGNS[first + step(margin)]);
        assert_eq!(found, ["cue:under_-3", "cue:under_-2", "cue:under_0", "cue:under_1", "cue:high"]);
        let first = const { sign("length:under_6") };
        let found = [0, 5, 6, 250, 251].map(|bytes| SIGNS[first + length(bytes)]);
        assert_eq!(found, ["length:under_6", "length:under_6", "length:under_16", "length:under_251", "length:long"]);
    }
}
