//! The analysis as it is printed: as JSON ([`json`]; bytes become code points, indices become ids, and absent things `null` or `[]`), or as
//! cards for people ([`cards`]). One file a form.
//!
//! The wire types are apart from the domain types ([`crate::document`]), so that either can change alone. The JSON Schema of
//! the document stands beside them ([`SCHEMA`]).

pub mod cards;
pub mod characters;
pub mod json;
pub(crate) mod names;

/// The JSON Schema (2020-12) of the document.
pub const SCHEMA: &str = include_str!("schema.json");

/// The version of the document's form: only additions within a major version.
pub const SCHEMA_VERSION: &str = "1.0";
