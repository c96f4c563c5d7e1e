//! Linear models that compare candidates: a table of features and weights, read where it lies.
//!
//! Layout, little-endian: `NPRANK01`, version `u32`, then a table of [`table`](super::table) whose numbers are weights, as two bytes of a signed number,
//! in thousandths of log odds.

use super::table::Numbers;
use super::{ModelError, Reader};

const LABEL: [u8; 8] = *b"NPRANK01";
const VERSION: u32 = 1;

/// The weights of features.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ranking<'m>(Numbers<'m>);

impl<'m> Ranking<'m> {
    /// Reads a model.
    ///
    /// # Errors
    /// If the file is no such model, of another version, or damaged.
    pub(crate) fn read(bytes: &'m [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::open(bytes, LABEL, VERSION)?;
        let table = Numbers::read(&mut reader)?;
        reader.close()?;
        Ok(Self(table))
    }

    /// The weight of a feature, in thousandths; 0 if the model has no such feature.
    #[inline]
    pub(crate) fn weight(&self, feature: u64) -> i32 {
        i32::from(self.0.get(feature).cast_signed())
    }
}

/// Writes a model that [`Ranking::read`] reads.
#[cfg(any(test, feature = "train"))]
pub(crate) fn write(weights: impl Iterator<Item = (u64, i16)>) -> Vec<u8> {
    let mut out = LABEL.to_vec();
    out.extend_from_slice(&VERSION.to_le_bytes());
    super::table::write_numbers(weights.map(|(feature, weight)| (feature, weight.cast_unsigned())), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_have_signs() {
        let bytes = write([(1, 250), (2, -3000), (1 << 40, i16::MIN)].into_iter());
        let model = Ranking::read(&bytes).unwrap();
        assert_eq!([1, 2, 1 << 40, 3].map(|feature| model.weight(feature)), [250, -3000, -32768, 0]);
    }

    #[test]
    fn damaged_files_are_errors() {
        let bytes = write([(1, 250)].into_iter());
        assert!(Ranking::read(&bytes[..bytes.len() - 1]).is_err());
        assert!(Ranking::read(&[&bytes[..], b"x"].concat()).is_err());
        assert!(Ranking::read(b"NPRANK02").is_err());
    }
}
