//! The audit of many articles: who is quoted, how often and with how many words, by name or not; who and what is mentioned most; and how
//! much of what is claimed is worth checking.
//!
//! People are joined over articles by their full name, organisations and places by their name; who has one word for a name in an article
//! stays apart, since another article's "Smith" may be another. Nothing is guessed about people beyond what the articles say.

use super::inert::inert;
use super::json::{Source, score};
use super::names;
use super::term::{Look, fitted};
use crate::document::{
    Analysis, Claim, ClaimKind, Entity, EntityType, MentionForm, Quote, QuoteKind, Speaker, SpeakerStatus,
};
use crate::span::Span;
use crate::text;
use anstyle::Style;
use serde::Serialize;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Lines of each list in the terminal, unless another number is asked for.
const LISTED: usize = 10;
/// Claims that are kept to be listed, unless more are asked for.
const KEPT_CLAIMS: usize = 100;
/// Check-worthiness from which on a claim counts as high and as middling. See the README on what the score means.
const HIGH: f64 = 0.8;
const MIDDLING: f64 = 0.5;

/// What is counted, of one article or of many.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    articles: usize,
    failed: usize,
    words: usize,
    quotes: BTreeMap<&'static str, Count>,
    statuses: BTreeMap<&'static str, Count>,
    speakers: BTreeMap<Key, Named>,
    mentioned: BTreeMap<Key, Named>,
    attributed: usize,
    asserted: usize,
    high: usize,
    middling: usize,
    low: usize,
    claims: Vec<Listed>,
}

/// How many, and words in them.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Count {
    quotes: usize,
    words: usize,
}

/// What makes a name the same in two articles: the kind, the name in small letters, and the article where the name is no full one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    kind: &'static str,
    name: String,
    article: usize,
}

/// A name with its counts.
#[derive(Clone, Debug, Default)]
struct Named {
    name: String,
    description: Option<String>,
    status: &'static str,
    articles: usize,
    mentions: usize,
    quotes: usize,
    direct: usize,
    words: usize,
}

/// A claim in the list of those most worth checking.
#[derive(Clone, Debug)]
struct Listed {
    article: String,
    id: String,
    text: String,
    claimant: Option<String>,
    score: f64,
}

impl Summary {
    /// What is counted in one article.
    pub fn of(analysis: &Analysis, source: &Source) -> Self {
        let article = &analysis.document;
        let words = article.tokens.iter().filter(|token| token.kind.is_word()).count();
        let mut summary = Self { articles: 1, words, ..Self::default() };
        for entity in &analysis.entities {
            summary.mention(entity);
        }
        for quote in &analysis.quotes {
            summary.quote(quote, analysis);
        }
        let name = source.name();
        for (index, claim) in analysis.claims.iter().enumerate() {
            summary.claim(index, claim, analysis, &name);
        }
        summary.sort_claims(KEPT_CLAIMS);
        summary
    }

    /// An article that could not be read.
    pub fn failure() -> Self {
        Self { articles: 1, failed: 1, ..Self::default() }
    }

