//! What STS decides about a signature, in a sentence, and how that is known.
//!
//! The three texts that a refusal can have, all of `InvalidIdentityToken`:
//! *could not be validated* for [`Decision::Refused`], *couldn't retrieve verification
//! key* for [`Decision::NoKey`], *not a valid JWT* for [`Decision::NotAJwt`].

use std::fmt;

use super::{Algorithm, Curve, Dropped, Key, KeyFault, Origin, PublicKey, Trials};
use crate::keys::wording::{counted, quoted};
use crate::keys::{Mismatch, NotKeys, SECURE_RSA_BITS};
use crate::report::Evidence;
use crate::text::json::Kind;
use crate::token::Part;

/// What STS does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// A key verifies the signature.
    Verified {
        /// Index of the key.
        index: usize,
        /// The token's algorithm.
        algorithm: Algorithm,
        /// Of the key, e.g. `RSA 2048`.
        size: String,
        /// What makes it less than certain.
        doubt: Option<Doubt>,
    },
    /// No key is found for the token: *Couldn't retrieve verification key from your
    /// identity provider*.
    NoKey(NoKey),
    /// A key is found and does not verify: *The web identity token provided could not
    /// be validated*.
    Refused(Refused),
    /// The header is not one that STS takes: *The ID Token provided is not a valid JWT*.
    NotAJwt(NotAJwt),
}

/// Why STS takes no such header for that of a JWT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAJwt {
    /// It has `crit`. Observed, with a private parameter that was there.
    Crit,
    /// It is not valid JSON. Inferred.
    Header,
}

/// Why a verified signature is not wholly certain to satisfy STS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// A PEM key was given. Assumed: the issuer's key set lists it under the token's kid.
    Pem,
    /// An RSA key of fewer than 2048 bits. Nobody has tried one. Unsettled.
    SmallRsa,
    /// The token has no kid, there is one key of its type, and there are others of
    /// another type. Unsettled whether STS counts those.
    OnlyOfItsType,
    /// A key of another type has the same kid. Unsettled whether STS tells them apart.
    SameKidOtherType,
    /// The header says `b64: false` without `crit`. Unsettled.
    UnencodedPayload,
}

/// Why no key is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoKey {
    /// The key set is not valid JSON. Inferred.
    NotJson {
        /// The first fault.
        reason: String,
    },
    /// The text is no key set. Inferred.
    NotKeys {
        /// What it is.
        found: NotKeys,
    },
    /// The key set is empty. Inferred.
    Empty,
    /// No key has the token's kid, which may be empty. Observed.
    UnknownKid {
        /// The token's.
        kid: String,
    },
    /// The token's kid is no string. Unsettled.
    KidType {
        /// What it is.
        found: &'static str,
    },
    /// The token has no kid, and several keys of its type are there. Observed.
    NoKid {
        /// How many.
        keys: usize,
    },
    /// No key is of the type that the algorithm needs. Inferred.
    NoneOfType {
        /// The type.
        kty: &'static str,
    },
    /// The key with the token's kid is of another type than its algorithm needs. Unsettled.
    OtherType {
        /// Index of the key.
        index: usize,
        /// Its type.
        kty: String,
        /// The type that the algorithm needs.
        needed: &'static str,
    },
    /// The token's key is one that STS passes over. See [`Dropped`].
    Dropped {
        /// Index of the key.
        index: usize,
        /// Why.
        why: Dropped,
    },
}

/// Why the key that is found does not verify.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// An algorithm other than RS256, RS384, RS512, ES256, ES384 and ES512, the ones that
    /// AWS documents. What STS answers is unsettled.
    Algorithm {
        /// As written; absent where the header has none, or no string.
        written: Option<String>,
    },
    /// The key has `key_ops`, whatever they are. Observed with `sign` and with `verify`.
    KeyOps {
        /// Index of the key.
        index: usize,
    },
    /// The key's numbers are those of no key. Observed with an even modulus, else inferred.
    Numbers {
        /// Index of the key.
        index: usize,
        /// What is wrong with them.
        fault: KeyFault,
    },
    /// The key is on another curve than the algorithm's. Unsettled.
    Curve {
        /// Index of the key.
        index: usize,
        /// Its curve.
        curve: Curve,
        /// The algorithm's.
        needed: Curve,
    },
    /// The signature is not this key's. Inferred: seen only with a wrong key under the
    /// token's kid, never with a changed token.
    Signature {
        /// Index of the key.
        index: usize,
        /// The token's algorithm.
        algorithm: Algorithm,
        /// What can be seen of it.
        mismatch: Mismatch,
        /// A PEM key was given, and stands in for the issuer's.
        assumed: bool,
    },
    /// Not computed: too many keys were tried before. Unsettled.
    Spent {
        /// Index of the key.
        index: usize,
    },
}

/// What makes a verified signature less than certain to satisfy STS.
pub(super) fn doubt(trials: &Trials<'_>, index: usize) -> Option<Doubt> {
    let keys = trials.set().keys();
    let key = keys.get(index)?;
    let header = trials.signed()?.header;
    let has_kid = header.get("kid").is_some();
    let is_namesake = |other: &Key| other.kid == key.kid && other.kty != key.kty;
    if key.origin == Origin::Pem {
        Some(Doubt::Pem)
    } else if is_small_rsa(key) {
        Some(Doubt::SmallRsa)
    } else if !has_kid && keys.len() > 1 {
        Some(Doubt::OnlyOfItsType)
    } else if has_kid && keys.iter().any(is_namesake) {
        Some(Doubt::SameKidOtherType)
    } else if says_unencoded(header) {
        Some(Doubt::UnencodedPayload)
    } else {
        None
    }
}

