//! The text cut where something begins or ends, so that views can mark entities, values, quotes and claims that overlap.

use crate::document::{Analysis, MentionForm, Quote};
use crate::span::Span;

/// A piece of the text with what it lies in; of several of a kind, the innermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Where.
    pub(super) span: Span,
    /// Index of an entity, and of its mention.
    pub(super) entity: Option<(usize, usize)>,
    /// Index of a value.
    pub(super) value: Option<usize>,
    /// Index of a quote.
    pub(super) quote: Option<usize>,
    /// Index of a claim.
    pub(super) claim: Option<usize>,
}

/// The segments of a whole article, in order; together they are its text.
pub(super) struct Layers {
    segments: Vec<Segment>,
    /// Where quotes and values begin and claims end, with their indices, in order: several may share a place, of which segments have one.
    quotes: Vec<(usize, usize)>,
    values: Vec<(usize, usize)>,
    claims: Vec<(usize, usize)>,
}

/// What begins and ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Entity(usize, usize),
    Value(usize),
    Quote(usize),
    Claim(usize),
    /// A paragraph, at whose ends the text is cut, too.
    Paragraph,
}

impl Layers {
    pub(super) fn new(analysis: &Analysis) -> Self {
        let mut events = Vec::new();
        let mut add = |span: Span, thing: Thing| {
            if !span.is_empty() {
                // Ends come before beginnings at the same place; of beginnings, the longer is the outer.
                events.push((span.start, 1, usize::MAX - span.len(), thing));
                events.push((span.end, 0, 0, thing));
            }
        };
        for paragraph in &analysis.document.paragraphs {
            add(paragraph.span, Thing::Paragraph);
        }
        for (index, entity) in analysis.entities.iter().enumerate() {
            for (number, mention) in entity.mentions.iter().enumerate() {
                add(mention.span, Thing::Entity(index, number));
            }
        }
        for (index, value) in analysis.values.iter().enumerate() {
            add(value.span, Thing::Value(index));
        }
        for (index, quote) in analysis.quotes.iter().enumerate() {
            quote.spans.iter().for_each(|&span| add(span, Thing::Quote(index)));
        }
        for (index, claim) in analysis.claims.iter().enumerate() {
            claim.spans.iter().for_each(|&span| add(span, Thing::Claim(index)));
        }
        events.sort_unstable();
        let sorted = |places: &mut dyn Iterator<Item = Option<usize>>| {
            let mut places: Vec<(usize, usize)> =
                places.enumerate().filter_map(|(index, place)| Some((place?, index))).collect();
            places.sort_unstable();
            places
        };
        Self {
            segments: sweep(&events, analysis.document.text.len()),
            quotes: sorted(&mut analysis.quotes.iter().map(|quote| quote.spans.first().map(|span| span.start))),
            values: sorted(&mut analysis.values.iter().map(|value| Some(value.span.start))),
            claims: sorted(&mut analysis.claims.iter().map(|claim| claim.spans.last().map(|span| span.end))),
        }
    }

    /// The quotes that begin where a segment does.
    pub(super) fn quotes_beginning(&self, segment: &Segment) -> impl Iterator<Item = usize> {
        at(&self.quotes, segment.span.start)
    }

    /// The values that begin where a segment does.
    pub(super) fn values_beginning(&self, segment: &Segment) -> impl Iterator<Item = usize> {
        at(&self.values, segment.span.start)
    }

    /// The claims that end where a segment does.
    pub(super) fn claims_ending(&self, segment: &Segment) -> impl Iterator<Item = usize> {
        at(&self.claims, segment.span.end)
    }

    /// The segments that lie in `span`, which is that of a paragraph.
    pub(super) fn within(&self, span: Span) -> &[Segment] {
        let first = self.segments.partition_point(|segment| segment.span.start < span.start);
        let end = self.segments.partition_point(|segment| segment.span.start < span.end);
        self.segments.get(first..end).unwrap_or(&[])
    }
}

