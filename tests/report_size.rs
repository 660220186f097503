//! A report is about as long as what went in, whatever that was: nothing is repeated for every
//! part of something else.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[cfg(test)]
mod support;

use assumable::attempt::{Attempt, ContextValue, Provider, ProviderInput, Request, Role};
use assumable::inspect::inspect;
use assumable::report::{Problem, Report, Severity};
use serde_json::{Map, Value, json};

const NOW: i64 = 1_793_620_800;
const ISSUER: &str = "token.actions.githubusercontent.com";
const SUB: &str = "token.actions.githubusercontent.com:sub";
const TAGS: &str = "https://aws.amazon.com/tags";

/// Bytes of a report however little went in: what is repeated of the call under conditions, and the
/// sentences about a hundred statements of two brackets.
const CONSTANT: usize = 512 << 10;

/// Bytes of a report for each byte that went in: a condition of fifteen has a place and a sentence.
const EACH: usize = 24;

/// An attempt of which every part can be made long, or many.
#[derive(Clone)]
struct Parts {
    header: Value,
    claims: Value,
    jwks: Value,
    policy: Value,
    statement: Value,
    provider: Option<Provider>,
    role: Role,
    request: Request,
    context: Vec<(String, ContextValue)>,
}

impl Parts {
    fn usual() -> Self {
        Self {
            header: json!({ "typ": "JWT", "alg": "RS256", "kid": "one" }),
            claims: json!({ "iss": format!("https://{ISSUER}"), "sub": "repo:o/r:x", "aud": "sts.amazonaws.com", "iat": NOW, "exp": NOW + 300 }),
            jwks: serde_json::from_str(&support::issuer().jwks()).expect("a key set"),
            policy: json!({ "Version": "2012-10-17", "Statement": [] }),
            statement: json!({
                "Effect": "Allow",
                "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
                "Action": "sts:AssumeRoleWithWebIdentity",
                "Condition": { "StringLike": { SUB: "repo:o/*" } },
            }),
            provider: None,
            role: Role::default(),
            request: Request::default(),
            context: Vec::new(),
        }
    }

    fn provider(&mut self) -> &mut Provider {
        self.provider.get_or_insert_with(|| Provider {
            url: ISSUER.to_owned(),
            ..Provider::default()
        })
    }

    /// A key that the call has, with these values.
    fn given(&mut self, key: &str, value: ContextValue) {
        self.context.push((key.to_owned(), value));
    }

    /// The members of a condition of this operator.
    fn condition(&mut self, operator: &str) -> &mut Map<String, Value> {
        let condition = object(&mut self.statement["Condition"]);
        object(condition.entry(operator).or_insert_with(|| json!({})))
    }

    fn attempt(&self, is_signed: bool) -> Attempt {
        let mut policy = self.policy.clone();
        if let Value::Array(statements) = &mut policy["Statement"] {
            statements.push(self.statement.clone());
        }
        let token = if is_signed {
            support::issuer().sign(&self.header.to_string(), &self.claims.to_string())
        } else {
            self.claims.to_string()
        };
        Attempt {
            token,
            jwks: is_signed.then(|| self.jwks.to_string()),
            trust_policy: Some(policy.to_string()),
            provider: self
                .provider
                .clone()
                .map_or(ProviderInput::Assumed, ProviderInput::Registered),
            role: Some(self.role.clone()),
            request: Some(self.request.clone()),
            context: self.context.iter().cloned().collect(),
            now: None,
        }
    }
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().expect("it is one by now")
}

