//! Finds cues with the first model.
//!
//! Most tokens are no cue, and their words and those beside them say so. What a word and its standing (class, quotation marks, mention) say of the tokens
//! around it is remembered, as one row, and the rows of a paragraph are summed; only where these sums leave it open whether a cue begins are all features
//! asked for. Sentences are read more than once, each time more readily or with other quotation marks: what a token scores is worked out once.

use super::facts::{Fact, PERSON};
use super::features::{Features, SEEN, SIDE, Surroundings, WINDOW};
use super::label::{BEGIN, CUE_PLACES, OUTSIDE};
use super::{Cue, CueModel};
use crate::document::Document;
use crate::extract::quote::classes::Class;
use crate::model::memory::{Few, Memory};
use crate::model::sequence::{self, Sparse};
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// The scores of a token, or of what it shows, for each label.
type Scores = sequence::Scores<CUE_PLACES>;

/// No cue begins at a token for which the words and standings around it say so by this much, in units of a weight (24 to one). Chosen on PolNeAR dev,
/// where it takes away more that is no cue than cues. In 391 other articles, one in 80 of 11,000 cues is lost, and half of the tokens need no further
/// look: four in five by themselves, some of which stand behind one where a cue may begin.
const CLOSED: i16 = -40;
/// How much likelier a cue begins at "say" behind "who" and before a clause. PolNeAR marks two of three, and the model finds too few of them.
const SAID_OF_WHOM_LIFT: i16 = 28;
/// How much unlikelier a cue begins at a word that is none: "hopes" in "said that hopes were low", "Said" in "Said Abdullah told us".
const NEVER: i16 = 1000;
/// Tokens that may be further ones of a cue after one where a cue may begin.
const FURTHER: usize = 3;

/// What a word or standing says of the tokens around it, from [`SIDE`] before it to as many after it.
type Row = [i16; WINDOW * CUE_PLACES];

thread_local! {
    static FORMS: RefCell<Memory<Row>> = RefCell::default();
    static STANDINGS: RefCell<Memory<Row>> = RefCell::default();
    static RECALLED: RefCell<[Few<Scores>; 2]> = RefCell::default();
}

/// What is known so far of the words of a document, whatever their quotation marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    /// By [`Fact::form`]; the last is for what lies beyond the paragraph.
    forms: Vec<Row>,
}

impl Words {
    fn new(facts: &[Fact], model: &CueModel<'_>) -> Self {
        let count = facts.iter().map(|fact| fact.form as usize + 1).max().unwrap_or(0);
        let mut of_forms: Vec<Option<&Fact>> = vec![None; count];
        for fact in facts {
            if let Some(form) = of_forms.get_mut(fact.form as usize) {
                *form = Some(fact);
            }
        }
        let mut memory = FORMS.take();
        let of_forms = of_forms.into_iter().chain([None]);
        let forms = of_forms.map(|fact| {
            memory.get_or_insert_with(model.key(fact.map_or(0, Fact::key)), || {
                row(|place| {
                    let [word, cluster, suffix, stem, seldom] = Features::of_form(fact, place);
                    match SEEN[place] {
                        1 => model.sum_of([word]),
                        2 => model.sum_of([word, cluster]),
                        4 => model.sum_of([word, cluster, suffix, stem]),
                        _ => model.sum_of([word, cluster, suffix, stem, seldom]),
                    }
                })
            })
        });
        let words = Self { forms: forms.collect() };
        FORMS.set(memory);
        words
    }
}

/// What `say` says at each place of a window.
fn row(say: impl Fn(usize) -> Scores) -> Row {
    let mut row = [0; WINDOW * CUE_PLACES];
    // What stands after a token is at the later places of its window: the row goes the other way.
    for (place, sums) in row.chunks_exact_mut(CUE_PLACES).rev().enumerate() {
        for (sum, score) in sums.iter_mut().zip(say(place)) {
            *sum = score;
        }
    }
    row
}

/// The first model at work on one document.
pub(crate) struct Reader<'d> {
    document: &'d Document,
    facts: &'d [Fact],
    features: Features<'d>,
    model: &'d CueModel<'d>,
    words: &'d Words,
    /// By the number of a standing, in the order in which they come; the first is for what lies beyond the paragraph.
    standings: Vec<Row>,
    /// The number of each [`Fact::standing`] that came, which few of them do; 0 for the others.
    numbers: Vec<u16>,
    tokens: Vec<Token>,
    /// Room to sum the rows of a paragraph.
    sums: Vec<i16>,
    sparse: Sparse<CUE_PLACES>,
    /// What the model says of the classes before and behind a token.
    recalled: [Few<Scores>; 2],
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        RECALLED.set(std::mem::take(&mut self.recalled));
    }
}

/// How far a token has been looked at.
#[derive(Clone, Copy, Debug, Default)]
enum Token {
    /// Not at all.
    #[default]
    Unread,
    /// What the words and standings around it say.
    Summed(Scores),
    /// All features; how much more it looks like the beginning of a cue than like none to the words and standings around it.
    Read(Scores, i16),
}

