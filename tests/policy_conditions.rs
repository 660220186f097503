//! Every condition operator against the table of what real AWS was seen to answer
//! (published captures of 2026-09-11 and 12), and of what is documented or assumed
//! beyond that: `tests/data/policy/conditions/`, one file for each family.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic: that is a failed test"
)]

use assumable::policy::{self, Call, Context, Principal};
use assumable::report::{ConditionReading, Decision, StatementReading};
use serde_json::{Value, json};

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/issuer.example";
const ACTION: &str = "sts:AssumeRoleWithWebIdentity";

#[test]
fn every_case_of_the_tables() {
    let mut cases = 0;
    for entry in std::fs::read_dir("tests/data/policy/conditions").unwrap() {
        let path = entry.unwrap().path();
        let table: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in table["cases"].as_array().unwrap() {
            check(case, &path.display().to_string());
            cases += 1;
        }
    }
    assert!(cases > 500, "only {cases} cases were found");
}

/// Evaluates one case in an Allow and in a Deny, for an error tells the two apart.
fn check(case: &Value, path: &str) {
    let (allow, decision) = evaluate(case, "Allow");
    let condition = &allow.conditions[0];
    let told = format!("{path}: {case}\n{condition:#?}");
    let wanted = case["result"].as_str().unwrap();
    assert_eq!(serde_json::to_value(condition.result).unwrap(), wanted, "{told}");
    if let Some(evidence) = case["evidence"].as_str() {
        assert_eq!(serde_json::to_value(condition.evidence).unwrap(), evidence, "{told}");
    }
    assert_eq!(
        condition.missing,
        case.get("call").is_none_or(|call| call == &json!([])),
        "{told}"
    );
    assert_is_explained(condition, &told);

    let allowed = wanted == "match";
    let granted = if allowed {
        Decision::Allowed
    } else {
        Decision::ImplicitDeny
    };
    assert_eq!((allow.applies, decision), (allowed, granted), "{told}");

    let (deny, decision) = evaluate(case, "Deny");
    let denied = wanted != "no-match";
    let refused = if denied {
        Decision::ExplicitDeny
    } else {
        Decision::ImplicitDeny
    };
    assert_eq!((deny.applies, decision), (denied, refused), "{told}");
}

fn assert_is_explained(condition: &ConditionReading, told: &str) {
    assert!(condition.reason.ends_with('.'), "{told}");
    assert!(!condition.reason.contains(char::is_control), "{told}");
    let unsettled = serde_json::to_value(condition.evidence).unwrap() == "unsettled";
    assert_eq!(condition.reason.contains("not settled"), unsettled, "{told}");
}

fn evaluate(case: &Value, effect: &str) -> (StatementReading, Decision) {
    let key = "issuer.example:claim";
    let version = case.get("version").unwrap_or(&json!("2012-10-17")).clone();
    let mut policy = json!({
        "Version": version,
        "Statement": [{
            "Effect": effect,
            "Principal": { "Federated": PROVIDER },
            "Action": ACTION,
            "Condition": { case["operator"].as_str().unwrap(): { key: case["policy"] } },
        }],
    });
    if version.is_null() {
        policy.as_object_mut().unwrap().remove("Version");
    }
    let mut context = Context::new();
    for (name, value) in case["context"].as_object().into_iter().flatten() {
        insert(&mut context, name, value);
    }
    if let Some(value) = case.get("call") {
        insert(&mut context, key, value);
    }
    let call = Call {
        principal: Principal::Federated(PROVIDER),
        action: ACTION,
        context: &context,
    };
    let evaluation = policy::evaluate(&policy::read(&policy.to_string()), &call);
    (evaluation.statements[0].clone(), evaluation.decision)
}

fn insert(context: &mut Context, key: &str, value: &Value) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match value {
        Value::Array(values) => context.insert(key, values.iter().map(text).collect(), true),
        value => context.insert(key, vec![text(value)], false),
    }
}
