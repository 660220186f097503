//! PEM: what people have on their disks, whole and broken.

use assumable::keys::{self, KeySet, Signed, Trials};
use assumable::report::{Evidence, KeyOutcome, Severity};
use assumable::sts::signature;
use assumable::token;
use rsa::pkcs1::{EncodeRsaPrivateKey as _, EncodeRsaPublicKey as _};
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};

use super::issuer::{PrivateKey, certificate, key, pem, public_key_info};

fn public(name: &str) -> String {
    pem("PUBLIC KEY", &public_key_info(&key(name)))
}

/// The thumbprint of the same key as a JWK.
fn thumbprint(name: &str) -> Option<String> {
    let jwk = serde_json::Value::Object(key(name).jwk(false)).to_string();
    keys::read(&jwk).keys()[0].thumbprint.clone()
}

fn rsa_private() -> Box<rsa::PrivateKey> {
    match key("rsa-a") {
        PrivateKey::Rsa(key) => key,
        _ => panic!("an RSA key"),
    }
}

fn p256_private() -> p256::SecretKey {
    match key("p256-a") {
        PrivateKey::P256(key) => p256::SecretKey::from(&key),
        _ => panic!("a P-256 key"),
    }
}

fn ed25519_private() -> ed25519_dalek::SigningKey {
    match key("ed25519-a") {
        PrivateKey::Ed25519(key) => key,
        _ => panic!("an Ed25519 key"),
    }
}

#[test]
fn public_keys_and_certificates_are_the_same_keys_as_their_jwks() {
    let pkcs1 = rsa_private()
        .to_public_key()
        .to_pkcs1_pem(LineEnding::CRLF)
        .expect("PEM");
    for (text, name) in [
        (public("rsa-a"), "rsa-a"),
        (public("p256-a"), "p256-a"),
        (public("ed25519-a"), "ed25519-a"),
        (pkcs1, "rsa-a"),
        (
            pem("CERTIFICATE", &certificate(&public_key_info(&key("rsa-a")))),
            "rsa-a",
        ),
        (
            pem("CERTIFICATE", &certificate(&public_key_info(&key("p256-a")))),
            "p256-a",
        ),
    ] {
        let set = keys::read(&text);
        assert_eq!(set.problems(), [], "{text}");
        assert_eq!(set.keys().len(), 1);
        assert_eq!(set.keys()[0].thumbprint, thumbprint(name), "{text}");
        assert!(set.keys()[0].public_key.is_ok());
    }
}

#[test]
fn private_keys_are_named_loudly_and_read_by_their_public_part() {
    let rsa = rsa_private();
    for (text, name) in [
        (rsa.to_pkcs8_pem(LineEnding::LF).expect("PEM").to_string(), "rsa-a"),
        (rsa.to_pkcs1_pem(LineEnding::LF).expect("PEM").to_string(), "rsa-a"),
        (
            p256_private().to_pkcs8_pem(LineEnding::LF).expect("PEM").to_string(),
            "p256-a",
        ),
        (
            p256_private().to_sec1_pem(LineEnding::LF).expect("PEM").to_string(),
            "p256-a",
        ),
        (
            ed25519_private().to_pkcs8_pem(LineEnding::LF).expect("PEM").to_string(),
            "ed25519-a",
        ),
    ] {
        let set = keys::read(&text);
        assert_eq!(set.keys()[0].thumbprint, thumbprint(name), "{name}");
        assert!(set.keys()[0].public_key.is_ok());
        let [problem] = set.problems() else {
            panic!("one problem")
        };
        assert_eq!(problem.severity, Severity::Error);
        assert!(problem.message.starts_with("This is a private key."));
        let body = text.lines().nth(2).expect("three lines");
        assert!(!format!("{set:?}").contains(body));
    }
}

