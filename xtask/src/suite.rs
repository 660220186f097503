//! Every test there is.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use anyhow::{Result, bail};

use crate::command::{cargo, npm_program, output, program, project, run, target, workshop};
use crate::server::Background;
use crate::steps::Share::{self, Apart, Light, Whole};
use crate::steps::{self, Step};
use crate::trapping::Panics;
use crate::{build, engines, fuzz, offline, portals, reproducible, second_tries, site, tools, trapping};

/// What of the tests is wanted.
pub(crate) struct Selection {
    /// Do not stop at the first failure.
    pub(crate) keep_going: bool,
    /// Only the steps of these names.
    pub(crate) only: Option<Vec<String>>,
    /// Accept what the snapshots of the built module and of the page now say.
    pub(crate) update: bool,
}

/// What is cheap and fails for one reason only comes first, so that a slip costs a minute; browsers come last.
const STEPS: [Step; 21] = [
    step(Whole, "fmt", "Rust is formatted", 3, fmt),
    step(Whole, "prettier", "everything else is formatted", 20, prettier),
    step(Whole, "clippy", "lints, native", 70, clippy),
    step(Whole, "clippy-wasm", "lints, for the module's target", 20, clippy_wasm),
    step(Whole, "build", "the package and the page", 100, build::everything),
    step(
        Apart,
        "reproducible",
        "the same bytes when it is built in another folder",
        90,
        reproducible::test,
    ),
    step(Light, "tsc", "types", 20, tsc),
    step(Light, "eslint", "lints of TypeScript", 40, eslint),
    step(Whole, "node", "the packed package, in Node", 40, node),
    step(Whole, "native", "native tests", 140, native),
    step(Whole, "doctest", "examples in the documentation", 5, doctest),
    step(Whole, "doc", "the documentation has no broken link", 20, doc),
    step(Whole, "deny", "dependencies: licences, sources, duplicates", 100, deny),
    step(Whole, "fuzz", "every fuzz target, for a moment", 140, fuzz::briefly),
    step(Whole, "wasm", "the boundary, in every engine", 140, wasm),
    step(
        Whole,
        "consumers",
        "the packed package, as its users build and load it",
        40,
        consumers,
    ),
    step(
        Whole,
        "element",
        "the element of the packed package, on other people's pages, in Chromium",
        80,
        element,
    ),
    step(Whole, "page", "the page, in Chromium, without a network", 400, page),
    step(Whole, "lighthouse", "the page, by Lighthouse", 60, lighthouse),
    step(
        Whole,
        "engines",
        "the page, in every engine, without a network",
        180,
        every_engine,
    ),
    step(
        Whole,
        "portals",
        "documentation portals that show it, in Chromium",
        90,
        portals::test,
    ),
];

const fn step(share: Share, name: &'static str, title: &'static str, seconds: u64, run: fn() -> Result<()>) -> Step {
    Step {
        name,
        title,
        seconds,
        share,
        run,
    }
}

/// The steps of `check`.
const FAST: [&str; 7] = ["fmt", "clippy", "clippy-wasm", "native", "tsc", "eslint", "prettier"];

/// Builds everything and runs every test there is.
pub(crate) fn test(selection: &Selection) -> Result<()> {
    if selection.update {
        fs::create_dir_all(workshop())?;
        fs::write(workshop().join("update-snapshots"), "")?;
    }
    second_tries::forget()?;
    let result = run_steps(selection);
    if selection.update {
        fs::remove_file(workshop().join("update-snapshots"))?;
    }
    let tries = second_tries::report();
    result.and(tries)
}

/// One step, in a program of its own.
pub(crate) fn run_one(name: &str) -> Result<()> {
    match STEPS.iter().find(|step| step.name == name) {
        Some(step) => (step.run)(),
        None => bail!("there is no step `{name}`"),
    }
}

/// The fast subset, which needs the module only where it is already built.
pub(crate) fn check() -> Result<()> {
    let built = project().join("pkg/src/bindings.js").is_file() && project().join("node_modules").is_dir();
    if !built {
        println!("TypeScript is checked once `cargo xtask build` has run");
    }
    let only = FAST
        .iter()
        .filter(|name| built || !["tsc", "eslint", "prettier"].contains(name));
    run_steps(&Selection {
        keep_going: false,
        only: Some(only.map(|name| (*name).to_owned()).collect()),
        update: false,
    })
}

