//! The features that the name tagger sees, one function for training and tagging.
//!
//! Facts about each token are computed once ([`Facts`]); a feature is a 64-bit hash of a template's number and a few facts. The templates
//! are those that paid on held-out news: words, affixes, shapes, word clusters (Miller, Guinness and Zamanian, 2004; Ratinov and Roth, 2009),
//! gazetteers, and what the rest of the document shows of the same word (Chieu and Ng, 2003).

use super::resources::Resources;
use super::spelling::{Case, case_of, is_title, shapes};
use crate::document::{self, Document, TokenKind};
use crate::model::hash;
use crate::model::memory::{ByHash, Column, Seeded};
use std::cell::RefCell;
use std::collections::HashMap;

/// Tokens whose forms a token sees: two before, itself, two after.
pub(crate) const WINDOW: usize = 5;
/// What stands for the cluster of a word that has none.
const NO_CLUSTER: u64 = 9999;
/// Longest affix, in characters.
const AFFIX: usize = 4;
/// Other occurrences of a word whose neighbours are features: the first few say what there is to say.
pub(crate) const CONTEXTS: usize = 4;
/// Longest phrase that is looked up in the gazetteer, in tokens.
const PHRASE: usize = 4;
/// Longest run of capitalised words that is followed; longer ones are headlines in capitals.
const RUN: usize = 8;

/// What the templates ask of nearly every written form: a word as it is capitalised, digits as `0`. It is copied for each document that has the form,
/// so it is small.
#[derive(Clone, Copy, Debug)]
struct Facts {
    /// Another one for each form.
    key: u64,
    lower: u64,
    shape: u64,
    collapsed: u64,
    clusters: Option<[u16; 4]>,
    /// Bits of the word by itself.
    gazetteer: u16,
    case: Case,
    letters: bool,
    /// Whether it is a title of address.
    title: bool,
    /// Whether it says that somebody speaks.
    speech: bool,
}

/// A written form of the document.
#[derive(Clone, Copy, Debug)]
struct Form {
    facts: Facts,
    /// Which of the document's different words it is, whatever its capitals.
    word: u32,
    /// The first token that is written so, and what it is made of.
    token: u32,
    kind: TokenKind,
}

/// A token: its form with what is asked of that most, and the gazetteer's bits of the word and of phrases that it begins or continues.
#[derive(Clone, Copy, Debug)]
struct Place {
    gazetteer: u64,
    form: u32,
    case: Case,
    letters: bool,
}

/// The word stands in lower case somewhere.
const LOWER: u64 = 1;
/// With a capital inside a sentence.
const CAPITAL_INSIDE: u64 = 2;
/// After a title of address.
const AFTER_TITLE: u64 = 4;
/// Before "said" and the like.
const BEFORE_SPEECH: u64 = 8;
/// It is the initials of a longer name.
const ACRONYM: u64 = 16;

/// What the document shows of a word, over all its occurrences.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// Which of [`LOWER`] to [`ACRONYM`] hold.
    bits: u64,
    /// Length of the longest run of capitalised words that holds it, and its place there.
    run: usize,
    run_place: u64,
    run_first: u64,
    run_last: u64,
    contexts: [(u64, u64, u32); CONTEXTS],
    context_count: usize,
}

/// The features of one document's tokens.
#[derive(Debug)]
pub(crate) struct Features<'d> {
    document: &'d Document,
    /// The different forms.
    forms: Vec<Form>,
    places: Vec<Place>,
    /// What the document shows of each different word.
    seen: Vec<Seen>,
}

thread_local! {
    static FACTS: RefCell<Column<Facts>> = RefCell::default();
}

