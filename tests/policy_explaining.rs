//! The sentences that a reader gets: nearest misses, principals, and whole readings.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic: that is a failed test"
)]

use assumable::policy::{self, Call, Context, Principal};
use assumable::report::{ConditionReading, StatementReading};
use serde_json::{Value, json};

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
const KEY: &str = "token.actions.githubusercontent.com:sub";

fn evaluate(policy: &str, caller: &str, context: &Context) -> policy::Evaluation {
    let call = Call {
        principal: Principal::Federated(caller),
        action: "sts:AssumeRoleWithWebIdentity",
        context,
    };
    policy::evaluate(&policy::read(policy), &call)
}

fn one_statement(members: &Value, caller: &str, context: &Context) -> StatementReading {
    let mut whole = json!({
        "Effect": "Allow",
        "Principal": { "Federated": PROVIDER },
        "Action": "sts:AssumeRoleWithWebIdentity",
    });
    for (name, value) in members.as_object().unwrap() {
        whole[name] = value.clone();
    }
    let policy = json!({ "Version": "2012-10-17", "Statement": [whole] }).to_string();
    evaluate(&policy, caller, context).statements[0].clone()
}

fn condition(operator: &str, expected: &Value, actual: &str) -> ConditionReading {
    let mut context = Context::new();
    context.insert(KEY, vec![actual.to_owned()], false);
    let members = json!({ "Condition": { operator: { KEY: expected } } });
    one_statement(&members, PROVIDER, &context).conditions[0].clone()
}

#[test]
fn a_near_miss_says_what_is_meant() {
    for (operator, expected, actual, hint) in [
        (
            "StringEquals",
            "repo:Octo-Org/app:x",
            "repo:octo-org/app:x",
            "differs only in letter case",
        ),
        (
            "StringLike",
            "repo:Octo-Org/*",
            "repo:octo-org/app:x",
            "differs only in letter case",
        ),
        (
            "StringEquals",
            "main ",
            "main",
            "differs only in a trailing space in the policy's value",
        ),
        (
            "StringLike",
            " ma*",
            "main",
            "differs only in a leading space in the policy's value",
        ),
        (
            "StringEquals",
            "main",
            "main\n",
            "differs only in a trailing space in the value of this call",
        ),
        (
            "StringEquals",
            "repo:octo-org/app:*",
            "repo:octo-org/app:ref:refs/heads/main",
            "* and ? are literal in StringEquals; StringLike would match",
        ),
        (
            "StringEquals",
            "repo:octo-org/other:*",
            "repo:octo-org/app:ref:refs/heads/main",
            "* and ? are literal in StringEquals; only StringLike takes them as wildcards",
        ),
        (
            "StringEquals",
            "repo:octo\u{2011}org/app",
            "repo:octo-org/app",
            "differs only in a look-alike character: the policy has \u{2011} (U+2011) where this call has - (U+002D)",
        ),
        (
            "StringLike",
            "repo:octo-org/\u{430}pp:*",
            "repo:octo-org/app:x",
            "differs only in a look-alike character: the policy has \u{430} (U+0430) where this call has a (U+0061)",
        ),
        (
            "StringEquals",
            "ma\u{200b}in",
            "main",
            "differs only in a look-alike character: the policy has the invisible U+200B where this call has i (U+0069)",
        ),
        (
            "StringEquals",
            "caf\u{e9}",
            "cafe\u{301}",
            "looks the same, but an accent is one character here and two there; AWS tells them apart",
        ),
        (
            "StringEquals",
            "repo:o/a:environment:a:b",
            "repo:o/a:environment:a%3Ab",
            "differs only in percent-encoding: the value of this call is encoded",
        ),
        (
            "StringEquals",
            "repo:octo-org/app",
            "repo:octo-org/app:ref:refs/heads/main",
            "the value of this call goes on with \":ref:refs/heads/main\" where the policy's ends",
        ),
        (
            "StringLike",
            "repo:octo-org/*:environment:prod:x",
            "repo:octo-org/app:environment:prod",
            "the policy expects \":x\" more where the value of this call ends",
        ),
        (
            "StringLike",
            "repo:octo-org/*:ref:refs/heads/main",
            "repo:octo-org/app:ref:refs/heads/mail",
            "expected \"main\" where this call has \"mail\"",
        ),
        (
            "ArnLike",
            "arn:aws:iam::111122223333:role/Deploy",
            "arn:aws:iam::111122223333:role/deploy",
            "differs only in letter case",
        ),
        (
            "ArnLike",
            "arn:aws:iam::444455556666:role/*",
            "arn:aws:iam::111122223333:role/deploy",
            "expected \"444455556666\" where this call has \"111122223333\"",
        ),
    ] {
        let read = condition(operator, &json!(expected), actual);
        let nearest = read.expected[0].nearest.as_ref();
        assert_eq!(
            nearest.and_then(|nearest| nearest.hint.as_deref()),
            Some(hint),
            "{operator} {expected} {actual}"
        );
    }
}

