//! What a token's header asks of a key, or why by the RFCs no key may verify it.

use std::fmt;

use super::algorithm::Algorithm;
use super::wording::{listed, quoted};
use crate::token::Part;

/// What a header asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// `alg`.
    pub algorithm: Algorithm,
    /// `kid`.
    pub kid: Option<String>,
}

/// Why nothing verifies a token, whatever the keys are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The header is not valid JSON.
    HeaderNotJson,
    /// `alg` is missing.
    NoAlg,
    /// `alg` is no string.
    AlgType {
        /// What it is.
        found: &'static str,
    },
    /// `alg` is `none` in any case.
    None {
        /// As written.
        written: String,
    },
    /// An `alg` that is not verified here.
    Unknown {
        /// As written.
        written: String,
    },
    /// `crit` lists extensions.
    Crit {
        /// Which.
        names: Vec<String>,
    },
    /// `crit` is no array of strings, or an empty one.
    CritMalformed,
    /// `b64` is `false` (RFC 7797).
    UnencodedPayload,
    /// `kid` is no string.
    KidType {
        /// What it is.
        found: &'static str,
    },
}

/// Reads what a header asks for.
///
/// # Errors
/// [`Refusal`] where the RFCs let no key verify the token.
pub fn asked(header: &Part) -> Result<Asked, Refusal> {
    if !header.strict {
        return Err(Refusal::HeaderNotJson);
    }
    refuse_extensions(header)?;
    let algorithm = algorithm(header)?;
    let kid = match header.get("kid") {
        None => None,
        Some(kid) => Some(
            kid.as_str()
                .map(str::to_owned)
                .ok_or(Refusal::KidType { found: kid.kind.name() })?,
        ),
    };
    Ok(Asked { algorithm, kid })
}

/// No extension is understood here, so that `crit` always refuses (RFC 7515 section 4.1.11).
fn refuse_extensions(header: &Part) -> Result<(), Refusal> {
    use crate::text::json::Kind;
    if header.get("b64").is_some_and(|b64| b64.kind == Kind::Bool(false)) {
        return Err(Refusal::UnencodedPayload);
    }
    let Some(crit) = header.get("crit") else {
        return Ok(());
    };
    let names: Option<Vec<String>> = crit
        .as_array()
        .filter(|elements| !elements.is_empty())
        .and_then(|elements| elements.iter().map(|name| name.as_str().map(str::to_owned)).collect());
    Err(names.map_or(Refusal::CritMalformed, |names| Refusal::Crit { names }))
}

fn algorithm(header: &Part) -> Result<Algorithm, Refusal> {
    let alg = header.get("alg").ok_or(Refusal::NoAlg)?;
    let written = alg.as_str().ok_or(Refusal::AlgType { found: alg.kind.name() })?;
    Algorithm::named(written).ok_or_else(|| {
        let written = written.to_owned();
        if written.eq_ignore_ascii_case("none") {
            Refusal::None { written }
        } else {
            Refusal::Unknown { written }
        }
    })
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeaderNotJson => f.write_str("The token's header is not valid JSON, so no key verifies it (RFC 7515 section 5.2)."),
            Self::NoAlg => f.write_str("The token's header has no alg, so nothing says how it is signed."),
            Self::AlgType { found } => write!(f, "The token's alg has to be a string, this is {found}."),
            Self::None { written } => write!(
                f,
                "The token's alg is {}: it has no signature, and anyone can write such a token, so no key verifies it (RFC 8725 section 3.2).",
                quoted(written)
            ),
            Self::Unknown { written } => match Algorithm::named(&canonical_case(written)) {
                Some(meant) => write!(
                    f,
                    "The token's alg {} is not known; names of algorithms are case-sensitive, \"{meant}\" is.",
                    quoted(written)
                ),
                None => write!(
                    f,
                    "The token's alg {} is not among those that are verified here (HS, RS, PS and ES with 256, 384 or 512, and EdDSA).",
                    quoted(written)
                ),
            },
            Self::Crit { names } => write!(
                f,
                "The token's header lists {} in crit; whoever does not understand a critical extension has to refuse the token (RFC 7515 section 4.1.11).",
                listed(names.iter().map(String::as_str))
            ),
            Self::CritMalformed => f.write_str(
                "The token's crit has to be an array of at least one name, so the token has to be refused (RFC 7515 section 4.1.11).",
            ),
            Self::UnencodedPayload => f.write_str(
                "The token's header says b64: false, that its payload was signed without base64url (RFC 7797); a JWT must not do that (section 7 there), so it is refused.",
            ),
            Self::KidType { found } => write!(
                f,
                "The token's kid has to be a string, this is {found}, so no key can be chosen by it (RFC 7515 section 4.1.4)."
            ),
        }
    }
}

fn canonical_case(written: &str) -> String {
    match written.to_ascii_lowercase().as_str() {
        "eddsa" => "EdDSA".to_owned(),
        "ed25519" => "Ed25519".to_owned(),
        lower => lower.to_ascii_uppercase(),
    }
}
