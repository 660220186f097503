//! A provider of web identities beside an action that is none of theirs (IAM Access Analyzer,
//! "Mismatched action for principal").

use crate::policy;
use crate::policy::saveable::issuer_in;
use crate::report::{Effect, FindingSeverity};

use super::super::rewrite::fix;
use super::super::trust::ASSUME;
use super::super::words::{capital, quoted, statement_name};
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "action-of-other-principal",
    help: "Who comes by an OIDC provider calls sts:AssumeRoleWithWebIdentity, and no other way to the role. Write that action.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let statements = linted.policy.map_or(&[][..], |policy| &policy.statements);
    for (index, statement) in statements.iter().enumerate() {
        let principals = statement.principal.iter().filter(|element| !element.negated);
        let entries: Vec<_> = principals.flat_map(|element| &element.entries).collect();
        let is_oidc = !entries.is_empty() && entries.iter().all(|entry| issuer_in(&entry.value.text).is_some());
        let Some(action) = statement.action.as_ref().filter(|element| is_oidc && !element.negated) else {
            continue;
        };
        if statement.effect != Effect::Allow || policy::allows_action(statement, ASSUME) {
            continue;
        }
        // Session tags may be allowed in a statement of their own.
        let is_way = |text: &str| text.to_ascii_lowercase().starts_with("sts:assumerole");
        let Some(way) = action.patterns.iter().find(|pattern| is_way(&pattern.text)) else {
            continue;
        };
        let who = statement_name(index + 1, statement.sid.as_ref().map(|sid| sid.text.as_str()));
        let message = || {
            format!(
                "{} names an OIDC provider and allows {}.",
                capital(&who),
                quoted(&way.text)
            )
        };
        told.tell_and_mend(FindingSeverity::Broken, way.at, &message, &|| {
            let edit = linted.pasted.replaced(way.at, &way.text, ASSUME)?;
            Some(fix(format!("write {ASSUME}"), vec![edit]))
        });
    }
}
