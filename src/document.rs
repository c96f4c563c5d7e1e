//! The types that everything shares: the parsed article and what is found in it.
//!
//! A [`Document`] owns its text once; everything else is [`Span`]s (bytes) into it and indices into flat lists. Nothing
//! here has a lifetime, so a document can be kept, sent to another thread, or printed later. How these are written as
//! JSON, with code points instead of bytes and `e1` instead of an index, is the concern of [`crate::output`].

use crate::model::hash;
use crate::span::Span;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use std::fmt;
use std::ops::Range;

/// An article read for structure: what [`crate::parse::parse`] returns and every extractor reads.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The decoded text, as it is.
    pub text: String,
    /// Paragraphs in order; every line that is not blank lies in exactly one.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences of all paragraphs, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// The different words that they are, in the order in which they come.
    pub forms: Vec<Form>,
    /// The headline, without a kicker run in before it.
    pub headline: Option<Span>,
    /// Section or label above or before the headline.
    pub kicker: Option<Span>,
    /// Deck or summary under the headline.
    pub standfirst: Option<Span>,
    /// Who wrote it.
    pub byline: Option<Byline>,
    /// Where it was filed, as printed.
    pub dateline: Option<Dateline>,
    /// When it was published.
    pub published: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// The article's date: the dateline's, else published, else updated, else the reference date it was parsed with.
    /// Relative dates resolve from it.
    pub date: Option<PartialDate>,
    /// Where the text is damaged, foreign, or more than one article.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether the text is in English; other text is read for structure only.
    pub fn is_english(&self) -> bool {
        !self.warnings.iter().any(|warning| warning.code == WarningCode::NotEnglish)
    }

    /// The text of a token.
    pub fn word(&self, token: &Token) -> &str {
        token.span.of(&self.text)
    }

    /// The text of a word.
    pub fn form(&self, form: &Form) -> &str {
        self.tokens.get(form.token as usize).map_or("", |token| self.word(token))
    }

    /// The sentences of a paragraph.
    pub fn sentences_of(&self, paragraph: &Paragraph) -> &[Sentence] {
        self.sentences.get(paragraph.sentences.clone()).unwrap_or(&[])
    }

    /// The tokens of a sentence.
    pub fn tokens_of(&self, sentence: &Sentence) -> &[Token] {
        self.tokens.get(sentence.tokens.clone()).unwrap_or(&[])
    }

    /// The tokens that begin inside a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        // No token is empty: there are at most as many as bytes.
        let most = self.tokens.len().min(first + span.len());
        let next = self.tokens.get(first..most).unwrap_or(&[]);
        first..first + next.partition_point(|token| token.span.start < span.end)
    }

    /// The index of the paragraph that holds a byte offset.
    pub fn paragraph_at(&self, offset: usize) -> Option<usize> {
        let next = self.paragraphs.partition_point(|paragraph| paragraph.span.start <= offset);
        let index = next.checked_sub(1)?;
        self.paragraphs[index].span.contains_offset(offset).then_some(index)
    }

    /// The index of the sentence that holds a byte offset.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let next = self.sentences.partition_point(|sentence| sentence.span.start <= offset);
        let index = next.checked_sub(1)?;
        self.sentences[index].span.contains_offset(offset).then_some(index)
    }
}

/// What a paragraph is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParagraphKind {
    /// The headline.
    Headline,
    /// A section or label on a line of its own.
    Kicker,
    /// The deck or summary under the headline.
    Standfirst,
    /// A line with the byline, alone or with a stamp.
    Byline,
    /// A line with the dateline or a stamp alone.
    Dateline,
    /// Running text of the article.
    Body,
    /// A heading inside the article.
    Subheading,
    /// The caption or credit of a picture.
    Caption,
    /// An item of a list in the article.
    ListItem,
    /// A correction or editor's note.
    Correction,
    /// Page furniture, credits, repeats: not the article.
    Boilerplate,
}

impl ParagraphKind {
    /// Whether the paragraph speaks for the article: entities, quotes and claims are looked for in it.
    pub const fn is_content(self) -> bool {
        !matches!(self, Self::Boilerplate | Self::Byline | Self::Dateline)
    }

