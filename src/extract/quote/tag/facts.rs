//! What is known of each token before cues, sources and contents are looked for, computed once a document.

use crate::document::{Document, Entity, EntityType, Form, MentionForm, TokenKind};
use crate::extract::entity::tag::resources::Resources;
use crate::extract::quote::classes::{Class, class_of};
use crate::extract::quote::marks::Passage;
use crate::model::hash;
use crate::model::memory::Column;
use std::cell::RefCell;

/// Word clusters of one token, from few to many; 0 where the word is in none.
pub(crate) type Clusters = [u16; 4];

/// How a token stands to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quoted {
    /// Outside of all.
    Outside = 0,
    /// The mark, or the first token, that opens a quotation.
    Opens = 1,
    /// Inside.
    Inside = 2,
    /// The mark, or the last token, that closes it.
    Closes = 3,
}

/// What is known of one token.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// Which of the document's different words it is: a place in [`Document::forms`].
    pub(crate) form: u32,
    /// Hash of the lower-case form.
    pub(crate) lower: u64,
    /// Hash of the form without its ending of number, tense or person.
    pub(crate) stem: u64,
    /// Hashes of the last two and three characters.
    pub(crate) suffixes: [u64; 2],
    pub(crate) clusters: Clusters,
    pub(crate) class: Class,
    pub(crate) capital: bool,
    pub(crate) quoted: Quoted,
    /// Which quotation holds it, counted from 1 in the document; 0 for none.
    pub(crate) passage: u32,
    /// What is mentioned: 0 nothing, else a number for its type; pronouns and descriptions have numbers of their own.
    pub(crate) mention: u8,
    /// Whether the mention begins here.
    pub(crate) begins_mention: bool,
    /// Index of its sentence, of its paragraph.
    pub(crate) sentence: u32,
    pub(crate) paragraph: u32,
}

thread_local! {
    static WORDS: RefCell<Column<Fact>> = RefCell::default();
}

/// The facts of all tokens of a document.
pub(crate) fn of_document(
    document: &Document,
    entities: &[Entity],
    passages: &[Passage],
    resources: &Resources,
) -> Vec<Fact> {
    let mut column = WORDS.take();
    let forms = (0..).zip(&document.forms).map(|(number, form)| {
        let fact = column.get_or_insert_with(form, || of_word(document.form(form), form, resources));
        Fact { form: number, ..fact }
    });
    let forms: Vec<Fact> = forms.collect();
    WORDS.set(column);
    let mut facts: Vec<Fact> = Vec::with_capacity(document.tokens.len());
    facts.extend(document.tokens.iter().filter_map(|token| forms.get(token.form as usize).cloned()));
    for (index, sentence) in document.sentences.iter().enumerate() {
        for fact in facts.get_mut(sentence.tokens.clone()).unwrap_or(&mut []) {
            fact.sentence = index as u32;
        }
    }
    for (index, paragraph) in document.paragraphs.iter().enumerate() {
        let tokens = document.tokens_in(paragraph.span);
        for fact in facts.get_mut(tokens).unwrap_or(&mut []) {
            fact.paragraph = index as u32;
        }
    }
    mark_amounts(document, &mut facts);
    mark_quotations(document, passages, &mut facts);
    for entity in entities {
        for mention in &entity.mentions {
            let number = match mention.form {
                MentionForm::Pronoun => PRONOUN,
                MentionForm::Description => DESCRIPTION,
                _ => kind_number(entity.kind),
            };
            let tokens = document.tokens_in(mention.span);
            for (at, fact) in facts.get_mut(tokens).unwrap_or(&mut []).iter_mut().enumerate() {
                fact.mention = number;
                fact.begins_mention = at == 0;
                // Mrs May and April Jones are no verb and no month.
                if fact.capital && number <= GROUP && matches!(fact.class, Class::Auxiliary | Class::Time) {
                    fact.class = Class::Name;
                }
            }
        }
    }
    facts
}

