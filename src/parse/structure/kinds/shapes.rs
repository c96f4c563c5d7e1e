//! What a paragraph looks like in a word, beside what its neighbours look like: pairs tell menus, lists and text apart.

use super::super::byline;
use super::super::context::Surroundings;
use super::super::evidence::{Evidence, Form};

/// What a paragraph looks like in a word: pairs of neighbours tell menus, lists and text apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Edge,
    Running,
    Sentence,
    Item,
    Furniture,
    Stamp,
    Byline,
    Name,
    Caption,
    Ask,
    Words,
    Phrase,
    Line,
}

const SHAPES: [Shape; 13] = [
    Shape::Edge,
    Shape::Running,
    Shape::Sentence,
    Shape::Item,
    Shape::Furniture,
    Shape::Stamp,
    Shape::Byline,
    Shape::Name,
    Shape::Caption,
    Shape::Ask,
    Shape::Words,
    Shape::Phrase,
    Shape::Line,
];
/// Where a paragraph stands by what reads like text.
const ZONES: [&str; 3] = ["above text", "in text", "below text"];
/// How much of the document looks like page furniture.
const PAGES: [&str; 3] = ["of plain text", "of little furniture", "of a page"];

/// How many short lines a paragraph is among.
const RUNS: [&str; 3] = ["no run", "short run", "long run"];

/// Number of pairs: of a shape with the one before and the one after, then of a shape and of a run with where it stands in what document.
pub(super) const PAIRS: usize =
    2 * SHAPES.len() * SHAPES.len() + SHAPES.len() * ZONES.len() * PAGES.len() + RUNS.len() * ZONES.len() * PAGES.len();

/// The name of a pair.
#[cfg(any(test, feature = "train"))]
pub(super) fn name(pair: usize) -> String {
    let square = SHAPES.len() * SHAPES.len();
    let (first, second) = (pair % square / SHAPES.len(), pair % SHAPES.len());
    match pair / square {
        0 => format!("{:?} after {:?}", SHAPES[second], SHAPES[first]),
        1 => format!("{:?} before {:?}", SHAPES[first], SHAPES[second]),
        _ => {
            let rest = pair - 2 * square;
            if let Some(run) = rest.checked_sub(SHAPES.len() * ZONES.len() * PAGES.len()) {
                let (zone, page) = (run / RUNS.len() / PAGES.len(), run / RUNS.len() % PAGES.len());
                return format!("{} {} {}", RUNS[run % RUNS.len()], ZONES[zone], PAGES[page]);
            }
            let (zone, page) = (rest / SHAPES.len() / PAGES.len(), rest / SHAPES.len() % PAGES.len());
            format!("{:?} {} {}", SHAPES[rest % SHAPES.len()], ZONES[zone], PAGES[page])
        }
    }
}

impl Shape {
    pub(super) fn of(it: &Evidence<'_>) -> Self {
        if it.is_running() {
            Self::Running
        } else if it.is_furniture() {
            Self::Furniture
        } else if it.only_stamps {
            Self::Stamp
        } else if let Some(found) = &it.byline {
            if found.evidence == byline::Evidence::Name { Self::Name } else { Self::Byline }
        } else if it.caption.label || it.caption.credit || it.form == Form::PictureCredit {
            Self::Caption
        } else if it.bullet || it.numbered {
            Self::Item
        } else if it.content.ends_with([':', '?']) {
            Self::Ask
        } else if it.ends_sentence {
            Self::Sentence
        } else if it.words <= 3 {
            Self::Words
        } else if it.words <= 8 {
            Self::Phrase
        } else {
            Self::Line
        }
    }
}

/// The pairs that a paragraph shows: its shape with that of its neighbours, and with where it stands in what kind of document.
pub(super) fn pairs(shapes: &[Shape], around: &Surroundings, index: usize) -> [usize; 4] {
    let shape = |at: Option<usize>| at.and_then(|at| shapes.get(at)).map_or(0, |shape| *shape as usize);
    let here = shape(Some(index));
    let square = SHAPES.len() * SHAPES.len();
    let zone = match (around.first_running, around.last_running) {
        (Some(first), Some(last)) => usize::from(index >= first) + usize::from(index > last),
        _ => 0,
    };
    let run = match around.short_run.get(index) {
        None | Some(0..=2) => 0,
        Some(3..=5) => 1,
        _ => 2,
    };
    let page = match around.furniture_lines {
        0 => 0,
        1..=4 => 1,
        _ => 2,
    };
    [
        shape(index.checked_sub(1)) * SHAPES.len() + here,
        square + here * SHAPES.len() + shape(Some(index + 1)),
        2 * square + (zone * PAGES.len() + page) * SHAPES.len() + here,
        2 * square + SHAPES.len() * ZONES.len() * PAGES.len() + (zone * PAGES.len() + page) * RUNS.len() + run,
    ]
}
