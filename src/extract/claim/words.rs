//! The words of a sentence, or of a part of it, in lower case: what every rule about claims looks at.

use super::lexeme::{self, Lexeme, WORD};
use crate::document::{Document, Token, TokenKind};
use crate::span::Span;

/// Longest view, in tokens. Sentences of real articles stay far below; a text without full stops must not make the rules,
/// some of which look ahead, slow.
pub(crate) const MAX_WORDS: usize = 400;

/// All tokens of a document in lower case, each with what is known of it; a typographic apostrophe is a plain one in these.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// Its text with ASCII in lower case, then the lower-case forms of the tokens with other letters.
    lower: String,
    /// For each token where its form is in `lower`.
    places: Vec<Span>,
    /// For each token what is known of its form.
    lexemes: Vec<Lexeme>,
}

impl<'a> Text<'a> {
    /// Reads all tokens of a document.
    pub(crate) fn new(document: &'a Document) -> Self {
        let mut lower = document.text.to_ascii_lowercase();
        let ascii: Vec<bool> = document.forms.iter().map(|form| document.form(form).is_ascii()).collect();
        let place = |token: &Token| {
            if ascii.get(token.form as usize).is_some_and(|ascii| *ascii) {
                return token.span;
            }
            let original = document.word(token);
            let start = lower.len();
            for c in original.chars() {
                match c {
                    '\u{2019}' | '\u{2bc}' => lower.push('\''),
                    c => lower.extend(c.to_lowercase()),
                }
            }
            Span::new(start, lower.len())
        };
        let places: Vec<Span> = document.tokens.iter().map(place).collect();
        let lexemes = lexeme::of(document, |token| places.get(token).map_or("", |place| place.of(&lower)));
        Self { document, lower, places, lexemes }
    }
}

/// How a token is spelt in lower case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling<'a> {
    text: &'a Text<'a>,
    token: usize,
}

impl<'a> Spelling<'a> {
    /// As text.
    pub(super) fn as_str(self) -> &'a str {
        self.text.places.get(self.token).map_or("", |place| place.of(&self.text.lower))
    }
}

/// Some of them, in order.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    text: &'a Text<'a>,
    tokens: Vec<Place>,
}

/// A token among them.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Which of the document's.
    token: usize,
    /// Those of its lexeme: nearly all questions are about them.
    bits: u64,
}

impl<'a> Words<'a> {
    /// The tokens that begin in `pieces`, in order.
    pub(crate) fn new(text: &'a Text<'a>, pieces: &[Span]) -> Self {
        let mut tokens = Vec::new();
        for &piece in pieces {
            let room = MAX_WORDS.saturating_sub(tokens.len());
            let run = text.document.tokens_in(piece);
            let lexemes = text.lexemes.get(run.clone()).unwrap_or_default();
            tokens.extend(run.zip(lexemes).take(room).map(|(token, lexeme)| Place { token, bits: lexeme.bits }));
        }
        Self { text, tokens }
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Those that are not in `others`, which are in order, too.
    pub(crate) fn without(&self, others: &Self) -> Self {
        let mut others = others.tokens.iter().map(|other| other.token).peekable();
        let mut is_other = |place: &Place| {
            while others.next_if(|other| *other < place.token).is_some() {}
            others.peek() == Some(&place.token)
        };
        let mut tokens = Vec::with_capacity(self.tokens.len());
        tokens.extend(self.tokens.iter().copied().filter(|place| !is_other(place)));
        Self { text: self.text, tokens }
    }

    /// The token at `index` in lower case; empty past the end.
    pub(crate) fn get(&self, index: usize) -> &'a str {
        self.spelling(index).as_str()
    }

    /// The token before `index` in lower case; empty at the start.
    pub(crate) fn before(&self, index: usize) -> &'a str {
        index.checked_sub(1).map_or("", |previous| self.get(previous))
    }

    /// The token at `index` as printed; empty past the end.
    pub(crate) fn original(&self, index: usize) -> &'a str {
        self.span(index).of(&self.text.document.text)
    }

    /// What is known of the token at `index`; nothing past the end.
    pub(super) fn lexeme(&self, index: usize) -> &'a Lexeme {
        static NOTHING: Lexeme = Lexeme::NOTHING;
        self.tokens.get(index).and_then(|place| self.text.lexemes.get(place.token)).unwrap_or(&NOTHING)
    }

    /// The bits of what is known of the token at `index`; none past the end.
    #[inline]
    pub(super) fn bits(&self, index: usize) -> u64 {
        self.tokens.get(index).map_or(0, |place| place.bits)
    }

    /// Whether the token at `index` is in one of some classes of words or has one of some traits, see [`lexeme`].
    pub(super) fn is(&self, index: usize, any: u64) -> bool {
        self.bits(index) & any != 0
    }

    /// What the token at `index` is made of.
    pub(crate) fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).and_then(|place| self.text.document.tokens.get(place.token)).map(|token| token.kind)
    }

    /// Where the token at `index` stands.
    pub(crate) fn span(&self, index: usize) -> Span {
        let token = self.tokens.get(index).and_then(|place| self.text.document.tokens.get(place.token));
        token.map_or(Span::default(), |token| token.span)
    }

    /// Whether the token at `index` counts as a word.
    pub(crate) fn is_word(&self, index: usize) -> bool {
        self.is(index, WORD)
    }

    /// The tokens that count as words, each with its index and what is known of it.
    pub(super) fn plain(&self) -> impl Iterator<Item = (usize, &'a Lexeme)> {
        let words = self.tokens.iter().enumerate().filter(|(_, place)| place.bits & WORD != 0);
        words.filter_map(|(index, place)| Some((index, self.text.lexemes.get(place.token)?)))
    }

    /// How the token at `index` is spelt, to be asked for later.
    pub(super) fn spelling(&self, index: usize) -> Spelling<'a> {
        Spelling { text: self.text, token: self.tokens.get(index).map_or(usize::MAX, |place| place.token) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::claim::test_support::document;

    #[test]
    fn words_around_others() {
        let said = "The dam, he said again, has cost nothing";
        let document = document(said);
        let text = Text::new(&document);
        let words = |pieces: &[Span]| Words::new(&text, pieces);
        let all = words(&[Span::new(0, said.len())]);
        let shown = |words: &Words| (0..words.len()).map(|at| words.get(at)).collect::<Vec<_>>().join(" ");
        let content = words(&[Span::new(0, 7), Span::new(24, said.len())]);
        assert_eq!(shown(&all.without(&content)), ", he said again ,");
        assert_eq!(shown(&all.without(&words(&[]))), shown(&all));
        assert_eq!(shown(&all.without(&all)), "");
    }
}
