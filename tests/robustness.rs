//! Whatever is pasted, there is an answer: nothing panics, and no input makes it wait.

#[cfg(test)]
mod support;

use assumable::attempt::{Attempt, ContextValue, Provider, ProviderInput, Request, Role};
use assumable::inspect::inspect;
use assumable::report::{ConditionResult, Decision, Evidence, Input, Outcome, Report, Span, Status};
use assumable::sts;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::json;

const NOW: i64 = 1_793_620_800;

/// A token, its keys and a policy that lets it in.
fn sound() -> [String; 3] {
    let claims = json!({
        "iss": "https://token.actions.githubusercontent.com",
        "sub": "repo:octo-org/app:ref:refs/heads/main",
        "aud": "sts.amazonaws.com",
        "iat": NOW,
        "exp": NOW + 300,
    });
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
                "StringLike": { "token.actions.githubusercontent.com:sub": "repo:octo-org/app:*" },
            },
        }],
    });
    let header = r#"{"typ":"JWT","alg":"RS256","kid":"one"}"#;
    let token = support::issuer().sign(header, &claims.to_string());
    [token, support::issuer().jwks(), policy.to_string()]
}

fn report([token, jwks, policy]: &[String; 3]) -> Report {
    let attempt = Attempt {
        token: token.clone(),
        jwks: Some(jwks.clone()),
        trust_policy: Some(policy.clone()),
        ..Attempt::default()
    };
    let report = inspect(&attempt, NOW);
    is_in_place(&report, policy);
    report
}

/// Findings point into the text, and edits can be made one by one.
fn is_in_place(report: &Report, policy: &str) {
    let length = policy.encode_utf16().count();
    let findings = report.findings.iter();
    let of_findings = findings
        .clone()
        .filter_map(|finding| finding.fix.as_ref())
        .map(|fix| &fix.edits);
    let of_verdict = report.verdict.fixes.iter().map(|fix| &fix.edits);
    for fix in of_findings.chain(of_verdict.filter(|edits| !edits.is_empty())) {
        let mut spans: Vec<Span> = fix.iter().map(|edit| edit.span).collect();
        spans.sort_by_key(|span| span.start);
        assert!(
            !spans.is_empty() && spans.iter().all(|span| span.end <= length),
            "{fix:?}"
        );
        let mut neighbours = spans.iter().zip(spans.iter().skip(1));
        assert!(neighbours.all(|(one, next)| one.end <= next.start), "{fix:?}");
    }
    let spans = findings.filter(|finding| finding.input == Input::TrustPolicy);
    for span in spans.filter_map(|finding| finding.span) {
        assert!(span.start <= span.end && span.end <= length, "{span:?}");
    }
}

/// What every report keeps to, whatever went in.
fn holds(report: &Report) {
    assert_eq!(report.checks.len(), 11, "every check is always there");
    let failed = sts::deciding(&report.checks, report.trust.decision);
    assert_eq!(
        report.verdict.error,
        failed.and_then(|check| check.error.clone()),
        "the first failure is the answer"
    );
    assert_eq!(
        report.verdict.session.is_some(),
        report.verdict.outcome == Outcome::Accepted
    );
    if report.verdict.outcome == Outcome::Refused {
        // No role has a policy that cannot be read, so STS says nothing to one.
        let unreadable = report.trust.decision == Decision::Unreadable;
        assert!(report.verdict.error.is_some() || unreadable, "a refusal has an error");
    }
    assert!(!report.verdict.summary.is_empty(), "a verdict says why");
}

