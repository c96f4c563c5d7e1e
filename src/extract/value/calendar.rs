//! The calendar: what the document says about today, and dates that follow from it.

use super::tense::Direction;
use crate::document::{CountryCode, Document, PartialDate};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// What the document tells its values.
#[derive(Debug)]
pub(super) struct Context {
    /// The article's day, where the year is known.
    pub(super) today: Option<Date>,
    /// The country of the dateline.
    pub(super) country: Option<CountryCode>,
    /// Whether 5/7/2016 is the fifth of July; not known until a numeric date shows it.
    pub(super) day_first: Option<bool>,
    /// Whether a pound sign stands anywhere in the text: pounds are money then.
    pub(super) pound_sign: bool,
}

impl Context {
    /// Reads what values need to know from the document.
    pub(super) fn new(document: &Document) -> Self {
        let country =
            document.dateline.as_ref().and_then(|dateline| dateline.places.iter().find_map(|place| place.country));
        let today = document.date.and_then(PartialDate::full);
        Self { today, country, day_first: numeric_order(&document.text), pound_sign: document.text.contains('£') }
    }

    /// The day that month and day name: in the year that lies nearest, where the tense does not speak against it.
    pub(super) fn month_day(
        &self,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
        direction: Option<Direction>,
    ) -> Option<Date> {
        let today = self.today?;
        (-1..=1).filter_map(|offset| Date::new(today.year().checked_add(offset)?, month, day).ok()).min_by_key(
            |&date| {
                let wrong_weekday = weekday.is_some_and(|weekday| weekday != date.weekday());
                (wrong_weekday, distance(today, date, direction))
            },
        )
    }

    /// The year and month that a month's name stands for.
    pub(super) fn month(&self, month: i8, direction: Option<Direction>) -> Option<(i16, i8)> {
        let date = self.month_day(month, 15, None, direction)?;
        let today = self.today?;
        // The current month is the current month, whatever the day.
        if month == today.month() { Some((today.year(), month)) } else { Some((date.year(), month)) }
    }

    /// The day that a weekday names: today or the nearest one in the direction.
    pub(super) fn weekday(&self, weekday: Weekday, direction: Direction) -> Option<Date> {
        let today = self.today?;
        let ahead = i64::from(today.weekday().until(weekday));
        let days = match direction {
            Direction::Future => ahead,
            Direction::Past => (ahead - 7) % 7,
        };
        today.checked_add(days.days()).ok()
    }

    /// Today with a length of time added.
    pub(super) fn shifted(&self, length: Length) -> Option<Date> {
        self.today?.checked_add(length).ok()
    }
}

/// How far a candidate lies from today in days, three times as far if the tense points the other way.
fn distance(today: Date, date: Date, direction: Option<Direction>) -> i32 {
    /// What it takes to believe a date against the tense: a date without a year is rarely more than some months away.
    const AGAINST: i32 = 3;
    let days = date.since(today).map_or(i32::MAX / AGAINST, |length| length.get_days());
    let against = match direction {
        Some(Direction::Past) => days > 0,
        Some(Direction::Future) => days < 0,
        None => false,
    };
    days.abs().min(i32::MAX / AGAINST) * if against { AGAINST } else { 1 }
}

/// The name's month, 1 to 12, and whether it is written out; `word` is in lower case.
pub(super) fn month(word: &str) -> Option<(i8, bool)> {
    Some(match word {
        "january" => (1, true),
        "february" => (2, true),
        "march" => (3, true),
        "april" => (4, true),
        "may" => (5, true),
        "june" => (6, true),
        "july" => (7, true),
        "august" => (8, true),
        "september" => (9, true),
        "october" => (10, true),
        "november" => (11, true),
        "december" => (12, true),
        "jan" => (1, false),
        "feb" => (2, false),
        "mar" => (3, false),
        "apr" => (4, false),
        "jun" => (6, false),
        "jul" => (7, false),
        "aug" => (8, false),
        "sep" | "sept" => (9, false),
        "oct" => (10, false),
        "nov" => (11, false),
        "dec" => (12, false),
        _ => return None,
    })
}

/// The name's weekday and whether it is written out; `word` is in lower case, singular.
pub(super) fn weekday(word: &str) -> Option<(Weekday, bool)> {
    Some(match word {
        "monday" => (Weekday::Monday, true),
        "tuesday" => (Weekday::Tuesday, true),
        "wednesday" => (Weekday::Wednesday, true),
        "thursday" => (Weekday::Thursday, true),
        "friday" => (Weekday::Friday, true),
        "saturday" => (Weekday::Saturday, true),
        "sunday" => (Weekday::Sunday, true),
        "mon" => (Weekday::Monday, false),
        "tue" | "tues" => (Weekday::Tuesday, false),
        "wed" | "weds" => (Weekday::Wednesday, false),
        "thu" | "thur" | "thurs" => (Weekday::Thursday, false),
        "fri" => (Weekday::Friday, false),
        "sat" => (Weekday::Saturday, false),
        "sun" => (Weekday::Sunday, false),
        _ => return None,
    })
}

/// Whether a word names a month or a weekday, as printed and in lower case: with its capital, also in the plural ("Sundays").
pub(super) fn is_name(printed: &str, lower: &str) -> bool {
    let weekday = || weekday(lower).or_else(|| weekday(lower.strip_suffix('s')?));
    printed.starts_with(char::is_uppercase) && (month(lower).is_some() || weekday().is_some())
}

/// Whether the month can have that day in some year.
pub(super) fn possible(month: i8, day: i8) -> bool {
    /// A leap year.
    const LEAP: i16 = 2000;
    Date::new(LEAP, month, day).is_ok()
}

/// The ISO week of a day.
pub(super) fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The months of a quarter (1 to 4) as an interval.
pub(super) fn quarter(year: i16, quarter: i8) -> String {
    format!("{year:04}-{:02}/{year:04}-{:02}", quarter * 3 - 2, quarter * 3)
}

/// Whether the document writes the day first in 15/07/2016: the first date that can only be read one way says so.
fn numeric_order(text: &str) -> Option<bool> {
    let bytes = text.as_bytes();
    for (slash, _) in text.match_indices('/') {
        let two = |at: usize| -> Option<u8> {
            let digits = bytes.get(at..at + 2)?;
            (digits[0].is_ascii_digit() && digits[1].is_ascii_digit())
                .then(|| (digits[0] - b'0') * 10 + (digits[1] - b'0'))
        };
        let Some(first) = slash.checked_sub(2).and_then(two) else { continue };
        let Some(second) = two(slash + 1) else { continue };
        if bytes.get(slash + 3) != Some(&b'/') {
            continue;
        }
        match (first, second) {
            (13..=31, 1..=12) => return Some(true),
            (1..=12, 13..=31) => return Some(false),
            _ => {}
        }
    }
    None
}
