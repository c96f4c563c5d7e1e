//! Trains the decoder of paragraph kinds: a linear-chain conditional random field whose forbidden transitions stay forbidden.
//!
//! Gradients of the log-likelihood over batches of articles (Lafferty, McCallum and Pereira, 2001), Adam, L2, features dropped at random
//! (Sutton, Sindelar and McCallum, 2006). Features, transitions and decoding are the program's own (`parse::structure::kinds`). The
//! estimate for new outlets is measured out of fold: no article of an outlet, in any of its copies, helps to read another of it.

use super::adam::Adam;
use super::articles::{self, Article, Labelled};
use super::lattice::{Lattice, Pass};
use super::random::Random;
use super::recombine::recombine;
use crate::document::{Analysis, Document, ParagraphKind};
use crate::model::logistic::exp;
use crate::output::json::{self, JsonDocument, Selection, Source};
use crate::parse::structure::kinds::{self, COUNT, FEATURES, STATES, State, Weights};
use crate::parse::structure::{read_with, seen_by_decoder};
use crate::pipeline::Options;
use crate::span::Span;
use anyhow::Result;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

const EPOCHS: usize = 25;
const BATCH: usize = 16;
const RATE: f64 = 0.05;
/// Share of the rate that is gone at the end.
const COOLING: f64 = 0.9;
const L2: f64 = 0.7;
const DROPOUT: f32 = 0.25;
/// The same for words, of which there are many and each is rare.
const WORD_DROPOUT: f32 = 0.5;
/// So many pages are made of parts of those learned from.
const RECOMBINED: usize = 400;
const SEED: u64 = 20_161_123;
/// Outlets are dealt into this many folds.
const FOLDS: usize = 5;
/// So often: with one deal, figures of small sources are chance.
const DEALS: usize = 6;
/// When the weights were last learned: bump it with them.
const DATE: &str = "2026-11-28";
/// What a weight of one is in the table.
const UNIT: f64 = 1000.0;

/// Places of the transitions, start and end weights after the features' in one vector of weights.
const TRANSITIONS: usize = FEATURES * COUNT;
const START: usize = TRANSITIONS + COUNT * COUNT;
const END: usize = START + COUNT;
const SIZE: usize = END + COUNT;

/// An article as the decoder sees it, with the state that each paragraph should have.
struct Example<'a> {
    article: &'a Article,
    features: Vec<Vec<usize>>,
    /// Indices of [`STATES`].
    states: Vec<usize>,
    /// The label that each paragraph is measured against, if any.
    labels: Vec<Option<&'a Labelled>>,
}

/// Trains on the articles under `data` and returns the table of weights.
pub(super) fn train(data: &Path) -> Result<String> {
    let mut random = Random::new(SEED);
    let whole = articles::read(data)?;
    let shortened = articles::shorten(&whole, &mut random);
    let examples: Vec<Example<'_>> = whole.iter().chain(&shortened).filter_map(example).collect();
    eprintln!("{} articles, {} shortened; {} can be learned from", whole.len(), shortened.len(), examples.len());

    let unseen: Vec<_> = (0..DEALS).map(|_| Unseen::learn(&examples, &mut random).measure(&examples)).collect();
    let all: Vec<&Example<'_>> = examples.iter().collect();
    let table = rows(&learn(&all, &mut random));
    let weights = kinds::load(&table);
    let in_fold = measure(examples.iter().map(|example| (example, kinds::decode(&weights, &example.features))));
    eprintln!("{:20}{:>24}{:>34}", "percent right", "headline, kinds: seen", "unseen outlets, +- half the range");
    let mut scores = String::new();
    for (at, (source, seen)) in in_fold.iter().enumerate() {
        let of_deals: Vec<Figures> = unseen.iter().map(|deal| deal[at].1).collect();
        let unseen = mean(&of_deals);
        eprintln!("{source:20}{:>24}{unseen:>34}", seen.to_string());
        let _ = writeln!(scores, "#   {source}: {seen}; {unseen}");
    }
    Ok(header(whole.len(), shortened.len(), &scores) + &table)
}

