//! Each stage of a verdict by itself, and the whole, natively. `cargo xtask bench` runs
//! this and puts the built module beside other libraries.

#![expect(clippy::expect_used, reason = "a bench that has nothing to measure stops")]

use std::hint::black_box;

use assumable::attempt::Attempt;
use assumable::inspect::{inspect, inspect_with};
use assumable::keys;
use assumable::memory::Memory;
use assumable::policy::{self, Call, Context, Pattern, Principal};
use assumable::text::base64url::encode;
use assumable::text::json;
use assumable::token;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use rand::SeedableRng as _;
use rand::rngs::ChaCha20Rng;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, PrivateKey};
use sha2::{Digest as _, Sha256};

const NOW: i64 = 1_793_620_800;

const PROVIDER: &str = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const SUB: &str = "token.actions.githubusercontent.com:sub";
const SUBJECT: &str = "repo:octo-org/octo-repo:ref:refs/heads/main";

const CLAIMS: &str = r#"{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com",
    "sub":"repo:octo-org/octo-repo:ref:refs/heads/main","iat":1793620790,"nbf":1793620790,"exp":1793621090}"#;

/// A token signed with RS256, and the set of its key.
fn signed() -> (String, String) {
    let key = PrivateKey::new(&mut ChaCha20Rng::seed_from_u64(1), 2048).expect("a key");
    let input = format!(
        "{}.{}",
        encode(br#"{"alg":"RS256","kid":"1"}"#),
        encode(CLAIMS.as_bytes())
    );
    let signature = key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(&input));
    let n = encode(&key.n().to_be_bytes_trimmed_vartime());
    let jwks = format!(r#"{{"keys": [{{"kty": "RSA", "kid": "1", "alg": "RS256", "e": "AQAB", "n": "{n}"}}]}}"#);
    (format!("{input}.{}", encode(&signature.expect("a signature"))), jwks)
}

/// A policy of which only the last statement lets the token in.
fn policy(statements: usize) -> String {
    let statement = |subject: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {{"Federated": "{PROVIDER}"}},
                "Condition": {{
                    "StringEquals": {{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
                    "StringLike": {{"{SUB}": "{subject}"}}}}}}"#
        )
    };
    let others = (1..statements).map(|index| statement(&format!("repo:octo-org/other-{index}:*")));
    let statements: Vec<String> = others.chain([statement("repo:octo-org/octo-repo:*")]).collect();
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#,
        statements.join(", ")
    )
}

/// What is done once for each attempt.
fn stages(criterion: &mut Criterion) {
    let (token, jwks) = signed();
    let trust_policy = policy(10);
    let mut group = criterion.benchmark_group("stage");
    group.bench_function("token", |bencher| bencher.iter(|| token::read(black_box(&token))));
    group.bench_function("keys", |bencher| bencher.iter(|| keys::read(black_box(&jwks))));
    group.bench_function("policy, as JSON", |bencher| {
        bencher.iter(|| json::read(black_box(&trust_policy)));
    });
    group.bench_function("policy, read", |bencher| {
        bencher.iter(|| policy::read(black_box(&trust_policy)));
    });
    let document = policy::read(&trust_policy);
    let mut context = Context::new();
    context.insert(SUB, vec![SUBJECT.to_owned()], false);
    let call = Call {
        principal: Principal::Federated(PROVIDER),
        action: "sts:AssumeRoleWithWebIdentity",
        context: &context,
    };
    group.bench_function("policy, evaluated", |bencher| {
        bencher.iter(|| policy::evaluate(black_box(&document), &call));
    });
    let pattern = Pattern::new("repo:octo-org/*:ref:refs/heads/*");
    group.bench_function("one pattern", |bencher| {
        bencher.iter(|| pattern.matches(black_box(SUBJECT)));
    });
    group.finish();
}

fn verdicts(criterion: &mut Criterion) {
    let (token, jwks) = signed();
    let mut group = criterion.benchmark_group("inspect");
    for statements in [0, 1, 10, 100] {
        let attempt = Attempt {
            token: token.clone(),
            jwks: Some(jwks.clone()),
            trust_policy: (statements > 0).then(|| policy(statements)),
            ..Attempt::default()
        };
        group.bench_function(BenchmarkId::new("statements", statements), |bencher| {
            bencher.iter(|| inspect(black_box(&attempt), NOW));
        });
        let memory = Memory::default();
        group.bench_function(BenchmarkId::new("statements, token as before", statements), |bencher| {
            bencher.iter(|| inspect_with(&memory, black_box(&attempt), NOW));
        });
    }
    group.finish();
}

criterion_group!(benches, stages, verdicts);
criterion_main!(benches);
