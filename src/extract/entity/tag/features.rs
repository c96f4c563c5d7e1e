//! The features that the name tagger sees, one function for training and tagging.
//!
//! Facts about each token are computed once ([`Facts`]); a feature is a 64-bit hash of a template's number and a few facts. The templates
//! are those that paid on held-out news: words, affixes, shapes, word clusters (Miller, Guinness and Zamanian, 2004; Ratinov and Roth, 2009),
//! gazetteers, and what the rest of the document shows of the same word (Chieu and Ng, 2003).

use super::resources::Resources;
use crate::document::{Document, TokenKind};
use crate::model::hash;
use crate::model::memory::{ByHash, Memory};
use std::cell::RefCell;

/// Tokens whose forms a token sees: two before, itself, two after.
pub(crate) const WINDOW: usize = 5;
/// What stands for the cluster of a word that has none.
const NO_CLUSTER: u64 = 9999;
/// Longest affix, in characters.
const AFFIX: usize = 4;
/// Other occurrences of a word whose neighbours are features: the first few say what there is to say.
const CONTEXTS: usize = 4;
/// Longest phrase that is looked up in the gazetteer, in tokens.
const PHRASE: usize = 4;
/// Longest run of capitalised words that is followed; longer ones are headlines in capitals.
const RUN: usize = 8;

/// How a token is capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Other = 0,
    Lower = 1,
    Initial = 2,
    Upper = 3,
    SingleUpper = 4,
    Mixed = 5,
    Digit = 6,
}

impl Case {
    const fn is_capital(self) -> bool {
        matches!(self, Self::Initial | Self::Upper | Self::SingleUpper | Self::Mixed)
    }
}

/// What the templates need to know of a written form: a word as it is capitalised, digits as `0`.
#[derive(Clone, Debug)]
struct Facts {
    /// Another one for each form.
    key: u64,
    cased: u64,
    lower: u64,
    /// Which of the document's different words it is, whatever its capitals.
    word: usize,
    shape: u64,
    collapsed: u64,
    prefixes: [u64; AFFIX],
    suffixes: [u64; AFFIX],
    clusters: Option<[u16; 4]>,
    case: Case,
    /// Bits of the word by itself.
    gazetteer: u64,
    letters: bool,
    /// Whether it is a title of address.
    title: bool,
    /// Whether it says that somebody speaks.
    speech: bool,
}

/// A token: its form, and the gazetteer's bits of the word and of phrases that it begins or continues.
#[derive(Clone, Copy, Debug)]
struct Place {
    form: usize,
    gazetteer: u64,
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
pub(crate) struct Features {
    /// What is known of each different form.
    forms: Vec<Facts>,
    places: Vec<Place>,
    /// What the document shows of each different word.
    seen: Vec<Seen>,
}

thread_local! {
    static FACTS: RefCell<Memory<Facts>> = RefCell::default();
}

impl Features {
    /// Looks at the whole document once.
    pub(crate) fn new(document: &Document, resources: &Resources) -> Self {
        let mut forms: Vec<Facts> = Vec::new();
        let mut places: Vec<Place> = Vec::with_capacity(document.tokens.len());
        let (mut by_form, mut by_word): (ByHash<usize>, ByHash<usize>) = Default::default();
        let mut memory = FACTS.take();
        for token in &document.tokens {
            let word = document.word(token);
            let cased = cased_hash(word);
            let key = cased ^ token.kind as u64;
            let form = *by_form.entry(key).or_insert_with(|| {
                let known = memory.get(key).cloned();
                let mut facts = known.unwrap_or_else(|| {
                    let facts = Facts::new(word, key, token.kind, resources);
                    memory.keep(key, facts.clone());
                    facts
                });
                let next = by_word.len();
                facts.word = *by_word.entry(facts.lower).or_insert(next);
                forms.push(facts);
                forms.len() - 1
            });
            places.push(Place { form, gazetteer: forms.get(form).map_or(0, |facts| facts.gazetteer) });
        }
        FACTS.set(memory);
        mark_phrases(document, &forms, &mut places, resources);
        let seen = vec![Seen::default(); by_word.len()];
        let mut features = Self { forms, places, seen };
        features.look_around(document);
        features
    }

