//! The lists beside the article: people with their quotes, the other names, claims, numbers and warnings.

use super::{Page, entity_class, escape};
use crate::output::json::{JsonClaim, JsonEntity, JsonQuote, JsonSpeaker, JsonValue, score};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Links to so many mentions of an entity: the first ones.
const LINKED_MENTIONS: usize = 12;

impl Page<'_> {
    pub(super) fn lists(&self, out: &mut String) {
        out.push_str("<aside id=\"found\" aria-label=\"What was found\" tabindex=\"-1\">\n");
        let mut quotes: BTreeMap<&str, Vec<&JsonQuote<'_>>> = BTreeMap::new();
        let mut others = Vec::new();
        for quote in self.document.quotes.iter().flatten() {
            match quote.speaker.as_ref().and_then(|speaker| speaker.entity.as_deref()) {
                Some(entity) => quotes.entry(entity).or_default().push(quote),
                None => others.push(quote),
            }
        }
        self.names("person", "People", &quotes, out);
        sources(&others, out);
        self.claims(out);
        self.names("organization", "Organisations", &quotes, out);
        self.names("place", "Places", &quotes, out);
        self.names("other", "Other names", &quotes, out);
        self.values(out);
        self.warnings(out);
        out.push_str("</aside>\n");
    }

    /// The entities of a class, the most important first.
    fn names(&self, class: &str, title: &str, quotes: &BTreeMap<&str, Vec<&JsonQuote<'_>>>, out: &mut String) {
        let Some(entities) = &self.document.entities else { return };
        let mut of_class: Vec<(usize, &JsonEntity<'_>)> = entities
            .iter()
            .enumerate()
            .filter(|(index, _)| self.analysis.entities.get(*index).is_some_and(|e| entity_class(e.kind) == class))
            .collect();
        if of_class.is_empty() {
            return;
        }
        of_class.sort_by_key(|(_, entity)| Reverse(entity.salience.to_bits()));
        section(title, out);
        for (_, entity) in of_class {
            let _ = write!(out, "<li class=\"rec {class}\" id=\"{}\" tabindex=\"-1\"><h3>", entity.id);
            escape(entity.name, out);
            out.push_str("</h3>");
            let mut said = Vec::new();
            if entity.kind != class && entity.kind != "location" {
                said.push(entity.kind.to_owned());
            }
            said.extend(entity.description.map(str::to_owned));
            said.extend(entity.country.as_ref().map(|country| country.0.as_str().to_owned()));
            if !said.is_empty() {
                paragraph("soft", &said.join(", "), out);
            }
            if !entity.aliases.is_empty() {
                paragraph("soft", &format!("also: {}", entity.aliases.join(", ")), out);
            }
            mentions(entity, out);
            quotes_of(quotes.get(&*entity.id).map_or(&[], Vec::as_slice), out);
            out.push_str("</li>\n");
        }
        out.push_str("</ol></section>\n");
    }

    /// The claims, the most worth checking first.
    fn claims(&self, out: &mut String) {
        let mut claims: Vec<&JsonClaim<'_>> = self.document.claims.iter().flatten().collect();
        if claims.is_empty() {
            return;
        }
        claims.sort_by_key(|claim| Reverse(claim.checkworthiness.to_bits()));
        section("Claims, most worth checking first", out);
        for claim in claims {
            let _ = write!(
                out,
                "<li class=\"rec claim\" id=\"{}\" tabindex=\"-1\"><p><span class=\"gauge\" style=\"--s:{1}\" aria-hidden=\"true\"></span>\
                 <span class=\"score\">{1:.2}</span> <span class=\"soft\">{0}</span></p><p>",
                claim.id, claim.checkworthiness
            );
            escape(&claim.text, out);
            out.push_str("</p><p class=\"soft\">");
            match &claim.claimant {
                Some(claimant) => said_by(claimant, out),
                None if claim.kind == "asserted" => out.push_str("the article’s own"),
                None => out.push_str("source not clear"),
            }
            for speaker in &claim.via {
                out.push_str(", according to ");
                said_by(speaker, out);
            }
            out.push_str("</p><p>");
            let tags = [
                (claim.modality != "fact").then_some(claim.modality),
                (claim.future && claim.modality != "prediction").then_some("future"),
                claim.negated.then_some("negated"),
                (!claim.hedges.is_empty()).then_some("hedged"),
            ];
            for tag in tags.into_iter().flatten() {
                let _ = write!(out, "<span class=\"tag\">{tag}</span>");
            }
            let _ = writeln!(out, "<span class=\"refs\"><a href=\"#{}-at\">in the text</a></span></p></li>", claim.id);
        }
        out.push_str("</ol></section>\n");
    }

    fn values(&self, out: &mut String) {
        let values: Vec<&JsonValue<'_>> = self.document.values.iter().flatten().collect();
        if values.is_empty() {
            return;
        }
        section("Numbers and dates", out);
        for value in values {
            let _ = write!(out, "<li class=\"rec\" id=\"{}\" tabindex=\"-1\"><p>", value.id);
            escape(&value.text, out);
            let _ = write!(out, " <span class=\"tag\">{}</span>", value.kind);
            let normal = match (value.iso, &value.value, value.unit) {
                (Some(iso), ..) => iso.to_owned(),
                (None, Some(number), Some(unit)) => format!("{} {unit}", number.0),
                (None, Some(number), None) => number.0.to_string(),
                (None, None, _) => String::new(),
            };
            if !normal.is_empty() {
                out.push_str(" <span class=\"soft\">");
                escape(&normal, out);
                out.push_str("</span>");
            }
            let _ = writeln!(out, " <span class=\"refs\"><a href=\"#{}-at\">in the text</a></span></p></li>", value.id);
        }
        out.push_str("</ol></section>\n");
    }

    fn warnings(&self, out: &mut String) {
        let warnings = self.document.warnings.as_deref().unwrap_or(&[]);
        if warnings.is_empty() {
            return;
        }
        section("Warnings", out);
        for warning in warnings {
            let _ = write!(out, "<li><span class=\"tag\">{}</span> ", warning.code.replace('_', " "));
            escape(warning.message, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ol></section>\n");
    }
}

/// Quotes of sources that are no entity, by the words that the article has for them.
fn sources(quotes: &[&JsonQuote<'_>], out: &mut String) {
    if quotes.is_empty() {
        return;
    }
    section("Other sources", out);
    let mut order: Vec<&str> = Vec::new();
    let mut by_name: BTreeMap<&str, Vec<&JsonQuote<'_>>> = BTreeMap::new();
    for &quote in quotes {
        let name = quote.speaker.as_ref().map_or("source unknown", |speaker| speaker.name);
        let of_name = by_name.entry(name).or_default();
        if of_name.is_empty() {
            order.push(name);
        }
        of_name.push(quote);
    }
    for name in order {
        let of_source = by_name.remove(name).unwrap_or_default();
        out.push_str("<li class=\"rec\"><h3>");
        escape(name, out);
        out.push_str("</h3>");
        if let Some(speaker) = of_source.first().and_then(|quote| quote.speaker.as_ref()) {
            let how = match speaker.status {
                "anonymous" => Some("not named by the article"),
                "pronoun" => Some("whom this means is not clear"),
                _ => None,
            };
            let said: Vec<&str> = speaker.description.into_iter().chain(how).collect();
            if !said.is_empty() {
                paragraph("soft", &said.join(", "), out);
            }
        }
        quotes_of(&of_source, out);
        out.push_str("</li>\n");
    }
    out.push_str("</ol></section>\n");
}

fn section(title: &str, out: &mut String) {
    let _ = writeln!(out, "<section><h2>{title}</h2><ol>");
}

fn paragraph(class: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<p class=\"{class}\">");
    escape(text, out);
    out.push_str("</p>");
}

/// Links to where an entity is mentioned.
fn mentions(entity: &JsonEntity<'_>, out: &mut String) {
    let count = entity.mentions.len();
    let _ = write!(out, "<p class=\"soft\">{count} mention{}<span class=\"refs\">:", if count == 1 { "" } else { "s" });
    for number in 1..=count.min(LINKED_MENTIONS) {
        let _ = write!(out, " <a href=\"#{}-{number}\">{number}</a>", entity.id);
    }
    if count > LINKED_MENTIONS {
        out.push_str(" …");
    }
    out.push_str("</span></p>");
}

/// What somebody said; folded, so that lists stay short.
fn quotes_of(quotes: &[&JsonQuote<'_>], out: &mut String) {
    if quotes.is_empty() {
        return;
    }
    let plural = if quotes.len() == 1 { "" } else { "s" };
    let _ = write!(out, "<details><summary>{} quote{plural}</summary>", quotes.len());
    for quote in quotes {
        let _ = write!(out, "<blockquote class=\"rec\" id=\"{}\" tabindex=\"-1\">", quote.id);
        let marks = if quote.kind == "direct" { ("“", "”") } else { ("", "") };
        out.push_str("<p>");
        out.push_str(marks.0);
        escape(&quote.text, out);
        out.push_str(marks.1);
        out.push_str("</p><p class=\"soft\">");
        match &quote.speaker {
            Some(speaker) => said_by(speaker, out),
            None => out.push_str("source unknown"),
        }
        let _ = write!(
            out,
            " · {} · confidence {:.2} <span class=\"refs\"><a href=\"#{}-at\">in the text</a></span></p></blockquote>",
            quote.kind,
            score(quote.confidence),
            quote.id
        );
    }
    out.push_str("</details>");
}

/// A source: the name, and what the article calls them.
fn said_by(speaker: &JsonSpeaker<'_>, out: &mut String) {
    escape(speaker.name, out);
    if let Some(description) = speaker.description.filter(|description| !speaker.name.contains(description)) {
        out.push_str(" (");
        escape(description, out);
        out.push(')');
    }
    match speaker.status {
        "anonymous" => out.push_str(", not named"),
        "pronoun" => out.push_str(", not resolved"),
        _ => {}
    }
}
