//! How much of what a careful reader says about our articles the program finds, counted fact by fact.
//!
//! The facts in `fixtures/facts` were written by reading the articles, so they judge the program instead of following it;
//! it may miss some of them, but no area may fall under its floor. `cargo test --test suite facts -- --nocapture` prints the table
//! and every fact that is missed.
//!
//! Wherever a fact gives a list where one value is meant, each of them is right; `"*"` stands for anything but null. A
//! key that is left out is not judged.

use crate::fixtures::{DOCUMENTS, folder, json};
use serde_json::Value;
use std::collections::BTreeMap;

/// The least share of facts found, in percent, for each area. Raised as the program gets better, never lowered to land a
/// change that makes it worse.
const FLOORS: [(&str, f64); 10] = [
    ("headline", 97.0),
    ("byline", 97.0),
    ("dateline", 95.0),
    ("paragraphs", 96.0),
    ("people", 78.0),
    ("organizations", 78.0),
    ("quotes", 94.0),
    ("attributions", 85.0),
    ("values", 96.0),
    ("claims", 92.0),
];

/// Right and total of each area, and the facts that were missed.
#[derive(Default)]
struct Tally {
    areas: BTreeMap<&'static str, (u32, u32)>,
    missed: Vec<String>,
    article: String,
}

impl Tally {
    fn count(&mut self, area: &'static str, right: bool, fact: &str, expected: &Value, found: &str) {
        let (rights, total) = self.areas.entry(area).or_default();
        *total += 1;
        if right {
            *rights += 1;
        } else {
            self.missed
                .push(format!("{}: {area}: {fact}\n    expected {expected}\n    found    {found}", self.article));
        }
    }
}

/// Whether a character is ignored when it is shown (zero-width spaces, joiners, soft hyphens).
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Text as a reader sees it: runs of white space as one space, nothing invisible.
fn clean(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_ignorable(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name or description for comparison: lower case, without an article or possessive before it.
fn plain(text: &str) -> String {
    let text = clean(text).to_lowercase();
    let rest = ["the ", "a ", "an ", "its ", "his ", "her ", "their "].iter().find_map(|word| text.strip_prefix(word));
    rest.unwrap_or(&text).to_owned()
}

/// One value, or each of a list.
fn alternatives(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// A field's text; empty where there is none.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

/// A list field; empty where there is none.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Whether a value is one of those expected.
fn is_one_of(expected: &Value, found: &Value) -> bool {
    match expected {
        Value::String(any) if any == "*" => !found.is_null(),
        _ => alternatives(expected).iter().any(|expected| match (expected, found) {
            (Value::String(expected), Value::String(found)) => clean(expected) == clean(found),
            (Value::Number(expected), Value::Number(found)) => {
                let (expected, found) = (expected.as_f64().unwrap_or(0.0), found.as_f64().unwrap_or(f64::NAN));
                (expected - found).abs() <= expected.abs() * 1e-9
            }
            _ => expected == found,
        }),
    }
}

/// Whether a speaker record is the one expected, by full name or, for those without one, by the words of the text. A
/// description may go on after a comma ("one diplomat, who asked not to be named").
fn is_speaker(expected: &Value, speaker: &Value) -> bool {
    let described = |words: &str| words.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase));
    match expected {
        Value::Null => speaker.is_null(),
        Value::String(any) if any == "*" => !speaker.is_null(),
        _ => alternatives(expected).iter().filter_map(Value::as_str).any(|expected| {
            let wanted = plain(expected);
            ["name", "text"].iter().filter_map(|key| speaker[*key].as_str()).map(plain).any(|found| {
                let rest = found.strip_prefix(&wanted);
                rest.is_some_and(|rest| rest.is_empty() || (described(expected) && rest.starts_with(',')))
            })
        }),
    }
}

/// Whether a description says what is expected, give or take three words ("lead author Dr.").
fn is_description(expected: &Value, found: &str) -> bool {
    let found = plain(found);
    alternatives(expected)
        .iter()
        .filter_map(Value::as_str)
        .map(plain)
        .any(|expected| found.contains(&expected) && found.split(' ').count() <= expected.split(' ').count() + 3)
}

/// Whether a record's text holds the words.
fn holds(record: &Value, words: &str) -> bool {
    clean(text(record, "text")).contains(words)
}

/// Short form of the records found, for messages.
fn shown<'a>(records: impl IntoIterator<Item = &'a Value>, key: &str) -> String {
    let all: Vec<String> = records
        .into_iter()
        .map(|record| format!("{:.90} [{}]", clean(text(record, "text")), text(&record[key], "name")))
        .collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
}

