//! Calendar dates: "July 15, 2016", "15th of July", "2016-07-15", "July 21-23", "June 2022", "2016", "the 1990s", "19th century".
//!
//! Names of months and weekdays must have their capital; "May" and "March" alone also need a word before them that dates follow.

use super::atom::{AtomKind, Line};
use super::calendar::{self, Context};
use super::numbers::Number;
use super::tense::{self, Direction};
use super::{Found, ordinals, relative};
use crate::document::{PartialDate, ValueType};
use jiff::civil::{Date, Weekday};

/// Years that four digits alone can be.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=2199;

/// The date that begins at an atom; `number` is the number there.
pub(super) fn date(line: &Line, at: usize, number: Option<Number>, context: &Context) -> Option<Found> {
    let found = |(next, iso): (usize, Option<String>)| Found::new(line, ValueType::Date, at, next).iso(iso);
    let atom = line.atom(at)?;
    let mut best: Option<Reading> = None;
    let mut offer = |reading: Option<Reading>| {
        let rank = |(next, iso): &Reading| (*next, iso.is_some());
        if reading.as_ref().map(rank) >= best.as_ref().map(rank) {
            best = reading;
        }
    };
    if atom.meaning.is_name {
        offer(with_weekday(line, at, context));
        offer(month_first(line, at, None, context));
        offer(relative::weekday(line, at, context));
        offer(month_alone(line, at, context));
        return best.map(found);
    }
    if atom.kind == AtomKind::Number {
        offer(day_first(line, at, None, context));
        offer(numeric(line, at, context));
    }
    offer(years(line, at));
    offer(century(line, at));
    offer(relative::quarter(line, at, context));
    offer(relative::date(line, at, number, context));
    best.map(found)
}

/// The atom after a date and its ISO form.
pub(super) type Reading = (usize, Option<String>);

/// A weekday before a date: "Friday, July 15, 2016", "Fri 15 July".
fn with_weekday(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let (weekday, written_out) = calendar::weekday(line.word(at)).filter(|_| line.capital(at))?;
    let mut next = at + 1;
    next += usize::from(!written_out && line.is_mark(next, '.'));
    next += usize::from(line.is_mark(next, ','));
    next += usize::from(line.word(next) == "the");
    month_first(line, next, Some(weekday), context)
        .or_else(|| day_first(line, next, Some(weekday), context))
        .or_else(|| numeric(line, next, context))
}

/// The month's number, the atom after it, and whether its name is written out.
pub(super) fn month(line: &Line, at: usize) -> Option<(i8, usize, bool)> {
    let (month, written_out) = calendar::month(line.word(at)).filter(|_| line.capital(at))?;
    let stop = !written_out && line.is_mark(at + 1, '.') && line.glued(at + 1);
    Some((month, at + 1 + usize::from(stop), written_out))
}

/// A day of the month, with or without "st", "nd", "rd", "th".
fn day(line: &Line, at: usize) -> Option<(i8, usize)> {
    let day = line.integer(at, 2).filter(|day| (1..=31).contains(day))?;
    let suffix = line.glued(at + 1) && matches!(line.word(at + 1), "st" | "nd" | "rd" | "th");
    let next = at + 1 + usize::from(suffix);
    // "20:30", "20%", "20m": a glued letter or sign makes it something else.
    let other = line.glued(next)
        && (!line.word(next).is_empty()
            || ['%', '/', '°', '$'].iter().any(|&mark| line.is_mark(next, mark))
            || (line.is_mark(next, ':') && line.glued(next + 1)));
    (!other).then_some((day as i8, next))
}

/// A year in four digits that is no part of a larger number.
pub(super) fn year(line: &Line, at: usize) -> Option<(i16, usize)> {
    let year = line.integer(at, 4).filter(|year| line.printed(at).len() == 4 && YEARS.contains(year))?;
    let other =
        line.glued(at + 1) && (!line.word(at + 1).is_empty() || line.is_mark(at + 1, '%') || line.is_mark(at + 1, ':'));
    (!other).then_some((year as i16, at + 1))
}

/// A year after a month or day: "2016", ", 2016".
fn year_after(line: &Line, at: usize) -> Option<(i16, usize)> {
    year(line, at + usize::from(line.is_mark(at, ',')))
}

/// A year after a month or day, also one named from the article's: "last year".
fn named_year(line: &Line, at: usize, context: &Context) -> Option<(i16, usize)> {
    year_after(line, at).or_else(|| {
        let offset = match line.word(at) {
            "last" => -1,
            "this" => 0,
            "next" => 1,
            _ => return None,
        };
        let year = context.today.filter(|_| line.word(at + 1) == "year")?.year().checked_add(offset)?;
        Some((year, at + 2))
    })
}

