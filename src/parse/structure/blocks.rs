//! Paragraph boundaries from layout.
//!
//! Layout is evidence: blank lines always end a paragraph, but lines that touch may be one hard-wrapped paragraph or a paragraph
//! each. What tells is the wrapping itself: a tool that fills lines breaks one only where the next word does not fit. A line that
//! had room for the next line's first word was ended on purpose. Where first lines are indented, the indent tells instead.

use super::lines::Line;
use super::{caption, furniture, stamps};
use crate::span::Span;
use crate::text::find_byte;

/// Hard-wrapped text is no wider than this: the widest in use is 80 columns, a few tools go to 100.
const WIDEST_WRAP: usize = 100;
/// Nor narrower: shorter lines are lists and menus.
const NARROWEST_WRAP: usize = 40;
/// Lines this many columns short of the widest still count as full when the wrapping width is estimated.
const FULL_WITHIN: usize = 14;
/// A wrapped line may be this much too short for the next word: tools count wide and hidden characters differently.
const SLACK: usize = 1;
/// Columns of the longest words of running text: an address that did not fit says nothing about the line before.
const LONG_WORD: usize = 20;
/// One of so many full lines, or more, is followed by one in lower case where text is wrapped; tables are not.
const RUN_ON_OF: usize = 8;
/// With fewer full lines, of which none runs on in lower case, wrapped text is not told from lines of their own.
const ENOUGH_FULL: usize = 3;
/// Labels are no wider.
const LABEL: usize = 40;
/// A line shorter than this is not cut in the middle of a sentence by a tool that does not wrap.
const SHORTEST_BROKEN: usize = 45;

/// A paragraph: whole lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// From its first to its last character that is not blank.
    pub span: Span,
    /// How many lines it has.
    pub lines: usize,
    /// Columns before its first line.
    pub indent: usize,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Whether it is the menu of a page, item under item.
    pub menu: bool,
}

/// How the text is laid out as a whole.
#[derive(Clone, Copy, Debug)]
struct Layout {
    /// The wrapping width, if the text is hard-wrapped.
    wrap: Option<usize>,
    /// Whether first lines of paragraphs are indented more than the lines after them.
    first_line_indent: bool,
}

/// Joins lines to paragraphs.
pub(super) fn join(text: &str, lines: &[Line]) -> Vec<Block> {
    let layout = survey(text, lines);
    let mut blocks: Vec<Block> = Vec::new();
    // One past the last line of the menu that is read.
    let mut menu = 0;
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| lines.get(before));
        let in_menu = index < menu;
        if !in_menu {
            menu = end_of_menu(text, lines, index);
        }
        match (before, blocks.last_mut()) {
            (Some(before), Some(block)) if in_menu || continues(text, before, line, block.lines == 1, layout) => {
                block.span.end = line.span.end;
                block.lines += 1;
            }
            _ => blocks.push(Block {
                span: line.span,
                lines: 1,
                indent: line.indent,
                after_blank: line.after_blank,
                menu: index < menu,
            }),
        }
    }
    blocks
}

/// One past the last line of the menu that begins at a line, or that line: a text browser lists the sections of a site as many indented items of a
/// few words, one under the other, which are one piece of furniture.
fn end_of_menu(text: &str, lines: &[Line], first: usize) -> usize {
    /// Lists of an article, and links to share it, have fewer items of so few words.
    const ITEMS: usize = 8;
    const WORDS: usize = 5;
    /// Text browsers indent items by so many columns or more.
    const INDENT: usize = 3;
    let is_item = |line: &Line| {
        let content = line.span.of(text);
        line.indent >= INDENT
            && super::lines::bullet(content).is_some_and(|start| {
                let words = content.get(start..).unwrap_or("").split_whitespace().take(WORDS + 1).count();
                (1..=WORDS).contains(&words)
            })
    };
    let rest = lines.get(first..).unwrap_or_default();
    let items =
        rest.iter().enumerate().take_while(|(at, line)| is_item(line) && (*at == 0 || !line.after_blank)).count();
    if items >= ITEMS { first + items } else { first }
}

