//! Datelines: place, date and agency before the first sentence ("MOSCOW, July 15 (Reuters) - ..."), or on a line of their own.
//!
//! What stands before a dash or colon is cut at its commas and each piece must be a place, a date or an agency. How much else
//! is asked depends on the evidence: with a date or an agency any name is a place; alone, only capitals before a dash or a
//! place known to the gazetteer.

mod place;

use self::place::{group, is_capitals, is_known, is_likely_place, is_place_name, is_title, words};
use super::agencies;
use super::dates::{PrintedDate, Reader, damaged_month};
use super::pieces;
use super::stamps::{Context, resolve_date};
use crate::document::{CountryCode, Dateline, DatelinePlace};
use crate::places;
use crate::span::Span;
use crate::text::{find_byte, lies_in, squash};

/// A dateline with its dash ends within so many bytes.
const LONGEST: usize = 130;
/// Most words of a place name ("Rio de Janeiro", "Dar es Salaam", "St. Petersburg and Moscow").
const PLACE_WORDS: usize = 5;
/// A line that is only a dateline has at most so many bytes.
const LONGEST_LINE: usize = 70;
/// Text of this many bytes must follow a run-in dateline.
const SHORTEST_TEXT: usize = 15;

/// A dateline as printed.
#[derive(Clone, Debug)]
pub(super) struct FoundDateline {
    /// Place, date and agency, without the dash.
    pub span: Span,
    /// The places.
    pub places: Vec<DatelinePlace>,
    /// The date, if one is printed that can be read.
    pub date: Option<PrintedDate>,
    /// The agency.
    pub agency: Option<String>,
    /// Whether more than a bare place speaks for it.
    pub strong: bool,
}

impl FoundDateline {
    /// As the document keeps it.
    pub(super) fn into_dateline(self, context: Context) -> Dateline {
        let date = self.date.and_then(|date| resolve_date(date, context));
        Dateline { span: self.span, places: self.places, date, agency: self.agency }
    }

    /// The country of its first place that has one.
    pub(super) fn country(&self) -> Option<CountryCode> {
        self.places.iter().find_map(|place| place.country)
    }
}

/// Whether a place stands in capitals.
pub(super) fn is_in_capitals(place: &DatelinePlace) -> bool {
    place.city.as_deref().is_some_and(is_capitals)
}

/// The mark between a dateline and the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Separator {
    Dash,
    Colon,
    None,
}

/// The run-in dateline at the start of a paragraph.
pub(super) fn run_in(text: &str, paragraph: Span) -> Option<FoundDateline> {
    let paragraph = without_litter(text, paragraph);
    let content = paragraph.of(text);
    let mut limit = LONGEST.min(content.len());
    while !content.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = content.get(..limit)?;
    let separators = separators(head);
    for (nth, &(at, length, separator)) in separators.iter().enumerate() {
        let candidate = |at: usize| Span::new(paragraph.start, paragraph.start + at).trim(text);
        let Some(found) = read(text, candidate(at), separator) else { continue };
        let after = content.get(at + length..).unwrap_or("").trim_start();
        // Figures follow datelines in few words ("Shr 57 cts"); without date and agency, more must follow.
        if after.len() < SHORTEST_TEXT && !(found.strong && !found.places.is_empty() && !after.is_empty()) {
            continue;
        }
        // "CAIRO - 26 July 2022: ..." goes on after its first dash.
        if !found.strong
            && let Some(&(later, _, separator)) = separators.get(nth + 1)
            && let Some(longer) = read(text, candidate(later), separator)
            && longer.date.is_some()
        {
            return Some(longer);
        }
        return Some(found);
    }
    if let Some(found) = slashed_agency(text, paragraph, head) {
        return Some(found);
    }
    if let Some(found) = stopped_city(text, paragraph, head) {
        return Some(found);
    }
    // "WASHINGTON (AP) Officials said": the bracketed agency itself ends it.
    let close = head.find(')')?;
    let candidate = Span::new(paragraph.start, paragraph.start + close + 1);
    // Alone it is a line of its own.
    if !content.get(close + 1..)?.contains(char::is_alphanumeric) {
        return None;
    }
    // Any name may have an acronym or a party in brackets: without a dash the agency or the place must be known, or be in capitals.
    read(text, candidate, Separator::None).filter(|found| {
        let name = found.places.first().map_or("", |place| place.span.of(text));
        let known = |agency| agencies::is_agency(agency) || !name.is_empty() && (is_capitals(name) || is_known(name));
        found.agency.as_deref().is_some_and(known)
    })
}

