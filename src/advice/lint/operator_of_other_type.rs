//! A number, moment, truth value, address or ARN wanted of a claim that is text.

use crate::report::FindingSeverity;

use super::super::words::{clip, short};
use super::rule::{Linted, Rule, Told};
use super::tested::{Standing, is_never_present, is_textual};

pub(super) const RULE: Rule = Rule {
    name: "operator-of-other-type",
    help: "Such an operator cannot read the claim, so the condition never holds. Use StringEquals or StringLike.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in &linted.grants {
        for tested in grant.tested.iter().filter(|tested| tested.standing == Standing::Never) {
            let condition = tested.condition;
            let mistyped = tested.operator.is_some_and(|operator| !is_textual(operator));
            if mistyped && !is_never_present(&condition.key.text, &grant.issuer) && tested.claim.is_some() {
                let message = || {
                    format!(
                        "In {}, {} cannot read {}, which is text.",
                        grant.name(),
                        clip(&condition.operator.text),
                        clip(short(&condition.key.text))
                    )
                };
                told.tell(FindingSeverity::Broken, condition.operator.at, &message);
            }
        }
    }
}
