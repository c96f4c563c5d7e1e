//! Where the output goes: standard output, a file that appears whole or not at all, or such a file for each input.

use super::args::Output;
use super::interrupt::Writing;
use super::temporary::Temporary;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The place of the output.
pub(super) enum Sink {
    /// All to one stream.
    Stream(Box<dyn Write>),
    /// All to one file.
    File(Temporary),
    /// Each input's to its own file below `root`; `open` is the one of which more is to come.
    Folder { root: PathBuf, open: Option<Temporary> },
}

impl Sink {
    pub(super) fn stdout() -> Self {
        Self::Stream(Box::new(io::stdout()))
    }

    pub(super) fn open(output: &Output) -> io::Result<Self> {
        match output {
            Output::Stdout => Ok(Self::stdout()),
            Output::File(path) => Self::file(path),
            Output::Folder { path, .. } => {
                fs::create_dir_all(path)?;
                Ok(Self::Folder { root: path.clone(), open: None })
            }
        }
    }

    fn file(path: &Path) -> io::Result<Self> {
        // A link is followed, so that it is its target that is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let old = fs::metadata(&target).ok();
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            // Devices and pipes can't be renamed over.
            return Ok(Self::Stream(Box::new(OpenOptions::new().write(true).open(&target)?)));
        }
        let mut writing = Writing::begin();
        let temporary = Temporary::create(&target)?;
        writing.unfinished(Some(temporary.path()));
        if let Some(old) = old {
            temporary.set_permissions(old.permissions())?;
        }
        Ok(Self::File(temporary))
    }

    /// Writes one document at once. `target` is its file, or the file that it is a line of until [`Sink::end`], where each
    /// input has its own.
    pub(super) fn write(&mut self, bytes: &[u8], target: Option<&Path>) -> io::Result<()> {
        let mut writing = Writing::begin();
        match (self, target) {
            (Self::Stream(stream), _) => {
                stream.write_all(bytes)?;
                stream.flush()
            }
            (Self::File(temporary), _) => temporary.write(bytes),
            (Self::Folder { root, open }, Some(target)) => opened(open, root, target, &mut writing)?.write(bytes),
            (Self::Folder { .. }, None) => Ok(()),
        }
    }

    /// The file `target` is complete and gets its name; or not, and goes.
    pub(super) fn end(&mut self, target: &Path, complete: bool) -> io::Result<()> {
        let mut writing = Writing::begin();
        let Self::Folder { root, open } = self else { return Ok(()) };
        if complete {
            opened(open, root, target, &mut writing)?;
        }
        let finished = match open.take() {
            Some(temporary) if complete => temporary.finish(),
            _ => Ok(()),
        };
        writing.unfinished(None);
        finished
    }

    /// The output is complete: a single file gets its name.
    pub(super) fn finish(self) -> io::Result<()> {
        let mut writing = Writing::begin();
        let finished = match self {
            Self::File(temporary) => temporary.finish(),
            Self::Stream(_) | Self::Folder { .. } => Ok(()),
        };
        writing.unfinished(None);
        finished
    }
}

/// The unfinished file of `target`, begun if there is none; one of another target is given up.
fn opened<'o>(
    open: &'o mut Option<Temporary>,
    root: &Path,
    target: &Path,
    writing: &mut Writing,
) -> io::Result<&'o mut Temporary> {
    if open.as_ref().is_none_or(|open| open.target() != target) {
        *open = None;
        let temporary = match Temporary::create(target) {
            // Folders are made when they are needed, but not the one that is to hold all: if that has gone, so has its disk.
            Err(error) if error.kind() == io::ErrorKind::NotFound && root.is_dir() => {
                fs::create_dir_all(target.parent().unwrap_or(root))?;
                Temporary::create(target)?
            }
            other => other?,
        };
        writing.unfinished(Some(temporary.path()));
        return Ok(open.insert(temporary));
    }
    open.as_mut().ok_or_else(|| io::ErrorKind::NotFound.into())
}
