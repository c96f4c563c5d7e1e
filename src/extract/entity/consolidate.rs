//! One record for all names of one thing: full names, parts of them, acronyms, spellings.
//!
//! Mentions written alike are one form; forms are joined by rules, each over an index of the forms (never all pairs), so that the
//! work stays linear. Only a part that fits several people ("Clinton") is decided mention by mention. What kind of thing it is
//! is decided for the whole record.

use super::acronym;
use super::address::{self, Address, Known};
use super::form::{self, Form};
use super::lists;
use super::short;
use super::tag::Tagged;
use super::view::View;
use crate::document::{CountryCode, EntityType, MentionForm};
use crate::model::hash;
use crate::model::memory::{ByHash, Seeded};
use crate::places;
use std::collections::HashMap;
use std::rc::Rc;

/// More candidates for one partial name than this are not looked at: such a name says nothing.
const MOST_CANDIDATES: usize = 16;

/// A mention of an entity in the making.
#[derive(Clone, Debug)]
pub(super) struct DraftMention {
    /// Its tokens.
    pub(super) words: std::ops::Range<usize>,
    /// How it refers.
    pub(super) form: MentionForm,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// What it is.
    pub(super) kind: EntityType,
    /// The fullest form, cleaned.
    pub(super) name: String,
    /// The folded parts of the fullest form.
    pub(super) parts: Rc<[String]>,
    /// Other forms, cleaned.
    pub(super) aliases: Vec<String>,
    /// In order.
    pub(super) mentions: Vec<DraftMention>,
}

/// The entities of the tagged names, in order of first mention.
pub(super) fn consolidate(view: &View<'_>, tagged: &[Tagged]) -> Vec<Draft> {
    let (forms, form_of) = form::collect(view, tagged);
    let mut joined = Joined::new(forms.len());
    join_spellings(&forms, &mut joined);
    join_countries(&forms, &mut joined);
    join_full_names(view, tagged, &forms, &mut joined);
    let people = ByPart::new(&forms, |form| form.person && form.parts.len() > 1);
    let mut ambiguous: Vec<Vec<usize>> = vec![Vec::new(); forms.len()];
    join_parts_of_people(view, tagged, &forms, &people, &mut joined, &mut ambiguous);
    join_parts_of_organizations(&forms, &mut joined);
    acronym::join_acronyms(view, tagged, &forms, &form_of, &mut joined);
    let known = known_persons(view, tagged, &forms, &form_of, &mut joined, &ambiguous);
    let owner = assign(view, tagged, &forms, &known, &form_of, &mut joined, &ambiguous);
    build(tagged, &forms, &form_of, &owner)
}

/// Which forms are one entity: a forest with path halving.
#[derive(Debug)]
pub(super) struct Joined(Vec<usize>);

