//! Hints for GitHub's `sub`, held against the value or pattern that a policy has.

use crate::issuers;
use crate::issuers::github::{Context, Pair, Repository, Sub, parse_sub};
use crate::policy;

use super::caller::Caller;
use super::hint::Hint;
use super::once;

/// What is probably meant by a value or pattern that did not match this `sub`.
pub(super) fn hint(actual: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    if !caller.is_github() {
        return None;
    }
    let (is, want) = (parse_sub(actual), parse_sub(wanted));
    let wants_repo = want.pairs.first().is_some_and(|pair| pair.key == "repo");
    match (is.repository(), wants_repo) {
        (None, true) => Some(Hint::OtherTemplate {
            allow: once::for_every_run("sub", actual, caller),
        }),
        (None, false) => None,
        (Some(_), false) => {
            let allow = first_that_matches(actual, format!("repo:{wanted}"), caller);
            wanted.contains('/').then_some(Hint::NoRepoPrefix { allow })
        }
        (Some(repository), true) => {
            let tail = behind_repository(&want, wanted);
            let other = want
                .repository()
                .and_then(|wanted| names(&repository, &wanted, tail, actual, caller));
            other.or_else(|| ends(&is, &want, actual, caller))
        }
    }
}

/// The pattern if it takes the value, else the value, open where it is another one in each run.
fn first_that_matches(actual: &str, pattern: String, caller: Caller<'_>) -> String {
    let allow = once::for_every_run("sub", actual, caller);
    if policy::matches(&pattern, actual) && (allow == actual || pattern.contains('*')) {
        pattern
    } else {
        allow
    }
}

/// `:environment:prod` of `repo:octo-org/app:environment:prod`.
fn behind_repository<'a>(sub: &Sub, text: &'a str) -> &'a str {
    let end = sub.pairs.first().map_or(0, |pair| pair.at.end);
    text.get(end..).unwrap_or_default()
}

// ----------------------------------------------------------------- the names

/// Whether another owner or repository is meant, or the same one by its ids.
fn names(is: &Repository, want: &Repository, tail: &str, actual: &str, caller: Caller<'_>) -> Option<Hint> {
    // A difference in case alone has a hint of its own, unless the ids differ as well.
    let in_case = |wanted: &str, name: &str| {
        if wanted.eq_ignore_ascii_case(name) {
            name
        } else {
            wanted
        }
        .to_owned()
    };
    let want = &Repository {
        owner: in_case(&want.owner, &is.owner),
        name: in_case(&want.name, &is.name),
        ..want.clone()
    };
    if !takes(&want.owner, &is.owner) || !takes(&want.name, &is.name) {
        let allow = first_that_matches(actual, format!("repo:{}{tail}", written(is)), caller);
        let renamed = has_ids(is) && (&want.owner_id, &want.id) == (&is.owner_id, &is.id);
        let is = format!("{}/{}", is.owner, is.name);
        return Some(if renamed {
            Hint::Renamed { is, allow }
        } else {
            Hint::OtherRepository { is, allow }
        });
    }
    let with_ids = Repository {
        owner_id: is.owner_id.clone().filter(|_| is_name(&want.owner)),
        id: is.id.clone().filter(|_| is_name(&want.name)),
        ..want.clone()
    };
    let allow = first_that_matches(actual, format!("repo:{}{tail}", written(&with_ids)), caller);
    match (has_ids(is), has_ids(want)) {
        (true, false) => Some(Hint::ImmutableSubject { allow }),
        (false, true) => Some(Hint::NoIds { allow }),
        (true, true) if !takes(&written(want), &written(is)) => Some(Hint::OtherIds { is: written(is) }),
        _ => None,
    }
}

fn takes(pattern: &str, text: &str) -> bool {
    policy::matches(pattern, text)
}

/// Whether it is a name and not a pattern for names.
pub(super) fn is_name(text: &str) -> bool {
    !text.contains(['*', '?'])
}

fn has_ids(repository: &Repository) -> bool {
    repository.owner_id.is_some() || repository.id.is_some()
}

