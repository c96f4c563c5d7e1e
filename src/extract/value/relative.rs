//! Dates that count from the article's day: "Friday", "last week", "yesterday", "three days ago", "the third quarter".
//!
//! They are dates also where the document has no date; then they have no ISO form.

use super::atom::Line;
use super::calendar::{self, Context};
use super::dates::{self, Reading};
use super::numbers::{self, Number};
use super::tense::{self, Direction};
use super::{durations, ordinals};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// The relative date that begins at an atom, unless it begins with a weekday; `number` is the number at the atom.
pub(super) fn date(line: &Line, at: usize, number: Option<Number>, context: &Context) -> Option<Reading> {
    day_word(line, at, context).or_else(|| deictic(line, at, context)).or_else(|| ago(line, at, number, context))
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

/// Whether a date of this file may begin with a word, as printed and in lower case; names of days are in the calendar.
pub(super) fn may_begin(printed: &str, lower: &str) -> bool {
    printed == "Q" || days(lower).is_some() || offset(lower).is_some()
}

/// The days from today that a word names.
fn days(word: &str) -> Option<i64> {
    Some(match word {
        "today" | "tonight" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    })
}

/// Where the unit of time lies that follows a word: before this one, this one, after it.
fn offset(word: &str) -> Option<i64> {
    Some(match word {
        "this" | "current" => 0,
        "last" | "previous" => -1,
        "next" => 1,
        _ => return None,
    })
}

/// "today", "yesterday", "tomorrow", "tonight".
fn day_word(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let days = days(line.word(at))?;
    // "USA Today", "Today FM": a name.
    let named = line.capital(at) && at > 0 && (line.capital(at - 1) || line.capital(at + 1));
    (!named).then(|| (at + 1, day(context.shifted(days.days()))))
}

/// "last Friday", "next month", "this week", "earlier this year", "last June", "this morning", "last night".
fn deictic(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let offset = offset(line.word(at))?;
    let mut next = at + 1;
    if offset == 0 && matches!(line.word(next), "past" | "coming") {
        return this_past(line, at, context);
    }
    if line.word(at) == "previous" || line.word(at) == "current" {
        return None;
    }
    let unit = line.word(next);
    next += 1;
    let today = context.today;
    let iso = match unit {
        "day" if offset == 0 => return None,
        "morning" | "afternoon" | "evening" if offset == 0 => day(today),
        "night" if offset < 0 => day(context.shifted((-1).days())),
        "week" => context.shifted((offset * 7).days()).map(calendar::week),
        "weekend" => today.and_then(|today| weekend(today, offset)),
        "month" => context.shifted(offset.months()).map(|date| format!("{:04}-{:02}", date.year(), date.month())),
        "quarter" => context
            .shifted((offset * 3).months())
            .map(|date| calendar::quarter(date.year(), (date.month() - 1) / 3 + 1)),
        "year" => today.map(|today| format!("{:04}", i64::from(today.year()) + offset)),
        "century" if offset < 0 => today.map(|today| format!("{:02}", i64::from(today.year()) / 100 - 1)),
        "decade" if offset < 0 => today.map(|today| format!("{:03}", i64::from(today.year()) / 10 - 1)),
        _ => {
            if let Some((month, _)) =
                calendar::month(unit).filter(|(_, written_out)| *written_out && line.capital(next - 1))
            {
                // "last June 5" is read from the month on.
                let direction = [Direction::Past, Direction::Future][usize::from(offset > 0)];
                let direction = if offset == 0 { tense::direction(line, at, next) } else { Some(direction) };
                return Some((
                    next,
                    context.month(month, direction).map(|(year, month)| format!("{year:04}-{month:02}")),
                ));
            }
            let (weekday, _) =
                calendar::weekday(unit).filter(|(_, written_out)| *written_out && line.capital(next - 1))?;
            day(today.and_then(|today| named_weekday(today, weekday, offset)))
        }
    };
    Some((next, iso))
}

/// "last" looks before today, "next" after it, "this" ahead from today.
fn named_weekday(today: Date, weekday: Weekday, offset: i64) -> Option<Date> {
    let ahead = i64::from(today.weekday().until(weekday));
    let days = match offset {
        1 if ahead == 0 => 7,
        0 | 1 => ahead,
        _ if ahead == 0 => -7,
        _ => ahead - 7,
    };
    today.checked_add(days.days()).ok()
}

/// "this past Friday", "this coming week".
fn this_past(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let offset = if line.word(at + 1) == "past" { -1 } else { 1 };
    let unit_at = at + 2;
    let iso = match line.word(unit_at) {
        "week" => context.shifted((offset * 7).days()).map(calendar::week),
        "weekend" => context.today.and_then(|today| weekend(today, offset)),
        "year" => context.today.map(|today| format!("{:04}", i64::from(today.year()) + offset)),
        unit => {
            let (weekday, _) = calendar::weekday(unit).filter(|_| line.capital(unit_at))?;
            day(context.today.and_then(|today| named_weekday(today, weekday, offset)))
        }
    };
    Some((unit_at + 1, iso))
}

/// Saturday and Sunday of this week, the last or the next one, as an interval.
fn weekend(today: Date, offset: i64) -> Option<String> {
    let ahead = i64::from(Weekday::Saturday.since(Weekday::Monday)) - i64::from(today.weekday().since(Weekday::Monday));
    let saturday = today.checked_add((ahead + offset * 7).days()).ok()?;
    Some(format!("{saturday}/{}", saturday.checked_add(1.days()).ok()?))
}

/// "three days ago", "a year ago".
fn ago(line: &Line, at: usize, number: Option<Number>, context: &Context) -> Option<Reading> {
    let (count, unit, next) = durations::length(line, at, number)?;
    if line.word(next) != "ago" {
        return None;
    }
    let whole = (count.fract() == 0.0 && count < 10_000.0).then_some(count as i64);
    let back = |length: fn(i64) -> Length| whole.and_then(|count| context.shifted(length(-count)));
    let year = |factor: i64| {
        let year = context.today?.year();
        let year = i64::from(year) - whole? * factor;
        (0..=9999).contains(&year).then_some(year)
    };
    let iso = match unit {
        "day" | "night" => day(back(ToSpan::days)),
        "week" => back(|count| (count * 7).days()).map(calendar::week),
        "fortnight" => back(|count| (count * 14).days()).map(calendar::week),
        "month" => back(ToSpan::months).map(|date| format!("{:04}-{:02}", date.year(), date.month())),
        "year" => year(1).map(|year| format!("{year:04}")),
        "decade" => year(10).map(|year| format!("{:03}", year / 10)),
        "century" => year(100).map(|year| format!("{:02}", year / 100)),
        _ => return None,
    };
    Some((next + 1, iso))
}

/// A weekday alone: the nearest one in the direction of the sentence's tense; plurals ("on Sundays") name no day.
pub(super) fn weekday(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    if !line.capital(at) {
        return None;
    }
    let word = line.word(at);
    let plural = word.strip_suffix('s').filter(|singular| singular.ends_with("day"));
    let (weekday, written_out) = calendar::weekday(plural.unwrap_or(word))?;
    let next = at + 1;
    if !written_out {
        // "Mon.", "Sat" alone are abbreviations that need a date after them.
        return None;
    }
    // "Sunday Times", "Friday Prayers League", "Black Friday", "Ash Wednesday", "Sheffield Wednesday".
    let name_after = line.capital(next)
        && !line.word(next).is_empty()
        && matches!(
            line.word(next),
            "times"
                | "telegraph"
                | "mail"
                | "express"
                | "mirror"
                | "post"
                | "world"
                | "sun"
                | "nation"
                | "standard"
                | "vision"
                | "monitor"
                | "night"
                | "school"
                | "league"
                | "star"
                | "tribune"
                | "independent"
                | "herald"
                | "review"
                | "agreement"
                | "island"
        );
    let name_before = matches!(
        line.word_before(at, 1),
        "black"
            | "ash"
            | "good"
            | "holy"
            | "bloody"
            | "sheffield"
            | "super"
            | "cyber"
            | "shrove"
            | "maundy"
            | "palm"
            | "easter"
    ) && at > 0
        && line.capital(at - 1);
    if name_after || name_before {
        return None;
    }
    if plural.is_some() || line.word_before(at, 1) == "every" || line.word_before(at, 1) == "each" {
        return Some((next, None));
    }
    let direction = tense::direction(line, at, next).unwrap_or(Direction::Past);
    Some((next, day(context.weekday(weekday, direction))))
}

/// "the third quarter of 2016", "Q3 2016", "third quarter": an interval of months.
pub(super) fn quarter(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let (number, mut next) = if line.printed(at) == "Q" && line.glued(at + 1) {
        (numbers::number(line, at + 1)?.value, at + 2)
    } else {
        let (number, next) = ordinals::place(line, at)?;
        let next = next + usize::from(line.is_dash(next));
        if line.word(next) != "quarter" {
            return None;
        }
        (number, next + 1)
    };
    if !(1.0..=4.0).contains(&number) || number.fract() != 0.0 {
        return None;
    }
    let number = number as i8;
    let of = next + usize::from(line.word(next) == "of" || line.is_mark(next, ','));
    if let Some((year, after)) = dates::year(line, of) {
        return Some((after, Some(calendar::quarter(year, number))));
    }
    let offset = match (line.word(of), line.word(of + 1)) {
        ("this", "year") => Some(0),
        ("last", "year") => Some(-1),
        ("next", "year") => Some(1),
        _ => None,
    };
    if offset.is_some() {
        next = of + 2;
    }
    let iso = context.today.and_then(|today| {
        let year = match offset {
            Some(offset) => today.year().checked_add(offset)?,
            // A quarter is spoken of when it has begun.
            None if number * 3 - 2 > today.month() && tense::direction(line, at, next) != Some(Direction::Future) => {
                today.year().checked_sub(1)?
            }
            None => today.year(),
        };
        Some(calendar::quarter(year, number))
    });
    Some((next, iso))
}
