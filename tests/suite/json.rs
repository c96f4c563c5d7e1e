//! The form of the documents, told a second time: types that know every field and refuse others, and the JSON Schema under an
//! independent validator. What the program prints must fit both.

use crate::support::newsparse;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// An article with everything that a document can say.
pub(crate) const ARTICLE: &str = "\
WORLD

Harbour bridge reopens after long repair

The crossing was closed for 14 months

By Ada Quill, Transport Editor, and Tom Reyes

Updated: Mar 3, 2021, 07:45 GMT

NORTHPORT, March 2 (Delta News) - The Harbour bridge in Northport reopened on Tuesday after repairs that cost $5.5 million, \
Mayor Kari Lindqvist said.

\u{201c}It is done, and it may last a hundred years,\u{201d} Lindqvist told reporters. \u{201c}We will not wait for the next storm.\u{201d}

Engineers from the Port Authority said that traffic could rise by 12 percent next year.

What comes next

- A second lane for bicycles
- A new ferry

Photo: Delta News

(Reporting by Ada Quill; Editing by Sam Oduya)
";

macro_rules! wire {
    ($($name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "reading them is the test")]
        struct $name { $(#[serde(deserialize_with = "Deserialize::deserialize")] $field: $kind),* }
    )*};
}

// `deserialize_with` makes an `Option` a field that must be there, if only as null.
wire! {
    Piece { text: String, start: u64, end: u64 }
    Place { start: u64, end: u64 }
    Pieces { text: String, start: u64, end: u64, spans: Vec<Place> }
    Byline { text: String, start: u64, end: u64, authors: Vec<Author>, agency: Option<String> }
    Author {
        name: String, role: Option<String>, location: Option<String>, email: Option<String>, handle: Option<String>,
    }
    Dateline {
        text: String, start: u64, end: u64, places: Vec<DatelinePlace>, date: Option<String>, agency: Option<String>,
    }
    DatelinePlace {
        name: String, start: u64, end: u64, city: Option<String>, region: Option<String>, country: Option<String>,
    }
    Stamp { text: String, start: u64, end: u64, value: String }
    Paragraph { index: usize, kind: String, text: String, start: u64, end: u64, sentences: Vec<Piece> }
    Mention { text: String, start: u64, end: u64, paragraph: Option<usize>, form: String }
    Speaker {
        text: Option<String>, start: Option<u64>, end: Option<u64>, entity: Option<String>, name: String,
        description: Option<String>, status: String,
    }
    Quote {
        id: String, kind: String, text: String, start: u64, end: u64, spans: Vec<Place>, speaker: Option<Speaker>,
        cue: Option<Pieces>, within: Option<String>, paragraphs: Vec<usize>, confidence: f64,
    }
    Claim {
        id: String, text: String, start: u64, end: u64, spans: Vec<Place>, paragraph: usize, sentence: usize, kind: String,
        quote: Option<String>, claimant: Option<Speaker>, via: Vec<Speaker>, modality: String, future: bool, negated: bool,
        hedges: Vec<Piece>, values: Vec<String>, entities: Vec<String>, checkworthiness: f64,
    }
    Warning { code: String, message: String, start: Option<u64>, end: Option<u64> }
    Failure { kind: String, message: String, line: Option<u64> }
    Document {
        schema_version: String, newsparse_version: String, source: Source, headline: Option<Piece>, kicker: Option<Piece>,
        standfirst: Option<Piece>, byline: Option<Byline>, dateline: Option<Dateline>, published: Option<Stamp>,
        updated: Option<Stamp>, date: Option<String>, paragraphs: Vec<Paragraph>, entities: Vec<Entity>,
        values: Vec<Amount>, quotes: Vec<Quote>, claims: Vec<Claim>, warnings: Vec<Warning>, error: Option<Failure>,
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "reading them is the test")]
struct Source {
    #[serde(deserialize_with = "Deserialize::deserialize")]
    path: Option<String>,
    id: Value,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    meta: Option<serde_json::Map<String, Value>>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    url: Option<String>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    encoding: Option<String>,
    chars: u64,
    words: u64,
    /// The one field that is there on demand.
    text: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "reading them is the test")]
struct Entity {
    id: String,
    r#type: String,
    name: String,
    aliases: Vec<String>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    description: Option<String>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    country: Option<String>,
    mentions: Vec<Mention>,
    salience: f64,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "reading them is the test")]
struct Amount {
    id: String,
    r#type: String,
    text: String,
    start: u64,
    end: u64,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    value: Option<f64>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    unit: Option<String>,
    #[serde(deserialize_with = "Deserialize::deserialize")]
    iso: Option<String>,
}

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = newsparse(["--print-schema"], b"").document();
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::validator_for(&schema).expect("the schema compiles")
});

