//! Quantities: a number with the measure or the noun that it counts ("40 km", "6,000 megawatts", "12 people", "two bilateral agreements"), or
//! alone ("rose to 4,500").
//!
//! The counted noun is the first plural within a few words of the number; its singular is the unit. A numeral in digits counts
//! also without a noun; a small number word without one is a pronoun ("the two also met") and is left out.

use super::atom::{AtomKind, Line};
use super::numbers::{self, Form, Number};
use super::{Found, Start};
use crate::document::ValueType;
use crate::lexicon::{WordList, word_list};

static MEASURES: WordList = word_list!(include_str!("../../data/measures.tsv"));

/// How many words may stand between a number and the noun it counts: "three senior foreign ministry officials".
const MAX_NOUN_PHRASE: usize = 5;

/// The quantity that begins at an atom; `start` is what number stands there.
pub(super) fn quantity(line: &Line, at: usize, start: &Start) -> Option<Found> {
    if let Some(number) = spaced_thousands(line, at)
        && let Some((unit, next)) = measure(line, number.next).or_else(|| noun(line, number.next, &number))
    {
        return Some(Found::new(line, ValueType::Quantity, at, next).number(number.known()).unit(unit));
    }
    if let Some(found) = result(line, at) {
        return Some(found);
    }
    if in_name(line, at) || super::dates::is_year(line, at) {
        return None;
    }
    let Some(number) = start.number else { return multiple(line, at) };
    if let Some(found) = one_in(line, at, &number) {
        return Some(found);
    }
    if is_reference(line, at, &number) {
        return None;
    }
    if let Some(range) = &start.range
        && let Some(mut found) = single(line, range.upper_at, range.upper).filter(|found| found.value.unit.is_some())
    {
        found.lower = Some(range.lower_end(line, at, &found));
        return Some(found);
    }
    single(line, at, number)
}

/// "26 000 commuters": thousands after a space, where the last group leaves no doubt and no day or telephone number can be meant.
fn spaced_thousands(line: &Line, at: usize) -> Option<Number> {
    let before = at.checked_sub(1);
    let free = before.is_none_or(|before| {
        !line.is_number(before)
            && !line.glued(at)
            && !line.is_mark(before, '.')
            && super::calendar::month(line.word(before)).is_none()
    });
    let number = super::money::spaced_thousands(line, at)?;
    let last = number.next.checked_sub(1)?;
    (free && line.printed(last) == "000" && !line.is_number(number.next)).then_some(number)
}

/// "one in four", "three in 10": a share.
fn one_in(line: &Line, at: usize, above: &Number) -> Option<Found> {
    /// Shares of more are not said this way.
    const MOST: f64 = 1000.0;
    if line.word(above.next) != "in" {
        return None;
    }
    let below = numbers::number(line, above.next + 1)?;
    let counts = |number: &Number| number.form != Form::Indefinite && !number.fraction && number.value.fract() == 0.0;
    let share = counts(above)
        && counts(&below)
        && (1.0..10.0).contains(&above.value)
        && above.value < below.value
        && below.value <= MOST;
    // "two in three days": a number and a length of time.
    let time = super::durations::length(line, above.next + 1, Some(below)).is_some();
    (share && !time && measure(line, below.next).is_none())
        .then(|| Found::new(line, ValueType::Quantity, at, below.next).number(Some(above.value / below.value)))
}

/// "a 2-1 win", "the 5-4 ruling", "by 2-to-1": two numbers that are no range. It has no single value; the unit says what it is.
fn result(line: &Line, at: usize) -> Option<Found> {
    let joint = |at: usize| line.is_dash(at) && line.glued(at) && line.glued(at + 1);
    let to = joint(at + 1) && line.word(at + 2) == "to" && joint(at + 3);
    let second_at = if to { at + 4 } else { at + 2 };
    let (first, second) = (line.integer(at, 3)?, line.integer(second_at, 3)?);
    let padded = |at: usize| line.printed(at).len() > 1 && line.printed(at).starts_with('0');
    // "4-3-3", "24-7", "2-1/2", "555-012"
    let code = line.glued(at)
        || joint(second_at + 1)
        || (line.is_mark(second_at + 1, '/') && line.glued(second_at + 1))
        || (first, second) == (24, 7)
        || padded(at)
        || padded(second_at);
    if code || !(to || joint(at + 1)) {
        return None;
    }
    let follows = line.word(second_at + 1);
    let vote = matches!(follows, "vote" | "decision" | "ruling" | "majority" | "split" | "verdict");
    let game = matches!(
        follows,
        "win"
            | "victory"
            | "defeat"
            | "loss"
            | "draw"
            | "lead"
            | "scoreline"
            | "triumph"
            | "margin"
            | "deficit"
            | "aggregate"
            | "record"
    ) || matches!(
        line.word_before(at, 1),
        "won"
            | "win"
            | "wins"
            | "lost"
            | "lose"
            | "loses"
            | "drew"
            | "draw"
            | "leading"
            | "led"
            | "trailing"
            | "trailed"
    );
    let unit = if vote { "vote" } else { "score" };
    (to || vote || game || first >= second || first == 0)
        .then(|| Found::new(line, ValueType::Quantity, at, second_at + 1).unit(unit))
}

