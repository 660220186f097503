//! Tests in browsers that passed on their second run. A browser may die for no reason of this project's; a
//! test that needs a second run again and again has a cause, so few are allowed, and each is named.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::command::workshop;

/// The variable that names the file in which tests write down that they needed a second run.
pub(crate) const VARIABLE: &str = "ASSUMABLE_SECOND_TRIES";

/// More of them in one run of all tests are no accident.
const ALLOWED: usize = 3;

/// The file: a line a test, its fields separated by tabs: file, name, what failed first.
pub(crate) fn file() -> PathBuf {
    workshop().join("second-tries.tsv")
}

/// Forgets those of the run before.
pub(crate) fn forget() -> Result<()> {
    fs::create_dir_all(workshop())?;
    fs::write(file(), "").with_context(|| format!("could not write {}", file().display()))
}

/// Names them.
///
/// # Errors
/// More than are allowed.
pub(crate) fn report() -> Result<()> {
    let written = fs::read_to_string(file()).unwrap_or_default();
    let tests: BTreeSet<&str> = written.lines().filter(|line| !line.trim().is_empty()).collect();
    if tests.is_empty() {
        println!("no test needed a second try");
        return Ok(());
    }
    println!("{} needed a second try:", counted(tests.len()));
    for test in &tests {
        println!("  {}", test.replace('\t', ": "));
    }
    if tests.len() > ALLOWED {
        bail!(
            "{} needed a second try, and more than {ALLOWED} are no accident",
            counted(tests.len())
        );
    }
    Ok(())
}

fn counted(tests: usize) -> String {
    if tests == 1 {
        "1 test".to_owned()
    } else {
        format!("{tests} tests")
    }
}
