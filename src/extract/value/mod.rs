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
mod meaning;
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
use atom::{Cutter, Line};
use calendar::Context;
use meaning::{Kinds, Meanings};
use numbers::{Form, Number};
pub(crate) use quantity::is_plural;
use std::cell::RefCell;

thread_local! {
    static MEANINGS: RefCell<Meanings> = RefCell::default();
}

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
    /// Atoms of most paragraphs, or a few more.
    const USUAL: usize = 128;
    let lower = document.text.to_ascii_lowercase();
    let context = Context::new(document);
    let mut meanings = MEANINGS.take();
    let mut cutter = Cutter::new(document, &lower, &mut meanings);
    let mut values = Vec::new();
    let mut atoms = Vec::with_capacity(USUAL);
    for paragraph in &document.paragraphs {
        if paragraph.kind == ParagraphKind::Boilerplate {
            continue;
        }
        cutter.cut(paragraph.span, &mut atoms);
        let line = Line { text: &document.text, lower: &lower, atoms: &atoms };
        read(&line, &context, paragraph.kind.is_content(), &mut values);
    }
    MEANINGS.set(meanings);
    values
}

/// Reads one paragraph.
fn read(line: &Line, context: &Context, amounts: bool, values: &mut Vec<Value>) {
    let mut at = 0;
    while let Some(atom) = line.atom(at) {
        if atom.meaning.begins.is_empty() {
            at += 1;
            continue;
        }
        let Some(found) = longest(line, at, atom.meaning.begins, context, amounts) else {
            at += 1;
            continue;
        };
        values.extend(found.lower);
        values.push(found.value);
        at = found.next.max(at + 1);
    }
}

/// The longest value that begins at an atom.
fn longest(line: &Line, at: usize, begins: Kinds, context: &Context, amounts: bool) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut offer = |kind: ValueType, read: &dyn Fn() -> Option<Found>| {
        if begins.has(kind)
            && let Some(found) = read()
            && !found.value.span.is_empty()
            && best.as_ref().is_none_or(|best| found.next > best.next)
        {
            best = Some(found);
        }
    };
    let start = Start::read(line, at);
    offer(ValueType::Date, &|| dates::date(line, at, start.number, context));
    offer(ValueType::Time, &|| times::time(line, at));
    if amounts {
        offer(ValueType::Money, &|| money::money(line, at, &start, context));
        offer(ValueType::Percent, &|| percent::percent(line, at, &start));
        offer(ValueType::Duration, &|| durations::duration(line, at, &start));
        offer(ValueType::Ordinal, &|| ordinals::ordinal(line, at));
        offer(ValueType::Quantity, &|| quantity::quantity(line, at, &start));
    }
    best
}

/// The number that begins at an atom, alone and as the lower end of a range: read once for all recognisers.
#[derive(Debug)]
struct Start {
    number: Option<Number>,
    range: Option<Range>,
}

impl Start {
    fn read(line: &Line, at: usize) -> Self {
        let number = numbers::number(line, at);
        Self { number, range: number.and_then(|number| Range::read(line, at, number)) }
    }
}

/// Two numbers as the ends of a range: "5-10", "5 to 10", "between 5 and 10".
#[derive(Debug)]
struct Range {
    lower: Number,
    upper: Number,
    /// The atom where the upper end begins.
    upper_at: usize,
}

impl Range {
    /// The range that begins with a number.
    fn read(line: &Line, at: usize, lower: Number) -> Option<Self> {
        if lower.form == Form::Indefinite || lower.fraction {
            return None;
        }
        let next = lower.next;
        let joined = if line.is_dash(next) {
            // "one hundred-five" was taken whole; "5 - 10" and "5-10" are ranges of digits.
            lower.form == Form::Digits && line.is_number(next + 1)
        } else {
            match line.word(next) {
                "to" => true,
                "and" => line.word_before(at, 1) == "between",
                "or" => lower.value < 100.0,
                _ => false,
            }
        };
        // "from 2006 to 36 percent": a year is no lower end.
        if !joined || dates::is_year(line, at) {
            return None;
        }
        let upper_at = next + 1;
        Some(Self { lower, upper: numbers::number(line, upper_at)?, upper_at })
    }

    /// The lower end, as a value of the same kind and unit as the upper one.
    fn lower_end(&self, line: &Line, at: usize, found: &Found) -> Value {
        let span: Span = line.span(at, self.lower.next);
        Value { span, value: Some(lower_value(&self.lower, &self.upper)), ..found.value.clone() }
    }
}

/// The value of the lower end of a range, with the scale of its upper end where it shares it.
fn lower_value(lower: &Number, upper: &Number) -> f64 {
    let shares = lower.scale() <= 1.0 && lower.value < upper.mantissa;
    if shares { numbers::scaled(lower.value, upper.scale()) } else { lower.value }
}
