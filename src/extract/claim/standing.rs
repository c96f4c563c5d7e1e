//! What a quote does with what it says in a sentence: puts it forward as true, or wishes, orders or only names it.
//!
//! "Polls show a close contest" puts something forward without a clause, "announced his retirement" only names something, and "agreed on
//! creating a fund" reports what was done. No list of verbs tells these apart: a logistic model does, over the words of the cue, the form of
//! the content and what the quote is. It was learnt from sentences of news that people labelled as attributed or not (`standing.tsv`).

use super::clause::main_clause;
use super::lexeme::NEGATES;
use super::signals::{BE, MODAL, PAST, PRESENT};
use super::words::{Text, Words};
use crate::document::{Quote, QuoteKind, SpeakerStatus};
use crate::extract::quote::classes::{Class, class_of};
use crate::lexicon::{Grams, Reading, word_hash};
use crate::model::linear::{Sum, position, weights};
use crate::span::Span;
use std::cell::OnceCell;
use std::fmt;

const FILE: &str = include_str!("../../data/standing.tsv");
static MODEL: Grams<4096> = Grams::of(FILE);
/// The weights of [`FORMS`], for any quote and for those of a kind.
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static FORM_WEIGHTS: [i32; FORMS.len()] = weights(FILE, "", &FORMS);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static DIRECT_WEIGHTS: [i32; FORMS.len()] = weights(FILE, "direct:", &FORMS);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static MIXED_WEIGHTS: [i32; FORMS.len()] = weights(FILE, "mixed:", &FORMS);
#[allow(long_running_const_eval, reason = "a long list, still read in less than a second")]
static INDIRECT_WEIGHTS: [i32; FORMS.len()] = weights(FILE, "indirect:", &FORMS);

/// Beginnings of the words in cues that attribute wishes, plans and orders.
pub(super) const NOT_ASSERTING: [&str; 25] = [
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

/// What may be so of any quote.
const FORMS: [&str; 55] = [
    "bias",
    "share",
    "confidence",
    "within",
    "verb",
    "clause_before_cue",
    "no_cue",
    "negated",
    "charges",
    "promises",
    "to_come",
    "asks",
    "speaker=none",
    "speaker=named",
    "speaker=described",
    "speaker=anonymous",
    "speaker=pronoun",
    "length=under_3",
    "length=under_5",
    "length=under_8",
    "length=under_13",
    "length=long",
    // By how the content begins, in the order of `OPENERS`.
    "first=about",
    "first=after",
    "first=against",
    "first=as",
    "first=at",
    "first=before",
    "first=by",
    "first=during",
    "first=for",
    "first=from",
    "first=how",
    "first=if",
    "first=in",
    "first=into",
    "first=it",
    "first=of",
    "first=on",
    "first=over",
    "first=that",
    "first=the",
    "first=there",
    "first=they",
    "first=through",
    "first=to",
    "first=under",
    "first=we",
    "first=what",
    "first=whether",
    "first=which",
    "first=who",
    "first=why",
    "first=with",
    "first=other",
];

/// The index of one of [`FORMS`].
const fn form(name: &str) -> usize {
    position(&FORMS, name)
}

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
    /// Whether the main clause of the content has a finite verb, once it was asked.
    verb: OnceCell<bool>,
}

impl<'a> Said<'a> {
    /// What `quote` says in the sentence at `span`.
    pub(super) fn new(text: &'a Text<'a>, span: Span, quote: &'a Quote) -> Self {
        let pieces = inside(quote, span);
        let content = Words::new(text, &pieces);
        let cue = quote.cue.as_deref().unwrap_or(&[]);
        let around = cue.iter().copied().chain(quote.speaker.as_ref().and_then(|speaker| speaker.span));
        let around: usize = around.filter(|piece| span.contains(*piece)).map(Span::len).sum();
        let said: usize = pieces.iter().map(|piece| piece.len()).sum();
        Self {
            count: (0..content.len()).filter(|&at| content.is_word(at)).count(),
            share: (said as f64 / span.len().saturating_sub(around).max(1) as f64).min(1.0),
            cue: Words::new(text, cue),
            verb: OnceCell::new(),
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
        // "The dam was safe, Lie disclosed" puts it forward, whatever the verb.
        let asks = has_word(&self.cue, &NOT_ASSERTING);
        let attributed = || self.quote.kind == QuoteKind::Indirect && !asks && self.is_clause_before_cue();
        if promises(self) || !withheld && (attributed() || !bare && margin(self) > 0.0) {
            Standing::Asserts
        } else if asks || is_negated(&self.cue) || self.content.get(0) == "to" {
            Standing::Wishes
        } else {
            Standing::Names
        }
    }

    /// Whether the content is a clause and stands before the cue.
    fn is_clause_before_cue(&self) -> bool {
        let end = self.pieces.last().map_or(0, |piece| piece.end);
        let cue = self.quote.cue.as_deref().unwrap_or(&[]);
        cue.first().is_some_and(|cue| cue.start >= end) && self.has_verb()
    }

    /// Whether the main clause of the content has a finite verb.
    fn has_verb(&self) -> bool {
        *self.verb.get_or_init(|| has_verb(&self.content))
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

/// A feature of the model, printed as its key.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Feature<'a> {
    /// One of [`FORMS`].
    Form(usize),
    /// The same of a quote of a kind.
    FormOf(QuoteKind, usize),
    /// A word of the cue, with what it is told by before it.
    Word(&'static str, &'a str),
}

impl fmt::Display for Feature<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(form) => f.write_str(FORMS[*form]),
            Self::FormOf(QuoteKind::Direct, form) => write!(f, "direct:{}", FORMS[*form]),
            Self::FormOf(QuoteKind::Mixed, form) => write!(f, "mixed:{}", FORMS[*form]),
            Self::FormOf(QuoteKind::Indirect, form) => write!(f, "indirect:{}", FORMS[*form]),
            Self::Word(name, word) => write!(f, "{name}{word}"),
        }
    }
}