impl<'d> Features<'d> {
    /// Looks at the whole document once.
    pub(crate) fn new(document: &'d Document, resources: &Resources) -> Self {
        let mut by_word: ByHash<u32> = HashMap::with_capacity_and_hasher(document.forms.len(), Seeded::default());
        let mut column = FACTS.take();
        let forms = document.forms.iter().map(|form| {
            let facts = column.get_or_insert_with(form, || Facts::new(document.form(form), form, resources));
            let next = by_word.len() as u32;
            let word = *by_word.entry(form.lower).or_insert(next);
            Form { facts, kind: form.kind, word, token: form.token }
        });
        let forms: Vec<Form> = forms.collect();
        FACTS.set(column);
        let mut places: Vec<Place> = Vec::with_capacity(document.tokens.len());
        places.extend(document.tokens.iter().filter_map(|token| {
            let Facts { case, letters, gazetteer, .. } = forms.get(token.form as usize)?.facts;
            Some(Place { gazetteer: gazetteer.into(), form: token.form, case, letters })
        }));
        mark_phrases(document, &mut places, resources);
        let seen = vec![Seen::default(); by_word.len()];
        let mut features = Self { document, forms, places, seen };
        features.look_around(&by_word);
        features
    }

    fn facts(&self, at: usize) -> Option<&Facts> {
        self.form_at(at).map(|form| &form.facts)
    }

    fn form_at(&self, at: usize) -> Option<&Form> {
        self.forms.get(self.places.get(at)?.form as usize)
    }

    /// Which of the document's different forms a token has, from 0 up to but without [`Features::forms`].
    pub(crate) fn form(&self, at: usize) -> Option<usize> {
        self.places.get(at).map(|place| place.form as usize)
    }

    /// What tells a form from all others, in this document or another.
    pub(crate) fn key(&self, form: usize) -> u64 {
        self.forms.get(form).map_or(0, |form| form.facts.key)
    }

    /// How many different forms the document has.
    pub(crate) fn forms(&self) -> usize {
        self.forms.len()
    }

    /// What a sentence looks like: 0 running text, 1 title case, 2 capitals, 3 too short to tell, 4 a line of results or a table.
    pub(crate) fn sentence_case(&self, tokens: &std::ops::Range<usize>) -> u64 {
        /// Sentences with fewer words say nothing about the custom.
        const ENOUGH: usize = 4;
        let (mut numbers, mut all, mut capital, mut upper) = (0, 0, 0, 0);
        for fact in self.places.get(tokens.clone()).unwrap_or_default() {
            numbers += usize::from(fact.case == Case::Digit);
            all += usize::from(fact.letters);
            capital += usize::from(fact.letters && fact.case.is_capital());
            upper += usize::from(fact.letters && matches!(fact.case, Case::Upper | Case::SingleUpper));
        }
        match () {
            () if numbers >= 2 && numbers * 3 >= all => 4,
            () if all < ENOUGH => 3,
            () if upper * 10 >= all * 8 => 2,
            () if capital * 10 >= all * 7 => 1,
            () => 0,
        }
    }

    /// Whether a token may be part of a name: in running text, those are without capitals that have none beside them. Of 30,794 tokens of names in
    /// 391 articles, the model finds 44 elsewhere, most of them wrong, and three in five tokens need not be looked at.
    pub(crate) fn may_be_named(&self, at: usize, tokens: &std::ops::Range<usize>, sentence_case: u64) -> bool {
        let capital = |at: usize| self.places.get(at).is_some_and(|place| place.case.is_capital());
        sentence_case != 0
            || capital(at)
            || at > tokens.start && capital(at - 1)
            || at + 1 < tokens.end && capital(at + 1)
    }

