//! Structure, sentences and tokens of any text: they lie in the text, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsparse::Options;
use newsparse::parse::parse;

fuzz_target!(|text: &str| {
    let document = parse(text, &Options::default());
    assert_eq!(document.text, text);
    let mut end = 0;
    for paragraph in &document.paragraphs {
        assert!(paragraph.span.start >= end && text.get(paragraph.span.start..paragraph.span.end).is_some());
        end = paragraph.span.end;
    }
    end = 0;
    for sentence in &document.sentences {
        assert!(sentence.span.start >= end && text.get(sentence.span.start..sentence.span.end).is_some());
        end = sentence.span.end;
    }
    end = 0;
    for token in &document.tokens {
        assert!(token.span.start >= end && text.get(token.span.start..token.span.end).is_some());
        end = token.span.end;
    }
});
