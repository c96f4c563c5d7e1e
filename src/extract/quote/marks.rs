//! Quotation marks: which opens, which closes, which is none.
//!
//! Marks are paired on the characters of one paragraph at a time, so that a missing or stray mark does damage only there.
//! The one thing that crosses paragraphs is the convention for long quotations: a paragraph that leaves its quotation open is
//! continued by a next one that opens with a mark again.

use crate::document::Document;
use crate::span::Span;
use crate::text::find_byte;
use std::collections::HashSet;

/// How many marks ahead the pairing looks to tell a nested quotation from a missing mark: quotations within quotations
/// hold few marks, and a paragraph may hold a million.
const MARKS_AHEAD: usize = 16;

/// How many characters ahead a single mark looks for its partner: any, and one that only opens while no other opens behind it, as it is then
/// surely no apostrophe of a paragraph full of them.
const SINGLE_MARK_REACH: usize = 400;
const CURLY_MARK_REACH: usize = 2000;

/// A stretch between two quotation marks of one paragraph, the outermost ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Passage {
    /// With its marks.
    pub(crate) whole: Span,
    /// Without them, trimmed; never empty.
    pub(crate) inner: Span,
    /// The index of its paragraph.
    pub(crate) paragraph: usize,
    /// Whether it has its closing mark.
    pub(crate) closed: bool,
    /// Whether it continues what the paragraph before left open.
    pub(crate) continued: bool,
}

/// Which way a mark points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    side: Side,
    /// What stands around it: white space or an edge before, after.
    space_before: bool,
    space_after: bool,
}

/// All quoted stretches of the paragraphs that speak for the article, in order.
pub(crate) fn pair(document: &Document) -> Vec<Passage> {
    let mut passages = Vec::new();
    let text = &document.text;
    let mut left_open = false;
    let mut content =
        document.paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.kind.is_content()).peekable();
    let closing = closing_singles(document);
    while let Some((index, paragraph)) = content.next() {
        let reopened = content.peek().is_some_and(|(next, _)| closing.contains(next));
        left_open = pair_paragraph(text, index, paragraph.span, Around { left_open, reopened }, &mut passages);
    }
    passages
}

/// The paragraphs that open with a single mark that one of them closes: the mark's own, or one that opens the same way right behind it. Of any others the
/// mark may be a letter: ‘Enbaqom.
fn closing_singles(document: &Document) -> HashSet<usize> {
    let mut closing = HashSet::new();
    let mut next = None;
    for (index, paragraph) in document.paragraphs.iter().enumerate().rev().filter(|(_, it)| it.kind.is_content()) {
        if let Some(rest) = paragraph.span.of(&document.text).strip_prefix('‘') {
            let after_stop = |(end, _): (usize, usize)| rest[..end].ends_with(['.', ',', '?', '!']);
            let closes = match single_partner(rest, true, false) {
                Some(partner) => after_stop(partner),
                None => next.is_some_and(|next| closing.contains(&next)),
            };
            if closes {
                closing.insert(index);
            }
        }
        next = Some(index);
    }
    closing
}

/// The quotations inside of quotations: between single marks where the outer ones are double, and the other way round.
pub(crate) fn nested(document: &Document, passages: &[Passage]) -> Vec<Passage> {
    let text = &document.text;
    let mut all = Vec::new();
    for passage in passages {
        let first = all.len();
        let single =
            passage.whole.of(text).starts_with(['\'', '‘', '‚', '‹']) && !passage.whole.of(text).starts_with("''");
        if single {
            pair_paragraph(text, passage.paragraph, passage.inner, Around::default(), &mut all);
        } else {
            single_marks(text, passage.paragraph, passage.inner, Around::default(), &mut all);
            if all.len() == first {
                inner_doubles(text, passage, &mut all);
            }
        }
        let kept = all.split_off(first);
        all.extend(
            kept.into_iter().filter(|nested| nested.closed && nested.inner.of(text).contains(char::is_alphanumeric)),
        );
    }
    all
}

/// The paragraphs beside one.
#[derive(Clone, Copy, Debug, Default)]
struct Around {
    /// The one before leaves its quotation open.
    left_open: bool,
    /// The next one opens with a single mark.
    reopened: bool,
}

