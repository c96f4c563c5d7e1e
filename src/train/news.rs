//! News sentences labelled for claims: those of `claim_labels.tsv`, which give places in articles of the corpora, and the development
//! set, which measures only.

use super::corpus;
use crate::document::{Analysis, ParagraphKind};
use crate::extract::claim::future::Claimed;
use crate::extract::claim::standing::Said;
use crate::extract::claim::{self, Look, claimant};
use crate::span::Span;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// Places and labels; the text stays in the corpora.
const LABELS: &str = include_str!("claim_labels.tsv");
/// What the teacher makes of all sentences of the training articles: see the head of the file.
const READINGS: &str = include_str!("claim_readings.tsv");
/// How much of what is learnt from a labelled sentence is its label, and not the teacher's reading.
const LABELLED: f64 = 0.5;
/// How much of a labelled sentence one of the teacher's sentences must have to be the same.
const SAME: f64 = 0.6;

/// A sentence of an article.
#[expect(clippy::struct_excessive_bools, reason = "one for each label")]
pub(super) struct NewsSentence {
    /// Index of its article.
    pub(super) article: usize,
    span: Span,
    /// Whether a person labelled it; else its labels are what the teacher holds likelier.
    pub(super) labelled: bool,
    pub(super) claim: bool,
    pub(super) checkworthy: bool,
    pub(super) attributed: bool,
    pub(super) prediction: bool,
    /// How far each label holds, 0 to 1: what is learnt.
    pub(super) shares: Shares,
}

/// How far each label of a sentence holds, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    pub(super) claim: f64,
    pub(super) checkworthy: f64,
    pub(super) attributed: f64,
    pub(super) prediction: f64,
}

/// A sentence that the teacher read: its start and end in code points.
struct TaughtSentence {
    start: usize,
    end: usize,
    shares: Shares,
}

/// Articles and their labelled sentences.
#[derive(Default)]
pub(super) struct News {
    articles: Vec<Analysis>,
    /// Byte offsets of the code points of each.
    offsets: Vec<Vec<usize>>,
    sentences: Vec<NewsSentence>,
}

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    sentences: Vec<LabelledSentence>,
}

#[derive(Deserialize)]
struct LabelledSentence {
    start: usize,
    end: usize,
    labels: Labels,
}

#[derive(Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "one for each label")]
struct Labels {
    claim: bool,
    checkworthy: bool,
    attributed: bool,
    prediction: bool,
}

/// The sentences to learn from, those that people labelled first.
pub(super) fn training(data: &Path) -> Result<News> {
    let mut texts: HashMap<String, String> = HashMap::new();
    for name in ["quotes/polnear.train.jsonl", "entities/wwn.train.jsonl"] {
        texts.extend(read(&data.join(name))?.into_iter().map(|line| (line.id, line.text)));
    }
    let mut taught = taught()?;
    let mut news = News::default();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
        let [id, start, end, labels] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!("not four cells: {line}")
        };
        let text = texts.get(id).with_context(|| format!("no article {id}"))?;
        let article = *known.entry(id).or_insert_with(|| news.add(text));
        let (start, end): (usize, usize) = (start.parse()?, end.parse()?);
        let has = |label| labels.split(',').any(|other| other == label);
        let labels = Labels {
            claim: has("claim"),
            checkworthy: has("checkworthy"),
            attributed: has("attributed"),
            prediction: has("prediction"),
        };
        let shared = |other: &TaughtSentence| other.end.min(end).saturating_sub(other.start.max(start));
        let (mut same, mut shares) = (SAME * (end - start) as f64, labels.shares());
        if let Some((_, sentences)) = taught.iter_mut().find(|(other, _)| *other == id) {
            for sentence in sentences.iter().filter(|other| shared(other) > 0) {
                if shared(sentence) as f64 > same {
                    same = shared(sentence) as f64;
                    shares = labels.shares().mixed(LABELLED, sentence.shares);
                }
            }
            sentences.retain(|other| shared(other) == 0);
        }
        news.see(article, [start, end], true, &labels, shares);
    }
    for (id, sentences) in taught {
        let text = texts.get(id).with_context(|| format!("no article {id}"))?;
        let article = *known.entry(id).or_insert_with(|| news.add(text));
        for sentence in sentences {
            news.see(article, [sentence.start, sentence.end], false, &sentence.shares.likelier(), sentence.shares);
        }
    }
    Ok(news)
}

