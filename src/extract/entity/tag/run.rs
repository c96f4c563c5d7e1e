//! Runs of capitalised words, cut into candidates for names.

use super::super::lists;
use super::super::view::{Case, Line, View, Word};
use crate::document::TokenKind;
use std::ops::Range;

/// A run of more words than this is a title or a shouted sentence; it is cut here.
const LONGEST_RUN: usize = 16;

/// The candidates of one sentence, in order.
pub(super) fn candidates(view: &View<'_>, line: &Line) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = line.words.start;
    while at < line.words.end {
        if starts_name(view, at) {
            let end = run_end(view, at, line.words.end);
            cut(view, at..end, &mut out);
            at = end;
        } else {
            at += 1;
        }
    }
    out
}

fn word<'v, 'a>(view: &'v View<'a>, at: usize, end: usize) -> Option<&'v Word<'a>> {
    if at < end { view.words.get(at) } else { None }
}

fn is_name_word(word: &Word<'_>) -> bool {
    word.is_capitalized()
        && !lists::is_calendar(word.text)
        && (word.case == Case::Upper && word.text != "I" && !word.initial || !lists::is_function_word(word.text))
}

fn starts_name(view: &View<'_>, at: usize) -> bool {
    let Some(word) = view.words.get(at) else { return false };
    if word.text.chars().count() == 1 && view.words.get(at + 1).is_none_or(|next| next.text != ".") {
        return false;
    }
    if word.text.eq_ignore_ascii_case("us") {
        return word.case == Case::Upper;
    }
    is_name_word(word)
}

/// One past the last word of the run that starts at `start`.
fn run_end(view: &View<'_>, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST_RUN);
    let mut end = start + 1;
    let mut codes = lists::head_codes(view.words.get(start).map_or("", |word| word.text)).to_owned();
    while let Some(next) = word(view, end, limit) {
        let step = if is_name_word(next) && next.text != "I" {
            1
        } else {
            let step = connector(view, start, end, limit, &codes);
            if step == 0 {
                break;
            }
            step
        };
        end += step;
        codes.push_str(lists::head_codes(view.words.get(end - 1).map_or("", |word| word.text)));
    }
    end
}

/// How many words from `at` on carry a run on, the next capitalised word with them; 0 if the run ends here.
fn connector(view: &View<'_>, start: usize, at: usize, limit: usize, codes: &str) -> usize {
    let (Some(here), Some(before)) = (word(view, at, limit), view.words.get(at.saturating_sub(1))) else { return 0 };
    let name_at = |index: usize| word(view, index, limit).is_some_and(is_name_word);
    if here.lost {
        return if name_at(at + 1) { 2 } else { 0 };
    }
    match here.text {
        "." if here.glued && before.text.chars().count() == 1 && name_at(at + 1) => return 2,
        "-" | "–" if here.glued && name_at(at + 1) => {
            let after = &view.words[at + 1];
            let nation = |text: &str| lists::is_group(text) || lists::is_place(text);
            return if after.glued && !nation(before.text) && !nation(after.text) { 2 } else { 0 };
        }
        "&" | "+" if name_at(at + 1) => return 2,
        _ => {}
    }
    if here.kind == TokenKind::Possessive {
        let carries = lists::is_common(before.text) && name_at(at + 1) && !lists::is_title(view.words[at + 1].text);
        return if carries { 2 } else { 0 };
    }
    if lists::is_particle(here.text) {
        let steps =
            (1..=3).find(|&step| !word(view, at + step, limit).is_some_and(|next| lists::is_particle(next.text)));
        return steps.filter(|&step| name_at(at + step)).map_or(0, |step| step + 1);
    }
    let article = usize::from(word(view, at + 1, limit).is_some_and(|next| matches!(next.text, "the" | "The")));
    match here.text {
        "of" if name_at(at + 1 + article) => {
            let role = lists::is_title(before.text)
                && article == 0
                && lists::is_common(view.words[at + 1].text)
                && !lists::is_place(view.words[at + 1].text);
            if !codes.is_empty() || role { 2 + article } else { 0 }
        }
        "for" | "on" | "in" | "to" if codes.contains(['o', 'e', 'w']) && name_at(at + 1 + article) => {
            let heads =
                lists::head_codes(before.text).contains(['o', 'e', 'w']) && here.text != "in" && here.text != "to";
            if heads { 2 + article } else { 0 }
        }
        "and" if name_at(at + 1) => {
            let pending = (start..at).any(|index| matches!(view.words[index].text, "of" | "for"))
                && codes.contains('o')
                && lists::is_common(view.words[at + 1].text);
            let after = (at + 1..limit.min(at + 5)).take_while(|&index| name_at(index)).last().unwrap_or(at);
            let ahead = lists::is_common(before.text)
                && lists::is_common(view.words[at + 1].text)
                && after > at + 1
                && lists::head_codes(view.words[after].text).contains(['o', 'e', 'w']);
            if pending || ahead { 2 } else { 0 }
        }
        _ => 0,
    }
}