    fn facts(&self, at: usize) -> Option<&Facts> {
        self.forms.get(self.places.get(at)?.form)
    }

    /// Which of the document's different forms a token has, from 0 up to but without [`Features::forms`].
    pub(crate) fn form(&self, at: usize) -> Option<usize> {
        self.places.get(at).map(|place| place.form)
    }

    /// What tells a form from all others, in this document or another.
    pub(crate) fn key(&self, form: usize) -> u64 {
        self.forms.get(form).map_or(0, |facts| facts.key)
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
        for fact in tokens.clone().filter_map(|at| self.facts(at)) {
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
        let around = at.saturating_sub(1).max(tokens.start)..(at + 2).min(tokens.end);
        sentence_case != 0 || around.filter_map(|at| self.facts(at)).any(|fact| fact.case.is_capital())
    }

    /// Calls `add` with each feature of the token at `at` of the sentence over `tokens`, whose case is `sentence_case`.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn of(&self, at: usize, tokens: &std::ops::Range<usize>, sentence_case: u64, mut add: impl FnMut(u64)) {
        for place in 0..WINDOW {
            self.of_form(self.form_near(at, place, tokens), place, &mut add);
        }
        self.of_token(at, tokens, sentence_case, add);
    }

    /// The form that a token has at a place of its window: 0 is two before it, 2 is itself; none beyond the sentence.
    pub(crate) fn form_near(&self, at: usize, place: usize, tokens: &std::ops::Range<usize>) -> Option<usize> {
        let at = (at + place).checked_sub(WINDOW / 2)?;
        if tokens.contains(&at) { self.form(at) } else { None }
    }

    /// The features that a form has by itself at a place of a token's window: the same wherever it comes again.
    pub(crate) fn of_form(&self, form: Option<usize>, place: usize, mut add: impl FnMut(u64)) {
        let template = 100 * place as u32;
        let Some(fact) = form.and_then(|form| self.forms.get(form)) else {
            let edge = if place < WINDOW / 2 { 1 } else { 2 };
            add(hash::feature(template, edge));
            add(hash::feature(template + 1, edge));
            add(hash::feature(template + 2, 9));
            return;
        };
        add(hash::feature(template, fact.cased));
        add(hash::feature(template + 1, fact.lower));
        add(hash::feature(template + 2, fact.case as u64));
        for (size, cluster) in fact.clusters.iter().flatten().enumerate() {
            add(hash::feature(template + 10 + size as u32, u64::from(*cluster)));
        }
        if place != WINDOW / 2 {
            return;
        }
        add(hash::feature(1003, fact.shape));
        add(hash::feature(1004, fact.collapsed));
        for (length, (prefix, suffix)) in fact.prefixes.iter().zip(&fact.suffixes).enumerate() {
            if *prefix != 0 {
                add(hash::feature(1010 + length as u32, *prefix));
                add(hash::feature(1020 + length as u32, *suffix));
            }
        }
        let cluster = |size: usize| fact.clusters.map_or(NO_CLUSTER, |all| u64::from(all[size]));
        add(hash::feature(1040, hash::pair(cluster(0), fact.collapsed)));
        add(hash::feature(1041, hash::pair(cluster(1), fact.collapsed)));
    }

