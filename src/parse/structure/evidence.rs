//! What a paragraph shows by itself, before its neighbours are asked.

use super::any_of::AnyOf;
use super::blocks::{Block, ends_sentence};
use super::byline::{self, FoundByline};
use super::caption::{self, Signs};
use super::dateline::{self, FoundDateline};
use super::furniture::{self, Phrases};
use super::stamps::{self, FoundStamp};
use super::words::{Spelling, Words};
use super::{agencies, blocks, lines};
use crate::places;
use crate::span::Span;
use crate::text::{beyond_ascii, find_byte, lies_in, lower_case, squash};
use std::borrow::Cow;

/// Longer paragraphs, in bytes, are not read as stamps, bylines or headings.
const LONGEST_LINE: usize = 320;

/// A paragraph and what it shows.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is one observation, they are no state")]
pub(super) struct Evidence<'t> {
    /// The paragraph.
    pub block: Block,
    /// Its text on one line.
    pub content: Cow<'t, str>,
    /// Its words.
    pub words: usize,
    /// Its characters.
    pub chars: usize,
    /// Words that only running text has ("the", "was").
    pub function_words: usize,
    /// Words that begin with a capital.
    pub capitals: usize,
    /// Digits.
    pub digits: usize,
    /// Whether all letters are capitals.
    pub all_capitals: bool,
    /// Whether it ends as a sentence does.
    pub ends_sentence: bool,
    /// Whether a sentence ends inside it.
    pub several_sentences: bool,
    /// Whether it begins with a bullet.
    pub bullet: bool,
    /// Whether it begins as the item of a numbered list does ("3. ", "(iv) ").
    pub numbered: bool,
    /// Whether somebody says something in it.
    pub speech: bool,
    /// Hashes of its longer words in lower case, in order.
    pub long_words: Vec<u64>,
    /// The features of [`super::kind_words`] that its words are.
    pub telling: Vec<u16>,
    /// Its letters and digits.
    pub spelling: Spelling,
    /// Whether it says who somebody is ("Ana Cruz is a freelance journalist based in Lima").
    pub biography: bool,
    /// Phrases of page furniture.
    pub phrases: Phrases,
    /// Signs of a caption.
    pub caption: Signs,
    /// Stamps in it.
    pub stamps: Vec<FoundStamp>,
    /// Whether nothing but stamps and marks stands in it.
    pub only_stamps: bool,
    /// Whether it is only "By" before a line with names.
    pub marks_byline: bool,
    /// Read as a byline.
    pub byline: Option<FoundByline>,
    /// Read as the first paragraph of a wire story.
    pub run_in: Option<FoundDateline>,
    /// Read as a line with a place.
    pub own_line: Option<FoundDateline>,
    /// Forms that tell much by themselves.
    pub form: Form,
    /// Whether it reads like a paragraph of the article.
    pub running: bool,
}

/// Forms of lines that tell much by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// None of the others.
    Plain,
    /// A web address.
    Address,
    /// A file name, or what text browsers print for pictures and buttons.
    FileName,
    /// A sign-off.
    SignOff,
    /// A copyright.
    Copyright,
    /// Credits of reporters and editors.
    Credits,
    /// A handle or an e-mail address alone.
    Handle,
    /// No letters.
    NoLetters,
    /// A correction.
    Correction,
    /// A credit of a picture alone.
    PictureCredit,
    /// An agency alone.
    Agency,
}

