//! What a trust policy's refusal or consent is told as, for policies that the examples
//! of the page leave out.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod edits;

use assumable::attempt::{Attempt, ContextValue, Request};
use assumable::inspect::inspect;
use assumable::report::{FixKind, Outcome, Relation, Report, Verdict, VerdictFix};
use edits::edited;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

const NOW: i64 = 1_793_620_800;
const ISSUER: &str = "token.actions.githubusercontent.com";

/// The summary for a push to main of octo-org/app with these claims, and for this policy.
fn summary(claims: &Value, policy: &str) -> String {
    verdict(claims, policy).summary
}

/// A push to main of octo-org/app with these claims, and a role with this policy.
fn attempt(claims: &Value, policy: &str) -> Attempt {
    let mut all = json!({
        "iss": format!("https://{ISSUER}"),
        "sub": "repo:octo-org/app:ref:refs/heads/main",
        "aud": "sts.amazonaws.com",
        "ref": "refs/heads/main",
        "iat": NOW - 20,
        "exp": NOW + 280,
    });
    let own = claims.as_object().expect("claims").clone();
    all.as_object_mut().expect("claims").extend(own);
    Attempt {
        token: all.to_string(),
        trust_policy: Some(policy.to_owned()),
        ..Attempt::default()
    }
}

/// An Allow for GitHub's provider with these conditions.
fn allow(condition: &Value) -> Value {
    json!({
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    })
}

fn policy(statements: &[Value]) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

/// The verdict on a push to main of octo-org/app with these claims, and for this policy.
fn verdict(claims: &Value, policy: &str) -> Verdict {
    inspect(&attempt(claims, policy), NOW).verdict
}

/// The first change of the trust policy that is offered.
fn edit_of(verdict: Verdict) -> Option<VerdictFix> {
    verdict.fixes.into_iter().find(|fix| !fix.edits.is_empty())
}

/// The summary for one Allow with these conditions.
fn of_condition(condition: &Value) -> String {
    summary(&json!({}), &policy(&[allow(condition)]))
}

/// A role that was pasted says how long its sessions may last.
#[test]
fn names_the_maximum_of_the_role() {
    let document = policy(&[allow(
        &json!({ "StringLike": { format!("{ISSUER}:sub"): "repo:octo-org/*" } }),
    )]);
    let document: Value = serde_json::from_str(&document).expect("a policy");
    let role = json!({ "Role": {
        "Arn": "arn:aws:iam::111122223333:role/deploy",
        "AssumeRolePolicyDocument": document,
        "MaxSessionDuration": 7200,
    } });
    let attempt = Attempt {
        token: json!({
            "iss": format!("https://{ISSUER}"),
            "sub": "repo:octo-org/app:ref:refs/heads/main",
            "aud": "sts.amazonaws.com",
            "iat": NOW - 20,
            "exp": NOW + 280,
        })
        .to_string(),
        trust_policy: Some(role.to_string()),
        request: Some(Request {
            duration_seconds: Some(10_800.0),
            ..Request::default()
        }),
        ..Attempt::default()
    };
    assert_eq!(
        inspect(&attempt, NOW).verdict.summary,
        "DurationSeconds is 10800; the role's MaxSessionDuration is 7200. Ask for 7200 or less, or raise MaxSessionDuration of the role."
    );
}

#[test]
fn tells_the_condition_that_fails() {
    let sub = format!("{ISSUER}:sub");
    for (condition, expected) in [
        (
            json!({ "StringNotEquals": { &sub: "repo:octo-org/app:ref:refs/heads/main" } }),
            "Statement 1: token.actions.githubusercontent.com:sub is \"repo:octo-org/app:ref:refs/heads/main\", which equals \"repo:octo-org/app:ref:refs/heads/main\", so StringNotEquals does not hold.",
        ),
        (
            json!({ "StringEquals": { "sts:RoleSessionName": "deployer" } }),
            "Statement 1: sts:RoleSessionName is \"GitHubActions\", which does not equal \"deployer\". Set role-session-name to deployer, or allow GitHubActions.",
        ),
        (
            json!({ "Null": { &sub: "true" } }),
            "Statement 1: token.actions.githubusercontent.com:sub is part of this call, and the policy asks for it to be absent.",
        ),
        (
            json!({ "StringEquals": { &sub: [] } }),
            "Statement 1: The policy lists no value for token.actions.githubusercontent.com:sub, so StringEquals cannot be satisfied",
        ),
        (
            json!({ "StringEquals": { &sub: "repo:octo-org/app:ref:refs/heads/dev", "sts:RoleSessionName": "x", "aws:PrincipalType": "Group" } }),
            "The run is on the branch main; statement 1 wants :ref:refs/heads/dev. Run it from dev, or allow repo:octo-org/app:ref:refs/heads/main. 2 other conditions of it fail too.",
        ),
    ] {
        let told = of_condition(&condition);
        assert!(
            told.starts_with(expected),
            "{condition}\n  expected {expected}\n  found    {told}"
        );
    }
}

