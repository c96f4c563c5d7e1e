//! Paths as people name them to the files to read: folders are walked, everything else is what was named.
//!
//! Files come in byte order of their names within each folder, so that every machine gives the same order. Only what is
//! found by walking is filtered: a path that is named is always read.

use super::{ErrorKind, ReadError};
use std::ffi::OsString;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Which files of a folder are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Endings without the dot; capitals do not matter.
    pub extensions: Vec<String>,
    /// Also files and folders whose names begin with a dot.
    pub hidden: bool,
    /// Also what symbolic links lead to.
    pub follow: bool,
    /// A file that is not read or a folder that is not walked, as [`std::fs::canonicalize`] names it: where output is written.
    pub except: Option<PathBuf>,
}

impl Filter {
    fn takes(&self, entry: &DirEntry) -> bool {
        entry.file_type().is_file()
            && entry
                .path()
                .extension()
                .is_some_and(|ending| self.extensions.iter().any(|extension| ending.eq_ignore_ascii_case(extension)))
    }

    fn enters(&self, entry: &DirEntry) -> bool {
        // The folder that was named is walked whatever its name.
        entry.depth() == 0
            || ((self.hidden || !entry.file_name().as_encoded_bytes().starts_with(b".")) && !self.is_excepted(entry))
    }

    fn is_excepted(&self, entry: &DirEntry) -> bool {
        self.except.as_ref().is_some_and(|except| {
            except.file_name() == Some(entry.file_name())
                && entry.path().canonicalize().is_ok_and(|path| path == *except)
        })
    }
}

/// A file to read, or why there is none.
pub type Found = (PathBuf, Result<(), ReadError>);

/// The files that `path` stands for: itself, or the files of the folder that it is.
pub fn files(path: PathBuf, filter: &Filter) -> Box<dyn Iterator<Item = Found> + Send> {
    if !path.is_dir() {
        return Box::new(std::iter::once((path, Ok(()))));
    }
    let filter = filter.clone();
    let enters = filter.clone();
    let extensions = filter.extensions.clone();
    let mut entries = WalkDir::new(&path)
        .follow_links(filter.follow)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(move |entry| enters.enters(entry))
        .filter_map(move |entry| match entry {
            Ok(entry) => filter.takes(&entry).then(|| (entry.into_path(), Ok(()))),
            Err(error) => Some(failure(error)),
        })
        .peekable();
    if entries.peek().is_none() {
        let wanted: Vec<String> = extensions.iter().map(|extension| format!("*.{extension}")).collect();
        let error = ReadError::new(ErrorKind::NotFound, format!("the folder holds no {}", wanted.join(" or ")));
        return Box::new(std::iter::once((path, Err(error.hint("--ext names the endings to read")))));
    }
    Box::new(entries)
}

fn failure(error: walkdir::Error) -> Found {
    let path = error.path().unwrap_or(Path::new("")).to_owned();
    let looped = error.loop_ancestor().is_some();
    let error = match error.into_io_error() {
        Some(error) => ReadError::from(error),
        None if looped => ReadError::new(ErrorKind::Unreadable, "the link leads back to a folder above it"),
        None => ReadError::new(ErrorKind::Unreadable, "the folder can't be walked"),
    };
    (path, Err(error))
}

/// Bytes of the longest path that a list may hold. Systems take a few thousand; a list with more between two ends is none, and is
/// not to fill the memory.
const LONGEST_PATH: u64 = 64 * 1024;

/// Reads a list of paths, one a line or (`nul`) each ended by a NUL byte; blank lines are no paths.
pub fn path_list<R: BufRead>(mut reader: R, nul: bool) -> impl Iterator<Item = io::Result<PathBuf>> {
    let end = if nul { b'\0' } else { b'\n' };
    let mut failed = false;
    std::iter::from_fn(move || {
        while !failed {
            let mut bytes = Vec::new();
            match reader.by_ref().take(LONGEST_PATH).read_until(end, &mut bytes) {
                Ok(0) => return None,
                Ok(read) if read as u64 == LONGEST_PATH => {
                    failed = true;
                    return Some(Err(io::Error::other("not a list of paths: one is too long")));
                }
                Ok(_) => {}
                Err(error) => {
                    failed = true;
                    return Some(Err(error));
                }
            }
            if bytes.last() == Some(&end) {
                bytes.pop();
            }
            if !nul && bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
            if !bytes.is_empty() {
                return Some(Ok(PathBuf::from(os_string(bytes))));
            }
        }
        None
    })
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_paths() {
        let read = |list: &[u8], nul| -> Vec<PathBuf> { path_list(list, nul).map(Result::unwrap).collect() };
        assert_eq!(read(b"a b.txt\r\n\nc.txt", false), [Path::new("a b.txt"), Path::new("c.txt")]);
        assert_eq!(read(b"a\nb.txt\0c.txt\0", true), [Path::new("a\nb.txt"), Path::new("c.txt")]);
        let endless =
            path_list(io::BufReader::new(io::repeat(b'a')), false).map(|path| path.is_ok()).collect::<Vec<_>>();
        assert_eq!(endless, [false]);
    }
}
