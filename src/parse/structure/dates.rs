//! Dates and times of day as newspapers print them.
//!
//! Reads one date, or one time, at a given piece of a line; what a whole stamp is (label, date, time, zone) is put together in
//! [`super::stamps`]. Nothing is guessed here: a date that can be read as day/month and month/day says so.

use super::pieces::{Kind, Piece};
use jiff::civil::{Date, Time};

/// A date as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PrintedDate {
    /// Month (1 to 12) and day (1 to 31), and the year if it is printed.
    Named { year: Option<i16>, month: i8, day: i8 },
    /// Two numbers of which either may be the month, as printed, and the year. `dotted`: separated by stops, as only day.month is.
    Numeric { first: i8, second: i8, year: i16, dotted: bool },
    /// So many days before the day of reading ("3 days ago", "yesterday"); 0 for hours and minutes.
    Ago(u16),
    /// A day of the week alone: 1 for Monday to 7.
    Weekday(i8),
}

impl PrintedDate {
    /// Whether it says the year.
    pub(super) const fn has_year(self) -> bool {
        matches!(self, Self::Named { year: Some(_), .. } | Self::Numeric { .. })
    }
}

/// Years before this, and two-digit years that would be, are no dates of news on file.
const FIRST_YEAR: i16 = 1700;
/// Two-digit years up to this are in this century.
const LAST_SHORT_YEAR: u32 = 49;
/// Years after this are typing errors.
const LAST_YEAR: i16 = 2099;

pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
pub(super) const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words with which a span of time begins that has no number: "yesterday", "just now".
pub(super) const DAYS: &[&str] = &["yesterday", "today", "just"];
/// Words before the number of a span of time.
pub(super) const ABOUT: &[&str] = &["about", "over", "almost"];

/// The month (1 to 12) that a word names: in full, or by its first three letters or more ("Sept").
pub(super) fn month(word: &str) -> Option<i8> {
    named(word, MONTHS)
}

/// The month of a word with one wrong or missing letter ("Narch", "Marc"), for places where nothing but a month can stand.
pub(super) fn damaged_month(word: &str) -> Option<i8> {
    month(word).or_else(|| {
        let lower = word.to_lowercase();
        (lower.len() >= 4 && lower.is_ascii())
            .then(|| MONTHS.iter().position(|name| is_one_letter_off(lower.as_bytes(), name.as_bytes())))?
            .map(|index| index as i8 + 1)
    })
}

/// The day of the week (1 for Monday) that a word names.
pub(super) fn weekday(word: &str) -> Option<i8> {
    named(word, WEEKDAYS)
}

fn named(word: &str, names: &[&str]) -> Option<i8> {
    let bytes = word.as_bytes();
    if bytes.len() < 3 {
        return None;
    }
    let hit = |name: &&str| name.as_bytes().get(..bytes.len()).is_some_and(|start| start.eq_ignore_ascii_case(bytes));
    // "mar" and "june" are fine, "wednes" and "septe" are not used but mean nothing else.
    names.iter().position(hit).map(|index| index as i8 + 1)
}

/// Whether two ASCII words differ in one letter: changed, missing or too many.
fn is_one_letter_off(word: &[u8], name: &[u8]) -> bool {
    if word.len().abs_diff(name.len()) > 1 {
        return false;
    }
    let same_start = word.iter().zip(name).take_while(|(a, b)| a == b).count();
    let same_end = word.iter().rev().zip(name.iter().rev()).take_while(|(a, b)| a == b).count();
    same_start + same_end + 1 >= word.len().max(name.len())
}

/// Reads pieces one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'t> {
    /// The text that the pieces were cut from.
    pub text: &'t str,
    /// The pieces of the line.
    pub pieces: &'t [Piece],
    /// The next piece.
    pub at: usize,
}