impl<'t> Evidence<'t> {
    /// Reads a paragraph.
    pub(super) fn read(text: &'t str, block: Block) -> Self {
        let content = squash(block.span.of(text));
        let lower = lower_case(&content);
        let words = Words::read(&content);
        let chars = content.chars().count();
        // No more are counted than are asked for.
        let letters = content.chars().filter(|c| c.is_alphabetic()).take(3).count();
        let short = block.span.len() <= LONGEST_LINE;
        let line = without_bullet(text, block.span);
        let stamps = if short && stamps::may_stand_in(&lower) { stamps::find(text, line) } else { Vec::new() };
        let only_stamps = !stamps.is_empty() && rest_is_marks(text, line, &stamps);
        let byline = if short && !only_stamps { byline::read(text, line, &stamps) } else { None };
        // A place before a labelled stamp comes first: its label's colon must not be taken for the end of a run-in dateline.
        let own_line = if short { place_line(text, line, &stamps) } else { None };
        let run_in = if own_line.is_some() && stamps.first().is_some_and(|stamp| stamp.label.is_some()) {
            None
        } else {
            dateline::run_in(text, line)
        };
        let own_line = own_line.filter(|_| run_in.is_none());
        // A menu is what text browsers print for a page, too.
        let form = if block.menu { Form::FileName } else { form(&content, &lower, letters) };
        // The agency of a dateline is no credit of a picture.
        let mut caption = match run_in.as_ref().filter(|found| found.strong) {
            Some(found) => caption::signs(&lower_case(&squash(Span::new(found.span.end, line.end).of(text)))),
            None => caption::signs(&lower),
        };
        // "October 7, 2019 / 8:15 AM / Quay News" is a stamp.
        let stamped = stamps.first().is_some_and(|stamp| stamp.span.start == line.start);
        caption.credit |= !stamped && caption::ends_in_credit(&content);
        caption.label |= caption::begins_with_source(&content);
        caption.describes |= is_dated_to_the_year(text, line, &stamps) && words.count > SHORTEST_DATED;
        Evidence {
            block,
            words: words.count,
            chars,
            function_words: words.function,
            capitals: words.capitals,
            digits: count_digits(&content),
            all_capitals: letters > 2 && !has_small_letter(&content),
            ends_sentence: ends_sentence(&content),
            several_sentences: several_sentences(&content),
            bullet: !block.menu && lines::bullet(block.span.of(text)).is_some(),
            numbered: is_numbered(&content),
            speech: words.speech,
            long_words: words.long,
            telling: words.telling,
            spelling: words.spelling,
            biography: chars < LONGEST_BIOGRAPHY && is_biography(&lower),
            phrases: furniture::phrases(&lower),
            caption,
            stamps,
            only_stamps,
            byline,
            run_in,
            own_line,
            form,
            running: false,
            marks_byline: false,
            content,
        }
    }

    /// Whether it reads like a paragraph of the article.
    pub(super) const fn is_running(&self) -> bool {
        self.running
    }

    /// Whether its words or form are those of page furniture.
    pub(super) const fn is_furniture(&self) -> bool {
        self.phrases.line
            || self.phrases.start
            || matches!(
                self.form,
                Form::Address | Form::FileName | Form::SignOff | Form::Copyright | Form::Handle | Form::NoLetters
            )
    }

    /// Whether it leads to what somebody says in the next paragraph ("The mayor added:").
    pub(super) fn leads_to_speech(&self) -> bool {
        let verbs = ["said", "says", "wrote", "writes", "reports", "notes", "adds", "explains", "continues"];
        let is_verb = |lead: &str| {
            lead.ends_with("ed")
                || verbs.iter().any(|verb| lead.strip_suffix(verb).is_some_and(|before| before.ends_with(' ')))
        };
        self.words >= 2 && self.content.strip_suffix(':').is_some_and(is_verb)
    }

    /// Whether it is long, in sentences, with the small words of running text.
    fn is_long_text(&self) -> bool {
        self.chars >= 80
            && self.function_words >= 4
            && (self.ends_sentence || self.several_sentences || self.chars >= 200)
            && !matches!(self.form, Form::Copyright | Form::Credits | Form::Address)
            // What furniture says is also said in news: "he wrote in a newsletter".
            && (self.phrases.any == 0 && !self.phrases.start || self.speech && self.phrases.any <= 1)
            && !self.caption.label
    }

    /// Whether it is a sentence of some length.
    fn is_sentence(&self) -> bool {
        self.ends_sentence
            && self.words >= 4
            && !self.all_capitals
            && self.form == Form::Plain
            && !self.phrases.start
            && !self.caption.label
    }
}

fn has_small_letter(content: &str) -> bool {
    find_byte(content.as_bytes(), |byte| byte.is_ascii_lowercase()).is_some()
        || beyond_ascii(content).any(|(_, c)| c.is_lowercase())
}

/// Digits of ASCII; most paragraphs have none.
fn count_digits(content: &str) -> usize {
    let first = find_byte(content.as_bytes(), |byte| byte.is_ascii_digit()).unwrap_or(content.len());
    content.bytes().skip(first).filter(u8::is_ascii_digit).count()
}

/// Whether a line begins as the item of a numbered list does: a number or letter of a few signs, and a stop or bracket after it.
fn is_numbered(content: &str) -> bool {
    let open = content.strip_prefix(['(', '[']);
    let rest = open.unwrap_or(content);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (label, after) = rest.split_at(end);
    let number = label.len() <= 2 && !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit());
    let letter = label.len() == 1 && open.is_some();
    let roman = label.len() <= 4 && !label.is_empty() && label.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
    let marked = after.starts_with([')', ']']) || (open.is_none() && number && after.starts_with(". "));
    (number || letter || roman) && marked
}

/// Characters of a paragraph that tells more than who somebody is.
const LONGEST_BIOGRAPHY: usize = 500;

