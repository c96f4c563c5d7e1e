//! Durations and ages: "three hours", "five-year", "two and a half years", "25-year-old", "aged 25".

use super::atom::Line;
use super::numbers::{self, Form, Number};
use super::{Found, Start};
use crate::document::ValueType;
use std::fmt::Write;

/// The duration or age that begins at an atom; `start` is what number stands there.
pub(super) fn duration(line: &Line, at: usize, start: &Start) -> Option<Found> {
    if let Some(range) = &start.range
        && let Some(mut found) = single(line, range.upper_at, Some(range.upper))
    {
        let mut lower = range.lower_end(line, at, &found);
        lower.iso = lower.value.zip(lower.unit.as_deref()).and_then(|(value, unit)| iso(&[(value, unit)]));
        found.lower = Some(lower);
        return Some(found);
    }
    single(line, at, start.number).or_else(|| long(line, at)).or_else(|| age(line, at)).or_else(|| race(line, at))
}

/// The time that a race took, "2:15:30" in "won in 2:15:30": hours, minutes and seconds, said to be how long.
fn race(line: &Line, at: usize) -> Option<Found> {
    let [hours, minutes, seconds] = race_time(line, at)?;
    let total = f64::from(hours * 3600 + minutes * 60 + seconds);
    let parts = [(f64::from(hours), "hour"), (f64::from(minutes), "minute"), (f64::from(seconds), "second")];
    let parts: Vec<(f64, &str)> = parts.into_iter().filter(|(count, _)| *count > 0.0).collect();
    Some(Found::new(line, ValueType::Duration, at, at + 5).number(Some(total)).unit("second").iso(iso(&parts)))
}

/// Hours, minutes and seconds of a race; the same digits elsewhere are a time of day.
pub(super) fn race_time(line: &Line, at: usize) -> Option<[i32; 3]> {
    let colon = |at: usize| line.is_mark(at, ':') && line.glued(at) && line.glued(at + 1);
    if !matches!(line.word_before(at, 1), "in" | "of" | "clocked" | "timed") || !colon(at + 1) || !colon(at + 3) {
        return None;
    }
    let parts = [line.integer(at, 2)?, line.integer(at + 2, 2)?, line.integer(at + 4, 2)?];
    (parts[1] < 60 && parts[2] < 60 && parts.iter().any(|part| *part > 0)).then_some(parts)
}

/// "an hourlong show", "the weeklong strike": one of the unit in one word.
fn long(line: &Line, at: usize) -> Option<Found> {
    let unit = long_unit(line.word(at))?;
    let found = Found::new(line, ValueType::Duration, at, at + 1).number(Some(1.0)).unit(unit);
    (!matches!(unit, "second" | "night")).then(|| found.iso(iso(&[(1.0, unit)])))
}

fn long_unit(word: &str) -> Option<&'static str> {
    unit(word.strip_suffix("long")?, false)
}

/// Whether a word other than a number may begin a duration.
pub(super) fn may_begin(word: &str) -> bool {
    matches!(word, "age" | "aged") || long_unit(word).is_some()
}

fn single(line: &Line, at: usize, number: Option<Number>) -> Option<Found> {
    let (count, unit, mut next) = length(line, at, number)?;
    if matches!(line.word(at), "a" | "an") && next == at + 2 && !a_length(line, at, next, unit) {
        return None;
    }
    let mut parts = vec![(count, unit)];
    let and = usize::from(line.word(next) == "and");
    if let Some((smaller, smaller_unit, after)) = length(line, next + and, numbers::number(line, next + and))
        && seconds(smaller_unit) < seconds(unit)
        && !matches!(line.word(next + and), "a" | "an")
        && count.fract() == 0.0
    {
        parts.push((smaller, smaller_unit));
        next = after;
    }
    // "a 25-year-old", "two years old"
    let old_at = next + usize::from(line.is_dash(next));
    if matches!(line.word(old_at), "old" | "olds") {
        next = old_at + 1;
    }
    let total: f64 = parts.iter().map(|&(value, part)| value * seconds(part) / seconds(unit)).sum();
    let total = (total * 1000.0).round() / 1000.0;
    Some(Found::new(line, ValueType::Duration, at, next).number(Some(total)).unit(unit).iso(iso(&parts)))
}

