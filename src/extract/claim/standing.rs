//! What a quote does with what it says in a sentence: puts it forward as true, or wishes, orders or only names it.
//!
//! "Polls show a close contest" puts something forward without a clause, "announced his retirement" only names something, and "agreed on
//! creating a fund" reports what was done. No list of verbs tells these apart: a logistic model does, over the words of the cue, the form of
//! the content and what the quote is. It was learnt from sentences of news that people labelled as attributed or not (`standing.tsv`).

use super::clause::main_clause;
use super::cluster;
use super::signals;
use super::words::Words;
use crate::document::{Document, Quote, QuoteKind, SpeakerStatus};
use crate::extract::quote::classes::{Class, class_of};
use crate::lexicon::word_list;
use crate::model::linear::Linear;
use crate::span::Span;

const FILE: &str = include_str!("../../data/standing.tsv");
static MODEL: Linear = Linear::new(word_list!(FILE));

/// Beginnings of the words in cues that attribute wishes, plans and orders.
const NOT_ASSERTING: [&str; 25] = [
    "convinc", "aim", "ask", "ban", "commend", "declin", "demand", "direct", "encourag", "exhort", "hope", "hoping",
    "invit", "order", "plan", "prais", "refus", "request", "seek", "sought", "thank", "tried", "urg", "want", "wish",
];

/// Beginnings of the words in cues after which "to" begins what a source commits itself to.
pub(super) const PROMISES: [&str; 8] = ["assur", "commit", "guarantee", "pledg", "promis", "swear", "threat", "vow"];

/// Beginnings of the words in cues after which "of", "for", "with", "on" or "as" begins what a source holds against or for somebody.
const CHARGES: [&str; 9] = ["accus", "alleg", "blam", "charg", "convict", "credit", "describ", "fault", "suspect"];

/// Words at the beginning of a content that tell what form it has.
const OPENERS: [&str; 32] = [
    "about", "after", "against", "as", "at", "before", "by", "during", "for", "from", "how", "if", "in", "into", "it",
    "of", "on", "over", "that", "the", "there", "they", "through", "to", "under", "we", "what", "whether", "which",
    "who", "why", "with",
];

/// What a quote does with its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Puts it forward as true.
    Asserts,
    /// Only names it: "announced his retirement", "expressed concern".
    Names,
    /// Wishes or orders it, or says that it is not said.
    Wishes,
}

/// What a quote says in a sentence.
pub(crate) struct Said<'a> {
    quote: &'a Quote,
    /// Its content inside the sentence.
    pub(super) pieces: Vec<Span>,
    content: Words<'a>,
    cue: Words<'a>,
    /// Words of the content.
    pub(super) count: usize,
    /// How much of the sentence, without cue and source, is content; 0 to 1.
    share: f64,
}

impl<'a> Said<'a> {
    /// What `quote` says in the sentence at `span`.
    pub(super) fn new(document: &'a Document, span: Span, quote: &'a Quote) -> Self {
        let pieces = inside(quote, span);
        let content = Words::new(document, &pieces);
        let cue = quote.cue.as_deref().unwrap_or(&[]);
        let around = cue.iter().copied().chain(quote.speaker.as_ref().and_then(|speaker| speaker.span));
        let around: usize = around.filter(|piece| span.contains(*piece)).map(Span::len).sum();
        let said: usize = pieces.iter().map(|piece| piece.len()).sum();
        Self {
            count: (0..content.len()).filter(|&at| content.is_word(at)).count(),
            share: (said as f64 / span.len().saturating_sub(around).max(1) as f64).min(1.0),
            cue: Words::new(document, cue),
            quote,
            pieces,
            content,
        }
    }

    /// What the quote does with it.
    pub(super) fn standing(&self) -> Standing {
        // What the words mean, of which there are too few to learn it from: what somebody vows to do is put forward, what somebody
        // "could not explain" is not.
        let withheld = is_negated(&self.cue) && !has_word(&self.cue, &["sa", "tell", "told"]);
        // Words in quotation marks in a sentence that nobody is said to say are only named.
        let bare = self.quote.speaker.is_none() && self.quote.cue.is_none() && self.share < 0.5;
        if promises(self) || !withheld && !bare && MODEL.margin(|see| features(self, see)) > 0.0 {
            Standing::Asserts
        } else if has_word(&self.cue, &NOT_ASSERTING) || is_negated(&self.cue) || self.content.get(0) == "to" {
            Standing::Wishes
        } else {
            Standing::Names
        }
    }
}

/// The pieces of a quote's content that lie in the sentence.
fn inside(quote: &Quote, sentence: Span) -> Vec<Span> {
    // A quotation may go on over any number of paragraphs, so its pieces are searched, not walked.
    let first = quote.spans.partition_point(|piece| piece.end <= sentence.start);
    let rest = quote.spans.get(first..).unwrap_or(&[]);
    rest.iter()
        .take_while(|piece| piece.start < sentence.end)
        .filter(|piece| piece.overlaps(sentence))
        .map(|piece| Span::new(piece.start.max(sentence.start), piece.end.min(sentence.end)))
        .collect()
}

