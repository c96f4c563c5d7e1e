//! Definite descriptions that clearly refer to an entity named before: "the senator", "the ministry", "the Egyptian president".
//!
//! One is resolved where a single entity has that role or a name of that noun, and was mentioned not far before. A country before the noun must
//! be the entity's own; the mention then is what stands behind the country's name, which is a mention itself.

use super::consolidate::{Draft, DraftMention};
use super::lexeme::SPEECH;
use super::lists;
use super::pronoun::Resolved;
use super::view::{View, Word};
use crate::document::{CountryCode, EntityType, MentionForm, TokenKind};
use crate::places;
use std::collections::HashMap;
use std::ops::Range;

/// A description refers at most this many paragraphs back.
const PARAGRAPHS_BACK: usize = 6;
/// More entities of one role than this are not told apart.
const MOST_OF_ONE_ROLE: usize = 64;

/// A role as a text calls it: "vice-president" is a president with the rank "vice".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Role {
    /// The noun, lower case.
    head: String,
    /// The words that make it another office or a past one, sorted: "deputy", "former", "prime", "vice".
    ranks: Vec<&'static str>,
}

impl Role {
    /// The role of the last word of a title and the words before it; none without words.
    fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Option<Self> {
        let mut role = Self::default();
        for word in words {
            let lower = word.to_lowercase();
            let (front, noun) =
                lower.split_once('-').filter(|(front, _)| rank(front).is_some()).unwrap_or(("", &lower));
            role.ranks.extend(rank(front));
            role.ranks.extend(rank(noun));
            noun.clone_into(&mut role.head);
        }
        // "The premier" is the prime minister.
        if role.head == "premier" {
            role.ranks.push("prime");
            "minister".clone_into(&mut role.head);
        }
        role.ranks.sort_unstable();
        role.ranks.dedup();
        (!role.head.is_empty()).then_some(role)
    }

    /// Whether "the Cambodian leader" may be who has this role.
    fn leads(&self) -> bool {
        match self.ranks.as_slice() {
            [] => matches!(
                self.head.as_str(),
                "president" | "chancellor" | "king" | "emir" | "sultan" | "leader" | "dictator"
            ),
            ["prime"] => self.head == "minister",
            _ => false,
        }
    }
}

/// The rank that a word gives a role.
fn rank(word: &str) -> Option<&'static str> {
    Some(match word {
        "vice" => "vice",
        "deputy" | "under" | "assistant" => "deputy",
        "former" | "ex" | "ex-" | "late" | "then" => "former",
        "prime" => "prime",
        "crown" => "crown",
        _ => return None,
    })
}

/// "The foreign minister", "the Egyptian president".
#[derive(Clone, Debug)]
struct Phrase {
    /// The words that are its mention.
    words: Range<usize>,
    /// Where the place before the noun belongs.
    place: Option<Home>,
}

/// Where a person or a role belongs: a country, or a place that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Home {
    Country(CountryCode),
    Place(usize),
}

/// What is known of an entity that descriptions may take up.
#[derive(Clone, Debug, Default)]
struct Known {
    role: Role,
    home: Option<Home>,
}

/// The definite descriptions that refer: "the senator", "the ministry".
pub(super) fn descriptions(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    described: &[Option<Range<usize>>],
) -> Vec<Resolved> {
    let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
    let mut known: Vec<Known> = vec![Known::default(); drafts.len()];
    for (at, draft) in drafts.iter().enumerate() {
        let words = described.get(at).and_then(Option::as_ref);
        let Some(role) = role(view, draft, words) else { continue };
        let leader = (role.leads() && role.head != "leader").then(|| "leader".to_owned());
        for head in std::iter::once(role.head.clone()).chain(leader) {
            let same = by_head.entry(head).or_default();
            if same.len() < MOST_OF_ONE_ROLE {
                same.push(at);
            }
        }
        known[at] = Known { role, home: home(view, drafts, owners, draft, words) };
    }
    let mut phrases: Vec<Phrase> = Vec::new();
    for line in view.lines.iter().filter(|line| line.kind.is_running_text()) {
        let found = line.words.clone().filter_map(|at| phrase(view, drafts, owners, at, line.words.end));
        phrases.extend(found);
    }
    // A role that the article gives to several countries is nobody's without a word on whose he is.
    let mut homes: HashMap<&str, Vec<Home>> = HashMap::new();
    for phrase in &phrases {
        let head = phrase.words.end.checked_sub(1).and_then(|at| view.words.get(at)).map_or("", |word| word.text);
        let homes = homes.entry(head).or_default();
        if let Some(place) = phrase.place.filter(|place| homes.len() < 2 && !homes.contains(place)) {
            homes.push(place);
        }
    }
    let told_of = most_told_of(view, drafts);
    let refer = Refer { view, drafts, described, by_head: &by_head, known: &known };
    let resolve = |phrase: &Phrase| {
        let head = view.words.get(phrase.words.end.checked_sub(1)?)?.text;
        let only_home = phrase.place == told_of && homes.get(head).is_none_or(|homes| homes.len() < 2);
        let draft = refer.referent(phrase, only_home)?;
        Some((draft, DraftMention { words: phrase.words.clone(), form: MentionForm::Description }))
    };
    phrases.iter().filter_map(resolve).collect()
}

