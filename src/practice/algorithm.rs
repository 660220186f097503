//! What practice tokens are signed with.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::keys::algorithm::{Algorithm, Curve};

/// An algorithm that signs practice tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with a hash function: RS256, RS384, RS512.
    Rsassa(Hash),
    /// ECDSA on a curve with the hash function that goes with it: ES256, ES384, ES512.
    Ecdsa(Curve),
}

/// A hash function of SHA-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl SigningAlgorithm {
    /// All of them. The first is the one that GitHub signs with.
    pub const ALL: [Self; 6] = [
        Self::Rsassa(Hash::Sha256),
        Self::Rsassa(Hash::Sha384),
        Self::Rsassa(Hash::Sha512),
        Self::Ecdsa(Curve::P256),
        Self::Ecdsa(Curve::P384),
        Self::Ecdsa(Curve::P521),
    ];

    /// The algorithm of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name)
    }

    /// Its name in a header.
    #[must_use]
    pub fn name(self) -> &'static str {
        Algorithm::from(self).name()
    }
}

/// RS256, with which GitHub signs.
impl Default for SigningAlgorithm {
    fn default() -> Self {
        Self::Rsassa(Hash::Sha256)
    }
}

impl From<SigningAlgorithm> for Algorithm {
    fn from(algorithm: SigningAlgorithm) -> Self {
        match algorithm {
            SigningAlgorithm::Rsassa(Hash::Sha256) => Self::Rs256,
            SigningAlgorithm::Rsassa(Hash::Sha384) => Self::Rs384,
            SigningAlgorithm::Rsassa(Hash::Sha512) => Self::Rs512,
            SigningAlgorithm::Ecdsa(Curve::P256) => Self::Es256,
            SigningAlgorithm::Ecdsa(Curve::P384) => Self::Es384,
            SigningAlgorithm::Ecdsa(Curve::P521) => Self::Es512,
        }
    }
}

impl TryFrom<String> for SigningAlgorithm {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::named(&name).ok_or("an algorithm that signs no practice token")
    }
}

impl From<SigningAlgorithm> for &'static str {
    fn from(algorithm: SigningAlgorithm) -> Self {
        algorithm.name()
    }
}

impl fmt::Display for SigningAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Hash {
    /// Its name in the Web Cryptography API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
        }
    }
}