#[test]
fn tells_slips_in_keys_and_operators() {
    const MAIN: &str = "repo:octo-org/app:ref:refs/heads/main";
    for (condition, expected) in [
        (
            json!({ "StringEqual": { format!("{ISSUER}:sub"): MAIN, format!("{ISSUER}:aud"): "sts.amazonaws.com" } }),
            "Statement 1: \"StringEqual\" is no condition operator. Write StringEquals.",
        ),
        (
            json!({ "ForAnyValue:StringLikes": { format!("{ISSUER}:sub"): MAIN } }),
            "Statement 1: \"ForAnyValue:StringLikes\" is no condition operator. Write ForAnyValue:StringLike.",
        ),
        (
            json!({ "Matches": { format!("{ISSUER}:sub"): MAIN } }),
            "Statement 1: \"Matches\" is no condition operator. Write one that IAM knows, such as StringEquals.",
        ),
        (
            json!({ "StringEquals": { format!("https://{ISSUER}:sub"): MAIN } }),
            "Condition keys start with the issuer without https://; statement 1 tests https://token.actions.githubusercontent.com:sub. Write token.actions.githubusercontent.com:sub.",
        ),
        (
            json!({ "StringEquals": { "https://token.action.githubusercontent.com:sub": MAIN } }),
            "The token is from token.actions.githubusercontent.com; statement 1 tests https://token.action.githubusercontent.com:sub. Write token.actions.githubusercontent.com:sub: a key starts with the whole issuer.",
        ),
        (
            json!({ "StringEquals": { format!("{ISSUER}:subject"): MAIN } }),
            "AWS has no condition key subject for this issuer; statement 1 tests token.actions.githubusercontent.com:subject. Write token.actions.githubusercontent.com:sub.",
        ),
        (
            json!({ "StringEquals": { format!("{ISSUER}:Repositories"): "octo-org/app" } }),
            "AWS has no condition key Repositories for this issuer; statement 1 tests token.actions.githubusercontent.com:Repositories. Write token.actions.githubusercontent.com:repository.",
        ),
        (
            json!({ "StringEquals": { format!("{ISSUER}:team"): "platform" } }),
            "AWS has no condition key team for this issuer; statement 1 tests token.actions.githubusercontent.com:team. Test one that it has, such as sub.",
        ),
        (
            json!({ "StringEquals": { format!("{ISSUER}:environment"): "prod" } }),
            "The job names no environment, so there is no such claim; statement 1 tests token.actions.githubusercontent.com:environment. Add environment: prod to the job.",
        ),
    ] {
        assert_eq!(of_condition(&condition), expected, "{condition}");
    }
}

#[test]
fn tells_which_workflow_defines_the_job() {
    let called = "octo-org/shared/.github/workflows/deploy.yml@refs/tags/v2";
    let calling = "octo-org/app/.github/workflows/ci.yml@refs/heads/main";
    let claims = json!({ "workflow_ref": calling, "job_workflow_ref": called });
    for (operator, wanted, expected) in [
        (
            "StringEquals",
            calling,
            "job_workflow_ref names the reusable workflow, not the one that calls it; statement 1 wants octo-org/app/.github/workflows/ci.yml@refs/heads/main. Allow octo-org/shared/.github/workflows/deploy.yml@refs/tags/v2.",
        ),
        (
            "StringLike",
            "octo-org/shared/.github/workflows/deploy.yml@refs/heads/*",
            "The job's workflow is taken from refs/tags/v2; statement 1 wants octo-org/shared/.github/workflows/deploy.yml@refs/heads/*. Use a role that trusts this workflow, or allow octo-org/shared/.github/workflows/deploy.yml@refs/tags/v2.",
        ),
        (
            "StringEquals",
            "octo-org/shared/.github/workflows/test.yml@refs/tags/v2",
            "The job is defined in octo-org/shared/.github/workflows/deploy.yml; statement 1 wants octo-org/shared/.github/workflows/test.yml@refs/tags/v2. Use a role that trusts this workflow, or allow octo-org/shared/.github/workflows/deploy.yml@refs/tags/v2.",
        ),
    ] {
        let condition = json!({ operator: { format!("{ISSUER}:job_workflow_ref"): wanted } });
        assert_eq!(summary(&claims, &policy(&[allow(&condition)])), expected);
    }
}

#[test]
fn leaves_a_pattern_as_wide_as_it_is() {
    for (wanted, expected) in [
        (
            "repo:Octo-Org/app:ref:refs/heads/*",
            "Statement 1 wants sub \"repo:Octo-Org/app:ref:refs/heads/*\", which differs only in letter case. Write repo:octo-org/app:ref:refs/heads/*.",
        ),
        (
            "repo:octo-org/app:* ",
            "Statement 1 wants sub \"repo:octo-org/app:* \", which differs only in a trailing space in the policy's value. Write repo:octo-org/app:*.",
        ),
    ] {
        let condition = json!({ "StringLike": { format!("{ISSUER}:sub"): wanted } });
        assert_eq!(of_condition(&condition), expected);
    }
}

#[test]
fn compares_with_the_value_that_ends_alike() {
    let claims = json!({ "sub": "repo:octo-org@65/app@74:environment:prod", "environment": "prod" });
    let values = [
        "repo:octo-org/app:ref:refs/heads/main",
        "repo:octo-org/app:environment:prod",
    ];
    let condition = json!({ "StringEquals": { format!("{ISSUER}:sub"): values } });
    assert_eq!(
        summary(&claims, &policy(&[allow(&condition)])),
        "sub carries the ids of owner and repository (immutable subject); statement 1 wants one of 2 values, the nearest repo:octo-org/app:environment:prod. Allow repo:octo-org@65/app@74:environment:prod."
    );
}