/// What the article shows and should be; nothing where its labels are in no order that the states allow.
fn example(article: &Article) -> Option<Example<'_>> {
    let (spans, features) = seen_by_decoder(&article.text);
    let wanted = states(&article.paragraphs);
    let mut states: Vec<State> = Vec::with_capacity(spans.len());
    let mut labels = Vec::with_capacity(spans.len());
    for span in spans {
        let found = covering(&article.paragraphs, span);
        let state = found.map_or_else(|| furniture_after(states.last().copied()), |at| wanted[at]);
        // The program may have cut one headline in two.
        let again = state == State::Headline && states.contains(&State::Headline);
        states.push(if again { State::FrontFurniture } else { state });
        labels.push(found.map(|at| &article.paragraphs[at]));
    }
    let begins = states.first().is_some_and(|state| state.may_begin());
    let in_order = states.windows(2).all(|pair| pair[0].allows(pair[1]));
    let index = |state: State| STATES.iter().position(|other| *other == state);
    let states: Vec<usize> = states.into_iter().filter_map(index).collect();
    (begins && in_order).then_some(Example { article, features, states, labels })
}

/// The labelled paragraph that shares most of a span.
fn covering(paragraphs: &[Labelled], span: Span) -> Option<usize> {
    let shared = |other: Span| span.end.min(other.end).saturating_sub(span.start.max(other.start));
    let best = (0..paragraphs.len()).rev().max_by_key(|&at| shared(paragraphs[at].span))?;
    (shared(paragraphs[best].span) > 0).then_some(best)
}

/// The states that labels amount to, by where they stand among headline and text.
fn states(paragraphs: &[Labelled]) -> Vec<State> {
    let is_body = |paragraph: &Labelled| paragraph.kind == "body";
    let headline = paragraphs.iter().position(|paragraph| paragraph.kind == "headline");
    let first_text = paragraphs.iter().position(is_body).unwrap_or(paragraphs.len());
    let last_text = paragraphs.iter().rposition(is_body).unwrap_or(paragraphs.len());
    let state = |(at, paragraph): (usize, &Labelled)| {
        let kind = paragraph.kind.as_str();
        let above = headline.is_some_and(|headline| at < headline);
        if kind == "headline" {
            if headline == Some(at) { State::Headline } else { State::FrontFurniture }
        } else if above {
            match kind {
                "byline" => State::TopByline,
                "dateline" => State::TopDateline,
                "caption" => State::TopCaption,
                "subheading" => State::TopKicker,
                _ if paragraph.kicker && headline == Some(at + 1) => State::TopKicker,
                _ => State::TopFurniture,
            }
        } else if at < first_text {
            match kind {
                "byline" => State::FrontByline,
                "dateline" => State::FrontDateline,
                "caption" => State::FrontCaption,
                "subheading" => State::FrontStandfirst,
                _ if headline.is_some() => State::FrontFurniture,
                _ => State::TopFurniture,
            }
        } else if at <= last_text {
            match kind {
                "body" => State::Body,
                "byline" | "dateline" => State::BodyByline,
                "caption" => State::BodyCaption,
                "subheading" => State::Subheading,
                _ => State::BodyFurniture,
            }
        } else {
            match kind {
                // A signature.
                "byline" if at == last_text + 1 => State::BodyByline,
                "dateline" => State::TailDateline,
                "caption" => State::TailCaption,
                _ => State::TailFurniture,
            }
        }
    };
    paragraphs.iter().enumerate().map(state).collect()
}

/// What nobody labelled is furniture of the part of the article that it stands in.
fn furniture_after(before: Option<State>) -> State {
    match before.map_or(0, State::zone) {
        0 => State::TopFurniture,
        1 | 2 => State::FrontFurniture,
        3 => State::BodyFurniture,
        _ => State::TailFurniture,
    }
}