impl Joined {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    /// Joins two; the earlier form stays the root.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Kinds that one thing may be tagged as in different places.
fn compatible(a: EntityType, b: EntityType) -> bool {
    use EntityType::{Group, Person};
    a == b || (a != Person && b != Person && a != Group && b != Group)
}

/// Joins spellings of one name: "al-Qaeda", "al Qaeda", "Al-Qaida"; "Nusra Front", "Al-Nusra Front"; "Syrian", "Syrians".
fn join_spellings(forms: &[Form], joined: &mut Joined) {
    let table = || -> ByHash<usize> { ByHash::with_capacity_and_hasher(forms.len(), Seeded::default()) };
    let (mut by_squashed, mut by_skeleton, mut by_parts) = (table(), table(), table());
    let (mut squashed, mut skeleton) = (String::new(), String::new());
    let key = |spelling: &str, person: bool| hash::pair(hash::word(spelling), u64::from(person));
    for (at, form) in forms.iter().enumerate() {
        // A full name is one thing, whatever it was taken for in different places.
        if form.parts.len() > 1 {
            joined.join(*by_parts.entry(form::parts_hash(&form.parts)).or_insert(at), at);
        }
        squashed.clear();
        squashed.extend(form.parts.iter().map(String::as_str));
        if form.kind == EntityType::Group && squashed.len() > 4 {
            squashed.truncate(squashed.trim_end_matches('s').len());
        }
        if form.parts.len() > 2 && form.parts.first().is_some_and(|part| matches!(part.as_str(), "al" | "el")) {
            squashed.drain(..2);
        }
        let alone = squashed.chars().count() < 6 || matches!(form.kind, EntityType::Location | EntityType::Group);
        let earlier = *by_squashed.entry(key(&squashed, form.person)).or_insert(at);
        if compatible(forms[earlier].kind, form.kind) {
            joined.join(earlier, at);
        }
        if alone {
            continue;
        }
        form::skeleton(&squashed, &mut skeleton);
        let earlier = *by_skeleton.entry(key(&skeleton, form.person)).or_insert(at);
        if earlier != at && compatible(forms[earlier].kind, form.kind) && same_spelling(&forms[earlier], form) {
            joined.join(earlier, at);
        }
    }
}

/// Whether two names whose consonants agree are one: not two people whose first names differ in gender.
fn same_spelling(a: &Form, b: &Form) -> bool {
    let (Some(first_a), Some(first_b)) = (a.parts.first(), b.parts.first()) else { return false };
    if a.parts.len() == 1 && (lists::is_common(first_a) || lists::is_common(first_b)) {
        return false;
    }
    if !a.person || first_a == first_b {
        return true;
    }
    let genders = (lists::gender_of_first_name(first_a), lists::gender_of_first_name(first_b));
    !matches!(genders, (Some(a), Some(b)) if a != b)
}

/// Joins the names of one country, or of one part of a country: "US", "United States", "America"; "Gaza", "Gaza Strip".
fn join_countries(forms: &[Form], joined: &mut Joined) {
    let (mut by_code, mut parts) = (HashMap::new(), HashMap::new());
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| !form.person && form.kind != EntityType::Group) {
        if let Some(part) = short::part_of_country(form) {
            joined.join(*parts.entry(part).or_insert(at), at);
        } else if let Some(code) = short::country(form) {
            joined.join(*by_code.entry(code).or_insert(at), at);
        }
    }
    join_islamic_republic(forms, &by_code, joined);
}

/// Joins "the Islamic Republic" to the one country with that title that the article names.
fn join_islamic_republic(forms: &[Form], by_code: &HashMap<CountryCode, usize>, joined: &mut Joined) {
    let Some(bare) = forms.iter().position(|form| *form.parts == ["islamic", "republic"]) else { return };
    let republics = ["AF", "IR", "MR", "PK"].into_iter().filter_map(CountryCode::new);
    let named: Vec<usize> = republics.filter_map(|code| by_code.get(&code).copied()).collect();
    if let [only] = named.as_slice() {
        joined.join(*only, bare);
    }
}

/// Joins full names of one person: "John Kerry", "John F. Kerry", "J. Kerry".
fn join_full_names(view: &View<'_>, tagged: &[Tagged], forms: &[Form], joined: &mut Joined) {
    let full = || forms.iter().enumerate().filter(|(_, form)| form.person && form.parts.len() > 1);
    let by_last = ByPart::of(full().map(|(at, form)| (form.last_name(), at)));
    for (at, form) in full() {
        let mut roots: Vec<usize> = Vec::new();
        let one = |other: &usize| {
            let other = &forms[*other];
            form::one_person(other, form) && !is_another(view, tagged, form, other)
        };
        for other in by_last.holding(form.last_name()).take_while(|&other| other < at).filter(one) {
            let root = joined.root(other);
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        if let [only] = roots.as_slice() {
            joined.join(*only, at);
        }
    }
}

/// Forms by some of their parts: the hash of a part with the index of a form that has it, in order.
struct ByPart(Vec<(u64, usize)>);

impl ByPart {
    fn of<'f>(parts: impl Iterator<Item = (&'f str, usize)>) -> Self {
        let mut entries: Vec<(u64, usize)> = parts.map(|(part, at)| (Self::key(part), at)).collect();
        entries.sort_unstable();
        entries.dedup();
        Self(entries)
    }

    /// Some forms by each of their parts.
    fn new(forms: &[Form], which: impl Fn(&Form) -> bool) -> Self {
        let chosen = forms.iter().enumerate().filter(|(_, form)| which(form));
        Self::of(chosen.flat_map(|(at, form)| form.parts.iter().map(move |part| (part.as_str(), at))))
    }

    fn key(part: &str) -> u64 {
        hash::spelling(part.as_bytes())
    }

    /// The first forms that have a part.
    fn holding(&self, part: &str) -> impl Iterator<Item = usize> {
        let key = Self::key(part);
        let first = self.0.partition_point(|&(other, _)| other < key);
        let same = self.0.iter().skip(first).take_while(move |&&(other, _)| other == key);
        same.map(|&(_, at)| at).take(MOST_CANDIDATES)
    }
}

