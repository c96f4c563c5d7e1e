//! The wire types of the JSON document.

use super::SCHEMA_VERSION;
use super::characters::CharacterIndex;
use super::id::{Id, Ids};
use super::names::{
    claim_kind, entity_type, mention_form, modality, paragraph_kind, quote_kind, speaker_status, value_type,
    warning_code,
};
use super::place::{Place, Places};
use crate::document::{
    Analysis, Byline, Claim, CountryCode, Dateline, Entity, EntityId, ParagraphKind, Quote, Speaker, Stamp, Value,
    ValueId, Warning,
};
use crate::span::Span;
use crate::text::{self, UnevenBlanks};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Where the text came from: what the document says in `source`.
#[derive(Debug, Default)]
pub struct Source {
    /// The path as given, if it came from a file.
    pub path: Option<String>,
    /// The id of the input line, to the letter.
    pub id: Option<Box<RawValue>>,
    /// The other keys of the input line, in order, to the letter.
    pub meta: Option<Vec<(String, Box<RawValue>)>>,
    /// The name of the encoding it was decoded from, in lower case ("utf-8").
    pub encoding: Option<&'static str>,
    /// Its line in a JSON Lines input, from 1.
    pub line: Option<u64>,
}

impl Source {
    /// What tells the article from all others of a run: the id it was given, else its path, with the line where it is one of a file.
    pub fn name(&self) -> String {
        if let Some(id) = &self.id {
            // An id may be any JSON value: a string stands for itself.
            return serde_json::from_str(id.get()).unwrap_or_else(|_| id.get().to_owned());
        }
        let path = self.path.as_deref().unwrap_or("-");
        match self.line {
            Some(line) => format!("{path}:{line}"),
            None => path.to_owned(),
        }
    }
}

/// Which parts of the document to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each part that can be left out")]
pub struct Selection {
    /// `source.text`.
    pub text: bool,
    /// `entities`.
    pub entities: bool,
    /// `values`.
    pub values: bool,
    /// `quotes`.
    pub quotes: bool,
    /// `claims`.
    pub claims: bool,
    /// `warnings`.
    pub warnings: bool,
}

impl Default for Selection {
    /// The whole document, without the text.
    fn default() -> Self {
        Self { text: false, entities: true, values: true, quotes: true, claims: true, warnings: true }
    }
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorRecord {
    /// A word for programs: `not_found`, `html`, `binary`, `empty`, `json`, ...
    pub kind: &'static str,
    /// For people: what, and what to do.
    pub message: String,
    /// The line of a JSON Lines input, from 1.
    pub line: Option<u64>,
}

/// The document of an analysis.
pub fn document<'a>(analysis: &'a Analysis, source: &'a Source, selection: Selection) -> JsonDocument<'a> {
    let article = &analysis.document;
    let writer = Writer::new(&article.text);
    JsonDocument {
        source: JsonSource {
            text: selection.text.then_some(article.text.as_str()),
            url: writer.url(analysis),
            chars: writer.characters.total(),
            words: article.tokens.iter().filter(|token| token.kind.is_word()).count(),
            ..JsonSource::new(source)
        },
        headline: article.headline.map(|span| writer.piece(span)),
        kicker: article.kicker.map(|span| writer.piece(span)),
        standfirst: article.standfirst.map(|span| writer.piece(span)),
        byline: article.byline.as_ref().map(|byline| writer.byline(byline)),
        dateline: article.dateline.as_ref().map(|dateline| writer.dateline(dateline)),
        published: article.published.as_ref().map(|stamp| writer.stamp(stamp)),
        updated: article.updated.as_ref().map(|stamp| writer.stamp(stamp)),
        date: article.date.map(|date| date.to_string()),
        paragraphs: writer.paragraphs(analysis),
        entities: selection.entities.then(|| writer.entities(analysis)),
        values: selection.values.then(|| analysis.values.iter().enumerate().map(|(i, v)| writer.value(i, v)).collect()),
        quotes: selection
            .quotes
            .then(|| analysis.quotes.iter().enumerate().map(|(i, q)| writer.quote(i, q, analysis)).collect()),
        claims: selection.claims.then(|| analysis.claims.iter().enumerate().map(|(i, c)| writer.claim(i, c)).collect()),
        warnings: selection.warnings.then(|| article.warnings.iter().map(|w| writer.warning(w)).collect()),
        ..JsonDocument::empty(selection)
    }
}

/// The document that stands for one that could not be read.
pub fn error_document<'a>(error: &'a ErrorRecord, source: &'a Source, selection: Selection) -> JsonDocument<'a> {
    JsonDocument { source: JsonSource::new(source), error: Some(error), ..JsonDocument::empty(selection) }
}

/// The JSON document; serialize it with `serde_json`.
#[derive(Debug, Serialize)]
pub struct JsonDocument<'a> {
    pub(super) schema_version: &'static str,
    pub(super) newsparse_version: &'static str,
    pub(super) source: JsonSource<'a>,
    pub(super) headline: Option<Piece<'a>>,
    pub(super) kicker: Option<Piece<'a>>,
    pub(super) standfirst: Option<Piece<'a>>,
    pub(super) byline: Option<JsonByline<'a>>,
    pub(super) dateline: Option<JsonDateline<'a>>,
    pub(super) published: Option<JsonStamp<'a>>,
    pub(super) updated: Option<JsonStamp<'a>>,
    pub(super) date: Option<String>,
    pub(super) paragraphs: Vec<JsonParagraph<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) entities: Option<Vec<JsonEntity<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) values: Option<Vec<JsonValue<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) quotes: Option<Vec<JsonQuote<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) claims: Option<Vec<JsonClaim<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) warnings: Option<Vec<JsonWarning<'a>>>,
    pub(super) error: Option<&'a ErrorRecord>,
}

