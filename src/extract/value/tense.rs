//! Whether a sentence looks back or ahead at the place of a date.
//!
//! "Police said on Monday that the match will be played on Friday": each date takes the direction of the nearest verb or other cue
//! before it, and if there is none, of the nearest after it. Without any cue a date is in the past, as most news is.

use super::atom::{AtomKind, Line};

/// Where a date lies from the article's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Before it, or the day itself.
    Past,
    /// After it, or the day itself.
    Future,
}

/// How many atoms a cue may stand before or after a date: about a clause and its neighbour.
const WINDOW: usize = 24;

/// The direction at an atom, if the sentence shows one.
pub(super) fn direction(line: &Line, from: usize, to: usize) -> Option<Direction> {
    // "talks on Monday were expected to": what is said of the date comes right after it.
    if matches!(line.word(to), "was" | "were" | "is" | "are")
        && matches!(line.word(to + 1), "expected" | "due" | "scheduled" | "slated" | "likely" | "planned")
    {
        return Some(Direction::Future);
    }
    let floor = from.saturating_sub(WINDOW);
    let before = (floor..from).rev().take_while(|&at| !ends_sentence(line, at)).find_map(|at| cue(line, at));
    before.or_else(|| {
        (to..to.saturating_add(WINDOW))
            .take_while(|&at| at < line.atoms.len() && !ends_sentence(line, at))
            .find_map(|at| cue(line, at))
    })
}

/// Whether an atom ends a sentence: a full stop, question or exclamation mark before white space and a capital.
fn ends_sentence(line: &Line, at: usize) -> bool {
    line.atom(at).is_some_and(|atom| matches!(atom.kind, AtomKind::Mark('.' | '!' | '?')))
        && line.atom(at + 1).is_none_or(|next| next.spaced)
        && at.checked_sub(1).is_none_or(|before| line.printed(before).len() > 3 || !line.capital(before))
}

fn cue(line: &Line, at: usize) -> Option<Direction> {
    let word = line.word(at);
    // "will be played", "to be held": the participle says nothing of the time.
    if line.word_before(at, 1) == "be" {
        return None;
    }
    match word {
        "will" | "shall" | "wo" | "due" | "expected" | "scheduled" | "slated" | "set" | "upcoming" | "coming"
        | "tomorrow" | "until" | "till" | "plans" | "planned" | "planning" | "intends" | "hopes" | "expects"
        | "aims" | "ahead" | "deadline" | "ll" | "starting" | "beginning" | "effective" | "would" | "may" | "might"
        | "could" | "should" | "must" | "by" | "expires" | "begins" | "starts" => Some(Direction::Future),
        "going" | "is" | "are" if line.word(at + 1) == "to" => Some(Direction::Future),
        // The present of what is fixed: "takes effect on January 1".
        "takes" | "take" if line.word(at + 1) == "effect" => Some(Direction::Future),
        "comes" | "come" | "enters" | "enter" if line.word(at + 1) == "into" => Some(Direction::Future),
        "said" | "says" | "was" | "were" | "had" | "has" | "have" | "did" | "told" | "took" | "came" | "went"
        | "made" | "met" | "won" | "lost" | "held" | "began" | "left" | "found" | "saw" | "gave" | "got" | "put"
        | "ran" | "rose" | "fell" | "hit" | "shot" | "died" | "since" | "ago" | "last" | "yesterday" | "earlier"
        | "late" | "sent" | "became" | "wrote" | "led" | "brought" | "spoke" | "beat" => Some(Direction::Past),
        _ if word.len() > 4 && word.ends_with("ed") && !word.ends_with("eed") => Some(Direction::Past),
        _ => None,
    }
}