/// What stands at a place.
fn at(places: &[(usize, usize)], place: usize) -> impl Iterator<Item = usize> {
    let first = places.partition_point(|(other, _)| *other < place);
    let rest = places.get(first..).unwrap_or(&[]).iter();
    rest.take_while(move |(other, _)| *other == place).map(|(_, index)| *index)
}

fn sweep(events: &[(usize, u8, usize, Thing)], length: usize) -> Vec<Segment> {
    let mut segments = Vec::new();
    let (mut entities, mut values, mut quotes, mut claims) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut at = 0;
    for &(offset, begins, _, thing) in events {
        if offset > at {
            segments.push(Segment {
                span: Span::new(at, offset),
                entity: entities.last().copied(),
                value: values.last().copied(),
                quote: quotes.last().copied(),
                claim: claims.last().copied(),
            });
            at = offset;
        }
        let begins = begins == 1;
        match thing {
            Thing::Entity(entity, mention) => change(&mut entities, (entity, mention), begins),
            Thing::Value(value) => change(&mut values, value, begins),
            Thing::Quote(quote) => change(&mut quotes, quote, begins),
            Thing::Claim(claim) => change(&mut claims, claim, begins),
            Thing::Paragraph => {}
        }
    }
    if at < length {
        segments.push(Segment { span: Span::new(at, length), entity: None, value: None, quote: None, claim: None });
    }
    segments
}

/// Opens a thing, or closes it wherever it lies; mostly it is the last that was opened.
fn change<T: PartialEq>(open: &mut Vec<T>, thing: T, begins: bool) {
    if begins {
        open.push(thing);
    } else if let Some(place) = open.iter().rposition(|other| *other == thing) {
        open.remove(place);
    }
}

/// Who speaks in a quote, for people.
pub(super) fn speaker_name(quote: &Quote) -> &str {
    quote.speaker.as_ref().map_or("unknown", |speaker| speaker.name.as_str())
}

/// How often an entity is mentioned by a name or a description, not by a pronoun.
pub(super) fn named_mentions(analysis: &Analysis, entity: usize) -> usize {
    let mentions = analysis.entities.get(entity).map_or(&[][..], |entity| &entity.mentions);
    mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::test_support::Article;

    #[test]
    fn the_text_is_cut_where_something_begins_or_ends() {
        let article = Article::new("Ada Lie said: “We paid Oslo $5.”")
            .person("Ada Lie", &["Ada Lie", "We"])
            .quote("We paid Oslo $5.", "Ada Lie", "Ada Lie")
            .quote("paid Oslo", "Ada Lie", "Ada Lie")
            .claim("We paid Oslo $5", 0.9);
        let analysis = &article.analysis;
        let layers = Layers::new(analysis);
        let whole = Span::new(0, analysis.document.text.len());
        let segments = layers.within(whole);
        let text: String = segments.iter().map(|segment| analysis.document.slice(segment.span)).collect();
        assert_eq!(text, analysis.document.text, "nothing is lost");
        let pieces: Vec<(&str, Option<usize>, Option<usize>, bool)> =
            segments.iter().map(|s| (analysis.document.slice(s.span), s.quote, s.claim, s.entity.is_some())).collect();
        let expected = [
            ("Ada Lie", None, None, true),
            (" said: “", None, None, false),
            ("We", Some(0), Some(0), true),
            (" ", Some(0), Some(0), false),
            ("paid Oslo", Some(1), Some(0), false),
            (" $5", Some(0), Some(0), false),
            (".", Some(0), None, false),
            ("”", None, None, false),
        ];
        assert_eq!(pieces, expected);
        assert_eq!(layers.quotes_beginning(&segments[2]).collect::<Vec<_>>(), [0]);
        assert_eq!(layers.claims_ending(&segments[5]).collect::<Vec<_>>(), [0]);
        assert_eq!(layers.claims_ending(&segments[6]).count(), 0);
    }
}
