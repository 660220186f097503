//! What is odd in the claims themselves, whatever any recipient thinks of them.

use super::{Part, Token, TokenFault, time};
use crate::text::Unusual;
use crate::text::json::{Kind, Member, Value};

/// Claims that are `NumericDate`s: RFC 7519 section 4.1, and OpenID Connect Core 1.0
/// sections 2 and 5.1.
pub(super) const TIMES: [&str; 5] = ["exp", "nbf", "iat", "auth_time", "updated_at"];

/// Those of them that STS looks at.
const STS_TIMES: [&str; 3] = ["exp", "nbf", "iat"];

/// Seconds that lie 3000 years ahead: a later time was written in milliseconds.
const MILLISECONDS: i64 = 100_000_000_000;

/// 2^53, up to which JavaScript holds every whole number.
const EXACT: i64 = 9_007_199_254_740_992;

/// Claims that policies compare letter by letter: any character outside of ASCII matters.
const COMPARED: [&str; 12] = [
    "iss",
    "sub",
    "aud",
    "azp",
    "repository",
    "repository_owner",
    "ref",
    "environment",
    "actor",
    "job_workflow_ref",
    "workflow_ref",
    "project_path",
];

/// Notes what is odd in the claims.
pub(super) fn look(token: &mut Token) {
    let Some(claims) = token.claims.clone() else { return };
    for (index, member) in claims.members().iter().enumerate() {
        let span = claims.span_of(index);
        for fault in member_faults(&claims, member) {
            token.fault_at(fault, span);
        }
    }
    if let (Some(iat), Some(exp)) = (claims.seconds("iat"), claims.seconds("exp"))
        && exp <= iat
        && iat <= MILLISECONDS
    {
        token.fault_at(TokenFault::ExpiresBeforeIssued, claims.span("exp"));
    }
    if is_runner_token(&claims) {
        token.fault(TokenFault::RunnerToken);
    }
}

fn member_faults(claims: &Part, member: &Member) -> Vec<TokenFault> {
    let mut faults = Vec::new();
    if TIMES.contains(&member.name.as_str()) {
        faults.extend(time_fault(claims, member));
    } else {
        faults.extend(big_number(claims, member));
    }
    faults.extend(odd_character(member));
    faults
}

fn time_fault(claims: &Part, member: &Member) -> Option<TokenFault> {
    let claim = member.name.clone();
    let raw = claims.raw(&member.value).to_owned();
    let matters = STS_TIMES.contains(&member.name.as_str());
    match &member.value.kind {
        Kind::Number => match time::seconds(&raw) {
            Some(seconds) if seconds > MILLISECONDS => Some(TokenFault::Milliseconds { claim, raw }),
            Some(_) => None,
            // Digits alone that are no i64 are larger still.
            None if raw.bytes().all(|byte| byte.is_ascii_digit()) => Some(TokenFault::Milliseconds { claim, raw }),
            None => matters.then_some(TokenFault::TimeFraction { claim, raw }),
        },
        Kind::String(text) => {
            let whole = time::seconds(text).is_some();
            matters.then_some(TokenFault::TimeInString { claim, raw, whole })
        }
        other => Some(TokenFault::TimeType {
            claim,
            found: other.name(),
        }),
    }
}

/// A whole number beyond what JavaScript holds, the member itself or an element of it.
fn big_number(claims: &Part, member: &Member) -> Option<TokenFault> {
    let single = std::slice::from_ref(&member.value);
    let values = member.value.as_array().unwrap_or(single);
    let raw = values
        .iter()
        .filter(|value| value.kind == Kind::Number)
        .map(|value| claims.raw(value))
        .find(|raw| is_big(raw))?;
    Some(TokenFault::BigNumber {
        member: member.name.clone(),
        raw: raw.to_owned(),
    })
}

fn is_big(raw: &str) -> bool {
    let unsigned = raw.strip_prefix('-').unwrap_or(raw);
    unsigned.bytes().all(|byte| byte.is_ascii_digit()) && time::seconds(unsigned).is_none_or(|number| number > EXACT)
}

/// The first character of a member that deceives the eye.
fn odd_character(member: &Member) -> Option<TokenFault> {
    let compared = COMPARED.contains(&member.name.as_str());
    let odd = |text: &str| {
        text.chars()
            .filter_map(|found| Unusual::of(found).map(|unusual| (found, unusual)))
            .find(|(_, unusual)| compared || unusual.is_hidden())
    };
    let (found, unusual) = strings(&member.value).find_map(odd).or_else(|| odd(&member.name))?;
    Some(TokenFault::Character {
        member: member.name.clone(),
        found,
        unusual,
    })
}

/// The string, or the strings of the array.
fn strings(value: &Value) -> impl Iterator<Item = &str> {
    value
        .as_str()
        .into_iter()
        .chain(value.as_array().into_iter().flatten().filter_map(Value::as_str))
}

/// A runner's own token names in `scp` what it may ask for, and has no `sub`.
fn is_runner_token(claims: &Part) -> bool {
    let scope = claims.string("scp").unwrap_or_default();
    let asks = scope
        .split([' ', ':'])
        .any(|word| word == "generate_id_token" || word.starts_with("Actions."));
    asks || claims.get("orchid").is_some() && claims.get("sub").is_none()
}
