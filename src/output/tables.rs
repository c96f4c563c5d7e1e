//! Tables for spreadsheets and databases: one line for each entity, mention, quote, claim, value, paragraph or article.
//!
//! Fields are quoted as RFC 4180 has it, with commas or tabs between them. The first column names the article, the second is the record's
//! id; ids are those of the JSON and unique within their article, so tables are joined by both. Lists stand in one field, ids with a space
//! between them, names with "; ".
//!
//! What is absent is an empty field. Text is made harmless: control characters are U+FFFD, and text that a spreadsheet would run as a
//! formula has an apostrophe before it, which `^'('*[=+@-])` finds for whoever wants to take it away. Numbers are never touched.

use super::inert::inert;
use super::json::{
    self, ErrorRecord, JsonClaim, JsonCountry, JsonDocument, JsonEntity, JsonMention, JsonParagraph, JsonQuote,
    JsonSpeaker, JsonValue, Piece, Selection, Source,
};
use crate::document::Analysis;
use crate::text::is_blank;
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::fmt::Display;

/// A table that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A line for each article, also for one that could not be read.
    Articles,
    /// A line for each paragraph.
    Paragraphs,
    /// A line for each entity.
    Entities,
    /// A line for each mention of an entity.
    Mentions,
    /// A line for each value.
    Values,
    /// A line for each quote.
    Quotes,
    /// A line for each claim.
    Claims,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Articles, Self::Paragraphs, Self::Entities, Self::Mentions, Self::Values, Self::Quotes, Self::Claims];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Paragraphs => "paragraphs",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Values => "values",
            Self::Quotes => "quotes",
            Self::Claims => "claims",
        }
    }

    /// The names of its columns.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Articles => &[
                "article",
                "path",
                "url",
                "headline",
                "kicker",
                "standfirst",
                "authors",
                "agency",
                "place",
                "country",
                "date",
                "published",
                "updated",
                "chars",
                "words",
                "paragraphs",
                "entities",
                "values",
                "quotes",
                "claims",
                "warnings",
                "error",
            ],
            Self::Paragraphs => &["article", "paragraph", "kind", "start", "end", "sentences", "text"],
            Self::Entities => &[
                "article",
                "id",
                "type",
                "name",
                "aliases",
                "description",
                "country",
                "mentions",
                "salience",
                "start",
                "end",
            ],
            Self::Mentions => &["article", "entity", "type", "name", "form", "paragraph", "start", "end", "text"],
            Self::Values => &["article", "id", "type", "value", "unit", "iso", "start", "end", "text"],
            Self::Quotes => &[
                "article",
                "id",
                "kind",
                "speaker",
                "speaker_entity",
                "speaker_description",
                "speaker_status",
                "speaker_text",
                "cue",
                "within",
                "paragraph",
                "confidence",
                "start",
                "end",
                "text",
            ],
            Self::Claims => &[
                "article",
                "id",
                "kind",
                "claimant",
                "claimant_entity",
                "claimant_description",
                "claimant_status",
                "via",
                "quote",
                "modality",
                "future",
                "negated",
                "hedges",
                "values",
                "entities",
                "checkworthiness",
                "paragraph",
                "sentence",
                "start",
                "end",
                "text",
            ],
        }
    }

    /// What of the document it is made from.
    pub fn selection(self) -> Selection {
        let all = Selection::default();
        let none = Selection { entities: false, values: false, quotes: false, claims: false, ..all };
        match self {
            Self::Articles => all,
            Self::Paragraphs => none,
            Self::Entities | Self::Mentions => Selection { entities: true, ..none },
            Self::Values => Selection { values: true, ..none },
            Self::Quotes => Selection { quotes: true, ..none },
            Self::Claims => Selection { claims: true, ..none },
        }
    }
}

/// The first line: the names of the columns.
pub fn header(table: Table, separator: u8) -> Vec<u8> {
    let mut lines = Lines::new(separator);
    lines.write(table.columns().iter().copied());
    lines.bytes
}

