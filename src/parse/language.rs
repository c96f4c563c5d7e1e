//! Whether the text is English.
//!
//! The share of function words among the words tells languages apart: in English news 35 to 50 of 100 words are among the
//! commonest function words of English, in other languages under 10. The text gets the benefit of the doubt: a short text,
//! a list of names or results, and an English article among foreign page furniture count as English.

use crate::document::{Document, Paragraph, Token, TokenKind, Warning, WarningCode};
use crate::lexicon::{WordList, word_list};
use crate::model::memory::Column;
use crate::text::beyond_ascii;
use std::cell::RefCell;

static FUNCTION_WORDS: WordList = word_list!(FUNCTION_WORDS_FILE);
const FUNCTION_WORDS_FILE: &str = include_str!("../data/function_words_by_language.tsv");

/// Fewer words than this are not judged.
const FEWEST_WORDS: usize = 20;
/// Fewer letters than this of another script are not judged.
const FEWEST_LETTERS: usize = 20;
/// Where one word in so many is an English function word, the text is English whatever else is in it.
const SHARE_OF: usize = 5;
const ENGLISH_SHARE: f64 = 1.0 / SHARE_OF as f64;
/// A text with fewer English function words than another language's, and at least this share of those, is in that language.
const FOREIGN_SHARE: f64 = 0.15;
/// A longer text with a smaller share of English function words than this is not English, even if its language is not known.
/// Lists of names, results and company earnings in English can come near it, but are shorter.
const LEAST_SHARE: f64 = 0.02;
const LONG_TEXT: usize = 150;

/// The languages of the list, by their code there.
const LANGUAGES: [(&str, &str); 16] = [
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("es", "Spanish"),
    ("pt", "Portuguese"),
    ("it", "Italian"),
    ("nl", "Dutch"),
    ("id", "Indonesian or Malay"),
    ("sv", "Swedish, Danish or Norwegian"),
    ("pl", "Polish"),
    ("tr", "Turkish"),
    ("sw", "Swahili"),
    ("ro", "Romanian"),
    ("tl", "Filipino"),
    ("vi", "Vietnamese"),
    ("sq", "Albanian"),
];

/// A warning if the text is not English. Needs the tokens.
pub fn check(document: &Document) -> Option<Warning> {
    if is_plainly_english(document) {
        return None;
    }
    let content = count(document, true);
    // A page that is all furniture is judged by that.
    let counts = if content.words + content.foreign_letters < FEWEST_WORDS { count(document, false) } else { content };
    let message =
        format!("the text looks like {}, not English: only its structure was read", counts.foreign_language()?);
    Some(Warning { code: WarningCode::NotEnglish, message, span: None })
}

/// What was counted in a text.
#[derive(Default)]
struct Counts {
    /// Words in Latin script.
    words: usize,
    /// Function words among them, for each of [`LANGUAGES`].
    function_words: [usize; LANGUAGES.len()],
    latin_letters: usize,
    foreign_letters: usize,
    /// Letters of each of [`SCRIPTS`].
    scripts: [usize; SCRIPTS.len()],
}

/// Whether the short English function words of a text are already so many that its share of them is that of English, whatever the
/// other words are. This is less than [`Counts`] says, but most texts need no more.
fn is_plainly_english(document: &Document) -> bool {
    /// Bytes of most function words of a text, and of few other words.
    const SHORT: usize = 4;
    let content = || document.paragraphs.iter().filter(|paragraph| paragraph.kind.is_content());
    // Bytes outside ASCII: other letters have two or more, and so have words that are not all ASCII.
    let others =
        content().flat_map(|it| beyond_ascii(document.slice(it.span))).map(|(_, c)| c.len_utf8()).sum::<usize>();
    let total = content().map(|it| words(document, it).count()).sum::<usize>();
    // Every word in ASCII has a letter.
    let plain = total.saturating_sub(others / 2);
    if plain < FEWEST_WORDS || others / 2 > plain {
        return false;
    }
    let enough = total.div_ceil(SHARE_OF);
    let mut english = 0;
    let mut known = ENGLISH.take();
    let mut is_english = |token: &Token| {
        token.span.len() <= SHORT
            && document.forms.get(token.form as usize).is_some_and(|form| {
                known.get_or_insert_with(form, || {
                    let codes = FUNCTION_WORDS.get_lower(document.form(form));
                    codes.is_some_and(|codes| codes.split(',').any(|code| code == LANGUAGES[0].0))
                })
            })
    };
    let plainly = content().any(|it| {
        words(document, it).any(|token| {
            english += usize::from(is_english(token));
            english >= enough
        })
    });
    ENGLISH.set(known);
    plainly
}

