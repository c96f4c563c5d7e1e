//! Finds attributions: cues by a first trained model, then the source and content of each by a second.
//!
//! Both are linear-chain conditional random fields. [`facts`] are what is known of each token, [`features`] what the models see, the same in
//! training and here; [`label`] what they answer. The models were trained on text as it stands, where what is said inside a quotation is
//! not marked, so the inside of each quotation is read once more as a text of its own. The trainer is `src/train/attribution.rs`.

pub(crate) mod facts;
pub(crate) mod features;
pub(crate) mod label;

use super::classes::{Class, Lower};
use super::marks::Passage;
use crate::document::{Document, Entity};
use crate::extract::entity::tag::resources::resources;
use crate::model::sequence::{Lattice, SequenceModel};
use facts::{Fact, Quoted};
use features::Features;
use label::{BEGIN, CUE_LABELS, OUTSIDE, Part, STATES};
use std::ops::Range;
use std::sync::LazyLock;

const CUES: &[u8] = include_bytes!("../../../data/attribution_cues.bin");
const ARGUMENTS: &[u8] = include_bytes!("../../../data/attribution_arguments.bin");

/// How readily a token is taken for a cue, in units of a weight (24 to one): people mark more cues than the likeliest reading does, and
/// what is no attribution is left out later by its confidence. Chosen on PolNeAR dev.
const CUE_LIFT: i32 = 5;
/// The same beside a quotation that nobody was found to say; a long one is speech beyond doubt.
const ORPHAN_LIFT: i32 = 10;
const LONG_ORPHAN_LIFT: i32 = 20;
/// How readily a source is found for a quotation that has a cue.
const SOURCE_LIFT: i32 = 40;
/// A cue whose margin is this large attributes something.
const CERTAIN_CUE: i32 = 120;
/// What each token outside of source and content of such a cue is made unlikelier by, where the model finds no content: the first that gives a
/// clause is taken.
const OUTSIDE_LIFTS: [i32; 7] = [8, 16, 24, 32, 40, 56, 72];
/// Attributions are compared with so many before them; those farther away have nothing to do with each other.
const NEIGHBOURS: usize = 4;
/// Tokens of a short clause.
const CLAUSE: usize = 3;

/// The two models.
#[derive(Debug)]
pub(crate) struct Models<'m> {
    /// Labels cues.
    pub(crate) cues: SequenceModel<'m>,
    /// Labels the source and content of a cue.
    pub(crate) arguments: SequenceModel<'m>,
}

impl<'m> Models<'m> {
    /// Reads both where they lie; none if one is damaged or has other labels.
    pub(crate) fn read(cues: &'m [u8], arguments: &'m [u8]) -> Option<Self> {
        let read = |bytes, labels| SequenceModel::read(bytes).ok().filter(|model| model.labels() == labels);
        Some(Self { cues: read(cues, CUE_LABELS)?, arguments: read(arguments, STATES)? })
    }

    /// The embedded models; `None` if the program was built with damaged files, which a test prevents.
    pub(crate) fn embedded() -> Option<&'static Models<'static>> {
        static MODELS: LazyLock<Option<Models<'static>>> = LazyLock::new(|| Models::read(CUES, ARGUMENTS));
        MODELS.as_ref()
    }
}

/// Reads one document.
pub(crate) struct Tagger<'p> {
    facts: Vec<Fact>,
    passages: &'p [Passage],
    models: &'p Models<'p>,
}

impl<'p> Tagger<'p> {
    /// Looks at the whole document once.
    pub(crate) fn new(
        document: &Document,
        entities: &[Entity],
        passages: &'p [Passage],
        models: &'p Models<'p>,
    ) -> Option<Self> {
        Some(Self { facts: facts::of_document(document, entities, passages, resources()?), passages, models })
    }

    /// What is known of each token.
    pub(crate) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The attributions of the document, in the order of their cues.
    pub(crate) fn tag(&self, document: &Document) -> Vec<Found> {
        let cues = cues(document, &self.facts, &self.models.cues, |_| true, CUE_LIFT);
        let mut all = arguments(&self.facts, &cues, &cues, &self.models.arguments);
        self.complete(document, &mut all);
        absorb(&mut all);
        hold_inner(&mut all);
        share_sources(&mut all);
        all
    }

