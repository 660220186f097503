//! How far a value for GitHub's `sub` reaches: whose runs it lets in beside the one that it
//! is meant for.
//!
//! A `*` crosses `/` and `:`, so what stands in front of the first wildcard is all that a
//! value demands of where a run comes from (observed on real AWS; GitHub docs, "OpenID
//! Connect reference", subject claims).

use crate::issuers::github::{Context, parse_sub};

/// How far a value reaches, from the widest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reach {
    /// Whoever has a token of the issuer.
    Anyone,
    /// Every owner whose name begins so.
    OwnersNamed(String),
    /// Whoever can choose this claim, with which a custom `sub` begins.
    Chosen(String),
    /// One owner's name, with any id.
    AnyId,
    /// Every id that begins so.
    IdsFrom(String),
    /// Every repository of one owner, or every one whose name begins so.
    Repositories {
        /// `octo-org/`, or `octo-org/app`.
        from: String,
        /// The owner.
        owner: String,
    },
    /// Every run of one repository, or of any environment of it.
    Runs,
    /// Every branch or tag of one repository.
    Refs,
    /// Runs for pull requests of one repository.
    PullRequests,
    /// Jobs of one environment.
    Environment(String),
    /// Less than any of these.
    Narrow,
}

impl Reach {
    /// Of a value; `*` and `?` are wildcards in it, or letters like any other.
    pub(super) fn of(value: &str, wildcards: bool) -> Self {
        let end = value.find(['*', '?']).filter(|_| wildcards);
        let fixed = value.get(..end.unwrap_or(value.len())).unwrap_or_default();
        let Some(rest) = fixed.strip_prefix("repo:") else {
            return Self::of_template(value, fixed, end.is_some());
        };
        let Some((owner, rest)) = rest.split_once('/') else {
            return end.map_or(Self::Narrow, |_| of_owner(rest));
        };
        let Some((_, context)) = rest.split_once(':') else {
            return end.map_or(Self::Narrow, |_| of_repository(owner, rest));
        };
        of_context(context, end.is_some(), value)
    }

    /// Of a `sub` that begins with another claim than the repository.
    fn of_template(value: &str, fixed: &str, open: bool) -> Self {
        if open && !fixed.contains(':') {
            return Self::Anyone;
        }
        let sub = parse_sub(value);
        let Some(first) = sub.pairs.first() else {
            return Self::Narrow;
        };
        match sub.pairs.iter().find(|pair| SAY_WHO.contains(&pair.key.as_str())) {
            Some(pair) => of_claim(pair.value.as_deref().unwrap_or_default(), open),
            None if CHOSEN.contains(&first.key.as_str()) => Self::Chosen(first.key.clone()),
            None => Self::Narrow,
        }
    }

    /// Whether somebody may come in whom the owner has never heard of.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Anyone | Self::OwnersNamed(_) | Self::Chosen(_))
    }

    /// Whether it names one repository.
    pub(super) fn is_of_one_repository(&self) -> bool {
        !self.is_open() && !matches!(self, Self::Repositories { .. })
    }

    /// Whether it says for what in the repository the run is.
    pub(super) fn is_of_some_runs(&self) -> bool {
        matches!(self, Self::PullRequests | Self::Environment(_) | Self::Narrow)
    }
}

/// Claims in a custom `sub` that say whose run it is.
const SAY_WHO: [&str; 7] = [
    "repo",
    "repository",
    "repository_id",
    "repository_owner",
    "repository_owner_id",
    "enterprise",
    "enterprise_id",
];

/// Claims that anybody can choose in a repository of their own, workflow or environment
/// included.
const CHOSEN: [&str; 12] = [
    "actor",
    "actor_id",
    "base_ref",
    "context",
    "environment",
    "event_name",
    "head_ref",
    "job_workflow_ref",
    "ref",
    "ref_type",
    "workflow",
    "workflow_ref",
];

/// Behind `repo:` a wildcard stands before the owner has ended.
fn of_owner(owner: &str) -> Reach {
    match owner.split_once('@') {
        Some((_, "")) => Reach::AnyId,
        Some(_) => Reach::IdsFrom(owner.to_owned()),
        None if owner.is_empty() => Reach::Anyone,
        None => Reach::OwnersNamed(owner.to_owned()),
    }
}

