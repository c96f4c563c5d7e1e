//! Files of every encoding and format, as people have them: the text, or what to do.

use crate::support::{Folder, newsparse};
use serde_json::Value;

/// Runs the program on a file of `bytes` with its text in the document.
fn read(bytes: &[u8]) -> Value {
    let folder = Folder::new();
    let path = folder.write("article.txt", bytes);
    let run = newsparse(["--include-text".as_ref(), path.as_os_str()], b"");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    run.document()
}

/// The reason that the program gives for not reading a file of `bytes`, and the kind of error.
fn refused(bytes: &[u8]) -> (String, String) {
    let folder = Folder::new();
    let path = folder.write("article.txt", bytes);
    let run = newsparse(["--jsonl".as_ref(), path.as_os_str()], b"");
    assert_eq!(run.code, Some(2), "{run:?}");
    let error = run.document()["error"].clone();
    let message = error["message"].as_str().expect("a message").to_owned();
    assert_eq!(run.stderr, format!("newsparse: {}: {message}\n", path.display()));
    (error["kind"].as_str().expect("a kind").to_owned(), message)
}

fn codes(document: &Value) -> Vec<&str> {
    document["warnings"].as_array().expect("a list").iter().filter_map(|warning| warning["code"].as_str()).collect()
}

#[test]
fn encodings_are_read() {
    const TEXT: &str = "Café reopens\r\n\r\n“It’s back,” Zoë Marsh said.\u{a0}\r\n";
    let utf16 = |order: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let with = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
    let (little, big) = (utf16(u16::to_le_bytes), utf16(u16::to_be_bytes));
    let windows = encoding_rs::WINDOWS_1252.encode(TEXT).0.into_owned();
    let cases = [
        (TEXT.as_bytes().to_vec(), "utf-8", false),
        (with(b"\xef\xbb\xbf", TEXT.as_bytes()), "utf-8", false),
        (with(b"\xff\xfe", &little), "utf-16le", false),
        (with(b"\xfe\xff", &big), "utf-16be", false),
        (little, "utf-16le", true),
        (big, "utf-16be", true),
        (windows, "windows-1252", true),
    ];
    for (bytes, encoding, guessed) in cases {
        let document = read(&bytes);
        assert_eq!(document["source"]["text"], TEXT, "{encoding}");
        assert_eq!(document["source"]["encoding"], encoding);
        assert_eq!(document["source"]["chars"], TEXT.chars().count());
        assert_eq!(codes(&document).contains(&"encoding_guessed"), guessed, "{encoding}");
    }
}

#[test]
fn damaged_utf8_stays_utf8() {
    let document = read("“One,” Zoë Marsh said. \u{1f600}".as_bytes().strip_suffix(b"\x80").expect("cut"));
    assert_eq!(document["source"]["encoding"], "utf-8");
    assert_eq!(document["source"]["text"], "“One,” Zoë Marsh said. \u{fffd}");
    assert!(codes(&document).contains(&"damaged_text"));
}

#[test]
fn what_is_no_article_is_refused_with_what_to_do() {
    let cases: &[(&[u8], &str, &str)] = &[
        (b"", "empty", "there is no text"),
        (b"\xef\xbb\xbf", "empty", "there is no text"),
        ("\n \u{a0}\u{200b}\r\n".as_bytes(), "empty", "there is nothing but white space"),
        (
            b"<!DOCTYPE html>\n<p>Bridge opens</p>",
            "html",
            "looks like HTML (extract its text first, for example with trafilatura)",
        ),
        (
            b"{\\rtf1\\ansi Bridge opens}",
            "rtf",
            "looks like RTF (save it as plain text first, for example with unrtf --text)",
        ),
        (b"{\"text\": \"Bridge opens\"}\n", "json", "looks like JSON (--input-format jsonl reads one object a line)"),
        (b"%PDF-1.4\n%\xe2\xe3", "binary", "looks like a PDF (extract its text first, for example with pdftotext)"),
        (
            b"PK\x03\x04\x14\0",
            "binary",
            "looks like a zip archive or an office document (save it as plain text, or unpack it first)",
        ),
        (b"Bridge\0opens", "binary", "looks like binary data: it holds NUL bytes (newsparse reads plain text)"),
    ];
    for (bytes, kind, message) in cases {
        assert_eq!(refused(bytes), ((*kind).to_owned(), (*message).to_owned()));
    }
}

#[test]
fn a_few_tags_are_read_with_a_warning() {
    let document = read(b"Bridge opens\n\nThe bridge <b>opened</b> on Tuesday.\n");
    let warnings = document["warnings"].as_array().expect("a list");
    let warning = warnings.iter().find(|warning| warning["code"] == "html_markup").expect("the warning");
    assert_eq!((&warning["start"], &warning["end"]), (&25.into(), &28.into()));
}
