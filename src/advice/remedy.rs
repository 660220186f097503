//! What to do about a check that failed before the trust policy is read, and all of its wording.

use std::fmt;

use crate::report::FixKind;

/// What to do about a check that failed: an imperative that follows the check's own sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// There is no token at all.
    PermitIdToken,
    /// What was sent is no JWT.
    SendIdToken,
    /// The token is encrypted.
    SendSigned,
    /// Nobody signed it, or in a way that STS does not verify.
    SignOtherwise {
        /// `alg` of the header.
        alg: String,
    },
    /// The header has something that STS refuses.
    LeaveOut {
        /// What.
        what: &'static str,
    },
    /// `RoleSessionName` is not of the form that the API wants.
    NameSession,
    /// `DurationSeconds` is outside of what any role may have.
    ShortenCall,
    /// The role is not named by an ARN of a role.
    WriteRoleArn,
    /// GitLab gives an audience only where the job asks for it.
    AskByIdTokens,
    /// A claim is missing.
    AddClaim {
        /// The claim.
        claim: &'static str,
    },
    /// Several audiences.
    AskForOneAudience,
    /// The account has no provider.
    GiveClientId {
        /// The audience of the token.
        audience: String,
    },
    /// The provider is in another account than the role.
    CreateProviderIn {
        /// That of the role.
        account: String,
    },
    /// The token is too old.
    AskLater,
    /// The issuer's clock is ahead.
    SetClock,
    /// A time is not a whole number.
    WriteWholeSeconds,
    /// `azp` counts, and the provider does not know it.
    RegisterParty,
    /// The provider does not know the audience.
    AskForAudience {
        /// One that it knows.
        registered: String,
        /// By what setting.
        by: Setting,
    },
    /// The workflow asks for an audience of its own, and the action's default is registered.
    RemoveAudienceInput {
        /// That default.
        registered: String,
    },
    /// The provider lacks the audience that AWS's tools ask for, or has no client id at all.
    RegisterAudience {
        /// That of the token.
        audience: String,
    },
    /// What was given as keys holds none.
    ServeKeys {
        /// Where the issuer publishes them.
        from: String,
    },
    /// The key that signed the token is none of those given.
    CompareKeys {
        /// Where the issuer publishes them, where known.
        with: Option<String>,
    },
    /// The key would do without one of its members.
    PublishKeyWithout {
        /// The member.
        member: &'static str,
    },
    /// The key has no `kid`.
    PublishKeyWithId,
    /// The signature is not of that key over that text.
    PasteAsIssued,
    /// A session tag is a bare text.
    WriteTagAsList,
    /// The roles claim does not name the role.
    ListRole,
    /// The session is to last longer than the role allows.
    ShortenSession {
        /// What the role allows, in seconds.
        maximum: i64,
    },
}

