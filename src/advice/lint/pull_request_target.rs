//! A token of a run by `pull_request_target`, whose `sub` is that of the default branch.

use crate::report::{FindingSeverity, Input};

use super::super::words::quoted;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "pull-request-target",
    help: "The run is made by somebody else's pull request, and its sub is the same as for a push to the default branch: no policy can tell them apart by it. Such a workflow must not run code of the pull request; give it no token, or an environment of its own.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let claims = linted.situation.token.claims.as_ref();
    let event = claims.filter(|claims| claims.string("event_name") == Some("pull_request_target"));
    let Some(claims) = event.filter(|_| linted.caller().is_github()) else {
        return;
    };
    let sub = linted.caller().claim("sub").unwrap_or_default();
    if sub.contains(":ref:") {
        let message = || format!("The run is for pull_request_target, and sub is {}.", quoted(sub));
        told.tell_of(
            Input::Token,
            FindingSeverity::Info,
            claims.span("event_name"),
            message(),
        );
    }
}
