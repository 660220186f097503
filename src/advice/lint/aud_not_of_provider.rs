//! A value for `aud` that the account's provider does not list, so that no token with it comes as
//! far as the policy.

use crate::attempt::{Provider, ProviderInput};
use crate::policy::operator::Test;
use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "aud-not-of-provider",
    help: "STS looks for the audience in the provider's client ids before it reads the policy. Add it there, or write one that the provider lists.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let ProviderInput::Registered(provider) = &linted.situation.attempt.provider else {
        return;
    };
    let Some(audiences) = provider.client_id_list.as_ref().filter(|list| !list.is_empty()) else {
        return;
    };
    let of = |grant: &&Grant<'_>| grant.allows() && grant.issuer.url_part() == issuer_of(provider);
    let values = linted.grants.iter().filter(of).flat_map(|grant| {
        let tested = grant.tested.iter().filter(|tested| tested.demands(&["aud"]));
        let plain = tested.filter(|tested| {
            tested
                .operator
                .is_some_and(|operator| operator.test == Test::StringEquals)
        });
        plain.flat_map(move |tested| tested.condition.values.iter().map(move |value| (grant, value)))
    });
    for (grant, value) in values.take(MOST) {
        if value.templated || value.text.contains("${") || audiences.contains(&value.text) {
            continue;
        }
        let message = || {
            format!(
                "{} wants aud {}, which the provider does not list.",
                grant.capital(),
                quoted(&value.text)
            )
        };
        told.tell(FindingSeverity::Broken, value.at, &message);
    }
}

/// Values that are looked up among the provider's.
const MOST: usize = 64;

fn issuer_of(provider: &Provider) -> &str {
    let url = provider.url.trim();
    url.strip_prefix("https://").unwrap_or(url)
}
