//! The signature algorithms of JOSE (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 9864).

use std::fmt;

/// An algorithm that can be verified here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// HMAC using SHA-256.
    Hs256,
    /// HMAC using SHA-384.
    Hs384,
    /// HMAC using SHA-512.
    Hs512,
    /// RSASSA-PKCS1-v1_5 using SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 using SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 using SHA-512.
    Rs512,
    /// RSASSA-PSS using SHA-256, with a salt as long as the hash.
    Ps256,
    /// RSASSA-PSS using SHA-384, with a salt as long as the hash.
    Ps384,
    /// RSASSA-PSS using SHA-512, with a salt as long as the hash.
    Ps512,
    /// ECDSA using P-256 and SHA-256.
    Es256,
    /// ECDSA using P-384 and SHA-384.
    Es384,
    /// ECDSA using P-521 and SHA-512.
    Es512,
    /// `EdDSA`, of whose curves only Ed25519 is verified here.
    EdDsa,
    /// Ed25519 under the name that RFC 9864 gives it.
    Ed25519,
}

/// What kind of key an algorithm takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyType {
    /// A shared secret: kty `oct`.
    Secret,
    /// kty `RSA`.
    Rsa,
    /// kty `EC` on one curve.
    Ec(Curve),
    /// kty `OKP`, curve Ed25519.
    Ed25519,
}

/// The curves of ECDSA in JOSE (RFC 7518 section 6.2.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Curve {
    /// P-256.
    P256,
    /// P-384.
    P384,
    /// P-521.
    P521,
}

const NAMES: [(&str, Algorithm); 14] = [
    ("HS256", Algorithm::Hs256),
    ("HS384", Algorithm::Hs384),
    ("HS512", Algorithm::Hs512),
    ("RS256", Algorithm::Rs256),
    ("RS384", Algorithm::Rs384),
    ("RS512", Algorithm::Rs512),
    ("PS256", Algorithm::Ps256),
    ("PS384", Algorithm::Ps384),
    ("PS512", Algorithm::Ps512),
    ("ES256", Algorithm::Es256),
    ("ES384", Algorithm::Es384),
    ("ES512", Algorithm::Es512),
    ("EdDSA", Algorithm::EdDsa),
    ("Ed25519", Algorithm::Ed25519),
];

impl Algorithm {
    /// The algorithm of that name; names are case-sensitive (RFC 7515 section 4.1.1).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(written, _)| *written == name)
            .map(|(_, algorithm)| *algorithm)
    }

    /// Its name in a header.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(_, algorithm)| *algorithm == self)
            .map_or("", |(name, _)| *name)
    }

    /// The kind of key that it takes.
    #[must_use]
    pub fn key_type(self) -> KeyType {
        match self {
            Self::Hs256 | Self::Hs384 | Self::Hs512 => KeyType::Secret,
            Self::Rs256 | Self::Rs384 | Self::Rs512 | Self::Ps256 | Self::Ps384 | Self::Ps512 => KeyType::Rsa,
            Self::Es256 => KeyType::Ec(Curve::P256),
            Self::Es384 => KeyType::Ec(Curve::P384),
            Self::Es512 => KeyType::Ec(Curve::P521),
            Self::EdDsa | Self::Ed25519 => KeyType::Ed25519,
        }
    }

    /// Bytes that its hash function gives: the least length of an HMAC secret
    /// (RFC 7518 section 3.2), and the length of an HMAC.
    #[must_use]
    pub fn hash_bytes(self) -> usize {
        match self {
            Self::Hs256 | Self::Rs256 | Self::Ps256 | Self::Es256 => 32,
            Self::Hs384 | Self::Rs384 | Self::Ps384 | Self::Es384 => 48,
            Self::Hs512 | Self::Rs512 | Self::Ps512 | Self::Es512 | Self::EdDsa | Self::Ed25519 => 64,
        }
    }

    /// Whether a key whose `alg` has that name may be used with it: RFC 9864 gave
    /// `EdDSA` over Ed25519 a name of its own, and both mean the same here.
    #[must_use]
    pub fn agrees_with(self, name: &str) -> bool {
        Self::named(name).is_some_and(|other| {
            other == self || (self.key_type() == KeyType::Ed25519 && other.key_type() == KeyType::Ed25519)
        })
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl KeyType {
    /// The key it is, with an article.
    #[must_use]
    pub fn describe(self) -> &'static str {
        match self {
            Self::Secret => "a shared secret (kty \"oct\")",
            Self::Rsa => "an RSA key",
            Self::Ec(Curve::P256) => "an EC key on P-256",
            Self::Ec(Curve::P384) => "an EC key on P-384",
            Self::Ec(Curve::P521) => "an EC key on P-521",
            Self::Ed25519 => "an Ed25519 key (kty \"OKP\")",
        }
    }
}

impl Curve {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// The curve of that `crv`.
    #[must_use]
    pub fn named(crv: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|curve| curve.name() == crv)
    }

    /// Its name in `crv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// Bytes of a coordinate, and of each half of a signature.
    #[must_use]
    pub fn bytes(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