/// How much speaks for a quote's putting forward what it says.
fn margin(said: &Said) -> f64 {
    let mut sum = Sum::default();
    features(said, |feature, value| {
        let weight = match feature {
            Feature::Form(form) => FORM_WEIGHTS[form],
            Feature::FormOf(QuoteKind::Direct, form) => DIRECT_WEIGHTS[form],
            Feature::FormOf(QuoteKind::Mixed, form) => MIXED_WEIGHTS[form],
            Feature::FormOf(QuoteKind::Indirect, form) => INDIRECT_WEIGHTS[form],
            Feature::Word(name, word) => MODEL.get(Reading::NOTHING.and(word_hash(name.bytes().chain(word.bytes())))),
        };
        sum.add(weight, value);
    });
    sum.margin()
}

/// Calls `see` with the value of each feature; those of the form come again with the kind of the quote.
pub(crate) fn features(said: &Said, mut see: impl FnMut(Feature, f64)) {
    let Said { quote, content, cue, .. } = said;
    let mut both = |form: usize, value: f64| {
        see(Feature::Form(form), value);
        see(Feature::FormOf(quote.kind, form), value);
    };
    let flag = |value: bool| f64::from(u8::from(value));
    both(const { form("bias") }, 1.0);
    both(const { form("share") }, said.share);
    both(const { form("confidence") }, quote.confidence);
    both(const { form("within") }, flag(quote.within.is_some()));
    let speaker = match quote.speaker.as_ref().map(|speaker| speaker.status) {
        None => const { form("speaker=none") },
        Some(SpeakerStatus::Named) => const { form("speaker=named") },
        Some(SpeakerStatus::Described) => const { form("speaker=described") },
        Some(SpeakerStatus::Anonymous) => const { form("speaker=anonymous") },
        Some(SpeakerStatus::Pronoun) => const { form("speaker=pronoun") },
    };
    both(speaker, 1.0);
    let length = match said.count {
        0..=2 => const { form("length=under_3") },
        3..=4 => const { form("length=under_5") },
        5..=7 => const { form("length=under_8") },
        8..=12 => const { form("length=under_13") },
        _ => const { form("length=long") },
    };
    both(length, 1.0);
    let first = (0..content.len()).find(|&at| content.is_word(at)).map_or("", |at| content.get(at));
    let opener = OPENERS.iter().position(|&opener| opener == first);
    both(opener.map_or(const { form("first=other") }, |opener| const { form("first=about") } + opener), 1.0);
    let has_verb = said.has_verb();
    both(const { form("verb") }, flag(has_verb));
    if quote.cue.is_none() {
        both(const { form("no_cue") }, 1.0);
        return;
    }
    both(const { form("clause_before_cue") }, flag(said.is_clause_before_cue()));
    both(const { form("negated") }, flag(is_negated(cue)));
    let charges = matches!(first, "of" | "for" | "with" | "on" | "as") && has_word(cue, &CHARGES);
    both(const { form("charges") }, flag(charges));
    both(const { form("promises") }, flag(promises(said)));
    both(const { form("to_come") }, flag(is_to_come(cue)));
    both(const { form("asks") }, flag(has_word(cue, &NOT_ASSERTING)));
    let words = || (0..cue.len()).filter(|&at| cue.is_word(at));
    let mut see_word = |name: &'static str, word: &str| see(Feature::Word(name, word), 1.0);
    let form = match first {
        "to" => "to:",
        "that" | "how" | "why" | "whether" | "what" => "that:",
        _ if has_verb => "clause:",
        _ if opener.is_some() => "object:",
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
        if let Some((coarse, fine)) = cue.lexeme(last).clusters {
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
    let first = usize::from(said.content.get(0) == "not");
    said.content.get(first) == "to" && has_word(&said.cue, &PROMISES) && !is_negated(&said.cue)
}

/// Whether it is still to be said: what somebody "would put forward" nobody has put forward yet, but "would later say" tells of the past.
fn is_to_come(cue: &Words) -> bool {
    let adverb = cue.kind(1).is_none_or(|kind| class_of(cue.original(1), kind) == Class::Adverb);
    matches!(cue.get(0), "will" | "would" | "may" | "might" | "could" | "should") && !adverb && cue.get(1) != "go"
}

fn is_negated(cue: &Words) -> bool {
    (0..cue.len()).any(|at| cue.is(at, NEGATES))
}

/// Whether a word begins with one of `starts`.
pub(super) fn has_word(words: &Words, starts: &[&str]) -> bool {
    (0..words.len()).map(|at| words.get(at)).any(|word| starts.iter().any(|start| word.starts_with(start)))
}

/// Whether the main clause of the content has a finite verb.
fn has_verb(content: &Words) -> bool {
    let main = main_clause(content);
    (0..content.len()).any(|at| main.get(at) == Some(&true) && content.is(at, PAST | PRESENT | MODAL | BE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_is_well_formed() {
        crate::lexicon::assert_well_formed("standing.tsv", FILE);
        for (key, value) in crate::lexicon::word_list!(FILE).iter() {
            assert!(crate::model::linear::weight(value).is_some(), "{key}: {value}");
        }
    }

    #[test]
    fn each_opener_has_its_form() {
        for (at, opener) in OPENERS.iter().enumerate() {
            assert_eq!(FORMS[form("first=about") + at], format!("first={opener}"));
        }
    }
}