impl<'t> Reader<'t> {
    pub(super) fn peek(&self) -> Option<&'t Piece> {
        self.pieces.get(self.at)
    }

    fn peek_at(&self, ahead: usize) -> Option<&'t Piece> {
        self.pieces.get(self.at + ahead)
    }

    pub(super) fn word(&self) -> Option<&'t str> {
        self.peek().filter(|piece| piece.is_word()).map(|piece| piece.span.of(self.text))
    }

    pub(super) fn eat_mark(&mut self, marks: &[char]) -> bool {
        let hit = self.peek().is_some_and(|piece| marks.iter().any(|&mark| piece.is(mark)));
        self.at += usize::from(hit);
        hit
    }

    pub(super) fn eat_word(&mut self, words: &[&str]) -> bool {
        let hit = self.word().is_some_and(|word| words.iter().any(|other| other.eq_ignore_ascii_case(word)));
        self.at += usize::from(hit);
        hit
    }

    fn eat_number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let value = self.peek()?.number(digits)?;
        self.at += 1;
        Some(value)
    }

    /// Tries `parse`; goes back if it finds nothing.
    pub(super) fn attempt<T>(&mut self, parse: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = parse(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Whether the word before is "date" and a colon comes next ("Date: 3 May").
    pub(super) fn is_date_label(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let word = before.map_or("", |piece| piece.span.of(self.text));
        ["date", "dated"].iter().any(|label| label.eq_ignore_ascii_case(word))
            && self.peek().is_some_and(|piece| piece.is(':'))
    }

    /// A date that begins here.
    pub(super) fn date(&mut self) -> Option<PrintedDate> {
        let printed = self
            .attempt(Self::iso_date)
            .or_else(|| self.attempt(Self::numeric_date))
            .or_else(|| self.attempt(Self::date_with_weekday))
            .or_else(|| self.attempt(Self::month_first))
            .or_else(|| self.attempt(Self::day_first))
            .or_else(|| self.attempt(Self::ago))?;
        Some(printed)
    }

    fn date_with_weekday(&mut self) -> Option<PrintedDate> {
        let day = self.eat_weekday()?;
        self.eat_mark(&['.']);
        self.eat_mark(&[',', '-', '|', '/']);
        self.eat_word(&["the"]);
        let dated = self
            .attempt(Self::month_first)
            .or_else(|| self.attempt(Self::day_first))
            .or_else(|| self.attempt(Self::iso_date))
            .or_else(|| self.attempt(Self::numeric_date));
        Some(dated.unwrap_or(PrintedDate::Weekday(day)))
    }

    fn eat_weekday(&mut self) -> Option<i8> {
        let day = weekday(self.word()?)?;
        self.at += 1;
        Some(day)
    }

    fn eat_month(&mut self) -> Option<i8> {
        let month = month(self.word()?)?;
        self.at += 1;
        self.eat_mark(&['.']);
        Some(month)
    }

    fn eat_day(&mut self) -> Option<i8> {
        let day = self.eat_number(1..=2)?;
        let glued = self.peek().is_some_and(|piece| !piece.spaced);
        if glued {
            self.eat_word(&["st", "nd", "rd", "th"]);
        }
        day_of_month(day)
    }

    /// "November 20, 2019", "Nov. 20th 2019", "Nov 20".
    fn month_first(&mut self) -> Option<PrintedDate> {
        let month = self.eat_month()?;
        self.eat_mark(&['-', '/']);
        let day = self.eat_day()?;
        let year = self.attempt(|reader| {
            reader.eat_mark(&[',', '.', '-', '/']);
            reader.eat_year()
        });
        Self::named_date(month, day, year)
    }

    /// "20 November 2019", "20th of November, 2019", "18-Nov-19", "6 May".
    fn day_first(&mut self) -> Option<PrintedDate> {
        let day = self.eat_day()?;
        self.eat_word(&["of"]);
        let dashed = self.eat_mark(&['-', '/', '.']);
        let month = self.eat_month()?;
        let year = self.attempt(|reader| {
            let mark = reader.eat_mark(&[',', '-', '/']);
            if dashed && mark {
                reader.attempt(Self::eat_year).or_else(|| reader.eat_short_year())
            } else {
                reader.eat_year()
            }
        });
        Self::named_date(month, day, year)
    }

    fn named_date(month: i8, day: i8, year: Option<i16>) -> Option<PrintedDate> {
        if let Some(year) = year {
            Date::new(year, month, day).ok()?;
        }
        Some(PrintedDate::Named { year, month, day })
    }

    /// Four digits; a time glued to them ("20194:29") stays unread.
    fn eat_year(&mut self) -> Option<i16> {
        let piece = self.peek()?;
        if let Some(value) = piece.number(4..=4) {
            // "Nov 3 0745": a time of day in four digits.
            let year = year(value)?;
            self.at += 1;
            return Some(year);
        }
        let colon = self.peek_at(1).is_some_and(|next| next.is(':'));
        let long = if colon { piece.number(5..=6) } else { None }?;
        // The piece is left for the time to read: the hour is what follows the year.
        let power = if piece.span.len() == 5 { 10 } else { 100 };
        (long % power < 24).then_some(())?;
        year(long / power)
    }

    fn eat_short_year(&mut self) -> Option<i16> {
        self.eat_number(2..=2).and_then(short_year)
    }

    /// "2019-11-20", "2019/11/20"; a "T" and a time may follow.
    fn iso_date(&mut self) -> Option<PrintedDate> {
        let year = self.eat_number(4..=4).and_then(year)?;
        let mark = ['-', '/', '.'].into_iter().find(|&mark| self.eat_mark(&[mark]))?;
        let month = self.eat_number(1..=2)?;
        if !self.eat_mark(&[mark]) {
            return None;
        }
        let day = self.eat_number(1..=2)?;
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()?;
        Some(PrintedDate::Named { year: Some(year), month, day })
    }

    /// "20/11/2019", "11/20/19", "20.11.2019", "20-11-2019".
    fn numeric_date(&mut self) -> Option<PrintedDate> {
        let first = self.eat_number(1..=2)?;
        let mark = ['/', '.', '-'].into_iter().find(|&mark| self.eat_mark(&[mark]))?;
        let second = self.eat_number(1..=2)?;
        if !self.eat_mark(&[mark]) {
            return None;
        }
        let year = match self.attempt(Self::eat_year) {
            Some(year) => year,
            None => self.eat_short_year()?,
        };
        // Scores and version numbers go on with another stop and number.
        if self.peek().is_some_and(|next| !next.spaced && next.is(mark))
            && self.peek_at(1).is_some_and(|next| !next.spaced && matches!(next.kind, Kind::Number(_)))
        {
            return None;
        }
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let possible = Date::new(year, first, second).is_ok() || Date::new(year, second, first).is_ok();
        possible.then_some(PrintedDate::Numeric { first, second, year, dotted: mark == '.' })
    }

    /// "22 hours ago", "an hour ago", "3d ago", "yesterday", "just now".
    fn ago(&mut self) -> Option<PrintedDate> {
        if self.eat_word(&["yesterday"]) {
            return Some(PrintedDate::Ago(1));
        }
        if self.eat_word(&["today"]) || (self.eat_word(&["just"]) && self.eat_word(&["now"])) {
            return Some(PrintedDate::Ago(0));
        }
        self.eat_word(ABOUT);
        let count = match self.attempt(|reader| reader.eat_number(1..=3)) {
            Some(count) => count,
            None => u32::from(self.eat_word(&["a", "an", "one"])),
        };
        if count == 0 {
            return None;
        }
        let days = match self.word()?.to_ascii_lowercase().as_str() {
            "second" | "seconds" | "sec" | "secs" | "s" | "minute" | "minutes" | "min" | "mins" | "m" | "hour"
            | "hours" | "hr" | "hrs" | "h" => 0,
            "day" | "days" | "d" => count,
            "week" | "weeks" | "w" => count.checked_mul(7)?,
            "month" | "months" => count.checked_mul(30)?,
            "year" | "years" => count.checked_mul(365)?,
            _ => return None,
        };
        self.at += 1;
        if !self.eat_word(&["ago"]) {
            return None;
        }
        u16::try_from(days).ok().map(PrintedDate::Ago)
    }

    /// A time of day that begins here: "07:45 AM", "7:45am", "7am", "4.10 p.m.", "0745 GMT", "13:42:06".
    pub(super) fn time(&mut self) -> Option<Time> {
        self.attempt(|reader| {
            let piece = reader.peek()?;
            let length = piece.span.len();
            let value = piece.number(1..=6)?;
            reader.at += 1;
            // Hours glued to a year before them ("20194:29").
            let hour = match length {
                5 => value % 10,
                6 => value % 100,
                _ => value,
            };
            let next_digits = reader.peek_at(1).and_then(|next| next.number(2..=2));
            let separated = |mark: char| reader.peek().is_some_and(|next| next.is(mark) && !next.spaced);
            if length != 3
                && length != 4
                && (separated(':') || separated('.') || separated('h'))
                && next_digits.is_some()
            {
                let stop = separated('.');
                reader.at += 2;
                let minute = next_digits?;
                let second =
                    reader.attempt(|reader| if reader.eat_mark(&[':']) { reader.eat_number(2..=2) } else { None });
                // Fractions of a second.
                reader.attempt(|reader| {
                    let glued = reader.peek().is_some_and(|next| !next.spaced);
                    if glued && reader.eat_mark(&['.']) { reader.eat_number(1..=9) } else { None }
                });
                let half = reader.half_of_day();
                if stop
                    && half.is_none()
                    && !reader.is_hours_word()
                    && reader.word().and_then(super::stamps::zone_name).is_none()
                {
                    return None;
                }
                reader.eat_word(&["hrs", "hours", "hour", "h"]);
                return civil_time(hour, minute, second.unwrap_or(0), half);
            }
            if matches!(length, 1 | 2) {
                let half = reader.half_of_day()?;
                return civil_time(hour, 0, 0, Some(half));
            }
            // Four digits are a time only before a zone or "hrs".
            (length == 4 && (reader.is_hours_word() || reader.word().and_then(super::stamps::zone_name).is_some()))
                .then_some(())?;
            reader.eat_word(&["hrs", "hours"]);
            civil_time(value / 100, value % 100, 0, None)
        })
    }

    fn is_hours_word(&self) -> bool {
        self.word().is_some_and(|word| ["hrs", "hours", "h"].iter().any(|other| other.eq_ignore_ascii_case(word)))
    }

    /// "AM", "p.m.", "noon": whether the second half of the day.
    fn half_of_day(&mut self) -> Option<bool> {
        self.attempt(|reader| {
            let word = reader.word()?;
            reader.at += 1;
            match word.to_ascii_lowercase().as_str() {
                "am" => Some(false),
                "pm" => Some(true),
                half @ ("a" | "p") => {
                    reader.eat_mark(&['.']);
                    if !reader.eat_word(&["m"]) {
                        return None;
                    }
                    // The stop of "p.m." but not the one that ends a sentence: either way nothing is lost.
                    if reader.peek().is_some_and(|next| !next.spaced) {
                        reader.eat_mark(&['.']);
                    }
                    Some(half == "p")
                }
                _ => None,
            }
        })
    }
}

fn civil_time(hour: u32, minute: u32, second: u32, afternoon: Option<bool>) -> Option<Time> {
    let hour = match afternoon {
        // "13:42 PM" is printed by careless page templates.
        Some(_) if hour > 12 => hour,
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?, 0).ok()
}

fn day_of_month(value: u32) -> Option<i8> {
    i8::try_from(value).ok().filter(|day| (1..=31).contains(day))
}

fn year(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))
}

