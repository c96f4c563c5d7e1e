//! Places, countries and peoples by name: what a dateline's country and an entity's are read from.
//!
//! All look-ups ignore case, take the name as printed (one space between words, stops of abbreviations kept), and search
//! lists embedded in the program; they never guess from a part of a name.

use crate::document::CountryCode;
use crate::lexicon::{WordList, word_list};

static CITIES: WordList = word_list!(CITIES_FILE);
const CITIES_FILE: &str = include_str!("data/places.tsv");
static COUNTRIES: WordList = word_list!(COUNTRIES_FILE);
const COUNTRIES_FILE: &str = include_str!("data/countries.tsv");
static CODES: WordList = word_list!(CODES_FILE);
const CODES_FILE: &str = include_str!("data/country_codes.tsv");
static DEMONYMS: WordList = word_list!(DEMONYMS_FILE);
const DEMONYMS_FILE: &str = include_str!("data/demonyms.tsv");
static REGIONS: WordList = word_list!(REGIONS_FILE);
const REGIONS_FILE: &str = include_str!("data/regions.tsv");

/// A city: of several with one name, the most populous.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct City {
    /// Where it is.
    pub country: CountryCode,
    /// Its people, in thousands, at least 1.
    pub population: u32,
}

/// A state, province or part of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The country it is part of.
    pub country: CountryCode,
    /// The second part of its ISO 3166-2 code ("CA" for California); "-" where it has none.
    pub code: &'static str,
}

/// The city of this name: "Moscow", "NEW DELHI", "São Paulo", "Sao Paulo".
pub fn city(name: &str) -> Option<City> {
    let (country, population) = CITIES.get_lower(name)?.split_once(' ')?;
    Some(City { country: CountryCode::new(country)?, population: population.parse().ok()? })
}

/// The country or territory of this name: "Russia", "the Netherlands", "U.S.", "UK".
pub fn country(name: &str) -> Option<CountryCode> {
    COUNTRIES.get_lower(name).and_then(CountryCode::new)
}

/// The country of a code of three capitals in results and tables: "ESP", "KSA". Many mean something else in running text.
pub fn country_code(code: &str) -> Option<CountryCode> {
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { CODES.get_lower(code).and_then(CountryCode::new) } else { None }
}

/// The country of an adjective or name of a people: "Russian", "Swedes", "South Korean".
pub fn demonym(name: &str) -> Option<CountryCode> {
    DEMONYMS.get_lower(name).and_then(CountryCode::new)
}

/// The state, province or part of a country of this name, code or abbreviation: "California", "Calif.", "CA", "Ontario".
pub fn region(name: &str) -> Option<Region> {
    let (country, code) = REGIONS.get_lower(name)?.split_once(' ')?;
    Some(Region { country: CountryCode::new(country)?, code })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::assert_well_formed;

    fn code(country: Option<CountryCode>) -> String {
        country.map_or_else(String::new, |code| code.as_str().to_owned())
    }

    #[test]
    fn lists_are_well_formed() {
        for (name, file) in [
            ("places", CITIES_FILE),
            ("countries", COUNTRIES_FILE),
            ("country_codes", CODES_FILE),
            ("demonyms", DEMONYMS_FILE),
            ("regions", REGIONS_FILE),
        ] {
            assert_well_formed(name, file);
        }
        for (name, _) in CITIES.iter() {
            assert!(city(name).is_some_and(|city| city.population > 0), "{name}");
        }
        for (name, _) in REGIONS.iter() {
            assert!(region(name).is_some(), "{name}");
        }
        for (name, _) in COUNTRIES.iter() {
            assert!(country(name).is_some(), "{name}");
        }
        for (name, _) in DEMONYMS.iter() {
            assert!(demonym(name).is_some(), "{name}");
        }
    }

    #[test]
    fn finds_places_in_any_case() {
        for (name, expected) in [
            ("MOSCOW", "RU"),
            ("Paris", "FR"),
            ("london", "GB"),
            ("Kyiv", "UA"),
            ("São Paulo", "BR"),
            ("SÃO PAULO", "BR"),
            ("Sao Paulo", "BR"),
            ("St. Petersburg", "RU"),
            ("Birmingham", "GB"),
            ("Washington", "US"),
            ("Shillong", "IN"),
            ("Qwertyville", ""),
        ] {
            assert_eq!(code(city(name).map(|city| city.country)), expected, "{name}");
        }
        assert!(city("Tokyo").is_some_and(|tokyo| tokyo.population > 5000));
        assert_eq!(code(country("RUSSIA")), "RU");
        assert_eq!(code(country("U.S.")), "US");
        assert_eq!(code(country("Georgia")), "GE");
        assert_eq!(code(demonym("Russian")), "RU");
        assert_eq!(code(demonym("South Koreans")), "KR");
        assert_eq!(code(demonym("russia")), "");
        assert_eq!(region("Calif.").map(|region| region.code), Some("CA"));
        assert_eq!(region("N.Y.").map(|region| region.code), Some("NY"));
        assert_eq!(code(region("Ontario").map(|region| region.country)), "CA");
    }
}