/// One way of making a part long, or many: its name, and what it does to an attempt.
type Way = (&'static str, fn(&mut Parts, usize));

/// Each puts in one text of that many characters.
const LONG: &[Way] = &[
    ("sub", |parts, size| parts.claims["sub"] = text(size)),
    ("sub of controls", |parts, size| {
        parts.claims["sub"] = json!("\u{1}".repeat(size));
    }),
    ("iss", |parts, size| {
        parts.claims["iss"] = json!(format!("https://{ISSUER}/{}", "a".repeat(size)));
    }),
    ("aud", |parts, size| parts.claims["aud"] = text(size)),
    ("azp", |parts, size| parts.claims["azp"] = text(size)),
    ("amr", |parts, size| parts.claims["amr"] = text(size)),
    ("exp", |parts, size| parts.claims["exp"] = text(size)),
    ("a claim", |parts, size| parts.claims["c"] = text(size)),
    ("a claim that is a key", |parts, size| {
        parts.claims["repository"] = text(size);
    }),
    ("a claim's name", |parts, size| {
        parts.claims["c".repeat(size)] = json!("x");
    }),
    ("a claim of objects", |parts, size| {
        parts.claims["c"] = vec![json!({ "a": { "b": 1 } }); size / 16].into();
    }),
    ("a tag", |parts, size| {
        parts.claims[TAGS] = json!({ "principal_tags": { "t": [text(size)] } });
    }),
    ("a tag's key", |parts, size| {
        parts.claims[TAGS] =
            json!({ "principal_tags": { "t".repeat(size): ["x"] }, "transitive_tag_keys": ["t".repeat(size)] });
    }),
    ("a role", |parts, size| {
        parts.claims["https://aws.amazon.com/roles"] = text(size);
    }),
    ("a source identity", |parts, size| {
        parts.claims["https://aws.amazon.com/source_identity"] = text(size);
    }),
    ("kid", |parts, size| parts.header["kid"] = text(size)),
    ("alg", |parts, size| parts.header["alg"] = text(size)),
    ("crit", |parts, size| parts.header["crit"] = json!([text(size)])),
    ("a header member's name", |parts, size| {
        parts.header["h".repeat(size)] = json!("x");
    }),
    ("kid of a key", |parts, size| {
        parts.jwks["keys"] = json!([key(&text(size))]);
    }),
    ("alg of a key", |parts, size| {
        let mut key = key(&json!("one"));
        key["alg"] = text(size);
        parts.jwks["keys"] = json!([key]);
    }),
    ("n of a key", |parts, size| {
        let mut key = key(&json!("one"));
        key["n"] = text(size);
        parts.jwks["keys"] = json!([key]);
    }),
    ("a value", |parts, size| {
        parts.condition("StringLike").insert(SUB.to_owned(), text(size));
    }),
    ("a condition key", |parts, size| {
        parts.condition("StringLike").insert("k".repeat(size), json!("x"));
    }),
    ("an operator", |parts, size| {
        parts.condition(&"S".repeat(size)).insert(SUB.to_owned(), json!("x"));
    }),
    ("a Sid", |parts, size| parts.statement["Sid"] = text(size)),
    ("a principal", |parts, size| {
        parts.statement["Principal"] = json!({ "Federated": text(size) });
    }),
    ("a type of principal", |parts, size| {
        parts.statement["Principal"] = json!({ "F".repeat(size): "x" });
    }),
    ("an action", |parts, size| parts.statement["Action"] = text(size)),
    ("an effect", |parts, size| parts.statement["Effect"] = text(size)),
    ("a member of a statement", |parts, size| {
        parts.statement["m".repeat(size)] = json!("x");
    }),
    ("a version", |parts, size| parts.policy["Version"] = text(size)),
    ("a member of the policy", |parts, size| {
        parts.policy["m".repeat(size)] = json!("x");
    }),
    ("a provider's URL", |parts, size| {
        parts.provider().url = format!("{ISSUER}/{}", "a".repeat(size));
    }),
    ("a provider's ARN", |parts, size| {
        parts.provider().arn = Some("a".repeat(size));
    }),
    ("a client id", |parts, size| {
        parts.provider().client_id_list = Some(vec!["a".repeat(size)]);
    }),
    ("a thumbprint", |parts, size| {
        parts.provider().thumbprint_list = Some(vec!["a".repeat(size)]);
    }),
    ("a role's ARN", |parts, size| {
        parts.role.arn = Some(format!("arn:aws:iam::111122223333:role/{}", "a".repeat(size)));
    }),
    ("a role's tag", |parts, size| {
        parts.role.tags = Some([("t".to_owned(), "a".repeat(size))].into_iter().collect());
    }),
    ("a session name", |parts, size| {
        parts.request.role_session_name = Some("a".repeat(size));
    }),
    ("a provider id", |parts, size| {
        parts.request.provider_id = Some("a".repeat(size));
    }),
    ("a session policy", |parts, size| {
        parts.request.policy = Some("a".repeat(size));
    }),
    ("an ARN of a session policy", |parts, size| {
        parts.request.policy_arns = Some(vec!["a".repeat(size)]);
    }),
    ("a given value", |parts, size| {
        parts.given("aws:k", ContextValue::Single("\u{1}".repeat(size)));
    }),
    ("a given key", |parts, size| {
        parts.given(&"k".repeat(size), ContextValue::Single("x".to_owned()));
    }),
];

/// Each puts in that many things. What is repeated, each of them would repeat.
const MANY: &[Way] = &[
    ("audiences", |parts, size| parts.claims["aud"] = names(size)),
    ("amr", |parts, size| parts.claims["amr"] = names(size)),
    ("claims", |parts, size| {
        for at in 0..size {
            parts.claims[format!("c{at}")] = json!("x");
        }
    }),
    ("claims like sub", |parts, size| {
        for at in 0..size {
            parts.claims[format!("sub{at}")] = json!("x");
        }
    }),
    ("tags", |parts, size| {
        let tags = table(size, "t", &json!(["x"]));
        parts.claims[TAGS] = json!({ "principal_tags": tags, "transitive_tag_keys": names(size) });
    }),
    ("roles", |parts, size| {
        parts.claims["https://aws.amazon.com/roles"] = names(size);
    }),
    ("members of the header", |parts, size| {
        object(&mut parts.header).extend(table(size, "h", &json!("x")));
    }),
    ("critical members", |parts, size| parts.header["crit"] = names(size)),
    ("keys", |parts, size| {
        parts.jwks["keys"] = (0..size).map(|at| key(&json!(at.to_string()))).collect();
    }),
    ("keys of one id", |parts, size| {
        parts.jwks["keys"] = vec![key(&json!("one")); size].into();
    }),
    ("keys that are none", |parts, size| {
        parts.jwks["keys"] = vec![json!({}); size].into();
    }),
    ("statements", |parts, size| {
        parts.policy["Statement"] = vec![parts.statement.clone(); size].into();
    }),
    ("statements that deny", |parts, size| {
        let mut deny = parts.statement.clone();
        deny["Effect"] = json!("Deny");
        parts.policy["Statement"] = vec![deny; size].into();
    }),
    ("statements that are none", |parts, size| {
        parts.policy["Statement"] = vec![json!({}); size].into();
    }),
    ("values", |parts, size| {
        let values: Value = (0..size).map(|at| json!(format!("*{at}*"))).collect();
        parts.condition("StringLike").insert(SUB.to_owned(), values);
    }),
    ("values that match", |parts, size| {
        let values: Value = (0..size).map(|at| json!(format!("*{}", "?".repeat(at % 4)))).collect();
        parts.condition("ForAnyValue:StringLike").insert(SUB.to_owned(), values);
    }),
    ("equal values", |parts, size| {
        parts
            .condition("StringEquals")
            .insert(SUB.to_owned(), vec!["repo:o/r:"; size].into());
    }),
    ("values of variables", |parts, size| {
        let values = vec![format!("${{{SUB}}}"); size];
        parts.condition("StringEquals").insert(SUB.to_owned(), values.into());
    }),
    ("values of given variables", |parts, size| {
        let values = vec!["${aws:k}"; size];
        parts
            .condition("StringEquals")
            .insert("aws:k".to_owned(), values.into());
    }),
    ("variables", |parts, size| {
        let value = format!("${{{SUB}}}").repeat(size);
        parts.condition("StringLike").insert(SUB.to_owned(), value.into());
    }),
    ("operators on sub", |parts, size| {
        for at in 0..size.min(512) {
            parts
                .condition(&cased("StringEqualsIgnoreCase", at))
                .insert(SUB.to_owned(), json!("x"));
        }
    }),
    ("operators on a given key", |parts, size| {
        for at in 0..size.min(512) {
            parts
                .condition(&cased("ForAllValues:StringLike", at))
                .insert("aws:k".to_owned(), json!("x"));
        }
    }),
    ("conditions", |parts, size| {
        parts
            .condition("StringEquals")
            .extend(table(size, "aws:k", &json!("x")));
    }),
    ("spellings of a key", |parts, size| {
        for at in 0..size {
            parts.condition("StringLike").insert(cased(SUB, at), json!("*b"));
        }
    }),
    ("keys of another issuer", |parts, size| {
        let keys = (0..size).map(|at| (format!("i{at}.example.com:sub"), json!("x")));
        parts.condition("StringLike").extend(keys);
    }),
    ("principals", |parts, size| {
        let arns = (0..size).map(|at| format!("arn:aws:iam::111122223333:oidc-provider/i{at}.example.com"));
        parts.statement["Principal"] = json!({ "Federated": arns.collect::<Vec<_>>() });
    }),
    ("actions", |parts, size| {
        parts.statement["Action"] = (0..size).map(|at| json!(format!("sts:A*{at}"))).collect();
    }),
    ("members of a statement", |parts, size| {
        object(&mut parts.statement).extend(table(size, "m", &json!("x")));
    }),
    ("members of the policy", |parts, size| {
        object(&mut parts.policy).extend(table(size, "m", &json!("x")));
    }),
    ("client ids", |parts, size| {
        parts.provider().client_id_list = Some(strings(size));
    }),
    ("thumbprints", |parts, size| {
        parts.provider().thumbprint_list = Some(strings(size));
    }),
    ("tags of the role", |parts, size| {
        parts.role.tags = Some(strings(size).into_iter().map(|key| (key, "x".to_owned())).collect());
    }),
    ("session policies", |parts, size| {
        parts.request.policy_arns = Some(strings(size));
    }),
    ("statements of a session policy", |parts, size| {
        let statements = vec![json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }); size];
        parts.request.policy = Some(json!({ "Statement": statements }).to_string());
    }),
    ("given keys", |parts, size| {
        for at in 0..size {
            parts.given(&format!("aws:k{at}"), ContextValue::Single("x".to_owned()));
        }
    }),
    ("given values", |parts, size| {
        parts.given("aws:k", ContextValue::Multi(strings(size)));
    }),
    ("given values of sub", |parts, size| {
        parts.given(SUB, ContextValue::Multi(strings(size)));
    }),
];

