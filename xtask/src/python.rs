//! Programs of Python: each with the packages it needs in an environment of its own.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{program, run, target};
use crate::tools::{apt_get, on_path, quiet_output};

const NEEDED: &str = "Python 3.10 or later with its `venv` is needed to build the MkDocs site; install both";

/// An environment in which exactly the pinned packages are installed, unless they are already
/// there. Returns the folder of its programs.
pub(crate) fn environment(name: &str, requirements: &Path) -> Result<PathBuf> {
    let folder = target().join("python").join(name);
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let pinned = fs::read(requirements).with_context(|| format!("could not read {}", requirements.display()))?;
    let stamp = folder.join(".assumable-requirements");
    if fs::read(&stamp).is_ok_and(|installed| installed == pinned) {
        return Ok(bin);
    }
    run(program(python()?).args(["-m", "venv", "--clear"]).arg(&folder))?;
    run(program(bin.join("python"))
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(["--require-hashes", "--only-binary", ":all:", "--requirement"])
        .arg(requirements))?;
    fs::write(&stamp, pinned).with_context(|| format!("could not write {}", stamp.display()))?;
    Ok(bin)
}

/// A Python that can make an environment. Debian has what it takes in a package of its own, which
/// is installed where it is missing.
fn python() -> Result<&'static str> {
    if let Some(python) = find() {
        return Ok(python);
    }
    if on_path("apt-get").is_none() {
        bail!("{NEEDED}");
    }
    println!("no Python with its venv was found: installing Debian's package python3-venv");
    apt_get(&["update"])?;
    apt_get(&["install", "--yes", "--no-install-recommends", "python3-venv"])?;
    find().context(NEEDED)
}

fn find() -> Option<&'static str> {
    const CAN: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";
    ["python3", "python"]
        .into_iter()
        .find(|python| quiet_output(program(python).args(["-c", CAN])).is_some())
}