/// A day as ISO text, with the year found from the document if the text gives none; `None` for an impossible day.
fn iso_day(
    year: Option<i16>,
    month: i8,
    day: i8,
    weekday: Option<Weekday>,
    direction: Option<Direction>,
    context: &Context,
) -> Option<String> {
    if let Some(year) = year {
        return Some(Date::new(year, month, day).ok()?.to_string());
    }
    let date = calendar::possible(month, day).then(|| context.month_day(month, day, weekday, direction))?;
    Some(date.map_or(PartialDate::MonthDay(month, day), PartialDate::Full).to_string())
}

/// The word or mark between the ends of a range of days: whether one is there, and how many atoms it takes.
fn to(line: &Line, at: usize) -> Option<usize> {
    if line.is_dash(at) || line.is_mark(at, '&') || matches!(line.word(at), "to" | "and" | "through" | "until") {
        return Some(at + 1);
    }
    None
}

/// Whether a number at `at` can be a second day: no noun follows that it would count.
fn stands_alone(line: &Line, next: usize, dash: bool) -> bool {
    dash || line.word(next).is_empty()
        || matches!(
            line.word(next),
            "in" | "at"
                | "on"
                | "for"
                | "with"
                | "when"
                | "as"
                | "by"
                | "after"
                | "before"
                | "to"
                | "but"
                | "and"
                | "this"
                | "last"
                | "next"
                | "of"
                | "from"
                | "under"
                | "during"
                | "is"
                | "was"
                | "will"
                | "were"
                | "are"
                | "respectively"
        )
}

/// "July 15, 2016", "Jul. 15", "July 21-23, 2022", "June 30 to July 4", "July 2016", "October of 2018".
fn month_first(line: &Line, at: usize, weekday: Option<Weekday>, context: &Context) -> Option<Reading> {
    let (month_number, next, _) = month(line, at)?;
    let direction = || tense::direction(line, at, next + 2);
    let Some((first, after)) = day(line, next) else {
        let of = usize::from(line.word(next) == "of" || line.is_dash(next));
        let (year, next) = named_year(line, next + of, context)?;
        return Some((next, Some(format!("{year:04}-{month_number:02}"))));
    };
    if !calendar::possible(month_number, first) {
        return None;
    }
    if let Some(second_at) = to(line, after) {
        let dash = line.is_dash(after);
        if let Some((second, next)) = day(line, second_at)
            && calendar::possible(month_number, second)
            && first < second
        {
            let year = year_after(line, next);
            let end = year.map_or(next, |(_, next)| next);
            if year.is_some() || stands_alone(line, next, dash) {
                let year = year.map(|(year, _)| year);
                return interval(
                    end,
                    iso_day(year, month_number, first, None, direction(), context),
                    iso_day(year, month_number, second, None, direction(), context),
                );
            }
        }
        if !line.is_mark(after, '&')
            && line.word(after) != "and"
            && let Some((second_month, day_at, _)) = month(line, second_at)
            && let Some((second, next)) = day(line, day_at)
        {
            let year = year_after(line, next);
            let end = year.map_or(next, |(_, next)| next);
            let year = year.map(|(year, _)| year);
            return interval(
                end,
                iso_day(year, month_number, first, None, direction(), context),
                iso_day(year, second_month, second, None, direction(), context),
            );
        }
    }
    let year = named_year(line, after, context);
    let next = year.map_or(after, |(_, next)| next);
    let iso = iso_day(year.map(|(year, _)| year), month_number, first, weekday, direction(), context)?;
    Some((next, Some(iso)))
}

/// "15 July 2016", "15th of July", "15-16 July", "29th & 30th December 2022".
fn day_first(line: &Line, at: usize, weekday: Option<Weekday>, context: &Context) -> Option<Reading> {
    let glued = at > 0 && line.glued(at) && !line.mark_before(at, '(');
    let (first, mut next) = day(line, at).filter(|_| !glued)?;
    let mut second = None;
    if let Some(second_at) = to(line, next)
        && let Some((day, after)) = day(line, second_at)
        && first < day
    {
        (second, next) = (Some(day), after);
    }
    next += usize::from(line.word(next) == "of" || line.is_dash(next));
    let (month_number, after_month, _) = month(line, next)?;
    let year = named_year(line, after_month, context);
    let next = year.map_or(after_month, |(_, next)| next);
    let year = year.map(|(year, _)| year);
    let direction = tense::direction(line, at, next);
    let last = second.unwrap_or(first);
    if !calendar::possible(month_number, first) || !calendar::possible(month_number, last) {
        return None;
    }
    if let Some(second) = second {
        return interval(
            next,
            iso_day(year, month_number, first, None, direction, context),
            iso_day(year, month_number, second, None, direction, context),
        );
    }
    Some((next, Some(iso_day(year, month_number, first, weekday, direction, context)?)))
}