/// `OWNER[@ID]/NAME[@ID]`
fn written(repository: &Repository) -> String {
    let with = |name: &str, id: &Option<String>| match id {
        Some(id) => format!("{name}@{id}"),
        None => name.to_owned(),
    };
    format!(
        "{}/{}",
        with(&repository.owner, &repository.owner_id),
        with(&repository.name, &repository.id)
    )
}

// ------------------------------------------------------ what stands behind them

/// Whether another environment, branch, tag or event is meant.
fn ends(is: &Sub, want: &Sub, actual: &str, caller: Caller<'_>) -> Option<Hint> {
    if let Some(hint) = without_template(is, want, actual, caller) {
        return Some(hint);
    }
    let allow = once::for_every_run("sub", actual, caller);
    let wanted = context_at(want, 1);
    match context_at(is, 1)? {
        Context::Environment(environment) => Some(of_environment(environment, is, want, allow, caller)),
        Context::PullRequest => {
            if let Some(Context::Environment(wanted)) = wanted {
                return Some(Hint::NoEnvironment {
                    tail: ":pull_request".into(),
                    wanted: Some(wanted).filter(|name| is_name(name)),
                });
            }
            let merged = |reference: &&str| !is_merge_ref(reference);
            let branch = caller.claim("ref").filter(merged).map(str::to_owned);
            Some(Hint::PullRequest { branch, allow })
        }
        Context::Branch(branch)
            if once::queue_of(&branch).is_some() && !matches!(wanted, Some(Context::Environment(_))) =>
        {
            let base = once::queue_of(&branch)?.to_owned();
            longer_or_shorter(is, want, actual, caller).or(Some(Hint::MergeQueue { base, allow }))
        }
        context @ (Context::Branch(_) | Context::Tag(_) | Context::Ref(_)) => {
            let ends = || of_ref(&context, wanted, &spelled(&want.pairs), actual, caller);
            longer_or_shorter(is, want, actual, caller).or_else(ends)
        }
    }
}

/// The policy wants a claim in `sub` that a subject template would have put there.
fn without_template(is: &Sub, want: &Sub, actual: &str, caller: Caller<'_>) -> Option<Hint> {
    let issuer = issuers::recognise(caller.key_prefix()?);
    let of_template = |pair: &&Pair| {
        let context = ["repo", "environment", "pull_request", "ref"].contains(&pair.key.as_str());
        !context && is.value(&pair.key).is_none() && issuer.meaning(&pair.key).is_some()
    };
    let pair = want.pairs.iter().find(of_template)?;
    let value = pair.value.clone()?;
    Some(Hint::NoTemplate {
        claim: pair.key.clone(),
        allow: once::for_every_run("sub", actual, caller),
        beside: issuer.condition_key(&pair.key).map(|key| (key, value)),
    })
}

/// The context that a pair of a `sub` is by itself.
fn context_at(sub: &Sub, index: usize) -> Option<Context> {
    let pair = sub.pairs.get(index)?.clone();
    Sub { pairs: vec![pair] }.context()
}

/// Whether `ref` is the merge ref of a pull request, `refs/pull/7/merge`.
pub(super) fn is_merge_ref(reference: &str) -> bool {
    reference.starts_with("refs/pull/")
}

fn of_environment(environment: String, is: &Sub, want: &Sub, allow: String, caller: Caller<'_>) -> Hint {
    let named = caller.claim("environment").unwrap_or_default();
    if named.contains(':')
        && want
            .pairs
            .get(1..)
            .is_some_and(|pairs| spelled(pairs) == format!("environment:{named}"))
    {
        return Hint::EncodedColon {
            environment: named.to_owned(),
            allow,
        };
    }
    if let Some(hint) = longer_or_shorter(is, want, &allow, caller) {
        return hint;
    }
    match context_at(want, 1) {
        Some(Context::Environment(_)) => Hint::OtherEnvironment { environment, allow },
        _ => Hint::Environment { environment, allow },
    }
}