    /// Nearly every quotation is said by somebody: the sentences of those that no cue took are read again, and are easily satisfied with one.
    fn complete(&self, document: &Document, all: &mut Vec<Found>) {
        /// Quotations with so many words are speech.
        const ENOUGH_WORDS: usize = 5;
        let mut taken = vec![false; self.passages.len() + 1];
        let passages_in = |found: &Found| -> Vec<usize> {
            let held = found.content.iter().cloned().flatten().filter_map(|at| self.facts.get(at));
            let mut held: Vec<usize> = held.map(|fact| fact.passage as usize).filter(|&passage| passage != 0).collect();
            held.dedup();
            held
        };
        for passage in all.iter().flat_map(&passages_in) {
            taken[passage] = true;
        }
        let text = &document.text;
        let is_speech = |index: usize| {
            self.passages.get(index - 1).is_some_and(|passage| {
                let inner = passage.inner.of(text);
                inner.split_whitespace().take(ENOUGH_WORDS).count() == ENOUGH_WORDS || inner.ends_with([',', '?', '!'])
            })
        };
        let wanted = |speech: bool| {
            let taken = &taken;
            move |sentence: &Range<usize>| {
                let mut free = self.facts.get(sentence.clone()).unwrap_or(&[]).iter().map(|fact| fact.passage as usize);
                free.any(|passage| passage != 0 && !taken[passage] && is_speech(passage) == speech)
            }
        };
        let mut again = cues(document, &self.facts, &self.models.cues, wanted(true), LONG_ORPHAN_LIFT);
        again.extend(cues(document, &self.facts, &self.models.cues, wanted(false), ORPHAN_LIFT));
        again.sort_unstable_by_key(|cue| cue.tokens.start);
        again.dedup_by(|next, before| next.tokens.start < before.tokens.end);
        let mut known: Vec<Cue> =
            all.iter().map(|found| Cue { tokens: found.cue.clone(), margin: found.margins[0] }).collect();
        again.retain(|cue| {
            self.facts.get(cue.tokens.start).is_some_and(|fact| fact.passage == 0) && !overlaps(&known, &cue.tokens)
        });
        if again.is_empty() {
            return;
        }
        known.extend(again.iter().cloned());
        known.sort_unstable_by_key(|cue| cue.tokens.start);
        let mut more = arguments(&self.facts, &known, &again, &self.models.arguments);
        more.retain(|found| passages_in(found).iter().any(|&passage| !taken[passage]));
        all.extend(more);
        all.sort_by_key(|found| found.cue.start);
    }

    /// The same document with the inside of each quotation as plain text, in which only the quotations inside of them, `nested`, are quoted.
    pub(crate) fn inside<'n>(&self, document: &Document, nested: &'n [Passage]) -> Tagger<'n>
    where
        'p: 'n,
    {
        let mut facts = self.facts.clone();
        for fact in &mut facts {
            fact.quoted = Quoted::Outside;
            fact.passage = 0;
        }
        facts::mark_quotations(document, nested, &mut facts);
        Tagger { facts, passages: nested, models: self.models }
    }

    /// The attributions inside of quotations that are beyond doubt: of somebody else, with a clause or a quotation of their own. This is
    /// [`Tagger::inside`] of `outer`.
    pub(crate) fn tag_inside(&self, document: &Document, outer: &Self) -> Vec<Found> {
        let quoted = |at: usize| outer.facts.get(at).is_some_and(|fact| fact.passage != 0);
        let wanted = |sentence: &Range<usize>| sentence.clone().any(quoted);
        let mut cues = cues(document, &self.facts, &self.models.cues, wanted, 0);
        cues.retain(|cue| quoted(cue.tokens.start));
        let mut all = arguments(&self.facts, &cues, &cues, &self.models.arguments);
        for found in &mut all {
            let holder = outer.facts.get(found.cue.start).map_or(0, |fact| fact.passage);
            let held = |at: &usize| outer.facts.get(*at).is_some_and(|fact| fact.passage == holder);
            let mark = |at: &usize| outer.facts.get(*at).is_some_and(|fact| fact.class == Class::Mark);
            for piece in &mut found.content {
                let mut kept = piece.clone().filter(|at| held(at) && !mark(at));
                let first = kept.next();
                let last = kept.next_back().or(first);
                *piece = first.map_or(0..0, |first| first..last.map_or(first, |last| last + 1));
            }
            found.content.retain(|piece| !piece.is_empty());
            // Kerry "emphasized that ...": the mark is no part of the name.
            if let Some(source) = &mut found.source {
                while source.len() > 1 && mark(&(source.end - 1)) {
                    source.end -= 1;
                }
            }
        }
        all.retain(|found| {
            let first = found.content.first().and_then(|piece| self.facts.get(piece.start));
            let own = first.is_some_and(|fact| fact.class == Class::Subordinator || fact.passage != 0);
            let other = found.source.as_ref().is_some_and(|source| {
                document
                    .tokens
                    .get(source.start)
                    .is_some_and(|token| source.len() > 1 || !is_speaker_itself(document.word(token)))
            });
            own && other
        });
        all
    }
}

/// Whether a pronoun inside a quotation is its speaker, or nobody.
fn is_speaker_itself(word: &str) -> bool {
    matches!(Lower::new(word).as_str(), "i" | "we" | "you" | "it" | "that" | "which" | "what" | "this")
}

