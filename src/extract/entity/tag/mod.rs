//! Finds the names in the text and what kind of thing each names: a trained linear-chain conditional random field.
//!
//! [`features`] are what it sees of each token, the same in training and here; [`mod@resources`] what it knows before it reads (word clusters,
//! gazetteer, weights); [`label`] what it answers. The trainer is `src/train/tagger.rs`.

pub(crate) mod features;
pub(crate) mod label;
pub(crate) mod resources;

use super::view::View;
use crate::document::EntityType;
use crate::model::sequence::Lattice;
use features::Features;
use resources::{resources, tagger};
use std::ops::Range;

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tagged {
    /// Its words.
    pub(super) words: Range<usize>,
    /// What it names.
    pub(super) kind: EntityType,
}

/// The names of the document, in order, not overlapping.
pub(super) fn tag(view: &View<'_>) -> Vec<Tagged> {
    let (Some(resources), Some(model)) = (resources(), tagger()) else { return Vec::new() };
    let document = view.document;
    let features = Features::new(document, resources);
    let mut lattice = Lattice::default();
    let mut labels: Vec<u8> = Vec::new();
    let mut tagged = Vec::new();
    for sentence in &document.sentences {
        let case = features.sentence_case(&sentence.tokens);
        model.begin(&mut lattice);
        for at in sentence.tokens.clone() {
            model.push(&mut lattice);
            features.of(at, &sentence.tokens, case, |feature| model.add(&mut lattice, feature));
        }
        labels.clear();
        model.decode(&mut lattice, &mut labels);
        names(&labels, sentence.tokens.start, &mut tagged);
    }
    tagged
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
