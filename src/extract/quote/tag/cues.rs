//! Finds cues with the first model.
//!
//! Sentences are read more than once, each time more readily or with other quotation marks, and words come again: what a word, its standing (class,
//! quotation marks, mention) and the words around it say by themselves is summed once, what a token scores once whatever it is read for.

use super::Cue;
use super::facts::Fact;
use super::features::{Features, WINDOW};
use super::label::{BEGIN, CUE_LABELS, OUTSIDE};
use crate::document::Document;
use crate::model::memory::Memory;
use crate::model::sequence::{self, Asked, Back, SequenceModel};
use std::cell::{RefCell, RefMut};
use std::ops::Range;

/// The scores of a token, or of what it shows, for each label.
type Scores = sequence::Scores<CUE_LABELS>;

/// What is known so far of one word or standing, at each place of the window.
pub(crate) type Known = [Option<Scores>; WINDOW];

thread_local! {
    static FORMS: RefCell<Memory<Known>> = RefCell::default();
}

/// What is known so far of the words of a document, whatever their quotation marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// By [`Fact::form`]; the last is for what lies beyond the paragraph.
    forms: Vec<Known>,
    /// The key of each in [`FORMS`].
    keys: Vec<u64>,
    /// By token, what the words around it say.
    around: Vec<Option<Scores>>,
}

impl Words {
    /// Begins with what was found out in other documents.
    fn begin(&mut self, facts: &[Fact], model: &SequenceModel<'_, CUE_LABELS>) {
        let count = facts.iter().map(|fact| fact.form as usize + 1).max().unwrap_or(0);
        self.keys = vec![0; count + 1];
        for fact in facts {
            if let Some(key) = self.keys.get_mut(fact.form as usize) {
                *key = fact.key();
            }
        }
        for key in &mut self.keys {
            *key = model.key(*key);
        }
        let memory = FORMS.take();
        self.forms = self.keys.iter().map(|&key| memory.get(key).copied().unwrap_or_default()).collect();
        FORMS.set(memory);
        self.around = vec![None; facts.len()];
    }

    /// Remembers what was found out for other documents.
    pub(crate) fn keep(&self) {
        let mut memory = FORMS.take();
        for (&key, &known) in self.keys.iter().zip(&self.forms) {
            memory.keep(key, known);
        }
        FORMS.set(memory);
    }
}

/// The first model at work on one document.
pub(crate) struct Reader<'d> {
    document: &'d Document,
    features: Features<'d>,
    model: &'d SequenceModel<'d, CUE_LABELS>,
    words: RefMut<'d, Words>,
    /// By the number of a standing, in the order in which they come; the first is for what lies beyond the paragraph.
    standings: Vec<Known>,
    /// The number of each [`Fact::standing`] that came, which few of them do; 0 for the others.
    numbers: Vec<u16>,
    tokens: Vec<Option<Scores>>,
    /// The scores of one sentence.
    scores: Vec<Scores>,
    back: Back<CUE_LABELS>,
    asked: Asked,
}

impl<'d> Reader<'d> {
    /// Begins to read; `words` is kept between readings of the same words, whose quotation marks may have changed.
    pub(crate) fn new(
        document: &'d Document,
        facts: &'d [Fact],
        model: &'d SequenceModel<'d, CUE_LABELS>,
        words: &'d RefCell<Words>,
    ) -> Self {
        let mut words = words.borrow_mut();
        if words.keys.is_empty() {
            words.begin(facts, model);
        }
        Self {
            document,
            features: Features::new(facts, std::iter::empty()),
            model,
            words,
            standings: vec![[None; WINDOW]],
            numbers: vec![0; Fact::STANDINGS],
            tokens: vec![None; facts.len()],
            scores: Vec::new(),
            back: Back::default(),
            asked: Asked::default(),
        }
    }

