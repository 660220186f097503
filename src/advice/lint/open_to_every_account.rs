//! `{"AWS": "*"}`: every AWS account for `sts:AssumeRole`, and nobody with a web identity (observed
//! on real AWS, 2026-09-11).

use crate::policy;
use crate::policy::document::PrincipalKind;
use crate::report::{Effect, FindingSeverity};

use super::super::trust::ASSUME;
use super::super::words::{capital, statement_name};
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "open-to-every-account",
    help: "Name the accounts that may assume the role, or the provider under Federated if a web identity is meant.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let statements = linted.policy.map_or(&[][..], |policy| &policy.statements);
    for (index, statement) in statements.iter().enumerate() {
        let principals = statement.principal.iter().filter(|element| !element.negated);
        let mut entries = principals.flat_map(|element| &element.entries);
        let everyone = entries.find(|entry| entry.kind == PrincipalKind::Aws && entry.value.text == "*");
        let Some(entry) = everyone.filter(|_| statement.effect == Effect::Allow) else {
            continue;
        };
        let who = statement_name(index + 1, statement.sid.as_ref().map(|sid| sid.text.as_str()));
        let may = |action: &str| policy::allows_action(statement, action);
        let unconditional = statement.conditions.is_empty();
        if may("sts:AssumeRole") && unconditional {
            let message = || {
                format!(
                    "{} lets every AWS account assume the role, whoever it is of.",
                    capital(&who)
                )
            };
            told.tell(FindingSeverity::Critical, entry.value.at, &message);
        } else if may(ASSUME) {
            let message = || {
                format!(
                    "{} lets nobody in by a web identity: AWS names accounts, not providers.",
                    capital(&who)
                )
            };
            told.tell(FindingSeverity::Broken, entry.value.at, &message);
        }
    }
}