/// Pairs the marks of one paragraph; whether it leaves a quotation open.
fn pair_paragraph(text: &str, index: usize, span: Span, around: Around, out: &mut Vec<Passage>) -> bool {
    let marks = double_marks(text, span);
    let first = out.len();
    let mut depth = 0_usize;
    let mut opening: Option<Mark> = None;
    let passage = |open: Mark, inner_end: usize, whole_end: usize, closed: bool| Passage {
        whole: Span::new(open.span.start, whole_end),
        inner: Span::new(open.span.end, inner_end).trim(text),
        paragraph: index,
        closed,
        continued: around.left_open && open.span.start == span.start,
    };
    for (at, &mark) in marks.iter().enumerate() {
        let Some(open) = opening else {
            if opens(mark) {
                opening = Some(mark);
                depth = 1;
            }
            continue;
        };
        match mark.side {
            Side::Closes => depth -= 1,
            Side::Opens if is_nested(&marks[at + 1..]) => depth += 1,
            Side::Opens if marks[at + 1..].first().is_some_and(|next| next.side == Side::Opens) => {}
            Side::Opens => {
                // The mark that should have closed the passage before is missing.
                out.push(passage(open, mark.span.start, mark.span.start, false));
                opening = Some(mark);
                depth = 1;
            }
            Side::Either if mark.space_before && !mark.space_after && at + 1 < marks.len() => {
                out.push(passage(open, mark.span.start, mark.span.start, false));
                opening = Some(mark);
                depth = 1;
            }
            Side::Either => depth = 0,
        }
        if depth == 0 {
            out.push(passage(open, mark.span.start, mark.span.end, true));
            opening = None;
        }
    }
    if let Some(open) = opening {
        out.push(passage(open, span.end, span.end, false));
    }
    let single_open = if out.len() == first {
        single_marks(text, index, span, around, out)
    } else {
        outer_singles(text, span, first, out);
        false
    };
    let kept = out.split_off(first);
    out.extend(kept.into_iter().filter(|passage| passage.inner.of(text).contains(char::is_alphanumeric)));
    // What goes on in the next paragraph is speech, which begins as a sentence does; a mark before other words is a stray one.
    single_open
        || opening.is_some_and(|open| {
            let after = text.get(open.span.end..span.end).unwrap_or("");
            !after.trim_start().starts_with(char::is_lowercase)
        })
}

/// Whether a mark outside a quotation opens one.
fn opens(mark: Mark) -> bool {
    match mark.side {
        Side::Opens => true,
        Side::Closes => mark.space_before && !mark.space_after,
        Side::Either => !mark.space_after || mark.space_before,
    }
}

/// Whether, after a second opening mark, both quotations are closed by the marks that follow.
fn is_nested(following: &[Mark]) -> bool {
    let mut depth = 2;
    for mark in following.iter().take(MARKS_AHEAD) {
        match mark.side {
            Side::Opens => depth += 1,
            Side::Closes | Side::Either => depth -= 1,
        }
        if depth == 0 {
            return true;
        }
    }
    false
}

/// The double marks of a paragraph, without inches.
fn double_marks(text: &str, span: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let piece = span.of(text);
    let mut from = 0;
    // Most bytes belong to no mark, and are passed over many at a time.
    let may_be = |byte: u8| matches!(byte, b'"' | b'\'' | b'`') | !byte.is_ascii();
    while let Some(at) =
        piece.as_bytes().get(from..).and_then(|rest| find_byte(rest, may_be)).map(|skipped| from + skipped)
    {
        let rest = &piece[at..];
        let Some(c) = rest.chars().next() else { break };
        from = at + c.len_utf8();
        let before = piece[..at].chars().next_back().unwrap_or(' ');
        // Three apostrophes behind a word close a single quotation and then a double one.
        if rest.starts_with("'''") && !before.is_whitespace() && before != '\'' {
            continue;
        }
        let found = match c {
            '“' | '„' | '‟' | '«' | '〝' => Some((c.len_utf8(), Side::Opens)),
            '”' | '»' | '〞' => Some((c.len_utf8(), Side::Closes)),
            '"' | '＂' => Some((c.len_utf8(), Side::Either)),
            '\'' if rest.starts_with("''") => Some((2, Side::Either)),
            '`' if rest.starts_with("``") => Some((2, Side::Opens)),
            '‘' if rest.starts_with("‘‘") => Some((2 * c.len_utf8(), Side::Opens)),
            '’' if rest.starts_with("’’") => Some((2 * c.len_utf8(), Side::Closes)),
            _ => None,
        };
        if let Some((length, side)) = found {
            let after = rest[length..].chars().next().unwrap_or(' ');
            let inches = side == Side::Either && before.is_ascii_digit() && is_measure(&piece[..at]);
            if !inches {
                marks.push(Mark {
                    span: Span::new(span.start + at, span.start + at + length),
                    side,
                    space_before: !before.is_alphanumeric()
                        && !matches!(before, '.' | ',' | '!' | '?' | '%' | ')' | '…'),
                    space_after: after.is_whitespace() || matches!(after, '.' | ',' | ';' | ':' | ')' | '?' | '!'),
                });
            }
            from = at + length;
        }
    }
    marks
}

