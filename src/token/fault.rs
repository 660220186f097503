//! What can be wrong or odd with a token itself, and how it is said.

mod wording;

use super::foreign::Foreign;
use crate::report::{Severity, Span};
use crate::text::Unusual;
use crate::text::base64url::Malformed;
use crate::text::json;

/// Something wrong or odd with a token, and where in the pasted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What it is.
    pub kind: TokenFault,
    /// Where; absent where it has no place, or the token was decoded from other text.
    pub span: Option<Span>,
}

/// A part of a token: those of a JWS in compact serialization (RFC 7515 section 3.1), or
/// the claims where they stand alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
    /// A bare claims object.
    Claims,
}

/// What makes a `kid` suspicious. It is a hint to a key, never a path or a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    /// It holds `../` or starts with a slash.
    Path,
    /// It is a URL.
    Url,
    /// It holds quotes, semicolons or the like, as injections do.
    Query,
    /// It is longer than any key id in use.
    Long,
}

/// What can be wrong or odd with a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFault {
    /// More than is read at all.
    TooLarge {
        /// Bytes pasted.
        bytes: usize,
    },
    /// Nothing that was recognised, and not three parts.
    Parts {
        /// Parts separated by dots.
        found: usize,
    },
    /// Something that is no JWT, recognised by name.
    Foreign(Foreign),
    /// More than one token in the text; one was taken.
    Several {
        /// Different tokens found.
        found: usize,
    },
    /// A segment that is not base64url as JOSE wants it.
    Base64url {
        /// Which.
        segment: Segment,
        /// Why.
        malformed: Malformed,
    },
    /// A segment whose bytes are no UTF-8.
    NotUtf8 {
        /// Which.
        segment: Segment,
        /// Offset of the first bad byte, from 0.
        at: usize,
        /// The bad byte and up to seven bytes behind it.
        bytes: Vec<u8>,
    },
    /// A segment, or a bare claims object, that is not JSON as RFC 8259 has it.
    Json {
        /// Which.
        segment: Segment,
        /// Why.
        kind: json::FaultKind,
    },
    /// A segment that is JSON, but no object.
    NotAnObject {
        /// Which.
        segment: Segment,
        /// What it is, with an article.
        found: &'static str,
    },
    /// A JWE in compact serialization.
    Encrypted,
    /// A JWE in JSON serialization.
    EncryptedJson,
    /// A JWS in JSON serialization.
    JsonSerialization {
        /// Signatures in it.
        signatures: usize,
        /// Flattened (RFC 7515 section 7.2.2) or general (7.2.1).
        flattened: bool,
    },
    /// An SD-JWT.
    SelectiveDisclosure {
        /// Disclosures behind it.
        disclosures: usize,
    },
    /// No `alg`.
    AlgMissing,
    /// An `alg` that is no string.
    AlgType {
        /// What it is, with an article.
        found: &'static str,
    },
    /// `alg` is `none`, in whatever case.
    AlgNone {
        /// As written.
        written: String,
        /// Whether there is a signature all the same.
        signed: bool,
    },
    /// `crit` that is no array of strings.
    CritType {
        /// What it is, with an article.
        found: &'static str,
    },
    /// `crit` without a name in it.
    CritEmpty,
    /// `crit` naming something twice.
    CritDuplicate {
        /// What it names.
        name: String,
    },
    /// `crit` naming a parameter that RFC 7515 itself defines.
    CritStandard {
        /// What it names.
        name: String,
    },
    /// `crit` naming a parameter that the header does not have.
    CritDangling {
        /// What it names.
        name: String,
    },
    /// `crit` naming an extension.
    Crit {
        /// What it names.
        name: String,
    },
    /// `b64` is `false` (RFC 7797): the payload is signed as it stands.
    Unencoded {
        /// Whether `crit` names `b64`, as it then must.
        critical: bool,
    },
    /// `b64` that is no boolean.
    B64Type {
        /// What it is, with an article.
        found: &'static str,
    },
    /// A key, or the address of one, in the header.
    KeyInHeader {
        /// `jwk`, `jku`, `x5u` or `x5c`.
        name: &'static str,
        /// The address, for `jku` and `x5u`.
        address: Option<String>,
    },
    /// The address of a key on another host than the issuer's.
    KeyElsewhere {
        /// `jku` or `x5u`.
        name: &'static str,
        /// Its host.
        host: String,
        /// The issuer's host.
        issuer: String,
    },
    /// A `kid` that is no string.
    KidType {
        /// What it is, with an article.
        found: &'static str,
    },
    /// A `kid` that looks like an attack.
    Kid {
        /// As written.
        kid: String,
        /// What it looks like.
        suspicion: Suspicion,
    },
    /// A `typ` that is no string.
    TypType {
        /// What it is, with an article.
        found: &'static str,
    },
    /// A `typ` other than `JWT`.
    Typ {
        /// As written.
        typ: String,
        /// What tokens of this type are for, where that is known.
        meaning: Option<&'static str>,
    },
    /// `cty` is `JWT`: the payload is a token itself.
    Nested,
    /// A time that is too large for seconds.
    Milliseconds {
        /// Which claim.
        claim: String,
        /// As written.
        raw: String,
    },
    /// A time that is a string.
    TimeInString {
        /// Which claim.
        claim: String,
        /// As written.
        raw: String,
        /// Whether it holds a whole number.
        whole: bool,
    },
    /// A time that is no whole number.
    TimeFraction {
        /// Which claim.
        claim: String,
        /// As written.
        raw: String,
    },
    /// A time that is neither number nor string.
    TimeType {
        /// Which claim.
        claim: String,
        /// What it is, with an article.
        found: &'static str,
    },
    /// `exp` is not later than `iat`.
    ExpiresBeforeIssued,
    /// A number that JavaScript cannot hold exactly.
    BigNumber {
        /// Which member.
        member: String,
        /// As written.
        raw: String,
    },
    /// A character that deceives the eye.
    Character {
        /// Which member.
        member: String,
        /// The character.
        found: char,
        /// Why.
        unusual: Unusual,
    },
    /// The token with which a runner asks for OIDC tokens, not an OIDC token.
    RunnerToken,
    /// Longer than STS takes.
    TooLongForSts {
        /// Characters.
        found: usize,
    },
    /// Longer than any issuer's tokens.
    Long {
        /// Bytes.
        found: usize,
    },
}

