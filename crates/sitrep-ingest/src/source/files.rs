//! What a user names on the command line to files: folders, patterns, and what is wrong with the rest.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::open::ReadFailure;

/// A file to read, or why there is none.
pub(crate) enum Found {
    File {
        /// As the user will see it.
        name: String,
        path: PathBuf,
        /// Named by the user rather than found in a folder.
        is_named: bool,
    },
    Not {
        name: String,
        reason: String,
    },
}

/// Finds the files that one input names, in the order of their names.
pub(crate) fn find(input: &str, found: &mut dyn FnMut(Found)) {
    let path = Path::new(input);
    match fs::symlink_metadata(path) {
        Ok(_) => visit(path, true, &mut HashMap::new(), found),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && input.contains(['*', '?', '[']) => {
            expand(input, found);
        }
        Err(error) => not_found(path, &ReadFailure::from(error).to_string(), found),
    }
}

fn expand(pattern: &str, found: &mut dyn FnMut(Found)) {
    // As a shell does, a star passes over hidden files.
    let like_a_shell = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let paths = match glob::glob_with(pattern, like_a_shell) {
        Ok(paths) => paths,
        Err(error) => return not_found(Path::new(pattern), &format!("is no pattern of file names: {error}"), found),
    };
    let mut matches = Vec::new();
    for path in paths {
        match path {
            Ok(path) => matches.push(path),
            Err(error) => {
                let reason = ReadFailure::from(std::io::Error::from(error.error().kind())).to_string();
                not_found(error.path(), &reason, found);
            }
        }
    }
    if matches.is_empty() {
        return not_found(Path::new(pattern), "matches no file; check the pattern", found);
    }
    matches.sort();
    let mut visited = HashMap::new();
    for path in matches {
        visit(&path, true, &mut visited, found);
    }
}

/// Visits a file, or a folder and all below it. `visited` knows each folder by its real place: a folder that is reached
/// again, by a link, is not read again, which also ends loops.
fn visit(path: &Path, is_named: bool, visited: &mut HashMap<PathBuf, PathBuf>, found: &mut dyn FnMut(Found)) {
    // Folders wait on a stack of their own: nesting is as deep as a file system allows, which is deeper than a thread's.
    let mut waiting = vec![(path.to_path_buf(), is_named)];
    while let Some((path, is_named)) = waiting.pop() {
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            Err(error) => {
                let reason = match fs::symlink_metadata(&path) {
                    Ok(link) if link.is_symlink() && error.kind() == std::io::ErrorKind::NotFound => {
                        "is a link that leads nowhere".to_owned()
                    }
                    Ok(link) if link.is_symlink() && error.kind() != std::io::ErrorKind::PermissionDenied => {
                        "is a link that leads back to itself".to_owned()
                    }
                    _ => ReadFailure::from(error).to_string(),
                };
                not_found(&path, &reason, found);
                continue;
            }
        };
        if metadata.is_file() {
            found(Found::File { name: path.to_string_lossy().into_owned(), path, is_named });
            continue;
        }
        if !metadata.is_dir() {
            not_found(&path, "is neither a file nor a folder", found);
            continue;
        }
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if let Some(first) = visited.get(&real) {
            let reason = if real_starts(&path, &real) {
                format!("leads back to the folder {} that it lies in; its files are read there", first.display())
            } else {
                format!("is the folder {} again; its files are read there", first.display())
            };
            not_found(&path, &reason, found);
            continue;
        }
        visited.insert(real, path.clone());
        match entries(&path) {
            Ok(entries) => waiting.extend(entries.into_iter().rev().map(|entry| (entry, false))),
            Err(error) => not_found(&path, &ReadFailure::from(error).to_string(), found),
        }
    }
}

/// Whether the folder that `path` lies in is inside `real`.
fn real_starts(path: &Path, real: &Path) -> bool {
    path.parent().and_then(|parent| fs::canonicalize(parent).ok()).is_some_and(|parent| parent.starts_with(real))
}

/// What a folder holds, sorted; hidden files and sidecars are no documents.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !name.starts_with('.') && !name.ends_with(".meta.toml") {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

fn not_found(path: &Path, reason: &str, found: &mut dyn FnMut(Found)) {
    found(Found::Not { name: path.to_string_lossy().into_owned(), reason: reason.to_owned() });
}
