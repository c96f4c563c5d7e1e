//! Percentages: "5%", "5.2 percent", "per cent", "pct", "pc", percentage points, basis points.

use super::atom::Line;
use super::numbers::Number;
use super::{Found, Start};
use crate::document::ValueType;

/// The percentage that begins at an atom; `start` is what number stands there.
pub(super) fn percent(line: &Line, at: usize, start: &Start) -> Option<Found> {
    if let Some(range) = &start.range
        && let Some(mut found) = single(line, range.upper_at, &range.upper)
    {
        found.lower = Some(range.lower_end(line, at, &found));
        return Some(found);
    }
    single(line, at, start.number.as_ref()?)
}

fn single(line: &Line, at: usize, number: &Number) -> Option<Found> {
    let joined = line.is_dash(number.next) && line.glued(number.next) && line.glued(number.next + 1);
    let (unit, next) = sign(line, number.next + usize::from(joined))?;
    Some(Found::new(line, ValueType::Percent, at, next).number(number.known()).unit(unit))
}

fn sign(line: &Line, at: usize) -> Option<(&'static str, usize)> {
    if line.is_mark(at, '%') || line.is_mark(at, '％') {
        let points = matches!(line.word(at + 1), "point" | "points");
        return Some(if points { ("percentage point", at + 2) } else { ("percent", at + 1) });
    }
    let next = match line.word(at) {
        "percent" | "pct" | "percentage" => at + 1,
        // "12pc" of British papers; "12 PC games" are none.
        "pc" if line.printed(at) == "pc" => at + 1,
        "per" if line.word(at + 1) == "cent" => at + 2,
        "basis" if line.word(at + 1).starts_with("point") => return Some(("basis point", at + 2)),
        _ => return None,
    };
    match line.word(next) {
        "point" | "points" => Some(("percentage point", next + 1)),
        _ if line.word(at) == "percentage" => None,
        _ => Some(("percent", next)),
    }
}
