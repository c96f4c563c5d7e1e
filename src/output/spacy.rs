//! spaCy's JSON of a `Doc`: `Doc(nlp.vocab).from_json(data, validate=True)` loads it, displaCy draws it.
//!
//! `ents` has names and values under spaCy's labels. The span groups `entities` (all mentions), `quotes`, `speakers`, `cues` and `claims`
//! have the id of the JSON as `kb_id`; a record in several pieces has a span for each. Tokens are this program's, cut as spaCy needs it:
//! one blank after a word belongs to it, any other white space is a token.

use super::characters::CharacterIndex;
use super::id::Id;
use super::json::{Selection, Source, document};
use super::names;
use crate::document::{Analysis, Entity, EntityType, MentionForm, ValueType};
use crate::span::Span;
use serde_json::{Value, json};

/// The article as a spaCy `Doc`.
pub fn doc(analysis: &Analysis, source: &Source) -> Value {
    let document = document(analysis, source, Selection::default());
    let article = &analysis.document;
    let writer = Writer { text: &article.text, characters: CharacterIndex::new(&article.text) };
    let group = |spans: Vec<(Span, String, Id)>| -> Value {
        spans.into_iter().filter_map(|(span, label, id)| writer.span(span, &label, Some(&id))).collect()
    };
    let mut mentions = Vec::new();
    for (index, entity) in analysis.entities.iter().enumerate() {
        let id = Id::new(b'e', index);
        mentions.extend(entity.mentions.iter().map(|mention| (mention.span, label(entity).to_owned(), id)));
    }
    mentions.sort_by_key(|(span, ..)| *span);
    let (mut quotes, mut speakers, mut cues, mut claims) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (quote, record) in analysis.quotes.iter().zip(document.quotes.iter().flatten()) {
        quotes.extend(quote.spans.iter().map(|&span| (span, names::quote_kind(quote.kind).to_uppercase(), record.id)));
        speakers
            .extend(quote.speaker.as_ref().and_then(|s| s.span).map(|span| (span, "SPEAKER".to_owned(), record.id)));
        cues.extend(quote.cue.iter().flatten().map(|&span| (span, "CUE".to_owned(), record.id)));
    }
    for (claim, record) in analysis.claims.iter().zip(document.claims.iter().flatten()) {
        claims.extend(claim.spans.iter().map(|&span| (span, "CLAIM".to_owned(), record.id)));
    }
    let ents = names_and_values(analysis);
    let groups = [&mentions, &quotes, &speakers, &cues, &claims];
    let marked = groups.into_iter().flatten().map(|(span, ..)| *span);
    let sentences = article.sentences.iter().map(|sentence| sentence.span);
    let marked: Vec<Span> = marked.chain(ents.iter().map(|(span, _)| *span)).chain(sentences.clone()).collect();
    json!({
        "text": article.text,
        "ents": ents.iter().filter_map(|&(span, label)| writer.span(span, label, None)).collect::<Vec<_>>(),
        "sents": sentences.filter_map(|span| writer.place(span)).map(|(start, end)| json!({"start": start, "end": end})).collect::<Vec<_>>(),
        "tokens": writer.tokens(article.tokens.iter().map(|token| token.span), &marked),
        "spans": {
            "entities": group(mentions),
            "quotes": group(quotes),
            "speakers": group(speakers),
            "cues": group(cues),
            "claims": group(claims),
        },
    })
}

