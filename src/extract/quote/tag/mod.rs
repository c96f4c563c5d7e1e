//! Finds attributions: cues by a first trained model, then the source and content of each by a second.
//!
//! Both are linear-chain conditional random fields. [`facts`] are what is known of each token, [`features`] what the models see, the same in
//! training and here; [`label`] what they answer; [`contents`], [`subjects`] and [`relays`] mend what is wrong with it by the sentence that it stands
//! in, and [`edges`], a third model, moves the edges of contents. The models were trained on text as it stands, where what is said inside a quotation is
//! not marked, so the inside of each quotation is read once more as a text of its own. The trainer is `src/train/attribution.rs`.

mod according;
mod beside;
mod closing;
mod contents;
pub(crate) mod cues;
pub(crate) mod edges;
pub(crate) mod facts;
pub(crate) mod features;
pub(crate) mod label;
mod passives;
pub(crate) mod relays;
mod subjects;
#[cfg(test)]
mod test_support;
mod whole;

use super::classes::{Class, Lower};
use super::marks::Passage;
use crate::document::{Document, Entity};
use crate::extract::entity::tag::resources::resources;
use crate::model::memory::Few;
use crate::model::ranking::Ranking;
use crate::model::sequence::{Back, Scores, SequenceModel};
use facts::{Fact, Quoted};
use features::Features;
use label::{CUE_LABELS, CUE_PLACES, Part, STATES};
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

const CUES: &[u8] = include_bytes!("../../../data/attribution_cues.bin");
const ARGUMENTS: &[u8] = include_bytes!("../../../data/attribution_arguments.bin");
/// What moves the edges of contents.
pub(crate) const EDGES: &[u8] = include_bytes!("../../../data/attribution_edges.bin");

/// How much more readily a token is taken for a cue beside a quotation that nobody was found to say, in units of a weight (24 to one); a long one is
/// speech beyond doubt. Chosen on PolNeAR dev and world news.
const ORPHAN_LIFT: i16 = 10;
const LONG_ORPHAN_LIFT: i16 = 20;
/// How readily a source is found for a quotation that has a cue.
const SOURCE_LIFT: i16 = 40;
/// A cue whose margin is this large attributes something.
const CERTAIN_CUE: i32 = 120;
/// What each token outside of source and content of such a cue is made unlikelier by, where the model finds no content: the first that gives a
/// clause is taken.
const OUTSIDE_LIFTS: [i16; 7] = [8, 16, 24, 32, 40, 56, 72];
/// Tokens of a short clause.
const CLAUSE: usize = 3;

/// A model that labels cues.
pub(crate) type CueModel<'m> = SequenceModel<'m, CUE_LABELS, CUE_PLACES>;
/// A model that labels the source and content of a cue.
pub(crate) type ArgumentModel<'m> = SequenceModel<'m, STATES, STATES>;

/// The models.
#[derive(Debug)]
pub(crate) struct Models<'m> {
    /// Labels cues.
    pub(crate) cues: CueModel<'m>,
    /// Labels the source and content of a cue.
    pub(crate) arguments: ArgumentModel<'m>,
    /// Says where contents begin and end.
    pub(crate) edges: Ranking<'m>,
}

impl<'m> Models<'m> {
    /// Reads them where they lie; none if one is damaged or has other labels.
    pub(crate) fn read(cues: &'m [u8], arguments: &'m [u8], edges: &'m [u8]) -> Option<Self> {
        Some(Self {
            cues: SequenceModel::read(cues).ok()?,
            arguments: SequenceModel::read(arguments).ok()?,
            edges: Ranking::read(edges).ok()?,
        })
    }

    /// The embedded models; `None` if the program was built with damaged files, which a test prevents.
    pub(crate) fn embedded() -> Option<&'static Models<'static>> {
        static MODELS: LazyLock<Option<Models<'static>>> = LazyLock::new(|| Models::read(CUES, ARGUMENTS, EDGES));
        MODELS.as_ref()
    }
}

