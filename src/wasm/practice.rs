//! Practice tokens: each function a step, and nothing is remembered between two of them, so that the
//! instance may be replaced while the browser makes a key pair.
//!
//! The private half of an RSA pair never comes in here: `SubtleCrypto` keeps it, marked as not to be
//! exported, and signs with it.

use getrandom::SysRng;
use js_sys::{Array, Error, Object, Promise, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Crypto, CryptoKeyPair, SubtleCrypto};

use super::small;
use crate::practice::{Draft, IssueFault, IssueInput, PublicKey, SigningAlgorithm, issue};
use crate::text::base64url;

/// Of RSASSA-PKCS1-v1_5, in the Web Cryptography API.
const RSASSA: &str = "RSASSA-PKCS1-v1_5";

/// Bits of the modulus, as GitHub's keys have.
const MODULUS_BITS: u32 = 2048;

/// 65537, big-endian.
const EXPONENT: [u8; 3] = [1, 0, 1];

/// Signs claims with a pair on a curve: `{ token, jwks }`.
///
/// # Errors
/// What is not as declared, or no source of randomness.
#[wasm_bindgen(js_name = issueOnCurve)]
pub fn issue_on_curve(given: JsValue) -> Result<JsValue, JsValue> {
    small(&issue(&read(given)?, &mut SysRng).map_err(refusal)?)
}

/// What is to be signed with RSA: `{ alg, kid, message }`.
///
/// # Errors
/// What is not as declared, or no source of randomness.
#[wasm_bindgen(js_name = draftToken)]
pub fn draft_token(given: JsValue) -> Result<JsValue, JsValue> {
    small(&Draft::new(&read(given)?, &mut SysRng).map_err(refusal)?)
}

/// A key pair for a draft. The private half cannot be exported.
///
/// # Errors
/// An algorithm that is not one of RSA, or no `SubtleCrypto`.
#[wasm_bindgen(js_name = generateRsaKeyPair)]
pub fn generate_rsa_key_pair(draft: JsValue) -> Result<Promise, JsValue> {
    let parameters = RsaHashedKeyGenParams::of(draft_of(draft)?.alg())?;
    let usages = Array::of1(&"sign".into());
    subtle()?.generate_key_with_object(&parameters, false, &usages)
}

/// The signature of a draft, as bytes.
///
/// # Errors
/// No `SubtleCrypto`.
#[wasm_bindgen(js_name = signWithRsa)]
pub fn sign_with_rsa(draft: JsValue, pair: &CryptoKeyPair) -> Result<Promise, JsValue> {
    let draft = draft_of(draft)?;
    subtle()?.sign_with_str_and_u8_array(RSASSA, &pair.get_private_key(), draft.message().as_bytes())
}

/// The public half as a JWK.
///
/// # Errors
/// No `SubtleCrypto`.
#[wasm_bindgen(js_name = exportPublicKey)]
pub fn export_public_key(pair: &CryptoKeyPair) -> Result<Promise, JsValue> {
    subtle()?.export_key("jwk", &pair.get_public_key())
}

/// The token of a draft, and its key set: `{ token, jwks }`.
///
/// # Errors
/// A key that is no RSA key.
#[wasm_bindgen(js_name = issuedToken)]
pub fn issued_token(draft: JsValue, signature: &[u8], key: JsValue) -> Result<JsValue, JsValue> {
    let key: RsaJwk = serde_wasm_bindgen::from_value(key).map_err(|_| refusal(IssueFault::NotAKey))?;
    let key = key.public_key().ok_or_else(|| refusal(IssueFault::NotAKey))?;
    small(&draft_of(draft)?.signed(&base64url::encode(signature), &key))
}

/// What is wrong is not said as `serde` has it, which quotes it.
fn read(given: JsValue) -> Result<IssueInput, JsValue> {
    serde_wasm_bindgen::from_value(given).map_err(|_| super::refusal("given"))
}

fn draft_of(draft: JsValue) -> Result<Draft, JsValue> {
    serde_wasm_bindgen::from_value(draft).map_err(|_| super::refusal("draft"))
}

fn refusal(fault: IssueFault) -> JsValue {
    Error::new(&fault.to_string()).into()
}

/// As the Web Cryptography API declares it; `web-sys` has no such type.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RsaHashedKeyGenParams {
    name: &'static str,
    modulus_length: u32,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    public_exponent: Uint8Array,
    hash: &'static str,
}

impl RsaHashedKeyGenParams {
    fn of(alg: SigningAlgorithm) -> Result<Object, JsValue> {
        let SigningAlgorithm::Rsassa(hash) = alg else {
            return Err(refusal(IssueFault::NotRsa(alg)));
        };
        let parameters = small(&Self {
            name: RSASSA,
            modulus_length: MODULUS_BITS,
            public_exponent: Uint8Array::from(EXPONENT.as_slice()),
            hash: hash.name(),
        })?;
        parameters.dyn_into()
    }
}

/// What of an exported key counts (RFC 7518 section 6.3.1).
#[derive(Deserialize)]
struct RsaJwk {
    n: String,
    e: String,
}

impl RsaJwk {
    fn public_key(&self) -> Option<PublicKey> {
        Some(PublicKey::Rsa {
            n: base64url::decode(&self.n).ok()?,
            e: base64url::decode(&self.e).ok()?,
        })
    }
}

#[wasm_bindgen]
extern "C" {
    /// Of a window, a worker or Node.
    #[wasm_bindgen(thread_local_v2, js_name = crypto)]
    static CRYPTO: Option<Crypto>;
}

/// Browsers have it in secure contexts only.
fn subtle() -> Result<SubtleCrypto, JsValue> {
    let subtle = CRYPTO.with(|crypto| crypto.as_ref().map(Crypto::subtle));
    subtle.filter(|subtle| !subtle.is_undefined()).ok_or_else(|| {
        Error::new(
            "RS256, RS384 and RS512 need SubtleCrypto, which browsers have on https pages and on localhost; ES256, \
             ES384 and ES512 do without",
        )
        .into()
    })
}
