//! Values of conditions that their operator must be able to read. `Bool` and `Null`
//! take anything ("yes" is saved).

use crate::policy::address::Range;
use crate::policy::arn::ArnPattern;
use crate::policy::date::Moment;
use crate::policy::document::Statement;
use crate::policy::numeric::Decimal;
use crate::policy::operator::Test;
use crate::policy::pattern::Pattern;
use crate::policy::problem::{Expected, Fault, FaultKind};
use crate::policy::variable;

pub(in crate::policy) fn judge(statement: &Statement, faults: &mut Vec<Fault>) {
    for condition in &statement.conditions {
        let Some(operator) = condition.operator.operator else {
            continue;
        };
        for value in condition.values.iter().filter(|value| !value.templated) {
            if let Some(expected) = unmet(operator.test, &value.text) {
                let kind = FaultKind::Literal {
                    operator: condition.operator.text.clone(),
                    value: value.text.clone(),
                    expected,
                };
                faults.push(Fault { at: value.at, kind });
            }
        }
    }
}

/// What the operator expects and the text is not. A variable may stand for an ARN;
/// for numbers, moments and addresses it is no exception.
fn unmet(test: Test, written: &str) -> Option<Expected> {
    let (expected, met) = match test {
        Test::Numeric(_) => (Expected::Number, Decimal::parse(written).is_some()),
        Test::Date(_) => (Expected::Moment, Moment::parse(written).is_some()),
        Test::IpAddress => (Expected::Address, Range::parse(written).is_some()),
        Test::Arn { .. } => {
            let met = ArnPattern::new(Pattern::new(written)).is_some() || variable::has_variable(written);
            (Expected::Arn, met)
        }
        Test::BinaryEquals => (Expected::Base64, is_base64(written)),
        Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike | Test::Bool | Test::Null => return None,
    };
    (!met).then_some(expected)
}

/// Base64 with its padding (RFC 4648 section 4).
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}
