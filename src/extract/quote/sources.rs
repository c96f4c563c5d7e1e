//! Cues with their sources: who is the subject of each verb that attributes.
//!
//! The source is the noun phrase before the verb, behind it where the order is inverted, or the one of the verb before ("..., adding
//! that"). Right behind a quotation any verb will do, listed or not: the place says that it attributes.

use super::attribution::LONGEST_ADDRESS;
use super::classes::{Class, Lower};
use super::cues::{self, Cue, CueKind, Frame};
use super::marks::Passage;
use super::phrases;
use super::units::Unit;
use std::ops::Range;

/// From this share on, in percent, a word that stands as the verb of a source attributes.
const SURE_ENOUGH: u8 = 50;

/// The same where a quotation stands in its content: the marks say that somebody speaks.
const SURE_ENOUGH_AT_QUOTATION: u8 = 15;

/// How many items the source may have that stands between a quotation and its cue, with apposition and relative clause.
const LONGEST_TRAILING_SOURCE: usize = 24;

/// How many items apart two verbs may share a source.
const LONGEST_SHARING: usize = 60;

/// How many auxiliaries and adverbs a verb may have before it.
const LONGEST_VERB_GROUP: usize = 6;

/// A cue with its source in a unit.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The verb.
    pub(super) verb: usize,
    /// The verb with auxiliaries and adverbs before it, or "according to".
    pub(super) words: Range<usize>,
    pub(super) source: Option<Range<usize>>,
    /// Whether the source is another cue's.
    pub(super) shared: bool,
    pub(super) form: Form,
    pub(super) cue: Cue,
}

/// How cue and source stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "Kirby said".
    Finite,
    /// "said Kirby".
    Inverted,
    /// ", adding".
    Participle,
    /// "according to Kirby".
    According,
}

impl Group {
    /// From the first to the last item of source and cue.
    pub(super) fn extent(&self) -> Range<usize> {
        match &self.source {
            Some(source) if !self.shared => source.start.min(self.words.start)..source.end.max(self.words.end),
            _ => self.words.clone(),
        }
    }
}

/// The cues of a unit with their sources, from left to right.
pub(super) fn find(text: &str, passages: &[Passage], unit: &Unit) -> Vec<Group> {
    Finder { text, passages }.groups(unit)
}

struct Finder<'a> {
    text: &'a str,
    passages: &'a [Passage],
}

