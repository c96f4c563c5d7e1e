//! Amounts of money: "$5.5 million", "US$4.2bn", "HK$10,000", "Rs 500 crore", "187 billion baht", "50,000 Argentine pesos", "40 pence".
//!
//! The unit is the ISO 4217 code. `$` alone is the dollar of the dateline's country if it has one, else the US dollar; a name that
//! several countries use ("peso") is decided by the adjective before it, then by the country; where neither tells, the name stays.

use super::atom::{AtomKind, Line};
use super::calendar::Context;
use super::numbers::{self, Form, Number};
use super::{Found, Start, lower_value};
use crate::document::{Value, ValueType};
use crate::lexicon::{WordList, word_list};

static SIGNS: WordList = word_list!(include_str!("../../data/currency_signs.tsv"));
static DOLLARS: WordList = word_list!(include_str!("../../data/currency_dollars.tsv"));
static NAMES: WordList = word_list!(include_str!("../../data/currency_names.tsv"));
static COUNTRIES: WordList = word_list!(include_str!("../../data/currency_countries.tsv"));
static ADJECTIVES: WordList = word_list!(include_str!("../../data/currency_adjectives.tsv"));

/// The amount that begins at an atom; `start` is what number stands there.
pub(super) fn money(line: &Line, at: usize, start: &Start, context: &Context) -> Option<Found> {
    let before = sign_first(line, at, context);
    let after = number_first(line, at, start, context);
    match (before, after) {
        (Some(before), Some(after)) if after.next > before.next => Some(after),
        (before, after) => before.or(after),
    }
}

/// Whether a currency sign stands before the atom: a number there is an amount, not a year.
pub(super) fn is_sign(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    line.is_mark(before, '$') || SIGNS.contains(line.printed(before))
}

/// Whether a word or mark may begin a sign or code of a currency, as printed and in lower case.
pub(super) fn may_begin(printed: &str, lower: &str) -> bool {
    // "U.S.$2", "S/5", and the letters that are written on to amounts.
    matches!(lower, "u")
        || printed == "S"
        || LETTERS.iter().any(|(letter, _, _)| *letter == printed)
        || SIGNS.contains(printed)
        || DOLLARS.contains(printed)
}

/// The currency of a sign or code at an atom, and the atom after it.
fn sign(line: &Line, at: usize, context: &Context) -> Option<(String, usize)> {
    // "U.S.$2", "U.S. $2"
    if line.word(at) == "u"
        && line.is_mark(at + 1, '.')
        && line.word(at + 2) == "s"
        && line.is_mark(at + 3, '.')
        && line.is_mark(at + 4, '$')
    {
        return Some(("USD".to_owned(), at + 5));
    }
    if line.is_mark(at, '$') {
        return Some((local("dollar", context), at + 1));
    }
    let printed = line.printed(at);
    if line.is_mark(at + 1, '$')
        && let Some(code) = DOLLARS.get(printed)
        && (line.glued(at + 1) || code == "USD")
    {
        return Some((code.to_owned(), at + 2));
    }
    if at > 0 && line.glued(at) && !line.word(at).is_empty() && (line.is_number(at - 1) || line.mark_before(at, '-')) {
        return None;
    }
    if let Some(code) = SIGNS.get(printed) {
        // "GH₵180", "Rs. 500"
        let cedi = printed == "GH" && (line.is_mark(at + 1, '₵') || line.is_mark(at + 1, '¢'));
        let stop = line.is_mark(at + 1, '.') && line.glued(at + 1) && !line.word(at).is_empty();
        return Some((local(code, context), at + 1 + usize::from(cedi || stop)));
    }
    if printed == "S" && line.is_mark(at + 1, '/') {
        return Some(("PEN".to_owned(), at + 2 + usize::from(line.is_mark(at + 2, '.'))));
    }
    letter(line, at, context)
}

