//! Values that hold for one run only, and the pattern for every such run.
//!
//! A policy that pins a commit, a step or a pull request of the merge queue lets in one
//! run, once. What is advised has `*` in the place of what is another one in each run.

use crate::issuers::{self, Kind};

use super::caller::Caller;

/// Claims whose values belong to one run, or to the person who started it.
const OF_ONE_RUN: [&str; 38] = [
    "actor",
    "actor_id",
    "agent_id",
    "build_commit",
    "build_creator_email",
    "build_id",
    "build_number",
    "check_run_id",
    "commit",
    "commit_sha",
    "deployment_id",
    "head_ref",
    "job_id",
    "job_workflow_sha",
    "jti",
    "merge_request_iid",
    "pipeline_id",
    "pipelineRunUuid",
    "pipelineUuid",
    "run_attempt",
    "run_id",
    "run_number",
    "runner_id",
    "session_id",
    "sha",
    "step",
    "step_id",
    "step_key",
    "stepUuid",
    "terraform_run_id",
    "trace_id",
    "triggering_actor",
    "user_access_level",
    "user_email",
    "user_id",
    "user_identities",
    "user_login",
    "workflow_sha",
];

/// Values that are shorter may stand in a subject by chance.
const SHORTEST: usize = 6;

/// A value of this claim with `*` in place of what is another one in each run. A value
/// that names no run comes out as it is.
pub(super) fn for_every_run(claim: &str, value: &str, caller: Caller<'_>) -> String {
    if value.contains(['*', '?']) {
        return value.to_owned();
    }
    match claim {
        "sub" => subject(value, caller),
        "ref" => reference(value),
        "job_workflow_ref" => workflow(value),
        _ => value.to_owned(),
    }
}

/// Whether something that stays the same comes before what differs from run to run, so
/// that the pattern lets in no other repository or tenant.
pub(super) fn is_anchored(pattern: &str) -> bool {
    let mut parts = pattern.split(':');
    let first = parts.next().unwrap_or_default();
    match parts.next() {
        Some(second) if first != "repo" && !first.contains(['/', '{']) => second != "*",
        _ => !first.starts_with('*'),
    }
}

/// Whether a value holds something that is another one in each run.
pub(super) fn is_of_one_run(claim: &str, value: &str, caller: Caller<'_>) -> bool {
    for_every_run(claim, value, caller) != value
}

/// The base branch, if this is a branch of the merge queue.
pub(super) fn queue_of(branch: &str) -> Option<&str> {
    let rest = branch.strip_prefix("gh-readonly-queue/")?;
    let (base, entry) = rest.rsplit_once('/')?;
    (entry == "*" || entry.starts_with("pr-")).then_some(base)
}

fn subject(sub: &str, caller: Caller<'_>) -> String {
    let kind = caller.key_prefix().map(|issuer| issuers::recognise(issuer).kind());
    match kind {
        Some(Kind::Buildkite) => match sub.split_once(":commit:") {
            Some((stable, _)) => format!("{stable}:*"),
            None => sub.to_owned(),
        },
        Some(Kind::CircleCi) => after(sub, "/user/", '/'),
        _ if caller.is_of_bitbucket() => match sub.rsplit_once(':') {
            Some((stable, _)) => format!("{stable}:*"),
            None => sub.to_owned(),
        },
        _ => by_parts(sub, caller),
    }
}

/// The text with `*` in place of the part that follows a name.
fn after(text: &str, name: &str, end: char) -> String {
    let Some((before, rest)) = text.split_once(name) else {
        return text.to_owned();
    };
    let tail = rest.find(end).and_then(|at| rest.get(at..)).unwrap_or_default();
    format!("{before}{name}*{tail}")
}

/// `name:value:name:value`, in which names tell what the values are, or claims do.
fn by_parts(sub: &str, caller: Caller<'_>) -> String {
    let claimed: Vec<&str> = if caller.is_ordinary() {
        OF_ONE_RUN.iter().filter_map(|name| caller.claim(name)).collect()
    } else {
        Vec::new()
    };
    let of_claim = |part: &str| part.len() >= SHORTEST && claimed.contains(&part);
    let mut before = "";
    let mut parts = Vec::new();
    for part in sub.split(':') {
        let of_one_run = OF_ONE_RUN.contains(&before) || is_commit(part) || of_claim(part);
        parts.push(match before {
            _ if of_one_run => "*".to_owned(),
            "ref" => reference(part),
            "workflow_ref" | "job_workflow_ref" => workflow(part),
            _ => part.to_owned(),
        });
        before = part;
    }
    parts.join(":")
}