impl Finder<'_> {
    fn groups(&self, unit: &Unit) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for at in 0..unit.items.len() {
            if let Some(group) =
                self.according(unit, at).or_else(|| self.noun(unit, at)).or_else(|| self.group(unit, at, &groups))
            {
                groups.push(group);
            }
        }
        self.unlisted(unit, &mut groups);
        groups
    }

    fn according(&self, unit: &Unit, at: usize) -> Option<Group> {
        if unit.lower(self.text, at).as_str() != "according" || unit.lower(self.text, at + 1).as_str() != "to" {
            return None;
        }
        let high = unit.items.len().min(at + 2 + LONGEST_TRAILING_SOURCE);
        let end = (at + 2..high)
            .find(|&at| {
                unit.passage(at).is_some()
                    || matches!(
                        unit.class(at),
                        Class::Comma | Class::Stop | Class::Semicolon | Class::Dash | Class::Colon
                    )
            })
            .unwrap_or(high);
        let source = at + 2..end;
        if source.is_empty() {
            return None;
        }
        let cue = Cue { kind: CueKind::Speech, frame: Frame::Object, strength: 95, strength_at_quotation: 95 };
        let words = at..at + 2;
        Some(Group { verb: at, words, source: Some(source), shared: false, form: Form::According, cue })
    }

    /// The verb at an index with its source, if it attributes.
    fn group(&self, unit: &Unit, at: usize, earlier: &[Group]) -> Option<Group> {
        let cue = cues::find(unit, self.text, at)?;
        if let Some(group) = self.quoted_as_saying(unit, at, cue) {
            return Some(group);
        }
        let start = verb_group_start(unit, at);
        let being = (start..at).any(|at| is_form_of_be(unit.lower(self.text, at).as_str()));
        let ing = unit.lower(self.text, at).as_str().ends_with("ing");
        let participle = ing && !being;
        if being && !ing || self.is_reduced(unit, at, cue) || self.is_no_attribution(unit, start, at, cue) {
            return None;
        }
        // "the claims", "Kerry's showing", "of said"; but "by saying".
        let previous = unit.class_before(start);
        let counted =
            previous == Class::Determiner && start > 0 && stands_alone(unit.lower(self.text, start - 1).as_str());
        if matches!(previous, Class::Determiner | Class::Possessive) && !counted
            || previous == Class::Preposition && !participle
        {
            return None;
        }
        let near = quotation_near(unit, start, at);
        let strength = if near { cue.strength_at_quotation.max(cue.strength) } else { cue.strength };
        let closes = cue.kind == CueKind::Speech && unit.class(at + 1) == Class::Stop;
        if strength < if near || closes { SURE_ENOUGH_AT_QUOTATION } else { SURE_ENOUGH } {
            return None;
        }
        let (form, own) = if participle {
            let source = self.participle_source(unit, start, cue);
            (Form::Participle, source.or_else(|| self.contact_noun(unit, start, earlier)))
        } else if let Some(source) = self.inverted_source(unit, start, at, cue) {
            (Form::Inverted, Some(source))
        } else if previous == Class::Coordinator {
            (Form::Finite, None)
        } else {
            let source = phrases::before(unit, self.text, before_time(unit, self.text, start));
            let source =
                if cue.kind == CueKind::Speech { self.reach_back(unit, start, earlier, source) } else { source };
            let source = after_verb(unit, earlier, source?);
            // "the moths they eat appear to", "a memo which it said showed": a verb is no source.
            if source.len() == 1
                && unit.class(source.start) == Class::Word
                && unit.class_before(source.start) == Class::Pronoun
            {
                return None;
            }
            (Form::Finite, Some(source))
        };
        let shared = own.is_none();
        let trailing =
            own.as_ref().is_some_and(|source| source.start > 0 && unit.class_before(source.start) == Class::Comma);
        if strength < SURE_ENOUGH && !near && !trailing {
            return None;
        }
        let source = own.or_else(|| {
            let last = earlier.iter().rev().find(|group| group.source.is_some() && at - group.verb < LONGEST_SHARING);
            match last {
                Some(group) => group.source.clone(),
                None => phrases::subject(unit, self.text, start),
            }
        })?;
        Some(Group { verb: at, words: start..at + 1, source: Some(source), shared, form, cue })
    }

    /// "was quoted as saying".
    fn quoted_as_saying(&self, unit: &Unit, at: usize, cue: Cue) -> Option<Group> {
        let start = at.checked_sub(2)?;
        let words = [start, start + 1, at].map(|at| unit.lower(self.text, at));
        if words.each_ref().map(Lower::as_str) != ["quoted", "as", "saying"] {
            return None;
        }
        let start = verb_group_start(unit, start);
        let source = phrases::before(unit, self.text, start)?;
        Some(Group { verb: at, words: start..at + 1, source: Some(source), shared: false, form: Form::Finite, cue })
    }

    /// The source of a participle, if it has one of its own: "voters saying". The others share the one of the verb before or the
    /// subject: ", adding that", "Kerry issued a statement saying".
    fn participle_source(&self, unit: &Unit, start: usize, cue: Cue) -> Option<Range<usize>> {
        let previous = unit.class_before(start);
        if is_edge(previous) || matches!(previous, Class::Preposition | Class::Coordinator | Class::Subordinator) {
            return None;
        }
        let source = phrases::before(unit, self.text, start)?;
        let leading = source.start == 0 || unit.class_before(source.start) == Class::Comma;
        let names = source.clone().all(|at| matches!(unit.class(at), Class::Name | Class::Pronoun));
        // "with their leaders vowing"
        let with = source.start > 0 && unit.lower(self.text, source.start - 1).as_str() == "with";
        (leading || names || with || cue.kind != CueKind::Speech).then_some(source)
    }

    /// The source behind an inverted verb: `"...," said Kirby`, `..., said Kirby.`, `Continued Stone: "..."`.
    fn inverted_source(&self, unit: &Unit, start: usize, at: usize, cue: Cue) -> Option<Range<usize>> {
        if cue.kind != CueKind::Speech || start != at || !is_edge(unit.class_before(start)) {
            return None;
        }
        let source = phrases::after(unit, self.text, at + 1)?;
        let end = unit.class(source.end);
        let quoted = start > 0 && unit.passage(start - 1).is_some() || start > 1 && unit.passage(start - 2).is_some();
        let stands = if at == 0 {
            unit.passage(source.end + 1).is_some() && matches!(end, Class::Colon | Class::Comma)
        } else {
            quoted
                || !cues::takes_addressee(unit.lower(self.text, at).as_str())
                    && matches!(end, Class::Stop | Class::Comma | Class::Preposition | Class::Time)
                    // "Blake, a doctor, dismissed the accounts as": only a verb of saying stands before its subject.
                    && cues::is_saying(unit.lower(self.text, at).as_str())
        };
        (stands && !cues::needs_object(unit.lower(self.text, at).as_str())).then_some(source)
    }

    /// Whether the word stands there as something else than a verb with a source: "diametrically opposed objectives", "a storm that he
    /// had warned about, closing", "did not respond to questions", "the talks had convinced him that".
    fn is_no_attribution(&self, unit: &Unit, start: usize, at: usize, cue: Cue) -> bool {
        let lower = unit.lower(self.text, at);
        match lower.as_str() {
            "opposed" => unit.class_before(at) == Class::Adverb && unit.class(at + 1) == Class::Word,
            "warning" | "forecast" => cue.frame == Frame::Preposition,
            "said" | "says" => matches!(unit.lower(self.text, at + 1).as_str(), "goodbye" | "farewell" | "hello"),
            "questioned" | "interviewed" | "polled" | "surveyed" => unit.class(at + 1) == Class::Number,
            // "a song called ''Low Tide'' has been playing"
            "called" | "titled" | "dubbed" | "entitled" => {
                unit.passage(at + 1).is_some() && unit.class(at + 2) == Class::Auxiliary
            }
            "convinced" | "convinces" | "persuaded" | "persuades" => cue.frame == Frame::Object,
            "respond" | "responded" | "responding" => {
                (start..at).any(|at| is_negation(unit.lower(self.text, at).as_str()))
            }
            _ => {
                cue.frame == Frame::Preposition
                    && matches!(unit.class(at + 2), Class::Comma | Class::Stop)
                    && unit.passage(at + 3).is_none()
                    && unit.passage(at + 2).is_none()
            }
        }
    }

    /// The document that a participle further on in its sentence belongs to: "a draft it said Hale would sign calling for".
    fn contact_noun(&self, unit: &Unit, start: usize, earlier: &[Group]) -> Option<Range<usize>> {
        if is_edge(unit.class_before(start)) || unit.class_before(start) == Class::Coordinator {
            return None;
        }
        let group = earlier.last()?;
        let pronoun = group.source.as_ref().filter(|source| source.len() == 1 && !group.shared)?.start;
        let contact = unit.class(pronoun) == Class::Pronoun && unit.class_before(pronoun) == Class::Word;
        if contact { phrases::before(unit, self.text, pronoun) } else { None }
    }

    /// Whether a participle only describes the noun before it: "the cooperation proposed in the document would".
    fn is_reduced(&self, unit: &Unit, at: usize, cue: Cue) -> bool {
        /// How far ahead the verb of the sentence is looked for.
        const REACH: usize = 10;
        if cue.frame != Frame::Preposition
            || !unit.lower(self.text, at).as_str().ends_with("ed")
            || unit.class_before(at) == Class::Auxiliary
        {
            return false;
        }
        if unit.lower(self.text, at + 1).as_str() == "by" {
            return true;
        }
        let ahead = (at + 2..unit.items.len().min(at + REACH)).find(|&at| {
            unit.passage(at).is_some()
                || matches!(
                    unit.class(at),
                    Class::Auxiliary
                        | Class::Comma
                        | Class::Subordinator
                        | Class::Pronoun
                        | Class::Relative
                        | Class::Stop
                        | Class::Coordinator
                )
        });
        ahead.is_some_and(|at| unit.class(at) == Class::Auxiliary)
    }

    /// The source of a verb that trails a quotation: all that stands between, where the noun phrase before the verb is only the end of
    /// it: "...," Nate Silver, the guru who founded the site tweeted.
    fn reach_back(
        &self,
        unit: &Unit,
        verb: usize,
        earlier: &[Group],
        source: Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let Some((start, quoted)) = self.after_quotation(unit, verb) else {
            return source.map(|source| self.reach_comma(unit, verb, source));
        };
        let free = !earlier.iter().any(|group| group.words.start > quoted);
        let reached = source.as_ref().is_some_and(|source| source.start <= start);
        let begins = matches!(unit.class(start), Class::Determiner | Class::Name | Class::Word | Class::Number);
        if free && begins && !reached && start < verb { Some(start..verb) } else { source }
    }

    /// The source of a verb that ends its sentence, back to the comma where a relative clause stands between: `..., four people who
    /// were in the building said.`
    fn reach_comma(&self, unit: &Unit, verb: usize, source: Range<usize>) -> Range<usize> {
        let ends = unit.class(verb + 1) == Class::Stop && cues::is_saying(unit.lower(self.text, verb).as_str());
        let low = source.start.saturating_sub(LONGEST_TRAILING_SOURCE);
        if !ends || matches!(unit.class(source.start), Class::Pronoun | Class::Relative) {
            return source;
        }
        let comma = (low..source.start)
            .rev()
            .take_while(|&at| unit.passage(at).is_none())
            .find(|&at| unit.class(at) == Class::Comma);
        let Some(comma) = comma.filter(|&comma| comma > 2 && comma + 1 < source.start) else { return source };
        let begins = matches!(unit.class(comma + 1), Class::Determiner | Class::Name | Class::Word | Class::Number);
        let relative = (comma + 2..source.start).any(|at| unit.class(at) == Class::Relative);
        let phrase = (comma + 1..source.start).all(|at| {
            matches!(
                unit.class(at),
                Class::Word | Class::Name | Class::Determiner | Class::Number | Class::Possessive | Class::Preposition
            ) && !phrases::is_finite_verb(unit, self.text, at)
        });
        if begins && (relative || phrase) { comma + 1..source.end } else { source }
    }

    /// Where the sentence goes on after the nearest quotation before `verb` that ends as a quotation before its attribution does, with a
    /// comma or a question; and the index of the quotation.
    fn after_quotation(&self, unit: &Unit, verb: usize) -> Option<(usize, usize)> {
        let low = verb.saturating_sub(LONGEST_TRAILING_SOURCE);
        let quoted = (low..verb)
            .rev()
            .take_while(|&at| {
                unit.passage(at).is_some() || !matches!(unit.class(at), Class::Stop | Class::Semicolon | Class::Colon)
            })
            .find(|&at| unit.passage(at).is_some())?;
        let passage = self.passages.get(unit.passage(quoted)?)?;
        let comma = unit.class(quoted + 1) == Class::Comma;
        let ends = comma || passage.inner.of(self.text).ends_with([',', '?', '!', '—', '-']);
        ends.then_some((quoted + 1 + usize::from(comma), quoted))
    }

    /// Cues that no list holds: any verb in the past or present right behind a quotation and its source, `"...," Oliver barked.`, or
    /// before its source, `"...," blared the headline.`; a name alone, `"...," Lokol, a nurse.`; a dash and a name.
    fn unlisted(&self, unit: &Unit, groups: &mut Vec<Group>) {
        let mut found = Vec::new();
        for at in 0..unit.items.len() {
            let Some(passage) = unit.passage(at).and_then(|passage| self.passages.get(passage)) else { continue };
            let limit = unit.items.len().min(at + 1 + LONGEST_TRAILING_SOURCE);
            let near = (at + 1..limit).find(|&next| unit.passage(next).is_some()).unwrap_or(limit);
            if !groups.iter().any(|group| (at + 1..near).contains(&group.words.start)) {
                found.extend(self.unlisted_behind(unit, passage, at, near));
            }
        }
        if !found.is_empty() {
            groups.append(&mut found);
            groups.sort_by_key(|group| group.words.start);
        }
    }

    /// The cue behind the quotation at `at`, before `near`, that no list holds.
    fn unlisted_behind(&self, unit: &Unit, passage: &Passage, at: usize, near: usize) -> Option<Group> {
        let cue = Cue { kind: CueKind::Speech, frame: Frame::End, strength: 70, strength_at_quotation: 70 };
        let group = |words: Range<usize>, source: Range<usize>, form: Form| {
            Some(Group { verb: words.start, words, source: Some(source), shared: false, form, cue })
        };
        let past = |at: usize| {
            let lower = unit.lower(self.text, at);
            unit.class(at) == Class::Word && lower.as_str().len() > 3 && lower.as_str().ends_with("ed")
        };
        if unit.class(at + 1) == Class::Dash && unit.class(at + 2) == Class::Name && at + 2 < near {
            let source = phrases::after(unit, self.text, at + 2)?;
            return if unit.class(source.end) == Class::Stop {
                group(source.start..source.start, source, Form::Inverted)
            } else {
                None
            };
        }
        let comma = unit.class(at + 1) == Class::Comma;
        let start = at + 1 + usize::from(comma);
        let ends = comma || passage.inner.of(self.text).ends_with([',', '?', '!']);
        if !ends || start >= near {
            return None;
        }
        if past(start) && matches!(unit.class(start + 1), Class::Name | Class::Determiner | Class::Pronoun) {
            return group(start..start + 1, phrases::after(unit, self.text, start + 1)?, Form::Inverted);
        }
        if !matches!(unit.class(start), Class::Determiner | Class::Name | Class::Pronoun) {
            return None;
        }
        let end = (start..near)
            .find(|&at| matches!(unit.class(at), Class::Stop | Class::Comma | Class::Semicolon))
            .unwrap_or(near);
        let verb = (start + 1..end).find(|&at| {
            let named = matches!(unit.class_before(at), Class::Name | Class::Pronoun);
            past(at)
                || unit.class(at) == Class::Word
                    && (phrases::is_finite_verb(unit, self.text, at)
                        || named && unit.lower(self.text, at).as_str().ends_with('s'))
        });
        if let Some(verb) = verb {
            return group(verb..verb + 1, start..verb, Form::Finite);
        }
        let source = phrases::after(unit, self.text, start)?;
        let alone = unit.class(start) == Class::Name && unit.class(source.end) == Class::Stop;
        if alone { group(start..start, source, Form::Inverted) } else { None }
    }

    /// "Kerry's claim that", "his promise that".
    fn noun(&self, unit: &Unit, at: usize) -> Option<Group> {
        /// Adjectives between the owner and the noun.
        const ADJECTIVES: usize = 3;
        if unit.class(at) != Class::Word || unit.lower(self.text, at + 1).as_str() != "that" {
            return None;
        }
        if !cues::is_saying_noun(unit.lower(self.text, at).as_str()) {
            return None;
        }
        let owner = (at.saturating_sub(ADJECTIVES + 1)..at).rev().find(|&at| unit.class(at) != Class::Word)?;
        let source = match unit.class(owner) {
            Class::Possessive => phrases::before(unit, self.text, owner + 1)?,
            Class::Determiner
                if matches!(unit.lower(self.text, owner).as_str(), "his" | "her" | "their" | "its" | "my" | "our") =>
            {
                owner..owner + 1
            }
            _ => return None,
        };
        let cue = Cue { kind: CueKind::Speech, frame: Frame::Clause, strength: 70, strength_at_quotation: 70 };
        Some(Group { verb: at, words: at..at + 1, source: Some(source), shared: false, form: Form::Finite, cue })
    }
}

