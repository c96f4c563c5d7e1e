//! Sentences.
//!
//! A sentence ends at an end mark, or at an abbreviation that can end one, with the closing quotation marks and brackets that
//! follow it; whether it does is decided by what comes next. Line ends mean nothing here, because text may be wrapped, but a
//! bullet at the start of a line begins a sentence. All rules look at a few tokens on each side.

use super::token::{Abbreviation, abbreviation_class};
use crate::document::{Document, Sentence, Token, TokenKind};
use crate::lexicon::{WordList, word_list};
use crate::span::Span;
use crate::text;
use std::ops::Range;

static STARTERS: WordList = word_list!(STARTERS_FILE);
const STARTERS_FILE: &str = include_str!("../data/sentence_starters.txt");

/// How many tokens after a quotation a reporting verb is looked for ("Kerry", "Secretary Kerry", "the secretary of state").
const REPORTING_WINDOW: usize = 4;

/// The commonest verbs after a quotation that an end mark closed; the sentence goes on over them.
const REPORTING_VERBS: [&str; 24] = [
    "added",
    "adds",
    "admitted",
    "announced",
    "argued",
    "asked",
    "asks",
    "cried",
    "declared",
    "exclaimed",
    "explained",
    "insisted",
    "joked",
    "recalled",
    "replied",
    "responded",
    "said",
    "says",
    "shouted",
    "told",
    "tweeted",
    "warned",
    "wondered",
    "wrote",
];

/// Cuts all paragraphs into sentences: fills [`Document::sentences`] and each paragraph's range of them. Needs the tokens.
pub fn cut(document: &mut Document) {
    let mut sentences = Vec::new();
    for index in 0..document.paragraphs.len() {
        let tokens = document.tokens_in(document.paragraphs[index].span);
        let first = sentences.len();
        let mut start = tokens.start;
        for end in ends(&document.text, &document.tokens, tokens) {
            let (Some(head), Some(tail)) = (document.tokens.get(start), document.tokens.get(end - 1)) else { continue };
            let span = Span::new(head.span.start, tail.span.end);
            sentences.push(Sentence { span, paragraph: index, tokens: start..end });
            start = end;
        }
        document.paragraphs[index].sentences = first..sentences.len();
    }
    document.sentences = sentences;
}

/// One past the last token of each sentence of a paragraph, in order; the last is the paragraph's end.
fn ends(text: &str, tokens: &[Token], range: Range<usize>) -> Vec<usize> {
    let Some(tokens) = tokens.get(range.clone()).filter(|tokens| !tokens.is_empty()) else { return Vec::new() };
    let mut splitter = Splitter { text, tokens, start: 0, mark_open: false };
    let mut ends = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if splitter.is_plain(at) {
            at += 1;
            continue;
        }
        let next = splitter.end_at(at);
        if let Some(next) = next.filter(|&next| next < tokens.len()) {
            ends.push(range.start + next);
            splitter.start = next;
            at = next;
        } else {
            splitter.pass(at);
            at += 1;
        }
    }
    ends.push(range.end);
    ends
}

/// The state of the pass over one paragraph.
struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// First token of the sentence.
    start: usize,
    /// Whether an undirected double mark is open.
    mark_open: bool,
}

/// What kind of end a token may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// A full stop.
    Stop,
    /// Question or exclamation mark.
    Strong,
    /// An ellipsis.
    Ellipsis,
    /// The end mark of a script that has no capitals.
    Foreign,
    /// The stop of an abbreviation.
    Abbreviated(Abbreviation),
}

