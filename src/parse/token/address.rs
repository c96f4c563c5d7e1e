//! Addresses: web and e-mail addresses, domain names, `@handles` and `#hashtags`.

use super::{Scanner, run_length};
use crate::document::TokenKind;

/// Top-level domains by which a name with a stop is told from a sentence without a space after its stop. Country domains that
/// are English words count only after a second-level label (`co.in`).
const DOMAINS: [&str; 40] = [
    "com", "org", "net", "gov", "edu", "mil", "int", "info", "biz", "tv", "io", "news", "uk", "ca", "au", "nz", "ie",
    "de", "fr", "ru", "cn", "jp", "eu", "za", "ng", "ke", "gh", "pk", "lk", "sg", "hk", "ph", "ae", "il", "br", "mx",
    "ch", "nl", "se", "online",
];
const DOMAINS_LIKE_WORDS: [&str; 6] = ["in", "us", "me", "my", "id", "bd"];
const SECOND_LEVEL: [&str; 7] = ["co", "com", "org", "gov", "net", "ac", "edu"];

/// The longest domain name (RFC 1035) and the longest local part of an e-mail address (RFC 5321), in bytes.
const LONGEST_DOMAIN: usize = 255;
const LONGEST_LOCAL_PART: usize = 64;

/// Whether a byte is one of the signs of which every address holds one.
pub(super) const fn is_sign(byte: u8) -> bool {
    matches!(byte, b'@' | b'#' | b'.' | b':')
}

/// Whether a stretch without white space can hold an address: most cannot, and are not looked at again.
pub(super) fn may_be_in(chunk: &str) -> bool {
    let inner_stop = || {
        chunk.as_bytes().windows(3).any(|w| w[1] == b'.' && w[0].is_ascii_alphanumeric() && w[2].is_ascii_lowercase())
            || chunk.contains("://")
    };
    chunk.contains(['@', '#']) || inner_stop()
}

impl Scanner<'_> {
    /// Takes an address that begins here.
    pub(super) fn address(&mut self, c: char) -> bool {
        let text = self.text.get(self.at..self.chunk_end).unwrap_or("");
        let inside = self.before().is_some_and(char::is_alphanumeric);
        let length = match c {
            '@' | '#' if !inside => tag(text),
            _ if c.is_ascii_alphanumeric() => url(text).or_else(|| email(text)).or_else(|| domain_with_path(text)),
            _ => None,
        };
        if let Some(length) = length {
            self.take(length, TokenKind::Address);
        }
        length.is_some()
    }
}

/// A handle or hashtag; `#1` is a number.
fn tag(text: &str) -> Option<usize> {
    let name = text.get(1..)?;
    let length = run_length(name, |c| c.is_alphanumeric() || c == '_');
    let has_letter = name.get(..length)?.contains(char::is_alphabetic);
    has_letter.then_some(1 + length)
}

fn url(text: &str) -> Option<usize> {
    let scheme = ["http://", "https://", "ftp://"].into_iter().find(|scheme| starts_with_ignoring_case(text, scheme));
    let head = scheme.or_else(|| starts_with_ignoring_case(text, "www.").then_some("www."))?;
    let length = url_end(text);
    (length > head.len()).then_some(length)
}

/// Where a web address ends: before a mark or bracket that cannot be part of it, and before punctuation at its end.
fn url_end(text: &str) -> usize {
    let length = run_length(text, |c| {
        !crate::text::is_blank(c) && !matches!(c, '"' | '“' | '”' | '’' | '‘' | '«' | '»' | '<' | '>' | '|' | '\\')
    });
    let address = text.get(..length).unwrap_or("");
    let mut kept = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ']', '…', '*']);
    // A closing bracket belongs to it only with its opening one.
    if kept.ends_with(')') && !kept.contains('(') {
        kept = kept.trim_end_matches(')').trim_end_matches(['.', ',', ';', ':', '!', '?']);
    }
    kept.len()
}

fn email(text: &str) -> Option<usize> {
    let local = text
        .bytes()
        .take(LONGEST_LOCAL_PART + 1)
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte))
        .count();
    let domain = text.get(local..)?.strip_prefix('@')?;
    let labels = host(domain);
    domain.get(..labels)?.contains('.').then_some(local + 1 + labels)
}

/// A domain name, with a path if one follows.
fn domain_with_path(text: &str) -> Option<usize> {
    let length = host(text);
    let mut labels = text.get(..length)?.rsplit('.');
    let (top, second) = (labels.next()?, labels.next()?);
    let known = |list: &[&str]| list.iter().any(|domain| domain.eq_ignore_ascii_case(top));
    let like_word = known(&DOMAINS_LIKE_WORDS);
    let second_level = SECOND_LEVEL.contains(&second) && labels.next().is_some();
    if !(known(&DOMAINS) || (like_word && second_level)) || second.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A capital after the stop is a sentence without its space ("done.Net income"); all capitals are not.
    if top.starts_with(|c: char| c.is_ascii_uppercase()) && top.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let path = text.get(length..)?;
    Some(if path.starts_with('/') { url_end(text).max(length) } else { length })
}

/// The length of labels of letters, digits and hyphens with single stops between them.
fn host(text: &str) -> usize {
    let mut length = 0;
    for (at, byte) in text.bytes().take(LONGEST_DOMAIN + 1).enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => length = at + 1,
            b'.' | b'-' if length == at => {}
            _ => break,
        }
    }
    if length > LONGEST_DOMAIN { 0 } else { length }
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}