/// Whether `line` goes on with the paragraph of `before`.
fn continues(text: &str, before: &Line, line: &Line, before_is_first: bool, layout: Layout) -> bool {
    if line.after_blank {
        return false;
    }
    if let Some(goes_on) = picture_address(before.span.of(text), line.span.of(text)) {
        return goes_on;
    }
    if furniture::is_file_name(before.span.of(text)) || furniture::is_file_name(line.span.of(text)) {
        return false;
    }
    if furniture::is_sign_off(line.span.of(text))
        && !is_lone_bullet(text, line)
        && (ends_sentence(before.span.of(text))
            // "nine days or | more" is no sign-off, wherever the line breaks.
            || !line.span.of(text).starts_with(char::is_lowercase) && !is_full(before, line, layout))
    {
        return false;
    }
    if let Some(hanging) = line.hanging
        && !is_aside(text, before, line)
    {
        // Lone bullets without text stay together: one piece of furniture, not many.
        return is_lone_bullet(text, before) && is_lone_bullet(text, line) && hanging == before.indent + 1;
    }
    if ends_sentence(before.span.of(text)) && is_label(text, line) {
        return false;
    }
    let deeper = line.indent > before.indent;
    if deeper && before.hanging.is_none_or(|hanging| line.indent != hanging) {
        return false;
    }
    if layout.wrap.is_some() && is_stamp(text, before) {
        return false;
    }
    // Under the text of the item above.
    if before.hanging == Some(line.indent) && layout.wrap.is_some() {
        return true;
    }
    if layout.first_line_indent {
        // A sentence that ended with much room left ended its paragraph.
        if line.indent == before.indent && ends_sentence(before.span.of(text)) && has_room(before, line, layout) {
            return false;
        }
        let outdented = before_is_first && line.indent < before.indent;
        return outdented
            || (!before_is_first && line.indent == before.indent)
            || (line.indent == 0 && is_full(before, line, layout));
    }
    if layout.wrap.is_some() && before.width <= WIDEST_WRAP {
        return is_full(before, line, layout) || runs_on(text, before, line);
    }
    runs_on(text, before, line) && !is_label(text, line) && !is_byline(text, line)
}

/// Whether a line is "by" and names: no sentence goes on with it at the beginning of a line.
fn is_byline(text: &str, line: &Line) -> bool {
    let content = line.span.of(text);
    let names = content.strip_prefix("by ");
    line.width - line.indent <= LABEL
        && names.is_some_and(|names| names.split(' ').all(|word| word.starts_with(|c: char| c.is_uppercase())))
}

/// Whether the second line goes on with the address of a picture, which text browsers put in brackets and wrap in the middle; nothing if
/// neither line is a part of one.
fn picture_address(before: &str, line: &str) -> Option<bool> {
    /// Shorter ones fit on the line.
    const LONG: usize = 30;
    let one_word = |content: &str| !content.contains(char::is_whitespace);
    let opens = |content: &str| {
        content.starts_with('[') && !content.contains(']') && one_word(content) && content.len() >= LONG
    };
    let closes = |content: &str| content.ends_with(']') && !content.contains('[') && one_word(content);
    if opens(before) {
        return Some(closes(line));
    }
    (opens(line) || closes(before)).then_some(false)
}

/// Whether a line is all date and time, perhaps after a byline: what follows is something else.
fn is_stamp(text: &str, line: &Line) -> bool {
    let content = line.span.of(text);
    let clock =
        content.as_bytes().windows(3).any(|at| matches!(at, [a, b':', b] if a.is_ascii_digit() && b.is_ascii_digit()));
    if !clock {
        return false;
    }
    let found = stamps::find(text, line.span);
    let begins = content.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "))
        || found.first().is_some_and(|stamp| stamp.span.start == line.span.start);
    begins && found.last().is_some_and(|stamp| stamp.span.end == line.span.end)
}

/// Whether a line begins with the dash of an aside that the line before broke off at: no bullet.
fn is_aside(text: &str, before: &Line, line: &Line) -> bool {
    let content = line.span.of(text);
    let rest = content.trim_start_matches(['-', '–', '—']);
    rest.len() < content.len()
        && rest.trim_start().starts_with(char::is_lowercase)
        && line.indent == before.indent
        && before.width >= NARROWEST_WRAP
        && !ends_sentence(before.span.of(text))
}

/// Whether a short line is furniture or a credit: no wrapping puts one on the line after a sentence's end.
fn is_label(text: &str, line: &Line) -> bool {
    let content = line.span.of(text);
    line.width - line.indent <= LABEL && {
        let lower = crate::text::lower_case(&crate::text::squash(content));
        furniture::phrases(&lower).line || caption::is_labelled(&lower)
    }
}

fn is_lone_bullet(text: &str, line: &Line) -> bool {
    let mut chars = line.span.of(text).chars();
    chars.next().is_some_and(super::lines::is_bullet) && chars.next().is_none()
}

/// Whether the first word of `line` did not fit on `before`.
fn is_full(before: &Line, line: &Line, layout: Layout) -> bool {
    layout.wrap.is_some_and(|wrap| before.width + 1 + line.first_word.min(LONG_WORD) + SLACK > wrap)
}

/// Whether `before` left room for the first word of `line` and some more.
fn has_room(before: &Line, line: &Line, layout: Layout) -> bool {
    layout.wrap.is_some_and(|wrap| before.width + 1 + line.first_word + FULL_WITHIN < wrap)
}