impl Splitter<'_> {
    /// If the sentence ends with the token at `at` and what closes after it: the first token of the next.
    fn end_at(&mut self, at: usize) -> Option<usize> {
        if at > self.start && self.starts_item(at) {
            return Some(at);
        }
        let mark = self.mark(at)?;
        let mut open = self.mark_open;
        let mut next = at + 1;
        while next < self.tokens.len() && self.closes(next, open) {
            open &= self.word(next) != "\"";
            next += 1;
        }
        let quoted = self.tokens.get(at + 1..next)?.iter().any(|token| token.kind == TokenKind::Quote);
        let ends = next >= self.tokens.len() || self.ends_before(at, mark, next, quoted);
        if ends {
            self.mark_open = open;
        }
        ends.then_some(next)
    }

    /// Whether a token neither ends nor begins a sentence by itself and is no quotation mark: nearly all words.
    fn is_plain(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| match token.kind {
            TokenKind::Word => self.text.as_bytes().get(token.span.end - 1) != Some(&b'.'),
            TokenKind::Number | TokenKind::Possessive | TokenKind::Address | TokenKind::Lost => true,
            TokenKind::Punctuation | TokenKind::Quote | TokenKind::Symbol => false,
        })
    }

    /// Goes over a token inside a sentence.
    fn pass(&mut self, at: usize) {
        if self.word(at) == "\"" {
            self.mark_open = !self.mark_open;
        }
    }

    fn mark(&self, at: usize) -> Option<Mark> {
        let token = self.tokens.get(at)?;
        let word = self.word(at);
        match token.kind {
            TokenKind::Punctuation => match word.chars().next()? {
                '.' if word.len() == 1 => Some(Mark::Stop),
                '.' | '…' => Some(Mark::Ellipsis),
                '?' | '!' | '‼' | '⁇' | '⁈' | '⁉' => Some(Mark::Strong),
                '。' | '！' | '？' | '．' | '؟' | '۔' | '।' | '॥' | '։' | '።' | '។' | '။' | '｡' => {
                    Some(Mark::Foreign)
                }
                _ => None,
            },
            TokenKind::Word if word.ends_with('.') => abbreviation_class(word).map(Mark::Abbreviated),
            _ => None,
        }
    }

    /// Whether a token closes what the end mark before it ended: a bracket, or a closing quotation mark.
    fn closes(&self, at: usize, mark_open: bool) -> bool {
        let word = self.word(at);
        let glued = !self.spaced(at);
        match self.tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Punctuation) => matches!(word, ")" | "]" | "）" | "」" | "』"),
            Some(TokenKind::Quote) => match word {
                "”" | "»" | "’" | "''" | "’’" | "」" | "』" => glued || !self.glued_to_next(at),
                "“" | "„" | "«" | "‘" | "``" | "「" | "『" => false,
                "\"" => (glued && (mark_open || !self.glued_to_next(at))) || (mark_open && !self.glued_to_next(at)),
                _ => glued && !self.glued_to_next(at),
            },
            _ => false,
        }
    }

    /// Whether the sentence ends with `mark` (at `at`) and its closers when the token at `next` follows.
    fn ends_before(&self, at: usize, mark: Mark, next: usize, quoted: bool) -> bool {
        let word = self.word(next);
        let first = word.chars().next().unwrap_or(' ');
        let kind = self.tokens.get(next).map(|token| token.kind);
        if mark == Mark::Foreign {
            return true;
        }
        if kind == Some(TokenKind::Punctuation) && !matches!(first, '(' | '[' | '•' | '¿' | '¡' | '*' | '#') {
            // A comma, a dash or another mark: the sentence is not over.
            return matches!(first, '-' | '–' | '—') && self.starts_line(next) && mark == Mark::Stop;
        }
        if first.is_lowercase() {
            return mark == Mark::Stop && !quoted && self.stop_before_lower_case(at, next);
        }
        // A full stop inside the marks ends the sentence: before "he said" a comma stands.
        if quoted && mark == Mark::Strong && self.reporting_follows(next) {
            return false;
        }
        let spaced = self.spaced(next);
        let starter = kind == Some(TokenKind::Word) && STARTERS.contains_lower(word);
        let opens = kind == Some(TokenKind::Quote);
        match mark {
            Mark::Stop => (spaced || self.space_is_missing(at, next)) && !self.is_item_number(at),
            // "Yahoo! Inc." is a name.
            Mark::Strong if abbreviation_class(word) == Some(Abbreviation::Company) => false,
            Mark::Strong => spaced || self.space_is_missing(at, next),
            Mark::Ellipsis => (spaced && (starter || quoted || opens)) || self.starts_line(next),
            Mark::Abbreviated(class) => quoted || self.ends_after(class, at, next, starter, opens),
            Mark::Foreign => true,
        }
    }

    /// Whether an abbreviation ends the sentence before a token that is not in lower case.
    fn ends_after(&self, class: Abbreviation, at: usize, next: usize, starter: bool, opens: bool) -> bool {
        let word = self.word(next);
        match class {
            Abbreviation::Title => {
                starter && self.word(at).eq_ignore_ascii_case("St.") && word.eq_ignore_ascii_case("the")
            }
            Abbreviation::Month | Abbreviation::Weekday | Abbreviation::Number => false,
            Abbreviation::Initial => starter && word.len() > 1 && at > self.start,
            Abbreviation::Letters if matches!(self.word(at), "a.m." | "p.m." | "A.M." | "P.M.") => {
                opens || (word.starts_with(char::is_uppercase) && !follows_time(word))
            }
            Abbreviation::Letters | Abbreviation::Company | Abbreviation::State => starter || opens,
            Abbreviation::Unit | Abbreviation::Other if self.word(at).starts_with(['v', 'V']) => false,
            Abbreviation::Unit | Abbreviation::Other => starter || opens || word.starts_with(char::is_uppercase),
        }
    }

    /// A stop before lower case ends a sentence where the copy is careless ("over. we won") or the next word is a name like
    /// "iPhone"; after a short word it is more likely an abbreviation that is not listed.
    fn stop_before_lower_case(&self, at: usize, next: usize) -> bool {
        /// Abbreviations in lower case are shorter than this.
        const LONG: usize = 5;
        let inner_capital = self.word(next).chars().any(char::is_uppercase);
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let long = before.chars().count() >= LONG && before.chars().all(char::is_lowercase);
        self.spaced(next) && (inner_capital || long)
    }

    /// Whether there is no space after the mark, but words on both sides that are no name: "ended.The".
    fn space_is_missing(&self, at: usize, next: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let after = self.tokens.get(next).map(|token| token.kind);
        (before.ends_with(char::is_lowercase) || next > at + 1 || before.starts_with(|c: char| c.is_ascii_digit()))
            && (self.word(next).starts_with(char::is_uppercase) || after == Some(TokenKind::Quote))
    }

    /// Whether the stop is that of a number before an item: "1. First".
    fn is_item_number(&self, at: usize) -> bool {
        at == self.start + 1
            && self.tokens.get(self.start).is_some_and(|token| token.kind == TokenKind::Number && token.span.len() <= 3)
    }

    /// Whether a name and a reporting verb follow a quotation: `"Stop!" Kerry said`.
    fn reporting_follows(&self, next: usize) -> bool {
        let window = next..self.tokens.len().min(next + REPORTING_WINDOW);
        for at in window {
            let word = self.word(at);
            if REPORTING_VERBS.contains(&word) {
                return true;
            }
            if self.tokens.get(at).is_none_or(|token| token.kind != TokenKind::Word) {
                return false;
            }
        }
        false
    }

    /// Whether a bullet at the start of a line begins here.
    fn starts_item(&self, at: usize) -> bool {
        matches!(self.word(at), "•" | "●" | "▪" | "■" | "►" | "▶" | "◆" | "‣" | "◦") && self.starts_line(at)
    }

    fn starts_line(&self, at: usize) -> bool {
        self.gap_before(at).contains(text::is_line_break)
    }

    fn spaced(&self, at: usize) -> bool {
        self.gap_before(at).contains(text::is_blank)
    }

    fn glued_to_next(&self, at: usize) -> bool {
        at + 1 < self.tokens.len() && !self.spaced(at + 1)
    }

    /// The blank text between a token and the one before it.
    fn gap_before(&self, at: usize) -> &str {
        let (Some(before), Some(token)) =
            (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at))
        else {
            return "";
        };
        Span::new(before.span.end, token.span.start).of(self.text)
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }
}

