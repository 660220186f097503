//! An issuer made for the tests: keys from fixed seeds, JWKs, certificates and tokens.

use std::sync::OnceLock;

use assumable::text::base64url::encode;
use p256::ecdsa::signature::Signer;
use p256::elliptic_curve::Generate as _;
use rand::SeedableRng as _;
use rand::rngs::ChaCha20Rng;
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

/// A private key of the issuer.
pub(super) enum PrivateKey {
    Rsa(Box<rsa::PrivateKey>),
    P256(p256::ecdsa::SigningKey),
    P384(p384::ecdsa::SigningKey),
    P521(p521::ecdsa::SigningKey),
    Ed25519(ed25519_dalek::SigningKey),
    Secret(Vec<u8>),
}

/// The key of that name, the same in every run: `rsa-a`, `p256-b`, `rsa-1024-a`, …
pub(super) fn key(name: &str) -> PrivateKey {
    let seed: [u8; 32] = Sha256::digest(name).into();
    let mut rng = ChaCha20Rng::from_seed(seed);
    let kind = name.rsplit_once('-').map_or(name, |(kind, _)| kind);
    match kind {
        "rsa" => PrivateKey::Rsa(Box::new(rsa_key(name))),
        "rsa-1024" => PrivateKey::Rsa(Box::new(rsa::PrivateKey::new(&mut rng, 1024).expect("a key"))),
        "p256" => PrivateKey::P256(p256::ecdsa::SigningKey::generate_from_rng(&mut rng)),
        "p384" => PrivateKey::P384(p384::ecdsa::SigningKey::generate_from_rng(&mut rng)),
        "p521" => PrivateKey::P521(p521::ecdsa::SigningKey::generate_from_rng(&mut rng)),
        "ed25519" => PrivateKey::Ed25519(ed25519_dalek::SigningKey::from_bytes(&seed)),
        "secret" => PrivateKey::Secret(seed.to_vec()),
        "short-secret" => PrivateKey::Secret(b"secret".to_vec()),
        _ => panic!("no key is called {name}"),
    }
}

/// 2048-bit keys take a moment, so that each is made once.
fn rsa_key(name: &str) -> rsa::PrivateKey {
    static KEYS: [OnceLock<rsa::PrivateKey>; 2] = [OnceLock::new(), OnceLock::new()];
    let place = usize::from(name != "rsa-a");
    KEYS[place]
        .get_or_init(|| {
            let seed = Sha256::digest(["rsa-a", "rsa-b"][place]);
            rsa::PrivateKey::new(&mut ChaCha20Rng::from_seed(seed.into()), 2048).expect("a key")
        })
        .clone()
}

fn unsigned(number: &rsa::BoxedUint) -> String {
    let bytes = number.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    encode(&bytes[zeros..])
}

impl PrivateKey {
    /// The JWK with its private members, if they are wanted.
    pub(super) fn jwk(&self, private: bool) -> Map<String, Value> {
        let (public, secret) = match self {
            Self::Rsa(key) => (
                json!({"kty": "RSA", "n": unsigned(key.n().as_ref()), "e": unsigned(key.e())}),
                json!({"d": unsigned(key.d()), "p": unsigned(&key.primes()[0])}),
            ),
            Self::P256(key) => ec_jwk(
                "P-256",
                key.verifying_key().to_sec1_point(false).as_bytes(),
                &key.to_bytes(),
            ),
            Self::P384(key) => ec_jwk(
                "P-384",
                key.verifying_key().to_sec1_point(false).as_bytes(),
                &key.to_bytes(),
            ),
            Self::P521(key) => ec_jwk(
                "P-521",
                key.verifying_key().to_sec1_point(false).as_bytes(),
                &key.to_bytes(),
            ),
            Self::Ed25519(key) => (
                json!({"kty": "OKP", "crv": "Ed25519", "x": encode(key.verifying_key().as_bytes())}),
                json!({"d": encode(key.as_bytes())}),
            ),
            Self::Secret(secret) => (json!({"kty": "oct", "k": encode(secret)}), json!({})),
        };
        let mut jwk = public.as_object().expect("an object").clone();
        if private {
            jwk.extend(secret.as_object().expect("an object").clone());
        }
        jwk
    }

