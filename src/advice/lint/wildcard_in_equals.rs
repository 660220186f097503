//! A wildcard in a value of an operator to which it is a letter like any other (IAM user guide,
//! "Condition operators").

use crate::policy::Operator;
use crate::policy::operator::Test;
use crate::report::FindingSeverity;

use super::super::words::{clip, quoted};
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "wildcard-in-equals",
    help: "To StringEquals and StringNotEquals * and ? are letters, and no sub or repository has them. Use StringLike or StringNotLike.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in &linted.grants {
        for tested in grant.tested.iter().filter(|tested| tested.claim.is_some()) {
            let Some(operator) = tested.operator.filter(|operator| is_equality(*operator)) else {
                continue;
            };
            for value in tested
                .condition
                .values
                .iter()
                .filter(|value| value.text.contains(['*', '?']))
            {
                let message = || {
                    format!(
                        "In {}, {} compares with {} to the letter.",
                        grant.name(),
                        clip(&tested.condition.operator.text),
                        quoted(&value.text)
                    )
                };
                told.tell_and_mend(FindingSeverity::Broken, value.at, &message, &|| {
                    let like = Operator {
                        test: Test::StringLike,
                        ..operator
                    };
                    // Whoever has the role now may be one whom the other operator keeps out.
                    if operator.negated {
                        return None;
                    }
                    linted.operator(grant, tested, like)
                });
            }
        }
    }
}

fn is_equality(operator: Operator) -> bool {
    matches!(operator.test, Test::StringEquals | Test::StringEqualsIgnoreCase)
}
