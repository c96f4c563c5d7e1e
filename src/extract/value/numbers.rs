//! Numerals and number words: "1,000.5", "1.2 billion", "5 crore", "two-thirds", "half a million", "one hundred and five".

use super::atom::Line;

/// More number words than any amount in a newspaper has.
const MAX_NUMBER_WORDS: usize = 24;

/// How a number is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits.
    Digits,
    /// In words.
    Words,
    /// As a plural that names no number: "dozens", "tens of thousands".
    Indefinite,
}

/// A number read from the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// What it is; zero for [`Form::Indefinite`].
    pub(super) value: f64,
    /// The value before the scale word; the value if there is none.
    pub(super) mantissa: f64,
    /// How it is printed.
    pub(super) form: Form,
    /// Whether "of" or a noun must follow: fractions ("two-thirds").
    pub(super) fraction: bool,
    /// The atom after it.
    pub(super) next: usize,
}

impl Number {
    /// The number if it has one.
    pub(super) fn known(&self) -> Option<f64> {
        (self.form != Form::Indefinite).then_some(self.value)
    }

    /// The factor of its scale word; 1 if there is none.
    pub(super) fn scale(&self) -> f64 {
        if self.mantissa > 0.0 { self.value / self.mantissa } else { 1.0 }
    }
}

/// `value` times `factor`, without the dust of binary fractions.
pub(super) fn scaled(value: f64, factor: f64) -> f64 {
    /// Thousandths of larger products are beyond the precision of the type.
    const EXACT: f64 = 1e12;
    let product = value * factor;
    if product < EXACT { (product * 1000.0).round() / 1000.0 } else { product.round() }
}

/// The number that begins at `at`.
pub(super) fn number(line: &Line, at: usize) -> Option<Number> {
    if line.is_number(at) { digits(line, at) } else { words(line, at) }
}

/// The factor of a scale word.
pub(super) fn scale_word(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "lakh" | "lakhs" | "lac" | "lacs" => 1e5,
        "million" | "mln" | "mn" | "mil" | "mio" | "millions" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "bln" | "bn" | "milliard" | "billions" => 1e9,
        "trillion" | "trln" | "tn" | "trillions" => 1e12,
        "quadrillion" => 1e15,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// The factor of a letter written on to a number: "40k", "3m", "5bn".
pub(super) fn scale_suffix(line: &Line, at: usize) -> Option<f64> {
    if !line.glued(at) {
        return None;
    }
    Some(match line.word(at) {
        "k" => 1e3,
        "m" | "mn" | "mln" | "mil" | "mio" => 1e6,
        "b" | "bn" | "bln" => 1e9,
        "t" | "tn" | "trn" => 1e12,
        "cr" => 1e7,
        other => return scale_word(other),
    })
}

fn digits(line: &Line, at: usize) -> Option<Number> {
    let mut mantissa = line.value(at)?;
    let mut next = at + 1;
    if let Some((fraction, after)) = vulgar_fraction(line, next) {
        mantissa += fraction;
        next = after;
    }
    let (value, next) = with_scales(line, mantissa, next);
    Some(Number { value, mantissa, form: Form::Digits, fraction: false, next })
}

/// "½" or " 1/2" after a whole number.
fn vulgar_fraction(line: &Line, at: usize) -> Option<(f64, usize)> {
    for (mark, value) in [('½', 0.5), ('¼', 0.25), ('¾', 0.75)] {
        if line.is_mark(at, mark) {
            return Some((value, at + 1));
        }
    }
    let (above, below) = (line.integer(at, 1)?, line.integer(at + 2, 1)?);
    let fraction = line.is_mark(at + 1, '/') && line.glued(at + 1) && line.glued(at + 2) && 0 < above && above < below;
    fraction.then(|| (f64::from(above) / f64::from(below), at + 3))
}

/// Takes the scale words after a number ("5 hundred thousand", "200 lakh crore", also "5-million").
fn with_scales(line: &Line, mantissa: f64, mut next: usize) -> (f64, usize) {
    let mut value = mantissa;
    for _ in 0..2 {
        let word_at = if line.is_dash(next) && line.glued(next) && line.glued(next + 1) { next + 1 } else { next };
        let Some(factor) = scale_word(line.word(word_at)) else { break };
        value = scaled(value, factor);
        next = word_at + 1;
    }
    (value, next)
}

/// The value of a word below a hundred.
pub(super) fn small(word: &str) -> Option<f64> {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    // The first two letters tell nearly all other words.
    let may_be = matches!(
        word.as_bytes(),
        [b'z', b'e', ..]
            | [b'o', b'n', ..]
            | [b't', b'w' | b'h' | b'e', ..]
            | [b'f', b'o' | b'i', ..]
            | [b's', b'i' | b'e', ..]
            | [b'e', b'i' | b'l', ..]
            | [b'n', b'i', ..]
    );
    if !may_be {
        return None;
    }
    SMALL.iter().position(|&small| small == word).map(|value| value as f64).or_else(|| tens(word))
}

fn tens(word: &str) -> Option<f64> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    TENS.iter().position(|&tens| tens == word).map(|index| (index as f64 + 2.0) * 10.0)
}