/// "doubled", "twice", "to triple", "tenfold", "double digits": how many times as much or as often.
fn multiple(line: &Line, at: usize) -> Option<Found> {
    let word = line.word(at);
    let times = times(word)?;
    let follows = line.word(at + 1);
    let digits_at = at + 1 + usize::from(line.is_dash(at + 1));
    if matches!(word, "double" | "triple") && matches!(line.word(digits_at), "digit" | "digits") {
        return Some(Found::new(line, ValueType::Quantity, at, digits_at + 1).unit("digit"));
    }
    // "to double down", "double-check"
    if matches!(follows, "down" | "check" | "checked" | "over" | "up") || line.is_dash(at + 1) && line.glued(at + 2) {
        return None;
    }
    if matches!(word, "double" | "triple" | "treble" | "quadruple" | "halve") {
        let verb = matches!(
            line.word_before(at, 1),
            "to" | "will" | "would" | "could" | "can" | "may" | "might" | "than" | "nearly" | "almost" | "about"
        );
        if !verb && !matches!(follows, "the" | "that" | "its" | "their" | "what") {
            return None;
        }
    }
    Some(Found::new(line, ValueType::Quantity, at, at + 1).number(Some(times)).unit("time"))
}

/// How many times as much or as often a word says.
pub(super) fn times(word: &str) -> Option<f64> {
    Some(match word {
        "twice" | "twofold" | "double" | "doubled" | "doubling" => 2.0,
        "thrice" | "threefold" | "triple" | "tripled" | "tripling" | "treble" | "trebled" | "trebling" => 3.0,
        "fourfold" | "quadruple" | "quadrupled" | "quadrupling" => 4.0,
        "fivefold" => 5.0,
        "sixfold" => 6.0,
        "sevenfold" => 7.0,
        "eightfold" => 8.0,
        "ninefold" => 9.0,
        "tenfold" => 10.0,
        "halve" | "halved" | "halving" => 0.5,
        _ => return None,
    })
}

/// "the two leaders", "one afternoon": a word that takes up what was named, or stands for an article; no count.
fn is_reference(line: &Line, at: usize, number: &Number) -> bool {
    match line.word(at) {
        "two" => line.word_before(at, 1) == "the",
        "one" => {
            let scale = numbers::scale_word(line.word(at + 1)).is_some() || line.word(at + 1) == "hundred";
            let casualty = matches!(
                line.word_before(at, 1),
                "killed" | "killing" | "kills" | "injured" | "injuring" | "wounded" | "wounding" | "only" | "least"
            );
            let joined = line.is_dash(at + 1) && !matches!(line.word(at + 2), "on" | "stop" | "time" | "off" | "sided");
            !scale && !casualty && !number.fraction && !joined && measure(line, at + 1).is_none()
        }
        _ => false,
    }
}

fn single(line: &Line, at: usize, mut number: Number) -> Option<Found> {
    if let Some(scale) = numbers::scale_suffix(line, number.next).filter(|_| number.form == Form::Digits) {
        // "100m" are metres, "3m people" are millions.
        if line.word(number.next) != "m" || counts_people(line, number.next + 1) {
            number.value = numbers::scaled(number.value, scale);
            number.next += 1;
        }
    }
    let quantity =
        |next: usize, unit: String| Found::new(line, ValueType::Quantity, at, next).number(number.known()).unit(unit);
    if let Some((unit, next)) = measure(line, number.next) {
        return Some(quantity(next, unit));
    }
    // "19th", "737s", "5x": letters written on to the number make it something else.
    if line.glued(number.next) && !line.word(number.next).is_empty() {
        return None;
    }
    let of = usize::from((number.form == Form::Indefinite || number.fraction) && line.word(number.next) == "of");
    if let Some((unit, next)) = noun(line, number.next + of, &number) {
        return Some(quantity(next, unit));
    }
    alone(line, at, &number).then(|| Found::new(line, ValueType::Quantity, at, number.next).number(number.known()))
}

