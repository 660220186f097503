//! An Allow that says only who may not come in.

use crate::report::FindingSeverity;

use super::super::words::{clip, short};
use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "only-negated",
    help: "Everybody else comes in, known or not. Say who may come in, by a condition on sub without Not.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.open() {
        let Some(tested) = grant.tested.iter().find(|tested| tested.standing == Standing::Negated) else {
            continue;
        };
        let condition = tested.condition;
        let message = || {
            format!(
                "{} says by {} which {} may not come in, and nowhere which may.",
                grant.capital(),
                clip(&condition.operator.text),
                clip(short(&condition.key.text))
            )
        };
        told.tell_and_mend(FindingSeverity::Critical, condition.at, &message, &|| {
            linted.with_sub(grant)
        });
    }
}
