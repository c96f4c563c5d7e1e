//! Values: dates, times, durations, money, percentages, quantities and ordinals with their normal forms.
//!
//! One file per kind, each with one recogniser that reads forward from an atom ([`atom`]) and says what begins there and where it
//! ends; the longest reading wins, and among equally long ones the kind that is named first below. A range ("$5-10 million",
//! "10 to 15 percent") is two values, each with its own number and the unit and scale that they share; a range of dates
//! ("July 21-23") is one date whose ISO form is an interval. Boilerplate is not read; bylines and datelines only for dates and times.
//!
//! Normal forms. Dates: ISO 8601, as precise as the text: `2016-07-15`, `2016-07`, `2016`, the decade `199`, the century `18`, the week
//! `2016-W28`, intervals for quarters and weekends; `--07-15` where nothing gives the year; none where nothing resolves them.
//! Times: `T07:45`, with an offset where a zone is given. Durations: `PT3H`, `P2Y6M`; ages are durations ("25-year-old", `P25Y`).
//! Money: ISO 4217 code, or the name as printed where the country is not known ("peso"). Measures: the usual symbol (`km`, `MW`,
//! `°C`); counted things: the noun in the singular. A plural without a number ("dozens", "thousands of people") has no value.

mod atom;
mod calendar;
mod dates;
mod durations;
mod money;
mod numbers;
mod ordinals;
mod percent;
mod quantity;
mod relative;
mod tense;
#[cfg(test)]
mod tests;
mod times;

use crate::document::{Document, ParagraphKind, Value, ValueType};
use crate::span::Span;
use atom::Line;
use calendar::Context;

/// What a recogniser found.
#[derive(Debug)]
struct Found {
    /// The value.
    value: Value,
    /// The lower end of a range that the value closes.
    lower: Option<Value>,
    /// The atom after it.
    next: usize,
}

impl Found {
    /// A value over the atoms `from..next`.
    fn new(line: &Line, kind: ValueType, from: usize, next: usize) -> Self {
        let value = Value { kind, span: line.span(from, next), value: None, unit: None, iso: None };
        Self { value, lower: None, next }
    }

    fn number(mut self, value: Option<f64>) -> Self {
        self.value.value = value.filter(|value| value.is_finite());
        self
    }

    fn unit(mut self, unit: impl Into<String>) -> Self {
        self.value.unit = Some(unit.into());
        self
    }

    fn iso(mut self, iso: Option<String>) -> Self {
        self.value.iso = iso;
        self
    }
}

/// All values of the document, in order of place; they do not overlap.
pub fn extract(document: &Document) -> Vec<Value> {
    let lower = document.text.to_ascii_lowercase();
    let context = Context::new(document);
    let mut values = Vec::new();
    let mut atoms = Vec::new();
    for paragraph in &document.paragraphs {
        if paragraph.kind == ParagraphKind::Boilerplate {
            continue;
        }
        atom::cut(document, paragraph, &mut atoms);
        let line = Line { text: &document.text, lower: &lower, atoms: &atoms };
        read(&line, &context, paragraph.kind.is_content(), &mut values);
    }
    values
}

/// Reads one paragraph.
fn read(line: &Line, context: &Context, amounts: bool, values: &mut Vec<Value>) {
    let mut at = 0;
    while at < line.atoms.len() {
        let Some(found) = longest(line, at, context, amounts) else {
            at += 1;
            continue;
        };
        values.extend(found.lower);
        values.push(found.value);
        at = found.next.max(at + 1);
    }
}

/// The longest value that begins at an atom.
fn longest(line: &Line, at: usize, context: &Context, amounts: bool) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut offer = |found: Option<Found>| {
        if let Some(found) = found
            && !found.value.span.is_empty()
            && best.as_ref().is_none_or(|best| found.next > best.next)
        {
            best = Some(found);
        }
    };
    offer(dates::date(line, at, context));
    offer(times::time(line, at));
    if amounts {
        offer(money::money(line, at, context));
        offer(percent::percent(line, at));
        offer(durations::duration(line, at));
        offer(ordinals::ordinal(line, at));
        offer(quantity::quantity(line, at));
    }
    best
}

/// The number at the head of a range and the atom where its upper end begins: "5-", "5 to", "between 5 and".
fn range_head(line: &Line, at: usize) -> Option<(numbers::Number, usize)> {
    let first =
        numbers::number(line, at).filter(|number| number.form != numbers::Form::Indefinite && !number.fraction)?;
    // "from 2006 to 36 percent": a year is no lower end.
    if dates::is_year(line, at) {
        return None;
    }
    let next = first.next;
    let joined = if line.is_dash(next) {
        // "one hundred-five" was taken whole; "5 - 10" and "5-10" are ranges of digits.
        first.form == numbers::Form::Digits && line.is_number(next + 1)
    } else {
        line.word(next) == "to"
            || (line.word(next) == "and" && line.word_before(at, 1) == "between")
            || (line.word(next) == "or" && first.value < 100.0)
    };
    joined.then_some((first, next + 1))
}

/// The value of the lower end of a range, with the scale of its upper end where it shares it.
fn lower_value(lower: &numbers::Number, upper: &numbers::Number) -> f64 {
    let shares = lower.scale() <= 1.0 && lower.value < upper.mantissa;
    if shares { numbers::scaled(lower.value, upper.scale()) } else { lower.value }
}

/// The lower end of a range, as a value of the same kind and unit as its upper end.
fn lower_end(line: &Line, at: usize, head: &numbers::Number, upper: &numbers::Number, found: &Found) -> Value {
    let span: Span = line.span(at, head.next);
    Value { span, value: Some(lower_value(head, upper)), ..found.value.clone() }
}
