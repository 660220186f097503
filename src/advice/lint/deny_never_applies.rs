//! A Deny with a condition that never holds, on a key that is never part of such a call.

use crate::report::FindingSeverity;

use super::super::words::clip;
use super::rule::{Linted, Rule, Told};
use super::tested::{Standing, is_never_present};

pub(super) const RULE: Rule = Rule {
    name: "deny-never-applies",
    help: "A Deny applies only if all of its conditions hold, and a plain operator on an absent key does not. Test a key that AWS shows to policies.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.grants.iter().filter(|grant| !grant.allows()) {
        let never = grant.tested.iter().find(|tested| {
            let absent = is_never_present(&tested.condition.key.text, &grant.issuer);
            tested.standing == Standing::Never && absent && tested.operator.is_some()
        });
        if let Some(tested) = never {
            let message = || {
                format!(
                    "{} denies nothing: {} is no key of a call by {}.",
                    grant.capital(),
                    clip(&tested.condition.key.text),
                    clip(grant.issuer.url_part())
                )
            };
            told.tell(FindingSeverity::High, tested.condition.key.at, &message);
        }
    }
}
