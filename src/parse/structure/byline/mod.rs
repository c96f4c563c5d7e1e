//! Bylines: who wrote it, in the forms that print, wire and web use.
//!
//! A line is cut at bars, bullets and spaced dashes, and stamps are taken out; "By" before a name is proof, a bare name only a hint that
//! the neighbourhood must confirm ([`FoundByline::evidence`]).

mod author;
mod credits;

use self::author::{author, is_capitalised, is_email};
pub(super) use self::author::{is_mark_alone, is_role};
pub(super) use self::credits::credits;
use super::agencies;
use super::stamps::FoundStamp;
use crate::document::{Author, Byline};
use crate::places;
use crate::span::Span;
use crate::text::{clean, find_byte, lies_in, squash};

/// No byline is longer, in bytes; longer lines that begin with "By" are text.
const LONGEST: usize = 220;

/// How much a line looks like a byline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// Only a name, as any heading may be.
    Name,
    /// An agency or a desk.
    Agency,
    /// A name with its role, outlet, handle or address.
    Detailed,
    /// "By" and a name.
    Marked,
}

/// A byline as printed.
#[derive(Clone, Debug)]
pub(super) struct FoundByline {
    /// The names with their mark, roles and outlets; no stamp.
    pub span: Span,
    /// The authors.
    pub authors: Vec<Author>,
    /// Agency or outlet.
    pub agency: Option<String>,
    /// How sure.
    pub evidence: Evidence,
    /// Whether the first author's first name is a known one.
    pub known: bool,
}

impl FoundByline {
    /// As the document keeps it.
    pub(super) fn into_byline(self) -> Byline {
        Byline { span: self.span, authors: self.authors, agency: self.agency }
    }
}

/// Reads a line as a byline.
pub(super) fn read(text: &str, line: Span, stamps: &[FoundStamp]) -> Option<FoundByline> {
    if line.len() > LONGEST {
        return None;
    }
    if is_stamped_by_outlet(text, line, stamps) {
        return None;
    }
    let mut found: Option<FoundByline> = None;
    let segments = segments(text, line, stamps);
    for (index, segment) in segments.iter().enumerate() {
        let Some((names, marked)) = unmark(text, *segment) else { continue };
        match &mut found {
            None => {
                let people = people(text, names, marked).or_else(|| leading(text, names, !stamps.is_empty()))?;
                let evidence = if marked {
                    Evidence::Marked
                } else if people.authors.is_empty() {
                    Evidence::Agency
                } else if people.detailed || !stamps.is_empty() {
                    Evidence::Detailed
                } else {
                    Evidence::Name
                };
                found = Some(FoundByline {
                    known: people.authors.first().is_some_and(|author| author::is_known(&author.name)),
                    span: Span::new(segment.start, people.end),
                    authors: people.authors,
                    agency: people.agency,
                    evidence,
                });
            }
            Some(byline) if marked && byline.authors.is_empty() => {
                let people = people(text, names, marked)?;
                byline.span = Span::new(byline.span.start, people.end);
                byline.authors = people.authors;
                byline.evidence = Evidence::Marked;
            }
            Some(byline) => extend(text, names, byline, index == 1),
        }
    }
    // "From Ana Cruz at the Quay Herald:" leads up to what is quoted.
    found.filter(|byline| byline.evidence == Evidence::Marked || !line.of(text).trim_end().ends_with(':'))
}

/// Whether a line is a stamp with the outlet in brackets behind it ("March 2, 2019 (Quay Japan)").
fn is_stamped_by_outlet(text: &str, line: Span, stamps: &[FoundStamp]) -> bool {
    let [stamp] = stamps else { return false };
    let rest = Span::new(stamp.span.end, line.end).trim(text);
    stamp.span.start == line.start && rest.of(text).starts_with('(') && rest.of(text).ends_with(')')
}

/// What further segments add: an outlet, a role, a place.
fn extend(text: &str, segment: Span, byline: &mut FoundByline, next: bool) {
    let content = segment.of(text);
    if (agencies::is_agency(content) || is_outlet(content) && agencies::is_masthead(content)) && byline.agency.is_none()
    {
        byline.agency = Some(squash(content).into_owned());
    } else if let Some(author) = byline.authors.last_mut() {
        if content.starts_with('@') && !content.contains(' ') {
            author.handle = Some(content.to_owned());
        } else if is_email(content) {
            author.email = Some(content.to_owned());
        } else if is_role(content) && author.role.is_none() && next {
            author.role = Some(squash(content).into_owned());
        } else {
            if places::city(content).is_some() && author.location.is_none() {
                author.location = Some(squash(content).into_owned());
            }
            return;
        }
        if byline.evidence == Evidence::Name {
            byline.evidence = Evidence::Detailed;
        }
    } else {
        return;
    }
    byline.span = byline.span.cover(segment);
}

