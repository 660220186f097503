//! The module once more, with ways to stop it, and the page around that one: what the
//! tests of recovery are made on. Nothing of it is published.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindings::{self, Names};
use crate::command::{cargo, program, run, target, workshop};
use crate::tools;

/// The module that can be told to stop. Not optimised, as that of the boundary's tests.
pub(crate) fn module() -> Result<PathBuf> {
    tools::require_wasm_target()?;
    run(cargo()
        .args([
            "build",
            "--package",
            "assumable",
            "--lib",
            "--features",
            "trap-for-tests",
        ])
        .args(["--target", tools::WASM]))?;
    Ok(target().join(tools::WASM).join("debug/assumable.wasm"))
}

/// The page around it; where its files are.
pub(crate) fn site() -> Result<PathBuf> {
    let made = folder().join("bindings");
    bindings::generate(&module()?, &made, Names::Removed)?;
    let site = folder().join("site");
    run(program("node")
        .arg("www/build.mjs")
        .arg("--bindings")
        .arg(made.join("bindings.js"))
        .arg("--wasm")
        .arg(made.join("bindings_bg.wasm"))
        .arg("--out")
        .arg(&site))?;
    Ok(site)
}

fn folder() -> PathBuf {
    workshop().join("trapping")
}
