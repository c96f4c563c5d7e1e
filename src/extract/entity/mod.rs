//! Entities: who and what is in the article, one record each.
//!
//! [`tag`] finds the names and what kind of thing each names; [`consolidate`] makes one record of all names of one thing.

mod consolidate;
mod form;
mod lists;
pub(crate) mod tag;
mod view;

use crate::document::{Document, Entity};
use view::View;

/// All entities of the document, in order of first mention.
pub fn extract(document: &Document) -> Vec<Entity> {
    let view = View::new(document);
    let tagged = tag::tag(&view);
    let drafts = consolidate::consolidate(&view, &tagged);
    drafts.into_iter().map(|draft| draft.into_entity(&view)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::pipeline::Options;

    fn read(article: &str) -> Vec<Entity> {
        extract(&parse(article, &Options::default()))
    }

    #[test]
    fn one_record_for_all_names_of_a_person() {
        let article = "Talks open in Oslo\n\nForeign minister Kari Solberg met President Ola Berg in Oslo. Solberg said that Berg was late.\n";
        let entities = read(article);
        let names: Vec<(&str, usize)> =
            entities.iter().map(|entity| (entity.name.as_str(), entity.mentions.len())).collect();
        assert!(names.contains(&("Kari Solberg", 2)), "{names:?}");
        assert!(names.contains(&("Ola Berg", 2)), "{names:?}");
        assert!(
            entities.iter().any(|entity| entity.name == "Oslo" && entity.kind == crate::document::EntityType::Location)
        );
    }

    #[test]
    fn mentions_are_sorted_and_apart() {
        let entities = read(
            "Anna Kern of Acme Corp. said Acme would stay in New York. \"We stay,\" Kern said.\n\nNEW YORK STAYS\n",
        );
        let mut spans: Vec<_> =
            entities.iter().flat_map(|entity| entity.mentions.iter().map(|mention| mention.span)).collect();
        assert!(spans.len() > 3);
        spans.sort();
        assert!(spans.windows(2).all(|pair| !pair[0].overlaps(pair[1])));
    }
}