/// Whether a paragraph, in lower case, says who somebody is.
fn is_biography(lower: &str) -> bool {
    /// Bytes before the verb: those of a name.
    const NAME: usize = 50;
    /// Bytes in which the verb is looked for: those before it and, with room, its own.
    const HEAD: usize = 2 * NAME;
    /// Bytes in which the role stands.
    const SEARCHED: usize = 220;
    static VERBS: AnyOf = AnyOf::new(&[&[" is a ", " is an ", " is the ", " writes ", " covers ", " was a "]]);
    static ROLES: AnyOf = AnyOf::new(&[&[
        "writer",
        "reporter",
        "journalist",
        "editor",
        "columnist",
        "correspondent",
        "professor",
        "fellow",
        "author",
        "director",
        "lecturer",
        "analyst",
        "freelance",
    ]]);
    let bytes = lower.as_bytes();
    let searched = bytes.get(..SEARCHED).unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let verb = VERBS.find_where(head, |start, _| start < NAME);
    verb.is_some_and(|verb| ROLES.find_where(searched, |start, _| start > verb).is_some())
}

/// Cuts a text into paragraphs and reads each.
pub(super) fn read_all(text: &str) -> Vec<Evidence<'_>> {
    let mut paragraphs: Vec<Evidence<'_>> =
        blocks::join(text, &lines::cut(text)).into_iter().map(|block| Evidence::read(text, block)).collect();
    mark_running(&mut paragraphs);
    mark_bylines(&mut paragraphs);
    paragraphs
}