fn of_ref(
    context: &Context,
    wanted: Option<Context>,
    wanted_text: &str,
    actual: &str,
    caller: Caller<'_>,
) -> Option<Hint> {
    let allow = once::for_every_run("sub", actual, caller);
    let reference = parse_sub(actual).value("ref")?.to_owned();
    let hint = match (context, wanted) {
        (_, Some(Context::Environment(wanted))) => Hint::NoEnvironment {
            tail: format!(":ref:{reference}"),
            wanted: Some(wanted).filter(|name| is_name(name)),
        },
        (_, Some(Context::PullRequest)) => Hint::NoPullRequest {
            event: caller.claim("event_name")?.to_owned(),
            allow,
        },
        (Context::Branch(name) | Context::Tag(name), Some(Context::Ref(short))) if takes(&short, name) => {
            Hint::WholeRef {
                claim: "sub".into(),
                reference,
                allow,
            }
        }
        (Context::Branch(branch), Some(Context::Tag(_))) => Hint::Branch {
            branch: branch.clone(),
            allow,
        },
        (Context::Tag(tag), Some(Context::Branch(_))) => Hint::Tag {
            tag: tag.clone(),
            allow,
        },
        (Context::Branch(name), Some(Context::Branch(_))) => Hint::OtherRef {
            kind: "branch",
            name: name.clone(),
            allow,
        },
        (Context::Tag(name), Some(Context::Tag(_))) => Hint::OtherRef {
            kind: "tag",
            name: name.clone(),
            allow,
        },
        (_, wanted) => Hint::OtherEnd {
            tail: format!(":ref:{reference}"),
            allow,
            misspelt: matches!(wanted, None | Some(Context::Ref(_))) && is_name(wanted_text),
        },
    };
    Some(hint)
}

/// One of the two goes on where the other ends.
fn longer_or_shorter(is: &Sub, want: &Sub, actual: &str, caller: Caller<'_>) -> Option<Hint> {
    let allow = once::for_every_run("sub", actual, caller);
    if let Some((holds, key, value)) = second_context(is, want) {
        let key = format!("{}:{key}", caller.key_prefix()?);
        return Some(Hint::OneContext {
            holds,
            allow,
            key,
            value,
        });
    }
    let pair = |sub: &Sub| sub.pairs.get(1).map(|pair| spelled(std::slice::from_ref(pair)));
    if !takes(&pair(want)?, &pair(is)?) {
        return None;
    }
    match (is.pairs.get(2), want.pairs.get(2..)?) {
        (Some(next), []) => Some(Hint::LongerSubject {
            claim: next.key.clone(),
            allow,
        }),
        (None, rest @ [_, ..]) => Some(Hint::ShorterSubject {
            missing: format!(":{}", spelled(rest)),
            allow,
        }),
        _ => None,
    }
}

/// The policy wants a branch and an environment; of the two, `sub` holds one.
fn second_context(is: &Sub, want: &Sub) -> Option<(&'static str, &'static str, String)> {
    let wanted = (want.value("ref")?, want.value("environment")?);
    match (is.value("ref"), is.value("environment")) {
        (None, Some(_)) => Some(("environment", "ref", wanted.0.to_owned())),
        (Some(_), None) => Some(("ref", "environment", wanted.1.to_owned())),
        _ => None,
    }
}

