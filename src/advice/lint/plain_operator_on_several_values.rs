//! A plain operator on a key that has several values, or may have (IAM user guide, "Multivalued
//! context keys").

use crate::policy::Operator;
use crate::policy::operator::{Quantifier, Test};
use crate::report::FindingSeverity;

use super::super::words::clip;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "plain-operator-on-several-values",
    help: "Such a key needs an operator that says of how many of its values it is to hold: ForAnyValue: for at least one.",
    look,
};

/// Keys that are multivalued by their kind.
const MULTIVALUED: [&str; 2] = ["aws:TagKeys", "sts:TransitiveTagKeys"];

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.grants.iter().filter(|grant| grant.allows()) {
        for tested in &grant.tested {
            let key = &tested.condition.key;
            let several = tested.is("amr")
                || tested.is("oaud")
                || MULTIVALUED
                    .iter()
                    .any(|several| several.eq_ignore_ascii_case(&key.text));
            let plain = |operator: &Operator| {
                operator.quantifier.is_none() && operator.test != Test::Null && !operator.negated && !operator.if_exists
            };
            let Some(operator) = tested.operator.filter(|operator| several && plain(operator)) else {
                continue;
            };
            let message = || {
                format!(
                    "In {}, {} never holds for {}, which may have several values.",
                    grant.name(),
                    clip(&tested.condition.operator.text),
                    clip(&key.text)
                )
            };
            told.tell_and_mend(FindingSeverity::Broken, tested.condition.operator.at, &message, &|| {
                let any = Operator {
                    quantifier: Some(Quantifier::ForAnyValue),
                    ..operator
                };
                linted.operator(grant, tested, any)
            });
        }
    }
}
