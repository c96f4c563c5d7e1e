//! Entities: who and what is in the article, one record each.
//!
//! [`tag`] finds the names and what kind of thing each names, [`refine`], [`bounds`] and [`cut`] better them; [`consolidate`] makes one record of all
//! names of one thing, with [`short`] names and [`acronym`]s, and [`address`] where several persons share one; [`describe`] finds what the text calls it, [`definite`] and [`pronoun`]
//! what else refers to it, [`country`] where it belongs and [`salience`] how much the article is about it.

mod acronym;
mod address;
mod bounds;
mod consolidate;
mod country;
mod cut;
mod definite;
mod describe;
mod form;
mod lexeme;
mod lists;
mod nameless;
mod pronoun;
mod refine;
mod salience;
mod short;
pub(crate) mod tag;
#[cfg(test)]
mod tests;
mod view;

use crate::document::{Document, Entity, Mention};
#[cfg(feature = "train")]
use crate::{document::EntityType, span::Span};
use consolidate::Draft;
use lists::Gender;
pub(crate) use lists::{is_common, is_reporting_verb, is_speaker_noun, is_speech_verb};
use std::ops::Range;
use tag::Tagged;
use tag::resources::Tagger;
use view::View;

/// Whether a person whose name is this may be whom a pronoun, in lower case, stands for: not where the first name is of the other gender.
pub(crate) fn may_be(name: &str, pronoun: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().filter(|first| {
        words.next().is_some() && !lists::begins_with_family_name(name) && lists::role_codes(first).is_empty()
    });
    let gender = match pronoun {
        "he" | "his" | "him" => Gender::Male,
        "she" | "her" => Gender::Female,
        _ => return true,
    };
    first.and_then(lists::gender_of_first_name).is_none_or(|known| known == gender)
}

/// All entities of the document, in order of first mention.
pub fn extract(document: &Document) -> Vec<Entity> {
    let view = View::new(document);
    let tagged = Tagger::embedded().map_or_else(Vec::new, |tagger| tag::tag(&view, tagger));
    records(&view, tagged)
}

/// What the tagger finds by itself, and the entities that come of it: for the trainer's measurements.
#[cfg(feature = "train")]
pub(crate) fn extract_with(document: &Document, tagger: &Tagger) -> (Vec<(Span, EntityType)>, Vec<Entity>) {
    let view = View::new(document);
    let tagged = tag::tag(&view, tagger);
    let names = tagged.iter().map(|name| (view.span(&name.words), name.kind)).collect();
    (names, records(&view, tagged))
}

/// Calls `see` with the features of the person that a pronoun stands for and those of another, where their genders tell which it is: for the trainer.
#[cfg(feature = "train")]
pub(crate) fn told_by_gender(
    document: &Document,
    see: impl FnMut(&[pronoun::candidate::Feature], &[pronoun::candidate::Feature]),
) {
    let view = View::new(document);
    let tagged = Tagger::embedded().map_or_else(Vec::new, |tagger| tag::tag(&view, tagger));
    let drafts = consolidate::consolidate(&view, &refine::refine(&view, tagged));
    let mut owners = owners(&view, &drafts);
    let described = describe::describe(&view, &drafts, &owners);
    for (draft, mention) in definite::descriptions(&view, &drafts, &owners, &described) {
        owners[mention.words].fill(Some(draft));
    }
    pronoun::told_by_gender(&view, &drafts, &owners, &described, see);
}

fn records(view: &View<'_>, tagged: Vec<Tagged>) -> Vec<Entity> {
    let tagged = refine::refine(view, tagged);
    let mut drafts = consolidate::consolidate(view, &tagged);
    let mut owners = owners(view, &drafts);
    let described = describe::describe(view, &drafts, &owners);
    let countries = country::countries(view, &drafts);
    for resolve in [definite::descriptions, pronoun::pronouns] {
        for (draft, mention) in resolve(view, &drafts, &owners, &described) {
            owners[mention.words.clone()].fill(Some(draft));
            drafts[draft].mentions.push(mention);
        }
    }
    for draft in &mut drafts {
        draft.mentions.sort_by_key(|mention| mention.words.start);
    }
    let saliences = salience::salience(view, &drafts);
    let print = |words: Option<Range<usize>>| describe::print(view, &owners, &drafts, &words?);
    let described: Vec<Option<String>> = described.into_iter().map(print).collect();
    let mut entities = Vec::with_capacity(drafts.len());
    for (((draft, description), country), salience) in drafts.into_iter().zip(described).zip(countries).zip(saliences) {
        let mentions = draft
            .mentions
            .iter()
            .map(|mention| Mention { span: view.span(&mention.words), form: mention.form })
            .collect();
        entities.push(Entity {
            kind: draft.kind,
            name: draft.name,
            aliases: draft.aliases,
            description,
            country,
            mentions,
            salience,
        });
    }
    // "In his speech, Berg ...": the pronoun comes first.
    entities.sort_by_key(first_mention);
    entities
}

/// Where an entity is first mentioned, as a byte.
fn first_mention(entity: &Entity) -> usize {
    entity.mentions.first().map_or(0, |mention| mention.span.start)
}

/// For each token the entity whose mention it is in.
fn owners(view: &View<'_>, drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut owners = vec![None; view.words.len()];
    for (at, draft) in drafts.iter().enumerate() {
        for mention in &draft.mentions {
            owners[mention.words.clone()].fill(Some(at));
        }
    }
    owners
}