#[test]
fn knows_the_languages_of_tools() {
    for (text, language) in [
        (
            "data \"aws_iam_policy_document\" \"trust\" {\n  statement {\n  }\n}",
            "Terraform",
        ),
        ("assume_role_policy = jsonencode({})", "Terraform"),
        ("Role:\n  Type: AWS::IAM::Role\n  Properties: {}", "YAML"),
        ("Version: '2012-10-17'\nStatement:\n  - Effect: Allow", "YAML"),
    ] {
        assert_eq!(
            summary(&json!({}), text),
            format!(
                "The trust policy cannot be read: expected JSON, found {language}; paste the answer of aws iam get-role, which has the policy as JSON."
            )
        );
    }
}

#[test]
fn calls_nobody_a_stranger_whom_another_condition_keeps_out() {
    let conditions = json!({
        "ForAllValues:StringEquals": { format!("{ISSUER}:iss"): format!("https://{ISSUER}") },
        "ForAnyValue:StringLike": { format!("{ISSUER}:sub"): "repo:octo-org/*" },
    });
    assert_eq!(
        of_condition(&conditions),
        "Accepted, if what is assumed holds: statement 1 allows it."
    );
    let open = json!({ "ForAllValues:StringEquals": { format!("{ISSUER}:iss"): format!("https://{ISSUER}") } });
    assert_eq!(
        of_condition(&open),
        "Accepted, and so would a stranger be: iss is no key of this call, and statement 1 has ForAllValues:StringEquals, which then holds. Write StringEquals with a key that AWS shows. IAM would not save this policy today."
    );
}

#[test]
fn calls_whoever_is_let_in_a_stranger() {
    let sub = |operator: &str, value: &str| json!({ operator: { format!("{ISSUER}:sub"): value } });
    let takes =
        |pattern: &str| format!("statement 1 takes a sub like {pattern}, whoever it is of. Name the owner in it.");
    let blind = "statement 1 allows it without looking at sub. Add a condition on sub to it.".to_owned();
    for (condition, expected) in [
        (sub("StringLike", "repo:*"), takes("repo:*")),
        (
            sub("StringLike", "repo:*/app:ref:refs/heads/main"),
            takes("repo:*/app:ref:refs/heads/main"),
        ),
        (
            sub("ForAnyValue:StringLike", "*:ref:refs/heads/main"),
            takes("*:ref:refs/heads/main"),
        ),
        (sub("StringLike", "*"), blind.clone()),
        (sub("StringNotLike", "repo:octo-org/web:*"), blind.clone()),
        (
            json!({ "StringEquals": { format!("{ISSUER}:ref"): "refs/heads/main" } }),
            blind,
        ),
    ] {
        let told = of_condition(&condition);
        let expected = format!("Accepted, and so would a stranger be: {expected}");
        assert!(
            told.starts_with(&expected),
            "{condition}\n  expected {expected}\n  found    {told}"
        );
    }
    for condition in [
        sub("StringLike", "repo:octo-org/*"),
        json!({ "StringEquals": { format!("{ISSUER}:repository_id"): "74" } }),
    ] {
        let told = summary(&json!({ "repository_id": "74" }), &policy(&[allow(&condition)]));
        assert!(!told.contains("stranger"), "{condition}: {told}");
    }
}

#[test]
fn tells_what_is_wrong_with_a_condition_that_cannot_be_read() {
    assert_eq!(
        of_condition(&json!({ format!("{ISSUER}:sub"): "repo:octo-org/app:*" })),
        "Statement 1: expected an operator such as StringEquals around this condition key, found \"token.actions.githubusercontent.com:sub\" with a value at once."
    );
    assert_eq!(
        of_condition(&json!({ "Null": { format!("{ISSUER}:environment"): "false" } })),
        "The job names no environment, so there is no such claim; statement 1 tests token.actions.githubusercontent.com:environment. Add environment: to the job, or remove the condition."
    );
}

#[test]
fn names_what_keeps_iam_from_saving_an_accepting_policy() {
    let sub = json!({ "StringEquals": { format!("{ISSUER}:sub"): "repo:octo-org/app:ref:refs/heads/main" } });
    let whole = policy(&[allow(&sub)]);
    let cut = whole.replacen(",\"Effect\"", " \"Effect\"", 1);
    assert_ne!(cut, whole);
    let told = summary(&json!({}), &cut);
    assert!(
        told.starts_with("Accepted: statement 1 allows it. IAM would not save this policy: expected"),
        "{told}"
    );
}

#[test]
fn tells_of_the_statement_that_comes_closest() {
    let sub = |value: &str| json!({ "StringEquals": { format!("{ISSUER}:sub"): value } });
    let elsewhere = json!({
        "Effect": "Allow",
        "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" },
        "Action": "sts:AssumeRoleWithWebIdentity",
    });
    let statements = [
        elsewhere,
        allow(&sub("repo:octo-org/web:ref:refs/heads/main")),
        allow(&sub("repo:octo-org/app:ref:refs/heads/dev")),
    ];
    assert_eq!(
        summary(&json!({}), &policy(&statements)),
        "The run is on the branch main; statement 3 wants :ref:refs/heads/dev. Run it from dev, or allow repo:octo-org/app:ref:refs/heads/main."
    );
}