/// Calls `see` with the key and value of each feature; those of the form come again with the kind of the quote before them.
pub(crate) fn features(said: &Said, see: &mut dyn FnMut(&str, f64)) {
    let Said { quote, content, cue, .. } = said;
    let kind = match quote.kind {
        QuoteKind::Direct => "direct",
        QuoteKind::Mixed => "mixed",
        QuoteKind::Indirect => "indirect",
    };
    let mut key = String::with_capacity(48);
    let mut both = |name: &str, value: &str, weight: f64| {
        for prefix in ["", kind] {
            key.clear();
            for part in [prefix, if prefix.is_empty() { "" } else { ":" }, name, value] {
                key.push_str(part);
            }
            see(&key, weight);
        }
    };
    both("bias", "", 1.0);
    both("share", "", said.share);
    both("confidence", "", quote.confidence);
    both("within", "", f64::from(u8::from(quote.within.is_some())));
    let speaker = match quote.speaker.as_ref().map(|speaker| speaker.status) {
        None => "none",
        Some(SpeakerStatus::Named) => "named",
        Some(SpeakerStatus::Described) => "described",
        Some(SpeakerStatus::Anonymous) => "anonymous",
        Some(SpeakerStatus::Pronoun) => "pronoun",
    };
    both("speaker=", speaker, 1.0);
    let length = match said.count {
        0..=2 => "under_3",
        3..=4 => "under_5",
        5..=7 => "under_8",
        8..=12 => "under_13",
        _ => "long",
    };
    both("length=", length, 1.0);
    let first = (0..content.len()).find(|&at| content.is_word(at)).map_or("", |at| content.get(at));
    both("first=", if OPENERS.contains(&first) { first } else { "other" }, 1.0);
    both("verb", "", f64::from(u8::from(has_verb(content))));
    if quote.cue.is_none() {
        both("no_cue", "", 1.0);
        return;
    }
    both("negated", "", f64::from(u8::from(is_negated(cue))));
    let charges = matches!(first, "of" | "for" | "with" | "on" | "as") && has_word(cue, &CHARGES);
    both("charges", "", f64::from(u8::from(charges)));
    both("promises", "", f64::from(u8::from(promises(said))));
    both("to_come", "", f64::from(u8::from(is_to_come(cue))));
    both("asks", "", f64::from(u8::from(has_word(cue, &NOT_ASSERTING))));
    let words = || (0..cue.len()).filter(|&at| cue.is_word(at));
    let mut see_word = |name: &str, value: &str| {
        key.clear();
        key.push_str(name);
        key.push_str(value);
        see(&key, 1.0);
    };
    let form = match first {
        "to" => "to:",
        "that" | "how" | "why" | "whether" | "what" => "that:",
        _ if has_verb(content) => "clause:",
        _ if OPENERS.contains(&first) => "object:",
        _ => "noun:",
    };
    for at in words() {
        see_word("cue=", cue.get(at));
        let start = start(cue.get(at));
        see_word("start=", start);
        see_word(form, start);
    }
    if let Some(last) = words().next_back() {
        see_word("last=", cue.get(last));
        if let Some((coarse, fine)) = cluster::of(cue.get(last)) {
            see_word("last64=", &coarse.to_string());
            see_word("last256=", &fine.to_string());
        }
    }
}

/// The beginning of a word, which its forms have in common.
fn start(word: &str) -> &str {
    /// Characters of it.
    const LENGTH: usize = 5;
    word.char_indices().nth(LENGTH).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// Whether it is what the source commits itself to.
fn promises(said: &Said) -> bool {
    said.content.get(0) == "to" && has_word(&said.cue, &PROMISES) && !is_negated(&said.cue)
}

/// Whether it is still to be said: what somebody "would put forward" nobody has put forward yet, but "would later say" tells of the past.
fn is_to_come(cue: &Words) -> bool {
    let adverb = cue.kind(1).is_none_or(|kind| class_of(cue.original(1), kind) == Class::Adverb);
    matches!(cue.get(0), "will" | "would" | "may" | "might" | "could" | "should") && !adverb && cue.get(1) != "go"
}

fn is_negated(cue: &Words) -> bool {
    (0..cue.len()).any(|at| signals::is_negation(cue.get(at)))
}

/// Whether a word begins with one of `starts`.
pub(super) fn has_word(words: &Words, starts: &[&str]) -> bool {
    (0..words.len()).any(|at| starts.iter().any(|start| words.get(at).starts_with(start)))
}

/// Whether the main clause of the content has a finite verb.
fn has_verb(content: &Words) -> bool {
    let main = main_clause(content);
    (0..content.len()).filter(|&at| main.get(at) == Some(&true)).any(|at| {
        let word = content.get(at);
        ["past", "present", "modal", "be"].iter().any(|class| signals::is_in_class(word, class))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("standing.tsv", FILE);
        for (key, value) in word_list!(FILE).iter() {
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }
}