fn short_year(value: u32) -> Option<i16> {
    let century = if value <= LAST_SHORT_YEAR { 2000 } else { 1900 };
    i16::try_from(value + century).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::structure::pieces;
    use crate::span::Span;

    fn read(text: &str) -> (Option<PrintedDate>, usize) {
        let pieces = pieces::cut(text, Span::new(0, text.len()), 50);
        let mut reader = Reader { text, pieces: &pieces, at: 0 };
        (reader.date(), reader.at)
    }

    #[test]
    fn printed_dates() {
        let named = |year, month, day| Some(PrintedDate::Named { year, month, day });
        for (text, expected) in [
            ("November 20, 2019", named(Some(2019), 11, 20)),
            ("Nov. 20th 2019", named(Some(2019), 11, 20)),
            ("NOV 20 20194:29 AM", named(Some(2019), 11, 20)),
            ("Tue., Nov. 19, 2019", named(Some(2019), 11, 19)),
            ("Sunday, October 13th, 2019", named(Some(2019), 10, 13)),
            ("20 Nov, 2019", named(Some(2019), 11, 20)),
            ("6th of May 2020", named(Some(2020), 5, 6)),
            ("18-Nov-19", named(Some(2019), 11, 18)),
            ("6 May", named(None, 5, 6)),
            ("Mar 03", named(None, 3, 3)),
            ("Sept 5", named(None, 9, 5)),
            ("2019-11-20T08:00:00Z", named(Some(2019), 11, 20)),
            ("2019/1/2", named(Some(2019), 1, 2)),
            ("Feb 30, 2019", None),
            ("May be", None),
            ("32 May", None),
            ("11/20/19", Some(PrintedDate::Numeric { first: 11, second: 20, year: 2019, dotted: false })),
            ("19.11.2019", Some(PrintedDate::Numeric { first: 19, second: 11, year: 2019, dotted: true })),
            ("1.2.10.4", None),
            ("22 hours ago", Some(PrintedDate::Ago(0))),
            ("2 days ago", Some(PrintedDate::Ago(2))),
            ("a week ago", Some(PrintedDate::Ago(7))),
            ("Yesterday", Some(PrintedDate::Ago(1))),
            ("Monday 5:30PM", Some(PrintedDate::Weekday(1))),
            ("99/99/2019", None),
        ] {
            assert_eq!(read(text).0, expected, "{text}");
        }
    }

    #[test]
    fn damaged_months() {
        for (word, expected) in [
            ("Narch", Some(3)),
            ("Marc", Some(3)),
            ("APri", Some(4)),
            ("Apirl", None),
            ("Match", Some(3)),
            ("may", Some(5)),
            ("man", None),
        ] {
            assert_eq!(damaged_month(word), expected, "{word}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("07:45 AM", "07:45:00"),
            ("7:45pm", "19:45:00"),
            ("12:05 a.m.", "00:05:00"),
            ("4.10 p.m.", "16:10:00"),
            ("7am", "07:00:00"),
            ("0745 GMT", "07:45:00"),
            ("1430 hrs", "14:30:00"),
            ("13:42:06.123", "13:42:06"),
            ("20194:29 AM", "04:29:00"),
            ("4.10", ""),
            ("2019", ""),
            ("25:10", ""),
        ] {
            let pieces = pieces::cut(text, Span::new(0, text.len()), 50);
            let mut reader = Reader { text, pieces: &pieces, at: 0 };
            let time = reader.time().map_or_else(String::new, |time| time.to_string());
            assert_eq!(time, expected, "{text}");
        }
    }
}