#[test]
fn tells_who_is_trusted_instead() {
    let other_account = json!({
        "Sid": "Deploy",
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::444455556666:oidc-provider/{ISSUER}") },
        "Action": "sts:AssumeRoleWithWebIdentity",
    });
    let attempt = Attempt {
        role: serde_json::from_value(json!({ "arn": "arn:aws:iam::111122223333:role/deploy" })).expect("a role"),
        token: json!({ "iss": format!("https://{ISSUER}"), "sub": "s", "aud": "a", "iat": NOW, "exp": NOW })
            .to_string(),
        trust_policy: Some(policy(&[other_account])),
        ..Attempt::default()
    };
    assert_eq!(
        inspect(&attempt, NOW).verdict.summary,
        "Statement 1 (Deploy) trusts somebody else: the account is 444455556666 in the policy and 111122223333 in this call. Name arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com in Principal, or send another token."
    );
}

#[test]
fn tells_of_statements_that_are_not_meant_for_this_call() {
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}");
    for (part, value, expected) in [
        (
            "Principal",
            json!({ "AWS": "arn:aws:iam::111122223333:root" }),
            "Statement 1 trusts arn:aws:iam::111122223333:root, and no web identity. Use a role that trusts the provider of this token, and assume this one with its credentials.",
        ),
        (
            "Principal",
            json!({}),
            "Statement 1 trusts somebody else: the caller is \"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com\", and Principal names nobody that can be read.",
        ),
        (
            "Action",
            json!("sts:AssumeRole"),
            "Statement 1: Action is \"sts:AssumeRole\", and this call is sts:AssumeRoleWithWebIdentity. Write sts:AssumeRoleWithWebIdentity.",
        ),
    ] {
        let mut statement = allow(&json!({ "StringEquals": { format!("{ISSUER}:sub"): "x" } }));
        statement["Principal"] = json!({ "Federated": provider });
        statement[part] = value;
        let told = summary(&json!({}), &policy(&[statement]));
        assert!(told.starts_with(expected), "expected {expected}\nfound    {told}");
    }
    let mut nobody = allow(&json!({}));
    nobody.as_object_mut().expect("a statement").remove("Principal");
    assert_eq!(
        summary(&json!({}), &policy(&[nobody])),
        "Statement 1 has no Principal, so it is meant for nobody. Name the provider of this token's issuer under Federated in Principal."
    );
}

#[test]
fn tells_of_policies_that_allow_nothing() {
    let deny = json!({
        "Effect": "Deny",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
        "Action": "sts:*",
    });
    let idle_deny =
        json!({ "Effect": "Deny", "Principal": { "Federated": "cognito-identity.amazonaws.com" }, "Action": "*" });
    for (text, expected) in [
        ("{", "The trust policy cannot be read: "),
        (
            r#"{"Version":"2012-10-17","Statement":[]}"#,
            "The trust policy cannot be read: expected a statement, found an empty list.",
        ),
        (
            &policy(&[idle_deny]),
            "The trust policy has no statement that allows anything. Add an Allow for the token's provider.",
        ),
        (
            &policy(&[allow(&json!({})), deny]),
            "Statement 2 denies this call, and a Deny wins over every Allow. Change that statement, or the run.",
        ),
    ] {
        let told = summary(&json!({}), text);
        assert!(
            told.starts_with(expected),
            "{text}\n  expected {expected}\n  found    {told}"
        );
    }
}

#[test]
fn tells_of_a_source_identity_that_nobody_allowed() {
    let claims = json!({ "https://aws.amazon.com/source_identity": "octocat" });
    let statement =
        allow(&json!({ "StringEquals": { format!("{ISSUER}:sub"): "repo:octo-org/app:ref:refs/heads/main" } }));
    assert_eq!(
        summary(&claims, &policy(&[statement])),
        "The token brings a source identity, and statement 1 does not allow sts:SetSourceIdentity. Add it to Action, or have the issuer leave them out."
    );
}

#[test]
fn never_calls_an_assumption_certain() {
    let statement =
        allow(&json!({ "StringEquals": { format!("{ISSUER}:sub"): "repo:octo-org/app:ref:refs/heads/main" } }));
    assert_eq!(
        summary(&json!({}), &policy(&[statement])),
        "Accepted, if what is assumed holds: statement 1 allows it."
    );
    assert_eq!(summary(&json!({}), ""), "Accepted, if what is assumed holds.");
}

#[test]
fn answers_at_once_whatever_is_pasted() {
    let long = "a*?:/@".repeat(3_000);
    let values: Vec<&str> = std::iter::repeat_n("repo:*:*@*/*", 2_000).collect();
    let attempts = [
        (
            json!({ "sub": &long }),
            json!({ "StringLike": { format!("{ISSUER}:sub"): values } }),
        ),
        (
            json!({ "sub": "repo:octo-org/app:pull_request" }),
            json!({ "StringEquals": { format!("{ISSUER}:sub"): values } }),
        ),
        (
            json!({ "iss": format!("https://{long}"), "aud": &long }),
            json!({ "StringEquals": { &long: &long, format!("{long}:sub"): [&long, &long] } }),
        ),
    ];
    for (claims, condition) in attempts {
        let begun = std::time::Instant::now();
        let told = summary(&claims, &policy(&[allow(&condition)]));
        let elapsed = begun.elapsed();
        assert!(!told.is_empty());
        assert!(
            elapsed < std::time::Duration::from_secs(10),
            "{elapsed:?} in an unoptimised build"
        );
    }
}