    /// Whether the paragraph is running text.
    pub const fn is_running_text(self) -> bool {
        matches!(self, Self::Body | Self::ListItem | Self::Standfirst | Self::Correction)
    }
}

/// A paragraph: one or more whole lines.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// From its first to its last character that is not blank.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// Its sentences, as indices into [`Document::sentences`].
    pub sentences: Range<usize>,
}

/// A sentence; it never crosses a paragraph.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// From its first to its last character that is not blank.
    pub span: Span,
    /// The paragraph it is in.
    pub paragraph: usize,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens, stops of abbreviations, digits; also a verb joined to a word (`'ll`).
    Word,
    /// Begins with a digit, or with a sign and a digit: `1987`, `3.5`, `1,000`, `5th`, `7:45`, `9/11`, `'90s`, `.38`.
    Number,
    /// The possessive ending `'s` or `'` of the word before.
    Possessive,
    /// An opening, closing or undirected quotation mark, single or double (`''` and double backticks are one token).
    Quote,
    /// Punctuation other than quotation marks.
    Punctuation,
    /// Currency signs, mathematical and other symbols, emoji.
    Symbol,
    /// A web address, e-mail address, `@handle` or `#hashtag`.
    Address,
    /// A `?`, U+FFFD or the like that stands for a lost character: between words for a space or an apostrophe
    /// ("John?Kerry" is John Kerry), before a word or after a comma for a quotation mark.
    Lost,
}

impl TokenKind {
    /// Whether it counts as a word of the article.
    pub const fn is_word(self) -> bool {
        matches!(self, Self::Word | Self::Number | Self::Address)
    }
}

/// A token: the smallest piece that the extractors look at.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it stands; never empty, never with white space inside.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// The hash of its text ([`crate::model::hash::spelling`]).
    pub hash: u64,
    /// Which word it is: a place in [`Document::forms`].
    pub form: u32,
}

impl Token {
    /// The token at a place of a text.
    pub fn new(text: &str, span: Span, kind: TokenKind) -> Self {
        Self { span, kind, hash: hash::spelling(span.of(text).as_bytes()), form: 0 }
    }
}

/// A word as it is written: what every stage asks of words is found out once for each, however often it comes.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The first token that is this word.
    pub token: u32,
    /// Its number among the words of all documents that the thread read which cut it.
    pub number: u32,
    /// What its tokens are made of.
    pub kind: TokenKind,
    /// The hash of its text.
    pub hash: u64,
    /// The hash of its lower-case form ([`hash::lower`]).
    pub lower: u64,
}

impl Form {
    /// What tells it from all other words, of this document and of others.
    pub const fn key(&self) -> u64 {
        self.hash ^ self.kind as u64
    }
}

/// A date as far as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartialDate {
    /// Year, month and day.
    Full(Date),
    /// Month (1 to 12) and day (1 to 31), where nothing gives the year.
    MonthDay(i8, i8),
}

impl PartialDate {
    /// The full date, if the year is known.
    pub const fn full(self) -> Option<Date> {
        match self {
            Self::Full(date) => Some(date),
            Self::MonthDay(..) => None,
        }
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601: `2016-07-15`, or `--07-15` without a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(date) => write!(f, "{date}"),
            Self::MonthDay(month, day) => write!(f, "--{month:02}-{day:02}"),
        }
    }
}

/// The time of a stamp as far as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StampValue {
    /// A date alone.
    Date(Date),
    /// Date and time where the zone is not known.
    Local(DateTime),
    /// Date, time and offset from UTC.
    Zoned(DateTime, Offset),
}

impl StampValue {
    /// The calendar date as printed.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::Local(time) | Self::Zoned(time, _) => time.date(),
        }
    }
}

impl fmt::Display for StampValue {
    /// RFC 3339, or its part that is known: `2016-07-15T07:45:00+05:30`, `2016-07-15T07:45:00`, `2016-07-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Local(time) => write!(f, "{}", time.strftime("%Y-%m-%dT%H:%M:%S")),
            Self::Zoned(time, offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hour, minute) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(f, "{}{sign}{hour:02}:{minute:02}", time.strftime("%Y-%m-%dT%H:%M:%S"))
            }
        }
    }
}