/// Reads one document.
pub(crate) struct Tagger<'p> {
    facts: Vec<Fact>,
    passages: &'p [Passage],
    models: &'p Models<'p>,
    /// What words say to the first model, whether they stand in quotations or not.
    words: Rc<OnceCell<cues::Words>>,
}

impl<'p> Tagger<'p> {
    /// Looks at the whole document once.
    pub(crate) fn new(
        document: &Document,
        entities: &[Entity],
        passages: &'p [Passage],
        models: &'p Models<'p>,
    ) -> Option<Self> {
        let facts = facts::of_document(document, entities, passages, resources()?);
        Some(Self { facts, passages, models, words: Rc::default() })
    }

    /// What is known of each token.
    pub(crate) fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// The attributions of the document, in the order of their cues.
    pub(crate) fn tag(&mut self, document: &Document) -> Vec<Found> {
        let mut all = self.tag_roughly(document);
        edges::settle(document, &self.facts, &self.models.edges, &mut all);
        all
    }

    /// The same before the edges of contents are looked at by themselves.
    pub(crate) fn tag_roughly(&mut self, document: &Document) -> Vec<Found> {
        let moved = facts::take_commas_in(document, &mut self.facts);
        let mut all = self.tag_as_learnt(document);
        facts::take_commas_out(&mut self.facts, &moved);
        for piece in all.iter_mut().flat_map(|found| &mut found.content) {
            // What ended with the mark does again.
            if piece.len() > 1 && piece.end.checked_sub(2).is_some_and(|mark| moved.binary_search(&mark).is_ok()) {
                piece.end -= 1;
            }
        }
        all
    }

    fn tag_as_learnt(&self, document: &Document) -> Vec<Found> {
        let mut reader = cues::Reader::new(document, &self.facts, &self.models.cues, &self.words);
        let cues = reader.read(|_| true, 0);
        let mut all = arguments(&self.facts, &cues, &cues, &self.models.arguments);
        according::add(document, &self.facts, &cues, &mut all);
        self.complete(document, &mut reader, &mut all);
        contents::absorb(&self.facts, &mut all);
        contents::go_on(document, &self.facts, &mut all);
        contents::hold_inner(&mut all);
        subjects::end_before_cues(&self.facts, &mut all);
        subjects::cut_sources(document, &self.facts, &mut all);
        subjects::find(document, &self.facts, &mut all);
        beside::take(document, &self.facts, &mut all);
        subjects::share_sources(&mut all);
        whole::complete_subjects(document, &self.facts, &mut all);
        passives::turn(document, &self.facts, &mut all);
        passives::turn_back(document, &self.facts, &mut all);
        closing::take(document, &self.facts, &mut all);
        according::add_inner(document, &self.facts, &mut all);
        contents::part_quotations(&self.facts, &mut all);
        relays::resolve(document, &self.facts, &mut all);
        contents::drop_places(&self.facts, &mut all);
        subjects::drop_whereabouts(document, &self.facts, &mut all);
        subjects::drop_quoted_sources(&self.facts, &mut all);
        contents::drop_unsaid(document, &self.facts, self.passages, &mut all);
        contents::drop_strays(document, &self.facts, &mut all);
        contents::drop_turns_of_speech(document, &self.facts, &mut all);
        contents::end_with_quotation(&self.facts, &mut all);
        contents::complete_clauses(&self.facts, &mut all);
        contents::begin_whole(document, &self.facts, &mut all);
        contents::end_whole(document, &self.facts, &mut all);
        subjects::share_subjects(&self.facts, &mut all);
        subjects::find_of_second_verbs(document, &self.facts, &mut all);
        all
    }