#[test]
fn line_breaks_are_taken_as_they_come() {
    let text = public("rsa-a");
    for text in [
        text.replace('\n', "\r\n"),
        text.replace('\n', "\\n"),
        format!("\"{}\"", text.replace('\n', "\\n")),
        text.replace('\n', "\n    "),
        text.replace('\n', " ")
            .replace("BEGIN PUBLIC KEY-----", "BEGIN PUBLIC KEY-----\n"),
        format!("subject=/CN=key\nissuer=/CN=key\n{text}"),
    ] {
        assert_eq!(keys::read(&text).keys()[0].thumbprint, thumbprint("rsa-a"), "{text}");
    }
}

#[test]
fn several_blocks_are_several_keys() {
    let set = keys::read(&[public("rsa-b"), public("p256-a"), public("rsa-a")].concat());
    let kinds: Vec<_> = set.keys().iter().map(|key| key.size.as_deref()).collect();
    assert_eq!(kinds, [Some("RSA 2048"), Some("P-256"), Some("RSA 2048")]);
}

/// Why each key of a text cannot be used.
fn reasons(set: &KeySet) -> Vec<String> {
    let keys = set.keys().iter();
    keys.filter_map(|key| key.public_key.as_ref().err())
        .map(ToString::to_string)
        .collect()
}

#[test]
fn broken_armour_says_what_was_expected() {
    let good = public("rsa-a");
    let cut = good.rfind("-----END").expect("an end");
    let cases = [
        ("no end", good[..cut].to_owned()),
        ("no dashes behind the label", good.replacen("KEY-----", "KEY", 1)),
        (
            "another label at the end",
            good.replace("END PUBLIC KEY", "END CERTIFICATE"),
        ),
        ("a foreign character", good.replacen("MIIB", "MI*B", 1)),
        ("a character missing", good.replacen("MIIB", "MIB", 1)),
        ("nothing inside", pem("PUBLIC KEY", &[])),
        (
            "cut in the middle",
            pem("PUBLIC KEY", &public_key_info(&key("rsa-a"))[..100]),
        ),
        ("a certificate that is a key", good.replace("PUBLIC KEY", "CERTIFICATE")),
        (
            "a request for a certificate",
            good.replace("PUBLIC KEY", "CERTIFICATE REQUEST"),
        ),
        ("an encrypted key", pem("ENCRYPTED PRIVATE KEY", &[0x30, 0])),
        (
            "a key encrypted in the old way",
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----".to_owned(),
        ),
        ("an OpenSSH private key", pem("OPENSSH PRIVATE KEY", b"openssh-key-v1")),
        (
            "an X25519 key",
            pem(
                "PUBLIC KEY",
                &[&[0x30, 42, 0x30, 5, 6, 3, 0x2B, 0x65, 0x6E, 3, 33, 0][..], &[9; 32]].concat(),
            ),
        ),
    ];
    let said: Vec<String> = cases
        .iter()
        .map(|(what, text)| format!("{what}: {}", reasons(&keys::read(text)).join(" / ")))
        .collect();
    insta::with_settings!({ omit_expression => true, snapshot_path => "../data/keys/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_json_snapshot!("broken_armour", said);
    });
}

#[test]
fn a_pem_key_stands_in_for_the_one_that_the_token_names() {
    let text = [public("rsa-b"), public("rsa-a")].concat();
    let set = keys::read(&text);
    let token = token::read(&key("rsa-a").token(r#"{"alg":"RS256","kid":"now"}"#, "{}"));
    let signed = Signed {
        header: token.header.as_ref().expect("a header"),
        jws: token.jws.as_ref().expect("three segments"),
    };
    let trials = Trials::new(&set, Some(signed));
    let reading = keys::reading(&trials);
    assert_eq!(reading.verified_by, Some(1));
    assert_eq!(reading.candidates[0].outcome, KeyOutcome::SignatureMismatch);
    let decision = signature::select_and_verify(&trials).expect("a decision");
    assert!(decision.is_verified());
    assert_eq!(decision.evidence(), Evidence::Inferred);
    assert_eq!(
        decision.to_string(),
        "Key 2 (RSA 2048) verifies the token's RS256 signature; it is assumed that the issuer's key set lists it under the token's kid."
    );
}
