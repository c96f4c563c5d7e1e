//! An address for an article, where a format asks for one.

use super::json::{JsonDocument, Source};
use crate::model::hash;
use std::fmt::Write;

/// The web address above the article, else its path as a relative reference, else a name made from its text.
pub(super) fn address(document: &JsonDocument<'_>, source: &Source, text: &str) -> String {
    if let Some(url) = &document.source.url {
        let mut out = String::new();
        // The marks of an address stay; what can't stand in one is encoded.
        url.bytes().for_each(|byte| push(byte, b"/:?&=%#-_.~!$'()*+,;@[]", &mut out));
        return out.split('#').next().unwrap_or("").to_owned();
    }
    if source.id.is_none()
        && let Some(path) = &source.path
    {
        let mut out = String::new();
        path_address(path, &mut out);
        if let Some(line) = source.line {
            let _ = write!(out, "?line={line}");
        }
        return out;
    }
    let mut out = "urn:newsparse:article:".to_owned();
    if source.id.is_some() {
        source.name().bytes().for_each(|byte| push(byte, b"-_.", &mut out));
    } else {
        let _ = write!(out, "{:016x}", hash::bytes(text.as_bytes()));
    }
    out
}

/// A path as a relative address: every byte that has a meaning in one is percent-encoded, so that a path can't be a scheme or a query.
pub(super) fn path_address(path: &str, out: &mut String) {
    path.bytes().for_each(|byte| push(byte, b"/-_.", out));
}

fn push(byte: u8, plain: &[u8], out: &mut String) {
    if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
        out.push(char::from(byte));
    } else {
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_a_path() {
        let mut out = String::new();
        path_address("javascript:alert(1)/a b?c#d\"é.html", &mut out);
        assert_eq!(out, "javascript%3Aalert%281%29/a%20b%3Fc%23d%22%C3%A9.html");
    }
}
