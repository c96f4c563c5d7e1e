//! What the name tagger knows before it reads: word clusters, the gazetteer and the model, embedded and read where they lie.

use super::label::{LABELS, PLACES};
use crate::model::sequence::SequenceModel;
use crate::model::table::Table;
use crate::model::{ModelError, Reader};
use std::sync::LazyLock;

const LEXICON: &[u8] = include_bytes!("../../../data/name_lexicon.bin");
const TAGGER: &[u8] = include_bytes!("../../../data/name_tagger.bin");

/// The label of the file with word clusters and gazetteer.
pub(crate) const LEXICON_LABEL: [u8; 8] = *b"NPLEXICN";
/// The version of its form.
pub(crate) const LEXICON_VERSION: u32 = 4;
/// Bits of the four cluster numbers of a word in its payload, from the lowest: 64, 256, 1,000 and 3,000 clusters.
pub(crate) const CLUSTER_BITS: [u32; 4] = [6, 8, 10, 12];
/// Bytes of the payload.
pub(crate) const CLUSTER_BYTES: usize = 5;
/// Bytes of a word's or phrase's bits in the gazetteer.
pub(crate) const GAZETTEER_BYTES: usize = 2;

/// Word clusters and gazetteer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resources {
    clusters: Table<'static, { CLUSTER_BYTES + 2 }>,
    gazetteer: Table<'static, { GAZETTEER_BYTES + 2 }>,
}

impl Resources {
    /// Reads the two tables of a file.
    pub(crate) fn read(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(bytes, LEXICON_LABEL, LEXICON_VERSION)?;
        let clusters = Table::read(&mut reader)?;
        let gazetteer = Table::read(&mut reader)?;
        reader.close()?;
        Ok(Self { clusters, gazetteer })
    }

    /// The clusters of a word by the hash of its lower-case form, digits as `0`.
    pub(crate) fn clusters(&self, lower: u64) -> Option<[u16; 4]> {
        let payload = self.clusters.get(lower)?.get(..CLUSTER_BYTES)?;
        let mut bits = payload.iter().rev().fold(0_u64, |bits, &byte| bits << 8 | u64::from(byte));
        Some(CLUSTER_BITS.map(|width| {
            let cluster = (bits & ((1 << width) - 1)) as u16;
            bits >>= width;
            cluster
        }))
    }

    /// The lists that hold a word or phrase, as bits, by the hash of its lower-case form.
    pub(crate) fn gazetteer(&self, lower: u64) -> u16 {
        let bits = self.gazetteer.get(lower).and_then(|payload| payload.first_chunk::<GAZETTEER_BYTES>());
        bits.map_or(0, |&bits| u16::from_le_bytes(bits))
    }
}

/// The embedded word clusters and gazetteer; `None` if the program was built with a damaged file, which a test prevents.
pub(crate) fn resources() -> Option<&'static Resources> {
    static RESOURCES: LazyLock<Option<Resources>> = LazyLock::new(|| Resources::read(LEXICON).ok());
    RESOURCES.as_ref()
}

/// All that the tagger knows.
#[derive(Clone, Debug)]
pub(crate) struct Tagger {
    /// Word clusters and gazetteer.
    pub(crate) resources: Resources,
    /// The model.
    pub(crate) model: SequenceModel<'static, LABELS, PLACES>,
}

impl Tagger {
    /// Reads a model; `None` if it has other labels.
    pub(crate) fn new(resources: Resources, model: &'static [u8]) -> Option<Self> {
        Some(Self { resources, model: SequenceModel::read(model).ok()? })
    }

    /// What is embedded in the program; `None` as above.
    pub(crate) fn embedded() -> Option<&'static Self> {
        static EMBEDDED: LazyLock<Option<Tagger>> = LazyLock::new(|| Tagger::new(*resources()?, TAGGER));
        EMBEDDED.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{WordList, word_list};
    use crate::model::hash;

    #[test]
    fn embedded_files_are_whole() {
        Resources::read(LEXICON).unwrap();
        SequenceModel::<LABELS, PLACES>::read(TAGGER).unwrap();
    }

    #[test]
    fn what_the_lexicon_was_made_of_is_found_in_it() {
        // Once a lexicon hid each word whose hash has a tag of 0, one in 256: a few of these.
        let resources = resources().unwrap();
        let lists = [
            word_list!(include_str!("../../../data/countries.tsv")),
            word_list!(include_str!("../../../data/demonyms.tsv")),
            word_list!(include_str!("../../../data/groups.txt")),
            word_list!(include_str!("../../../data/roles.tsv")),
        ];
        for (word, _) in lists.iter().flat_map(WordList::iter) {
            assert_ne!(resources.gazetteer(hash::lower(word)), 0, "{word}");
        }
    }
}