/// Whether "a year" is a length of time, not "per year" or a year among years.
fn a_length(line: &Line, at: usize, next: usize, unit: &str) -> bool {
    matches!(unit, "decade" | "century" | "fortnight")
        || (unit != "second"
            && (matches!(line.word(next), "ago" | "earlier" | "later" | "before" | "after" | "long")
                || line.word(next) == "away"
                || matches!(
                    line.word_before(at, 1),
                    "for"
                        | "in"
                        | "within"
                        | "after"
                        | "than"
                        | "nearly"
                        | "almost"
                        | "about"
                        | "over"
                        | "half"
                        | "least"
                        | "took"
                        | "quarter"
                        | "lasted"
                )))
}

/// "aged 25", "at the age of 25"; the number alone is the age's text where no noun of time follows.
fn age(line: &Line, at: usize) -> Option<Found> {
    let (value_at, next) = match (line.word(at), line.word(at + 1)) {
        ("age", "of") => (at + 2, at + 3),
        ("aged" | "age", _) => (at + 1, at + 2),
        _ => return after_name(line, at),
    };
    let value =
        numbers::number(line, value_at).filter(|number| number.next == next && number.form != Form::Indefinite)?.value;
    let age = (0.0..130.0).contains(&value);
    age.then(|| {
        Found::new(line, ValueType::Duration, at, next).number(Some(value)).unit("year").iso(iso(&[(value, "year")]))
    })
}

/// "Jane Doe, 25, said": a number between commas after a name.
fn after_name(line: &Line, at: usize) -> Option<Found> {
    let value = line.integer(at, 3).filter(|age| (1..120).contains(age))?;
    let name = at >= 3 && line.mark_before(at, ',') && line.capital(at - 2) && line.capital(at - 3);
    let month = super::calendar::month(line.word_before(at, 2)).is_some()
        || super::calendar::weekday(line.word_before(at, 2)).is_some();
    // "Ferrante, 34, who": a name alone that begins a sentence; "She was 96."; "dies at 96".
    let name = name
        || (at >= 2
            && value >= 16
            && line.mark_before(at, ',')
            && line.capital(at - 2)
            && !line.word(at - 2).is_empty()
            && at.checked_sub(3).is_none_or(|before| line.is_mark(before, '.')));
    if is_age_said(line, at) {
        let value = f64::from(value);
        let found = Found::new(line, ValueType::Duration, at, at + 1).number(Some(value)).unit("year");
        return Some(found.iso(iso(&[(value, "year")])));
    }
    let closed = line.is_mark(at + 1, ',') && line.glued(at + 1) && !line.is_number(at + 2);
    let value = f64::from(value);
    (name && !month && closed).then(|| {
        Found::new(line, ValueType::Duration, at, at + 1).number(Some(value)).unit("year").iso(iso(&[(value, "year")]))
    })
}

/// "She was 96.", "who turned 40,", "dies at 96".
fn is_age_said(line: &Line, at: usize) -> bool {
    let ends = line.atom(at + 1).is_none()
        || (line.glued(at + 1)
            && ['.', ',', ';'].iter().any(|&mark| line.is_mark(at + 1, mark))
            && !line.glued(at + 2));
    let subject = matches!(line.word_before(at, 2), "he" | "she" | "who");
    let said = match line.word_before(at, 1) {
        "was" | "is" | "turned" | "turns" => subject,
        "at" => matches!(line.word_before(at, 2), "dies" | "died" | "dead"),
        _ => false,
    };
    ends && said
}

