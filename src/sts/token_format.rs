//! Whether what was sent is a JWT at all.

use super::StsFailure;
use super::case::Case;
use crate::report::{Check, CheckId, Evidence, Severity, TokenForm};
use crate::text::json::{Kind, Value};
use crate::text::sentence;

const ID: CheckId = CheckId::TokenFormat;

/// Three base64url segments, two JSON objects, and no `crit`.
///
/// Only `crit` was sent to real STS; that the other shapes get the same text is inferred
/// from the text itself, which speaks of access tokens.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let token = case.token;
    match token.form {
        TokenForm::Claims => {
            return Check::assumed(
                ID,
                "Claims were pasted, not a token; a JWT around them, with this payload, is assumed.",
                Evidence::Inferred,
            );
        }
        TokenForm::Empty => {
            return refused("Nothing was pasted; STS expects a JWT of three segments, header.payload.signature.");
        }
        TokenForm::Jws | TokenForm::Jwe | TokenForm::JwsJson | TokenForm::Unreadable => {}
    }
    if !token.is_jwt() {
        return refused(&first_error(case));
    }
    match token.header.as_ref().and_then(|header| header.get("crit")) {
        Some(crit) => {
            let listed = token.header.as_ref().map_or("", |header| header.raw(crit));
            let summary = format!(
                "The header has crit {listed}; STS takes no token with critical extensions, whatever they are."
            );
            let check = Check::failed(ID, summary, &StsFailure::NotAJwt, crit_evidence(case, crit));
            check.note("Seen for a crit that names a parameter of the header; for any other it is inferred.")
        }
        None => Check::passed(
            ID,
            format!(
                "Three segments: a header{}, a payload of JSON claims and a signature.",
                alg(case)
            ),
            Evidence::Observed,
        ),
    }
}

/// A parameter that is there, and is nobody's standard, was named in what was observed.
fn crit_evidence(case: &Case<'_>, crit: &Value) -> Evidence {
    let header = case.token.header.as_ref();
    let is_there = |name: &Value| {
        let value = name.as_str().and_then(|name| header?.get(name));
        value.is_some() && name.as_str() != Some("b64")
    };
    let names = crit.as_array().filter(|names| !names.is_empty());
    if names.is_some_and(|names| names.iter().all(is_there)) {
        Evidence::Observed
    } else {
        Evidence::Inferred
    }
}

fn refused(summary: &str) -> Check {
    Check::failed(ID, summary, &StsFailure::NotAJwt, Evidence::Inferred)
        .note("Real STS was seen to answer this to a crit header; that it does so here follows from its wording.")
}

/// What the token's own reading says first.
fn first_error(case: &Case<'_>) -> String {
    let mut errors = case
        .token
        .faults
        .iter()
        .filter(|fault| fault.kind.severity() == Severity::Error);
    errors.next().map_or_else(
        || "STS expects a JWT of three segments, header.payload.signature; this is none.".to_owned(),
        |fault| sentence(&fault.kind.to_string()),
    )
}

fn alg(case: &Case<'_>) -> String {
    let alg = case.token.header.as_ref().and_then(|header| header.get("alg"));
    match alg.map(|alg| &alg.kind) {
        Some(Kind::String(alg)) => format!(" with alg {alg}"),
        _ => " without a readable alg".to_owned(),
    }
}