/// Whether the text before a straight double mark is a height or a length: `6'2`.
fn is_measure(before: &str) -> bool {
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    feet.len() < before.len()
        && feet.ends_with(['\'', '’', '′'])
        && feet.trim_end_matches(['\'', '’', '′']).ends_with(|c: char| c.is_ascii_digit())
}

/// Quotations in double marks that point, inside of others: “He called it “odd”,” she said.
fn inner_doubles(text: &str, passage: &Passage, out: &mut Vec<Passage>) {
    let mut opening: Option<Mark> = None;
    for mark in double_marks(text, passage.inner) {
        match (mark.side, opening) {
            (Side::Opens, None) => opening = Some(mark),
            (Side::Closes, Some(open)) => {
                out.push(Passage {
                    whole: Span::new(open.span.start, mark.span.end),
                    inner: Span::new(open.span.end, mark.span.start).trim(text),
                    paragraph: passage.paragraph,
                    closed: true,
                    continued: false,
                });
                opening = None;
            }
            _ => {}
        }
    }
}

/// Quotations in single marks, in a paragraph without double ones: `'` and `’` are apostrophes unless the mark before a
/// letter after a space has a partner after a stop, or after a letter and before a space. Whether the last one is left open.
fn single_marks(text: &str, index: usize, span: Span, around: Around, out: &mut Vec<Passage>) -> bool {
    let piece = span.of(text);
    let mut from = 0;
    // As of double marks: most bytes are passed over.
    let may_be = |byte: u8| (byte == b'\'') | !byte.is_ascii();
    while let Some(at) =
        piece.as_bytes().get(from..).and_then(|rest| find_byte(rest, may_be)).map(|skipped| from + skipped)
    {
        let Some(c) = piece[at..].chars().next() else { break };
        from = at + c.len_utf8();
        let before = piece[..at].chars().next_back().unwrap_or(' ');
        if !matches!(c, '\'' | '‘' | '‚' | '‹') || before.is_alphanumeric() || matches!(before, '\'' | '’') {
            continue;
        }
        let partner = single_partner(&piece[from..], c != '\'', false);
        let open = around.reopened
            && c == '‘'
            && introduces_speech(&piece[..at])
            && piece[from..].starts_with(char::is_uppercase);
        if let Some((inner_end, whole_end)) = partner.or(open.then_some((piece.len() - from, piece.len() - from))) {
            out.push(Passage {
                whole: Span::new(span.start + at, span.start + from + whole_end),
                inner: Span::new(span.start + from, span.start + from + inner_end).trim(text),
                paragraph: index,
                closed: partner.is_some(),
                continued: around.left_open && at == 0,
            });
            from += whole_end;
            if partner.is_none() {
                return true;
            }
        }
    }
    false
}

/// Quotations in single marks around those in double ones, which `out` holds from `first` on: ‘He told me, “Go on,”’ she said.
fn outer_singles(text: &str, span: Span, first: usize, out: &mut Vec<Passage>) {
    let doubles = out.split_off(first);
    let mut from = span.start;
    for double in doubles {
        if double.whole.start < from {
            continue;
        }
        let gap = text.get(from..double.whole.start).unwrap_or("");
        let outer = gap.rmatch_indices(['‘', '\'']).take(MARKS_AHEAD).find_map(|(at, mark)| {
            let start = from + at;
            let inner = start + mark.len();
            let speech = introduces_speech(text.get(span.start..start).unwrap_or(""));
            let (inner_end, whole_end) =
                if speech { single_partner(text.get(inner..span.end)?, mark != "'", true)? } else { return None };
            (inner + inner_end >= double.whole.end && double.closed).then(|| Passage {
                whole: Span::new(start, inner + whole_end),
                inner: Span::new(inner, inner + inner_end).trim(text),
                ..double
            })
        });
        let kept = outer.unwrap_or(double);
        from = kept.whole.end;
        out.push(kept);
    }
}

