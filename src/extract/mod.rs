//! What is in the article: one room each for entities, values, quotes and claims.
//!
//! Each has one function `extract` that reads the document and what the rooms before it found, and returns its records in order
//! of appearance. Nothing here changes the document.

pub mod claim;
pub mod entity;
pub mod quote;
pub mod value;
