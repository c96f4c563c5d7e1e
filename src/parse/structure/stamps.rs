//! Stamps: when an article was published or changed, with the label, time and zone printed around the date.
//!
//! A stamp is first read as printed ([`find`]); its value is decided later ([`FoundStamp::value`]), because whether 3/4 is in March or April
//! and which zone IST is depend on the rest of the document.

use super::any_of::AnyOf;
use super::dates::{self, PrintedDate, Reader};
use super::pieces::{self, Kind};
use crate::document::{CountryCode, PartialDate, StampValue};
use crate::lexicon::{WordList, word_list};
use crate::span::Span;
use crate::text::find_byte;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;

static ZONES: WordList = word_list!(ZONES_FILE);
const ZONES_FILE: &str = include_str!("../../data/zones.tsv");

/// Pieces of a line that are searched for stamps: no stamp line is longer, and long paragraphs are not read to their end.
const SEARCHED: usize = 160;

/// What the label before a stamp says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// "Published", "Posted", "First published".
    Published,
    /// "Updated", "Last modified".
    Updated,
}

/// A zone as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    /// A numeric offset, in minutes.
    Minutes(i32),
    /// The value of a zone name in the list of zones.
    Named(&'static str),
}

/// A stamp as printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct FoundStamp {
    /// With its label.
    pub span: Span,
    /// Without its label.
    pub value_span: Span,
    /// What its label says, if it has one.
    pub label: Option<Label>,
    /// The date.
    pub date: PrintedDate,
    /// The time of day.
    pub time: Option<Time>,
    /// The zone.
    pub zone: Option<Zone>,
}

/// What the rest of the document says about its dates.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// Whether numeric dates put the month first.
    pub month_first: bool,
    /// The country that the outlet or the dateline points to.
    pub country: Option<CountryCode>,
    /// The day that relative dates count from.
    pub reference: Option<Date>,
}

/// How the words begin that a stamp can begin with: those of labels, months, days, and of spans of time.
static BEGINNINGS: AnyOf = AnyOf::new(&[
    BEFORE_LABEL,
    ONCE_MORE,
    RECENTLY,
    UPDATED,
    PUBLISHED,
    dates::MONTHS,
    dates::WEEKDAYS,
    dates::DAYS,
    dates::ABOUT,
    &["one"],
]);

/// What is in every stamp without a digit, but for "ago": a label, or words for a span of time. A piece of three bytes would make the window step
/// over one byte at a time.
static WITHOUT_DIGITS: AnyOf = AnyOf::new(&[&["date"], UPDATED, PUBLISHED, dates::DAYS]);

/// Whether a stamp can stand in a line, given in lower case.
pub(super) fn may_stand_in(lower: &str) -> bool {
    find_byte(lower.as_bytes(), |byte| byte.is_ascii_digit()).is_some()
        || lower.contains("ago")
        || WITHOUT_DIGITS.is_in(lower)
}

/// Whether a stamp can begin with a piece.
fn may_begin(text: &str, piece: &pieces::Piece) -> bool {
    match piece.kind {
        Kind::Number(_) => true,
        // "Date: 3 May" is read from the colon on.
        Kind::Mark(mark) => mark == ':',
        Kind::Word => {
            let word = piece.span.of(text);
            BEGINNINGS.may_begin_word(word) || word.eq_ignore_ascii_case("a") || word.eq_ignore_ascii_case("an")
        }
    }
}

/// Whether a line says when an archive took the article in ("LOAD-DATE: March 5, 2016"), a day or more after it was published.
fn is_load_date(line: &str) -> bool {
    const LABEL: &str = "load-date";
    line.get(..LABEL.len()).is_some_and(|start| start.eq_ignore_ascii_case(LABEL))
}

