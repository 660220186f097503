//! One key of an issuer: its numbers, what they must satisfy, and what it says of itself.

use std::fmt;

use ed25519_dalek::VerifyingKey as Ed25519Key;
use sha2::{Digest as _, Sha256};

use super::algorithm::{Curve, KeyType};
use super::fault::KeyFault;
use super::provider::ec_public_key;
use crate::text::{Span, base64url};

/// The smallest RSA modulus that is computed with, in bits: a shorter one cannot hold
/// the encoded message of RS256 (RFC 8017 section 9.2).
pub const MIN_RSA_BITS: usize = 512;

/// The largest RSA modulus that is computed with, in bits.
pub const MAX_RSA_BITS: usize = 16_384;

/// The largest RSA exponent that is computed with, in bits: the bound of FIPS 186-5.
pub const MAX_RSA_EXPONENT_BITS: usize = 256;

/// RSA moduli must have this many bits (RFC 7518 section 3.3); smaller ones are
/// computed with and warned about.
pub const SECURE_RSA_BITS: usize = 2048;

/// A key as it was read, whether or not it can be used.
#[derive(Debug, Clone)]
pub struct Key {
    /// Where it stands in the text.
    pub span: Span,
    /// How it was written.
    pub origin: Origin,
    /// `kid`; absent too where it is no string, which makes the key faulty.
    pub kid: Option<String>,
    /// `kty`; empty where the key has none.
    pub kty: String,
    /// `use`.
    pub public_key_use: Option<String>,
    /// `key_ops`.
    pub key_ops: Option<Vec<String>>,
    /// `alg`.
    pub alg: Option<String>,
    /// What its `x5c` says.
    pub x5c: X5c,
    /// e.g. `RSA 2048`, `P-256`, `Ed25519`.
    pub size: Option<String>,
    /// RFC 7638 SHA-256 thumbprint, base64url. Not made of shared secrets, which it
    /// would help to guess (RFC 7638 section 7).
    pub thumbprint: Option<String>,
    /// The key itself, or why it cannot be used.
    pub public_key: Result<PublicKey, KeyFault>,
}

/// How a key was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// As a JWK.
    Jwk,
    /// As PEM, which has no place for a `kid`.
    Pem,
}

/// What the certificate in a JWK's `x5c` (RFC 7517 section 4.7) says of the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum X5c {
    /// There is none.
    Absent,
    /// The first certificate holds the same key.
    Agrees,
    /// The first certificate holds another key.
    Disagrees,
    /// There is a certificate, and the members that the key needs are missing.
    Alone,
    /// The first certificate cannot be compared: why.
    Unreadable(String),
}

/// A key that can verify.
#[derive(Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// An RSA key.
    Rsa {
        /// Modulus, big-endian, no leading zeros.
        n: Vec<u8>,
        /// Exponent, big-endian, no leading zeros.
        e: Vec<u8>,
    },
    /// An EC key.
    Ec {
        /// Its curve.
        curve: Curve,
        /// The point, uncompressed (SEC 1 section 2.3.3).
        point: Vec<u8>,
    },
    /// An Ed25519 key.
    Ed25519([u8; 32]),
    /// A shared secret.
    Secret(Vec<u8>),
}

/// A shared secret never reaches a log.
impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key_type().describe())
    }
}

impl PublicKey {
    /// The kind of key that it is.
    #[must_use]
    pub fn key_type(&self) -> KeyType {
        match self {
            Self::Rsa { .. } => KeyType::Rsa,
            Self::Ec { curve, .. } => KeyType::Ec(*curve),
            Self::Ed25519(_) => KeyType::Ed25519,
            Self::Secret(_) => KeyType::Secret,
        }
    }
}

/// The numbers of a key, not checked yet.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Numbers {
    Rsa { n: Vec<u8>, e: Vec<u8> },
    Ec { curve: Curve, x: Vec<u8>, y: Vec<u8> },
    Ed25519 { x: Vec<u8> },
    Secret { k: Vec<u8> },
}

impl Numbers {
    pub(super) fn rsa(n: &[u8], e: &[u8]) -> Self {
        Self::Rsa {
            n: without_leading_zeros(n).to_vec(),
            e: without_leading_zeros(e).to_vec(),
        }
    }

    /// A point as SEC 1 section 2.3.3 writes it, uncompressed.
    pub(super) fn ec(curve: Curve, point: &[u8]) -> Result<Self, KeyFault> {
        match point.split_first() {
            Some((4, coordinates)) if coordinates.len() == 2 * curve.bytes() => {
                let (x, y) = coordinates.split_at(curve.bytes());
                Ok(Self::Ec {
                    curve,
                    x: x.to_vec(),
                    y: y.to_vec(),
                })
            }
            Some((2 | 3, x)) if x.len() == curve.bytes() => Err(KeyFault::CompressedPoint),
            _ => Err(KeyFault::PointLength {
                expected: 1 + 2 * curve.bytes(),
                found: point.len(),
            }),
        }
    }

