//! An Allow that does not look at the audience (AWS, "Configuring a role for GitHub OIDC identity
//! provider"). A provider with one audience leaves no choice.

use crate::attempt::ProviderInput;
use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "aud-not-tested",
    help: "Without it every audience that the provider lists will do, and a token that was made for another service can be used here. Test aud for sts.amazonaws.com, or for what the workflow asks for.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    // What AWS has built in has no list of audiences.
    let untested =
        |grant: &&Grant<'_>| grant.lets_somebody_in() && !grant.issuer.is_built_in() && !grant.demands(&["aud"]);
    if has_one_audience(linted) {
        return;
    }
    for grant in linted.grants.iter().filter(untested) {
        let message = || {
            format!(
                "{} takes a token for every audience that the provider lists.",
                grant.capital()
            )
        };
        let at = grant.statement.condition_at.unwrap_or(grant.statement.at);
        told.tell_and_mend(FindingSeverity::High, at, &message, &|| {
            // In capitals the issuer's facts have what stands for a name.
            let usual = || grant.issuer.facts().aud.filter(|aud| !aud.contains(char::is_uppercase));
            let audience = linted.claim(grant, "aud").or_else(usual)?;
            let edit = linted
                .pasted
                .further(grant.statement, "StringEquals", &grant.key("aud"), audience)?;
            Some(fix(format!("test aud for {audience} as well"), vec![edit]))
        });
    }
}

fn has_one_audience(linted: &Linted<'_>) -> bool {
    let ProviderInput::Registered(provider) = &linted.situation.attempt.provider else {
        return false;
    };
    provider.client_id_list.as_ref().is_some_and(|list| list.len() == 1)
}
