//! The static page in `www/dist/`.

use anyhow::Result;

use crate::command::{program, project, run};
use crate::server::Background;
use crate::{build, tools};

/// Signs the examples, each with a practice key of its own.
pub(crate) fn examples() -> Result<()> {
    run(program("node").arg("www/scripts/examples.mjs"))
}

/// Bundles the page around the module.
pub(crate) fn build() -> Result<()> {
    run(program("node")
        .arg("www/build.mjs")
        .arg("--bindings")
        .arg(project().join("pkg/src/bindings.js"))
        .arg("--wasm")
        .arg(project().join("pkg/assumable.wasm"))
        .arg("--out")
        .arg(project().join("www/dist")))
}

/// A server of the built page, on a free port, for as long as it is kept.
pub(crate) fn server() -> Result<Background> {
    Background::start(&project().join("www/dist"))
}

/// `docs/screenshot.png`, of the page as built now, and the social card and the icon beside it.
pub(crate) fn screenshot() -> Result<()> {
    build::everything()?;
    let browser = tools::browser()?;
    let server = server()?;
    run(program("node")
        .arg("wasm-tests/page/screenshot.mjs")
        .arg(project().join("docs/screenshot.png"))
        .env("ASSUMABLE_SITE", server.url())
        .env("CHROMIUM", &browser.chromium))?;
    run(program("node")
        .arg("www/scripts/card.mjs")
        .env("CHROMIUM", &browser.chromium))
}