/// Without what transmission left before the place: marks ("****RIO"), or a stray figure before capitals ("0 LONDON").
fn without_litter(text: &str, paragraph: Span) -> Span {
    let content = paragraph.of(text);
    let bare =
        content.trim_start_matches(|c: char| matches!(c, '*' | '#' | '=' | '>' | '+' | '^' | '~') || c.is_whitespace());
    let figure = bare.strip_prefix(|c: char| c.is_ascii_digit()).and_then(|rest| rest.strip_prefix(' '));
    let capitals = |rest: &str| rest.bytes().take_while(u8::is_ascii_uppercase).count() >= 3;
    let bare = figure.filter(|rest| capitals(rest)).unwrap_or(bare);
    Span::new(paragraph.end - bare.len(), paragraph.end)
}

/// "MOSCOW, July 26. /TASS/." and "Ulaanbaatar /MONTSAME/": the agency between slashes.
fn slashed_agency(text: &str, paragraph: Span, head: &str) -> Option<FoundDateline> {
    let open = head.find('/')?;
    let length = head.get(open + 1..)?.find('/')?;
    let inside = head.get(open + 1..open + 1 + length)?.trim();
    let before = Span::new(paragraph.start, paragraph.start + open).trim(text);
    let bare = before.of(text).trim_end_matches(['.', ',', ' ']).len();
    let place = read(text, Span::new(before.start, before.start + bare), Separator::None)?;
    let named = agencies::is_agency(inside) || (is_capitals(inside) && words(inside) <= 2);
    (named && place.agency.is_none() && !place.places.is_empty()).then(|| FoundDateline {
        span: Span::new(paragraph.start, paragraph.start + open + length + 2),
        agency: Some(inside.to_owned()),
        strong: true,
        ..place
    })
}

/// "Dar es Salaam. The railway will buy": a known city alone before a stop, as papers of East Africa print it.
fn stopped_city(text: &str, paragraph: Span, head: &str) -> Option<FoundDateline> {
    /// Letters of the shortest: shorter words before a stop are abbreviations.
    const SHORTEST: usize = 5;
    let (name, after) = head.split_once(". ")?;
    let single = name.len() >= SHORTEST && words(name) <= PLACE_WORDS && is_place_name(name) && !name.contains('.');
    let follows = after.trim_start().starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '‘'));
    if !single || !follows || places::city(&squash(name)).is_none() {
        return None;
    }
    read(text, Span::new(paragraph.start, paragraph.start + name.len()), Separator::None)
        .filter(|found| found.date.is_none() && found.agency.is_none())
}

/// A line that is only a dateline: a place, perhaps with its country, date, agency.
pub(super) fn own_line(text: &str, line: Span) -> Option<FoundDateline> {
    let line =
        Span::new(line.start, line.start + line.of(text).trim_end_matches([':', '-', '–', '—', '|', ' ', ',']).len());
    let line = without_label(text, line);
    if line.len() > LONGEST_LINE {
        return None;
    }
    // A place alone has the form of one: most lines of a few words go no further.
    let bare = without_stop(text, line).of(text);
    if !bare.contains([',', '(', '-', '–', '—']) && !is_place_name(bare) {
        return None;
    }
    let found = read(text, line, Separator::None)?;
    let known = |place: &DatelinePlace| place.country.is_some();
    (found.places.first().is_some_and(known)).then_some(found)
}

/// The label that archives of newspapers put before it ("DATELINE: LIMA, Peru").
pub(super) const LABEL: &str = "DATELINE:";

/// Without that label.
fn without_label(text: &str, line: Span) -> Span {
    let labelled = line.of(text).starts_with(LABEL);
    Span::new(line.start + if labelled { LABEL.len() } else { 0 }, line.end).trim(text)
}