fn text(size: usize) -> Value {
    json!("a".repeat(size))
}

fn strings(size: usize) -> Vec<String> {
    (0..size).map(|at| format!("v{at:0120}")).collect()
}

fn names(size: usize) -> Value {
    strings(size).into()
}

fn table(size: usize, prefix: &str, value: &Value) -> Map<String, Value> {
    (0..size).map(|at| (format!("{prefix}{at}"), value.clone())).collect()
}

/// An RSA key that nothing was signed with.
fn key(kid: &Value) -> Value {
    json!({ "kty": "RSA", "kid": kid, "n": format!("{}w", "_".repeat(341)), "e": "AQAB" })
}

/// The same letters in another case, so that each number gives its own.
fn cased(text: &str, number: usize) -> String {
    let letters = text.chars().enumerate();
    let cased = letters.map(
        |(at, letter)| match number.checked_shr(u32::try_from(at).expect("a short text")) {
            Some(bits) if bits & 1 == 1 => letter.to_ascii_uppercase(),
            _ => letter,
        },
    );
    cased.collect()
}

/// Bytes that went in.
fn given(attempt: &Attempt) -> usize {
    let texts = [
        Some(&attempt.token),
        attempt.jwks.as_ref(),
        attempt.trust_policy.as_ref(),
    ];
    let texts = texts.into_iter().flatten().map(String::len).sum::<usize>();
    let provider = match &attempt.provider {
        ProviderInput::Registered(provider) => format!("{provider:?}").len(),
        ProviderInput::Assumed | ProviderInput::None => 0,
    };
    let around = format!("{:?}{:?}{:?}", attempt.role, attempt.request, attempt.context);
    texts + provider + around.len()
}