/// What is known of a word wherever it stands.
fn of_word(word: &str, form: &Form, resources: &Resources) -> Fact {
    let &Form { kind, lower, .. } = form;
    let (stem, suffixes) = endings(word);
    Fact {
        form: 0,
        lower,
        stem,
        suffixes,
        clusters: resources.clusters(lower).map_or([0; 4], |clusters| clusters.map(|cluster| cluster + 1)),
        class: class_of(word, kind),
        capital: kind == TokenKind::Word && word.starts_with(char::is_uppercase),
        quoted: Quoted::Outside,
        passage: 0,
        mention: 0,
        begins_mention: false,
        sentence: 0,
        paragraph: 0,
    }
}

impl Fact {
    /// How many standings there are: at most 32 classes, each with four ways to stand to quotation marks.
    pub(crate) const STANDINGS: usize = 32 * 4;

    /// All that is known of the word itself, in lower case, as one number: "2015" and "2016" have one lower form, but not one ending.
    pub(crate) fn key(&self) -> u64 {
        hash::pair(hash::pair(self.lower, self.stem), hash::pair(self.suffixes[0], self.suffixes[1]))
    }

    /// What is mentioned and whether it begins here, as one number below 64.
    pub(crate) fn mention_part(&self) -> u64 {
        u64::from(self.mention) * 2 + u64::from(self.begins_mention)
    }

    /// Class and quotation marks as one number.
    pub(crate) fn standing(&self) -> usize {
        (self.class as usize * 4 + self.quoted as usize).min(Self::STANDINGS - 1)
    }
}

/// The sign inside "R1.4m" or "Shs1,500", whose letters make a word of the first digits, ends no clause.
fn mark_amounts(document: &Document, facts: &mut [Fact]) {
    let text = document.text.as_bytes();
    let is_digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    for (token, fact) in document.tokens.iter().zip(facts) {
        let is_sign = matches!(fact.class, Class::Comma | Class::Stop) && token.span.len() == 1;
        if is_sign && token.span.start.checked_sub(1).is_some_and(is_digit) && is_digit(token.span.end) {
            fact.class = Class::Number;
        }
    }
}

/// Marks the tokens of quotations.
pub(super) fn mark_quotations(document: &Document, passages: &[Passage], facts: &mut [Fact]) {
    for (index, passage) in passages.iter().enumerate() {
        let tokens = document.tokens_in(passage.whole);
        let held = facts.get_mut(tokens).unwrap_or(&mut []);
        let last = held.len().saturating_sub(1);
        for (at, fact) in held.iter_mut().enumerate() {
            fact.passage = index as u32 + 1;
            fact.quoted = match at {
                0 => Quoted::Opens,
                _ if at == last => Quoted::Closes,
                _ => Quoted::Inside,
            };
        }
    }
}

/// Moves the comma behind a quotation into it: `"It is late",` becomes `"It is late,"`, the only way that the models know. Returns where the marks
/// stood, for [`take_commas_out`].
pub(super) fn take_commas_in(document: &Document, facts: &mut [Fact]) -> Vec<usize> {
    let mut moved = Vec::new();
    for mark in 1..facts.len().saturating_sub(1) {
        let [before, closing, comma] = [mark - 1, mark, mark + 1].map(|at| &facts[at]);
        let is_outside = closing.quoted == Quoted::Closes
            && closing.class == Class::Mark
            && comma.class == Class::Comma
            && comma.quoted == Quoted::Outside
            && !matches!(before.class, Class::Comma | Class::Stop | Class::Mark);
        let spans = [mark, mark + 1].map(|at| document.tokens.get(at).map(|token| token.span));
        if let (true, [Some(first), Some(second)]) = (is_outside, spans)
            && first.end == second.start
        {
            let passage = closing.passage;
            facts.swap(mark, mark + 1);
            facts[mark].quoted = Quoted::Inside;
            facts[mark].passage = passage;
            moved.push(mark);
        }
    }
    moved
}