#[test]
fn points_at_the_condition_that_it_speaks_of() {
    let place = |statements: &[Value]| {
        let obstacle = verdict(&json!({}), &policy(statements)).obstacle;
        obstacle.map(|obstacle| (obstacle.statement, obstacle.condition, obstacle.value))
    };
    let sub = |value: &str| json!({ "StringEquals": { format!("{ISSUER}:sub"): value } });
    let both = json!({ "StringEquals": {
        format!("{ISSUER}:actor"): "octocat",
        format!("{ISSUER}:aud"): "https://github.com/octo-org",
        format!("{ISSUER}:sub"): "repo:octo-org/app:ref:refs/heads/dev",
    } });
    let [dev, web] = [
        "repo:octo-org/app:ref:refs/heads/dev",
        "repo:octo-org/web:ref:refs/heads/main",
    ]
    .map(sub);
    let main = allow(&sub("repo:octo-org/app:ref:refs/heads/main"));
    let mut deny = allow(&dev);
    deny["Effect"] = json!("Deny");
    deny["Condition"] = json!({ "StringNotEquals": { format!("{ISSUER}:sub"): "x" } });
    assert_eq!(
        place(&[allow(&both)]),
        Some((0, Some(0), Some(0))),
        "the first with a hint of its own"
    );
    assert_eq!(
        place(&[allow(&web), allow(&dev)]),
        Some((1, Some(0), Some(0))),
        "the statement that comes closest"
    );
    assert_eq!(
        place(&[main.clone(), deny]),
        Some((1, Some(0), None)),
        "a Deny that applies"
    );
    assert_eq!(place(&[main]), None);
    assert_eq!(
        place(&[json!({ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" })]),
        Some((0, None, None)),
        "a statement that is meant for somebody else"
    );
    let list = json!({ "StringEquals": { format!("{ISSUER}:sub"): [
        "repo:octo-org/web:ref:refs/heads/main",
        "repo:octo-org/app:ref:refs/heads/dev",
    ] } });
    assert_eq!(place(&[allow(&list)]), Some((0, Some(0), Some(1))), "the nearest value");
}

/// Claims, the conditions of a policy, what the edit is called, and the conditions after it.
type Edited<'a> = (Value, Value, &'a str, Value);

fn edits_of_values() -> Vec<Edited<'static>> {
    let sub = |value: Value| json!({ "StringEquals": { format!("{ISSUER}:sub"): value } });
    let like = |value: &str| json!({ "StringLike": { format!("{ISSUER}:sub"): value } });
    let prod = json!({ "sub": "repo:octo-org/app:environment:prod", "environment": "prod" });
    vec![
        (
            prod.clone(),
            sub(json!("repo:octo-org/app:ref:refs/heads/main")),
            "allow repo:octo-org/app:environment:prod as well",
            sub(json!([
                "repo:octo-org/app:ref:refs/heads/main",
                "repo:octo-org/app:environment:prod"
            ])),
        ),
        (
            prod,
            sub(json!([
                "repo:octo-org/app:pull_request",
                "repo:octo-org/app:ref:refs/heads/main"
            ])),
            "allow repo:octo-org/app:environment:prod as well",
            sub(json!([
                "repo:octo-org/app:pull_request",
                "repo:octo-org/app:environment:prod",
                "repo:octo-org/app:ref:refs/heads/main"
            ])),
        ),
        (
            json!({}),
            like("repo:Octo-Org/app:*"),
            "write repo:octo-org/app:*",
            like("repo:octo-org/app:*"),
        ),
        (
            json!({}),
            sub(json!("repo:octo-org/app:main")),
            "write repo:octo-org/app:ref:refs/heads/main",
            sub(json!("repo:octo-org/app:ref:refs/heads/main")),
        ),
        (
            json!({}),
            sub(json!("repo:octo-org/app:ref:main")),
            "write repo:octo-org/app:ref:refs/heads/main",
            sub(json!("repo:octo-org/app:ref:refs/heads/main")),
        ),
        (
            json!({}),
            json!({ "StringEquals": { "sts:RoleSessionName": "deployer" } }),
            "allow GitHubActions as well",
            json!({ "StringEquals": { "sts:RoleSessionName": ["deployer", "GitHubActions"] } }),
        ),
    ]
}

fn edits_of_names() -> Vec<Edited<'static>> {
    const MAIN: &str = "repo:octo-org/app:ref:refs/heads/main";
    let with = |operator: &str, issuer: &str, sub: &str| json!({ operator: { format!("{issuer}:aud"): "sts.amazonaws.com", format!("{issuer}:sub"): sub } });
    let owner = json!({ "repository_owner": "octo-org", "repository_owner_id": "65" });
    let good = with("StringEquals", ISSUER, MAIN);
    vec![
        (
            json!({}),
            with("StringEqual", ISSUER, MAIN),
            "write StringEquals",
            good.clone(),
        ),
        (
            json!({}),
            with("StringEquals", ISSUER, "repo:octo-org/app:*"),
            "write StringLike",
            with("StringLike", ISSUER, "repo:octo-org/app:*"),
        ),
        (
            json!({}),
            with("StringEquals", "https://token.actions.githubusercontent.com", MAIN),
            "start the keys with token.actions.githubusercontent.com",
            good.clone(),
        ),
        (
            json!({}),
            with("StringEquals", "token.action.githubusercontent.com", MAIN),
            "start the keys with token.actions.githubusercontent.com",
            good,
        ),
        (
            json!({}),
            json!({ "StringEquals": { format!("{ISSUER}:subject"): MAIN } }),
            "write token.actions.githubusercontent.com:sub",
            json!({ "StringEquals": { format!("{ISSUER}:sub"): MAIN } }),
        ),
        (
            owner,
            json!({ "StringEquals": { format!("{ISSUER}:repository_owner"): ["octo-org", "octo"] } }),
            "test token.actions.githubusercontent.com:repository_owner_id for 65",
            json!({ "StringEquals": { format!("{ISSUER}:repository_owner_id"): "65" } }),
        ),
        (
            json!({}),
            json!({ "StringEquals": { format!("{ISSUER}:sub"): "sts.amazonaws.com", format!("{ISSUER}:aud"): MAIN } }),
            "swap token.actions.githubusercontent.com:aud and token.actions.githubusercontent.com:sub",
            json!({ "StringEquals": { format!("{ISSUER}:aud"): "sts.amazonaws.com", format!("{ISSUER}:sub"): MAIN } }),
        ),
        (
            json!({ "actor": "octocat" }),
            json!({ "StringEquals": { format!("{ISSUER}:sub"): format!("{MAIN}:actor:octocat") } }),
            "allow repo:octo-org/app:ref:refs/heads/main, and test actor beside it",
            json!({ "StringEquals": { format!("{ISSUER}:sub"): MAIN, format!("{ISSUER}:actor"): "octocat" } }),
        ),
    ]
}

#[test]
fn edits_what_the_summary_names_and_no_more() {
    for (claims, before, title, after) in edits_of_values().into_iter().chain(edits_of_names()) {
        let text = policy(&[allow(&before)]);
        let fix = edit_of(verdict(&claims, &text)).unwrap_or_else(|| panic!("no edit for {before}"));
        assert_eq!(fix.title, title, "{before}");
        let edited = edited(&text, &fix.edits);
        let document: Value = serde_json::from_str(&edited).expect("JSON");
        assert_eq!(document["Statement"][0]["Condition"], after);
        assert_eq!(verdict(&claims, &edited).outcome, Outcome::Accepted, "{edited}");
    }
}

/// A Deny that would need a key that is not given is assumed not to apply; another one wins.
#[test]
fn names_the_deny_that_applies() {
    let key = format!("{ISSUER}:sub");
    let deny = |condition: Value| {
        let mut statement = allow(&condition);
        statement["Effect"] = json!("Deny");
        statement
    };
    let main = allow(&json!({ "StringEquals": { &key: "repo:octo-org/app:ref:refs/heads/main" } }));
    let office = deny(json!({ "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }));
    let branch = deny(json!({ "StringLike": { &key: "*/main" } }));
    let spared = verdict(&json!({}), &policy(&[main.clone(), office.clone()]));
    assert_eq!(spared.outcome, Outcome::Accepted);
    assert!(
        spared.assumptions.iter().any(|one| one.text.ends_with(
            "that statement 2 does not deny it by aws:SourceIp is assumed: it is not given here, and every real call has it, save through a VPC endpoint. Add it to the other condition keys."
        )),
        "{:?}",
        spared.assumptions
    );
    let verdict = verdict(&json!({}), &policy(&[main, office, branch]));
    assert_eq!(
        verdict.summary,
        "Statement 3 denies this call by its condition on sub, and a Deny wins over every Allow. Change that statement, or the run."
    );
    assert_eq!(verdict.obstacle.map(|obstacle| obstacle.statement), Some(2));
}

/// A key of several values needs an operator that says of how many it is to hold.
#[test]
fn asks_for_a_set_operator_on_a_key_of_several_values() {
    let key = format!("{ISSUER}:teams");
    let verdict = |condition: &Value| {
        let text = policy(&[allow(condition)]);
        let attempt = Attempt {
            context: [(key.clone(), ContextValue::Multi(vec!["ops".into(), "web".into()]))]
                .into_iter()
                .collect(),
            ..attempt(&json!({}), &text)
        };
        (inspect(&attempt, NOW).verdict, text)
    };
    for (operator, wanted, meant) in [
        ("StringEquals", "web", "ForAnyValue:StringEquals"),
        ("StringLike", "we*", "ForAnyValue:StringLike"),
        ("StringEqualsIgnoreCase", "WEB", "ForAnyValue:StringEqualsIgnoreCase"),
    ] {
        let (refused, text) = verdict(&json!({ operator: { &key: wanted } }));
        assert_eq!(
            refused.summary,
            format!(
                "{key} has several values, or may have, and {operator} never holds for such a key; statement 1 wants {wanted}. Write {meant}."
            )
        );
        let fix = edit_of(refused).expect("an edit");
        let document: Value = serde_json::from_str(&edited(&text, &fix.edits)).expect("JSON");
        let condition = &document["Statement"][0]["Condition"];
        assert_eq!(condition, &json!({ meant: { &key: wanted } }));
        assert_eq!(verdict(condition).0.outcome, Outcome::Accepted);
    }
    let (refused, _) = verdict(&json!({ "StringEquals": { &key: "db" } }));
    assert!(
        refused
            .summary
            .ends_with("Write ForAnyValue:StringEquals, with a value that the call has."),
        "{}",
        refused.summary
    );
    assert_eq!(edit_of(refused), None);
    let two = json!({ "StringEquals": { &key: "web", format!("{ISSUER}:aud"): "sts.amazonaws.com" } });
    assert_eq!(
        edit_of(verdict(&two).0),
        None,
        "it would change what aud is compared by"
    );
}

#[test]
fn edits_a_policy_inside_an_answer_and_none_that_is_encoded() {
    let sub = json!({ "StringEquals": { format!("{ISSUER}:sub"): "repo:octo-org/app:ref:refs/heads/dev" } });
    let document: Value = serde_json::from_str(&policy(&[allow(&sub)])).expect("JSON");
    let named = json!({ "Description": "d\u{e9}ploy \u{1f680}", "AssumeRolePolicyDocument": document });
    let answer = serde_json::to_string_pretty(&json!({ "Role": named })).expect("JSON");
    let fix = edit_of(verdict(&json!({}), &answer)).expect("an edit");
    let units: Vec<u16> = answer.encode_utf16().collect();
    let at = fix.edits[0].span;
    assert_eq!(
        String::from_utf16_lossy(&units[at.start..at.end]),
        "\"repo:octo-org/app:ref:refs/heads/dev\""
    );
    let text = json!({ "Role": { "AssumeRolePolicyDocument": document.to_string() } }).to_string();
    assert_eq!(edit_of(verdict(&json!({}), &text)), None);
}

#[test]
fn edits_nothing_where_an_edit_could_mean_something_else() {
    const MAIN: &str = "repo:octo-org/app:ref:refs/heads/main";
    let sub = |operator: &str, value: &str| json!({ operator: { format!("{ISSUER}:sub"): value } });
    let both = json!({
        "StringEquals": { format!("{ISSUER}:sub"): "repo:octo-org/app:*" },
        "StringLike": { format!("{ISSUER}:aud"): "sts.amazonaws.com" },
    });
    let twice = json!({
        "StringEquals": { format!("{ISSUER}:subject"): MAIN, format!("{ISSUER}:sub"): MAIN },
    });
    let variable = sub(
        "StringEquals",
        "repo:octo-org/${sts:RoleSessionName}:ref:refs/heads/main",
    );
    for condition in [
        both,
        twice,
        variable,
        sub("StringNotEquals", MAIN),
        json!({ "StringEquals": { "sts:ExternalId": "1" } }),
        json!({ "StringEquals": { format!("{ISSUER}:environment"): "prod" } }),
    ] {
        let text = policy(&[allow(&condition)]);
        assert_eq!(edit_of(verdict(&json!({}), &text)), None, "{condition}");
    }
}

/// A case of `tests/data/advice/cases.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Case {
    shows: String,
    claims: Value,
    trust_policy: Value,
    provider: Option<Value>,
    role: Option<Value>,
    expect: Expect,
}

/// What must come of it: a fix a line, `kind: title (effect)`.
#[derive(Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Expect {
    summary: String,
    fixes: Vec<String>,
}

impl Case {
    fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("data/advice/cases.json")).expect("the cases")
    }

    fn attempt(&self) -> Attempt {
        let mut claims = json!({ "iat": NOW - 20, "exp": NOW + 280 });
        let own = self.claims.as_object().expect("claims").clone();
        claims.as_object_mut().expect("claims").extend(own);
        let policy = serde_json::to_string_pretty(&self.trust_policy).expect("a policy");
        let mut attempt = json!({ "token": claims.to_string(), "trustPolicy": policy });
        for (name, value) in [("provider", &self.provider), ("role", &self.role)] {
            if let Some(value) = value {
                attempt[name] = value.clone();
            }
        }
        serde_json::from_value(attempt).expect("an attempt")
    }
}