/// The noun by which an entity may be taken up: its role, or the last word of an organisation's name.
fn role(view: &View<'_>, draft: &Draft, described: Option<&Range<usize>>) -> Option<Role> {
    match draft.kind {
        EntityType::Person => {
            let words = described.and_then(|words| view.words.get(words.clone())).unwrap_or(&[]);
            let of = words.iter().position(|word| matches!(word.text, "of" | "for")).unwrap_or(words.len());
            let last = words[..of].iter().rposition(|word| lists::is_role(word.text) || is_ranked_role(word.text))?;
            // "Deputy Prime Minister and Minister of Defence": two offices, and the last is told by its words.
            let office = |word: &Word<'_>| lists::is_role(word.text) && !lists::is_modifier(word.text);
            let and = words[..last].iter().rposition(|word| matches!(word.text, "and" | ","));
            let first = and.filter(|&and| words[..and].iter().any(office)).map_or(0, |and| and + 1);
            Role::of(words[first..=last].iter().map(|word| word.text))
        }
        EntityType::Organization | EntityType::Facility | EntityType::Event | EntityType::Work => {
            let of = draft.parts.iter().position(|part| matches!(part.as_str(), "of" | "for"));
            let head = of.unwrap_or(draft.parts.len()).checked_sub(1).and_then(|at| draft.parts.get(at))?;
            let noun = draft.parts.len() > 1 && lists::is_common(head) && !lists::head_codes(head).is_empty();
            noun.then(|| Role { head: head.clone(), ranks: Vec::new() })
        }
        _ => None,
    }
}

/// Where a person belongs by the description ("French minister", "president of Chad") or by what stands before the title ("Egypt's President").
fn home(
    view: &View<'_>,
    drafts: &[Draft],
    owners: &[Option<usize>],
    draft: &Draft,
    described: Option<&Range<usize>>,
) -> Option<Home> {
    /// "US-backed opposition party leader": words of a title that stand between a name and whose title it is.
    const LONGEST_TITLE: usize = 6;
    /// So many mentions of a person are looked at.
    const MOST_MENTIONS: usize = 12;
    if draft.kind != EntityType::Person {
        return None;
    }
    let inside = described.and_then(|words| words.clone().find_map(|at| place_at(view, drafts, owners, at)));
    let title = |at: usize| {
        view.words.get(at).is_some_and(|word| {
            !lists::role_codes(word.text).is_empty()
                || lists::is_modifier(word.text)
                || lists::is_role_modifier(word.text)
        })
    };
    let before = |start: usize| {
        let mut at = start;
        for _ in 0..LONGEST_TITLE {
            at = at.checked_sub(1)?;
            if !title(at) {
                break;
            }
        }
        let possessive = view.words.get(at).is_some_and(|word| word.kind == TokenKind::Possessive);
        let at = at.checked_sub(usize::from(possessive))?;
        place_at(view, drafts, owners, at).filter(|_| at + 1 < start)
    };
    let names = draft.mentions.iter().take(MOST_MENTIONS).map(|mention| mention.words.start);
    inside.map(|(home, _)| home).or_else(|| {
        let starts = described.map(|words| words.end).into_iter().chain(names);
        starts.into_iter().find_map(before).map(|(home, _)| home)
    })
}

/// The country that most names of countries and peoples are of.
fn most_told_of(view: &View<'_>, drafts: &[Draft]) -> Option<Home> {
    let mut counts: Vec<(CountryCode, usize)> = Vec::new();
    for draft in drafts {
        let code = match draft.kind {
            EntityType::Group => places::demonym(&draft.name),
            EntityType::Location => {
                std::iter::once(&draft.name).chain(&draft.aliases).find_map(|name| places::country(name))
            }
            _ => None,
        };
        let Some(code) = code else { continue };
        match counts.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += draft.mentions.len(),
            None => counts.push((code, draft.mentions.len())),
        }
    }
    let home = view.document.dateline.iter().flat_map(|dateline| &dateline.places).find_map(|place| place.country);
    counts.into_iter().max_by_key(|&(code, count)| (count, home == Some(code))).map(|(code, _)| Home::Country(code))
}

/// Where a name of a place or people that holds a word belongs, and where that name ends.
fn place_at(view: &View<'_>, drafts: &[Draft], owners: &[Option<usize>], at: usize) -> Option<(Home, usize)> {
    let owner = owners.get(at).copied().flatten()?;
    let draft = drafts.get(owner)?;
    let next = draft.mentions.partition_point(|mention| mention.words.end <= at);
    let mention = draft.mentions.get(next).filter(|mention| mention.words.contains(&at))?;
    let name = view.span(&mention.words).of(&view.document.text);
    let country = match draft.kind {
        EntityType::Group => Some(places::demonym(name)?),
        EntityType::Location => places::country(name),
        _ => return None,
    };
    Some((country.map_or(Home::Place(owner), Home::Country), mention.words.end))
}

