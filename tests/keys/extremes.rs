//! Sizes and shapes at the bounds, and beyond them: an answer, soon, and never a secret in it.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use assumable::keys::{self, KeyFault, MAX_KEYS, Outcome, PublicKey, Signed, Trials};
use assumable::report::{KeyOutcome, Severity};
use assumable::sts::signature;
use assumable::text::base64url::encode;
use assumable::token::{self, Token};
use proptest::prelude::*;
use rsa::BoxedUint;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::issuer::key;

const SIGNED: &str = "eyJhbGciOiJSUzI1NiJ9.e30";

/// An RSA key of any size, with exponent 3, and its signature over [`SIGNED`], without the
/// years that it takes to find large primes: for a cube `s³` just above the encoded
/// message `m`, the number `n = s³ - m` makes `s` the cube root of `m`.
fn cube_key(bits: u32) -> (Vec<u8>, Vec<u8>) {
    let size = (bits / 8) as usize;
    let message = encoded_message(size);
    let cube = |s: &BoxedUint| s.wrapping_mul(s).wrapping_mul(s);
    let precision = bits + 64;
    let message = BoxedUint::from_be_slice(&message, precision).expect("it fits");
    // The largest s whose cube stays below the modulus' bound of 2^bits + m.
    let bound = message.wrapping_add(BoxedUint::one_with_precision(precision).shl(bits - 1));
    let mut s = BoxedUint::zero_with_precision(precision);
    for bit in (0..=bits / 3 + 1).rev() {
        let with = s.wrapping_add(BoxedUint::one_with_precision(precision).shl(bit));
        if cube(&with) <= bound {
            s = with;
        }
    }
    let mut n = cube(&s.wrapping_add(BoxedUint::one_with_precision(precision))).wrapping_sub(&message);
    let mut root = s.wrapping_add(BoxedUint::one_with_precision(precision));
    if n.to_be_bytes().last().is_some_and(|byte| byte % 2 == 0) {
        root = root.wrapping_add(BoxedUint::one_with_precision(precision));
        n = cube(&root).wrapping_sub(&message);
    }
    let tail = |number: &BoxedUint| {
        let bytes = number.to_be_bytes();
        bytes[bytes.len() - size..].to_vec()
    };
    (tail(&n), tail(&root))
}

/// EMSA-PKCS1-v1_5 of RFC 8017 section 9.2, for SHA-256.
fn encoded_message(size: usize) -> Vec<u8> {
    const PREFIX: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04,
        0x20,
    ];
    let digest = [&PREFIX[..], &Sha256::digest(SIGNED)].concat();
    [&[0, 1][..], &vec![0xFF; size - digest.len() - 3], &[0], &digest].concat()
}

fn rsa_jwk(n: &[u8], e: &[u8]) -> Value {
    json!({"kty": "RSA", "kid": "k", "n": encode(n), "e": encode(e)})
}

fn fault(jwk: &Value) -> Option<KeyFault> {
    keys::read(&jwk.to_string()).keys()[0].public_key.clone().err()
}

#[test]
fn rsa_is_verified_from_512_to_16384_bits() {
    for bits in [512, 1024, 2048, 4096, 8192, 16_384] {
        let (n, signature) = cube_key(bits);
        let set = keys::read(&rsa_jwk(&n, &[3]).to_string());
        assert_eq!(set.keys()[0].size, Some(format!("RSA {bits}")));
        let token = token::read(&format!("{SIGNED}.{}", encode(&signature)));
        let trials = Trials::new(&set, Some(signed(&token)));
        assert_eq!(trials.outcome(0), Outcome::Verified, "{bits} bits");
        let warned = set
            .problems()
            .iter()
            .any(|problem| problem.severity == Severity::Warning);
        assert_eq!(warned, bits < 2048, "{bits} bits");
    }
}

#[test]
fn rsa_numbers_out_of_bounds_are_refused_before_anything_is_computed() {
    let odd = |bytes: usize| vec![0xFF; bytes];
    let even = [odd(255), vec![0xFE]].concat();
    for (n, e, expected) in [
        (odd(2049), vec![3], KeyFault::ModulusTooLarge { bits: 16_392 }),
        (odd(1_000_000), vec![3], KeyFault::ModulusTooLarge { bits: 8_000_000 }),
        (odd(63), vec![3], KeyFault::ModulusTooSmall { bits: 504 }),
        (vec![0; 256], vec![3], KeyFault::ModulusTooSmall { bits: 0 }),
        (even, vec![3], KeyFault::ModulusEven),
        (odd(256), vec![0], KeyFault::ExponentTooSmall { found: 0 }),
        (odd(256), vec![1], KeyFault::ExponentTooSmall { found: 1 }),
        (odd(256), vec![2], KeyFault::ExponentEven),
        (odd(256), vec![1, 0, 0], KeyFault::ExponentEven),
        (odd(256), odd(33), KeyFault::ExponentTooLarge { bits: 264 }),
        (odd(256), odd(255), KeyFault::ExponentTooLarge { bits: 2040 }),
    ] {
        assert_eq!(fault(&rsa_jwk(&n, &e)), Some(expected));
    }
    assert_eq!(fault(&rsa_jwk(&odd(256), &odd(32))), None, "an exponent of 256 bits");
    assert_eq!(
        fault(&rsa_jwk(&[vec![0; 3], odd(256)].concat(), &[0, 3])),
        None,
        "leading zeros"
    );
}

