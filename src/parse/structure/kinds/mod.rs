//! The kinds of all paragraphs of a document, decided together.
//!
//! An article has an order: furniture and labels, headline, standfirst, byline, stamp, then text with captions, headings and furniture
//! between, then the page's tail. So a paragraph's kind is a state of a small automaton whose transitions allow that order, each
//! paragraph's features vote for states, and the best path wins (Viterbi 1967). What a line looks like is evidence, not law: a
//! line that looks like a byline deep in the text loses to its neighbours. Weights come from `kind_weights.tsv`.

mod features;
mod shapes;

use crate::document::ParagraphKind;
pub(crate) use features::FEATURES;
#[cfg(feature = "train")]
pub(crate) use features::WORDS;
pub(super) use features::features;
#[cfg(any(test, feature = "train"))]
pub(crate) use features::name;

const WEIGHTS: &str = include_str!("../../../data/kind_weights.tsv");

/// Where in the order of an article a paragraph stands, and what it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Furniture before the headline.
    TopFurniture,
    /// Section or label before the headline.
    TopKicker,
    /// Byline above the headline.
    TopByline,
    /// Stamp above the headline.
    TopDateline,
    /// Caption above the headline.
    TopCaption,
    /// The headline.
    Headline,
    /// Under the headline, or first where there is none.
    FrontStandfirst,
    /// Byline.
    FrontByline,
    /// Stamp or place line.
    FrontDateline,
    /// Caption before the text.
    FrontCaption,
    /// Furniture before the text.
    FrontFurniture,
    /// Text.
    Body,
    /// Heading in the text.
    Subheading,
    /// Caption in the text.
    BodyCaption,
    /// Furniture in the text.
    BodyFurniture,
    /// Byline or signature in or after the text.
    BodyByline,
    /// Furniture after the text.
    TailFurniture,
    /// Stamp after the text.
    TailDateline,
    /// Caption after the text.
    TailCaption,
}

/// All states, in the order of the weights' columns.
pub(crate) const STATES: [State; 19] = [
    State::TopFurniture,
    State::TopKicker,
    State::TopByline,
    State::TopDateline,
    State::TopCaption,
    State::Headline,
    State::FrontStandfirst,
    State::FrontByline,
    State::FrontDateline,
    State::FrontCaption,
    State::FrontFurniture,
    State::Body,
    State::Subheading,
    State::BodyCaption,
    State::BodyFurniture,
    State::BodyByline,
    State::TailFurniture,
    State::TailDateline,
    State::TailCaption,
];

/// Number of states.
pub(crate) const COUNT: usize = STATES.len();

impl State {
    /// The kind of paragraph.
    pub(crate) const fn kind(self) -> ParagraphKind {
        match self {
            Self::TopFurniture | Self::FrontFurniture | Self::BodyFurniture | Self::TailFurniture => {
                ParagraphKind::Boilerplate
            }
            Self::TopKicker => ParagraphKind::Kicker,
            Self::TopByline | Self::FrontByline | Self::BodyByline => ParagraphKind::Byline,
            Self::TopDateline | Self::FrontDateline | Self::TailDateline => ParagraphKind::Dateline,
            Self::TopCaption | Self::FrontCaption | Self::BodyCaption | Self::TailCaption => ParagraphKind::Caption,
            Self::Headline => ParagraphKind::Headline,
            Self::FrontStandfirst => ParagraphKind::Standfirst,
            Self::Body => ParagraphKind::Body,
            Self::Subheading => ParagraphKind::Subheading,
        }
    }

