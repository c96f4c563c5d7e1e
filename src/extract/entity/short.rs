//! Short names of organisations, ships and countries: "Homeland Security", "Health Ministry", "Hartwell", "Northern Moly".

use super::form::Form;
use super::lists;
use crate::document::CountryCode;
use crate::lexicon::{WordList, word_list};
use crate::places;
use std::borrow::Cow;
use std::collections::HashMap;

static PARTS_OF_COUNTRIES: WordList = word_list!(PARTS_FILE);
const PARTS_FILE: &str = include_str!("../../data/parts_of_countries.tsv");

/// Words that stand before the names of ships.
const VESSELS: &[&str] = &["hmas", "hmcs", "hmnzs", "hms", "ins", "mt", "mv", "rms", "rrs", "rv", "ss", "uss", "usns"];

/// A form with its parts in the order in which names are compared.
pub(super) struct Name<'f> {
    form: &'f Form,
    parts: Cow<'f, [String]>,
}

impl<'f> Name<'f> {
    pub(super) fn of(form: &'f Form) -> Self {
        Self { form, parts: department(&form.parts) }
    }

    /// The last part of it.
    pub(super) fn last(&self) -> Option<&str> {
        self.parts.last().map(String::as_str)
    }

    /// Whether it is a shorter form of another: that of a department in another order, or one that leaves something out.
    pub(super) fn is_short_for(&self, long: &Self) -> bool {
        if self.parts == long.parts {
            return self.form.parts.len() < long.form.parts.len();
        }
        self.parts.len() < long.parts.len()
            && (is_short_for(&self.parts, &long.parts)
                || is_short_department(&self.parts, &long.parts)
                || is_ship(&self.parts, &long.parts))
    }
}

/// Whether an organisation's name is a shorter form of another: without the country before it, without "of India", "for the Arts",
/// "at Greensboro", "Motor Company", "International" after it.
pub(super) fn is_short_for(short: &[String], long: &[String]) -> bool {
    let country = |extra: &[String]| {
        let extra = extra.join(" ");
        lists::is_group(&extra) || lists::is_state(&extra) || extra == "al"
    };
    if let Some(extra) = long.strip_suffix(short) {
        return short.len() > 1 && country(extra);
    }
    let extra = long.strip_prefix(short).or_else(|| {
        // "Supreme Court" of "Italian Supreme Court of Cassation".
        let at =
            (1..=2).find(|&at| long.get(at..).is_some_and(|rest| rest.starts_with(short)) && country(&long[..at]))?;
        long.get(at + short.len()..).filter(|_| short.len() > 1)
    });
    let Some(extra) = extra else { return false };
    if matches!(extra.concat().as_str(), "city" | "dc") {
        return true;
    }
    if extra.first().is_some_and(|part| matches!(part.as_str(), "of" | "in" | "for" | "at")) {
        return short.len() > 1;
    }
    let common = short.len() == 1 && lists::is_common(&short[0]);
    let says_little = |part: &str| match part {
        "&" => true,
        "party" | "university" | "union" => false,
        "academy" if short.len() == 1 => false,
        // The Senate is more than its Republicans.
        _ => lists::head_codes(part).contains('o') && !lists::is_group(part),
    };
    !common && extra.iter().all(|part| says_little(part))
}

/// A department's name with its noun last: "health ministry" of "Ministry of Health", "Ministry of the Health"; other names as they are.
fn department(parts: &[String]) -> Cow<'_, [String]> {
    let Some(of) = parts.windows(2).position(|pair| is_department(&pair[0]) && pair[1] == "of") else {
        return Cow::Borrowed(parts);
    };
    let (before, noun, field) = (&parts[..of], &parts[of], &parts[of + 2..]);
    // "Ministry of Health of Peru"
    let end = field.iter().position(|part| matches!(part.as_str(), "of" | "in" | "for" | "at")).unwrap_or(field.len());
    let (field, rest) = field.split_at(end);
    let field = field.iter().filter(|part| part.as_str() != "the");
    before.iter().chain(field).chain(std::iter::once(noun)).chain(rest).cloned().collect()
}

fn is_department(part: &str) -> bool {
    matches!(part, "ministry" | "department")
}

/// "Homeland Security" for the department; "Health Ministry" for the Ministry of Health and Family Welfare, "Foreign Ministry" for that of
/// Foreign Affairs.
fn is_short_department(short: &[String], long: &[String]) -> bool {
    let Some((noun, field)) = long.split_last().filter(|(noun, _)| is_department(noun)) else { return false };
    if short == field {
        return short.len() > 1;
    }
    let Some(rest) = short
        .split_last()
        .filter(|(other, _)| *other == noun)
        .and_then(|(_, short)| field.strip_prefix(short).filter(|_| !short.is_empty()))
    else {
        return false;
    };
    rest == ["affairs"] || rest.iter().any(|part| part == "and")
}