fn written(report: &Report) -> usize {
    serde_json::to_vec(report).expect("a report is JSON").len()
}

/// How much more than is allowed a report says of an attempt, if it does.
fn excess(what: &str, attempt: &Attempt) -> Option<String> {
    let (given, written) = (given(attempt), written(&inspect(attempt, NOW)));
    (written > CONSTANT + EACH * given).then(|| format!("{what}: {written} bytes of {given}"))
}

/// Applies several ways to one attempt.
fn made(ways: &[(&Way, usize)], is_signed: bool) -> Attempt {
    let mut parts = Parts::usual();
    for ((_, make), size) in ways {
        make(&mut parts, *size);
    }
    parts.attempt(is_signed)
}

/// How long a text, how many things, and how often both are repeated by the mistake that is looked for.
const LENGTH: usize = 15_000;
const COUNT: usize = 200;
const TIMES: usize = 120;

fn no_excess(firsts: &[Way], size: usize) {
    let mut excesses = Vec::new();
    for (at, first) in firsts.iter().enumerate() {
        for second in MANY {
            // Claims that were pasted alone, and a token with its keys.
            let is_signed = at % 2 == 0 || second.0.contains("key") || second.0.contains("header");
            let attempt = made(&[(first, size), (second, TIMES)], is_signed);
            excesses.extend(excess(&format!("{}, {}", first.0, second.0), &attempt));
        }
    }
    assert!(
        excesses.is_empty(),
        "{} pairs:\n{}",
        excesses.len(),
        excesses.join("\n")
    );
}

