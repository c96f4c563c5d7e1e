//! The reader of model files: a damaged file is an error or a model that decodes something, never more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsparse::model::sequence::{Lattice, SequenceModel};

fuzz_target!(|bytes: &[u8]| {
    try_model(bytes, bytes);
    // Past the label and the version, which are seldom hit upon.
    try_model(&[b"NPSEQNCE\x03\0\0\0", bytes].concat(), bytes);
});

fn try_model(file: &[u8], bytes: &[u8]) {
    let Ok(model) = SequenceModel::read(file) else { return };
    // Features that the table may hold, made of what it holds.
    let features = bytes.windows(8).take(64).map(|eight| eight.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)));
    let (mut lattice, mut labels, mut tokens) = (Lattice::default(), Vec::new(), 0);
    model.begin(&mut lattice);
    for feature in features {
        model.add(model.push(&mut lattice), &mut vec![feature, feature.swap_bytes()]);
        tokens += 1;
    }
    model.decode(&mut lattice, &mut labels);
    assert_eq!(labels.len(), tokens);
    assert!(labels.iter().all(|&label| usize::from(label) < model.labels()));
}
