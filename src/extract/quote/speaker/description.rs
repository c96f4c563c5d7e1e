//! Descriptions without a name: whom of the article "the guild" or "the official" takes up.

use super::phrase::{ends_with_words, head_of_description, holds_words};
use super::{MENTIONS_BACK, PARAGRAPHS_BACK, Resolver};
use crate::document::{Entity, EntityId, EntityType, SpeakerStatus};
use crate::lexicon::{WordList, word_list};
use crate::span::Span;

static GENERIC: WordList = word_list!(GENERIC_FILE);
const GENERIC_FILE: &str = include_str!("../../../data/generic_descriptions.tsv");

impl Resolver<'_> {
    /// Whom a definite description or a bare title stands for: the person described so, the body whose name holds the noun.
    pub(super) fn described(&self, span: Span, head: &str) -> Option<(EntityId, &Entity)> {
        let definite = head.strip_prefix("the ").or_else(|| head.strip_prefix("The "));
        let titled = head.starts_with(char::is_uppercase) && definite.is_none();
        let noun = definite.or(titled.then_some(head))?;
        if noun.split_whitespace().count() > 3 || noun.is_empty() || noun.ends_with('s') {
            return None;
        }
        let end = self.mentions.partition_point(|(mention, _)| mention.span.start < span.start);
        self.mentions[..end].iter().rev().take(MENTIONS_BACK).find_map(|(_, id)| {
            let entity = self.entities.get(id.0)?;
            let fits = match entity.kind {
                EntityType::Person => entity
                    .description
                    .as_deref()
                    .is_some_and(|description| ends_with_words(head_of_description(description), noun)),
                EntityType::Organization => {
                    definite.is_some() && entity.name.contains(' ') && holds_words(&entity.name, noun)
                }
                _ => false,
            };
            fits.then_some((*id, entity))
        })
    }

    /// Whom a noun for many takes up: "the official" the last person who spoke, if it is a minister; "the company" the last organisation that did. Where
    /// only one person has spoken, and is not called anything else, it is them.
    pub(super) fn taken_up(&self, span: Span, head: &str) -> Option<(EntityId, &Entity)> {
        let whole = span.of(&self.document.text) == head;
        let noun = head.strip_prefix("the ").or_else(|| head.strip_prefix("The ")).filter(|_| whole)?;
        let (modifiers, noun) = noun.rsplit_once(' ').map_or((None, noun), |(modifiers, noun)| (Some(modifiers), noun));
        let (kind, words) = GENERIC.get(noun)?.split_once('\t')?;
        let (last, wanted) = match kind {
            "p" => (&self.last_person, EntityType::Person),
            _ => (&self.last_body, EntityType::Organization),
        };
        let (at, last) = last.as_ref().filter(|(_, last)| last.status == SpeakerStatus::Named)?;
        let paragraph = |offset: usize| self.document.paragraph_at(offset);
        let id = last.entity.filter(|_| paragraph(span.start) <= paragraph(*at).map(|at| at + PARAGRAPHS_BACK))?;
        let entity = self.entities.get(id.0).filter(|entity| entity.kind == wanted)?;
        let has = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric() && c != '-')
                .any(|part| words.split(' ').any(|word| part.eq_ignore_ascii_case(word)))
        };
        let fits = if kind == "p" {
            let mut descriptions = [&last.description, &entity.description].into_iter().flatten().peekable();
            let open = modifiers.is_some() || descriptions.peek().is_none();
            let called = descriptions.any(|description| has(description));
            let plain = modifiers.is_none_or(|modifiers| !modifiers.contains(char::is_uppercase));
            let one = modifiers
                .is_none_or(|modifiers| !modifiers.contains([',', '\'', '’']) && !holds_words(modifiers, "and"));
            called && plain || open && one && !self.several && self.is_last(id, wanted, span)
        } else {
            modifiers.is_none() && !has(&entity.name) && self.is_last(id, wanted, span)
        };
        fits.then_some((id, entity))
    }

    /// Whether the last of its kind that was mentioned before, outside of quotations, is this one.
    fn is_last(&self, wanted: EntityId, kind: EntityType, span: Span) -> bool {
        let end = self.mentions.partition_point(|(mention, _)| mention.span.start < span.start);
        let mut before = self.mentions[..end].iter().rev().take(MENTIONS_BACK);
        let is_kind = |id: EntityId| self.entities.get(id.0).is_some_and(|entity| entity.kind == kind);
        before
            .find(|(mention, id)| is_kind(*id) && !self.is_quoted(mention.span.start))
            .is_some_and(|&(_, id)| id == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Options;

    #[test]
    fn nouns_for_many_take_up_who_spoke() {
        let opening = "The pier opens in May, said the Minister of Trade, Ann Berg.\n\n";
        for (before, after, expected) in [
            (opening, "\"It is late,\" said the official.", Some("Ann Berg")),
            (opening, "\"It is late,\" said the striker.", None),
            (opening, "\"It is late,\" said the victim.", None),
            (
                "Ole Lie, a baker, said it was late. Ann Berg, minister of trade, said it was not.\n\n",
                "\"It is,\" the official said.",
                Some("Ann Berg"),
            ),
            (
                "Ann Berg, minister of trade, said it was late. Ole Lie, a baker, said it was not.\n\n",
                "\"It is,\" the official said.",
                None,
            ),
            ("Toyota said on Monday that it was late.\n\n", "\"It is,\" the company said.", Some("Toyota")),
            ("The Ministry of Trade said on Monday that it was late.\n\n", "\"It is,\" the company said.", None),
        ] {
            let text = format!("Pier opens\n\n{before}{after}\n");
            let document = crate::pipeline::analyze(&text, &Options::default());
            let last = document.quotes.iter().rfind(|quote| quote.kind == crate::document::QuoteKind::Direct).unwrap();
            let entity = last.speaker.as_ref().and_then(|speaker| speaker.entity);
            let name = entity.and_then(|id| document.entities.get(id.0)).map(|entity| entity.name.as_str());
            assert_eq!(name, expected, "{text}");
        }
    }

    #[test]
    fn the_list_is_well_formed() {
        crate::lexicon::assert_well_formed("generic_descriptions.tsv", GENERIC_FILE);
    }
}