/// Whether a quotation that begins behind `before` is speech rather than a name or a word: at the beginning, behind a comma, a colon or a stop.
fn introduces_speech(before: &str) -> bool {
    let words = before.trim_end();
    words.is_empty() || words.len() < before.len() && words.ends_with([',', ':', '.', '?', '!', '”', '"', '—', '–'])
}

/// Where the closing single mark stands in the text after the opening one, which is `curly` or straight. In a quotation that `holds` others in double
/// marks it stands behind a stop or the last of them.
fn single_partner(rest: &str, curly: bool, holds: bool) -> Option<(usize, usize)> {
    let begins = rest.starts_with(char::is_alphabetic) || holds && rest.starts_with(['“', '"']);
    if !begins {
        return None;
    }
    let mut before = ' ';
    let mut possible = None;
    let mut reach = if curly { CURLY_MARK_REACH } else { SINGLE_MARK_REACH };
    let mut inside = false;
    for (index, (at, c)) in rest.char_indices().enumerate() {
        if index >= reach {
            break;
        }
        match c {
            '‘' if !inside => reach = SINGLE_MARK_REACH,
            '“' => inside = true,
            '”' => inside = false,
            '"' => inside = !inside,
            _ => {}
        }
        if matches!(c, '\'' | '’' | '›') && !(holds && inside) {
            let end = at + c.len_utf8();
            let free = !rest[end..].starts_with(char::is_alphanumeric);
            if free && (matches!(before, '.' | ',' | '?' | '!') || holds && matches!(before, '”' | '"')) {
                return Some((at, end));
            }
            // A word that ends in s may be a plural possessive: keep it only if nothing better follows.
            if free && !holds && before.is_alphanumeric() {
                if before != 's' {
                    return possible.or(Some((at, end)));
                }
                possible = possible.or(Some((at, end)));
            }
        }
        before = c;
    }
    possible
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Paragraph;
    use crate::pipeline::{Options, analyze};

    fn inner(text: &str) -> Vec<String> {
        let document = analyze(text, &Options::default()).document;
        let paragraph =
            Paragraph { span: Span::new(0, text.len()), kind: crate::document::ParagraphKind::Body, sentences: 0..0 };
        let document = Document { paragraphs: vec![paragraph], ..document };
        pair(&document).iter().map(|passage| passage.inner.of(text).to_owned()).collect()
    }

    #[test]
    fn every_kind_of_mark() {
        for (text, expected) in [
            ("\"We left,\" she said.", vec!["We left,"]),
            ("“We left,” she said.", vec!["We left,"]),
            ("«We left», she said.", vec!["We left"]),
            ("''We left,'' she said.", vec!["We left,"]),
            ("``We left,'' she said.", vec!["We left,"]),
            ("'We left,' she said. 'It was late.'", vec!["We left,", "It was late."]),
            ("‘We don’t know,’ she said.", vec!["We don’t know,"]),
            ("The workers' union and the '90s weren't mentioned.", vec![]),
            ("He is 6'2\" tall and calls it \"a burden\".", vec!["a burden"]),
            ("“He called it ‘odd’ and “rare” too,” she said.", vec!["He called it ‘odd’ and “rare” too,"]),
            ("“We left, she said. “It was late.”", vec!["We left, she said.", "It was late."]),
            ("We left,\" she said. \"It was late.\"", vec!["It was late."]),
            ("\"\" and nothing", vec![]),
            (
                "‘She told me, “Go in, it’s cold.” Well, we’re going,’ he said.",
                vec!["She told me, “Go in, it’s cold.” Well, we’re going,"],
            ),
            ("Berg said: ‘She told me, “Go in.”’", vec!["She told me, “Go in.”"]),
            ("The boys’ club, ‘Ours’, was \"closed\". Berg said so.", vec!["closed"]),
            ("In the ’60s, the ‘odd’ one, he said “no”, didn’t he? It’s the dogs’.", vec!["no"]),
        ] {
            assert_eq!(inner(text), expected, "{text}");
        }
    }
}
