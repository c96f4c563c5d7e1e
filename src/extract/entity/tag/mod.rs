//! Finds the names in the text and what kind of thing each names: a trained linear-chain conditional random field.
//!
//! [`features`] are what it sees of each token, the same in training and here; [`mod@resources`] what it knows before it reads (word clusters,
//! gazetteer, weights); [`label`] what it answers. The trainer is `src/train/tagger.rs`.

pub(crate) mod features;
pub(crate) mod label;
pub(crate) mod resources;
mod spelling;

use super::view::View;
use crate::document::{Document, EntityType};
use crate::model::memory::{Few, Memory};
use crate::model::sequence::{self, Asked, SequenceModel, Sparse};
use features::{CONTEXTS, Features, WINDOW};
use label::{LABELS, PLACES};
use resources::Tagger;
use std::cell::RefCell;
use std::ops::Range;

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What it names.
    pub(super) kind: EntityType,
}

/// What becomes of a name that may be two.
pub(super) type OneOrTwo = [Option<Tagged>; 2];

/// The names of the document, in order, not overlapping.
pub(super) fn tag(view: &View<'_>, tagger: &Tagger) -> Vec<Tagged> {
    let labels = read(view.document, tagger, Features::may_be_named);
    let mut tagged = Vec::new();
    for sentence in &view.document.sentences {
        let tokens = sentence.tokens.clone();
        names(labels.get(tokens.clone()).unwrap_or(&[]), tokens.start, &mut tagged);
    }
    tagged
}

/// The scores of a form for each label.
type Scores = sequence::Scores<PLACES>;

/// What is known so far of a form at each place of the window.
type Known = [Option<Scores>; WINDOW];

/// What the occurrences of a word in a document say of each other.
#[derive(Clone, Copy)]
struct Elsewhere {
    /// Of all.
    run: Scores,
    /// Of the others: where the first few stand, and what each of them says.
    places: [usize; CONTEXTS],
    contexts: [Scores; CONTEXTS],
    count: usize,
}

impl Elsewhere {
    fn new(features: &Features<'_>, model: &SequenceModel<'_, LABELS, PLACES>, word: usize) -> Self {
        let run = features.of_run(word).map_or([0; PLACES], |run| model.sum_of(run));
        let mut found = Self { run, places: [0; CONTEXTS], contexts: [[0; PLACES]; CONTEXTS], count: 0 };
        let rooms = found.places.iter_mut().zip(&mut found.contexts);
        for ((place, context), (at, features)) in rooms.zip(features.of_contexts(word)) {
            (*place, *context) = (at, model.sum_of(features));
            found.count += 1;
        }
        found
    }

    /// Adds what is said of the occurrence at a token.
    fn add(&self, scores: &mut Scores, at: usize) {
        let contexts = self.places.iter().zip(&self.contexts).take(self.count);
        let others = contexts.filter(|(place, _)| **place != at).map(|(_, context)| context);
        for said in others.chain([&self.run]) {
            for (score, said) in scores.iter_mut().zip(said) {
                *score += said;
            }
        }
    }
}

thread_local! {
    static FORMS: RefCell<Memory<Known>> = RefCell::default();
    static STANDINGS: RefCell<Memory<Scores>> = RefCell::default();
    /// By the number of a word in the document: only the room is kept.
    static SEEN: RefCell<Few<Elsewhere>> = RefCell::default();
}

/// The label of each token, all of them looked at.
#[cfg(any(test, feature = "train"))]
pub(crate) fn labels(document: &Document, tagger: &Tagger) -> Vec<u8> {
    read(document, tagger, |_, _, _, _| true)
}

