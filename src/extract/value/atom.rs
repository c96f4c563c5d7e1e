//! Atoms: the finer cut of the text that values are read from.
//!
//! Values break words that the rest of the program keeps whole ("US$4.2bn", "25-year-old", "1am", "15/07/2016"), so this room
//! cuts each paragraph into runs of letters, numbers and single marks, and remembers only whether white space came before.
//! Web and e-mail addresses, handles and hashtags are taken over from the tokens as one opaque atom.

use super::meaning::{Meaning, Meanings};
use crate::document::{Document, Form, TokenKind};
use crate::span::Span;
use crate::text;

/// Numbers with more bytes than this are codes or noise, not amounts.
const MAX_NUMBER_BYTES: usize = 40;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtomKind {
    /// Letters only.
    Word,
    /// ASCII digits, with thousands separators and decimals: `1,000.5`; also chains such as `15.07.2016`.
    Number,
    /// One character of anything else.
    Mark(char),
    /// An address or a number too long to be one.
    Other,
}

/// A piece of text that values are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// Where it stands.
    pub(super) span: Span,
    /// What it is made of.
    pub(super) kind: AtomKind,
    /// Whether it is the first of its paragraph or white space stands before it.
    pub(super) spaced: bool,
    /// What it can be.
    pub(super) meaning: Meaning,
}

/// The atoms of one paragraph, with the text twice: as printed, and in ASCII lower case (which keeps all offsets).
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The document's text.
    pub(super) text: &'a str,
    /// The same in ASCII lower case.
    pub(super) lower: &'a str,
    /// The paragraph's atoms.
    pub(super) atoms: &'a [Atom],
}

impl<'a> Line<'a> {
    /// The atom, if there is one.
    pub(super) fn atom(&self, at: usize) -> Option<&'a Atom> {
        self.atoms.get(at)
    }

    /// The atom as printed; empty past the ends.
    pub(super) fn printed(&self, at: usize) -> &'a str {
        self.atom(at).map_or("", |atom| atom.span.of(self.text))
    }

    /// The word in lower case; empty if the atom is no word.
    pub(super) fn word(&self, at: usize) -> &'a str {
        match self.atom(at) {
            Some(atom) if atom.kind == AtomKind::Word => atom.span.of(self.lower),
            _ => "",
        }
    }

    /// The word `back` atoms before `at`, in lower case; empty if there is none.
    pub(super) fn word_before(&self, at: usize, back: usize) -> &'a str {
        at.checked_sub(back).map_or("", |before| self.word(before))
    }

    /// Whether the atom is this mark.
    pub(super) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.atom(at).is_some_and(|atom| atom.kind == AtomKind::Mark(mark))
    }

    /// Whether the atom before `at` is this mark.
    pub(super) fn mark_before(&self, at: usize, mark: char) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is_mark(before, mark))
    }

    /// Whether the atom is a hyphen or a dash that joins numbers or words.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| {
            matches!(atom.kind, AtomKind::Mark('-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}'))
        })
    }

    /// Whether the atom is a number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| atom.kind == AtomKind::Number)
    }

    /// Whether nothing stands between the atom and the one before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        self.atom(at).is_some_and(|atom| !atom.spaced)
    }

    /// Whether the atom begins with a capital letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.printed(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// The number that the atom prints, if it is one number.
    pub(super) fn value(&self, at: usize) -> Option<f64> {
        if !self.is_number(at) {
            return None;
        }
        let printed = self.printed(at);
        let value: f64 =
            if printed.contains(',') { printed.replace(',', "").parse().ok()? } else { printed.parse().ok()? };
        value.is_finite().then_some(value)
    }

    /// The whole number of a plain run of digits, without separators, at most `digits` of them.
    pub(super) fn integer(&self, at: usize, digits: usize) -> Option<i32> {
        if !self.is_number(at) {
            return None;
        }
        let printed = self.printed(at);
        let plain = printed.len() <= digits && printed.bytes().all(|b| b.is_ascii_digit());
        if plain { printed.parse().ok() } else { None }
    }

    /// The span from one atom to before another.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        match (self.atom(from), to.checked_sub(1).and_then(|last| self.atom(last))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }
}

/// Cuts paragraphs into atoms.
#[derive(Debug)]
pub(super) struct Cutter<'a> {
    document: &'a Document,
    /// The document's text.
    text: &'a str,
    /// The same in ASCII lower case.
    lower: &'a str,
    /// The next token.
    token: usize,
    /// Web addresses and the like, in order.
    addresses: Vec<Span>,
    /// What is known of words.
    meanings: &'a mut Meanings,
}

