//! Places in the text as they are written.

use serde::{Serialize, Serializer};
use std::ops::Deref;

/// A place in the text: half-open, in code points.
#[derive(Debug, Serialize)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The places of the pieces of something: nearly always one, for which no room is needed elsewhere.
#[derive(Debug)]
pub(super) enum Places {
    /// One piece.
    One([Place; 1]),
    /// Several pieces, or none.
    Several(Vec<Place>),
}

impl Places {
    /// The places of some pieces.
    pub(super) fn of<T: Copy>(pieces: &[T], place: impl Fn(T) -> Place) -> Self {
        match pieces {
            [piece] => Self::One([place(*piece)]),
            _ => Self::Several(pieces.iter().map(|&piece| place(piece)).collect()),
        }
    }
}

impl Deref for Places {
    type Target = [Place];

    fn deref(&self) -> &[Place] {
        match self {
            Self::One(place) => place,
            Self::Several(places) => places,
        }
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}
