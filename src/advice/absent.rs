//! What is probably meant by a condition on a key that is not part of the call.

use crate::context;
use crate::issuers::{self, Issuer};
use crate::policy::{distance, matches};
use crate::report::ConditionReading;

use super::caller::Caller;
use super::hint::{Hint, Instead};
use super::subject::is_name;

/// The key is not part of the call.
pub(super) fn absent(key: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    let issuer = caller.key_prefix()?;
    let known = issuers::recognise(issuer);
    let prefix = key.split_once(':').map(|(prefix, _)| prefix.to_ascii_lowercase());
    if let Some("aws" | "sts" | "iam") = prefix.as_deref() {
        return of_aws(key, &known, caller);
    }
    let form = KeyForm::of(key, issuer);
    let Some(name) = form.name else {
        let key = format!("{issuer}:{}", claim_for(wanted, caller));
        return Some(form.hint(issuer, key));
    };
    match name {
        "iss" => return Some(Hint::IssuerIsNoKey),
        "azp" => {
            return Some(Hint::PartyIsAudience {
                key: format!("{issuer}:aud"),
            });
        }
        _ => {}
    }
    let meant = meant_key(name, &known);
    if form.slip != Slip::None {
        if let Some(key) = meant {
            return Some(form.hint(issuer, key));
        }
        if form.slip == Slip::OtherIssuer {
            return Some(form.hint(issuer, format!("{issuer}:{name}")));
        }
    }
    if caller.has(name) && known.condition_key(name).is_none() {
        return Some(Hint::HiddenClaim {
            claim: name.to_owned(),
            instead: instead_of(name, issuer, caller),
        });
    }
    Some(match known.condition_key(name) {
        None => Hint::UnknownKey {
            claim: name.to_owned(),
            meant: meant_key(name, &known),
        },
        Some(_) => Hint::AbsentClaim {
            claim: name.to_owned(),
            wanted: (is_name(wanted) && !wanted.is_empty()).then(|| wanted.to_owned()),
        },
    })
}

/// The key that is meant by one of a wrong form for this issuer: without the issuer or the
/// claim, with a scheme or an ARN in front.
pub(super) fn right_key(key: &str, issuer: &Issuer) -> Option<String> {
    let form = KeyForm::of(key, issuer.url_part());
    if matches!(form.slip, Slip::None | Slip::OtherIssuer) {
        return None;
    }
    meant_key(form.name.unwrap_or("sub"), issuer)
}

/// Whether the key of a condition is one of this call in another form: with another issuer in
/// front of it, with a scheme or an ARN, or without the issuer or the claim.
pub(super) fn is_of_another_form(condition: &ConditionReading, caller: Caller<'_>) -> bool {
    let key = &condition.key;
    let is_of_aws = ["aws:", "sts:", "iam:"].iter().any(|own| {
        key.get(..own.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(own))
    });
    !is_of_aws
        && caller
            .key_prefix()
            .is_some_and(|issuer| KeyForm::of(key, issuer).slip != Slip::None)
}

/// What is wrong with the form of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    None,
    /// `https://ISSUER:sub`
    Scheme,
    /// `arn:aws:iam::111122223333:oidc-provider/ISSUER:sub`
    Arn,
    /// `ISSUER`, `sub`, `ISSUER/sub`, `saml:sub`
    Form,
    /// `OTHER:sub`
    OtherIssuer,
}

/// A key that no call has, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KeyForm<'a> {
    slip: Slip,
    /// The claim that it names, if it names one.
    name: Option<&'a str>,
}

impl<'a> KeyForm<'a> {
    fn of(key: &'a str, issuer: &str) -> Self {
        let trimmed = key.trim();
        let (slip, rest) = if let Some((_, rest)) = trimmed.split_once("://") {
            (Slip::Scheme, rest)
        } else if let Some((_, rest)) = trimmed.split_once("oidc-provider/") {
            (Slip::Arn, rest)
        } else if trimmed.len() < key.len() {
            (Slip::Form, trimmed)
        } else {
            (Slip::None, trimmed)
        };
        let start = rest.get(..issuer.len());
        if let Some(tail) = start
            .filter(|start| start.eq_ignore_ascii_case(issuer))
            .and_then(|start| rest.get(start.len()..))
        {
            if let Some(name) = tail.strip_prefix(':').filter(|name| is_claim(name)) {
                return Self { slip, name: Some(name) };
            }
            let name = tail.trim_matches(SEPARATORS);
            let slip = if slip == Slip::None { Slip::Form } else { slip };
            if name.is_empty() {
                return Self { slip, name: None };
            }
            if tail.starts_with(SEPARATORS) && !name.contains(SEPARATORS) {
                return Self { slip, name: Some(name) };
            }
        }
        match rest.rsplit_once(':') {
            None if rest.contains('.') && !rest.contains('/') => Self {
                slip: Slip::OtherIssuer,
                name: None,
            },
            None => Self {
                slip: Slip::Form,
                name: Some(rest),
            },
            Some((prefix, name)) if prefix.contains('.') => Self {
                slip: Slip::OtherIssuer,
                name: Some(name),
            },
            Some((_, name)) => Self {
                slip: Slip::Form,
                name: Some(name),
            },
        }
    }