/// Joins "Kerry" to "John Kerry" where one person has the name; notes whom it may be where several have.
fn join_parts_of_people(
    view: &View<'_>,
    tagged: &[Tagged],
    forms: &[Form],
    people: &ByPart,
    joined: &mut Joined,
    ambiguous: &mut [Vec<usize>],
) {
    for at in 0..forms.len() {
        let form = &forms[at];
        let may_be_person = form.person || form.kind == EntityType::Misc && form.parts.len() == 1;
        if !may_be_person || form.parts.len() > 2 {
            continue;
        }
        let Some(last) = form.parts.last() else { continue };
        let longer = |other: usize| {
            let other = &forms[other];
            // "Donald Trump" is no part of "Donald Trump Jr.".
            let junior = form.parts.len() > 1 && !other.parts.ends_with(&form.parts) && other.ends_with(&form.parts);
            other.parts.len() > form.parts.len() && form::is_part(&form.parts, &other.parts) && !junior
        };
        // A surname stands last, in some languages first; "Jung-min" is a given name.
        let mut by_place: [Vec<usize>; 3] = Default::default();
        let another = |other: usize| form.parts.len() > 1 && is_another(view, tagged, form, &forms[other]);
        for other in people.holding(last).filter(|&other| other != at && longer(other) && !another(other)) {
            let place = match &forms[other] {
                other if other.ends_with(&form.parts) => 0,
                other if !other.is_hyphened(last) => 1,
                _ => 2,
            };
            let list = &mut by_place[place];
            let root = joined.root(other);
            if !list.contains(&root) {
                list.push(root);
            }
        }
        let candidates = by_place.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
        match candidates.as_slice() {
            [] => {}
            [only] => joined.join(*only, at),
            _ => ambiguous[at] = candidates,
        }
    }
}

/// Whether of two full names one stands at the end of the other and is that of a relative: "her father, Abdul Karim" beside Laila Abdul Karim.
fn is_another(view: &View<'_>, tagged: &[Tagged], a: &Form, b: &Form) -> bool {
    let (short, long) = if a.parts.len() < b.parts.len() { (a, b) } else { (b, a) };
    let relative = || address::is_introduced_as_relative(view, &tagged[short.first].words);
    short.parts.len() < long.parts.len()
        && short.parts.first() != long.parts.first()
        && long.parts.ends_with(&short.parts)
        && relative()
}

/// Joins "State Department" to "US State Department", "Ford" to "Ford Motor Company".
fn join_parts_of_organizations(forms: &[Form], joined: &mut Joined) {
    let organization = |form: &Form| !form.person && !matches!(form.kind, EntityType::Group | EntityType::Location);
    let city = |form: &Form| form.kind == EntityType::Location;
    // "Hartwell" of "Hartwell Group" may look like a surname; it is none where nobody here has it.
    let surnames = ByPart::new(forms, |form| form.person && form.parts.len() > 1);
    let surname_alone = |form: &Form| {
        form.person
            && form.parts.len() == 1
            && surnames.holding(&form.parts[0]).next().is_none()
            && !lists::is_first_name(&form.parts[0])
    };
    let pairs = forms.iter().enumerate().filter(|(_, form)| organization(form) && form.parts.len() == 2);
    let heads = ByPart::of(pairs.map(|(at, form)| (form.parts[0].as_str(), at)));
    let mut towns: HashMap<&[String], usize> = HashMap::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| city(form)) {
        towns.entry(&form.parts).or_insert(at);
    }
    for (at, form) in forms.iter().enumerate() {
        // "New York" and "New York City".
        if city(form)
            && let Some((last, rest)) = form.parts.split_last()
            && matches!(last.as_str(), "city" | "town" | "dc")
            && let Some(&short) = towns.get(rest)
            && (matches!(rest.concat().as_str(), "newyork" | "washington") || !lists::is_state(&rest.join(" ")))
        {
            joined.join(short, at);
        }
        if surname_alone(form)
            && let mut longer = heads.holding(&form.parts[0])
            && let (Some(only), None) = (longer.next(), longer.next())
            && short::is_short_for(&form.parts, &forms[only].parts)
        {
            joined.join(only, at);
        }
    }
    for (earlier, at) in short::cut_short(forms, organization) {
        joined.join(earlier, at);
    }
    let index = ByPart::new(forms, |form| organization(form) && form.parts.len() > 1);
    let names: Vec<short::Name<'_>> = forms.iter().map(short::Name::of).collect();
    for at in (0..forms.len()).filter(|&at| organization(&forms[at])) {
        let holding = names[at].last().map(|last| index.holding(last)).into_iter().flatten();
        let mut roots: Vec<usize> = Vec::new();
        for other in holding.filter(|&other| names[at].is_short_for(&names[other])) {
            let root = joined.root(other);
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        if let [only] = roots.as_slice() {
            joined.join(*only, at);
        }
    }
}