/// A count of a unit of time, whose number is read: the count, the unit in the singular, the atom after it.
pub(super) fn length(line: &Line, at: usize, number: Option<Number>) -> Option<(f64, &'static str, usize)> {
    if at > 0 && line.glued(at) && !line.word_before(at, 1).is_empty() {
        return None;
    }
    let (count, form, next) = match number {
        Some(number) if !number.fraction || line.word(number.next) == "of" => {
            (number.known()?, number.form, number.next)
        }
        None if matches!(line.word(at), "a" | "an") => (1.0, Form::Words, at + 1),
        _ => return None,
    };
    let (count, next) = if line.word(next) == "of" && count < 1.0 {
        (count, next + 1 + usize::from(matches!(line.word(next + 1), "a" | "an")))
    } else {
        (count, next)
    };
    let joined = line.is_dash(next) && line.glued(next + 1);
    let unit_at = next + usize::from(joined);
    let word = line.word(unit_at);
    let glued = !joined && line.glued(unit_at);
    let unit = unit(word, glued)?;
    // "a second", "one second": an ordinal more often than a moment.
    if unit == "second" && form == Form::Words && !word.ends_with('s') && !joined {
        return None;
    }
    let mut count = count;
    let mut next = unit_at + 1;
    // "a year and a half"
    if line.word(next) == "and" && line.word(next + 1) == "a" && line.word(next + 2) == "half" {
        count += 0.5;
        next += 3;
    }
    Some((count, unit, next))
}

/// The unit of time in the singular; abbreviations only where nothing else is meant.
fn unit(word: &str, glued: bool) -> Option<&'static str> {
    Some(match word {
        "second" | "seconds" | "sec" | "secs" => "second",
        "minute" | "minutes" | "min" | "mins" => "minute",
        "hour" | "hours" | "hr" | "hrs" => "hour",
        "h" if glued => "hour",
        "day" | "days" => "day",
        "night" | "nights" => "night",
        "week" | "weeks" | "wk" | "wks" => "week",
        "fortnight" | "fortnights" => "fortnight",
        "month" | "months" => "month",
        "year" | "years" | "yr" | "yrs" => "year",
        "decade" | "decades" => "decade",
        "century" | "centuries" => "century",
        "millennium" | "millennia" => "millennium",
        _ => return None,
    })
}

/// Seconds in a unit, for comparing and adding; months and years as on the average.
fn seconds(unit: &str) -> f64 {
    const DAY: f64 = 86_400.0;
    match unit {
        "second" => 1.0,
        "minute" => 60.0,
        "hour" => 3600.0,
        "week" => 7.0 * DAY,
        "fortnight" => 14.0 * DAY,
        "month" => 365.25 / 12.0 * DAY,
        "year" => 365.25 * DAY,
        "decade" => 3652.5 * DAY,
        "century" => 36_525.0 * DAY,
        "millennium" => 365_250.0 * DAY,
        _ => DAY,
    }
}

/// ISO 8601: whole numbers of units, halves in the next smaller unit ("P2Y6M"), other fractions as decimals.
fn iso(parts: &[(f64, &str)]) -> Option<String> {
    /// Longer times are written without a normal form.
    const LONGEST: f64 = 1e15;
    let mut date = String::new();
    let mut time = String::new();
    for &(value, unit) in parts {
        let (factor, letter, smaller) = match unit {
            "second" => (1.0, 'S', None),
            "minute" => (1.0, 'M', Some((60.0, 'S'))),
            "hour" => (1.0, 'H', Some((60.0, 'M'))),
            "week" => (1.0, 'W', None),
            "fortnight" => (2.0, 'W', None),
            "month" => (1.0, 'M', None),
            "year" => (1.0, 'Y', Some((12.0, 'M'))),
            "decade" => (10.0, 'Y', Some((12.0, 'M'))),
            "century" => (100.0, 'Y', Some((12.0, 'M'))),
            "millennium" => (1000.0, 'Y', None),
            _ => (1.0, 'D', None),
        };
        let value = (value * factor * 1e6).round() / 1e6;
        if !(0.0..LONGEST).contains(&value) {
            return None;
        }
        let out = if matches!(unit, "second" | "minute" | "hour") { &mut time } else { &mut date };
        match smaller {
            Some((per, small)) if value.fract() > 0.0 && (value.fract() * per).fract() == 0.0 => {
                if value >= 1.0 {
                    write!(out, "{}{letter}", value.trunc()).ok()?;
                }
                write!(out, "{}{small}", value.fract() * per).ok()?;
            }
            _ => write!(out, "{value}{letter}").ok()?,
        }
    }
    Some(if time.is_empty() { format!("P{date}") } else { format!("P{date}T{time}") })
}
