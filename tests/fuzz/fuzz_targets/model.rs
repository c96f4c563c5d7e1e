//! The reader of model files: a damaged file is an error or a model that decodes something, never more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use newsparse::model::sequence::{Asked, Back, SequenceModel};

/// As many labels as the model of cues has.
const LABELS: usize = 3;

fuzz_target!(|bytes: &[u8]| {
    try_model(bytes, bytes);
    // Past the label, the version and the number of labels, which are seldom hit upon.
    try_model(&[b"NPSEQNCE\x04\0\0\0\x03\0\0\0", bytes].concat(), bytes);
});

fn try_model(file: &[u8], bytes: &[u8]) {
    let Ok(model) = SequenceModel::<LABELS>::read(file) else { return };
    // Features that the table may hold, made of what it holds.
    let features = bytes.windows(8).take(64).map(|eight| eight.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)));
    let (mut asked, mut labels) = (Asked::default(), Vec::new());
    let scores: Vec<[i16; LABELS]> = features
        .map(|feature| {
            let mut scores = [0; LABELS];
            asked.push(feature);
            asked.push(feature.swap_bytes());
            model.add(&mut scores, &mut asked);
            scores
        })
        .collect();
    model.decode(&scores, &mut Back::default(), &mut labels);
    assert_eq!(labels.len(), scores.len());
    assert!(labels.iter().all(|&label| usize::from(label) < LABELS));
}