/// Whether a number is worth its own record without a noun.
fn alone(line: &Line, at: usize, number: &Number) -> bool {
    let glued_after = line.glued(number.next)
        && (!line.word(number.next).is_empty()
            || ['/', ':', '-', '°'].iter().any(|&mark| line.is_mark(number.next, mark)));
    match number.form {
        Form::Digits => {
            let printed = line.printed(at);
            // Versions, times and codes; a lone digit is mostly a list number or a score.
            let dots = printed.bytes().filter(|&b| b == b'.').count();
            let leading_zero = printed.starts_with('0') && !printed.starts_with("0.");
            let counted = number.value >= 10.0 || number.value.fract() != 0.0 || line.word_before(at, 1) == "top";
            !glued_after && dots < 2 && !leading_zero && counted
        }
        Form::Words => number.scale() > 1.0 || number.fraction || stands_for_a_noun(line, at, number),
        Form::Indefinite => true,
    }
}

/// "Four were closed", "two more", "three of them": a number word whose noun is understood.
fn stands_for_a_noun(line: &Line, at: usize, number: &Number) -> bool {
    number.value >= 2.0
        && matches!(line.word(number.next), "were" | "are" | "more" | "others" | "died" | "of")
        && !matches!(line.word_before(at, 1), "the" | "these" | "those" | "all" | "other" | "into" | "on")
}

/// Whether the number is part of a name or code: "G20", "Covid-19", "Boeing 737", "No. 3", "Article 5", "+1 555".
fn in_name(line: &Line, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = line.word(before);
    if !line.is_number(at) {
        // "the Big Five", "Fantastic Four"
        return line.capital(at)
            && line.capital(before)
            && !word.is_empty()
            && line.atom(at).is_some_and(|atom| atom.spaced);
    }
    // "the class of '16"
    if (line.is_mark(before, '\'') || line.is_mark(before, '’') || line.is_mark(before, '‘'))
        && line.glued(at)
        && !line.glued(before)
        && line.integer(at, 2).is_some()
        && !is_plural(line.word(at + 1))
    {
        return true;
    }
    if line.glued(at) {
        let mark = line.atom(before).map(|atom| atom.kind);
        if matches!(mark, Some(AtomKind::Word | AtomKind::Number | AtomKind::Mark('+' | '#' | '/' | ':' | '.' | '_'))) {
            return true;
        }
        // "Covid-19", "F-16"; but "mid-40", "between 5-10".
        if line.is_dash(before) && before > 0 && (!line.word(before - 1).is_empty() || line.is_number(before - 1)) {
            return true;
        }
    }
    // Telephone numbers and the like: plain numbers in a row.
    let plain = |at: usize| line.is_number(at) && !line.printed(at).contains(['.', ',']);
    if plain(at) && (plain(before) || plain(at + 1)) {
        return true;
    }
    // A day that no month has.
    if super::calendar::month(word).is_some() && line.capital(before) {
        return true;
    }
    let stop = line.is_mark(before, '.') && line.glued(before);
    if stop && (line.word_before(before, 1) == "no" || super::calendar::month(line.word_before(before, 1)).is_some()) {
        return true;
    }
    let label = matches!(
        word,
        "no" | "number"
            | "page"
            | "chapter"
            | "article"
            | "section"
            | "act"
            | "room"
            | "flight"
            | "route"
            | "highway"
            | "grade"
            | "class"
            | "level"
            | "phase"
            | "stage"
            | "group"
            | "version"
            | "channel"
            | "gate"
            | "terminal"
            | "block"
            | "type"
            | "figure"
            | "table"
            | "round"
            | "week"
            | "day"
            | "vision"
            | "season"
            | "episode"
            | "division"
            | "tier"
            | "under"
            | "title"
            | "volume"
            | "paragraph"
            | "rule"
            | "resolution"
    );
    // A capitalised word before a number that counts nothing: "Apollo 11", "Boeing 737", "Vision 2030".
    let name = line.capital(before)
        && !starts_sentence(line, before)
        && (!is_plural(line.word(at + 1)) || line.word(at + 1) == "aircraft")
        && measure(line, at + 1).is_none();
    (label && !is_plural(line.word(at + 1)) && line.atom(at).is_some_and(|atom| atom.spaced))
        || (name && !word.is_empty() && line.value(at).is_some_and(|value| value < 10_000.0))
}

fn starts_sentence(line: &Line, at: usize) -> bool {
    at == 0
        || line.mark_before(at, '.')
        || line.mark_before(at, '"')
        || line.mark_before(at, '“')
        || line.mark_before(at, ':')
}

/// Whether a unit of measure or time begins at an atom.
pub(super) fn is_measure(line: &Line, at: usize) -> bool {
    measure(line, at).is_some()
}

