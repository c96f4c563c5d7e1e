//! Bytes of files and lines of JSON Lines: none is too bad to be read or turned away.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsparse::input::jsonl::{Keys, Lines, read};
use newsparse::input::{decode, read_all};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode::decode(bytes.to_vec()) {
        assert!(!text.text.contains('\0'));
        for span in text.warnings.iter().filter_map(|warning| warning.span) {
            assert!(text.text.get(span.start..span.end).is_some());
        }
    }
    let most = 64;
    assert_eq!(read_all(bytes, most).is_ok(), bytes.len() as u64 <= most);
    let lines: Vec<_> = Lines::new(bytes, most).collect();
    assert_eq!(lines.iter().map(|line| line.length).sum::<u64>(), bytes.len() as u64);
    assert_eq!(lines.len(), bytes.split_inclusive(|&byte| byte == b'\n').count());
    for line in Lines::new(bytes, u64::MAX) {
        let record = read(line.bytes.expect("memory can be read"), &Keys::default());
        // What passes through stays JSON, and on its line.
        for value in record.id.iter().chain(record.meta.iter().map(|(_, value)| value)) {
            assert!(!value.get().contains(['\n', '\r']));
            assert!(serde_json::from_str::<Box<serde_json::value::RawValue>>(value.get()).is_ok());
        }
    }
});
