//! Steps, each under a heading and with its time.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::command::{this_program, workshop};

/// One thing to do.
pub(crate) struct Step {
    /// As it is selected, e.g. `clippy-wasm`.
    pub(crate) name: &'static str,
    /// As it is announced.
    pub(crate) title: &'static str,
    /// Seconds that it takes on two cores where nothing is compiled or installed yet, about.
    pub(crate) seconds: u64,
    /// What it leaves to others of the machine.
    pub(crate) share: Share,
    /// Does it.
    pub(crate) run: fn() -> Result<()>,
}

/// How much of the machine a step takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Share {
    /// All cores, or it wants quiet around it.
    Whole,
    /// One core for most of its time, in folders of its own: it runs beside the light steps after it.
    Apart,
    /// One core.
    Light,
}

/// The result of a step, and how long it took.
struct Done {
    name: &'static str,
    time: Duration,
    result: Result<()>,
}

/// Runs the steps in order, and says at the end how long each took.
pub(crate) fn run(steps: &[Step], keep_going: bool) -> Result<()> {
    let started = Instant::now();
    let mut done: Vec<Done> = Vec::new();
    let mut apart: Option<Apart> = None;
    for (index, step) in steps.iter().enumerate() {
        if step.share != Share::Light {
            done.extend(apart.take().map(Apart::finish));
        }
        if !keep_going && done.iter().any(|done| done.result.is_err()) {
            break;
        }
        println!(
            "\n=== {}/{} {}: {} ({})",
            index + 1,
            steps.len(),
            step.name,
            step.title,
            about(step.seconds)
        );
        if step.share == Share::Apart {
            println!("runs beside the next ones");
            apart = Some(Apart::start(step)?);
        } else {
            done.push(Done::by(step));
        }
    }
    done.extend(apart.take().map(Apart::finish));
    report(&done, steps.len(), started.elapsed())
}

/// Does a part of something under a heading of its own, and shows that it goes on.
pub(crate) fn part(title: &str, seconds: u64, run: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("\n--- {title} ({})", about(seconds));
    going_on(title, seconds, run)
}

/// How long, in words.
fn about(seconds: u64) -> String {
    match seconds {
        0..=5 => "a few seconds".to_owned(),
        6..=90 => format!("about {seconds} s"),
        _ => format!("about {} min", (seconds + 30) / 60),
    }
}

/// How often something that takes long says that it goes on.
const PULSE: Duration = Duration::from_mins(1);

/// Says each minute that it goes on, until it has ended.
fn going_on<T>(name: &str, seconds: u64, run: impl FnOnce() -> T) -> T {
    let (ended, end) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            let started = Instant::now();
            while end.recv_timeout(PULSE) == Err(RecvTimeoutError::Timeout) {
                println!(
                    "    … {name} goes on: {} s so far, {} in all",
                    started.elapsed().as_secs(),
                    about(seconds)
                );
            }
        });
        let result = run();
        drop(ended);
        result
    })
}

impl Done {
    fn by(step: &Step) -> Self {
        let started = Instant::now();
        let result = going_on(step.name, step.seconds, step.run);
        Self::reported(step.name, started, result)
    }

    fn reported(name: &'static str, started: Instant, result: Result<()>) -> Self {
        if let Err(error) = &result {
            println!("=== {name} failed: {error:#}");
        }
        Self {
            name,
            time: started.elapsed(),
            result,
        }
    }
}

/// A step in a program of its own, whose output waits in a file.
struct Apart {
    name: &'static str,
    seconds: u64,
    started: Instant,
    log: PathBuf,
    child: Child,
}

impl Apart {
    fn start(step: &Step) -> Result<Self> {
        fs::create_dir_all(workshop())?;
        let log = workshop().join(format!("{}.log", step.name));
        let file = File::create(&log).with_context(|| format!("could not write {}", log.display()))?;
        let child = Command::new(this_program())
            .args(["step", step.name])
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("could not start {}", step.name))?;
        Ok(Self {
            name: step.name,
            seconds: step.seconds,
            started: Instant::now(),
            log,
            child,
        })
    }

    fn finish(mut self) -> Done {
        let result = self.wait();
        Done::reported(self.name, self.started, result)
    }

    fn wait(&mut self) -> Result<()> {
        let status = going_on(self.name, self.seconds, || self.child.wait())?;
        println!("\n=== {}, which ran beside these:", self.name);
        println!("{}", String::from_utf8_lossy(&fs::read(&self.log)?).trim_end());
        if !status.success() {
            bail!("it ended with {status}");
        }
        Ok(())
    }
}

fn report(done: &[Done], planned: usize, total: Duration) -> Result<()> {
    println!("\n=== Steps");
    for Done { name, time, result } in done {
        let outcome = if result.is_ok() { "ok" } else { "FAILED" };
        println!("{:>7.1} s  {outcome:<6}  {name}", time.as_secs_f64());
    }
    println!("{:>7.1} s  in all", total.as_secs_f64());
    if done.len() < planned {
        println!("{} more were not reached", planned - done.len());
    }
    let failed: Vec<&str> = done
        .iter()
        .filter(|done| done.result.is_err())
        .map(|done| done.name)
        .collect();
    if !failed.is_empty() {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}