/// The symbol of the measure at an atom, and the atom after it.
fn measure(line: &Line, at: usize) -> Option<(String, usize)> {
    let joined = line.is_dash(at) && line.glued(at) && line.glued(at + 1);
    let at = at + usize::from(joined);
    if line.is_mark(at, '°') || line.is_mark(at, 'º') {
        return Some(match line.word(at + 1) {
            "c" => ("°C".to_owned(), at + 2),
            "f" => ("°F".to_owned(), at + 2),
            _ => ("degree".to_owned(), at + 1),
        });
    }
    let word = line.word(at);
    if word == "m" && (line.glued(at) || joined || line.word(at + 1).is_empty()) && !line.capital(at) {
        return Some(("m".to_owned(), at + 1));
    }
    if matches!(word, "square" | "cubic" | "sq") {
        let stop = usize::from(word == "sq" && line.is_mark(at + 1, '.'));
        let dash = usize::from(line.is_dash(at + 1));
        let of_at = at + 1 + stop + dash;
        let power = if word == "cubic" { '3' } else { '2' };
        let unit = MEASURES.get(line.word(of_at)).or_else(|| (line.word(of_at) == "m").then_some("m"))?;
        return Some((format!("{unit}{power}"), of_at + 1));
    }
    if word == "nautical" && line.word(at + 1).starts_with("mile") {
        return Some(("nmi".to_owned(), at + 2));
    }
    if word == "c" && line.glued(at) && line.capital(at) {
        return Some(("°C".to_owned(), at + 1));
    }
    let unit = MEASURES.get(word)?;
    let next = at + 1;
    if unit == "degree" {
        return Some(match line.word(next) {
            "celsius" | "centigrade" | "c" => ("°C".to_owned(), next + 1),
            "fahrenheit" | "f" => ("°F".to_owned(), next + 1),
            _ => ("degree".to_owned(), next),
        });
    }
    let per_hour = usize::from(matches!(line.word(next), "per" | "an") && line.word(next + 1) == "hour") * 2;
    let per_hour =
        if line.is_mark(next, '/') && matches!(line.word(next + 1), "h" | "hr" | "hour") { 2 } else { per_hour };
    if per_hour > 0 && matches!(unit, "km" | "mi") {
        return Some((if unit == "km" { "km/h" } else { "mph" }.to_owned(), next + per_hour));
    }
    if unit == "bbl" && line.word(next) == "per" && line.word(next + 1) == "day" {
        return Some(("bpd".to_owned(), next + 2));
    }
    // "square" and "cubic" are read above; "in" is a preposition and not in the list.
    Some((unit.to_owned(), next))
}

/// Whether people or a noun for them follows at once.
pub(super) fn counts_people(line: &Line, at: usize) -> bool {
    matches!(
        line.word(at),
        "people"
            | "persons"
            | "men"
            | "women"
            | "children"
            | "soldiers"
            | "workers"
            | "jobs"
            | "students"
            | "troops"
            | "homes"
            | "houses"
            | "families"
            | "residents"
            | "voters"
            | "votes"
            | "members"
            | "employees"
            | "refugees"
            | "migrants"
            | "civilians"
            | "cases"
            | "deaths"
            | "patients"
            | "others"
            | "police"
            | "officers"
            | "copies"
            | "units"
            | "participants"
            | "delegates"
            | "passengers"
            | "vehicles"
    )
}

/// Whether a word in lower case looks like a plural noun.
pub(crate) fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "police"
            | "troops"
            | "cattle"
            | "lives"
            | "feet"
            | "fish"
            | "sheep"
            | "aircraft"
            | "countrymen"
            | "policemen"
            | "policewomen"
            | "crew"
            | "personnel"
            | "runs"
            | "media"
            | "data"
            | "criteria"
    ) || word.ends_with("children")
        || ["smen", "rmen", "nmen", "emen", "wmen", "women"].iter().any(|ending| word.ends_with(ending))
        || (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is")
            && !matches!(
                word,
                "was"
                    | "has"
                    | "does"
                    | "says"
                    | "this"
                    | "its"
                    | "his"
                    | "hers"
                    | "ours"
                    | "theirs"
                    | "yes"
                    | "thus"
                    | "across"
                    | "always"
                    | "perhaps"
                    | "towards"
                    | "besides"
                    | "afterwards"
                    | "less"
                    | "as"
                    | "whereas"
                    | "hours"
                    | "years"
                    | "sometimes"
            ))
}

