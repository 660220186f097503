//! `RoleArn`, `RoleSessionName`, `DurationSeconds`, `ProviderId` and the rest of the call.

use super::arn::RoleArn;
use super::case::Case;
use super::error::{Constraint, StsFailure};
use crate::report::{Check, CheckId, Evidence};

const ID: CheckId = CheckId::Parameters;

/// Whether the API takes the call at all, and where `ProviderId` sends it.
///
/// Real STS was seen to route by `ProviderId` before it looks at token or trust policy.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let broken = constraints(case);
    if let Some(first) = broken.first() {
        let Constraint { parameter, value, must } = first;
        let summary = format!("{} is {}; it must {must}.", api_name(parameter), quoted(value));
        return Check::failed(ID, summary, &StsFailure::Validation(broken.clone()), Evidence::Inferred)
            .note("The frame of this text was reported for RoleSessionName; for the other parameters it is inferred.");
    }
    if let Some(arn) = malformed_role_arn(case) {
        let summary = format!(
            "RoleArn is {}; STS expects arn:aws:iam::ACCOUNT:role/NAME, with a twelve-digit account.",
            quoted(&arn)
        );
        return Check::failed(ID, summary, &StsFailure::InvalidRoleArn(arn), Evidence::Reported);
    }
    provider_id(case).unwrap_or_else(|| accepted(case))
}

/// The constraints of the API model that the call breaks.
fn constraints(case: &Case<'_>) -> Vec<Constraint> {
    let role_arn = case.attempt.role.as_ref().and_then(|role| role.arn.as_deref());
    let name = case.session_name.value().as_str();
    let request = case.request();
    let policy = request.and_then(|request| request.policy.as_deref());
    let arns = request.and_then(|request| request.policy_arns.as_ref());
    [
        role_arn.and_then(|arn| length("roleArn", arn.trim(), 20, 2048)),
        length("roleSessionName", name, 2, 64),
        pattern("roleSessionName", name),
        token_length(case),
        duration(case.duration),
        policy.and_then(|policy| length("policy", policy, 1, 2048)),
        arns.and_then(|arns| count("policyArns", arns.len(), 10)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn length(parameter: &'static str, value: &str, shortest: usize, longest: usize) -> Option<Constraint> {
    let must = match value.chars().count() {
        found if found < shortest => format!("have length greater than or equal to {shortest}"),
        found if found > longest => format!("have length less than or equal to {longest}"),
        _ => return None,
    };
    Some(Constraint {
        parameter,
        value: clipped(value),
        must,
    })
}

/// The token is never repeated: a refusal is read aloud, copied and logged. Nothing, or
/// the asterisks of a masked log, was surely not what was sent.
fn token_length(case: &Case<'_>) -> Option<Constraint> {
    let token = case
        .token
        .compact
        .as_deref()
        .filter(|token| !token.trim_matches('*').is_empty())?;
    let mut broken = length("webIdentityToken", token, 4, 20_000)?;
    "…".clone_into(&mut broken.value);
    Some(broken)
}

/// The characters of `[\w+=,.@-]*`.
fn pattern(parameter: &'static str, value: &str) -> Option<Constraint> {
    let fits = |next: char| next.is_ascii_alphanumeric() || "_+=,.@-".contains(next);
    (!value.chars().all(fits)).then(|| Constraint {
        parameter,
        value: clipped(value),
        must: r"satisfy regular expression pattern: [\w+=,.@-]*".to_owned(),
    })
}

fn count(parameter: &'static str, found: usize, most: usize) -> Option<Constraint> {
    (found > most).then(|| Constraint {
        parameter,
        value: format!("{found} ARNs"),
        must: format!("have length less than or equal to {most}"),
    })
}

fn duration(seconds: i64) -> Option<Constraint> {
    let must = match seconds {
        ..900 => "have value greater than or equal to 900",
        43_201.. => "have value less than or equal to 43200",
        _ => return None,
    };
    Some(Constraint {
        parameter: "durationSeconds",
        value: seconds.to_string(),
        must: must.to_owned(),
    })
}

fn malformed_role_arn(case: &Case<'_>) -> Option<String> {
    let arn = case.attempt.role.as_ref()?.arn.as_deref()?.trim();
    RoleArn::parse(arn).is_none().then(|| arn.to_owned())
}

/// What a `ProviderId` does: it sends the token to an OAuth provider, which a token
/// of an OIDC issuer never satisfies.
fn provider_id(case: &Case<'_>) -> Option<Check> {
    let id = case.request()?.provider_id.as_deref()?;
    let (failure, evidence) = match id {
        "www.amazon.com" => (StsFailure::NotLoginWithAmazon, Evidence::Observed),
        "graph.facebook.com" => (StsFailure::FacebookRejected, Evidence::Observed),
        _ => (StsFailure::UnrecognizedProviderId, Evidence::Observed),
    };
    let summary = format!(
        "ProviderId is {}; a call with an OIDC token has none. Leave it out.",
        quoted(id)
    );
    let check = Check::failed(ID, summary, &failure, evidence);
    Some(if failure == StsFailure::FacebookRejected {
        check.note(
            "STS really asks Facebook and quotes its answer. This is the one way in which IDPRejectedClaim was seen.",
        )
    } else {
        check
    })
}

fn accepted(case: &Case<'_>) -> Check {
    let role = case.role.value();
    let name = case.session_name.value();
    let duration = case.duration;
    let call = format!("{role} as {name} for {duration} seconds");
    let check = match (case.role.is_given(), case.session_name.is_given()) {
        (true, true) => Check::passed(
            ID,
            format!("{call}: within the API's limits, and no ProviderId."),
            Evidence::Documented,
        ),
        (true, false) => Check::assumed(
            ID,
            format!("{call}: no RoleSessionName was given, so {name} is assumed."),
            Evidence::Documented,
        ),
        (false, true) => Check::assumed(
            ID,
            format!("{call}: no role ARN was given, so this one is assumed."),
            Evidence::Documented,
        ),
        (false, false) => Check::assumed(
            ID,
            format!("{call}: neither a role ARN nor a RoleSessionName was given, so these are assumed."),
            Evidence::Documented,
        ),
    };
    check.note("RegionDisabledException (403) comes instead where the account has switched off the region whose STS endpoint is called; nothing pasted here can show that.")
}

fn api_name(parameter: &str) -> String {
    let mut letters = parameter.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn quoted(value: &str) -> String {
    if value.is_empty() {
        "empty".to_owned()
    } else {
        format!("\"{}\"", clipped(value))
    }
}

/// A value short enough for a sentence.
fn clipped(value: &str) -> String {
    let short: String = value.chars().take(2048).collect();
    if short.len() < value.len() {
        format!("{short}…")
    } else {
        short
    }
}
