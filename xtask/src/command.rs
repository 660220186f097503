//! Other programs, run in the folder of the project.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};

/// The folder that holds the workspace: where cargo runs this program from, which need not be where it was
/// compiled.
pub(crate) fn project() -> &'static Path {
    static PROJECT: OnceLock<PathBuf> = OnceLock::new();
    PROJECT.get_or_init(|| {
        let running = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let package = running.filter(|folder| folder.ends_with("xtask"));
        let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        package.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
    })
}

/// This program, where cargo has put it. Asked for once: a compiler that puts another in its place meanwhile
/// changes what the system answers.
pub(crate) fn this_program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| std::env::current_exe().unwrap_or_else(|_| project().join("target/debug/xtask")))
}

/// Cargo's target folder, wherever it was put: this program is in it.
pub(crate) fn target() -> PathBuf {
    let folder = this_program().parent().and_then(Path::parent);
    folder.map_or_else(|| project().join("target"), Path::to_owned)
}

/// Where what is made here is kept until it is put in its place.
pub(crate) fn workshop() -> PathBuf {
    target().join("assumable")
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Any other program.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(project());
    command
}

/// A program that npm has installed for this project.
pub(crate) fn npm_program(name: &str) -> Command {
    program(project().join("node_modules/.bin").join(name))
}

/// Runs it with its output shown; anything but success is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command
        .status()
        .with_context(|| format!("could not start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", shown(command));
    }
    Ok(())
}

/// Runs it and returns what it wrote on its standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}", shown(command), output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words = words.map(|word| {
        let path = Path::new(word);
        path.strip_prefix(project()).unwrap_or(path).display().to_string()
    });
    words.collect::<Vec<_>>().join(" ")
}