    fn mention(&mut self, entity: &Entity) {
        let kind = match entity.kind {
            EntityType::Person => "people",
            EntityType::Organization => "organizations",
            EntityType::Location | EntityType::Facility => "places",
            _ => return,
        };
        let key = Key::of(kind, &entity.name);
        let named = self.mentioned.entry(key).or_insert_with(|| Named::new(&entity.name, "named"));
        named.articles = 1;
        named.mentions += entity.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun).count();
        named.describe(entity.description.as_deref());
    }

    fn quote(&mut self, quote: &Quote, analysis: &Analysis) {
        let words = quote.spans.iter().map(|&span| words_in(span, analysis)).sum();
        self.quotes.entry(names::quote_kind(quote.kind)).or_default().add(1, words);
        let status = quote.speaker.as_ref().map_or("unknown", |speaker| names::speaker_status(speaker.status));
        self.statuses.entry(status).or_default().add(1, words);
        // Who is only "he" is nobody to be listed.
        let Some(speaker) = quote.speaker.as_ref().filter(|speaker| speaker.status != SpeakerStatus::Pronoun) else {
            return;
        };
        let key = Key::of(speaker_kind(speaker, analysis), &speaker.name);
        let named = self.speakers.entry(key).or_insert_with(|| Named::new(&speaker.name, status));
        named.articles = 1;
        named.quotes += 1;
        named.direct += usize::from(quote.kind != QuoteKind::Indirect);
        named.words += words;
        named.describe(speaker.description.as_deref());
    }

    fn claim(&mut self, index: usize, claim: &Claim, analysis: &Analysis, article: &str) {
        match claim.kind {
            ClaimKind::Attributed => self.attributed += 1,
            ClaimKind::Asserted => self.asserted += 1,
        }
        let score = score(claim.checkworthiness);
        match score {
            _ if score >= HIGH => self.high += 1,
            _ if score >= MIDDLING => self.middling += 1,
            _ => self.low += 1,
        }
        self.claims.push(Listed {
            article: article.to_owned(),
            id: format!("c{}", index + 1),
            text: text::join_pieces(&analysis.document.text, &claim.spans),
            claimant: claim.claimant.as_ref().map(|claimant| claimant.name.clone()),
            score,
        });
    }

    fn sort_claims(&mut self, kept: usize) {
        // Stable: of equal ones the first comes first.
        self.claims.sort_by_key(|claim| Reverse(claim.score.to_bits()));
        self.claims.truncate(kept);
    }

    /// Adds the next article, or those of another run.
    pub fn add(&mut self, other: Self) {
        let before = self.articles;
        self.articles += other.articles;
        self.failed += other.failed;
        self.words += other.words;
        self.attributed += other.attributed;
        self.asserted += other.asserted;
        self.high += other.high;
        self.middling += other.middling;
        self.low += other.low;
        for (kind, count) in other.quotes {
            self.quotes.entry(kind).or_default().add(count.quotes, count.words);
        }
        for (status, count) in other.statuses {
            self.statuses.entry(status).or_default().add(count.quotes, count.words);
        }
        let place = |mut key: Key| {
            // No full name: of this article alone.
            if key.article > 0 {
                key.article += before;
            }
            key
        };
        for (key, named) in other.speakers {
            self.speakers.entry(place(key)).or_default().add(named);
        }
        for (key, named) in other.mentioned {
            self.mentioned.entry(place(key)).or_default().add(named);
        }
        self.claims.extend(other.claims);
        if self.claims.len() > 2 * KEPT_CLAIMS {
            self.sort_claims(KEPT_CLAIMS);
        }
    }

    /// The names of a kind, the most often mentioned first.
    fn mentioned(&self, kind: &str) -> Vec<&Named> {
        let of_kind = self.mentioned.iter().filter(|(key, _)| key.kind == kind);
        let mut names: Vec<&Named> = of_kind.map(|(_, named)| named).collect();
        names.sort_by_key(|named| Reverse((named.mentions, named.articles)));
        names
    }

    fn speakers(&self) -> Vec<&Named> {
        let mut speakers: Vec<&Named> = self.speakers.values().collect();
        speakers.sort_by_key(|named| Reverse((named.quotes, named.words)));
        speakers
    }

    /// The audit as JSON; lists have at most `top` entries, all if it is not given (of claims the hundred most worth checking).
    pub fn json(mut self, top: Option<usize>) -> Value {
        self.sort_claims(KEPT_CLAIMS);
        let top = top.unwrap_or(usize::MAX);
        let speakers = self.speakers();
        let speaker = |named: &&Named| {
            json!({
                "name": named.name, "description": named.description, "status": named.status, "articles": named.articles,
                "quotes": named.quotes, "direct": named.direct, "words": named.words,
            })
        };
        let mentioned = |kind| -> Vec<Value> {
            let names = self.mentioned(kind).into_iter().take(top);
            let record = |named: &Named| {
                json!({
                    "name": named.name, "description": named.description, "articles": named.articles, "mentions": named.mentions,
                })
            };
            names.map(record).collect()
        };
        let claim = |claim: &Listed| {
            json!({
                "article": claim.article, "id": claim.id, "text": claim.text, "claimant": claim.claimant,
                "checkworthiness": claim.score,
            })
        };
        let count = |counts: &BTreeMap<&'static str, Count>, names: &[&'static str]| -> Value {
            names
                .iter()
                .map(|&name| (name, counts.get(name).copied().unwrap_or_default()))
                .map(|(n, c)| (n.to_owned(), json!(c)))
                .collect()
        };
        let total = self.total();
        json!({
            "newsparse_version": env!("CARGO_PKG_VERSION"),
            "articles": self.articles,
            "failed": self.failed,
            "words": self.words,
            "quotes": {
                "quotes": total.quotes,
                "words": total.words,
                "by_kind": count(&self.quotes, &["direct", "mixed", "indirect"]),
                "by_status": count(&self.statuses, &STATUSES),
            },
            "speakers": speakers.iter().take(top).map(speaker).collect::<Vec<_>>(),
            "people": mentioned("people"),
            "organizations": mentioned("organizations"),
            "places": mentioned("places"),
            "claims": {
                "claims": self.attributed + self.asserted,
                "attributed": self.attributed,
                "asserted": self.asserted,
                "by_checkworthiness": {"high": self.high, "middling": self.middling, "low": self.low},
                "most_worth_checking": self.claims.iter().take(top).map(claim).collect::<Vec<_>>(),
            },
        })
    }

    fn total(&self) -> Count {
        let mut total = Count::default();
        self.quotes.values().for_each(|count| total.add(count.quotes, count.words));
        total
    }

    /// The audit as tables for a terminal; lists have `top` lines, ten if it is not given.
    pub fn table(mut self, look: Look, top: Option<usize>) -> String {
        self.sort_claims(KEPT_CLAIMS);
        let top = top.unwrap_or(LISTED);
        let mut sheet = Sheet { look, out: String::new() };
        let articles = if self.articles == 1 { "article" } else { "articles" };
        let _ = writeln!(sheet.out, "{} {articles}, {} words", thousands(self.articles), thousands(self.words));
        if self.failed > 0 {
            let _ = writeln!(sheet.out, "{} could not be read", thousands(self.failed));
        }
        let total = self.total();
        if total.quotes > 0 {
            sheet.title("Quotes", &["quotes", "words", "share"]);
            for (status, label) in STATUSES.iter().zip(STATUS_LABELS) {
                let count = self.statuses.get(status).copied().unwrap_or_default();
                let share = (count.quotes * 100 + total.quotes / 2).checked_div(total.quotes).unwrap_or_default();
                let share = format!("{share} %");
                sheet.line(label, &[thousands(count.quotes), thousands(count.words), share]);
            }
            sheet.line("all", &[thousands(total.quotes), thousands(total.words), "100 %".to_owned()]);
            sheet.title("Most quoted", &["quotes", "words", "articles"]);
            let speakers = self.speakers();
            for named in speakers.iter().take(top) {
                let counts = [named.quotes, named.words, named.articles].map(thousands);
                sheet.line(&named.shown(), &counts);
            }
            sheet.more(speakers.len(), top);
        }
        let kinds = [("Most mentioned people", "people"), ("Organisations", "organizations"), ("Places", "places")];
        for (title, kind) in kinds {
            let names = self.mentioned(kind);
            if names.is_empty() {
                continue;
            }
            sheet.title(title, &["mentions", "articles"]);
            for named in names.iter().take(top) {
                sheet.line(&named.shown(), &[named.mentions, named.articles].map(thousands));
            }
            sheet.more(names.len(), top);
        }
        if self.attributed + self.asserted > 0 {
            sheet.title("Claims", &["claims"]);
            let lines = [
                ("well worth checking (0.8 and over)", self.high),
                ("worth checking (0.5 to 0.8)", self.middling),
                ("under 0.5", self.low),
                ("of a source", self.attributed),
                ("of the articles themselves", self.asserted),
            ];
            for (label, count) in lines {
                sheet.line(label, &[thousands(count)]);
            }
            sheet.title("Most worth checking", &["score"]);
            for claim in self.claims.iter().take(top) {
                let who = claim.claimant.as_ref().map(|claimant| format!("{claimant}: ")).unwrap_or_default();
                sheet.line(&format!("{who}{}", claim.text), &[format!("{:.2}", claim.score)]);
                sheet.line(&format!("  {} {}", claim.article, claim.id), &[]);
            }
        }
        sheet.out
    }
}