/// The words of "the foreign minister" from its article on, if nothing of it belongs to a name but where the minister is from, and nothing follows
/// that tells of another.
fn phrase(view: &View<'_>, drafts: &[Draft], owners: &[Option<usize>], at: usize, to: usize) -> Option<Phrase> {
    /// At most three words behind the article: longer descriptions tell of something new.
    const LONGEST: usize = 3;
    let free = |at: usize| owners.get(at).copied().flatten().is_none();
    if !matches!(view.words.get(at)?.text, "the" | "The") || !free(at) {
        return None;
    }
    let (place, start) = match place_at(view, drafts, owners, at + 1) {
        Some((home, end)) => (Some(home), end),
        None => (None, at + 1),
    };
    let mut end = start;
    while end < to && end - start < LONGEST && free(end) && view.words[end].kind == TokenKind::Word {
        let text = view.words[end].text;
        let noun = lists::is_role(text) || !lists::head_codes(text).is_empty() || is_ranked_role(text);
        let next = view.words.get(end + 1).filter(|_| end + 1 < to);
        let goes_on = next.is_some_and(|next| {
            next.kind == TokenKind::Word
                && (lists::is_role(next.text)
                    || !lists::head_codes(next.text).is_empty() && !next.is(SPEECH)
                    || lists::is_role_modifier(next.text)
                    || matches!(next.text, "of" | "for" | "who" | "whose" | "which" | "that"))
                || next.glued && matches!(next.text, "-" | "–")
        });
        if noun && !goes_on {
            let words = if place.is_some() { start..end + 1 } else { at..end + 1 };
            return (free(end + 1) || next.is_none()).then_some(Phrase { words, place });
        }
        if !noun && !lists::is_role_modifier(text) {
            return None;
        }
        end += 1;
    }
    None
}

/// "Vice-president", "ex-minister".
fn is_ranked_role(word: &str) -> bool {
    word.split_once('-').is_some_and(|(front, noun)| rank(&front.to_lowercase()).is_some() && lists::is_role(noun))
}

/// What descriptions are compared with.
struct Refer<'r, 'v> {
    view: &'r View<'v>,
    drafts: &'r [Draft],
    described: &'r [Option<Range<usize>>],
    by_head: &'r HashMap<String, Vec<usize>>,
    known: &'r [Known],
}

impl Refer<'_, '_> {
    /// The one entity that a description fits, if it was mentioned before and not far.
    fn referent(&self, phrase: &Phrase, only_home: bool) -> Option<usize> {
        let words = self.view.words.get(phrase.words.clone())?;
        let words = if phrase.place.is_some() { words } else { words.get(1..)? };
        let role = Role::of(words.iter().map(|word| word.text))?;
        let here = self.view.document.paragraph_at(self.view.words.get(phrase.words.start)?.span.start)?;
        let (_, modifiers) = words.split_last()?;
        let leader = role.head == "leader" && phrase.place.is_some() && words.len() == 1;
        let fits = |&draft: &usize| {
            let same = self.known[draft].role.ranks == role.ranks && self.known[draft].role.head == role.head;
            (same || leader) && modifiers.iter().all(|modifier| self.has(draft, &modifier.text.to_lowercase()))
        };
        let fitting: Vec<usize> = self.by_head.get(&role.head)?.iter().copied().filter(fits).collect();
        let draft = self.one_of(&fitting, phrase.place, only_home)?;
        let mentions = &self.drafts[draft].mentions;
        let before = mentions.partition_point(|mention| mention.words.start < phrase.words.start);
        let last = mentions.get(before.checked_sub(1)?)?;
        let there = self.view.document.paragraph_at(self.view.span(&last.words).start)?;
        let near = here.saturating_sub(there) <= PARAGRAPHS_BACK;
        near.then_some(draft)
    }

    /// Whether an entity is called by a word that stands before the noun of its role.
    fn has(&self, draft: usize, modifier: &str) -> bool {
        let description = self.described.get(draft).and_then(Option::as_ref);
        let description = description.and_then(|words| self.view.words.get(words.clone())).unwrap_or(&[]);
        rank(modifier).is_some()
            || self.drafts[draft].parts.iter().any(|part| part == modifier)
            || description.iter().any(|word| word.text.eq_ignore_ascii_case(modifier))
    }

    /// The one of some that a place fits: it is its own, or nothing is said of whose it is and the article tells of this country, and of no other's.
    fn one_of(&self, fitting: &[usize], place: Option<Home>, only_home: bool) -> Option<usize> {
        let Some(place) = place else {
            return if let [only] = fitting { Some(*only) } else { None };
        };
        let own: Vec<usize> = fitting.iter().copied().filter(|&draft| self.known[draft].home == Some(place)).collect();
        match (own.as_slice(), fitting) {
            ([only], _) => Some(*only),
            ([], &[only]) => {
                let person = self.drafts[only].kind == EntityType::Person;
                let open = self.known[only].home.is_none() && matches!(place, Home::Country(_));
                (person && open && only_home).then_some(only)
            }
            _ => None,
        }
    }
}
