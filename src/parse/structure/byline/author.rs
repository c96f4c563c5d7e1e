//! One author of a byline: a name, with the place, role, handle and address that stand with it.

use crate::document::Author;
use crate::lexicon::{WordList, word_list};
use crate::parse::structure::dates::month;
use crate::parse::structure::heads::Heads;
use crate::{names, places};

static WORDS: WordList = word_list!(WORDS_FILE);
const WORDS_FILE: &str = include_str!("../../../data/byline_words.tsv");
/// How marks before names begin.
static MARKS: Heads = Heads::of(WORDS_FILE, Some(b'm'));
/// Thousands of people of a city that comes to mind before the first name does ("London", not "Florence").
const PLACE_FIRST: u32 = 1000;
/// Bytes of a word with its stop that is no title or initials before a name ("Lieut.").
const SENTENCE: usize = 7;
/// Most words of a person's name.
const NAME_WORDS: usize = 5;

/// Whether the list gives a word, in any case, this class.
fn is(class: char, word: &str) -> bool {
    WORDS.get_lower(word).is_some_and(|classes| classes.contains(class))
}

/// No mark before names has more bytes.
const LONGEST_MARK: usize = 32;

/// Bytes of the longest mark before names ("By", "Written by") that `content` begins with; 0 for none.
pub(super) fn mark(content: &str) -> usize {
    /// Words of the longest mark.
    const LONGEST: usize = 4;
    if !MARKS.may_begin(content.as_bytes()) {
        return 0;
    }
    let ends = content
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == ':')
        .map(|(at, c)| if c == ':' { at + 1 } else { at });
    let ends = ends.chain([content.len()]).take(LONGEST).take_while(|&end| end <= LONGEST_MARK);
    let is_mark = |start: &str| is('m', start) || start.ends_with(':') && is('m', start.trim_end_matches(':'));
    let marks = ends.filter(|&end| content.get(..end).is_some_and(is_mark));
    marks.last().unwrap_or_else(|| glued_by(content))
}

/// Bytes of a "by" that a page glues to the name ("byAna Cruz"), or 0.
fn glued_by(content: &str) -> usize {
    let Some(name) = content.strip_prefix("by").or_else(|| content.strip_prefix("By")) else { return 0 };
    let mut chars = name.chars();
    let begins = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
    if begins { content.len() - name.len() } else { 0 }
}

/// Whether a line is only a mark before the names on the next ("By", "Author:").
pub(in crate::parse::structure) fn is_mark_alone(content: &str) -> bool {
    if content.len() > LONGEST_MARK + 1 {
        return false;
    }
    let bare = content.trim_end_matches(':');
    !content.is_empty() && (is('m', content) || is('m', bare)) && !bare.eq_ignore_ascii_case("from")
}

/// A place comes after it.
const IN: [&str; 1] = ["in"];
/// Words after which no more of the name comes.
const LINKS: [&str; 6] = ["for", "of", "at", "from", "–", "-"];
/// Bytes of the longest of these.
const LONGEST_LINK: usize = 4;
const _: () = {
    let mut at = 0;
    while at < LINKS.len() {
        assert!(LINKS[at].len() <= LONGEST_LINK && IN[0].len() <= LONGEST_LINK);
        at += 1;
    }
};

