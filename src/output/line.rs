//! The JSON document on one line, as `serde_json` would write it without white space.
//!
//! Every article of a run passes through here, and two thirds of what is written are keys: a key is written as it stands, since no name of a field
//! needs an escape, and of a text whole pieces without one are found and copied. Only what a document is made of can be written.

use super::json::JsonDocument;
use crate::text::{find_byte, lies_in};
use serde::Serialize;
use serde::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Error;

/// Writes a document at the end of some bytes, without a line break.
///
/// # Errors
///
/// None for a document that [`super::json`] makes.
pub fn write(document: &JsonDocument, out: &mut Vec<u8>) -> Result<(), Error> {
    document.serialize(&mut Line { out, verbatim: false })
}

/// What a line is written to.
struct Line<'o> {
    out: &'o mut Vec<u8>,
    /// Whether the next text is JSON already.
    verbatim: bool,
}

impl Line<'_> {
    fn text(&mut self, text: &str) {
        if self.verbatim {
            self.out.extend_from_slice(text.as_bytes());
            return;
        }
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(at) = next_escape(rest)
            && let Some((plain, [byte, after @ ..])) = rest.split_at_checked(at)
        {
            self.out.extend_from_slice(plain);
            self.escape(*byte);
            rest = after;
        }
        self.out.extend_from_slice(rest);
        self.out.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789abcdef";
                let [high, low] = [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)]);
                self.out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
    }

    fn number(&mut self, mut number: u64) {
        /// Digits of the largest number.
        const MOST: usize = 20;
        let mut digits = [b'0'; MOST];
        let mut start = MOST - 1;
        loop {
            digits[start] = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 || start == 0 {
                break;
            }
            start -= 1;
        }
        self.out.extend_from_slice(&digits[start..]);
    }
}

/// Where the first byte of a text is that cannot stand in JSON as it is.
fn next_escape(text: &[u8]) -> Option<usize> {
    /// Shorter texts, of which there are many, are looked through byte by byte.
    const LONG: usize = 16;
    static ESCAPED: [bool; 256] = {
        let mut escaped = [false; 256];
        let mut byte = 0_u8;
        while byte < 0x80 {
            escaped[byte as usize] = is_escaped(byte);
            byte += 1;
        }
        escaped
    };
    if text.len() < LONG {
        return text.iter().position(|&byte| ESCAPED[usize::from(byte)]);
    }
    find_byte(text, |byte| lies_in(byte, &[(0, 0x1F), (b'"', b'"'), (b'\\', b'\\')]))
}

const fn is_escaped(byte: u8) -> bool {
    matches!(byte, 0..=0x1F | b'"' | b'\\')
}

/// The error of what no document is made of.
fn unknown(what: &str) -> Error {
    Error::custom(format_args!("a document has no {what}"))
}

impl<'l, 'o> Serializer for &'l mut Line<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'l, 'o>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Parts<'l, 'o>;
    type SerializeStruct = Parts<'l, 'o>;
    type SerializeStructVariant = Impossible<(), Error>;

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i8(self, value: i8) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<(), Error> {
        self.serialize_i64(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Error> {
        if value < 0 {
            self.out.push(b'-');
        }
        self.number(value.unsigned_abs());
        Ok(())
    }

    fn serialize_u8(self, value: u8) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Error> {
        self.serialize_u64(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<(), Error> {
        self.number(value);
        Ok(())
    }

    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.out, &value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.out, &value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.out, value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(unknown(variant))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        self.out.push(b'[');
        Ok(Parts { line: self, first: true })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(unknown("tuple"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(unknown(name))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(unknown(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        self.out.push(b'{');
        Ok(Parts { line: self, first: true })
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        /// As what `serde_json` passes on a text that is JSON already: a record of this name with the text in its one field.
        const RAW_VALUE: &str = "$serde_json::private::RawValue";
        self.verbatim = name == RAW_VALUE;
        if !self.verbatim {
            self.out.push(b'{');
        }
        Ok(Parts { line: self, first: true })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(unknown(variant))
    }
}

/// The parts of a list, map or record that is being written.
struct Parts<'l, 'o> {
    line: &'l mut Line<'o>,
    /// Whether the next one is the first.
    first: bool,
}

impl Parts<'_, '_> {
    #[inline]
    fn comma(&mut self) {
        if !self.first {
            self.line.out.push(b',');
        }
        self.first = false;
    }
}

impl SerializeSeq for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.comma();
        value.serialize(&mut *self.line)
    }

    fn end(self) -> Result<(), Error> {
        self.line.out.push(b']');
        Ok(())
    }
}

impl SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        key.serialize(&mut *self.line)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.line.out.push(b':');
        value.serialize(&mut *self.line)
    }

    fn end(self) -> Result<(), Error> {
        self.line.out.push(b'}');
        Ok(())
    }
}

impl SerializeStruct for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a key of known length is written with a few stores instead of a call")]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if !self.line.verbatim {
            self.comma();
            self.line.out.push(b'"');
            self.line.out.extend_from_slice(key.as_bytes());
            self.line.out.extend_from_slice(b"\":");
        }
        value.serialize(&mut *self.line)
    }

    #[inline]
    fn end(self) -> Result<(), Error> {
        if !self.line.verbatim {
            self.line.out.push(b'}');
        }
        self.line.verbatim = false;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::json::{ErrorRecord, Selection, Source, document, error_document};
    use super::super::test_support::Article;
    use super::*;
    use crate::document::ValueType;

    fn assert_same(document: &JsonDocument) {
        let mut line = Vec::new();
        write(document, &mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(document).unwrap());
    }

    fn source() -> Source {
        let raw = |json: &str| serde_json::value::RawValue::from_string(json.to_owned()).unwrap();
        Source {
            path: Some("C:\\news\u{1f}.txt".to_owned()),
            id: Some(raw("{ \"a\": [1.50, \"\\u00e9\"]}")),
            meta: Some(vec![("a \"b\"".to_owned(), raw("1e400")), (String::new(), raw("\"x\""))]),
            encoding: Some("utf-8"),
            line: Some(3),
        }
    }

    #[test]
    fn a_document_is_as_serde_json_writes_it() {
        let text = "Dam opens in Skarvik\n\nBy Kari Lie\n\nOSLO, Norway, March 3 – \"The dam is\tsafe,\" Kari Lie said \\ on Monday. \
                    It cost 2.5 million – 0.1 too much.\u{7f}\u{1}\u{8}\u{c}\r\n“Élan”";
        let article = Article::new(text)
            .person("Kari Lie", &["Kari Lie"])
            .value("2.5 million", ValueType::Quantity, 2.5e6, "kr")
            .value("0.1", ValueType::Quantity, 0.1, "kr")
            .value("2.5", ValueType::Quantity, -1e300, "\n")
            .quote("The dam is\tsafe,", "Kari Lie", "Kari Lie")
            .claim("The dam is\tsafe,", 0.123)
            .claim("It cost 2.5 million", 1.0);
        let source = source();
        assert_same(&document(&article.analysis, &source, Selection { text: true, ..Selection::default() }));
        let nothing = Source::default();
        assert_same(&document(&article.analysis, &nothing, Selection { entities: false, ..Selection::default() }));
    }

    #[test]
    fn so_is_an_error() {
        let every: String = (0..=0x100).filter_map(char::from_u32).collect();
        for (message, line) in [(every, Some(u64::MAX)), (String::new(), Some(0)), ("\"".to_owned(), None)] {
            let error = ErrorRecord { kind: "json", message, line };
            assert_same(&error_document(&error, &source(), Selection::default()));
        }
    }
}