impl<'d> Reader<'d> {
    /// Begins to read; `words` is kept between readings of the same words, whose quotation marks may have changed.
    pub(crate) fn new(
        document: &'d Document,
        facts: &'d [Fact],
        model: &'d CueModel<'d>,
        words: &'d OnceCell<Words>,
    ) -> Self {
        let words = words.get_or_init(|| Words::new(facts, model));
        let mut reader = Self {
            document,
            facts,
            features: Features::for_cues(facts),
            model,
            words,
            standings: Vec::new(),
            numbers: vec![0; Fact::STANDINGS],
            tokens: vec![Token::default(); facts.len()],
            sums: Vec::new(),
            sparse: Sparse::default(),
            recalled: RECALLED.take(),
        };
        for recalled in &mut reader.recalled {
            recalled.prepare(model.key(0), Surroundings::CLASSES);
        }
        reader.stand(None);
        reader
    }

    /// The cues in the sentences that are `wanted`, in order, cues made likelier by `lift`.
    pub(crate) fn read(&mut self, wanted: impl Fn(&Range<usize>) -> bool, lift: i16) -> Vec<Cue> {
        let document = self.document;
        let mut labels: Vec<u8> = Vec::new();
        let mut cues: Vec<Cue> = Vec::new();
        for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content()) {
            let mut summed = false;
            for sentence in document.sentences_of(paragraph) {
                if !wanted(&sentence.tokens) {
                    continue;
                }
                if !summed {
                    self.sum(document.tokens_in(paragraph.span));
                    summed = true;
                }
                if !self.score(&sentence.tokens, lift) {
                    continue;
                }
                labels.clear();
                self.sparse.decode(self.model, &mut labels);
                for (at, &label) in sentence.tokens.clone().zip(&labels) {
                    match (usize::from(label), cues.last_mut()) {
                        (OUTSIDE, _) => {}
                        (label, Some(cue)) if label != BEGIN && cue.tokens.end == at => cue.tokens.end = at + 1,
                        _ => {
                            let [outside, begin, ..] = self.of_token(at).map(i32::from);
                            cues.push(Cue { tokens: at..at + 1, margin: begin - outside });
                        }
                    }
                }
            }
        }
        cues
    }

    /// Prepares the scores of a sentence to be decoded; whether a cue may begin in it.
    fn score(&mut self, tokens: &Range<usize>, lift: i16) -> bool {
        let (mut open, mut any) = (0, false);
        self.sparse.clear();
        for at in tokens.clone() {
            let margin = match self.tokens.get(at) {
                Some(Token::Summed(scores)) => begins(*scores),
                Some(Token::Read(_, margin)) => *margin,
                _ => i16::MIN,
            };
            if margin > CLOSED - lift {
                open = 1 + FURTHER;
                any = true;
            }
            if open > 0 {
                open -= 1;
                let mut scores = self.of_token(at);
                scores[OUTSIDE] -= lift;
                if self.is_said_of_whom(at) {
                    scores[BEGIN] += SAID_OF_WHOM_LIFT;
                }
                if self.is_noun(at) || self.is_name(at) {
                    scores[BEGIN] -= NEVER;
                }
                self.sparse.push(scores);
            } else {
                self.sparse.push_outside();
            }
        }
        any
    }

    /// Whether a token is "say" behind "who" and before a clause: "officials who say the pier is unsafe".
    fn is_said_of_whom(&self, at: usize) -> bool {
        let class = |at: usize| self.facts.get(at).map(|fact| fact.class);
        let opens = |class| {
            matches!(class, Class::Determiner | Class::Name | Class::Pronoun | Class::Subordinator | Class::Number)
        };
        at.checked_sub(1).is_some_and(|before| class(before) == Some(Class::Relative))
            && class(at + 1).is_some_and(opens)
            && self
                .document
                .tokens
                .get(at)
                .is_some_and(|token| matches!(self.document.word(token), "say" | "says" | "said"))
    }

    /// Whether a token that might be a verb is the subject of a clause: "that hopes were low", "that claims have come in".
    fn is_noun(&self, at: usize) -> bool {
        let word = |at: usize| self.document.tokens.get(at).map_or("", |token| self.document.word(token));
        self.facts.get(at + 1).is_some_and(|fact| fact.class == Class::Auxiliary)
            && at.checked_sub(1).is_some_and(|before| word(before) == "that")
            && word(at).ends_with('s')
    }

    /// Whether a token is a part of a person's name.
    fn is_name(&self, at: usize) -> bool {
        self.facts.get(at).is_some_and(|fact| fact.capital && fact.mention == PERSON)
    }

    /// Sums what words and standings say of the tokens of a paragraph, unless that is known.
    fn sum(&mut self, tokens: Range<usize>) {
        if self.tokens.get(tokens.start).is_none_or(|token| !matches!(token, Token::Unread)) {
            return;
        }
        let Some(facts) = self.facts.get(tokens.clone()) else { return };
        // What lies beyond the paragraph counts as so many tokens on each side, which say something of as many further ones.
        self.sums.clear();
        self.sums.resize((facts.len() + 4 * SIDE) * CUE_PLACES, 0);
        let beyond = [None; SIDE];
        for (first, fact) in beyond.into_iter().chain(facts.iter().map(Some)).chain(beyond).enumerate() {
            let standing = self.stand(fact);
            let form = fact.map_or(self.words.forms.len() - 1, |fact| fact.form as usize);
            let (Some(form), Some(standing)) = (self.words.forms.get(form), self.standings.get(standing)) else {
                return;
            };
            // As many sums as a row has, so that whole vectors are added.
            let around = self.sums.get_mut(first * CUE_PLACES..).and_then(|sums| sums.first_chunk_mut());
            let Some(around): Option<&mut Row> = around else { return };
            let said: Row = std::array::from_fn(|at| form[at] + standing[at]);
            for (sum, said) in around.iter_mut().zip(said) {
                *sum += said;
            }
        }
        let sums = self.sums.chunks_exact(CUE_PLACES).skip(2 * SIDE);
        for (token, sums) in self.tokens.get_mut(tokens).unwrap_or_default().iter_mut().zip(sums) {
            *token = Token::Summed(sums.first_chunk().copied().unwrap_or_default());
        }
    }

    /// The number of the standing of a token, or of what lies beyond the paragraph.
    fn stand(&mut self, fact: Option<&Fact>) -> usize {
        let Self { model, standings, numbers, .. } = self;
        let known = fact.and_then(|fact| numbers.get(fact.standing())).copied().unwrap_or(0);
        if known != 0 || (fact.is_none() && !standings.is_empty()) {
            return usize::from(known);
        }
        let key = model.key(fact.map_or(0, |fact| 1 + fact.standing() as u64));
        standings.push(STANDINGS.with_borrow_mut(|memory| {
            memory.get_or_insert_with(key, || row(|place| model.sum_of([Features::of_standing(fact, place)])))
        }));
        let number = standings.len() - 1;
        if let Some(known) = fact.and_then(|fact| numbers.get_mut(fact.standing())) {
            *known = number as u16;
        }
        number
    }

    /// What all features of a token say.
    fn of_token(&mut self, at: usize) -> Scores {
        let Self { features, model, tokens, recalled, .. } = self;
        let Some(token) = tokens.get_mut(at) else { return Scores::default() };
        let mut scores = match token {
            Token::Read(scores, _) => return *scores,
            Token::Summed(scores) => *scores,
            Token::Unread => Scores::default(),
        };
        let margin = begins(scores);
        if let Some(Surroundings { classes, own }) = features.surroundings(at) {
            for (side, (recalled, classes)) in recalled.iter_mut().zip(classes).enumerate() {
                let find_out = || model.sum_of([Surroundings::of_classes(side, classes)]);
                for (score, said) in scores.iter_mut().zip(recalled.get_or_insert_with(classes as usize, find_out)) {
                    *score += said;
                }
            }
            model.add_all(&mut scores, own);
        }
        *token = Token::Read(scores, margin);
        scores
    }
}

