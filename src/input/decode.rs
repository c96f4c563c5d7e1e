//! The bytes of a file to text.
//!
//! UTF-8 is taken at its word. What is not valid UTF-8 is either damaged UTF-8 (most of its characters outside ASCII are
//! valid: the broken ones are lost and said to be) or an old 8-bit file, read as Windows-1252 as browsers do. A byte-order
//! mark at the head decides and is not part of the text; nothing else is taken out or put in.

use super::{ErrorKind, ReadError, Text, content};
use crate::document::{Warning, WarningCode};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// First bytes of formats that people pass by mistake: the bytes, what they are, what to do.
const FORMATS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF", "extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", "save it as plain text, or unpack it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "save it as plain text first"),
    (b"\x1f\x8b\x08", "gzip data", "unpack it first, for example with gzip -dc"),
    (b"BZh91AY&SY", "bzip2 data", "unpack it first, for example with bzip2 -dc"),
    (b"\xfd7zXZ\0", "xz data", "unpack it first, for example with xz -dc"),
    (b"\x28\xb5\x2f\xfd", "zstd data", "unpack it first, for example with zstd -dc"),
    (b"\x89PNG\r\n", "a picture", "newsparse reads plain text"),
    (b"\xff\xd8\xff", "a picture", "newsparse reads plain text"),
];

/// Decodes the bytes of one file and looks at what they hold.
///
/// # Errors
/// If they are no text, or text that is no article (see [`content::check`]).
pub fn decode(bytes: Vec<u8>) -> Result<Text, ReadError> {
    if let Some((_, what, hint)) = FORMATS.iter().find(|(first, ..)| bytes.starts_with(first)) {
        return Err(ReadError::new(ErrorKind::Binary, format!("looks like {what}")).hint(hint));
    }
    let mut text = characters(bytes);
    if text.text.contains('\0') {
        let error = ReadError::new(ErrorKind::Binary, "looks like binary data: it holds NUL bytes");
        return Err(error.hint("newsparse reads plain text"));
    }
    text.warnings.extend(content::check(&text.text)?);
    Ok(text)
}

/// The characters that the bytes stand for, whatever they are.
pub(super) fn characters(bytes: Vec<u8>) -> Text {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => utf16(UTF_16BE, rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => ascii_based(rest.to_vec()),
        _ => match guess_utf16(&bytes) {
            Some(encoding) => {
                let mut text = utf16(encoding, &bytes);
                text.warnings.insert(0, guessed(text.encoding));
                text
            }
            None => ascii_based(bytes),
        },
    }
}

/// UTF-16 without a byte-order mark, where it is evident: English text in UTF-16 has a zero byte in nearly every unit, always on
/// the same side.
fn guess_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    /// Units with a zero high byte, in a hundred: less would be a script that the program does not read.
    const ZEROS: usize = 70;
    if !bytes.contains(&0) {
        return None;
    }
    let units = bytes.len() / 2;
    let zeros = |side| bytes.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, high) if high > 0 && high * 100 >= units * ZEROS => Some(UTF_16LE),
        (high, 0) if high > 0 && high * 100 >= units * ZEROS => Some(UTF_16BE),
        _ => None,
    }
}

fn utf16(encoding: &'static Encoding, bytes: &[u8]) -> Text {
    let (text, lost) = encoding.decode_without_bom_handling(bytes);
    let name = if encoding == UTF_16LE { "utf-16le" } else { "utf-16be" };
    let warnings = if lost { vec![damaged(name)] } else { Vec::new() };
    Text { text: text.into_owned(), encoding: name, warnings }
}

/// UTF-8, or what an 8-bit file would be.
fn ascii_based(bytes: Vec<u8>) -> Text {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Text { text, encoding: "utf-8", warnings: Vec::new() },
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return Text { text, encoding: "utf-8", warnings: vec![damaged("utf-8")] };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    Text { text: text.into_owned(), encoding: "windows-1252", warnings: vec![guessed("windows-1252")] }
}

/// Whether bytes that are not valid UTF-8 were meant to be: of the characters outside ASCII more are valid than not. One that
/// the end of the file cuts counts as valid, if there are two bytes of it (one alone may be a letter of another encoding).
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0_usize, 0_usize);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        if chunk.invalid().len() > 1 && chunks.peek().is_none() {
            valid += 1;
        } else if !chunk.invalid().is_empty() {
            broken += 1;
        }
    }
    valid > broken
}

fn guessed(encoding: &str) -> Warning {
    let message = format!("the file does not say its encoding and is not UTF-8: read as {encoding}");
    Warning { code: WarningCode::EncodingGuessed, message, span: None }
}

fn damaged(encoding: &str) -> Warning {
    let message = format!("not all of the text is valid {encoding}: what is lost stands as U+FFFD");
    Warning { code: WarningCode::DamagedText, message, span: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, Vec<WarningCode>) {
        let text = characters(bytes.to_vec());
        (text.text, text.encoding, text.warnings.iter().map(|warning| warning.code).collect())
    }

    #[test]
    fn encodings() {
        let utf16 = |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let le = utf16("\u{feff}Café", u16::to_le_bytes);
        let be = utf16("\u{feff}Café", u16::to_be_bytes);
        let cases: &[(&[u8], &str, &str, &[WarningCode])] = &[
            ("Café\r\n".as_bytes(), "Café\r\n", "utf-8", &[]),
            (b"", "", "utf-8", &[]),
            ("\u{feff}Café".as_bytes(), "Café", "utf-8", &[]),
            ("a\u{feff}b".as_bytes(), "a\u{feff}b", "utf-8", &[]),
            (&le, "Café", "utf-16le", &[]),
            (&be, "Café", "utf-16be", &[]),
            (&le[2..], "Café", "utf-16le", &[WarningCode::EncodingGuessed]),
            (&be[2..], "Café", "utf-16be", &[WarningCode::EncodingGuessed]),
            (&le[..9], "Caf\u{fffd}", "utf-16le", &[WarningCode::DamagedText]),
            (b"\x93It\x92s a caf\xe9\x94", "“It’s a café”", "windows-1252", &[WarningCode::EncodingGuessed]),
            (b"caf\xe9\x97cr\xe8me", "café—crème", "windows-1252", &[WarningCode::EncodingGuessed]),
            (b"caf\xe9", "café", "windows-1252", &[WarningCode::EncodingGuessed]),
            (b"\xe2\x80\x9cOne\xe2\x80\x9d \xe2\x80", "“One” \u{fffd}", "utf-8", &[WarningCode::DamagedText]),
            (b"\xe2\x80\x9cOne\xe2\x80\x9d \xff two", "“One” \u{fffd} two", "utf-8", &[WarningCode::DamagedText]),
            (b"plain text cut \xe2\x80", "plain text cut \u{fffd}", "utf-8", &[WarningCode::DamagedText]),
        ];
        for (bytes, text, encoding, warnings) in cases {
            assert_eq!(read(bytes), ((*text).to_owned(), *encoding, warnings.to_vec()), "{bytes:x?}");
        }
    }

    #[test]
    fn binary_data_is_turned_away() {
        for bytes in [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04x", b"plain\0text", b"\0\0\0\0", b"\xff\xfea\0\0\0"] {
            assert_eq!(decode(bytes.to_vec()).map_err(|error| error.kind), Err(ErrorKind::Binary), "{bytes:x?}");
        }
    }
}
