//! A principal under `Federated` that is the ARN of no OIDC provider: a bare host, a scheme or a
//! slash too many, a SAML provider.

use crate::issuers::github::Host;
use crate::issuers::{self, Kind};
use crate::policy::saveable::issuer_in;
use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "provider-never-matches",
    help: "A provider's ARN is arn:aws:iam::ACCOUNT:oidc-provider/ISSUER, the issuer as in iss without https://, compared to the letter.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted.grants.iter().filter(|grant| grant.allows()) {
        let provider = grant.provider;
        // One whose issuer is known is as it should be, and one of others cannot be judged.
        let is_known = grant.issuer.kind() != Kind::Other && issuer_in(&provider.text) == Some(grant.issuer.url_part());
        if provider.templated || is_known {
            continue;
        }
        if let Some(fault) = fault(&provider.text, grant.issuer.is_built_in()) {
            let message = || format!("{} names {}, {fault}.", grant.capital(), quoted(&provider.text));
            told.tell(FindingSeverity::Broken, provider.at, &message);
        }
    }
}

fn fault(provider: &str, built_in: bool) -> Option<&'static str> {
    if provider.contains(":saml-provider/") {
        return Some("a SAML provider, which no web identity comes by");
    }
    let Some(issuer) = issuer_in(provider) else {
        return (!built_in).then_some("which is the ARN of no OIDC provider");
    };
    let bare = issuer.trim_end_matches('/').to_ascii_lowercase();
    let is_github = || issuers::recognise(&bare).kind() == Kind::GitHub(Host::DotCom);
    if issuer.starts_with("https://") {
        Some("with https://, which the ARN of a provider leaves out")
    } else if issuer.ends_with('/') && is_github() {
        Some("with a slash at its end, which GitHub's issuer does not have")
    } else if issuer != bare && is_github() {
        Some("in another letter case than GitHub's issuer")
    } else {
        None
    }
}