/// Letters that stand for a currency before an amount, the country where they do (any, where none is given), and the currency.
const LETTERS: [(&str, &str, &str); 13] = [
    ("R", "", "ZAR"),
    ("N", "", "NGN"),
    ("K", "ZM", "ZMW"),
    ("K", "MW", "MWK"),
    ("K", "PG", "PGK"),
    ("P", "BW", "BWP"),
    ("P", "PH", "PHP"),
    ("Q", "GT", "GTQ"),
    ("L", "HN", "HNL"),
    ("D", "AE", "AED"),
    ("B", "TH", "THB"),
    ("M", "LS", "LSL"),
    ("E", "SZ", "SZL"),
];

/// One capital letter written on to an amount: "R67.6 billion", "N200 billion", "P500,000". A lone small number is no amount: "N95".
fn letter(line: &Line, at: usize, context: &Context) -> Option<(String, usize)> {
    let here =
        |place: &str| place.is_empty() || context.country.as_ref().is_some_and(|country| country.as_str() == place);
    let &(_, _, code) = LETTERS.iter().find(|(letter, place, _)| *letter == line.printed(at) && here(place))?;
    let printed = line.printed(at + 1);
    let large = printed.contains(',') || printed.len() >= 3 || numbers::scale_word(line.word(at + 2)).is_some();
    let alone = at == 0 || !line.glued(at) || line.mark_before(at, '(') || line.is_dash(at - 1);
    (line.glued(at + 1) && line.is_number(at + 1) && large && alone).then(|| (code.to_owned(), at + 1))
}

/// A sign before the number: "$5.5 million", "USD 2.6 million", "$5-10 million".
fn sign_first(line: &Line, at: usize, context: &Context) -> Option<Found> {
    let (mut unit, number_at) = sign(line, at, context)?;
    let first = amount(line, number_at, numbers::number(line, number_at))?;
    let wordy = !line.is_number(number_at);
    // "US two", "LE five": codes before words are no amounts; "$1" and "Rs one crore" are.
    if wordy && first.scale() <= 1.0 {
        return None;
    }
    // Codes that are words or names too ("COP15", "TOP 10", "CUP 2022") need an amount that is plainly one.
    let wordlike = matches!(
        line.printed(at),
        "COP" | "TOP" | "ALL" | "TRY" | "CUP" | "SOS" | "MOP" | "GEL" | "PEN" | "BAM" | "RON" | "BOB" | "MAD"
    );
    if wordlike && number_at == at + 1 && first.scale() <= 1.0 && !line.printed(number_at).contains(',') {
        return None;
    }
    let mut next = first.next;
    // "$5-10 million", "$500 to 580 million": the second number has no sign of its own.
    let second = (line.is_dash(next) || (line.word(next) == "to" && line.is_number(next + 1)))
        .then(|| amount(line, next + 1, numbers::number(line, next + 1)))
        .flatten()
        .filter(|second| second.value > first.mantissa && line.is_number(next + 1));
    if let Some(second) = second {
        let lower = Value {
            kind: ValueType::Money,
            span: line.span(at, first.next),
            value: Some(lower_value(&first, &second)),
            unit: Some(unit.clone()),
            iso: None,
        };
        let mut found = Found::new(line, ValueType::Money, next + 1, second.next).number(second.known()).unit(unit);
        found.lower = Some(lower);
        return Some(found);
    }
    // "$5 pesos", "$300 million US dollars", "US$10 million dollars": the name says more than the sign.
    if let Some((named, after)) = name(line, next, context) {
        if line.is_mark(at, '$') && first.form == Form::Digits {
            unit = named;
        }
        next = after;
    }
    Some(Found::new(line, ValueType::Money, at, next).number(first.known()).unit(unit))
}