/// Names and values in order; of two that overlap, the name, else the first.
fn names_and_values(analysis: &Analysis) -> Vec<(Span, &'static str)> {
    let mut names: Vec<(Span, &'static str)> = Vec::new();
    for entity in &analysis.entities {
        let of_name = entity
            .mentions
            .iter()
            .filter(|mention| matches!(mention.form, MentionForm::Name | MentionForm::Partial | MentionForm::Acronym));
        names.extend(of_name.map(|mention| (mention.span, label(entity))));
    }
    names.sort_by_key(|(span, _)| *span);
    let mut all = names.clone();
    all.extend(analysis.values.iter().filter_map(|value| {
        // The first name that ends after the value's beginning is the only one that can overlap it.
        let next = names.partition_point(|(name, _)| name.end <= value.span.start);
        let is_free = names.get(next).is_none_or(|(name, _)| !name.overlaps(value.span));
        is_free.then_some((value.span, value_label(value.kind)))
    }));
    all.sort_by_key(|(span, _)| *span);
    let mut end = 0;
    all.retain(|(span, _)| {
        let is_free = span.start >= end;
        if is_free {
            end = span.end;
        }
        is_free
    });
    all
}

/// spaCy's label: that of `OntoNotes` 5, and MISC.
fn label(entity: &Entity) -> &'static str {
    match entity.kind {
        EntityType::Person => "PERSON",
        EntityType::Organization => "ORG",
        // What belongs to a country as a state or city is a geopolitical entity.
        EntityType::Location if entity.country.is_some() => "GPE",
        EntityType::Location => "LOC",
        EntityType::Facility => "FAC",
        EntityType::Group => "NORP",
        EntityType::Event => "EVENT",
        EntityType::Product => "PRODUCT",
        EntityType::Work => "WORK_OF_ART",
        EntityType::Misc => "MISC",
    }
}

const fn value_label(kind: ValueType) -> &'static str {
    match kind {
        ValueType::Date | ValueType::Duration => "DATE",
        ValueType::Time => "TIME",
        ValueType::Money => "MONEY",
        ValueType::Percent => "PERCENT",
        ValueType::Quantity => "QUANTITY",
        ValueType::Ordinal => "ORDINAL",
    }
}

/// Whether Python's `str.isspace` holds: white space of Unicode, and the separators of ASCII.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

struct Writer<'a> {
    text: &'a str,
    characters: CharacterIndex<'a>,
}

impl Writer<'_> {
    /// A span without white space at its ends, since spaCy's spans are made of words.
    fn trimmed(&self, span: Span) -> Option<Span> {
        let piece = span.of(self.text);
        let kept = piece.trim_start_matches(is_space);
        let start = span.start + piece.len() - kept.len();
        let kept = kept.trim_end_matches(is_space);
        (!kept.is_empty()).then(|| Span::new(start, start + kept.len()))
    }

    fn place(&self, span: Span) -> Option<(usize, usize)> {
        self.trimmed(span).map(|span| self.characters.span(span))
    }

    fn span(&self, span: Span, label: &str, id: Option<&str>) -> Option<Value> {
        let (start, end) = self.place(span)?;
        Some(match id {
            Some(id) => json!({"start": start, "end": end, "label": label, "kb_id": id}),
            None => json!({"start": start, "end": end, "label": label}),
        })
    }

    /// Words, cut where a token or something marked begins or ends, and what is white between them.
    fn tokens(&self, tokens: impl Iterator<Item = Span>, marked: &[Span]) -> Vec<Value> {
        let marked = marked.iter().filter_map(|&span| self.trimmed(span));
        let mut cuts: Vec<usize> = tokens.chain(marked).flat_map(|span| [span.start, span.end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut cuts = cuts.into_iter().peekable();
        let mut spans: Vec<Span> = Vec::new();
        // The beginning of the word or white space that goes on, and which it is.
        let (mut start, mut in_space) = (0, true);
        // The blank that belongs to the word before is no token.
        let mut after_word = false;
        for (at, c) in self.text.char_indices() {
            while cuts.next_if(|&cut| cut < at).is_some() {}
            let is_cut = cuts.peek() == Some(&at);
            if is_space(c) != in_space || (!in_space && is_cut) {
                if start < at {
                    spans.push(Span::new(start, at));
                }
                after_word = !in_space;
                (start, in_space) = (at, is_space(c));
            }
            if in_space && after_word && start == at && c == ' ' {
                start = at + 1;
            }
            after_word = after_word && !in_space;
        }
        if start < self.text.len() {
            spans.push(Span::new(start, self.text.len()));
        }
        let number = |(id, span): (usize, Span)| {
            let (start, end) = self.characters.span(span);
            json!({"id": id, "start": start, "end": end})
        };
        spans.into_iter().enumerate().map(number).collect()
    }
}
