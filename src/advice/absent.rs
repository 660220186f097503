//! What is probably meant by a condition on a key that is not part of the call.

use crate::issuers::{self, Issuer};
use crate::policy::distance;
use crate::report::ConditionReading;

use super::caller::Caller;
use super::hint::{Hint, Instead};
use super::subject::is_name;

/// The key is not part of the call.
pub(super) fn absent(key: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    let bare = key.strip_prefix("https://").unwrap_or(key);
    let (prefix, name) = bare.split_once(':')?;
    if prefix.eq_ignore_ascii_case("aws") {
        return match name.split_once('/') {
            Some((kind, tag)) => {
                let is_tag = kind.eq_ignore_ascii_case("RequestTag");
                is_tag.then(|| Hint::NoSessionTags { tag: tag.to_owned() })
            }
            None if name.eq_ignore_ascii_case("PrincipalArn") => Some(Hint::NoKeyOfCall {
                key: key.to_owned(),
                instead: "nobody with a principal's ARN calls here; Principal names the provider, and sub says who it is",
            }),
            None => from_claim(key),
        };
    }
    if prefix.eq_ignore_ascii_case("sts") {
        return from_claim(key).or_else(|| no_key_of_call(key, name));
    }
    if let Some(hint) = of_another_issuer(key, prefix, name, caller) {
        return Some(hint);
    }
    let issuer = caller.key_prefix()?;
    let known = issuers::recognise(issuer);
    Some(match name {
        "iss" => Hint::IssuerIsNoKey,
        "azp" => Hint::PartyIsAudience {
            key: format!("{issuer}:aud"),
        },
        claim if caller.has(claim) => Hint::HiddenClaim {
            claim: claim.to_owned(),
            instead: instead_of(claim, issuer, caller),
        },
        claim if known.condition_key(claim).is_none() => Hint::UnknownKey {
            claim: claim.to_owned(),
            meant: meant_key(claim, &known),
        },
        claim => Hint::AbsentClaim {
            claim: claim.to_owned(),
            wanted: (is_name(wanted) && !wanted.is_empty()).then(|| wanted.to_owned()),
        },
    })
}

/// Whether the key of a condition starts with another issuer than the token's.
pub(super) fn is_of_another_issuer(condition: &ConditionReading, caller: Caller<'_>) -> bool {
    let bare = condition.key.strip_prefix("https://").unwrap_or(&condition.key);
    bare.split_once(':')
        .is_some_and(|(prefix, name)| of_another_issuer(&condition.key, prefix, name, caller).is_some())
}

/// A key of this call with another issuer in front of it, or with a scheme.
fn of_another_issuer(key: &str, prefix: &str, name: &str, caller: Caller<'_>) -> Option<Hint> {
    let issuer = caller.key_prefix()?;
    if ["aws", "sts"].iter().any(|own| prefix.eq_ignore_ascii_case(own)) {
        return None;
    }
    let meant = || format!("{issuer}:{name}");
    if !prefix.eq_ignore_ascii_case(issuer) {
        return Some(Hint::OtherIssuersKey {
            issuer: issuer.to_owned(),
            key: meant(),
        });
    }
    (key.len() > prefix.len() + 1 + name.len()).then(|| Hint::SchemeInKey { key: meant() })
}

/// Keys that come from claims of AWS's own.
const FROM_CLAIMS: [(&str, &str); 3] = [
    ("aws:TagKeys", "https://aws.amazon.com/tags"),
    ("sts:TransitiveTagKeys", "https://aws.amazon.com/tags"),
    ("sts:SourceIdentity", "https://aws.amazon.com/source_identity"),
];

fn from_claim(key: &str) -> Option<Hint> {
    let known = FROM_CLAIMS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
    known.map(|(key, claim)| Hint::NoClaimForKey { key, claim })
}

/// Of the keys that start with `sts:` the others are of other calls.
fn no_key_of_call(key: &str, name: &str) -> Option<Hint> {
    let of_this_call = ["RoleSessionName", "RoleAuthorizedByIdp"];
    if of_this_call.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let instead = match name.to_ascii_lowercase().as_str() {
        "durationseconds" => "the role's MaxSessionDuration limits how long a session lasts",
        "externalid" => "a web identity brings no external id; sub and aud say who it is",
        _ => "a policy can test the token's claims, such as sub",
    };
    Some(Hint::NoKeyOfCall {
        key: key.to_owned(),
        instead,
    })
}

/// Words that people write for a claim.
const SLIPS: [(&str, &str); 6] = [
    ("subject", "sub"),
    ("audience", "aud"),
    ("repo", "repository"),
    ("branch", "ref"),
    ("env", "environment"),
    ("repositories", "repository"),
];

/// Names that are longer are no slip of a claim's.
const LONGEST_CLAIM: usize = 64;

/// The key of this issuer that a name is a slip of.
fn meant_key(name: &str, issuer: &Issuer) -> Option<String> {
    let slip = SLIPS.iter().find(|(slip, _)| slip.eq_ignore_ascii_case(name));
    let near = || {
        let slips = if name.len() > 5 { 2 } else { 1 };
        let close = issuer
            .condition_claims()
            .map(|(claim, _)| (distance(name, claim), claim));
        close.filter(|(edits, _)| *edits <= slips).min()
    };
    let meant = match slip {
        Some((_, meant)) => meant,
        None if name.len() <= LONGEST_CLAIM => near()?.1,
        None => return None,
    };
    issuer.condition_key(meant)
}

/// Claims that GitHub puts into its tokens and AWS does not show to policies, and what
/// comes close: a claim that it does show, or the part of `sub` that says the same.
const HIDDEN: [(&str, &str); 4] = [
    ("repository_owner", "repository_owner_id"),
    ("enterprise", "enterprise_id"),
    ("workflow_ref", "job_workflow_ref"),
    ("ref_type", "ref"),
];

fn instead_of(claim: &str, issuer: &str, caller: Caller<'_>) -> Instead {
    if !caller.is_github() {
        return Instead::Nothing;
    }
    let known = issuers::recognise(issuer);
    let shown = HIDDEN
        .iter()
        .find(|(hidden, _)| *hidden == claim)
        .map(|(_, shown)| *shown);
    let shown = shown.filter(|shown| known.condition_key(shown).is_some());
    if let Some((shown, value)) = shown.and_then(|shown| Some((shown, caller.claim(shown)?))) {
        let (key, value) = (format!("{issuer}:{shown}"), value.to_owned());
        return Instead::Claim { key, value };
    }
    match claim {
        "event_name" | "base_ref" | "head_ref" => Instead::Subject("pull_request for pull requests"),
        "repository" | "repository_owner" => Instead::Subject("the repository"),
        "ref" | "ref_type" | "environment" => Instead::Subject("the branch, tag or environment"),
        _ => Instead::Nothing,
    }
}