/// A publication or update stamp.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The stamp with its label ("Updated: Jul 15, 2016, 07:45 AM(IST)").
    pub span: Span,
    /// What it says.
    pub value: StampValue,
}

/// The byline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Byline {
    /// As printed.
    pub span: Span,
    /// In the order printed.
    pub authors: Vec<Author>,
    /// The agency or outlet it names ("Reuters").
    pub agency: Option<String>,
}

/// One author of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Without "By", titles of address and what follows the name; never empty.
    pub name: String,
    /// "Political Editor".
    pub role: Option<String>,
    /// "in Nairobi".
    pub location: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// With its `@`.
    pub handle: Option<String>,
}

/// The dateline: place, date and agency as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {
    /// Without a label, a stamp, or the dash after it.
    pub span: Span,
    /// In the order printed.
    pub places: Vec<DatelinePlace>,
    /// Only a date printed in the dateline.
    pub date: Option<PartialDate>,
    /// The agency it names.
    pub agency: Option<String>,
}

/// A place of a dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatelinePlace {
    /// Place with its state or country as printed ("HAYWARD, Calif.").
    pub span: Span,
    /// The city ("HAYWARD").
    pub city: Option<String>,
    /// State or province as printed ("Calif.").
    pub region: Option<String>,
    /// Its country.
    pub country: Option<CountryCode>,
}

/// An ISO 3166-1 alpha-2 code: two capital ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// The code, if `code` is two capital ASCII letters.
    pub const fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Self([*a, *b])),
            _ => None,
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something that the reader of the output should know about the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// What kind of thing.
    pub code: WarningCode,
    /// In words.
    pub message: String,
    /// Where, if it has a place.
    pub span: Option<Span>,
}

/// The kinds of warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WarningCode {
    /// Lost, replaced or wrongly decoded characters.
    DamagedText,
    /// The text is not in English: only its structure was read.
    NotEnglish,
    /// The bytes are not UTF-8 and carry no mark of their encoding.
    EncodingGuessed,
    /// Markup stands in the text.
    HtmlMarkup,
    /// More than one article.
    TwoArticles,
    /// Something was left out because of a limit.
    Truncated,
}

/// An index into [`Analysis::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub usize);

/// An index into [`Analysis::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub usize);

/// An index into [`Analysis::quotes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuoteId(pub usize);

/// The article with all that was found in it.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// The parsed article.
    pub document: Document,
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// In order of place.
    pub values: Vec<Value>,
    /// In order of place (start, then end).
    pub quotes: Vec<Quote>,
    /// In order of place (start, then end).
    pub claims: Vec<Claim>,
}

/// What an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A person.
    Person,
    /// A company, agency, party, team, outlet.
    Organization,
    /// A country, state, city, region, river.
    Location,
    /// A building, airport, road, camp.
    Facility,
    /// Nationalities, religions, members of parties.
    Group,
    /// A named event.
    Event,
    /// A named product.
    Product,
    /// A titled work: book, film, programme, law.
    Work,
    /// Anything else with a name.
    Misc,
}

/// One thing in the article, with all its mentions.
#[derive(Clone, Debug)]
pub struct Entity {
    /// What it is.
    pub kind: EntityType,
    /// The fullest form in the text, cleaned.
    pub name: String,
    /// Other forms, cleaned, in order of appearance, without pronouns and descriptions.
    pub aliases: Vec<String>,
    /// Title or role as the text gives it, cleaned.
    pub description: Option<String>,
    /// The country that a country, state, big city or demonym belongs to.
    pub country: Option<CountryCode>,
    /// At least one; in order; they overlap no other mention of any entity.
    pub mentions: Vec<Mention>,
    /// How much the article is about it, 0 to 1.
    pub salience: f64,
}

/// A place where an entity is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// How.
    pub form: MentionForm,
}

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// The full name, or the form by which the entity is named.
    Name,
    /// A part of the name.
    Partial,
    /// Its acronym.
    Acronym,
    /// A definite description ("the senator").
    Description,
    /// A pronoun.
    Pronoun,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// A date or a part of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number of things or a measure.
    Quantity,
    /// A place in an order.
    Ordinal,
}

