//! Names of places as datelines print them.

use super::PLACE_WORDS;
use crate::document::{CountryCode, DatelinePlace};
use crate::places;
use crate::span::Span;
use crate::text::squash;

/// Whether a piece has the form of a place name: capitalised words, particles between them.
pub(super) fn is_place_name(content: &str) -> bool {
    if content.len() > 45 || words(content) > PLACE_WORDS + 2 {
        return false;
    }
    let mut capital = false;
    for word in content.split_whitespace() {
        let mut chars = word.chars();
        let first = chars.next().unwrap_or(' ');
        // "d'Ivoire"
        let elided = matches!(chars.next(), Some('\'' | '’'));
        if first.is_uppercase() {
            capital = true;
        } else if !(is_particle(word) || elided || content.starts_with(word) && PARTS.contains(&word)) {
            return false;
        }
        let is_mark = |c: char| matches!(c, '.' | '&' | '/' | '-' | '–' | '’' | '\'');
        if word.chars().any(|c| !(c.is_alphabetic() || is_mark(c) || crate::text::is_ignorable(c))) {
            return false;
        }
    }
    capital
}

/// Words before the name of a region or country, of which the place is in a part.
const PARTS: [&str; 6] = ["occupied", "northern", "southern", "eastern", "western", "central"];

fn is_particle(word: &str) -> bool {
    [
        "de", "da", "do", "dos", "del", "della", "la", "le", "les", "los", "las", "el", "al", "es", "of", "on", "upon",
        "am", "an", "der", "den", "and", "&", "the", "sur", "en", "du", "di", "e", "y", "near", "in", "ash",
    ]
    .contains(&word)
}

/// Whether all letters are capitals but for particles and "Mc".
pub(super) fn is_capitals(name: &str) -> bool {
    let mut any = false;
    name.split_whitespace().all(|word| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        any |= letters.len() > 1;
        let small = letters.iter().filter(|c| c.is_lowercase()).count();
        small == 0 || is_particle(word) || (small == 1 && letters.len() > 3)
    }) && any
}

pub(super) fn is_title(name: &str) -> bool {
    name.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || is_particle(word))
}

/// Capitals before a dash that are no place in news: labels and programme names.
pub(super) fn is_likely_place(name: &str) -> bool {
    const LABELS: &[&str] = &[
        "update",
        "exclusive",
        "breaking",
        "analysis",
        "opinion",
        "watch",
        "video",
        "review",
        "interview",
        "factbox",
        "explainer",
        "correction",
        "live",
        "photos",
        "note",
        "editorial",
        "feature",
        "column",
        "comment",
        "news",
        "alert",
        "advisory",
        "special",
        "report",
        "today",
        "daily",
        "times",
        "herald",
        "tribune",
        "post",
        "radio",
        "tv",
        "online",
        "press",
        "media",
    ];
    !name.split_whitespace().any(|word| LABELS.contains(&word.to_lowercase().trim_matches('.')))
        && name.chars().filter(|c| c.is_alphabetic()).count() > 2
}

pub(super) fn words(content: &str) -> usize {
    content.split_whitespace().count()
}

/// Whether the gazetteer knows a place of this name, or all of several.
pub(super) fn is_known(content: &str) -> bool {
    country_of(content).is_some() || {
        let parts = split_places(content);
        parts.len() > 1 && parts.iter().all(|part| country_of(part).is_some())
    }
}

fn country_of(name: &str) -> Option<CountryCode> {
    let name = squash(name.trim());
    let bare = name.trim_end_matches('.');
    places::city(&name)
        .or_else(|| places::city(bare))
        .map(|city| city.country)
        .or_else(|| places::country(&name))
        .or_else(|| places::country(bare))
        .or_else(|| places::region(&name).map(|region| region.country))
        .or_else(|| places::region(bare).map(|region| region.country))
        .or_else(|| places::region(&format!("{bare}.")).map(|region| region.country))
}

fn split_places(content: &str) -> Vec<&str> {
    content
        .split(" and ")
        .flat_map(|part| part.split(" AND "))
        .flat_map(|part| part.split(['/', '&']))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

/// Place names with the states and countries that follow them.
pub(super) fn group(text: &str, names: &[Span]) -> Vec<DatelinePlace> {
    let Some((&first, rest)) = names.split_first() else { return Vec::new() };
    let mut region: Option<(Span, Option<CountryCode>)> = None;
    let mut country: Option<CountryCode> = None;
    let mut end = first.end;
    for name in rest {
        let content = squash(name.of(text)).into_owned();
        let bare = content.trim_end_matches('.');
        let as_region =
            places::region(&content).or_else(|| places::region(bare)).or_else(|| places::region(&format!("{bare}.")));
        let as_country = places::country(&content).or_else(|| places::country(bare));
        // "Tbilisi, Georgia" and "Atlanta, Georgia": the city decides.
        let city_country = places::city(first.of(text)).map(|city| city.country);
        if let Some(known) = as_region
            && region.is_none()
            && (as_country.is_none() || city_country != as_country)
        {
            region = Some((*name, Some(known.country)));
        } else if as_country.is_some() {
            country = as_country;
        } else if region.is_none() {
            region = Some((*name, None));
        }
        end = name.end;
    }
    let parts = split_places(first.of(text));
    let several = parts.len() > 1 && !is_single(first.of(text));
    let mut found = Vec::new();
    let mut at = first.start;
    for part in if several { parts } else { vec![first.of(text)] } {
        let start = text.get(at..first.end).and_then(|rest| rest.find(part)).map_or(first.start, |offset| at + offset);
        let span = Span::new(start, start + part.len());
        at = span.end;
        let own = country_of(part);
        let is_country = places::city(&squash(part)).is_none() && places::country(&squash(part)).is_some();
        found.push(DatelinePlace {
            span,
            city: (!is_country).then(|| squash(part).into_owned()),
            region: None,
            country: country.or(region.and_then(|(_, country)| country)).or(own),
        });
    }
    if let Some(last) = found.last_mut() {
        last.span.end = end;
        last.region = region.map(|(span, _)| squash(span.of(text)).into_owned());
    }
    found
}

fn is_single(content: &str) -> bool {
    country_of(content).is_some()
}
