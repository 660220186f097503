//! Issuers by the value of `iss`, and which of their claims AWS shows.

use assumable::issuers::{Kind, github, recognise};
use assumable::report::Evidence;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    iss: String,
    name: String,
    jwks: Option<String>,
}

#[test]
fn issuers_by_their_value() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/token/issuers.json")).unwrap();
    for Case { iss, name, jwks } in cases {
        let issuer = recognise(&iss);
        assert_eq!((issuer.name(), issuer.jwks_uri()), (name.as_str(), jwks), "{iss}");
        assert_eq!(issuer.iss(), iss);
    }
}

#[test]
fn the_claims_of_github_that_policies_see() {
    let issuer = recognise("https://token.actions.githubusercontent.com");
    let own: Vec<&str> = issuer.own_condition_claims().collect();
    assert_eq!(
        own,
        [
            "actor",
            "actor_id",
            "enterprise_id",
            "environment",
            "job_workflow_ref",
            "ref",
            "repository",
            "repository_id",
            "repository_owner_id",
            "workflow"
        ]
    );
    for claim in [
        "repository_owner",
        "repository_visibility",
        "workflow_ref",
        "workflow_sha",
        "job_workflow_sha",
        "event_name",
        "enterprise",
        "sha",
        "run_id",
        "run_attempt",
        "head_ref",
        "base_ref",
        "ref_type",
        "ref_protected",
        "runner_environment",
        "repo_property_tier",
        "check_run_id",
        "iss",
        "exp",
        "jti",
        "azp",
    ] {
        assert_eq!(issuer.condition_key(claim), None, "{claim}");
        assert!(issuer.meaning(claim).is_some(), "{claim}");
    }
    assert_eq!(
        issuer.condition_key("sub").as_deref(),
        Some("token.actions.githubusercontent.com:sub")
    );
    assert_eq!(issuer.key_evidence("sub"), Some(Evidence::Documented));
}

#[test]
fn keys_start_with_the_issuer_as_it_is_written() {
    for (iss, claim, key) in [
        (
            "https://token.actions.githubusercontent.com/octo",
            "repository",
            Some("token.actions.githubusercontent.com/octo:repository"),
        ),
        (
            "https://token.actions.octo.ghe.com",
            "environment",
            Some("token.actions.octo.ghe.com:environment"),
        ),
        ("https://ghes.example/_services/token", "repository", None),
        (
            "https://ghes.example/_services/token",
            "sub",
            Some("ghes.example/_services/token:sub"),
        ),
        ("https://tenant.auth0.com/", "sub", Some("tenant.auth0.com/:sub")),
        (
            "https://oidc.circleci.com/org/6f1c",
            "oidc.circleci.com/project-id",
            Some("oidc.circleci.com/org/6f1c:oidc.circleci.com/project-id"),
        ),
        ("https://gitlab.com", "project_id", Some("gitlab.com:project_id")),
        ("https://gitlab.com", "project_path", None),
        ("https://gitlab.example.com", "project_id", None),
        ("https://issuer.example", "email", Some("issuer.example:email")),
        ("https://issuer.example", "groups", None),
        ("https://cognito-identity.amazonaws.com", "email", None),
        ("", "sub", None),
    ] {
        assert_eq!(recognise(iss).condition_key(claim).as_deref(), key, "{iss} {claim}");
    }
}

#[test]
fn what_aws_has_built_in() {
    for iss in [
        "https://accounts.google.com",
        "https://cognito-identity.amazonaws.com",
        "www.amazon.com",
        "graph.facebook.com",
    ] {
        assert!(recognise(iss).is_built_in(), "{iss}");
    }
    for iss in [
        "https://token.actions.githubusercontent.com",
        "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a",
        "https://issuer.example",
    ] {
        assert!(!recognise(iss).is_built_in(), "{iss}");
    }
}

#[test]
fn where_github_runs() {
    let host = |iss: &str| match recognise(iss).kind() {
        Kind::GitHub(host) => Some(host),
        _ => None,
    };
    assert_eq!(
        host("https://token.actions.githubusercontent.com"),
        Some(github::Host::DotCom)
    );
    assert_eq!(host("https://token.actions.githubusercontent.com/a/b"), None);
    assert_eq!(host("https://token.actions..ghe.com"), None);
    assert_eq!(host("https://vstoken.actions.githubusercontent.com"), None);
}
