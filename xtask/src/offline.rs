//! Tests of the page where there is no network: a network namespace of their own, with
//! nothing in it but this machine's loopback.
//!
//! This program is started again in there, for one step: the server of the page and the
//! browsers then reach each other and nothing else.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{program, run, this_program};
use crate::tools::{self, quiet_output};

/// Set for the program inside.
const INSIDE: &str = "ASSUMABLE_OFFLINE";

/// Does a part of a step without a network. Whatever the step installs, it installs before.
pub(crate) fn without_network(step: &str, part: impl FnOnce() -> Result<()>) -> Result<()> {
    if std::env::var_os(INSIDE).is_some() {
        require_loopback_alone()?;
        return part();
    }
    match namespace()? {
        Ok(mut inside) => run(inside.arg(this_program()).args(["step", step]).env(INSIDE, "1")),
        Err(why) => {
            println!("NOT ISOLATED: these tests run with this machine's network, since {why}");
            part()
        }
    }
}

/// A command that runs another one in a new namespace, or why there is none.
fn namespace() -> Result<std::result::Result<Command, String>> {
    if !cfg!(target_os = "linux") {
        return Ok(Err("network namespaces are Linux's".to_owned()));
    }
    tools::require_iproute()?;
    // Who may not make a namespace alone may as root of a user namespace, where the system allows that.
    for flags in [&["--net"][..], &["--map-root-user", "--net"]] {
        let command = |inside: &str| {
            let mut command = program("unshare");
            command.args(flags).args(["sh", "-c", inside]);
            command
        };
        if quiet_output(&mut command("ip link set lo up")).is_some() {
            return Ok(Ok(command(r#"ip link set lo up && exec "$0" "$@""#)));
        }
    }
    Ok(Err(
        "`unshare --net` is refused, also with `--map-root-user`: run this as root, or allow user namespaces (on \
         Ubuntu: `sysctl kernel.apparmor_restrict_unprivileged_userns=0`)"
            .to_owned(),
    ))
}

/// That it really is one: no interface leads out.
fn require_loopback_alone() -> Result<()> {
    let interfaces = fs::read_to_string("/proc/net/dev").context("which network interfaces are there?")?;
    let out = interfaces
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, _)| name.trim())
        .find(|name| *name != "lo");
    match out {
        Some(interface) => bail!("{INSIDE} is set, but there is a network: {interface}"),
        None => Ok(()),
    }
}