/// The setting that chooses the audience of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// `audience:` of aws-actions/configure-aws-credentials, or of the request to the runner.
    Action,
    /// `audience:` of a projected service account token.
    ServiceAccount,
    /// Whatever the issuer has for it.
    Unknown,
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PermitIdToken => f.write_str(
                "Give the job the permission id-token: write; a run for a pull request from a fork gets no token.",
            ),
            Self::SendIdToken => f.write_str("Send the ID token of the run, not an access token."),
            Self::SendSigned => f.write_str("Ask the issuer for a token that is signed and not encrypted."),
            Self::SignOtherwise { alg } if alg == "none" => f.write_str("Send a token that its issuer has signed."),
            Self::SignOtherwise { .. } => {
                f.write_str("Have the issuer sign with RS256, RS384, RS512, ES256, ES384 or ES512.")
            }
            Self::LeaveOut { what } => write!(f, "Have the issuer leave {what} out."),
            Self::NameSession => f.write_str("Set role-session-name to 2 to 64 letters, digits and _+=,.@- only."),
            Self::ShortenCall => {
                f.write_str("Set role-duration-seconds to 900 or more, and to no more than the role allows.")
            }
            Self::WriteRoleArn => f.write_str("Write arn:aws:iam::ACCOUNT:role/NAME."),
            Self::AskByIdTokens => f.write_str("Get it by id_tokens: in the job, with aud: sts.amazonaws.com."),
            Self::AddClaim { claim } => write!(f, "Have the issuer add {claim}."),
            Self::AskForOneAudience => f.write_str("Ask for a token with one audience."),
            Self::GiveClientId { audience } => write!(f, "Give it the client id {audience}."),
            Self::CreateProviderIn { account } => {
                write!(
                    f,
                    "Create the provider in {account} as well, and name that one in the trust policy."
                )
            }
            Self::AskLater => f.write_str("Ask for a token right before you use it."),
            Self::SetClock => f.write_str("Set the clock of the machine that issues the token."),
            Self::WriteWholeSeconds => f.write_str("Have the issuer write whole seconds since 1970."),
            Self::RegisterParty => {
                f.write_str("Register azp as a client id of the provider, or have the issuer leave it out.")
            }
            Self::AskForAudience { registered, by } => match by {
                Setting::Action => write!(f, "Ask for audience {registered} (the audience input of the action)."),
                Setting::ServiceAccount => {
                    write!(
                        f,
                        "Mount a token with audience {registered} (a projected service account token)."
                    )
                }
                Setting::Unknown => write!(f, "Ask for a token with audience {registered}, or register this one."),
            },
            Self::RemoveAudienceInput { registered } => write!(
                f,
                "Remove the audience input of the action, which then asks for {registered}."
            ),
            Self::RegisterAudience { audience } => write!(f, "Register {audience} as a client id of the provider."),
            Self::ServeKeys { from } => write!(f, "AWS has to get the keys from {from}."),
            Self::CompareKeys { with: Some(url) } => write!(f, "Compare with {url}, or ask for a new token."),
            Self::CompareKeys { with: None } => {
                f.write_str("Compare with the issuer's keys of today, or ask for a new token.")
            }
            Self::PublishKeyWithout { member } => write!(f, "Publish the key without {member}."),
            Self::PublishKeyWithId => f.write_str("Publish the key with a kid, and write it into the header."),
            Self::PasteAsIssued => f.write_str("Paste the token as it was issued."),
            Self::WriteTagAsList => {
                f.write_str("Write each value of principal_tags as a list of one: {\"team\": [\"platform\"]}.")
            }
            Self::ListRole => f.write_str("Ask the issuer to list this role, or call for one that it lists."),
            Self::ShortenSession { maximum } => {
                write!(f, "Ask for {maximum} or less, or raise MaxSessionDuration of the role.")
            }
        }
    }
}

impl Remedy {
    /// What it changes.
    #[must_use]
    pub fn kind(&self) -> FixKind {
        match self {
            Self::PermitIdToken
            | Self::AskByIdTokens
            | Self::AskForOneAudience
            | Self::AskLater
            | Self::AskForAudience { .. }
            | Self::RemoveAudienceInput { .. } => FixKind::Caller,
            Self::NameSession | Self::ShortenCall | Self::WriteRoleArn | Self::ShortenSession { .. } => {
                FixKind::Request
            }
            Self::GiveClientId { .. }
            | Self::CreateProviderIn { .. }
            | Self::RegisterParty
            | Self::RegisterAudience { .. } => FixKind::Provider,
            Self::SendIdToken
            | Self::SendSigned
            | Self::SignOtherwise { .. }
            | Self::LeaveOut { .. }
            | Self::AddClaim { .. }
            | Self::SetClock
            | Self::WriteWholeSeconds
            | Self::ServeKeys { .. }
            | Self::CompareKeys { .. }
            | Self::PublishKeyWithout { .. }
            | Self::PublishKeyWithId
            | Self::PasteAsIssued
            | Self::WriteTagAsList
            | Self::ListRole => FixKind::Token,
        }
    }
}

/// A provider that is registered for another issuer than the token's, told whole: the
/// two addresses are long, and people look for the difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherIssuer {
    /// As registered, without `https://`.
    pub registered: String,
    /// `iss` without `https://`.
    pub issuer: String,
    /// How they differ.
    pub how: Difference,
}

/// How two issuers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// One of them ends with a slash.
    Slash {
        /// The registered one.
        registered: bool,
    },
    /// In the case of letters.
    Case,
    /// The registered one is the host that GitHub used at first.
    Former,
    /// The token's issuer has a path behind the registered one.
    Path,
    /// Altogether.
    Other,
}

impl fmt::Display for OtherIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            registered,
            issuer,
            how,
        } = self;
        match how {
            Difference::Slash { registered: true } => {
                f.write_str("The provider is registered with a slash at the end, which the token's iss does not have.")
            }
            Difference::Slash { registered: false } => {
                f.write_str("The provider is registered without the slash that ends the token's iss.")
            }
            Difference::Case => write!(
                f,
                "The provider is registered as {registered}, in other letters than the token's iss."
            ),
            Difference::Former => write!(
                f,
                "The provider is for {registered}, which GitHub no longer issues tokens as."
            ),
            Difference::Path => write!(
                f,
                "The provider is for {registered} alone, and the token's iss has a path behind it."
            ),
            Difference::Other => write!(
                f,
                "The provider is for {registered}, and the token is from another issuer."
            ),
        }?;
        write!(f, " Create one for https://{issuer}, and name it in the trust policy.")
    }
}
