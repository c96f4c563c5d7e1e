//! Word classes: the closed classes of English that bound a subject, a verb group or a clause.
//!
//! Without a tagger, the edges of noun phrases and clauses are found from the words that cannot stand inside them. Everything that
//! is not listed here is an open-class word, told apart only by its capital letter.

use crate::document::TokenKind;

/// What a token can do at the edge of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// be, have, do and the modals, also negated.
    Auxiliary,
    /// Adverbs that stand between subject and verb, or verb and content.
    Adverb,
    /// I, he, she, they, we, it, you, who.
    Pronoun,
    /// him, them, me, us, himself.
    ObjectPronoun,
    /// the, a, this, his, her, some.
    Determiner,
    /// of, for, in.
    Preposition,
    /// and, or, but, nor.
    Coordinator,
    /// that, when, because: opens a clause.
    Subordinator,
    /// who, which: opens a relative clause.
    Relative,
    /// Monday, yesterday, earlier.
    Time,
    /// A word with a capital letter that is none of these.
    Name,
    /// A number.
    Number,
    /// Any other word.
    Word,
    /// The possessive ending.
    Possessive,
    /// Comma.
    Comma,
    /// Full stop, question mark, exclamation mark, ellipsis.
    Stop,
    /// Colon.
    Colon,
    /// Semicolon.
    Semicolon,
    /// A dash that stands between words.
    Dash,
    /// Brackets and everything else.
    Other,
    /// A quotation mark.
    Mark,
}

impl Class {
    /// Whether noun phrases are made of such tokens.
    pub(crate) const fn is_nominal(self) -> bool {
        matches!(self, Self::Determiner | Self::Word | Self::Name | Self::Preposition | Self::Possessive | Self::Number)
    }

    /// Whether several of them are, joined: "the mayor and her deputy".
    pub(crate) const fn is_nominal_or_joint(self) -> bool {
        self.is_nominal() || matches!(self, Self::Coordinator)
    }
}

/// The lower-case form of a word; longer words are in no list.
pub(super) enum Lower<'w> {
    /// The word is in lower case.
    Same(&'w str),
    /// In a fixed buffer.
    Other(Buffer),
}

impl<'w> Lower<'w> {
    pub(super) fn new(word: &'w str) -> Self {
        let same = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        if word.len() <= Buffer::LONGEST && word.bytes().all(same) {
            Self::Same(word)
        } else {
            Self::Other(Buffer::new(word))
        }
    }

    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Same(word) => word,
            Self::Other(buffer) => buffer.as_str(),
        }
    }
}

/// Room for a word in lower case.
pub(super) struct Buffer {
    buffer: [u8; Self::LONGEST],
    length: usize,
}

impl Buffer {
    const LONGEST: usize = 24;

    fn new(word: &str) -> Self {
        let mut lower = Self { buffer: [0; Self::LONGEST], length: 0 };
        if word.is_ascii() {
            if let Some(room) = lower.buffer.get_mut(..word.len()) {
                for (lower, byte) in room.iter_mut().zip(word.bytes()) {
                    *lower = byte.to_ascii_lowercase();
                }
                lower.length = word.len();
            }
            return lower;
        }
        // The curly apostrophe counts as the straight one.
        for c in word.chars().map(|c| if c == '’' { '\'' } else { c.to_ascii_lowercase() }) {
            let mut encoded = [0; 4];
            let bytes = c.encode_utf8(&mut encoded).as_bytes();
            match lower.buffer.get_mut(lower.length..lower.length + bytes.len()) {
                Some(room) => room.copy_from_slice(bytes),
                None => return Self { buffer: [0; Self::LONGEST], length: 0 },
            }
            lower.length += bytes.len();
        }
        lower
    }