#[test]
fn nothing_long_is_repeated_for_each_of_many() {
    no_excess(LONG, LENGTH);
}

#[test]
fn nothing_of_many_parts_is_repeated_for_each_of_many() {
    no_excess(MANY, COUNT);
}

/// Whoever reads a report is told what is left out of it, and what it is about is whole.
#[test]
fn what_is_left_out_is_said() {
    let sub: Way = LONG[0];
    let way = |name: &str| MANY.iter().find(|(known, _)| *known == name).expect("a way");
    let wanting = |parts: &mut Parts, _| {
        parts.condition("StringEquals").insert(SUB.to_owned(), json!("b"));
    };
    let wanting: Way = ("a sub that nobody has", wanting);
    let report = inspect(
        &made(&[(&sub, 6000), (&wanting, 1), (way("statements"), 60)], false),
        NOW,
    );
    let obstacle = report.verdict.obstacle.expect("what the verdict is about");
    let mut is_short = Vec::new();
    for (statement, reading) in report.trust.statements.iter().enumerate() {
        for (condition, reading) in reading.conditions.iter().enumerate() {
            let actual = reading.actual.first().expect("the sub");
            let short = actual.chars().count() == 65 && actual.ends_with('…');
            assert!(short || actual.len() == 6000, "whole, or in short: {}", actual.len());
            let is_obstacle = (statement, Some(condition)) == (obstacle.statement, obstacle.condition);
            assert!(!(is_obstacle && short), "what the verdict is about is whole");
            is_short.push(short);
        }
    }
    let shortened = is_short.iter().filter(|short| **short).count();
    assert!(
        shortened > 20 && shortened < is_short.len(),
        "{shortened} of {}",
        is_short.len()
    );
    let said = |problems: &[Problem]| {
        let infos = problems.iter().filter(|problem| problem.severity == Severity::Info);
        infos
            .map(|problem| problem.message.clone())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let told = said(&report.trust.problems);
    assert!(
        told.contains(&format!("{shortened} of its conditions are shown in short")),
        "{told}"
    );

    let report = inspect(&made(&[(way("statements that are none"), 2000)], false), NOW);
    let problems = &report.trust.problems;
    let told = said(problems);
    assert!(
        problems.len() < 1010 && told.contains("more problems of this text are left out"),
        "{told}"
    );
    assert!(told.contains("more objections of IAM"), "{told}");
    let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
    assert_eq!(errors.count(), 1000, "errors before what is only good to know");

    let report = inspect(&made(&[(way("claims"), 6000)], false), NOW);
    assert_eq!(report.token.claims.len(), 5000);
    let told = said(&report.token.problems);
    assert!(
        told.contains("of the 6005 members of the claims, the first 5000"),
        "{told}"
    );
}