/// Whether a sentence plainly runs on from one line to the next: in lower case, out of the indent of a first line, or after a word that ends
/// none.
fn runs_on(text: &str, before: &Line, line: &Line) -> bool {
    /// No sentence, heading or name ends with one of these.
    const NEVER_LAST: &[&str] = &["the", "a", "an", "of", "to", "from", "and", "or", "its", "their", "than", "that"];
    let length = before.width - before.indent;
    let content = before.span.of(text);
    let ends_open = content.ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '-');
    (SHORTEST_BROKEN..=WIDEST_WRAP).contains(&length)
        && ends_open
        && (line.span.of(text).starts_with(|c: char| c.is_lowercase())
            || is_outdented(before, line)
            || content.rsplit(char::is_whitespace).next().is_some_and(|word| NEVER_LAST.contains(&word)))
}

/// Whether a line goes on with one that has the indent of a first line: in the middle of text, where it is no headline.
fn is_outdented(before: &Line, line: &Line) -> bool {
    line.indent < before.indent && !before.after_blank && before.hanging.is_none() && line.hanging.is_none()
}

/// Whether a line is one of a table: it holds several figures.
fn is_tabular(text: &str, line: &Line) -> bool {
    /// A line of running text may hold a date and an amount.
    const FIGURES: usize = 2;
    let content = line.span.of(text);
    let first = find_byte(content.as_bytes(), |byte| byte.is_ascii_digit());
    let words = first.and_then(|at| content.get(at..)).unwrap_or("").split(char::is_whitespace);
    words.filter(|word| word.contains(|c: char| c.is_ascii_digit())).count() >= FIGURES
}

fn survey(text: &str, lines: &[Line]) -> Layout {
    let mut touching = 0;
    let mut deeper = 0;
    let mut outdented = 0;
    let mut open = 0;
    let mut run_on = 0;
    let mut tabular = 0;
    let mut widths: Vec<usize> = Vec::new();
    for pair in lines.windows(2) {
        let [before, line] = pair else { continue };
        if line.after_blank {
            continue;
        }
        touching += 1;
        // Lists have indents of their own.
        if line.indent > before.indent && line.hanging.is_none() && before.hanging != Some(line.indent) {
            deeper += 1;
        }
        if line.indent < before.indent && before.hanging.is_none() && line.hanging.is_none() {
            outdented += 1;
        }
        widths.push(before.width);
        run_on += usize::from(line.span.of(text).starts_with(char::is_lowercase));
        tabular += usize::from(is_tabular(text, before) || is_tabular(text, line));
        if before.width >= NARROWEST_WRAP && !ends_sentence(before.span.of(text)) {
            open += 1;
        }
    }
    widths.sort_unstable();
    // The widest line of nearly all: a stray long line (an address, a table) must not hide the wrapping.
    let widest = widths.get(widths.len().saturating_sub(1 + widths.len() / 50)).copied().unwrap_or(0);
    let full = widths.iter().filter(|&&width| width + FULL_WITHIN >= widest && width <= widest).count();
    let all_narrow = lines.iter().filter(|line| line.width > WIDEST_WRAP).count() * 50 <= lines.len();
    let wrapped = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest)
        && full * 3 >= touching.min(full + open)
        && open * 3 >= full
        && full >= 1
        && (run_on * RUN_ON_OF >= full || full >= ENOUGH_FULL && tabular * 2 < touching);
    let wrap = (wrapped && all_narrow).then_some(widest);
    let first_line_indent = wrap.is_some() && deeper >= 2 && outdented >= 2 && deeper * 8 >= touching;
    Layout { wrap, first_line_indent }
}

