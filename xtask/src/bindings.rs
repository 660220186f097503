//! The JavaScript around the module, made by the library behind the `wasm-bindgen`
//! command: the lock file then keeps it and the crate's `wasm-bindgen` together, and
//! nobody has to install anything.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{project, workshop};

/// Leaves the module as `assumable.wasm` in the package, and the bindings in its sources.
pub(crate) fn make(module: &Path, package: &Path) -> Result<()> {
    let made = workshop().join("bindings");
    generate(module, &made, Names::Removed)?;
    for (from, to) in [
        ("bindings_bg.wasm", "assumable.wasm"),
        ("bindings.js", "src/bindings.js"),
        ("bindings.d.ts", "src/bindings.d.ts"),
    ] {
        let to = package.join(to);
        fs::copy(made.join(from), &to).with_context(|| format!("could not write {}", to.display()))?;
        println!("made {}", to.strip_prefix(project()).unwrap_or(&to).display());
    }
    Ok(())
}

/// What becomes of the names of functions in a module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// For those who look into it.
    Kept,
    /// They are a quarter of it.
    Removed,
}

/// Makes `bindings.js`, `bindings.d.ts` and `bindings_bg.wasm` in a folder.
pub(crate) fn generate(module: &Path, folder: &Path, names: Names) -> Result<()> {
    Bindgen::new()
        .input_path(module)
        .out_name("bindings")
        .web(true)?
        .typescript(true)
        // The package's own loader says where the module is: `pkg/src/load.ts`.
        .omit_default_module_path(true)
        // A trapped instance is replaced: `pkg/src/engine.ts`.
        .reset_state_function(true)
        .remove_name_section(names == Names::Removed)
        .remove_producers_section(true)
        .generate(folder)
        .context("could not make the bindings of the module")
}