/// A source that holds another cue and what that attributes is none: "officials who say Oslo and Bergen | have opposed | aims" is what they say. Its
/// attribution becomes a part of the other's content.
fn absorb(all: &mut Vec<Found>) {
    let mut gone = vec![false; all.len()];
    for at in 0..all.len() {
        let Some((source, cue)) = all.get(at).and_then(|found| Some((found.source.clone()?, found.cue.clone()))) else {
            continue;
        };
        let end = all[at].content.iter().map(|piece| piece.end).fold(cue.end, usize::max);
        let held = (at.saturating_sub(NEIGHBOURS)..at).rev().find(|&other| {
            let found = &all[other];
            !gone[other]
                && source.start <= found.cue.start
                && found.cue.end <= source.end
                && found.content.last().is_some_and(|piece| piece.start >= found.cue.end && piece.start < source.end)
        });
        if let Some(other) = held {
            gone[at] = true;
            if let Some(piece) = all[other].content.last_mut() {
                piece.end = piece.end.max(end);
            }
        }
    }
    let mut gone = gone.into_iter();
    all.retain(|_| !gone.next().unwrap_or(false));
}

/// "The department said Kerry expressed concern about ...": a content that ends with the source of the next attribution holds all of it.
fn hold_inner(all: &mut [Found]) {
    for at in (1..all.len()).rev() {
        let (before, from) = all.split_at_mut(at);
        let (Some(outer), Some(inner)) = (before.last_mut(), from.first()) else { continue };
        let Some(piece) = outer.content.last_mut() else { continue };
        let reaches = (inner.cue.start..inner.cue.end).contains(&piece.end);
        let held = inner.source.as_ref().is_none_or(|source| piece.start <= source.start && source.end <= piece.end);
        if reaches && held {
            piece.end = inner.content.iter().map(|piece| piece.end).fold(inner.cue.end, usize::max);
        }
    }
}

/// Sources of neighbouring attributions that begin together are one, the longer.
fn share_sources(all: &mut [Found]) {
    for at in 1..all.len() {
        let (before, from) = all.split_at_mut(at);
        let (Some(first), Some(second)) = (before.last_mut(), from.first_mut()) else { continue };
        let (Some(one), Some(other)) = (&mut first.source, &mut second.source) else { continue };
        if one.start == other.start && one.end != other.end && one.len().max(other.len()) <= LONGEST_SHARED {
            one.end = one.end.max(other.end);
            other.end = one.end;
        }
    }
}

/// Longer sources have relative clauses and appositions, which one attribution may leave out.
const LONGEST_SHARED: usize = 6;

/// Whether a range shares a token with one of some cues in order.
fn overlaps(cues: &[Cue], tokens: &Range<usize>) -> bool {
    let next = cues.partition_point(|cue| cue.tokens.start < tokens.end);
    next.checked_sub(1).and_then(|at| cues.get(at)).is_some_and(|cue| tokens.start < cue.tokens.end)
}

/// An attribution as tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The words that attribute.
    pub(crate) cue: Range<usize>,
    /// Who.
    pub(crate) source: Option<Range<usize>>,
    /// What, in pieces in order; never empty.
    pub(crate) content: Vec<Range<usize>>,
    /// How much more the first tokens of the cue, the source and the content look like it than like nothing, in units of a weight.
    pub(crate) margins: [i32; 3],
}

/// A cue, and how much more its first token looks like one than like none.
#[derive(Clone, Debug)]
pub(crate) struct Cue {
    pub(crate) tokens: Range<usize>,
    pub(crate) margin: i32,
}

/// The cues in the sentences that are `wanted`, in order, cues made likelier by `lift`.
pub(crate) fn cues(
    document: &Document,
    facts: &[Fact],
    model: &SequenceModel<'_>,
    wanted: impl Fn(&Range<usize>) -> bool,
    lift: i32,
) -> Vec<Cue> {
    let features = Features::new(facts, std::iter::empty());
    let mut lattice = Lattice::default();
    let (mut seen, mut labels): (Vec<u64>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut cues: Vec<Cue> = Vec::new();
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content()) {
        for sentence in document.sentences_of(paragraph) {
            if !wanted(&sentence.tokens) {
                continue;
            }
            model.begin(&mut lattice);
            for at in sentence.tokens.clone() {
                let scores = model.push(&mut lattice);
                seen.clear();
                features.of_token(at, |feature| seen.push(feature));
                model.add(scores, &mut seen);
                if let Some(score) = scores.get_mut(OUTSIDE) {
                    *score -= lift;
                }
            }
            labels.clear();
            model.decode(&mut lattice, &mut labels);
            for (place, (at, &label)) in sentence.tokens.clone().zip(&labels).enumerate() {
                match (usize::from(label), cues.last_mut()) {
                    (OUTSIDE, _) => {}
                    (label, Some(cue)) if label != BEGIN && cue.tokens.end == at => cue.tokens.end = at + 1,
                    _ => {
                        let score = |label| model.score(&lattice, place, label);
                        cues.push(Cue { tokens: at..at + 1, margin: score(BEGIN) - score(OUTSIDE) - lift });
                    }
                }
            }
        }
    }
    cues
}

