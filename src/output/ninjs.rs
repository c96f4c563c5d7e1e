//! IPTC ninjs 3.1, the news industry's JSON, as agencies and editorial systems exchange it.
//!
//! Only what the article itself says: headline, body, dateline, byline, and the people, organisations, places, events and other things in
//! it. Quotes and claims have no place in ninjs and are left out; ids of the JSON stand in `literal`, so that they can be joined.
//!
//! Standard: <https://iptc.org/standards/ninjs/>.

use super::address::address;
use super::json::{JsonEntity, Selection, Source, document};
use super::jsonld::body;
use crate::document::Analysis;
use serde_json::{Map, Value, json};

/// The article as a ninjs item.
pub fn item(analysis: &Analysis, source: &Source) -> Value {
    let document =
        document(analysis, source, Selection { values: false, quotes: false, claims: false, ..Selection::default() });
    let mut item = Map::new();
    let mut set = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            item.insert(key.to_owned(), value);
        }
    };
    set("uri", Some(json!(address(&document, source, &analysis.document.text))));
    set(
        "standard",
        Some(json!({
            "name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
        })),
    );
    set("type", Some(json!("text")));
    set("language", analysis.document.is_english().then(|| json!("en")));
    // Times without a zone are none that ninjs could hold.
    let zoned = |value: &String| value.len() > "2016-07-15T07:45:00".len();
    set("firstCreated", document.published.as_ref().map(|s| &s.value).filter(|v| zoned(v)).map(|v| json!(v)));
    set("versionCreated", document.updated.as_ref().map(|s| &s.value).filter(|v| zoned(v)).map(|v| json!(v)));
    let authors: Vec<&str> =
        document.byline.iter().flat_map(|byline| &byline.authors).map(|author| author.name).collect();
    set("by", (!authors.is_empty()).then(|| json!(authors.join(", "))));
    let located = document.dateline.as_ref().and_then(|dateline| dateline.places.first());
    set("located", located.map(|place| json!(place.name)));
    let agency = document.dateline.as_ref().and_then(|dateline| dateline.agency);
    let agency = agency.or_else(|| document.byline.as_ref().and_then(|byline| byline.agency));
    set("infoSources", agency.map(|name| json!([{"name": name}])));
    set("altIds", source.id.is_some().then(|| json!([{"role": "source", "value": source.name()}])));
    let headlines = [("main", &document.headline), ("kicker", &document.kicker)];
    let headlines: Vec<Value> = headlines
        .iter()
        .filter_map(|(role, piece)| {
            Some(json!({"role": role, "contentType": "text/plain", "value": piece.as_ref()?.text}))
        })
        .collect();
    set("headlines", (!headlines.is_empty()).then(|| json!(headlines)));
    let standfirst = document.standfirst.as_ref();
    set(
        "descriptions",
        standfirst.map(|piece| json!([{"role": "summary", "contentType": "text/plain", "value": piece.text}])),
    );
    let body = body(analysis);
    set(
        "bodies",
        Some(json!([{
            "role": "main", "contentType": "text/plain", "charCount": body.chars().count(),
            "wordCount": body.split_whitespace().count(), "value": body
        }])),
    );
    let groups: [(&str, &[&str]); 5] = [
        ("people", &["person"]),
        ("organisations", &["organization"]),
        ("places", &["location", "facility"]),
        ("events", &["event"]),
        ("objects", &["product", "work"]),
    ];
    for (key, kinds) in groups {
        let entities = document.entities.iter().flatten().filter(|entity| kinds.contains(&entity.kind));
        let records: Vec<Value> = entities.map(entity).collect();
        set(key, (!records.is_empty()).then(|| json!(records)));
    }
    Value::Object(item)
}

fn entity(entity: &JsonEntity<'_>) -> Value {
    json!({"name": entity.name, "rel": "mentions", "literal": entity.id})
}
