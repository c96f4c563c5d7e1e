//! The country of places and peoples.
//!
//! Countries, their states and peoples have one by their name. A city has it where the name is followed by its state or country
//! ("Moscow, Idaho"), where the dateline says so, where the article speaks of that country, or where it is so big that no other
//! is meant.

use super::consolidate::Draft;
use super::view::View;
use crate::document::{CountryCode, EntityType};
use crate::places;

/// A city of this many thousand people needs no other evidence.
const KNOWN_WITHOUT_EVIDENCE: u32 = 250;

/// The country of each entity.
pub(super) fn countries(view: &View<'_>, drafts: &[Draft]) -> Vec<Option<CountryCode>> {
    let mut spoken_of: Vec<(CountryCode, usize)> = Vec::new();
    let mut count = |code: CountryCode, times: usize| match spoken_of.iter_mut().find(|(known, _)| *known == code) {
        Some((_, known)) => *known += times,
        None => spoken_of.push((code, times)),
    };
    for place in view.document.dateline.iter().flat_map(|dateline| &dateline.places) {
        if let Some(code) = place.country {
            count(code, 1);
        }
    }
    for draft in drafts {
        let sure = match draft.kind {
            EntityType::Location => places::country(&draft.name).filter(|_| places::region(&draft.name).is_none()),
            EntityType::Group => places::demonym(&draft.name),
            _ => None,
        };
        if let Some(code) = sure {
            count(code, draft.mentions.len());
        }
    }
    let times = |code: CountryCode| spoken_of.iter().find(|(known, _)| *known == code).map_or(0, |(_, times)| *times);
    drafts.iter().map(|draft| country(view, draft, times)).collect()
}

fn country(view: &View<'_>, draft: &Draft, times: impl Fn(CountryCode) -> usize) -> Option<CountryCode> {
    match draft.kind {
        EntityType::Group => places::demonym(&draft.name),
        EntityType::Location => {
            let names = || std::iter::once(&draft.name).chain(&draft.aliases);
            let country = names().find_map(|name| places::country(name).or_else(|| places::country_code(name)));
            let region = names()
                .filter(|name| name.len() > 3 || name.ends_with('.'))
                .find_map(|name| places::region(name))
                .map(|region| region.country);
            match (country, region) {
                (Some(country), Some(region)) => {
                    return Some(if times(region) > times(country) { region } else { country });
                }
                (Some(code), None) | (None, Some(code)) if names().all(|name| places::city(name).is_none()) => {
                    return Some(code);
                }
                (Some(code), None) => return Some(code),
                _ => {}
            }
            let printed = beside(view, draft).or_else(|| dateline(view, draft));
            if printed.is_some() {
                return printed;
            }
            if let Some(code) = region {
                let city = places::city(&draft.name);
                return Some(
                    city.map_or(code, |city| if times(city.country) > times(code) { city.country } else { code }),
                );
            }
            let city = names().find_map(|name| places::city(name))?;
            (city.population >= KNOWN_WITHOUT_EVIDENCE || times(city.country) > 0).then_some(city.country)
        }
        _ => None,
    }
}

/// The state or country after a comma: "Moscow, Idaho".
fn beside(view: &View<'_>, draft: &Draft) -> Option<CountryCode> {
    draft.mentions.iter().find_map(|mention| {
        let comma = view.words.get(mention.words.end).filter(|word| word.text == ",");
        comma?;
        // The longest names of states and countries have about this many words.
        (1..=4).rev().find_map(|count| {
            let words = mention.words.end + 1..mention.words.end + 1 + count;
            let last = view.words.get(words.end.checked_sub(1)?)?;
            let first = view.words.get(words.start)?;
            if !first.is_capitalized() || !last.is_capitalized() && last.text != "." {
                return None;
            }
            let name = view.span(&words).of(&view.document.text);
            places::region(name).map(|region| region.country).or_else(|| places::country(name))
        })
    })
}

fn dateline(view: &View<'_>, draft: &Draft) -> Option<CountryCode> {
    let places = &view.document.dateline.as_ref()?.places;
    let same = |city: &str| city.to_lowercase() == draft.name.to_lowercase();
    places.iter().find(|place| place.city.as_deref().is_some_and(same)).and_then(|place| place.country)
}