/// Whether a header says `b64: false` (RFC 7797).
pub(super) fn says_unencoded(header: &Part) -> bool {
    header.get("b64").is_some_and(|b64| b64.kind == Kind::Bool(false))
}

fn is_small_rsa(key: &Key) -> bool {
    matches!(&key.public_key, Ok(PublicKey::Rsa { n, .. }) if n.len() * 8 < SECURE_RSA_BITS)
}

impl Decision {
    /// How it is known that STS does this.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::Verified { doubt: None, .. } | Self::NotAJwt(NotAJwt::Crit) => Evidence::Observed,
            Self::NotAJwt(NotAJwt::Header) => Evidence::Inferred,
            Self::Verified { doubt: Some(doubt), .. } => match doubt {
                Doubt::Pem => Evidence::Inferred,
                Doubt::SmallRsa | Doubt::OnlyOfItsType | Doubt::SameKidOtherType | Doubt::UnencodedPayload => {
                    Evidence::Unsettled
                }
            },
            Self::NoKey(why) => why.evidence(),
            Self::Refused(why) => why.evidence(),
        }
    }

    /// Whether a key verifies the signature.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Verified { .. })
    }
}

impl NoKey {
    /// How it is known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::UnknownKid { .. } | Self::NoKid { .. } => Evidence::Observed,
            Self::NotJson { .. } | Self::NotKeys { .. } | Self::Empty | Self::NoneOfType { .. } => Evidence::Inferred,
            Self::KidType { .. } | Self::OtherType { .. } => Evidence::Unsettled,
            Self::Dropped { why, .. } => why.evidence(),
        }
    }
}

impl Refused {
    /// How it is known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::KeyOps { .. }
            | Self::Numbers {
                fault: KeyFault::ModulusEven,
                ..
            } => Evidence::Observed,
            Self::Numbers { .. } | Self::Signature { .. } => Evidence::Inferred,
            Self::Algorithm { .. } | Self::Curve { .. } | Self::Spent { .. } => Evidence::Unsettled,
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Verified {
                index,
                algorithm,
                size,
                doubt,
            } => {
                write!(
                    f,
                    "Key {} ({size}) verifies the token's {algorithm} signature",
                    index + 1
                )?;
                match doubt {
                    None => f.write_str("."),
                    Some(doubt) => write!(f, "; {doubt}."),
                }
            }
            Self::NoKey(why) => why.fmt(f),
            Self::Refused(why) => why.fmt(f),
            Self::NotAJwt(NotAJwt::Crit) => {
                f.write_str("The token's header has crit, and STS takes no such token for a JWT.")
            }
            Self::NotAJwt(NotAJwt::Header) => f.write_str("The token's header is not valid JSON."),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pem => "it is assumed that the issuer's key set lists it under the token's kid",
            Self::SmallRsa => "whether STS takes RSA keys below 2048 bits is not known",
            Self::OnlyOfItsType => {
                "the token has no kid, and this is the only key of its type that STS can find: it is not known whether keys of other types count against it"
            }
            Self::SameKidOtherType => {
                "a key of another type has the same kid, and it is not known whether STS tells them apart"
            }
            Self::UnencodedPayload => "what STS makes of b64: false is not known"
        })
    }
}

impl fmt::Display for NoKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { reason } => write!(
                f,
                "The key set as pasted is not valid JSON ({reason}), so STS finds no key in it."
            ),
            Self::NotKeys { found } => found.fmt(f),
            Self::Empty => f.write_str("The key set is empty, so STS finds no key in it."),
            Self::UnknownKid { kid } if kid.is_empty() => {
                f.write_str("The token's kid is empty, and STS finds no key by it.")
            }
            Self::UnknownKid { kid } => write!(f, "No key of the set has the token's kid {}.", quoted(kid)),
            Self::KidType { found } => write!(f, "The token's kid has to be a string, this is {found}."),
            Self::NoKid { keys } => write!(
                f,
                "The token has no kid, and STS does not choose among {}.",
                counted(*keys, "key")
            ),
            Self::NoneOfType { kty } => write!(f, "The set has no {kty} key that STS could use for the token."),
            Self::OtherType { index, kty, needed } => write!(
                f,
                "Key {} has the token's kid, and is of type {kty} where the token's algorithm needs {needed}.",
                index + 1
            ),
            Self::Dropped {
                why: why @ Dropped::TooMany { .. },
                ..
            } => why.fmt(f),
            Self::Dropped { index, why } => write!(f, "Key {} would be the token's. {why}", index + 1),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Algorithm { written } => {
                match written {
                    Some(written) => write!(f, "The token's alg is {}", quoted(written))?,
                    None => f.write_str("The token's header has no alg that is a string")?,
                }
                f.write_str("; AWS documents RS256, RS384, RS512, ES256, ES384 and ES512, and what STS answers to others is not known.")
            }
            Self::KeyOps { index } => write!(
                f,
                "Key {} has the token's kid, and STS refuses a key with key_ops, even with \"verify\" among them.",
                index + 1
            ),
            Self::Numbers { index, fault } => {
                write!(f, "Key {} has the token's kid, and cannot verify. {fault}", index + 1)
            }
            Self::Curve { index, curve, needed } => write!(
                f,
                "Key {} has the token's kid, and is on {curve} where the token's algorithm needs {needed}.",
                index + 1
            ),
            Self::Signature {
                index,
                algorithm,
                mismatch,
                assumed,
            } => {
                let is = if *assumed {
                    "stands in for the issuer's"
                } else {
                    "is the token's"
                };
                write!(
                    f,
                    "Key {} {is}, and does not verify its {algorithm} signature: {mismatch}.",
                    index + 1
                )
            }
            Self::Spent { index } => write!(
                f,
                "Key {} is the token's, and was not tried: too many keys were tried before it.",
                index + 1
            ),
        }
    }
}