/// The source and content of some cues, given all that are known, both in order; cues without content attribute nothing and are left out.
pub(crate) fn arguments<'d>(
    facts: &'d [Fact],
    known: &[Cue],
    cues: &[Cue],
    model: &'d SequenceModel<'d>,
) -> Vec<Found> {
    let features = Features::new(facts, known.iter().map(|cue| cue.tokens.start));
    let mut decoder =
        Decoder { features, model, lattice: Lattice::default(), seen: Vec::new(), sides: vec![None; 2 * facts.len()] };
    let mut all = Vec::with_capacity(cues.len());
    for cue in cues {
        let seen = decoder.features.cue(cue.tokens.clone());
        let mut found = decoder.decode(&seen, Lifts::default());
        let quotes = |found: &Found| {
            found.content.iter().any(|piece| facts.get(piece.start).is_some_and(|fact| fact.quoted == Quoted::Opens))
        };
        if found.source.is_none() && quotes(&found) {
            found = decoder.decode(&seen, Lifts { source: SOURCE_LIFT, outside: 0 });
        }
        if found.content.is_empty() && cue.margin >= CERTAIN_CUE {
            for outside in OUTSIDE_LIFTS {
                let likelier = decoder.decode(&seen, Lifts { source: 0, outside });
                if let Some(longest) = likelier.content.iter().max_by_key(|piece| piece.len())
                    && longest.len() >= CLAUSE
                {
                    found = Found { content: vec![longest.clone()], ..likelier };
                    break;
                }
            }
        }
        found.margins[0] = cue.margin;
        if !found.content.is_empty() {
            all.push(found);
        }
    }
    all
}

/// How much likelier than the model says the first token of a source is taken to be, and how much unlikelier each token outside of source and
/// content.
#[derive(Clone, Copy, Debug, Default)]
struct Lifts {
    source: i32,
    outside: i32,
}

/// The second model at work on one document.
struct Decoder<'d> {
    features: Features<'d>,
    model: &'d SequenceModel<'d>,
    lattice: Lattice,
    /// The features of one token.
    seen: Vec<u64>,
    /// What a token scores for all cues to its right, and for all to its left: made when the first cue asks.
    sides: Vec<Option<[i32; STATES]>>,
}

impl Decoder<'_> {
    /// The best source and content of a cue.
    fn decode(&mut self, cue: &features::Cue, lifts: Lifts) -> Found {
        let Self { features, model, lattice, seen, sides } = self;
        let mut labels: Vec<u8> = Vec::new();
        let paths = features.paths(cue);
        let places = (cue.window.start..cue.tokens.start).chain(cue.tokens.end..cue.window.end);
        model.begin(lattice);
        for (at, path) in places.clone().zip(paths) {
            let left = at < cue.tokens.start;
            let Some(known) = sides.get_mut(2 * at + usize::from(left)) else { break };
            let known = known.get_or_insert_with(|| {
                let mut scores = [0; STATES];
                seen.clear();
                features.of_side(at, left, |feature| seen.push(feature));
                model.add(&mut scores, seen);
                scores
            });
            let scores = model.push(lattice);
            seen.clear();
            features.of_argument(cue, at, path, |feature| seen.push(feature));
            model.add(scores, seen);
            for (score, known) in scores.iter_mut().zip(known) {
                *score += *known;
            }
            for (label, score) in scores.iter_mut().enumerate() {
                *score += match label::part(label) {
                    Part::Source if label::begins(label) => lifts.source,
                    Part::Out => -lifts.outside,
                    _ => 0,
                };
            }
        }
        model.decode(lattice, &mut labels);
        let mut found = Found { cue: cue.tokens.clone(), ..Found::default() };
        for (place, (at, &label)) in places.zip(&labels).enumerate() {
            let label = usize::from(label);
            let margin = || model.score(lattice, place, label) - model.score(lattice, place, label::OUT);
            match label::part(label) {
                Part::Out => {}
                Part::Source => match &mut found.source {
                    Some(source) if source.end == at => source.end = at + 1,
                    source => {
                        *source = Some(at..at + 1);
                        found.margins[1] = margin() - lifts.source;
                    }
                },
                Part::Content => match found.content.last_mut() {
                    Some(piece) if piece.end == at && !label::begins(label) => piece.end = at + 1,
                    _ => {
                        if found.content.is_empty() {
                            found.margins[2] = margin();
                        }
                        found.content.push(at..at + 1);
                    }
                },
            }
        }
        found
    }
}
