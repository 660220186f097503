//! The cryptography behind `jsonwebtoken`: a provider that verifies with what an issuer may sign
//! with, and signs with ECDSA alone.
//!
//! The crate's own providers are larger, take weak Ed25519 keys and stop at 4096-bit RSA. This
//! one is on the current RustCrypto crates. It handles public data, HMAC secrets, whose comparison is
//! constant-time, and the private keys of practice tokens, which sign once (`practice/`).
//!
//! Keys come in here checked (see `key.rs`), so that nothing below is asked to
//! compute with an absurd one.

use ed25519_dalek::{Signature as Ed25519Signature, VerifyingKey as Ed25519Key};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind, Result, new_error};
use jsonwebtoken::jwk::{EllipticCurve, ThumbprintHash};
use jsonwebtoken::signature::{Error as SignatureError, Signer, Verifier};
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey};
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::elliptic_curve::{CurveArithmetic, PublicKey};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::rsassa::RsaKey;

/// The provider.
pub static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: signer,
    verifier_factory: verifier,
    key_utils: KeyUtils {
        rsa_pub_components_from_private_key: |_| Err(unsupported("private keys")),
        rsa_pub_components_from_public_key: |_| Err(unsupported("RSA keys in DER")),
        ec_pub_components_from_private_key: |_, _| no_ec_components(),
        ed_pub_components_from_private_key: |_, _| Err(unsupported("private keys")),
        compute_digest: |data, hash| digest(data, &hash),
    },
};

/// Makes it the provider of this process, unless the process already has one.
pub fn install() {
    // A second call, or an embedder's own provider, is no fault.
    let _ = PROVIDER.install_default();
}

fn unsupported(what: &str) -> Error {
    new_error(ErrorKind::Provider(format!(
        "this provider verifies, and signs with ECDSA; it does not handle {what}"
    )))
}

/// A private key made ready for the one algorithm that it signs with.
enum SigningKey {
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
}

/// Of the number alone, big-endian, which is the whole key (SEC 1 section 2.3.7).
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is jsonwebtoken's")]
fn signer(algorithm: &Algorithm, key: &EncodingKey) -> Result<Box<dyn JwtSigner>> {
    let number = key.as_bytes();
    let key = match (key.family(), algorithm) {
        (AlgorithmFamily::Ec, Algorithm::ES256) => {
            let number = number.try_into().ok();
            number.and_then(|number| p256::ecdsa::SigningKey::from_bytes(number).map(SigningKey::P256).ok())
        }
        (AlgorithmFamily::Ec, Algorithm::ES384) => {
            let number = number.try_into().ok();
            number.and_then(|number| p384::ecdsa::SigningKey::from_bytes(number).map(SigningKey::P384).ok())
        }
        _ => return Err(unsupported("signing with this key and algorithm")),
    };
    match key {
        Some(key) => Ok(Box::new(key)),
        None => Err(new_error(ErrorKind::InvalidEcdsaKey)),
    }
}

impl JwtSigner for SigningKey {
    fn algorithm(&self) -> Algorithm {
        match self {
            Self::P256(_) => Algorithm::ES256,
            Self::P384(_) => Algorithm::ES384,
        }
    }
}

/// r and s side by side (RFC 7518 section 3.4), by a nonce that follows from key and message (RFC 6979).
impl Signer<Vec<u8>> for SigningKey {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, SignatureError> {
        use p256::ecdsa::signature::Signer as _;
        let signature = match self {
            Self::P256(key) => key
                .try_sign(message)
                .map(|signature: p256::ecdsa::Signature| signature.to_bytes().to_vec()),
            Self::P384(key) => key
                .try_sign(message)
                .map(|signature: p384::ecdsa::Signature| signature.to_bytes().to_vec()),
        };
        signature.map_err(|_| SignatureError::new())
    }
}

/// ES512, for which `jsonwebtoken` has no name: called beside it.
pub(crate) fn p521_signature(number: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    use p521::ecdsa::signature::Signer as _;
    let key = p521::ecdsa::SigningKey::from_bytes(number.try_into().ok()?).ok()?;
    let signature: p521::ecdsa::Signature = key.try_sign(message).ok()?;
    Some(signature.to_bytes().to_vec())
}

fn no_ec_components() -> Result<(EllipticCurve, Vec<u8>, Vec<u8>)> {
    Err(unsupported("private keys"))
}

fn digest(data: &[u8], hash: &ThumbprintHash) -> Result<Vec<u8>> {
    match hash {
        ThumbprintHash::SHA256 => Ok(Sha256::digest(data).to_vec()),
        ThumbprintHash::SHA384 => Ok(Sha384::digest(data).to_vec()),
        ThumbprintHash::SHA512 => Ok(Sha512::digest(data).to_vec()),
        _ => Err(unsupported("this hash function")),
    }
}

/// A key made ready for one algorithm.
struct Ready {
    algorithm: Algorithm,
    key: Key,
}

