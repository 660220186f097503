//! `cargo xtask`: everything that is done with this repository.
//!
//! Each command does its own set-up, says what it does, and where it cannot, says
//! what to install.

#![expect(
    clippy::print_stdout,
    reason = "a command line program speaks on its standard output"
)]

mod bench;
mod bindings;
mod build;
mod command;
mod engines;
mod fuzz;
mod offline;
mod portals;
mod python;
mod reproducible;
mod second_tries;
mod server;
mod site;
mod steps;
mod suite;
mod tools;
mod trapping;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask COMMAND

  serve       build everything and serve the page on http://127.0.0.1:8080
                --port N        another port (0: any free one)
                --no-build      serve what is there
  build       build the npm package in pkg/ and the page in www/dist/
  test        build everything and run every test there is
                --keep-going    do not stop at the first failure
                --only A,B      only these steps
                --update        accept what the snapshots of module and page now say
  check       the fast part of `test`: formatting, lints, native tests
  bench       measure: natively, in Node and Chromium beside other libraries, the page
                --write         put the figures into docs/performance.md
  fuzz        look for texts that break a promise, for each of fuzz/fuzz_targets/ in turn
                TARGET          only for this one
                --seconds N     for so long each (60)
  screenshot  make the pictures in docs/ anew
";

fn main() -> ExitCode {
    command::this_program();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        println!("{HELP}");
        bail!("which command?");
    };
    let mut options = Options::of(rest);
    match command.as_str() {
        "serve" => {
            let port = options.value("--port")?.map_or(Ok(8080), |port| port.parse())?;
            let build = !options.flag("--no-build");
            options.finish()?;
            if build {
                build::everything()?;
            }
            server::serve(&command::project().join("www/dist"), port)
        }
        "build" => {
            options.finish()?;
            build::everything()
        }
        "test" => {
            let selection = suite::Selection {
                keep_going: options.flag("--keep-going"),
                only: options
                    .value("--only")?
                    .map(|only| only.split(',').map(str::to_owned).collect()),
                update: options.flag("--update"),
            };
            options.finish()?;
            suite::test(&selection)
        }
        // For `offline.rs`, which starts this program again.
        "step" => {
            let [name] = rest else { bail!("which step?") };
            suite::run_one(name)
        }
        "check" => {
            options.finish()?;
            suite::check()
        }
        "bench" => {
            let write = options.flag("--write");
            options.finish()?;
            bench::bench(write)
        }
        "fuzz" => {
            let seconds = options.value("--seconds")?.map_or(Ok(60), |seconds| seconds.parse())?;
            let target = options.word();
            options.finish()?;
            fuzz::fuzz(target.as_deref(), seconds)
        }
        "screenshot" => {
            options.finish()?;
            site::screenshot()
        }
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => {
            println!("{HELP}");
            bail!("there is no command `{other}`")
        }
    }
}

/// What stands behind the command, taken away as it is understood.
struct Options(Vec<String>);

impl Options {
    fn of(arguments: &[String]) -> Self {
        Self(arguments.to_vec())
    }

    fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    fn value(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.0.iter().position(|argument| argument == name) else {
            return Ok(None);
        };
        if at + 1 >= self.0.len() {
            bail!("{name} needs a value");
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    /// The first that is no option.
    fn word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|argument| !argument.starts_with('-'))?;
        Some(self.0.remove(at))
    }

    fn finish(self) -> Result<()> {
        match self.0.first() {
            None => Ok(()),
            Some(unknown) => bail!("`{unknown}` is not understood here; `cargo xtask help` lists what is"),
        }
    }
}
