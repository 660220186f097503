//! Keys made here, and tokens signed with them.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p384::ecdsa::signature::{SignatureEncoding as _, Signer as _};
use rand::rngs::ChaCha20Rng;
use rand::{Rng as _, SeedableRng as _};
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, PrivateKey};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use crate::example::{KeyEntry, Signed, shared};

/// The keys of `shared/keys.json`, by name.
pub(crate) struct Signer(BTreeMap<String, Key>);

struct Key {
    kid: String,
    secret: Secret,
}

enum Secret {
    Rs256(Box<PrivateKey>),
    Es384(p384::ecdsa::SigningKey),
}

#[derive(Deserialize)]
struct Described {
    alg: String,
    kid: String,
}

impl Signer {
    /// Makes the keys, the same in every run so that a failure can be seen again.
    pub(crate) fn new() -> Self {
        let described: BTreeMap<String, Described> = shared("keys.json");
        let mut random = ChaCha20Rng::seed_from_u64(1);
        let keys = described.into_iter().map(|(name, Described { alg, kid })| {
            let secret = Secret::new(&alg, &mut random);
            (name, Key { kid, secret })
        });
        Self(keys.collect())
    }

    /// A compact JWS over these claims.
    pub(crate) fn token(&self, token: &Signed, claims: &Map<String, Value>) -> String {
        let key = token.key.as_ref().map(|name| self.key(name));
        let mut header = Map::from_iter([("typ".to_owned(), json!("JWT"))]);
        if let Some(key) = key {
            header.insert("alg".into(), json!(key.secret.alg()));
            header.insert("kid".into(), json!(key.kid));
        }
        header.extend(token.header.clone());
        let header = encode(Value::Object(header).to_string());
        let signed = format!("{header}.{}", encode(json!(claims).to_string()));
        let signature = key.map(|key| key.secret.sign(&signed)).unwrap_or_default();
        let mut sent = claims.clone();
        sent.extend(token.edited_after_signing.clone());
        format!("{header}.{}.{}", encode(json!(sent).to_string()), encode(&signature))
    }

    /// A JWK Set of these keys.
    pub(crate) fn jwks(&self, entries: &[KeyEntry]) -> Value {
        json!({ "keys": entries.iter().map(|entry| self.jwk(entry)).collect::<Vec<_>>() })
    }

    fn jwk(&self, entry: &KeyEntry) -> Map<String, Value> {
        match entry {
            KeyEntry::Named(name) => self.key(name).jwk(),
            KeyEntry::Changed { key, with, without } => {
                let mut jwk = self.key(key).jwk();
                jwk.extend(with.clone());
                for member in without {
                    jwk.remove(member);
                }
                jwk
            }
        }
    }

    fn key(&self, name: &str) -> &Key {
        self.0.get(name).unwrap_or_else(|| panic!("no key «{name}»"))
    }
}

impl Key {
    fn jwk(&self) -> Map<String, Value> {
        let mut jwk = Map::new();
        jwk.insert("kid".into(), json!(self.kid));
        jwk.insert("use".into(), json!("sig"));
        jwk.insert("alg".into(), json!(self.secret.alg()));
        for (name, value) in self.secret.public_members() {
            jwk.insert(name.into(), json!(value));
        }
        jwk
    }
}

impl Secret {
    fn new(alg: &str, random: &mut ChaCha20Rng) -> Self {
        match alg {
            "RS256" => Self::Rs256(Box::new(PrivateKey::new(random, 2048).expect("an RSA key"))),
            "ES384" => {
                let mut scalar = [0; 48];
                // The first byte stays zero, so that it is below the order of the curve.
                random.fill_bytes(&mut scalar[1..]);
                Self::Es384(p384::ecdsa::SigningKey::from_slice(&scalar).expect("a scalar"))
            }
            other => panic!("no key for «{other}»"),
        }
    }

    fn alg(&self) -> &'static str {
        match self {
            Self::Rs256(_) => "RS256",
            Self::Es384(_) => "ES384",
        }
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        match self {
            Self::Rs256(key) => {
                let digest = Sha256::digest(text);
                key.sign(Pkcs1v15Sign::new::<Sha256>(), &digest).expect("a signature")
            }
            Self::Es384(key) => {
                let signature: p384::ecdsa::Signature = key.sign(text.as_bytes());
                signature.to_vec()
            }
        }
    }

    fn public_members(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Rs256(key) => {
                let n = encode(key.n().to_be_bytes_trimmed_vartime());
                let e = encode(key.e().to_be_bytes_trimmed_vartime());
                vec![("kty", "RSA".into()), ("n", n), ("e", e)]
            }
            Self::Es384(key) => {
                let point = key.verifying_key().to_sec1_point(false);
                let coordinate = |value: Option<_>| value.map(|value: &_| encode(value)).expect("a coordinate");
                vec![
                    ("kty", "EC".into()),
                    ("crv", "P-384".into()),
                    ("x", coordinate(point.x())),
                    ("y", coordinate(point.y())),
                ]
            }
        }
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