    /// Calls `add` with each feature of the token at `at` of the sentence over `tokens`, whose case is `sentence_case`.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of(&self, at: usize, tokens: &std::ops::Range<usize>, sentence_case: u64, mut add: impl FnMut(u64)) {
        for place in 0..WINDOW {
            self.of_form(self.form_near(at, place, tokens), place, &mut add);
        }
        let mut standing = Self::of_standing(self.standing(at, tokens, sentence_case));
        standing.next().into_iter().for_each(&mut add);
        self.of_neighbours(at, tokens, sentence_case).into_iter().flatten().for_each(&mut add);
        self.of_gazetteer(at, tokens, &mut add);
        standing.for_each(&mut add);
        self.of_document(at, sentence_case, add);
    }

    /// The form that a token has at a place of its window: 0 is two before it, 2 is itself; none beyond the sentence.
    pub(crate) fn form_near(&self, at: usize, place: usize, tokens: &std::ops::Range<usize>) -> Option<usize> {
        let at = (at + place).checked_sub(WINDOW / 2)?;
        if tokens.contains(&at) { self.form(at) } else { None }
    }

    /// Calls `add` with the features that a form has by itself at a place of a token's window: the same wherever it comes again.
    #[cfg(any(test, feature = "train"))]
    fn of_form(&self, form: Option<usize>, place: usize, mut add: impl FnMut(u64)) {
        self.of_word(form, place)
            .into_iter()
            .chain(self.of_clusters(form, place).into_iter().flatten())
            .for_each(&mut add);
        if let Some(form) = form.filter(|_| place == WINDOW / 2) {
            let [shape, collapsed, few, many] = self.of_spelling(form);
            [shape, collapsed].into_iter().for_each(&mut add);
            self.of_affixes(form, &mut add);
            [few, many].into_iter().for_each(add);
        }
    }

    /// The features of a form as a word at a place of a token's window.
    pub(crate) fn of_word(&self, form: Option<usize>, place: usize) -> [u64; 3] {
        let template = 100 * place as u32;
        let Some(Form { facts, kind, .. }) = form.and_then(|form| self.forms.get(form)) else {
            let edge = if place < WINDOW / 2 { 1 } else { 2 };
            return [(0, edge), (1, edge), (2, 9)].map(|(number, value)| hash::feature(template + number, value));
        };
        [
            hash::feature(template, facts.key ^ *kind as u64),
            hash::feature(template + 1, facts.lower),
            hash::feature(template + 2, facts.case as u64),
        ]
    }

    /// The features of the clusters of a form, if it is in any, at a place of a token's window.
    pub(crate) fn of_clusters(&self, form: Option<usize>, place: usize) -> Option<[u64; 4]> {
        let clusters = self.forms.get(form?)?.facts.clusters?;
        let template = 100 * place as u32 + 10;
        Some(std::array::from_fn(|size| hash::feature(template + size as u32, u64::from(clusters[size]))))
    }

    /// The features of how a token's own form is spelt, but for those of its first and last letters.
    pub(crate) fn of_spelling(&self, form: usize) -> [u64; 4] {
        let Some(Form { facts, .. }) = self.forms.get(form) else { return [0; 4] };
        let cluster = |size: usize| facts.clusters.map_or(NO_CLUSTER, |all| u64::from(all[size]));
        [
            hash::feature(1003, facts.shape),
            hash::feature(1004, facts.collapsed),
            hash::feature(1040, hash::pair(cluster(0), facts.collapsed)),
            hash::feature(1041, hash::pair(cluster(1), facts.collapsed)),
        ]
    }

    /// Calls `add` with the features of the first and last letters of a token's own form.
    pub(crate) fn of_affixes(&self, form: usize, add: impl FnMut(u64)) {
        if let Some(Form { token, .. }) = self.forms.get(form).filter(|form| form.facts.letters) {
            affixes(self.word(*token), add);
        }
    }

    fn word(&self, token: u32) -> &'d str {
        self.document.tokens.get(token as usize).map_or("", |token| self.document.word(token))
    }

    /// How a token is capitalised, where it stands in a sentence of which case, and which bits the document shows of its word, as one number: few of them
    /// come, so that what they say is remembered.
    pub(crate) fn standing(&self, at: usize, tokens: &std::ops::Range<usize>, sentence_case: u64) -> u64 {
        let Some(Form { facts, word, .. }) = self.form_at(at) else { return 0 };
        let second = at == tokens.start + 1 && self.facts(tokens.start).is_some_and(|fact| !fact.letters);
        let initial = u64::from(at == tokens.start) + 2 * u64::from(second);
        let bits = self.seen.get(*word as usize).map_or(0, |seen| seen.bits);
        (bits << 1 | u64::from(facts.letters)) << 8 | (facts.case as u64 * 32 + initial * 8 + sentence_case)
    }

    /// The features of a [`Features::standing`], the first of them before those of the neighbours in training.
    pub(crate) fn of_standing(standing: u64) -> impl Iterator<Item = u64> {
        let (own, letters, bits) = (standing & 0xff, standing >> 8 & 1 == 1, standing >> 9);
        let (capital, sentence_case) = (own / 32, own % 8);
        [
            Some(hash::feature(1001, own)),
            letters.then(|| hash::feature(2000, bits * 8 + capital)),
            letters.then(|| hash::feature(2001, hash::pair(bits * 8 + capital, sentence_case))),
            (letters && bits & AFTER_TITLE != 0).then(|| hash::feature(2002, capital)),
            (letters && bits & BEFORE_SPEECH != 0).then(|| hash::feature(2003, capital)),
        ]
        .into_iter()
        .flatten()
    }

    /// The features of a token that depend on those around it in its sentence.
    pub(crate) fn of_neighbours(
        &self,
        at: usize,
        tokens: &std::ops::Range<usize>,
        sentence_case: u64,
    ) -> Option<[u64; 11]> {
        let this = self.facts(at)?;
        let near = |offset: isize| -> Option<&Facts> {
            let place = at.checked_add_signed(offset)?;
            tokens.contains(&place).then(|| self.facts(place)).flatten()
        };
        let (before, after) = (near(-1), near(1));
        let collapsed = |fact: Option<&Facts>| fact.map_or(7, |fact| fact.collapsed);
        let capital = this.case as u64;
        let cluster = |fact: Option<&Facts>, size: usize| {
            fact.and_then(|fact| fact.clusters).map_or(NO_CLUSTER, |all| u64::from(all[size]))
        };
        let (c64, c256) = (cluster(Some(this), 0), cluster(Some(this), 1));
        Some([
            hash::feature(1002, hash::pair(this.lower, sentence_case)),
            hash::feature(1005, hash::pair(collapsed(before), this.collapsed)),
            hash::feature(1006, hash::pair(this.collapsed, collapsed(after))),
            hash::feature(1007, hash::pair(hash::pair(collapsed(before), this.collapsed), collapsed(after))),
            hash::feature(1030, hash::pair(before.map_or(1, |fact| fact.lower), capital)),
            hash::feature(1031, hash::pair(after.map_or(2, |fact| fact.lower), capital)),
            hash::feature(1042, hash::pair(cluster(before, 1), c256)),
            hash::feature(1043, hash::pair(c256, cluster(after, 1))),
            hash::feature(1044, hash::pair(hash::pair(cluster(before, 0), c64), cluster(after, 0))),
            hash::feature(1045, hash::pair(hash::pair(cluster(near(-2), 0), cluster(before, 0)), capital)),
            hash::feature(1046, hash::pair(hash::pair(cluster(after, 0), cluster(near(2), 0)), capital)),
        ])
    }

    /// Calls `add` with the features of what the gazetteer says of a token and those beside it.
    pub(crate) fn of_gazetteer(&self, at: usize, tokens: &std::ops::Range<usize>, mut add: impl FnMut(u64)) {
        let Some(capital) = self.places.get(at).map(|place| place.case as u64) else { return };
        for place in 0..3_usize {
            let near = (at + place).checked_sub(1).filter(|near| tokens.contains(near));
            let Some(Place { gazetteer, .. }) = near.and_then(|near| self.places.get(near)) else { continue };
            let mut bits = *gazetteer;
            if bits != 0 {
                add(hash::feature(1050 + place as u32, bits));
            }
            while bits != 0 {
                add(hash::feature(1060 + 64 * place as u32 + bits.trailing_zeros(), capital));
                bits &= bits - 1;
            }
        }
    }

    /// Calls `add` with features from other occurrences of a token's word in the document.
    #[cfg(any(test, feature = "train"))]
    fn of_document(&self, at: usize, sentence_case: u64, mut add: impl FnMut(u64)) {
        let Some(word) = self.word_seen_elsewhere(at, sentence_case) else { return };
        self.of_run(word).into_iter().flatten().for_each(&mut add);
        for (place, features) in self.of_contexts(word) {
            if place != at {
                features.into_iter().for_each(&mut add);
            }
        }
    }

    /// Which of the document's different words a token is, if its other occurrences have features.
    pub(crate) fn word_seen_elsewhere(&self, at: usize, sentence_case: u64) -> Option<usize> {
        let Form { facts: this, word, .. } = self.form_at(at)?;
        (this.letters && (this.case.is_capital() || sentence_case != 0)).then_some(*word as usize)
    }

    /// How many different words the document has.
    pub(crate) fn words(&self) -> usize {
        self.seen.len()
    }

    /// The features of the longest run of capitalised words that holds a word.
    pub(crate) fn of_run(&self, word: usize) -> Option<[u64; 3]> {
        let seen = self.seen.get(word).filter(|seen| seen.run > 0)?;
        Some([
            hash::feature(2010, seen.run as u64 * 8 + seen.run_place),
            hash::feature(2011, seen.run_first),
            hash::feature(2012, seen.run_last),
        ])
    }

    /// The first few occurrences of a word, with the features that they give to the others: at most [`CONTEXTS`].
    pub(crate) fn of_contexts(&self, word: usize) -> impl Iterator<Item = (usize, [u64; 2])> {
        let contexts = self.seen.get(word).and_then(|seen| seen.contexts.get(..seen.context_count)).unwrap_or_default();
        contexts.iter().map(|(before, after, place)| {
            (*place as usize, [hash::feature(2020, *before), hash::feature(2021, *after)])
        })
    }

    /// Collects [`Seen`] for all words, which have their numbers by the hashes of their lower-case forms.
    fn look_around(&mut self, by_word: &ByHash<u32>) {
        let document = self.document;
        let mut initials: Vec<u64> = Vec::new();
        for sentence in &document.sentences {
            let tokens = sentence.tokens.clone();
            let plain = self.sentence_case(&tokens) == 0;
            let mut run_start = None;
            let mut titled = tokens.start.checked_sub(1).and_then(|at| self.facts(at)).is_some_and(|fact| fact.title);
            for at in tokens.clone() {
                let Some(&Form { facts: Facts { letters, case, title, .. }, word, .. }) = self.form_at(at) else {
                    break;
                };
                let word = word as usize;
                let capital = letters && case.is_capital();
                if letters {
                    self.seen[word].bits |=
                        if case == Case::Lower { LOWER } else { 0 } | if titled { AFTER_TITLE } else { 0 };
                }
                titled = title;
                if capital {
                    let inside = |place: usize| self.facts(place).filter(|_| tokens.contains(&place));
                    let lower = |fact: Option<&Facts>| fact.map_or(3, |fact| fact.lower);
                    let speaks = self.facts(at + 1).is_some_and(|fact| fact.speech);
                    let context = (lower(inside(at.wrapping_sub(1))), lower(inside(at + 1)), at as u32);
                    let seen = &mut self.seen[word];
                    seen.bits |= if plain && at > tokens.start { CAPITAL_INSIDE } else { 0 }
                        | if speaks { BEFORE_SPEECH } else { 0 };
                    if seen.context_count < CONTEXTS {
                        seen.contexts[seen.context_count] = context;
                        seen.context_count += 1;
                    }
                }
                let capital = plain && capital;
                if capital && run_start.is_none() {
                    run_start = Some(at);
                }
                if let Some(start) = run_start
                    && (!capital || at + 1 == tokens.end)
                {
                    self.note_run(start, if capital { at + 1 } else { at }, &mut initials);
                    run_start = None;
                }
            }
        }
        for word in initials.iter().filter_map(|initials| by_word.get(initials)) {
            self.seen[*word as usize].bits |= ACRONYM;
        }
    }

    /// Notes a run of capitalised words for each of its words, and the acronym that its initials make.
    fn note_run(&mut self, start: usize, end: usize, initials: &mut Vec<u64>) {
        let length = end - start;
        if length > RUN {
            return;
        }
        let (first, last) = (self.kind_of(start), self.kind_of(end - 1));
        for at in start..end {
            let place = match at {
                _ if length == 1 => 0,
                _ if at == start => 1,
                _ if at + 1 == end => 2,
                _ => 3,
            };
            let seen = &mut self.seen[self.forms[self.places[at].form as usize].word as usize];
            if length > seen.run {
                seen.run = length;
                seen.run_place = place;
                seen.run_first = if at == start { 5 } else { first };
                seen.run_last = if at + 1 == end { 5 } else { last };
            }
        }
        if length >= 2 {
            let document = self.document;
            let first = |token| document.word(token).chars().next();
            let letters = document.tokens[start..end].iter().filter_map(first);
            initials.push(hash::finish(letters.fold(hash::START, hash::lower_character)));
        }
    }

    /// What kind of word a token is, roughly: its gazetteer bits and coarsest cluster.
    fn kind_of(&self, at: usize) -> u64 {
        let Place { form, gazetteer, .. } = self.places[at];
        let facts = &self.forms[form as usize].facts;
        hash::pair(gazetteer, facts.clusters.map_or(99, |clusters| u64::from(clusters[0])))
    }
}

