//! Where the output goes: standard output, or a file that appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The place of the output.
pub(super) struct Sink {
    writer: Box<dyn Write>,
    temporary: Option<Temporary>,
}

/// A file under another name until it is complete; removed if it never is.
struct Temporary {
    path: PathBuf,
    target: PathBuf,
}

impl Sink {
    pub(super) fn stdout() -> Self {
        Self { writer: Box::new(io::stdout()), temporary: None }
    }

    /// Standard output, or a file at `path`.
    pub(super) fn open(path: Option<&Path>) -> io::Result<Self> {
        let Some(path) = path else { return Ok(Self::stdout()) };
        // A link is followed, so that it is its target that is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&target).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            // Devices and pipes can't be renamed over.
            let file = OpenOptions::new().write(true).open(&target)?;
            return Ok(Self { writer: Box::new(file), temporary: None });
        }
        let name = target.file_name().ok_or(io::ErrorKind::NotFound)?;
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{}", std::process::id()));
        let temporary = Temporary { path: target.with_file_name(hidden), target };
        let file = File::create(&temporary.path)?;
        if let Some(old) = old {
            file.set_permissions(old.permissions())?;
        }
        Ok(Self { writer: Box::new(file), temporary: Some(temporary) })
    }

    /// Writes one document, at once.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.writer.write_all(bytes)?;
        self.writer.flush()
    }

    /// Gives a file its name.
    pub(super) fn finish(mut self) -> io::Result<()> {
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        drop(self.writer);
        fs::rename(&temporary.path, &temporary.target)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing under this name.
        drop(fs::remove_file(&self.path));
    }
}
