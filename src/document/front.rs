//! What stands before the text of an article: its dates, byline and dateline.

use crate::span::Span;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use std::fmt;

/// A date as far as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartialDate {
    /// Year, month and day.
    Full(Date),
    /// Month (1 to 12) and day (1 to 31), where nothing gives the year.
    MonthDay(i8, i8),
}

impl PartialDate {
    /// The full date, if the year is known.
    pub const fn full(self) -> Option<Date> {
        match self {
            Self::Full(date) => Some(date),
            Self::MonthDay(..) => None,
        }
    }
}

impl fmt::Display for PartialDate {
    /// ISO 8601: `2016-07-15`, or `--07-15` without a year.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full(date) => write!(f, "{date}"),
            Self::MonthDay(month, day) => write!(f, "--{month:02}-{day:02}"),
        }
    }
}

/// The time of a stamp as far as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StampValue {
    /// A date alone.
    Date(Date),
    /// Date and time where the zone is not known.
    Local(DateTime),
    /// Date, time and offset from UTC.
    Zoned(DateTime, Offset),
}

impl StampValue {
    /// The calendar date as printed.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::Local(time) | Self::Zoned(time, _) => time.date(),
        }
    }
}

impl fmt::Display for StampValue {
    /// RFC 3339, or its part that is known: `2016-07-15T07:45:00+05:30`, `2016-07-15T07:45:00`, `2016-07-15`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Local(time) => write!(f, "{}", time.strftime("%Y-%m-%dT%H:%M:%S")),
            Self::Zoned(time, offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                let (hour, minute) = (minutes.abs() / 60, minutes.abs() % 60);
                write!(f, "{}{sign}{hour:02}:{minute:02}", time.strftime("%Y-%m-%dT%H:%M:%S"))
            }
        }
    }
}

/// A publication or update stamp.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The stamp with its label ("Updated: Jul 15, 2016, 07:45 AM(IST)").
    pub span: Span,
    /// What it says.
    pub value: StampValue,
}

/// The byline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Byline {
    /// As printed.
    pub span: Span,
    /// In the order printed.
    pub authors: Vec<Author>,
    /// The agency or outlet it names ("Reuters").
    pub agency: Option<String>,
}

/// One author of a byline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// Without "By", titles of address and what follows the name; never empty.
    pub name: String,
    /// "Political Editor".
    pub role: Option<String>,
    /// "in Nairobi".
    pub location: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// With its `@`.
    pub handle: Option<String>,
}

/// The dateline: place, date and agency as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Dateline {
    /// Without a label, a stamp, or the dash after it.
    pub span: Span,
    /// In the order printed.
    pub places: Vec<DatelinePlace>,
    /// Only a date printed in the dateline.
    pub date: Option<PartialDate>,
    /// The agency it names.
    pub agency: Option<String>,
}

/// A place of a dateline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatelinePlace {
    /// Place with its state or country as printed ("HAYWARD, Calif.").
    pub span: Span,
    /// The city ("HAYWARD").
    pub city: Option<String>,
    /// State or province as printed ("Calif.").
    pub region: Option<String>,
    /// Its country.
    pub country: Option<CountryCode>,
}

/// An ISO 3166-1 alpha-2 code: two capital ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// The code, if `code` is two capital ASCII letters.
    pub const fn new(code: &str) -> Option<Self> {
        match code.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Self([*a, *b])),
            _ => None,
        }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
