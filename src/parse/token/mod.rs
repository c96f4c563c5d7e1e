//! Tokens: one pass over each paragraph with one recogniser for each form.
//!
//! A token never holds white space, and every character that is not blank lies in exactly one token. What is cut where
//! follows from what reads the tokens (entities, values, quotations):
//!
//! - An abbreviation keeps its stop (`U.S.`, `Sen.`, `a.m.`, `J.K.`), also at the end of a sentence; any other full stop is a
//!   token of its own. Whether a word is an abbreviation can depend on its neighbours (`No. 3`, `Boston, Mass.`): [`abbreviation`].
//! - A hyphen inside a word stays inside (`long-term`, `al-Qaeda`, `Jean-Claude`, `Covid-19`), unless a name ends or begins at it
//!   (`Russia-Ukraine`, `Moscow-backed`, `anti-American`, `U.S.-led`): then it is a token of its own: [`word`].
//! - A number keeps its inner signs (`3.5`, `1,000`, `7:45`, `9/11`, `2016-07-15`) and its ending (`5th`, `1980s`, `4G`), but not
//!   a unit (`1` `am`, `5.5` `m`, `40` `km`) and no hyphen (`3` `-` `2`, `23` `-` `year-old`): [`number`].
//! - The possessive ending is a token (`Kerry` `'s`, `workers` `'`); so is `'s` for `is`, which looks the same, and any verb joined
//!   to a pronoun (`they` `'ll`), so that the pronoun can be a mention. `don't` is whole: [`word`].
//! - `US$4.2m` is `US` `$` `4.2` `m`. Runs of one sign (`...`, `--`, `***`) and of `?` and `!` are one token.
//! - A character that was lost and became `?` is of a kind of its own: [`damage`].
//! - Addresses are whole: [`address`]. Scripts that do not space their words are cut as Unicode annex 29 cuts them.

mod abbreviation;
mod address;
mod character;
mod damage;
mod forms;
mod number;
mod quotation;
mod word;

pub(crate) use abbreviation::{Abbreviation, class as abbreviation_class};

use crate::document::{Document, Token, TokenKind};
use crate::model::hash;
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// Cuts all paragraphs into tokens and fills [`Document::tokens`].
pub fn cut(document: &mut Document) {
    /// Bytes of a text for each token, or a few less.
    const BYTES: usize = 5;
    let mut tokens = std::mem::take(&mut document.tokens);
    tokens.clear();
    tokens.reserve(document.text.len() / BYTES);
    for paragraph in &document.paragraphs {
        let scanner = Scanner::new(paragraph.span.of(&document.text), paragraph.span.start, tokens);
        tokens = scanner.run();
    }
    document.tokens = tokens;
    damage::part_words(document);
    forms::number(document);
}

