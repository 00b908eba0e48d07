//! `sitrep gazetteer`: places of the user's own, and where they are kept.
//!
//! Files added for the machine lie in `sitrep/places` of the user's data folder (`SITREP_PLACES` names another one),
//! those of a project in a folder beside its file: `story.sitrep.places`.

use std::env;
use std::path::{Path, PathBuf};

use sitrep_gazetteer::user;

use crate::arguments::{Gazetteer, GazetteerCommand};
use crate::output::Outcome;

pub fn gazetteer(arguments: &Gazetteer) -> anyhow::Result<Outcome> {
    match &arguments.command {
        GazetteerCommand::Add { files, project } => add(files, project.as_deref()),
        GazetteerCommand::List { project } => {
            for folder in folders(project.as_deref()) {
                for path in user::installed(&folder) {
                    println!("{}", path.display());
                }
            }
            Ok(Outcome::Done)
        }
    }
}

/// The folders whose places a project is read with, the machine's before the project's own.
pub fn folders(project: Option<&Path>) -> Vec<PathBuf> {
    machine().into_iter().chain(project.map(beside)).collect()
}

fn add(files: &[PathBuf], project: Option<&Path>) -> anyhow::Result<Outcome> {
    let folder = match project {
        Some(project) => beside(project),
        None => machine().ok_or_else(|| {
            anyhow::anyhow!(
                "there is no home folder to keep places in\nhint: name one in SITREP_PLACES, or use --project"
            )
        })?,
    };
    // All are checked before the first is taken over.
    for file in files {
        user::read(file)?;
    }
    for file in files {
        let places = user::install(file, &folder)?;
        eprintln!("{}: {places} places, kept in {}", file.display(), folder.display());
    }
    Ok(Outcome::Done)
}

/// The folder of a project's own places.
fn beside(project: &Path) -> PathBuf {
    let mut folder = project.as_os_str().to_owned();
    folder.push(".places");
    PathBuf::from(folder)
}

/// The folder of the machine's places; none where the user has no home.
fn machine() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    folder("SITREP_PLACES").or_else(|| {
        let data = folder("XDG_DATA_HOME")
            .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
            .or_else(|| folder("APPDATA"))?;
        Some(data.join("sitrep/places"))
    })
}