/// The number at an atom with the scale letters that are common in money: "5m", "4.2bn", "102Mil".
fn amount(line: &Line, at: usize, number: Option<Number>) -> Option<Number> {
    let mut number = spaced_thousands(line, at).or(number)?;
    if let Some(scale) = numbers::scale_suffix(line, number.next).filter(|_| number.form == Form::Digits) {
        number.value = numbers::scaled(number.value, scale);
        number.next += 1;
    }
    Some(number)
}

/// "200 000", "1 500 000": thousands after spaces, in amounts only; and decimals after a comma before a scale: "1,7 million".
pub(super) fn spaced_thousands(line: &Line, at: usize) -> Option<Number> {
    /// Groups of thousands: up to 10^15.
    const MAX_GROUPS: usize = 5;
    let first = line.integer(at, 3)?;
    let mut value = f64::from(first);
    let mut next = at + 1;
    if line.is_mark(next, ',')
        && line.glued(next)
        && line.glued(next + 1)
        && let Some(decimals) = line.integer(next + 1, 2)
        && let Some(scale) = numbers::scale_word(line.word(next + 2))
    {
        let tenth = if line.printed(next + 1).len() == 1 { 10.0 } else { 100.0 };
        let mantissa = value + f64::from(decimals) / tenth;
        let number = Number {
            value: numbers::scaled(mantissa, scale),
            mantissa,
            form: Form::Digits,
            fraction: false,
            next: next + 3,
        };
        return Some(number);
    }
    while next < at + MAX_GROUPS
        && let Some(group) = line.integer(next, 3)
        && line.printed(next).len() == 3
        && line.atom(next).is_some_and(|atom| atom.spaced)
    {
        value = value * 1000.0 + f64::from(group);
        next += 1;
    }
    (next > at + 1).then_some(Number { value, mantissa: value, form: Form::Digits, fraction: false, next })
}

/// The number before the name or sign: "187 billion baht", "500€", "a million dollars", "5,000-6,000 baht", "69-million-peso".
fn number_first(line: &Line, at: usize, start: &Start, context: &Context) -> Option<Found> {
    if at > 0 && line.glued(at) && !line.word_before(at, 1).is_empty() {
        return None;
    }
    if let Some(range) = &start.range
        && let Some(mut found) = single(line, range.upper_at, range.upper, context)
    {
        found.lower = Some(range.lower_end(line, at, &found));
        return Some(found);
    }
    single(line, at, start.number?, context)
}

fn single(line: &Line, at: usize, number: Number, context: &Context) -> Option<Found> {
    let number = amount(line, at, Some(number))?;
    if number.fraction {
        return None;
    }
    let of = usize::from(number.form == Form::Indefinite && line.word(number.next) == "of");
    let joined = line.is_dash(number.next) && line.glued(number.next) && line.glued(number.next + 1);
    let name_at = number.next + of + usize::from(joined);
    let large = number.form == Form::Indefinite || number.value >= 10.0;
    let (unit, next) = pence(line, &number, context).or_else(|| name(line, name_at, context)).or_else(|| {
        let (unit, next) = sign(line, name_at, context)?;
        // "5 $3": a sign before a number belongs to that one; "12 Re", "3 Le": only with an amount that could be one.
        let taken = line.is_number(next) && !line.glued(name_at);
        (!taken && (line.word(name_at).len() > 2 || line.word(name_at).is_empty() || large)).then_some((unit, next))
    })?;
    let (value, unit) = match unit.as_str() {
        "GBp" => (number.value / 100.0, "GBP".to_owned()),
        "grosz" => (number.value / 100.0, "PLN".to_owned()),
        "cent" => (number.value / 100.0, local("dollar", context)),
        // "50 pounds" are a weight where nothing says money; "10 million pounds" are not.
        "pound" | "GBP" if line.word(name_at).starts_with("pound") && !is_money_pound(&number, context) => {
            return None;
        }
        // "won" is a verb: "the five won", "12 won".
        "KRW" if number.value < 100.0 && number.form != Form::Indefinite => return None,
        _ => (number.value, unit),
    };
    let value = (number.form != Form::Indefinite).then_some(value);
    Some(Found::new(line, ValueType::Money, at, next).number(value).unit(unit))
}