/// How sources are known, in the order of the tables.
const STATUSES: [&str; 5] = ["named", "described", "anonymous", "pronoun", "unknown"];
const STATUS_LABELS: [&str; 5] =
    ["by name", "by a description", "not named", "whom a pronoun means is not clear", "no source found"];

impl Count {
    fn add(&mut self, quotes: usize, words: usize) {
        self.quotes += quotes;
        self.words += words;
    }
}

impl Key {
    fn of(kind: &'static str, name: &str) -> Self {
        let is_full = kind != "people" || name.contains(' ');
        Self { kind, name: name.to_lowercase(), article: usize::from(!is_full) }
    }
}

impl Named {
    fn new(name: &str, status: &'static str) -> Self {
        Self { name: name.to_owned(), status, ..Self::default() }
    }

    fn describe(&mut self, description: Option<&str>) {
        if self.description.is_none() {
            self.description = description.map(str::to_owned);
        }
    }

    fn add(&mut self, other: Self) {
        // A name in capitals is better told as another article has it.
        if self.name.is_empty() || (is_capitals(&self.name) && !is_capitals(&other.name)) {
            self.name = other.name;
        }
        if self.status != "named" && !other.status.is_empty() {
            self.status = other.status;
        }
        self.describe(other.description.as_deref());
        self.articles += other.articles;
        self.mentions += other.mentions;
        self.quotes += other.quotes;
        self.direct += other.direct;
        self.words += other.words;
    }

