//! Everything built once more, in another folder, from a copy of the sources: the same bytes must come
//! of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{project, run, this_program, workshop};

/// Builds the copy and compares what is published.
pub(crate) fn test() -> Result<()> {
    let elsewhere = workshop().join("elsewhere/another name");
    clear(&elsewhere)?;
    copy(project(), &elsewhere, &|file| is_source(file))?;
    let packages = Path::new("node_modules");
    copy(&project().join(packages), &elsewhere.join(packages), &|_| true)?;
    build(&elsewhere)?;
    for folder in ["pkg", "www/dist"] {
        compare(&project().join(folder), &elsewhere.join(folder)).with_context(|| format!("{folder}/ differs"))?;
    }
    Ok(())
}

/// Takes away all but what was compiled there before, which cargo uses for what has not changed.
fn clear(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        if is_folder && entry.file_name() != "target" {
            fs::remove_dir_all(entry.path())?;
        } else if !is_folder {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Whether the build needs it and does not make it.
fn is_source(file: &Path) -> bool {
    let within = |folder: &str| file.starts_with(folder);
    let is_ours = |ending: &str| file.extension().is_some_and(|extension| extension == ending);
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if [".git", "fuzz", "target", "www/dist", "www/generated"]
        .into_iter()
        .any(within)
        || name == "node_modules"
    {
        return false;
    }
    let is_made = match file.parent().and_then(Path::to_str) {
        Some("pkg") => {
            is_ours("js") || is_ours("wasm") || name.starts_with("LICENSE") || MADE_IN_PACKAGE.contains(&name)
        }
        Some("pkg/src") => name.starts_with("bindings."),
        _ => false,
    };
    !is_made
}

const MADE_IN_PACKAGE: [&str; 2] = ["SHA256SUMS", "custom-elements.json"];

/// Copies of a folder what is wanted of it, by its path within.
fn copy(from: &Path, to: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<()> {
    for file in files(from, wanted)? {
        let (here, there) = (from.join(&file), to.join(&file));
        fs::create_dir_all(there.parent().unwrap_or(to))?;
        if here.is_symlink() {
            link(&fs::read_link(here)?, &there)?;
        } else {
            fs::copy(&here, &there).with_context(|| format!("could not copy {}", here.display()))?;
        }
    }
    Ok(())
}

/// The files that are wanted of a folder, and links as they are.
fn files(folder: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(within) = folders.pop() {
        let at = folder.join(&within);
        for entry in fs::read_dir(&at).with_context(|| format!("could not read {}", at.display()))? {
            let entry = entry?;
            let path = within.join(entry.file_name());
            if !wanted(&path) {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(target, link)?)
}

#[cfg(not(unix))]
fn link(_: &Path, link: &Path) -> Result<()> {
    bail!("{} is a symbolic link, which is copied on Unix only", link.display())
}

/// By this very program, which takes the folder that it stands in for its own.
fn build(folder: &Path) -> Result<()> {
    let compiled = folder.join("target");
    let program = compiled
        .join("debug")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    fs::create_dir_all(compiled.join("debug"))?;
    fs::copy(this_program(), &program)?;
    run(Command::new(program)
        .arg("build")
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder.join("xtask"))
        .env("CARGO_TARGET_DIR", compiled))
}

/// Every file of both.
fn compare(one: &Path, other: &Path) -> Result<()> {
    let [names, others] = [files(one, &|_| true)?, files(other, &|_| true)?];
    if names.is_empty() || names != others {
        bail!("these are not in both: {:?}", names.symmetric_difference(&others));
    }
    for name in &names {
        if fs::read(one.join(name))? != fs::read(other.join(name))? {
            bail!("{} has other bytes when it is built elsewhere", name.display());
        }
    }
    println!("{} files are the same when they are built elsewhere", names.len());
    Ok(())
}
