//! What the text is, once it is text: an article to read, or something else that should be said.
//!
//! A page of HTML read as plain text would give paragraphs of markup, so it is turned away with what to do. A few tags in
//! plain text can be read: the document then carries a warning with the place of the first.

use super::{ErrorKind, ReadError};
use crate::document::{Warning, WarningCode};
use crate::span::Span;
use crate::text::{self, find_byte, lies_in};

/// Element names whose tags are counted as markup; others (`<unknown>`, `<name@host>`) may be the article's own. Sorted.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
];

/// Names of character references that are counted as markup. Sorted.
const REFERENCES: &[&str] = &[
    "amp", "apos", "bull", "copy", "gt", "hellip", "laquo", "ldquo", "lsquo", "lt", "mdash", "middot", "nbsp", "ndash",
    "pound", "quot", "raquo", "rdquo", "reg", "rsquo", "shy", "trade",
];

/// The longest tag that is followed to its end, in bytes: a tag with a long address or style fits; a sign in a text that has `>`
/// pages later is none.
const LONGEST_TAG: usize = 2000;

/// Openings of HTML and XML documents, in lower case.
const PAGE_OPENINGS: &[&str] = &["<!doctype", "<html", "<head", "<body", "<?xml", "<rss", "<feed", "<!--"];

/// Looks at decoded text; the warning says that there is markup in it.
///
/// # Errors
/// If the text is blank, RTF, JSON, or an HTML page.
pub fn check(text: &str) -> Result<Option<Warning>, ReadError> {
    let start = text.trim_start_matches(text::is_blank);
    if start.is_empty() {
        let reason = if text.is_empty() { "there is no text" } else { "there is nothing but white space" };
        return Err(ReadError::new(ErrorKind::Empty, reason));
    }
    if start.starts_with("{\\rtf") {
        let error = ReadError::new(ErrorKind::Rtf, "looks like RTF");
        return Err(error.hint("save it as plain text first, for example with unrtf --text"));
    }
    if is_json(start) {
        let error = ReadError::new(ErrorKind::Json, "looks like JSON");
        return Err(error.hint("--input-format jsonl reads one object a line"));
    }
    let markup = find_markup(text);
    if opens_page(start) || markup.is_most_of(text) {
        let error = ReadError::new(ErrorKind::Html, "looks like HTML");
        return Err(error.hint("extract its text first, for example with trafilatura"));
    }
    Ok(markup.warning(text))
}

fn opens_page(start: &str) -> bool {
    PAGE_OPENINGS.iter().any(|opening| {
        start.get(..opening.len()).is_some_and(|head| head.eq_ignore_ascii_case(opening))
            && !start[opening.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })
}

/// Whether the text or its first line is a JSON object, or the text a list of them; an article that begins with a brace or bracket
/// is not.
fn is_json(start: &str) -> bool {
    let parses = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    match start.strip_prefix('[') {
        Some(list) => list.trim_start().starts_with('{') && parses(start),
        None => start.starts_with('{') && (start.lines().next().is_some_and(parses) || parses(start)),
    }
}

/// Tags and character references of a text.
#[derive(Default)]
struct Markup {
    first: Option<Span>,
    count: usize,
    bytes: usize,
}

impl Markup {
    /// Whether so much of the text is markup that it can't be read around it.
    fn is_most_of(&self, text: &str) -> bool {
        /// A page keeps hardly half of its bytes for text; an article with tags around its paragraphs keeps nine in ten.
        const SHARE: usize = 3;
        /// Fewer pieces than these are no page, however short the text.
        const FEWEST: usize = 8;
        self.count >= FEWEST && self.bytes * SHARE > text.len()
    }

    fn warning(&self, text: &str) -> Option<Warning> {
        let first = self.first?;
        let shown: String = first.of(text).chars().take(40).collect();
        let message = match self.count {
            1 => format!("HTML markup stands in the text and is read as text: {shown}"),
            count => {
                format!("HTML markup stands in the text and is read as text, in {count} places: {shown} is the first")
            }
        };
        Some(Warning { code: WarningCode::HtmlMarkup, message, span: Some(first) })
    }
}

fn find_markup(text: &str) -> Markup {
    let mut markup = Markup::default();
    let mut at = 0;
    while let Some(found) = find_byte(&text.as_bytes()[at..], |byte| lies_in(byte, &[(b'<', b'<'), (b'&', b'&')])) {
        let start = at + found;
        let rest = &text[start..];
        let length = if rest.starts_with('<') { tag(rest) } else { reference(rest) };
        if let Some(length) = length {
            markup.first.get_or_insert(Span::new(start, start + length));
            markup.count += 1;
            markup.bytes += length;
        }
        at = start + length.unwrap_or(1);
    }
    markup
}

/// The length of the tag that `text` begins with.
fn tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if !(1..=10).contains(&name.len()) || ELEMENTS.binary_search(&name.to_ascii_lowercase().as_str()).is_err() {
        return None;
    }
    let after = &inner[name.len()..];
    // Up to the next `<` at most, so that a text full of them is read once.
    let end = after.bytes().take(LONGEST_TAG).position(|byte| matches!(byte, b'<' | b'>'))?;
    if after.as_bytes()[end] == b'<' {
        return None;
    }
    // `<b or not>`: a tag with more in it has attributes.
    let attributes = after[..end].trim_matches(|c: char| c.is_whitespace() || c == '/');
    (attributes.is_empty() || (attributes.contains('=') && after.starts_with(char::is_whitespace)))
        .then(|| text.len() - after.len() + end + 1)
}

