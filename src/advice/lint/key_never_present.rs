//! A condition on a key that no call by this issuer's tokens has: a claim that AWS does not show
//! to policies, a key of another issuer, or one of another action (AWS service authorization
//! reference for STS).

use crate::policy::Operator;
use crate::policy::document::Condition;
use crate::report::{FindingSeverity, Fix};

use super::super::absent::right_key;
use super::super::rewrite::fix;
use super::super::words::clip;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};
use super::tested::{Standing, Tested, is_never_present, is_textual};

pub(super) const RULE: Rule = Rule {
    name: "key-never-present",
    help: "AWS shows a policy only some claims of a token. A condition on anything else finds nothing: it then never holds, or always, by its operator. Test a key that AWS shows, such as sub, repository_id or job_workflow_ref.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.grants.iter().filter(|grant| grant.allows()) {
        let is_open = grant.is_open();
        for tested in &grant.tested {
            let key = &tested.condition.key;
            let (severity, effect) = match tested.standing {
                Standing::HoldsWithoutKey if is_open => (FindingSeverity::Critical, "always holds"),
                Standing::HoldsWithoutKey => (FindingSeverity::High, "always holds"),
                Standing::Never if is_never_present(&key.text, &grant.issuer) && tested.operator.is_some() => {
                    (FindingSeverity::Broken, "never holds")
                }
                _ => continue,
            };
            let message = || {
                format!(
                    "{} is no key of a call by {}, so {} {effect} in {}.",
                    clip(&key.text),
                    clip(grant.issuer.url_part()),
                    clip(&tested.condition.operator.text),
                    grant.name()
                )
            };
            told.tell_and_mend(severity, key.at, &message, &|| {
                shown(linted, grant, tested).or_else(|| in_form(linted, grant, tested))
            });
        }
    }
}

/// The key that one of a wrong form is meant to be. What holds without its key would let in
/// fewer by it, perhaps not even this call.
fn in_form(linted: &Linted<'_>, grant: &Grant<'_>, tested: &Tested<'_>) -> Option<Fix> {
    let key = right_key(&tested.condition.key.text, &grant.issuer).filter(|_| tested.standing == Standing::Never)?;
    let taken = |other: &Condition| other.key.text.eq_ignore_ascii_case(&key);
    if grant.statement.conditions.iter().any(taken) {
        return None;
    }
    let old = &tested.condition.key;
    let edit = linted.pasted.replaced(old.at, &old.text, &key)?;
    Some(fix(format!("write {key}"), vec![edit]))
}

/// Claims that AWS does not show, and one that it does show of the same.
const SHOWN: [(&str, &str); 2] = [
    ("repository_owner", "repository_owner_id"),
    ("enterprise", "enterprise_id"),
];

/// Tests the claim that AWS shows, with this token's value.
fn shown(linted: &Linted<'_>, grant: &Grant<'_>, tested: &Tested<'_>) -> Option<Fix> {
    let claim = tested.claim.as_deref()?;
    let (_, shown) = SHOWN.iter().find(|(hidden, _)| *hidden == claim)?;
    let [value] = tested.condition.values.as_slice() else {
        return None;
    };
    let meant = linted.claim(grant, claim)? == value.text && grant.issuer.condition_key(shown).is_some();
    let plain = tested
        .operator
        .filter(|operator| is_textual(*operator) && !operator.negated && meant)?;
    let key = grant.key(shown);
    let taken = |other: &Condition| other.key.text.eq_ignore_ascii_case(&key);
    if grant.statement.conditions.iter().any(taken) {
        return None;
    }
    let id = linted.claim(grant, shown)?;
    let mut edits = vec![
        linted
            .pasted
            .replaced(tested.condition.key.at, &tested.condition.key.text, &key)?,
        linted.instead(value, id)?,
    ];
    if tested.standing == Standing::HoldsWithoutKey {
        let plain = Operator {
            quantifier: None,
            if_exists: false,
            ..plain
        };
        edits.extend(linted.operator(grant, tested, plain)?.edits);
    }
    Some(fix(format!("test {shown} for {id}"), edits))
}