/// The hash of a word as it is written, digits as `0`.
fn cased_hash(word: &str) -> u64 {
    let digit = |byte: u8| if byte.is_ascii_digit() { b'0' } else { byte };
    hash::finish(word.bytes().fold(hash::START, |hash, byte| hash::byte(hash, digit(byte))))
}

impl Facts {
    fn new(word: &str, form: &document::Form, resources: &Resources) -> Self {
        let &document::Form { kind, lower, .. } = form;
        let letters = word.chars().next().is_some_and(char::is_alphabetic);
        let case = case_of(word, kind);
        let (shape, collapsed) = shapes(word);
        let tail = || word.rsplit_once('-').filter(|_| letters);
        let clusters = resources.clusters(lower).or_else(|| resources.clusters(hash::lower(tail()?.1)));
        Self {
            key: cased_hash(word) ^ kind as u64,
            lower,
            shape,
            collapsed,
            clusters,
            gazetteer: if case.is_capital() { resources.gazetteer(lower) } else { 0 },
            case,
            letters,
            title: is_title(word),
            speech: matches!(word, "said" | "says" | "told" | "added"),
        }
    }
}

/// Calls `add` with the features of the first and last letters of a word.
fn affixes(word: &str, mut add: impl FnMut(u64)) {
    let begins = word.chars().take(AFFIX).scan(hash::START, take_lower);
    let ends = word.chars().rev().take(AFFIX).scan(hash::START, take_lower);
    for (length, (prefix, suffix)) in (0..).zip(begins.zip(ends)) {
        add(hash::feature(1010 + length, prefix));
        add(hash::feature(1020 + length, suffix));
    }
}