/// A wildcard stands before the repository has ended.
fn of_repository(owner: &str, repository: &str) -> Reach {
    match repository.split_once('@') {
        Some((_, "")) => Reach::AnyId,
        Some(_) => Reach::IdsFrom(format!("{owner}/{repository}")),
        None => Reach::Repositories {
            from: format!("{owner}/{repository}"),
            owner: owner.to_owned(),
        },
    }
}

/// The end of a value that names one repository, as far as its first wildcard.
fn of_context(fixed: &str, open: bool, value: &str) -> Reach {
    if open {
        return match fixed {
            "" | "environment:" => Reach::Runs,
            "ref:" | "ref:refs/" | "ref:refs/heads/" | "ref:refs/tags/" => Reach::Refs,
            short if "environment:".starts_with(short) || "ref:".starts_with(short) => Reach::Runs,
            _ => Reach::Narrow,
        };
    }
    if fixed.starts_with("ref:") {
        return Reach::Narrow;
    }
    let sub = parse_sub(value);
    match sub.context().filter(|_| sub.is_default()) {
        Some(Context::PullRequest) => Reach::PullRequests,
        Some(Context::Environment(name)) => Reach::Environment(name),
        _ => Reach::Narrow,
    }
}

/// The value of a claim that says whose run it is, in a custom `sub`.
fn of_claim(value: &str, open: bool) -> Reach {
    let fixed = value.split(['*', '?']).next().unwrap_or_default();
    let name = fixed.split('/').next().unwrap_or_default();
    match fixed.len() < value.len() && open {
        true if fixed.is_empty() => Reach::Anyone,
        true if name.len() == fixed.len() => Reach::OwnersNamed(name.to_owned()),
        _ => Reach::Narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_far_a_value_reaches() {
        let repositories = |from: &str| Reach::Repositories {
            from: from.into(),
            owner: "octo".into(),
        };
        for (value, reach) in [
            ("*", Reach::Anyone),
            ("re*", Reach::Anyone),
            ("repo:*", Reach::Anyone),
            ("repo:*/*", Reach::Anyone),
            ("repo:?cto/app:ref:refs/heads/main", Reach::Anyone),
            ("repo:octo*", Reach::OwnersNamed("octo".into())),
            ("repo:octo?/app:*", Reach::OwnersNamed("octo".into())),
            ("repo:octo@*/app@74:*", Reach::AnyId),
            ("repo:octo@65/app@*", Reach::AnyId),
            ("repo:octo@6*/app@74:pull_request", Reach::IdsFrom("octo@6".into())),
            ("repo:octo/*", repositories("octo/")),
            ("repo:octo/*:ref:refs/heads/main", repositories("octo/")),
            ("repo:octo/app*", repositories("octo/app")),
            ("repo:octo/app:*", Reach::Runs),
            ("repo:octo/app:environment:*", Reach::Runs),
            ("repo:octo/app:re*", Reach::Runs),
            ("repo:octo/app:ref:*", Reach::Refs),
            ("repo:octo/app:ref:refs/heads/*", Reach::Refs),
            ("repo:octo/app:ref:refs/heads/release/*", Reach::Narrow),
            ("repo:octo/app:ref:refs/heads/main", Reach::Narrow),
            ("repo:octo/app:pull_request", Reach::PullRequests),
            ("repo:octo/app:environment:prod", Reach::Environment("prod".into())),
            (
                "repo:octo@65/app@74:environment:prod",
                Reach::Environment("prod".into()),
            ),
            ("environment:prod", Reach::Chosen("environment".into())),
            ("environment:prod:repository_owner:octo", Reach::Narrow),
            (
                "environment:prod:repository_owner:oct*",
                Reach::OwnersNamed("oct".into()),
            ),
            ("workflow:*", Reach::Chosen("workflow".into())),
            (
                "job_workflow_ref:o/s/.github/workflows/d.yml@refs/heads/main",
                Reach::Chosen("job_workflow_ref".into()),
            ),
            ("repository_id:74", Reach::Narrow),
            ("", Reach::Narrow),
        ] {
            assert_eq!(Reach::of(value, true), reach, "{value}");
        }
        assert_eq!(Reach::of("repo:*", false), Reach::Narrow);
        assert_eq!(Reach::of("repo:octo/app:*", false), Reach::Narrow);
    }
}