impl<'a> Cutter<'a> {
    /// A cutter for a document; `lower` is its text in ASCII lower case.
    pub(super) fn new(document: &'a Document, lower: &'a str, meanings: &'a mut Meanings) -> Self {
        let addresses = document.tokens.iter().filter(|token| token.kind == TokenKind::Address);
        let addresses = addresses.map(|token| token.span).collect();
        Self { document, text: &document.text, lower, token: 0, addresses, meanings }
    }

    /// Cuts the paragraph under a span into `atoms`, which is emptied first.
    pub(super) fn cut(&mut self, paragraph: Span, atoms: &mut Vec<Atom>) {
        atoms.clear();
        let (mut at, end) = (paragraph.start, paragraph.end);
        let mut passed = self.addresses.partition_point(|address| address.start < at);
        let mut spaced = true;
        while let Some(&first) = self.text.as_bytes().get(at).filter(|_| at < end) {
            if first == b' ' {
                (spaced, at) = (true, at + 1);
                continue;
            }
            let Some(rest) = self.text.get(at..end) else { break };
            while self.addresses.get(passed).is_some_and(|address| address.start < at) {
                passed += 1;
            }
            let address = self.addresses.get(passed).filter(|address| address.start == at && !address.is_empty());
            let (length, kind) = if let Some(address) = address {
                (address.len().min(rest.len()), AtomKind::Other)
            } else if first.is_ascii_digit() {
                let length = number_length(rest.as_bytes());
                (length, if length > MAX_NUMBER_BYTES { AtomKind::Other } else { AtomKind::Number })
            } else if first.is_ascii_alphabetic() {
                (word_length(rest), AtomKind::Word)
            } else {
                let Some(c) = rest.chars().next() else { break };
                if text::is_blank(c) {
                    spaced |= c.is_whitespace();
                    at += c.len_utf8();
                    continue;
                }
                if c.is_alphabetic() { (word_length(rest), AtomKind::Word) } else { (c.len_utf8(), AtomKind::Mark(c)) }
            };
            let span = Span::new(at, at + length);
            let meaning = match kind {
                AtomKind::Word => {
                    let form = self.form(span);
                    self.meanings.get(form, span, self.text, self.lower)
                }
                AtomKind::Number => Meaning::NUMBER,
                AtomKind::Mark(mark) => Meaning::of_mark(mark, span.of(self.text)),
                AtomKind::Other => Meaning::default(),
            };
            atoms.push(Atom { span, kind, spaced, meaning });
            at += length;
            spaced = false;
        }
    }

    /// The token under a span that begins behind all that were asked for before, as a word.
    fn form(&mut self, span: Span) -> Option<&'a Form> {
        while let Some(token) = self.document.tokens.get(self.token) {
            if token.span.start >= span.start {
                return self.document.forms.get(token.form as usize).filter(|_| token.span == span);
            }
            self.token += 1;
        }
        None
    }
}

/// How many bytes at the head of a text are letters.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(byte) if byte.is_ascii_alphabetic() => at += 1,
            Some(byte) if !byte.is_ascii() => match text.get(at..).and_then(|rest| rest.chars().next()) {
                Some(c) if c.is_alphabetic() => at += c.len_utf8(),
                _ => return at,
            },
            _ => return at,
        }
    }
}

/// How many bytes at the head of `bytes` are one number: digits, commas before groups of three digits (or of two, the Indian
/// way, when more follow), stops between digits.
fn number_length(bytes: &[u8]) -> usize {
    let digits =
        |from: usize| bytes.get(from..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
    let mut at = digits(0);
    let mut groups = at <= 3;
    loop {
        let group = digits(at + 1);
        match bytes.get(at) {
            Some(b',') if groups && group == 3 => at += 4,
            Some(b',') if groups && group == 2 && bytes.get(at + 3) == Some(&b',') && digits(at + 4) >= 2 => at += 3,
            Some(b'.') if group > 0 => {
                at += 1 + group;
                groups = false;
            }
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_end_where_they_should() {
        for (text, expected) in [
            ("1,000.5 men", "1,000.5"),
            ("1,00,000", "1,00,000"),
            ("15, 2016", "15"),
            ("15,2016", "15"),
            ("2016,000", "2016"),
            ("5.", "5"),
            ("15.07.2016", "15.07.2016"),
            ("1,200,", "1,200"),
            ("7", "7"),
        ] {
            assert_eq!(&text[..number_length(text.as_bytes())], expected, "{text}");
        }
    }
}