#[test]
fn an_absent_key_names_the_one_that_is_there() {
    let mut context = Context::new();
    let slug = "token.actions.githubusercontent.com/octo-enterprise:sub";
    context.insert(slug, vec!["repo:octo-org/app:x".to_owned()], false);
    context.insert(
        "token.actions.githubusercontent.com:repository_id",
        vec!["1".to_owned()],
        false,
    );
    for (key, said) in [
        (
            KEY,
            "; this call has token.actions.githubusercontent.com/octo-enterprise:sub instead.",
        ),
        (
            "token.actions.githubusercontent.com:repositoryid",
            "; this call has token.actions.githubusercontent.com:repository_id instead.",
        ),
        ("token.actions.githubusercontent.com:iss", "and StringEquals needs it."),
        ("aws:sub", "and StringEquals needs it."),
    ] {
        let members = json!({ "Condition": { "StringEquals": { key: "x" } } });
        let read = one_statement(&members, PROVIDER, &context);
        let reason = &read.conditions[0].reason;
        assert!(reason.ends_with(said), "{reason}");
    }
}

#[test]
fn what_matched_or_was_ruled_out_has_no_nearest_miss() {
    assert_eq!(condition("StringLike", &json!("ma*"), "main").expected[0].nearest, None);
    assert_eq!(
        condition("StringNotEquals", &json!("Main"), "main").expected[0].nearest,
        None
    );
    assert_eq!(condition("NumericEquals", &json!("1"), "2").expected[0].nearest, None);
}

#[test]
fn a_provider_that_differs_says_in_which_part() {
    let base = "arn:aws:iam::111122223333:oidc-provider/";
    let github = "token.actions.githubusercontent.com";
    for (policy, caller, said) in [
        (
            format!("arn:aws:iam::444455556666:oidc-provider/{github}"),
            format!("{base}{github}"),
            "the account is 444455556666 in the policy and 111122223333 in this call",
        ),
        (
            format!("arn:aws-cn:iam::111122223333:oidc-provider/{github}"),
            format!("{base}{github}"),
            "the partition is aws-cn in the policy and aws in this call",
        ),
        (
            format!("{base}{github}/"),
            format!("{base}{github}"),
            "the policy ends in a slash and the provider of this call does not",
        ),
        (
            format!("{base}tenant.auth0.example"),
            format!("{base}tenant.auth0.example/"),
            "the provider of this call ends in a slash and the policy does not",
        ),
        (
            format!("{base}https://{github}"),
            format!("{base}{github}"),
            "the policy keeps https:// in the ARN",
        ),
        (
            format!("{base}Token.actions.githubusercontent.com"),
            format!("{base}{github}"),
            "only letter case differs",
        ),
        (
            format!("{base}{github}"),
            format!("{base}{github}/octo-enterprise"),
            "the policy has no path, and this call has \"/octo-enterprise\"",
        ),
        (
            format!("{base}vstoken.actions.githubusercontent.com"),
            format!("{base}{github}"),
            "the host is \"vstoken.actions.githubusercontent.com\" in the policy",
        ),
        (
            format!("arn:aws:iam::111122223333:saml-provider/{github}"),
            format!("{base}{github}"),
            "the policy names saml-provider/… and this call comes by oidc-provider/…",
        ),
        (github.to_owned(), format!("{base}{github}"), "is a bare host name"),
        (
            format!("arn:aws:iam//1:oidc-provider/{github}"),
            format!("{base}{github}"),
            "is not the ARN of a provider",
        ),
    ] {
        let members = json!({ "Principal": { "Federated": ["arn:aws:iam::1:saml-provider/x", policy] } });
        let read = one_statement(&members, &caller, &Context::new());
        assert!(!read.principal.matched && !read.applies, "{policy}");
        assert!(
            read.principal.reason.contains(said),
            "{policy}\n{}",
            read.principal.reason
        );
    }
}