thread_local! {
    /// Which short words are function words of English.
    static ENGLISH: RefCell<Column<bool>> = RefCell::default();
}

/// The words of a paragraph.
fn words<'d>(document: &'d Document, paragraph: &Paragraph) -> impl Iterator<Item = &'d Token> {
    let tokens = document.tokens.get(document.tokens_in(paragraph.span)).unwrap_or_default();
    tokens.iter().filter(|token| token.kind == TokenKind::Word)
}

fn count(document: &Document, content_only: bool) -> Counts {
    let mut counts = Counts::default();
    for paragraph in document.paragraphs.iter().filter(|paragraph| !content_only || paragraph.kind.is_content()) {
        for token in words(document, paragraph) {
            counts.add(document.word(token));
        }
    }
    counts
}

impl Counts {
    fn add(&mut self, word: &str) {
        let foreign = self.foreign_letters;
        self.latin_letters += word.bytes().filter(u8::is_ascii_alphabetic).count();
        for c in word.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
            if is_latin(c) {
                self.latin_letters += 1;
            } else {
                self.foreign_letters += 1;
                if let Some(script) = SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&c)) {
                    self.scripts[script] += 1;
                }
            }
        }
        if self.foreign_letters > foreign {
            return;
        }
        self.words += 1;
        for code in FUNCTION_WORDS.get_lower(word).into_iter().flat_map(|codes| codes.split(',')) {
            if let Some(language) = LANGUAGES.iter().position(|(known, _)| *known == code) {
                self.function_words[language] += 1;
            }
        }
    }

    /// What the text looks like; `None` for English and for what is too short to say.
    fn foreign_language(&self) -> Option<&'static str> {
        const UNKNOWN: &str = "a language unknown here";
        if self.foreign_letters > self.latin_letters && self.foreign_letters >= FEWEST_LETTERS {
            let most = SCRIPTS.iter().zip(self.scripts).max_by_key(|(_, letters)| *letters)?;
            return Some(if most.1 > 0 { most.0.2 } else { UNKNOWN });
        }
        if self.words < FEWEST_WORDS {
            return None;
        }
        let share = |count: usize| count as f64 / self.words as f64;
        let (english, others) = self.function_words.split_first()?;
        if share(*english) >= ENGLISH_SHARE {
            return None;
        }
        // The first of equals, so that the order of the list decides.
        let most = others.iter().copied().max().unwrap_or(0);
        let name = others
            .iter()
            .position(|&count| count == most)
            .and_then(|at| LANGUAGES.get(at + 1))
            .map(|language| language.1);
        if most > *english && share(most) >= FOREIGN_SHARE {
            return name;
        }
        (self.words >= LONG_TEXT && share(*english) < LEAST_SHARE).then_some(UNKNOWN)
    }
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | 'ª' | 'º' | '\u{c0}'..='\u{24f}' | '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{300}'..='\u{36f}'
        | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}' | '\u{ff21}'..='\u{ff5a}')
}