/// Where the auxiliaries and adverbs before a verb begin.
fn verb_group_start(unit: &Unit, verb: usize) -> usize {
    let mut start = verb;
    while start > 0
        && verb - start < LONGEST_VERB_GROUP
        && matches!(unit.class(start - 1), Class::Auxiliary | Class::Adverb)
    {
        start -= 1;
    }
    start
}

/// Where a time between subject and verb begins: "Gaikwad on Wednesday said".
fn before_time(unit: &Unit, text: &str, start: usize) -> usize {
    let mut end = start;
    while end > 0 && unit.class(end - 1) == Class::Time {
        end -= 1;
    }
    let on = end < start && end > 1 && matches!(unit.lower(text, end - 1).as_str(), "on" | "late" | "early" | "last");
    if on { end - 1 } else { end }
}

/// Whether a determiner can be a source by itself: "many say", "what one called".
fn stands_alone(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "some"
            | "many"
            | "most"
            | "several"
            | "all"
            | "both"
            | "few"
            | "another"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "each"
    )
}

fn is_form_of_be(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "were"
            | "are"
            | "be"
            | "been"
            | "being"
            | "am"
            | "wasn't"
            | "isn't"
            | "weren't"
            | "aren't"
            | "'re"
            | "'s"
    )
}

/// A source without the clause of an earlier cue that it was read back over: "Inquiry hears guard said".
fn after_verb(unit: &Unit, earlier: &[Group], source: Range<usize>) -> Range<usize> {
    let Some(last) = earlier.last().map(|group| group.words.end) else { return source };
    let inside = last > source.start
        && last < source.end
        && source
            .clone()
            .all(|at| matches!(unit.class(at), Class::Name | Class::Word | Class::Determiner | Class::Number));
    if inside { last..source.end } else { source }
}

fn is_negation(word: &str) -> bool {
    matches!(word, "not" | "never") || word.ends_with("n't")
}

/// Whether nothing that could be a subject stands at a place: the start, punctuation, a quotation.
fn is_edge(class: Class) -> bool {
    matches!(class, Class::Comma | Class::Dash | Class::Mark | Class::Semicolon | Class::Colon | Class::Stop)
}

/// Whether a quotation stands next to a verb group: before it with its source between, or behind its address.
fn quotation_near(unit: &Unit, start: usize, verb: usize) -> bool {
    let high = unit.items.len().min(verb + LONGEST_ADDRESS);
    let low = start.saturating_sub(LONGEST_ADDRESS);
    (verb..high).take_while(|&at| unit.class(at) != Class::Semicolon).any(|at| unit.passage(at).is_some())
        || (low..start).rev().any(|at| unit.passage(at).is_some())
}