/// Learns from examples: the mean of the weights of the last third of the passes.
fn learn(examples: &[&Example<'_>], random: &mut Random) -> Vec<f64> {
    let articles: Vec<&Article> = examples.iter().map(|example| example.article).collect();
    let made = recombine(&articles, RECOMBINED, random);
    let made: Vec<Example<'_>> = made.iter().filter_map(example).collect();
    let examples: Vec<&Example<'_>> = examples.iter().copied().chain(&made).collect();
    let total: f64 = examples.iter().map(|example| example.article.weight).sum();
    let mut adam = Adam::new(SIZE);
    let mut pass = Pass::default();
    let mut order = examples.clone();
    for epoch in 0..EPOCHS {
        random.shuffle(&mut order);
        let rate = RATE * (1.0 - COOLING * epoch as f64 / EPOCHS as f64);
        for batch in order.chunks(BATCH) {
            let mut gradients = vec![0.0; SIZE];
            let mut weight = 0.0;
            for example in batch {
                weight += example.article.weight;
                add_gradients(&adam.weights, example, random, &mut pass, &mut gradients);
            }
            adam.step(&gradients, rate, L2 * weight / total);
            if epoch >= EPOCHS * 2 / 3 {
                adam.sum();
            }
        }
    }
    adam.mean()
}

/// Adds the gradients of an example's negative log-likelihood, weighted as its article is.
fn add_gradients(
    weights: &[f64],
    example: &Example<'_>,
    random: &mut Random,
    pass: &mut Pass<COUNT>,
    gradients: &mut [f64],
) {
    let kept: Vec<Vec<usize>> = example
        .features
        .iter()
        .map(|shown| shown.iter().filter(|&&feature| random.unit() >= dropout(feature)).copied().collect())
        .collect();
    let last = kept.len() - 1;
    let scores: Vec<[f64; COUNT]> = kept
        .iter()
        .enumerate()
        .map(|(at, features)| {
            let mut sums = [0.0; COUNT];
            let end = (at == last).then_some(END);
            for row in features.iter().map(|feature| feature * COUNT).chain(end) {
                for (sum, weight) in sums.iter_mut().zip(&weights[row..row + COUNT]) {
                    *sum += weight;
                }
            }
            let top = sums.iter().copied().fold(f64::MIN, f64::max);
            sums.map(|sum| exp(sum - top))
        })
        .collect();
    let mut start = [0.0; COUNT];
    let mut edges = [[0.0; COUNT]; COUNT];
    for (from, state) in STATES.iter().enumerate() {
        if state.may_begin() {
            start[from] = exp(weights[START + from]);
        }
        for to in (0..COUNT).filter(|&to| state.allows(STATES[to])) {
            edges[from][to] = exp(weights[TRANSITIONS + from * COUNT + to]);
        }
    }
    let lattice = Lattice { scores: &scores, start: &start, edges: &edges };
    if !pass.run(&lattice, None) {
        return;
    }
    let scale = example.article.weight;
    let states = &example.states;
    for (at, features) in kept.iter().enumerate() {
        let mut found = [0.0; COUNT];
        for (state, gradient) in found.iter_mut().enumerate() {
            *gradient = scale * pass.alpha[at][state] * pass.beta[at][state];
        }
        found[states[at]] -= scale;
        let ends = [(at == 0, START), (at == last, END)].into_iter().filter_map(|(is, row)| is.then_some(row));
        for row in features.iter().map(|feature| feature * COUNT).chain(ends) {
            for (sum, gradient) in gradients[row..row + COUNT].iter_mut().zip(&found) {
                *sum += gradient;
            }
        }
        if at > 0 {
            pass.steps(&lattice, at, u32::MAX, |from, to, share| {
                gradients[TRANSITIONS + from * COUNT + to] += scale * share;
            });
            gradients[TRANSITIONS + states[at - 1] * COUNT + states[at]] -= scale;
        }
    }
}

/// How often a feature is dropped.
const fn dropout(feature: usize) -> f32 {
    if feature < kinds::WORDS { DROPOUT } else { WORD_DROPOUT }
}

/// Figures for the articles of one source.
#[derive(Clone, Copy, Default)]
struct Figures {
    articles: usize,
    headlines: usize,
    paragraphs: usize,
    kinds: usize,
}

impl Figures {
    /// Percent of headlines and of kinds that are right.
    fn percent(self) -> [f64; 2] {
        let percent = |right: usize, all: usize| 100.0 * right as f64 / all.max(1) as f64;
        [percent(self.headlines, self.articles), percent(self.kinds, self.paragraphs)]
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [headlines, kinds] = self.percent();
        write!(f, "{headlines:.1} {kinds:.1}")
    }
}

/// The mean of figures of several deals of folds, with half the range of each.
fn mean(deals: &[Figures]) -> String {
    let parts = [0, 1].map(|part| {
        let all = deals.iter().map(|figures| figures.percent()[part]);
        let (low, high) = all.clone().fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        format!("{:.1} +- {:.1}", all.sum::<f64>() / deals.len() as f64, (high - low) / 2.0)
    });
    parts.join(", ")
}

/// Headlines found at their place, or none where there is none; paragraphs of the right kind.
fn measure<'e>(found: impl Iterator<Item = (&'e Example<'e>, Vec<State>)>) -> Vec<(&'static str, Figures)> {
    let mut all: Vec<(&'static str, Figures)> =
        articles::sources().map(|source| (source, Figures::default())).collect();
    for (example, path) in found {
        let Some((_, figures)) = all.iter_mut().find(|(source, _)| *source == example.article.source) else { continue };
        let headline = path.iter().position(|state| *state == State::Headline);
        let wanted = example.states.iter().position(|state| STATES[*state] == State::Headline);
        figures.articles += 1;
        figures.headlines += usize::from(headline == wanted);
        for (state, label) in path.iter().zip(&example.labels) {
            let Some(label) = label else { continue };
            let kind = corpus_kind(state.kind());
            figures.paragraphs += 1;
            figures.kinds += usize::from(label.kind == kind || label.accept.iter().any(|other| other == kind));
        }
    }
    all
}

/// What the corpora call a kind.
const fn corpus_kind(kind: ParagraphKind) -> &'static str {
    match kind {
        ParagraphKind::Headline => "headline",
        ParagraphKind::Byline => "byline",
        ParagraphKind::Dateline => "dateline",
        ParagraphKind::Caption => "caption",
        ParagraphKind::Standfirst | ParagraphKind::Subheading => "subheading",
        ParagraphKind::Body | ParagraphKind::ListItem => "body",
        ParagraphKind::Kicker | ParagraphKind::Correction | ParagraphKind::Boilerplate => "boilerplate",
    }
}

