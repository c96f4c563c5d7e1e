//! What was asked for as a stream of items to work on, read no further than it has to be.

use super::args::{Config, InputFormat};
use super::parallel::Size;
use super::targets::{Planned, mirrored};
use crate::input::jsonl::{Line, Lines};
use crate::input::walk;
use crate::input::{ErrorKind, ReadError, read_all};
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Place {
    /// The path, as `source.path` has it.
    pub(super) fn path(&self) -> Option<String> {
        match self {
            Self::Stdin => None,
            Self::File(path) => Some(path.to_string_lossy().into_owned()),
        }
    }

    /// The name for messages.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Stdin => "standard input".to_owned(),
            Self::File(path) => shown(path),
        }
    }

    /// Whether this is the file that lies at `path`, by whatever name.
    pub(super) fn is_file_at(&self, path: &Path) -> bool {
        let Self::File(own) = self else { return false };
        own.is_file() && own.canonicalize().is_ok_and(|own| path.canonicalize().is_ok_and(|path| path == own))
    }

    /// Its length in bytes, if it is a file, or a file that was redirected.
    pub(super) fn length(&self) -> Option<u64> {
        let path = match self {
            Self::Stdin => Path::new("/dev/stdin"),
            Self::File(path) => path,
        };
        path.metadata().ok().filter(Metadata::is_file).map(|file| file.len())
    }

    fn open(&self) -> Result<Box<dyn Read + Send>, ReadError> {
        let (reader, is_output): (Box<dyn Read + Send>, bool) = match self {
            Self::Stdin => (Box::new(io::stdin()), output::is(&io::stdin())),
            Self::File(path) => {
                let file = File::open(path)?;
                let is_output = output::is(&file);
                (Box::new(file), is_output)
            }
        };
        if is_output {
            return Err(ReadError::new(ErrorKind::Unreadable, "the output is written to this file"));
        }
        Ok(reader)
    }

    /// All bytes of it.
    pub(super) fn read(&self, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
        read_all(self.open()?, max_bytes)
    }

    fn lines(&self) -> Result<BufReader<Box<dyn Read + Send>>, ReadError> {
        self.open().map(BufReader::new)
    }
}

/// A place to read, and the file that its documents go to where each input has its own.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) place: Place,
    pub(super) target: Option<PathBuf>,
}

/// One document to be, or what else happens on the way.
#[derive(Debug)]
pub(super) enum Item {
    /// A file or stream of text.
    Text(Input),
    /// A line of JSON Lines.
    Line(Arc<Input>, Line),
    /// A file of JSON Lines that has a target is at its end, which was not reached if it could not be read so far.
    End(Arc<Input>, Result<(), Unread>),
    /// A path under which there is nothing to read.
    Failed(Place, ReadError),
    /// What an earlier run has done, and so many files, or bytes of lines, that it is.
    Skipped(Input, u64),
}

impl Size for Item {
    fn size(&self) -> usize {
        match self {
            Self::Line(_, line) => line.bytes.as_ref().map_or(0, Vec::capacity),
            Self::Text(_) | Self::End(..) | Self::Failed(..) | Self::Skipped(..) => 0,
        }
    }
}

/// A stream could not be read to its end; its last line says why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unread;

/// The documents that the command was given, in order; `planned` is where they come from and go to.
pub(super) fn items(
    config: &Config,
    planned: impl Iterator<Item = Planned> + Send + 'static,
) -> impl Iterator<Item = Item> + Send + 'static {
    let as_lines = config.input_format == InputFormat::JsonLines;
    let max_bytes = config.max_bytes;
    planned.flat_map(move |planned| -> Box<dyn Iterator<Item = Item> + Send> {
        let item = match planned {
            Planned::Input(input) if as_lines => match input.place.lines() {
                Ok(reader) => return Box::new(LineItems::new(input, Lines::new(reader, max_bytes))),
                Err(error) => Item::Failed(input.place, error),
            },
            Planned::Input(input) => Item::Text(input),
            Planned::Failed(place, error) => Item::Failed(place, error),
            Planned::Done(input) => {
                let units = if as_lines { input.place.length().unwrap_or(0) } else { 1 };
                Item::Skipped(input, units)
            }
        };
        Box::new(std::iter::once(item))
    })
}

