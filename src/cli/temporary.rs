//! Files that appear whole or not at all: written under a hidden name, renamed when they are complete.

use crate::model::hash;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file under another name until it is complete; removed if it never is.
#[derive(Debug)]
pub(super) struct Temporary {
    file: File,
    path: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl Temporary {
    /// Opens a file that is to be `target`, in the same folder. What an earlier run, killed at work on this target, left there is used
    /// again, so that nothing is left in the end.
    pub(super) fn create(target: &Path) -> io::Result<Self> {
        let name = target.file_name().ok_or(io::ErrorKind::NotFound)?;
        let path = target.with_file_name(hidden_name(name, ""));
        let target = target.to_owned();
        if let Some(file) = claim(&path) {
            return Ok(Self { file, path, target, finished: false });
        }
        // Another run is at work on this very file, or files can't be locked here.
        let path = target.with_file_name(hidden_name(name, &format!("-{}", std::process::id())));
        let file = File::create_new(&path)?;
        Ok(Self { file, path, target, finished: false })
    }

    /// Gives the file the permissions of one that it will replace.
    pub(super) fn set_permissions(&self, permissions: fs::Permissions) -> io::Result<()> {
        self.file.set_permissions(permissions)
    }

    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Where it lies until it is complete.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where it will lie.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// Gives the file its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        fs::rename(&self.path, &self.target)?;
        self.finished = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename, what lies under this name is another's.
        if !self.finished {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// A name that fits every file system, however long that of the target is.
fn hidden_name(name: &OsStr, suffix: &str) -> String {
    format!(".newsparse-{:016x}{suffix}.part", hash::bytes(name.as_encoded_bytes()))
}

/// Opens and empties the file at `path` for this process alone; none if another has it, or that can't be made sure of.
#[cfg(unix)]
fn claim(path: &Path) -> Option<File> {
    use std::fs::TryLockError;
    use std::os::unix::fs::MetadataExt;
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).ok()?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return None,
        Err(TryLockError::Error(_)) => {
            // Files can't be locked here, so the name can't be used, and may be that of a file just made.
            drop(fs::remove_file(path));
            return None;
        }
    }
    // It may have been renamed by another process before the lock was ours, or be a link that someone laid here.
    let (opened, found) = (file.metadata().ok()?, fs::symlink_metadata(path).ok()?);
    if (opened.dev(), opened.ino()) != (found.dev(), found.ino()) || !found.is_file() {
        return None;
    }
    file.set_len(0).ok()?;
    Some(file)
}

#[cfg(not(unix))]
fn claim(path: &Path) -> Option<File> {
    OpenOptions::new().write(true).create_new(true).open(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_at_work_on_one_file_do_not_meet() {
        let folder = std::env::temp_dir().join(format!("newsparse-temporary-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let target = folder.join("a.json");
        let mut one = Temporary::create(&target).unwrap();
        let mut other = Temporary::create(&target).unwrap();
        assert_ne!(one.path(), other.path());
        one.write(b"one").unwrap();
        other.write(b"two").unwrap();
        one.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"one");
        other.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        // What was left behind, longer than what follows, is written over.
        fs::write(folder.join(hidden_name(OsStr::new("a.json"), "")), "left behind").unwrap();
        let mut third = Temporary::create(&target).unwrap();
        third.write(b"three").unwrap();
        third.finish().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"three");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
