//! No token, signature or private key gets through, however it was wrapped on the way.

#[cfg(test)]
#[path = "../support/mod.rs"]
mod support;
#[cfg(test)]
mod wrappings;

use assumable::secrets::{Known, find, without, without_each, without_known};
use assumable::text::base64url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use proptest::prelude::*;
use serde_json::json;
use wrappings::{NEEDS_A_TOKEN, SERIALIZATIONS, WRAPPINGS, collect, lines, numbers, pem_of, segments, tokens};

/// Pieces of sixteen characters of base64url.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    (0..text.len().saturating_sub(15)).map(|at| &text[at..at + 16])
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|found| found.is_ascii_alphanumeric() || matches!(found, '-' | '_'))
        .collect()
}

/// That nothing of what differs between two wrapped tokens is left.
fn assert_gone(name: &str, wrapped: &str, other: &str, left: &str) {
    let (wrapped, other, left) = (bare(wrapped), bare(other), bare(left));
    let leak = pieces(&wrapped).find(|piece| !other.contains(piece) && left.contains(piece));
    assert_eq!(leak, None, "{name}: {left}");
}

#[test]
fn a_token_goes_however_it_is_wrapped() {
    let [token, other] = tokens();
    for (name, wrap) in WRAPPINGS {
        for around in ["", "before ", "line before\n"] {
            let wrapped = wrap(&token);
            let text = format!("{around}{wrapped}");
            assert_gone(name, &wrapped, &wrap(&other), &without(&text));
        }
    }
}

#[test]
fn a_signature_goes_where_it_stands_apart() {
    let [token, _] = tokens();
    let signature = segments(&token)[2];
    for (name, write) in SERIALIZATIONS {
        let left = bare(&without(&write(&token)));
        assert_eq!(
            pieces(signature).find(|piece| left.contains(piece)),
            None,
            "{name}: {left}"
        );
    }
}

#[test]
fn what_stands_around_a_token_stays() {
    let [token, _] = tokens();
    for (text, left) in [
        (format!("the token is {token}."), "the token is [token left out]."),
        (format!("a: {token}\nb: c"), "a: [token left out]\nb: c"),
        (
            format!("run\n{}\nDone. Next.", lines(&token, 80, "", "\n").trim_end()),
            "run\n[token left out]\nDone. Next.",
        ),
        (
            format!("x {} y", STANDARD.encode(&token).trim_end_matches('=')),
            "x [token left out] y",
        ),
        (format!("{token},{token}"), "[token left out],[token left out]"),
    ] {
        assert_eq!(without(&text), left);
    }
}

