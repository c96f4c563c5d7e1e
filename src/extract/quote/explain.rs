//! Why a quote has its speaker, in sentences for people: the cue, what decided the link, and the way from the mention to the entity.

use super::records::{Evidence, Record};
use crate::document::{Document, Entity, MentionForm, Speaker, SpeakerStatus};
use crate::span::Span;
use crate::text::squash;

/// What a weight of one is in the models' margins.
const UNIT: f64 = 24.0;

/// The reasons, in the order in which they were found.
pub(super) fn reasons(
    document: &Document,
    entities: &[Entity],
    record: &Record,
    speaker: Option<&Speaker>,
) -> Vec<String> {
    let text = &document.text;
    let quoted = |span: Span| format!("\"{}\"", squash(span.of(text)));
    let mut reasons = Vec::new();
    let cue = record.cue.as_ref().and_then(|cue| cue.first()).map(|&cue| quoted(cue));
    reasons.push(match (record.evidence, cue) {
        (Evidence::Introduced, _) => "the sentence or the words before its colon introduce it".to_owned(),
        (Evidence::Carried, _) => "it stands alone: the speaker of the quotation before goes on".to_owned(),
        (Evidence::Transcript, _) => {
            "a name and a colon at the head of the paragraph give its turn in a transcript".to_owned()
        }
        (Evidence::Unattributed, _) | (_, None) => "nothing near it attributes it".to_owned(),
        (_, Some(cue)) => match record.margins {
            Some([margin, ..]) => {
                format!("{cue} attributes it ({} as a cue)", strength(margin))
            }
            None => format!("{cue} and the name behind it sign it"),
        },
    });
    let Some(source) = record.source else {
        reasons.push("no source was found".to_owned());
        return reasons;
    };
    let place = match record.spans.first() {
        Some(first) if source.span.start < first.start => "before",
        _ if record.spans.last().is_some_and(|last| source.span.start < last.end) => "between the pieces of",
        _ => "behind",
    };
    let sure = record.margins.map_or(String::new(), |[_, margin, _]| format!(" ({} as its source)", strength(margin)));
    reasons.push(format!("{} stands {place} the content{sure}", quoted(source.span)));
    if let Some(antecedent) = record.source.and_then(|source| source.antecedent) {
        reasons.push(format!("{} stands for {}", quoted(source.span), quoted(antecedent)));
    }
    let Some(speaker) = speaker else { return reasons };
    match speaker.entity.and_then(|id| entities.get(id.0)) {
        Some(entity) => reasons.extend(chain(document, entity, source.span)),
        None if speaker.status == SpeakerStatus::Pronoun => {
            reasons.push(format!("nobody clearly fits {}", quoted(source.span)));
        }
        None if speaker.status == SpeakerStatus::Anonymous => {
            reasons.push("the description does not say who it is".to_owned());
        }
        None => reasons.push("it is no entity of the article".to_owned()),
    }
    reasons
}

/// How the mention leads to the name: through the last earlier mention by name, where it is not the name itself.
fn chain(document: &Document, entity: &Entity, source: Span) -> Option<String> {
    let text = &document.text;
    let mention = squash(source.of(text));
    if mention == entity.name {
        return None;
    }
    let named = |form: MentionForm| matches!(form, MentionForm::Name | MentionForm::Partial | MentionForm::Acronym);
    let inside = entity.mentions.iter().find(|mention| named(mention.form) && source.contains(mention.span));
    if let Some(inside) = inside {
        let words = squash(inside.span.of(text));
        return (words != entity.name).then(|| format!("\"{words}\" is {}", entity.name));
    }
    let before = entity.mentions.iter().rev().find(|mention| named(mention.form) && mention.span.start < source.start);
    Some(before.map_or_else(
        || format!("\"{mention}\" is {}", entity.name),
        |before| {
            let paragraph = document.paragraph_at(before.span.start).unwrap_or(0);
            format!(
                "\"{mention}\" is {}, last named as \"{}\" in paragraph {paragraph}",
                entity.name,
                squash(before.span.of(text))
            )
        },
    ))
}

/// A margin in words.
fn strength(margin: i32) -> String {
    let odds = f64::from(margin) / UNIT;
    let word = match odds {
        ..0.0 => "weak",
        0.0..2.0 => "likely",
        2.0..5.0 => "strong",
        _ => "very strong",
    };
    format!("{word}, {odds:+.1}")
}