fn run_steps(selection: &Selection) -> Result<()> {
    let wanted = |step: &Step| {
        selection
            .only
            .as_ref()
            .is_none_or(|only| only.iter().any(|name| name == step.name))
    };
    if let Some(unknown) = selection
        .only
        .iter()
        .flatten()
        .find(|name| STEPS.iter().all(|step| step.name != *name))
    {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{unknown}`; there are {}", names.join(", "));
    }
    let steps: Vec<Step> = STEPS.into_iter().filter(wanted).collect();
    steps::run(&steps, selection.keep_going)
}

fn fmt() -> Result<()> {
    tools::require_component("rustfmt", "fmt")?;
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["fmt", "--check", "--manifest-path", "fuzz/Cargo.toml"]))
}

/// Lints while the tests are compiled.
fn clippy() -> Result<()> {
    run(tools::linted(cargo().args([
        "test",
        "--no-run",
        "--workspace",
        "--all-targets",
    ]))?)
}

fn clippy_wasm() -> Result<()> {
    tools::require_wasm_target()?;
    run(tools::linted(boundary_tests().arg("--no-run"))?)
}

/// The tests of the boundary, with the crate that they are about.
fn boundary_tests() -> Command {
    let mut tests = cargo();
    tests.args(["test", "--package", "assumable-wasm-tests", "--target", tools::WASM]);
    tests
}

/// Property tests take the same cases each time, so that a tree that has passed passes. `PROPTEST_RNG_SEED`
/// gives them others.
fn native() -> Result<()> {
    let mut tests = cargo();
    if tools::has_nextest() {
        tests.args(["nextest", "run", "--workspace"]);
    } else {
        println!("cargo-nextest is not on the path: `cargo test` does as well");
        tests.args(["test", "--workspace", "--lib", "--bins", "--tests"]);
    }
    if env::var_os(SEED).is_none() {
        tests.env(SEED, "2026");
    }
    run(tools::linted(&mut tests)?)
}

/// Read by proptest: a number.
const SEED: &str = "PROPTEST_RNG_SEED";

fn doctest() -> Result<()> {
    run(tools::linted(cargo().args(["test", "--workspace", "--doc"]))?)
}

/// The documentation is for who works on this, so private items are in it and may be linked to.
fn doc() -> Result<()> {
    run(cargo()
        .args(["doc", "--package", "assumable", "--no-deps", "--document-private-items"])
        .env(
            "RUSTDOCFLAGS",
            "--deny warnings --allow rustdoc::private_intra_doc_links",
        ))
}

/// Not the advisories: their database is fetched from the network, which a test should not need.
fn deny() -> Result<()> {
    run(tools::cargo_deny()?.args(["check", "bans", "licenses", "sources"]))
}

fn tsc() -> Result<()> {
    run(program("node").arg("wasm-tests/types/generate.mjs"))?;
    for folder in ["pkg", "pkg/src/cli", "www", "www/worker", "wasm-tests"] {
        run(npm_program("tsc").args(["--project", folder]))?;
    }
    Ok(())
}

fn eslint() -> Result<()> {
    run(npm_program("eslint").args([".", "--max-warnings", "0"]))?;
    node_tests("wasm-tests/lints", ".test.mjs", &[])
}

fn prettier() -> Result<()> {
    tools::npm_install()?;
    run(npm_program("prettier").args([".", "--check", "--log-level", "warn"]))
}

/// Once for each engine: the runner takes the one driver that it is told of.
fn wasm() -> Result<()> {
    run(cargo().args(["build", "--package", "wasm-test-runner"]))?;
    let runner = target()
        .join("debug")
        .join(format!("wasm-test-runner{}", env::consts::EXE_SUFFIX));
    for engine in engines::chosen()? {
        println!("the boundary, in {}", engine.name());
        run(tools::linted(&mut engine.for_runner(&boundary_tests())?)?
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", &runner))?;
    }
    Ok(())
}

fn node() -> Result<()> {
    let consumer = pack()?.consumer;
    let trapping = trapping::bound(Panics::SayWhere)?;
    let development = trapping::bound(Panics::SayAll)?;
    node_tests(
        "wasm-tests/node",
        ".test.mjs",
        &[
            ("ASSUMABLE_CONSUMER", &consumer.display().to_string()),
            ("ASSUMABLE_TRAPPING", &trapping.display().to_string()),
            ("ASSUMABLE_DEVELOPMENT", &development.display().to_string()),
        ],
    )
}

/// Bundlers, compilers and another runtime are tools of that folder alone.
fn consumers() -> Result<()> {
    let folder = "wasm-tests/consumers";
    tools::npm_install_in(&project().join(folder))?;
    let browser = tools::browser()?;
    let consumer = pack()?.consumer;
    node_tests(
        folder,
        ".test.mjs",
        &[
            ("ASSUMABLE_CONSUMER", &consumer.display().to_string()),
            ("CHROMIUM", &browser.chromium.display().to_string()),
        ],
    )
}

/// The package as it would be published.
pub(crate) struct Packed {
    pub(crate) tarball: PathBuf,
    /// A folder elsewhere that it is installed in, as a user would.
    consumer: PathBuf,
    /// Where it stands in that folder.
    pub(crate) installed: PathBuf,
}

/// Packs the package and installs it elsewhere.
pub(crate) fn pack() -> Result<Packed> {
    let consumer = workshop().join("consumer");
    if consumer.exists() {
        fs::remove_dir_all(&consumer)?;
    }
    fs::create_dir_all(&consumer)?;
    fs::write(consumer.join("package.json"), r#"{"private": true, "type": "module"}"#)?;
    let name = output(
        program("npm")
            .current_dir(project().join("pkg"))
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&consumer),
    )?;
    let tarball = consumer.join(name.lines().last().unwrap_or_default());
    run(program("npm")
        .current_dir(&consumer)
        .args(["install", "--silent", "--offline", "--ignore-scripts"])
        .arg(&tarball))?;
    let installed = consumer.join("node_modules/assumable");
    Ok(Packed {
        tarball,
        consumer,
        installed,
    })
}

fn element() -> Result<()> {
    let browser = tools::browser()?;
    let consumer = pack()?.consumer;
    node_tests(
        "wasm-tests/element",
        ".spec.mjs",
        &[
            ("ASSUMABLE_CONSUMER", &consumer.display().to_string()),
            ("CHROMIUM", &browser.chromium.display().to_string()),
        ],
    )
}

fn page() -> Result<()> {
    tools::npm_install_in(&project().join("wasm-tests/page/pictures"))?;
    let browser = tools::browser()?;
    offline::without_network("page", || {
        let server = site::server()?;
        let trapping = Background::start(&trapping::site()?)?;
        node_tests(
            "wasm-tests/page",
            ".spec.mjs",
            &[
                ("ASSUMABLE_SITE", server.url()),
                ("ASSUMABLE_TRAPPING_SITE", trapping.url()),
                ("CHROMIUM", &browser.chromium.display().to_string()),
            ],
        )
    })
}

fn lighthouse() -> Result<()> {
    tools::npm_install_in(&project().join("wasm-tests/lighthouse"))?;
    let browser = tools::browser()?;
    let server = site::server()?;
    node_tests(
        "wasm-tests/lighthouse",
        ".spec.mjs",
        &[
            ("ASSUMABLE_SITE", server.url()),
            ("CHROMIUM", &browser.chromium.display().to_string()),
        ],
    )
}

fn every_engine() -> Result<()> {
    tools::npm_install_in(&project().join("wasm-tests/engines"))?;
    let programs = engines::environment()?;
    offline::without_network("engines", || {
        let server = site::server()?;
        let mut environment = vec![("ASSUMABLE_SITE", server.url())];
        environment.extend(programs.iter().map(|(name, program)| (*name, program.as_str())));
        node_tests("wasm-tests/engines", ".spec.mjs", &environment)
    })
}

pub(crate) fn node_tests(folder: &str, ending: &str, environment: &[(&str, &str)]) -> Result<()> {
    let mut files: Vec<_> = fs::read_dir(project().join(folder))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("{folder} holds no test");
    }
    let mut command = program("node");
    command
        .args(["--test", "--test-concurrency=2"])
        .args(files)
        .env(second_tries::VARIABLE, second_tries::file())
        .envs(environment.iter().copied());
    if workshop().join("update-snapshots").is_file() {
        command.env("UPDATE_SNAPSHOTS", "1");
    }
    run(&mut command)
}
