//! Draws up the list of words that tell the kind of a line: see `parse::structure::kind_words`.

use super::articles;
use crate::parse::structure::kind_words::{Place, SHORT_LINE};
use crate::text::{is_alphanumeric, squash};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// A word stands in its place in lines of so many outlets, or is not in the list: fewer and it is learnt by heart (with 4, headlines of outlets not
/// learnt from are found one time in a hundred less; with 6 and 8 as often).
const OUTLETS: usize = 5;
/// When the list was last drawn up: bump it with it.
const DATE: &str = "2026-11-27";

/// The list for the labelled articles under `data`.
pub(super) fn list(data: &Path) -> Result<String> {
    let articles = articles::read(data)?;
    let mut outlets: BTreeMap<(Place, String), BTreeSet<&str>> = BTreeMap::new();
    for article in &articles {
        for paragraph in &article.paragraphs {
            let line = squash(paragraph.span.of(&article.text)).to_lowercase();
            let words: Vec<&str> = line.split(|c| !is_alphanumeric(c)).filter(|word| !word.is_empty()).collect();
            // Numbers are of their day.
            let is_counted = |word: &str| !word.contains(|c: char| c.is_ascii_digit());
            let any = if words.len() <= SHORT_LINE { words.as_slice() } else { &[] };
            let ends = [(Place::First, words.first()), (Place::Last, words.last())];
            let ends = ends.into_iter().filter_map(|(place, word)| Some((place, word?)));
            for (place, word) in
                any.iter().map(|word| (Place::Any, word)).chain(ends).filter(|(_, word)| is_counted(word))
            {
                outlets.entry((place, (*word).to_owned())).or_default().insert(&article.outlet);
            }
        }
    }
    let mut out = header();
    for ((place, word), _) in outlets.iter().filter(|(_, outlets)| outlets.len() >= OUTLETS) {
        let _ = writeln!(out, "{} {word}", char::from(*place as u8));
    }
    Ok(out)
}

fn header() -> String {
    format!(
        "# Words that are features of the decoder of paragraph kinds: anywhere in lines of up to {SHORT_LINE} words (a), first in a line (f), last in it (l).\n\
         # Written on {DATE} by: newsparse-train kind-words --data DIR. The words that stand so in lines of {OUTLETS} outlets or more of the labelled articles that\n\
         # kind_weights.tsv names, where the sources and their licences stand.\n"
    )
}