/// Words in capitals that go on after a time of day: a day, a month, a zone.
fn follows_time(word: &str) -> bool {
    const ZONES: [&str; 8] = ["Eastern", "Central", "Mountain", "Pacific", "Local", "Greenwich", "London", "ET"];
    const DAYS_AND_MONTHS: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let short = word.trim_end_matches('.');
    let day = DAYS_AND_MONTHS
        .iter()
        .any(|&day| short == day || (short.len() >= 3 && short.len() <= 5 && day.starts_with(short)));
    let zone = (2..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase());
    day || zone || ZONES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Paragraph, ParagraphKind};

    #[test]
    fn table() {
        let (mut cases, mut wrong) = (0, Vec::new());
        for line in include_str!("../../fixtures/tables/sentences.txt").lines() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            let line = line.replace("\\n", "\n");
            let text = line.replace('|', "");
            let paragraph = Paragraph { span: Span::new(0, text.len()), kind: ParagraphKind::Body, sentences: 0..0 };
            let mut document = Document { text, paragraphs: vec![paragraph], ..Document::default() };
            crate::parse::token::cut(&mut document);
            cut(&mut document);
            let cut: Vec<&str> = document.sentences.iter().map(|sentence| document.slice(sentence.span)).collect();
            let wanted: Vec<&str> = line.split('|').map(str::trim).collect();
            if cut != wanted {
                wrong.push(cut.join("|"));
            }
            cases += 1;
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(cases >= 75, "only {cases} cases");
    }

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("sentence_starters.txt", STARTERS_FILE);
    }
}
