//! An issuer of our own for tests: a key made when it is first needed, and tokens signed with it.

use std::sync::OnceLock;

use assumable::text::base64url;
use rand::SeedableRng as _;
use rand::rngs::ChaCha20Rng;
use rsa::PrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::sha2::Sha256;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::json;

/// An issuer with one RSA key of 2048 bits, `kid` `one`.
pub(crate) struct Issuer {
    key: PrivateKey,
}

/// The issuer that the tests of one process share: making a key takes a while.
/// The same key every time, so that snapshots hold.
pub(crate) fn issuer() -> &'static Issuer {
    static ISSUER: OnceLock<Issuer> = OnceLock::new();
    ISSUER.get_or_init(|| Issuer {
        key: PrivateKey::new(&mut ChaCha20Rng::seed_from_u64(2048), 2048).expect("2048 bits are enough for a key"),
    })
}

impl Issuer {
    /// Its JWK Set.
    pub(crate) fn jwks(&self) -> String {
        let n = base64url::encode(&self.key.n().to_be_bytes_trimmed_vartime());
        let e = base64url::encode(&self.key.e().to_be_bytes_trimmed_vartime());
        json!({ "keys": [{ "kid": "one", "kty": "RSA", "alg": "RS256", "use": "sig", "n": n, "e": e }] }).to_string()
    }

    /// A compact JWS of a header and a payload, both as text, signed with RS256 whatever the header says.
    pub(crate) fn sign(&self, header: &str, payload: &str) -> String {
        let input = format!(
            "{}.{}",
            base64url::encode(header.as_bytes()),
            base64url::encode(payload.as_bytes())
        );
        let signature = SigningKey::<Sha256>::new(self.key.clone()).sign(input.as_bytes());
        format!("{input}.{}", base64url::encode(&signature.to_vec()))
    }
}
