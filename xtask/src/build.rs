//! What is built, in order: the module, its bindings, the npm package, the page.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::bindings;
use crate::command::{cargo, npm_program, output, program, project, run, target};
use crate::steps::part;
use crate::{site, tools};

/// Everything: `pkg/` as it would be published, and `www/dist/` as it would be hosted.
pub(crate) fn everything() -> Result<()> {
    part("the tools of the page, by npm", 20, tools::npm_install)?;
    let mut compiled = PathBuf::new();
    part("the core, compiled to WebAssembly", 90, || {
        compiled = module()?;
        Ok(())
    })?;
    part("the npm package", 5, || package(&compiled))?;
    part("the examples, signed", 5, site::examples)?;
    part("the element", 5, element)?;
    part("the page", 10, || {
        sums()?;
        site::build()
    })
}

/// The npm package. What is committed of it stays; the rest is made here.
fn package(module: &Path) -> Result<()> {
    let package = project().join("pkg");
    bindings::make(module, &package)?;
    bundle(&package, "src/engine.ts", &["--target=es2022", "--outfile=engine.js"])?;
    // Functions and element share one engine, so it is a file of its own.
    bundle(
        &package,
        "src/index.ts",
        &["--target=es2022", "--external:./engine.js", "--outfile=assumable.js"],
    )?;
    bundle(
        &package,
        "src/cli/main.ts",
        &[
            "--platform=node",
            "--target=node20",
            // It is the package's own, and stands beside the command.
            "--external:./assumable.js",
            "--external:./engine.js",
            "--outfile=cli.js",
        ],
    )?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(project().join(licence), package.join(licence))
            .with_context(|| format!("could not copy {licence} into pkg/"))?;
    }
    Ok(())
}

/// One script of a source and all that it imports.
fn bundle(package: &Path, source: &str, options: &[&str]) -> Result<()> {
    run(npm_program("esbuild")
        .current_dir(package)
        .args([
            source,
            "--bundle",
            "--format=esm",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
        ])
        .args(options))
}

/// The element of the package, around the module that the rest of it loads.
fn element() -> Result<()> {
    run(program("node")
        .arg("www/scripts/element.mjs")
        .arg("--out")
        .arg(project().join("pkg")))?;
    run(program("node")
        .arg("www/scripts/manifest.mjs")
        .arg("--out")
        .arg(project().join("pkg/custom-elements.json")))?;
    // Lit is in it, and is to be passed on with its licence.
    let licence = project().join("node_modules/lit/LICENSE");
    fs::copy(&licence, project().join("pkg/LICENSE-LIT"))
        .with_context(|| format!("could not copy {}", licence.display()))?;
    Ok(())
}

/// The sums of the package's files, which go along with them.
fn sums() -> Result<()> {
    run(program("node")
        .arg("www/scripts/sums.mjs")
        .arg("--out")
        .arg(project().join("pkg")))
}

/// Compiles the crate; returns where the module is.
fn module() -> Result<PathBuf> {
    tools::require_wasm_target()?;
    run(cargo()
        .args([
            "build",
            "--release",
            "--target",
            tools::WASM,
            "--package",
            "assumable",
            "--lib",
        ])
        .env("CARGO_ENCODED_RUSTFLAGS", reproducible()?))?;
    Ok(compiled_module())
}

/// The module before its bindings are made.
pub(crate) fn compiled_module() -> PathBuf {
    target().join(tools::WASM).join("release/assumable.wasm")
}

/// SHA-2 in loops instead of unrolled: tokens are short.
const SMALL_SHA2: &str = "--cfg=sha2_backend_soft=\"compact\"";

/// Compiler flags that keep this machine's folders out of the module, so that the same
/// sources give the same bytes elsewhere.
fn reproducible() -> Result<String> {
    // Of several that fit, the last one counts.
    let flags = [
        vec![
            (cargo_home()?, "/cargo".to_owned()),
            (sysroot()?, "/rust".to_owned()),
            (project().to_owned(), "/assumable".to_owned()),
        ],
        registries(&cargo_home()?),
        vec![standard_library()?],
    ]
    .concat()
    .into_iter()
    .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    Ok(flags.chain([SMALL_SHA2.to_owned()]).collect::<Vec<_>>().join("\u{1f}"))
}

fn cargo_home() -> Result<PathBuf> {
    match std::env::var_os("CARGO_HOME") {
        Some(home) => Ok(PathBuf::from(home)),
        None => Ok(std::env::home_dir()
            .context("where is your home folder? Set HOME or CARGO_HOME")?
            .join(".cargo")),
    }
}

fn sysroot() -> Result<PathBuf> {
    output(program("rustc").args(["--print", "sysroot"])).map(PathBuf::from)
}

/// Each is named for the address that its crates came from, and a mirror has another.
fn registries(cargo_home: &Path) -> Vec<(PathBuf, String)> {
    let folders = fs::read_dir(cargo_home.join("registry/src")).into_iter().flatten();
    folders
        .filter_map(|folder| Some((folder.ok()?.path(), "/crates".to_owned())))
        .collect()
}

/// Where its sources are installed, the compiler names them there; else as it was built.
fn standard_library() -> Result<(PathBuf, String)> {
    let about = output(program("rustc").arg("-vV"))?;
    let commit = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .context("`rustc -vV` names no commit")?;
    Ok((sysroot()?.join("lib/rustlib/src/rust"), format!("/rustc/{commit}")))
}
