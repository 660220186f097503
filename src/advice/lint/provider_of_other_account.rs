//! A provider of another account than the role's: STS looks for it in the account of the role.

use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::super::words::clip;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "provider-of-other-account",
    help: "A role trusts providers of its own account alone. Write the account of the role, and register the provider there.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let role = linted
        .situation
        .attempt
        .role
        .as_ref()
        .and_then(|role| role.arn.as_deref());
    let role = role.or_else(|| linted.role?.arn.as_deref());
    let Some(account) = role.and_then(account_of) else {
        return;
    };
    for grant in linted
        .grants
        .iter()
        .filter(|grant| grant.allows() && !grant.provider.templated)
    {
        let provider = &grant.provider.text;
        let Some(other) = account_of(provider).filter(|other| *other != account) else {
            continue;
        };
        let message = || {
            format!(
                "{} names a provider of account {}, and the role is in {}.",
                grant.capital(),
                clip(other),
                clip(account)
            )
        };
        told.tell_and_mend(FindingSeverity::Broken, grant.provider.at, &message, &|| {
            let meant = provider.replacen(other, account, 1);
            let edit = linted.pasted.replaced(grant.provider.at, provider, &meant)?;
            Some(fix(format!("write account {account}"), vec![edit]))
        });
    }
}

fn account_of(arn: &str) -> Option<&str> {
    let account = arn.strip_prefix("arn:")?.split(':').nth(3)?;
    let is_id = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(account)
}
