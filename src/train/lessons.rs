//! What the name tagger learns from: labelled corpora, made-up pages, sentences in other letters, and raw news labelled by taggers.
//!
//! Only the first corpus labels everything. Elsewhere a token may have any of a set of labels, and the trainer sums over them: what a corpus does
//! not mark may be anything that it does not mark, and where two taggers of raw text differ, either may be right.

use super::corpus::{self, NamedText};
use super::lattice::Labels;
use super::random::Random;
use super::score_lines;
use crate::document::Document;
use crate::extract::entity::tag;
use crate::extract::entity::tag::label::{self, KINDS, LABELS};
use crate::extract::entity::tag::resources::Tagger;
use crate::span::Span;
use anyhow::Result;
use std::collections::HashMap;
use std::path::Path;

/// Made-up pages of results and markets, and how much each counts.
const PAGES: usize = 220;
const PAGE_WEIGHT: f32 = 0.5;
/// The share of sentences that are learnt from in capitals or title case, too, and how much such a copy counts: more of it costs recall on
/// ordinary text.
const RECASED_SHARE: f32 = 0.1;
const RECASED_WEIGHT: f32 = 0.5;
/// Of the raw texts every second one is learnt from; the others show what that did.
const EVERY_SILVER_TEXT: usize = 2;
const SILVER_WEIGHT: f32 = 0.5;

/// A text to learn from.
pub(super) struct Lesson {
    pub(super) text: NamedText,
    /// Whether only persons, organisations and places are labelled.
    partial: bool,
    /// The sentences to learn from, by a byte offset in them; all where it is none.
    only: Option<Vec<usize>>,
    /// What each token may be, where it is not the corpus that says so.
    allowed: Option<Vec<Labels>>,
    /// How much each sentence counts.
    pub(super) weight: f32,
}

impl Lesson {
    /// The labels that each token may have.
    pub(super) fn allowed(&self, document: &Document) -> Vec<Labels> {
        self.allowed.clone().unwrap_or_else(|| allowed_labels(&self.text, document, self.partial))
    }

    /// Whether a sentence is one to learn from.
    pub(super) fn teaches(&self, sentence: Span) -> bool {
        self.only.as_ref().is_none_or(|only| only.iter().any(|at| sentence.contains_offset(*at)))
    }
}

/// The labelled corpora, made-up pages of results and markets, and copies of sentences in the letters of headlines.
pub(super) fn labelled(data: &Path, random: &mut Random) -> Result<Vec<Lesson>> {
    let mut lessons: Vec<Lesson> = Vec::new();
    let lesson = |text, partial, weight| Lesson { text, partial, only: None, allowed: None, weight };
    for text in corpus::read_lines::<NamedText>(&data.join("entities/wwn.train.jsonl"))? {
        lessons.push(lesson(text, false, 1.0));
    }
    for text in corpus::read_lines::<NamedText>(&data.join("entities/ewt.train.jsonl"))? {
        lessons.push(lesson(text, true, 1.0));
    }
    for text in score_lines::pages(data, PAGES, random)? {
        lessons.push(lesson(text, true, PAGE_WEIGHT));
    }
    let copies: Vec<Lesson> = lessons.iter().filter_map(|lesson| recased(lesson, random)).collect();
    lessons.extend(copies);
    Ok(lessons)
}

/// Raw articles of US politics: what another tagger and the teacher agree on is the label, and where they differ, either may be right.
pub(super) fn raw(data: &Path, teacher: &Tagger) -> Result<Vec<Lesson>> {
    let lessons = silver(data)?.into_iter().step_by(EVERY_SILVER_TEXT).map(|text| {
        let allowed = agreed(&text, teacher);
        Lesson { text, partial: true, only: None, allowed: Some(allowed), weight: SILVER_WEIGHT }
    });
    Ok(lessons.collect())
}

/// Raw articles with the names that another tagger found.
pub(super) fn silver(data: &Path) -> Result<Vec<NamedText>> {
    #[derive(serde::Deserialize)]
    struct Raw {
        id: String,
        text: String,
    }
    #[derive(serde::Deserialize)]
    struct Found {
        id: String,
        entities: Vec<corpus::NamedSpan>,
    }
    let raw: Vec<Raw> = corpus::read_lines(&data.join("quotes/polnear.train.jsonl"))?;
    let found: Vec<Found> = corpus::read_lines(&data.join("entities/polnear_corenlp.silver.jsonl"))?;
    let mut by_id: HashMap<String, Vec<corpus::NamedSpan>> =
        found.into_iter().map(|found| (found.id, found.entities)).collect();
    Ok(raw
        .into_iter()
        .filter_map(|raw| by_id.remove(&raw.id).map(|entities| NamedText { text: raw.text, entities }))
        .collect())
}