/// The hash of the characters so far with one more.
#[expect(clippy::unnecessary_wraps, reason = "as `Iterator::scan` has it")]
fn take_lower(hash: &mut u64, c: char) -> Option<u64> {
    *hash = hash::lower_character(*hash, c);
    Some(hash::finish(*hash))
}

/// Marks phrases of the gazetteer over several tokens.
fn mark_phrases(document: &Document, places: &mut [Place], resources: &Resources) {
    /// Where the bits of phrases begin, above those of single words; the words after the first have theirs above these.
    const PHRASE_BITS: u32 = 16;
    for start in 0..places.len() {
        // A phrase has two words or more.
        if !places[start].case.is_capital() || !places.get(start + 1).is_some_and(|next| next.letters) {
            continue;
        }
        let mut phrase = hash::START;
        for at in start..places.len().min(start + PHRASE) {
            let Some(token) = document.tokens.get(at).filter(|_| places[at].letters) else { break };
            if at > start {
                phrase = hash::byte(phrase, b' ');
            }
            phrase = hash::lower_on(phrase, document.word(token));
            if at == start {
                continue;
            }
            let bits = u64::from(resources.gazetteer(hash::finish(phrase)));
            if bits != 0 {
                places[start].gazetteer |= bits << PHRASE_BITS;
                for place in &mut places[start + 1..=at] {
                    place.gazetteer |= bits << (2 * PHRASE_BITS);
                }
            }
        }
    }
}
