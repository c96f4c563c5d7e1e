//! Acronyms and the names that they stand for: given in brackets behind the name, else by their initials.

use super::consolidate::Joined;
use super::form::{self, Form};
use super::lists;
use super::tag::Tagged;
use super::view::View;
use crate::document::EntityType;
use crate::places;
use std::collections::HashMap;

/// Joins acronyms to the names that they stand for.
pub(super) fn join_acronyms(
    view: &View<'_>,
    tagged: &[Tagged],
    forms: &[Form],
    form_of: &[usize],
    joined: &mut Joined,
) {
    let mut given: Vec<bool> = vec![false; forms.len()];
    let brackets = brackets(view, tagged);
    for &(at, _) in &brackets {
        let (before, inside) = (form_of[at], form_of[at + 1]);
        for (long, short) in [(before, inside), (inside, before)] {
            if !given[short]
                && (forms[short].is_acronym() || form::is_blend(&forms[short], &forms[long]))
                && !forms[long].is_acronym()
                && !forms[long].person
                && form::may_abbreviate(&forms[short].parts.concat(), &forms[long].parts)
            {
                given[short] = true;
                joined.join(long, short);
            }
        }
    }
    for &(at, closed) in &brackets {
        let (long, short) = (form_of[at], form_of[at + 1]);
        if closed && !given[short] && takes_acronym(&forms[long]) && is_given(&forms[short], &forms[long]) {
            given[short] = true;
            joined.join(long, short);
        }
    }
    join_initials(forms, &given, joined);
}

/// The names that have another right behind them in brackets, and whether it fills them.
fn brackets(view: &View<'_>, tagged: &[Tagged]) -> Vec<(usize, bool)> {
    let word = |at: usize| view.words.get(at).map_or("", |word| word.text);
    let pairs = tagged.windows(2).enumerate();
    let opened = pairs.filter(|(_, pair)| {
        let between = pair[0].words.end..pair[1].words.start;
        let open = between.len() == 1 || between.len() == 2 && word(between.start) == "\"";
        open && word(between.end - 1) == "("
    });
    opened.map(|(at, pair)| (at, word(pair[1].words.end) == ")")).collect()
}

/// Whether what fills the brackets behind a name may be its acronym, though not by its letters: of a name that was translated it is that of the
/// original ("Coffee Council (Anacafe)"). Behind persons stand parties, behind countries and towns all kinds of things.
fn takes_acronym(long: &Form) -> bool {
    let zone = || long.parts.last().is_some_and(|last| lists::is_common(last));
    let kind = match long.kind {
        EntityType::Person | EntityType::Group => false,
        EntityType::Location => zone(),
        _ => true,
    };
    kind && !long.person && !long.capitals && long.parts.len() > 1 && !lists::is_state(&long.surface)
}

/// Whether a word that fills the brackets behind a name is made up for it: no place, party, state or common word ("Janata Dal (United)").
fn is_given(short: &Form, long: &Form) -> bool {
    /// The longest words of this kind have about so many letters.
    const LONGEST: usize = 12;
    let name = short.surface.as_str();
    let capitals = name.chars().filter(|c| c.is_uppercase()).count();
    let small = name.trim_end_matches('s').chars().filter(|c| c.is_lowercase()).count();
    let place = places::country(name).is_some() || places::region(name).is_some() || places::city(name).is_some();
    let known = place && (short.kind == EntityType::Location || capitals < 3) || lists::known_name(name).is_some();
    let word = || {
        name == "United"
            || lists::is_common(name)
            || lists::is_first_name(name)
            || lists::is_group(name)
            || !lists::role_codes(name).is_empty()
    };
    !short.person
        && short.kind != EntityType::Group
        && (2..=LONGEST).contains(&name.chars().count())
        && !name.contains(|c: char| c.is_whitespace() || c.is_ascii_digit())
        && !known
        && (capitals > 1 && small == 0 || long.kind == EntityType::Organization && capitals > 0 && !word())
}

/// Joins the acronyms that no brackets explain to the first name with these initials.
fn join_initials(forms: &[Form], given: &[bool], joined: &mut Joined) {
    let unexplained = || forms.iter().enumerate().filter(|&(at, form)| form.is_acronym() && !given[at]);
    if unexplained().next().is_none() {
        return;
    }
    let mut by_initials: HashMap<String, usize> = HashMap::new();
    for (at, form) in forms.iter().enumerate().filter(|(_, form)| !form.person && form.parts.len() > 1) {
        for initials in form::initials(&form.parts) {
            by_initials.entry(initials).or_insert(at);
        }
    }
    for (at, form) in unexplained() {
        if let Some(&long) = by_initials.get(&form.parts.concat())
            && places::country(&form.surface).is_none()
        {
            joined.join(long, at);
        }
    }
}