    /// Nearly every quotation is said by somebody: the sentences of those that no cue took are read again, and are easily satisfied with one.
    fn complete(&self, document: &Document, reader: &mut cues::Reader<'_>, all: &mut Vec<Found>) {
        /// Quotations with so many words are speech.
        const ENOUGH_WORDS: usize = 5;
        let mut taken = vec![false; self.passages.len() + 1];
        let passages_in = |found: &Found| -> Vec<usize> {
            let mut held: Vec<usize> = Vec::new();
            for fact in found.content.iter().filter_map(|piece| self.facts.get(piece.clone())).flatten() {
                let passage = fact.passage as usize;
                if passage != 0 && held.last() != Some(&passage) {
                    held.push(passage);
                }
            }
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
        let mut again = reader.read(wanted(true), LONG_ORPHAN_LIFT);
        again.extend(reader.read(wanted(false), ORPHAN_LIFT));
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
        Tagger { facts, passages: nested, models: self.models, words: Rc::clone(&self.words) }
    }

    /// The attributions inside of quotations that are beyond doubt: of somebody else, with a clause or a quotation of their own. This is
    /// [`Tagger::inside`] of `outer`.
    pub(crate) fn tag_inside(&self, document: &Document, outer: &Self) -> Vec<Found> {
        let quoted = |at: usize| outer.facts.get(at).is_some_and(|fact| fact.passage != 0);
        // The quotations that hold what such a clause or quotation begins with, and their paragraphs: what else is found would be dropped.
        let begins = |fact: &Fact| fact.class == Class::Subordinator || fact.passage != 0;
        let (mut holders, mut paragraphs) = (BTreeSet::new(), BTreeSet::new());
        for (fact, outer) in self.facts.iter().zip(&outer.facts) {
            if outer.passage != 0 && begins(fact) {
                holders.insert(outer.passage);
                paragraphs.insert(outer.paragraph);
            }
        }
        if holders.is_empty() {
            return Vec::new();
        }
        let wanted = |sentence: &Range<usize>| {
            let first = self.facts.get(sentence.start);
            first.is_some_and(|fact| paragraphs.contains(&fact.paragraph)) && sentence.clone().any(quoted)
        };
        let mut known = cues::Reader::new(document, &self.facts, &self.models.cues, &self.words).read(wanted, 0);
        known.retain(|cue| quoted(cue.tokens.start));
        let held = |cue: &&Cue| outer.facts.get(cue.tokens.start).is_some_and(|fact| holders.contains(&fact.passage));
        let cues: Vec<Cue> = known.iter().filter(held).cloned().collect();
        let mut all = arguments(&self.facts, &known, &cues, &self.models.arguments);
        contents::end_with_quotation(&self.facts, &mut all);
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
            // He told me 'never again': what is quoted behind the cue is said, if nothing else is.
            let passage = |at: usize| self.facts.get(at).map_or(0, |fact| fact.passage);
            if found.content.is_empty()
                && let Some(first) = (found.cue.end..found.cue.end + CLAUSE).find(|&at| held(&at) && passage(at) != 0)
            {
                let last = (first..self.facts.len()).take_while(|&at| passage(at) == passage(first)).last();
                found.content.push(first..last.map_or(first, |last| last + 1));
            }
            // Lie "stressed that ...", "Lie stressed that ...": the mark is no part of the name, and no name.
            if found.source.as_ref().is_some_and(|source| source.clone().all(|at| mark(&at))) {
                found.source = None;
            }
            if let Some(source) = &mut found.source {
                while source.len() > 1 && mark(&(source.end - 1)) {
                    source.end -= 1;
                }
                while source.len() > 1 && mark(&source.start) {
                    source.start += 1;
                }
            }
        }
        all.retain(|found| {
            let first = found.content.first().and_then(|piece| self.facts.get(piece.start));
            let own = first.is_some_and(begins);
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
    matches!(Lower::new(word).as_str(), "i" | "we" | "you" | "it" | "there" | "that" | "which" | "what" | "this")
}

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

/// The source and content of some cues, given all that are known, both in order; cues without content attribute nothing and are left out.
pub(crate) fn arguments<'d>(
    facts: &'d [Fact],
    known: &[Cue],
    cues: &[Cue],
    model: &'d ArgumentModel<'d>,
) -> Vec<Found> {
    if cues.is_empty() {
        return Vec::new();
    }
    let mut decoder = Decoder::new(facts, known.iter().map(|cue| cue.tokens.start), model);
    let mut all = Vec::with_capacity(cues.len());
    for cue in cues {
        let seen = decoder.features.cue(cue.tokens.clone());
        decoder.read(&seen);
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
        all.push(found);
    }
    decoder.keep();
    contents::hold_next(facts, &mut all);
    all.retain(|found| !found.content.is_empty());
    all
}

/// What `seen` says: what was found out last, if that was of the same.
fn same_or<S: PartialEq, V: Copy>(last: &mut Option<(S, V)>, seen: S, find_out: impl FnOnce() -> V) -> V {
    match last {
        Some((before, known)) if *before == seen => *known,
        _ => last.insert((seen, find_out())).1,
    }
}

/// How much likelier than the model says the first token of a source is taken to be, and how much unlikelier each token outside of source and
/// content.
#[derive(Clone, Copy, Debug, Default)]
struct Lifts {
    source: i16,
    outside: i16,
}

/// What the second model says of what comes again and again to one side of a cue.
#[derive(Debug, Default)]
struct Recalled {
    /// Of the classes of a token and those beside it, of those before and of those behind it.
    around: Few<Scores<STATES>>,
    before: Few<Scores<STATES>>,
    behind: Few<Scores<STATES>>,
    /// Of the mentions that a token is in.
    mentions: Few<Scores<STATES>>,
    /// Of the words of this document, by their numbers: only the room is kept.
    forms: Few<Scores<STATES>>,
}

thread_local! {
    static SIDES: RefCell<[Recalled; 2]> = RefCell::default();
}

/// The second model at work on one document.
struct Decoder<'d> {
    features: Features<'d>,
    model: &'d ArgumentModel<'d>,
    /// What it says of tokens behind a cue and before one.
    sides: [Recalled; 2],
    /// The scores of the tokens around the cue that was read last, as the model says and as lifted.
    scores: Vec<Scores<STATES>>,
    lifted: Vec<Scores<STATES>>,
    back: Back<STATES>,
    labels: Vec<u8>,
}

impl<'d> Decoder<'d> {
    /// Begins to read; `cues` are the first tokens of all known cues, in order.
    fn new(facts: &'d [Fact], cues: impl Iterator<Item = usize>, model: &'d ArgumentModel<'d>) -> Self {
        /// Tokens around most cues.
        const ROOM: usize = 128;
        let key = model.key(0);
        let mut sides = SIDES.take();
        let count = facts.iter().map(|fact| fact.form as usize + 1).max().unwrap_or(0);
        for Recalled { around, before, behind, mentions, forms } in &mut sides {
            for classes in [around, before, behind] {
                classes.prepare(key, features::Classes::<true>::COUNT);
            }
            mentions.prepare(key, features::Side::<true>::MENTIONS);
            forms.begin(count);
        }
        Self {
            features: Features::new(facts, cues),
            model,
            sides,
            scores: Vec::with_capacity(ROOM),
            lifted: Vec::with_capacity(ROOM),
            back: Back::default(),
            labels: Vec::with_capacity(ROOM),
        }
    }