impl JsonDocument<'_> {
    fn empty(selection: Selection) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            newsparse_version: env!("CARGO_PKG_VERSION"),
            source: JsonSource::default(),
            headline: None,
            kicker: None,
            standfirst: None,
            byline: None,
            dateline: None,
            published: None,
            updated: None,
            date: None,
            paragraphs: Vec::new(),
            entities: selection.entities.then(Vec::new),
            values: selection.values.then(Vec::new),
            quotes: selection.quotes.then(Vec::new),
            claims: selection.claims.then(Vec::new),
            warnings: selection.warnings.then(Vec::new),
            error: None,
        }
    }
}

#[derive(Debug, Default, Serialize)]
pub(super) struct JsonSource<'a> {
    pub(super) path: Option<&'a str>,
    pub(super) id: Option<&'a RawValue>,
    pub(super) meta: Option<Meta<'a>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) encoding: Option<&'static str>,
    pub(super) chars: usize,
    pub(super) words: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<&'a str>,
}

impl<'a> JsonSource<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            path: source.path.as_deref(),
            id: source.id.as_deref(),
            meta: source.meta.as_deref().map(Meta),
            encoding: source.encoding,
            ..Self::default()
        }
    }
}

#[derive(Debug)]
pub(super) struct Meta<'a>(&'a [(String, Box<RawValue>)]);

impl Serialize for Meta<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

// Text, start and end stand in each record that has them: serde's `flatten` would write each through a map.
#[derive(Debug, Serialize)]
pub(super) struct Piece<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonByline<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) authors: Vec<JsonAuthor<'a>>,
    pub(super) agency: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonAuthor<'a> {
    pub(super) name: &'a str,
    pub(super) role: Option<&'a str>,
    pub(super) location: Option<&'a str>,
    pub(super) email: Option<&'a str>,
    pub(super) handle: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonDateline<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) places: Vec<JsonDatelinePlace<'a>>,
    pub(super) date: Option<String>,
    pub(super) agency: Option<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonDatelinePlace<'a> {
    pub(super) name: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) city: Option<&'a str>,
    pub(super) region: Option<&'a str>,
    pub(super) country: Option<JsonCountry>,
}

#[derive(Debug)]
pub(super) struct JsonCountry(pub(super) CountryCode);

impl Serialize for JsonCountry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_str())
    }
}

#[derive(Debug, Serialize)]
pub(super) struct JsonStamp<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: String,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonParagraph<'a> {
    pub(super) index: usize,
    pub(super) kind: &'static str,
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sentences: Vec<Piece<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonEntity<'a> {
    pub(super) id: Id,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) name: &'a str,
    pub(super) aliases: &'a [String],
    pub(super) description: Option<&'a str>,
    pub(super) country: Option<JsonCountry>,
    pub(super) mentions: Vec<JsonMention<'a>>,
    pub(super) salience: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonMention<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) paragraph: Option<usize>,
    pub(super) form: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonValue<'a> {
    pub(super) id: Id,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Option<Number>,
    pub(super) unit: Option<&'a str>,
    pub(super) iso: Option<&'a str>,
}

/// A number written without a fraction where it has none.
#[derive(Debug)]
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// Whole numbers up to here are exact in a double: 2^53.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

#[derive(Debug, Serialize)]
pub(super) struct JsonQuote<'a> {
    pub(super) id: Id,
    pub(super) kind: &'static str,
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spans: Places,
    pub(super) speaker: Option<JsonSpeaker<'a>>,
    pub(super) cue: Option<Pieces<'a>>,
    pub(super) within: Option<Id>,
    pub(super) paragraphs: Vec<usize>,
    pub(super) confidence: f64,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub(super) explanation: &'a [String],
}

