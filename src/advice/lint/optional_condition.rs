//! An Allow whose only condition on the caller holds where its key is absent: `…IfExists` and
//! `ForAllValues:` (IAM user guide, "Condition operators" and "Multivalued context keys").

use crate::policy::Operator;
use crate::report::FindingSeverity;

use super::super::words::{clip, short};
use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "optional-condition",
    help: "Such an operator holds where the key is not part of the call, so whether it keeps anybody out depends on what the issuer puts into its tokens. Use the plain operator.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.open() {
        for tested in grant
            .tested
            .iter()
            .filter(|tested| tested.standing == Standing::Optional)
        {
            let condition = tested.condition;
            let message = || {
                format!(
                    "{} tests {} by {}, which also holds for a token without that claim, and by nothing else whose run it is.",
                    grant.capital(),
                    clip(short(&condition.key.text)),
                    clip(&condition.operator.text)
                )
            };
            told.tell_and_mend(FindingSeverity::Critical, condition.operator.at, &message, &|| {
                let plain = Operator {
                    quantifier: None,
                    if_exists: false,
                    ..tested.operator?
                };
                linted.operator(grant, tested, plain)
            });
        }
    }
}