    /// Keeps what it says in all documents for the next.
    fn keep(self) {
        SIDES.set(self.sides);
    }

    /// Scores the tokens around a cue.
    fn read(&mut self, cue: &features::Cue) {
        self.scores.clear();
        self.read_side::<true>(cue, cue.window.start..cue.tokens.start);
        self.read_side::<false>(cue, cue.tokens.end..cue.window.end);
    }

    /// Scores the tokens to the left or right of a cue.
    fn read_side<const LEFT: bool>(&mut self, cue: &features::Cue, tokens: Range<usize>) {
        let Self { features, model, scores, sides, .. } = self;
        let Recalled { around, before, behind, mentions, forms } = &mut sides[usize::from(LEFT)];
        // What the token before showed, and what that says.
        let (mut stretch, mut place) = (None, None);
        for at in tokens {
            let mut sums = [0; STATES];
            let nearby = features.around(at);
            if let Some(side) = Features::side::<LEFT>(&nearby) {
                let classes = side.classes;
                let form = || model.sum_of(side.of_form());
                let said = [
                    forms.get_or_insert_with(side.this.form as usize, form),
                    around.get_or_insert_with(classes.around as usize, || model.sum_of(classes.of_around())),
                    before.get_or_insert_with(classes.before as usize, || model.sum_of([classes.of_before()])),
                    behind.get_or_insert_with(classes.behind as usize, || model.sum_of([classes.of_behind()])),
                    mentions.get_or_insert_with(side.mentions as usize, || model.sum_of([side.of_mentions()])),
                ];
                for said in said {
                    for (sum, said) in sums.iter_mut().zip(said) {
                        *sum += said;
                    }
                }
                model.add_all(&mut sums, side.own_features());
            }
            if let Some(view) = features.view::<LEFT>(cue, at, &nearby) {
                model.add_all(&mut sums, view.own_features(cue));
                let stretch = same_or(&mut stretch, view.stretch, || model.sum_of(view.stretch.features(cue)));
                let place = same_or(&mut place, view.place, || model.sum_of(view.place.features(cue)));
                for (sum, (stretch, place)) in sums.iter_mut().zip(stretch.into_iter().zip(place)) {
                    *sum += stretch + place;
                }
            }
            scores.push(sums);
        }
    }

