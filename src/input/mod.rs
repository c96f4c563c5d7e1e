//! Bytes to text: decoding, JSON Lines in, folder walking.
