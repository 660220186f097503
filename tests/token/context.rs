//! The condition keys of a call, as whole readings.

use assumable::attempt::ContextValue;
use assumable::context::{CallContext, Inputs, build};
use assumable::issuers::recognise;
use assumable::report::Evidence;
use assumable::text::names::ByName;
use assumable::token::aws_claims::{roles, session_tags, source_identity};
use assumable::token::{Part, aws_claims::RolesClaim};

use crate::made::CLAIMS;

fn context(claims: &str, given: &ByName<ContextValue>) -> CallContext {
    let claims = Part::from_json(claims).unwrap();
    let issuer = recognise(claims.string("iss").unwrap());
    let audience = claims.string("azp").or_else(|| claims.string("aud"));
    let role_tags = ByName::from_iter([("stage".to_owned(), "prod".to_owned())]);
    build(&Inputs {
        claims: Some(&claims),
        issuer: Some(&issuer),
        audience,
        provider_arn: Some("arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"),
        role_session_name: "GitHubActions",
        role_session_name_is_given: true,
        role_tags: Some(&role_tags),
        tags: &session_tags(&claims).unwrap(),
        source_identity: source_identity(&claims).unwrap().as_deref(),
        authorized_by_idp: matches!(roles(&claims), RolesClaim::Roles { .. }),
        now: 1_793_620_860,
        given,
    })
}

fn lines(context: &CallContext) -> String {
    let line = |entry: &assumable::report::ContextEntry| {
        let values = entry.values.join(" | ");
        let kind = if entry.multivalued { "[]" } else { "" };
        format!(
            "{}{kind} = {values}   ({}, {:?})",
            entry.key, entry.source, entry.evidence
        )
    };
    context.entries.iter().map(line).collect::<Vec<String>>().join("\n")
}

#[test]
fn of_a_github_token() {
    insta::assert_snapshot!(lines(&context(CLAIMS, &ByName::default())));
}

#[test]
fn of_a_token_with_everything() {
    let claims = r#"{"iss":"https://issuer.example/path/","sub":123,"aud":["a","b"],"azp":"c","email":"o@example.com","amr":["mfa","pwd"],
        "groups":["x"],"https://aws.amazon.com/source_identity":"octocat",
        "https://aws.amazon.com/roles":"arn:aws:iam::111122223333:role/a",
        "https://aws.amazon.com/tags":{"principal_tags":{"Project":["Unicorn"],"Team":["A"]},"transitive_tag_keys":["Project"]}}"#;
    insta::assert_snapshot!(lines(&context(claims, &ByName::default())));
}

#[test]
fn of_a_google_token() {
    let claims = r#"{"iss":"https://accounts.google.com","sub":"1","aud":"a","email":"o@example.com","google":{"organization_number":42}}"#;
    let context = context(claims, &ByName::default());
    let entry = context.get("accounts.google.com:google/organization_number").unwrap();
    assert_eq!(
        (entry.values.as_slice(), entry.evidence),
        (["42".to_owned()].as_slice(), Evidence::Unsettled)
    );
}

#[test]
fn what_is_given_overrides_whatever_its_letter_case() {
    let given = ByName::from_iter([
        (
            "TOKEN.actions.githubusercontent.com:SUB".to_owned(),
            ContextValue::Single("repo:x/y:pull_request".to_owned()),
        ),
        (
            "aws:SourceIp".to_owned(),
            ContextValue::Single("203.0.113.9".to_owned()),
        ),
        (
            "x:y".to_owned(),
            ContextValue::Multi(vec!["1".to_owned(), "2".to_owned()]),
        ),
    ]);
    let context = context(CLAIMS, &given);
    let subs = context
        .entries
        .iter()
        .filter(|entry| entry.key.to_ascii_lowercase().ends_with(":sub"))
        .count();
    assert_eq!(subs, 1);
    let entry = |key: &str| {
        context
            .get(key)
            .map(|entry| (&*entry.source, entry.evidence, entry.multivalued))
            .unwrap()
    };
    assert_eq!(
        entry("token.actions.githubusercontent.com:sub"),
        ("given", Evidence::Documented, false)
    );
    assert_eq!(entry("AWS:sourceip"), ("given", Evidence::Documented, false));
    assert_eq!(entry("x:y"), ("given", Evidence::Unsettled, true));
    assert_eq!(context.get("aws:PrincipalArn"), None);
}