#[test]
fn large_keys_and_exponents_do_not_add_up() {
    let jwk = rsa_jwk(&[0xFF; 2048], &[0xFF; 32]);
    let set = keys::read(&json!({ "keys": vec![jwk; 50] }).to_string());
    let token = token::read(&format!("{SIGNED}.{}", encode(&[0x55; 2048])));
    let started = Instant::now();
    let reading = keys::reading(&Trials::new(&set, Some(signed(&token))));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let tried = |outcome| {
        reading
            .candidates
            .iter()
            .filter(|found| found.outcome == outcome)
            .count()
    };
    assert_eq!(
        (tried(KeyOutcome::SignatureMismatch), tried(KeyOutcome::NotSelected)),
        (1, 49)
    );
    assert!(reading.candidates[49].reason.starts_with("Not tried"));
}

#[test]
fn more_keys_than_are_read_are_counted() {
    let set = keys::read(&json!({ "keys": vec![json!({"kty": "x"}); MAX_KEYS + 1] }).to_string());
    assert_eq!(set.keys().len(), MAX_KEYS);
    assert_eq!(set.problems().len(), 1);
    assert_eq!(set.problems()[0].message, "Only the first 2000 of 2001 keys are read.");
}

#[test]
fn a_megabyte_of_anything_is_read_soon() {
    let texts = [
        "-----BEGIN ".repeat(90_000),
        "-----BEGIN PUBLIC KEY-----".repeat(40_000),
        format!("{{\"keys\":[{}", "[".repeat(1_000_000)),
        format!("{{\"keys\":[{}", "{\"kty\":\"EC\",".repeat(80_000)),
        format!("{{\"keys\":{}", "{\"keys\":".repeat(120_000)),
        format!("https://{}", "a".repeat(1_000_000)),
        format!("eyJ{}", ".".repeat(1_000_000)),
        json!({"kty": "RSA", "n": "A".repeat(1_000_000), "e": "AQAB"}).to_string(),
        json!({"kty": "RSA", "n": "AQAB", "e": "AQAB", "x5c": vec!["MIIB"; 150_000]}).to_string(),
    ];
    for text in texts {
        let started = Instant::now();
        let set = keys::read(&text);
        assert!(!set.is_blank());
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "{:?} for {}",
            started.elapsed(),
            &text[..40]
        );
    }
}

fn signed(token: &Token) -> Signed<'_> {
    Signed {
        header: token.header.as_ref().expect("a header"),
        jws: token.jws.as_ref().expect("three segments"),
    }
}

/// Everything that is said of a text, with and without a token.
fn everything_said(text: &str) -> String {
    let token = token::read(&key("p256-a").token(r#"{"alg":"ES256","kid":"k"}"#, "{}"));
    let set = keys::read(text);
    let mut said = format!("{set:?}");
    for signed in [None, Some(signed(&token))] {
        let trials = Trials::new(&set, signed);
        let mut reading = keys::reading(&trials);
        signature::add_differences(&mut reading, &trials);
        write!(said, "{reading:?}{:?}", signature::select_and_verify(&trials)).expect("a string takes all");
        let end = text.encode_utf16().count();
        let spans = reading.problems.iter().filter_map(|problem| problem.span);
        for span in spans.chain(reading.candidates.iter().map(|candidate| candidate.span)) {
            assert!(span.start <= span.end && span.end <= end, "{span:?} in {end}");
        }
    }
    said
}

#[test]
fn no_cut_or_broken_text_makes_a_private_value_appear() {
    let jwk = Value::Object(key("p256-a").jwk(true));
    let secret = jwk["d"].as_str().expect("d").to_owned();
    let text = json!({ "keys": [jwk] }).to_string();
    let broken = (0..text.len()).flat_map(|at| [text[..at].to_owned(), text[at..].to_owned()]);
    let unquoted = text.replace(&format!("\"{secret}\""), &secret);
    let escaped = text.replace(&secret, &format!("\\x{secret}"));
    for text in broken.chain([unquoted, escaped, text.replace('"', "'"), text.replace(',', "")]) {
        let said = everything_said(&text);
        let pieces = (0..secret.len() - 8).map(|at| &secret[at..at + 8]);
        for piece in pieces {
            assert!(!said.contains(piece), "{text}\n{said}");
        }
    }
}

#[test]
fn a_secret_does_not_reach_a_debug_print() {
    let key = PublicKey::Secret(b"hunter2".to_vec());
    assert_eq!(format!("{key:?}"), "a shared secret (kty \"oct\")");
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        everything_said(&text);
    }

    #[test]
    fn any_members_are_read(
        kty in "RSA|EC|OKP|oct|x",
        crv in "P-256|P-384|P-521|Ed25519|X25519|x",
        values in prop::collection::vec("[A-Za-z0-9_=-]{0,90}|null|\\[\\]|7", 8),
    ) {
        let names = ["n", "e", "x", "y", "k", "d", "x5c", "kid"];
        let mut text = format!(r#"{{"kty":"{kty}","crv":"{crv}""#);
        for (name, value) in names.iter().zip(&values) {
            let bare = ["null", "[]", "7"].contains(&value.as_str());
            let value = if bare { value.clone() } else { format!("\"{value}\"") };
            write!(text, ",\"{name}\":{value}").expect("a string takes all");
        }
        text.push('}');
        everything_said(&text);
    }

    #[test]
    fn any_bytes_in_pem_are_read(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        label in "PUBLIC KEY|RSA PUBLIC KEY|CERTIFICATE|PRIVATE KEY|RSA PRIVATE KEY|EC PRIVATE KEY",
    ) {
        everything_said(&super::issuer::pem(&label, &bytes));
    }
}