/// Places in the head where a dateline may end: byte offset, length and kind of the separator.
fn separators(head: &str) -> Vec<(usize, usize, Separator)> {
    let mut found = Vec::new();
    let bytes = head.as_bytes();
    let mut depth = 0_u32;
    let is_text = |byte: u8| lies_in(byte, &[(b'0', b'9'), (b'a', b'z'), (b'A', b'Z'), (b' ', b' '), (b',', b',')]);
    let mut from = 0;
    while let Some(at) = bytes.get(from..).and_then(|rest| find_byte(rest, |byte| !is_text(byte))) {
        let at = from + at;
        let Some(c) = head.get(at..).and_then(|rest| rest.chars().next()) else { break };
        from = at + c.len_utf8();
        let before = head.get(..at).unwrap_or("");
        let after = head.get(at + c.len_utf8()..).unwrap_or("");
        let spaced = before.ends_with(char::is_whitespace);
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            // "Oct. 11–21" is one date.
            '–' if before.ends_with(|c: char| c.is_ascii_digit())
                && after.starts_with(|c: char| c.is_ascii_digit()) => {}
            '—' | '–' | '―' | '−' if depth == 0 => found.push((at, c.len_utf8(), Separator::Dash)),
            '-' | '_' if depth == 0 => {
                let double = bytes.get(at + 1) == Some(&c.try_into().unwrap_or(0));
                let second = at > 0 && bytes.get(at - 1) == Some(&c.try_into().unwrap_or(0));
                let after_close = before.ends_with(')') || before.ends_with(|c: char| c.is_ascii_digit());
                let before_space = after.starts_with(char::is_whitespace);
                if !second && (double || spaced || after_close || (before_space && !before.is_empty())) {
                    found.push((at, if double { 2 } else { 1 }, Separator::Dash));
                }
            }
            // A lost dash.
            '?' | '\u{fffd}' | '\u{96}' | '\u{97}' if depth == 0 && spaced && after.starts_with(' ') => {
                found.push((at, c.len_utf8(), Separator::Dash));
            }
            ':' if depth == 0 && (after.is_empty() || after.starts_with(char::is_whitespace)) => {
                found.push((at, 1, Separator::Colon));
            }
            '.' | '!' | '"' | '“' | ';' if depth == 0 && found.len() > 3 => break,
            _ => {}
        }
    }
    found
}

/// What a piece between commas is.
enum Part {
    Place(Span),
    Date(PrintedDate),
    DamagedDate,
    Agency(String),
}

fn read(text: &str, span: Span, separator: Separator) -> Option<FoundDateline> {
    let span = without_stop(text, span);
    let content = span.of(text);
    if content.is_empty() || content.contains(['"', '“', '!', '?', ';', '\n']) && content.contains(['"', '“', '!', ';'])
    {
        return None;
    }
    let (body, bracketed) = split_bracket(text, span);
    let mut agency = bracketed;
    let mut date = None;
    let mut dated = false;
    let mut places: Vec<Span> = Vec::new();
    let mut pieces = commas(text, body);
    // "WASHINGTON, (AP)" leaves an empty last piece.
    pieces.retain(|piece| !piece.is_empty());
    for (index, piece) in pieces.iter().enumerate() {
        match part(text, *piece, index == 0, dated, &pieces)? {
            Part::Place(place) if !dated => places.push(place),
            Part::Date(printed) if !dated => {
                dated = true;
                date = Some(printed);
            }
            Part::DamagedDate if !dated => dated = true,
            Part::Agency(name) if agency.is_none() => agency = Some(name),
            // A place after the date, a second date, a second agency: no dateline.
            _ => return None,
        }
    }
    let strong = dated || agency.is_some();
    if places.is_empty() {
        return (agency.is_some() && (dated || separator == Separator::Dash)).then_some(FoundDateline {
            span,
            places: Vec::new(),
            date,
            agency,
            strong,
        });
    }
    let known = places.iter().any(|place| is_known(place.of(text)));
    let first = places.first()?.of(text);
    let capitals = is_capitals(first);
    // "QUAY NEWS (EFE) -": the outlet stands before the agency that it prints.
    if strong && separator != Separator::Colon && !known && capitals && !is_likely_place(first) {
        return Some(FoundDateline { span, places: Vec::new(), date, agency, strong });
    }
    let accepted = match separator {
        _ if strong => {
            places.len() <= 3 && (capitals || is_title(first))
                || (dated && separator == Separator::Dash && is_known(first))
        }
        Separator::Dash => {
            (capitals && words(first) <= PLACE_WORDS && places.len() <= 2 && (known || is_likely_place(first)))
                || (known && is_known(first))
                // "Zihuatanejo, Guerrero": the state is known, its town need not be.
                || (known && places.len() == 2 && words(first) <= 3 && is_title(first))
        }
        Separator::Colon => known && (is_known(first) || capitals && places.len() > 1),
        Separator::None => known && (is_known(first) || places.len() > 1),
    };
    accepted.then(|| FoundDateline { span, places: group(text, &places), date, agency, strong })
}