/// What full names and the words before them say of each person, by root form, where a part of a name may be several persons'.
fn known_persons(
    view: &View<'_>,
    tagged: &[Tagged],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
    ambiguous: &[Vec<usize>],
) -> Vec<Known> {
    if ambiguous.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut known = vec![Known::default(); forms.len()];
    for (name, &at) in tagged.iter().zip(form_of) {
        let form = &forms[at];
        if form.person && form.parts.len() > 1 && ambiguous[at].is_empty() {
            known[joined.root(at)].note(form, Address::before(view, &name.words));
        }
    }
    known
}

/// What a person was met with so far.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    /// How often, but for bylines and captions.
    count: usize,
    /// The last mention, and its paragraph.
    last: Option<(usize, Option<usize>)>,
    /// The last mention in full that speaks, and its paragraph.
    spoke: Option<(usize, usize)>,
}

/// The root form of each mention; ambiguous parts of names are decided by the words before them, then by who is near.
fn assign(
    view: &View<'_>,
    tagged: &[Tagged],
    forms: &[Form],
    known: &[Known],
    form_of: &[usize],
    joined: &mut Joined,
    ambiguous: &[Vec<usize>],
) -> Vec<usize> {
    let paragraph_of = |mention: usize| view.document.paragraph_at(view.span(&tagged[mention].words).start);
    let several = ambiguous.iter().any(|candidates| !candidates.is_empty());
    let speaks = |mention: usize| several && address::speaks(view, &tagged[mention].words);
    let mut owner = Vec::with_capacity(tagged.len());
    let mut met: Vec<Met> = vec![Met::default(); ambiguous.len()];
    for (mention, &form) in form_of.iter().enumerate() {
        let here = paragraph_of(mention);
        let root = match ambiguous[form].as_slice() {
            [] => joined.root(form),
            candidates => {
                let mut roots: Vec<usize> = candidates.iter().map(|&candidate| joined.root(candidate)).collect();
                let address = Address::before(view, &tagged[mention].words);
                let fit = |&root: &usize| known[root].fits(address);
                if let Some(best) = roots.iter().filter_map(fit).max() {
                    roots.retain(|root| fit(root) == Some(best));
                }
                let goes_on = goes_on_speaking(&roots, &met, here).filter(|_| speaks(mention));
                goes_on.or_else(|| most_meant(&roots, &met, here)).unwrap_or(form)
            }
        };
        let told = here.is_some_and(|here| view.document.paragraphs[here].kind.is_running_text());
        let person = &mut met[root];
        person.count += usize::from(told);
        person.last = Some((mention, here));
        if let Some(here) =
            here.filter(|_| told && forms[form].person && forms[form].parts.len() > 1 && speaks(mention))
        {
            person.spoke = Some((mention, here));
        }
        owner.push(root);
    }
    owner
}

/// Who of several with one surname was mentioned last, if they spoke in this passage: "Jan Lie said no. Lie added that ...".
fn goes_on_speaking(roots: &[usize], met: &[Met], here: Option<usize>) -> Option<usize> {
    let last = roots.iter().copied().max_by_key(|&root| met[root].last.map(|(mention, _)| mention))?;
    let (_, paragraph) = met[last].spoke?;
    here.is_some_and(|here| here <= paragraph + 1).then_some(last)
}

/// Who of several was meant most often so far, of those who were met in this paragraph; of equals the first named.
fn most_meant(roots: &[usize], met: &[Met], here: Option<usize>) -> Option<usize> {
    let is_near = |root: &usize| met[*root].last.is_some_and(|(_, paragraph)| paragraph == here);
    let near: Vec<usize> = roots.iter().copied().filter(is_near).collect();
    let pool = if near.is_empty() { roots } else { &near };
    pool.iter().copied().max_by_key(|&root| (met[root].count, usize::MAX - root))
}