    /// The features of a token that depend on its neighbours and on the document.
    pub(crate) fn of_token(
        &self,
        at: usize,
        tokens: &std::ops::Range<usize>,
        sentence_case: u64,
        mut add: impl FnMut(u64),
    ) {
        let Some(this) = self.facts(at) else { return };
        let near = |offset: isize| -> Option<&Facts> {
            let place = at.checked_add_signed(offset)?;
            tokens.contains(&place).then(|| self.facts(place)).flatten()
        };
        let initial = u64::from(at == tokens.start)
            + 2 * u64::from(near(-1).is_some_and(|fact| !fact.letters && at == tokens.start + 1));
        add(hash::feature(1001, this.case as u64 * 32 + initial * 8 + sentence_case));
        add(hash::feature(1002, hash::pair(this.lower, sentence_case)));
        let (before, after) = (near(-1), near(1));
        let collapsed = |fact: Option<&Facts>| fact.map_or(7, |fact| fact.collapsed);
        add(hash::feature(1005, hash::pair(collapsed(before), this.collapsed)));
        add(hash::feature(1006, hash::pair(this.collapsed, collapsed(after))));
        add(hash::feature(1007, hash::pair(hash::pair(collapsed(before), this.collapsed), collapsed(after))));
        let capital = this.case as u64;
        add(hash::feature(1030, hash::pair(before.map_or(1, |fact| fact.lower), capital)));
        add(hash::feature(1031, hash::pair(after.map_or(2, |fact| fact.lower), capital)));
        let cluster = |fact: Option<&Facts>, size: usize| {
            fact.and_then(|fact| fact.clusters).map_or(NO_CLUSTER, |all| u64::from(all[size]))
        };
        let (c64, c256) = (cluster(Some(this), 0), cluster(Some(this), 1));
        add(hash::feature(1042, hash::pair(cluster(before, 1), c256)));
        add(hash::feature(1043, hash::pair(c256, cluster(after, 1))));
        add(hash::feature(1044, hash::pair(hash::pair(cluster(before, 0), c64), cluster(after, 0))));
        add(hash::feature(1045, hash::pair(hash::pair(cluster(near(-2), 0), cluster(before, 0)), capital)));
        add(hash::feature(1046, hash::pair(hash::pair(cluster(after, 0), cluster(near(2), 0)), capital)));
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
        if this.letters {
            self.of_document(this, at, sentence_case, add);
        }
    }

    /// Features from the word's other occurrences in the document.
    fn of_document(&self, this: &Facts, at: usize, sentence_case: u64, mut add: impl FnMut(u64)) {
        let Some(seen) = self.seen.get(this.word) else { return };
        let capital = this.case as u64;
        let bits = seen.bits;
        add(hash::feature(2000, bits * 8 + capital));
        add(hash::feature(2001, hash::pair(bits * 8 + capital, sentence_case)));
        if bits & AFTER_TITLE != 0 {
            add(hash::feature(2002, capital));
        }
        if bits & BEFORE_SPEECH != 0 {
            add(hash::feature(2003, capital));
        }
        if !this.case.is_capital() && sentence_case == 0 {
            return;
        }
        if seen.run > 0 {
            add(hash::feature(2010, seen.run as u64 * 8 + seen.run_place));
            add(hash::feature(2011, seen.run_first));
            add(hash::feature(2012, seen.run_last));
        }
        for (before, after, place) in &seen.contexts[..seen.context_count] {
            if *place as usize != at {
                add(hash::feature(2020, *before));
                add(hash::feature(2021, *after));
            }
        }
    }