/// Cuts a run at titles and takes off what is not the name.
fn cut(view: &View<'_>, run: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut rest = run.clone();
    let mut at = run.start;
    while at < rest.end {
        let Some(block) = title_block(view, at, rest.end) else {
            at += 1;
            continue;
        };
        if keeps_title(view, &rest, &block) {
            at = block.end;
            continue;
        }
        finish(view, rest.start..block.start, out);
        rest.start = skip_of_phrase(view, block.end, rest.end);
        at = rest.start;
    }
    finish(view, rest, out);
}

/// The title that starts at `at`: "President", "Deputy Prime Minister", "Maj. Gen.".
fn title_block(view: &View<'_>, at: usize, limit: usize) -> Option<Range<usize>> {
    let mut end = at;
    let mut real = false;
    while let Some(next) = word(view, end, limit) {
        let part = lists::is_title(next.text) && next.is_capitalized();
        let joint = end > at && next.glued && matches!(next.text, "." | "-");
        if !part && !joint {
            break;
        }
        real |= part && !is_modifier(next.text);
        end += 1;
    }
    (real && end > at).then_some(at..end)
}

/// Whether a title word makes a title only with another.
fn is_modifier(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "former",
        "ex",
        "acting",
        "vice",
        "deputy",
        "foreign",
        "defence",
        "defense",
        "finance",
        "interior",
        "prime",
        "home",
        "health",
        "education",
        "first",
        "special",
        "senior",
        "staff",
        "managing",
        "interim",
        "air",
        "private",
        "fire",
        "executive",
        "crown",
        "saint",
        "presidential",
        "head",
    ];
    WORDS.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a title belongs to the name around it: "General Assembly", "King Hussein Bridge", "Martin Luther King".
fn keeps_title(view: &View<'_>, run: &Range<usize>, block: &Range<usize>) -> bool {
    let text = |at: usize| view.words.get(at).map_or("", |word| word.text);
    if block.end == run.end {
        let family = block.len() == 1
            && block.start > run.start
            && lists::is_first_name(text(run.start))
            && !lists::is_common(text(run.start))
            && block.start - run.start <= 2;
        let of = block.start > run.start && text(block.start - 1) == "of";
        return family || of;
    }
    if view.words.get(block.end).is_some_and(|next| next.kind == TokenKind::Possessive) {
        return true;
    }
    let after_end = (block.end..run.end).find(|&at| title_block(view, at, run.end).is_some()).unwrap_or(run.end);
    let head = lists::head_codes(text(after_end - 1));
    if after_end - block.end == 1
        && lists::is_last_name(text(block.end))
        && block.start == run.start
        && lists::role_codes(text(block.start)).contains('a')
    {
        return false;
    }
    head.contains(['o', 'f', 'e', 'w', 'l']) && !lists::is_first_name(text(block.end))
}

/// Past "of State", "of Foreign Affairs" after a title.
fn skip_of_phrase(view: &View<'_>, start: usize, limit: usize) -> usize {
    if word(view, start, limit).is_none_or(|next| next.text != "of") {
        return start;
    }
    let mut end = start + 1;
    while let Some(next) = word(view, end, limit) {
        let part = lists::is_common(next.text) && !(lists::is_first_name(next.text) && end > start + 1);
        if !part {
            break;
        }
        end += 1;
    }
    end
}

/// Takes off common words at the start of sentences and splits peoples off what is no name of an organisation.
fn finish(view: &View<'_>, mut name: Range<usize>, out: &mut Vec<Range<usize>>) {
    let text = |at: usize| view.words.get(at).map_or("", |word| word.text);
    while name.start < name.end && !view.words[name.start].is_capitalized() {
        name.start += 1;
    }
    while name.start < name.end && !view.words[name.end - 1].is_capitalized() {
        name.end -= 1;
    }
    if name.is_empty() {
        return;
    }
    let first = &view.words[name.start];
    let whole = view.span(&name).of(&view.document.text);
    let listed = lists::is_known_organization(whole) || lists::is_place(whole) || lists::is_group(whole);
    let headed =
        name.len() > 1 && !lists::head_codes(text(name.end - 1)).is_empty() || name.clone().any(|at| text(at) == "of");
    if first.initial && !listed {
        let seen = view.seen(first.text);
        let common = lists::is_common(first.text) && first.case != Case::Upper || seen.lower > 0;
        if name.len() == 1 {
            if common && seen.capital <= seen.lower {
                return;
            }
        } else if common && !headed && seen.capital == 0 && !lists::is_group(first.text) {
            let named = lists::is_first_name(first.text) && !lists::is_common(text(name.start + 1)) && seen.lower == 0;
            if !named {
                name.start += 1;
                return finish(view, name, out);
            }
        }
    }
    if name.len() > 1 && !listed && !headed {
        for split in (1..=2.min(name.len() - 1)).rev() {
            let left = name.start..name.start + split;
            let left_text = view.span(&left).of(&view.document.text);
            if lists::is_group(left_text)
                || lists::is_state(left_text) && lists::is_first_name(text(name.start + split))
            {
                out.push(left);
                return finish(view, name.start + split..name.end, out);
            }
        }
    }
    out.push(name);
}