/// How much more a token looks like the beginning of a cue than like none.
fn begins(scores: Scores) -> i16 {
    scores[BEGIN].saturating_sub(scores[OUTSIDE])
}

#[cfg(test)]
mod tests {
    use super::super::Models;
    use super::super::facts;
    use super::*;
    use crate::extract::entity::tag::resources::resources;
    use crate::extract::quote::marks;
    use crate::model::sequence::Asked;
    use crate::pipeline::Options;

    #[test]
    fn what_is_summed_once_is_what_the_features_say() {
        let text =
            "Bridge shut\n\n\"It is late,\" said Ann Hale. She said \"it is late\" again, and it was.\n\n\"It is.\"\n";
        let document = crate::parse::parse(text, &Options::default());
        let passages = marks::pair(&document);
        let facts = facts::of_document(&document, &[], &passages, resources().unwrap());
        let model = &Models::embedded().unwrap().cues;
        let words = OnceCell::default();
        let mut reader = Reader::new(&document, &facts, model, &words);
        let features = Features::for_cues(&facts);
        for paragraph in &document.paragraphs {
            reader.sum(document.tokens_in(paragraph.span));
        }
        for at in 0..facts.len() {
            let (mut scores, mut asked) = ([0; CUE_PLACES], Asked::default());
            features.of_token(at, |feature| asked.push(feature));
            model.add(&mut scores, &mut asked);
            assert_eq!(reader.of_token(at), scores, "token {at}");
        }
    }

    #[test]
    fn who_says_something_is_found() {
        let text = "Pier shut\n\nLie met officials who say the two towns have different aims. She met a man who knew nothing.\n";
        let document = crate::parse::parse(text, &Options::default());
        let passages = marks::pair(&document);
        let facts = facts::of_document(&document, &[], &passages, resources().unwrap());
        let words = OnceCell::default();
        let mut reader = Reader::new(&document, &facts, &Models::embedded().unwrap().cues, &words);
        let cues = reader.read(|_| true, 0);
        let cues: Vec<&str> = cues.iter().map(|cue| document.word(&document.tokens[cue.tokens.start])).collect();
        assert_eq!(cues, ["say"]);
    }
}