/// The state of the pass over one paragraph. Recognisers look at the text at `at` and take what they know with [`Scanner::take`].
struct Scanner<'a> {
    /// The paragraph's text.
    text: &'a str,
    /// Where it stands in the document.
    base: usize,
    /// How far the text is cut.
    at: usize,
    /// End of the stretch without white space that holds `at`.
    chunk_end: usize,
    /// Whether that stretch can hold an address.
    chunk_may_hold_address: bool,
    /// Whether a single quotation mark is open.
    single_open: bool,
    /// What was cut, of all paragraphs so far.
    tokens: Vec<Token>,
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, base: usize, tokens: Vec<Token>) -> Self {
        Self { text, base, at: 0, chunk_end: 0, chunk_may_hold_address: false, single_open: false, tokens }
    }

    fn run(mut self) -> Vec<Token> {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            if byte == b' ' {
                self.at += 1;
                continue;
            }
            if byte.is_ascii_alphabetic() && self.plain_word() {
                continue;
            }
            let Some(c) = self.rest().chars().next() else { break };
            if crate::text::is_blank(c) {
                self.at += c.len_utf8();
                continue;
            }
            if self.at >= self.chunk_end {
                self.enter_chunk();
            }
            if matches!(c, ',' | ';' | '(' | ')') && !self.chunk_may_hold_address {
                self.take(1, TokenKind::Punctuation);
            } else {
                self.step(c);
            }
        }
        self.tokens
    }

    /// Takes a word of ASCII letters and digits that plainly ends where they do, as [`Scanner::step`] does after many more questions: most words.
    fn plain_word(&mut self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = ascii_word_length(rest);
        let ends = match rest.get(length) {
            None | Some(b' ' | b'\n') => self.at >= self.chunk_end || !self.chunk_may_hold_address,
            // In a stretch that was looked at: a mark that is no part of a word.
            Some(b',' | b'"' | b')' | b';' | b'?' | b'!') => self.at < self.chunk_end && !self.chunk_may_hold_address,
            Some(_) => false,
        };
        if ends {
            self.take(length, TokenKind::Word);
        }
        ends
    }

    /// Takes one token, or several that belong together, at `c`, which is not blank.
    fn step(&mut self, c: char) {
        // An address first: its parts look like words, numbers and punctuation.
        if self.chunk_may_hold_address && self.address(c) {
            return;
        }
        // Damage next: its characters look like letters and question marks.
        if self.damaged(c) {
            return;
        }
        if c.is_ascii_digit() || c.is_numeric() {
            self.number();
        } else if character::is_unspaced(c) {
            self.unspaced();
        } else if character::is_letter(c) {
            self.word();
        } else if !self.quotation(c) && !self.number_with_sign(c) {
            self.sign(c);
        }
    }

    /// Takes punctuation or a symbol.
    fn sign(&mut self, c: char) {
        let rest = self.rest();
        if matches!(c, '?' | '!') {
            let length = run_length(rest, |next| matches!(next, '?' | '!'));
            self.take(length, TokenKind::Punctuation);
        } else if matches!(c, '.' | '-' | '–' | '—' | '*' | '_' | '=' | '#' | '~' | '+' | '…' | '•' | '/') {
            let kind = if matches!(c, '=' | '~' | '+') { TokenKind::Symbol } else { TokenKind::Punctuation };
            self.take(run_length(rest, |next| next == c), kind);
        } else if character::is_punctuation(c) {
            self.take(c.len_utf8(), TokenKind::Punctuation);
        } else if c.is_ascii() {
            self.take(1, TokenKind::Symbol);
        } else {
            // An emoji may be several code points.
            let length = rest.graphemes(true).next().map_or(c.len_utf8(), str::len);
            self.take(length, TokenKind::Symbol);
        }
    }

    /// Takes a run of a script that does not space its words.
    fn unspaced(&mut self) {
        let length = run_length(self.rest(), |c| character::is_unspaced(c) || character::is_mark(c));
        for word in self.rest().get(..length).unwrap_or("").split_word_bounds() {
            self.take(word.len(), TokenKind::Word);
        }
    }

    /// The text that is not cut yet.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The character before the cut, if any.
    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// The last token of this paragraph.
    fn last(&self) -> Option<&Token> {
        self.tokens.last().filter(|token| token.span.start >= self.base)
    }

    /// The text of the last token of this paragraph.
    fn last_word(&self) -> &'a str {
        self.last()
            .and_then(|token| self.text.get(token.span.start - self.base..token.span.end - self.base))
            .unwrap_or("")
    }

    /// Takes the next `length` bytes as a token.
    fn take(&mut self, length: usize, kind: TokenKind) {
        let start = self.base + self.at;
        if length > 0 {
            let hash = hash::spelling(self.text.as_bytes().get(self.at..self.at + length).unwrap_or_default());
            self.tokens.push(Token { span: Span::new(start, start + length), kind, hash, form: 0 });
            self.at += length;
        }
    }

    /// Looks at the stretch without white space that begins here.
    fn enter_chunk(&mut self) {
        let (mut length, mut signs) = (0, false);
        let rest = self.rest();
        for &byte in rest.as_bytes() {
            let ends = match byte {
                b' ' | b'\t'..=b'\r' => true,
                // What white space outside ASCII begins with.
                0xC2 | 0xE1..=0xE3 => rest.get(length..).is_some_and(|rest| rest.starts_with(char::is_whitespace)),
                _ => false,
            };
            if ends {
                break;
            }
            signs |= address::is_sign(byte);
            length += 1;
        }
        self.chunk_end = self.at + length;
        self.chunk_may_hold_address = signs && address::may_be_in(rest.get(..length).unwrap_or(""));
    }
}