/// Moves commas back to where they stand in the text.
pub(super) fn take_commas_out(facts: &mut [Fact], moved: &[usize]) {
    for &mark in moved {
        if mark + 1 < facts.len() {
            facts.swap(mark, mark + 1);
            facts[mark + 1].quoted = Quoted::Outside;
            facts[mark + 1].passage = 0;
        }
    }
}

/// Numbers in [`Fact::mention`].
pub(crate) const PERSON: u8 = 1;
pub(crate) const ORGANIZATION: u8 = 2;
pub(crate) const LOCATION: u8 = 3;
pub(crate) const FACILITY: u8 = 4;
pub(crate) const GROUP: u8 = 5;
pub(crate) const DESCRIPTION: u8 = 9;
pub(crate) const PRONOUN: u8 = 10;

const fn kind_number(kind: EntityType) -> u8 {
    match kind {
        EntityType::Person => PERSON,
        EntityType::Organization => ORGANIZATION,
        EntityType::Location => LOCATION,
        EntityType::Facility => FACILITY,
        EntityType::Group => GROUP,
        EntityType::Event => 6,
        EntityType::Product | EntityType::Work => 7,
        EntityType::Misc => 8,
    }
}

/// The hash of a word without its ending, and of its last two and three characters, all in lower case.
fn endings(word: &str) -> (u64, [u64; 2]) {
    /// A stem keeps so many bytes.
    const STEM: usize = 3;
    /// Longer words have endings of no interest.
    const LONGEST: usize = 32;
    if word.len() > LONGEST || !word.is_ascii() {
        return (hash::lower(word), [0; 2]);
    }
    let mut buffer = [0_u8; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()) else { return (0, [0; 2]) };
    for (lower, byte) in lower.iter_mut().zip(word.bytes()) {
        *lower = byte.to_ascii_lowercase();
    }
    let suffix = |length: usize| lower.len().checked_sub(length).map_or(0, |at| hash::bytes(&lower[at..]));
    let suffixes = [suffix(2), suffix(3)];
    let mut stem: &[u8] = lower;
    for ending in [&b"ing"[..], b"ied", b"ies", b"ed", b"es", b"s", b"e", b"y"] {
        if let Some(rest) = stem.strip_suffix(ending)
            && rest.len() >= STEM
        {
            stem = rest;
            break;
        }
    }
    if let [.., a, b] = stem
        && a == b
        && stem.len() > STEM
    {
        stem = &stem[..stem.len() - 1];
    }
    if let Some(rest) = stem.strip_suffix(b"e")
        && rest.len() >= STEM
    {
        stem = rest;
    }
    (hash::bytes(stem), suffixes)
}

#[cfg(test)]
mod tests {
    use super::super::test_support::read;
    use super::*;

    #[test]
    fn commas_behind_quotations_are_moved_in_and_back() {
        for (text, expected) in [
            ("\"It is late\", he said.", &[4][..]),
            ("\"It is late,\" he said.", &[]),
            ("\"It is late!\", he said.", &[]),
            ("\"It is late\" , he said.", &[]),
        ] {
            read(text, |document, facts| {
                let seen = |facts: &[Fact]| -> Vec<_> {
                    facts.iter().map(|fact| (fact.class, fact.quoted, fact.passage, fact.form)).collect()
                };
                let mut changed = facts.to_vec();
                let moved = take_commas_in(document, &mut changed);
                assert_eq!(moved, expected, "{text}");
                for &mark in &moved {
                    assert_eq!((changed[mark].class, changed[mark].quoted), (Class::Comma, Quoted::Inside));
                    assert_eq!((changed[mark + 1].class, changed[mark + 1].quoted), (Class::Mark, Quoted::Closes));
                }
                take_commas_out(&mut changed, &moved);
                assert_eq!(seen(&changed), seen(facts), "{text}");
            });
        }
    }
}
