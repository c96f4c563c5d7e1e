//! The whole analysis with its JSON: every promise of the output holds for any text, alone and inside an article.
#![no_main]

#[path = "../../suite/promises.rs"]
mod promises;

use libfuzzer_sys::fuzz_target;

/// Text that is taken for English, so that what stands in it meets every stage.
const BEFORE: &str = "Harbour bridge closed after storm\n\nBy Ann Voss\n\nNORTHPORT, July 15 (Reuters) - The harbour bridge was closed on \
                      Thursday after a storm, Mayor Kari Lie said. \"We have no choice,\" she told reporters. ";
const AFTER: &str = "\n\nThe city's 40-year-old bridge carries 12,000 cars a day, according to Borg Inc. engineers.\n";

fuzz_target!(|text: &str| {
    let within = format!("{BEFORE}{text}{AFTER}");
    for text in [text, &within] {
        let broken = promises::broken_promises(text);
        assert!(broken.is_empty(), "{broken:#?}");
    }
});