/// Makes the records.
fn build(tagged: &[Tagged], forms: &[Form], form_of: &[usize], owner: &[usize]) -> Vec<Draft> {
    // The mentions of each record, one record after the other as they are met first.
    let mut slots: Vec<Option<usize>> = vec![None; forms.len()];
    let mut members: Vec<(usize, usize)> = Vec::with_capacity(owner.len());
    let mut count = 0;
    for (mention, &root) in owner.iter().enumerate() {
        let slot = *slots[root].get_or_insert_with(|| {
            count += 1;
            count - 1
        });
        members.push((slot, mention));
    }
    members.sort_unstable();
    let (mut used, mut votes) = (Vec::new(), Vec::new());
    let records = members.chunk_by(|(a, _), (b, _)| a == b);
    let mut drafts = Vec::with_capacity(count);
    drafts.extend(records.map(|mentions| {
        used.clear();
        votes.clear();
        draft(tagged, forms, form_of, mentions, &mut used, &mut votes)
    }));
    drafts
}

/// The record of some mentions, which stand behind its number; `used` and `votes` are room to count their forms and kinds in.
fn draft(
    tagged: &[Tagged],
    forms: &[Form],
    form_of: &[usize],
    mentions: &[(usize, usize)],
    used: &mut Vec<usize>,
    votes: &mut Vec<(EntityType, usize)>,
) -> Draft {
    for &(_, mention) in mentions {
        let form = form_of[mention];
        if !used.contains(&form) && used.len() < MOST_CANDIDATES {
            used.push(form);
        }
        let kind = tagged[mention].kind;
        let weight = match forms[form].parts.len() {
            // What an acronym names is not seen by its letters.
            1 if kind == EntityType::Misc && forms[form].is_acronym() => 0,
            1 => 2,
            _ if short::is_formal(&forms[form]) => 0,
            _ => 3,
        };
        match votes.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += weight,
            None => votes.push((kind, weight)),
        }
    }
    let most = votes.iter().map(|&(_, count)| count).max().unwrap_or(0);
    let kind = votes.iter().find(|&&(_, count)| count == most).map_or(EntityType::Misc, |&(kind, _)| kind);
    // The fullest form: the most parts, then not in capitals, then the earliest.
    let fullest = used.iter().copied().max_by_key(|&at| {
        let form = &forms[at];
        (
            !form.is_acronym(),
            form.person || !short::is_formal(form),
            form.parts.len(),
            form.parts.iter().map(String::len).sum::<usize>().min(usize::from(!form.person) * 99),
            usize::MAX - at,
        )
    });
    let fullest = fullest.unwrap_or(0);
    let name = forms[fullest].surface.clone();
    let mut aliases: Vec<String> = Vec::new();
    for &at in used.iter() {
        let alias = &forms[at].surface;
        let known = |other: &String| same_but_for_case(other, alias);
        if !known(&name) && !aliases.iter().any(known) {
            aliases.push(alias.clone());
        }
    }
    let drafts = mentions
        .iter()
        .map(|&(_, mention)| {
            let form = &forms[form_of[mention]];
            DraftMention { words: tagged[mention].words.clone(), form: form::role(form, &forms[fullest]) }
        })
        .collect();
    let kind = settled(kind, &forms[fullest]);
    Draft { kind, name, parts: Rc::clone(&forms[fullest].parts), aliases, mentions: drafts }
}

fn same_but_for_case(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(b) } else { a.to_lowercase() == b.to_lowercase() }
}

/// The kind of an entity where its name says more than its mentions: "USS Moreau" is a ship; of what was mostly taken for an organisation, a hospital
/// may act, but "Westgate Mall" is a place, and so is a province.
fn settled(kind: EntityType, fullest: &Form) -> EntityType {
    if kind != EntityType::Person && short::is_ship_name(fullest) {
        return EntityType::Product;
    }
    if kind == EntityType::Organization && short::is_formal(fullest) {
        return EntityType::Location;
    }
    if kind != EntityType::Organization {
        return kind;
    }
    let building =
        |last: &String| lists::head_codes(last) == "f" && !matches!(last.as_str(), "house" | "market" | "theatre");
    if fullest.parts.len() > 1 && fullest.parts.last().is_some_and(building) {
        EntityType::Facility
    } else if !fullest.is_acronym() && places::region(&fullest.surface).is_some() && fullest.surface.len() > 3 {
        EntityType::Location
    } else {
        kind
    }
}
