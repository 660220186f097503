//! Whether IAM would save a document as a trust policy, and what it would answer,
//! against `tests/data/policy/saving/`.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic: that is a failed test")]

use assumable::policy;
use assumable::report::Severity;
use serde_json::{Value, json};

#[test]
fn every_case_of_the_tables() {
    let mut cases = 0;
    for entry in std::fs::read_dir("tests/data/policy/saving").unwrap() {
        let path = entry.unwrap().path();
        let table: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in table["cases"].as_array().unwrap() {
            check(case, &path.display().to_string());
            cases += 1;
        }
    }
    assert!(cases > 160, "only {cases} cases were found");
}

/// `answer` is what IAM says first, or null where it saves.
fn check(case: &Value, path: &str) {
    let text = case["text"]
        .as_str()
        .map_or_else(|| document(&case["statement"]), str::to_owned);
    let document = policy::read(&text);
    let saveable = document.saveable();
    let problems = document.problems();
    let told = format!("{path}: {}\n{text}\n{saveable:#?}\n{problems:#?}", case["what"]);
    let first = saveable.errors.iter().find(|error| error.severity == Severity::Error);
    assert_eq!(
        first.map(|error| error.message.as_str()),
        case["answer"].as_str(),
        "{told}"
    );
    assert_eq!(saveable.ok, case["answer"].is_null(), "{told}");
    // Each objection is explained where it stands.
    for error in &saveable.errors {
        assert!(problems.iter().any(|problem| problem.span == error.span), "{told}");
        assert!(error.span.unwrap().end <= text.encode_utf16().count(), "{told}");
    }
}

/// A statement with the elements that a case does not name; null takes one away.
fn document(statement: &Value) -> String {
    let mut whole = json!({
        "Effect": "Allow",
        "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/issuer.example" },
        "Action": "sts:AssumeRoleWithWebIdentity",
    });
    let members = whole.as_object_mut().unwrap();
    for (name, value) in statement.as_object().unwrap() {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    json!({ "Version": "2012-10-17", "Statement": [whole] }).to_string()
}

#[test]
fn what_nobody_knows_is_a_warning() {
    let github = "token.actions.githubusercontent.com";
    for (condition, said) in [
        (
            json!({ "StringLike": { format!("{github}:job_workflow_ref"): "o/a/*" } }),
            "not settled",
        ),
        (
            json!({ "StringLikeIfExists": { format!("{github}:sub"): "repo:o/a:*" } }),
            "not settled",
        ),
        (
            json!({ "ForAllValues:StringLike": { format!("{github}:sub"): "repo:o/a:*" } }),
            "not settled",
        ),
        (
            json!({ "StringLike": { format!("{github}:sub"): "repo:o/a:*", "a:b:c": "x" } }),
            "not settled",
        ),
        (
            json!({ "StringEquals": { format!("{github}:sub"): vec!["x".repeat(100); 25] } }),
            "Cannot exceed quota for ACLSizePerRole: 2048",
        ),
    ] {
        let provider = format!("arn:aws:iam::111122223333:oidc-provider/{github}");
        let text = document(&json!({ "Principal": { "Federated": provider }, "Condition": condition }));
        let saveable = policy::read(&text).saveable();
        assert!(saveable.ok, "{text}\n{saveable:#?}");
        let warning = &saveable.errors[0];
        assert_eq!(warning.severity, Severity::Warning, "{text}");
        assert!(warning.message.contains(said), "{text}\n{saveable:#?}");
    }
}

#[test]
fn white_space_does_not_count() {
    let text = document(&json!({})).replace(',', &format!(",{}", " \n\t".repeat(2000)));
    assert!(policy::read(&text).saveable().errors.is_empty());
}