/// Blocks of other scripts, with what a text in them is called.
const SCRIPTS: [(char, char, &str); 20] = [
    ('\u{370}', '\u{3ff}', "Greek"),
    ('\u{400}', '\u{52f}', "a language in Cyrillic script"),
    ('\u{530}', '\u{58f}', "Armenian"),
    ('\u{590}', '\u{5ff}', "Hebrew"),
    ('\u{600}', '\u{77f}', "a language in Arabic script"),
    ('\u{900}', '\u{97f}', "a language in Devanagari script"),
    ('\u{980}', '\u{9ff}', "Bengali"),
    ('\u{a00}', '\u{a7f}', "Punjabi"),
    ('\u{a80}', '\u{aff}', "Gujarati"),
    ('\u{b80}', '\u{bff}', "Tamil"),
    ('\u{c00}', '\u{c7f}', "Telugu"),
    ('\u{d00}', '\u{d7f}', "Malayalam"),
    ('\u{d80}', '\u{dff}', "Sinhala"),
    ('\u{e00}', '\u{e7f}', "Thai"),
    ('\u{1000}', '\u{109f}', "Burmese"),
    ('\u{10a0}', '\u{10ff}', "Georgian"),
    ('\u{1200}', '\u{139f}', "a language in Ethiopic script"),
    ('\u{3040}', '\u{30ff}', "Japanese"),
    ('\u{4e00}', '\u{9fff}', "Chinese or Japanese"),
    ('\u{ac00}', '\u{d7af}', "Korean"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Options;

    fn message(text: &str) -> Option<String> {
        let warning = crate::parse::parse(text, &Options::default())
            .warnings
            .into_iter()
            .find(|w| w.code == WarningCode::NotEnglish)?;
        Some(warning.message)
    }

    #[test]
    fn list_is_well_formed() {
        crate::lexicon::assert_well_formed("function_words_by_language.tsv", FUNCTION_WORDS_FILE);
        for (word, codes) in FUNCTION_WORDS.iter() {
            assert!(codes.split(',').all(|code| LANGUAGES.iter().any(|(known, _)| *known == code)), "{word}: {codes}");
        }
    }

    #[test]
    fn other_languages_are_named() {
        let cases = [
            (
                "French",
                "Le maire de la ville a dit que le pont est fermé depuis hier, et que les travaux vont durer plus de deux mois.",
            ),
            (
                "German",
                "Der Bürgermeister der Stadt hat gesagt, dass die Brücke seit gestern nicht mehr offen ist und auch nicht bald wieder öffnet.",
            ),
            (
                "Spanish",
                "El alcalde de la ciudad dijo que el puente está cerrado desde ayer y que las obras van a durar más de dos meses en total.",
            ),
            (
                "Portuguese",
                "O prefeito da cidade disse que a ponte não está aberta desde ontem e que as obras vão durar mais de dois meses, em uma nota.",
            ),
            (
                "Italian",
                "Il sindaco della città ha detto che il ponte è chiuso da ieri e che i lavori non sono ancora finiti, anche per la pioggia.",
            ),
            (
                "Dutch",
                "De burgemeester van de stad zei dat de brug sinds gisteren niet meer open is en dat het werk nog meer dan twee maanden duurt.",
            ),
            (
                "Indonesian",
                "Wali kota itu mengatakan bahwa jembatan di kota tersebut sudah ditutup dan akan dibuka untuk umum pada bulan yang akan datang.",
            ),
            ("Cyrillic", "Мэр города сказал, что мост закрыт со вчерашнего дня."),
            ("Arabic", "قال رئيس البلدية إن الجسر مغلق منذ أمس وإن العمل مستمر."),
            ("Chinese", "市长说，这座桥从昨天起关闭，工程将持续两个多月，请市民绕行。谢谢。"),
            ("Thai", "นายกเทศมนตรีกล่าวว่าสะพานปิดตั้งแต่เมื่อวานนี้"),
        ];
        for (name, text) in cases {
            let found = message(&format!("{text}\n\n{text}\n")).unwrap_or_default();
            assert!(found.contains(name), "{name}: {found:?}");
        }
    }

    #[test]
    fn english_is_english() {
        let english = "The mayor said on Monday that the bridge, which has been closed since last week, would not be open before May.";
        for text in [
            "",
            "Bonjour le monde",
            english,
            &english.to_uppercase(),
            &format!("{english}\n\nLe maire de la ville a dit que le pont est fermé.\n\nLes plus lus\n"),
            &"Lie 3, Voss 2; Holt 1, Penn 0; Borg 4, Chang 4; Diaz 2, Ohio State 1; ".repeat(3),
        ] {
            assert_eq!(message(text), None, "{text}");
        }
    }
}