/// The line without its stamps, cut at bars, bullets, spaced dashes and slashes, and line breaks.
fn segments(text: &str, line: Span, stamps: &[FoundStamp]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(stamps.len() + 1);
    let mut start = line.start;
    for stamp in stamps.iter().filter(|stamp| line.contains(stamp.span)) {
        let before = Span::new(start, stamp.span.start).trim(text);
        let content = before.of(text);
        let bare = [" on", " at", " On"].iter().find_map(|word| content.strip_suffix(word)).unwrap_or(content);
        spans.push(Span::new(before.start, before.start + bare.len()));
        start = stamp.span.end;
    }
    spans.push(Span::new(start, line.end));
    let mut out = Vec::with_capacity(spans.len());
    for span in spans {
        let mut from = span.start;
        let content = span.of(text);
        let mut after = 0;
        // Bars, bullets and dashes, bytes that others begin with, and some few more.
        let may_cut = |byte| lies_in(byte, &[(b'|', 0xFF), (b'>', b'>'), (b'\n', b'\n'), (b'-', b'/'), (b'*', b'*')]);
        while let Some(at) = content.as_bytes().get(after..).and_then(|rest| find_byte(rest, may_cut)) {
            let at = after + at;
            let Some(c) = content.get(at..).and_then(|rest| rest.chars().next()) else { break };
            after = at + c.len_utf8();
            let spaced = |c: char| {
                let before = content.get(..at).unwrap_or("");
                let after = content.get(at + c.len_utf8()..).unwrap_or("");
                before.is_empty()
                    || after.is_empty()
                    || (before.ends_with(char::is_whitespace) && after.starts_with(char::is_whitespace))
            };
            let cut = matches!(c, '|' | '•' | '·' | '»' | '>' | '\n' | '●' | '¦')
                || (matches!(c, '-' | '–' | '—' | '/' | '*') && spaced(c))
                // "Ana Cruz/Quay Writer"
                || c == '/' && content.get(at + 1..).is_some_and(is_role);
            if cut {
                out.push(Span::new(from, span.start + at));
                from = span.start + at + c.len_utf8();
            }
        }
        out.push(Span::new(from, span.end));
    }
    out.iter().map(|span| trim_marks(text, *span)).filter(|span| !span.is_empty()).collect()
}

/// Without blanks, commas, brackets and such at the ends.
fn trim_marks(text: &str, span: Span) -> Span {
    let span = span.trim(text);
    let content = span.of(text);
    let is_mark = |c: char| {
        matches!(c, ',' | ';' | ':' | '(' | ')' | '[' | ']' | '/' | '|' | '-' | '–' | '—' | '*' | '_')
            || crate::text::is_blank(c)
    };
    let kept = content.trim_start_matches(is_mark);
    let start = span.start + content.len() - kept.len();
    Span::new(start, start + kept.trim_end_matches(is_mark).len())
}

/// Takes "By" and its like off; nothing if the segment is only that or plainly text.
fn unmark(text: &str, segment: Span) -> Option<(Span, bool)> {
    let content = segment.of(text);
    let best = author::mark(content);
    // "From" alone proves nothing: "From Monday", "From the editor".
    let names = trim_marks(text, Span::new(segment.start + best, segment.end));
    (!names.is_empty())
        .then_some((names, best > 0 && !content.get(..best).is_some_and(|mark| mark.eq_ignore_ascii_case("from"))))
}

/// The people of a list of names.
struct People {
    authors: Vec<Author>,
    agency: Option<String>,
    /// Whether a role, an outlet, a place, a handle or an address stands with a name.
    detailed: bool,
    end: usize,
}

/// The author whom a stamped line begins with, though labels follow ("Ana Cruz All, Books, News").
fn leading(text: &str, line: Span, stamped: bool) -> Option<People> {
    let author = if stamped { author::leading_author(line.of(text))? } else { return None };
    let last = author.name.rsplit(' ').next().unwrap_or("");
    let end = line.of(text).find(last).map_or(line.end, |at| line.start + at + last.len());
    Some(People { authors: vec![author], agency: None, detailed: false, end })
}