/// The length of the character reference that `text` begins with.
fn reference(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(10).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let is_number = |digits: &str| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => !hex.is_empty() && hex.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let known = name.strip_prefix('#').map_or_else(|| REFERENCES.binary_search(&name).is_ok(), is_number);
    known.then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ELEMENTS.is_sorted() && REFERENCES.is_sorted());
    }

    #[test]
    fn what_is_no_article_is_turned_away() {
        let cases = [
            ("", ErrorKind::Empty),
            (" \u{200b}\r\n\u{a0}", ErrorKind::Empty),
            ("{\\rtf1\\ansi Hello}", ErrorKind::Rtf),
            ("\n<!DOCTYPE html><p>Hello</p>", ErrorKind::Html),
            ("<HTML lang=en>Hello", ErrorKind::Html),
            ("<ul><li><a href=\"/a\">One</a></li><li><a href=\"/b\">Two</a></li></ul>", ErrorKind::Html),
            ("{\"text\": \"Hello\"}\n{\"text\": \"There\"}\n", ErrorKind::Json),
            ("{\n \"text\": \"Hello\"\n}\n", ErrorKind::Json),
            ("[\n {\"text\": \"Hello\"}]", ErrorKind::Json),
        ];
        for (text, kind) in cases {
            assert_eq!(check(text).map_err(|error| error.kind), Err(kind), "{text}");
        }
    }

    #[test]
    fn markup_in_text_is_a_warning_with_its_place() {
        let cases = [
            ("Mayor <b>opens</b> bridge", "<b>"),
            ("Read <a href='x'>more</a> here", "<a href='x'>"),
            ("A line<br />and another", "<br />"),
            ("Smith&nbsp;and Jones &#8217; &#x27;", "&nbsp;"),
            (
                "<p>A long paragraph that stands between two tags, as many feeds have it in their descriptions.</p>",
                "<p>",
            ),
        ];
        for (text, first) in cases {
            let warning = check(text).unwrap().unwrap_or_else(|| panic!("{text}"));
            assert_eq!(warning.span.unwrap().of(text), first);
        }
    }

    #[test]
    fn signs_of_plain_text_are_no_markup() {
        let cases = [
            "The score was 3 < 4 and 5 > 2",
            "AT&T; and R&D; and Q&A",
            "<unknown> said <i am not sure> he left",
            "Write to <news@example.org>",
            "{ not JSON at all",
            "[1]",
            "[{ not JSON",
            "<a <a href=",
            "a < b",
            "<",
            "&",
            "<é>",
            "&é;",
            "<htmlish> is no page",
        ];
        for text in cases {
            assert_eq!(check(text), Ok(None), "{text}");
        }
    }
}