/// Without the stop before the dash ("Guadalajara.- "); "Calif." and "St." keep theirs.
fn without_stop(text: &str, span: Span) -> Span {
    /// Letters of a word that is no abbreviation but of a state.
    const WORD: usize = 5;
    let content = span.of(text);
    let Some(bare) = content.strip_suffix('.') else { return span };
    let last = bare.rsplit([' ', ',', '.']).next().unwrap_or("");
    let word = last.chars().count() >= WORD && last.chars().all(char::is_alphabetic);
    let whole = word && places::region(last).is_none() && places::region(&format!("{last}.")).is_none();
    if whole { Span::new(span.start, span.start + bare.len()) } else { span }
}

/// Takes a bracketed agency, or one more than once ("(AP/Reuters)"), off the end.
fn split_bracket(text: &str, span: Span) -> (Span, Option<String>) {
    let content = span.of(text).trim_end();
    if let Some(open) = content.rfind('(')
        && content.ends_with(')')
        && let Some(inside) = content.get(open + 1..content.len() - 1)
        && looks_like_agency(inside.trim())
    {
        let body = Span::new(span.start, span.start + open).trim(text);
        return (body, Some(squash(inside.trim()).into_owned()));
    }
    (span, None)
}

/// Whether what stands in brackets in a dateline can be an agency: a few words that begin with a capital.
fn looks_like_agency(inside: &str) -> bool {
    agencies::is_agency(inside)
        || (words(inside) <= 4
            && inside.len() <= 40
            && !inside.is_empty()
            && inside
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '&' | '/')))
            && !inside.contains(|c: char| c.is_ascii_digit()))
}

/// Whether a piece begins with a date.
fn is_date(text: &str, piece: Span) -> bool {
    let cut = pieces::cut(text, piece, 6);
    let mut reader = Reader { text, pieces: &cut, at: 0 };
    matches!(reader.date(), Some(PrintedDate::Named { .. } | PrintedDate::Numeric { .. }))
}

/// The pieces between commas, and between a place and a dash with the date after it; "and", "/" and "&" part places too.
fn commas(text: &str, span: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    for (at, c) in span.of(text).char_indices() {
        let dash = matches!(c, '-' | '–' | '—') && {
            let after = Span::new(span.start + at + c.len_utf8(), span.end).trim(text);
            !after.is_empty()
                && span.of(text).get(..at).is_some_and(|before| before.ends_with(' '))
                && is_date(text, after)
        };
        if c == ',' || dash {
            pieces.push(Span::new(start, span.start + at).trim(text));
            start = span.start + at + c.len_utf8();
        }
    }
    pieces.push(Span::new(start, span.end).trim(text));
    join_years(text, pieces)
}

/// "April 23, 2015": the year belongs to the date before the comma.
fn join_years(text: &str, pieces: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let content = piece.of(text);
        let is_year = content.len() == 4 && content.bytes().all(|byte| byte.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if is_year && last.of(text).ends_with(|c: char| c.is_ascii_digit()) => {
                *last = last.cover(piece);
            }
            _ => joined.push(piece),
        }
    }
    joined
}

fn part(text: &str, piece: Span, first: bool, dated: bool, all: &[Span]) -> Option<Part> {
    let content = piece.of(text);
    let content_trimmed = content.trim_end_matches('.');
    // "Pa." after a place is Pennsylvania.
    let region = !first && !dated && places::region(content).is_some();
    if agencies::is_agency(content_trimmed) && !region && (!first || places::city(content_trimmed).is_none()) {
        return Some(Part::Agency(squash(content_trimmed).into_owned()));
    }
    let city = first && places::city(&squash(content)).is_some();
    match date_of(text, piece) {
        // "PUNE" is a city before it is a damaged "JUNE".
        Some(Part::DamagedDate) if city => return Some(Part::Place(piece)),
        Some(date) => return Some(date),
        None => {}
    }
    // "2019" after "July 15": part of the date.
    if dated {
        let year = content.len() == 4 && content.bytes().all(|byte| byte.is_ascii_digit());
        return if year || is_desk(content) { Some(Part::Agency(content.to_owned())).filter(|_| !year) } else { None };
    }
    if is_place_name(content) || (all.len() > 1 && city) {
        return Some(Part::Place(piece));
    }
    // "afrol News, 6 May": an agency that is not on the list, before a date.
    let is_news = content
        .split_whitespace()
        .last()
        .is_some_and(|word| ["News", "Agency", "Press", "Wire", "Service", "NEWS", "Media"].contains(&word));
    if first && is_news && all.len() > 1 && words(content) <= 4 {
        return Some(Part::Agency(squash(content).into_owned()));
    }
    None
}

