//! Trains the check-worthiness model in two steps, both logistic regression with L2 regularisation.
//!
//! First signals and n-grams of political debates, of which many sentences are labelled; then sentences of news, with signals,
//! circumstances, word clusters, and what the first step says as one more feature. Both are linear, so they are written as one.

use super::news::{self, News};
use super::regression::{Example, Vocabulary, crossed, file, judged, learn, margin, spread, thin};
use super::score::average_precision;
use crate::document::{Document, Paragraph, ParagraphKind, Sentence};
use crate::extract::claim::checkworthiness::{SIGNAL_MARK, surroundings, words_and_signals};
use crate::extract::claim::see::ByKey;
use crate::extract::claim::words::{Text, Words};
use crate::extract::claim::{cluster, signals};
use crate::model::hash;
use crate::model::logistic::logistic;
use crate::parse::token;
use crate::span::Span;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Debates, in the data folder. CheckThat! 2019 labels one sentence in forty, by another standard: it did not help.
const DEBATES: &str = "claims/claimbuster.train.sentences.jsonl";
/// N-grams kept.
const NGRAMS: usize = 1500;
/// N-grams seen in fewer sentences are left out.
const SEEN: usize = 4;
/// N-grams that fewer sentences of news have are learnt from debates alone.
const NEWS_SEEN: usize = 25;
/// Regularisation of the two steps; chosen in the check by article.
const DEBATES_L2: f64 = 3.0;
const NEWS_L2: f64 = 10.0;
/// The key of what the first step says; its value is a margin.
const FIRST_STEP: &str = "=debates";

#[derive(Deserialize)]
struct Line {
    text: String,
    checkworthy: bool,
}

/// The first step: a weight for each key.
struct Debates {
    vocabulary: Vocabulary,
    weights: Vec<f64>,
}

/// The model file.
pub(super) fn train(data: &Path) -> Result<String> {
    let debates = Debates::learn(data)?;
    let mut vocabulary = Vocabulary::default();
    let mut training = examples(&news::training(data)?, &debates, &mut vocabulary);
    thin(&mut training, &vocabulary, wanting);
    let size = vocabulary.len();
    let mut development_vocabulary = vocabulary;
    let development = examples(&news::development(data)?, &debates, &mut development_vocabulary);
    let margins = crossed(&training, size, NEWS_L2);
    let weights = learn(&training, size, NEWS_L2);
    let crossed_ranking = judged(&training, &margins);
    let development =
        judged(&development, &development.iter().map(|example| margin(example, &weights)).collect::<Vec<_>>());
    let scores = format!(
        "by article on the sentences it was learnt from {:.1} (of ten parts {}), on 614 other news sentences {:.1}",
        100.0 * average_precision(crossed_ranking.clone()),
        spread(&training, &margins, |part| average_precision(part.to_vec())),
        100.0 * average_precision(development.clone()),
    );
    let calibration = calibration(&crossed_ranking);
    eprintln!(
        "check-worthiness: {scores}; worth checking by score {calibration}; others {}",
        self::calibration(&development)
    );
    let head = format!(
        "# How much each signal (=name), word cluster (=cluster) and n-gram adds to the check-worthiness of a sentence, in thousandths of\n\
         # log-odds, and for a cluster some of its words; see src/extract/claim/checkworthiness.rs.\n\
         # Made by: newsparse-train checkworthiness --data DIR (no seed: nothing is random).\n\
         # Learnt from: ClaimBuster (idirlab/claimspotter), 9,674 sentences of US presidential debates, for research; then the\n\
         # sentences of src/train/claim_labels.tsv and claim_readings.tsv (a teacher's). No text of them is here, only weights of single words and pairs. Clusters: GloVe (PDDL).\n\
         # Average precision, percent: {scores}.\n\
         # Share worth checking, in percent, of sentences with scores of 0 to 0.2, to 0.4, to 0.6, to 0.8, to 1, by article: {calibration}.\n",
    );
    let (vocabulary, weights) = debates.joined(development_vocabulary, &weights);
    let examples = cluster_words(data)?;
    Ok(file(head, &vocabulary, &weights, |key| examples.get(key).cloned()))
}

/// How much each sentence of the training set is worth checking, 0 to 1, by models that were learnt from other articles.
pub(super) fn crossed_scores(data: &Path, training: &News) -> Result<Vec<f64>> {
    let mut vocabulary = Vocabulary::default();
    let mut examples = examples(training, &Debates::learn(data)?, &mut vocabulary);
    thin(&mut examples, &vocabulary, wanting);
    Ok(crossed(&examples, vocabulary.len(), NEWS_L2).into_iter().map(logistic).collect())
}

/// How many sentences of news must have a feature.
fn wanting(key: &str) -> usize {
    if key.starts_with(SIGNAL_MARK) { 0 } else { NEWS_SEEN }
}

/// Some frequent words of each cluster, by the key of the cluster.
pub(super) fn cluster_words(data: &Path) -> Result<BTreeMap<String, String>> {
    /// Words a cluster, and how many of the most frequent words are too common to tell anything.
    const WORDS: usize = 4;
    const COMMON: usize = 150;
    let path = data.join("entities/clusters.tsv");
    let list = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for word in list.lines().skip(COMMON).filter_map(|line| line.split('\t').next()) {
        let Some((coarse, fine)) =
            cluster::of(word, hash::lower(word)).filter(|_| word.bytes().all(|b| b.is_ascii_lowercase()))
        else {
            continue;
        };
        let keys = [(cluster::COARSE_KEY, coarse), (cluster::FINE_KEY, fine), (cluster::FIRST_KEY, fine)];
        for (prefix, number) in keys {
            let words = found.entry(format!("{prefix}{number}")).or_default();
            if words.len() < WORDS {
                words.push(word);
            }
        }
    }
    Ok(found.into_iter().map(|(key, words)| (key, words.join(", "))).collect())
}