/// A date, number or amount with its normal form.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: ValueType,
    /// As printed.
    pub span: Span,
    /// The number, if there is one; finite.
    pub value: Option<f64>,
    /// `hour`, `USD`, `percent`, `km`, or the noun that is counted.
    pub unit: Option<String>,
    /// ISO 8601 form of dates, times and durations.
    pub iso: Option<String>,
}

/// How a quote stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// All of the content stands in quotation marks.
    Direct,
    /// Part of the content does.
    Mixed,
    /// None of it does.
    Indirect,
}

/// An attribution of speech, writing, thought or intention to a source.
#[derive(Clone, Debug)]
pub struct Quote {
    /// How it stands in the text.
    pub kind: QuoteKind,
    /// The content in one or more pieces, in order, not overlapping; never empty.
    pub spans: Vec<Span>,
    /// Who.
    pub speaker: Option<Speaker>,
    /// The words that attribute, in one or more pieces.
    pub cue: Option<Vec<Span>>,
    /// The quote that this one is said in.
    pub within: Option<QuoteId>,
    /// How sure that this speaker said it, 0 to 1.
    pub confidence: f64,
    /// Why it has its speaker, in sentences; empty unless they were asked for ([`Options::explain`](crate::pipeline::Options)).
    pub explanation: Vec<String>,
}

/// The source of a quote or claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// The mention that the text gives, if there is one.
    pub span: Option<Span>,
    /// The entity it was resolved to.
    pub entity: Option<EntityId>,
    /// The entity's name, else the mention, cleaned; never empty.
    pub name: String,
    /// Title or role.
    pub description: Option<String>,
    /// How the speaker is known.
    pub status: SpeakerStatus,
}

/// How a speaker is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerStatus {
    /// By name.
    Named,
    /// By a description that could be followed ("the company's chairman").
    Described,
    /// By a description that hides who it is ("a senior US official").
    Anonymous,
    /// By a pronoun that could not be resolved.
    Pronoun,
}

/// Something that is said to be so.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The words that make it, in one or more pieces, in order; never empty.
    pub spans: Vec<Span>,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Index of its sentence among the sentences of its paragraph.
    pub sentence: usize,
    /// Whether a source says it, or the article itself.
    pub kind: ClaimKind,
    /// The quote that it lies in.
    pub quote: Option<QuoteId>,
    /// The innermost source whose content it is.
    pub claimant: Option<Speaker>,
    /// The sources around the claimant, from the inside out.
    pub via: Vec<Speaker>,
    /// As what it is put forward.
    pub modality: Modality,
    /// Whether its main content lies after publication.
    pub future: bool,
    /// Whether its main assertion is negated.
    pub negated: bool,
    /// Words that weaken it.
    pub hedges: Vec<Span>,
    /// Values in it.
    pub values: Vec<ValueId>,
    /// Entities in it, in order of appearance.
    pub entities: Vec<EntityId>,
    /// How much it is worth checking, 0 to 1.
    pub checkworthiness: f64,
}

#[cfg(test)]
impl Claim {
    /// A plain fact that the article asserts at `span`, for tests to start from.
    pub(crate) fn plain(span: Span) -> Self {
        Self {
            spans: vec![span],
            paragraph: 0,
            sentence: 0,
            kind: ClaimKind::Asserted,
            quote: None,
            claimant: None,
            via: Vec::new(),
            modality: Modality::Fact,
            future: false,
            negated: false,
            hedges: Vec::new(),
            values: Vec::new(),
            entities: Vec::new(),
            checkworthiness: 0.5,
        }
    }
}

/// Who puts a claim forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimKind {
    /// A source, or hearsay ("reportedly").
    Attributed,
    /// The article.
    Asserted,
}

/// As what a claim is put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modality {
    /// As a fact.
    Fact,
    /// As possible.
    Possible,
    /// As to come.
    Prediction,
    /// As something that must be done.
    Obligation,
    /// As depending on a condition.
    Conditional,
}
