//! Steps, each under a heading and with its time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// One thing to do.
pub(crate) struct Step {
    /// As it is selected, e.g. `clippy-wasm`.
    pub(crate) name: &'static str,
    /// As it is announced.
    pub(crate) title: &'static str,
    /// Does it.
    pub(crate) run: fn() -> Result<()>,
}

/// Runs the steps in order, and says at the end how long each took.
pub(crate) fn run(steps: &[Step], keep_going: bool) -> Result<()> {
    let mut done: Vec<(&Step, Duration, Result<()>)> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        println!("\n=== {}/{} {}: {}", index + 1, steps.len(), step.name, step.title);
        let started = Instant::now();
        let result = (step.run)();
        if let Err(error) = &result {
            println!("=== {} failed: {error:#}", step.name);
        }
        let failed = result.is_err();
        done.push((step, started.elapsed(), result));
        if failed && !keep_going {
            break;
        }
    }
    report(&done, steps.len())
}

fn report(done: &[(&Step, Duration, Result<()>)], planned: usize) -> Result<()> {
    println!("\n=== Steps");
    for (step, time, result) in done {
        let outcome = if result.is_ok() { "ok" } else { "FAILED" };
        println!("{:>7.1} s  {outcome:<6}  {}", time.as_secs_f64(), step.name);
    }
    let total: Duration = done.iter().map(|(_, time, _)| time).sum();
    println!("{:>7.1} s  in all", total.as_secs_f64());
    if done.len() < planned {
        println!("{} more were not reached", planned - done.len());
    }
    let failed: Vec<&str> = done
        .iter()
        .filter(|(_, _, result)| result.is_err())
        .map(|(step, _, _)| step.name)
        .collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}