/// What each token may be by the silver labels and by a tagger: what they agree on, else what either says.
fn agreed(text: &NamedText, teacher: &Tagger) -> Vec<Labels> {
    let document = corpus::parse(&text.text);
    let mut silver = vec![1 as Labels; document.tokens.len()];
    let offsets = corpus::byte_offsets(&text.text);
    for entity in &text.entities {
        let Some(kind) = KINDS.iter().position(|kind| *kind == entity.kind) else { continue };
        let mut first = true;
        for at in document.tokens_in(corpus::byte_span(&offsets, entity.start, entity.end)) {
            let word = document.word(&document.tokens[at]);
            if first && word.eq_ignore_ascii_case("the") {
                continue;
            }
            silver[at] = 1 << if first { label::begin(kind) } else { label::inside(kind) };
            first = false;
        }
    }
    let taught = tag::labels(&document, teacher);
    let marked = marked(&["Person", "Organization", "Location"]);
    silver
        .iter()
        .zip(&taught)
        .map(|(&silver, &taught)| {
            let taught: Labels = 1 << taught;
            // What the other tagger does not look for is not its to deny.
            if silver == 1 && taught & marked == 0 { taught } else { silver | taught }
        })
        .collect()
}

/// The capital of a character, where it is one character.
pub(super) fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    if upper.len() == 1 { upper.next().unwrap_or(c) } else { c }
}

/// A copy of a text with some sentences in capitals or title case, to learn from those alone.
fn recased(lesson: &Lesson, random: &mut Random) -> Option<Lesson> {
    /// Words that title case leaves small.
    const SMALL_WORDS: [&str; 22] = [
        "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "is",
        "vs", "over", "into", "after", "nor",
    ];
    let document = corpus::parse(&lesson.text.text);
    let mut only = Vec::new();
    let mut text = lesson.text.text.clone();
    for sentence in &document.sentences {
        if random.unit() >= RECASED_SHARE {
            continue;
        }
        let span = sentence.span;
        let capitals = random.unit() < 0.5;
        let all = random.unit() < 0.3;
        let mut out = String::new();
        let mut word = String::new();
        let flush = |word: &mut String, out: &mut String| {
            let small = !all && !out.is_empty() && SMALL_WORDS.contains(&word.as_str());
            for (at, c) in word.chars().enumerate() {
                out.push(if capitals || at == 0 && !small { upper(c) } else { c });
            }
            word.clear();
        };
        for c in span.of(&lesson.text.text).chars() {
            if c.is_alphanumeric() || matches!(c, '\'' | '’') {
                word.push(c);
            } else {
                flush(&mut word, &mut out);
                out.push(c);
            }
        }
        flush(&mut word, &mut out);
        if out.len() == span.len() {
            text.replace_range(span.range(), &out);
            only.push(span.start);
        }
    }
    (!only.is_empty()).then(|| Lesson {
        text: NamedText { text, entities: lesson.text.entities.clone() },
        partial: lesson.partial,
        only: Some(only),
        allowed: None,
        weight: lesson.weight * RECASED_WEIGHT,
    })
}

/// Labels all of whose kinds a corpus marks.
fn marked(kinds: &[&str]) -> Labels {
    (0..LABELS)
        .filter(|&l| label::kind(l).is_some_and(|kind| kinds.contains(&KINDS[kind])))
        .fold(0, |all, l| all | 1 << l)
}

/// The labels that each token may have by the corpus.
fn allowed_labels(text: &NamedText, document: &Document, partial: bool) -> Vec<Labels> {
    let offsets = corpus::byte_offsets(&text.text);
    let everything: Labels = (1 << LABELS) - 1;
    // What the partly labelled corpus does not mark may be anything that it does not mark.
    let outside = if partial { everything & !marked(&["Person", "Organization", "Location", "Facility"]) } else { 1 };
    let mut allowed = vec![outside; document.tokens.len()];
    for entity in &text.entities {
        let Some(kind) = KINDS.iter().position(|kind| *kind == entity.kind) else { continue };
        let span = corpus::byte_span(&offsets, entity.start, entity.end);
        let mut first = true;
        for at in document.tokens_in(span) {
            let label = if first { label::begin(kind) } else { label::inside(kind) };
            let mut labels = 1 << label;
            if partial && entity.kind == "Location" {
                let facility = KINDS.iter().position(|kind| *kind == "Facility").unwrap_or(kind);
                labels |= 1 << if first { label::begin(facility) } else { label::inside(facility) };
            }
            allowed[at] = labels;
            first = false;
        }
    }
    allowed
}
