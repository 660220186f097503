//! The account's OIDC provider for the token's issuer.

use super::StsFailure;
use super::arn::ProviderArn;
use super::case::Case;
use crate::attempt::{Provider, ProviderInput};
use crate::issuers::github::Host;
use crate::issuers::{Issuer, Kind};
use crate::report::{Check, CheckId, Evidence};

const ID: CheckId = CheckId::Provider;

/// Looked up by `iss`, letter for letter, in the account and partition of the role.
///
/// The text for a missing provider is reported in many public threads, not captured.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let (Some(issuer), Some(wanted)) = (&case.issuer, &case.provider) else {
        return Check::skipped(ID, "There is no iss to look a provider up by.");
    };
    if issuer.is_built_in() {
        let summary = format!(
            "AWS has {} built in: no provider has to be registered.",
            issuer.url_part()
        );
        return Check::passed(ID, summary, Evidence::Documented);
    }
    let provider = match &case.attempt.provider {
        ProviderInput::None => {
            return refused(
                issuer,
                format!("The account has no OIDC provider for exactly this iss; {wanted} has to be created first."),
            );
        }
        ProviderInput::Assumed => {
            let summary = format!("No provider was given; {wanted} is assumed to exist.");
            return Check::assumed(ID, summary, Evidence::Reported).note(THUMBPRINT);
        }
        ProviderInput::Registered(provider) => provider,
    };
    match difference(case, issuer, provider) {
        Some(difference) => refused(issuer, difference),
        None => Check::passed(
            ID,
            format!("{wanted} is registered for exactly this iss."),
            Evidence::Documented,
        )
        .note(THUMBPRINT)
        .notes(thumbprints(issuer, provider)),
    }
}

fn refused(issuer: &Issuer, summary: String) -> Check {
    let failure = StsFailure::NoProvider {
        issuer: issuer.iss().to_owned(),
    };
    Check::failed(ID, summary, &failure, Evidence::Reported)
        .note("This text comes from public reports; no capture of it has been published.")
}

/// Why the registered provider is not the one that STS looks for.
fn difference(case: &Case<'_>, issuer: &Issuer, provider: &Provider) -> Option<String> {
    let iss = issuer.iss();
    if !iss.starts_with("https://") {
        return Some(format!("iss is {iss}; IAM registers issuers with https:// only."));
    }
    let (wanted, registered) = (issuer.url_part(), without_scheme(&provider.url));
    if wanted != registered {
        return Some(url_difference(wanted, registered));
    }
    let role = case.role.value();
    let arn = provider.arn.as_deref()?;
    let Some(arn) = ProviderArn::parse(arn.trim()) else {
        return Some(format!(
            "The provider's ARN is {arn}; expected arn:{}:iam::{}:oidc-provider/{wanted}.",
            role.partition, role.account
        ));
    };
    if !case.role.is_given() {
        return None;
    }
    if arn.account != role.account {
        return Some(format!(
            "The provider is in account {}, the role in {}; STS looks in the role's account only.",
            arn.account, role.account
        ));
    }
    if arn.partition != role.partition {
        return Some(format!(
            "The provider is in partition {}, the role in {}; STS looks in the role's partition only.",
            arn.partition, role.partition
        ));
    }
    None
}

/// How two issuers differ, both without `https://`.
fn url_difference(wanted: &str, registered: &str) -> String {
    let how = if wanted.trim_end_matches('/') == registered.trim_end_matches('/') {
        "they differ in the slash at the end, and STS compares letter for letter"
    } else if wanted.eq_ignore_ascii_case(registered) {
        "they differ in upper and lower case, and STS compares letter for letter"
    } else if host(wanted) == host(registered) {
        "they differ in the path, which is part of the issuer"
    } else {
        "these are two issuers"
    };
    format!("iss is https://{wanted}, the provider's URL https://{registered}: {how}.")
}

fn host(issuer: &str) -> &str {
    issuer.split('/').next().unwrap_or(issuer)
}

fn without_scheme(url: &str) -> &str {
    let url = url.trim();
    url.strip_prefix("https://").unwrap_or(url)
}

/// What popular descriptions of this flow have wrong.
const THUMBPRINT: &str = "STS does not compare thumbprints on every call: only where the certificate of the issuer's key host does not come from an authority that AWS trusts. Only then can it answer InvalidIdentityToken, \"OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint\" (documented; the text is reported).";

fn thumbprints(issuer: &Issuer, provider: &Provider) -> Option<String> {
    let given = provider.thumbprint_list.as_ref().filter(|list| !list.is_empty())?;
    let count = given.len();
    Some(if has_trusted_authority(issuer) {
        format!(
            "This provider's thumbprints ({count}) are not used: AWS trusts the authority of this issuer's certificate (since July 2023)."
        )
    } else {
        format!(
            "Whether this provider's thumbprints ({count}) are used depends on who signed the certificate of {}.",
            issuer.url_part()
        )
    })
}

/// Whether the host's certificate comes from an authority that AWS trusts, as far as
/// is known: for GitHub's own hosts AWS said so.
fn has_trusted_authority(issuer: &Issuer) -> bool {
    matches!(issuer.kind(), Kind::GitHub(host) if host != Host::Server)
}
