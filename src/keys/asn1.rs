//! Keys in DER: `SubjectPublicKeyInfo` (RFC 5280, 5480, 8410), PKCS#1 (RFC 8017 appendix A),
//! the key of a certificate, and the public part of PKCS#8 and SEC 1 private keys.
//!
//! Of a private key only the public part is ever copied out of the text.

use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier, OctetStringRef, UintRef};
use der::{Decode as _, Reader, SliceReader, TagMode, TagNumber};
use spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};

use super::algorithm::Curve;
use super::fault::KeyFault;
use super::key::Numbers;
use super::pem::OPENSSL;

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

const CURVES: [(ObjectIdentifier, Curve); 3] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), Curve::P256),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), Curve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), Curve::P521),
];

fn fault(expected: &'static str) -> impl Fn(der::Error) -> KeyFault {
    move |error| KeyFault::Der {
        expected,
        reason: error.to_string(),
    }
}

/// `PUBLIC KEY`.
pub(super) fn subject_public_key_info(der: &[u8]) -> Result<Numbers, KeyFault> {
    let info = SubjectPublicKeyInfoRef::from_der(der).map_err(fault("SubjectPublicKeyInfo"))?;
    public_key(&info)
}

fn public_key(info: &SubjectPublicKeyInfoRef<'_>) -> Result<Numbers, KeyFault> {
    let bytes = info.subject_public_key.raw_bytes();
    match info.algorithm.oid {
        RSA => rsa_public_key(bytes),
        EC => Numbers::ec(curve(&info.algorithm)?, bytes),
        ED25519 => Ok(Numbers::Ed25519 { x: bytes.to_vec() }),
        oid => Err(KeyFault::DerAlgorithm { oid: oid.to_string() }),
    }
}

fn curve(algorithm: &AlgorithmIdentifierRef<'_>) -> Result<Curve, KeyFault> {
    let oid = algorithm.parameters_oid().map_err(|error| KeyFault::Der {
        expected: "EC key with a named curve",
        reason: error.to_string(),
    })?;
    named_curve(oid)
}

fn named_curve(oid: ObjectIdentifier) -> Result<Curve, KeyFault> {
    CURVES
        .into_iter()
        .find(|(known, _)| *known == oid)
        .map(|(_, curve)| curve)
        .ok_or_else(|| KeyFault::DerAlgorithm {
            oid: format!("{oid} (an EC curve)"),
        })
}

/// `RSA PUBLIC KEY`.
pub(super) fn rsa_public_key(der: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut reader = SliceReader::new(der)?;
        let numbers = reader.sequence(|key| {
            let (n, e) = (UintRef::decode(key)?, UintRef::decode(key)?);
            Ok::<_, der::Error>(Numbers::rsa(n.as_bytes(), e.as_bytes()))
        })?;
        reader.finish()?;
        Ok(numbers)
    };
    read().map_err(fault("RSAPublicKey (PKCS#1)"))
}

/// `CERTIFICATE`: only its key is read, nothing is validated.
pub(super) fn certificate(der: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut reader = SliceReader::new(der)?;
        let info = reader.sequence(|certificate| {
            let info = certificate.sequence(|body| {
                body.context_specific::<u8>(TagNumber(0), TagMode::Explicit)?;
                for _ in ["serialNumber", "signature", "issuer", "validity", "subject"] {
                    AnyRef::decode(body)?;
                }
                let info = SubjectPublicKeyInfoRef::decode(body)?;
                skip_rest(body)?;
                Ok::<_, der::Error>(info)
            })?;
            skip_rest(certificate)?;
            Ok::<_, der::Error>(info)
        })?;
        reader.finish()?;
        Ok(info)
    };
    public_key(&read().map_err(fault("certificate"))?)
}

fn skip_rest(reader: &mut SliceReader<'_>) -> der::Result<()> {
    while !reader.is_finished() {
        reader.tlv_bytes()?;
    }
    Ok(())
}

/// `PRIVATE KEY` (PKCS#8): its public part.
pub(super) fn private_key(der: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut reader = SliceReader::new(der)?;
        reader.sequence(|key| {
            UintRef::decode(key)?;
            let algorithm = AlgorithmIdentifierRef::decode(key)?;
            let private = <&OctetStringRef>::decode(key)?;
            skip_rest(key)?;
            Ok::<_, der::Error>((algorithm, private))
        })
    };
    let (algorithm, private) = read().map_err(fault("private key (PKCS#8)"))?;
    match algorithm.oid {
        RSA => rsa_private_key(private.as_bytes()),
        EC => ec_private_key(private.as_bytes(), Some(curve(&algorithm)?)),
        ED25519 => ed25519_private_key(private.as_bytes()),
        oid => Err(KeyFault::DerAlgorithm { oid: oid.to_string() }),
    }
}

/// `RSA PRIVATE KEY` (PKCS#1): its modulus and public exponent.
pub(super) fn rsa_private_key(der: &[u8]) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut reader = SliceReader::new(der)?;
        reader.sequence(|key| {
            UintRef::decode(key)?;
            let (n, e) = (UintRef::decode(key)?, UintRef::decode(key)?);
            skip_rest(key)?;
            Ok::<_, der::Error>(Numbers::rsa(n.as_bytes(), e.as_bytes()))
        })
    };
    read().map_err(fault("RSAPrivateKey (PKCS#1)"))
}

/// `EC PRIVATE KEY` (SEC 1, RFC 5915): the point, where it is written beside the scalar.
pub(super) fn ec_private_key(der: &[u8], curve: Option<Curve>) -> Result<Numbers, KeyFault> {
    let read = || {
        let mut reader = SliceReader::new(der)?;
        reader.sequence(|key| {
            UintRef::decode(key)?;
            <&OctetStringRef>::decode(key)?;
            let named = key.context_specific::<ObjectIdentifier>(TagNumber(0), TagMode::Explicit)?;
            let point = key.context_specific::<BitStringRef<'_>>(TagNumber(1), TagMode::Explicit)?;
            skip_rest(key)?;
            Ok::<_, der::Error>((named, point))
        })
    };
    let (named, point) = read().map_err(fault("ECPrivateKey (SEC 1)"))?;
    let curve = match (named, curve) {
        (Some(oid), _) => named_curve(oid)?,
        (None, Some(curve)) => curve,
        (None, None) => {
            return Err(KeyFault::PrivateOnly {
                what: "A private EC key that does not name its curve",
                command: OPENSSL,
            });
        }
    };
    match point {
        Some(point) => Numbers::ec(curve, point.raw_bytes()),
        None => Err(KeyFault::PrivateOnly {
            what: "A private EC key without its public point",
            command: OPENSSL,
        }),
    }
}

/// The 32-byte seed of RFC 8410 section 7, from which the public key follows.
fn ed25519_private_key(der: &[u8]) -> Result<Numbers, KeyFault> {
    let seed = <&OctetStringRef>::from_der(der).map_err(fault("Ed25519 private key (RFC 8410)"))?;
    let seed = <&[u8; 32]>::try_from(seed.as_bytes()).map_err(|_| KeyFault::Ed25519Length {
        found: seed.as_bytes().len(),
    })?;
    let public = ed25519_dalek::SigningKey::from_bytes(seed).verifying_key();
    Ok(Numbers::Ed25519 {
        x: public.to_bytes().to_vec(),
    })
}
