//! Attributions for the tests of this room, given by their words.

use super::Found;
use super::facts::{self, Fact};
use crate::document::Document;
use crate::extract::entity::tag::resources::resources;
use crate::extract::quote::marks;
use crate::pipeline::Options;
use std::ops::Range;

/// Calls `see` with a text as it is read.
pub(super) fn read<T>(text: &str, see: impl FnOnce(&Document, &[Fact]) -> T) -> T {
    let document = crate::parse::parse(text, &Options::default());
    let entities = crate::extract::entity::extract(&document);
    let passages = marks::pair(&document);
    see(&document, &facts::of_document(&document, &entities, &passages, resources().unwrap()))
}

/// An attribution given by its words.
pub(super) fn found(text: &str, source: Option<&str>, cue: &str, content: &[&str]) -> Found {
    read(text, |document, _| {
        let tokens = |words: &str| {
            let start = text.find(words).expect("the words are in the text");
            document.tokens_in(crate::span::Span::new(start, start + words.len()))
        };
        let content = content.iter().map(|piece| tokens(piece)).collect();
        Found { cue: tokens(cue), source: source.map(tokens), content, margins: [0; 3] }
    })
}

/// The words of some tokens.
pub(super) fn words(text: &str, tokens: &Range<usize>) -> String {
    read(text, |document, _| {
        let (first, last) = (document.tokens[tokens.start], document.tokens[tokens.end - 1]);
        text[first.span.start..last.span.end].to_owned()
    })
}