fn structure(facts: &Value, document: &Value, tally: &mut Tally) {
    for key in ["headline", "kicker", "standfirst"] {
        if let Some(expected) = facts.get(key) {
            let found = &document[key]["text"];
            tally.count("headline", is_one_of(expected, found), key, expected, &found.to_string());
        }
    }
    if let Some(expected) = facts.get("authors") {
        let found: Vec<&Value> = list(&document["byline"], "authors").iter().map(|author| &author["name"]).collect();
        let right = expected.as_array().is_some_and(|expected| expected.iter().eq(found.iter().copied()));
        tally.count("byline", right, "authors", expected, &format!("{found:?}"));
    }
    for key in ["published", "updated", "date"] {
        if let Some(expected) = facts.get(key) {
            let found = if key == "date" { &document[key] } else { &document[key]["value"] };
            tally.count("dateline", is_one_of(expected, found), key, expected, &found.to_string());
        }
    }
    let found = &document["dateline"];
    match &facts["dateline"] {
        Value::Object(expected) => {
            for (key, expected) in expected {
                let found = match key.as_str() {
                    "place" => &found["places"][0]["name"],
                    "city" | "country" => &found["places"][0][key],
                    _ => &found[key],
                };
                tally.count("dateline", is_one_of(expected, found), key, expected, &found.to_string());
            }
        }
        Value::Null => tally.count("dateline", found.is_null(), "dateline", &Value::Null, &found["text"].to_string()),
        _ => {}
    }
}

/// Each line is looked for from where the last one was found, so their order counts.
fn paragraphs(facts: &Value, document: &Value, tally: &mut Tally) {
    let found = list(document, "paragraphs");
    let texts: Vec<String> = found.iter().map(|paragraph| clean(text(paragraph, "text"))).collect();
    let mut from = 0;
    for fact in list(facts, "paragraphs") {
        let begins = text(fact, "begins");
        // Lines of page furniture may share a paragraph; everything else has its own.
        let furniture = fact["kind"] == "boilerplate";
        let start =
            |text: &String| text.trim_start_matches(|c: char| c == '[' || c == ']' || c.is_ascii_digit()).to_owned();
        let index = (from..texts.len()).find(|index| {
            texts[*index].starts_with(begins)
                || start(&texts[*index]).starts_with(begins)
                || (furniture && texts[*index].contains(begins))
        });
        let kind = index.map_or(&Value::Null, |index| &found[index]["kind"]);
        tally.count("paragraphs", is_one_of(&fact["kind"], kind), begins, &fact["kind"], &kind.to_string());
        if let Some(index) = index {
            from = if furniture { index } else { index + 1 };
        }
    }
}

fn entities(facts: &Value, document: &Value, tally: &mut Tally) {
    let of_type =
        |kind: &str| list(document, "entities").iter().filter(|entity| entity["type"] == kind).collect::<Vec<_>>();
    let names = |entities: &[&Value]| entities.iter().map(|entity| text(entity, "name")).collect::<Vec<_>>().join(", ");
    let people = of_type("person");
    if facts.get("people").is_some() {
        for fact in list(facts, "people") {
            let entity = people.iter().find(|entity| is_one_of(&fact["name"], &entity["name"]));
            tally.count("people", entity.is_some(), "name", &fact["name"], &names(&people));
            if let Some(expected) = fact.get("description") {
                let found = entity.map_or("", |entity| text(entity, "description"));
                let fact = format!("description of {}", fact["name"]);
                tally.count("people", is_description(expected, found), &fact, expected, found);
            }
        }
        let known = |entity: &Value| {
            list(facts, "people").iter().any(|fact| is_one_of(&fact["name"], &entity["name"]))
                || facts.get("more_people").is_some_and(|more| is_one_of(more, &entity["name"]))
        };
        let others: Vec<&Value> = people.iter().copied().filter(|entity| !known(entity)).collect();
        for other in &others {
            tally.count("people", false, "a person who is none", &Value::Null, text(other, "name"));
        }
        if others.is_empty() {
            tally.count("people", true, "nobody else", &Value::Null, "");
        }
    }
    let organizations = of_type("organization");
    for expected in list(facts, "organizations") {
        let plain_names = alternatives(expected).iter().filter_map(Value::as_str).map(plain).collect::<Vec<_>>();
        let right = organizations.iter().any(|entity| plain_names.contains(&plain(text(entity, "name"))));
        tally.count("organizations", right, "name", expected, &names(&organizations));
    }
    for fact in list(facts, "aliases") {
        let entity = organizations.iter().find(|entity| plain(text(entity, "name")) == plain(text(fact, "name")));
        let right = entity.is_some_and(|entity| list(entity, "aliases").contains(&fact["alias"]));
        let found = entity.map_or(Value::Null, |entity| entity["aliases"].clone());
        tally.count("organizations", right, "alias", &fact["alias"], &found.to_string());
    }
}

