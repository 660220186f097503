//! The module once more, with ways to stop it, and the page around that one: what the
//! tests of recovery are made on. Nothing of it is published.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindings::{self, Names};
use crate::command::{cargo, program, run, target, workshop};
use crate::tools;

/// What a panic says in the console.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Panics {
    /// Where it was, as in the published module.
    SayWhere,
    /// What it is, as in a development build.
    SayAll,
}

/// The module that can be told to stop. Not optimised, as that of the boundary's tests.
fn module(panics: Panics) -> Result<PathBuf> {
    tools::require_wasm_target()?;
    let mut build = cargo();
    build
        .args([
            "build",
            "--package",
            "assumable",
            "--lib",
            "--features",
            "trap-for-tests",
        ])
        .args(["--target", tools::WASM]);
    if panics == Panics::SayWhere {
        // Of the crate alone, so that its dependencies are not compiled once more.
        build.args(["--config", "profile.dev.package.assumable.debug-assertions=false"]);
    }
    run(&mut build)?;
    Ok(target().join(tools::WASM).join("debug/assumable.wasm"))
}

/// The module and its bindings; the folder that they are in.
pub(crate) fn bound(panics: Panics) -> Result<PathBuf> {
    let made = folder().join(match panics {
        Panics::SayWhere => "bindings",
        Panics::SayAll => "development",
    });
    bindings::generate(&module(panics)?, &made, Names::Removed)?;
    Ok(made)
}

/// The page around it; where its files are.
pub(crate) fn site() -> Result<PathBuf> {
    let made = bound(Panics::SayWhere)?;
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
