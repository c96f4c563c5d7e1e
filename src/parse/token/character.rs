//! Classes of characters as the scanner sees them.

/// Whether a word can begin with it.
pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (!c.is_ascii() && (c.is_alphabetic() || is_mark(c)))
}

/// Whether a word goes on over it.
pub(super) fn is_word(c: char) -> bool {
    (is_letter(c) || c.is_numeric() || c == '_' || is_joiner(c)) && !is_unspaced(c)
}

/// Whether it is a sign on the letter before. The standard library has no such test: the blocks of combining marks, and the Indic
/// blocks without their punctuation.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}'
        | '\u{900}'..='\u{963}' | '\u{971}'..='\u{9e5}' | '\u{a3c}'..='\u{a51}' | '\u{abc}'..='\u{ae3}' | '\u{b3c}'..='\u{b63}'
        | '\u{bbe}'..='\u{bd7}' | '\u{c00}'..='\u{c63}' | '\u{cbc}'..='\u{ce3}' | '\u{d3b}'..='\u{d63}' | '\u{dca}'..='\u{ddf}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether it shows nothing and parts no words: soft hyphen, zero-width joiners, word joiner. A zero-width space parts words.
pub(super) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Whether it belongs to a script that writes words without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{1000}'..='\u{1049}' | '\u{1780}'..='\u{17d3}'
        | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{3035}' | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether it is punctuation and not a quotation mark: ASCII without the mathematical signs, General Punctuation, and what ends
/// and parts sentences in other scripts.
pub(super) const fn is_punctuation(c: char) -> bool {
    matches!(c,
        '!' | '#' | '%' | '&' | '(' | ')' | '*' | ',' | '-' | '.' | '/' | ':' | ';' | '?' | '@' | '[' | '\\' | ']' | '_' | '{' | '}' | '\''
        | '¡' | '§' | '¶' | '·' | '¿' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{5be}' | '\u{5c0}' | '\u{60c}' | '\u{61b}' | '\u{61f}'
        | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{970}' | '\u{e2f}' | '\u{e5a}' | '\u{e5b}' | '\u{104a}'..='\u{104f}' | '\u{17d4}'..='\u{17da}'
        | '\u{1362}'..='\u{1368}' | '\u{2010}'..='\u{2017}' | '\u{2020}'..='\u{2027}' | '\u{203b}'..='\u{203e}' | '\u{2047}'..='\u{205e}'
        | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301b}' | '\u{30fb}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Whether it is an apostrophe inside a word. The opening single mark stands for one where a keyboard "corrected" it.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '\u{201b}')
}

/// Whether it is a hyphen: the keyboard's, the typographic, the one that does not break.
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}