/// The lines of one article.
pub fn rows(table: Table, separator: u8, analysis: &Analysis, source: &Source) -> Vec<u8> {
    let document = json::document(analysis, source, table.selection());
    let entities = || document.entities.iter().flatten();
    let rows: Vec<Row> = match table {
        Table::Articles => vec![article(&document)],
        Table::Paragraphs => document.paragraphs.iter().map(paragraph).collect(),
        Table::Entities => entities().map(entity).collect(),
        Table::Mentions => entities().flat_map(|entity| entity.mentions.iter().map(|m| mention(entity, m))).collect(),
        Table::Values => document.values.iter().flatten().map(value).collect(),
        Table::Quotes => document.quotes.iter().flatten().map(quote).collect(),
        Table::Claims => document.claims.iter().flatten().map(claim).collect(),
    };
    lines(separator, source, rows)
}

/// The line of an article that could not be read; only the table of articles has one.
pub fn error_rows(table: Table, separator: u8, error: &ErrorRecord, source: &Source) -> Vec<u8> {
    if table != Table::Articles {
        return Vec::new();
    }
    lines(separator, source, vec![article(&json::error_document(error, source, table.selection()))])
}

fn lines(separator: u8, source: &Source, rows: Vec<Row>) -> Vec<u8> {
    let name = source.name();
    let name = guarded(&name);
    let mut lines = Lines::new(separator);
    for row in rows {
        lines.write(std::iter::once(&*name).chain(row.fields.iter().map(String::as_str)));
    }
    lines.bytes
}

/// The fields of an article after its name.
fn article(document: &JsonDocument<'_>) -> Row {
    fn piece<'a>(piece: Option<&'a Piece<'_>>) -> Option<&'a str> {
        piece.map(|piece| &*piece.text)
    }
    let authors: Vec<&str> = document.byline.iter().flat_map(|byline| &byline.authors).map(|a| a.name).collect();
    let agency = document.dateline.as_ref().and_then(|dateline| dateline.agency);
    let place = document.dateline.as_ref().and_then(|dateline| dateline.places.first());
    let warnings: Vec<&str> = document.warnings.iter().flatten().map(|warning| warning.code).collect();
    // What there was no text to count in has no number.
    let count = |count: usize| document.error.is_none().then_some(count);
    Row::new()
        .optional(document.source.path)
        .optional(document.source.url.as_deref())
        .optional(piece(document.headline.as_ref()))
        .optional(piece(document.kicker.as_ref()))
        .optional(piece(document.standfirst.as_ref()))
        .text(&authors.join("; "))
        .optional(agency.or_else(|| document.byline.as_ref().and_then(|byline| byline.agency)))
        .optional(place.map(|place| place.name.as_str()))
        .optional(place.and_then(|place| place.country.as_ref()).map(country))
        .optional(document.date.as_deref())
        .optional(document.published.as_ref().map(|stamp| stamp.value.as_str()))
        .optional(document.updated.as_ref().map(|stamp| stamp.value.as_str()))
        .maybe_number(count(document.source.chars))
        .maybe_number(count(document.source.words))
        .maybe_number(count(document.paragraphs.len()))
        .maybe_number(count(document.entities.iter().flatten().count()))
        .maybe_number(count(document.values.iter().flatten().count()))
        .maybe_number(count(document.quotes.iter().flatten().count()))
        .maybe_number(count(document.claims.iter().flatten().count()))
        .word(&warnings.join(" "))
        .optional(document.error.map(|error| error.message.as_str()))
}

fn paragraph(paragraph: &JsonParagraph<'_>) -> Row {
    Row::new()
        .number(paragraph.index)
        .word(paragraph.kind)
        .place(paragraph.start, paragraph.end)
        .number(paragraph.sentences.len())
        .text(&paragraph.text)
}

fn entity(entity: &JsonEntity<'_>) -> Row {
    let first = entity.mentions.first();
    Row::new()
        .word(&entity.id)
        .word(entity.kind)
        .text(entity.name)
        .text(&entity.aliases.join("; "))
        .optional(entity.description)
        .optional(entity.country.as_ref().map(country))
        .number(entity.mentions.len())
        .number(entity.salience)
        .place(first.map_or(0, |first| first.start), first.map_or(0, |first| first.end))
}

fn mention(entity: &JsonEntity<'_>, mention: &JsonMention<'_>) -> Row {
    Row::new()
        .word(&entity.id)
        .word(entity.kind)
        .text(entity.name)
        .word(mention.form)
        .maybe_number(mention.paragraph)
        .place(mention.start, mention.end)
        .text(&mention.text)
}