fn quotes(facts: &Value, document: &Value, tally: &mut Tally) {
    let all = list(document, "quotes");
    let in_marks: Vec<&Value> = all.iter().filter(|quote| quote["kind"] != "indirect").collect();
    for fact in list(facts, "quotes") {
        let words = text(fact, "words");
        let found: Vec<&Value> = in_marks.iter().copied().filter(|quote| holds(quote, words)).collect();
        let seen = shown(found.iter().copied(), "speaker");
        tally.count("quotes", !found.is_empty(), "quotation", &words.into(), &seen);
        let said = found.iter().find(|quote| is_speaker(&fact["speaker"], &quote["speaker"]));
        tally.count("quotes", said.is_some(), &format!("speaker of {words}"), &fact["speaker"], &seen);
        if let Some(expected) = fact.get("status") {
            let status = said.map_or(&Value::Null, |quote| &quote["speaker"]["status"]);
            tally.count("quotes", status == expected, &format!("status for {words}"), expected, &status.to_string());
        }
        if let Some(expected) = fact.get("paragraphs") {
            let count = found.iter().map(|quote| list(quote, "paragraphs").len()).max();
            let right = count.map(|count| count as u64) == expected.as_u64();
            tally.count("quotes", right, &format!("paragraphs of {words}"), expected, &format!("{count:?}"));
        }
    }
    for words in list(facts, "not_quotes") {
        let marks = |c: char| c.is_ascii_punctuation() || "‘’“”".contains(c);
        let found = in_marks.iter().find(|quote| text(quote, "text").trim_matches(marks) == words);
        tally.count("quotes", found.is_none(), "not said", words, &shown(found.copied(), "speaker"));
    }
    for fact in list(facts, "attributions") {
        let words = text(fact, "words");
        let found: Vec<&Value> = all.iter().filter(|quote| holds(quote, words)).collect();
        let right = found.iter().any(|quote| {
            is_speaker(&fact["speaker"], &quote["speaker"])
                && fact.get("status").is_none_or(|status| quote["speaker"]["status"] == *status)
        });
        let seen = shown(found.iter().copied(), "speaker");
        tally.count("attributions", right, words, &fact["speaker"], &seen);
    }
}

fn values(facts: &Value, document: &Value, tally: &mut Tally) {
    let all = list(document, "values");
    for fact in list(facts, "values") {
        let right = all.iter().any(|value| {
            ["text", "type", "value", "unit", "iso"]
                .iter()
                .all(|key| fact.get(key).is_none_or(|expected| is_one_of(expected, &value[key])))
        });
        let of_text = alternatives(&fact["text"])[0].as_str().unwrap_or("");
        let near = |value: &&Value| {
            let found = clean(text(value, "text"));
            !found.is_empty() && (found.contains(of_text) || of_text.contains(&found))
        };
        let seen: Vec<String> = all.iter().filter(near).map(ToString::to_string).collect();
        tally.count("values", right, of_text, fact, &seen.join("; "));
    }
}

fn claims(facts: &Value, document: &Value, tally: &mut Tally) {
    let all = list(document, "claims");
    for fact in list(facts, "claims") {
        let words = text(fact, "words");
        let found: Vec<&Value> = all.iter().filter(|claim| holds(claim, words)).collect();
        let right = match fact.get("claimant") {
            Some(expected) => found.iter().any(|claim| is_speaker(expected, &claim["claimant"])),
            None => !found.is_empty(),
        };
        let expected = fact.get("claimant").unwrap_or(&Value::Null);
        tally.count("claims", right, words, expected, &shown(found.iter().copied(), "claimant"));
    }
    for words in list(facts, "not_claims") {
        let wanted = words.as_str().unwrap_or("");
        let sentence = list(document, "paragraphs")
            .iter()
            .flat_map(|paragraph| list(paragraph, "sentences"))
            .find(|sentence| clean(text(sentence, "text")).starts_with(wanted));
        let overlaps = |claim: &Value, sentence: &Value| {
            claim["start"].as_u64() < sentence["end"].as_u64() && sentence["start"].as_u64() < claim["end"].as_u64()
        };
        let found = all.iter().find(|claim| match sentence {
            Some(sentence) => overlaps(claim, sentence),
            None => holds(claim, wanted),
        });
        tally.count("claims", found.is_none(), "no claim", words, &shown(found, "claimant"));
    }
}

#[test]
fn facts_are_found() {
    let mut tally = Tally::default();
    for (name, document) in DOCUMENTS.iter() {
        name.clone_into(&mut tally.article);
        let facts = json(&folder("facts").join(format!("{name}.json")));
        structure(&facts, document, &mut tally);
        paragraphs(&facts, document, &mut tally);
        entities(&facts, document, &mut tally);
        quotes(&facts, document, &mut tally);
        values(&facts, document, &mut tally);
        claims(&facts, document, &mut tally);
        for code in list(&facts, "warnings") {
            let right = list(document, "warnings").iter().any(|warning| warning["code"] == *code);
            tally.count("paragraphs", right, "warning", code, &document["warnings"].to_string());
        }
    }
    println!("{}\n", tally.missed.join("\n"));
    let mut low = Vec::new();
    for (area, floor) in FLOORS {
        let (right, total) = tally.areas.get(area).copied().unwrap_or_default();
        let share = 100.0 * f64::from(right) / f64::from(total.max(1));
        println!("{area:<14} {right:>4} of {total:>4}  {share:5.1}%  (floor {floor:.0}%)");
        if share < floor {
            low.push(format!("{area}: {share:.1}% of the facts found, {floor:.0}% is the floor"));
        }
    }
    assert!(low.is_empty(), "\n{}\nrun with --nocapture for what was missed", low.join("\n"));
}
