//! Why there is no practice token.

use std::fmt;

use super::algorithm::SigningAlgorithm;
use crate::text::json::MAX_DEPTH;

/// Why there is no practice token. None repeats what was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueFault {
    /// What was given as that part is not a JSON object, or is nested too deeply.
    NotAnObject(Part),
    /// The header's further members include one that the issuer sets.
    SetByTheIssuer(&'static str),
    /// The algorithm is not on a curve.
    NoCurve(SigningAlgorithm),
    /// The algorithm is not one of RSA.
    NotRsa(SigningAlgorithm),
    /// The public key that was brought is not one.
    NotAKey,
    /// The source of randomness gave nothing.
    NoRandomness,
    /// The key does not sign.
    Unsigned,
}

/// A part of a token that is given as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The claims.
    Claims,
    /// The further members of the header.
    Header,
}

impl fmt::Display for IssueFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject(part) => write!(f, "{part}: expected a JSON object of at most {MAX_DEPTH} levels"),
            Self::SetByTheIssuer(name) => write!(f, "header: the issuer sets {name}"),
            Self::NoCurve(algorithm) => write!(f, "alg: {algorithm} has no curve"),
            Self::NotRsa(algorithm) => write!(f, "alg: {algorithm} is not signed with RSA"),
            Self::NotAKey => f.write_str("the public key has no n and e in base64url"),
            Self::NoRandomness => f.write_str("there is no source of randomness here to make a key pair with"),
            Self::Unsigned => f.write_str("the key pair does not sign"),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Claims => "claims",
            Self::Header => "header",
        })
    }
}

impl std::error::Error for IssueFault {}