/// The lines of one input, then its end.
struct LineItems<R> {
    input: Arc<Input>,
    lines: Lines<R>,
    /// What is to be said at the end.
    end: Option<Result<(), Unread>>,
}

impl<R: BufRead> LineItems<R> {
    fn new(input: Input, lines: Lines<R>) -> Self {
        let end = input.target.is_some().then_some(Ok(()));
        Self { input: Arc::new(input), lines, end }
    }
}

impl<R: BufRead> Iterator for LineItems<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let Some(line) = self.lines.next() else {
            return self.end.take().map(|end| Item::End(Arc::clone(&self.input), end));
        };
        if line.bytes.as_ref().is_err_and(|error| error.kind != ErrorKind::TooLarge) {
            self.end = self.end.map(|_| Err(Unread));
        }
        Some(Item::Line(Arc::clone(&self.input), line))
    }
}

/// A file or stream to read, and its path from the folder that was walked, or why there is none.
pub(super) type Found = (Place, Result<PathBuf, ReadError>);

/// The files and streams that the command was given, in order.
pub(super) fn found(config: &Config) -> impl Iterator<Item = Found> + Send + use<> {
    let filter = config.filter.clone();
    let named = config.paths.clone().into_iter().map(|place| Named::Path { place, mirror: false });
    let listed = config.files_from.clone().into_iter().flat_map({
        let nul = config.nul;
        move |list| listed(list, nul)
    });
    named.chain(listed).flat_map(move |named| -> Box<dyn Iterator<Item = Found> + Send> {
        match named {
            Named::Path { place: Place::File(root), mirror } => {
                let files = walk::files(root.clone(), &filter);
                Box::new(files.map(move |(path, result)| {
                    let relative = result.map(|()| if mirror { mirrored(&path) } else { below(&root, &path) });
                    (Place::File(path), relative)
                }))
            }
            Named::Path { place: Place::Stdin, .. } => Box::new(std::iter::once((Place::Stdin, Ok(PathBuf::new())))),
            Named::Failed(list, error) => Box::new(std::iter::once((list, Err(error)))),
        }
    })
}

/// What the arguments or a list name.
enum Named {
    Path {
        place: Place,
        /// The folders in the path are part of the name.
        mirror: bool,
    },
    Failed(Place, ReadError),
}

/// The path of a file below the folder that was walked; of a file that was named, its name.
fn below(root: &Path, path: &Path) -> PathBuf {
    match path.strip_prefix(root) {
        Ok(relative) if relative != Path::new("") => relative.to_owned(),
        _ => path.file_name().map_or_else(PathBuf::new, PathBuf::from),
    }
}

/// The paths that a list holds.
fn listed(list: Place, nul: bool) -> Box<dyn Iterator<Item = Named> + Send> {
    match list.lines() {
        Ok(reader) => Box::new(walk::path_list(reader, nul).map(move |path| match path {
            Ok(path) => Named::Path { place: Place::File(path), mirror: true },
            Err(error) => Named::Failed(list.clone(), error.into()),
        })),
        Err(error) => Box::new(std::iter::once(Named::Failed(list, error))),
    }
}

/// A path for messages: on one line, and without characters that would command a terminal.
pub(super) fn shown(path: &Path) -> String {
    let mut shown = String::new();
    for c in path.to_string_lossy().chars() {
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

/// Whether a path means standard input.
pub(super) fn place(path: PathBuf) -> Place {
    if path == Path::new("-") { Place::Stdin } else { Place::File(path) }
}

/// Whether something that is read is the file that standard output goes to: what is written would be read again, without end.
mod output {
    #[cfg(unix)]
    pub(super) fn is(input: &impl std::os::fd::AsFd) -> bool {
        use std::sync::LazyLock;
        static OUTPUT: LazyLock<Option<(u64, u64)>> = LazyLock::new(|| file(&std::io::stdout()));
        OUTPUT.is_some() && file(input) == *OUTPUT
    }

    /// What tells a regular file from all others.
    #[cfg(unix)]
    fn file(stream: &impl std::os::fd::AsFd) -> Option<(u64, u64)> {
        use std::os::unix::fs::MetadataExt;
        let stream = stream.as_fd().try_clone_to_owned().ok()?;
        let file = std::fs::File::from(stream).metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some((file.dev(), file.ino()))
    }

    #[cfg(not(unix))]
    pub(super) fn is<T>(_: &T) -> bool {
        false
    }
}
