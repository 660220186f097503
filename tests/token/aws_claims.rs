//! The claims in AWS's own namespace, in every form that was seen or is likely.

use assumable::report::Evidence;
use assumable::token::Part;
use assumable::token::aws_claims::{RolesClaim, is_role_arn, roles, session_tags, source_identity};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Case {
    name: String,
    claims: Value,
    #[serde(default)]
    tags: Vec<(String, String)>,
    #[serde(default)]
    transitive: Vec<String>,
    /// What is said of the tags instead.
    refused: Option<String>,
    evidence: Option<Evidenced>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Evidenced {
    Observed,
    Documented,
    Inferred,
    Unsettled,
}

fn part(claims: &Value) -> Part {
    Part::from_json(&claims.to_string()).unwrap()
}

#[test]
fn tags() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../data/token/session-tags.json")).unwrap();
    for case in cases {
        match session_tags(&part(&case.claims)) {
            Ok(read) => {
                assert_eq!(case.refused, None, "{}", case.name);
                assert_eq!(
                    (read.tags, read.transitive),
                    (case.tags, case.transitive),
                    "{}",
                    case.name
                );
            }
            Err(fault) => {
                assert_eq!(Some(fault.to_string()), case.refused, "{}", case.name);
                let evidence = match case.evidence.unwrap() {
                    Evidenced::Observed => Evidence::Observed,
                    Evidenced::Documented => Evidence::Documented,
                    Evidenced::Inferred => Evidence::Inferred,
                    Evidenced::Unsettled => Evidence::Unsettled,
                };
                assert_eq!(fault.evidence(), evidence, "{}", case.name);
            }
        }
    }
}

#[test]
fn fifty_tags_and_not_one_more() {
    let claims = |count: usize| {
        let tags: serde_json::Map<String, Value> = (0..count)
            .map(|at| (format!("k{at}"), serde_json::json!(["v"])))
            .collect();
        part(&serde_json::json!({ "https://aws.amazon.com/tags": { "principal_tags": tags } }))
    };
    assert_eq!(session_tags(&claims(50)).unwrap().tags.len(), 50);
    let fault = session_tags(&claims(51)).unwrap_err();
    assert_eq!(fault.to_string(), "expected at most 50 session tags, found 51");
}

#[test]
fn a_source_identity() {
    let read = |value: Value| {
        let claims = part(&serde_json::json!({ "https://aws.amazon.com/source_identity": value }));
        source_identity(&claims).map_err(|fault| fault.to_string())
    };
    assert_eq!(source_identity(&Part::from_json("{}").unwrap()), Ok(None));
    assert_eq!(
        read("octo+cat@example.com".into()),
        Ok(Some("octo+cat@example.com".to_owned()))
    );
    assert_eq!(
        read("x".into()),
        Err("expected a source identity of 2 to 64 characters, found 1".to_owned())
    );
    assert_eq!(
        read("x".repeat(65).into()),
        Err("expected a source identity of 2 to 64 characters, found 65".to_owned())
    );
    assert_eq!(
        read("octo cat".into()),
        Err("expected letters, digits and _+=,.@- in the source identity, found  ".to_owned())
    );
    assert_eq!(
        read("aws:cat".into()),
        Err("the source identity starts with aws:, which is reserved".to_owned())
    );
    assert_eq!(
        read(7.into()),
        Err("expected the source identity claim to be a string, found a number".to_owned())
    );
}

const A: &str = "arn:aws:iam::111122223333:role/a";
const B: &str = "arn:aws:iam::111122223333:role/team/b";

#[test]
fn the_roles_claim() {
    let read = |value: Value| roles(&part(&serde_json::json!({ "https://aws.amazon.com/roles": value })));
    let found = |valid: &[&str], skipped: &[&str]| {
        let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        RolesClaim::Roles {
            valid: owned(valid),
            skipped: owned(skipped),
        }
    };
    assert_eq!(roles(&Part::from_json("{}").unwrap()), RolesClaim::Absent);
    assert_eq!(read(Value::Null), RolesClaim::Absent);
    assert_eq!(read(1.into()), RolesClaim::Unsupported { found: "a number" });
    assert_eq!(read(true.into()), RolesClaim::Unsupported { found: "a boolean" });
    assert_eq!(
        read(serde_json::json!({})),
        RolesClaim::Unsupported { found: "an object" }
    );
    assert_eq!(read(format!(" {A} ;; {B};").into()), found(&[A, B], &[]));
    assert_eq!(read(format!("{A},{B}").into()), found(&[], &[&format!("{A},{B}")]));
    assert_eq!(read("".into()), found(&[], &[]));
    assert_eq!(
        read(serde_json::json!([A, A, 1, null, "junk"])),
        found(&[A, A], &["1", "null", "junk"])
    );
    assert_eq!(read(serde_json::json!([[A]])), found(&[], &[&format!("[\"{A}\"]")]));
    assert_eq!(
        read("arn:aws:iam::111122223333:role/*".into()),
        found(&[], &["arn:aws:iam::111122223333:role/*"])
    );
    assert_eq!(read(A.to_uppercase().into()), found(&[], &[&A.to_uppercase()]));
}

#[test]
fn a_role_arn() {
    for arn in [
        A,
        B,
        "arn:aws-cn:iam::111122223333:role/a",
        "arn:aws-us-gov:iam::111122223333:role/a+=,.@-_1",
    ] {
        assert!(is_role_arn(arn), "{arn}");
    }
    for text in [
        "",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:role",
        "arn:aws:iam::11112222333:role/a",
        "arn:aws:iam::111122223333:user/a",
        "arn:aws:iam:eu-west-1:111122223333:role/a",
        "arn:aws:sts::111122223333:assumed-role/a/b",
        "arn:AWS:iam::111122223333:role/a",
        "arn:aws:iam::111122223333:role/a?",
        "arn:aws:iam::111122223333:role/a:b",
        " arn:aws:iam::111122223333:role/a",
    ] {
        assert!(!is_role_arn(text), "{text}");
    }
}