/// "118p": pence, where pounds are the money of the text.
fn pence(line: &Line, number: &Number, context: &Context) -> Option<(String, usize)> {
    let at = number.next;
    let british = context.pound_sign || context.country.is_some_and(|country| country.as_str() == "GB");
    let letter = line.printed(at) == "p" && line.glued(at) && number.form == Form::Digits;
    // "3p.m.", "1080p-1440p"
    let ends = !line.glued(at + 1) || (!line.is_number(at + 1) && line.word(at + 2) != "m" && !line.is_dash(at + 1));
    (british && letter && ends).then(|| ("GBp".to_owned(), at + 1))
}

/// Whether pounds are money: in a country that pays in them, or in large or round amounts.
fn is_money_pound(number: &Number, context: &Context) -> bool {
    let country = context.country.is_some_and(|country| COUNTRIES.contains(&format!("pound {}", country.as_str())));
    country || number.form == Form::Indefinite || number.value >= 10_000.0 || context.pound_sign
}

/// A currency's name after an amount, with the country before it: "US dollars", "Hong Kong dollars", "Argentine pesos", "cents".
fn name(line: &Line, at: usize, context: &Context) -> Option<(String, usize)> {
    if let Some(code) = NAMES.get(line.word(at)) {
        return Some((local(code, context), at + 1));
    }
    // "U.S. dollars"
    if line.word(at) == "u" && line.is_mark(at + 1, '.') && line.word(at + 2) == "s" && line.is_mark(at + 3, '.') {
        let named = NAMES.get(line.word(at + 4)) == Some("dollar");
        return named.then(|| ("USD".to_owned(), at + 5));
    }
    if !line.capital(at) {
        return None;
    }
    let (country, name_at) = country(line, at)?;
    let name = NAMES.get(line.word(name_at)).filter(|code| code.len() > 3 || *code == "som")?;
    let code = COUNTRIES.get(&format!("{name} {country}")).unwrap_or(name);
    Some((code.to_owned(), name_at + 1))
}

/// A country or its adjective of one or two words.
fn country(line: &Line, at: usize) -> Option<(&'static str, usize)> {
    let two = || ADJECTIVES.get(&format!("{} {}", line.word(at), line.word(at + 1)));
    if line.atom(at + 1).is_some_and(|atom| atom.kind == AtomKind::Word)
        && let Some(country) = two()
    {
        return Some((country, at + 2));
    }
    ADJECTIVES.get(line.word(at)).map(|country| (country, at + 1))
}

/// The code of a currency; a name that several countries use is decided by the document.
fn local(code: &str, context: &Context) -> String {
    let shared = code.len() > 3 && code.bytes().all(|b| b.is_ascii_lowercase()) && !matches!(code, "cent");
    if !shared && code != "som" {
        return code.to_owned();
    }
    let found = context.country.and_then(|country| COUNTRIES.get(&format!("{code} {}", country.as_str())));
    let usual = match code {
        "dollar" => "USD",
        "pound" => "GBP",
        "rupee" => "INR",
        "ruble" => "RUB",
        "lira" => "TRY",
        other => other,
    };
    found.unwrap_or(usual).to_owned()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::assert_well_formed;

    #[test]
    fn lists_are_well_formed() {
        assert_well_formed("currency_signs", include_str!("../../data/currency_signs.tsv"));
        assert_well_formed("currency_dollars", include_str!("../../data/currency_dollars.tsv"));
        assert_well_formed("currency_names", include_str!("../../data/currency_names.tsv"));
        assert_well_formed("currency_countries", include_str!("../../data/currency_countries.tsv"));
        assert_well_formed("currency_adjectives", include_str!("../../data/currency_adjectives.tsv"));
    }
}
