//! What to change of the run, or which role to ask for, so that a trust policy can stay as
//! it is.
//!
//! Where a policy already lists values of the same kind, somebody chose them: another
//! branch, environment or role is tried first, and the policy is widened second.

use crate::issuers::github::{Context, parse_sub};
use crate::policy::matches;

use super::caller::{Caller, LONGEST};
use super::hint::Hint;
use super::words::{clip, short};

/// Names that a sentence lists.
const NAMED: usize = 3;

/// Values that are looked through for such names.
const READ: usize = 64;

/// A condition that failed: its key, what the call has, and all that the policy wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Failed<'a> {
    pub(super) key: &'a str,
    pub(super) actual: &'a str,
    pub(super) wanted: &'a [&'a str],
}

/// An imperative that changes the run or the choice of the role: the first thing to try.
pub(super) fn instead(failed: Failed<'_>, hint: Option<&Hint>, caller: Caller<'_>) -> Option<String> {
    match hint {
        Some(hint) => by_hint(failed, hint, caller),
        None => without_hint(failed),
    }
}

fn by_hint(failed: Failed<'_>, hint: &Hint, caller: Caller<'_>) -> Option<String> {
    let contexts = || wanted_contexts(failed);
    match hint {
        Hint::OtherEnvironment { environment, .. } => {
            let names = names(contexts(), environment_name);
            Some(other_environment(environment, &names))
        }
        Hint::OtherRef { kind: "tag", .. } | Hint::Branch { .. } => {
            let names = names(contexts(), tag_name);
            choose("Run it for tag", "run it for a tag named", &names).or_else(|| Some("Run it for a tag".to_owned()))
        }
        Hint::OtherRef { .. } | Hint::Tag { .. } => {
            let names = names(contexts(), branch_name);
            choose("Run it from", "name the branch", &names).or_else(|| Some("Run it from a branch".to_owned()))
        }
        Hint::PullRequest { .. } => {
            let names = names(contexts(), branch_name);
            choose("Run it on a push to", "on a push to a branch named", &names)
                .or_else(|| Some("Run it on a push".to_owned()))
        }
        Hint::NoPullRequest { .. } => Some("Run it for a pull request".to_owned()),
        Hint::MergeQueue { .. } => Some("Do not assume the role in merge_group runs".to_owned()),
        Hint::OtherRepository { is, .. } => Some(format!("Use a role that trusts {is}")),
        Hint::OtherWorkflow { .. } => Some("Use a role that trusts this workflow".to_owned()),
        Hint::WorkflowRef { .. } => Some(workflow_ref(failed, caller)),
        Hint::OtherAudience { .. } => other_audience(failed, caller),
        Hint::NoEnvironment { .. } | Hint::OldToken => Some(hint.remedy()),
        Hint::AbsentClaim { claim, .. } if claim == "environment" => Some(hint.remedy()),
        Hint::OneRun { never: false, .. } => Some(other_subject(failed)),
        _ => None,
    }
}

fn other_environment(environment: &str, names: &[String]) -> String {
    let role = format!("Use the role for environment {}", clip(environment));
    choose("run the job in environment", "name the environment", names)
        .map_or(role.clone(), |other| format!("{role}, or {other}"))
}

/// `Run it from main, or name the branch feat/… or fix/…`
fn choose(plain: &str, pattern: &str, names: &[String]) -> Option<String> {
    let (patterns, plains): (Vec<&String>, Vec<&String>) = names.iter().partition(|name| name.contains('…'));
    match (plains.as_slice(), patterns.as_slice()) {
        ([], []) => None,
        (plains, []) => Some(format!("{plain} {}", listed(plains))),
        ([], patterns) => {
            let mut pattern = pattern.to_owned();
            if plain.starts_with(char::is_uppercase) {
                pattern = upper(&pattern);
            }
            Some(format!("{pattern} {}", listed(patterns)))
        }
        (plains, patterns) => Some(format!("{plain} {}, or {pattern} {}", listed(plains), listed(patterns))),
    }
}