/// The noun that a number counts, in the singular, and the atom after it.
fn noun(line: &Line, at: usize, number: &Number) -> Option<(String, usize)> {
    let joined = line.is_dash(at) && line.glued(at) && line.glued(at + 1) && !line.word(at + 1).is_empty();
    if joined {
        // "a 12-member panel", "three-way": the word after the hyphen as it stands.
        let word = line.word(at + 1);
        return (word.len() > 2 && !matches!(word, "and" | "plus" | "year" | "old" | "time" | "for"))
            .then(|| (singular(word), at + 2));
    }
    let one = number.known() == Some(1.0);
    for next in at..at + MAX_NOUN_PHRASE {
        if line.glued(next) && next > at && !line.is_dash(next) && !line.is_dash(next - 1) {
            return None;
        }
        if line.is_dash(next) {
            continue;
        }
        let word = line.word(next);
        if word.is_empty() || is_function_word(word) {
            return None;
        }
        if is_plural(word) || is_plural_acronym(line.printed(next)) {
            return Some((singular(word), next + 1));
        }
        // "one person", "1 seat": the noun is singular, and which word it is cannot be told after an adjective.
        if one {
            // "what one called": a verb.
            let noun = word.len() > 2 && word != "another" && !line.capital(next) && !word.ends_with("ed");
            return noun.then(|| (word.to_owned(), next + 1));
        }
    }
    None
}

/// "MPs", "EVs".
fn is_plural_acronym(printed: &str) -> bool {
    printed.strip_suffix('s').is_some_and(|name| name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase()))
}

/// Words that no counted noun stands after.
fn is_function_word(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "by"
            | "with"
            | "and"
            | "or"
            | "but"
            | "as"
            | "than"
            | "that"
            | "which"
            | "who"
            | "was"
            | "were"
            | "is"
            | "are"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "could"
            | "may"
            | "said"
            | "says"
            | "after"
            | "before"
            | "when"
            | "while"
            | "where"
            | "if"
            | "so"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "you"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "this"
            | "these"
            | "those"
            | "not"
            | "also"
            | "into"
            | "over"
            | "under"
            | "against"
            | "between"
            | "during"
            | "since"
            | "until"
            | "about"
            | "out"
            | "up"
            | "down"
            | "off"
            | "per"
            | "each"
            | "every"
            | "am"
            | "pm"
            | "can"
            | "did"
            | "do"
            | "does"
            | "because"
            | "through"
            | "among"
            | "around"
            | "ago"
            | "without"
            | "within"
            | "whether"
            | "s"
            | "t"
            | "just"
            | "there"
            | "then"
            | "now"
            | "last"
            | "next"
    )
}

/// The singular of a plural as simple rules give it; other words as they are.
fn singular(word: &str) -> String {
    match word {
        "people" => return "person".to_owned(),
        "men" => return "man".to_owned(),
        "women" => return "woman".to_owned(),
        "children" => return "child".to_owned(),
        "policemen" => return "policeman".to_owned(),
        "policewomen" => return "policewoman".to_owned(),
        "lives" => return "life".to_owned(),
        "feet" => return "foot".to_owned(),
        "wives" => return "wife".to_owned(),
        "knives" => return "knife".to_owned(),
        "movies" | "ties" | "pies" | "series" | "species" | "means" | "headquarters" | "crossroads" | "troops" => {
            let keep = matches!(word, "series" | "species" | "means" | "headquarters" | "crossroads" | "troops");
            return if keep { word } else { word.trim_end_matches('s') }.to_owned();
        }
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    // "buses", "viruses", "campuses": but "houses", "causes", "abuses".
    let keeps_s = ["buses", "viruses", "nuses", "mpuses", "suses", "tuses", "circuses", "choruses", "gases", "lenses"]
        .iter()
        .any(|ending| word.ends_with(ending));
    if keeps_s && word != "abuses" {
        return word.strip_suffix("es").unwrap_or(word).to_owned();
    }
    if let Some(stem) = word.strip_suffix("children") {
        return format!("{stem}child");
    }
    if let Some(stem) = word.strip_suffix("men").filter(|_| is_plural(word)) {
        return format!("{stem}man");
    }
    match word.strip_suffix('s') {
        Some(stem) if is_plural(word) || word.len() <= 4 => stem.to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::assert_well_formed;

    #[test]
    fn list_is_well_formed() {
        assert_well_formed("measures", include_str!("../../data/measures.tsv"));
    }

    #[test]
    fn plurals_have_singulars() {
        for (plural, expected) in [
            ("agreements", "agreement"),
            ("countries", "country"),
            ("boxes", "box"),
            ("churches", "church"),
            ("people", "person"),
            ("houses", "house"),
        ] {
            assert_eq!(singular(plural), expected);
        }
    }
}
