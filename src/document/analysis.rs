//! What is found in an article: entities, values, quotes and claims.

use super::{CountryCode, Document};
use crate::span::Span;

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
