//! A policy variable in a policy of Version 2008-10-17, or of none, to which it is plain text (IAM
//! user guide, "IAM policy elements: Variables and tags").

use crate::policy::{Version, has_variable};
use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::super::words::quoted;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "variable-in-old-version",
    help: "Variables are filled in from Version 2012-10-17 on; without it this is compared to the letter. Write the Version.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let Some(policy) = linted.policy.filter(|policy| policy.version == Version::V2008) else {
        return;
    };
    let conditions = policy.statements.iter().flat_map(|statement| &statement.conditions);
    let values = conditions.flat_map(|condition| &condition.values);
    for value in values.filter(|value| !value.templated && has_variable(&value.text)) {
        let message = || {
            format!(
                "{} is not filled in: the policy is not of Version 2012-10-17.",
                quoted(&value.text)
            )
        };
        told.tell_and_mend(FindingSeverity::Broken, value.at, &message, &|| {
            let title = "write Version 2012-10-17".to_owned();
            let edit = linted.pasted.replaced(policy.version_at?, "2008-10-17", "2012-10-17")?;
            Some(fix(title, vec![edit]))
        });
    }
}