fn value(value: &JsonValue<'_>) -> Row {
    Row::new()
        .word(&value.id)
        .word(value.kind)
        .maybe_number(value.value.as_ref().map(|number| number.0))
        .optional(value.unit)
        // Guarded as well: a date without a year ("--07-15") is a sum to a spreadsheet.
        .optional(value.iso)
        .place(value.start, value.end)
        .text(&value.text)
}

fn quote(quote: &JsonQuote<'_>) -> Row {
    let speaker = quote.speaker.as_ref();
    Row::new()
        .word(&quote.id)
        .word(quote.kind)
        .speaker(speaker)
        .optional(speaker.and_then(|speaker| speaker.text.as_deref()))
        .optional(quote.cue.as_ref().map(|cue| &*cue.text))
        .optional(quote.within.as_deref())
        .maybe_number(quote.paragraphs.first())
        .number(quote.confidence)
        .place(quote.start, quote.end)
        .text(&quote.text)
}

fn claim(claim: &JsonClaim<'_>) -> Row {
    let via: Vec<&str> = claim.via.iter().map(|speaker| speaker.name).collect();
    let hedges: Vec<&str> = claim.hedges.iter().map(|hedge| &*hedge.text).collect();
    Row::new()
        .word(&claim.id)
        .word(claim.kind)
        .speaker(claim.claimant.as_ref())
        .text(&via.join("; "))
        .optional(claim.quote.as_deref())
        .word(claim.modality)
        .number(claim.future)
        .number(claim.negated)
        .text(&hedges.join("; "))
        .word(&claim.values.join(" "))
        .word(&claim.entities.join(" "))
        .number(claim.checkworthiness)
        .number(claim.paragraph)
        .number(claim.sentence)
        .place(claim.start, claim.end)
        .text(&claim.text)
}

fn country(country: &JsonCountry) -> &str {
    country.0.as_str()
}

/// The fields of a line after the article's name.
struct Row {
    fields: Vec<String>,
}

impl Row {
    const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    fn push(mut self, field: String) -> Self {
        self.fields.push(field);
        self
    }

    /// A word of this program's own: a kind, an id.
    fn word(self, word: &str) -> Self {
        self.push(word.to_owned())
    }

    /// Words of the article, or of whoever named it.
    fn text(self, text: &str) -> Self {
        self.push(guarded(text).into_owned())
    }

    fn optional(self, text: Option<&str>) -> Self {
        self.text(text.unwrap_or(""))
    }

    /// A number, or a truth.
    fn number(self, number: impl Display) -> Self {
        self.push(number.to_string())
    }

    fn maybe_number(self, number: Option<impl Display>) -> Self {
        self.push(number.map_or_else(String::new, |number| number.to_string()))
    }

    fn place(self, start: usize, end: usize) -> Self {
        self.number(start).number(end)
    }

    /// Name, entity, description and status.
    fn speaker(self, speaker: Option<&JsonSpeaker<'_>>) -> Self {
        self.optional(speaker.map(|speaker| speaker.name))
            .optional(speaker.and_then(|speaker| speaker.entity.as_deref()))
            .optional(speaker.and_then(|speaker| speaker.description))
            .optional(speaker.map(|speaker| speaker.status))
    }
}

/// Text that no spreadsheet takes for a formula, without characters that command a terminal.
fn guarded(text: &str) -> Cow<'_, str> {
    let text = inert(text);
    // An apostrophe before such a character gets another, so that the rule can be undone.
    let first = text.trim_start_matches(|c| is_blank(c) || c == '\'');
    // The wide forms are taken for the narrow ones where they are typed.
    if first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// Lines of a table.
struct Lines {
    bytes: Vec<u8>,
    separator: u8,
}

impl Lines {
    const fn new(separator: u8) -> Self {
        Self { bytes: Vec::new(), separator }
    }

    fn write<'a>(&mut self, fields: impl Iterator<Item = &'a str>) {
        let mut writer = WriterBuilder::new()
            .delimiter(self.separator)
            .terminator(Terminator::Any(b'\n'))
            .from_writer(&mut self.bytes);
        // Writing to memory does not fail.
        drop(writer.write_record(fields));
    }
}
