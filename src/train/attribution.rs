//! Trains the two models of attribution: cues, then the source and content of each cue.
//!
//! From PolNeAR's annotated articles (Newell, Margolin and Ruths, "An attribution relations corpus for political news", 2018), and from what a teacher
//! makes of them and of articles from the rest of the world that nobody annotated ([`super::readings`]). The learner is [`super::chain`]; features and
//! decoding are the program's own (`extract::quote::tag`).

use super::chain::{self, Examples, Grammar, Recipe};
use super::corpus;
use super::readings::{self, Reading};
use crate::document::{Document, Entity, TokenKind};
use crate::extract::entity::tag::resources::Resources;
use crate::extract::quote::marks::{self, Passage};
use crate::extract::quote::tag::facts::{self, Fact};
use crate::extract::quote::tag::features::Features;
use crate::extract::quote::tag::label::{self, BEGIN, CUE_LABELS, INSIDE, OUTSIDE, STATES};
use crate::extract::quote::tag::{self, ArgumentModel, Cue, CueModel, Found, Models};
use crate::model::sequence::{SequenceModel, SequenceWeights};
use crate::span::Span;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::ops::Range;
use std::path::Path;

const CUES: Recipe = Recipe {
    epochs: 8,
    averaged: 4,
    runs: 6,
    dropout: 0.2,
    rate: 0.2,
    beta: 1.0,
    l1: 1.0,
    l2: 1.0,
    seen: 3,
    cut: 0.08,
    seed: 20_161_123,
};

/// It has fewer examples than the first, which more passes and more dropout make up for.
const ARGUMENTS: Recipe = Recipe { epochs: 9, averaged: 5, dropout: 0.3, l1: 0.7, seen: 4, cut: 0.1, ..CUES };

/// How much of a label is the annotator's and not the teacher's, where both have read an article. Among articles that it was not learnt from the first
/// model finds cues more steadily the more is the teacher's: annotators leave out much that others mark.
pub(super) const ANNOTATED: f32 = 0.2;
/// What is added to the beginning of a cue, in units of the model file: so many are found then as people mark.
const CUE_LIFT: i16 = 16;

/// An article with its attributions.
#[derive(Debug, Deserialize)]
struct Annotated {
    id: String,
    text: String,
    /// None where nobody annotated.
    #[serde(default)]
    attributions: Vec<Attribution>,
}

#[derive(Debug, Deserialize)]
struct Attribution {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
}

/// An annotated article as the program reads it.
pub(super) struct Article {
    pub(super) document: Document,
    pub(super) entities: Vec<Entity>,
    facts: Vec<Fact>,
    /// In the order of their cues.
    pub(super) wanted: Vec<Found>,
    /// What the teacher makes of it; nothing where it has not read it.
    taught: Reading,
}

pub(super) fn read(path: &Path, resources: &Resources) -> Result<Vec<Article>> {
    let annotated: Vec<Annotated> = corpus::read_lines(path)?;
    let readings = readings::by_article()?;
    Ok(annotated.iter().map(|annotated| article(annotated, readings.get(annotated.id.as_str()), resources)).collect())
}

fn article(annotated: &Annotated, reading: Option<&readings::Places>, resources: &Resources) -> Article {
    let document = corpus::parse(&annotated.text);
    let entities: Vec<Entity> = crate::extract::entity::extract(&document);
    let passages: Vec<Passage> = marks::pair(&document);
    let facts = facts::of_document(&document, &entities, &passages, resources);
    let offsets = corpus::byte_offsets(&annotated.text);
    let tokens = |pieces: &[[usize; 2]]| -> Vec<Range<usize>> {
        let mut ranges: Vec<Range<usize>> = pieces
            .iter()
            .map(|&[start, end]| covered(&document, corpus::byte_span(&offsets, start, end)))
            .filter(|range| !range.is_empty())
            .collect();
        ranges.sort_unstable_by_key(|range| range.start);
        ranges
    };
    let mut wanted: Vec<Found> = annotated
        .attributions
        .iter()
        .filter_map(|attribution| {
            let cue = tokens(&attribution.cue).into_iter().next()?;
            let content = tokens(&attribution.content);
            let source = tokens(&attribution.source).into_iter().next();
            (!content.is_empty()).then_some(Found { cue, source, content, ..Found::default() })
        })
        .collect();
    wanted.sort_by_key(|found| (found.cue.start, found.cue.end));
    wanted.dedup_by(|next, before| next.cue.start < before.cue.end);
    let taught = reading.map_or_else(Reading::default, |reading| {
        reading
            .of_tokens(document.tokens.len(), |start, end| covered(&document, corpus::byte_span(&offsets, start, end)))
    });
    Article { document, entities, facts, wanted, taught }
}

