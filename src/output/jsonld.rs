//! schema.org `NewsArticle` as JSON-LD, for web pages, archives and knowledge graphs.
//!
//! People, organisations and places are `mentions`; quotes are `Quotation` with `spokenByCharacter`, claims are `Claim`, both parts of the
//! article. There is never a `ClaimReview`: nothing has been checked. Ids are fragments of the article's address.
//!
//! Vocabulary: <https://schema.org/NewsArticle>.

use super::json::{JsonEntity, JsonSpeaker, Selection, Source, document};
use crate::document::{Analysis, ParagraphKind};
use crate::text;
use serde_json::{Map, Value, json};

/// The article as JSON-LD.
pub fn news_article(analysis: &Analysis, source: &Source) -> Value {
    let document = document(analysis, source, Selection::default());
    let mut article = Object::new("NewsArticle");
    article.0.insert("@context".to_owned(), json!("https://schema.org"));
    article.set("identifier", source.id.is_some().then(|| source.name()));
    article.set("url", document.source.url.as_deref());
    article.set("headline", document.headline.as_ref().map(|piece| &*piece.text));
    article.set("articleSection", document.kicker.as_ref().map(|piece| &*piece.text));
    article.set("abstract", document.standfirst.as_ref().map(|piece| &*piece.text));
    article.set("inLanguage", analysis.document.is_english().then_some("en"));
    article.set("wordCount", Some(document.source.words));
    article.set("dateline", document.dateline.as_ref().map(|dateline| &*dateline.text));
    // A date without a year is no schema.org Date.
    let date = document.date.filter(|date| !date.starts_with('-'));
    article.set("datePublished", document.published.map(|stamp| stamp.value).or(date));
    article.set("dateModified", document.updated.map(|stamp| stamp.value));
    let place = document.dateline.as_ref().and_then(|dateline| dateline.places.first()).map(|place| {
        let mut record = Object::new("Place");
        record.set("name", Some(place.name.as_str()));
        let country = place.country.as_ref().map(|country| country.0.as_str().to_owned());
        let mut address = Object::new("PostalAddress");
        address.set("addressLocality", place.city);
        address.set("addressRegion", place.region);
        address.set("addressCountry", country);
        record.set("address", Some(address.0));
        record.0
    });
    article.set("locationCreated", place);
    if let Some(byline) = &document.byline {
        let authors = byline.authors.iter().map(|author| {
            let mut person = Object::new("Person");
            person.set("name", Some(author.name));
            person.set("jobTitle", author.role);
            person.set("email", author.email);
            person.0
        });
        article.list("author", authors.map(Value::Object).collect());
    }
    let agency = document.byline.as_ref().and_then(|byline| byline.agency);
    let agency = agency.or_else(|| document.dateline.as_ref().and_then(|dateline| dateline.agency));
    article.set("sourceOrganization", agency.map(|name| json!({"@type": "Organization", "name": name})));
    article.set("articleBody", Some(body(analysis)));
    article.list("mentions", document.entities.iter().flatten().map(entity).collect());
    let quotations = document.quotes.iter().flatten().map(|quote| {
        let mut record = Object::new("Quotation");
        record.set("@id", Some(format!("#{}", quote.id)));
        record.set("text", Some(&*quote.text));
        record.set("spokenByCharacter", quote.speaker.as_ref().map(speaker));
        Value::Object(record.0)
    });
    let claims = document.claims.iter().flatten().map(|claim| {
        let mut record = Object::new("Claim");
        record.set("@id", Some(format!("#{}", claim.id)));
        record.set("text", Some(&*claim.text));
        record.set("author", claim.claimant.as_ref().map(speaker));
        let about = claim.entities.iter().map(|id| json!({"@id": format!("#{id}")}));
        record.list("mentions", about.collect());
        record.set("isBasedOn", claim.quote.as_ref().map(|id| json!({"@id": format!("#{id}")})));
        Value::Object(record.0)
    });
    article.list("hasPart", quotations.chain(claims).collect());
    Value::Object(article.0)
}

/// The running text of the article, its paragraphs parted by an empty line.
pub(super) fn body(analysis: &Analysis) -> String {
    let article = &analysis.document;
    let paragraphs = article.paragraphs.iter().filter(|paragraph| {
        matches!(
            paragraph.kind,
            ParagraphKind::Body | ParagraphKind::ListItem | ParagraphKind::Subheading | ParagraphKind::Correction
        )
    });
    paragraphs.map(|paragraph| text::squash(article.slice(paragraph.span))).collect::<Vec<_>>().join("\n\n")
}

fn entity(entity: &JsonEntity<'_>) -> Value {
    let kind = match entity.kind {
        "person" => "Person",
        "organization" => "Organization",
        "location" | "facility" => "Place",
        "event" => "Event",
        "product" => "Product",
        "work" => "CreativeWork",
        _ => "Thing",
    };
    let mut record = Object::new(kind);
    record.set("@id", Some(format!("#{}", entity.id)));
    record.set("name", Some(entity.name));
    record.list("alternateName", entity.aliases.iter().map(|alias| json!(alias)).collect());
    record.set(if kind == "Person" { "jobTitle" } else { "description" }, entity.description);
    Value::Object(record.0)
}

/// A source: the entity, else what the article calls it.
fn speaker(speaker: &JsonSpeaker<'_>) -> Value {
    if let Some(id) = &speaker.entity {
        return json!({"@id": format!("#{id}")});
    }
    // Whether it is a person or an organisation is not known.
    let mut record = Object::new("Person");
    record.set("name", Some(speaker.name));
    record.set("description", speaker.description);
    Value::Object(record.0)
}

/// A JSON object without what is absent.
struct Object(Map<String, Value>);

impl Object {
    fn new(kind: &str) -> Self {
        Self(Map::from_iter([("@type".to_owned(), json!(kind))]))
    }

    fn set(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
    }

    fn list(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.0.insert(key.to_owned(), Value::Array(values));
        }
    }
}
