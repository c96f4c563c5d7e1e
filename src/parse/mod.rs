//! Text to [`Document`]: paragraphs and their kinds, headline, byline, dateline, stamps; sentences and tokens.
//!
//! Structure is read first, from lines ([`structure`]); then each paragraph is cut into sentences and tokens ([`sentence`],
//! [`token`]), which nothing in structure depends on.

pub mod damage;
pub mod language;
pub mod sentence;
pub mod structure;
pub mod token;

use crate::document::Document;
use crate::pipeline::Options;

/// Reads the structure, sentences and tokens of any text.
pub fn parse(text: &str, options: &Options) -> Document {
    let mut document = Document { text: text.to_owned(), ..Document::default() };
    structure::read(&mut document, options);
    document.warnings.extend(damage::find(&document.text));
    token::cut(&mut document);
    document.warnings.extend(language::check(&document));
    sentence::cut(&mut document);
    document
}
