//! Documentation portals that show the element and the frame: each one's site is built as its own
//! people would build it, with the packed package installed in it, and opened in Chromium.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{program, project, run, workshop};
use crate::server::Background;
use crate::suite::{Packed, node_tests, pack};
use crate::{python, site, tools};

pub(crate) fn test() -> Result<()> {
    let browser = tools::browser()?;
    let packed = pack()?;
    let built = workshop().join("portals");
    fs::create_dir_all(&built)?;
    // Docusaurus runs scripts from where it builds, and they are no modules, whatever this project's are.
    fs::write(built.join("package.json"), "{}")?;
    mkdocs(&packed, &built.join("mkdocs"))?;
    docusaurus(&packed, &built.join("docusaurus"))?;
    vitepress(&packed, &built.join("vitepress"))?;
    // The portals are at one address, each under its path, and the frame's pages at another.
    let (portals, frames) = (Background::start(&built)?, site::server()?);
    node_tests(
        "wasm-tests/portals",
        ".spec.mjs",
        &[
            ("ASSUMABLE_PORTALS", portals.url()),
            ("ASSUMABLE_SITE", frames.url()),
            ("CHROMIUM", &browser.chromium.display().to_string()),
        ],
    )
}

fn source(portal: &str) -> PathBuf {
    project().join("wasm-tests/portals").join(portal)
}

/// A site of `MkDocs` has no bundler: what the browser loads is copied beside its pages.
fn mkdocs(packed: &Packed, built: &Path) -> Result<()> {
    let source = source("mkdocs");
    let bin = python::environment("mkdocs", &source.join("requirements.txt"))?;
    copy_for_browsers(&packed.installed, &source.join("docs/assets/assumable"))?;
    run(program(bin.join("mkdocs"))
        .current_dir(&source)
        .args(["build", "--strict", "--quiet", "--site-dir"])
        .arg(built)
        // Of a version to come, and of no interest to whoever reads this output.
        .env("NO_MKDOCS_2_WARNING", "1"))
}

fn copy_for_browsers(package: &Path, assets: &Path) -> Result<()> {
    if assets.exists() {
        fs::remove_dir_all(assets)?;
    }
    fs::create_dir_all(assets)?;
    for entry in fs::read_dir(package)? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|ending| ending == "js" || ending == "wasm")
        {
            let name = file.file_name().context("a file has a name")?;
            fs::copy(&file, assets.join(name))?;
        }
    }
    Ok(())
}

fn docusaurus(packed: &Packed, built: &Path) -> Result<()> {
    let source = source("docusaurus");
    npm_install(&source, packed)?;
    run(npx(&source, "docusaurus").args(["build", "--out-dir"]).arg(built))
}

fn vitepress(packed: &Packed, built: &Path) -> Result<()> {
    let source = source("vitepress");
    npm_install(&source, packed)?;
    run(npx(&source, "vitepress").args(["build", "--outDir"]).arg(built))
}

/// The portal as its lock file says, and in it the package as it would be published.
fn npm_install(folder: &Path, packed: &Packed) -> Result<()> {
    tools::npm_install_in(folder)?;
    // npm and the bundlers' caches would take another one of the same version for the same.
    for before in ["node_modules/assumable", "node_modules/.cache"] {
        let before = folder.join(before);
        if before.exists() {
            fs::remove_dir_all(before)?;
        }
    }
    run(program("npm")
        .current_dir(folder)
        .args(["install", "--no-save", "--silent", "--offline", "--ignore-scripts"])
        .arg(&packed.tarball))
}

/// A program that npm has installed in this folder.
fn npx(folder: &Path, name: &str) -> std::process::Command {
    let mut command = program(folder.join("node_modules/.bin").join(name));
    command.current_dir(folder);
    command
}