    /// The best source and content of the cue that was read last.
    fn decode(&mut self, cue: &features::Cue, lifts: Lifts) -> Found {
        let Self { model, scores, lifted, back, labels, .. } = self;
        let lift: Scores<STATES> = std::array::from_fn(|label| match label::part(label) {
            Part::Source if label::begins(label) => lifts.source,
            Part::Out => -lifts.outside,
            _ => 0,
        });
        lifted.clear();
        lifted.extend(scores.iter().map(|scores| {
            let mut lifted = *scores;
            for (score, lift) in lifted.iter_mut().zip(lift) {
                *score += lift;
            }
            lifted
        }));
        labels.clear();
        model.decode(lifted, back, labels);
        let mut found = Found { cue: cue.tokens.clone(), ..Found::default() };
        for (at, (&label, scores)) in cue.around().zip(labels.iter().zip(&*lifted)) {
            let label = usize::from(label);
            let margin = || i32::from(scores[label % STATES]) - i32::from(scores[label::OUT]);
            match label::part(label) {
                Part::Out => {}
                Part::Source => match &mut found.source {
                    Some(source) if source.end == at => source.end = at + 1,
                    source => {
                        *source = Some(at..at + 1);
                        found.margins[1] = margin() - i32::from(lifts.source);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_summed_once_for_a_row_of_tokens_is_what_the_features_say() {
        let text = "Bridge shut\n\n\"It is late,\" said Ann Hale of the Tidewell Council, who, on Monday, told a long meeting that the \
                    bridge was shut and would stay so, \"for now\". He added: \"It is.\"\n";
        test_support::read(text, |document, facts| {
            let model = &Models::embedded().unwrap().arguments;
            let cues: Vec<Range<usize>> = (0..facts.len())
                .filter(|&at| matches!(document.word(&document.tokens[at]), "said" | "told" | "added"))
                .map(|at| at..at + 1)
                .collect();
            let mut decoder = Decoder::new(facts, cues.iter().map(|cue| cue.start), model);
            for cue in &cues {
                let cue = decoder.features.cue(cue.clone());
                decoder.read(&cue);
                let expected = cue.around().map(|at| {
                    let mut sums = [0; STATES];
                    decoder.features.of_argument(&cue, at, |feature| model.add_all(&mut sums, [feature]));
                    sums
                });
                assert_eq!(decoder.scores, expected.collect::<Vec<_>>(), "cue at {}", cue.tokens.start);
            }
            assert_eq!(cues.len(), 3);
        });
    }
}