/// What stands on one line with one space between words: a name, perhaps with "in CITY", a handle, a role in brackets, or page furniture glued to it.
pub(super) fn author(content: &str, marked: bool) -> Option<Author> {
    // A name without a mark has two capitals: most sentences go no further.
    let may_be_capital = |byte: &u8| byte.is_ascii_uppercase() || !byte.is_ascii();
    if !marked && content.bytes().filter(may_be_capital).nth(1).is_none() {
        return None;
    }
    let content = unglue(content);
    let mut author = Author::default();
    // "Ana Cruz (Lima)", perhaps without the last bracket, as marks at the end of a line are taken off.
    let content = match content.strip_suffix(')').unwrap_or(content).rsplit_once(" (") {
        Some((name, place)) if places::city(place).is_some() || places::country(place).is_some() => {
            author.location = Some(place.to_owned());
            name
        }
        _ => content,
    };
    let mut words: Vec<&str> = Vec::new();
    let mut rest = content.split(' ').filter(|word| !word.is_empty());
    while let Some(word) = rest.next() {
        let is_any = |words: &[&str]| words.iter().any(|other| other.eq_ignore_ascii_case(word));
        if word.len() > LONGEST_LINK && !word.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit()) {
            words.push(word);
        } else if word.starts_with('@') && word.len() > 1 {
            author.handle.get_or_insert_with(|| word.to_owned());
        } else if is_email(word) {
            // A telephone number may be glued to it: "ana@example.org(555) 0100".
            let address = word.trim_matches(['(', ')', '<', '>']).split('(').next().unwrap_or("");
            author.email.get_or_insert_with(|| address.to_owned());
        } else if !words.is_empty() && is_telephone(word) {
            // Nothing that the byline keeps.
        } else if is_any(&IN) && !words.is_empty() {
            let place = rest.collect::<Vec<_>>().join(" ");
            // "Shipping in December" is no name with its place.
            if month(&place).is_some() || !place.starts_with(char::is_uppercase) {
                return None;
            }
            author.location = Some(place);
            break;
        } else if is_any(&LINKS) && !words.is_empty() {
            // "Ana Cruz North of England correspondent"
            let quarter = words.last().copied().filter(|last| matches!(*last, "North" | "South" | "East" | "West"));
            if let Some(quarter) = quarter.filter(|_| words.len() > 2) {
                let region: Vec<&str> = rest.collect();
                if region.last().is_some_and(|last| is_role_word(last)) {
                    author.role = Some(format!("{quarter} {word} {}", region.join(" ")));
                    words.pop();
                }
            }
            break;
        } else {
            words.push(word);
        }
    }
    // No name of two words leaves out both the second and the last word of what it stands in: most sentences go no further.
    let may_be_of_name = |word: Option<&&str>| {
        word.is_some_and(|word| word.contains(char::is_uppercase) || is_particle(&bare_name(word).to_lowercase()))
    };
    if !marked && !may_be_of_name(words.get(1)) && !may_be_of_name(words.last()) {
        return None;
    }
    // Titles of address are not the name.
    if let [first, _, _, ..] | [first, _] = words.as_slice()
        && is('t', first.trim_end_matches('.'))
    {
        words.remove(0);
    }
    // "Chief Political Correspondent Ana Cruz" and "Ana Cruz Staff Writer": the role before or after.
    if let Some(role_at) = words.iter().rposition(|word| is_role_word(word)) {
        if role_at + 1 < words.len() && words.len() - role_at <= 4 {
            author.role = Some(words[..=role_at].join(" "));
            words.drain(..=role_at);
        } else if let Some(first) = words.iter().position(|word| is_role_word(word))
            && first >= 2
        {
            // "Ana Cruz Health editor"
            let field = words[2..first].iter().rposition(|word| !is('f', word));
            let first = field.map_or(2, |at| at + 3).min(first);
            author.role = Some(words[first..].join(" "));
            words.truncate(first);
        }
    }
    is_person_name(&words, marked).then(|| {
        let name = words.join(" ");
        Author { name: without_stop(&name).to_owned(), ..author }
    })
}

/// A name without the stop that ends its line; "Ana Cruz Jr." and "Ana C." keep theirs.
fn without_stop(name: &str) -> &str {
    let bare = name.strip_suffix('.').unwrap_or(name);
    let last = bare.rsplit(' ').next().unwrap_or("");
    let abbreviated = last.contains('.') || last.chars().count() == 1 || matches!(last, "Jr" | "Sr");
    if abbreviated { name } else { bare }
}

/// Cuts page furniture off that is glued to a name (`Ana CruzView more articles`).
fn unglue(content: &str) -> &str {
    let bytes = content.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    // Without a branch for each pair: several at a time.
    let may_be_glued = bytes.iter().zip(next).fold(false, |any, (byte, next)| {
        any | (byte.is_ascii_lowercase() | !byte.is_ascii()) & (next.is_ascii_uppercase() | !next.is_ascii())
    });
    if !may_be_glued {
        return content;
    }
    let mut before = ' ';
    for (at, c) in content.char_indices() {
        let glued = before.is_lowercase() && c.is_uppercase();
        let end =
            |rest: &str| rest.find(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_uppercase()).unwrap_or(rest.len());
        if glued && content.get(at..).is_some_and(|rest| is('g', rest.get(..end(rest)).unwrap_or(""))) {
            return content.get(..at).unwrap_or(content);
        }
        before = c;
    }
    content
}