/// The tokens that a span touches.
pub(super) fn covered(document: &Document, span: Span) -> Range<usize> {
    let first = document.tokens.partition_point(|token| token.span.end <= span.start);
    let end = document.tokens.partition_point(|token| token.span.start < span.end);
    first..end.max(first)
}

/// Trains on the corpora under `data`; the bytes of the two models.
pub(super) fn train(data: &Path, resources: &Resources) -> Result<(Vec<u8>, Vec<u8>)> {
    let articles = read(&data.join("quotes/polnear.train.jsonl"), resources)?;
    let dev = read(&data.join("quotes/polnear.dev.jsonl"), resources)?;
    let unannotated = unannotated(data, resources)?;
    eprintln!("{} articles, {} that only the teacher read", articles.len(), unannotated.len());
    let all: Vec<&Article> = articles.iter().chain(&unannotated).collect();
    let (cues, arguments) = models(&all)?;
    report(&dev, &SequenceModel::read(&cues)?, &SequenceModel::read(&arguments)?);
    Ok((cues, arguments))
}

/// Articles that only the teacher has read.
pub(super) fn unannotated(data: &Path, resources: &Resources) -> Result<Vec<Article>> {
    read(&data.join("entities/wwn.train.jsonl"), resources)
}

/// Parts of the articles, each of which is read by models learned from the others.
const FOLDS: usize = 4;

/// Calls `see` with each article and with models that have not seen it, a part of the articles after the other.
pub(super) fn unseen(
    articles: &[Article],
    unannotated: &[Article],
    mut see: impl FnMut(&Article, &Models<'_>),
) -> Result<()> {
    for fold in 0..FOLDS {
        let others = articles.iter().enumerate().filter(|(at, _)| at % FOLDS != fold).map(|(_, it)| it);
        let others: Vec<&Article> = others.chain(unannotated).collect();
        let (cues, arguments) = models(&others)?;
        let models = Models::read(&cues, &arguments, tag::EDGES).context("the models of a fold")?;
        for article in articles.iter().skip(fold).step_by(FOLDS) {
            see(article, &models);
        }
    }
    Ok(())
}

/// The bytes of the two models, learned from some articles.
pub(super) fn models(articles: &[&Article]) -> Result<(Vec<u8>, Vec<u8>)> {
    Ok((train_cues(articles)?.write(), train_arguments(articles)?.write()))
}

fn train_cues(articles: &[&Article]) -> Result<SequenceWeights> {
    let mut examples = Examples::default();
    for article in articles {
        let features = Features::for_cues(&article.facts);
        let mut labels = vec![OUTSIDE; article.facts.len()];
        for found in &article.wanted {
            for at in found.cue.clone() {
                labels[at] = if at == found.cue.start { BEGIN } else { INSIDE };
            }
        }
        for paragraph in article.document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content()) {
            for sentence in article.document.sentences_of(paragraph) {
                examples.begin_shares(1.0);
                for at in sentence.tokens.clone() {
                    let mut shares = [0.0; CUE_LABELS];
                    let own = article.taught.annotators();
                    shares[labels[at]] = own;
                    let [begin, inside] = article.taught.cues[at];
                    for (share, taught) in shares.iter_mut().zip([1.0 - begin - inside, begin, inside]) {
                        *share += (1.0 - own) * taught;
                    }
                    // A cue over the end of a sentence begins again.
                    if at == sentence.tokens.start {
                        shares[BEGIN] += std::mem::take(&mut shares[INSIDE]);
                    }
                    examples.push_shares(&shares);
                    features.of_token(at, |feature| examples.add(feature));
                }
            }
        }
    }
    let grammar = Grammar {
        may_begin: |label| label != INSIDE,
        may_follow: |from, to| to != INSIDE || from != OUTSIDE,
        tied: |label| label,
    };
    let mut weights = chain::learn::<CUE_LABELS>(examples, grammar, CUES)?;
    weights.start[BEGIN] += CUE_LIFT;
    for row in &mut weights.transitions {
        row[BEGIN] += CUE_LIFT;
    }
    Ok(weights)
}

/// From the annotators' labels alone: what the teacher says of sources and contents blurs where they begin and end.
fn train_arguments(articles: &[&Article]) -> Result<SequenceWeights> {
    let mut examples = Examples::default();
    for article in articles.iter().filter(|article| !article.wanted.is_empty()) {
        let features = Features::new(&article.facts, article.wanted.iter().map(|found| found.cue.start));
        for found in &article.wanted {
            let cue = features.cue(found.cue.clone());
            examples.begin(1.0);
            let mut before = None;
            let mut seen = false;
            for at in cue.around() {
                let state = state(found, at, before, seen);
                seen |= matches!(state, label::SOURCE | label::IN_SOURCE);
                before = Some(state);
                examples.push(1 << state);
                features.of_argument(&cue, at, |feature| examples.add(feature));
            }
        }
    }
    let grammar = Grammar { may_begin: label::may_begin, may_follow: label::may_follow, tied: label::tied };
    chain::learn::<STATES>(examples, grammar, ARGUMENTS)
}