/// Pairs as they are written in a `sub`.
fn spelled(pairs: &[Pair]) -> String {
    let written = pairs.iter().map(|pair| match &pair.value {
        Some(value) => format!("{}:{value}", pair.key),
        None => pair.key.clone(),
    });
    written.collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Part;

    /// The hint for a `sub` and the value of a policy, with these claims beside `sub`.
    fn told(sub: &str, wanted: &str, claims: &str) -> Option<String> {
        let text = format!("{{\"iss\":\"https://token.actions.githubusercontent.com\"{claims}}}");
        let part = Part::from_json(&text).expect("claims");
        hint(sub, wanted, Caller::new(Some(&part), &[])).map(|hint| hint.to_string())
    }

    #[test]
    fn says_what_is_meant() {
        const MAIN: &str = "repo:octo-org/app:ref:refs/heads/main";
        const PROD: &str = "repo:octo-org/app:environment:prod";
        const IDS: &str = "repo:octo-org@65/app@74:ref:refs/heads/main";
        const PULL: &str = "repo:octo-org/app:pull_request";
        let cases = [
            (
                PROD,
                MAIN,
                "",
                "The job runs in environment prod, so sub ends :environment:prod. Allow repo:octo-org/app:environment:prod.",
            ),
            (
                PROD,
                "repo:octo-org/app:environment:staging",
                "",
                "The job runs in environment prod. Allow repo:octo-org/app:environment:prod.",
            ),
            (
                MAIN,
                PROD,
                "",
                "The job names no environment, so sub ends :ref:refs/heads/main. Add environment: prod to the job.",
            ),
            (
                MAIN,
                "repo:octo-org/app:environment:*",
                "",
                "The job names no environment, so sub ends :ref:refs/heads/main. Add environment: to the job.",
            ),
            (
                "repo:octo-org/app:environment:prod%3Aeu",
                "repo:octo-org/app:environment:prod:eu",
                ",\"environment\":\"prod:eu\"",
                "In sub, GitHub writes the colon of environment prod:eu as %3A. Allow repo:octo-org/app:environment:prod%3Aeu.",
            ),
            (
                PULL,
                MAIN,
                ",\"ref\":\"refs/pull/7/merge\"",
                "The run is for a pull request, so sub ends :pull_request. Allow repo:octo-org/app:pull_request if pull requests may have this role.",
            ),
            (
                PULL,
                MAIN,
                ",\"ref\":\"refs/heads/main\"",
                "The event is pull_request, so sub ends :pull_request although ref is refs/heads/main. Run it on push, or allow repo:octo-org/app:pull_request if pull requests may have this role.",
            ),
            (
                MAIN,
                PULL,
                ",\"event_name\":\"push\"",
                "The event is push, no pull request. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                MAIN,
                "repo:octo-org/app:ref:main",
                "",
                "sub holds the whole ref, refs/heads/main. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                MAIN,
                "repo:octo-org/app:ref:refs/heads/release/*",
                "",
                "The run is on the branch main. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                MAIN,
                "repo:octo-org/app:ref:refs/tags/*",
                "",
                "The run is on the branch main, so sub ends :ref:refs/heads/main. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                "repo:octo-org/app:ref:refs/tags/v1",
                "repo:octo-org/app:ref:refs/heads/*",
                "",
                "The run is for the tag v1, so sub ends :ref:refs/tags/v1. Allow repo:octo-org/app:ref:refs/tags/v1.",
            ),
            (
                "repo:octo-org/app:ref:refs/tags/v2",
                "repo:octo-org/app:ref:refs/tags/v1",
                "",
                "The run is for the tag v2. Allow repo:octo-org/app:ref:refs/tags/v2.",
            ),
            (
                MAIN,
                "repo:octo-org/app:main",
                "",
                "sub ends :ref:refs/heads/main. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                MAIN,
                "octo-org/app:*",
                "",
                "In sub, repo: stands before the owner. Allow repo:octo-org/app:*.",
            ),
            (
                MAIN,
                "repo:octo-org/web:*",
                "",
                "The run is in octo-org/app. Use a role that trusts octo-org/app, or allow repo:octo-org/app:*, after a rename in place of the old name.",
            ),
            (
                IDS,
                MAIN,
                "",
                "sub carries the ids of owner and repository (immutable subject). Allow repo:octo-org@65/app@74:ref:refs/heads/main.",
            ),
            (
                IDS,
                "repo:octo-org/*",
                "",
                "sub carries the ids of owner and repository (immutable subject). Allow repo:octo-org@65/*.",
            ),
            (
                IDS,
                "repo:octo-org/app:environment:prod",
                "",
                "sub carries the ids of owner and repository (immutable subject). Allow repo:octo-org@65/app@74:ref:refs/heads/main.",
            ),
            (
                MAIN,
                IDS,
                "",
                "sub carries names without ids. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                "repo:octo-org@66/app@75:ref:refs/heads/main",
                IDS,
                "",
                "sub is for octo-org@66/app@75: the name is known, the ids are others. Allow these ids only if you know who owns the name now.",
            ),
            (
                PROD,
                "repo:octo-org/app:ref:refs/heads/main:environment:prod",
                "",
                "sub holds the environment and no branch beside it. Allow repo:octo-org/app:environment:prod, and test token.actions.githubusercontent.com:ref for refs/heads/main.",
            ),
            (
                MAIN,
                "repo:octo-org/app:environment:prod:ref:refs/heads/main",
                "",
                "sub holds the branch and no environment beside it. Allow repo:octo-org/app:ref:refs/heads/main, and test token.actions.githubusercontent.com:environment for prod.",
            ),
            (
                "repo:octo-org/app:ref:refs/heads/main:actor:octocat",
                MAIN,
                "",
                "A subject template adds actor, so sub goes on. Allow repo:octo-org/app:ref:refs/heads/main:actor:*.",
            ),
            (
                MAIN,
                "repo:octo-org/app:ref:refs/heads/main:actor:octocat",
                "",
                "No subject template adds actor to sub. Allow repo:octo-org/app:ref:refs/heads/main, and test token.actions.githubusercontent.com:actor beside it.",
            ),
            (
                PULL,
                PROD,
                "",
                "The job names no environment, so sub ends :pull_request. Add environment: prod to the job.",
            ),
            (
                IDS,
                "repo:Octo-Org/App:*",
                "",
                "sub carries the ids of owner and repository (immutable subject). Allow repo:octo-org@65/app@74:*.",
            ),
            (
                MAIN,
                "repo:octo-org/app:event_name:push",
                "",
                "No subject template adds event_name to sub. Allow repo:octo-org/app:ref:refs/heads/main, or set the template that the policy was written for.",
            ),
            (
                MAIN,
                "repo:octo-org/app:ref:refs/heads/main:team:platform",
                "",
                "sub does not go on with :team:platform. Allow repo:octo-org/app:ref:refs/heads/main.",
            ),
            (
                "repository_id:74",
                MAIN,
                "",
                "A subject template replaces the usual sub. Allow repository_id:74, or take the template back.",
            ),
        ];
        for (sub, wanted, claims, expected) in cases {
            assert_eq!(
                told(sub, wanted, claims).as_deref(),
                Some(expected),
                "{sub} against {wanted}"
            );
        }
    }

    #[test]
    fn knows_what_holds_for_one_run_only() {
        const QUEUE: &str =
            "repo:octo-org/app:ref:refs/heads/gh-readonly-queue/main/pr-712-6b1f0d3c5a7e49c2b8d4f6a1e3c5079b8d2f4a6e";
        for (sub, wanted, expected) in [
            (
                QUEUE,
                "repo:octo-org/app:ref:refs/heads/main",
                "The run is of the merge queue of main, whose branch has a different name each time. Allow repo:octo-org/app:ref:refs/heads/gh-readonly-queue/main/*.",
            ),
            (
                QUEUE,
                "repo:octo-org/app:environment:prod",
                "The job names no environment, so sub ends :ref:refs/heads/gh-readonly-queue/main/pr-712-6b1f0d3c5a7e49c2b8d4f6a1e3c5079b8d2f4a6e. Add environment: prod to the job.",
            ),
            (
                "repo:octo-labs@65/web@74:ref:refs/heads/main",
                "repo:octo-org@65/app@74:ref:refs/heads/main",
                "The repository has the ids of the policy, and is octo-labs/web now. Write repo:octo-labs@65/web@74:ref:refs/heads/main.",
            ),
            (
                "run_id:100423",
                "repo:octo-org/app:ref:refs/heads/main",
                "A subject template replaces the usual sub. Take the template back: what it puts first is different in each run.",
            ),
        ] {
            assert_eq!(
                told(sub, wanted, "").as_deref(),
                Some(expected),
                "{sub} against {wanted}"
            );
        }
    }

    #[test]
    fn says_nothing_of_other_issuers() {
        let part = Part::from_json(r#"{"iss":"https://gitlab.com"}"#).expect("claims");
        let caller = Caller::new(Some(&part), &[]);
        assert_eq!(
            hint("project_path:g/p:ref_type:branch:ref:main", "repo:g/p:*", caller),
            None
        );
    }
}
