//! `wasm-bindgen-test-runner`, at the version in the lock file, so that nobody has to install it.

#![expect(
    clippy::print_stderr,
    reason = "a command line program complains on its standard error"
)]

use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
