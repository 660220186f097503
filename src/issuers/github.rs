//! GitHub Actions: on github.com, for an enterprise with its own issuer, on ghe.com and
//! on GitHub Enterprise Server.
//!
//! Sources: GitHub docs, "OpenID Connect reference"; AWS service authorization
//! reference for STS; GitHub changelog of 2026-04-23 on immutable subject claims.

mod sub;

pub use sub::{Context, Pair, Repository, Sub, parse_sub};

use super::{Claim, Facts, Kind, PublishedKeys, hidden, shown};

/// Where GitHub runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Host {
    /// github.com.
    DotCom,
    /// github.com, with the slug of an enterprise as the path of the issuer.
    EnterpriseSlug,
    /// GHE.com, with data residency.
    GheCom,
    /// GitHub Enterprise Server.
    Server,
}

const ROOT: &str = "token.actions.githubusercontent.com";

pub(super) fn recognise(url: &str) -> Option<Facts> {
    if url == ROOT {
        return Some(facts(Host::DotCom));
    }
    if let Some(slug) = url.strip_prefix(ROOT).and_then(|path| path.strip_prefix('/')) {
        return (!slug.is_empty() && !slug.contains('/')).then(|| facts(Host::EnterpriseSlug));
    }
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let subdomain = host
        .strip_prefix("token.actions.")
        .and_then(|rest| rest.strip_suffix(".ghe.com"));
    if subdomain.is_some_and(|subdomain| !subdomain.is_empty()) && path.is_empty() {
        return Some(facts(Host::GheCom));
    }
    (path == "_services/token" && !host.is_empty()).then(|| facts(Host::Server))
}

const fn facts(host: Host) -> Facts {
    Facts {
        name: match host {
            Host::DotCom => "GitHub Actions",
            Host::EnterpriseSlug => "GitHub Actions (issuer of one enterprise)",
            Host::GheCom => "GitHub Actions (GHE.com)",
            Host::Server => "GitHub Actions (GitHub Enterprise Server)",
        },
        kind: Kind::GitHub(host),
        claims: &CLAIMS,
        // The service authorization reference names no hosts of Enterprise Servers.
        shows_claims: !matches!(host, Host::Server),
        built_in: false,
        keys: match host {
            // The issuer of an enterprise keeps its keys with those of all others.
            Host::EnterpriseSlug => PublishedKeys::At("https://token.actions.githubusercontent.com/.well-known/jwks"),
            _ => PublishedKeys::Path("/.well-known/jwks"),
        },
        lifetime: Some(300),
        sub: Some("repo:OWNER/REPOSITORY:CONTEXT"),
        aud: Some("sts.amazonaws.com"),
    }
}

pub(super) const PROPERTY_MEANING: &str = "A custom property of the repository.";

/// `repo_property_NAME`.
pub(super) fn is_property(kind: Kind, claim: &str) -> bool {
    matches!(kind, Kind::GitHub(_))
        && claim
            .strip_prefix("repo_property_")
            .is_some_and(|name| !name.is_empty())
}

const CLAIMS: [Claim; 33] = [
    shown(
        "sub",
        "Repository and context of the job, in the form that the repository or organisation has set.",
    ),
    shown(
        "aud",
        "Whom the token is meant for; the action asks for sts.amazonaws.com, the default is the owner's URL.",
    ),
    shown(
        "actor",
        "Login of the account that started the run; logins can be renamed and taken over.",
    ),
    shown(
        "actor_id",
        "Id of the account that started the run; it never changes hands.",
    ),
    shown("enterprise_id", "Id of the enterprise that the repository belongs to."),
    shown(
        "environment",
        "Deployment environment of the job; present only if the job names one.",
    ),
    shown(
        "job_workflow_ref",
        "Workflow file that defines the job, with its ref: for a reusable workflow the called one.",
    ),
    shown("ref", "Git ref that started the run; of a pull request its merge ref."),
    shown(
        "repository",
        "Owner and name of the repository; names can be given up and taken over.",
    ),
    shown(
        "repository_id",
        "Id of the repository; it never changes and is never used again.",
    ),
    shown(
        "repository_owner_id",
        "Id of the owner; it never changes and is never used again.",
    ),
    shown(
        "workflow",
        "Name of the workflow as its file says; whoever can change the file can choose it.",
    ),
    hidden("repository_owner", "Login of the owner of the repository."),
    hidden(
        "repository_visibility",
        "Who sees the repository: public, internal or private.",
    ),
    hidden(
        "workflow_ref",
        "Workflow file that was started, with its ref: for a reusable workflow the calling one.",
    ),
    hidden("workflow_sha", "Commit of the workflow file that was started."),
    hidden("job_workflow_sha", "Commit of the workflow file that defines the job."),
    hidden("ref_type", "Whether the ref is a branch or a tag."),
    hidden(
        "ref_protected",
        "Whether a branch protection rule or ruleset covers the ref.",
    ),
    hidden("environment_node_id", "Node id of the deployment environment."),
    hidden("event_name", "Event that started the run."),
    hidden("head_ref", "Branch that a pull request comes from."),
    hidden("base_ref", "Branch that a pull request goes to."),
    hidden("sha", "Commit that the run is on."),
    hidden("run_id", "Id of the run."),
    hidden("run_number", "Number of the run among those of its workflow."),
    hidden("run_attempt", "How often the run has been started again, from 1."),
    hidden(
        "runner_environment",
        "Whether the runner is GitHub's own or self-hosted.",
    ),
    hidden("check_run_id", "Id of the job's check run."),
    hidden("enterprise", "Slug of the enterprise that the repository belongs to."),
    hidden(
        "iss",
        "The GitHub that issued the token; the account's provider must have this URL.",
    ),
    hidden(
        "nbf",
        "When the token begins to be valid; earlier than iat, for clocks that go slow.",
    ),
    hidden(
        "exp",
        "When the token ends: five minutes after iat. STS grants five more.",
    ),
];
