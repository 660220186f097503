//! Keys in ASN.1: `SubjectPublicKeyInfo` (RFC 5280, 5480, 8410), PKCS#1 (RFC 8017 appendix A),
//! the key of a certificate, and the public part of PKCS#8 and SEC 1 private keys.
//!
//! Of a private key only the public part is ever copied out of the text.

use super::algorithm::Curve;
use super::der::{Der, DerFault, Tag, dotted};
use super::fault::KeyFault;
use super::key::Numbers;
use super::pem::OPENSSL;

/// `rsaEncryption`, 1.2.840.113549.1.1.1.
const RSA: &[u8] = &[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];
/// `id-ecPublicKey`, 1.2.840.10045.2.1.
const EC: &[u8] = &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01];
/// `id-Ed25519`, 1.3.101.112.
const ED25519: &[u8] = &[0x2B, 0x65, 0x70];

/// `secp256r1`, `secp384r1` and `secp521r1` (RFC 5480 section 2.1.1.1).
const CURVES: [(&[u8], Curve); 3] = [
    (&[0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], Curve::P256),
    (&[0x2B, 0x81, 0x04, 0x00, 0x22], Curve::P384),
    (&[0x2B, 0x81, 0x04, 0x00, 0x23], Curve::P521),
];

fn fault(expected: &'static str) -> impl Fn(DerFault) -> KeyFault {
    move |fault| KeyFault::Der {
        expected,
        reason: fault.to_string(),
    }
}

/// `AlgorithmIdentifier`: which algorithm, and its parameters, not read yet.
struct Algorithm<'a> {
    oid: &'a [u8],
    parameters: Der<'a>,
}

fn algorithm<'a>(der: &mut Der<'a>) -> Result<Algorithm<'a>, DerFault> {
    let mut parameters = der.element(Tag::Sequence)?;
    let oid = parameters.element(Tag::ObjectIdentifier)?.bytes();
    Ok(Algorithm { oid, parameters })
}

impl Algorithm<'_> {
    fn curve(mut self) -> Result<Curve, KeyFault> {
        let oid = self
            .parameters
            .element(Tag::ObjectIdentifier)
            .map_err(fault("EC key with a named curve"))?;
        named_curve(oid.bytes())
    }

    fn unknown(&self) -> KeyFault {
        KeyFault::DerAlgorithm { oid: dotted(self.oid) }
    }
}

fn named_curve(oid: &[u8]) -> Result<Curve, KeyFault> {
    CURVES
        .into_iter()
        .find(|(known, _)| *known == oid)
        .map(|(_, curve)| curve)
        .ok_or_else(|| KeyFault::DerAlgorithm {
            oid: format!("{} (an EC curve)", dotted(oid)),
        })
}

/// `PUBLIC KEY`.
pub(super) fn subject_public_key_info(text: &[u8]) -> Result<Numbers, KeyFault> {
    let mut der = Der::new(text);
    let info = public_key_info(&mut der).and_then(|info| der.end().map(|()| info));
    public_key(info.map_err(fault("SubjectPublicKeyInfo"))?)
}

fn public_key_info<'a>(der: &mut Der<'a>) -> Result<(Algorithm<'a>, &'a [u8]), DerFault> {
    let mut info = der.element(Tag::Sequence)?;
    let algorithm = algorithm(&mut info)?;
    let key = info.bit_string()?;
    info.end()?;
    Ok((algorithm, key))
}

fn public_key((algorithm, key): (Algorithm<'_>, &[u8])) -> Result<Numbers, KeyFault> {
    match algorithm.oid {
        RSA => rsa_public_key(key),
        EC => Numbers::ec(algorithm.curve()?, key),
        ED25519 => Ok(Numbers::Ed25519 { x: key.to_vec() }),
        _ => Err(algorithm.unknown()),
    }
}

/// `RSA PUBLIC KEY`.
pub(super) fn rsa_public_key(text: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut der = Der::new(text);
        let mut key = der.element(Tag::Sequence)?;
        let (n, e) = (key.unsigned()?, key.unsigned()?);
        key.end()?;
        der.end()?;
        Ok(Numbers::rsa(n, e))
    };
    read().map_err(fault("RSAPublicKey (PKCS#1)"))
}

/// `CERTIFICATE`: only its key is read, nothing is validated.
pub(super) fn certificate(text: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut der = Der::new(text);
        let mut body = der.element(Tag::Sequence)?.element(Tag::Sequence)?;
        der.end()?;
        body.optional(Tag::Context(0))?;
        for _ in ["serialNumber", "signature", "issuer", "validity", "subject"] {
            body.any()?;
        }
        public_key_info(&mut body)
    };
    public_key(read().map_err(fault("certificate"))?)
}

/// `PRIVATE KEY` (PKCS#8): its public part.
pub(super) fn private_key(text: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut key = Der::new(text).element(Tag::Sequence)?;
        key.unsigned()?;
        Ok((algorithm(&mut key)?, key.element(Tag::OctetString)?.bytes()))
    };
    let (algorithm, private) = read().map_err(fault("private key (PKCS#8)"))?;
    match algorithm.oid {
        RSA => rsa_private_key(private),
        EC => ec_private_key(private, Some(algorithm.curve()?)),
        ED25519 => ed25519_private_key(private),
        _ => Err(algorithm.unknown()),
    }
}

/// `RSA PRIVATE KEY` (PKCS#1): its modulus and public exponent.
pub(super) fn rsa_private_key(text: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut key = Der::new(text).element(Tag::Sequence)?;
        key.unsigned()?;
        Ok(Numbers::rsa(key.unsigned()?, key.unsigned()?))
    };
    read().map_err(fault("RSAPrivateKey (PKCS#1)"))
}

/// `EC PRIVATE KEY` (SEC 1, RFC 5915): the point, where it is written beside the scalar.
pub(super) fn ec_private_key(text: &[u8], curve: Option<Curve>) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut key = Der::new(text).element(Tag::Sequence)?;
        key.unsigned()?;
        key.element(Tag::OctetString)?;
        let named = match key.optional(Tag::Context(0))? {
            Some(mut parameters) => Some(parameters.element(Tag::ObjectIdentifier)?.bytes()),
            None => None,
        };
        let point = match key.optional(Tag::Context(1))? {
            Some(mut point) => Some(point.bit_string()?),
            None => None,
        };
        Ok((named, point))
    };
    let private_only = |what| KeyFault::PrivateOnly { what, command: OPENSSL };
    let (named, point) = read().map_err(fault("ECPrivateKey (SEC 1)"))?;
    let curve = match (named, curve) {
        (Some(oid), _) => named_curve(oid)?,
        (None, Some(curve)) => curve,
        (None, None) => return Err(private_only("A private EC key that does not name its curve")),
    };
    let point = point.ok_or_else(|| private_only("A private EC key without its public point"))?;
    Numbers::ec(curve, point)
}

/// The 32-byte seed of RFC 8410 section 7, from which the public key follows.
fn ed25519_private_key(text: &[u8]) -> Result<Numbers, KeyFault> {
    let seed = Der::new(text)
        .element(Tag::OctetString)
        .map_err(fault("Ed25519 private key (RFC 8410)"))?;
    let found = seed.bytes().len();
    let seed = <&[u8; 32]>::try_from(seed.bytes()).map_err(|_| KeyFault::Ed25519Length { found })?;
    let public = ed25519_dalek::SigningKey::from_bytes(seed).verifying_key();
    Ok(Numbers::Ed25519 {
        x: public.to_bytes().to_vec(),
    })
}
