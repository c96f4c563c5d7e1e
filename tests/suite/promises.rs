//! The promises that the output makes for any text, checked on its JSON as a user would read it, without the program's own code.
//! The fuzz targets (`tests/fuzz`) check them too.

use newsparse::document::Analysis;
use newsparse::output::json::{self, Selection, Source};
use newsparse::output::summary::Summary;
use newsparse::output::tables::{self, Table};
use newsparse::output::{brat, html, jsonld, ninjs, spacy, term, webanno};
use newsparse::{Options, analyze};
use serde_json::Value;

/// Every promise that the analysis of `text` breaks.
pub(crate) fn broken_promises(text: &str) -> Vec<String> {
    let analysis = analyze(text, &Options::default());
    let source = Source::default();
    let document =
        serde_json::to_value(json::document(&analysis, &source, Selection::default())).expect("a document is JSON");
    let mut checker = Checker { text: text.chars().collect(), broken: Vec::new() };
    checker.document(&document);
    checker.forms(&analysis, &source);
    checker.broken
}

/// Whether a character acts on what shows it, a line feed aside.
fn is_active(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

struct Checker {
    text: Vec<char>,
    broken: Vec<String>,
}

impl Checker {
    fn say(&mut self, message: String) {
        self.broken.push(message);
    }

    fn slice(&self, start: usize, end: usize) -> String {
        self.text.get(start..end).unwrap_or(&[]).iter().collect()
    }

    /// The other forms: what people see does not act on its own, and what programs read cuts out what it says.
    fn forms(&mut self, analysis: &Analysis, source: &Source) {
        let look = term::Look { width: 60, color: false };
        let views = [
            ("term", term::term(analysis, source, look)),
            ("html", html::page(analysis, source)),
            (
                "csv",
                Table::ALL
                    .iter()
                    .flat_map(|&table| tables::rows(table, b',', analysis, source))
                    .map(char::from)
                    .collect(),
            ),
            ("summary", Summary::of(analysis, source).table(look, None)),
        ];
        for (name, view) in views {
            // Bytes of UTF-8 that were read one by one look like control characters.
            if view.chars().filter(|c| name != "csv" || c.is_ascii()).any(is_active) {
                self.say(format!("{name} holds an active character"));
            }
        }
        let page = spacy::doc(analysis, source);
        let mut end = 0;
        for token in list_of(&page, "tokens") {
            let (start, next) = bounds(token);
            if start >= next || start < end || start > end + 1 || (start > end && self.slice(end, start) != " ") {
                self.say(format!("spacy: {token} after {end}"));
            }
            end = next;
        }
        for annotation in list_of(&webanno::annotation_page(analysis, source), "items") {
            if let Some(selectors) = annotation.pointer("/target/selector") {
                let (start, end) = bounds(&selectors[0]);
                if selectors[1]["exact"] != self.slice(start, end) {
                    self.say(format!("webanno: {annotation}"));
                }
            }
        }
        let text: Vec<char> = brat::text(analysis).chars().collect();
        for line in brat::annotations(analysis).lines().filter(|line| line.starts_with('T')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let places = fields.get(1).and_then(|place| place.split_once(' ')).map_or("", |(_, places)| places);
            let pieces = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').unwrap_or_default();
                let (start, end) = (start.parse().unwrap_or(0), end.parse().unwrap_or(0));
                text.get(start..end).unwrap_or(&[]).iter().collect::<String>()
            });
            if fields.get(2).copied() != Some(pieces.collect::<Vec<_>>().join(" ").as_str()) {
                self.say(format!("brat: {line:?}"));
            }
        }
        for item in [jsonld::news_article(analysis, source), ninjs::item(analysis, source)] {
            if !item.is_object() {
                self.say(format!("no object: {item}"));
            }
        }
    }

    fn document(&mut self, document: &Value) {
        if document["source"]["chars"] != self.text.len() {
            self.say(format!("source.chars is {}", document["source"]["chars"]));
        }
        self.spans(document, "");
        self.paragraphs(document);
        for (list, letter) in [("entities", 'e'), ("quotes", 'q'), ("claims", 'c'), ("values", 'v')] {
            for (index, record) in list_of(document, list).iter().enumerate() {
                if record["id"] != format!("{letter}{}", index + 1) {
                    self.say(format!("{list}[{index}] has the id {}", record["id"]));
                }
            }
        }
        self.entities(document);
        self.quotes(document);
        self.claims(document);
        for list in ["quotes", "claims", "values"] {
            if !list_of(document, list).is_sorted_by_key(bounds) {
                self.say(format!("{list} are out of order"));
            }
        }
    }

    /// Every record with offsets: they lie in the text, and `text` is what they cut. Every score is one.
    fn spans(&mut self, value: &Value, path: &str) {
        if let Value::Array(items) = value {
            for (index, item) in items.iter().enumerate() {
                self.spans(item, &format!("{path}[{index}]"));
            }
        }
        let Value::Object(record) = value else { return };
        for (key, field) in record {
            if matches!(key.as_str(), "salience" | "confidence" | "checkworthiness") {
                let score = field.as_f64().unwrap_or(-1.0);
                let rounded = ((score * 1000.0).round() / 1000.0 - score).abs() < 1e-9;
                if !(0.0..=1.0).contains(&score) || !rounded {
                    self.say(format!("{path}.{key} is {field}"));
                }
            }
            self.spans(field, &format!("{path}.{key}"));
        }
        if !record.contains_key("end") || record.get("start").is_none_or(Value::is_null) {
            return;
        }
        let (start, end) = bounds(value);
        if start >= end || end > self.text.len() {
            self.say(format!("{path} spans {start}..{end}"));
            return;
        }
        let Some(printed) = record.get("text").and_then(Value::as_str) else { return };
        let pieces: Vec<(usize, usize)> = record
            .get("spans")
            .and_then(Value::as_array)
            .map_or_else(|| vec![(start, end)], |spans| spans.iter().map(bounds).collect());
        if pieces.first().map(|piece| piece.0) != Some(start) || pieces.last().map(|piece| piece.1) != Some(end) {
            self.say(format!("{path}: spans {pieces:?} do not frame {start}..{end}"));
        }
        if pieces.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            self.say(format!("{path}: spans {pieces:?} overlap"));
        }
        let wanted = pieces.iter().map(|&(start, end)| squash(&self.slice(start, end))).collect::<Vec<_>>().join(" ");
        if printed != wanted {
            self.say(format!("{path}.text is {printed:?}, not {wanted:?}"));
        }
    }

    /// Every line that is not blank lies in one paragraph, every character of a paragraph with sentences in one of them.
    fn paragraphs(&mut self, document: &Value) {
        let mut position = 0;
        for (index, paragraph) in list_of(document, "paragraphs").iter().enumerate() {
            let (start, end) = bounds(paragraph);
            if paragraph["index"] != index {
                self.say(format!("paragraph {index} has the index {}", paragraph["index"]));
            }
            if start < position {
                self.say(format!("paragraph {index} overlaps the one before"));
                return;
            }
            let gap = self.slice(position, start);
            if !is_blank(&gap) {
                self.say(format!("{gap:?} stands before paragraph {index} and in none"));
            }
            if index > 0 && !gap.contains(['\n', '\r', '\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}']) {
                self.say(format!("paragraph {index} begins in the line of the one before"));
            }
            position = end;
            let sentences = list_of(paragraph, "sentences");
            let mut inner = start;
            for (number, sentence) in sentences.iter().enumerate() {
                let (first, last) = bounds(sentence);
                if first < inner || last > end || !is_blank(&self.slice(inner, first)) {
                    self.say(format!("sentence {number} of paragraph {index} does not follow the one before"));
                }
                inner = last;
            }
            if sentences.is_empty() && paragraph["kind"] == "body" {
                self.say(format!("body paragraph {index} has no sentence"));
            }
            if !sentences.is_empty() && !is_blank(&self.slice(inner, end)) {
                self.say(format!("paragraph {index} goes on after its last sentence"));
            }
        }
        let rest = self.slice(position, self.text.len());
        if !is_blank(&rest) {
            self.say(format!("{rest:?} stands after the last paragraph"));
        }
    }

    fn entities(&mut self, document: &Value) {
        let mut first = 0;
        let mut mentions = Vec::new();
        for entity in list_of(document, "entities") {
            let own: Vec<(usize, usize)> = list_of(entity, "mentions").iter().map(bounds).collect();
            if entity["name"].as_str().is_none_or(str::is_empty) || own.is_empty() {
                self.say(format!("{} has no name or no mention", entity["id"]));
                continue;
            }
            if own[0].0 < first || !own.is_sorted() {
                self.say(format!("{} or its mentions are out of order", entity["id"]));
            }
            first = own[0].0;
            for mention in list_of(entity, "mentions") {
                if mention["paragraph"].as_u64() != paragraph_at(document, bounds(mention).0) {
                    self.say(format!("a mention of {} is not in paragraph {}", entity["id"], mention["paragraph"]));
                }
            }
            mentions.extend(own);
        }
        mentions.sort_unstable();
        if let Some(pair) = mentions.windows(2).find(|pair| pair[0].1 > pair[1].0) {
            self.say(format!("mentions overlap: {pair:?}"));
        }
    }

    fn quotes(&mut self, document: &Value) {
        for quote in list_of(document, "quotes") {
            self.speaker(document, &quote["speaker"], &quote["id"]);
            if !quote["within"].is_null()
                && (!has(document, "quotes", &quote["within"]) || quote["within"] == quote["id"])
            {
                self.say(format!("{} is within {}", quote["id"], quote["within"]));
            }
            let place = paragraph_at(document, bounds(quote).0);
            if !list_of(quote, "paragraphs").iter().any(|paragraph| paragraph.as_u64() == place) {
                self.say(format!("{} is in paragraph {place:?}, not {}", quote["id"], quote["paragraphs"]));
            }
            let text = quote["text"].as_str().unwrap_or("");
            if quote["kind"] == "direct" && text.starts_with(['"', '“', '«']) && text.ends_with(['"', '”', '»']) {
                self.say(format!("{} keeps its marks", quote["id"]));
            }
        }
    }

    fn claims(&mut self, document: &Value) {
        for claim in list_of(document, "claims") {
            self.speaker(document, &claim["claimant"], &claim["id"]);
            for speaker in list_of(claim, "via") {
                self.speaker(document, speaker, &claim["id"]);
            }
            let known = |list: &str| list_of(claim, list).iter().all(|id| has(document, list, id));
            if !known("entities")
                || !known("values")
                || !(claim["quote"].is_null() || has(document, "quotes", &claim["quote"]))
            {
                self.say(format!("{} refers to what is not there", claim["id"]));
            }
            let index =
                |key: &str| claim[key].as_u64().and_then(|index| usize::try_from(index).ok()).unwrap_or(usize::MAX);
            let sentence = list_of(document, "paragraphs")
                .get(index("paragraph"))
                .and_then(|paragraph| list_of(paragraph, "sentences").get(index("sentence")).map(bounds));
            if sentence.is_none_or(|(start, end)| !(start..end).contains(&bounds(claim).0)) {
                self.say(format!("{} does not begin in its sentence", claim["id"]));
            }
            let hedged = !list_of(claim, "hedges").is_empty();
            if claim["kind"] == "attributed" && claim["claimant"].is_null() && claim["quote"].is_null() && !hedged {
                self.say(format!("{} is attributed to nothing", claim["id"]));
            }
        }
    }

    fn speaker(&mut self, document: &Value, speaker: &Value, of: &Value) {
        if speaker.is_null() {
            return;
        }
        if speaker["name"].as_str().is_none_or(str::is_empty) {
            self.say(format!("the speaker of {of} has no name"));
        }
        if !speaker["entity"].is_null() && !has(document, "entities", &speaker["entity"]) {
            self.say(format!("the speaker of {of} is no entity: {}", speaker["entity"]));
        }
    }
}

