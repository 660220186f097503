//! What people paste as a trust policy, and what is read of it: the files of
//! `tests/data/policy/documents/`, each with every place pointing at what it names.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic: that is a failed test"
)]

use assumable::policy::{self, Call, Context, Document, Principal};
use assumable::report::{Decision, Effect, Severity};
use assumable::text::Span;

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const SUB: &str = "token.actions.githubusercontent.com:sub";

fn file(name: &str) -> String {
    std::fs::read_to_string(format!("tests/data/policy/documents/{name}")).unwrap()
}

/// The text at a place, counted as editors count.
fn at(text: &str, span: Span) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[span.start..span.end]).unwrap()
}

fn decide(document: &Document, sub: &str) -> Decision {
    let mut context = Context::new();
    context.insert(SUB, vec![sub.to_owned()], false);
    let call = Call {
        principal: Principal::Federated(PROVIDER),
        action: "sts:AssumeRoleWithWebIdentity",
        context: &context,
    };
    policy::evaluate(document, &call).decision
}

#[test]
fn one_policy_in_every_wrapping() {
    for (name, principal, value) in [
        (
            "trust-policy.json",
            format!("\"{PROVIDER}\""),
            "\"repo:octo-org/app:environment:café\"",
        ),
        (
            "get-role.json",
            format!("\"{PROVIDER}\""),
            "\"repo:octo-org/app:environment:café\"",
        ),
        (
            "get-role-percent-encoded.json",
            "%22arn%3Aaws%3Aiam%3A%3A111122223333%3Aoidc-provider%2Ftoken.actions.githubusercontent.com%22".to_owned(),
            "%22repo%3Aocto-org%2Fapp%3Aenvironment%3Acaf%C3%A9%22",
        ),
        (
            "list-roles.json",
            "%22arn%3Aaws%3Aiam%3A%3A111122223333%3Aoidc-provider%2Ftoken.actions.githubusercontent.com%22".to_owned(),
            "%22repo%3Aocto-org%2Fapp%3Aenvironment%3Acaf%C3%A9%22",
        ),
        (
            "percent-encoded.txt",
            "%22arn%3Aaws%3Aiam%3A%3A111122223333%3Aoidc-provider%2Ftoken.actions.githubusercontent.com%22".to_owned(),
            "%22repo%3Aocto-org%2Fapp%3Aenvironment%3Acaf%C3%A9%22",
        ),
        (
            "string-in-string.json",
            format!("\\\"{PROVIDER}\\\""),
            "\\\"repo:octo-org/app:environment:caf\\\\u00e9\\\"",
        ),
    ] {
        let text = file(name);
        let document = policy::read(&text);
        assert!(document.saveable().ok, "{name} {:#?}", document.saveable());
        assert_eq!(
            decide(&document, "repo:octo-org/app:environment:café"),
            Decision::Allowed,
            "{name}"
        );
        assert_eq!(
            decide(&document, "repo:octo-org/app:environment:cafe"),
            Decision::ImplicitDeny,
            "{name}"
        );
        let statement = &document.policy().unwrap().statements[0];
        let named = &statement.principal.as_ref().unwrap().entries[0].value;
        assert_eq!(at(&text, named.at), principal, "{name}");
        assert_eq!(at(&text, statement.conditions[0].values[0].at), value, "{name}");
    }
}

#[test]
fn the_role_of_an_answer() {
    for name in ["get-role.json", "get-role-percent-encoded.json", "list-roles.json"] {
        let document = policy::read(&file(name));
        let role = document.role().unwrap();
        assert_eq!(
            role.arn.as_deref(),
            Some("arn:aws:iam::111122223333:role/deploy"),
            "{name}"
        );
        assert_eq!(role.max_session_duration, Some(7200), "{name}");
        assert_eq!(role.tags, [("team".to_owned(), "web".to_owned())], "{name}");
    }
    assert_eq!(policy::read(&file("trust-policy.json")).role(), None);
}

#[test]
fn of_several_roles_the_one_that_is_asked_for() {
    let text = file("list-roles.json");
    let several = policy::read(&text).problems();
    assert_eq!(
        several[0].message,
        "found the trust policies of 2 roles; the one of deploy is read"
    );
    assert_eq!(several[0].severity, Severity::Warning);
    let asked = policy::read_role(&text, Some("arn:aws:iam::111122223333:role/ec2"));
    assert_eq!(asked.federated_principals().count(), 0);
}

#[test]
fn a_template_is_read_as_far_as_it_is_written() {
    let document = policy::read(&file("cloudformation-role.json"));
    assert!(document.saveable().ok, "{:#?}", document.saveable());
    assert_eq!(document.role().unwrap().max_session_duration, Some(7200));
    assert_eq!(
        decide(&document, "repo:octo-org/app:environment:café"),
        Decision::Allowed
    );
    let problems = document.problems();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    assert!(problems[0].message.contains("Fn::Sub"), "{problems:#?}");
}

#[test]
fn a_broken_policy_is_read_all_the_same() {
    let text = file("broken-in-many-ways.json");
    let document = policy::read(&text);
    assert_eq!(
        document.saveable().errors[0].message,
        "This policy contains invalid Json"
    );
    assert_eq!(
        decide(&document, "repo:octo-org/𐐀pp:x"),
        Decision::ImplicitDeny,
        "run_id is not in this call"
    );
    let statement = &document.policy().unwrap().statements[0];
    assert_eq!(statement.effect, Effect::Allow);
    let told: Vec<String> = document
        .problems()
        .into_iter()
        .map(|problem| {
            format!(
                "{}  <<  {}",
                problem.message,
                at(&text, problem.span.unwrap()).replace('\n', "\\n")
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn what_is_no_policy_says_what_was_expected() {
    for (text, said) in [
        ("", "expected JSON, found nothing"),
        ("42", "found a number"),
        ("\"hello\"", "expected a JSON value, found the word hello"),
        ("{}", "expected a Statement, found none"),
        ("[1]", "found an array"),
        ("{\"Role\":{}}", "expected a Statement"),
        ("AWSTemplateFormatVersion: 2010-09-09\nResources:", "expected"),
    ] {
        let document = policy::read(text);
        assert!(!document.is_readable(), "{text}");
        assert!(!document.saveable().ok, "{text}");
        assert_eq!(decide(&document, "x"), Decision::Unreadable, "{text}");
        let problems = document.problems();
        assert!(
            problems.iter().any(|problem| problem.message.contains(said)),
            "{text}: {problems:#?}"
        );
    }
}

#[test]
fn hostile_texts_are_answered_at_once() {
    let stars = "*".repeat(20_000);
    let deep = "[".repeat(200_000);
    let strings = (0..6).fold("{}".to_owned(), |text, _| serde_json::to_string(&text).unwrap());
    for text in [
        format!("{{\"Statement\":{deep}"),
        deep.clone(),
        strings,
        "%7B".repeat(50_000),
        format!(
            "{{\"Statement\":{{\"Effect\":\"Allow\",\"Condition\":{{\"StringLike\":{{\"{SUB}\":\"{stars}b\"}}}}}}}}"
        ),
        format!(
            "{{\"Role\":{{\"AssumeRolePolicyDocument\":\"{}\"}}}}",
            "\\u00".repeat(30_000)
        ),
    ] {
        let document = policy::read(&text);
        let _ = document.saveable();
        assert_ne!(decide(&document, &"a".repeat(100_000)), Decision::Allowed);
    }
}
