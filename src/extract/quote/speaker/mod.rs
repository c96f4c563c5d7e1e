//! Who a source is: from its mention to an entity, a name, a description and a status.
//!
//! A noun phrase is its entity only where the entity's mention is the head of the phrase: "state department spokesman John Kirby" is John
//! Kirby, "a spokesman for John Kirby" and "Kirby's spokesman" are nobody by name.

mod description;
mod phrase;

use super::classes::{Class, Lower, class_of};
use super::marks::Passage;
use super::records::{Evidence, Record, Source};
use crate::document::{
    Document, Entity, EntityId, EntityType, Mention, MentionForm, Speaker, SpeakerStatus, Token, TokenKind,
};
use crate::extract::entity::{is_common, may_be};
use crate::extract::value::is_plural;
use crate::span::Span;
use crate::text;
use phrase::{capital_run, head_word, is_anonymous, is_post_nominal, is_role, without_article};
use std::cell::OnceCell;
use std::collections::HashMap;

/// How many paragraphs back the person may have been named for whom "he" or "the official" stands.
const PARAGRAPHS_BACK: usize = 3;

/// How many mentions are looked at for a pronoun.
const MENTIONS_BACK: usize = 40;

/// Resolves the sources of all records, in the order of their place.
pub(super) struct Resolver<'a> {
    document: &'a Document,
    entities: &'a [Entity],
    /// All mentions in order of place.
    mentions: Vec<(Mention, EntityId)>,
    passages: &'a [Passage],
    /// Whose initials some letters are, once somebody asks.
    initials: OnceCell<HashMap<String, Option<usize>>>,
    /// The last speaker that was no person, and where.
    last_body: Option<(usize, Speaker)>,
    /// The last speaker that was a person, and where.
    last_person: Option<(usize, Speaker)>,
    /// Whether several persons have spoken.
    several: bool,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(document: &'a Document, entities: &'a [Entity], passages: &'a [Passage]) -> Self {
        let mut mentions: Vec<(Mention, EntityId)> = entities
            .iter()
            .enumerate()
            .flat_map(|(index, entity)| entity.mentions.iter().map(move |&mention| (mention, EntityId(index))))
            .collect();
        mentions.sort_unstable_by_key(|(mention, _)| mention.span);
        Self {
            document,
            entities,
            mentions,
            passages,
            initials: OnceCell::new(),
            last_body: None,
            last_person: None,
            several: false,
        }
    }

    /// The speaker of a record; records come in the order of their place.
    pub(super) fn resolve(&mut self, record: &Record) -> Option<Speaker> {
        let source = record.source?;
        let speaker = self.speaker(source)?;
        if record.evidence != Evidence::Carried && speaker.status != SpeakerStatus::Pronoun {
            let person =
                speaker.entity.and_then(|id| self.entities.get(id.0)).map(|entity| entity.kind == EntityType::Person);
            let slot = match person {
                Some(false) => &mut self.last_body,
                None if is_body(&speaker) => &mut self.last_body,
                Some(true) | None => &mut self.last_person,
            };
            if person == Some(true) {
                let other = slot.as_ref().is_some_and(|(_, last)| last.entity != speaker.entity);
                self.several |= other;
            }
            *slot = Some((source.span.start, speaker.clone()));
        }
        Some(speaker)
    }

    fn speaker(&self, source: Source) -> Option<Speaker> {
        let words = source.span.of(&self.document.text);
        let lower = Lower::new(words);
        let class = class_of(words, TokenKind::Word);
        if let Some(antecedent) = source.antecedent {
            let speaker = self.noun_phrase(antecedent)?;
            return Some(Speaker { span: Some(source.span), ..speaker });
        }
        if matches!(class, Class::Pronoun | Class::Relative | Class::Determiner) && !words.contains(char::is_whitespace)
        {
            let unresolved = || {
                let name = text::clean(words);
                let status = SpeakerStatus::Pronoun;
                (!name.is_empty()).then_some(Speaker { span: None, entity: None, name, description: None, status })
            };
            let speaker = self.pronoun(source.span, lower.as_str()).or_else(unresolved)?;
            return Some(Speaker { span: Some(source.span), ..speaker });
        }
        self.noun_phrase(source.span)
    }

    fn noun_phrase(&self, span: Span) -> Option<Speaker> {
        let speaker = self.owner(self.without_possessive(span))?;
        Some(Speaker { span: Some(span), ..speaker })
    }

    /// Whether a capital letter only begins a sentence: "Police said", "Researchers in Oslo said". What has no plural is a name there: "Apple said".
    fn only_begins_sentence(&self, head: Span, run: &str) -> bool {
        let sentence = self.document.sentence_at(head.start).and_then(|at| self.document.sentences.get(at));
        sentence.is_some_and(|sentence| sentence.span.start == head.start)
            && run == head.of(&self.document.text)
            && (run.ends_with('s') && !run.ends_with("ss")
                || matches!(run, "Police" | "People" | "Data" | "Government"))
            && is_common(run)
    }

    /// A phrase without the possessive ending or an emphatic pronoun: "Lie's" (pledge), "Lie himself".
    fn without_possessive(&self, span: Span) -> Span {
        let tokens = self.document.tokens.get(self.document.tokens_in(span)).unwrap_or(&[]);
        let is_ending = |last: &&Token| {
            let emphatic = matches!(self.document.word(last), "himself" | "herself" | "itself" | "themselves");
            tokens.len() > 1 && (last.kind == TokenKind::Possessive || emphatic)
        };
        let ending = tokens.last().filter(is_ending);
        Span::new(span.start, ending.map_or(span.end, |ending| ending.span.start)).trim(&self.document.text)
    }

    /// Whom a noun phrase names or describes.
    fn owner(&self, span: Span) -> Option<Speaker> {
        let head = self.head(span);
        let words = span.of(&self.document.text);
        if let Some(speaker) = self.name_in_apposition(span, head) {
            return Some(speaker);
        }
        if self.is_coordinated(head) {
            let name = text::clean(words);
            let status = if capital_run(head.of(&self.document.text)).is_some() {
                SpeakerStatus::Named
            } else {
                SpeakerStatus::Described
            };
            return (!name.is_empty()).then_some(Speaker {
                span: Some(span),
                entity: None,
                name,
                description: None,
                status,
            });
        }
        if let Some((id, entity)) = self.of_initials(head) {
            return Some(Speaker { span: Some(span), ..named(id, entity) });
        }
        if let Some((mention, id)) = self.mention_at_end(head)
            && let Some(entity) = self.entities.get(id.0)
            && mention.form != MentionForm::Pronoun
        {
            let status = if entity.kind == EntityType::Group { SpeakerStatus::Described } else { SpeakerStatus::Named };
            let description = self.description(span, mention.span).or_else(|| entity.description.clone());
            return Some(Speaker {
                span: Some(span),
                entity: Some(id),
                name: entity.name.clone(),
                description,
                status,
            });
        }
        let head_words = head.of(&self.document.text);
        let described = self.described(span, head_words).or_else(|| self.taken_up(span, head_words));
        if let Some((id, entity)) = described {
            return Some(Speaker { span: Some(span), ..named(id, entity) });
        }
        if let Some(run) = capital_run(head_words).filter(|run| !self.only_begins_sentence(head, run)) {
            // "Friends of Saltby Lido" is a name to its end.
            let rest = Span::new(head.end, span.end).of(&self.document.text);
            let goes_on =
                run == head_words && rest.strip_prefix(" of ").is_some_and(|rest| rest.starts_with(char::is_uppercase));
            let name = text::clean(if goes_on { words } else { run });
            if !name.is_empty() {
                return Some(Speaker {
                    span: Some(span),
                    entity: None,
                    name,
                    description: None,
                    status: SpeakerStatus::Named,
                });
            }
        }
        // Who it is, without what is told of them: "a senior official who was not named".
        let name = text::clean(words.split_once(" who ").map_or(words, |(name, _)| name));
        let status = if is_anonymous(head_words, words) { SpeakerStatus::Anonymous } else { SpeakerStatus::Described };
        (!name.is_empty()).then_some(Speaker { span: Some(span), entity: None, name, description: None, status })
    }

    /// The part of a noun phrase that ends with its head: up to the first comma, "of", "who", ....
    fn head(&self, span: Span) -> Span {
        let range = self.document.tokens_in(span);
        let tokens = self.document.tokens.get(range).unwrap_or(&[]);
        if (self.is_office(tokens) || self.is_title_of(tokens))
            && self.mention_over(Span::new(span.end.saturating_sub(1), span.end)).is_some()
        {
            // The first person holds the office: "secretary of state John Kerry met with Vladimir Putin and told him".
            let mut named = tokens.iter().filter_map(|token| self.mention_over(token.span));
            let holder = named.find(|(mention, id)| {
                self.is_person(*id) && mention.span.start > span.start && mention.form != MentionForm::Description
            });
            return Span::new(span.start, holder.map_or(span.end, |(mention, _)| mention.span.end.min(span.end)));
        }
        let mut end = span.start;
        for (at, token) in tokens.iter().enumerate() {
            let word = self.document.word(token);
            let class = class_of(word, token.kind);
            let inside_name =
                self.mention_over(token.span).is_some_and(|(mention, _)| mention.span.start < token.span.start);
            let hyphen = word == "-" && token.span.start == end;
            if at > 0
                && !inside_name
                && !hyphen
                && matches!(class, Class::Preposition | Class::Comma | Class::Relative | Class::Other | Class::Dash)
            {
                return self.over_brackets(span, tokens, at).unwrap_or(Span::new(span.start, end));
            }
            end = token.span.end;
        }
        Span::new(span.start, end)
    }

    /// A phrase whose head is the person behind brackets that open at a token: "Chief Election Commissioner (CEC) Anna Lie".
    fn over_brackets(&self, span: Span, tokens: &[Token], at: usize) -> Option<Span> {
        /// Words in the brackets.
        const LONGEST: usize = 4;
        let word = |at: usize| tokens.get(at).map_or("", |token| self.document.word(token));
        let close = (at + 1..at + 2 + LONGEST).find(|&close| word(close) == ")").filter(|_| word(at) == "(")?;
        let (mention, id) = self.mention_over(tokens.get(close + 1)?.span)?;
        (self.is_person(id) && mention.span.end == span.end).then_some(span)
    }

    /// "The chairwoman of the guild, Zofia Barcz": a description with the name behind the comma.
    fn name_in_apposition(&self, span: Span, head: Span) -> Option<Speaker> {
        /// How many words ("the novelist", "Mr") may stand before the name.
        const TITLES: usize = 3;
        let source = &self.document.text;
        let head_words = head.of(source);
        if self.mention_at_end(head).is_some_and(|(_, id)| self.is_person(id))
            || capital_run(head_words).is_some_and(|run| run.contains(' ') && !is_role(&head_word(run).to_lowercase()))
        {
            return None;
        }
        let tokens = self.document.tokens.get(self.document.tokens_in(span)).unwrap_or(&[]);
        let comma = tokens.iter().position(|token| self.document.word(token) == ",")?;
        let (mention, id) = tokens.get(comma + 1..)?.iter().take(TITLES + 1).find_map(|token| {
            self.mention_over(token.span)
                .filter(|(mention, id)| self.is_person(*id) && mention.span.start == token.span.start)
        })?;
        let behind = Span::new(mention.span.end.min(span.end), span.end).trim(source).of(source);
        if !behind.is_empty() && !behind.starts_with([',', '(']) && !is_post_nominal(behind) {
            return None;
        }
        let entity = self.entities.get(id.0)?;
        let before = Span::new(span.start, tokens.get(comma)?.span.start).trim(source).of(source);
        let description = text::clean(without_article(before));
        let description =
            Some(description).filter(|description| !description.is_empty()).or_else(|| entity.description.clone());
        Some(Speaker { span: Some(span), description, ..named(id, entity) })
    }

    fn is_person(&self, id: EntityId) -> bool {
        self.entities.get(id.0).is_some_and(|entity| entity.kind == EntityType::Person)
    }

    /// The one person whose initials label the turns of an interview: "JN" for Jane Norris.
    fn of_initials(&self, head: Span) -> Option<(EntityId, &Entity)> {
        // Not of what else the letters stand for: "US".
        let is_other = |(_, id): (Mention, EntityId)| !self.is_person(id);
        let known = self.mention_at_end(head).is_some_and(is_other);
        let head = head.of(&self.document.text);
        if known || !(2..=3).contains(&head.len()) || !head.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let index = (*self.initials.get_or_init(|| initials(self.entities)).get(head)?)?;
        Some((EntityId(index), self.entities.get(index)?))
    }

    /// Whether a phrase is an office of two nouns with the name of its holder: "secretary of state John Kerry".
    fn is_office(&self, tokens: &[Token]) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", |token| self.document.word(token));
        let Some(joint) = (1..tokens.len()).find(|&at| matches!(word(at), "of" | "for" | ",")) else { return false };
        let office = matches!(
            Lower::new(word(joint - 1)).as_str(),
            "secretary" | "minister" | "chief" | "head" | "member" | "speaker" | "commissioner" | "sergeant" | "master"
        );
        let lower = |at: usize| word(at).starts_with(char::is_lowercase);
        office
            && word(joint) != ","
            && lower(joint + 1)
            && !(joint + 1..tokens.len()).any(|at| matches!(word(at), "," | "of" | "who" | "whose"))
            || office && word(joint) == "of" && word(joint + 1) == "State" && tokens.len() > joint + 2
    }

    /// Whether "and" joins two noun phrases outside of a name: nobody alone says it.
    fn is_coordinated(&self, head: Span) -> bool {
        let tokens = self.document.tokens.get(self.document.tokens_in(head)).unwrap_or(&[]);
        if self.is_title_of(tokens) {
            return false;
        }
        let mention_at = |at: usize| tokens.get(at).and_then(|token| self.mention_over(token.span));
        // "Trade and Tourism Minister Anna Lie" is one.
        let person = (1..tokens.len()).find(|&at| mention_at(at).is_some_and(|(_, id)| self.is_person(id)));
        let titled = person
            .and_then(|at| tokens.get(at - 1))
            .is_some_and(|title| is_role(&self.document.word(title).to_lowercase()));
        tokens.iter().enumerate().any(|(at, token)| {
            at > 0
                && matches!(self.document.word(token), "and" | "&")
                && self.mention_over(token.span).is_none_or(|(mention, _)| mention.span.end <= token.span.end)
                && tokens.get(at - 1).is_some_and(|left| self.document.word(left).starts_with(char::is_uppercase))
                && !(titled && mention_at(at - 1).is_none())
        })
    }

    /// Whether a phrase is a title of two nouns with the name of its holder: "Superintendent of Police Abhishek Rao", but not "spokesman for
    /// President Rao".
    fn is_title_of(&self, tokens: &[Token]) -> bool {
        let word = |at: usize| tokens.get(at).map_or("", |token| self.document.word(token));
        let Some(joint) = (1..tokens.len()).find(|&at| matches!(word(at), "of" | "for" | ",")) else { return false };
        let person = |at: usize| {
            tokens.get(at).is_some_and(|token| {
                self.mention_over(token.span)
                    .is_some_and(|(mention, id)| self.is_person(id) && mention.form != MentionForm::Description)
            })
        };
        let Some(name) = (joint + 1..tokens.len()).find(|&at| person(at)) else { return false };
        let noun = name.checked_sub(1).filter(|&noun| noun > joint);
        // "a circular by Director of Education Himanshu Gupta" is no person.
        let alone = !(0..joint).any(|at| {
            matches!(
                tokens.get(at).map(|token| class_of(self.document.word(token), token.kind)),
                Some(Class::Preposition | Class::Dash | Class::Coordinator)
            )
        });
        let role = word(joint - 1);
        // "president of the board Leroy Cruz", but not "opponent of Democrat Leroy Cruz".
        let title = role.starts_with(char::is_uppercase) || word(joint + 1) == "the" && !role.ends_with('s');
        word(joint) == "of"
            && alone
            && title
            && is_role(&role.to_lowercase())
            && noun
                .is_some_and(|noun| word(noun).starts_with(char::is_uppercase) && !is_role(&word(noun).to_lowercase()))
            && (name..tokens.len()).all(person)
    }

    fn mention_over(&self, span: Span) -> Option<(Mention, EntityId)> {
        let next = self.mentions.partition_point(|(mention, _)| mention.span.start <= span.start);
        let found = *self.mentions.get(next.checked_sub(1)?)?;
        found.0.span.overlaps(span).then_some(found)
    }

    /// The mention that ends where the head ends.
    fn mention_at_end(&self, head: Span) -> Option<(Mention, EntityId)> {
        // "Jane Illingworth KC", but not "the IMF", which is itself mentioned.
        let words = head.of(&self.document.text);
        let parts = words.rsplit_once(' ').filter(|(name, last)| {
            let letters = Span::new(head.start + name.len() + 1, head.end);
            is_post_nominal(last)
                && self.mention_over(letters).is_none_or(|(mention, _)| mention.span.start < letters.start)
        });
        let name = parts.map_or(words, |(name, _)| name);
        let head = Span::new(head.start, head.start + name.len());
        let last = self.mentions.partition_point(|(mention, _)| mention.span.start < head.end);
        let found = *self.mentions.get(last.checked_sub(1)?)?;
        (found.0.span.end >= head.end && found.0.span.start + 4 >= head.start)
            .then_some(found)
            .or_else(|| (found.0.span.end >= head.end && found.0.span.start >= head.start).then_some(found))
    }

    /// The role before a name or the apposition behind it.
    fn description(&self, span: Span, mention: Span) -> Option<String> {
        let source = &self.document.text;
        let before = Span::new(span.start, mention.start).trim(source).of(source);
        let before = without_article(before);
        if before.len() > 3 && before.contains(char::is_lowercase) {
            return Some(text::clean(before)).filter(|description| !description.is_empty());
        }
        let behind = Span::new(mention.end.min(span.end), span.end).trim(source).of(source);
        let behind = behind.strip_prefix(',')?.trim();
        let relative = behind.starts_with("who") || behind.starts_with("whose") || behind.starts_with("which");
        let starts = behind.starts_with(char::is_alphabetic);
        (starts && !relative && behind.len() > 4)
            .then(|| text::clean(behind))
            .filter(|description| !description.is_empty())
    }

    /// Whom a pronoun stands for.
    fn pronoun(&self, span: Span, word: &str) -> Option<Speaker> {
        if let Some((mention, id)) = self.mention_over(span)
            && mention.form == MentionForm::Pronoun
            && let Some(entity) = self.entities.get(id.0)
        {
            return Some(named(id, entity));
        }
        let paragraph = self.document.paragraph_at(span.start)?;
        let reach = |offset: usize| {
            self.document.paragraph_at(offset).is_some_and(|other| paragraph.saturating_sub(other) <= PARAGRAPHS_BACK)
        };
        match word {
            "he" | "she" | "his" | "her" => self.person_before(span, paragraph, word).or_else(|| {
                let last = self.last_person.as_ref().filter(|(at, last)| reach(*at) && may_be(&last.name, word));
                last.map(|(_, speaker)| speaker.clone())
            }),
            "it" | "they" | "its" | "their" => {
                if let Some(speaker) = self.body_before(span) {
                    return Some(speaker);
                }
                let one = matches!(word, "it" | "its");
                // A body may be taken up some paragraphs on ("..., it said"); several are soon others, and "It is" and "It seems" begin sentences of nobody.
                let far = one && span.of(&self.document.text).starts_with('i');
                let back = if far { PARAGRAPHS_BACK } else { 1 };
                let last = self.last_body.as_ref().filter(|(at, last)| {
                    self.document.paragraph_at(*at).is_some_and(|other| paragraph.saturating_sub(other) <= back)
                        && !(one && self.are_several(last))
                });
                last.map(|(_, speaker)| speaker.clone())
            }
            _ => None,
        }
    }

    /// The person who is the first one named in the nearest sentence before that names one, outside of quotations, and may be `pronoun`.
    fn person_before(&self, span: Span, paragraph: usize, pronoun: &str) -> Option<Speaker> {
        let end = self.mentions.partition_point(|(mention, _)| mention.span.start < span.start);
        let mut best: Option<(usize, EntityId)> = None;
        for (mention, id) in self.mentions[..end].iter().rev().take(MENTIONS_BACK) {
            let Some(entity) = self.entities.get(id.0) else { continue };
            if entity.kind != EntityType::Person
                || mention.form == MentionForm::Pronoun
                || !may_be(&entity.name, pronoun)
                || self.is_quoted(mention.span.start)
            {
                continue;
            }
            let place = self.document.paragraph_at(mention.span.start)?;
            // Nobody speaks of the author.
            if !self.document.paragraphs.get(place).is_some_and(|paragraph| paragraph.kind.is_content()) {
                continue;
            }
            if paragraph.saturating_sub(place) > PARAGRAPHS_BACK {
                break;
            }
            let sentence = self.document.sentence_at(mention.span.start).unwrap_or(0);
            match best {
                Some((other, _)) if other != sentence => break,
                _ => best = Some((sentence, *id)),
            }
        }
        let (_, id) = best?;
        Some(named(id, self.entities.get(id.0)?))
    }

    /// Whether a speaker is more than one, for whom "it" does not stand: "Republicans", "American officials".
    fn are_several(&self, speaker: &Speaker) -> bool {
        let kind = speaker.entity.and_then(|id| self.entities.get(id.0)).map(|entity| entity.kind);
        let head = head_word(&speaker.name).to_lowercase();
        kind.is_none_or(|kind| kind == EntityType::Group)
            && (is_plural(&head) || matches!(head.as_str(), "those" | "who" | "whom"))
    }

    /// The organization named first in the sentence, before the pronoun.
    fn body_before(&self, span: Span) -> Option<Speaker> {
        let sentence = self.document.sentences.get(self.document.sentence_at(span.start)?)?;
        let end = self.mentions.partition_point(|(mention, _)| mention.span.start < span.start);
        let first = self.mentions.partition_point(|(mention, _)| mention.span.start < sentence.span.start);
        let (_, id) = self.mentions.get(first..end)?.iter().take(MENTIONS_BACK).find(|(mention, id)| {
            self.entities.get(id.0).is_some_and(|entity| entity.kind == EntityType::Organization)
                && mention.form != MentionForm::Pronoun
                && !self.is_quoted(mention.span.start)
        })?;
        Some(named(*id, self.entities.get(id.0)?))
    }

    fn is_quoted(&self, offset: usize) -> bool {
        let next = self.passages.partition_point(|passage| passage.whole.start <= offset);
        next.checked_sub(1)
            .and_then(|at| self.passages.get(at))
            .is_some_and(|passage| passage.whole.contains_offset(offset))
    }
}

/// The persons by the initials of their full names; none where several have the same.
fn initials(entities: &[Entity]) -> HashMap<String, Option<usize>> {
    let mut persons = HashMap::new();
    for (index, entity) in entities.iter().enumerate() {
        if entity.kind == EntityType::Person && entity.name.contains(' ') {
            let letters = entity.name.split([' ', '-']).filter_map(|part| part.chars().next());
            let letters: String = letters.filter(|letter| letter.is_uppercase()).collect();
            persons.entry(letters).and_modify(|person| *person = None).or_insert(Some(index));
        }
    }
    persons
}

/// Whether a speaker without an entity is no person, as far as the head of the phrase tells.
fn is_body(speaker: &Speaker) -> bool {
    speaker.entity.is_none() && !is_role(&head_word(&speaker.name).to_lowercase())
}

fn named(id: EntityId, entity: &Entity) -> Speaker {
    Speaker {
        span: None,
        entity: Some(id),
        name: entity.name.clone(),
        description: entity.description.clone(),
        status: SpeakerStatus::Named,
    }
}
