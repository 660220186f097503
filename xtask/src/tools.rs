//! What has to be on the machine: found, installed where that is possible, or asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, output, program, project, run, target, workshop};

/// The target of the module.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The version of cargo-deny whose configuration `deny.toml` is.
const CARGO_DENY: &str = "0.20.2";

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// `ChromeDriver`.
    pub(crate) driver: PathBuf,
}

/// Says what to do where the standard library for the module's target is missing.
pub(crate) fn require_wasm_target() -> Result<()> {
    let library = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if !Path::new(&library).is_dir() {
        bail!(
            "this Rust has no standard library for {WASM}. With rustup, which reads rust-toolchain.toml, \
             run `rustup target add {WASM}`"
        );
    }
    Ok(())
}

/// The project's own packages, by `npm ci`.
pub(crate) fn npm_install() -> Result<()> {
    npm_install_in(project())
}

/// `npm ci` in a folder with a lock file of its own, unless what it would install is already there.
pub(crate) fn npm_install_in(folder: &Path) -> Result<()> {
    require_node()?;
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("could not read {}", lock.display()))?;
    let stamp = folder.join("node_modules/.assumable-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(program("npm")
        .current_dir(folder)
        .args(["ci", "--ignore-scripts", "--no-fund", "--no-audit"]))?;
    fs::write(&stamp, lock).with_context(|| format!("could not write {}", stamp.display()))
}

fn require_node() -> Result<()> {
    const NEEDED: &str = "Node.js 20.19 or later is needed to build and test the page; install it with npm beside it";
    let Some(version) = quiet_output(program("node").arg("--version")) else {
        bail!("{NEEDED} (no `node` was found)");
    };
    let mut numbers = version
        .trim_start_matches('v')
        .split('.')
        .map(|number| number.parse().unwrap_or(0));
    let found: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < (20, 19) {
        bail!("{NEEDED} (`node` is {version})");
    }
    Ok(())
}

/// cargo-deny: the one on the path if its version fits, else one of the project's own.
pub(crate) fn cargo_deny() -> Result<Command> {
    let fits = |deny: &Path| {
        quiet_output(Command::new(deny).arg("--version")).is_some_and(|found| found.ends_with(CARGO_DENY))
    };
    if let Some(deny) = on_path("cargo-deny")
        && fits(&deny)
    {
        return Ok(program(deny));
    }
    let root = target().join("tools");
    let deny = root
        .join("bin")
        .join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if !fits(&deny) {
        println!("cargo-deny {CARGO_DENY} is not on the path: installing it into target/tools, once");
        run(cargo()
            .args(["install", "--locked", "cargo-deny", "--version", CARGO_DENY, "--root"])
            .arg(&root)
            .env("CARGO_TARGET_DIR", workshop().join("cargo-deny"))
            // It runs for a second: not worth the time of the optimizer.
            .args(["--profile", "dev"]))?;
    }
    Ok(program(deny))
}

/// Whether cargo-nextest is there; `cargo test` does where it is not.
pub(crate) fn has_nextest() -> bool {
    on_path("cargo-nextest").is_some()
}

const NEEDED_BROWSER: &str = "Chromium (or Chrome) and the ChromeDriver of the same version are needed. Install both and put \
                              them on the path, or name them in CHROMIUM and CHROMEDRIVER";

/// Chromium and its driver; on Debian and Ubuntu they are installed where they are missing.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    if on_path("apt-get").is_none() {
        bail!("{NEEDED_BROWSER}");
    }
    println!("no Chromium with its driver was found: installing Debian's packages chromium and chromium-driver");
    apt_get(&["update"])?;
    apt_get(&[
        "install",
        "--yes",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])
    .context("on Ubuntu, `chromium-driver` is a snap: `snap install chromium` brings both")?;
    find_browser().context(NEEDED_BROWSER)
}

fn find_browser() -> Option<Browser> {
    let chromium = named_in("CHROMIUM").or_else(|| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome",
        ]
        .iter()
        .find_map(|name| on_path(name))
    })?;
    let driver = named_in("CHROMEDRIVER")
        .or_else(|| on_path("chromedriver"))
        .or_else(|| on_path("chromium.chromedriver"))?;
    Some(Browser { chromium, driver })
}

/// By Debian's package manager, as root.
pub(crate) fn apt_get(arguments: &[&str]) -> Result<()> {
    let root = quiet_output(program("id").arg("-u")).is_some_and(|user| user == "0");
    let mut command = if root { program("apt-get") } else { program("sudo") };
    if !root {
        command.arg("apt-get");
    }
    run(command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn named_in(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

/// Where a program is.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|candidate| candidate.is_file())
}

/// What a program says, or nothing where it cannot be started or fails.
pub(crate) fn quiet_output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
