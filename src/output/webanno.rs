//! W3C Web Annotations: an annotation page that can be laid over the text wherever it is kept.
//!
//! Each mention of an entity, each quote and each claim is an annotation. Its target has a `TextPositionSelector` (in code points) and a
//! `TextQuoteSelector` with what stands before and after, so that the place is found again when the text has changed.
//!
//! Model: <https://www.w3.org/TR/annotation-model/>.

use super::address::address;
use super::characters::CharacterIndex;
use super::json::{JsonSpeaker, Selection, Source, document};
use crate::document::Analysis;
use crate::span::Span;
use serde_json::{Value, json};

/// Characters that a selector has before and after what it selects, as Hypothesis has them.
const CONTEXT: usize = 32;

/// The annotations of an article.
pub fn annotation_page(analysis: &Analysis, source: &Source) -> Value {
    let document = document(analysis, source, Selection::default());
    let pointer = Pointer {
        text: &analysis.document.text,
        characters: CharacterIndex::new(&analysis.document.text),
        address: address(&document, source, &analysis.document.text),
    };
    let mut items = Vec::new();
    for (entity, record) in analysis.entities.iter().zip(document.entities.iter().flatten()) {
        for (number, mention) in entity.mentions.iter().enumerate() {
            let bodies = vec![body("identifying", record.name), body("tagging", record.kind)];
            let id = format!("{}-{}", record.id, number + 1);
            items.push(pointer.annotation(&id, "identifying", &bodies, &[mention.span]));
        }
    }
    for (quote, record) in analysis.quotes.iter().zip(document.quotes.iter().flatten()) {
        let mut bodies = vec![body("tagging", &format!("{} quote", record.kind))];
        bodies.extend(record.speaker.as_ref().map(|speaker| body("describing", &said_by(speaker))));
        items.push(pointer.annotation(&record.id, "describing", &bodies, &quote.spans));
    }
    for (claim, record) in analysis.claims.iter().zip(document.claims.iter().flatten()) {
        let mut bodies = vec![
            body("tagging", &format!("{} claim", record.kind)),
            body("assessing", &format!("worth checking: {:.3}", record.checkworthiness)),
        ];
        bodies.extend(record.claimant.as_ref().map(|claimant| body("describing", &said_by(claimant))));
        items.push(pointer.annotation(&record.id, "assessing", &bodies, &claim.spans));
    }
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{}#annotations", pointer.address),
        "type": "AnnotationPage",
        "items": items,
    })
}

fn said_by(speaker: &JsonSpeaker<'_>) -> String {
    match speaker.description {
        Some(description) => format!("{} ({description})", speaker.name),
        None => speaker.name.to_owned(),
    }
}

fn body(purpose: &str, value: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"})
}

/// What makes targets: the text, and where it is kept.
struct Pointer<'a> {
    text: &'a str,
    characters: CharacterIndex<'a>,
    address: String,
}

impl Pointer<'_> {
    fn annotation(&self, id: &str, motivation: &str, bodies: &[Value], spans: &[Span]) -> Value {
        let mut targets: Vec<Value> = spans.iter().map(|&span| self.target(span)).collect();
        let target = if targets.len() == 1 { targets.remove(0) } else { Value::Array(targets) };
        json!({
            "id": format!("{}#{id}", self.address),
            "type": "Annotation",
            "motivation": motivation,
            "body": bodies,
            "target": target,
        })
    }

    fn target(&self, span: Span) -> Value {
        let (start, end) = self.characters.span(span);
        let before = self.text.get(..span.start).unwrap_or("");
        let prefix = before.char_indices().rev().take(CONTEXT).last().map_or("", |(at, _)| &before[at..]);
        let after = self.text.get(span.end..).unwrap_or("");
        let suffix = after.char_indices().nth(CONTEXT).map_or(after, |(at, _)| &after[..at]);
        json!({
            "source": self.address,
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {"type": "TextQuoteSelector", "exact": span.of(self.text), "prefix": prefix, "suffix": suffix},
            ],
        })
    }
}
