//! The document on one line, byte for byte as `serde_json` writes it, with less than half of its work: names of fields are known to need no escapes, and
//! text is searched for what needs one many bytes at a time. What is rare is left to `serde_json`.

use serde::Serialize;
use serde::ser::{self, Error as _, Impossible};
use serde_json::Error;

/// The name under which `serde_json` passes on text that is JSON already ([`serde_json::value::RawValue`]).
const RAW: &str = "$serde_json::private::RawValue";

/// A value as JSON without white space.
///
/// # Errors
/// Where the value has a shape that documents don't: bytes, tuples, or variants with content.
pub(super) fn to_vec(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut writer = Writer { out: Vec::new(), raw: false };
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

/// Writes values.
struct Writer {
    out: Vec<u8>,
    /// Whether the text that comes next is JSON already.
    raw: bool,
}

impl Writer {
    fn text(&mut self, text: &str) -> Result<(), Error> {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(special) = find_special(rest) {
            let (plain, from_special) = rest.split_at(special);
            self.out.extend_from_slice(plain);
            rest = match from_special.split_first() {
                Some((&byte @ (b'"' | b'\\'), rest)) => {
                    self.out.extend_from_slice(&[b'\\', byte]);
                    rest
                }
                Some((&control, rest)) => {
                    let quoted = serde_json::to_string(&char::from(control))?;
                    self.out.extend_from_slice(quoted.trim_matches('"').as_bytes());
                    rest
                }
                None => from_special,
            };
        }
        self.out.extend_from_slice(rest);
        self.out.push(b'"');
        Ok(())
    }

    fn whole(&mut self, negative: bool, mut magnitude: u64) {
        /// Digits of the largest number, and a sign.
        const LONGEST: usize = 21;
        let mut digits = [b'-'; LONGEST];
        let mut start = LONGEST;
        loop {
            start -= 1;
            digits[start] = b'0' + (magnitude % 10) as u8;
            magnitude /= 10;
            if magnitude == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[start - usize::from(negative)..]);
    }

    /// Begins a list or an object.
    fn open(&mut self, open: u8, close: u8) -> Members<'_> {
        self.out.push(open);
        Members { writer: self, begun: false, close }
    }
}

/// Where the first byte stands that JSON escapes: a quotation mark, a backslash or a control character.
fn find_special(bytes: &[u8]) -> Option<usize> {
    /// Bytes that are looked at together.
    const BLOCK: usize = 16;
    // Without branches, so that a block is compared at once.
    let special = |byte: u8| u8::from(byte < b' ') | u8::from(byte == b'"') | u8::from(byte == b'\\');
    let mut at = 0;
    for block in bytes.as_chunks::<BLOCK>().0 {
        if block.iter().fold(0, |any, &byte| any | special(byte)) != 0 {
            break;
        }
        at += BLOCK;
    }
    bytes.get(at..)?.iter().position(|&byte| special(byte) != 0).map(|rest| at + rest)
}

/// The rest of a list or an object that was begun.
struct Members<'w> {
    writer: &'w mut Writer,
    /// Whether a member was written.
    begun: bool,
    close: u8,
}

impl Members<'_> {
    fn separate(&mut self) {
        if std::mem::replace(&mut self.begun, true) {
            self.writer.out.push(b',');
        }
    }

    fn close(self) {
        self.writer.out.push(self.close);
    }
}

impl ser::SerializeSeq for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl ser::SerializeMap for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        key.serialize(&mut *self.writer)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.writer.out.push(b':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

impl ser::SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    // Where the key is known, its bytes are.
    #[allow(clippy::inline_always)]
    #[inline(always)]
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        if !self.writer.raw {
            let out = &mut self.writer.out;
            if std::mem::replace(&mut self.begun, true) {
                out.extend_from_slice(b",\"");
            } else {
                out.push(b'"');
            }
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(b"\":");
        }
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Error> {
        if !std::mem::take(&mut self.writer.raw) {
            self.close();
        }
        Ok(())
    }
}

/// Methods that write a number as this type can hold it.
macro_rules! whole_numbers {
    ($($name:ident: $type:ty),*) => {
        $(fn $name(self, number: $type) -> Result<(), Error> {
            let number = i64::from(number);
            self.whole(number < 0, number.unsigned_abs());
            Ok(())
        })*
    };
}

impl<'w> ser::Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Members<'w>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Members<'w>;
    type SerializeStruct = Members<'w>;
    type SerializeStructVariant = Impossible<(), Error>;

    whole_numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32
    }

    fn serialize_u64(self, number: u64) -> Result<(), Error> {
        self.whole(false, number);
        Ok(())
    }

    fn serialize_f32(self, number: f32) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, &number)
    }

    fn serialize_f64(self, number: f64) -> Result<(), Error> {
        serde_json::to_writer(&mut self.out, &number)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        if self.raw {
            self.out.extend_from_slice(text.as_bytes());
            return Ok(());
        }
        self.text(text)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.out.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Members<'w>, Error> {
        Ok(self.open(b'[', b']'))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'w>, Error> {
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Members<'w>, Error> {
        if name == RAW {
            self.raw = true;
            return Ok(Members { writer: self, begun: false, close: b'}' });
        }
        Ok(self.open(b'{', b'}'))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Error> {
        Err(Error::custom("bytes"))
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: &T,
    ) -> Result<(), Error> {
        Err(Error::custom(variant))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(Error::custom("a tuple"))
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(Error::custom(name))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(Error::custom(variant))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(Error::custom(variant))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;
    use std::collections::BTreeMap;

    /// Something of each kind that documents have.
    #[derive(Serialize)]
    struct Record<'a> {
        text: &'a str,
        place: Place,
        #[serde(flatten)]
        same: Place,
        raw: &'a RawValue,
        list: Vec<Option<&'a str>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        absent: Option<bool>,
        map: BTreeMap<&'a str, &'a RawValue>,
        last: char,
    }

    #[derive(Clone, Copy, Serialize)]
    struct Place {
        start: usize,
        score: f64,
        number: i64,
        yes: bool,
    }

    fn assert_same(text: &str, number: i64, score: f64) {
        let raw = RawValue::from_string("{\"a\": [1, \"\\u00e9\"]}".to_owned()).unwrap();
        let place = Place { start: number.unsigned_abs() as usize, score, number, yes: number > 0 };
        let record = Record {
            text,
            place,
            same: place,
            raw: &raw,
            list: vec![Some(text), None, Some("")],
            absent: None,
            map: [(text, &*raw), ("b", &*raw)].into(),
            last: text.chars().last().unwrap_or('\u{1}'),
        };
        let written = String::from_utf8(to_vec(&record).unwrap()).unwrap();
        assert_eq!(written, serde_json::to_string(&record).unwrap());
    }

    #[test]
    fn writes_what_serde_json_writes() {
        let all: String = (0..0x250_u32).filter_map(char::from_u32).collect();
        for text in
            ["", "plain", "\"", "it said: \"a\\b\"\n", "\u{7f}“é”\u{2028}漢𝒳", &all, &"0123456789abcde\"".repeat(3)]
        {
            for (number, score) in
                [(0, 0.0), (7, 0.5), (-12, -1e-9), (i64::MAX, 1e300), (i64::MIN, 0.1), (10, f64::NAN)]
            {
                assert_same(text, number, score);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn writes_any_text(text: String, number: i64, score: f64) {
            assert_same(&text, number, score);
        }
    }
}
