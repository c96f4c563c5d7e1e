//! Writes the name lexicon: word clusters and gazetteer as two tables in one file.

use crate::extract::entity::tag::resources::{
    CLUSTER_BITS, CLUSTER_BYTES, GAZETTEER_BYTES, LEXICON_LABEL, LEXICON_VERSION,
};
use crate::lexicon::word_list;
use crate::model::{hash, table};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// Words with clusters, from the most frequent: rarer ones add bytes and hardly anything else.
const CLUSTERED_WORDS: usize = 120_000;

/// The lists of the gazetteer; a word's bit is its list's place here.
const LISTS: [&[&str]; 8] = [
    &["citybig"],
    &["citysmall"],
    &["cityalt"],
    &["usstate"],
    &["uscounty"],
    &["enfirst", "fakerfirst"],
    &["enlast"],
    &["fakerlast"],
];

/// The bytes of the lexicon from the files under `data`.
pub(crate) fn build(data: &Path) -> Result<Vec<u8>> {
    let mut out = LEXICON_LABEL.to_vec();
    out.extend_from_slice(&LEXICON_VERSION.to_le_bytes());

    let path = data.join("entities/clusters.tsv");
    let file = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut clusters = Vec::new();
    for line in file.lines().take(CLUSTERED_WORDS) {
        let mut fields = line.split('\t');
        let word = fields.next().unwrap_or("");
        let (mut bits, mut shift) = (0_u64, 0);
        for (field, width) in fields.zip(CLUSTER_BITS) {
            bits |= field.parse::<u64>().with_context(|| format!("cluster of {word:?}"))? << shift;
            shift += width;
        }
        clusters.push((hash::lower(word), bits.to_le_bytes()));
    }
    table::write(clusters.iter().map(|(hash, bits)| (*hash, &bits[..CLUSTER_BYTES])), CLUSTER_BYTES, &mut out);

    let mut gazetteer: BTreeMap<u64, u16> = BTreeMap::new();
    for (bit, lists) in LISTS.iter().enumerate() {
        for list in *lists {
            let path = data.join(format!("gazetteers/{list}.txt"));
            let file = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            for word in file.lines().filter(|word| !word.is_empty()) {
                *gazetteer.entry(hash::lower(word)).or_default() |= 1 << bit;
            }
        }
    }
    for (word, bit) in own_lists() {
        *gazetteer.entry(hash::lower(word)).or_default() |= 1 << bit;
    }
    let entries: Vec<(u64, [u8; GAZETTEER_BYTES])> =
        gazetteer.into_iter().map(|(hash, bits)| (hash, bits.to_le_bytes())).collect();
    table::write(entries.iter().map(|(hash, bits)| (*hash, bits.as_slice())), GAZETTEER_BYTES, &mut out);
    Ok(out)
}

/// The words of the program's own lists with the bits they get, above those of [`LISTS`].
fn own_lists() -> Vec<(&'static str, usize)> {
    let first = LISTS.len();
    let mut words: Vec<(&str, usize)> = Vec::new();
    words.extend(word_list!(include_str!("../data/countries.tsv")).iter().map(|(word, _)| (word, first)));
    words.extend(word_list!(include_str!("../data/demonyms.tsv")).iter().map(|(word, _)| (word, first + 1)));
    words.extend(word_list!(include_str!("../data/groups.txt")).iter().map(|(word, _)| (word, first + 1)));
    words.extend(word_list!(include_str!("../data/regions.tsv")).iter().map(|(word, _)| (word, first + 2)));
    words.extend(word_list!(include_str!("../data/roles.tsv")).iter().map(|(word, _)| (word, first + 3)));
    words.extend(word_list!(include_str!("../data/agencies.tsv")).iter().map(|(word, _)| (word, first + 4)));
    for (word, codes) in word_list!(include_str!("../data/known_names.tsv")).iter() {
        words.push((word, if codes == "o" { first + 4 } else { first + 5 }));
    }
    for (word, codes) in word_list!(include_str!("../data/entity_words.tsv")).iter() {
        words.push((word, if codes.contains('o') { first + 6 } else { first + 7 }));
    }
    words
}