/// All stamps of a line or short paragraph, in order.
pub(super) fn find(text: &str, span: Span) -> Vec<FoundStamp> {
    if is_load_date(span.of(text)) {
        return Vec::new();
    }
    let pieces = pieces::cut(text, span, SEARCHED);
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let mut reader = Reader { text, pieces: &pieces, at };
        // A date begins a word: "A1/2/2019" and the second half of a number do not.
        let begins = pieces
            .get(at)
            .is_some_and(|piece| may_begin(text, piece) && (piece.spaced || at == 0 || begins_glued(&pieces, at)));
        match if begins { stamp(&mut reader) } else { None } {
            Some(stamp) => {
                found.push(stamp);
                at = reader.at.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn begins_glued(pieces: &[pieces::Piece], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| pieces.get(before));
    let (Some(before), Some(piece)) = (before, pieces.get(at)) else { return false };
    match before.kind {
        Kind::Word => piece.is_word(),
        Kind::Mark(mark) => matches!(mark, ':' | ',' | '|' | '(' | '[' | '•' | '·' | '–' | '—' | '>' | ';' | '-' | '/'),
        Kind::Number(_) => false,
    }
}

fn stamp(reader: &mut Reader<'_>) -> Option<FoundStamp> {
    let first = reader.at;
    let label = reader.attempt(label);
    let labelled = reader.at;
    let (mut date, mut time, mut zone) = (None, None, None);
    // Time before date: "09:31 August 20, 2019", "7:45 am PST on Monday, Nov 18".
    if let Some(before) = reader.time() {
        time = Some(before);
        zone = reader.attempt(eat_zone);
        reader.eat_word(&["on"]);
        reader.eat_mark(&[',', '|', '-', '–', '—', '•', '·']);
    }
    if let Some(printed) = reader.date() {
        date = Some(printed);
        // "March 4, 2016 Friday"
        reader.eat_word(dates::WEEKDAYS);
    }
    let mut date = date?;
    if time.is_none() {
        let found = reader.attempt(|reader| {
            reader.eat_word(&["t", "at"]);
            if reader.eat_mark(&[',', '|', '-', '–', '—', '•', '·', '/', '@', '(', ';', ':']) {
                reader.eat_word(&["at"]);
            }
            let time = reader.time()?;
            Some((time, reader.attempt(eat_zone)))
        });
        if let Some((after, zone_after)) = found {
            (time, zone) = (Some(after), zone_after);
            // "Wed 13:42, 20 Nov 2019": what stood before the time was only the weekday.
            if matches!(date, PrintedDate::Weekday(_)) {
                let fuller = reader.attempt(|reader| {
                    reader.eat_mark(&[',', '|', '-', '–']);
                    reader.date().filter(|date| matches!(date, PrintedDate::Named { .. } | PrintedDate::Numeric { .. }))
                });
                date = fuller.unwrap_or(date);
            }
        }
    } else if zone.is_none() {
        zone = reader.attempt(|reader| {
            reader.peek().filter(|piece| piece.is('(') || piece.is_word())?;
            eat_zone(reader)
        });
    }
    // A weekday alone is a stamp only with a time or a label.
    if matches!(date, PrintedDate::Weekday(_)) && time.is_none() && label.is_none() {
        return None;
    }
    let end = reader.pieces.get(reader.at.checked_sub(1)?)?.span.end;
    let start = reader.pieces.get(first)?.span.start;
    let value_start = reader.pieces.get(labelled)?.span.start;
    Some(FoundStamp { span: Span::new(start, end), value_span: Span::new(value_start, end), label, date, time, zone })
}

/// Words that say published.
/// Words of a label, in their order: "This story was", "last" or "most", "recently", then "updated" or "published".
const BEFORE_LABEL: &[&str] = &["first", "originally", "article", "story", "date", "dated", "web", "was", "this"];
const ONCE_MORE: &[&str] = &["last", "most"];
const RECENTLY: &[&str] = &["recently"];
const UPDATED: &[&str] = &["updated", "update", "modified", "edited", "revised"];
const PUBLISHED: &[&str] =
    &["published", "posted", "publish", "created", "issued", "released", "publication", "filed", "uploaded"];

/// A label and the colon after it.
fn label(reader: &mut Reader<'_>) -> Option<Label> {
    reader.eat_word(BEFORE_LABEL);
    reader.eat_word(ONCE_MORE);
    reader.eat_word(RECENTLY);
    let label = if reader.eat_word(UPDATED) {
        Label::Updated
    } else if reader.eat_word(PUBLISHED) || reader.is_date_label() {
        Label::Published
    } else {
        return None;
    };
    reader.eat_word(&["date", "time"]);
    reader.eat_word(&["on", "at", "in"]);
    reader.eat_mark(&[':', '-', '–', '|']);
    reader.eat_word(&["on", "at"]);
    Some(label)
}

/// The value of a zone's name in the list.
pub(super) fn zone_name(word: &str) -> Option<&'static str> {
    // Zone names are capitals; "Et" and "art" are words.
    let capital = word.len() >= 2 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let capital = capital || word == "Z" || word == "z";
    if capital { ZONES.get_lower(word) } else { None }
}

fn eat_zone(reader: &mut Reader<'_>) -> Option<Zone> {
    let bracket = reader.eat_mark(&['(', '[']);
    let zone = match reader.word() {
        Some(word) => {
            let named = zone_name(word)?;
            reader.at += 1;
            let offset = if named.starts_with("0 ") { reader.attempt(eat_offset) } else { None };
            offset.map_or(Zone::Named(named), Zone::Minutes)
        }
        None => Zone::Minutes(eat_offset(reader)?),
    };
    if bracket {
        reader.eat_mark(&[')', ']']);
    }
    Some(zone)
}

/// "+05:30", "+0530", "-5".
fn eat_offset(reader: &mut Reader<'_>) -> Option<i32> {
    let sign = if reader.eat_mark(&['+']) {
        1
    } else if reader.eat_mark(&['-', '−', '–']) {
        -1
    } else {
        return None;
    };
    let piece = reader.peek().filter(|piece| !piece.spaced)?;
    let value = piece.number(1..=4)?;
    let digits = piece.span.len();
    reader.at += 1;
    let minutes = if digits > 2 {
        value / 100 * 60 + value % 100
    } else {
        let minutes = reader.attempt(|reader| {
            if reader.eat_mark(&[':']) { reader.peek()?.number(2..=2).inspect(|_| reader.at += 1) } else { None }
        });
        value * 60 + minutes.unwrap_or(0)
    };
    // Zones go from -12:00 to +14:00.
    (minutes <= 14 * 60).then(|| i32::try_from(minutes).ok())?.map(|minutes| sign * minutes)
}

impl FoundStamp {
    /// The numbers of a numeric date, if it can be read only one way: whether the month comes first.
    pub(super) fn decides_month_first(&self) -> Option<bool> {
        match self.date {
            PrintedDate::Numeric { first, second, .. } if first > 12 || second > 12 => Some(second > 12),
            _ => None,
        }
    }

    /// Whether its zone is one of the United States.
    pub(super) fn is_american(&self) -> bool {
        matches!(self.zone, Some(Zone::Named(value)) if value.starts_with(['e', 'c', 'm', 'p']))
            || matches!(self.zone, Some(Zone::Named("-300 -" | "-240 -" | "-420 -" | "-360 -")))
    }

    /// The date as far as it can be known.
    pub(super) fn partial_date(&self, context: Context) -> Option<PartialDate> {
        resolve_date(self.date, context)
    }

    /// What the stamp says; nothing where the year is not known.
    pub(super) fn value(&self, context: Context) -> Option<StampValue> {
        let date = self.partial_date(context)?.full()?;
        let Some(time) = self.time else { return Some(StampValue::Date(date)) };
        let local = DateTime::from_parts(date, time);
        let offset = self.zone.and_then(|zone| offset_minutes(zone, local, context.country));
        let offset = offset.and_then(|minutes| Offset::from_seconds(minutes * 60).ok());
        Some(offset.map_or(StampValue::Local(local), |offset| StampValue::Zoned(local, offset)))
    }
}

/// The date as far as it can be known.
pub(super) fn resolve_date(printed: PrintedDate, context: Context) -> Option<PartialDate> {
    match printed {
        PrintedDate::Named { year: Some(year), month, day } => Date::new(year, month, day).ok().map(PartialDate::Full),
        PrintedDate::Named { year: None, month, day } => Some(PartialDate::MonthDay(month, day)),
        PrintedDate::Numeric { first, second, year, dotted } => {
            let month_first = Date::new(year, first, second).ok();
            let day_first = Date::new(year, second, first).ok();
            let preferred = if context.month_first && !dotted { month_first } else { day_first };
            preferred.or(month_first).or(day_first).map(PartialDate::Full)
        }
        PrintedDate::Ago(days) => {
            let reference = context.reference?;
            reference.checked_sub(i64::from(days).days()).ok().map(PartialDate::Full)
        }
        PrintedDate::Weekday(day) => {
            let reference = context.reference?;
            let weekday = Weekday::from_monday_one_offset(day).ok()?;
            let back = i64::from(reference.weekday().since(weekday));
            reference.checked_sub(back.days()).ok().map(PartialDate::Full)
        }
    }
}

/// Minutes from UTC that a zone was at on a day, if the name says so in that country.
fn offset_minutes(zone: Zone, local: DateTime, country: Option<CountryCode>) -> Option<i32> {
    let value = match zone {
        Zone::Minutes(minutes) => return Some(minutes),
        Zone::Named(value) => value,
    };
    let (usual, elsewhere) = value.split_once(' ')?;
    let local_meaning = country.and_then(|country| {
        elsewhere.split(',').find_map(|entry| entry.split_once('=').filter(|(code, _)| *code == country.as_str()))
    });
    if let Some((_, minutes)) = local_meaning {
        return minutes.parse().ok();
    }
    let standard = match usual {
        "et" => -300,
        "ct" => -360,
        "mt" => -420,
        "pt" => -480,
        minutes => return minutes.parse().ok(),
    };
    Some(standard + if is_american_summer(local) { 60 } else { 0 })
}

/// Whether the United States were on summer time, by the rule of 2007: second Sunday of March to first Sunday of November,
/// and before that the first Sunday of April to the last of October.
fn is_american_summer(local: DateTime) -> bool {
    let year = local.year();
    let sunday = |month: i8, nth: i8| {
        let first = Date::new(year, month, 1).ok()?;
        first.nth_weekday_of_month(nth, Weekday::Sunday).ok().map(|date| date.at(2, 0, 0, 0))
    };
    let (begin, end) = if year >= 2007 { (sunday(3, 2), sunday(11, 1)) } else { (sunday(4, 1), sunday(10, -1)) };
    begin.is_some_and(|begin| local >= begin) && end.is_some_and(|end| local < end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = include_str!("../../../fixtures/tables/stamps.tsv");

    #[test]
    fn zones_are_well_formed() {
        crate::lexicon::assert_well_formed("zones", ZONES_FILE);
    }

    #[test]
    fn stamps_as_printed() {
        for line in CASES.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or("");
            let (text, span, label, value, country) = (field(), field(), field(), field(), field());
            let found = find(text, Span::new(0, text.len()));
            let context = Context {
                country: CountryCode::new(country),
                month_first: country == "US",
                reference: Date::new(2020, 5, 6).ok(),
            };
            let got = found.first().map(|stamp| {
                let label = stamp.label.map_or_else(String::new, |label| format!("{label:?}").to_lowercase());
                let value = stamp
                    .value(context)
                    .map(|value| value.to_string())
                    .or_else(|| stamp.partial_date(context).map(|date| date.to_string()));
                (stamp.span.of(text).to_owned(), label, value.unwrap_or_default())
            });
            let expected = (!span.is_empty()).then(|| (span.to_owned(), label.to_owned(), value.to_owned()));
            assert_eq!(got, expected, "{text}");
        }
    }
}