fn interval(next: usize, start: Option<String>, end: Option<String>) -> Option<Reading> {
    Some((next, Some(format!("{}/{}", start?, end?))))
}

/// "2016-07-15", "15/07/2016", "15.07.2016", "9/11".
fn numeric(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let after_word = at > 0 && line.glued(at) && !line.word_before(at, 1).is_empty();
    if after_word || !line.is_number(at) {
        return None;
    }
    if line.printed(at).contains('.') {
        let mut parts = line.printed(at).split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || day.len() > 2 || month.len() > 2 {
            return None;
        }
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        return Some((at + 1, Some(date.to_string())));
    }
    let slash = line.is_mark(at + 1, '/');
    if !(slash || line.is_dash(at + 1)) || !(1..=4).all(|offset| offset > 2 || line.glued(at + offset)) {
        return None;
    }
    let joined = line.glued(at + 3)
        && line.glued(at + 4)
        && (if slash { line.is_mark(at + 3, '/') } else { line.is_dash(at + 3) });
    if !joined {
        let attacks = slash && line.printed(at) == "9" && line.printed(at + 2) == "11";
        return attacks.then(|| (at + 3, Some("2001-09-11".to_owned())));
    }
    if let (Some((year, _)), Some(month), Some(day)) =
        (year(line, at), line.integer(at + 2, 2), line.integer(at + 4, 2))
    {
        let date = Date::new(year, month as i8, day as i8).ok()?;
        return Some((at + 5, Some(date.to_string())));
    }
    let (first, second) = (line.integer(at, 2)? as i8, line.integer(at + 2, 2)? as i8);
    let year = match line.printed(at + 4).len() {
        2 => 2000 + line.integer(at + 4, 2)? as i16,
        _ => year(line, at + 4)?.0,
    };
    let day_first = Date::new(year, second, first).ok();
    let month_first = Date::new(year, first, second).ok();
    let date = match (day_first, month_first) {
        (Some(day_first), Some(month_first)) => choose_order(day_first, month_first, context),
        (day_first, month_first) => day_first.or(month_first)?,
    };
    Some((at + 5, Some(date.to_string())))
}

/// Which of two readings of a numeric date: as the document writes its others, else the nearer one, else day first, as most of
/// the world writes.
fn choose_order(day_first: Date, month_first: Date, context: &Context) -> Date {
    if let Some(order) = context.day_first {
        return if order { day_first } else { month_first };
    }
    if context.country.is_some_and(|country| country.as_str() == "US") {
        return month_first;
    }
    let far = |date: Date| context.today.and_then(|today| date.since(today).ok()).map(|length| length.get_days().abs());
    match (far(day_first), far(month_first)) {
        (Some(first), Some(second)) if second < first => month_first,
        _ => day_first,
    }
}

/// "2016", "2018-2022", "2021/22", "the 1990s", "'90s".
fn years(line: &Line, at: usize) -> Option<Reading> {
    if let Some(reading) = decade(line, at) {
        return Some(reading);
    }
    let (first, next) = year(line, at)?;
    if !is_year_place(line, at, next) {
        return None;
    }
    let slash = line.is_mark(next, '/') && line.glued(next);
    if slash || (line.is_dash(next) && (line.glued(next) == line.glued(next + 1))) {
        let short = line.integer(next + 1, 2).filter(|_| line.printed(next + 1).len() == 2 && line.glued(next + 1));
        let second = match short {
            Some(short) => Some((i32::from(first) / 100 * 100 + short) as i16),
            None => year(line, next + 1).map(|(second, _)| second),
        };
        // "2021-22" is a range, "2016-07" was read as one too but goes back in time.
        if let Some(second) = second.filter(|&second| first < second) {
            return Some((next + 2, Some(format!("{first:04}/{second:04}"))));
        }
    }
    Some((next, Some(format!("{first:04}"))))
}

/// "1990s", "'90s", "the 90s".
fn decade(line: &Line, at: usize) -> Option<Reading> {
    let apostrophe = line.is_mark(at, '\'') || line.is_mark(at, '’') || line.is_mark(at, '‘');
    let number_at = at + usize::from(apostrophe);
    let number = line.integer(number_at, 4).filter(|number| number % 10 == 0)?;
    let mut next = number_at + 1;
    next += usize::from(line.is_mark(next, '\'') || line.is_mark(next, '’'));
    if line.word(next) != "s" || !line.glued(next) {
        return None;
    }
    let iso = match line.printed(number_at).len() {
        4 if YEARS.contains(&number) => format!("{:03}", number / 10),
        // "in his 40s", "in the low 20s" are ages and temperatures.
        2 if (20..100).contains(&number) && (apostrophe || (line.word_before(at, 1) == "the" && number >= 50)) => {
            format!("{:03}", 190 + number / 10)
        }
        _ => return None,
    };
    Some((next + 1, Some(iso)))
}

