//! An Allow for web identities with a wildcard in its action.

use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::super::trust::ASSUME;
use super::super::words::quoted;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "wide-action",
    help: "It allows more ways to the role than this one, now and in future. Write sts:AssumeRoleWithWebIdentity, and sts:TagSession where tokens bring session tags.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.grants.iter().filter(|grant| grant.allows()) {
        let element = grant.statement.action.as_ref().filter(|element| !element.negated);
        let patterns = element.map_or(&[][..], |element| &element.patterns);
        for pattern in patterns.iter().filter(|pattern| pattern.text.contains(['*', '?'])) {
            let message = || format!("{} allows {}.", grant.capital(), quoted(&pattern.text));
            told.tell_and_mend(FindingSeverity::Medium, pattern.at, &message, &|| {
                let edit = linted.pasted.replaced(pattern.at, &pattern.text, ASSUME)?;
                Some(fix(format!("write {ASSUME}"), vec![edit]))
            });
        }
    }
}
