//! The errors of `AssumeRoleWithWebIdentity`: code, text and HTTP status, word for word.
//!
//! Texts were captured from real STS on 2026-09-11 unless a variant says otherwise;
//! HTTP statuses are those of the API model, since the captures did not keep them.

use crate::report::{Evidence, StsError};

/// Why STS refuses, with the facts that its text repeats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StsFailure {
    /// Parameters outside of the API's constraints, in the order of the API model.
    /// The frame of the text is reported for `roleSessionName`, inferred for the rest.
    Validation(Vec<Constraint>),
    /// `RoleArn` has an allowed length and is no ARN of a role.
    InvalidRoleArn(String),
    /// `ProviderId` names neither of the two OAuth providers that STS knows.
    UnrecognizedProviderId,
    /// A JWT with `ProviderId` `www.amazon.com`.
    NotLoginWithAmazon,
    /// A JWT with `ProviderId` `graph.facebook.com`: STS asks Facebook, and quotes it.
    FacebookRejected,
    /// Not three segments of JSON, or a `crit` header.
    NotAJwt,
    /// A claim that must be there is not.
    MissingClaim(&'static str),
    /// `aud` is `[]`.
    EmptyAudience,
    /// Several audiences and no `azp`.
    SeveralAudiences,
    /// `sub` is `null`: STS fails on it itself.
    UnknownValidation,
    /// The account has no OIDC provider for `iss`. The text is reported, not captured.
    NoProvider {
        /// `iss` as in the token.
        issuer: String,
    },
    /// A time that is no whole number.
    InvalidTimestamp,
    /// `iat` beyond the tolerance.
    IssuedInFuture {
        /// `iat` as in the token.
        iat: String,
    },
    /// `nbf` beyond the tolerance. STS prints its clock with the tolerance added.
    NotYetValid {
        /// Seconds since the epoch, tolerance added.
        now: i64,
        /// `nbf` as in the token.
        nbf: String,
    },
    /// `exp` beyond the tolerance. STS prints its clock with the tolerance taken off.
    Expired {
        /// Seconds since the epoch, tolerance taken off.
        now: i64,
        /// `exp` as in the token.
        exp: String,
    },
    /// The audience is not registered.
    AudienceNotRegistered,
    /// The chosen key does not verify, or may not be used.
    NotVerified,
    /// No key that STS would use.
    NoKey,
    /// A tag value is not a list of one string.
    TagsFormat,
    /// The roles claim holds no ARN of a role.
    NoValidRoles,
    /// The roles claim names other roles.
    RoleNotListed,
    /// The roles claim is neither a string nor a list.
    RolesFormat,
    /// The trust policy does not allow the call, or there is no such role.
    AccessDenied,
    /// Longer than the role allows. The text is reported, not captured.
    DurationAboveMaximum,
    /// The session policy is no JSON, or no policy. STS's text is not known.
    MalformedSessionPolicy {
        /// What IAM says to such a document.
        iam: String,
    },
}

/// A parameter that breaks a constraint of the API model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constraint {
    /// As the API spells it in errors, e.g. `roleSessionName`.
    pub parameter: &'static str,
    /// The value found.
    pub value: String,
    /// What it must satisfy, in the API's words behind "Member must ".
    pub must: String,
}

impl StsFailure {
    /// The answer, as known by this evidence.
    #[must_use]
    pub fn error(&self, evidence: Evidence) -> StsError {
        let (code, http_status) = self.code();
        let variants = self.variants();
        StsError {
            code: code.to_owned(),
            message: self.message(),
            http_status,
            evidence,
            variants: (!variants.is_empty()).then(|| variants.iter().map(|&variant| variant.to_owned()).collect()),
        }
    }

    fn code(&self) -> (&'static str, u16) {
        match self {
            Self::Validation(_) | Self::InvalidRoleArn(_) | Self::DurationAboveMaximum => ("ValidationError", 400),
            Self::UnrecognizedProviderId | Self::AccessDenied => ("AccessDenied", 403),
            Self::FacebookRejected => ("IDPRejectedClaim", 403),
            Self::UnknownValidation => ("InternalFailure", 500),
            Self::Expired { .. } => ("ExpiredTokenException", 400),
            Self::MalformedSessionPolicy { .. } => ("MalformedPolicyDocument", 400),
            _ => ("InvalidIdentityToken", 400),
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Validation(broken) => validation(broken),
            Self::InvalidRoleArn(arn) => format!("{arn} is invalid"),
            Self::UnrecognizedProviderId => "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID tokens".into(),
            Self::NotLoginWithAmazon => "Provided Token is not a Login With Amazon token".into(),
            Self::FacebookRejected => r#"graph.facebook.com rejected OAuth token with response "Bad signature" and code 190"#.into(),
            Self::NotAJwt => "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)".into(),
            Self::MissingClaim(name) => format!("Missing a required claim: {name}"),
            Self::EmptyAudience => "Claim is not allowed to be empty: aud".into(),
            Self::SeveralAudiences => "Token audience contains more than one audience while authorized party is not present".into(),
            Self::UnknownValidation => "Unknown error validating third-party token".into(),
            Self::NoProvider { issuer } => format!("No OpenIDConnect provider found in your account for {issuer}"),
            Self::InvalidTimestamp => "Invalid timestamp in token claims.".into(),
            Self::IssuedInFuture { iat } => format!("Token issued in the future: {iat}"),
            Self::NotYetValid { now, nbf } => format!("Token not yet valid: current date/time {now} must be after or equal to the not-before date/time {nbf}"),
            Self::Expired { now, exp } => format!("Token expired: current date/time {now} must be before the expiration date/time {exp}"),
            Self::AudienceNotRegistered | Self::NotVerified => {
                "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.".into()
            }
            // Two blanks, as STS writes it.
            Self::NoKey => "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements".into(),
            Self::TagsFormat => "principal_tags passed in claim is not in correct format.".into(),
            Self::NoValidRoles => "The roles claim contains no valid role ARNs".into(),
            Self::RoleNotListed => "The target role ARN is not present in the roles claim of the identity token".into(),
            Self::RolesFormat => "The roles claim is not in a supported format".into(),
            Self::AccessDenied => "Not authorized to perform sts:AssumeRoleWithWebIdentity".into(),
            Self::DurationAboveMaximum => "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.".into(),
            Self::MalformedSessionPolicy { iam } => iam.clone(),
        }
    }

    /// Other wordings for the same cause, newest first, from public issue threads.
    fn variants(&self) -> &'static [&'static str] {
        match self {
            Self::AudienceNotRegistered => &["Incorrect token audience"],
            Self::Expired { .. } => &["Token too old: 441398"],
            Self::InvalidRoleArn(_) => &["Request ARN is invalid"],
            _ => &[],
        }
    }
}

/// The frame that AWS's services share for broken constraints.
fn validation(broken: &[Constraint]) -> String {
    let told: Vec<String> = broken
        .iter()
        .map(|Constraint { parameter, value, must }| {
            format!("Value '{value}' at '{parameter}' failed to satisfy constraint: Member must {must}")
        })
        .collect();
    let plural = if broken.len() == 1 { "" } else { "s" };
    format!(
        "{} validation error{plural} detected: {}",
        broken.len(),
        told.join("; ")
    )
}
