//! What was asked for as a stream of items to work on, read no further than it has to be.

use super::args::{Config, InputFormat};
use crate::input::jsonl::{Line, Lines};
use crate::input::walk::{self, Filter};
use crate::input::{ReadError, read_all};
use std::fs::File;
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
        self.path().unwrap_or_else(|| "standard input".to_owned())
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Self::Stdin => Box::new(io::stdin()),
            Self::File(path) => Box::new(File::open(path)?),
        })
    }

    /// All bytes of it.
    pub(super) fn read(&self, max_bytes: u64) -> Result<Vec<u8>, ReadError> {
        read_all(self.open()?, max_bytes)
    }

    fn lines(&self) -> io::Result<BufReader<Box<dyn Read + Send>>> {
        self.open().map(BufReader::new)
    }
}

/// One document to be.
#[derive(Debug)]
pub(super) enum Item {
    /// A file or stream of text.
    Text(Place),
    /// A line of JSON Lines.
    Line(Arc<Place>, Line),
    /// A path under which there is nothing to read.
    Failed(Place, ReadError),
}

/// The documents that the command was given, in order.
pub(super) fn items(config: &Config) -> impl Iterator<Item = Item> + Send + use<> {
    let as_lines = config.input_format == InputFormat::JsonLines;
    let max_bytes = config.max_bytes;
    places(config).flat_map(move |(place, error)| -> Box<dyn Iterator<Item = Item> + Send> {
        let item = match error {
            Some(error) => Item::Failed(place, error),
            None if as_lines => match place.lines() {
                Ok(reader) => {
                    let place = Arc::new(place);
                    return Box::new(
                        Lines::new(reader, max_bytes).map(move |line| Item::Line(Arc::clone(&place), line)),
                    );
                }
                Err(error) => Item::Failed(place, error.into()),
            },
            None => Item::Text(place),
        };
        Box::new(std::iter::once(item))
    })
}

/// A place, or why there is none.
type Found = (Place, Option<ReadError>);

fn places(config: &Config) -> impl Iterator<Item = Found> + Send + use<> {
    let filter = config.filter.clone();
    let named = config.paths.clone().into_iter().map(Ok);
    let listed = config.files_from.clone().into_iter().flat_map({
        let nul = config.nul;
        move |list| paths_from(&list, nul)
    });
    named.chain(listed).flat_map(move |path| -> Box<dyn Iterator<Item = Found> + Send> {
        match path {
            Ok(Place::File(path)) => Box::new(files(path, &filter)),
            Ok(Place::Stdin) => Box::new(std::iter::once((Place::Stdin, None))),
            Err((list, error)) => Box::new(std::iter::once((list, Some(error)))),
        }
    })
}

fn files(path: PathBuf, filter: &Filter) -> impl Iterator<Item = Found> + Send + use<> {
    walk::files(path, filter).map(|(path, result)| (Place::File(path), result.err()))
}

/// The paths that a list holds.
fn paths_from(list: &Place, nul: bool) -> Box<dyn Iterator<Item = Result<Place, (Place, ReadError)>> + Send> {
    let reader: Box<dyn BufRead + Send> = match list.lines() {
        Ok(reader) => Box::new(reader),
        Err(error) => return Box::new(std::iter::once(Err((list.clone(), error.into())))),
    };
    let list = list.clone();
    Box::new(walk::path_list(reader, nul).map(move |path| match path {
        Ok(path) => Ok(Place::File(path)),
        Err(error) => Err((list.clone(), error.into())),
    }))
}

/// Whether a path means standard input.
pub(super) fn place(path: PathBuf) -> Place {
    if path == Path::new("-") { Place::Stdin } else { Place::File(path) }
}
