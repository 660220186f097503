//! Measurements, natively and in Node beside other libraries, in one run.

use anyhow::Result;

use crate::build;
use crate::command::{cargo, program, run};

/// Prints what it measures; nothing is kept.
pub(crate) fn bench() -> Result<()> {
    build::everything()?;
    run(cargo().args(["bench", "--package", "assumable"]))?;
    run(program("node").arg("wasm-tests/bench/inspect.mjs"))
}
