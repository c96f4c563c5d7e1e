//! Finds cues with the first model.
//!
//! Sentences are read more than once, each time more readily, and words come again: what a word and its standing (class, quotation marks, mention)
//! say by themselves is summed once a document, what a token scores once whatever it is read for.

use super::Cue;
use super::facts::Fact;
use super::features::{Features, WINDOW};
use super::label::{BEGIN, CUE_LABELS, OUTSIDE};
use crate::document::Document;
use crate::model::sequence::{Lattice, SequenceModel};
use std::cell::{RefCell, RefMut};
use std::ops::Range;

/// The scores of a token, or of what it shows, for each label.
type Scores = [i32; CUE_LABELS];

/// What is known so far of one word or standing, at each place of the window.
pub(crate) type Known = [Option<Scores>; WINDOW];

/// What is known so far of each [`Fact::form`]; the last is for what lies beyond the paragraph.
pub(crate) type Forms = Vec<Known>;

/// The first model at work on one document.
pub(crate) struct Reader<'d> {
    document: &'d Document,
    features: Features<'d>,
    model: &'d SequenceModel<'d>,
    forms: RefMut<'d, Forms>,
    /// By the number of a standing, in the order in which they come; the first is for what lies beyond the paragraph.
    standings: Vec<Known>,
    /// The number of each [`Fact::standing`] that came, which few of them do; 0 for the others.
    numbers: Vec<u16>,
    tokens: Vec<Option<Scores>>,
    lattice: Lattice,
    /// The features of one token.
    seen: Vec<u64>,
}

impl<'d> Reader<'d> {
    /// Begins to read; `forms` is kept between readings of the same words, whose standing may have changed.
    pub(crate) fn new(
        document: &'d Document,
        facts: &'d [Fact],
        model: &'d SequenceModel<'d>,
        forms: &'d RefCell<Forms>,
    ) -> Self {
        let count = facts.iter().map(|fact| fact.form as usize + 1).max().unwrap_or(0) + 1;
        let mut forms = forms.borrow_mut();
        forms.resize(count, [None; WINDOW]);
        Self {
            document,
            features: Features::new(facts, std::iter::empty()),
            model,
            forms,
            standings: vec![[None; WINDOW]],
            numbers: vec![0; Fact::STANDINGS],
            tokens: vec![None; facts.len()],
            lattice: Lattice::default(),
            seen: Vec::new(),
        }
    }

    /// The cues in the sentences that are `wanted`, in order, cues made likelier by `lift`.
    pub(crate) fn read(&mut self, wanted: impl Fn(&Range<usize>) -> bool, lift: i32) -> Vec<Cue> {
        let document = self.document;
        let mut labels: Vec<u8> = Vec::new();
        let mut cues: Vec<Cue> = Vec::new();
        for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content()) {
            for sentence in document.sentences_of(paragraph) {
                if !wanted(&sentence.tokens) {
                    continue;
                }
                self.model.begin(&mut self.lattice);
                for at in sentence.tokens.clone() {
                    let mut known = self.scores(at);
                    known[OUTSIDE] -= lift;
                    self.model.push(&mut self.lattice).copy_from_slice(&known);
                }
                labels.clear();
                self.model.decode(&mut self.lattice, &mut labels);
                for (place, (at, &label)) in sentence.tokens.clone().zip(&labels).enumerate() {
                    match (usize::from(label), cues.last_mut()) {
                        (OUTSIDE, _) => {}
                        (label, Some(cue)) if label != BEGIN && cue.tokens.end == at => cue.tokens.end = at + 1,
                        _ => {
                            let score = |label| self.model.score(&self.lattice, place, label);
                            cues.push(Cue { tokens: at..at + 1, margin: score(BEGIN) - score(OUTSIDE) - lift });
                        }
                    }
                }
            }
        }
        cues
    }

    /// What the features of a token say.
    fn scores(&mut self, at: usize) -> Scores {
        let Self { features, model, forms, standings, numbers, tokens, seen, .. } = self;
        if let Some(Some(known)) = tokens.get(at) {
            return *known;
        }
        let last = forms.len() - 1;
        let mut scores = [0; CUE_LABELS];
        seen.clear();
        features.of_surroundings(at, |feature| seen.push(feature));
        model.add(&mut scores, seen);
        for place in 0..WINDOW {
            let fact = features.in_window(at, place);
            let form = fact.map_or(last, |fact| fact.form as usize);
            let form = forms[form][place].get_or_insert_with(|| {
                let mut sums = [0; CUE_LABELS];
                seen.clear();
                Features::of_word(fact, place, |feature| seen.push(feature));
                Features::of_form(fact, place, |feature| seen.push(feature));
                model.add(&mut sums, seen);
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
                seen.clear();
                Features::of_standing(fact, place, |feature| seen.push(feature));
                model.add(&mut sums, seen);
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
        let forms = RefCell::default();
        let mut reader = Reader::new(&document, &facts, model, &forms);
        let features = Features::new(&facts, std::iter::empty());
        for at in 0..facts.len() {
            let (mut scores, mut seen) = ([0; CUE_LABELS], Vec::new());
            features.of_token(at, |feature| seen.push(feature));
            model.add(&mut scores, &mut seen);
            assert_eq!(reader.scores(at), scores, "token {at}");
        }
    }
}
