//! `iss`, `sub`, `aud`, `iat` and `exp`: present, and of a type that STS can use.

use super::StsFailure;
use super::case::Case;
use crate::report::{Check, CheckId, Evidence};
use crate::text::json::{Kind, Value};

const ID: CheckId = CheckId::RequiredClaims;

/// In the order in which STS is taken to look: presence first, then `sub`, then `aud` with `azp`.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    if case.claims().is_none() {
        return Check::skipped(ID, "There are no claims to look at.");
    }
    missing(case)
        .or_else(|| issuer(case))
        .or_else(|| subject(case))
        .or_else(|| audience(case))
        .unwrap_or_else(|| passed(case))
}

fn missing(case: &Case<'_>) -> Option<Check> {
    let absent: Vec<&str> = ["iss", "sub", "aud", "iat", "exp"]
        .into_iter()
        .filter(|name| case.claim(name).is_none())
        .collect();
    let first = *absent.first()?;
    let summary = format!(
        "The token has no {}; STS requires iss, sub, aud, iat and exp.",
        listed(&absent)
    );
    let check = Check::failed(ID, summary, &StsFailure::MissingClaim(first), Evidence::Observed);
    Some(if absent.len() > 1 {
        check.note("Which of several missing claims STS names first was not observed; this order is inferred.")
    } else {
        check
    })
}

fn issuer(case: &Case<'_>) -> Option<Check> {
    let iss = case.claim("iss").filter(|iss| iss.as_str().is_none())?;
    let summary = format!(
        "iss is {}; STS looks the provider up by it, so it must be a string.",
        iss.kind.name()
    );
    Some(
        Check::failed(ID, summary, &StsFailure::NotAJwt, Evidence::Unsettled).note(untried("an iss that is no string")),
    )
}

fn subject(case: &Case<'_>) -> Option<Check> {
    let sub = case.claim("sub")?;
    let summary = format!("sub is {}; STS expects a string.", sub.kind.name());
    match sub.kind {
        Kind::String(_) | Kind::Number => None,
        Kind::Null => Some(
            Check::failed(ID, summary, &StsFailure::UnknownValidation, Evidence::Observed)
                .note("STS fails on this itself, and clients retry it: it looks like an outage and is none."),
        ),
        _ => Some(
            Check::failed(ID, summary, &StsFailure::UnknownValidation, Evidence::Unsettled)
                .note(untried("a sub of this type")),
        ),
    }
}

fn audience(case: &Case<'_>) -> Option<Check> {
    let aud = case.claim("aud")?;
    let has_azp = case.claim("azp").is_some_and(|azp| azp.kind != Kind::Null);
    match aud.as_array() {
        Some([]) => Some(Check::failed(
            ID,
            "aud is an empty list.",
            &StsFailure::EmptyAudience,
            Evidence::Observed,
        )),
        Some(several) if several.len() > 1 && !has_azp => {
            let summary = format!(
                "aud lists {} audiences and there is no azp to say which of them counts.",
                several.len()
            );
            Some(Check::failed(
                ID,
                summary,
                &StsFailure::SeveralAudiences,
                Evidence::Observed,
            ))
        }
        Some(_) => None,
        None if aud.as_str().is_some() => None,
        None => {
            let summary = format!(
                "aud is {}; STS expects a string or a list of one string.",
                aud.kind.name()
            );
            Some(
                Check::failed(ID, summary, &StsFailure::AudienceNotRegistered, Evidence::Unsettled)
                    .note(untried("an aud of this type")),
            )
        }
    }
}

fn passed(case: &Case<'_>) -> Check {
    let aud = match case.claim("aud").and_then(Value::as_array) {
        Some(several) if several.len() > 1 => "aud is a list, and azp says which of it counts",
        Some(_) => "aud is a list of one, which STS takes like a string",
        None => "aud is a string",
    };
    let check = Check::passed(
        ID,
        format!("iss, sub, aud, iat and exp are there; {aud}."),
        Evidence::Observed,
    );
    if case.claim("sub").is_some_and(|sub| sub.kind == Kind::Number) {
        check.note("sub is a number; STS takes its digits as text. What a condition on it sees was not observed.")
    } else {
        check
    }
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and no {last}", most.join(", no ")),
    }
}

fn untried(what: &str) -> String {
    format!("Nobody has published what STS answers to {what}; this text is a guess.")
}
