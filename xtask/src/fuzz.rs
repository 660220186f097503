//! Fuzzing with cargo-fuzz, from seeds made of the examples and of the tests' cases.
//!
//! It needs no nightly toolchain: the coverage that guides libFuzzer comes from flags that
//! are stable, and a sanitizer, which is not, would look for what `unsafe_code = "forbid"`
//! rules out.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, output, program, project, run, target, workshop};
use crate::tools;

/// The targets, each a file in `fuzz/fuzz_targets/`.
const TARGETS: [&str; 9] = [
    "unwrap",
    "json_reader",
    "jws",
    "jwks",
    "pem",
    "policy",
    "pattern",
    "secrets",
    "inspect",
];

/// Seconds that the tests give to each target.
const MOMENT: u64 = 4;

/// Runs one target, or each in turn, for so many seconds. What is found stays in
/// `fuzz/corpus/`, and what breaks a promise in `fuzz/artifacts/`.
pub(crate) fn fuzz(name: Option<&str>, seconds: u64) -> Result<()> {
    let names = match name {
        None => TARGETS.to_vec(),
        Some(name) if TARGETS.contains(&name) => vec![name],
        Some(other) => bail!("there is no fuzz target `{other}`; there are {}", TARGETS.join(", ")),
    };
    prepare()?;
    for name in names {
        run(&mut fuzzing(name, seconds)?)?;
    }
    Ok(())
}

/// Every target for a moment, two at a time, and their output only where it matters.
pub(crate) fn briefly() -> Result<()> {
    locked()?;
    prepare()?;
    for pair in TARGETS.chunks(2) {
        let running: Vec<_> = pair.iter().map(|name| Brief::start(name)).collect::<Result<_>>()?;
        for brief in running {
            brief.finish()?;
        }
    }
    Ok(())
}

/// Builds the targets, and makes the seeds.
fn prepare() -> Result<()> {
    tools::npm_install()?;
    let examples = workshop().join("fuzz-examples");
    run(program("node").arg("www/scripts/examples.mjs").arg(&examples))?;
    run(program("node").arg("fuzz/seeds.mjs").args([&examples, &seeds()]))?;
    run(tools::linted(
        tools::cargo_fuzz()?
            .arg("build")
            .args(OPTIONS)
            .arg(target().join("fuzz")),
    )?)
}

/// The lock file of a workspace of its own has to fit the crate's.
fn locked() -> Result<()> {
    output(cargo().args([
        "metadata",
        "--locked",
        "--format-version",
        "1",
        "--manifest-path",
        "fuzz/Cargo.toml",
    ]))
    .map(drop)
    .context("fuzz/Cargo.lock does not fit: `cargo metadata --manifest-path fuzz/Cargo.toml` mends it")
}

const OPTIONS: [&str; 3] = ["--sanitizer", "none", "--target-dir"];

fn seeds() -> PathBuf {
    workshop().join("fuzz-seeds")
}

fn fuzzing(name: &str, seconds: u64) -> Result<Command> {
    let corpus = project().join("fuzz/corpus").join(name);
    fs::create_dir_all(&corpus).with_context(|| format!("could not make {}", corpus.display()))?;
    let mut command = tools::cargo_fuzz()?;
    tools::linted(&mut command)?
        .arg("run")
        .args(OPTIONS)
        .arg(target().join("fuzz"))
        .args([name.as_ref(), corpus.as_os_str(), seeds().join(name).as_os_str()])
        .args(["--", "-dict=fuzz/words.dict", "-print_final_stats=1", "-timeout=10"])
        .arg(format!("-max_total_time={seconds}"));
    Ok(command)
}

/// A target that runs for a moment.
struct Brief {
    name: &'static str,
    log: PathBuf,
    child: Child,
}

impl Brief {
    fn start(name: &'static str) -> Result<Self> {
        let log = workshop().join(format!("fuzz-{name}.log"));
        let file = File::create(&log).with_context(|| format!("could not write {}", log.display()))?;
        let child = fuzzing(name, MOMENT)?
            // The same texts on every machine, as far as its speed lets it come.
            .arg("-seed=1")
            .stdout(Stdio::null())
            .stderr(file)
            .spawn()
            .context("could not start cargo-fuzz")?;
        Ok(Self { name, log, child })
    }

    fn finish(mut self) -> Result<()> {
        let status = self.child.wait()?;
        let bytes = fs::read(&self.log)?;
        let said = String::from_utf8_lossy(&bytes);
        if !status.success() {
            println!("{said}");
            bail!("fuzzing {} found something: see above, and fuzz/artifacts/", self.name);
        }
        let texts = said
            .lines()
            .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
        println!("{:<12} {} texts", self.name, texts.unwrap_or("?").trim());
        Ok(())
    }
}
