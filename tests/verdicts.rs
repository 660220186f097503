//! What comes of an attempt as a whole, by the cases in `tests/data/verdicts`.
//!
//! Each case is a push to main of octo-org/app and a role that trusts GitHub's provider under
//! its `condition`, or has its `policy`; the members `claims`, `context`, `request`, `provider`
//! and `now` change the rest.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod edits;

use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use assumable::report::{Check, CheckId, FindingSeverity, FixKind, Report, VerdictFix};
use edits::edited;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: i64 = 1_793_620_800;
const ISSUER: &str = "token.actions.githubusercontent.com";

#[test]
fn absent_keys() {
    replay("absent-keys", 50);
}

#[test]
fn duplicates() {
    replay("duplicates", 10);
}

#[test]
fn strangers() {
    replay("strangers", 20);
}

#[test]
fn unreadable() {
    replay("unreadable", 10);
}

fn replay(name: &str, least: usize) {
    let text = std::fs::read_to_string(format!("tests/data/verdicts/{name}.json")).expect(name);
    let cases: Vec<Value> = serde_json::from_str(&text).expect(name);
    assert!(cases.len() >= least, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(wrong).collect();
    assert!(
        wrong.is_empty(),
        "{} of {} wrong\n\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n\n")
    );
}

fn attempt(case: &Value) -> Attempt {
    let mut claims = json!({
        "iss": format!("https://{ISSUER}"),
        "sub": "repo:octo-org/app:ref:refs/heads/main",
        "aud": "sts.amazonaws.com",
        "iat": NOW - 20,
        "exp": NOW + 280,
    });
    if let Some(own) = case["claims"].as_object() {
        claims.as_object_mut().expect("claims").extend(own.clone());
    }
    let issuer = case["provider"].as_str().unwrap_or(ISSUER);
    let actions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"];
    let made = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{issuer}") },
        "Action": actions,
        "Condition": case["condition"],
    }] });
    let policy = case["policy"].as_str().map_or(made.to_string(), str::to_owned);
    let context = case.get("context").cloned().unwrap_or_else(|| json!({}));
    let mut attempt: Attempt = serde_json::from_value(json!({
        "trustPolicy": policy,
        "context": context,
        "request": case["request"],
    }))
    .expect("an attempt");
    attempt.token = claims.to_string();
    attempt
}

fn trust(report: &Report) -> &Check {
    let mut checks = report.checks.iter();
    checks
        .find(|check| check.id == CheckId::TrustPolicy)
        .expect("the check")
}

/// What differs between a case and what comes of it.
fn wrong(case: &Value) -> Option<String> {
    let now = case["now"].as_i64().unwrap_or(NOW);
    let attempt = attempt(case);
    let report = inspect(&attempt, now);
    let told = serde_json::to_value(&report).expect("a report");
    let check = serde_json::to_value(trust(&report)).expect("a check");
    let expect = case["expect"].as_object().expect("what is expected");
    let summary = &report.verdict.summary;
    let differs = expect.iter().find(|(name, wanted)| {
        let text = || wanted.as_str().expect("a text");
        match name.as_str() {
            "outcome" => told["verdict"]["outcome"] != **wanted,
            "error" => told["verdict"]["error"].get("code").unwrap_or(&Value::Null) != *wanted,
            "trust" => check["status"] != **wanted,
            "evidence" => check["evidence"] != **wanted,
            "summary" => !summary.starts_with(text()),
            "ends" => !summary.trim_end_matches('.').contains(text()),
            "assumes" => !report.verdict.assumptions.iter().any(|one| one.text.contains(text())),
            "says" => !conditions(&report).any(|reason| reason.contains(text())),
            "missing" => is_missing(&report) != wanted.as_bool().expect("a truth value"),
            "never" => wanted.as_array().expect("texts").iter().any(|text| {
                let text = text.as_str().expect("a text");
                summary.contains(text) || conditions(&report).any(|reason| reason.contains(text))
            }),
            "title" => edit(&report).is_none_or(|fix| fix.title != text()),
            "fix" => edit(&report).is_some() != wanted.as_bool().expect("a truth value"),
            "mended" => !is_mended(&attempt, &report, now),
            "critical" => is_critical(&report) != wanted.as_bool().expect("a truth value"),
            "finding" => !report.findings.iter().any(|finding| finding.rule == text()),
            other => panic!("{other} is no expectation"),
        }
    });
    let (name, wanted) = differs?;
    Some(format!(
        "{}: {name}\n  expected {wanted}\n  summary  {summary}\n  check    {check}\n  reasons  {:?}\n  findings {:?}\n  fix      {}",
        case["shows"],
        conditions(&report).collect::<Vec<_>>(),
        report
            .findings
            .iter()
            .map(|finding| (&finding.rule, finding.severity))
            .collect::<Vec<_>>(),
        told["verdict"]["fixes"]
    ))
}

fn conditions(report: &Report) -> impl Iterator<Item = &str> {
    let statements = report.trust.statements.iter();
    statements
        .flat_map(|statement| &statement.conditions)
        .map(|condition| condition.reason.as_str())
}

