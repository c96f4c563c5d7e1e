//! News sentences labelled for claims: those of `claim_labels.tsv`, which give places in articles of the corpora, and the development
//! set, which measures only.

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

/// A sentence of an article.
#[expect(clippy::struct_excessive_bools, reason = "one for each label")]
pub(super) struct NewsSentence {
    /// Index of its article.
    pub(super) article: usize,
    span: Span,
    pub(super) claim: bool,
    pub(super) checkworthy: bool,
    pub(super) attributed: bool,
    pub(super) prediction: bool,
}

/// Articles and their labelled sentences.
#[derive(Default)]
pub(super) struct News {
    articles: Vec<Analysis>,
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

/// The labelled sentences to learn from.
pub(super) fn training(data: &Path) -> Result<News> {
    let mut texts: HashMap<String, String> = HashMap::new();
    for name in ["quotes/polnear.train.jsonl", "entities/wwn.train.jsonl"] {
        texts.extend(read(&data.join(name))?.into_iter().map(|line| (line.id, line.text)));
    }
    let mut news = News::default();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for line in LABELS.lines().filter(|line| !line.starts_with('#')) {
        let [id, start, end, labels] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!("not four cells: {line}")
        };
        let text = texts.get(id).with_context(|| format!("no article {id}"))?;
        let article = *known.entry(id).or_insert_with(|| news.add(text));
        let has = |label| labels.split(',').any(|other| other == label);
        let labels = Labels {
            claim: has("claim"),
            checkworthy: has("checkworthy"),
            attributed: has("attributed"),
            prediction: has("prediction"),
        };
        news.see(article, start.parse()?, end.parse()?, &labels);
    }
    Ok(news)
}

/// The sentences to measure on.
pub(super) fn development(data: &Path) -> Result<News> {
    let mut news = News::default();
    for line in read(&data.join("claims/news.dev.jsonl"))? {
        let article = news.add(&line.text);
        for sentence in &line.sentences {
            news.see(article, sentence.start, sentence.end, &sentence.labels);
        }
    }
    Ok(news)
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

    /// The labelled sentences.
    pub(super) fn sentences(&self) -> &[NewsSentence] {
        &self.sentences
    }

    fn read(&self) -> Vec<claim::Article<'_>> {
        self.articles.iter().map(|a| claim::Article::new(&a.document, &a.entities, &a.quotes)).collect()
    }

    fn add(&mut self, text: &str) -> usize {
        self.articles.push(crate::analyze(text, &crate::Options::default()));
        self.articles.len() - 1
    }

    fn see(&mut self, article: usize, start: usize, end: usize, labels: &Labels) {
        let text = &self.articles[article].document.text;
        let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let span = Span::new(byte(start), byte(end));
        let &Labels { claim, checkworthy, attributed, prediction } = labels;
        self.sentences.push(NewsSentence { article, span, claim, checkworthy, attributed, prediction });
    }
}

fn read(path: &Path) -> Result<Vec<Line>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    file.lines().map(|line| serde_json::from_str(line).with_context(|| format!("in {}", path.display()))).collect()
}
