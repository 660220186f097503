//! A token from its claims to its three parts (RFC 7515 section 7.1), and the key set beside it.

use std::fmt;

use getrandom::rand_core::TryCryptoRng;
use serde::{Deserialize, Serialize};

use super::algorithm::SigningAlgorithm;
use super::fault::{IssueFault, Part};
use crate::keys::algorithm::Curve;
use crate::text::{base64url, json};

/// What an issuer is to sign.
#[derive(Clone, Deserialize)]
pub struct IssueInput {
    /// A JSON object of at most [`json::MAX_DEPTH`] levels, signed to the letter.
    pub claims: String,
    /// What to sign with.
    #[serde(default)]
    pub alg: SigningAlgorithm,
    /// Further members of the header as a JSON object, written to the letter after `alg`, `kid` and
    /// `typ`.
    pub header: Option<String>,
}

/// A token that lacks its signature.
#[derive(Clone, Serialize, Deserialize)]
pub struct Draft {
    alg: SigningAlgorithm,
    kid: String,
    message: String,
}

/// A token, and the JWK Set that verifies it.
#[derive(Clone, Serialize)]
pub struct Issued {
    /// A compact JWS.
    pub token: String,
    /// Its key alone, as JSON.
    pub jwks: String,
}

/// The half of a key pair that verifies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// Modulus and exponent, big-endian.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The exponent.
        e: Vec<u8>,
    },
    /// A point, its coordinates big-endian and as long as the curve's field.
    Ec {
        /// The curve.
        curve: Curve,
        /// The first coordinate.
        x: Vec<u8>,
        /// The second coordinate.
        y: Vec<u8>,
    },
}

/// Claims may be somebody's own.
impl fmt::Debug for IssueInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssueInput")
            .field("alg", &self.alg)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("alg", &self.alg).finish_non_exhaustive()
    }
}

impl fmt::Debug for Issued {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issued").finish_non_exhaustive()
    }
}

/// Bytes of a key id: no two are ever the same.
const KID_BYTES: usize = 16;

/// Members of the header that the issuer sets.
const OF_THE_ISSUER: [&str; 3] = ["alg", "kid", "typ"];

impl Draft {
    /// Header and claims, under a key id of their own.
    ///
    /// # Errors
    /// [`IssueFault`] where claims or header are not as declared or `random` gives nothing.
    pub fn new(given: &IssueInput, random: &mut impl TryCryptoRng) -> Result<Self, IssueFault> {
        object(&given.claims, Part::Claims)?;
        let mut kid = [0; KID_BYTES];
        random.try_fill_bytes(&mut kid).map_err(|_| IssueFault::NoRandomness)?;
        let kid = base64url::encode(&kid);
        let header = header(given, &kid)?;
        let [header, claims] = [header.as_str(), given.claims.trim()].map(|part| base64url::encode(part.as_bytes()));
        Ok(Self {
            alg: given.alg,
            kid,
            message: format!("{header}.{claims}"),
        })
    }

    /// What to sign with.
    #[must_use]
    pub fn alg(&self) -> SigningAlgorithm {
        self.alg
    }

    /// What is to be signed.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The token, and the set of the key that verifies it. `signature` is in base64url.
    #[must_use]
    pub fn signed(&self, signature: &str, key: &PublicKey) -> Issued {
        Issued {
            token: format!("{}.{signature}", self.message),
            jwks: key.jwks(self.alg, &self.kid),
        }
    }
}

impl PublicKey {
    /// A JWK Set (RFC 7517 section 5). No value in it needs an escape.
    fn jwks(&self, alg: SigningAlgorithm, kid: &str) -> String {
        let key = match self {
            Self::Rsa { n, e } => {
                let [n, e] = [n, e].map(|number| base64url::encode(number));
                format!(r#""kty":"RSA","n":"{n}","e":"{e}""#)
            }
            Self::Ec { curve, x, y } => {
                let [x, y] = [x, y].map(|coordinate| base64url::encode(coordinate));
                format!(r#""kty":"EC","crv":"{curve}","x":"{x}","y":"{y}""#)
            }
        };
        format!(r#"{{"keys":[{{{key},"use":"sig","alg":"{alg}","kid":"{kid}"}}]}}"#)
    }
}

fn header(given: &IssueInput, kid: &str) -> Result<String, IssueFault> {
    let further = given
        .header
        .as_deref()
        .map(further_members)
        .transpose()?
        .unwrap_or_default();
    let comma = if further.is_empty() { "" } else { "," };
    let alg = given.alg;
    Ok(format!(
        r#"{{"alg":"{alg}","kid":"{kid}","typ":"JWT"{comma}{further}}}"#
    ))
}

/// What is between the brackets of the object.
fn further_members(text: &str) -> Result<&str, IssueFault> {
    let members = object(text, Part::Header)?;
    let is_set = |name: &&str| members.iter().any(|member| member.name == **name);
    if let Some(name) = OF_THE_ISSUER.iter().copied().find(is_set) {
        return Err(IssueFault::SetByTheIssuer(name));
    }
    let inner = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    Ok(inner.ok_or(IssueFault::NotAnObject(Part::Header))?.trim())
}

fn object(text: &str, part: Part) -> Result<Vec<json::Member>, IssueFault> {
    let document = json::read(text);
    let is_strict = document.is_strict();
    match document.root.map(|root| root.kind) {
        Some(json::Kind::Object(members)) if is_strict => Ok(members),
        _ => Err(IssueFault::NotAnObject(part)),
    }
}
