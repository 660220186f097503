//! How the faults of a token are said.

use std::fmt;

use super::{LONGEST_FOR_STS, Segment, Suspicion, TokenFault};
use crate::text::{Unusual, visible};
use crate::token::LARGEST;

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
            Self::Claims => "claims",
        })
    }
}

impl fmt::Display for TokenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { .. }
            | Self::Parts { .. }
            | Self::Foreign(_)
            | Self::Several { .. }
            | Self::TooLongForSts { .. }
            | Self::Long { .. }
            | Self::RunnerToken => self.fmt_whole(f),
            Self::Base64url { .. } | Self::NotUtf8 { .. } | Self::Json { .. } | Self::NotAnObject { .. } => {
                self.fmt_segment(f)
            }
            Self::Encrypted
            | Self::EncryptedJson
            | Self::JsonSerialization { .. }
            | Self::SelectiveDisclosure { .. } => self.fmt_form(f),
            Self::Milliseconds { .. }
            | Self::TimeInString { .. }
            | Self::TimeFraction { .. }
            | Self::TimeType { .. }
            | Self::ExpiresBeforeIssued
            | Self::BigNumber { .. }
            | Self::Character { .. } => self.fmt_member(f),
            _ => self.fmt_header(f),
        }
    }
}

impl TokenFault {
    fn fmt_whole(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "expected a token of at most {LONGEST_FOR_STS} characters, found a text of {bytes} bytes; texts over {} MiB are not searched",
                LARGEST / (1024 * 1024)
            ),
            Self::Parts { found: 1 } => f.write_str(
                "expected a JWT, three parts separated by dots that starts with eyJ, found a text without such parts",
            ),
            Self::Parts { found: 2 } => f.write_str(
                "expected a JWT of three parts separated by dots, found two: the signature, or whatever stood behind the last dot, was not copied",
            ),
            Self::Parts { found } => {
                write!(f, "expected a JWT of three parts separated by dots, found {found} parts")
            }
            Self::Foreign(foreign) => fmt::Display::fmt(foreign, f),
            Self::Several { found } => write!(
                f,
                "found {found} different tokens in this text; this is the first that has the claims of an identity token, or else the first"
            ),
            Self::TooLongForSts { found } => write!(
                f,
                "the token has {found} characters; STS takes at most {LONGEST_FOR_STS} as WebIdentityToken"
            ),
            Self::Long { found } => write!(
                f,
                "the token has {found} bytes, far more than any issuer's identity tokens have"
            ),
            _ => f.write_str(
                "these are the claims of a runner's own token (ACTIONS_ID_TOKEN_REQUEST_TOKEN or ACTIONS_RUNTIME_TOKEN): it asks GitHub for an OIDC token and is none itself; paste the value that GitHub answers",
            ),
        }
    }

    fn fmt_segment(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Base64url { segment, malformed } => write!(f, "{segment}: {malformed}"),
            Self::NotUtf8 { segment, at, bytes } => {
                write!(f, "{segment}: expected UTF-8, found at byte {at}:")?;
                bytes.iter().try_for_each(|byte| write!(f, " {byte:02X}"))
            }
            Self::Json { segment, kind } => write!(f, "{segment}: {kind}"),
            Self::NotAnObject {
                segment: Segment::Payload,
                found,
            } => write!(
                f,
                "payload: expected a JSON object of claims, found {found}: this can be a valid JWS, but it is no JWT"
            ),
            Self::NotAnObject { segment, found } => write!(f, "{segment}: expected a JSON object, found {found}"),
            _ => Ok(()),
        }
    }

    fn fmt_form(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encrypted => f.write_str(
                "this is a JWE: header, encrypted key, initialization vector, ciphertext and authentication tag. Its claims cannot be read without the recipient's key, and STS takes signed tokens (JWS) only",
            ),
            Self::EncryptedJson => f.write_str(
                "this is a JWE in JSON serialization: its claims cannot be read without the recipient's key, and STS takes signed tokens (JWS) in compact serialization only",
            ),
            Self::JsonSerialization { signatures, flattened } => write!(
                f,
                "this is a JWS in {} JSON serialization with {signatures} signature{}; STS takes the compact serialization only: header.payload.signature",
                if *flattened { "flattened" } else { "general" },
                if *signatures == 1 { "" } else { "s" },
            ),
            Self::SelectiveDisclosure { disclosures } => write!(
                f,
                "this is an SD-JWT: a JWT and {disclosures} part{} behind '~'; STS takes a JWT alone",
                if *disclosures == 1 { "" } else { "s" },
            ),
            _ => Ok(()),
        }
    }

    fn fmt_header(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlgMissing => f.write_str("expected the header member alg (RFC 7515 section 4.1.1), found none"),
            Self::AlgType { found } => write!(f, "expected alg to be a string, found {found}"),
            Self::AlgNone { written, signed } => write!(
                f,
                "alg is {}: an unsecured token{}. Anyone can write such a token, and nothing about it is proven",
                visible(written),
                if *signed {
                    ", although something stands where a signature would"
                } else {
                    " without a signature"
                },
            ),
            Self::CritType { found } => write!(f, "expected crit to be an array of strings, found {found}"),
            Self::CritEmpty => f.write_str("crit names no extension; RFC 7515 section 4.1.11 forbids an empty list"),
            Self::CritDuplicate { name } => write!(f, "crit names {} twice", visible(name)),
            Self::CritStandard { name } => write!(
                f,
                "crit names {}, which RFC 7515 itself defines; only extensions may stand there",
                visible(name)
            ),
            Self::CritDangling { name } => {
                write!(f, "crit names {}, but the header has no such member", visible(name))
            }
            Self::Crit { name } if name == "b64" => f.write_str(
                "crit asks every recipient to know b64 (RFC 7797); STS refuses a token with crit, whatever it names",
            ),
            Self::Crit { name } => write!(
                f,
                "crit asks every recipient to know {}; a recipient that does not must refuse the token, and STS refuses any token with crit",
                visible(name)
            ),
            Self::Unencoded { critical } => write!(
                f,
                "b64 is false (RFC 7797): the payload is signed as it stands, not its base64url form, and is not decoded here{}",
                if *critical {
                    ""
                } else {
                    "; crit has to name b64 then, and does not"
                }
            ),
            Self::B64Type { found } => write!(f, "expected b64 to be true or false, found {found}"),
            Self::KeyInHeader {
                name,
                address: Some(address),
            } => write!(
                f,
                "{name} says that the key is at {}; a token cannot vouch for its own key, so nothing is fetched from there",
                visible(address)
            ),
            Self::KeyInHeader { name, address: None } => write!(
                f,
                "{name} holds a key; a token cannot vouch for its own key, so it is not used"
            ),
            Self::KeyElsewhere { name, host, issuer } => write!(
                f,
                "{name} points to {}, another host than the issuer's, {}",
                visible(host),
                visible(issuer)
            ),
            Self::KidType { found } => write!(f, "expected kid to be a string, found {found}"),
            Self::Kid { kid, suspicion } => write!(
                f,
                "kid is {}, which {}; it is only a hint to a key of the set",
                visible(kid),
                match suspicion {
                    Suspicion::Path => "looks like a path",
                    Suspicion::Url => "looks like a URL",
                    Suspicion::Query => "looks like part of a query or a command",
                    Suspicion::Long => "is longer than key ids are",
                }
            ),
            Self::TypType { found } => write!(f, "expected typ to be a string, found {found}"),
            Self::Typ { typ, meaning } => match meaning {
                Some(meaning) => write!(f, "typ is {}: {meaning}, not an identity token", visible(typ)),
                None => write!(f, "expected typ to be JWT, found {}", visible(typ)),
            },
            Self::Nested => f.write_str("cty is JWT: the payload is a token itself (RFC 7519 section 5.2)"),
            _ => Ok(()),
        }
    }

    fn fmt_member(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Milliseconds { claim, raw } => write!(
                f,
                "{claim} is {}, which looks like milliseconds; the unit is seconds",
                visible(raw)
            ),
            Self::TimeInString {
                claim,
                raw,
                whole: true,
            } => write!(
                f,
                "{claim} is the string {}; RFC 7519 wants a number, STS was seen to take it all the same",
                visible(raw)
            ),
            Self::TimeInString {
                claim,
                raw,
                whole: false,
            } => write!(
                f,
                "expected {claim} to be a number of seconds, found the string {}",
                visible(raw)
            ),
            Self::TimeFraction { claim, raw } => write!(
                f,
                "expected {claim} to be a whole number of seconds, found {}; RFC 7519 allows a fraction, STS refuses one",
                visible(raw)
            ),
            Self::TimeType { claim, found } => write!(f, "expected {claim} to be a number of seconds, found {found}"),
            Self::ExpiresBeforeIssued => f.write_str("exp is not later than iat: the token was never valid"),
            Self::BigNumber { member, raw } => write!(
                f,
                "{} is {}, beyond 2^53: tools written in JavaScript show another number",
                visible(member),
                visible(raw)
            ),
            Self::Character { member, found, unusual } => {
                let member = visible(member);
                let code = u32::from(*found);
                match unusual {
                    Unusual::Control => write!(f, "{member} holds the control character U+{code:04X}"),
                    Unusual::Bidirectional => {
                        write!(
                            f,
                            "{member} holds U+{code:04X}, which changes the order in which text is shown"
                        )
                    }
                    Unusual::Invisible => write!(
                        f,
                        "{member} holds U+{code:04X}, which cannot be seen or looks like a space"
                    ),
                    Unusual::LooksLike(plain) => {
                        write!(
                            f,
                            "{member} holds {found} (U+{code:04X}), which looks like {plain} and is not"
                        )
                    }
                    Unusual::NotAscii => write!(f, "{member} holds {found} (U+{code:04X}), which is not ASCII"),
                }
            }
            _ => Ok(()),
        }
    }
}