/// Whether words have the form of a person's name.
pub(super) fn is_person_name(words: &[&str], marked: bool) -> bool {
    if words.is_empty() || words.len() > NAME_WORDS + 1 || (!marked && !(2..=4).contains(&words.len())) {
        return false;
    }
    // "Cold. Wet. Windy.": sentences, each of a word.
    let ends = |word: &str| word.len() >= SENTENCE && word.strip_suffix('.').is_some_and(|bare| !bare.contains('.'));
    if words.len() > 1 && ends(words[0]) {
        return false;
    }
    let mut capitals = 0;
    for word in words {
        let bare = bare_name(word);
        let lower = bare.to_lowercase();
        if bare.is_empty() || is('n', &lower) {
            return false;
        }
        if bare.chars().any(|c| {
            // A lost letter stands as a question mark or replacement character.
            !(c.is_alphabetic()
                || matches!(c, '-' | '\'' | '’' | '.' | '\u{ad}' | '\u{fffd}')
                || (c == '?' && !bare.ends_with('?'))
                || crate::text::is_ignorable(c))
        }) {
            return false;
        }
        if bare.starts_with(char::is_uppercase) {
            capitals += 1;
        } else if !is_particle(&lower) {
            return false;
        }
    }
    // A section of the page: "North Korea".
    if !marked && (places::country(&words.join(" ")).is_some() || places::region(&words.join(" ")).is_some()) {
        return false;
    }
    // A pen name of one word is a name only after "By".
    capitals >= 1 && (capitals >= 2 || marked)
}

/// A word of a name without marks around it.
fn bare_name(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’' | '(' | ')' | '.' | ','))
}

/// Whether a word in lower case may stand in a name ("de", "al-").
fn is_particle(lower: &str) -> bool {
    is('p', lower) || ["al-", "el-", "d'"].iter().any(|start| lower.starts_with(start))
}

pub(super) fn is_capitalised(content: &str) -> bool {
    content.split_whitespace().all(|word| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || ["of", "the", "and", "for", "&", "our", "de"].contains(&word)
    })
}

fn is_role_word(word: &str) -> bool {
    is('r', word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a piece after a name is a role ("Political Editor", "Special to the Herald").
pub(in crate::parse::structure) fn is_role(content: &str) -> bool {
    content.len() <= 60 && content.split_whitespace().any(is_role_word) && !content.ends_with('.')
}

/// Whether a word is part of a telephone number.
fn is_telephone(word: &str) -> bool {
    word.len() >= 3
        && word.bytes().any(|byte| byte.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'(' | b')' | b'-' | b'+' | b'.'))
}

/// Whether a name begins with a first name that is known and no place's, so that a line without "By" is likely to name its author.
pub(super) fn is_known(name: &str) -> bool {
    let place = |word: &str| {
        places::city(word).is_some_and(|city| city.population >= PLACE_FIRST)
            || places::country(word).is_some()
            || places::region(word).is_some()
    };
    name.split_whitespace().next().is_some_and(|word| names::is_first_name(word) && !place(word))
}

/// The author at the start of a line of labels ("Ana Cruz All, Books, News"): two words, the first a known first name.
pub(super) fn leading_author(content: &str) -> Option<Author> {
    let words: Vec<&str> = content.split_whitespace().take(2).collect();
    let known = words.first().is_some_and(|word| names::is_first_name(word));
    (known && words.len() == 2 && is_person_name(&words, false))
        .then(|| Author { name: words.join(" "), ..Author::default() })
}

pub(super) fn is_email(word: &str) -> bool {
    if !word.contains('@') {
        return false;
    }
    let word = word.trim_matches(['(', ')', '<', '>', ',']).split('(').next().unwrap_or("");
    word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !word.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_is_longer() {
        let marks: Vec<&str> = WORDS.iter().filter(|(_, class)| class.contains('m')).map(|(word, _)| word).collect();
        assert!(!marks.is_empty() && marks.iter().all(|mark| mark.len() <= LONGEST_MARK), "{marks:?}");
    }
}