fn is_missing(report: &Report) -> bool {
    let mut conditions = report
        .trust
        .statements
        .iter()
        .flat_map(|statement| &statement.conditions);
    conditions.any(|condition| condition.missing)
}

fn is_critical(report: &Report) -> bool {
    let mut findings = report.findings.iter();
    findings.any(|finding| finding.severity == FindingSeverity::Critical)
}

/// The first fix that edits the trust policy.
fn edit(report: &Report) -> Option<&VerdictFix> {
    let mut fixes = report.verdict.fixes.iter();
    fixes.find(|fix| fix.kind == FixKind::TrustPolicy)
}

/// Whether the fix takes away what the summary named: nothing of it is in the way any more.
fn is_mended(attempt: &Attempt, report: &Report, now: i64) -> bool {
    let (Some(fix), Some(policy)) = (edit(report), &attempt.trust_policy) else {
        return false;
    };
    let mended = Attempt {
        trust_policy: Some(edited(policy, &fix.edits)),
        ..attempt.clone()
    };
    let after = inspect(&mended, now);
    serde_json::to_value(after.verdict.outcome).expect("an outcome") == json!("accepted")
}

// ----------------------------------------------------------------- strangers

/// What a wildcard may take of a stranger's `sub`. `q` stands in no pattern.
const RUNS: [&str; 15] = [
    "",
    "q",
    "qq",
    "/q",
    "q/",
    "q/app",
    "q/app:",
    "epo:q/app:",
    "po:q/x:",
    "repo:q/",
    "repo:q/x:",
    "@7/q",
    "7/q",
    "7/q:",
    ":",
];
const ONES: [&str; 9] = ["q", "r", "e", "p", "o", ":", "/", "a", "7"];

/// Every text that a pattern takes with one of these in place of each wildcard.
fn taken(pattern: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for character in pattern.chars() {
        let one = character.to_string();
        let choices: Vec<&str> = match character {
            '*' => RUNS.to_vec(),
            '?' => ONES.to_vec(),
            _ => vec![&one],
        };
        all = all
            .iter()
            .flat_map(|start| choices.iter().map(move |end| format!("{start}{end}")))
            .collect();
    }
    all
}

/// Whether a text is the `sub` of an owner with a `q` in the name, and where there is an id
/// one with a 7, which stands in no pattern either.
fn is_strange(sub: &str) -> bool {
    let Some((owner, rest)) = sub.strip_prefix("repo:").and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_id = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let (name, id) = owner
        .split_once('@')
        .map_or((owner, None), |(name, id)| (name, Some(id)));
    let repository = rest.split(':').next().unwrap_or_default();
    let (repository, repository_id) = repository
        .split_once('@')
        .map_or((repository, None), |(name, id)| (name, Some(id)));
    is_name(name)
        && name.contains('q')
        && id.is_none_or(|id| is_id(id) && id.contains('7'))
        && is_name(repository)
        && repository_id.is_none_or(is_id)
}

fn accepts(pattern: &str, sub: &str) -> Report {
    let case = json!({
        "condition": { "StringEquals": { format!("{ISSUER}:aud"): "sts.amazonaws.com" },
                       "StringLike": { format!("{ISSUER}:sub"): pattern } },
        "claims": { "sub": sub },
    });
    inspect(&attempt(&case), NOW)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// A pattern that takes a stranger's `sub` has a critical finding and is spoken of, and one
    /// that takes none has none.
    #[test]
    fn a_stranger_gets_in_exactly_where_it_is_told(
        // What begins otherwise may be meant for a subject template, which begins as it likes.
        start in prop::sample::select(vec!["repo:", "repo?", "?epo:", "*", "re*"]),
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "repo:", "repo?", "re", "acme", "acme", "ac", "?", "*", "/", "/", "app", ":", "@65",
                ":environment:prod", ":pull_request", "repo:acme/app",
            ]),
            0..5,
        ),
    ) {
        let pattern = format!("{start}{}", parts.concat());
        prop_assume!(pattern.matches(['*', '?']).count() <= 3);
        let stranger = taken(&pattern).into_iter().find(|sub| is_strange(sub));
        if let Some(sub) = stranger {
            let report = accepts(&pattern, &sub);
            prop_assert_eq!(json!(report.verdict.outcome), json!("accepted"), "{} takes {}", pattern, sub);
            prop_assert!(is_critical(&report), "{} takes {}, and nobody is told", pattern, sub);
            prop_assert!(
                report.verdict.summary.starts_with("Accepted, and so would a stranger be"),
                "{} takes {}: {}", pattern, sub, report.verdict.summary
            );
        } else {
            let report = accepts(&pattern, "repo:acme/app:pull_request");
            prop_assert!(!is_critical(&report), "{} takes no stranger's: {:?}", pattern, report.findings);
            prop_assert!(!report.verdict.summary.contains("stranger"), "{}", report.verdict.summary);
        }
    }
}
