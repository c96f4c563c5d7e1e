//! Which input is written to which file, where each has its own: decided for all before anything is written.

use super::args::{Config, Output};
use super::inputs::{Found, Input, Place, found, shown};
use crate::input::ReadError;
use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// What is to be done about one thing that was found.
#[derive(Debug)]
pub(super) enum Planned {
    /// Read it.
    Input(Input),
    /// Say why there is nothing to read.
    Failed(Place, ReadError),
    /// Nothing: an earlier run has written its file.
    Done(Input),
}

/// What is to be read, one after the other as it is found; where each input has a file of its own, all of it is found first.
///
/// # Errors
/// If two inputs would be written to one file, or one over another: the message.
pub(super) fn plan(config: &Config) -> Result<Box<dyn Iterator<Item = Planned> + Send>, String> {
    let Output::Folder { path: folder, no_clobber } = &config.output else {
        let planned = |(place, result): Found| match result {
            Ok(_) => Planned::Input(Input { place, target: None }),
            Err(error) => Planned::Failed(place, error),
        };
        return Ok(Box::new(found(config).map(planned)));
    };
    let ending = config.format.ending(config.many_in_one);
    let planned: Vec<Planned> = found(config)
        .map(|(place, result)| match result {
            Ok(relative) => {
                let target = folder.join(target_name(&relative, &config.filter.extensions, ending));
                Planned::Input(Input { place, target: Some(target) })
            }
            Err(error) => Planned::Failed(place, error),
        })
        .collect();
    check_targets(&planned)?;
    if let Some(index) = config.common()
        && let Some((_, place)) = inputs(&planned).find(|(target, _)| *target == index)
    {
        return Err(format!("{} would be written to {}, which is the index", place.name(), shown(&index)));
    }
    if *no_clobber {
        // Looked at only when its turn comes, so that a run beside this one is noticed.
        let open = |planned| match planned {
            Planned::Input(input) if input.target.as_deref().is_some_and(is_done) => Planned::Done(input),
            other => other,
        };
        return Ok(Box::new(planned.into_iter().map(open)));
    }
    check_inputs(&planned, config.format.beside())?;
    Ok(Box::new(planned.into_iter()))
}

/// Whether a file was written. One without a byte is what a machine that lost its power may leave of one.
fn is_done(target: &Path) -> bool {
    target.metadata().is_ok_and(|file| file.is_file() && file.len() > 0)
}

/// The path below the output folder: the ending that was looked for gives way to that of the output.
fn target_name(relative: &Path, extensions: &[String], ending: &str) -> PathBuf {
    let is_known = |found: &std::ffi::OsStr| extensions.iter().any(|known| found.eq_ignore_ascii_case(known));
    let stem = match (relative.extension(), relative.file_stem()) {
        (Some(found), Some(stem)) if is_known(found) => stem,
        _ => relative.file_name().unwrap_or_default(),
    };
    let mut name = OsString::from(stem);
    name.push(".");
    name.push(ending);
    relative.with_file_name(name)
}

/// A path of a list as a path below the output folder: without the root, and without what stands before a `..`, as tar has it.
pub(super) fn mirrored(path: &Path) -> PathBuf {
    let mut mirrored = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(name) => mirrored.push(name),
            Component::ParentDir => mirrored.clear(),
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    mirrored
}

/// No two inputs have one target, and no target is a folder that another needs.
fn check_targets(planned: &[Planned]) -> Result<(), String> {
    let mut targets: Vec<(&Path, &Place)> = inputs(planned).collect();
    // Paths are ordered by their parts, so that a folder stands right before what lies in it.
    targets.sort_by_key(|(target, _)| *target);
    for pair in targets.windows(2) {
        let [(first, one), (second, other)] = pair else { continue };
        let (first, one, other) = (shown(first), one.name(), other.name());
        if second.starts_with(pair[0].0) {
            return Err(if second == &pair[0].0 {
                format!(
                    "{one} and {other} would both be written to {first} (name a folder above both, or use --files-from)"
                )
            } else {
                format!("{one} would be written to {first}, which {other} needs as a folder")
            });
        }
    }
    Ok(())
}

/// No target is an input: that would be lost.
fn check_inputs(planned: &[Planned], beside: Option<&str>) -> Result<(), String> {
    let beside = inputs(planned).filter_map(|(target, _)| Some(target.with_extension(beside?)));
    let targets = inputs(planned).map(|(target, _)| target.to_owned()).chain(beside);
    let existing: Vec<(PathBuf, PathBuf)> =
        targets.filter_map(|target| target.canonicalize().ok().map(|file| (target, file))).collect();
    if existing.is_empty() {
        return Ok(());
    }
    let read: HashSet<PathBuf> = inputs(planned)
        .filter_map(|(_, place)| match place {
            Place::File(path) => path.canonicalize().ok(),
            Place::Stdin => None,
        })
        .collect();
    match existing.into_iter().find(|(_, file)| read.contains(file)) {
        Some((target, _)) => Err(format!("{} is an input and would be written over", shown(&target))),
        None => Ok(()),
    }
}

fn inputs(planned: &[Planned]) -> impl Iterator<Item = (&Path, &Place)> {
    planned.iter().filter_map(|planned| match planned {
        Planned::Input(Input { place, target: Some(target) }) => Some((target.as_path(), place)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_ending_gives_way() {
        let extensions = ["txt".to_owned(), "text".to_owned()];
        let cases = [
            ("a.txt", "a.json"),
            ("in/a.TEXT", "in/a.json"),
            ("in/U.S. talks fail", "in/U.S. talks fail.json"),
            ("a.txt.md", "a.txt.md.json"),
            (".txt", ".txt.json"),
        ];
        for (relative, expected) in cases {
            assert_eq!(target_name(Path::new(relative), &extensions, "json"), Path::new(expected), "{relative}");
        }
    }

    #[test]
    fn paths_of_a_list_stay_below_the_folder() {
        let cases = [
            ("a/b.txt", "a/b.txt"),
            ("./a.txt", "a.txt"),
            ("/data/a.txt", "data/a.txt"),
            ("a/../../b/c.txt", "b/c.txt"),
        ];
        for (path, expected) in cases {
            assert_eq!(mirrored(Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