    /// A signature in JOSE's form.
    fn sign(&self, alg: &str, signed: &[u8]) -> Vec<u8> {
        use rsa::sha2::{Sha256, Sha384, Sha512};
        let mut rng = ChaCha20Rng::from_seed([7; 32]);
        match (self, alg) {
            (Self::Rsa(key), "RS384") => key.pkcs1v15_sign::<Sha384>(signed).expect("a signature"),
            (Self::Rsa(key), "RS512") => key.pkcs1v15_sign::<Sha512>(signed).expect("a signature"),
            (Self::Rsa(key), "PS256") => key
                .pss_sign_with_rng::<Sha256, _>(&mut rng, signed)
                .expect("a signature"),
            (Self::Rsa(key), "PS384") => key
                .pss_sign_with_rng::<Sha384, _>(&mut rng, signed)
                .expect("a signature"),
            (Self::Rsa(key), "PS512") => key
                .pss_sign_with_rng::<Sha512, _>(&mut rng, signed)
                .expect("a signature"),
            (Self::Rsa(key), _) => key.pkcs1v15_sign::<Sha256>(signed).expect("a signature"),
            (Self::P256(key), _) => Signer::<p256::ecdsa::Signature>::sign(key, signed).to_bytes().to_vec(),
            (Self::P384(key), _) => Signer::<p384::ecdsa::Signature>::sign(key, signed).to_bytes().to_vec(),
            (Self::P521(key), _) => Signer::<p521::ecdsa::Signature>::sign(key, signed).to_bytes().to_vec(),
            (Self::Ed25519(key), _) => key.sign(signed).to_bytes().to_vec(),
            (Self::Secret(secret), alg) => hmac_of(secret, alg, signed),
        }
    }

    /// A compact JWS over a header and claims.
    pub(super) fn token(&self, header: &str, claims: &str) -> String {
        let alg = serde_json::from_str::<Value>(header)
            .ok()
            .and_then(|header| header["alg"].as_str().map(str::to_owned))
            .unwrap_or_default();
        let signed = format!("{}.{}", encode(header.as_bytes()), encode(claims.as_bytes()));
        let signature = self.sign(&alg, signed.as_bytes());
        format!("{signed}.{}", encode(&signature))
    }
}

fn ec_jwk(crv: &str, point: &[u8], d: &[u8]) -> (Value, Value) {
    let (x, y) = point[1..].split_at(point.len() / 2);
    (
        json!({"kty": "EC", "crv": crv, "x": encode(x), "y": encode(y)}),
        json!({"d": encode(d)}),
    )
}

fn hmac_of(secret: &[u8], alg: &str, signed: &[u8]) -> Vec<u8> {
    use hmac::{Hmac, KeyInit as _, Mac as _};
    use sha2::{Sha384, Sha512};
    match alg {
        "HS384" => Hmac::<Sha384>::new_from_slice(secret)
            .expect("a key")
            .chain_update(signed)
            .finalize()
            .into_bytes()
            .to_vec(),
        "HS512" => Hmac::<Sha512>::new_from_slice(secret)
            .expect("a key")
            .chain_update(signed)
            .finalize()
            .into_bytes()
            .to_vec(),
        _ => Hmac::<Sha256>::new_from_slice(secret)
            .expect("a key")
            .chain_update(signed)
            .finalize()
            .into_bytes()
            .to_vec(),
    }
}

/// One DER element.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length) if length < 0x80 => out.push(length),
        _ => {
            let length = u16::try_from(content.len()).expect("below 64 KiB");
            out.push(0x82);
            out.extend(length.to_be_bytes());
        }
    }
    out.extend(content);
    out
}

/// A certificate around a `SubjectPublicKeyInfo`: names, times and signature are empty,
/// since nothing looks at them.
pub(super) fn certificate(info: &[u8]) -> Vec<u8> {
    let version = der(0xA0, &der(0x02, &[2]));
    let serial = der(0x02, &[1]);
    let empty = der(0x30, &[]);
    let body = [
        version,
        serial,
        empty.clone(),
        empty.clone(),
        empty.clone(),
        empty.clone(),
        info.to_vec(),
    ]
    .concat();
    der(0x30, &[der(0x30, &body), empty, der(0x03, &[0])].concat())
}

/// `SubjectPublicKeyInfo` of the keys that have a writer for it.
pub(super) fn public_key_info(key: &PrivateKey) -> Vec<u8> {
    use rsa::pkcs8::EncodePublicKey as _;
    match key {
        PrivateKey::Rsa(key) => key.to_public_key().to_public_key_der().expect("DER").into_vec(),
        PrivateKey::P256(key) => p256::PublicKey::from(key.verifying_key())
            .to_public_key_der()
            .expect("DER")
            .into_vec(),
        PrivateKey::Ed25519(key) => key.verifying_key().to_public_key_der().expect("DER").into_vec(),
        _ => panic!("no writer for this key"),
    }
}

/// A PEM block.
pub(super) fn pem(label: &str, der: &[u8]) -> String {
    use base64::Engine as _;
    let base64 = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<&str> = base64
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}