/// Weights learned from outlets of one deal of folds, each to be used on the outlets that it has not seen.
struct Unseen {
    folds: BTreeMap<String, usize>,
    learned: Vec<Weights>,
}

impl Unseen {
    /// Deals the outlets into folds and learns from all but each.
    fn learn(examples: &[Example<'_>], random: &mut Random) -> Self {
        let outlets: BTreeSet<&str> = examples.iter().map(|example| example.article.outlet.as_str()).collect();
        let mut outlets: Vec<&str> = outlets.into_iter().collect();
        random.shuffle(&mut outlets);
        let folds: BTreeMap<String, usize> =
            outlets.iter().enumerate().map(|(at, outlet)| ((*outlet).to_owned(), at % FOLDS)).collect();
        // Each fold has its own source of random numbers, so that they can be learned side by side.
        let seeds: Vec<u64> = (0..FOLDS).map(|_| random.next()).collect();
        let learned = std::thread::scope(|scope| {
            let folds = &folds;
            let threads: Vec<_> = seeds
                .iter()
                .enumerate()
                .map(|(number, seed)| {
                    scope.spawn(move || {
                        let others = examples.iter().filter(|example| folds[&example.article.outlet] != number);
                        let others: Vec<&Example<'_>> = others.collect();
                        kinds::load(&rows(&learn(&others, &mut Random::new(*seed))))
                    })
                })
                .collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        Self { folds, learned }
    }

    /// Weights that were learned without the article's outlet.
    fn weights(&self, article: &Article) -> Option<&Weights> {
        self.learned.get(*self.folds.get(&article.outlet)?)
    }

    fn measure(&self, examples: &[Example<'_>]) -> Vec<(&'static str, Figures)> {
        measure(
            examples.iter().filter_map(|example| {
                Some((example, kinds::decode(self.weights(example.article)?, &example.features)))
            }),
        )
    }
}

/// A document read with weights that were learned without its outlet.
#[derive(Serialize)]
struct UnseenDocument<'a> {
    /// The deal of folds.
    deal: usize,
    corpus: &'static str,
    id: &'a str,
    document: JsonDocument<'a>,
}

/// Reads the articles under `data` with weights learned from other outlets, once for each deal of folds, and writes a JSON line for each: what
/// the evaluator of structure is to be given to estimate figures for new outlets.
pub(super) fn read_unseen(data: &Path, out: &mut impl Write) -> Result<()> {
    let mut random = Random::new(SEED);
    let whole = articles::read(data)?;
    let shortened = articles::shorten(&whole, &mut random);
    let examples: Vec<Example<'_>> = whole.iter().chain(&shortened).filter_map(example).collect();
    for deal in 0..DEALS {
        let unseen = Unseen::learn(&examples, &mut random);
        for article in &whole {
            let Some(weights) = unseen.weights(article) else { continue };
            let mut document = Document { text: article.text.clone(), ..Document::default() };
            read_with(weights, &mut document, &Options::default());
            let analysis = Analysis { document, ..Analysis::default() };
            let source = Source::default();
            let line = UnseenDocument {
                deal,
                corpus: article.source,
                id: &article.id,
                document: json::document(&analysis, &source, Selection::default()),
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// The rows of the table: start, end, transitions, features, in the order that the program reads them in.
fn rows(weights: &[f64]) -> String {
    let mut out = String::new();
    let mut row = |name: &str, at: usize| {
        out.push_str(name);
        for weight in &weights[at..at + COUNT] {
            let _ = write!(out, "\t{}", (weight * UNIT).round() as i32);
        }
        out.push('\n');
    };
    row("start", START);
    row("end", END);
    for (at, state) in STATES.iter().enumerate() {
        row(&format!("after {state:?}"), TRANSITIONS + at * COUNT);
    }
    for feature in 0..FEATURES {
        row(&kinds::name(feature), feature * COUNT);
    }
    out
}

fn header(whole: usize, shortened: usize, scores: &str) -> String {
    let states: Vec<String> = STATES.iter().map(|state| format!("{state:?}")).collect();
    format!(
        "# Weights of what paragraphs show for the states of an article (columns in the order of `kinds::STATES`), in thousandths.\n\
         # Written on {DATE} by, from the project's folder with the corpora beside it:\n\
         #   cargo run --release --features train --bin newsparse-train -- paragraph-kinds --data ../shared/data\n\
         # The same corpora, seed ({SEED}, in src/train/kinds.rs) and program give the same bytes. Only weights, no text, of the corpora.\n\
         # Corpora: {whole} articles with labelled paragraphs, their variants counted, and {shortened} shortened ones made of them: Reuters-21578 wire\n\
         # copy (distributed for research), Wikinews of GUM (text CC BY 2.5, annotations CC BY 4.0), pages of scrapinghub/article-extraction-benchmark,\n\
         # newspaper4k and trafilatura (page text; research), articles of Worldwide Newswire and PolNeAR (no licence stated; research data), some of\n\
         # them labelled for this project (src/train/kind_labels.tsv), and pages written for it (src/train/kind_pages.txt); {RECOMBINED} pages made of the parts of several are added (src/train/recombine.rs).\n\
         # Recipe: linear-chain conditional random field with forbidden transitions, Adam (rate {RATE}, batches of {BATCH}), L2 {L2}, {:.0}% of features, {:.0}% of\n\
         # words dropped in training, {EPOCHS} passes, mean of the weights of the last third; weight of a source as in src/train/articles.rs.\n\
         # Percent of headlines at their place and of paragraphs of the right kind, on articles learned from; and on outlets not learned from\n\
         # ({FOLDS} folds by outlet, a page and its copies together; mean of {DEALS} deals and half the range):\n\
         {scores}\
         # states: {}\n",
        100.0 * DROPOUT,
        100.0 * WORD_DROPOUT,
        states.join(" ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(kinds: &[&str]) -> Vec<Labelled> {
        let paragraph = |(at, kind): (usize, &&str)| Labelled {
            span: Span::new(10 * at, 10 * at + 9),
            kind: (*kind).to_owned(),
            kicker: *kind == "boilerplate",
            accept: Vec::new(),
        };
        kinds.iter().enumerate().map(paragraph).collect()
    }

    #[test]
    fn labels_become_states_of_their_part_in_an_allowed_order() {
        use State as S;
        let page = ["boilerplate", "boilerplate", "headline", "subheading", "byline", "boilerplate", "body", "caption"];
        let tail = ["subheading", "body", "byline", "boilerplate", "dateline"];
        let kinds: Vec<&str> = page.into_iter().chain(tail).collect();
        let expected = [
            S::TopFurniture,
            S::TopKicker,
            S::Headline,
            S::FrontStandfirst,
            S::FrontByline,
            S::FrontFurniture,
            S::Body,
            S::BodyCaption,
            S::Subheading,
            S::Body,
            S::BodyByline,
            S::TailFurniture,
            S::TailDateline,
        ];
        let found = states(&labelled(&kinds));
        assert_eq!(found, expected);
        assert!(found.windows(2).all(|pair| pair[0].allows(pair[1])));
        assert_eq!(states(&labelled(&["boilerplate", "body"])), [S::TopFurniture, S::Body]);
    }

    #[test]
    fn a_span_belongs_to_the_paragraph_that_shares_most_of_it() {
        let paragraphs = labelled(&["headline", "body"]);
        assert_eq!(covering(&paragraphs, Span::new(2, 12)), Some(0));
        assert_eq!(covering(&paragraphs, Span::new(8, 19)), Some(1));
        assert_eq!(covering(&paragraphs, Span::new(30, 31)), None);
        assert_eq!(covering(&paragraphs, Span::new(9, 10)), None);
    }

    #[test]
    fn learning_separates_what_differs_and_repeats_itself() {
        let article = |text: &str, kinds: &[&str]| {
            let mut start = 0;
            let paragraphs = text.split("\n\n").zip(kinds).map(|(part, kind)| {
                let span = Span::new(start, start + part.len());
                start += part.len() + 2;
                Labelled { span, kind: (*kind).to_owned(), kicker: false, accept: Vec::new() }
            });
            let paragraphs = paragraphs.collect();
            Article {
                id: String::new(),
                source: "web",
                weight: 1.0,
                outlet: "harbour".to_owned(),
                text: text.to_owned(),
                paragraphs,
            }
        };
        let articles = [
            article(
                "Bridge opens\n\nBy Kari Lie\n\nThe bridge over the river was opened on Monday by the mayor of the town, who said that it is safe.",
                &["headline", "byline", "body"],
            ),
            article(
                "The ferry was late again on Tuesday, and the people of the island had to wait for it at the old harbour until night.",
                &["body"],
            ),
        ];
        let examples: Vec<Example<'_>> = articles.iter().filter_map(example).collect();
        assert_eq!(examples.len(), 2);
        let all: Vec<&Example<'_>> = examples.iter().collect();
        let table = rows(&learn(&all, &mut Random::new(7)));
        assert_eq!(table, rows(&learn(&all, &mut Random::new(7))));
        let weights = kinds::load(&table);
        for example in &examples {
            let path: Vec<State> = example.states.iter().map(|state| STATES[*state]).collect();
            assert_eq!(kinds::decode(&weights, &example.features), path);
        }
    }
}