/// Whether the number at an atom is a year.
pub(super) fn is_year(line: &Line, at: usize) -> bool {
    year(line, at).is_some_and(|(_, next)| is_year_place(line, at, next))
}

/// Whether four digits stand where a year stands: not in a name, not counting anything.
fn is_year_place(line: &Line, at: usize, next: usize) -> bool {
    let before = line.word_before(at, 1);
    if at > 0 && line.glued(at) {
        // "mid-2016", "(2016", "'2016" but not "$2016", "A2016", "1-2016".
        let dash = at - 1;
        let opened = ['(', '[', '"', '“', '\'', '‘', '’', '/', '.'].iter().any(|&mark| line.mark_before(at, mark));
        let compound = line.is_dash(dash) && !line.word_before(dash, 1).is_empty();
        if !opened && !compound && (!line.is_dash(dash) || line.glued(dash)) && !matches!(before, "fy" | "cy") {
            return false;
        }
    }
    if line.glued(next)
        && (line.is_mark(next, '°')
            || line.is_mark(next, '$')
            || (line.is_mark(next, '.') && line.glued(next + 1) && !line.word(next + 1).is_empty()))
    {
        return false;
    }
    if super::money::is_sign(line, at)
        || super::numbers::scale_word(line.word(next)).is_some()
        || super::quantity::is_measure(line, next)
    {
        return false;
    }
    // "Vision 2030", "Expo 2020": names.
    if matches!(before, "vision" | "agenda" | "expo" | "euro") {
        return false;
    }
    let year = line.integer(at, 4).unwrap_or(0);
    if matches!(
        before,
        "in" | "since" | "by" | "until" | "till" | "during" | "before" | "after" | "late" | "early" | "mid" | "year"
    ) {
        return !super::quantity::counts_people(line, next);
    }
    // "until at least 2027"
    if before == "least" && matches!(line.word_before(at, 3), "until" | "till" | "by" | "in" | "since" | "before") {
        return !super::quantity::counts_people(line, next) && (1700..=2100).contains(&year);
    }
    // "2000 people", "1500 jobs": round numbers count, unless they are of the present.
    let counts =
        super::quantity::counts_people(line, next) || (year % 50 == 0 && super::quantity::is_plural(line.word(next)));
    !counts
        && (1700..=2100).contains(&year)
        && !matches!(
            before,
            "about" | "than" | "over" | "nearly" | "almost" | "some" | "least" | "no" | "number" | "room" | "flight"
        )
}

/// "19th century", "the twentieth century", "XIX century".
fn century(line: &Line, at: usize) -> Option<Reading> {
    let (number, next) = ordinals::place(line, at)?;
    let next = next + usize::from(line.is_dash(next));
    let century = matches!(line.word(next), "century" | "centuries") && (1.0..=30.0).contains(&number);
    // A name: "21st Century Fox".
    let named = line.capital(next) && line.capital(next + 1);
    (century && !named).then(|| (next + 1, Some(format!("{:02}", number - 1.0))))
}

/// "in June", "May": a month alone, where it can only be one.
fn month_alone(line: &Line, at: usize, context: &Context) -> Option<Reading> {
    let (number, next, written_out) = month(line, at)?;
    if !written_out || (at > 0 && line.glued(at) && !line.is_dash(at - 1) && !line.mark_before(at, '(')) {
        return None;
    }
    // "February 30" is no date at all.
    if line.integer(next, 2).is_some() {
        return None;
    }
    let before = line.word_before(at, 1);
    let placed =
        matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "of"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "mid"
                | "between"
                | "before"
                | "after"
                | "during"
                | "through"
                | "for"
                | "to"
                | "each"
                | "every"
                | "and"
                | "or"
                | "past"
                | "the"
                | "that"
        ) || (at > 1 && line.is_dash(at - 1) && matches!(line.word_before(at, 2), "mid" | "post" | "pre" | "since"));
    // "April Jones", "June Co"; "May" and "March" are words.
    let ambiguous = matches!(number, 3 | 5);
    if !placed && (ambiguous || line.capital(next))
        || (matches!(before, "to" | "and" | "for" | "or")
            && (ambiguous || line.capital(next))
            && !line.is_mark(next, ','))
    {
        return None;
    }
    let direction = match before {
        "last" | "since" | "past" => Some(Direction::Past),
        "next" | "until" | "till" => Some(Direction::Future),
        _ => tense::direction(line, at, next),
    };
    let iso = context
        .month(number, direction)
        .map_or_else(|| format!("--{number:02}"), |(year, month)| format!("{year:04}-{month:02}"));
    Some((next, Some(iso)))
}