enum Key {
    Secret(Vec<u8>),
    Rsa(RsaKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
    Ed25519(Ed25519Key),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is jsonwebtoken's")]
fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    if key.family() != algorithm.family() {
        return Err(new_error(ErrorKind::InvalidAlgorithm));
    }
    let key = match key.family() {
        AlgorithmFamily::Hmac => Key::Secret(key.try_get_as_bytes()?.to_vec()),
        AlgorithmFamily::Rsa => Key::Rsa(rsa_key(key)?),
        AlgorithmFamily::Ec => ec_key(*algorithm, key.try_get_as_bytes()?)?,
        AlgorithmFamily::Ed => Key::Ed25519(ed25519_key(key.try_get_as_bytes()?)?),
    };
    Ok(Box::new(Ready {
        algorithm: *algorithm,
        key,
    }))
}

fn rsa_key(key: &DecodingKey) -> Result<RsaKey> {
    let DecodingKeyKind::RsaModulusExponent { n, e } = key.kind() else {
        return Err(unsupported("RSA keys in DER"));
    };
    RsaKey::new(n, e).map_err(|why| new_error(ErrorKind::InvalidRsaKey(why.to_owned())))
}

fn ec_key(algorithm: Algorithm, point: &[u8]) -> Result<Key> {
    let key = match algorithm {
        Algorithm::ES256 => ec_public_key(point).map(|key| Key::P256(key.into())),
        Algorithm::ES384 => ec_public_key(point).map(|key| Key::P384(key.into())),
        _ => return Err(new_error(ErrorKind::InvalidAlgorithm)),
    };
    key.ok_or_else(|| new_error(ErrorKind::InvalidEcdsaKey))
}

/// From an uncompressed point (SEC 1 section 2.3.4). Compressed ones, which JOSE has not,
/// would bring square roots into the module.
pub(super) fn ec_public_key<C: CurveArithmetic>(point: &[u8]) -> Option<PublicKey<C>> {
    let coordinates = point.strip_prefix(&[4])?;
    let (x, y) = coordinates.split_at(coordinates.len() / 2);
    let point = C::AffinePoint::from_coordinates(x.try_into().ok()?, y.try_into().ok()?);
    PublicKey::from_affine(point.into_option()?).ok()
}

fn ed25519_key(bytes: &[u8]) -> Result<Ed25519Key> {
    <&[u8; 32]>::try_from(bytes)
        .ok()
        .and_then(|bytes| Ed25519Key::from_bytes(bytes).ok())
        .ok_or_else(|| new_error(ErrorKind::InvalidEddsaKey))
}

impl JwtVerifier for Ready {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl Verifier<Vec<u8>> for Ready {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), SignatureError> {
        let good = match &self.key {
            Key::Secret(secret) => hmac_is_good(self.algorithm, secret, message, signature),
            Key::Rsa(key) => rsa_is_good(self.algorithm, key, message, signature),
            Key::P256(key) => p256_is_good(key, message, signature),
            Key::P384(key) => p384_is_good(key, message, signature),
            Key::Ed25519(key) => ed25519_is_good(key, message, signature),
        };
        if good { Ok(()) } else { Err(SignatureError::new()) }
    }
}

fn hmac_is_good(algorithm: Algorithm, secret: &[u8], message: &[u8], tag: &[u8]) -> bool {
    macro_rules! check {
        ($hash:ty) => {
            Hmac::<$hash>::new_from_slice(secret).is_ok_and(|mac| mac.chain_update(message).verify_slice(tag).is_ok())
        };
    }
    match algorithm {
        Algorithm::HS256 => check!(Sha256),
        Algorithm::HS384 => check!(Sha384),
        Algorithm::HS512 => check!(Sha512),
        _ => false,
    }
}

fn rsa_is_good(algorithm: Algorithm, key: &RsaKey, message: &[u8], signature: &[u8]) -> bool {
    match algorithm {
        Algorithm::RS256 => key.verifies_pkcs1_v1_5::<Sha256>(message, signature),
        Algorithm::RS384 => key.verifies_pkcs1_v1_5::<Sha384>(message, signature),
        Algorithm::RS512 => key.verifies_pkcs1_v1_5::<Sha512>(message, signature),
        Algorithm::PS256 => key.verifies_pss::<Sha256>(message, signature),
        Algorithm::PS384 => key.verifies_pss::<Sha384>(message, signature),
        Algorithm::PS512 => key.verifies_pss::<Sha512>(message, signature),
        _ => false,
    }
}

fn p256_is_good(key: &p256::ecdsa::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    use p256::ecdsa::signature::Verifier as _;
    p256::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

fn p384_is_good(key: &p384::ecdsa::VerifyingKey, message: &[u8], signature: &[u8]) -> bool {
    use p384::ecdsa::signature::Verifier as _;
    p384::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// ES512, for which `jsonwebtoken` has no name: called beside it.
pub(super) fn p521_is_good(point: &[u8], message: &[u8], signature: &[u8]) -> bool {
    use p521::ecdsa::signature::Verifier as _;
    let Some(key) = ec_public_key(point).map(p521::ecdsa::VerifyingKey::from) else {
        return false;
    };
    p521::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}

/// Strictly: no key and no R of small order, which would verify any message.
fn ed25519_is_good(key: &Ed25519Key, message: &[u8], signature: &[u8]) -> bool {
    Ed25519Signature::from_slice(signature).is_ok_and(|signature| key.verify_strict(message, &signature).is_ok())
}
