//! The kinds of all paragraphs of a document, decided together.
//!
//! An article has an order: furniture and labels, headline, standfirst, byline, stamp, then text with captions, headings and furniture
//! between, then the page's tail. So a paragraph's kind is a state of a small automaton whose transitions allow that order, each
//! paragraph's features vote for states, and the best path wins (Viterbi 1967). What a line looks like is evidence, not law: a
//! line that looks like a byline deep in the text loses to its neighbours. Weights come from `kind_weights.tsv`.

use super::evidence::{Evidence, Form};
use super::{byline, context::Surroundings, kind_words};
use crate::document::ParagraphKind;
use crate::text::{beyond_ascii, find_byte};

const WEIGHTS: &str = include_str!("../../data/kind_weights.tsv");

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

macro_rules! features {
    ($($name:ident),* $(,)?) => {
        /// What votes for states; the names are the rows of the table of weights.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u16)]
        pub(crate) enum Feature { $($name),* }

        /// The names of all features, in order.
        pub(crate) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    Bias,
    Chars8, Chars20, Chars40, Chars65, Chars100, Chars150, Chars250, CharsMore,
    Words1, Words2, Words3, Words4To6, Words7To10, Words11To16, Words17To30, WordsMore,
    NoFunctionWords, OneFunctionWord, FewFunctionWords, ManyFunctionWords,
    EndsSentence, EndsSentenceShort, EndsColon, EndsQuestion, EndsEllipsis, SeveralSentences, EndsOpen, EndsOpenLong,
    AllCapitals, AllCapitalsLong, TitleCase, MostlySmall, StartsSmall, StartsQuote, StartsDigit, StartsBracket, Bullet, ManyDigits, NumberOnly,
    Running, RunningLong,
    FormAddress, FormFileName, FormSignOff, FormCopyright, FormCredits, FormHandle, FormNoLetters, FormCorrection, FormPictureCredit, FormAgency,
    PhraseLine, PhraseStart, PhraseAny, PhraseAnyTwice, PhraseNone,
    CaptionLabel, CaptionCredit, CaptionDescribes, CaptionCreditShort,
    StampOnly, StampPart, StampLabelled, StampTail,
    BylineMarked, BylineDetailed, BylineAgency, BylineName, BylineNameAtFront, BylineStamped,
    RunInStrong, RunInWeak, RunInFirst, PlaceLine, PlaceLineStamped,
    RepeatsEarlier, RepeatedLater, PartOfEarlier,
    First, Second, ThirdToFifth, SixthToTenth,
    BeforeTextBy1, BeforeTextBy2, BeforeTextBy3To5, BeforeTextBy6To12, BeforeTextByMore,
    InText, AfterTextBy1, AfterTextBy2To4, AfterTextByMore, NoText,
    FirstRunning, LastRunning, Position1, Position2, Position3,
    OverlapHigh, OverlapMiddle, OverlapLow, OverlapNone, SlugHigh, SlugMiddle, SlugLow, HeadlineLike, HeadlineLikeFront, OnlyLineBeforeText,
    Isolated, TouchesBefore, TouchesAfter, InRunOfShort, InLongRunOfShort, Indented, IndentedLess,
    BeforeRunning, BeforeShort, BeforePhrase, BeforeStamp, BeforeByline, BeforeCaption, BeforeRunIn, BeforeColonOrNone,
    BetweenRunning, AfterRunning, AfterShort, AfterPhrase, AfterStamp, AfterByline, AfterCaption, AfterAddress, AfterSame, BeforeSame,
    ShortSentenceBetweenRunning, ShortOpenBetweenRunning, QuestionAndAnswer, Biography, SingleWordCapital,
    BodyIsUnspaced, DocHasFurniture, DocHasNone,
    Numbered, NumberedRun, AfterColon, AfterItem, Speech, Quotation, StampOneOfMany, StampFirst, LongDated, EndsBracket, StartsArticle,
    BylineKnown, BylineMarkAlone, LabelBeforeStamp, LeadsToSpeech,
}

/// The features of every paragraph of a document.
pub(super) fn features(paragraphs: &[Evidence<'_>], around: &Surroundings) -> Vec<Vec<usize>> {
    let shapes: Vec<Shape> = paragraphs.iter().map(Shape::of).collect();
    (0..paragraphs.len())
        .map(|index| {
            let mut features = shown(paragraphs, around, index);
            features.extend(pairs(&shapes, around, index));
            features.extend(paragraphs[index].telling.iter().map(|&word| WORDS + usize::from(word)));
            features
        })
        .collect()
}

/// Number of features: single ones, then pairs, then words.
pub(crate) const FEATURES: usize = WORDS + kind_words::COUNT;
/// The first of the words.
pub(crate) const WORDS: usize = NAMES.len() + PAIRS;
const PAIRS: usize =
    2 * SHAPES.len() * SHAPES.len() + SHAPES.len() * ZONES.len() * PAGES.len() + RUNS.len() * ZONES.len() * PAGES.len();

/// The name of a feature: that of its row in the table of weights.
#[cfg(any(test, feature = "train"))]
pub(crate) fn name(feature: usize) -> String {
    if let Some(word) = feature.checked_sub(WORDS) {
        return kind_words::entries().nth(word).unwrap_or_default().to_owned();
    }
    let Some(pair) = feature.checked_sub(NAMES.len()) else { return NAMES[feature].to_owned() };
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

/// What a paragraph looks like in a word: pairs of neighbours tell menus, lists and text apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
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

impl Shape {
    fn of(it: &Evidence<'_>) -> Self {
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
fn pairs(shapes: &[Shape], around: &Surroundings, index: usize) -> [usize; 4] {
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
        NAMES.len() + shape(index.checked_sub(1)) * SHAPES.len() + here,
        NAMES.len() + square + here * SHAPES.len() + shape(Some(index + 1)),
        NAMES.len() + 2 * square + (zone * PAGES.len() + page) * SHAPES.len() + here,
        NAMES.len()
            + 2 * square
            + SHAPES.len() * ZONES.len() * PAGES.len()
            + (zone * PAGES.len() + page) * RUNS.len()
            + run,
    ]
}

#[allow(clippy::too_many_lines, reason = "one list of features, in the order of their names")]
fn shown(paragraphs: &[Evidence<'_>], around: &Surroundings, index: usize) -> Vec<usize> {
    /// Features that a paragraph shows, or a few more.
    const USUAL: usize = 48;
    use Feature as F;
    let it = &paragraphs[index];
    let before = index.checked_sub(1).and_then(|before| paragraphs.get(before));
    let after = paragraphs.get(index + 1);
    let mut out = Vec::with_capacity(USUAL);
    let mut add = |condition: bool, feature: Feature| {
        if condition {
            out.push(feature as usize);
        }
    };
    add(true, F::Bias);
    add(
        true,
        match it.chars {
            0..=8 => F::Chars8,
            9..=20 => F::Chars20,
            21..=40 => F::Chars40,
            41..=65 => F::Chars65,
            66..=100 => F::Chars100,
            101..=150 => F::Chars150,
            151..=250 => F::Chars250,
            _ => F::CharsMore,
        },
    );
    add(
        true,
        match it.words {
            0 | 1 => F::Words1,
            2 => F::Words2,
            3 => F::Words3,
            4..=6 => F::Words4To6,
            7..=10 => F::Words7To10,
            11..=16 => F::Words11To16,
            17..=30 => F::Words17To30,
            _ => F::WordsMore,
        },
    );
    add(
        true,
        match it.function_words {
            0 => F::NoFunctionWords,
            1 => F::OneFunctionWord,
            2..=4 => F::FewFunctionWords,
            _ => F::ManyFunctionWords,
        },
    );
    let open = !it.ends_sentence && !it.content.ends_with(':');
    add(it.ends_sentence, F::EndsSentence);
    add(it.ends_sentence && it.words <= 12, F::EndsSentenceShort);
    add(it.content.ends_with(':'), F::EndsColon);
    add(it.content.ends_with('?'), F::EndsQuestion);
    add(it.content.ends_with("...") || it.content.ends_with('…'), F::EndsEllipsis);
    add(it.several_sentences, F::SeveralSentences);
    add(open, F::EndsOpen);
    add(open && it.words >= 8, F::EndsOpenLong);
    add(it.all_capitals, F::AllCapitals);
    add(it.all_capitals && it.words >= 4, F::AllCapitalsLong);
    add(!it.all_capitals && it.words >= 2 && it.capitals * 10 >= it.words * 7, F::TitleCase);
    add(it.words >= 4 && it.capitals * 10 <= it.words * 3, F::MostlySmall);
    let first = it.content.chars().find(|c| !crate::text::is_blank(*c)).unwrap_or(' ');
    add(first.is_lowercase(), F::StartsSmall);
    add(matches!(first, '"' | '“' | '‘' | '\''), F::StartsQuote);
    add(first.is_ascii_digit(), F::StartsDigit);
    add(matches!(first, '(' | '['), F::StartsBracket);
    add(it.bullet, F::Bullet);
    add(it.digits * 4 >= it.chars, F::ManyDigits);
    add(it.digits > 0 && it.form == Form::NoLetters, F::NumberOnly);
    let running = it.is_running();
    add(running, F::Running);
    add(running && it.chars > 200, F::RunningLong);
    match it.form {
        Form::Plain => {}
        Form::Address => add(true, F::FormAddress),
        Form::FileName => add(true, F::FormFileName),
        Form::SignOff => add(true, F::FormSignOff),
        Form::Copyright => add(true, F::FormCopyright),
        Form::Credits => add(true, F::FormCredits),
        Form::Handle => add(true, F::FormHandle),
        Form::NoLetters => add(true, F::FormNoLetters),
        Form::Correction => add(true, F::FormCorrection),
        Form::PictureCredit => add(true, F::FormPictureCredit),
        Form::Agency => add(true, F::FormAgency),
    }
    add(it.phrases.line, F::PhraseLine);
    add(it.phrases.start, F::PhraseStart);
    add(it.phrases.any == 1, F::PhraseAny);
    add(it.phrases.any > 1, F::PhraseAnyTwice);
    add(!it.phrases.line && !it.phrases.start && it.phrases.any == 0, F::PhraseNone);
    add(it.caption.label, F::CaptionLabel);
    add(it.caption.credit, F::CaptionCredit);
    add(it.caption.describes, F::CaptionDescribes);
    add(it.caption.credit && it.chars <= 250, F::CaptionCreditShort);
    add(it.only_stamps, F::StampOnly);
    add(!it.stamps.is_empty() && !it.only_stamps, F::StampPart);
    add(it.stamps.iter().any(|stamp| stamp.label.is_some()), F::StampLabelled);
    add(it.stamps.last().is_some_and(|stamp| stamp.span.end + 3 >= it.block.span.end), F::StampTail);
    let front = around.first_running.is_none_or(|first| index < first);
    if let Some(found) = &it.byline {
        add(
            true,
            match found.evidence {
                byline::Evidence::Marked => F::BylineMarked,
                byline::Evidence::Detailed => F::BylineDetailed,
                byline::Evidence::Agency => F::BylineAgency,
                byline::Evidence::Name => F::BylineName,
            },
        );
        add(found.known && found.evidence == byline::Evidence::Name, F::BylineKnown);
        add(found.evidence == byline::Evidence::Name && front, F::BylineNameAtFront);
        add(!it.stamps.is_empty(), F::BylineStamped);
    }
    if let Some(found) = &it.run_in {
        add(true, if found.strong { F::RunInStrong } else { F::RunInWeak });
        add(around.first_run_in == Some(index), F::RunInFirst);
    }
    add(it.own_line.is_some(), F::PlaceLine);
    add(it.own_line.is_some() && !it.stamps.is_empty(), F::PlaceLineStamped);
    let echo = around.echoes[index];
    add(echo.repeats_earlier, F::RepeatsEarlier);
    add(echo.repeated_later, F::RepeatedLater);
    add(echo.part_of_earlier, F::PartOfEarlier);
    match index {
        0 => add(true, F::First),
        1 => add(true, F::Second),
        2..=4 => add(true, F::ThirdToFifth),
        5..=9 => add(true, F::SixthToTenth),
        _ => {}
    }
    match (around.first_running, around.last_running) {
        (Some(first), Some(last)) => {
            add(
                true,
                if index < first {
                    match first - index {
                        1 => F::BeforeTextBy1,
                        2 => F::BeforeTextBy2,
                        3..=5 => F::BeforeTextBy3To5,
                        6..=12 => F::BeforeTextBy6To12,
                        _ => F::BeforeTextByMore,
                    }
                } else if index <= last {
                    F::InText
                } else {
                    match index - last {
                        1 => F::AfterTextBy1,
                        2..=4 => F::AfterTextBy2To4,
                        _ => F::AfterTextByMore,
                    }
                },
            );
            add(index == first, F::FirstRunning);
            add(index == last, F::LastRunning);
        }
        _ => add(true, F::NoText),
    }
    match index * 3 / paragraphs.len().max(1) {
        0 => add(true, F::Position1),
        1 => add(true, F::Position2),
        _ => add(true, F::Position3),
    }
    add(
        true,
        match around.overlap[index] {
            0..=9 => F::OverlapNone,
            10..=39 => F::OverlapLow,
            40..=69 => F::OverlapMiddle,
            _ => F::OverlapHigh,
        },
    );
    if let Some(slug) = around.slug[index] {
        add(
            true,
            match slug {
                0..=19 => F::SlugLow,
                20..=59 => F::SlugMiddle,
                _ => F::SlugHigh,
            },
        );
    }
    let headline_like = (3..=24).contains(&it.words)
        && around.overlap[index] >= 40
        && !it.several_sentences
        && it.stamps.is_empty()
        && (!it.ends_sentence || it.words <= 14)
        && !it.phrases.line
        && !it.caption.label
        && it.run_in.is_none();
    add(headline_like, F::HeadlineLike);
    add(headline_like && front && around.best_headline == Some(index), F::HeadlineLikeFront);
    let alone = index == 0 && around.first_running == Some(1) && it.form == Form::Plain && it.stamps.is_empty();
    add(
        alone && open && it.byline.as_ref().is_none_or(|found| found.evidence == byline::Evidence::Name),
        F::OnlyLineBeforeText,
    );
    let touches_before = !it.block.after_blank && index > 0;
    let touches_after = after.is_some_and(|after| !after.block.after_blank);
    add(!touches_before && !touches_after, F::Isolated);
    add(touches_before, F::TouchesBefore);
    add(touches_after, F::TouchesAfter);
    add(around.short_run[index] >= 3, F::InRunOfShort);
    add(around.short_run[index] >= 6, F::InLongRunOfShort);
    add(it.block.indent > around.indent, F::Indented);
    add(it.block.indent < around.indent, F::IndentedLess);
    let is_short = |other: &Evidence<'_>| other.chars <= 80 && !other.ends_sentence;
    let has_phrase = |other: &Evidence<'_>| other.phrases.line || other.phrases.start || other.phrases.any > 0;
    let is_caption = |other: &Evidence<'_>| other.caption.label || (other.caption.credit && other.chars <= 300);
    let is_byline =
        |other: &Evidence<'_>| other.byline.as_ref().is_some_and(|byline| byline.evidence > byline::Evidence::Name);
    if let Some(after) = after {
        add(after.is_running(), F::BeforeRunning);
        add(is_short(after), F::BeforeShort);
        add(has_phrase(after), F::BeforePhrase);
        add(after.only_stamps, F::BeforeStamp);
        add(is_byline(after), F::BeforeByline);
        add(is_caption(after), F::BeforeCaption);
        add(after.run_in.as_ref().is_some_and(|found| found.strong), F::BeforeRunIn);
        add(around.echoes[index + 1].repeats_earlier, F::BeforeSame);
    } else {
        add(true, F::BeforeColonOrNone);
    }
    if let Some(before) = before {
        let between = before.is_running() && after.is_some_and(Evidence::is_running);
        add(between, F::BetweenRunning);
        add(between && it.ends_sentence && it.words <= 12, F::ShortSentenceBetweenRunning);
        add(between && open && it.words <= 12, F::ShortOpenBetweenRunning);
        add(before.is_running(), F::AfterRunning);
        add(is_short(before), F::AfterShort);
        add(has_phrase(before), F::AfterPhrase);
        add(before.only_stamps, F::AfterStamp);
        add(is_byline(before), F::AfterByline);
        add(is_caption(before), F::AfterCaption);
        add(before.form == Form::Address, F::AfterAddress);
        add(around.echoes[index - 1].repeats_earlier, F::AfterSame);
    }
    let question = ["Q:", "Q.", "A:", "Q ", "Question:", "Answer:"].iter().any(|start| it.content.starts_with(start));
    add(question, F::QuestionAndAnswer);
    add(it.biography, F::Biography);
    add(it.words == 1 && it.capitals == 1, F::SingleWordCapital);
    add(around.unspaced, F::BodyIsUnspaced);
    add(it.marks_byline, F::BylineMarkAlone);
    add(
        it.words <= 3 && it.content.ends_with(':') && after.is_some_and(|after| after.only_stamps),
        F::LabelBeforeStamp,
    );
    add(it.leads_to_speech(), F::LeadsToSpeech);
    add(it.numbered, F::Numbered);
    let is_item = |other: &Evidence<'_>| other.numbered || other.bullet;
    add(is_item(it) && (before.is_some_and(is_item) || after.is_some_and(is_item)), F::NumberedRun);
    add(before.is_some_and(|before| before.content.ends_with(':')), F::AfterColon);
    add(before.is_some_and(is_item), F::AfterItem);
    add(it.speech, F::Speech);
    add(holds_quotation_mark(&it.content), F::Quotation);
    add(it.only_stamps && around.stamp_lines >= 3, F::StampOneOfMany);
    add(!it.stamps.is_empty() && around.first_stamp == Some(index), F::StampFirst);
    add(!it.stamps.is_empty() && it.words > 10, F::LongDated);
    add(it.content.ends_with(')'), F::EndsBracket);
    add(["A ", "An ", "The "].iter().any(|article| it.content.starts_with(article)), F::StartsArticle);
    add(around.furniture, F::DocHasFurniture);
    add(!around.furniture, F::DocHasNone);
    out
}

/// Whether a line holds a double quotation mark.
fn holds_quotation_mark(content: &str) -> bool {
    find_byte(content.as_bytes(), |byte| byte == b'"').is_some()
        || beyond_ascii(content).any(|(_, c)| matches!(c, '“' | '”'))
}

#[cfg(test)]
mod tests {
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