fn name_of(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("a name");
    text.trim_matches('"').to_owned()
}

fn found(report: &Report) -> Expect {
    let fixes = report.verdict.fixes.iter().map(|fix| {
        let effect = fix.effect.as_ref().map(|effect| format!(" ({})", effect.text));
        format!("{}: {}{}", name_of(&fix.kind), fix.title, effect.unwrap_or_default())
    });
    Expect {
        summary: report.verdict.summary.clone(),
        fixes: fixes.collect(),
    }
}

#[test]
fn advises_what_is_safe_first() {
    let wrong: Vec<String> = Case::all()
        .iter()
        .filter_map(|case| {
            let found = found(&inspect(&case.attempt(), NOW));
            let [expected, told] = [&case.expect, &found].map(|told| serde_json::to_string(told).expect("JSON"));
            (found != case.expect).then(|| format!("{}\n  expected {expected}\n  found    {told}", case.shows))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What changes nothing at AWS comes before what changes the trust policy, and the only
/// fixes with edits are those of the trust policy, each with its effect in the words of it.
#[test]
fn every_fix_says_what_it_changes() {
    for case in Case::all() {
        let fixes = inspect(&case.attempt(), NOW).verdict.fixes;
        let kinds: Vec<bool> = fixes.iter().map(|fix| fix.kind == FixKind::TrustPolicy).collect();
        assert!(kinds.is_sorted(), "{}: {fixes:#?}", case.shows);
        for fix in fixes {
            assert_eq!(
                fix.kind == FixKind::TrustPolicy,
                !fix.edits.is_empty(),
                "{}",
                case.shows
            );
            assert_eq!(!fix.edits.is_empty(), fix.effect.is_some(), "{}", case.shows);
            if let Some(effect) = fix.effect {
                let relation = name_of(&effect.relation);
                assert!(effect.text.starts_with(&format!("{relation}: ")), "{}", effect.text);
            }
        }
    }
}

/// Whatever is offered leaves a document that IAM saves no worse, without what was in the way.
#[test]
fn every_edit_takes_away_what_it_is_for() {
    let mut made = 0;
    for case in Case::all() {
        let attempt = case.attempt();
        let before = inspect(&attempt, NOW);
        for fix in before.verdict.fixes.iter().filter(|fix| !fix.edits.is_empty()) {
            let text = edited(attempt.trust_policy.as_deref().expect("a policy"), &fix.edits);
            let what = format!("{}, {}: {text}", case.shows, fix.title);
            serde_json::from_str::<Value>(&text).unwrap_or_else(|error| panic!("{what}: {error}"));
            let edited = Attempt {
                trust_policy: Some(text),
                ..attempt.clone()
            };
            let after = inspect(&edited, NOW);
            assert!(after.trust.saveable.ok || !before.trust.saveable.ok, "{what}");
            let gone = after.verdict.outcome == Outcome::Accepted || after.verdict.obstacle != before.verdict.obstacle;
            assert!(gone, "{what}: {}", after.verdict.summary);
            made += 1;
        }
    }
    assert!(made > 30, "only {made} edits");
}

/// What an edit is said to do to who gets in is what it does, on subjects around those of
/// the policy and of the call.
#[test]
fn every_effect_is_borne_out_by_callers() {
    let mut seen = 0;
    for case in Case::all() {
        let attempt = case.attempt();
        let text = attempt.trust_policy.clone().expect("a policy");
        for fix in inspect(&attempt, NOW).verdict.fixes {
            let Some(effect) = fix.effect else { continue };
            let after = edited(&text, &fix.edits);
            let (mut gained, mut lost) = (0, 0);
            for claims in callers(&case) {
                let lets_in = |policy: &str| {
                    let attempt = Attempt {
                        token: claims.to_string(),
                        trust_policy: Some(policy.to_owned()),
                        ..attempt.clone()
                    };
                    inspect(&attempt, NOW).verdict.outcome == Outcome::Accepted
                };
                match (lets_in(&text), lets_in(&after)) {
                    (false, true) => gained += 1,
                    (true, false) => lost += 1,
                    _ => {}
                }
            }
            let what = format!("{}, {}: {gained} gained, {lost} lost", case.shows, fix.title);
            match effect.relation {
                Relation::Same => assert!(gained == 0 && lost == 0, "{what}"),
                Relation::Wider => assert!(gained > 0 && lost == 0, "{what}"),
                Relation::Narrower => assert!(gained == 0 && lost > 0, "{what}"),
                // What is lost may be what nobody has.
                Relation::Different => assert!(gained > 0, "{what}"),
                Relation::Undecided => {}
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "only {seen} effects");
}

/// The caller of a case, and others who differ in one claim: by a value of the policy, with
/// its wildcards filled in, or by something else at its end.
fn callers(case: &Case) -> Vec<Value> {
    let mut base = case.claims.clone();
    base["iat"] = json!(NOW - 20);
    base["exp"] = json!(NOW + 280);
    let mut all = vec![base.clone()];
    let statements = case.trust_policy["Statement"].clone();
    let blocks = statements.as_array().into_iter().flatten();
    for operator in blocks
        .filter_map(|statement| statement["Condition"].as_object())
        .flat_map(|block| block.values())
    {
        for (key, values) in operator.as_object().into_iter().flatten() {
            let Some((_, claim)) = key.rsplit_once(':') else {
                continue;
            };
            let own = base[claim].as_str().map(str::to_owned);
            let values = values.as_array().cloned().unwrap_or_else(|| vec![values.clone()]);
            let texts = values.iter().filter_map(Value::as_str).map(str::to_owned).chain(own);
            for text in texts.collect::<Vec<_>>() {
                for filled in ["", "x", "y/z"].map(|filling| text.replace('*', filling)) {
                    for claimed in [filled.clone(), format!("{filled}-2"), format!("{filled}:x")] {
                        let mut claims = base.clone();
                        claims[claim] = json!(claimed);
                        all.push(claims);
                    }
                }
            }
        }
    }
    all
}