/// Characters that STS takes as `WebIdentityToken` (API reference of
/// `AssumeRoleWithWebIdentity`: 4 to 20000).
pub const LONGEST_FOR_STS: usize = 20_000;

impl TokenFault {
    /// How bad: errors make the token unusable, warnings may bite, the rest is good to know.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Json { kind, .. } if kind.is_grammatical() => Severity::Warning,
            Self::TooLarge { .. }
            | Self::Parts { .. }
            | Self::Foreign(_)
            | Self::Base64url { .. }
            | Self::NotUtf8 { .. }
            | Self::Json { .. }
            | Self::NotAnObject { .. }
            | Self::Encrypted
            | Self::EncryptedJson
            | Self::JsonSerialization { .. }
            | Self::SelectiveDisclosure { .. }
            | Self::AlgMissing
            | Self::AlgType { .. }
            | Self::AlgNone { .. }
            | Self::CritType { .. }
            | Self::CritEmpty
            | Self::CritDuplicate { .. }
            | Self::CritStandard { .. }
            | Self::CritDangling { .. }
            | Self::Crit { .. }
            | Self::RunnerToken
            | Self::TooLongForSts { .. } => Severity::Error,
            Self::Character { unusual, .. } if *unusual == Unusual::NotAscii => Severity::Info,
            Self::Several { .. }
            | Self::Unencoded { .. }
            | Self::B64Type { .. }
            | Self::KeyElsewhere { .. }
            | Self::KidType { .. }
            | Self::Kid { .. }
            | Self::TypType { .. }
            | Self::Typ { .. }
            | Self::Nested
            | Self::Milliseconds { .. }
            | Self::TimeFraction { .. }
            | Self::TimeType { .. }
            | Self::TimeInString { whole: false, .. }
            | Self::ExpiresBeforeIssued
            | Self::Character { .. } => Severity::Warning,
            Self::KeyInHeader { .. } | Self::TimeInString { .. } | Self::BigNumber { .. } | Self::Long { .. } => {
                Severity::Info
            }
        }
    }
}