#[test]
fn the_sound_attempt_is_accepted() {
    let report = report(&sound());
    holds(&report);
    assert_eq!(report.verdict.outcome, Outcome::Accepted, "{:#?}", report.checks);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn anything_at_all(token in ".{0,200}", jwks in ".{0,200}", policy in ".{0,200}") {
        holds(&report(&[token, jwks, policy]));
    }

    #[test]
    fn something_sound_that_was_cut_spliced_or_doubled(which in 0_usize..3, at in any::<Index>(), to in any::<Index>(), with in ".{0,3}") {
        let mut texts = sound();
        let chars: Vec<char> = texts[which].chars().collect();
        let (a, b) = (at.index(chars.len()), to.index(chars.len()));
        let (start, end) = (a.min(b), a.max(b));
        let cut: String = chars[..start].iter().collect::<String>() + &with + &chars[end..].iter().collect::<String>();
        let doubled: String = chars[..end].iter().collect::<String>() + &with + &chars[start..].iter().collect::<String>();
        for text in [cut, doubled] {
            texts[which] = text;
            holds(&report(&texts));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Only the distance between the clocks counts, not the year.
    #[test]
    fn the_same_call_at_another_time(shift in -1_000_000_000_i64..1_000_000_000, age in -900_i64..900, lifetime in 0_i64..2000) {
        let at = |now: i64| {
            let claims = json!({
                "iss": "https://token.actions.githubusercontent.com",
                "sub": "repo:octo-org/app:ref:refs/heads/main",
                "aud": "sts.amazonaws.com",
                "iat": now - age,
                "exp": now - age + lifetime,
            });
            let attempt = Attempt { token: claims.to_string(), ..Attempt::default() };
            let report = inspect(&attempt, now);
            let statuses: Vec<Status> = report.checks.iter().map(|check| check.status).collect();
            (report.verdict.outcome, statuses)
        };
        prop_assert_eq!(at(NOW), at(NOW + shift));
    }

    /// The report may be shown to others; what makes the token a credential is not in it.
    #[test]
    fn no_report_repeats_a_signature(at in any::<Index>(), with in "[A-Za-z0-9_-]{0,2}") {
        let mut texts = sound();
        let place = at.index(texts[0].rfind('.').unwrap_or_default());
        texts[0].replace_range(place..=place, &with);
        let signature = texts[0].rsplit('.').next().unwrap_or_default().to_owned();
        let written = serde_json::to_string(&report(&texts)).expect("a report is JSON");
        prop_assert!(!written.contains(&signature));
    }
}

/// Texts of more bytes than are read, and policies of more parts than are evaluated, are
/// refused in a sentence that names the limit and what was found.
#[test]
fn what_is_beyond_a_limit_is_refused_by_name() {
    let [token, jwks, policy] = sound();
    let told = |texts: [String; 3]| {
        let report = report(&texts);
        holds(&report);
        let problems = [&report.token.problems, &report.keys.problems, &report.trust.problems];
        let messages: Vec<String> = problems
            .into_iter()
            .flatten()
            .map(|problem| problem.message.clone())
            .collect();
        assert_eq!(report.verdict.outcome, Outcome::Refused, "{messages:?}");
        messages.concat()
    };
    let large = "a".repeat(50_000_000);
    let said = told([large.clone(), jwks.clone(), policy.clone()]);
    assert!(said.contains("50000000 bytes") && said.contains("2 MiB"), "{said}");
    let said = told([token.clone(), large.clone(), policy.clone()]);
    assert!(said.contains("50000000 bytes") && said.contains("4 MiB"), "{said}");
    let said = told([token.clone(), jwks.clone(), large]);
    assert!(said.contains("50000000 bytes") && said.contains("4 MiB"), "{said}");

    let many = |statements: usize, values: usize| {
        let mut policy: serde_json::Value = serde_json::from_str(&policy).expect("a policy");
        policy["Statement"][0]["Condition"]["StringLike"] = json!({ "aws:a": vec!["a"; values] });
        policy["Statement"] = json!(vec![policy["Statement"][0].clone(); statements]);
        policy.to_string()
    };
    let said = told([token.clone(), jwks.clone(), many(1, 100_000)]);
    assert!(
        said.contains("100001 condition values") && said.contains("50000"),
        "{said}"
    );
    let empty = format!("{{\"Statement\":[{}{{}}]}}", "{},".repeat(99_999));
    let said = told([token.clone(), jwks.clone(), empty]);
    assert!(
        said.len() < 500 && said.contains("300000 faults") && said.contains("50000"),
        "{said:.500}"
    );
    let said = told([token.clone(), jwks.clone(), many(12_000, 4)]);
    assert!(
        said.contains("12000 statements") && said.contains("50000"),
        "{said:.500}"
    );
    holds(&report(&[token, jwks, many(1000, 10)]));
}

#[test]
fn inputs_that_were_made_to_hurt() {
    let [token, jwks, policy] = sound();
    let deep = |open: &str, close: &str| open.repeat(200_000) + &close.repeat(200_000);
    let long_sub = "a".repeat(100_000);
    let starred = policy.replace("repo:octo-org/app:*", &"*a".repeat(3000));
    let many_keys =
        json!({ "keys": vec![json!({ "kty": "RSA", "kid": "x", "n": "AQAB", "e": "AQAB" }); 10_000] }).to_string();
    let digits = policy.replace("\"sts.amazonaws.com\"", &"9".repeat(10_000));
    let huge_claims = json!({ "iss": "https://token.actions.githubusercontent.com", "sub": long_sub, "aud": "sts.amazonaws.com", "iat": NOW, "exp": NOW + 300 }).to_string();
    for (what, texts) in [
        ("brackets", [deep("[", "]"), deep("{\"a\":", "}"), deep("[", "]")]),
        (
            "open brackets",
            [
                deep("{\"a\":[", ""),
                deep("{\"keys\":[", ""),
                deep("{\"Statement\":[", ""),
            ],
        ),
        ("stars", [huge_claims, String::new(), starred]),
        ("keys", [token.clone(), many_keys, policy.clone()]),
        ("digits", [token.clone(), jwks.clone(), digits]),
        (
            "megabytes",
            [token.repeat(4000), jwks.repeat(4000), policy.repeat(4000)],
        ),
        (
            "zeros",
            ["\0".repeat(5_000_000), "\0".repeat(5_000_000), "\0".repeat(5_000_000)],
        ),
        (
            "dots",
            [
                ".".repeat(1_000_000),
                "-----BEGIN ".repeat(100_000),
                "\"".repeat(1_000_000),
            ],
        ),
    ] {
        let report = report(&texts);
        assert_eq!(report.checks.len(), 11, "{what}");
        holds(&report);
    }
}

/// Comparing these took minutes, and as many gigabytes where a variable was filled in.
#[test]
fn conditions_that_nobody_could_wait_for_are_not_compared() {
    let [_, jwks, policy] = sound();
    let sub = "token.actions.githubusercontent.com:sub";
    let with_sub = |length: usize| {
        let claims = json!({ "iss": "https://token.actions.githubusercontent.com", "sub": "a".repeat(length), "aud": "sts.amazonaws.com", "iat": NOW, "exp": NOW + 300 });
        support::issuer().sign(r#"{"alg":"RS256","kid":"one"}"#, &claims.to_string())
    };
    let like = |values: serde_json::Value| {
        let mut policy: serde_json::Value = serde_json::from_str(&policy).expect("a policy");
        policy["Statement"][0]["Condition"] = json!({ "StringLike": { sub: values } });
        policy.to_string()
    };
    for (what, length, values) in [
        ("long pattern", 1_000_000, json!(format!("*{}b*", "a".repeat(500_000)))),
        ("many patterns", 1_000_000, json!(vec!["*b*"; 1000])),
        ("variables", 1_000_000, json!(format!("${{{sub}}}").repeat(500))),
    ] {
        let report = report(&[with_sub(length), jwks.clone(), like(values)]);
        holds(&report);
        let condition = &report.trust.statements[0].conditions[0];
        assert_eq!(condition.result, ConditionResult::Error, "{what}");
        assert_eq!(condition.evidence, Evidence::Unsettled, "{what}");
        assert!(
            condition.reason.contains("to be compared here"),
            "{what}: {}",
            condition.reason
        );
        assert!(condition.actual.is_empty() && !condition.missing, "{what}");
    }
    // As much as IAM saves and STS takes.
    let values = json!(vec!["*b*"; 600]);
    let report = report(&[with_sub(14_000), jwks, like(values)]);
    let condition = &report.trust.statements[0].conditions[0];
    assert_eq!(condition.result, ConditionResult::NoMatch, "{}", condition.reason);
}

/// These took many seconds while each was looked for among all the others.
#[test]
fn tens_of_thousands_of_sids_and_of_principals() {
    let [token, jwks, _] = sound();
    let sids = (0..40_000).map(|number| json!({ "Sid": format!("s{number}"), "Effect": "Deny" }));
    let sids = json!({ "Statement": sids.collect::<Vec<_>>() }).to_string();
    holds(&report(&[token.clone(), jwks.clone(), sids]));

    let conditions: serde_json::Map<_, _> = (0..30_000).map(|number| (format!("k{number}"), json!("x"))).collect();
    let principals = json!({ "Statement": {
        "Effect": "Allow",
        "Principal": { "Federated": vec!["token.actions.githubusercontent.com"; 30_000] },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": { "StringEquals": conditions },
    } });
    let report = report(&[token, jwks, principals.to_string()]);
    holds(&report);
    let shared = report
        .trust
        .problems
        .iter()
        .filter(|problem| problem.message.contains("shared"));
    assert_eq!(shared.count(), 1, "one provider, one fault");
}

#[test]
fn tens_of_thousands_of_tags_and_of_keys_of_another_issuer() {
    let [_, jwks, policy] = sound();
    let mut claims = json!({ "iss": "https://token.actions.githubusercontent.com", "sub": "s", "aud": "sts.amazonaws.com", "iat": NOW, "exp": NOW + 300 });
    let keys: Vec<String> = (0..20_000).map(|number| format!("k{number}")).collect();
    let tags: serde_json::Map<_, _> = keys.iter().map(|key| (key.clone(), json!(["x"]))).collect();
    claims["https://aws.amazon.com/tags"] = json!({ "principal_tags": tags, "transitive_tag_keys": keys });
    let token = support::issuer().sign(r#"{"alg":"RS256","kid":"one"}"#, &claims.to_string());
    let mut policy: serde_json::Value = serde_json::from_str(&policy).expect("a policy");
    let elsewhere: serde_json::Map<_, _> = keys
        .iter()
        .map(|key| (format!("{key}.example.com:sub"), json!("x")))
        .collect();
    policy["Statement"][0]["Condition"] = json!({ "StringEquals": elsewhere });
    let report = report(&[token, jwks, policy.to_string()]);
    holds(&report);
    assert_eq!(report.trust.statements[0].conditions.len(), 20_000);
    assert!(
        report.verdict.fixes.iter().all(|fix| fix.edits.is_empty()),
        "nobody reads a change of twenty thousand places"
    );
}

/// This took minutes while each key was sought among all the others.
#[test]
fn a_hundred_thousand_condition_keys() {
    let key = |number: usize| format!("aws:RequestTag/{number}");
    let context = (0..100_000).map(|number| (key(number), ContextValue::Single("x".to_owned())));
    let attempt = Attempt {
        context: context
            .chain([("AWS:requesttag/7".to_owned(), ContextValue::Single("y".to_owned()))])
            .collect(),
        ..Attempt::default()
    };
    let report = inspect(&attempt, NOW);
    let given = report.context.iter().filter(|entry| entry.source == "given");
    assert_eq!(given.count(), 100_000, "two keys that differ in letter case are one");
}

// ------------------------------------------------------------------ shapes

/// An input of a shape, of that many parts or characters.
type Shape = (&'static str, usize, fn(usize) -> Attempt);

const ISSUER: &str = "token.actions.githubusercontent.com";
const SUB: &str = "token.actions.githubusercontent.com:sub";

fn list<T>(size: usize, make: impl Fn(usize) -> T) -> Vec<T> {
    (0..size).map(make).collect()
}

fn table(size: usize, key: impl Fn(usize) -> String, value: &serde_json::Value) -> serde_json::Value {
    (0..size)
        .map(|at| (key(at), value.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// An object with one member.
fn one(name: &str, value: serde_json::Value) -> serde_json::Value {
    serde_json::Value::Object([(name.to_owned(), value)].into_iter().collect())
}

/// An object with the members of another beside or in place of its own.
fn with(object: serde_json::Value, more: serde_json::Value) -> serde_json::Value {
    match (object, more) {
        (serde_json::Value::Object(mut members), serde_json::Value::Object(more)) => {
            members.extend(more);
            members.into()
        }
        (object, _) => object,
    }
}

/// Claims, with others beside them.
fn claims(more: serde_json::Value) -> String {
    let claims = json!({ "iss": format!("https://{ISSUER}"), "sub": "repo:o/r:x", "aud": "sts.amazonaws.com", "iat": NOW, "exp": NOW + 300 });
    with(claims, more).to_string()
}

/// A policy of one statement, with other elements beside or in place of the usual ones.
fn statement(more: serde_json::Value) -> serde_json::Value {
    let statement = json!({
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
        "Action": "sts:AssumeRoleWithWebIdentity",
    });
    with(statement, more)
}

fn policy(statements: impl Into<serde_json::Value>) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements.into() }).to_string()
}

fn against(trust_policy: String, token: String) -> Attempt {
    Attempt {
        token,
        trust_policy: Some(trust_policy),
        ..Attempt::default()
    }
}

/// The usual claims against one statement with these conditions.
fn conditions(conditions: serde_json::Value) -> Attempt {
    against(policy(statement(one("Condition", conditions))), claims(json!({})))
}

/// The same against a sub of that length.
fn long_sub(length: usize, pattern: serde_json::Value) -> Attempt {
    let condition = one("Condition", one("StringLike", one(SUB, pattern)));
    against(
        policy(statement(condition)),
        claims(json!({ "sub": "a".repeat(length) })),
    )
}

/// The text, again and again, wherever text can be pasted.
fn everywhere(text: &str, size: usize) -> Attempt {
    let text = text.repeat(size / text.len());
    Attempt {
        jwks: Some(text.clone()),
        ..against(text.clone(), text)
    }
}

fn keys(set: &serde_json::Value) -> Attempt {
    Attempt {
        token: support::issuer().sign(r#"{"alg":"RS256","kid":"1"}"#, &claims(json!({}))),
        jwks: Some(set.to_string()),
        ..Attempt::default()
    }
}

/// Each of a size at which work that grew with its square would take minutes, and more than
/// that without optimisation: whoever runs the tests sees it.
const SHAPES: &[Shape] = &[
    ("given keys beside conditions", 40_000, |size| Attempt {
        context: list(size, |at| {
            (format!("aws:RequestTag/{at}"), ContextValue::Single("x".into()))
        })
        .into_iter()
        .collect(),
        ..conditions(json!({ "StringEquals": table(size / 2, |at| format!("aws:k{at}"), &json!("x")) }))
    }),
    ("values of a condition", 40_000, |size| {
        conditions(json!({ "StringLike": { SUB: list(size, |at| format!("repo:o/{at}:*")) } }))
    }),
    ("conditions of an operator", 40_000, |size| {
        conditions(json!({ "StringNotEquals": table(size, |at| format!("k{at}"), &json!("x")) }))
    }),
    ("operators", 20_000, |size| {
        conditions(table(size, |at| format!("StringEqual{at}"), &json!({ SUB: "x" })))
    }),
    ("addresses", 40_000, |size| Attempt {
        context: [("aws:SourceIp".to_owned(), ContextValue::Single("192.0.2.1".into()))]
            .into_iter()
            .collect(),
        ..conditions(
            json!({ "IpAddress": { "aws:SourceIp": list(size, |at| format!("10.0.{}.{}/32", at / 256 % 256, at % 256)) } }),
        )
    }),
    ("dates", 40_000, |size| {
        conditions(
            json!({ "DateLessThan": { "aws:CurrentTime": list(size, |at| format!("{}-01-01T00:00:00Z", 1000 + at % 999)) } }),
        )
    }),
    ("numbers", 40_000, |size| {
        conditions(json!({ "NumericLessThan": { "aws:EpochTime": list(size, |at| at.to_string()) } }))
    }),
    ("ARNs", 40_000, |size| Attempt {
        context: [("aws:k".to_owned(), ContextValue::Single("arn:aws:iam::1:role/x".into()))]
            .into_iter()
            .collect(),
        ..conditions(json!({ "ArnLike": { "aws:k": list(size, |at| format!("arn:aws:iam::*:role/*{at}")) } }))
    }),
    ("values times values", 20_000, |size| Attempt {
        context: [(
            "aws:k".to_owned(),
            ContextValue::Multi(list(size, |at| format!("b{at}"))),
        )]
        .into_iter()
        .collect(),
        ..conditions(json!({ "ForAllValues:StringNotLike": { "aws:k": list(size, |at| format!("a*{at}")) } }))
    }),
    ("stars against a long sub", 300, |size| {
        long_sub(size * 200, json!(vec![format!("{}b", "*a".repeat(300)); size]))
    }),
    ("letters against a long sub", 400_000, |size| {
        long_sub(size, json!(format!("*{}b*", "a".repeat(size / 2))))
    }),
    ("values against a long sub", 3000, |size| {
        long_sub(size * 66, json!(list(size, |at| format!("*{at}*"))))
    }),
    ("variables with a long sub", 500, |size| {
        long_sub(size * 200, json!(format!("${{{SUB}}}").repeat(size)))
    }),
    ("statements", 10_000, |size| {
        against(policy(vec![statement(json!({})); size]), claims(json!({})))
    }),
    ("statements with one id", 40_000, |size| {
        against(policy(vec![json!({ "Sid": "s" }); size]), claims(json!({})))
    }),
    ("principals", 40_000, |size| {
        let all = list(size, |at| {
            format!("arn:aws:iam::111122223333:oidc-provider/i{at}.example.com")
        });
        against(
            policy(statement(json!({ "Principal": { "Federated": all } }))),
            claims(json!({})),
        )
    }),
    ("actions", 40_000, |size| {
        let all = list(size, |at| format!("sts:Assume*{at}"));
        against(policy(statement(json!({ "Action": all }))), claims(json!({})))
    }),
    ("claims", 40_000, |size| {
        against(
            policy(statement(json!({}))),
            claims(table(size, |at| format!("c{at}"), &json!("x"))),
        )
    }),
    ("session tags beside conditions", 20_000, |size| {
        let tags = table(size, |at| format!("t{at}"), &json!(["x"]));
        let condition = table(size, |at| format!("aws:RequestTag/t{at}"), &json!("x"));
        against(
            policy(statement(json!({ "Condition": { "StringEquals": condition } }))),
            claims(
                json!({ "https://aws.amazon.com/tags": { "principal_tags": tags, "transitive_tag_keys": list(size, |at| format!("t{at}")) } }),
            ),
        )
    }),
    ("audiences beside client ids", 20_000, |size| Attempt {
        provider: ProviderInput::Registered(Provider {
            arn: None,
            url: ISSUER.into(),
            client_id_list: Some(list(size, |at| format!("b{at}"))),
            thumbprint_list: Some(list(size, |at| format!("{at:040}"))),
        }),
        ..against(
            policy(statement(json!({}))),
            claims(json!({ "aud": list(size, |at| format!("a{at}")) })),
        )
    }),
    ("roles of the token", 40_000, |size| {
        let roles = list(size, |at| format!("arn:aws:iam::111122223333:role/*{at}"));
        against(
            policy(statement(json!({}))),
            claims(json!({ "https://aws.amazon.com/roles": roles })),
        )
    }),
    ("tags of the role and session policies", 40_000, |size| {
        Attempt {
        role: Some(Role {
            arn: Some("arn:aws:iam::111122223333:role/deploy".into()),
            max_session_duration: None,
            tags: Some(list(size, |at| (format!("t{at}"), "x".to_owned())).into_iter().collect()),
        }),
        request: Some(Request {
            policy_arns: Some(list(size, |at| format!("arn:aws:iam::111122223333:policy/p{at}"))),
            policy: Some(json!({ "Statement": list(size / 8, |at| json!({ "Sid": format!("s{at}"), "Effect": "Allow", "Action": "*", "Resource": "*" })) }).to_string()),
            ..Request::default()
        }),
        ..conditions(json!({}))
    }
    }),
    ("members of one name", 40_000, |size| {
        let twice = r#","a":1"#.repeat(size);
        against(
            format!(r#"{{"Version":"2012-10-17"{}}}"#, r#","Statement":[]"#.repeat(size)),
            format!(r#"{{"iss":"https://{ISSUER}"{twice}}}"#),
        )
    }),
    ("digits", 300_000, |size| {
        let number = "9".repeat(size);
        against(
            policy(statement(
                json!({ "Condition": { "NumericEquals": { "aws:EpochTime": format!("1e{number}") } } }),
            )),
            format!(r#"{{"iss":"https://{ISSUER}","exp":{number},"iat":1e-{number}}}"#),
        )
    }),
    ("escapes", 150_000, |size| everywhere(r"\ud800\u005c", size * 12)),
    ("bidirectional overrides", 100_000, |size| {
        let over = "\u{202e}".repeat(size);
        against(
            policy(statement(json!({ "Sid": over }))),
            claims(json!({ "sub": over })),
        )
    }),
    ("line ends in a string", 300_000, |size| {
        let broken = format!("{{\"a\": \"{}x\"}}", "\n".repeat(size));
        Attempt {
            jwks: Some(broken.clone()),
            ..against(broken.clone(), broken)
        }
    }),
    ("names before a token", 300_000, |size| {
        against(String::new(), format!("{}eyJh.eyJi.c2ln", "a=".repeat(size / 2)))
    }),
    ("quotes around a token", 300_000, |size| {
        let quotes = "\"'".repeat(size / 4);
        let closing: String = quotes.chars().rev().collect();
        against(String::new(), format!("{quotes}eyJh.eyJi.c2ln{closing}"))
    }),
    ("brackets", 300_000, |size| everywhere("[", size)),
    ("objects in objects", 300_000, |size| everywhere("{\"a\":", size)),
    ("objects after objects", 300_000, |size| everywhere("{}", size)),
    ("claims after claims", 300_000, |size| {
        everywhere("{\"iss\":\"a\"}\n", size)
    }),
    ("near-tokens", 300_000, |size| everywhere("ey.ey.", size)),
    ("headers", 300_000, |size| everywhere("eyJhbGciOiJSUzI1NiJ9.", size)),
    ("headers without dots", 300_000, |size| {
        everywhere("eyJhbGciOiJSUzI1NiJ9 ", size)
    }),
    ("two thirds of tokens", 300_000, |size| {
        everywhere("eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ ", size)
    }),
    ("tokens without end", 300_000, |size| {
        everywhere("eyJhbGciOiJSUzI1NiJ9.e30.AA\n", size)
    }),
    ("PEM", 300_000, |size| {
        everywhere("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n", size)
    }),
    ("beginnings of PEM", 300_000, |size| {
        everywhere("-----BEGIN PUBLIC KEY-----\n", size)
    }),
    ("lines of a log", 300_000, |size| {
        everywhere("2026-11-01T00:00:00.0000000Z {}\n", size)
    }),
    ("letters", 300_000, |size| everywhere("a", size)),
    ("blanks and a letter", 300_000, |size| {
        everywhere("a                               ", size)
    }),
    ("percent signs", 300_000, |size| everywhere("%7B%22", size)),
    ("keys of a set", 10_000, |size| {
        keys(
            &json!({ "keys": list(size, |at| json!({ "kty": "RSA", "kid": at.to_string(), "n": format!("{}w", "_".repeat(341)), "e": "AQAB" })) }),
        )
    }),
    ("keys of one id", 10_000, |size| {
        keys(
            &json!({ "keys": vec![json!({ "kty": "RSA", "kid": "1", "n": format!("{}w", "_".repeat(341)), "e": "AQAB" }); size] }),
        )
    }),
    ("letters of a modulus", 300_000, |size| {
        keys(&json!({ "kty": "RSA", "kid": "1", "n": "_".repeat(size), "e": "_".repeat(size) }))
    }),
    ("members of a key", 40_000, |size| {
        keys(&json!({ "keys": [table(size, |at| format!("m{at}"), &json!(1))] }))
    }),
];

#[test]
fn every_shape_is_answered() {
    for (what, size, make) in SHAPES {
        let report = inspect(&make(*size), NOW);
        assert_eq!(report.checks.len(), 11, "{what}");
        holds(&report);
        let written = serde_json::to_string(&report).expect("a report is JSON");
        assert!(
            written.len() < 32_000_000,
            "{what}: a report of {} bytes",
            written.len()
        );
    }
}