/// Whether a piece of text ends as a sentence does.
pub(super) fn ends_sentence(piece: &str) -> bool {
    piece
        .trim_end_matches(|c: char| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»') || c.is_whitespace())
        .ends_with(['.', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::structure::lines;

    fn blocks(text: &str) -> Vec<String> {
        join(text, &lines::cut(text))
            .iter()
            .map(|block| crate::text::squash(block.span.of(text)).into_owned())
            .collect()
    }

    const SENTENCES: [&str; 3] = [
        "The harbour board approved a second ferry for the northern islands on Monday after four years of argument over money and berths.",
        "Opponents said the decision came too late for this season, and that the pier at Skarvik would have to be rebuilt before any larger boat could land there.",
        "Work starts in May.",
    ];

    fn wrap(sentence: &str, width: usize, first: &str, rest: &str) -> String {
        let mut out = String::from(first);
        let mut column = first.len();
        let mut fresh = true;
        for word in sentence.split(' ') {
            if !fresh && column + 1 + word.len() > width {
                out.push('\n');
                out.push_str(rest);
                column = rest.len();
                fresh = true;
            }
            if !fresh {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += word.len();
            fresh = false;
        }
        out
    }

    #[test]
    fn wrapped_text_in_every_layout() {
        for (width, first, rest, between) in
            [(72, "", "", "\n\n"), (65, "    ", "", "\n"), (79, "   ", "   ", "\n\n"), (60, "", "", "\n")]
        {
            let text = SENTENCES.map(|sentence| wrap(sentence, width, first, rest)).join(between);
            assert_eq!(blocks(&text), SENTENCES, "{text}");
        }
    }

    #[test]
    fn unwrapped_text() {
        for between in ["\n\n", "\n", "\r\n"] {
            assert_eq!(blocks(&SENTENCES.join(between)), SENTENCES);
        }
    }

    #[test]
    fn a_sign_off_is_no_part_of_the_text() {
        for (end, sign_off) in [("", "REUTER"), (" ", " Reuter"), ("", "-30-"), ("", "ENDS"), ("", "###")] {
            let last = "The first boat is to leave in the autumn, the board said.";
            let text = [SENTENCES[0], SENTENCES[1], last].map(|sentence| wrap(sentence, 60, "    ", "")).join("\n");
            let text = format!("{text}{end}\n{sign_off}\n");
            assert_eq!(blocks(&text).last().map(String::as_str), Some(sign_off.trim()), "{text}");
            assert_eq!(blocks(&text).len(), 4, "{text}");
        }
        // The last word of a sentence that runs on.
        let text = wrap("The pier will cost the council twice as much as that or more.", 60, "", "");
        assert_eq!(blocks(&text).len(), 1, "{text}");
    }

    #[test]
    fn figures_in_short_lines_are_not_wrapped_text() {
        let text = "SKARVIK FERRIES FIRST QUARTER\n\n    SKARVIK, April 3 - Shr profit 12 cts vs loss 3 cts\n    Net profit \
                    1,204,000 vs loss 310,000\n    Revs 9.1 mln vs 8.8 mln\n Reuter\n";
        assert_eq!(blocks(text).len(), 5, "{:?}", blocks(text));
        // But a note under them may be.
        let text = "    SKARVIK, April 3 - Shr profit 12 cts vs loss 3 cts\n    Net profit 1,204,000 vs loss 310,000\n    NOTE: Figures \
                    are adjusted for the sale of two ferries in\nFebruary 2019.\n";
        assert_eq!(blocks(text).len(), 3, "{:?}", blocks(text));
    }

    #[test]
    fn text_in_capitals_and_names_at_line_breaks_are_wrapped_text() {
        let text = SENTENCES.map(|sentence| wrap(&sentence.to_uppercase(), 64, "", "")).join("\n\n");
        assert_eq!(blocks(&text), SENTENCES.map(str::to_uppercase));
        let text = "    SKARVIK, April 3 - Skarvik Ferries Inc said on Monday\nSkarvik Council had approved a second ferry for \
                    Northern\nIslands. Council Chairman Ole Lie said North Pier would\nBe rebuilt.\n";
        assert_eq!(blocks(text).len(), 1, "{:?}", blocks(text));
    }

    #[test]
    fn an_indented_headline_ends_where_it_ends() {
        for (headline, next) in [
            ("          COUNCIL APPROVES NEW SECOND FERRY FOR NORTHERN ISLANDS", "By Ana Cruz"),
            ("    The Northern Islands Ferry and Harbour Board of Skarvik", "Second Ferry Approved After Four Years"),
        ] {
            let text = format!("{headline}\n{next}\n\n{}\n", SENTENCES[0]);
            assert_eq!(blocks(&text), [headline.trim(), next, SENTENCES[0]]);
        }
    }

    #[test]
    fn a_last_word_is_no_sign_off() {
        let text = "The work on the second berth is now late by at least nine days or\nmore";
        assert_eq!(blocks(text).len(), 1);
    }

    #[test]
    fn no_paragraph_ends_in_an_article_or_preposition() {
        let text = "The new berths at Skarvik will cost the town from $150 to\n$200 for each metre.\n";
        assert_eq!(blocks(text).len(), 1);
        let text = "The new berths at Skarvik will cost the town much more than it had\nThe board met on Monday.\n";
        assert_eq!(blocks(text).len(), 2);
    }

    #[test]
    fn short_lines_are_not_joined() {
        let text = "Home\nNews\nSport\n\nBy Ana Cruz\nMay 3, 2019\n\nA first paragraph that is long enough to be one on its own, with a stop.\n";
        assert_eq!(blocks(text).len(), 6);
    }

    #[test]
    fn hanging_items_and_lone_bullets() {
        let item = wrap(
            "The council will meet again in June to look at what the new berths cost and who is to pay for them.",
            72,
            "     * ",
            "       ",
        );
        let text = format!("{}\n{item}\n     * Short item\n     *\n     *\n", wrap(SENTENCES[0], 72, "   ", "   "));
        assert_eq!(blocks(&text).len(), 4, "{:?}", blocks(&text));
    }
}
