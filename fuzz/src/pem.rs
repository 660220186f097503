//! PEM and the DER in it, beside the readers of RustCrypto: what is read from the same
//! bytes is the same key.

use assumable::keys::algorithm::Curve;
use assumable::keys::{KeySet, MAX_RSA_BITS, PublicKey};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use p256::pkcs8::DecodePublicKey as _;
use rsa::traits::PublicKeyParts as _;

use crate::jwks;

/// Holds of a text, and of the bytes as DER in armour of each kind.
pub fn holds(data: &[u8]) {
    let [text] = crate::texts(data);
    jwks::holds_of(&text);
    for label in ["RSA PUBLIC KEY", "CERTIFICATE"] {
        jwks::holds_of(&armoured(label, data));
    }
    same_key_as_theirs(data, &jwks::holds_of(&armoured("PUBLIC KEY", data)));
}

/// RFC 7468: lines of 64 characters between two marks.
fn armoured(label: &str, der: &[u8]) -> String {
    let base64 = base64(der);
    let lines: Vec<_> = base64.as_bytes().chunks(64).map(String::from_utf8_lossy).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

fn base64(bytes: &[u8]) -> String {
    let mut text = assumable::text::base64url::encode(bytes)
        .replace('-', "+")
        .replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

fn same_key_as_theirs(der: &[u8], set: &KeySet) {
    let ours = set.keys().first().and_then(|key| key.public_key.as_ref().ok());
    let theirs = theirs(der);
    match (ours, &theirs) {
        (Some(PublicKey::Secret(_)), _) => panic!("a public key is no secret"),
        (Some(PublicKey::Rsa { n, .. }), None) => {
            // Their bounds are narrower than ours.
            assert!(
                n.len() * 8 < 1024 || n.len() * 8 > MAX_RSA_BITS / 4,
                "they do not read {ours:?}"
            );
        }
        (Some(PublicKey::Ec { .. }), None) => panic!("they do not read {ours:?}"),
        (Some(ours), Some(theirs)) => assert_eq!(ours, theirs),
        (None, Some(PublicKey::Ec { .. })) => panic!("they read {theirs:?}: {:?}", set.keys()),
        _ => {}
    }
}

fn theirs(der: &[u8]) -> Option<PublicKey> {
    let ec = |curve, point: &[u8]| {
        let point = point.to_vec();
        Some(PublicKey::Ec { curve, point })
    };
    if let Ok(key) = p256::PublicKey::from_public_key_der(der) {
        return ec(Curve::P256, key.to_sec1_point(false).as_bytes());
    }
    if let Ok(key) = p384::PublicKey::from_public_key_der(der) {
        return ec(Curve::P384, key.to_sec1_point(false).as_bytes());
    }
    if let Ok(key) = p521::PublicKey::from_public_key_der(der) {
        return ec(Curve::P521, key.to_sec1_point(false).as_bytes());
    }
    let key = rsa::PublicKey::from_public_key_der(der).ok()?;
    Some(PublicKey::Rsa {
        n: key.n().to_be_bytes_trimmed_vartime().into_vec(),
        e: key.e().to_be_bytes_trimmed_vartime().into_vec(),
    })
}