/// The sentences that the teacher read, by article.
fn taught() -> Result<Vec<(&'static str, Vec<TaughtSentence>)>> {
    let mut articles: Vec<(&str, Vec<TaughtSentence>)> = Vec::new();
    for line in READINGS.lines().filter(|line| !line.starts_with('#')) {
        if let Some(id) = line.strip_prefix('@') {
            articles.push((id, Vec::new()));
            continue;
        }
        let numbers: Vec<usize> = line.split(' ').map(str::parse).collect::<Result<_, _>>()?;
        let ([start, length, claim, checkworthy, attributed, prediction], Some((_, sentences))) =
            (&numbers[..], articles.last_mut())
        else {
            bail!("not six numbers: {line}")
        };
        let share = |percent: &usize| *percent as f64 / 100.0;
        let shares = Shares {
            claim: share(claim),
            checkworthy: share(checkworthy),
            attributed: share(attributed),
            prediction: share(prediction),
        };
        sentences.push(TaughtSentence { start: *start, end: start + length, shares });
    }
    Ok(articles)
}

impl Labels {
    fn shares(&self) -> Shares {
        let share = |label| f64::from(u8::from(label));
        Shares {
            claim: share(self.claim),
            checkworthy: share(self.checkworthy),
            attributed: share(self.attributed),
            prediction: share(self.prediction),
        }
    }
}

impl Shares {
    /// So much of these and the rest of others.
    fn mixed(self, part: f64, others: Self) -> Self {
        let mix = |one: f64, other: f64| part * one + (1.0 - part) * other;
        Self {
            claim: mix(self.claim, others.claim),
            checkworthy: mix(self.checkworthy, others.checkworthy),
            attributed: mix(self.attributed, others.attributed),
            prediction: mix(self.prediction, others.prediction),
        }
    }

    fn likelier(self) -> Labels {
        Labels {
            claim: self.claim > 0.5,
            checkworthy: self.checkworthy > 0.5,
            attributed: self.attributed > 0.5,
            prediction: self.prediction > 0.5,
        }
    }
}

/// The sentences to measure on.
pub(super) fn development(data: &Path) -> Result<News> {
    let mut news = News::default();
    for line in read(&data.join("claims/news.dev.jsonl"))? {
        let article = news.add(&line.text);
        for sentence in &line.sentences {
            news.see(article, [sentence.start, sentence.end], true, &sentence.labels, sentence.labels.shares());
        }
    }
    Ok(news)
}

impl NewsSentence {
    /// A label, if a person gave it.
    pub(super) fn judged(&self, label: bool) -> Option<bool> {
        self.labelled.then_some(label)
    }
}

impl News {
    /// What `read` makes of each labelled sentence, in order.
    pub(super) fn map<R>(&self, mut read: impl FnMut(&Look, &NewsSentence) -> R) -> Vec<R> {
        let articles = self.read();
        self.sentences
            .iter()
            .map(|sentence| {
                let document = &self.articles[sentence.article].document;
                let kind = document.paragraph_at(sentence.span.start);
                let kind = kind.map_or(ParagraphKind::Body, |index| document.paragraphs[index].kind);
                read(&Look::at(&articles[sentence.article], sentence.span, kind), sentence)
            })
            .collect()
    }

    /// Calls `see` with what each labelled sentence claims.
    pub(super) fn claimed(&self, mut see: impl FnMut(&NewsSentence, &Claimed)) {
        let articles = self.read();
        for sentence in &self.sentences {
            let article = &articles[sentence.article];
            let look = Look::at(article, sentence.span, ParagraphKind::Body);
            see(sentence, &look.claimed(look.said(article, &[sentence.span]).as_ref()));
        }
    }

    /// Calls `see` with each labelled sentence and what each quote says in it.
    pub(super) fn said(&self, mut see: impl FnMut(usize, &NewsSentence, &Said)) {
        let articles = self.read();
        for (index, sentence) in self.sentences.iter().enumerate() {
            claimant::said(&articles[sentence.article], sentence.span, |said| see(index, sentence, said));
        }
    }

    /// All sentences.
    pub(super) fn sentences(&self) -> &[NewsSentence] {
        &self.sentences
    }

    fn read(&self) -> Vec<claim::Article<'_>> {
        self.articles.iter().map(|a| claim::Article::new(&a.document, &a.entities, &a.quotes)).collect()
    }

    fn add(&mut self, text: &str) -> usize {
        self.articles.push(crate::analyze(text, &crate::Options::default()));
        self.offsets.push(corpus::byte_offsets(text));
        self.articles.len() - 1
    }

    fn see(&mut self, article: usize, [start, end]: [usize; 2], labelled: bool, labels: &Labels, shares: Shares) {
        let offsets = &self.offsets[article];
        let span = corpus::byte_span(offsets, start, end);
        let &Labels { claim, checkworthy, attributed, prediction } = labels;
        self.sentences.push(NewsSentence {
            article,
            span,
            labelled,
            claim,
            checkworthy,
            attributed,
            prediction,
            shares,
        });
    }
}

fn read(path: &Path) -> Result<Vec<Line>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.lines().map(|line| serde_json::from_str(line).with_context(|| format!("in {}", path.display()))).collect()
}
