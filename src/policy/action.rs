//! Whether a statement is meant for the action. Letter case does not matter there,
//! and `*` and `?` are wildcards (IAM user guide, "IAM JSON policy elements: Action").

use crate::report::Match;

use super::document::{ActionElement, Statement};
use super::pattern;
use super::problem::{clip, quoted};

/// Matches the actions of a statement.
pub(super) fn matching(statement: &Statement, action: &str) -> Match {
    let Some(element) = &statement.action else {
        return Match {
            matched: false,
            reason: "The statement has no Action, so it is meant for no call.".to_owned(),
            span: statement.at,
        };
    };
    let found = element.patterns.iter().find(|pattern| names(&pattern.text, action));
    let span = found.map_or(element.at, |pattern| pattern.at);
    let reason = match (found, element.negated) {
        (Some(pattern), false) => ["Action ", &quoted(&pattern.text), " is this call's ", action, "."].concat(),
        (Some(pattern), true) => format!("NotAction {} leaves out this call's {action}.", quoted(&pattern.text)),
        (None, true) => format!("NotAction does not leave out this call's {action}."),
        (None, false) => missed(element, action),
    };
    Match {
        matched: found.is_some() != element.negated,
        reason,
        span,
    }
}

/// Whether a statement is meant for the action.
#[must_use]
pub fn allows_action(statement: &Statement, action: &str) -> bool {
    let element = statement.action.as_ref();
    element.is_some_and(|element| {
        let named = element.patterns.iter().any(|pattern| names(&pattern.text, action));
        named != element.negated
    })
}

fn names(pattern: &str, action: &str) -> bool {
    pattern.eq_ignore_ascii_case(action)
        || pattern::matches(&pattern.to_ascii_lowercase(), &action.to_ascii_lowercase())
}

fn missed(element: &ActionElement, action: &str) -> String {
    match element.patterns.as_slice() {
        [] => format!("Action names nothing, and this call is {action}."),
        [only] => format!("Action is {}, and this call is {action}.", quoted(&only.text)),
        [first, rest @ ..] => format!(
            "Action names {} and {} more, and this call, {}, is none of them.",
            quoted(&first.text),
            rest.len(),
            clip(action)
        ),
    }
}