/// The state that the token at `at` should have, after the state before.
fn state(found: &Found, at: usize, before: Option<usize>, seen: bool) -> usize {
    if found.source.as_ref().is_some_and(|source| source.contains(&at)) {
        let goes_on = matches!(before, Some(label::SOURCE | label::IN_SOURCE));
        return match (goes_on, seen) {
            (true, _) => label::IN_SOURCE,
            (false, false) => label::SOURCE,
            (false, true) => label::OUT_AFTER,
        };
    }
    let Some(piece) = found.content.iter().find(|piece| piece.contains(&at)) else {
        return if seen { label::OUT_AFTER } else { label::OUT };
    };
    let inside = before.is_some_and(|before| label::part(before) == label::Part::Content)
        && at > piece.start
        && at != found.cue.end;
    match (inside, seen) {
        (true, false) => label::IN_CONTENT,
        (true, true) => label::IN_CONTENT_AFTER,
        (false, false) => label::CONTENT,
        (false, true) => label::CONTENT_AFTER,
    }
}

/// Prints how many cues, sources and contents of articles not learned from are right, with true cues and with found ones.
fn report(articles: &[Article], cue_model: &CueModel<'_>, argument_model: &ArgumentModel<'_>) {
    let mut right = [0_usize; 8];
    let (mut found_all, mut wanted_all) = (0_usize, 0_usize);
    for article in articles {
        let true_cues: Vec<Cue> =
            article.wanted.iter().map(|found| Cue { tokens: found.cue.clone(), margin: 0 }).collect();
        let given = tag::arguments(&article.facts, &true_cues, &true_cues, argument_model);
        for wanted in &article.wanted {
            let found = given.iter().find(|found| found.cue == wanted.cue);
            right[0] += usize::from(found.is_some_and(|found| found.source == wanted.source));
            right[1] += usize::from(found.is_some_and(|found| trimmed(article, found) == trimmed(article, wanted)));
            right[2] += usize::from(found.is_some_and(|found| {
                found.source == wanted.source && trimmed(article, found) == trimmed(article, wanted)
            }));
        }
        let words = std::cell::OnceCell::default();
        let cues = tag::cues::Reader::new(&article.document, &article.facts, cue_model, &words).read(|_| true, 0);
        let all = tag::arguments(&article.facts, &cues, &cues, argument_model);
        found_all += all.len();
        wanted_all += article.wanted.len();
        for found in &all {
            let same = article.wanted.iter().find(|wanted| wanted.cue == found.cue);
            let near = article
                .wanted
                .iter()
                .find(|wanted| wanted.cue.start < found.cue.end && found.cue.start < wanted.cue.end);
            right[3] += usize::from(same.is_some());
            right[4] += usize::from(near.is_some());
            right[5] += usize::from(near.is_some_and(|wanted| wanted.source == found.source));
            right[6] += usize::from(near.is_some_and(|wanted| trimmed(article, wanted) == trimmed(article, found)));
            right[7] += usize::from(same.is_some_and(|wanted| {
                wanted.source == found.source && trimmed(article, wanted) == trimmed(article, found)
            }));
        }
    }
    let percent = |right: usize, all: usize| 100.0 * right as f64 / all.max(1) as f64;
    eprintln!(
        "true cues: source {:.1}, content {:.1}, both {:.1}",
        percent(right[0], wanted_all),
        percent(right[1], wanted_all),
        percent(right[2], wanted_all)
    );
    let f1 = |right: usize| percent(2 * right, found_all + wanted_all);
    eprintln!(
        "found cues ({found_all} of {wanted_all}): cue {:.1}, cue touched {:.1}, source {:.1}, content {:.1}, all {:.1}",
        f1(right[3]),
        f1(right[4]),
        f1(right[5]),
        f1(right[6]),
        f1(right[7])
    );
}

/// Content without quotation marks and closing stops at its edges.
fn trimmed(article: &Article, found: &Found) -> Vec<Range<usize>> {
    found
        .content
        .iter()
        .filter_map(|piece| {
            let word = |at: &usize| {
                let token = &article.document.tokens[*at];
                token.kind != TokenKind::Quote
                    && !matches!(article.document.word(token), "," | "." | "''" | "``" | "'" | "\"")
            };
            let start = piece.clone().find(word)?;
            let end = piece.clone().rev().find(word)? + 1;
            Some(start..end)
        })
        .collect()
}
