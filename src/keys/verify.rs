//! One signature, one key: does it verify, and if not, what can be seen from outside.

use std::fmt;

use jsonwebtoken::DecodingKey;

use super::algorithm::{Algorithm, Curve, KeyType};
use super::key::{PublicKey, bits};
use super::provider;
use crate::text::base64url;

/// Why a signature does not verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// The key is for other algorithms.
    KeyType,
    /// There is no signature.
    Empty,
    /// A signature of this algorithm with this key has another length.
    Length {
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// ECDSA in ASN.1 DER, as OpenSSL writes it; JOSE wants r and s side by side.
    Asn1 {
        /// Bytes expected.
        expected: usize,
    },
    /// r or s is zero: the signature that verified anything in Java 15 to 18 (CVE-2022-21449).
    Zero {
        /// `r is`, `s is` or `r and s are`.
        what: &'static str,
    },
    /// r or s is not below the order of the curve.
    OutOfRange {
        /// `r` or `s`.
        what: &'static str,
    },
    /// It was made by another key, over other bytes or by another algorithm.
    Other,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KeyType => f.write_str("the key is for other algorithms"),
            Self::Empty => f.write_str("the token has no signature"),
            Self::Length { expected, found } => {
                write!(f, "a signature made with it has {expected} bytes, this one has {found}")
            }
            Self::Asn1 { expected } => write!(
                f,
                "this signature is in ASN.1 DER, as OpenSSL writes it; JOSE wants r and s side by side, {expected} bytes (RFC 7518 section 3.4)"
            ),
            Self::Zero { what } => write!(
                f,
                "{what} zero, a \"psychic signature\", which careless implementations accept for any key (CVE-2022-21449)"
            ),
            Self::OutOfRange { what } => write!(f, "{what} of it is not below the order of the curve"),
            Self::Other => f.write_str("it was made with another key, or header or payload were changed after signing"),
        }
    }
}

/// Verifies a signature over the bytes that were signed.
///
/// # Errors
/// [`Mismatch`] for anything but a signature made with the key's other half.
pub fn verify(key: &PublicKey, algorithm: Algorithm, signed: &[u8], signature: &[u8]) -> Result<(), Mismatch> {
    if key.key_type() != algorithm.key_type() {
        return Err(Mismatch::KeyType);
    }
    check_form(key, algorithm, signature)?;
    let good = match (key, backend(algorithm)) {
        (PublicKey::Ec { point, .. }, None) => provider::p521_is_good(point, signed, signature),
        (key, Some(algorithm)) => verify_with_jsonwebtoken(key, algorithm, signed, signature),
        (_, None) => false,
    };
    if good { Ok(()) } else { Err(Mismatch::Other) }
}

/// The name that `jsonwebtoken` has for it; it has none for ES512.
fn backend(algorithm: Algorithm) -> Option<jsonwebtoken::Algorithm> {
    use jsonwebtoken::Algorithm as Backend;
    Some(match algorithm {
        Algorithm::Hs256 => Backend::HS256,
        Algorithm::Hs384 => Backend::HS384,
        Algorithm::Hs512 => Backend::HS512,
        Algorithm::Rs256 => Backend::RS256,
        Algorithm::Rs384 => Backend::RS384,
        Algorithm::Rs512 => Backend::RS512,
        Algorithm::Ps256 => Backend::PS256,
        Algorithm::Ps384 => Backend::PS384,
        Algorithm::Ps512 => Backend::PS512,
        Algorithm::Es256 => Backend::ES256,
        Algorithm::Es384 => Backend::ES384,
        Algorithm::Es512 => return None,
        Algorithm::EdDsa | Algorithm::Ed25519 => Backend::EdDSA,
    })
}

fn verify_with_jsonwebtoken(
    key: &PublicKey,
    algorithm: jsonwebtoken::Algorithm,
    signed: &[u8],
    signature: &[u8],
) -> bool {
    provider::install();
    let key = match key {
        PublicKey::Rsa { n, e } => DecodingKey::from_rsa_raw_components(n, e),
        PublicKey::Ec { point, .. } => DecodingKey::from_ec_der(point),
        PublicKey::Ed25519(bytes) => DecodingKey::from_ed_der(bytes),
        PublicKey::Secret(secret) => DecodingKey::from_secret(secret),
    };
    jsonwebtoken::crypto::verify(&base64url::encode(signature), signed, &key, algorithm).unwrap_or(false)
}

/// What can be said without computing.
fn check_form(key: &PublicKey, algorithm: Algorithm, signature: &[u8]) -> Result<(), Mismatch> {
    let expected = match key {
        PublicKey::Rsa { n, .. } => n.len(),
        PublicKey::Ec { curve, .. } => 2 * curve.bytes(),
        PublicKey::Ed25519(_) => 64,
        PublicKey::Secret(_) => algorithm.hash_bytes(),
    };
    if signature.is_empty() {
        return Err(Mismatch::Empty);
    }
    if signature.len() != expected {
        return Err(match (algorithm.key_type(), signature) {
            (KeyType::Ec(_), [0x30, ..]) => Mismatch::Asn1 { expected },
            _ => Mismatch::Length {
                expected,
                found: signature.len(),
            },
        });
    }
    match key {
        PublicKey::Ec { curve, .. } => check_ecdsa(*curve, signature),
        _ => Ok(()),
    }
}

fn check_ecdsa(curve: Curve, signature: &[u8]) -> Result<(), Mismatch> {
    let (r, s) = signature.split_at(curve.bytes().min(signature.len()));
    match (bits(r), bits(s)) {
        (0, 0) => return Err(Mismatch::Zero { what: "r and s are" }),
        (0, _) => return Err(Mismatch::Zero { what: "r is" }),
        (_, 0) => return Err(Mismatch::Zero { what: "s is" }),
        _ => {}
    }
    // Both sides have the same number of bytes, so that their order is that of the numbers.
    for (what, number) in [("r", r), ("s", s)] {
        if number >= order(curve) {
            return Err(Mismatch::OutOfRange { what });
        }
    }
    Ok(())
}

/// The order of the curve's group (FIPS 186-4 appendix D.1.2), big-endian.
fn order(curve: Curve) -> &'static [u8] {
    match curve {
        Curve::P256 => &P256_ORDER,
        Curve::P384 => &P384_ORDER,
        Curve::P521 => &P521_ORDER,
    }
}

#[rustfmt::skip]
const P256_ORDER: [u8; 32] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
];

#[rustfmt::skip]
const P384_ORDER: [u8; 48] = [
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xC7, 0x63, 0x4D, 0x81, 0xF4, 0x37, 0x2D, 0xDF,
    0x58, 0x1A, 0x0D, 0xB2, 0x48, 0xB0, 0xA7, 0x7A, 0xEC, 0xEC, 0x19, 0x6A, 0xCC, 0xC5, 0x29, 0x73,
];

#[rustfmt::skip]
const P521_ORDER: [u8; 66] = [
    0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
    0xFF, 0xFA, 0x51, 0x86, 0x87, 0x83, 0xBF, 0x2F, 0x96, 0x6B, 0x7F, 0xCC, 0x01, 0x48, 0xF7, 0x09,
    0xA5, 0xD0, 0x3B, 0xB5, 0xC9, 0xB8, 0x89, 0x9C, 0x47, 0xAE, 0xBB, 0x6F, 0xB7, 0x1E, 0x91, 0x38,
    0x64, 0x09,
];
