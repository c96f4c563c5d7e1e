//! Ordinals: "first", "21st", "third". Their value is the place in the order.

use super::Found;
use super::atom::Line;
use crate::document::ValueType;

/// The ordinal that begins at an atom.
pub(super) fn ordinal(line: &Line, at: usize) -> Option<Found> {
    let (value, next) = place(line, at)?;
    if !line.is_number(at) && is_idiom(line, at, next) {
        return None;
    }
    Some(Found::new(line, ValueType::Ordinal, at, next).number(Some(value)))
}

/// The place and the atom after it.
pub(super) fn place(line: &Line, at: usize) -> Option<(f64, usize)> {
    if let Some(value) = line.value(at) {
        let suffix = line.glued(at + 1) && matches!(line.word(at + 1), "st" | "nd" | "rd" | "th");
        let whole = value.fract() == 0.0 && !line.printed(at).contains('.');
        return (suffix && whole).then_some((value, at + 2));
    }
    let word = line.word(at);
    if let Some(value) = small(word) {
        return Some((value, at + 1));
    }
    // "twenty-first"
    let tens = super::numbers::small(word).filter(|&tens| tens >= 20.0)?;
    let unit = small(line.word(at + 2)).filter(|&unit| unit < 10.0 && line.is_dash(at + 1))?;
    Some((tens + unit, at + 3))
}

/// Whether an ordinal in words may begin with a word.
pub(super) fn may_begin(word: &str) -> bool {
    small(word).is_some() || super::numbers::small(word).is_some_and(|tens| tens >= 20.0)
}

fn small(word: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    const TENS: [&str; 7] = ["thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"];
    let index = |list: &[&str]| list.iter().position(|&ordinal| ordinal == word).map(|index| index as f64);
    index(&SMALL).map(|index| index + 1.0).or_else(|| index(&TENS).map(|index| (index + 3.0) * 10.0)).or(match word {
        "hundredth" => Some(100.0),
        "thousandth" => Some(1000.0),
        _ => None,
    })
}

/// Whether the word is part of an idiom or a name, not a place in an order.
fn is_idiom(line: &Line, at: usize, next: usize) -> bool {
    let follows = line.word(next);
    let before = line.word_before(at, 1);
    if line.capital(at) && line.capital(next) {
        return true;
    }
    match line.word(at) {
        "first" => {
            before == "at"
                || matches!(
                    follows,
                    "lady"
                        | "ladies"
                        | "minister"
                        | "aid"
                        | "name"
                        | "names"
                        | "class"
                        | "responder"
                        | "responders"
                        | "hand"
                        | "of"
                )
                || line.is_dash(next)
        }
        "second" => {
            matches!(before, "a" | "per" | "every" | "split")
                || matches!(follows, "hand" | "thoughts")
                || line.is_dash(next)
        }
        "third" => matches!(follows, "party" | "parties" | "world") || line.is_dash(next),
        _ => false,
    }
}