    /// `kty` of a JWK that holds them.
    pub(super) fn kty(&self) -> &'static str {
        match self {
            Self::Rsa { .. } => "RSA",
            Self::Ec { .. } => "EC",
            Self::Ed25519 { .. } => "OKP",
            Self::Secret { .. } => "oct",
        }
    }

    pub(super) fn size(&self) -> String {
        match self {
            Self::Rsa { n, .. } => format!("RSA {}", bits(n)),
            Self::Ec { curve, .. } => curve.name().to_owned(),
            Self::Ed25519 { .. } => "Ed25519".to_owned(),
            Self::Secret { k } => format!("{} bits", k.len() * 8),
        }
    }

    /// RFC 7638 section 3: the required members in order of name, without whitespace.
    pub(super) fn thumbprint(&self) -> Option<String> {
        let canonical = match self {
            Self::Rsa { n, e } => format!(
                r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#,
                base64url::encode(e),
                base64url::encode(n)
            ),
            Self::Ec { curve, x, y } => format!(
                r#"{{"crv":"{curve}","kty":"EC","x":"{}","y":"{}"}}"#,
                base64url::encode(x),
                base64url::encode(y)
            ),
            Self::Ed25519 { x } => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{}"}}"#, base64url::encode(x)),
            Self::Secret { .. } => return None,
        };
        Some(base64url::encode(&Sha256::digest(canonical)))
    }

    /// The key, if the numbers are those of one that can verify.
    pub(super) fn check(self) -> Result<PublicKey, KeyFault> {
        match self {
            Self::Rsa { n, e } => {
                check_rsa(&n, &e)?;
                Ok(PublicKey::Rsa { n, e })
            }
            Self::Ec { curve, x, y } => ec(curve, &x, &y),
            Self::Ed25519 { x } => ed25519(&x),
            Self::Secret { k } if k.is_empty() => Err(KeyFault::EmptySecret),
            Self::Secret { k } => Ok(PublicKey::Secret(k)),
        }
    }
}

/// Sizes first: nothing is computed with a number that is out of bounds.
fn check_rsa(n: &[u8], e: &[u8]) -> Result<(), KeyFault> {
    let (n_bits, e_bits) = (bits(n), bits(e));
    let odd = |number: &[u8]| number.last().is_some_and(|byte| byte % 2 == 1);
    if n_bits > MAX_RSA_BITS {
        return Err(KeyFault::ModulusTooLarge { bits: n_bits });
    }
    if n_bits < MIN_RSA_BITS {
        return Err(KeyFault::ModulusTooSmall { bits: n_bits });
    }
    if !odd(n) {
        return Err(KeyFault::ModulusEven);
    }
    if e_bits > MAX_RSA_EXPONENT_BITS {
        return Err(KeyFault::ExponentTooLarge { bits: e_bits });
    }
    if e_bits < 2 {
        return Err(KeyFault::ExponentTooSmall {
            found: e.last().copied().unwrap_or_default(),
        });
    }
    if !odd(e) {
        return Err(KeyFault::ExponentEven);
    }
    Ok(())
}

fn ec(curve: Curve, x: &[u8], y: &[u8]) -> Result<PublicKey, KeyFault> {
    for (name, coordinate) in [("x", x), ("y", y)] {
        if coordinate.len() != curve.bytes() {
            return Err(KeyFault::CoordinateLength {
                name,
                curve,
                found: coordinate.len(),
            });
        }
    }
    let point = [&[4], x, y].concat();
    let on_curve = match curve {
        Curve::P256 => ec_public_key::<p256::NistP256>(&point).is_some(),
        Curve::P384 => ec_public_key::<p384::NistP384>(&point).is_some(),
        Curve::P521 => ec_public_key::<p521::NistP521>(&point).is_some(),
    };
    if on_curve {
        Ok(PublicKey::Ec { curve, point })
    } else {
        Err(KeyFault::NotOnCurve { curve })
    }
}

fn ed25519(x: &[u8]) -> Result<PublicKey, KeyFault> {
    let bytes = <[u8; 32]>::try_from(x).map_err(|_| KeyFault::Ed25519Length { found: x.len() })?;
    match Ed25519Key::from_bytes(&bytes) {
        Err(_) => Err(KeyFault::NotAnEd25519Point),
        Ok(key) if key.is_weak() => Err(KeyFault::WeakEd25519),
        Ok(_) => Ok(PublicKey::Ed25519(bytes)),
    }
}

/// Significant bits of a big-endian number.
pub(super) fn bits(number: &[u8]) -> usize {
    let number = without_leading_zeros(number);
    number.first().map_or(0, |first| {
        number.len() * 8 - usize::try_from(first.leading_zeros()).unwrap_or_default()
    })
}

pub(super) fn without_leading_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}

impl Key {
    /// Whether the issuer means it for something else than signatures: `use` is there
    /// and is not `sig` (RFC 7517 section 4.2).
    #[must_use]
    pub fn is_for_other_use(&self) -> bool {
        self.public_key_use.as_deref().is_some_and(|found| found != "sig")
    }

    /// Whether `key_ops` is there and does not list `verify` (RFC 7517 section 4.3).
    #[must_use]
    pub fn is_for_other_operations(&self) -> bool {
        self.key_ops
            .as_ref()
            .is_some_and(|operations| !operations.iter().any(|operation| operation == "verify"))
    }
}