    /// Which part of the article it stands in: 0 before the headline, 1 the headline, 2 before the text, 3 the text, 4 after it.
    pub(crate) const fn zone(self) -> u8 {
        match self {
            Self::TopFurniture | Self::TopKicker | Self::TopByline | Self::TopDateline | Self::TopCaption => 0,
            Self::Headline => 1,
            Self::FrontStandfirst
            | Self::FrontByline
            | Self::FrontDateline
            | Self::FrontCaption
            | Self::FrontFurniture => 2,
            Self::Body | Self::Subheading | Self::BodyCaption | Self::BodyFurniture | Self::BodyByline => 3,
            Self::TailFurniture | Self::TailDateline | Self::TailCaption => 4,
        }
    }

    /// Whether it may be that of the first paragraph.
    pub(crate) const fn may_begin(self) -> bool {
        self.zone() < 4
    }

    /// Whether a paragraph of `next` may follow. There is one headline; the parts come in order; no article is without text
    /// between its front and its tail, but text may be wanting altogether.
    pub(crate) const fn allows(self, next: Self) -> bool {
        match (self.zone(), next.zone()) {
            (0, 1..=3) | (1, 2..=4) | (2, 3) | (3, 4) => true,
            (before, after) => before == after && before != 1,
        }
    }
}

/// The places in [`STATES`] of those that [`State::allows`] after each, as the first and the one past the last: they lie together, as the parts of
/// an article do.
static NEXT: [(usize, usize); COUNT] = {
    let mut next = [(COUNT, 0); COUNT];
    let mut pair = 0;
    while pair < COUNT * COUNT {
        let (before, after) = (pair / COUNT, pair % COUNT);
        if STATES[before].allows(STATES[after]) {
            let (first, end) = next[before];
            assert!(end == 0 || end == after, "what may follow must lie together");
            next[before] = (if first < after { first } else { after }, after + 1);
        }
        pair += 1;
    }
    let mut state = 0;
    while state < COUNT {
        assert!(next[state].0 < next[state].1, "each state is followed by another");
        state += 1;
    }
    next
};

/// Weights in thousandths: integers, so that sums are the same on every machine.
type Scores = [i32; COUNT];

/// What features and transitions weigh.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    start: Scores,
    end: Scores,
    transitions: [Scores; COUNT],
    features: [Scores; FEATURES],
}

/// Laid out when the program is compiled: nothing is read at start-up.
#[allow(long_running_const_eval, reason = "some tens of kilobytes of numbers: well under a second")]
static TABLE: Weights = load(WEIGHTS);

/// Reads the table: after the lines that start with `#` a row each for start, end, what follows each state, and each feature, in this order; a
/// row is a name and a weight for each state. Rows that are missing at the end weigh nothing.
#[allow(clippy::large_stack_arrays, reason = "made when the program is compiled; only the trainer makes others")]
pub(crate) const fn load(file: &str) -> Weights {
    let mut weights = Weights {
        start: [0; COUNT],
        end: [0; COUNT],
        transitions: [[0; COUNT]; COUNT],
        features: [[0; COUNT]; FEATURES],
    };
    let bytes = file.as_bytes();
    let (mut at, mut row) = (0, 0);
    while at < bytes.len() {
        if bytes[at] == b'#' {
            while at < bytes.len() && bytes[at] != b'\n' {
                at += 1;
            }
        } else {
            let scores;
            (scores, at) = read_row(bytes, at);
            match row {
                0 => weights.start = scores,
                1 => weights.end = scores,
                row if row < 2 + COUNT => weights.transitions[row - 2] = scores,
                row if row < 2 + COUNT + FEATURES => weights.features[row - 2 - COUNT] = scores,
                _ => {}
            }
            row += 1;
        }
        at += 1;
    }
    weights
}

/// The weights of the row that begins at a byte, and where it ends.
const fn read_row(bytes: &[u8], mut at: usize) -> (Scores, usize) {
    let mut scores = [0; COUNT];
    let mut column = 0;
    while at < bytes.len() && bytes[at] != b'\n' {
        if bytes[at] == b'\t' {
            column += 1;
        } else if 0 < column && column <= COUNT {
            let negative = bytes[at] == b'-';
            let mut value = 0;
            at += negative as usize;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                value = value * 10 + (bytes[at] - b'0') as i32;
                at += 1;
            }
            scores[column - 1] = if negative { -value } else { value };
            continue;
        }
        at += 1;
    }
    (scores, at)
}