/// The part that a fraction word names ("third", "quarters").
fn part(word: &str) -> Option<f64> {
    Some(match word {
        "half" | "halves" => 2.0,
        "third" | "thirds" => 3.0,
        "quarter" | "quarters" => 4.0,
        "fifth" | "fifths" => 5.0,
        "sixth" | "sixths" => 6.0,
        "seventh" | "sevenths" => 7.0,
        "eighth" | "eighths" => 8.0,
        "ninth" | "ninths" => 9.0,
        "tenth" | "tenths" => 10.0,
        _ => return None,
    })
}

fn words(line: &Line, at: usize) -> Option<Number> {
    if !may_begin(line.word(at)) {
        return None;
    }
    indefinite(line, at).or_else(|| half(line, at)).or_else(|| fraction(line, at)).or_else(|| cardinal(line, at))
}

/// Whether a number in words may begin with a word.
pub(super) fn may_begin(word: &str) -> bool {
    matches!(word, "a" | "an" | "half" | "several" | "few") || is_plural(word) || small(word).is_some()
}

/// Plurals that name no number.
fn is_plural(word: &str) -> bool {
    matches!(
        word,
        "tens"
            | "dozens"
            | "scores"
            | "hundreds"
            | "thousands"
            | "lakhs"
            | "millions"
            | "crores"
            | "billions"
            | "trillions"
    )
}

/// "dozens", "thousands", "tens of thousands", "hundreds of millions", "several hundred".
fn indefinite(line: &Line, at: usize) -> Option<Number> {
    if matches!(line.word(at), "several" | "few") && scale_word(line.word(at + 1)).is_some() {
        return Some(Number { value: 0.0, mantissa: 0.0, form: Form::Indefinite, fraction: false, next: at + 2 });
    }
    let plural = |at: usize| is_plural(line.word(at));
    if !plural(at) {
        return None;
    }
    let mut next = at + 1;
    while line.word(next) == "of" && plural(next + 1) && next < at + MAX_NUMBER_WORDS {
        next += 2;
    }
    let bare = next == at + 1;
    // "scores" is a verb, and "tens" says nothing alone.
    if bare && matches!(line.word(at), "scores" | "tens") && line.word(next) != "of" {
        return None;
    }
    Some(Number { value: 0.0, mantissa: 0.0, form: Form::Indefinite, fraction: false, next })
}