    /// Collects [`Seen`] for all words.
    fn look_around(&mut self, document: &Document) {
        let mut initials: Vec<u64> = Vec::new();
        for sentence in &document.sentences {
            let tokens = sentence.tokens.clone();
            let plain = self.sentence_case(&tokens) == 0;
            let mut run_start = None;
            for at in tokens.clone() {
                let Some(&Facts { word, letters, case, .. }) = self.facts(at) else { break };
                let (before, after) = (at.checked_sub(1).and_then(|at| self.facts(at)), self.facts(at + 1));
                let lower = |place: usize, fact: Option<&Facts>| {
                    fact.filter(|_| tokens.contains(&place)).map_or(3, |fact| fact.lower)
                };
                let titled = before.is_some_and(|fact| fact.title);
                let speaks = after.is_some_and(|fact| fact.speech);
                let (before, after) = (lower(at.wrapping_sub(1), before), lower(at + 1, after));
                if letters {
                    let seen = &mut self.seen[word];
                    let capital = case.is_capital();
                    seen.bits |= if case == Case::Lower { LOWER } else { 0 }
                        | if plain && capital && at > tokens.start { CAPITAL_INSIDE } else { 0 }
                        | if titled { AFTER_TITLE } else { 0 }
                        | if capital && speaks { BEFORE_SPEECH } else { 0 };
                    if capital && seen.context_count < CONTEXTS {
                        seen.contexts[seen.context_count] = (before, after, at as u32);
                        seen.context_count += 1;
                    }
                }
                let capital = plain && letters && case.is_capital();
                if capital && run_start.is_none() {
                    run_start = Some(at);
                }
                if let Some(start) = run_start
                    && (!capital || at + 1 == tokens.end)
                {
                    self.note_run(start, if capital { at + 1 } else { at }, &mut initials, document);
                    run_start = None;
                }
            }
        }
        initials.sort_unstable();
        for fact in &self.forms {
            if initials.binary_search(&fact.lower).is_ok() {
                self.seen[fact.word].bits |= ACRONYM;
            }
        }
    }

    /// Notes a run of capitalised words for each of its words, and the acronym that its initials make.
    fn note_run(&mut self, start: usize, end: usize, initials: &mut Vec<u64>, document: &Document) {
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
            let seen = &mut self.seen[self.forms[self.places[at].form].word];
            if length > seen.run {
                seen.run = length;
                seen.run_place = place;
                seen.run_first = if at == start { 5 } else { first };
                seen.run_last = if at + 1 == end { 5 } else { last };
            }
        }
        if length >= 2 {
            let word: String =
                document.tokens[start..end].iter().filter_map(|token| document.word(token).chars().next()).collect();
            initials.push(lower_hash(&word));
        }
    }

    /// What kind of word a token is, roughly: its gazetteer bits and coarsest cluster.
    fn kind_of(&self, at: usize) -> u64 {
        let Place { form, gazetteer } = self.places[at];
        let fact = &self.forms[form];
        hash::pair(gazetteer, fact.clusters.map_or(99, |clusters| u64::from(clusters[0])))
    }
}

/// The hash of a word as it is written, digits as `0`.
fn cased_hash(word: &str) -> u64 {
    let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
    hash::finish(word.chars().fold(hash::START, |hash, c| character(hash, digit(c))))
}

/// The hash of a word or phrase in lower case, digits as `0`: the key of clusters and gazetteer.
pub(crate) fn lower_hash(text: &str) -> u64 {
    hash::finish(text.chars().fold(hash::START, lower_character))
}

/// Takes the lower-case form of a character into an unfinished hash.
fn lower_character(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        return hash::byte(hash, if c.is_ascii_digit() { b'0' } else { c.to_ascii_lowercase() as u8 });
    }
    c.to_lowercase().fold(hash, |hash, low| character(hash, if low.is_ascii_digit() { '0' } else { low }))
}

/// Takes a character into an unfinished hash.
fn character(hash: u64, c: char) -> u64 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(hash, hash::byte)
}

impl Facts {
    fn new(word: &str, key: u64, kind: TokenKind, resources: &Resources) -> Self {
        let letters = word.chars().next().is_some_and(char::is_alphabetic);
        let case = case_of(word, kind);
        let lower = lower_hash(word);
        let (shape, collapsed) = shapes(word);
        let mut facts = Self {
            key,
            cased: key ^ kind as u64,
            lower,
            word: 0,
            shape,
            collapsed,
            prefixes: [0; AFFIX],
            suffixes: [0; AFFIX],
            clusters: resources.clusters(lower),
            case,
            gazetteer: if case.is_capital() { resources.gazetteer(lower) } else { 0 },
            letters,
            title: is_title(word),
            speech: matches!(word, "said" | "says" | "told" | "added"),
        };
        if letters {
            facts.affixes(word);
            if facts.clusters.is_none()
                && let Some((_, tail)) = word.rsplit_once('-')
            {
                facts.clusters = resources.clusters(lower_hash(tail));
            }
        }
        facts
    }