    /// The cues in the sentences that are `wanted`, in order, cues made likelier by `lift`.
    pub(crate) fn read(&mut self, wanted: impl Fn(&Range<usize>) -> bool, lift: i16) -> Vec<Cue> {
        let document = self.document;
        let mut labels: Vec<u8> = Vec::new();
        let mut cues: Vec<Cue> = Vec::new();
        for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content()) {
            for sentence in document.sentences_of(paragraph) {
                if !wanted(&sentence.tokens) {
                    continue;
                }
                self.scores.clear();
                for at in sentence.tokens.clone() {
                    let mut known = self.of_token(at);
                    known[OUTSIDE] -= lift;
                    self.scores.push(known);
                }
                labels.clear();
                self.model.decode(&self.scores, &mut self.back, &mut labels);
                for (place, (at, &label)) in sentence.tokens.clone().zip(&labels).enumerate() {
                    match (usize::from(label), cues.last_mut()) {
                        (OUTSIDE, _) => {}
                        (label, Some(cue)) if label != BEGIN && cue.tokens.end == at => cue.tokens.end = at + 1,
                        _ => {
                            let [outside, begin, _] =
                                self.scores.get(place).copied().unwrap_or_default().map(i32::from);
                            cues.push(Cue { tokens: at..at + 1, margin: begin - outside - i32::from(lift) });
                        }
                    }
                }
            }
        }
        cues
    }

    /// What the features of a token say.
    fn of_token(&mut self, at: usize) -> Scores {
        let Self { features, model, words, standings, numbers, tokens, asked, .. } = self;
        let Words { forms, around, .. } = &mut **words;
        if let Some(Some(known)) = tokens.get(at) {
            return *known;
        }
        let last = forms.len() - 1;
        let Some(around) = around.get_mut(at) else { return Scores::default() };
        let mut scores = *around.get_or_insert_with(|| {
            let mut sums = [0; CUE_LABELS];
            features.of_words_around(at, |feature| asked.push(feature));
            model.add(&mut sums, asked);
            sums
        });
        features.of_quotations(at, |feature| asked.push(feature));
        model.add(&mut scores, asked);
        for place in 0..WINDOW {
            let fact = features.in_window(at, place);
            let form = fact.map_or(last, |fact| fact.form as usize);
            let form = forms[form][place].get_or_insert_with(|| {
                let mut sums = [0; CUE_LABELS];
                Features::of_word(fact, place, |feature| asked.push(feature));
                Features::of_form(fact, place, |feature| asked.push(feature));
                model.add(&mut sums, asked);
                sums
            });
            let standing = fact.map_or(0, |fact| {
                let number = &mut numbers[fact.standing()];
                if *number == 0 {
                    *number = standings.len() as u16;
                    standings.push([None; WINDOW]);
                }
                usize::from(*number)
            });
            let standing = standings[standing][place].get_or_insert_with(|| {
                let mut sums = [0; CUE_LABELS];
                Features::of_standing(fact, place, |feature| asked.push(feature));
                model.add(&mut sums, asked);
                sums
            });
            for (score, (form, standing)) in scores.iter_mut().zip(form.iter().zip(standing)) {
                *score += *form + *standing;
            }
        }
        if let Some(token) = tokens.get_mut(at) {
            *token = Some(scores);
        }
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::super::Models;
    use super::super::facts;
    use super::*;
    use crate::extract::entity::tag::resources::resources;
    use crate::extract::quote::marks;
    use crate::pipeline::Options;

    #[test]
    fn what_is_summed_once_is_what_the_features_say() {
        let text =
            "Bridge shut\n\n\"It is late,\" said Ann Hale. She said \"it is late\" again, and it was.\n\n\"It is.\"\n";
        let document = crate::parse::parse(text, &Options::default());
        let passages = marks::pair(&document);
        let facts = facts::of_document(&document, &[], &passages, resources().unwrap());
        let model = &Models::embedded().unwrap().cues;
        let words = RefCell::default();
        let mut reader = Reader::new(&document, &facts, model, &words);
        let features = Features::new(&facts, std::iter::empty());
        for at in 0..facts.len() {
            let (mut scores, mut asked) = ([0; CUE_LABELS], Asked::default());
            features.of_token(at, |feature| asked.push(feature));
            model.add(&mut scores, &mut asked);
            assert_eq!(reader.of_token(at), scores, "token {at}");
        }
    }
}