/// A line that is only "By" marks the names on the next.
fn mark_bylines(paragraphs: &mut [Evidence<'_>]) {
    for index in 1..paragraphs.len() {
        if byline::is_mark_alone(&paragraphs[index - 1].content)
            && let Some(found) = &mut paragraphs[index].byline
        {
            found.evidence = byline::Evidence::Marked;
            paragraphs[index - 1].marks_byline = true;
        }
    }
}

/// Marks the paragraphs that read like the article's: long ones in sentences; in a text too short to have any, all sentences.
fn mark_running(paragraphs: &mut [Evidence<'_>]) {
    let long = paragraphs.iter().any(Evidence::is_long_text);
    for it in paragraphs {
        it.running = if long { it.is_long_text() } else { it.is_sentence() };
    }
}

/// The line without the bullet it begins with.
pub(super) fn without_bullet(text: &str, span: Span) -> Span {
    let skip = lines::bullet(span.of(text)).unwrap_or(0);
    Span::new(span.start + skip, span.end)
}

/// Words of a stamp with its label, or of less than a sentence.
const SHORTEST_DATED: usize = 8;

/// Whether a sentence ends with the one full date in it, as captions do ("... at the pier, May 3, 2019."): news leaves its own year out.
fn is_dated_to_the_year(text: &str, line: Span, stamps: &[FoundStamp]) -> bool {
    let [stamp] = stamps else { return false };
    let after = Span::new(stamp.span.end, line.end).of(text);
    stamp.label.is_none() && stamp.time.is_none() && stamp.date.has_year() && after.trim_end() == "."
}

/// The place on a line of its own, before stamps if there are any.
fn place_line(text: &str, line: Span, stamps: &[FoundStamp]) -> Option<FoundDateline> {
    let end = stamps.first().map_or(line.end, |stamp| stamp.span.start);
    let labelled = stamps.first().is_some_and(|stamp| stamp.label.is_some() || stamp.span.start > line.start);
    let before = Span::new(line.start, end).trim(text);
    if before.is_empty() {
        return place_after_stamps(text, line, stamps);
    }
    // "On May 3, 2019": the word is no Ontario.
    if !stamps.is_empty() && (!labelled || before.of(text).eq_ignore_ascii_case("on")) {
        return None;
    }
    // With its own date the whole line is the dateline.
    let whole = dateline::own_line(text, line);
    if before == line { whole } else { whole.or_else(|| dateline::own_line(text, before)) }
}

/// The city after stamps ("March 22, 2019 09:41 pm | Updated 10:15 pm IST - CHENNAI").
fn place_after_stamps(text: &str, line: Span, stamps: &[FoundStamp]) -> Option<FoundDateline> {
    let rest = Span::new(stamps.last()?.span.end, line.end).trim(text);
    let name = rest.of(text).trim_start_matches(['-', '–', '—', '|', ',', ' ']);
    if name.len() == rest.len() || places::city(name).is_none() {
        return None;
    }
    dateline::own_line(text, Span::new(line.end - name.len(), line.end))
}

fn rest_is_marks(text: &str, line: Span, stamps: &[FoundStamp]) -> bool {
    let mut start = line.start;
    let mut rest = String::new();
    for stamp in stamps {
        rest.push_str(Span::new(start, stamp.span.start).of(text));
        rest.push(' ');
        start = stamp.span.end;
    }
    rest.push_str(Span::new(start, line.end).of(text));
    rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| {
        // "2 min read" and the like stand beside stamps.
        word.bytes().all(|byte| byte.is_ascii_digit())
            || stamps::zone_name(word).is_some()
            || [
                "uhr",
                "hrs",
                "hours",
                "min",
                "mins",
                "minute",
                "minutes",
                "read",
                "IST",
                "at",
                "on",
                "updated",
                "published",
                "a",
                "m",
                "p",
                "local",
                "time",
                "original",
                "originally",
                "first",
                "last",
                "posted",
                "modified",
                "publish",
                "date",
            ]
            .iter()
            .any(|other| other.eq_ignore_ascii_case(word))
    })
}

fn several_sentences(content: &str) -> bool {
    let mut rest = content;
    while let Some(at) = find_byte(rest.as_bytes(), |byte| lies_in(byte, &[(b'.', b'.'), (b'!', b'!'), (b'?', b'?')])) {
        let before = rest.get(..at).unwrap_or("");
        let after = rest.get(at + 1..).unwrap_or("").trim_start_matches(['"', '”', '\'', '’', ')']);
        let word = before.rsplit(' ').next().unwrap_or("");
        let next = after.strip_prefix(' ').is_some_and(|after| {
            after.trim_start_matches(['"', '“', '‘', '\'']).starts_with(|c: char| c.is_uppercase())
        });
        // Not after initials and short abbreviations.
        if next && word.chars().count() > 3 {
            return true;
        }
        rest = rest.get(at + 1..).unwrap_or("");
    }
    false
}

fn form(content: &str, lower: &str, letters: usize) -> Form {
    if furniture::is_address(content) {
        Form::Address
    } else if furniture::is_sign_off(content) {
        Form::SignOff
    } else if letters == 0 {
        Form::NoLetters
    } else if furniture::is_file_name(content) {
        Form::FileName
    } else if furniture::is_copyright(lower) {
        Form::Copyright
    } else if furniture::is_credits(content) {
        Form::Credits
    } else if (content.starts_with('@') || content.contains('@')) && !content.contains(' ') {
        Form::Handle
    } else if is_correction(lower) {
        Form::Correction
    } else if caption::is_bare_credit(content) {
        Form::PictureCredit
    } else if agencies::is_agency(content) {
        Form::Agency
    } else {
        Form::Plain
    }
}

/// Whether a paragraph, in lower case, is a correction or an editor's note.
fn is_correction(lower: &str) -> bool {
    /// Characters in which a correction that does not begin as one says what it is.
    const SEARCHED: usize = 200;
    const BEGINNINGS: &[&str] = &[
        "correction:",
        "corrections:",
        "correction -",
        "clarification:",
        "editor's note",
        "editor’s note",
        "this article has been corrected",
        "this story has been corrected",
        "a correction was",
        "corrected on",
        "this article was corrected",
        "this story was corrected",
        "an earlier version of",
        "a previous version of",
        "(corrects",
        "correction appended",
        "this version corrects",
    ];
    static CORRECTIONS: AnyOf = AnyOf::new(&[BEGINNINGS]);
    static EARLIER: AnyOf = AnyOf::new(&[&["earlier version of this", "previous version of this"]]);
    // No character has more than four bytes.
    let early = lower.as_bytes().get(..4 * SEARCHED).unwrap_or(lower.as_bytes());
    let head = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    CORRECTIONS.may_begin_word(head) && BEGINNINGS.iter().any(|start| head.starts_with(start))
        || EARLIER
            .find_where(early, |_, end| lower.get(..end).is_some_and(|early| early.chars().count() <= SEARCHED))
            .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_somebody_is() {
        assert!(is_biography("ana cruz is a freelance journalist based in lima."));
        assert!(!is_biography("the ferry is a ship.") && !is_biography("the editor is a friend of the harbour master"));
    }

    #[test]
    fn a_place_before_a_labelled_stamp() {
        let text = "Vientiane, Laos Updated: Mar 4, 2018, 06:10 PM(ICT)";
        let read = read_all(text);
        let place = read[0].own_line.as_ref().map(|found| found.span.of(text));
        assert_eq!(place, Some("Vientiane, Laos"));
        assert!(read[0].run_in.is_none());
        assert_eq!(read[0].stamps.len(), 1);
        let wire = read_all("VIENTIANE, Mar 03: The ferry sank at noon, officials said.");
        assert!(wire[0].run_in.as_ref().is_some_and(|found| found.date.is_some()) && wire[0].own_line.is_none());
    }
}
