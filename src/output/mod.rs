//! The analysis as it is printed: as JSON ([`json`]; bytes become code points, indices become ids, and absent things `null` or `[]`), and in forms
//! for people and other programs, which are made from the same records. One file a form.
//!
//! The wire types are apart from the domain types ([`crate::document`]), so that either can change alone. The JSON Schema of
//! the document stands beside them ([`SCHEMA`]).

mod address;
pub mod brat;
pub mod cards;
pub mod characters;
pub mod html;
mod id;
mod inert;
pub mod json;
pub mod jsonld;
mod layers;
pub mod line;
pub(crate) mod names;
pub mod ninjs;
mod place;
pub mod spacy;
pub mod summary;
pub mod tables;
pub mod term;
#[cfg(test)]
mod test_support;
pub mod webanno;

/// The JSON Schema (2020-12) of the document.
pub const SCHEMA: &str = include_str!("schema.json");

/// The version of the document's form: only additions within a major version.
pub const SCHEMA_VERSION: &str = "1.0";