/// Holds a document against the schema.
pub(crate) fn assert_valid(document: &Value) {
    let errors: Vec<String> =
        SCHEMA.iter_errors(document).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Holds a complete document against the schema and the types here.
fn assert_complete(document: &Value) {
    assert_valid(document);
    if let Err(error) = serde_json::from_value::<Document>(document.clone()) {
        panic!("{error}: {document:#}");
    }
}

#[test]
fn a_document_has_the_promised_form() {
    let run = newsparse(["--include-text"], ARTICLE.as_bytes());
    let document = run.document();
    assert_complete(&document);
    assert_eq!(document["schema_version"], "1.0");
    assert_eq!(document["newsparse_version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(document["source"]["text"], ARTICLE);
    assert_eq!(document["source"]["chars"], ARTICLE.chars().count());
    assert!(newsparse(["--jsonl"], ARTICLE.as_bytes()).document()["source"].get("text").is_none());
}

#[test]
fn awkward_texts_have_the_promised_form() {
    let texts = [
        "x",
        "\u{fffd}",
        "\"",
        "\u{1f600} \u{200b}a\r\r\n",
        "<b>Bold</b> words\n\nand more",
        "BERLIN (AP) --",
        "...",
        "1",
    ];
    for text in texts {
        assert_complete(&newsparse(["-"], text.as_bytes()).document());
    }
}

#[test]
fn error_documents_have_the_promised_form() {
    let input = "{\"id\": [1], \"k\": {\"a\": null}}\n\n{\"text\": \"<html><p>a\"}\n";
    let run = newsparse(["--input-format", "jsonl"], input.as_bytes());
    assert_eq!(run.documents().len(), 3);
    for document in run.documents() {
        assert_complete(&document);
        assert_ne!(document["error"], Value::Null);
        assert_eq!(document["paragraphs"], json!([]));
    }
    assert_complete(&newsparse(["--jsonl", "none.txt"], b"").document());
}

#[test]
fn only_leaves_parts_out() {
    const OPTIONAL: [&str; 5] = ["entities", "values", "quotes", "claims", "warnings"];
    for listed in ["headline", "quotes", "source,claims,error", "entities,values,warnings"] {
        for (input, code) in [(ARTICLE, 0), ("", 2)] {
            let run = newsparse(["--jsonl", "--only", listed], input.as_bytes());
            assert_eq!(run.code, Some(code), "{run:?}");
            let document = run.document();
            assert_valid(&document);
            for part in OPTIONAL {
                assert_eq!(
                    document.get(part).is_some(),
                    listed.split(',').any(|name| name == part),
                    "{part} of {listed}"
                );
            }
        }
    }
}

#[test]
fn the_parts_that_stay_are_the_same_with_only() {
    let whole = newsparse(["-"], ARTICLE.as_bytes()).document();
    for part in ["paragraphs", "entities", "values", "quotes", "claims", "warnings"] {
        let document = newsparse(["--only", part], ARTICLE.as_bytes()).document();
        assert_eq!(document[part], whole[part], "{part}");
        assert_eq!(document["headline"], whole["headline"]);
    }
}

#[test]
fn the_schema_refuses_what_is_not_promised() {
    let document = newsparse(["-"], ARTICLE.as_bytes()).document();
    assert_valid(&document);
    let changes: [(&str, Value); 5] = [
        ("/schema_version", json!("2.0")),
        ("/error", json!("broken")),
        ("/headline", json!({"text": "a", "start": 0})),
        ("/source/encoding", json!("latin-1")),
        ("/paragraphs/0/kind", json!("paragraph")),
    ];
    for (place, value) in changes {
        let mut changed = document.clone();
        *changed.pointer_mut(place).expect("the field is there") = value;
        assert!(!SCHEMA.is_valid(&changed), "{place}");
    }
    for place in ["", "/source", "/paragraphs/0"] {
        let mut changed = document.clone();
        changed.pointer_mut(place).expect("it is there")["more"] = json!(1);
        assert!(!SCHEMA.is_valid(&changed), "{place}");
    }
    for key in ["headline", "error", "date"] {
        let mut changed = document.clone();
        changed.as_object_mut().expect("an object").remove(key);
        assert!(!SCHEMA.is_valid(&changed), "{key}");
    }
}

/// Every object of the schema is closed, asks for its properties and says what they are.
#[test]
fn the_schema_is_complete() {
    let schema = newsparse(["--print-schema"], b"").document();
    let mut objects = vec![("", &schema)];
    objects
        .extend(schema["$defs"].as_object().expect("definitions").iter().map(|(name, schema)| (name.as_str(), schema)));
    for (name, object) in objects {
        assert!(object["description"].is_string(), "{name}");
        let Some(properties) = object["properties"].as_object() else { continue };
        assert_eq!(object["additionalProperties"], false, "{name}");
        for required in object["required"].as_array().expect("a list") {
            assert!(properties.contains_key(required.as_str().expect("a name")), "{name}.{required}");
        }
        for (key, property) in properties {
            let described =
                property["description"].is_string() || property["$ref"].is_string() || property["anyOf"].is_array();
            assert!(described, "{name}.{key}");
        }
    }
}