/// The bytes at the head of `text` whose characters a word goes on over.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ascii = ascii_word_length(bytes);
    if bytes.get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    ascii + run_length(text.get(ascii..).unwrap_or(""), character::is_word)
}

/// The ASCII bytes at the head of a text that a word goes on over.
fn ascii_word_length(bytes: &[u8]) -> usize {
    /// Whether a word goes on over a byte.
    static GOES_ON: [bool; 256] = {
        let mut goes_on = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            goes_on[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
            byte += 1;
        }
        goes_on
    };
    bytes.iter().position(|&byte| !GOES_ON[usize::from(byte)]).unwrap_or(bytes.len())
}

/// The bytes at the head of `text` whose characters are all `wanted`.
fn run_length(text: &str, wanted: impl Fn(char) -> bool) -> usize {
    text.find(|c| !wanted(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Paragraph, ParagraphKind};

    /// The document of one paragraph.
    fn tokens(text: &str) -> Document {
        let span = Span::new(0, text.len()).trim(text);
        let paragraph = Paragraph { span, kind: ParagraphKind::Body, sentences: 0..0 };
        let mut document = Document { text: text.to_owned(), paragraphs: vec![paragraph], ..Document::default() };
        cut(&mut document);
        document
    }

    #[test]
    fn table() {
        let (mut cases, mut wrong) = (0, Vec::new());
        for line in include_str!("../../../fixtures/tables/tokens.txt").lines() {
            if line.is_empty() || line.starts_with("# ") {
                continue;
            }
            let document = tokens(&line.replace('|', ""));
            let cut: Vec<&str> = document.tokens.iter().map(|token| document.word(token)).collect();
            let wanted: Vec<&str> =
                line.split(|c: char| c == '|' || c.is_whitespace()).filter(|word| !word.is_empty()).collect();
            if cut != wanted {
                wrong.push(cut.join("|"));
            }
            cases += 1;
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(cases >= 75, "only {cases} cases");
    }

    #[test]
    fn kinds() {
        use TokenKind::{Address, Number, Possessive, Punctuation, Quote, Symbol, Word};
        let cases: [(&str, &[TokenKind]); 10] = [
            ("Kerry's “plan”.", &[Word, Possessive, Quote, Word, Quote, Punctuation]),
            ("the workers' ’90s", &[Word, Word, Possessive, Number]),
            ("$5.5m", &[Symbol, Number, Word]),
            ("@who #tag a@b.org", &[Address, Address, Address]),
            ("they'll \u{1f469}\u{200d}\u{1f680}", &[Word, Word, Symbol]),
            ("... — --", &[Punctuation, Punctuation, Punctuation]),
            ("''so'' ``so''", &[Quote, Word, Quote, Quote, Word, Quote]),
            ("John?Kerry", &[Word, TokenKind::Lost, Word]),
            ("Kerryâ€™s planÂ\u{a0}B", &[Word, Possessive, Word, TokenKind::Lost, Word]),
            ("東京。", &[Word, Word, Punctuation]),
        ];
        for (text, kinds) in cases {
            let cut: Vec<TokenKind> = tokens(text).tokens.iter().map(|token| token.kind).collect();
            assert_eq!(cut, kinds, "{text}");
        }
    }

    #[test]
    fn every_character_is_in_one_token() {
        let odd = [
            "\u{ad}a\u{ad} \u{ad}",
            "\u{301}x",
            "\u{7}\0",
            "a\u{200b}b",
            "'''''s's' s'",
            "-.-.a.-.'",
            "@#@.a@b.",
            "1.,:/-1",
        ];
        for text in odd {
            let document = tokens(text);
            let mut at = 0;
            for token in &document.tokens {
                assert!(token.span.start >= at && !token.span.is_empty(), "{text:?}");
                assert!(crate::text::all_blank(Span::new(at, token.span.start).of(text)), "{text:?}");
                at = token.span.end;
            }
            assert!(crate::text::all_blank(Span::new(at, text.len()).of(text)), "{text:?}");
        }
    }
}
