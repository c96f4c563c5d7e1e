//! What a word is by itself: all that the rules and models of claims ask of it, found out once and remembered from one document to the next.

use super::modality::Marker;
use super::signals::{self, CLASSES};
use super::{checkworthiness, clause, cluster, detect, future, hedge, modality};
use crate::document::{Document, Token, TokenKind};
use crate::lexicon::{Reading, word_hash};
use crate::model::hash;
use crate::model::memory::Column;
use std::cell::RefCell;

/// What is known of a word as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexeme {
    /// The hash of its lower-case form, see [`word_hash`].
    pub(super) hash: u32,
    /// Its classes, a bit each as in [`signals::NAMES`], and above them the traits that have names here. Where it stands in a text, what its token is made
    /// of is among them.
    pub(super) bits: u64,
    /// The numbers of its clusters, see [`cluster::of`].
    pub(super) clusters: Option<(u8, u8)>,
    /// What it tells of the modality of its clause.
    pub(super) marker: Option<Marker>,
    /// What it adds by itself to the check-worthiness of a sentence, in thousandths.
    pub(super) worth: i32,
    /// What it adds to whether a source claims something where it stands around what the source says, in thousandths.
    pub(super) around: i32,
    /// What it adds to whether what it stands in is a claim, in thousandths.
    pub(super) claims: i32,
}

/// It negates.
pub(super) const NEGATES: u64 = trait_bit(0);
/// It says that something is not so, without a negation.
pub(super) const DENIES: u64 = trait_bit(1);
/// It has the form of a regular past.
pub(super) const REGULAR_PAST: u64 = trait_bit(2);
/// It goes with an amount of money or a share.
pub(super) const MONEY_OR_PERCENT: u64 = trait_bit(3);
/// It has a digit in it.
pub(super) const DIGIT: u64 = trait_bit(4);
/// It may open a subordinate clause.
pub(super) const OPENER: u64 = trait_bit(5);
/// It is a finite auxiliary.
pub(super) const AUXILIARY: u64 = trait_bit(6);
/// It sets a condition.
pub(super) const CONDITION: u64 = trait_bit(7);
/// It may begin a hedge.
pub(super) const HEDGE: u64 = trait_bit(8);
/// It may tell of something ahead.
pub(super) const AHEAD: u64 = trait_bit(9);
/// It may begin a pair of words that [`checkworthiness`] has a weight for.
pub(super) const PAIR: u64 = trait_bit(10);

/// "if", "unless".
pub(super) const IF: u64 = trait_bit(11);
/// "will" and its short forms.
pub(super) const WILL: u64 = trait_bit(12);
/// "would", "could", "might".
pub(super) const WOULD: u64 = trait_bit(13);
/// "there", "there's".
pub(super) const THERE: u64 = trait_bit(14);

/// It may begin a pair of words that [`detect`] has a weight for.
pub(super) const CLAIM_PAIR: u64 = trait_bit(15);

/// It begins with a capital.
pub(super) const CAPITAL: u64 = trait_bit(16);
/// It has two letters or more, all of them capitals, and nothing else.
pub(super) const CAPITALS: u64 = trait_bit(17);
/// It is "I", or begins with that or an "i".
pub(super) const BEGINS_WITH_I: u64 = trait_bit(18);

/// It is "that".
pub(super) const THAT: u64 = trait_bit(19);

/// It is a pronoun in the form of a subject.
pub(super) const SUBJECT: u64 = trait_bit(23);

/// The token counts as a word.
pub(super) const WORD: u64 = trait_bit(20);
/// It is a mark of punctuation.
pub(super) const PUNCTUATION: u64 = trait_bit(21);
/// It is a quotation mark.
pub(super) const QUOTE: u64 = trait_bit(22);

/// The traits of a token of a kind.
fn of_kind(kind: TokenKind) -> u64 {
    match kind {
        TokenKind::Punctuation => PUNCTUATION,
        TokenKind::Quote => QUOTE,
        kind if kind.is_word() => WORD,
        _ => 0,
    }
}

const fn trait_bit(number: usize) -> u64 {
    1 << (CLASSES + number)
}

thread_local! {
    static KNOWN: RefCell<Column<Lexeme>> = RefCell::default();
}

/// What is known of each token of a document, of which `lower` gives the lower-case form.
pub(super) fn of<'a>(document: &Document, lower: impl Fn(usize) -> &'a str) -> Vec<Lexeme> {
    let mut column = KNOWN.take();
    let forms = document.forms.iter().map(|form| {
        column.get_or_insert_with(form, || {
            let word = lower(form.token as usize);
            let mut lexeme = Lexeme::new(document.form(form), word, form.lower);
            lexeme.bits |= of_kind(form.kind);
            lexeme
        })
    });
    let forms: Vec<Lexeme> = forms.collect();
    KNOWN.set(column);
    let of_token = |token: &Token| forms.get(token.form as usize).copied().unwrap_or(Lexeme::NOTHING);
    document.tokens.iter().map(of_token).collect()
}

impl Lexeme {
    /// Of no word.
    pub(super) const NOTHING: Self =
        Self { hash: 0, bits: 0, clusters: None, marker: None, worth: 0, around: 0, claims: 0 };

    /// What is known of a word, given as it is written and in lower case, with the hash of the former in lower case.
    fn new(written: &str, word: &str, lower: u64) -> Self {
        let hash = word_hash(word.bytes());
        // A word has no space in it.
        let alone = Reading::NOTHING.and(hash);
        let small = |c: char| c.is_lowercase() || !c.is_alphabetic();
        let traits = [
            (NEGATES, signals::is_negation(word)),
            (DENIES, modality::denies(word)),
            (REGULAR_PAST, signals::is_regular_past(word)),
            (MONEY_OR_PERCENT, signals::is_money_or_percent(word)),
            (DIGIT, word.bytes().any(|byte| byte.is_ascii_digit())),
            (OPENER, clause::is_opener(word)),
            (AUXILIARY, clause::is_auxiliary(word)),
            (CONDITION, modality::sets_condition(word)),
            (HEDGE, hedge::may_begin(alone)),
            (AHEAD, future::may_tell(word)),
            (PAIR, checkworthiness::may_begin_pair(alone)),
            (CLAIM_PAIR, detect::may_begin_pair(alone)),
            (IF, matches!(word, "if" | "unless")),
            (WILL, matches!(word, "will" | "won't") || word.ends_with("'ll")),
            (WOULD, matches!(word, "would" | "could" | "might" | "wouldn't" | "couldn't")),
            (THERE, matches!(word, "there" | "there's")),
            (CAPITAL, written.starts_with(char::is_uppercase)),
            (CAPITALS, written.len() > 1 && !written.contains(small)),
            (BEGINS_WITH_I, word.starts_with('i')),
            (THAT, word == "that"),
            (SUBJECT, clause::is_subject(word)),
        ];
        let traits = traits.iter().filter(|(_, has)| *has).fold(0, |bits, (bit, _)| bits | bit);
        Self {
            hash,
            bits: signals::classes(word) | traits,
            // A typographic apostrophe is a plain one in `word`.
            clusters: cluster::of(word, if written.is_ascii() { lower } else { hash::lower(word) }),
            marker: modality::marker(word),
            worth: checkworthiness::worth(alone),
            around: detect::around(word),
            claims: detect::claims(alone),
        }
    }
}
