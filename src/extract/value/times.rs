//! Times of day: "7:45 am", "1am", "13:30 GMT", "0700 GMT", "8 o'clock", noon, midnight.

use super::Found;
use super::atom::Line;
use crate::document::ValueType;

/// The time that begins at an atom.
pub(super) fn time(line: &Line, at: usize) -> Option<Found> {
    if super::durations::race_time(line, at).is_some() {
        return None;
    }
    let (hour, minute, next) = clock(line, at).or_else(|| named(line, at))?;
    let (offset, next) = zone(line, next);
    let iso = format!("T{hour:02}:{minute:02}{}", offset.unwrap_or_default());
    Some(Found::new(line, ValueType::Time, at, next).iso(Some(iso)))
}

/// "noon", "midday", "midnight", "12 noon".
fn named(line: &Line, at: usize) -> Option<(i32, i32, usize)> {
    if line.capital(at) && line.capital(at + 1) {
        return None;
    }
    match line.word(at) {
        "midnight" => Some((0, 0, at + 1)),
        word if is_named(word) => Some((12, 0, at + 1)),
        _ => None,
    }
}

/// Whether a word is a time of day.
pub(super) fn is_named(word: &str) -> bool {
    matches!(word, "noon" | "midday" | "midnight")
}

fn clock(line: &Line, at: usize) -> Option<(i32, i32, usize)> {
    // "G20", "$7", "5:30" inside "1:05:30".
    if line.glued(at)
        && at > 0
        && (!line.word_before(at, 1).is_empty() || line.mark_before(at, ':') || line.mark_before(at, '$'))
    {
        return None;
    }
    let (hour, minute, next, certain) = digits(line, at)?;
    let (half, next) = meridiem(line, next);
    let hour = match half {
        Some(afternoon) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
        // "13:30", and also "13:30 pm".
        _ if certain => hour,
        Some(_) => return None,
        None => {
            return match line.word(next) {
                "o" if line.word(next + 2) == "clock" => Some((hour, minute, next + 3)),
                "noon" if hour == 12 => Some((12, 0, next + 1)),
                "midnight" if hour == 12 => Some((0, 0, next + 1)),
                _ => None,
            };
        }
    };
    (hour < 24 && minute < 60).then_some((hour, minute, next))
}

/// Hour, minute, the atom after them, and whether they can only be a time ("7:45", "0700 GMT").
fn digits(line: &Line, at: usize) -> Option<(i32, i32, usize, bool)> {
    if let Some(hour) = line.integer(at, 2) {
        let minute = line.integer(at + 2, 2).filter(|_| line.printed(at + 2).len() == 2);
        if line.is_mark(at + 1, ':')
            && line.glued(at + 1)
            && line.glued(at + 2)
            && let Some(minute) = minute
        {
            let mut next = at + 3;
            // Seconds; but a longer chain is no time of day.
            if line.is_mark(next, ':') && line.glued(next) && line.integer(next + 1, 2).is_some() {
                next += 2;
            }
            return (hour < 24 && minute < 60).then_some((hour, minute, next, true));
        }
        return Some((hour, 0, at + 1, false));
    }
    let printed = line.is_number(at).then(|| line.printed(at))?;
    if let Some((hour, minute)) = printed.split_once('.') {
        // "7.45pm"
        let (hour, minute) = (hour.parse().ok()?, (minute.len() == 2).then(|| minute.parse().ok())??);
        return (hour < 24 && minute < 60).then_some((hour, minute, at + 1, is_zone(line, at + 1)));
    }
    let number = line.integer(at, 4).filter(|_| printed.len() == 4)?;
    let military = is_zone(line, at + 1)
        || (matches!(line.word(at + 1), "hours" | "hrs") && (printed.starts_with('0') || number < 2400));
    (military && number / 100 < 24 && number % 100 < 60)
        .then(|| (number / 100, number % 100, at + 2 - usize::from(is_zone(line, at + 1)), true))
}

/// Whether it is after noon, if "am" or "pm" in any of their forms follows.
fn meridiem(line: &Line, at: usize) -> (Option<bool>, usize) {
    match line.word(at) {
        "am" | "pm" => (Some(line.word(at) == "pm"), at + 1),
        "a" | "p" if line.is_mark(at + 1, '.') && line.word(at + 2) == "m" => {
            let next = if line.is_mark(at + 3, '.') && line.glued(at + 3) { at + 4 } else { at + 3 };
            (Some(line.word(at) == "p"), next)
        }
        _ => (None, at),
    }
}

/// Zones by their abbreviation, with the offset where it stands for one place's time only.
fn zone_offset(word: &str) -> Option<&'static str> {
    Some(match word {
        "GMT" | "UTC" => "Z",
        "WAT" | "CET" | "BST" => "+01:00",
        "CEST" | "EET" | "SAST" | "CAT" => "+02:00",
        "EEST" | "EAT" | "MSK" | "TRT" => "+03:00",
        "GST" => "+04:00",
        "PKT" => "+05:00",
        "IST" => "+05:30",
        "NPT" => "+05:45",
        "ICT" | "WIB" => "+07:00",
        "SGT" | "HKT" | "MYT" | "PHT" | "AWST" => "+08:00",
        "JST" | "KST" => "+09:00",
        "AEST" => "+10:00",
        "AEDT" => "+11:00",
        "NZST" => "+12:00",
        "NZDT" => "+13:00",
        "EDT" => "-04:00",
        "EST" | "CDT" => "-05:00",
        "CST" | "MDT" => "-06:00",
        "MST" | "PDT" => "-07:00",
        "PST" => "-08:00",
        "ET" | "CT" | "MT" | "PT" => "",
        _ => return None,
    })
}

fn is_zone(line: &Line, at: usize) -> bool {
    zone_offset(line.printed(at)).is_some_and(|offset| !offset.is_empty())
}

/// The zone after a time: its offset if known, and the atom after it.
fn zone(line: &Line, at: usize) -> (Option<String>, usize) {
    if line.word(at) == "local" && line.word(at + 1) == "time" {
        return (None, at + 2);
    }
    let bracket = line.is_mark(at, '(');
    let word_at = at + usize::from(bracket);
    if let Some((offset, next)) = numeric_offset(line, word_at)
        && (!bracket || line.is_mark(next, ')'))
    {
        return (Some(offset), next + usize::from(bracket));
    }
    match zone_offset(line.printed(word_at)) {
        Some(offset) if !bracket || line.is_mark(word_at + 1, ')') => {
            (Some(offset.to_owned()), word_at + 1 + usize::from(bracket))
        }
        _ => (None, at),
    }
}

/// "GMT+3", "UTC-05:30": the offset in digits, and the atom after it.
fn numeric_offset(line: &Line, at: usize) -> Option<(String, usize)> {
    let sign = if line.is_mark(at + 1, '+') { '+' } else { '-' };
    let signed = line.glued(at + 1) && line.glued(at + 2) && (sign == '+' || line.is_dash(at + 1));
    if !matches!(line.printed(at), "GMT" | "UTC") || !signed {
        return None;
    }
    let hours = line.integer(at + 2, 2).filter(|hours| *hours <= 14)?;
    let minutes = line
        .integer(at + 4, 2)
        .filter(|minutes| *minutes < 60 && line.is_mark(at + 3, ':') && line.glued(at + 3) && line.glued(at + 4));
    let next = if minutes.is_some() { at + 5 } else { at + 3 };
    Some((format!("{sign}{hours:02}:{:02}", minutes.unwrap_or(0)), next))
}
