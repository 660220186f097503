//! What STS was seen to do, replayed: `tests/data/sts/*.json` through the whole of `inspect`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[cfg(test)]
mod support;

use std::fs;

use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use assumable::report::{CheckId, Report, Status};
use serde_json::{Map, Value, json};

/// STS's clock in these calls: 2026-11-02T12:00:00Z.
const NOW: i64 = 1_793_620_800;

#[test]
fn parameters() {
    replay("parameters");
}

#[test]
fn token_format() {
    replay("token-format");
}

#[test]
fn required_claims() {
    replay("required-claims");
}

#[test]
fn provider() {
    replay("provider");
}

#[test]
fn timestamps() {
    replay("timestamps");
}

#[test]
fn audience() {
    replay("audience");
}

#[test]
fn session_tags() {
    replay("session-tags");
}

#[test]
fn roles_claim() {
    replay("roles-claim");
}

#[test]
fn trust_policy() {
    replay("trust-policy");
}

#[test]
fn session() {
    replay("session");
}

/// Every case of a file; all that differ are told at once.
fn replay(file: &str) {
    let text = fs::read_to_string(format!("tests/data/sts/{file}.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let wrong: Vec<String> = cases.iter().filter_map(differs).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} cases differ:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// How the report on a case differs from what is expected.
fn differs(case: &Value) -> Option<String> {
    let report = inspect(&attempt(case), NOW);
    let (found, expected) = (told(&report), timed(&case["expect"]));
    let shows = case["shows"].as_str().unwrap();
    for (member, value) in expected.as_object().unwrap() {
        if found.get(member) != Some(value) {
            return Some(format!(
                "- {shows}: {member} is {:?}, expected {value}; summary: {}",
                found.get(member),
                report.verdict.summary
            ));
        }
    }
    let failed = report.checks.iter().find(|check| check.status == Status::Failed);
    let failed = serde_json::to_value(failed).unwrap();
    for (member, wanted) in [("id", &case["check"]), ("evidence", &case["evidence"])] {
        if failed.get(member).unwrap_or(&Value::Null) != wanted {
            return Some(format!(
                "- {shows}: {member} of the failed check is {}, expected {wanted}",
                failed[member]
            ));
        }
    }
    for (id, evidence) in case["known"].as_object().into_iter().flatten() {
        let checks = serde_json::to_value(&report.checks).unwrap();
        let check = checks.as_array().unwrap().iter().find(|check| check["id"] == **id);
        let found = &check.unwrap()["evidence"];
        if found != evidence {
            return Some(format!("- {shows}: {id} is {found}, expected {evidence}"));
        }
    }
    let assumed: Vec<&CheckId> = report
        .verdict
        .assumptions
        .iter()
        .map(|assumption| &assumption.check)
        .collect();
    let assumed = serde_json::to_value(assumed).unwrap();
    let expected = case.get("assumed").cloned().unwrap_or(json!([]));
    (assumed != expected).then(|| format!("- {shows}: assumed are {assumed}, expected {expected}"))
}

/// What STS answers, success or error, as one flat object.
fn told(report: &Report) -> Map<String, Value> {
    let verdict = serde_json::to_value(&report.verdict).unwrap();
    let answer = verdict.get("session").or_else(|| verdict.get("error"));
    answer.expect("a session or an error").as_object().unwrap().clone()
}

/// The call that succeeds, changed as the case says.
fn attempt(case: &Value) -> Attempt {
    let header = changed(
        json!({ "typ": "JWT", "alg": "RS256", "kid": "one" }),
        &case["header"],
        &case["headerWithout"],
    );
    let claims = json!({
        "iss": "https://issuer.example.com",
        "sub": "repo:octo-org/app",
        "aud": "sts.amazonaws.com",
        "iat": "now",
        "nbf": "now-300",
        "exp": "now+300",
        "jti": "8f4c",
    });
    let payload = match case["payload"].as_str() {
        Some(payload) => filled(payload),
        None => timed(&changed(claims, &case["claims"], &case["without"])).to_string(),
    };
    let actions = case.get("actions").cloned().unwrap_or(json!([
        "sts:AssumeRoleWithWebIdentity",
        "sts:TagSession",
        "sts:SetSourceIdentity"
    ]));
    let policy = case.get("trustPolicy").cloned().unwrap_or(json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/issuer.example.com" },
            "Action": actions,
            "Condition": case.get("conditions").cloned().unwrap_or(json!({})),
        }],
    }));
    let or = |member: &str, usual: Value| case.get(member).cloned().unwrap_or(usual);
    let attempt = json!({
        "token": support::issuer().sign(&header.to_string(), &payload),
        "jwks": support::issuer().jwks(),
        "trustPolicy": policy.to_string(),
        "provider": or("provider", json!({ "url": "https://issuer.example.com", "clientIdList": ["sts.amazonaws.com"] })),
        "role": or("role", json!({ "arn": "arn:aws:iam::111122223333:role/deploy", "maxSessionDuration": 7200 })),
        "request": or("request", json!({ "roleSessionName": "control" })),
        "context": or("context", json!({})),
    });
    serde_json::from_value(attempt).unwrap()
}

fn changed(mut base: Value, set: &Value, without: &Value) -> Value {
    let members = base.as_object_mut().unwrap();
    for (name, value) in set.as_object().into_iter().flatten() {
        members.insert(name.clone(), value.clone());
    }
    for name in without.as_array().into_iter().flatten() {
        members.remove(name.as_str().unwrap());
    }
    base
}

/// Members such as `"now+300"` as seconds, and texts with `{now+300}` filled in.
fn timed(members: &Value) -> Value {
    let timed = members.as_object().unwrap().iter().map(|(name, value)| {
        let value = match value.as_str() {
            Some(text) if text.starts_with('"') => json!(seconds(text.trim_matches('"')).unwrap().to_string()),
            Some(text) => seconds(text).map_or_else(|| json!(filled(text)), |seconds| json!(seconds)),
            None => value.clone(),
        };
        (name.clone(), value)
    });
    Value::Object(timed.collect())
}

fn seconds(text: &str) -> Option<i64> {
    let offset = text.strip_prefix("now")?;
    if offset.is_empty() {
        Some(NOW)
    } else {
        Some(NOW + offset.parse::<i64>().ok()?)
    }
}

fn filled(text: &str) -> String {
    let mut parts = text.split("{now");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (offset, rest) = part.split_once('}').expect("{now…} is closed");
        told += &seconds(&format!("now{offset}")).unwrap().to_string();
        told += rest;
    }
    told
}