/// "half a million", "half a century", "a half-dozen": the number ends before a unit that is not a scale; "half of them", "more than half".
fn half(line: &Line, at: usize) -> Option<Number> {
    if line.word(at) != "half" {
        return None;
    }
    let dash = usize::from(line.is_dash(at + 1));
    let (value, next) = with_scales(line, 0.5, at + 1 + dash);
    if next > at + 1 + dash {
        return Some(Number { value, mantissa: 0.5, form: Form::Words, fraction: false, next });
    }
    if !matches!(line.word(at + 1), "a" | "an") {
        let part =
            matches!(line.word(at + 1), "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all" | "those")
                && !matches!(
                    line.word_before(at, 1),
                    "first" | "second" | "latter" | "other" | "better" | "a" | "s" | "the"
                );
        let compared = matches!(
            line.word_before(at, 1),
            "than" | "nearly" | "almost" | "about" | "over" | "least" | "around" | "roughly" | "by"
        ) && dash == 0;
        return (part || compared).then(|| Number {
            value: 0.5,
            mantissa: 0.5,
            form: Form::Words,
            fraction: true,
            next: at + 1,
        });
    }
    let (value, next) = with_scales(line, 0.5, at + 2);
    Some(Number { value, mantissa: 0.5, form: Form::Words, fraction: false, next })
}

/// "two-thirds", "one third", "a quarter", "three quarters", "one-half".
fn fraction(line: &Line, at: usize) -> Option<Number> {
    let above = match line.word(at) {
        "a" => 1.0,
        word => small(word).filter(|&above| (1.0..10.0).contains(&above))?,
    };
    let joined = line.is_dash(at + 1) && line.glued(at + 1);
    let word_at = if joined { at + 2 } else { at + 1 };
    let word = line.word(word_at);
    let below = part(word)?;
    // "a third man", "one third party": only "of", a hyphen or a plural makes a fraction of a singular ordinal.
    let plural = word.ends_with('s');
    if plural != (above > 1.0) || (!joined && !plural && line.word(word_at + 1) != "of") {
        return None;
    }
    let value = above / below;
    Some(Number { value, mantissa: value, form: Form::Words, fraction: true, next: word_at + 1 })
}

/// "one hundred and five", "a million", "twenty-three thousand", "two and a half million".
fn cardinal(line: &Line, at: usize) -> Option<Number> {
    let (mut total, mut current, mut next) = (0.0, 0.0, at);
    let mut mantissa = None;
    let mut last_scale = f64::INFINITY;
    // What the next word may add: less than this, so that "one two" and "twenty eleven" are not sums.
    let mut room = 100.0;
    if matches!(line.word(at), "a" | "an") {
        let word = line.word(at + 1);
        // "a mil" and "a mn" are no numbers.
        if !matches!(word, "hundred" | "thousand" | "million" | "billion" | "trillion" | "dozen" | "lakh" | "crore") {
            return None;
        }
        (current, next, room) = (1.0, at + 1, 0.0);
    }
    while next < at + MAX_NUMBER_WORDS {
        let joined = next > at && line.is_dash(next) && line.glued(next) && line.glued(next + 1);
        let mut word_at = if joined { next + 1 } else { next };
        if line.word(word_at) == "and" && (current >= 100.0 || (total > 0.0 && current == 0.0)) {
            word_at += 1;
            // "two million and three others" is no sum.
            if small(line.word(word_at)).is_none() {
                break;
            }
        }
        let word = line.word(word_at);
        if let Some(value) = small(word) {
            if value >= room {
                break;
            }
            room = if value >= 20.0 { 10.0 } else { 0.0 };
            current += value;
        } else if word == "hundred" && 0.0 < current && current < 100.0 {
            current *= 100.0;
            room = 100.0;
        } else if let Some(scale) = scale_word(word).filter(|_| word != "hundred") {
            if current == 0.0 || scale >= last_scale {
                break;
            }
            mantissa.get_or_insert(current);
            total += scaled(current, scale);
            (current, room, last_scale) = (0.0, 100.0, scale);
        } else {
            break;
        }
        next = word_at + 1;
    }
    if next == at {
        return None;
    }
    let mut value = total + current;
    let mut mantissa = if current == 0.0 { mantissa.unwrap_or(value) } else { value };
    if total == 0.0 && line.word(next) == "and" && line.word(next + 1) == "a" && line.word(next + 2) == "half" {
        mantissa = value + 0.5;
        (value, next) = with_scales(line, mantissa, next + 3);
    }
    Some(Number { value, mantissa, form: Form::Words, fraction: false, next })
}