fn people(text: &str, list: Span, marked: bool) -> Option<People> {
    let mut people = People { authors: Vec::new(), agency: None, detailed: false, end: list.start };
    let mut pieces = list_pieces(text, list).peekable();
    while let Some(piece) = pieces.next() {
        let content = clean(piece.of(text));
        if content.is_empty() {
            continue;
        }
        // "Ana Cruz, PhD"
        if !people.authors.is_empty() && is_degree(&content) {
            people.end = piece.end;
            continue;
        }
        let (content, outlet) = without_outlet(content);
        if let Some(outlet) = outlet {
            people.agency.get_or_insert(outlet);
        }
        let is_role_of_last = !people.authors.is_empty() && is_role(&content) && !content.contains(" and ");
        let titled = is_outlet(&content) && agencies::is_masthead(&content);
        if titled && !marked && people.authors.is_empty() && !agencies::is_agency(&content) {
            // A section as often as an outlet ("World News").
            return None;
        }
        if titled || agencies::is_agency(&content) {
            people.agency.get_or_insert(content);
            people.detailed |= !people.authors.is_empty();
            people.end = piece.end;
        } else if is_role_of_last && let Some(last) = people.authors.last_mut() {
            last.role.get_or_insert(content);
            people.detailed = true;
            people.end = piece.end;
        } else if let Some(author) = author(&content, marked) {
            // "Ana Cruz, Lima": a place after a name is where it was written.
            let is_place = places::city(&author.name).is_some() || places::country(&author.name).is_some();
            if let Some(last) = people.authors.last_mut()
                && is_place
            {
                last.location.get_or_insert(author.name);
            } else if !marked && author.role.is_some() && agencies::is_masthead(&author.name) {
                // "Quay Herald Political Editor"
                return None;
            } else if agencies::is_desk(&author.name, marked) || agencies::is_agency(&author.name) {
                people.agency.get_or_insert(author.name);
            } else {
                people.detailed |= author.role.is_some()
                    || author.location.is_some()
                    || author.handle.is_some()
                    || author.email.is_some();
                people.authors.push(author);
            }
            people.end = piece.end;
        } else if let Some(last) = people.authors.last_mut() {
            // After a name: its role, outlet, handle or address; a sentence means that this is no byline.
            if content.starts_with('@') {
                last.handle.get_or_insert(content);
            } else if is_email(&content) {
                last.email.get_or_insert(content);
            } else if is_role(&content) {
                last.role.get_or_insert(content);
            } else if let Some(place) = content.strip_prefix("in ") {
                last.location.get_or_insert(place.to_owned());
            } else if places::city(&content).is_some() {
                last.location.get_or_insert(content);
            } else if let Some(outlet) = ["for ", "For ", "of ", "Of "].iter().find_map(|of| content.strip_prefix(of)) {
                people.agency.get_or_insert(outlet.to_owned());
            } else if marked && content.split_whitespace().count() <= 6 {
                people.end = piece.end;
                continue;
            } else if is_outlet(&content) && people.authors.len() == 1 && pieces.peek().is_none() {
                // "Ana Cruz, Quay Herald": a name of a few words, the last on the line.
                people.agency.get_or_insert(content);
                people.end = piece.end;
                continue;
            } else {
                return None;
            }
            people.detailed = true;
            people.end = piece.end;
        } else if people.agency.as_deref().is_some_and(|desk| agencies::is_desk(desk, marked))
            && places::city(&content).is_some()
        {
            // "Our Correspondent, Manikganj"
            people.detailed = true;
            people.end = piece.end;
        } else if (marked || is_capitalised(&content))
            && content.split_whitespace().nth(5).is_none()
            && agencies::is_desk(&content, marked)
        {
            people.agency.get_or_insert(content);
            people.end = piece.end;
        } else if marked
            && content.split_whitespace().count() <= 4
            && is_capitalised(&content)
            && people.agency.is_none()
        {
            people.agency = Some(content);
            people.end = piece.end;
        } else {
            return None;
        }
    }
    (!people.authors.is_empty() || people.agency.is_some()).then_some(people)
}

/// Whether a piece after a name is a degree or honour.
fn is_degree(content: &str) -> bool {
    const DEGREES: &[&str] = &["PhD", "MD", "RN", "JD", "MBA", "MSc", "DPhil", "Esq", "OBE", "MBE", "CBE", "MP"];
    let bare: String = content.chars().filter(|c| *c != '.').collect();
    DEGREES.contains(&bare.as_str())
}