fn upper(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn listed(names: &[&String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMED).map(|name| name.as_str()).collect();
    match (shown.as_slice(), names.len() - shown.len()) {
        (rest, more @ 1..) => format!("{} or one of {more} others", rest.join(", ")),
        ([rest @ .., last], 0) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        (only, _) => only.join(""),
    }
}

/// The contexts that the policy wants of this repository.
fn wanted_contexts(failed: Failed<'_>) -> Vec<Context> {
    let own = parse_sub(failed.actual).repository();
    let same = |text: &str| {
        let wanted = parse_sub(text).repository()?;
        let own = own.as_ref()?;
        let takes = |pattern: &str, name: &str| matches(&pattern.to_ascii_lowercase(), &name.to_ascii_lowercase());
        (takes(&wanted.owner, &own.owner) && takes(&wanted.name, &own.name)).then_some(())
    };
    let texts = failed.wanted.iter().filter(|text| text.len() <= LONGEST).take(READ);
    texts
        .filter(|text| same(text).is_some())
        .filter_map(|text| parse_sub(text).context())
        .collect()
}

fn environment_name(context: Context) -> Option<String> {
    match context {
        Context::Environment(name) => Some(name),
        _ => None,
    }
}

fn branch_name(context: Context) -> Option<String> {
    match context {
        Context::Branch(name) => Some(name),
        _ => None,
    }
}

fn tag_name(context: Context) -> Option<String> {
    match context {
        Context::Tag(name) => Some(name),
        _ => None,
    }
}

/// Names and patterns as people write them, each once; one that takes every name says nothing.
fn names(contexts: Vec<Context>, name: fn(Context) -> Option<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in contexts.into_iter().filter_map(name) {
        let readable = clip(&name.replace('*', "…"));
        if readable != "…" && !readable.is_empty() && !names.contains(&readable) {
            names.push(readable);
        }
    }
    names
}

/// The refs that the policy wants of the workflow file of this job.
fn workflow_ref(failed: Failed<'_>, caller: Caller<'_>) -> String {
    let (file, _) = failed.actual.split_once('@').unwrap_or((failed.actual, ""));
    let refs = failed.wanted.iter().take(READ).filter_map(|wanted| {
        let (wanted, reference) = wanted.split_once('@')?;
        (wanted.len() <= LONGEST && matches(wanted, file)).then(|| Context::of_ref(reference))
    });
    let name = |context| match context {
        Context::Branch(name) | Context::Tag(name) | Context::Ref(name) => Some(name),
        Context::Environment(_) | Context::PullRequest => None,
    };
    let names = names(refs.collect(), name);
    let is_reusable = caller
        .claim("workflow_ref")
        .is_some_and(|calling| calling != failed.actual);
    if is_reusable {
        return choose("Call the workflow at", "call it at", &names)
            .unwrap_or_else(|| "Use a role that trusts this workflow".to_owned());
    }
    choose("Run it from", "name the branch", &names)
        .unwrap_or_else(|| "Use a role that trusts this workflow".to_owned())
}

/// The audience that AWS's own tools ask for, by partition.
pub(super) fn is_of_aws(audience: &str) -> bool {
    matches!(audience, "sts.amazonaws.com" | "sts.amazonaws.com.cn")
}

/// A token for another audience than AWS's is the mistake; one for AWS's is not.
fn other_audience(failed: Failed<'_>, caller: Caller<'_>) -> Option<String> {
    let wanted = failed.wanted.iter().find(|wanted| is_of_aws(wanted))?;
    if is_of_aws(failed.actual) {
        return None;
    }
    Some(if caller.is_github() && !is_of_owner(failed.actual) {
        format!("Remove the audience input of the action, which then asks for {wanted}")
    } else {
        format!("Ask for a token with audience {wanted}")
    })
}

/// What GitHub writes where nobody asks for an audience.
pub(super) fn is_of_owner(audience: &str) -> bool {
    audience
        .strip_prefix("https://github.com/")
        .is_some_and(|owner| !owner.is_empty() && !owner.contains('/'))
}

fn without_hint(failed: Failed<'_>) -> Option<String> {
    let name = short(failed.key);
    if failed.key.eq_ignore_ascii_case("sts:RoleSessionName") {
        let plain = failed.wanted.iter().find(|wanted| !wanted.contains(['*', '?', '$']));
        return plain.map(|wanted| format!("Set role-session-name to {}", clip(wanted)));
    }
    if failed.wanted.is_empty() || failed.wanted.iter().any(|wanted| wanted.is_empty()) {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "environment" => {
            let contexts = failed.wanted.iter().take(READ);
            let contexts = contexts.map(|name| Context::Environment((*name).to_owned())).collect();
            Some(other_environment(failed.actual, &names(contexts, environment_name)))
        }
        "ref" => {
            let contexts: Vec<Context> = failed
                .wanted
                .iter()
                .take(READ)
                .map(|name| Context::of_ref(name))
                .collect();
            let branches = names(contexts.clone(), branch_name);
            choose("Run it from", "name the branch", &branches)
                .or_else(|| choose("Run it for tag", "run it for a tag named", &names(contexts, tag_name)))
        }
        "aud" => None,
        "sub" => Some(other_subject(failed)),
        "actor" => {
            let names: Vec<String> = failed.wanted.iter().take(READ).map(|name| clip(name)).collect();
            Some(format!(
                "Have {} start the run",
                listed(&names.iter().collect::<Vec<_>>())
            ))
        }
        other if failed.key.contains('.') => Some(format!("Use a role that trusts {other} {}", clip(failed.actual))),
        _ => None,
    }
}

/// The subject of another issuer: `name:value` pairs of which one differs, or a service account.
fn other_subject(failed: Failed<'_>) -> String {
    let (is, all): (Vec<&str>, _) = (failed.actual.split(':').collect(), failed.wanted);
    if let ["system", "serviceaccount", namespace, account] = is.as_slice() {
        return format!(
            "Use the role for service account {} of namespace {}",
            clip(account),
            clip(namespace)
        );
    }
    let of_one = all.iter().take(READ).find_map(|wanted| {
        let want: Vec<&str> = wanted.split(':').collect();
        let whole = is.len() == want.len() || is.len() > want.len() && want.last() == Some(&"*");
        let mut pairs = is
            .iter()
            .zip(&want)
            .enumerate()
            .filter(|(_, (is, want))| !matches(want, is));
        let (at, (_, want)) = pairs.next().filter(|_| whole)?;
        let name = at.checked_sub(1).and_then(|before| is.get(before))?;
        pairs
            .next()
            .is_none()
            .then(|| ((*name).to_owned(), want.replace('*', "…")))
    });
    match of_one {
        Some((name, wanted)) if name == "ref" => {
            let wanted = wanted.strip_prefix("refs/heads/").unwrap_or(&wanted).to_owned();
            choose("Run it from", "name the branch", &[clip(&wanted)]).unwrap_or_default()
        }
        Some((name, _)) => {
            let at = is.iter().position(|part| *part == name);
            let value = at.and_then(|at| is.get(at + 1)).copied().unwrap_or_default();
            format!("Use a role that trusts {name} {}", clip(value))
        }
        None => "Use a role that trusts this subject".to_owned(),
    }
}
