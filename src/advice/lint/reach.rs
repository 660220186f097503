//! How far a value for GitHub's `sub` reaches: whose runs it lets in beside the one that it
//! is meant for.
//!
//! A `*` crosses `/` and `:` (observed on real AWS; GitHub docs, "OpenID Connect reference",
//! subject claims). Whether strangers get in is judged by what the whole value takes; how far
//! it reaches otherwise, by what stands in front of its first wildcard.

use std::borrow::Cow;
use std::cell::Cell;

use crate::issuers::github::{Context, parse_sub};

use super::strangers;

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
    /// Of a value in which every character stands for itself.
    pub(super) fn of(value: &str) -> Self {
        Self::from_start(value, None)
    }

    /// Of a value in which `*` and `?` are wildcards.
    pub(super) fn of_pattern(value: &str, steps: &Cell<usize>) -> Self {
        let Some(end) = value.find(['*', '?']) else {
            return Self::of(value);
        };
        let value = &with_prefix(value);
        if strangers::get_in(&[value], steps) {
            let owner = value.strip_prefix("repo:").unwrap_or_default();
            return match owner.split(['*', '?', '@', '/']).next() {
                Some(start) if !start.is_empty() => Self::OwnersNamed(start.to_owned()),
                _ => Self::Anyone,
            };
        }
        match Self::from_start(value, value.find(['*', '?']).or(Some(end))) {
            // No stranger has a name that it takes, or none with such an id.
            Self::Anyone | Self::OwnersNamed(_) if value.starts_with("repo:") => Self::Narrow,
            reach => reach,
        }
    }

    /// Of a value by what stands in front of its first wildcard.
    fn from_start(value: &str, end: Option<usize>) -> Self {
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

/// A pattern with `repo:` in place of wildcards that can take nothing else.
fn with_prefix(pattern: &str) -> Cow<'_, str> {
    let start = pattern.get(.."repo:".len()).filter(|start| start.contains('?'));
    let is_prefix = |start: &str| {
        start
            .chars()
            .zip("repo:".chars())
            .all(|(one, wanted)| one == '?' || one == wanted)
    };
    match start.filter(|start| is_prefix(start)) {
        Some(start) => ["repo:", pattern.get(start.len()..).unwrap_or_default()]
            .concat()
            .into(),
        None => pattern.into(),
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

    fn of_pattern(value: &str) -> Reach {
        Reach::of_pattern(value, &Cell::new(strangers::MOST_STEPS))
    }

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
            ("?epo:octo/*", repositories("octo/")),
            ("repo?octo/app:*", Reach::Runs),
            ("repo:?cto@65/app@74:*", Reach::Narrow),
            ("repo:*@65/*", Reach::Anyone),
            ("r*:octo/app:*", Reach::Anyone),
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
            assert_eq!(of_pattern(value), reach, "{value}");
        }
        assert_eq!(Reach::of("repo:*"), Reach::Narrow);
        assert_eq!(Reach::of("repo:octo/app:*"), Reach::Narrow);
    }
}
