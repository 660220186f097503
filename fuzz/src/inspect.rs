//! A whole attempt: the eleven checks in their order, the same answer every time, nothing
//! passed that was not checked, and nothing of the signature in the report.

use assumable::attempt::Attempt;
use assumable::inspect::{inspect, inspect_with};
use assumable::memory::Memory;
use assumable::report::{Check, CheckId, Decision, KeysReading, Outcome, Report, Status, TokenForm};
use assumable::token;

use crate::places::Text;

const NOW: i64 = 1_793_620_800;

const ORDER: [CheckId; 11] = [
    CheckId::Parameters,
    CheckId::TokenFormat,
    CheckId::RequiredClaims,
    CheckId::Provider,
    CheckId::Timestamps,
    CheckId::Audience,
    CheckId::Signature,
    CheckId::SessionTags,
    CheckId::RolesClaim,
    CheckId::TrustPolicy,
    CheckId::Session,
];

/// Holds of a token, keys, a policy, and the rest of an attempt as a JSON object.
pub fn holds(data: &[u8]) {
    let [token, jwks, policy, rest] = crate::texts(data);
    let attempt = Attempt {
        token,
        jwks: Some(jwks).filter(|text| !text.is_empty()),
        trust_policy: Some(policy).filter(|text| !text.is_empty()),
        ..serde_json::from_str(&rest).unwrap_or_default()
    };
    let report = inspect(&attempt, NOW);
    let memory = Memory::default();
    for _ in 0..2 {
        assert_eq!(
            inspect_with(&memory, &attempt, NOW),
            report,
            "no answer depends on what was asked before"
        );
    }
    assert!(report.checks.iter().map(|check| check.id).eq(ORDER));
    report.checks.iter().for_each(is_complete);
    verdict_follows(&report);
    nothing_unchecked_passes(&attempt, &report);
    places_are_places(&attempt, &report);
    signature_stays_inside(&attempt, &rest, &report);
}

fn is_complete(check: &Check) {
    assert_eq!(check.status == Status::Failed, check.error.is_some(), "{check:?}");
    assert!(!check.title.is_empty() && !check.summary.is_empty(), "{check:?}");
}

fn verdict_follows(report: &Report) {
    let verdict = &report.verdict;
    let unreadable = report.trust.decision == Decision::Unreadable;
    // Beyond a policy that cannot be read, nothing is the answer of STS.
    let reached = report
        .checks
        .iter()
        .take_while(|check| !unreadable || check.id != CheckId::TrustPolicy);
    let failed = reached.into_iter().find(|check| check.status == Status::Failed);
    assert_eq!(
        verdict.error,
        failed.and_then(|check| check.error.clone()),
        "the first failure is the answer"
    );
    assert_eq!(verdict.session.is_some(), verdict.outcome == Outcome::Accepted);
    assert_eq!(
        verdict.error.is_some() || unreadable,
        verdict.outcome == Outcome::Refused
    );
    let assumed = report.checks.iter().filter(|check| check.status == Status::Assumed);
    assert!(
        assumed
            .map(|check| check.id)
            .eq(verdict.assumptions.iter().map(|assumption| assumption.check))
    );
    assert!(!verdict.summary.is_empty(), "a verdict says why");
}

fn nothing_unchecked_passes(attempt: &Attempt, report: &Report) {
    let passed = |id| {
        report
            .checks
            .iter()
            .any(|check| check.id == id && check.status == Status::Passed)
    };
    if passed(CheckId::Signature) {
        assert!(attempt.jwks.is_some(), "no signature is good without a key");
        assert_eq!(
            report.token.form,
            TokenForm::Jws,
            "what has no signature has no good one"
        );
        assert!(some_key_verifies(&report.keys), "{:?}", report.keys);
    }
    if passed(CheckId::TrustPolicy) {
        assert!(attempt.trust_policy.is_some(), "nothing allows without a policy");
    }
}

/// By the RFCs, or by STS, which takes some keys that the RFCs would not.
fn some_key_verifies(keys: &KeysReading) -> bool {
    let by_sts = |candidate: &assumable::report::KeyCandidate| candidate.sts.as_ref().is_some_and(|sts| sts.usable);
    keys.verified_by.is_some() || keys.candidates.iter().any(by_sts)
}

fn places_are_places(attempt: &Attempt, report: &Report) {
    let [token, jwks, policy] = [
        Text::new(&attempt.token),
        Text::new(attempt.jwks.as_deref().unwrap_or_default()),
        Text::new(attempt.trust_policy.as_deref().unwrap_or_default()),
    ];
    token.hold_of_problems(&report.token.problems);
    token.hold_of_members(&report.token.claims);
    jwks.hold_of_problems(&report.keys.problems);
    for candidate in &report.keys.candidates {
        jwks.at(candidate.span);
    }
    policy.hold_of_problems(&report.trust.problems);
    for statement in &report.trust.statements {
        policy.at(statement.span);
    }
}

/// A report may be shown to others: what makes a token a credential is not in it.
fn signature_stays_inside(attempt: &Attempt, rest: &str, report: &Report) {
    let read = token::read(&attempt.token);
    let (Some(compact), Some(jws)) = (&read.compact, &read.jws) else {
        return;
    };
    let signature = compact.rsplit('.').next().unwrap_or_default();
    let elsewhere = [
        attempt.jwks.as_deref().unwrap_or_default(),
        attempt.trust_policy.as_deref().unwrap_or_default(),
        rest,
        &jws.signing_input,
        &String::from_utf8_lossy(&jws.payload),
        &format!("{:?}", read.header),
    ];
    if read.form != TokenForm::Jws || signature.len() < 40 || elsewhere.iter().any(|text| text.contains(signature)) {
        return;
    }
    let written = serde_json::to_string(report).expect("a report is JSON");
    assert!(!written.contains(signature), "the signature is in the report");
}