    fn as_str(&self) -> &str {
        self.buffer.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

/// The class of a token.
pub(crate) fn class_of(word: &str, kind: TokenKind) -> Class {
    match kind {
        TokenKind::Possessive => return Class::Possessive,
        TokenKind::Quote => return Class::Mark,
        TokenKind::Number => return Class::Number,
        TokenKind::Address => return Class::Name,
        TokenKind::Punctuation | TokenKind::Symbol => {
            return match word {
                "," => Class::Comma,
                "." | "?" | "!" | "…" | "..." => Class::Stop,
                ":" => Class::Colon,
                ";" => Class::Semicolon,
                "—" | "–" | "--" | "―" => Class::Dash,
                "'" | "‘" | "’" | "\"" | "“" | "”" => Class::Mark,
                _ => Class::Other,
            };
        }
        TokenKind::Lost => return Class::Other,
        TokenKind::Word => {}
    }
    let lower = Lower::new(word);
    let lower = lower.as_str();
    let closed = closed_class(lower);
    if closed == Class::Time
        && !word.starts_with(char::is_uppercase)
        && matches!(lower, "march" | "mon" | "wed" | "sun" | "sat")
    {
        return Class::Word;
    }
    // "US" is the country, "us" the pronoun; "WHO" and "IT" stand for names, too.
    if word == "US"
        || word == "IT"
        || word == "WHO"
        || (closed == Class::ObjectPronoun && word.len() > 1 && word.chars().all(char::is_uppercase))
    {
        return Class::Name;
    }
    if closed != Class::Word {
        return closed;
    }
    if word.starts_with(char::is_uppercase) {
        return Class::Name;
    }
    if lower.len() > 4
        && lower.ends_with("ly")
        && !matches!(
            lower,
            "family"
                | "ally"
                | "reply"
                | "supply"
                | "assembly"
                | "rally"
                | "elderly"
                | "daily"
                | "weekly"
                | "monthly"
                | "early"
                | "apply"
                | "imply"
                | "comply"
                | "only"
                | "italy"
                | "july"
        )
    {
        return Class::Adverb;
    }
    Class::Word
}

/// The class of a word in lower case by the lists of closed classes; [`Class::Word`] if it is in none.
fn closed_class(lower: &str) -> Class {
    match lower {
        "is" | "was" | "were" | "are" | "be" | "been" | "being" | "am" | "has" | "have" | "had" | "having" | "do"
        | "does" | "did" | "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should"
        | "isn't" | "wasn't" | "weren't" | "aren't" | "hasn't" | "haven't" | "hadn't" | "don't" | "doesn't"
        | "didn't" | "won't" | "wouldn't" | "can't" | "cannot" | "couldn't" | "shouldn't" | "mustn't" | "'s"
        | "'re" | "'ve" | "'d" | "'ll" | "n't" => Class::Auxiliary,
        "also" | "later" | "then" | "not" | "never" | "once" | "only" | "just" | "still" | "already" | "even"
        | "again" | "often" | "always" | "now" | "however" | "instead" | "meanwhile" | "too" | "further" | "soon"
        | "first" | "simply" | "ever" | "there" | "here" | "perhaps" | "maybe" | "sometimes" | "though"
        | "therefore" | "thus" | "afterwards" | "afterward" | "subsequently" | "nevertheless" | "nonetheless"
        | "moreover" => Class::Adverb,
        "i" | "he" | "she" | "they" | "we" | "it" | "you" | "everyone" | "someone" | "anyone" | "nobody"
        | "everybody" | "somebody" | "i'm" | "he's" | "she's" | "they're" | "we're" | "it's" | "you're" | "i've"
        | "he'd" | "she'd" | "they've" | "we've" | "they'd" | "we'd" | "i'd" | "i'll" | "we'll" | "he'll"
        | "she'll" | "they'll" => Class::Pronoun,
        "him" | "them" | "me" | "us" | "himself" | "herself" | "themselves" | "itself" | "myself" | "ourselves"
        | "yourself" => Class::ObjectPronoun,
        "the" | "a" | "an" | "this" | "these" | "those" | "his" | "her" | "its" | "their" | "my" | "our" | "your"
        | "some" | "many" | "several" | "most" | "all" | "both" | "each" | "every" | "no" | "another" | "any"
        | "few" | "other" | "such" | "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine"
        | "ten" => Class::Determiner,
        "of" | "for" | "in" | "at" | "from" | "to" | "with" | "on" | "by" | "near" | "against" | "about"
        | "between" | "among" | "under" | "over" | "after" | "before" | "during" | "since" | "until" | "through"
        | "across" | "into" | "toward" | "towards" | "within" | "without" | "outside" | "inside" | "behind"
        | "despite" | "amid" | "via" | "like" | "unlike" | "per" | "around" | "regarding" | "including"
        | "following" | "along" | "beyond" | "upon" | "throughout" | "as" | "than" | "alongside" | "concerning" => {
            Class::Preposition
        }
        "and" | "or" | "but" | "nor" | "yet" | "so" | "&" => Class::Coordinator,
        "that" | "when" | "while" | "if" | "because" | "although" | "whether" | "where" | "how" | "why" | "what"
        | "unless" | "once that" | "whereas" | "whenever" | "wherever" => Class::Subordinator,
        "who" | "which" | "whose" | "whom" => Class::Relative,
        "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today" | "yesterday"
        | "tonight" | "tomorrow" | "earlier" | "recently" | "ago" | "january" | "february" | "march" | "april"
        | "june" | "july" | "august" | "september" | "october" | "november" | "december" | "mon" | "tue" | "wed"
        | "thu" | "fri" => Class::Time,
        _ => Class::Word,
    }
}