#[test]
fn everyone_is_not_a_web_identity() {
    for principal in [json!({ "AWS": "*" }), json!("*")] {
        let read = one_statement(&json!({ "Principal": principal }), PROVIDER, &Context::new());
        assert!(!read.applies);
        assert!(
            read.principal
                .reason
                .contains("does not authorise a caller with a web identity"),
            "{}",
            read.principal.reason
        );
    }
}

#[test]
fn principals_and_actions_of_every_form() {
    let context = Context::new();
    let applies = |members: Value| one_statement(&members, PROVIDER, &context).applies;
    assert!(applies(
        json!({ "Principal": { "Federated": ["accounts.google.com", PROVIDER] } })
    ));
    assert!(!applies(
        json!({ "Principal": { "Service": "ec2.amazonaws.com", "CanonicalUser": "x" } })
    ));
    assert!(!applies(json!({ "Principal": {} })));
    for (action, wanted) in [
        (json!("sts:AssumeRoleWithWebIdentity"), true),
        (json!("STS:assumerolewithwebidentity"), true),
        (json!(["sts:TagSession", "sts:AssumeRole*"]), true),
        (json!("sts:AssumeRoleWithWebIdentit?"), true),
        (json!("*"), true),
        (json!("sts:AssumeRole"), false),
        (json!([]), false),
    ] {
        assert_eq!(applies(json!({ "Action": action })), wanted, "{action}");
    }
    let policy = |element: Value| {
        let mut statement = json!({ "Effect": "Allow", "Principal": { "Federated": PROVIDER }, "Action": "*" });
        for (name, value) in element.as_object().unwrap() {
            statement
                .as_object_mut()
                .unwrap()
                .remove(name.trim_start_matches("Not"));
            statement[name] = value.clone();
        }
        json!({ "Version": "2012-10-17", "Statement": statement }).to_string()
    };
    let applies = |element: Value| evaluate(&policy(element), PROVIDER, &context).statements[0].applies;
    assert!(applies(json!({ "NotAction": "sts:TagSession" })));
    assert!(!applies(json!({ "NotAction": "sts:*WithWebIdentity" })));
    assert!(applies(json!({ "NotPrincipal": { "AWS": "111122223333" } })));
    assert!(!applies(json!({ "NotPrincipal": { "Federated": PROVIDER } })));
    let google = json!({ "Principal": { "Federated": "accounts.google.com" } });
    assert!(one_statement(&google, "accounts.google.com", &context).applies);
}

#[test]
fn session_tags_are_an_action_of_their_own() {
    let context = Context::new();
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": {
            "Effect": "Allow",
            "Principal": { "Federated": PROVIDER },
            "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
        },
    });
    let document = policy::read(&policy.to_string());
    let applies = |action| {
        let call = Call {
            principal: Principal::Federated(PROVIDER),
            action,
            context: &context,
        };
        policy::evaluate(&document, &call).statements[0].applies
    };
    assert!(applies("sts:TagSession"));
    assert!(!applies("sts:SetSourceIdentity"));
}

#[test]
fn a_whole_reading() {
    let policy = include_str!("data/policy/documents/several-statements.json");
    let mut context = Context::new();
    for (key, values, multivalued) in [
        (KEY, vec!["repo:octo-org/app:ref:refs/heads/main"], false),
        (
            "token.actions.githubusercontent.com:aud",
            vec!["sts.amazonaws.com"],
            false,
        ),
        ("aws:TagKeys", vec!["team", "cost"], true),
        ("aws:SourceIp", vec!["203.0.113.9"], false),
        ("aws:RequestTag/repo", vec!["app"], false),
    ] {
        context.insert(key, values.into_iter().map(str::to_owned).collect(), multivalued);
    }
    let evaluation = evaluate(policy, PROVIDER, &context);
    let read = json!({ "decision": evaluation.decision, "statements": evaluation.statements });
    insta::assert_snapshot!(serde_json::to_string_pretty(&read).unwrap());
}
