//! A value for `sub` that lets in runs for pull requests.

use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "pull-requests-allowed",
    help: "A pull request runs the workflow as the branch that it comes from has it, before anybody has reviewed it: whoever may push a branch gets the role. Those from forks get no token. Give pull requests a role of their own that can only read.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for place in linted.bound_reaching(&[], |reach| *reach == Reach::PullRequests) {
        let severity = if is_private(linted, &place.value.text) {
            FindingSeverity::Medium
        } else {
            FindingSeverity::High
        };
        told.tell(severity, place.value.at, &|| {
            format!(
                "{} lets in runs for pull requests, by {}.",
                place.grant.capital(),
                quoted(&place.value.text)
            )
        });
    }
}

/// Whether the token is of this very repository, and says that not everybody sees it.
fn is_private(linted: &Linted<'_>, value: &str) -> bool {
    let caller = linted.caller();
    let named = |name: &str| {
        let behind = value.strip_prefix("repo:").and_then(|rest| rest.strip_prefix(name));
        behind.is_some_and(|rest| rest.starts_with(':'))
    };
    caller.is_github()
        && caller.claim("repository").is_some_and(named)
        && caller
            .claim("repository_visibility")
            .is_some_and(|visibility| visibility != "public")
}
