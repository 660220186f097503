//! A wildcard in front of the `/` that ends the owner: `repo:octo-org*` is also `octo-org-evil`.

use crate::policy::document::ConditionValue;
use crate::report::{FindingSeverity, Fix};

use super::super::rewrite::fix;
use super::super::words::quoted;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "owner-not-closed",
    help: "Anybody can register an owner whose name begins so. Write the whole owner and a / behind it.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for place in linted.open_reaching(|reach| matches!(reach, Reach::OwnersNamed(_))) {
        let Reach::OwnersNamed(start) = place.reach else {
            continue;
        };
        let value = place.value;
        let message = || {
            let what = if place.grant.issuer.is_github() {
                "a repository"
            } else {
                "a run"
            };
            format!(
                "In {}, {} also takes {what} of every other owner whose name begins with {}.",
                place.grant.name(),
                quoted(&value.text),
                quoted(start)
            )
        };
        told.tell_and_mend(FindingSeverity::Critical, value.at, &message, &|| {
            linted.narrowed(&place).or_else(|| closed(linted, value, start))
        });
    }
}

/// `repo:octo-org*` with its owner closed.
fn closed(linted: &Linted<'_>, value: &ConditionValue, start: &str) -> Option<Fix> {
    let rest = value
        .text
        .strip_prefix("repo:")?
        .strip_prefix(start)?
        .strip_prefix('*')?;
    let meant = match rest.strip_prefix('/') {
        Some(rest) => format!("repo:{start}/{rest}"),
        None => format!("repo:{start}/*{rest}"),
    };
    let edit = linted.instead(value, &meant)?;
    Some(fix(format!("write {meant}"), vec![edit]))
}