/// 40 hexadecimal digits.
fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// `refs/heads/gh-readonly-queue/main/pr-712-SHA` for every pull request of that queue,
/// `refs/pull/7/merge` for every pull request.
fn reference(reference: &str) -> String {
    if let Some(base) = reference.strip_prefix("refs/heads/").and_then(queue_of) {
        return format!("refs/heads/gh-readonly-queue/{base}/*");
    }
    match reference
        .strip_prefix("refs/pull/")
        .and_then(|rest| rest.split_once('/'))
    {
        Some((_, end)) => format!("refs/pull/*/{end}"),
        None => reference.to_owned(),
    }
}

/// `OWNER/REPOSITORY/PATH@REF`
fn workflow(text: &str) -> String {
    match text.split_once('@') {
        Some((file, at)) if is_commit(at) => format!("{file}@*"),
        Some((file, at)) => format!("{file}@{}", reference(at)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Part;

    fn pattern(iss: &str, claim: &str, value: &str, claims: &str) -> String {
        let text = format!("{{\"iss\":\"{iss}\"{claims}}}");
        let part = Part::from_json(&text).expect("claims");
        for_every_run(claim, value, Caller::new(Some(&part), &[]))
    }

    #[test]
    fn leaves_open_what_is_another_one_in_each_run() {
        const GITHUB: &str = "https://token.actions.githubusercontent.com";
        const SHA: &str = "6b1f0d3c5a7e49c2b8d4f6a1e3c5079b8d2f4a6e";
        let cases = [
            (
                GITHUB,
                "sub",
                format!("repo:octo-org/app:ref:refs/heads/gh-readonly-queue/release/1.x/pr-712-{SHA}"),
                "",
                "repo:octo-org/app:ref:refs/heads/gh-readonly-queue/release/1.x/*",
            ),
            (
                GITHUB,
                "sub",
                format!("repo:octo-org/app:ref:refs/heads/main:sha:{SHA}:actor:octocat"),
                "",
                "repo:octo-org/app:ref:refs/heads/main:sha:*:actor:*",
            ),
            (
                GITHUB,
                "sub",
                "repo:octo-org/app:pull_request:job_workflow_ref:octo-org/app/.github/workflows/ci.yml@refs/pull/7/merge"
                    .to_owned(),
                "",
                "repo:octo-org/app:pull_request:job_workflow_ref:octo-org/app/.github/workflows/ci.yml@refs/pull/*/merge",
            ),
            (
                GITHUB,
                "sub",
                "repo:octo-org/app:environment:prod".to_owned(),
                "",
                "repo:octo-org/app:environment:prod",
            ),
            (
                "https://api.bitbucket.org/2.0/workspaces/octo/pipelines-config/identity/oidc",
                "sub",
                "{a}:{b}:{c}".to_owned(),
                "",
                "{a}:{b}:*",
            ),
            (
                "https://agent.buildkite.com",
                "sub",
                "organization:octo:pipeline:app:ref:refs/heads/main:commit:abc:step:deploy".to_owned(),
                "",
                "organization:octo:pipeline:app:ref:refs/heads/main:*",
            ),
            (
                "https://oidc.circleci.com/org/1",
                "sub",
                "org/1/project/2/user/3/vcs-origin/github.com/octo-org/app/vcs-ref/refs/heads/main".to_owned(),
                "",
                "org/1/project/2/user/*/vcs-origin/github.com/octo-org/app/vcs-ref/refs/heads/main",
            ),
            (
                "https://ci.example.com",
                "sub",
                "job/app:build-100423:deploy".to_owned(),
                ",\"jti\":\"build-100423\"",
                "job/app:*:deploy",
            ),
            (
                GITHUB,
                "job_workflow_ref",
                format!("octo-org/app/.github/workflows/ci.yml@refs/heads/gh-readonly-queue/main/pr-7-{SHA}"),
                "",
                "octo-org/app/.github/workflows/ci.yml@refs/heads/gh-readonly-queue/main/*",
            ),
        ];
        for (iss, claim, value, claims, expected) in cases {
            assert_eq!(pattern(iss, claim, &value, claims), expected, "{value}");
        }
    }

    #[test]
    fn knows_a_pattern_that_names_nobody() {
        for (pattern, anchored) in [
            ("run_id:*", false),
            ("actor:*:repo:octo-org/app", false),
            ("*", false),
            ("repo:octo-org/app:*", true),
            ("{a}:*", true),
            ("repository_id:74:actor:*", true),
            ("org/1/project/2/user/*", true),
        ] {
            assert_eq!(is_anchored(pattern), anchored, "{pattern}");
        }
    }
}
