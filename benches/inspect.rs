//! The whole verdict, natively. `cargo xtask bench` puts the built module beside other libraries.

use std::hint::black_box;

use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use criterion::{Criterion, criterion_group, criterion_main};

const NOW: i64 = 1_793_620_800;

const CLAIMS: &str = r#"{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com",
    "sub":"repo:octo-org/octo-repo:ref:refs/heads/main","iat":1793620790,"nbf":1793620790,"exp":1793621090}"#;

/// A policy of which only the last statement lets the token in.
fn policy(statements: usize) -> String {
    let statement = |subject: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                "Principal": {{"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}},
                "Condition": {{
                    "StringEquals": {{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
                    "StringLike": {{"token.actions.githubusercontent.com:sub": "{subject}"}}}}}}"#
        )
    };
    let others = (1..statements).map(|index| statement(&format!("repo:octo-org/other-{index}:*")));
    let statements: Vec<String> = others.chain([statement("repo:octo-org/octo-repo:*")]).collect();
    format!(
        r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#,
        statements.join(", ")
    )
}

fn attempt(policy: Option<String>) -> Attempt {
    Attempt {
        token: CLAIMS.to_owned(),
        trust_policy: policy,
        ..Attempt::default()
    }
}

fn bench(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("inspect");
    group.bench_function("claims alone", |bencher| {
        let attempt = attempt(None);
        bencher.iter(|| inspect(black_box(&attempt), NOW));
    });
    for statements in [1, 10, 100] {
        group.bench_function(format!("claims and {statements} statements"), |bencher| {
            let attempt = attempt(Some(policy(statements)));
            bencher.iter(|| inspect(black_box(&attempt), NOW));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