#[derive(Debug, Serialize)]
pub(super) struct Pieces<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spans: Places,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonSpeaker<'a> {
    pub(super) text: Option<Cow<'a, str>>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) entity: Option<Id>,
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) status: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonClaim<'a> {
    pub(super) id: Id,
    pub(super) text: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) spans: Places,
    pub(super) paragraph: usize,
    pub(super) sentence: usize,
    pub(super) kind: &'static str,
    pub(super) quote: Option<Id>,
    pub(super) claimant: Option<JsonSpeaker<'a>>,
    pub(super) via: Vec<JsonSpeaker<'a>>,
    pub(super) modality: &'static str,
    pub(super) future: bool,
    pub(super) negated: bool,
    pub(super) hedges: Vec<Piece<'a>>,
    pub(super) values: Ids<'a, ValueId>,
    pub(super) entities: Ids<'a, EntityId>,
    pub(super) checkworthiness: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct JsonWarning<'a> {
    pub(super) code: &'static str,
    pub(super) message: &'a str,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
}

/// What turns domain types into wire types: the text, its count of characters and where its white space is uneven.
struct Writer<'a> {
    text: &'a str,
    characters: CharacterIndex<'a>,
    blanks: UnevenBlanks,
}

impl<'a> Writer<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, characters: CharacterIndex::new(text), blanks: UnevenBlanks::new(text) }
    }

    /// The words under a span, squashed.
    fn words(&self, span: Span) -> Cow<'a, str> {
        self.blanks.squash(self.text, span)
    }

    fn place(&self, span: Span) -> Place {
        let (start, end) = self.characters.span(span);
        Place { start, end }
    }

    fn piece(&self, span: Span) -> Piece<'a> {
        let (start, end) = self.characters.span(span);
        Piece { text: self.words(span), start, end }
    }

    fn pieces(&self, spans: &[Span]) -> Pieces<'a> {
        let places = Places::of(spans, |span| self.place(span));
        Pieces {
            text: if let [span] = spans { self.words(*span) } else { text::join_pieces(self.text, spans).into() },
            start: places.first().map_or(0, |place| place.start),
            end: places.last().map_or(0, |place| place.end),
            spans: places,
        }
    }

    /// The first web address that stands alone on a line of furniture, as feeds and archives put it above the article.
    fn url(&self, analysis: &'a Analysis) -> Option<Cow<'a, str>> {
        analysis
            .document
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.kind == ParagraphKind::Boilerplate)
            .map(|paragraph| paragraph.span.of(self.text))
            .find(|line| {
                (line.starts_with("https://") || line.starts_with("http://")) && !line.contains(char::is_whitespace)
            })
            .map(Cow::Borrowed)
    }

    fn byline(&self, byline: &'a Byline) -> JsonByline<'a> {
        let Piece { text, start, end } = self.piece(byline.span);
        JsonByline {
            text,
            start,
            end,
            authors: byline
                .authors
                .iter()
                .map(|author| JsonAuthor {
                    name: &author.name,
                    role: author.role.as_deref(),
                    location: author.location.as_deref(),
                    email: author.email.as_deref(),
                    handle: author.handle.as_deref(),
                })
                .collect(),
            agency: byline.agency.as_deref(),
        }
    }

    fn dateline(&self, dateline: &'a Dateline) -> JsonDateline<'a> {
        let places = dateline.places.iter().map(|place| {
            let (start, end) = self.characters.span(place.span);
            JsonDatelinePlace {
                name: text::clean(place.span.of(self.text)),
                start,
                end,
                city: place.city.as_deref(),
                region: place.region.as_deref(),
                country: place.country.map(JsonCountry),
            }
        });
        let Piece { text, start, end } = self.piece(dateline.span);
        JsonDateline {
            text,
            start,
            end,
            places: places.collect(),
            date: dateline.date.map(|date| date.to_string()),
            agency: dateline.agency.as_deref(),
        }
    }

    fn stamp(&self, stamp: &'a Stamp) -> JsonStamp<'a> {
        let Piece { text, start, end } = self.piece(stamp.span);
        JsonStamp { text, start, end, value: stamp.value.to_string() }
    }

    fn paragraphs(&self, analysis: &'a Analysis) -> Vec<JsonParagraph<'a>> {
        let paragraphs = analysis.document.paragraphs.iter().enumerate();
        paragraphs
            .map(|(index, paragraph)| {
                let Piece { text, start, end } = self.piece(paragraph.span);
                let sentences = analysis.document.sentences_of(paragraph).iter();
                JsonParagraph {
                    index,
                    kind: paragraph_kind(paragraph.kind),
                    text,
                    start,
                    end,
                    sentences: sentences.map(|sentence| self.piece(sentence.span)).collect(),
                }
            })
            .collect()
    }

    fn entities(&self, analysis: &'a Analysis) -> Vec<JsonEntity<'a>> {
        analysis.entities.iter().enumerate().map(|(index, entity)| self.entity(index, entity, analysis)).collect()
    }

    fn entity(&self, index: usize, entity: &'a Entity, analysis: &'a Analysis) -> JsonEntity<'a> {
        JsonEntity {
            id: Id::new(b'e', index),
            kind: entity_type(entity.kind),
            name: &entity.name,
            aliases: &entity.aliases,
            description: entity.description.as_deref(),
            country: entity.country.map(JsonCountry),
            mentions: entity
                .mentions
                .iter()
                .map(|mention| {
                    let Piece { text, start, end } = self.piece(mention.span);
                    let paragraph = analysis.document.paragraph_at(mention.span.start);
                    JsonMention { text, start, end, paragraph, form: mention_form(mention.form) }
                })
                .collect(),
            salience: score(entity.salience),
        }
    }

    fn value(&self, index: usize, value: &'a Value) -> JsonValue<'a> {
        let Piece { text, start, end } = self.piece(value.span);
        JsonValue {
            id: Id::new(b'v', index),
            kind: value_type(value.kind),
            text,
            start,
            end,
            value: value.value.filter(|number| number.is_finite()).map(Number),
            unit: value.unit.as_deref(),
            iso: value.iso.as_deref(),
        }
    }

    fn quote(&self, index: usize, quote: &'a Quote, analysis: &'a Analysis) -> JsonQuote<'a> {
        let Pieces { text, start, end, spans } = self.pieces(&quote.spans);
        let mut paragraphs: Vec<usize> =
            quote.spans.iter().filter_map(|span| analysis.document.paragraph_at(span.start)).collect();
        paragraphs.dedup();
        JsonQuote {
            id: Id::new(b'q', index),
            kind: quote_kind(quote.kind),
            text,
            start,
            end,
            spans,
            speaker: quote.speaker.as_ref().map(|speaker| self.speaker(speaker)),
            cue: quote.cue.as_deref().filter(|spans| !spans.is_empty()).map(|spans| self.pieces(spans)),
            within: quote.within.map(|outer| Id::new(b'q', outer.0)),
            paragraphs,
            confidence: score(quote.confidence),
            explanation: &quote.explanation,
        }
    }

    fn speaker(&self, speaker: &'a Speaker) -> JsonSpeaker<'a> {
        let piece = speaker.span.map(|span| self.piece(span));
        JsonSpeaker {
            start: piece.as_ref().map(|piece| piece.start),
            end: piece.as_ref().map(|piece| piece.end),
            text: piece.map(|piece| piece.text),
            entity: speaker.entity.map(|entity| Id::new(b'e', entity.0)),
            name: &speaker.name,
            description: speaker.description.as_deref(),
            status: speaker_status(speaker.status),
        }
    }

    fn claim(&self, index: usize, claim: &'a Claim) -> JsonClaim<'a> {
        let Pieces { text, start, end, spans } = self.pieces(&claim.spans);
        JsonClaim {
            id: Id::new(b'c', index),
            text,
            start,
            end,
            spans,
            paragraph: claim.paragraph,
            sentence: claim.sentence,
            kind: claim_kind(claim.kind),
            quote: claim.quote.map(|quote| Id::new(b'q', quote.0)),
            claimant: claim.claimant.as_ref().map(|speaker| self.speaker(speaker)),
            via: claim.via.iter().map(|speaker| self.speaker(speaker)).collect(),
            modality: modality(claim.modality),
            future: claim.future,
            negated: claim.negated,
            hedges: claim.hedges.iter().map(|&span| self.piece(span)).collect(),
            values: Ids { letter: b'v', things: &claim.values, index: |value| value.0 },
            entities: Ids { letter: b'e', things: &claim.entities, index: |entity| entity.0 },
            checkworthiness: score(claim.checkworthiness),
        }
    }

    fn warning(&self, warning: &'a Warning) -> JsonWarning<'a> {
        let place = warning.span.filter(|span| !span.is_empty()).map(|span| self.place(span));
        JsonWarning {
            code: warning_code(warning.code),
            message: &warning.message,
            start: place.as_ref().map(|place| place.start),
            end: place.as_ref().map(|place| place.end),
        }
    }
}

/// A score between 0 and 1, rounded to three decimals: what differs after that is no information.
pub(crate) fn score(value: f64) -> f64 {
    if value.is_nan() {
        return 0.0;
    }
    (value.clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}
