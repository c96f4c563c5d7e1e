//! The types that everything shares: the parsed article and what is found in it.
//!
//! A [`Document`] owns its text once; everything else is [`Span`]s (bytes) into it and indices into flat lists. Nothing
//! here has a lifetime, so a document can be kept, sent to another thread, or printed later. How these are written as
//! JSON, with code points instead of bytes and `e1` instead of an index, is the concern of [`crate::output`].

mod analysis;
mod front;

use crate::model::hash;
use crate::span::Span;
use std::ops::Range;

pub use analysis::{
    Analysis, Claim, ClaimKind, Entity, EntityId, EntityType, Mention, MentionForm, Modality, Quote, QuoteId,
    QuoteKind, Speaker, SpeakerStatus, Value, ValueId, ValueType,
};
pub use front::{Author, Byline, CountryCode, Dateline, DatelinePlace, PartialDate, Stamp, StampValue};

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