impl Debates {
    fn learn(data: &Path) -> Result<Self> {
        let path = data.join(DEBATES);
        let file = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let lines: Vec<Line> = file
            .lines()
            .map(|line| serde_json::from_str(line).with_context(|| format!("in {}", path.display())))
            .collect::<Result<_>>()?;
        let mut all = Vocabulary::default();
        let read: Vec<Vec<(usize, f64)>> = lines.iter().map(|line| all.read(|see| see_text(&line.text, see))).collect();
        let kept = kept(&all, &read, &lines);
        let mut vocabulary = Vocabulary::default();
        let mut places = vec![None; all.len()];
        for (key, index) in all.iter().filter(|(_, index)| kept[*index]) {
            places[index] = vocabulary.read(|see| see(key, 1.0)).first().map(|&(place, _)| place);
        }
        let examples: Vec<Example> = read
            .iter()
            .zip(&lines)
            .map(|(features, line)| {
                let features = features.iter().filter_map(|&(index, value)| Some((places[index]?, value)));
                Example::labelled(features.collect(), line.checkworthy, 0)
            })
            .collect();
        let weights = learn(&examples, vocabulary.len(), DEBATES_L2);
        Ok(Self { vocabulary, weights })
    }

    fn margin(&self, see: impl FnOnce(&mut dyn FnMut(&str, f64))) -> f64 {
        let mut sum = 0.0;
        see(&mut |key, value| {
            sum += self.vocabulary.index(key).map_or(0.0, |index| self.weights[index]) * value;
        });
        sum
    }

    /// Both steps as one linear model.
    fn joined(&self, mut vocabulary: Vocabulary, weights: &[f64]) -> (Vocabulary, Vec<f64>) {
        let part = vocabulary.index(FIRST_STEP).and_then(|index| weights.get(index)).copied().unwrap_or(0.0);
        let mut joined = weights.to_vec();
        if let Some(index) = vocabulary.index(FIRST_STEP).filter(|index| *index < joined.len()) {
            joined[index] = 0.0;
        }
        for (key, index) in self.vocabulary.iter() {
            for (place, _) in vocabulary.read(|see| see(key, 1.0)) {
                joined.resize(joined.len().max(place + 1), 0.0);
                joined[place] += part * self.weights[index];
            }
        }
        (vocabulary, joined)
    }
}

/// The features of the second step.
fn examples(news: &News, debates: &Debates, vocabulary: &mut Vocabulary) -> Vec<Example> {
    news.map(|look, sentence| {
        let first_step = debates.margin(|see| {
            words_and_signals(&look.words, &look.whole, &mut ByKey(see));
        });
        let features = vocabulary.read(|see| {
            words_and_signals(&look.words, &look.whole, &mut ByKey(see));
            surroundings(&look.words, &look.circumstances, &mut ByKey(see));
            see(FIRST_STEP, first_step);
        });
        let label = sentence.judged(sentence.checkworthy);
        Example { features, share: sentence.shares.checkworthy, label, article: sentence.article }
    })
}

/// Calls `see` with the features of a text that is one sentence.
fn see_text(text: &str, see: &mut dyn FnMut(&str, f64)) {
    let span = Span::new(0, text.len());
    let paragraph = Paragraph { span, kind: ParagraphKind::Body, sentences: 0..1 };
    let mut document = Document { text: text.to_owned(), paragraphs: vec![paragraph], ..Document::default() };
    token::cut(&mut document);
    document.sentences.push(Sentence { span, paragraph: 0, tokens: 0..document.tokens.len() });
    let text = Text::new(&document);
    let words = Words::new(&text, &[span]);
    words_and_signals(&words, &signals::read(&words), &mut ByKey(see));
}

/// Which keys are kept: signals, and the n-grams that tell most by the chi-squared statistic of their presence.
fn kept(all: &Vocabulary, read: &[Vec<(usize, f64)>], lines: &[Line]) -> Vec<bool> {
    let mut counts = vec![(0_usize, 0_usize); all.len()];
    for (features, line) in read.iter().zip(lines) {
        for &(index, _) in features {
            counts[index].0 += 1;
            counts[index].1 += usize::from(line.checkworthy);
        }
    }
    let share = lines.iter().filter(|line| line.checkworthy).count() as f64 / lines.len().max(1) as f64;
    let mut kept = vec![false; all.len()];
    let mut ranked: Vec<(f64, &str, usize)> = Vec::new();
    for (key, index) in all.iter() {
        let (seen, with) = counts[index];
        if key.starts_with(SIGNAL_MARK) {
            kept[index] = true;
        } else if seen >= SEEN {
            let expected = seen as f64 * share;
            let difference = with as f64 - expected;
            ranked.push((difference * difference / (expected * (1.0 - share)), key, index));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    for (_, _, index) in ranked.into_iter().take(NGRAMS) {
        kept[index] = true;
    }
    kept
}

/// The share of positive examples by score, in five equal steps of it, in percent.
fn calibration(ranked: &[(f64, bool)]) -> String {
    let mut counts = [(0_usize, 0_usize); 5];
    for &(margin, label) in ranked {
        let step = [0.2, 0.4, 0.6, 0.8].iter().filter(|&&bound| logistic(margin) >= bound).count();
        counts[step].0 += 1;
        counts[step].1 += usize::from(label);
    }
    counts.map(|(all, positive)| format!("{:.0}", 100.0 * positive as f64 / all.max(1) as f64)).join(" ")
}