/// The score of what is forbidden.
const NEVER: i64 = i64::MIN / 4;

/// The weights that the program is built with.
pub(super) fn shipped() -> &'static Weights {
    &TABLE
}

/// The best states for the paragraphs of a document.
pub(crate) fn decode(weights: &Weights, features: &[Vec<usize>]) -> Vec<State> {
    let mut back: Vec<[usize; COUNT]> = Vec::with_capacity(features.len());
    let mut best = [NEVER; COUNT];
    for (index, shown) in features.iter().enumerate() {
        let mut emission = [0; COUNT];
        for &feature in shown {
            if let Some(row) = weights.features.get(feature) {
                for (total, weight) in emission.iter_mut().zip(row) {
                    *total += *weight;
                }
            }
        }
        let emission = emission.map(i64::from);
        let mut next = [NEVER; COUNT];
        let mut from = [0; COUNT];
        if index == 0 {
            for to in (0..COUNT).filter(|&to| STATES[to].may_begin()) {
                next[to] = emission[to] + i64::from(weights.start[to]);
            }
        } else {
            for before in (0..COUNT).filter(|&before| best[before] > NEVER) {
                let (first, end) = NEXT[before];
                let weights = &weights.transitions[before][first..end];
                let states = next[first..end].iter_mut().zip(&mut from[first..end]);
                for ((next, from), weight) in states.zip(weights) {
                    let score = best[before] + i64::from(*weight);
                    // Without branches.
                    let better = score > *next;
                    *next = if better { score } else { *next };
                    *from = if better { before } else { *from };
                }
            }
            for (score, emission) in next.iter_mut().zip(emission).filter(|(score, _)| **score > NEVER) {
                *score += emission;
            }
        }
        best = next;
        back.push(from);
    }
    let mut state = (0..COUNT)
        .filter(|&state| best[state] > NEVER)
        .max_by_key(|&state| best[state] + i64::from(weights.end[state]))
        .unwrap_or(0);
    let mut path = Vec::with_capacity(features.len());
    for from in back.iter().rev() {
        path.push(STATES[state]);
        state = from[state];
    }
    path.reverse();
    path
}

#[cfg(test)]
mod tests {
    use super::features::Feature;
    use super::*;

    #[test]
    fn the_table_has_every_feature_in_order() {
        let rows: Vec<Vec<&str>> =
            WEIGHTS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
        let states = STATES.iter().map(|state| format!("after {state:?}"));
        let expected = ["start", "end"].map(str::to_owned).into_iter().chain(states).chain((0..FEATURES).map(name));
        let names: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        assert_eq!(names, expected.collect::<Vec<_>>());
        assert_eq!(names.iter().collect::<std::collections::HashSet<_>>().len(), names.len());
        let table = shipped();
        let read = [table.start, table.end].into_iter().chain(table.transitions).chain(table.features);
        for (row, scores) in rows.iter().zip(read) {
            assert_eq!(row[1..], scores.map(|score| score.to_string()), "{}", row[0]);
        }
    }

    #[test]
    fn one_headline_and_parts_in_order() {
        for before in STATES {
            for after in STATES {
                if before.zone() > after.zone() {
                    assert!(!before.allows(after), "{before:?} {after:?}");
                }
                let (first, end) = NEXT[before as usize];
                assert_eq!((first..end).contains(&(after as usize)), before.allows(after), "{before:?} {after:?}");
            }
        }
        assert!(!State::Headline.allows(State::Headline));
        assert!(decode(shipped(), &[]).is_empty());
        assert_eq!(decode(shipped(), &vec![vec![Feature::Bias as usize]; 9]).len(), 9);
    }
}