/// A name, and the outlet that stands after it without a comma ("Ana Cruz BBC News", "Jo Park The Quay Herald").
fn without_outlet(content: String) -> (String, Option<String>) {
    /// Words of a name.
    const NAME: usize = 2;
    let mut cuts = content.match_indices(' ').map(|(at, _)| at).skip(NAME - 1);
    let is_outlet = |rest: &str| {
        // "Agency" and "Staff" alone end names of houses and desks ("Island Space Agency").
        let whole = rest.contains(' ') || rest == "Reuters" || rest.chars().all(char::is_uppercase);
        let the = rest.get(..4).is_some_and(|the| the.eq_ignore_ascii_case("the "));
        whole && agencies::is_agency(rest) && !agencies::is_desk(rest, false) || the && agencies::is_masthead(rest)
    };
    match cuts.find(|at| content.get(at + 1..).is_some_and(is_outlet)) {
        Some(at) => (content[..at].to_owned(), Some(content[at + 1..].to_owned())),
        None => (content, None),
    }
}

/// Whether a piece after a known name may be an outlet's: one to three capitalised words.
fn is_outlet(content: &str) -> bool {
    is_capitalised(content) && content.split_whitespace().nth(3).is_none() && !content.contains(['.', '?', '!'])
}

/// The pieces of a list of names that are not empty, one after the other: cut at commas, semicolons, "and", "&", "with".
fn list_pieces(text: &str, list: Span) -> impl Iterator<Item = Span> {
    let mut rest = Some(list);
    std::iter::from_fn(move || {
        while let Some(whole) = rest {
            let cut = first_cut(whole.of(text));
            let end = cut.map_or(whole.end, |(at, _)| whole.start + at);
            rest = cut.map(|(at, length)| Span::new(whole.start + at + length, whole.end));
            let piece = Span::new(whole.start, end).trim(text);
            if !piece.is_empty() {
                return Some(piece);
            }
        }
        None
    })
}

/// Where the first cut of a list of names is, and its length.
fn first_cut(list: &str) -> Option<(usize, usize)> {
    let bytes = list.as_bytes();
    let mut at = 0;
    while let Some(found) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|byte| matches!(byte, b',' | b';' | b' ' | 0xC2)))
    {
        at += found;
        let may_cut = match bytes.get(at..) {
            Some([b' ', next, ..]) => matches!(next, b'a' | b'A' | b'&' | b'w'),
            _ => true,
        };
        if may_cut {
            let cut =
                [",", ";", " and ", " AND ", " & ", " with ", "\u{a0}and ", "\u{a0}and\u{a0}", " and\u{a0}", " And "]
                    .iter()
                    .find(|cut| bytes.get(at..).is_some_and(|rest| rest.starts_with(cut.as_bytes())));
            if let Some(cut) = cut {
                return Some((at, cut.len()));
            }
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::structure::stamps;

    const CASES: &str = include_str!("../../../../fixtures/tables/bylines.tsv");

    fn describe(found: &FoundByline) -> String {
        let authors: Vec<String> = found
            .authors
            .iter()
            .map(|author| {
                let details = [&author.role, &author.location, &author.email, &author.handle];
                let details: Vec<&str> = details.iter().filter_map(|detail| detail.as_deref()).collect();
                if details.is_empty() {
                    author.name.clone()
                } else {
                    format!("{} [{}]", author.name, details.join("; "))
                }
            })
            .collect();
        format!("{:?}|{}|{}", found.evidence, authors.join(", "), found.agency.as_deref().unwrap_or("-"))
    }

    #[test]
    fn bylines_as_printed() {
        for line in CASES.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once('\t').unwrap_or((line, ""));
            let span = Span::new(0, text.len());
            let found = read(text, span, &stamps::find(text, span));
            assert_eq!(found.map_or_else(String::new, |found| describe(&found)), expected, "{text}");
        }
    }

    #[test]
    fn tail_credits() {
        let text = "(Reporting by Ana Cruz and Tom Hale in Lima; Writing by Jo Park; Editing by Max Stone)";
        let found = credits(text, Span::new(0, text.len())).unwrap();
        let names: Vec<&str> = found.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(names, ["Ana Cruz", "Tom Hale", "Jo Park"]);
        assert!(credits("Reporting on this is hard", Span::new(0, 25)).is_none());
    }
}