fn is_desk(content: &str) -> bool {
    looks_like_agency(content)
}

/// A piece that is wholly a date: "July 15", "6 May", "Narch 2", "April", "March 187".
fn date_of(text: &str, piece: Span) -> Option<Part> {
    let cut = pieces::cut(text, piece, 12);
    let mut reader = Reader { text, pieces: &cut, at: 0 };
    if let Some(date) = reader.date() {
        let rest = reader.pieces.get(reader.at..)?;
        let good = matches!(date, PrintedDate::Named { .. } | PrintedDate::Numeric { .. } | PrintedDate::Weekday(_));
        // A stop, or the letter typed for a digit ("March 2O"), may follow.
        let clean = rest.iter().all(|piece| piece.is('.') || (piece.spaced && piece.number(4..=4).is_some()));
        return good.then_some(if clean {
            Part::Date(date)
        } else if rest.len() <= 1 {
            Part::DamagedDate
        } else {
            return None;
        });
    }
    let mut word = cut.first()?;
    let mut rest = cut.get(1..)?;
    if let Some(day) = word.number(1..=2) {
        // "2 Narch"
        let month =
            rest.first().filter(|piece| piece.is_word()).and_then(|piece| damaged_month(piece.span.of(text)))?;
        return (rest.len() == 1).then_some(named(month, day));
    }
    let mut name = word.span.of(text).to_owned();
    // "APri": the cut at a capital parts it.
    if let Some(next) = rest.first()
        && next.is_word()
        && !next.spaced
    {
        name.push_str(next.span.of(text));
        rest = rest.get(1..)?;
        word = next;
    }
    let month = if word.is_word() { damaged_month(&name)? } else { return None };
    let rest: Vec<_> = rest.iter().filter(|piece| !piece.is('.')).collect();
    match rest.as_slice() {
        [day] => Some(day.number(1..=2).map_or(Part::DamagedDate, |day| named(month, day))),
        [] if name.len() >= 3 => Some(Part::DamagedDate),
        [_, _] if !is_title_word_after(text, &rest) => Some(Part::DamagedDate),
        _ => None,
    }
}

fn is_title_word_after(text: &str, rest: &[&pieces::Piece]) -> bool {
    rest.iter()
        .any(|piece| piece.is_word() && piece.span.len() > 2 && piece.span.of(text).starts_with(char::is_uppercase))
}

fn named(month: i8, day: u32) -> Part {
    match i8::try_from(day) {
        Ok(day) if (1..=31).contains(&day) => Part::Date(PrintedDate::Named { year: None, month, day }),
        _ => Part::DamagedDate,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASES: &str = include_str!("../../../../fixtures/tables/datelines.tsv");

    fn describe(text: &str, found: &FoundDateline) -> String {
        let places: Vec<String> = found
            .places
            .iter()
            .map(|place| {
                let country = place.country.map_or_else(|| "?".to_owned(), |code| code.as_str().to_owned());
                format!("{}={}", place.span.of(text), country)
            })
            .collect();
        let date = found
            .date
            .and_then(|date| resolve_date(date, Context::default()))
            .map_or_else(|| "-".to_owned(), |date| date.to_string());
        format!("{}|{}|{}|{}", found.span.of(text), places.join(";"), date, found.agency.as_deref().unwrap_or("-"))
    }

    #[test]
    fn run_in_datelines() {
        for line in CASES.lines().filter(|line| !line.starts_with('#')) {
            let (head, expected) = line.split_once('\t').unwrap_or((line, ""));
            let text = format!("{head} the committee met again to settle what had been left open in spring.");
            let found = run_in(&text, Span::new(0, text.len()));
            let got = found.map_or_else(String::new, |found| describe(&text, &found));
            assert_eq!(got, expected, "{head}");
        }
    }

    #[test]
    fn lines_of_their_own() {
        for (text, expected) in [
            ("Moscow, Russia", "Moscow, Russia|Moscow, Russia=RU|-|-"),
            (
                "NAIROBI, Kenya, March 3 (Reuters)",
                "NAIROBI, Kenya, March 3 (Reuters)|NAIROBI, Kenya=KE|--03-03|Reuters",
            ),
            ("Budget talks fail", ""),
            ("More news", ""),
        ] {
            let found = own_line(text, Span::new(0, text.len()));
            assert_eq!(found.map_or_else(String::new, |found| describe(text, &found)), expected, "{text}");
        }
    }
}