    fn affixes(&mut self, word: &str) {
        let (mut prefix, mut length) = (hash::START, 0);
        for c in word.chars().take(AFFIX) {
            prefix = lower_character(prefix, c);
            self.prefixes[length] = hash::finish(prefix);
            length += 1;
        }
        let mut suffix = hash::START;
        for (place, c) in word.chars().rev().take(length).enumerate() {
            suffix = lower_character(suffix, c);
            self.suffixes[place] = hash::finish(suffix);
        }
    }
}

fn case_of(word: &str, kind: TokenKind) -> Case {
    if kind == TokenKind::Number {
        return Case::Digit;
    }
    let (mut upper, mut lower, mut first_upper, mut characters) = (0, 0, false, 0);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= characters == 0;
        } else if c.is_lowercase() {
            lower += 1;
        }
        characters += 1;
    }
    match (upper, lower) {
        (0, 0) => Case::Other,
        (0, _) => Case::Lower,
        (1, 0) => Case::SingleUpper,
        (_, 0) => Case::Upper,
        (1, _) if first_upper => Case::Initial,
        _ => Case::Mixed,
    }
}

/// The word with letters as `x`, `X` and digits as `0`, whole and with runs as one.
fn shapes(word: &str) -> (u64, u64) {
    let (mut shape, mut collapsed, mut last) = (hash::START, hash::START, 0);
    for c in word.chars() {
        let class = match c {
            c if c.is_uppercase() => b'X',
            c if c.is_alphabetic() => b'x',
            c if c.is_numeric() => b'0',
            c if c.is_ascii() => c as u8,
            _ => b'?',
        };
        shape = hash::byte(shape, class);
        if class != last {
            collapsed = hash::byte(collapsed, class);
        }
        last = class;
    }
    (hash::finish(shape), hash::finish(collapsed))
}

/// Marks phrases of the gazetteer over several tokens.
fn mark_phrases(document: &Document, forms: &[Facts], places: &mut [Place], resources: &Resources) {
    /// Where the bits of phrases begin, above those of single words; the words after the first have theirs above these.
    const PHRASE_BITS: u32 = 16;
    for start in 0..places.len() {
        if !forms[places[start].form].case.is_capital() {
            continue;
        }
        let mut phrase = hash::START;
        for at in start..places.len().min(start + PHRASE) {
            let Some(token) = document.tokens.get(at).filter(|_| forms[places[at].form].letters) else { break };
            if at > start {
                phrase = hash::byte(phrase, b' ');
            }
            phrase = document.word(token).chars().fold(phrase, lower_character);
            if at == start {
                continue;
            }
            let bits = resources.gazetteer(hash::finish(phrase));
            if bits != 0 {
                places[start].gazetteer |= bits << PHRASE_BITS;
                for place in &mut places[start + 1..=at] {
                    place.gazetteer |= bits << (2 * PHRASE_BITS);
                }
            }
        }
    }
}

/// Whether a word before a name is a title of address.
fn is_title(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mr."
            | "Mrs"
            | "Mrs."
            | "Ms"
            | "Ms."
            | "Dr"
            | "Dr."
            | "President"
            | "Minister"
            | "Sen."
            | "Rep."
            | "Gov."
            | "Gen."
            | "Lt."
            | "Col."
            | "Prof"
            | "Prof."
            | "Sir"
            | "Senator"
            | "Secretary"
            | "General"
            | "Governor"
            | "Mayor"
            | "Judge"
            | "Justice"
            | "Chancellor"
            | "King"
            | "Queen"
            | "Prince"
            | "Princess"
            | "Pope"
            | "Sheikh"
            | "Captain"
            | "Sgt."
            | "Rev."
            | "spokesman"
            | "spokeswoman"
            | "director"
            | "chairman"
    )
}
