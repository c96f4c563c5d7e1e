//! JSON Lines: one object a line, with a text, an id, and whatever else passes through.
//!
//! Each line gives exactly one [`Record`], good or bad, so that output lines pair with input lines. Values pass through as
//! the bytes they came as ([`RawValue`]): a number of twenty digits stays one. A key that comes twice counts once, with its
//! last value in its first place, as most JSON readers have it. The text may hold lone surrogates (`"\ud800"`), as browsers and
//! Python write them: each becomes U+FFFD and the document says so.

use super::{ErrorKind, ReadError, Text, content, decode, too_large};
use crate::document::{Warning, WarningCode};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::io::{BufRead, Read};

/// The names of the keys that have a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// The key of the article's text.
    pub text: String,
    /// The key of the document's id.
    pub id: String,
}

impl Default for Keys {
    fn default() -> Self {
        Self { text: "text".to_owned(), id: "id".to_owned() }
    }
}

/// A line as it was read.
#[derive(Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its length in bytes, with the line feed.
    pub length: u64,
    /// Its bytes without the line feed, or why they could not be read.
    pub bytes: Result<Vec<u8>, ReadError>,
}

/// Cuts a stream into lines at line feeds, one at a time as they come.
#[derive(Debug)]
pub struct Lines<R> {
    reader: R,
    number: u64,
    max_bytes: u64,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`; one of more than `max_bytes` is skipped without holding it in memory.
    pub const fn new(reader: R, max_bytes: u64) -> Self {
        Self { reader, number: 0, max_bytes, failed: false }
    }

    /// The next line, adding the number of its bytes to `length`.
    fn read(&mut self, length: &mut u64) -> Result<Option<Vec<u8>>, ReadError> {
        let mut bytes = Vec::new();
        // One more than the limit for the line feed.
        let read = self.reader.by_ref().take(self.max_bytes.saturating_add(1)).read_until(b'\n', &mut bytes)?;
        *length = read as u64;
        if read == 0 {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if bytes.len() as u64 > self.max_bytes {
            *length += self.reader.skip_until(b'\n')? as u64;
            return Err(too_large("line", self.max_bytes));
        }
        Ok(Some(bytes))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.failed {
            return None;
        }
        self.number += 1;
        let mut length = 0;
        let bytes = self.read(&mut length).transpose()?;
        // A stream that fails would fail for ever.
        self.failed = bytes.as_ref().is_err_and(|error| error.kind != ErrorKind::TooLarge);
        Some(Line { number: self.number, length, bytes })
    }
}

/// What a line holds.
#[derive(Debug)]
pub struct Record {
    /// The id, to the letter.
    pub id: Option<Box<RawValue>>,
    /// The other keys in order, their values to the letter.
    pub meta: Vec<(String, Box<RawValue>)>,
    /// The article's text.
    pub text: Result<Text, ReadError>,
}

/// Reads a line; id and other keys are kept also where the text is missing or no article.
pub fn read(line: Vec<u8>, keys: &Keys) -> Record {
    let none = |error| Record { id: None, meta: Vec::new(), text: Err(error) };
    // A line that is not UTF-8 is decoded as a file would be, so that the JSON around its text can be read.
    let line = decode::characters(line);
    if line.encoding.starts_with("utf-16") {
        let error = ReadError::new(ErrorKind::Json, "the line is UTF-16");
        return none(error.hint("convert the file to UTF-8 first, for example with iconv"));
    }
    let json = line.text.trim_start_matches('\u{feff}');
    if json.trim().is_empty() {
        return none(ReadError::new(ErrorKind::Empty, "the line is blank"));
    }
    // A carriage return can only stand between the tokens; in an id or other value it would cut the output's line for readers
    // that take it as a line's end.
    let json = if json.contains('\r') { Cow::Owned(json.replace('\r', " ")) } else { Cow::Borrowed(json) };
    let mut members = match serde_json::from_str::<Members>(&json) {
        Ok(Members(members)) => members,
        Err(error) => return none(no_object(&json, &error)),
    };
    let mut take = |name: &str| {
        let index = members.iter().position(|(key, _)| key == name)?;
        Some(members.remove(index).1)
    };
    let text = take(&keys.text);
    let id = take(&keys.id);
    let text = match text {
        Some(value) => text_of(&value, keys).and_then(|mut text| {
            text.warnings.splice(0..0, line.warnings);
            text.encoding = line.encoding;
            text.warnings.extend(content::check(&text.text)?);
            Ok(text)
        }),
        None => Err(ReadError::new(ErrorKind::Json, format!("the object has no key {:?}", keys.text))
            .hint("--text-key names the key that holds the text")),
    };
    Record { id, meta: members, text }
}

fn no_object(json: &str, error: &serde_json::Error) -> ReadError {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    let reason = if json.starts_with('{') {
        format!("not valid JSON: {what} at column {}", error.column())
    } else {
        "not a JSON object".to_owned()
    };
    ReadError::new(ErrorKind::Json, reason).hint("--input-format jsonl takes one object a line")
}

/// The string that a value is, with U+FFFD for each lone surrogate.
fn text_of(value: &RawValue, keys: &Keys) -> Result<Text, ReadError> {
    let what = match value.get().as_bytes().first() {
        Some(b'"') => {
            let Loose { text, lost } = serde_json::from_str(value.get())
                .map_err(|error| ReadError::new(ErrorKind::Json, format!("the text can't be read: {error}")))?;
            return Ok(Text { text, encoding: "utf-8", warnings: lone_surrogates(lost).into_iter().collect() });
        }
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b'n') => "null",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    };
    let error = ReadError::new(ErrorKind::Json, format!("the key {:?} holds {what}, not a string", keys.text));
    Err(error.hint("--text-key names the key that holds the text"))
}

fn lone_surrogates(lost: usize) -> Option<Warning> {
    let message = match lost {
        0 => return None,
        1 => "1 lone surrogate in the JSON string stands as U+FFFD".to_owned(),
        lost => format!("{lost} lone surrogates in the JSON string stand as U+FFFD"),
    };
    Some(Warning { code: WarningCode::DamagedText, message, span: None })
}

/// The members of an object in order, each key once.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members: Vec<(String, Box<RawValue>)> = Vec::new();
                let mut places: HashMap<String, usize> = HashMap::new();
                while let Some((Loose { text: key, .. }, value)) = map.next_entry()? {
                    if let Some(&place) = places.get(&key) {
                        members[place].1 = value;
                    } else {
                        places.insert(key.clone(), members.len());
                        members.push((key, value));
                    }
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

/// A JSON string that may hold lone surrogates.
struct Loose {
    text: String,
    /// How many there were.
    lost: usize,
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Characters;
        impl Visitor<'_> for Characters {
            type Value = Loose;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Loose, E> {
                Ok(from_wtf8(bytes))
            }
        }
        // As bytes, because a lone surrogate is an error in a string and three bytes here (WTF-8).
        deserializer.deserialize_bytes(Characters)
    }
}

/// Text of UTF-8 in which lone surrogates are encoded as if they were characters: the byte ED, then two that are no
/// character on their own.
fn from_wtf8(bytes: &[u8]) -> Loose {
    const SURROGATE: &[u8] = b"\xed";
    // Nearly all text is without any, and checked in large steps.
    if let Ok(text) = str::from_utf8(bytes) {
        return Loose { text: text.to_owned(), lost: 0 };
    }
    let mut loose = Loose { text: String::with_capacity(bytes.len()), lost: 0 };
    for chunk in bytes.utf8_chunks() {
        loose.text.push_str(chunk.valid());
        if chunk.invalid() == SURROGATE {
            loose.text.push(char::REPLACEMENT_CHARACTER);
            loose.lost += 1;
        }
    }
    loose
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Text {
        read(line.as_bytes().to_vec(), &Keys::default()).text.unwrap()
    }

    fn error(line: &[u8]) -> (ErrorKind, String) {
        let error = read(line.to_vec(), &Keys::default()).text.unwrap_err();
        (error.kind, error.reason)
    }

    #[test]
    fn other_keys_pass_through_to_the_letter() {
        let line = br#"{"b": 1.50, "text": "Hello", "a": {"x": [1,  2]}, "id": 12345678901234567890123, "b": null}"#;
        let record = read(line.to_vec(), &Keys::default());
        assert_eq!(record.id.unwrap().get(), "12345678901234567890123");
        let meta: Vec<_> = record.meta.iter().map(|(key, value)| (key.as_str(), value.get())).collect();
        assert_eq!(meta, [("b", "null"), ("a", r#"{"x": [1,  2]}"#)]);
        assert_eq!(record.text.unwrap().text, "Hello");
    }

    #[test]
    fn a_value_never_breaks_the_line() {
        let record = read(b"{\"id\": [1,\r2], \"text\": \"a\"}\r".to_vec(), &Keys::default());
        assert_eq!(record.id.unwrap().get(), "[1, 2]");
    }

    #[test]
    fn keys_can_be_named() {
        let keys = Keys { text: "body".to_owned(), id: "url".to_owned() };
        let record = read(br#"{"url": "u", "id": 3, "text": 4, "body": "Hello"}"#.to_vec(), &keys);
        assert_eq!(record.id.unwrap().get(), "\"u\"");
        assert_eq!(record.meta.len(), 2);
        assert_eq!(record.text.unwrap().text, "Hello");
    }

    #[test]
    fn lone_surrogates_are_one_character_each() {
        let cases = [
            (r#"{"text": "a\ud800b"}"#, "a\u{fffd}b", 1),
            (r#"{"text": "a\udc00\ud800"}"#, "a\u{fffd}\u{fffd}", 1),
            (r#"{"text": "\ud83d\ude00"}"#, "\u{1f600}", 0),
            (r#"{"text": "\ufffd"}"#, "\u{fffd}", 0),
            (r#"{"\ud800": 1, "text": "a"}"#, "a", 0),
        ];
        for (line, expected, warnings) in cases {
            let text = text(line);
            assert_eq!((text.text.as_str(), text.warnings.len()), (expected, warnings), "{line}");
        }
    }

    #[test]
    fn the_string_is_taken_as_it_is() {
        assert_eq!(text("\u{feff}{\"text\": \"\u{feff}a\\r\\n\\u0000\u{a0}\"}\r").text, "\u{feff}a\r\n\0\u{a0}");
    }

    #[test]
    fn bad_lines_say_what_is_wrong() {
        let cases: &[(&[u8], ErrorKind, &str)] = &[
            (b"", ErrorKind::Empty, "the line is blank"),
            (b" \r", ErrorKind::Empty, "the line is blank"),
            (b"{\"text\": \"\"}", ErrorKind::Empty, "there is no text"),
            (b"[1]", ErrorKind::Json, "not a JSON object"),
            (b"Hello", ErrorKind::Json, "not a JSON object"),
            (b"{\"text\": \"a}", ErrorKind::Json, "not valid JSON: EOF while parsing a string at column 12"),
            (b"{\"text\": \"a\"} x", ErrorKind::Json, "not valid JSON: trailing characters at column 15"),
            (b"{\"body\": \"a\"}", ErrorKind::Json, "the object has no key \"text\""),
            (b"{\"text\": [1]}", ErrorKind::Json, "the key \"text\" holds a list, not a string"),
            (b"{\"text\": null}", ErrorKind::Json, "the key \"text\" holds null, not a string"),
            (b"{\"text\": -1}", ErrorKind::Json, "the key \"text\" holds a number, not a string"),
            (b"{\"text\": \"\\x\"}", ErrorKind::Json, "not valid JSON: invalid escape at column 12"),
            (b"{\0\"\0t\0e\0x\0t\0", ErrorKind::Json, "the line is UTF-16"),
        ];
        for (line, kind, reason) in cases {
            assert_eq!(error(line), (*kind, (*reason).to_owned()), "{line:?}");
        }
    }

    #[test]
    fn a_line_that_is_not_utf8_is_still_read() {
        let record = read(b"{\"id\": 1, \"text\": \"caf\xe9\"}".to_vec(), &Keys::default());
        let text = record.text.unwrap();
        assert_eq!((text.text.as_str(), text.encoding), ("caf\u{e9}", "windows-1252"));
        assert_eq!(text.warnings[0].code, WarningCode::EncodingGuessed);
    }

    #[test]
    fn lines_are_counted_and_limited() {
        let lines: Vec<_> = Lines::new(b"one\n\ntoo long\n1234\nfive".as_slice(), 4).collect();
        let read: Vec<_> =
            lines.iter().map(|line| (line.number, line.bytes.as_deref().map_err(|error| error.kind))).collect();
        let expected: [(u64, Result<&[u8], ErrorKind>); 5] =
            [(1, Ok(b"one")), (2, Ok(b"")), (3, Err(ErrorKind::TooLarge)), (4, Ok(b"1234")), (5, Ok(b"five"))];
        assert_eq!(read, expected);
        assert_eq!(lines.iter().map(|line| line.length).collect::<Vec<_>>(), [4, 1, 9, 5, 4]);
    }
}