/// The label of each token; those that are not `wanted`, by their place, sentence and its case, are outside of all names.
fn read<'d>(
    document: &'d Document,
    tagger: &Tagger,
    wanted: impl Fn(&Features<'d>, usize, &Range<usize>, u64) -> bool,
) -> Vec<u8> {
    let Tagger { resources, model } = tagger;
    let features = Features::new(document, resources);
    // Words come again: what a form says by itself, at each place of the window, is summed once. The last row is for the edges of sentences.
    let (mut memory, mut standings) = (FORMS.take(), STANDINGS.take());
    let mut rows: Vec<Option<usize>> = vec![None; features.forms() + 1];
    // Where what is known of the forms in a token's window is.
    let mut window = [0; WINDOW];
    let mut sparse = Sparse::default();
    let mut asked = Asked::default();
    let mut seen = SEEN.take();
    seen.begin(features.words());
    let mut labels: Vec<u8> = Vec::with_capacity(document.tokens.len());
    for sentence in &document.sentences {
        let tokens = &sentence.tokens;
        let case = features.sentence_case(tokens);
        sparse.clear();
        // The token whose window it was last.
        let mut window_of: Option<usize> = None;
        for at in tokens.clone() {
            if !wanted(&features, at, tokens, case) {
                sparse.push_outside();
                continue;
            }
            let standing = features.standing(at, tokens, case);
            let mut scores = standings.get_or_insert_with(model.key(standing), || {
                Features::of_standing(standing).for_each(|feature| asked.push(feature));
                let mut scores = [0; PLACES];
                model.add(&mut scores, &mut asked);
                scores
            });
            if let Some(neighbours) = features.of_neighbours(at, tokens, case) {
                model.add_all(&mut scores, neighbours);
            }
            features.of_gazetteer(at, tokens, |feature| asked.push(feature));
            model.add(&mut scores, &mut asked);
            if let Some(word) = features.word_seen_elsewhere(at, case) {
                let said = seen.get_or_insert_with(word, || Elsewhere::new(&features, model, word));
                said.add(&mut scores, at);
            }
            // Of the window of the token before all rows but the first are in this one, too.
            let new = if window_of.is_some_and(|before| before + 1 == at) { WINDOW - 1 } else { 0 };
            window_of = Some(at);
            window.rotate_left(1);
            for (place, row) in window.iter_mut().enumerate().skip(new) {
                let number = features.form_near(at, place, tokens).unwrap_or(features.forms());
                let Some(known) = rows.get_mut(number) else { continue };
                *row = *known.get_or_insert_with(|| memory.place(model.key(features.key(number))));
            }
            for (place, &row) in window.iter().enumerate() {
                let Some(sums) = memory.at(row).and_then(|places| places.get_mut(place)) else { continue };
                let known = sums.get_or_insert_with(|| {
                    let form = features.form_near(at, place, tokens);
                    let mut sums = model.sum_of(features.of_word(form, place));
                    if let Some(clusters) = features.of_clusters(form, place) {
                        model.add_all(&mut sums, clusters);
                    }
                    if let Some(form) = form.filter(|_| place == WINDOW / 2) {
                        model.add_all(&mut sums, features.of_spelling(form));
                        features.of_affixes(form, |feature| asked.push(feature));
                        model.add(&mut sums, &mut asked);
                    }
                    sums
                });
                for (score, known) in scores.iter_mut().zip(known) {
                    *score += *known;
                }
            }
            sparse.push(scores);
        }
        sparse.decode(model, &mut labels);
    }
    memory.forget_rest();
    FORMS.set(memory);
    STANDINGS.set(standings);
    SEEN.set(seen);
    labels
}

/// Reads names off the labels of a sentence whose first token is `first`.
fn names(labels: &[u8], first: usize, tagged: &mut Vec<Tagged>) {
    let mut at = 0;
    while at < labels.len() {
        let begin = usize::from(labels[at]);
        let start = at;
        at += 1;
        let Some(kind) = label::kind(begin) else { continue };
        while labels.get(at).is_some_and(|&next| usize::from(next) == label::inside(kind)) {
            at += 1;
        }
        if let Some(kind) = entity_type(kind) {
            tagged.push(Tagged { words: first + start..first + at, kind });
        }
    }
}

/// The entity type of a kind of the training corpus; none for dates and money, which are values.
fn entity_type(kind: usize) -> Option<EntityType> {
    match label::KINDS.get(kind).copied()? {
        "Person" => Some(EntityType::Person),
        "Location" => Some(EntityType::Location),
        "Organization" => Some(EntityType::Organization),
        "Facility" => Some(EntityType::Facility),
        "NORP" => Some(EntityType::Group),
        "Misc" => Some(EntityType::Misc),
        "Product" => Some(EntityType::Product),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sequence::Back;
    use crate::pipeline::Options;

    #[test]
    fn what_is_summed_once_for_each_form_is_what_the_features_say() {
        let text = "MAYOR OPENS BRIDGE\n\nOslo, May 3 (AP) - Kari Lie opened the new bridge in Oslo. Lie said the bridge, \
                    built by Acme Corp, was late. Acme said nothing.\nLie 3 Berg 2\n";
        let document = crate::parse::parse(text, &Options::default());
        let tagger = Tagger::embedded().unwrap();
        let features = Features::new(&document, &tagger.resources);
        let (mut asked, mut back, mut expected) = (Asked::default(), Back::default(), Vec::new());
        for sentence in &document.sentences {
            let case = features.sentence_case(&sentence.tokens);
            let scores = sentence.tokens.clone().map(|at| {
                let mut scores = [0; PLACES];
                features.of(at, &sentence.tokens, case, |feature| asked.push(feature));
                tagger.model.add(&mut scores, &mut asked);
                scores
            });
            tagger.model.decode(&scores.collect::<Vec<Scores>>(), &mut back, &mut expected);
        }
        assert_eq!(labels(&document, tagger), expected);
        assert!(expected.iter().any(|&label| label != 0));
    }

    #[test]
    fn names_are_looked_for_beside_capitals() {
        let text =
            "The mayor of Oslo said on a cold day that the bank of the river was safe.\n\nBANK OF THE RIVER SAFE";
        let document = crate::parse::parse(text, &Options::default());
        let features = Features::new(&document, &Tagger::embedded().unwrap().resources);
        let looked_at: Vec<&str> = document
            .sentences
            .iter()
            .flat_map(|sentence| {
                let case = features.sentence_case(&sentence.tokens);
                sentence
                    .tokens
                    .clone()
                    .filter(|&at| features.may_be_named(at, &sentence.tokens, case))
                    .collect::<Vec<_>>()
            })
            .map(|at| document.word(&document.tokens[at]))
            .collect();
        assert_eq!(looked_at.join(" "), "The mayor of Oslo said BANK OF THE RIVER SAFE");
    }
}