/// "Hartwell" for "USS Hartwell".
fn is_ship(short: &[String], long: &[String]) -> bool {
    long.split_first().is_some_and(|(first, rest)| VESSELS.contains(&first.as_str()) && rest == short)
}

/// Pairs of names that are alike but for a last word that one of them cuts short: "Northern Moly" and "Northern Molybdenum", "Guard" and "Guards".
pub(super) fn cut_short(forms: &[Form], may_be: impl Fn(&Form) -> bool) -> Vec<(usize, usize)> {
    /// So many letters of the last word must be alike.
    const SHORTEST: usize = 4;
    let mut by_beginning: HashMap<(&[String], &str), usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| may_be(form) && form.parts.len() > 1) {
        let Some((last, rest)) = form.parts.split_last() else { continue };
        let Some(beginning) = last.get(..SHORTEST) else { continue };
        let earlier = *by_beginning.entry((rest, beginning)).or_insert(at);
        let other = forms[earlier].parts.last().map_or("", String::as_str);
        if earlier != at && (other.starts_with(last.as_str()) || last.starts_with(other)) {
            pairs.push((earlier, at));
        }
    }
    pairs
}

/// Whether a name is that of a ship by the letters before it.
pub(super) fn is_ship_name(form: &Form) -> bool {
    let prefix = form.surface.split_whitespace().next().unwrap_or("");
    let capitals = prefix.len() > 2 || prefix == "MV";
    let known = prefix.chars().all(char::is_uppercase) && VESSELS.contains(&prefix.to_lowercase().as_str());
    capitals && known && (2..=4).contains(&form.parts.len())
}

/// Whether a name is a country's formal one, which no text uses throughout: "Islamic Republic of Iran", "the Islamic Republic".
pub(super) fn is_formal(form: &Form) -> bool {
    if !form.parts.iter().any(|part| matches!(part.as_str(), "of" | "islamic")) {
        return false;
    }
    let known = places::country(&form.surface).or_else(|| places::country(&form.parts.join(" ")));
    known.is_none() && (country(form).is_some() || *form.parts == ["islamic", "republic"])
}

/// What all names of a part of a country, or of a state that is no more, share: "gaza" for "Gaza" and "Gaza Strip".
pub(super) fn part_of_country(form: &Form) -> Option<&'static str> {
    PARTS_OF_COUNTRIES.get_lower(&form.surface).or_else(|| PARTS_OF_COUNTRIES.get(&form.parts.join(" ")))
}

/// The country of a name, also of a formal one: "Islamic Republic of Iran". Its parts, and states that are no more, are none of today's.
pub(super) fn country(form: &Form) -> Option<CountryCode> {
    #[rustfmt::skip]
    const FORMAL: &[&str] = &[
        "arab", "bolivarian", "commonwealth", "cooperative", "democratic", "duchy", "emirate", "federal", "federative", "grand", "hashemite", "independent",
        "islamic", "kingdom", "people", "peoples", "plurinational", "principality", "republic", "socialist", "state", "sultanate", "united",
    ];
    let name = form.parts.join(" ");
    if PARTS_OF_COUNTRIES.contains(&name) {
        return None;
    }
    let whole = places::country(&form.surface).or_else(|| places::country(&name));
    whole.or_else(|| {
        let of = form.parts.iter().position(|part| part == "of")?;
        let formal = form.parts[..of].iter().all(|part| FORMAL.contains(&part.as_str()));
        // "Islamic State of Iraq" is none, and "People's Republic" another than the republic.
        let plain = !(form.parts[0] == "islamic" && form.parts[of.checked_sub(1)?] == "state");
        let rest = form.parts.get(of + 1..)?.join(" ");
        (of > 0 && formal && plain).then(|| places::country(&rest)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_well_formed() {
        crate::lexicon::assert_well_formed("parts_of_countries.tsv", PARTS_FILE);
    }

    #[test]
    fn short_names_of_organizations() {
        let parts = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<String>>();
        let cases = [
            ("state department", "us state department", true),
            ("hartwell motor", "hartwell motor company", true),
            ("supreme court", "supreme court of cassation", true),
            ("supreme court", "italian supreme court of cassation", true),
            ("moreau foundation", "moreau foundation for the visual arts", true),
            ("university of carolina", "university of carolina at greensboro", true),
            ("court", "italian court of cassation", false),
            ("court", "moreau court", false),
            ("party", "workers party", false),
        ];
        for (short, long, expected) in cases {
            assert_eq!(is_short_for(&parts(short), &parts(long)), expected, "{short}: {long}");
        }
    }
}
