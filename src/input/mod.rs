//! Bytes to text: what a file, a pipe or a line of JSON Lines holds, or why it can't be read.
//!
//! Everything that can fail in the program fails here. A failure is a value ([`ReadError`]) with a word for programs, a
//! reason for people and, where there is one, a hint at what to do; the command prints it and goes on with the next document.
//!
//! [`decode`] turns the bytes of a file into text, [`content`] turns away what is no article text (HTML, RTF, nothing at
//! all), [`jsonl`] reads lines, [`walk`] lists the files of folders.

pub mod content;
pub mod decode;
pub mod jsonl;
pub mod walk;

use crate::document::Warning;
use std::fmt;
use std::io::{self, Read};

/// The largest file or line that is read unless the caller says otherwise: some three million words, far over any
/// article, and small enough that a wrong file (a disk image, a database) is turned away before it fills the memory.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Text that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The decoded text, as it is.
    pub text: String,
    /// The encoding it was decoded from, in lower case ("utf-8").
    pub encoding: &'static str,
    /// What the reader should know about the reading: a guessed encoding, lost bytes, markup.
    pub warnings: Vec<Warning>,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// No file of that name.
    NotFound,
    /// Not allowed to read it.
    Permission,
    /// Any other failure of the system.
    Unreadable,
    /// Larger than the limit.
    TooLarge,
    /// Nothing but blank characters.
    Empty,
    /// Not text: NUL bytes, or a format that is known by its first bytes.
    Binary,
    /// An HTML or XML page.
    Html,
    /// Rich Text Format.
    Rtf,
    /// A line that is no JSON object with a text, or JSON where text was expected.
    Json,
    /// A fault of this program.
    Internal,
}

impl ErrorKind {
    /// The word for programs, as it stands in `error.kind`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Permission => "permission",
            Self::Unreadable => "unreadable",
            Self::TooLarge => "too_large",
            Self::Empty => "empty",
            Self::Binary => "binary",
            Self::Html => "html",
            Self::Rtf => "rtf",
            Self::Json => "json",
            Self::Internal => "internal",
        }
    }
}

/// Why a document could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// For programs.
    pub kind: ErrorKind,
    /// What is wrong, in words.
    pub reason: String,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

impl ReadError {
    /// An error without a hint.
    pub fn new(kind: ErrorKind, reason: impl Into<String>) -> Self {
        Self { kind, reason: reason.into(), hint: None }
    }

    /// The error with a hint.
    pub fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

impl fmt::Display for ReadError {
    /// `reason (hint)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        self.hint.map_or(Ok(()), |hint| write!(f, " ({hint})"))
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::new(ErrorKind::NotFound, "no such file or folder"),
            io::ErrorKind::PermissionDenied => Self::new(ErrorKind::Permission, "permission denied"),
            io::ErrorKind::IsADirectory => Self::new(ErrorKind::Unreadable, "is a folder"),
            _ => {
                let message = error.to_string();
                let reason = message.split(" (os error").next().unwrap_or_default();
                Self::new(ErrorKind::Unreadable, reason)
            }
        }
    }
}

/// Reads all of one document's bytes.
///
/// # Errors
/// If reading fails, or there are more than `max_bytes`.
pub fn read_all(reader: impl Read, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    reader.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes { Err(too_large("file", max_bytes)) } else { Ok(bytes) }
}

fn too_large(what: &str, max_bytes: u64) -> ReadError {
    ReadError::new(ErrorKind::TooLarge, format!("the {what} is larger than {max_bytes} bytes"))
        .hint("--max-bytes sets another limit")
}