    fn shown(&self) -> String {
        match &self.description {
            Some(description) if !self.name.contains(description.as_str()) => format!("{}, {description}", self.name),
            _ => self.name.clone(),
        }
    }
}

fn is_capitals(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}

/// What a speaker is joined with: people with people of their full name, others by name, descriptions by their words.
fn speaker_kind(speaker: &Speaker, analysis: &Analysis) -> &'static str {
    let entity = speaker.entity.and_then(|id| analysis.entities.get(id.0));
    match entity.map(|entity| entity.kind) {
        Some(EntityType::Person) => "people",
        Some(_) => "organizations",
        None if speaker.status == SpeakerStatus::Named => "people",
        None => "described",
    }
}

fn words_in(span: Span, analysis: &Analysis) -> usize {
    let tokens = analysis.document.tokens.get(analysis.document.tokens_in(span)).unwrap_or(&[]);
    tokens.iter().filter(|token| token.kind.is_word()).count()
}

/// A number with a comma after each three digits.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Tables one under the other, numbers on the right.
struct Sheet {
    look: Look,
    out: String,
}

impl Sheet {
    /// Columns of a number.
    const COLUMN: usize = 10;

    fn title(&mut self, title: &str, columns: &[&str]) {
        self.out.push('\n');
        let bold = if self.look.color { Style::new().bold() } else { Style::new() };
        let columns: Vec<String> = columns.iter().map(|&column| column.to_owned()).collect();
        let line = self.set(title, &columns);
        let _ = writeln!(self.out, "{bold}{line}{bold:#}");
    }

    fn line(&mut self, label: &str, numbers: &[String]) {
        let line = self.set(&inert(label), numbers);
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn set(&self, label: &str, numbers: &[String]) -> String {
        let columns = numbers.len() * Self::COLUMN;
        let room = self.look.width.saturating_sub(columns).max(Self::COLUMN);
        let label = fitted(label, room);
        let blank = room - label.width().min(room);
        let mut line = label;
        if !numbers.is_empty() {
            line.push_str(&" ".repeat(blank));
        }
        for number in numbers {
            let _ = write!(line, "{number:>width$}", width = Self::COLUMN);
        }
        line
    }

    fn more(&mut self, count: usize, top: usize) {
        if count > top {
            let _ = writeln!(self.out, "and {} more", thousands(count - top));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::test_support::Article;

    fn article(text: &str, name: &str) -> Summary {
        let article = Article::new(text)
            .person(name, &[name.rsplit(' ').next().unwrap_or(name)])
            .quote("We paid the full sum", name.rsplit(' ').next().unwrap_or(name), name)
            .claim("We paid the full sum", 0.9);
        Summary::of(&article.analysis, &Source { path: Some("a.txt".to_owned()), ..Source::default() })
    }

    #[test]
    fn people_are_joined_by_full_name_alone() {
        let mut all = Summary::default();
        all.add(article("Head\n\n“We paid the full sum,” Ada LIE said.", "ADA LIE"));
        all.add(Summary::failure());
        all.add(article("Head\n\n“We paid the full sum,” Ada Lie said.", "Ada Lie"));
        all.add(article("Head\n\n“We paid the full sum,” Smith said.", "Smith"));
        all.add(article("Head\n\n“We paid the full sum,” Smith said.", "Smith"));
        let json = all.clone().json(None);
        let people: Vec<_> =
            json["speakers"].as_array().unwrap().iter().map(|s| (&s["name"], &s["quotes"], &s["words"])).collect();
        assert_eq!(
            people,
            [
                (&json!("Ada Lie"), &json!(2), &json!(10)),
                (&json!("Smith"), &json!(1), &json!(5)),
                (&json!("Smith"), &json!(1), &json!(5))
            ]
        );
        assert_eq!((&json["articles"], &json["failed"]), (&json!(5), &json!(1)));
        assert_eq!(json["quotes"]["by_status"]["named"], json!({"quotes": 4, "words": 20}));
        assert_eq!(json["claims"]["by_checkworthiness"]["high"], 4);
        assert_eq!(json["claims"]["most_worth_checking"][0]["claimant"], "ADA LIE");
        let table = all.table(Look { width: 60, color: false }, Some(1));
        assert!(
            table.contains("Ada Lie                                2        10         2\nand 2 more\n"),
            "{table}"
        );
        assert!(table.lines().all(|line| line.width() <= 60), "{table}");
    }
}
