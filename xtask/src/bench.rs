//! Measurements in one run: natively, in Node and Chromium beside other libraries, of the page.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindings::{self, Names};
use crate::command::{cargo, npm_program, output, program, project, run, target, workshop};
use crate::{build, site, tools};

/// Prints what it measures; `write` puts it into `docs/performance.md` too.
pub(crate) fn bench(write: bool) -> Result<()> {
    build::everything()?;
    tools::npm_install_in(&project().join("wasm-tests/bench"))?;
    let browser = tools::browser()?;
    let server = site::server()?;
    let criterion = target().join("criterion");
    run(cargo()
        .args(["bench", "--package", "assumable", "--bench", "stages"])
        .env("CRITERION_HOME", &criterion))?;
    let mut measure = program("node");
    measure
        .arg("wasm-tests/bench/run.mjs")
        .args(write.then_some("--write"))
        .env("CRITERION_HOME", &criterion)
        .env("TWIGGY", tools::twiggy()?)
        .env("MODULE", named_module()?)
        .env("RUSTC_VERSION", output(program("rustc").arg("--version"))?)
        .env("CHROMIUM", &browser.chromium)
        .env("ASSUMABLE_SITE", server.url());
    run(&mut measure)?;
    if write {
        run(npm_program("prettier").args(["--write", "docs/performance.md"]))?;
    }
    Ok(())
}

/// The module that was built, with the names of its functions.
fn named_module() -> Result<PathBuf> {
    let folder = workshop().join("named");
    bindings::generate(&build::compiled_module(), &folder, Names::Kept)?;
    Ok(folder.join("bindings_bg.wasm"))
}