#[test]
fn a_private_key_goes_however_it_is_written() {
    let secret = p256::SecretKey::from_slice(&[7; 32]).expect("a number below the order");
    let pem = secret
        .to_pkcs8_pem(LineEnding::LF)
        .expect("a key can be written")
        .to_string();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let d = base64url::encode(&[
        7, 140, 33, 8, 91, 250, 16, 77, 3, 200, 5, 61, 99, 180, 44, 2, 19, 84, 130, 7, 55, 61, 9, 1, 88, 121, 33, 4,
        76, 9, 210, 17,
    ]);
    for (name, text, value) in [
        ("PEM", pem.clone(), &body),
        ("PEM in JSON", json!({ "key": pem }).to_string(), &body),
        (
            "PEM without its end",
            pem.replace("-----END PRIVATE KEY-----", ""),
            &body,
        ),
        ("PEM in quoted mail", lines(&pem, 64, "> ", "\n"), &body),
        ("the body of PEM", body.clone(), &body),
        ("PEM in base64", STANDARD.encode(&pem), &STANDARD.encode(&pem)),
        ("a JWK", json!({ "kty": "EC", "crv": "P-256", "d": d }).to_string(), &d),
        ("kty and d alone", json!({ "kty": "OKP", "d": d }).to_string(), &d),
        ("an escaped name", format!(r#"{{"kty":"EC","\u0064":"{d}"}}"#), &d),
        ("JavaScript", format!("{{ kty: 'EC', d: '{d}' }}"), &d),
        ("YAML", format!("kty: EC\nd: {d}\n"), &d),
        ("YAML, folded", format!("d: >-\n{}", lines(&d, 20, "  ", "\n")), &d),
        ("HCL", format!("d = \"{d}\""), &d),
        (
            "AKP",
            json!({ "kty": "AKP", "alg": "ML-DSA-44", "priv": d }).to_string(),
            &d,
        ),
        ("a shared secret", json!({ "kty": "oct", "k": d }).to_string(), &d),
        (
            "JSON in JSON",
            json!({ "keys": json!({ "kty": "EC", "d": d }).to_string() }).to_string(),
            &d,
        ),
        (
            "base64 of a JWK",
            STANDARD.encode(json!({ "kty": "EC", "d": d }).to_string()),
            &STANDARD.encode(json!({ "d": d }).to_string()),
        ),
        (
            "XML",
            format!(
                "<RSAKeyValue><Modulus>AQAB</Modulus><D>{}</D></RSAKeyValue>",
                STANDARD.encode(&d)
            ),
            &STANDARD.encode(&d),
        ),
        ("percent signs", format!("%22d%22%3A%22{d}%22"), &d),
        ("a list of pairs", json!([["kty", "EC"], ["d", d]]).to_string(), &d),
        (
            "YAML with zero-width spaces",
            format!("kty: EC\nd: {}\n", lines(&d, 7, "", "\u{200b}")),
            &d,
        ),
        ("CSV", format!("kty,EC\nd,{d}\n"), &d),
        (
            "an array",
            json!({ "kty": "EC", "d": [&d[..20], &d[20..]] }).to_string(),
            &d,
        ),
        (
            "JavaScript in pieces",
            format!("{{ d: \"{}\" + \"{}\", kty: \"EC\" }}", &d[..20], &d[20..]),
            &d,
        ),
        ("a broken name", format!("{{\"kty\":\"AKP\",\"pr\niv\":\"{d}\"}}"), &d),
        (
            "PEM with a comment",
            pem.replacen('\n', "\nComment: \"made by nobody\"\nX-Use: signing, tests\n\n", 1),
            &body,
        ),
        (
            "PEM in a log",
            pem.lines().fold(String::new(), |log, line| {
                format!("{log}2026-11-02T12:00:01.1234567Z {line}\n")
            }),
            &body,
        ),
        (
            "PEM in a listing",
            pem.lines()
                .enumerate()
                .fold(String::new(), |all, (at, line)| format!("{all}{at:>5}\t{line}\n")),
            &body,
        ),
    ] {
        let left = bare(&without(&text));
        let value = bare(value);
        assert_eq!(
            pieces(&value).find(|piece| left.contains(piece)),
            None,
            "{name}: {left}"
        );
    }
}

#[test]
fn a_short_shared_secret_goes() {
    let short = without(r#"{"kty":"oct","k":"c2VjcmV0"}"#);
    assert!(!short.contains("c2VjcmV0"), "{short}");
}

#[test]
fn keys_and_signatures_go_as_tokens_do() {
    let jwk = numbers(32).map(|d| json!({ "crv": "P-256", "kty": "EC", "x": "AQAB", "d": d }).to_string());
    let rsa = numbers(256).map(|d| json!({ "kty": "RSA", "e": "AQAB", "d": d }).to_string());
    let signature = numbers(256).map(|signature| json!({ "signature": signature }).to_string());
    let pem = [7, 91].map(pem_of);
    let mut through = Vec::new();
    for [text, other] in [jwk, rsa, signature, pem] {
        for (name, wrap) in WRAPPINGS {
            if NEEDS_A_TOKEN.iter().any(|word| name.starts_with(word)) {
                continue;
            }
            let (wrapped, other) = (bare(&wrap(&text)), bare(&wrap(&other)));
            let left = bare(&without(&wrap(&text)));
            if let Some(leak) = pieces(&wrapped).find(|piece| !other.contains(piece) && left.contains(piece)) {
                through.push(format!("{name}: {leak} of {:.40}", wrap(&text)));
            }
        }
    }
    assert_eq!(through, Vec::<String>::new());
}

#[test]
fn pieces_of_a_known_token_go() {
    let [token, _] = tokens();
    let signature = segments(&token)[2];
    let (first, second) = signature.split_at(171);
    let known = Known::of(&[STANDARD.encode(&token)]);
    for text in [
        first.to_owned(),
        format!("session-{}", &second[..32]),
        lines(second, 10, "", "\n"),
        second.chars().rev().collect(),
    ] {
        let left = bare(&without_known(&text, &known));
        let backward: String = left.chars().rev().collect();
        let leak = pieces(signature).find(|piece| left.contains(piece) || backward.contains(piece));
        assert_eq!(leak, None, "{left}");
    }
    assert_eq!(without_known("GitHubActions", &known), "GitHubActions");
}

#[test]
fn a_token_that_goes_on_in_another_text_is_known() {
    let [token, _] = tokens();
    let (start, end) = token.split_at(token.len() - 100);
    let texts = ["arn:aws:iam::111122223333:role/deploy", end, start].map(str::to_owned);
    let known = Known::of(&texts);
    for text in texts {
        let left = without_known(&text, &known);
        assert!(pieces(end).all(|piece| !left.contains(piece)), "{left}");
    }
}

#[test]
fn one_of_many_texts_goes() {
    let [token, _] = tokens();
    let mut texts: Vec<String> = (0..3000)
        .map(|at| format!("sentence number {at} of a report"))
        .collect();
    texts.insert(1500, format!("found {token} there"));
    let free = without_each(texts.clone(), &Known::default());
    for (at, (before, after)) in texts.iter().zip(&free).enumerate() {
        let wanted = if at == 1500 {
            "found [token left out] there"
        } else {
            before
        };
        assert_eq!(after, wanted);
    }
}

#[test]
fn what_is_no_secret_stays() {
    let jwks = support::issuer().jwks();
    let mut texts = vec![
        jwks,
        "repo:octo-org/app:environment:production".to_owned(),
        "arn:aws:iam::111122223333:role/e30.deploy.example.com".to_owned(),
        "https://token.actions.githubusercontent.com/.well-known/openid-configuration".to_owned(),
        "expected a public key, found -----BEGIN PRIVATE KEY----- in line 1: paste the public half".to_owned(),
        "begin with a private key MI5 would like".to_owned(),
        "d: 1, p = 2, k8s: cluster; q=sts.amazonaws.com".to_owned(),
        "signature: the RS256 signature of the token does not verify with any key".to_owned(),
        "x".repeat(5000),
    ];
    let members: Vec<String> = (0..5000).map(|at| format!("\"c{at}\":\"x\",")).collect();
    texts.push(format!("{{{}\"iss\":\"https://a.example\"}}", members.concat()));
    let folders = ["tests/data", "www/examples"];
    for folder in folders {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        collect(&root, &mut texts);
    }
    for text in texts {
        let found = find(&text);
        let shown: Vec<&str> = found.iter().map(|secret| &text[secret.place.clone()]).collect();
        assert!(found.is_empty(), "{shown:.200?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn wrappings_of_wrappings(inner in 0..WRAPPINGS.len(), outer in 0..WRAPPINGS.len()) {
        // What only the reader of the inner one could put together again is out of reach of the outer one.
        let deep = ["base", "hexadecimal", "backward", "pieces", "array", "bold"];
        prop_assume!(!WRAPPINGS[outer].0.contains("backward"));
        let is_deep = |at: usize| deep.iter().any(|word| WRAPPINGS[at].0.contains(word));
        // It has no zeros by which UTF-16 is known.
        prop_assume!(!(WRAPPINGS[inner].0.contains("full-width") && WRAPPINGS[outer].0.contains("UTF-16")));
        let needs_dots = ["a header", "an algorithm", "detached"];
        prop_assume!(!is_deep(inner) && !needs_dots.iter().any(|word| WRAPPINGS[outer].0.starts_with(word)));
        let [token, other] = tokens();
        let wrap = |token: &str| (WRAPPINGS[outer].1)(&(WRAPPINGS[inner].1)(token));
        let wrapped = wrap(&token);
        let name = format!("{} in {}", WRAPPINGS[inner].0, WRAPPINGS[outer].0);
        assert_gone(&name, &wrapped, &wrap(&other), &without(&wrapped));
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        let left = without(&text);
        prop_assert_eq!(find(&text).is_empty(), left == text);
    }
}