fn list_of<'a>(record: &'a Value, key: &str) -> &'a [Value] {
    record[key].as_array().map_or(&[], Vec::as_slice)
}

fn has(document: &Value, list: &str, id: &Value) -> bool {
    list_of(document, list).iter().any(|record| record["id"] == *id)
}

fn bounds(record: &Value) -> (usize, usize) {
    let offset = |key: &str| record[key].as_u64().and_then(|offset| usize::try_from(offset).ok()).unwrap_or(usize::MAX);
    (offset("start"), offset("end"))
}

fn paragraph_at(document: &Value, offset: usize) -> Option<u64> {
    let holds = |paragraph: &&Value| (bounds(paragraph).0..bounds(paragraph).1).contains(&offset);
    list_of(document, "paragraphs").iter().find(holds)?["index"].as_u64()
}

fn squash(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// White space and default-ignorable code points alone.
fn is_blank(text: &str) -> bool {
    const IGNORABLE: [(u32, u32); 17] = [
        (0xad, 0xad),
        (0x34f, 0x34f),
        (0x61c, 0x61c),
        (0x115f, 0x1160),
        (0x17b4, 0x17b5),
        (0x180b, 0x180f),
        (0x200b, 0x200f),
        (0x202a, 0x202e),
        (0x2060, 0x206f),
        (0x3164, 0x3164),
        (0xfe00, 0xfe0f),
        (0xfeff, 0xfeff),
        (0xffa0, 0xffa0),
        (0xfff0, 0xfff8),
        (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a),
        (0xe0000, 0xe0fff),
    ];
    text.chars()
        .all(|c| c.is_whitespace() || IGNORABLE.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c))))
}
