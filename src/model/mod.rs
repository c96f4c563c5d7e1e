//! Learned models: how they are stored, looked up and decoded.
//!
//! A model is one file, embedded in the program and read where it lies: [`table`] is a hash table over its bytes, [`sequence`] a
//! linear-chain model over such a table. Features are 64-bit hashes made by [`hash`], so no feature string exists at run time.
//! [`linear`] is a single sum over a list of words and weights that people can read.
//! [`ranking`] compares candidates by such sums over hashed features.
//! [`memory`] keeps what they say of words from one document to the next.
//! Weights are small integers and scores are sums of them: the same on every machine.

pub mod hash;
pub(crate) mod linear;
pub(crate) mod logistic;
pub(crate) mod memory;
pub(crate) mod ranking;
pub mod sequence;
pub mod table;

use crate::lexicon::{WordList, word_list};
use std::fmt;

/// The models in the program: name, then the day it was trained and the hash of its file, which a test compares.
static MODELS: WordList = word_list!(include_str!("../data/models.tsv"));

/// The name of each model in the program and the day it was trained.
pub fn versions() -> impl Iterator<Item = (&'static str, &'static str)> {
    MODELS.iter().map(|(name, value)| (name, value.split('\t').next().unwrap_or_default()))
}

/// Why a model file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The file does not begin with the label of its kind.
    Label,
    /// The file is of another version of the format.
    Version(u32),
    /// The file is shorter or longer than its header says, or a count in it is absurd.
    Length,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label => f.write_str("the model file does not begin with its label; it is not a model of this kind"),
            Self::Version(found) => {
                write!(f, "the model file has format version {found}; train it again with this program")
            }
            Self::Length => f.write_str("the model file is damaged: its lengths do not agree"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Reads the fields of a model file in order; never past its end.
#[derive(Debug)]
pub(crate) struct Reader<'m> {
    rest: &'m [u8],
}

impl<'m> Reader<'m> {
    /// Checks the label and version at the head of a file.
    pub(crate) fn open(bytes: &'m [u8], label: [u8; 8], version: u32) -> Result<Self, ModelError> {
        let rest = bytes.strip_prefix(label.as_slice()).ok_or(ModelError::Label)?;
        let mut reader = Self { rest };
        match reader.u32()? {
            found if found == version => Ok(reader),
            found => Err(ModelError::Version(found)),
        }
    }

    pub(crate) fn u32(&mut self) -> Result<u32, ModelError> {
        let bytes = self.bytes(4)?;
        bytes.try_into().map(u32::from_le_bytes).map_err(|_| ModelError::Length)
    }

    pub(crate) fn bytes(&mut self, length: usize) -> Result<&'m [u8], ModelError> {
        let (bytes, rest) = self.rest.split_at_checked(length).ok_or(ModelError::Length)?;
        self.rest = rest;
        Ok(bytes)
    }

    /// Nothing may follow.
    pub(crate) fn close(self) -> Result<(), ModelError> {
        if self.rest.is_empty() { Ok(()) } else { Err(ModelError::Length) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn model_files_are_those_that_were_recorded() {
        crate::lexicon::assert_well_formed("models", include_str!("../data/models.tsv"));
        let files: [(&str, &[u8]); 13] = [
            ("attribution-arguments", include_bytes!("../data/attribution_arguments.bin")),
            ("attribution-confidence", include_bytes!("../data/attribution_confidence.tsv")),
            ("attribution-cues", include_bytes!("../data/attribution_cues.bin")),
            ("attribution-edges", include_bytes!("../data/attribution_edges.bin")),
            ("checkworthiness", include_bytes!("../data/checkworthiness.tsv")),
            ("detection", include_bytes!("../data/detection.tsv")),
            ("detection-ngrams", include_bytes!("../data/detection_ngrams.tsv")),
            ("future", include_bytes!("../data/future.tsv")),
            ("name-lexicon", include_bytes!("../data/name_lexicon.bin")),
            ("name-tagger", include_bytes!("../data/name_tagger.bin")),
            ("paragraph-kinds", include_bytes!("../data/kind_weights.tsv")),
            ("pronouns", include_bytes!("../data/pronouns.tsv")),
            ("standing", include_bytes!("../data/standing.tsv")),
        ];
        assert_eq!(versions().map(|(name, _)| name).collect::<Vec<_>>(), files.map(|(name, _)| name));
        for (name, bytes) in files {
            let recorded = MODELS.get(name).and_then(|value| value.split('\t').nth(1));
            let found = format!("{:016x}", hash::bytes(bytes));
            assert_eq!(
                recorded,
                Some(found.as_str()),
                "{name}: a model that was trained anew goes into src/data/models.tsv"
            );
        }
    }
}
