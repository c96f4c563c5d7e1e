//! Reads the raw text of a news article and says what is in it: structure, entities, values, quotes and claims.
//!
//! ```
//! let article = "Mayor opens bridge\n\nOSLO, May 3 (AP) - \"It is done,\" Mayor Kari Lie said on Tuesday.\n";
//! let analysis = newsparse::analyze(article, &newsparse::Options::default());
//! let headline = analysis.document.headline.unwrap();
//! assert_eq!(analysis.document.slice(headline), "Mayor opens bridge");
//! ```
//!
//! The modules are the pipeline, and data flows one way through them: [`input`] turns bytes into text, [`parse`] text
//! into a [`Document`](document::Document), [`extract`] finds entities, values, quotes and claims in it, [`output`] writes the
//! whole as JSON. [`pipeline`] is the order of things on one page; [`cli`] is the command.
//!
//! Parsing and extraction are total: any string gives an analysis. Only reading and decoding return errors.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod cli;
pub mod document;
pub mod extract;
mod filter;
pub mod input;
pub mod lexicon;
pub mod model;
pub mod names;
pub mod output;
pub mod parse;
pub mod pipeline;
pub mod places;
pub mod span;
pub mod text;
#[cfg(feature = "train")]
pub mod train;

pub use pipeline::{Options, Wanted, analyze};
