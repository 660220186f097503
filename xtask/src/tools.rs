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

/// The version of cargo-fuzz that is known to work with the toolchain and with `libfuzzer-sys`.
const CARGO_FUZZ: &str = "0.13.2";

/// The version of twiggy whose output `wasm-tests/bench/bytes.mjs` reads.
const TWIGGY: &str = "0.8.0";

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// `ChromeDriver`.
    pub(crate) driver: PathBuf,
}

/// The standard library for the module's target. rustup, which may be set to install nothing by itself,
/// is asked for it where it is missing.
pub(crate) fn require_wasm_target() -> Result<()> {
    let is_there = || -> Result<bool> {
        let library = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
        Ok(Path::new(&library).is_dir())
    };
    if is_there()? {
        return Ok(());
    }
    rustup(
        &["target", "add", WASM],
        &format!("this Rust has no standard library for {WASM}"),
    )?;
    if !is_there()? {
        bail!("`rustup target add {WASM}` succeeded, and rustc still has no standard library for it");
    }
    Ok(())
}

/// `cargo fmt` or `cargo clippy`, which are components of the toolchain.
pub(crate) fn require_component(component: &str, command: &str) -> Result<()> {
    if quiet_output(cargo().args([command, "--version"])).is_some() {
        return Ok(());
    }
    rustup(
        &["component", "add", component],
        &format!("this Rust has no `cargo {command}`"),
    )
}

/// Has the workspace's own crates compiled by clippy's driver, which lints what it compiles and refuses
/// warnings. Dependencies are compiled by rustc, once for lints and tests alike: `cargo clippy` would check
/// all of them again.
pub(crate) fn linted(command: &mut Command) -> Result<&mut Command> {
    require_component("clippy", "clippy")?;
    let sysroot = output(program("rustc").args(["--print", "sysroot"]))?;
    let driver = Path::new(&sysroot)
        .join("bin")
        .join(format!("clippy-driver{}", std::env::consts::EXE_SUFFIX));
    Ok(command
        .env("RUSTC_WORKSPACE_WRAPPER", driver)
        // As `cargo clippy -- --deny warnings` hands it over.
        .env("CLIPPY_ARGS", "--deny__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"))
}

/// Has rustup install a part of the toolchain that runs this program.
fn rustup(arguments: &[&str], missing: &str) -> Result<()> {
    let command = format!("rustup {}", arguments.join(" "));
    if on_path("rustup").is_none() {
        bail!("{missing}, and there is no rustup on the path. With rustup, run `{command}` in this folder");
    }
    println!("{missing}: installing it with rustup, once");
    run(program("rustup").args(arguments)).with_context(|| format!("run `{command}` in this folder"))
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
    Ok(program(cargo_tool("cargo-deny", CARGO_DENY)?))
}

/// cargo-fuzz, and the compiler that libFuzzer needs.
pub(crate) fn cargo_fuzz() -> Result<Command> {
    if on_path("c++").is_none() {
        apt_install(&["g++"]).context("libFuzzer is built with a C++ compiler: install one as `c++`")?;
    }
    Ok(program(cargo_tool("cargo-fuzz", CARGO_FUZZ)?))
}

/// twiggy, which says what a module's bytes are.
pub(crate) fn twiggy() -> Result<PathBuf> {
    cargo_tool("twiggy", TWIGGY)
}

/// A program that cargo installs: the one on the path if its version fits, else one in `target/tools`.
fn cargo_tool(name: &str, version: &str) -> Result<PathBuf> {
    let fits =
        |tool: &Path| quiet_output(Command::new(tool).arg("--version")).is_some_and(|found| found.ends_with(version));
    if let Some(tool) = on_path(name).filter(|tool| fits(tool)) {
        return Ok(tool);
    }
    let root = target().join("tools");
    let tool = root.join("bin").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    if !fits(&tool) {
        println!("{name} {version} is not on the path: installing it into target/tools, once");
        run(cargo()
            .args(["install", "--locked", name, "--version", version, "--root"])
            .arg(&root)
            .env("CARGO_TARGET_DIR", workshop().join(name))
            // It runs for a moment: not worth the time of the optimizer, nor that of debug information.
            .args(["--profile", "dev"])
            .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    }
    Ok(tool)
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
    if !has_apt() {
        bail!("{NEEDED_BROWSER}");
    }
    apt_install(&["chromium", "chromium-driver"])
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

/// `ip`, which switches on the loopback of a network namespace.
pub(crate) fn require_iproute() -> Result<()> {
    const NEEDED: &str = "`ip` (of iproute2) and `unshare` (of util-linux) are needed on the path";
    if on_path("ip").is_none() {
        apt_install(&["iproute2"]).context(NEEDED)?;
    }
    if on_path("unshare").is_none() {
        bail!(NEEDED);
    }
    Ok(())
}

fn has_apt() -> bool {
    on_path("apt-get").is_some()
}

/// Debian's and Ubuntu's packages, where there is apt.
pub(crate) fn apt_install(packages: &[&str]) -> Result<()> {
    if !has_apt() {
        bail!("there is no apt here to install {}", packages.join(" "));
    }
    println!("installing, once, what is missing here: {}", packages.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
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

/// A program that a variable of the environment names.
pub(crate) fn named_in(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

/// A program on the path.
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