    fn hint(self, issuer: &str, key: String) -> Hint {
        match self.slip {
            Slip::Scheme => Hint::SchemeInKey { key },
            Slip::Arn => Hint::ArnInKey { key },
            Slip::None | Slip::Form => Hint::KeyForm { key },
            Slip::OtherIssuer => Hint::OtherIssuersKey {
                issuer: issuer.to_owned(),
                key,
            },
        }
    }
}

/// What stands between an issuer and a claim in keys of a wrong form.
const SEPARATORS: [char; 5] = [':', '/', '.', '#', ' '];

/// Whether it may be the name of a claim behind the issuer's colon.
fn is_claim(name: &str) -> bool {
    !name.is_empty() && !name.starts_with(SEPARATORS) && !name.ends_with(SEPARATORS)
}

/// The claim whose value a policy wants under a key that names none.
fn claim_for(wanted: &str, caller: Caller<'_>) -> &'static str {
    let is_audience = caller.audience().is_some_and(|audience| matches(wanted, audience));
    let is_subject = caller.claim("sub").is_some_and(|sub| matches(wanted, sub));
    if is_audience && !is_subject { "aud" } else { "sub" }
}

/// A key that starts as those of AWS do.
fn of_aws(key: &str, issuer: &Issuer, caller: Caller<'_>) -> Option<Hint> {
    let (prefix, name) = key.split_once(':')?;
    if let Some((family, tag)) = name.split_once('/') {
        let is = |wanted: &str| family.eq_ignore_ascii_case(wanted);
        let tag = tag.to_owned();
        if is("RequestTag") {
            return Some(Hint::NoSessionTags { tag });
        }
        if is("PrincipalTag") {
            let key = format!("aws:RequestTag/{tag}");
            let sent = caller.has_key(&key);
            return Some(Hint::TagOfPrincipal { tag, key, sent });
        }
    }
    if let Some(hint) = from_claim(key) {
        return Some(hint);
    }
    if key.eq_ignore_ascii_case("aws:SourceIdentity") {
        return Some(Hint::MisspeltKey {
            key: key.to_owned(),
            meant: "sts:SourceIdentity".to_owned(),
        });
    }
    if let Some(meant) = context::meant_key(key) {
        return Some(Hint::MisspeltKey {
            key: key.to_owned(),
            meant: meant.to_owned(),
        });
    }
    if issuer.condition_key(name).is_some() {
        let key = issuer.condition_key(name)?;
        return Some(Hint::KeyForm { key });
    }
    if !context::is_of_other_calls(key) {
        return None;
    }
    Some(Hint::NoKeyOfCall {
        key: key.to_owned(),
        instead: if prefix.eq_ignore_ascii_case("aws") {
            of_other_caller(name)
        } else {
            of_other_action(name)
        },
    })
}

/// Why a call with a web identity has no key of callers that have credentials.
fn of_other_caller(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    if name == "principalarn" {
        return "nobody with a principal's ARN calls here; Principal names the provider, and sub says who it is";
    }
    let of_service = ["calledvia", "source", "principalservice", "chatbot", "ec2"];
    if of_service.iter().any(|start| name.starts_with(start)) {
        "no AWS service makes this call; Principal names the provider, and sub says who it is"
    } else {
        "the call is made without credentials of AWS; sub says who it is"
    }
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

/// Why this call can do without a key that starts with `sts:` and is of another one.
fn of_other_action(name: &str) -> &'static str {
    match name.to_ascii_lowercase().as_str() {
        "durationseconds" => "the role's MaxSessionDuration limits how long a session lasts",
        "externalid" => "a web identity brings no external id; sub and aud say who it is",
        _ => "a policy can test the token's claims, such as sub",
    }
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

/// The key of this issuer that a name is, or is a slip of; also of a claim whose name has a path
/// in front of it.
fn meant_key(name: &str, issuer: &Issuer) -> Option<String> {
    let mut claims = issuer.condition_claims().map(|(claim, _)| claim);
    let is_end = |claim: &&str| {
        claim
            .rsplit('/')
            .next()
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    if let Some(claim) = claims.find(is_end) {
        return issuer.condition_key(claim);
    }
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
