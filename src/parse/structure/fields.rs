//! The document's fields, from the paragraphs that the decoder chose for them.

use super::dates::PrintedDate;
use super::evidence::{Evidence, Form, without_bullet};
use super::kinds::State;
use super::stamps::{Context, FoundStamp, Label};
use super::{byline, dateline};
use crate::document::{Byline, CountryCode, Dateline, Document, ParagraphKind, PartialDate, Stamp};
use crate::pipeline::Options;
use crate::span::Span;
use crate::text::clean;
use jiff::civil::Date;

/// Paragraphs of text in which a run-in dateline may stand: after an introduction, but not deep in the text.
const RUN_IN_WITHIN: usize = 4;

/// The same where it has neither date nor agency.
const BARE_WITHIN: usize = 3;

/// Paragraphs of text above a byline without "By": an introduction.
const INTRODUCTION: usize = 1;

/// Fills headline, kicker, standfirst, byline, dateline, stamps and date.
pub(super) fn fill(
    document: &mut Document,
    text: &str,
    paragraphs: &[Evidence<'_>],
    states: &[State],
    options: &Options,
) {
    let first = |wanted: &[State]| states.iter().position(|state| wanted.contains(state));
    let span = |index: usize| paragraphs.get(index).map(|it| without_bullet(text, it.block.span));
    document.headline = first(&[State::Headline]).and_then(span).map(|headline| bare_headline(text, headline));
    document.kicker = first(&[State::TopKicker]).and_then(span);
    if let Some((label, headline)) = document.headline.and_then(|whole| run_in_kicker(text, whole)) {
        document.headline = Some(headline);
        document.kicker.get_or_insert(label);
    }
    document.standfirst = first(&[State::FrontStandfirst]).and_then(span);
    document.byline = find_byline(text, paragraphs, states);

    let found = find_dateline(paragraphs, states);
    let stamped: Vec<&FoundStamp> = paragraphs
        .iter()
        .zip(states)
        .filter(|(_, state)| matches!(state.kind(), ParagraphKind::Byline | ParagraphKind::Dateline))
        .flat_map(|(it, _)| &it.stamps)
        .collect();
    let country = found.as_ref().and_then(dateline::FoundDateline::country).or_else(|| outlet_country(paragraphs));
    let mut context = Context { country, reference: options.reference_date, month_first: false };
    context.month_first = month_first(text, paragraphs, &stamped, context);

    for stamp in &stamped {
        let Some(value) = stamp.value(context) else { continue };
        let field = if stamp.label == Some(Label::Updated) { &mut document.updated } else { &mut document.published };
        field.get_or_insert(Stamp { span: stamp.span.trim(text), value });
    }
    document.dateline = found.map(|found| found.into_dateline(context));
    let stamp_date = document.published.as_ref().or(document.updated.as_ref()).map(|stamp| stamp.value.date());
    if let Some(Dateline { date: Some(date), .. }) = &mut document.dateline {
        *date = with_year(*date, stamp_date);
    }
    if document.dateline.is_none() && stamp_date.is_none() {
        document.dateline = undated_stamp(&stamped, context);
    }
    let dateline_date = document.dateline.as_ref().and_then(|dateline| dateline.date);
    document.date = dateline_date
        .or(stamp_date.map(PartialDate::Full))
        .map(|date| with_year(date, options.reference_date))
        .or(options.reference_date.map(PartialDate::Full));
}

/// Labels that are run in before headlines; any other word before a colon is part of its headline ("PM: No second bridge").
pub(super) const RUN_IN_KICKERS: &[&str] = &[
    "ANALYSIS",
    "BREAKING",
    "BREAKING NEWS",
    "COLUMN",
    "COMMENT",
    "COMMENTARY",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINED",
    "EXPLAINER",
    "FACT CHECK",
    "FACTBOX",
    "FEATURE",
    "INTERVIEW",
    "LETTER",
    "LIVE",
    "OBITUARY",
    "OPINION",
    "PODCAST",
    "PROFILE",
    "REVIEW",
    "SPECIAL REPORT",
    "TIMELINE",
    "VIDEO",
    "WATCH",
];

/// A headline without the name of its field ("Title: ") and the marks that Markdown sets headings with ("# ", "**").
fn bare_headline(text: &str, headline: Span) -> Span {
    const FIELDS: &[&str] = &["headline", "title"];
    let is_mark = |c: char| matches!(c, '#' | '*' | '_') || c.is_whitespace();
    let content = headline.of(text);
    let named = content.split_once(':').filter(|(field, _)| FIELDS.iter().any(|it| it.eq_ignore_ascii_case(field)));
    let rest = named.map_or(content, |(_, rest)| rest).trim_start();
    // "#MeToo" begins a headline by itself, and one mark at the end may be a footnote's.
    let heading = rest.trim_start_matches('#');
    let opened = if heading.starts_with(' ') { heading.trim_start() } else { rest };
    let bare = opened.strip_prefix("**").map(|inside| inside.trim_end_matches(is_mark));
    let kept = bare.unwrap_or(opened);
    // What is kept stands at the end of the line, but for the marks after it.
    let after = if bare.is_some() { content.len() - content.trim_end_matches(is_mark).len() } else { 0 };
    let end = headline.end - after;
    if kept.is_empty() { headline } else { Span::new(end - kept.len(), end) }
}

/// The label run in before a headline, with its mark, and the headline without it.
fn run_in_kicker(text: &str, headline: Span) -> Option<(Span, Span)> {
    let content = headline.of(text);
    let (at, mark) = content.char_indices().find(|(_, c)| matches!(c, ':' | '|' | '-' | '–' | '—'))?;
    let label = content.get(..at)?;
    // A hyphen in a word is no mark.
    if mark != ':' && !label.ends_with(char::is_whitespace) {
        return None;
    }
    if !RUN_IN_KICKERS.contains(&label.trim().to_uppercase().as_str()) {
        return None;
    }
    let end = headline.start + at + mark.len_utf8();
    let rest = Span::new(end, headline.end).trim(text);
    let kicker = Span::new(headline.start, if mark == ':' { end } else { headline.start + at }).trim(text);
    (!rest.is_empty()).then_some((kicker, rest))
}

/// The first byline with an author, else the first; else who the tail credits.
fn find_byline(text: &str, paragraphs: &[Evidence<'_>], states: &[State]) -> Option<Byline> {
    let mut candidates: Vec<(usize, Byline)> = Vec::new();
    for (index, (it, state)) in paragraphs.iter().zip(states).enumerate() {
        let stands = match state {
            State::TopByline | State::FrontByline => true,
            State::BodyByline => is_of_article(it, index, states),
            _ => false,
        };
        if let Some(found) = it.byline.as_ref().filter(|_| stands) {
            candidates.push((index, found.clone().into_byline()));
        }
    }
    let with_author = candidates.iter().position(|(_, byline)| !byline.authors.is_empty());
    let found = match with_author {
        Some(index) => Some(candidates.swap_remove(index)),
        None => candidates.into_iter().next(),
    };
    let role = found.as_ref().and_then(|(index, _)| paragraphs.get(index + 1)).filter(|it| is_role_line(it));
    let mut byline = found.map(|(_, byline)| byline).or_else(|| {
        let tail = paragraphs
            .iter()
            .rev()
            .take(20)
            .find_map(|it| if it.form == Form::Credits { byline::credits(text, it.block.span) } else { None });
        tail.map(byline::FoundByline::into_byline)
    })?;
    if let (Some(role), [author]) = (role, byline.authors.as_mut_slice()) {
        author.role.get_or_insert_with(|| role.content.to_string());
    }
    for author in &mut byline.authors {
        author.name = clean(&author.name);
        for detail in [&mut author.role, &mut author.location] {
            *detail = detail.take().map(|detail| clean(&detail)).filter(|detail| !detail.is_empty());
        }
    }
    byline.authors.retain(|author| !author.name.is_empty());
    Some(byline)
}

/// Whether a line says what the author above it is ("Associated Press Writer").
fn is_role_line(it: &Evidence<'_>) -> bool {
    /// Longer lines say more.
    const WORDS: usize = 6;
    (1..=WORDS).contains(&it.words)
        && it.capitals == it.words
        && it.form == Form::Plain
        && it.stamps.is_empty()
        && !it.phrases.line
        && byline::is_role(&it.content)
}

/// Whether a byline among the text names who wrote the article: one with "By" does, another only as the one name above or below the text.
/// Between paragraphs a name signs a letter, heads a part or credits a picture.
fn is_of_article(it: &Evidence<'_>, index: usize, states: &[State]) -> bool {
    let is_text = |state: &&State| **state == State::Body;
    let marked = it.byline.as_ref().is_some_and(|found| found.evidence == byline::Evidence::Marked);
    if it.form == Form::PictureCredit {
        return false;
    }
    let alone = states.iter().filter(|state| **state == State::BodyByline).count() == 1;
    let (before, after) =
        (states[..index].iter().filter(is_text).count(), states[index..].iter().any(|it| is_text(&it)));
    marked || alone && (before <= INTRODUCTION || !after)
}

fn find_dateline(paragraphs: &[Evidence<'_>], states: &[State]) -> Option<dateline::FoundDateline> {
    let own = paragraphs
        .iter()
        .zip(states)
        .filter(|(_, state)| matches!(state, State::TopDateline | State::FrontDateline))
        .find_map(|(it, _)| it.own_line.clone());
    let run_in = paragraphs
        .iter()
        .zip(states)
        .filter(|(_, state)| state.kind() == ParagraphKind::Body)
        .take(RUN_IN_WITHIN)
        .enumerate()
        .find_map(|(nth, (it, _))| {
            // Without date and agency, only capitals are proof behind a paragraph of something else.
            let is_place = |found: &dateline::FoundDateline| {
                nth < BARE_WITHIN
                    && found
                        .places
                        .first()
                        .is_some_and(|place| place.country.is_some() && dateline::is_in_capitals(place))
            };
            let run_in = it.run_in.clone().filter(|found| found.strong || nth == 0 || is_place(found));
            // A dateline that the text was cut off from.
            run_in.or_else(|| it.own_line.clone().filter(|found| found.date.is_some()))
        });
    // A section's name before a stamp looks like a place; a dateline with its date or agency leaves no doubt.
    let proven = run_in.as_ref().is_some_and(|found| found.date.is_some() || found.agency.is_some());
    let bare = own.as_ref().is_some_and(|found| found.date.is_none() && found.agency.is_none());
    if proven && bare { run_in } else { own.or(run_in) }
}

/// A stamp without a year ("3 May"), or with no date at all ("Monday 5:30PM", "3 hours ago") where nothing says which day that was: no stamp can
/// hold it, so that it is kept as a dateline, with the date as far as it can be known.
fn undated_stamp(stamped: &[&FoundStamp], context: Context) -> Option<Dateline> {
    let kept = |(stamp, date): (&FoundStamp, Option<PartialDate>)| Dateline {
        span: stamp.value_span,
        places: Vec::new(),
        date,
        agency: None,
    };
    let dated = stamped.iter().find_map(|stamp| Some((*stamp, Some(stamp.partial_date(context)?))));
    let relative = || {
        let is_relative = |date| matches!(date, PrintedDate::Weekday(_) | PrintedDate::Ago(_));
        stamped.iter().find(|stamp| is_relative(stamp.date)).map(|stamp| (*stamp, None))
    };
    dated.or_else(relative).map(kept)
}

/// The date with the year of a day that it cannot be long after.
fn with_year(date: PartialDate, near: Option<Date>) -> PartialDate {
    let (PartialDate::MonthDay(month, day), Some(near)) = (date, near) else { return date };
    // A December dateline on a page stamped in January is of the year before, and the other way round.
    let year = match (month, near.month()) {
        (12, 1) => near.year() - 1,
        (1, 12) => near.year() + 1,
        _ => near.year(),
    };
    Date::new(year, month, day).map_or(date, PartialDate::Full)
}

/// The country of the outlet, from the address that the file begins with.
fn outlet_country(paragraphs: &[Evidence<'_>]) -> Option<CountryCode> {
    /// Two-letter domains that are sold to anybody.
    const SOLD: &[&str] = &["co", "io", "tv", "me", "ly", "ai", "fm", "cc", "to", "gg"];
    let address = paragraphs.iter().take(5).find(|it| it.form == Form::Address)?;
    let host = address.content.split("://").last()?.split(['/', '?', ' ']).next()?;
    let domain = host.rsplit('.').next()?.to_ascii_lowercase();
    if domain.len() != 2 || SOLD.contains(&domain.as_str()) {
        return None;
    }
    if domain == "uk" { CountryCode::new("GB") } else { CountryCode::new(&domain.to_ascii_uppercase()) }
}

/// Whether numeric dates put the month first: what another date of the document proves, else what the country or zone suggests,
/// else short years, which are printed that way in the United States mostly.
fn month_first(text: &str, paragraphs: &[Evidence<'_>], stamped: &[&FoundStamp], context: Context) -> bool {
    let mut all = paragraphs.iter().flat_map(|it| &it.stamps);
    if let Some(decided) = all.find_map(FoundStamp::decides_month_first) {
        return decided;
    }
    if stamped.iter().any(|stamp| stamp.is_american()) {
        return true;
    }
    if let Some(country) = context.country {
        return country.as_str() == "US";
    }
    stamped.iter().any(|stamp| {
        let short = !stamp.value_span.of(text).split(|c: char| !c.is_ascii_digit()).any(|number| number.len() >= 4);
        short && matches!(stamp.date, PrintedDate::Numeric { dotted: false, .. })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kickers_run_in() {
        for (text, expected) in [
            ("Analysis: Why the dam leaks", Some(("Analysis:", "Why the dam leaks"))),
            ("OPINION | Why the dam leaks", Some(("OPINION", "Why the dam leaks"))),
            ("Mayor: The dam leaks", None),
            ("Opinion-makers say: the dam leaks", None),
            ("Opinion:", None),
        ] {
            let found = run_in_kicker(text, Span::new(0, text.len()));
            assert_eq!(found.map(|(label, rest)| (label.of(text), rest.of(text))), expected, "{text}");
        }
    }

    #[test]
    fn years_from_the_day_near() {
        let near = Date::new(2019, 1, 3).ok();
        assert_eq!(with_year(PartialDate::MonthDay(12, 30), near).to_string(), "2018-12-30");
        assert_eq!(with_year(PartialDate::MonthDay(1, 2), near).to_string(), "2019-01-02");
        assert_eq!(with_year(PartialDate::MonthDay(1, 2), None).to_string(), "--01-02");
    }
}
