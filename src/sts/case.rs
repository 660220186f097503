//! What the checks look at: the attempt, what was read from it, and what its blanks are taken to be.

use super::arn::{ProviderArn, RoleArn};
use super::roles_claim;
use crate::attempt::{Attempt, ProviderInput, Request};
use crate::context::{self, CallContext};
use crate::issuers::{self, Issuer};
use crate::policy;
use crate::text::json::{Kind, Value};
use crate::text::names::ByName;
use crate::token::aws_claims::{self, SessionTags};
use crate::token::{Part, Token};

/// The role session name that `aws-actions/configure-aws-credentials` sends by default.
pub(super) const DEFAULT_SESSION_NAME: &str = "GitHubActions";

/// Seconds, where the call does not say `DurationSeconds` and where a role has no other maximum.
pub(super) const DEFAULT_DURATION: i64 = 3600;

/// An account for examples, where nothing that was pasted names one.
const ANY_ACCOUNT: &str = "111122223333";

/// A value, and whether the person gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given<T> {
    /// The person gave it.
    Given(T),
    /// It was left out, and this is taken for it.
    Assumed(T),
}

impl<T> Given<T> {
    /// The value, wherever it comes from.
    pub fn value(&self) -> &T {
        match self {
            Self::Given(value) | Self::Assumed(value) => value,
        }
    }

    /// Whether the person gave it.
    pub fn is_given(&self) -> bool {
        matches!(self, Self::Given(_))
    }
}

/// One attempt as the checks see it.
#[derive(Debug)]
pub struct Case<'a> {
    /// As it was asked.
    pub attempt: &'a Attempt,
    /// Seconds since the epoch at which STS sees the call.
    pub now: i64,
    /// The token as it was read.
    pub token: &'a Token,
    /// Who issued it, where `iss` is a string.
    pub issuer: Option<Issuer>,
    /// What STS looks for in the role's account: the ARN of the OIDC provider for this
    /// issuer, or the host name of an issuer that AWS has built in.
    pub provider: Option<String>,
    /// The role. Where an ARN was given that is none, the one that is assumed instead.
    pub role: Given<RoleArn>,
    /// Tags of the role, as given, or else as the pasted answer of IAM has them; absent where
    /// nothing tells of them.
    pub role_tags: Option<ByName<String>>,
    /// Seconds that a session of the role may last at most.
    pub max_session_duration: i64,
    /// `RoleSessionName`.
    pub session_name: Given<String>,
    /// `DurationSeconds`.
    pub duration: i64,
    /// Session tags of the token, where they are well-formed.
    pub tags: SessionTags,
    /// Source identity of the token, where it is well-formed.
    pub source_identity: Option<String>,
}

impl<'a> Case<'a> {
    /// Fills the blanks of an attempt.
    #[must_use]
    pub fn new(attempt: &'a Attempt, now: i64, token: &'a Token, policy: &policy::Document) -> Self {
        let read_role = policy.role();
        let given_role = attempt.role.as_ref();
        let role_arn = given_role
            .and_then(|role| role.arn.as_deref())
            .or_else(|| read_role.and_then(|role| role.arn.as_deref()));
        let role = role_arn.and_then(|arn| RoleArn::parse(arn.trim())).map(Given::Given);
        let max_session_duration = given_role
            .and_then(|role| role.max_session_duration)
            .map(whole_seconds)
            .or_else(|| read_role.and_then(|role| role.max_session_duration));
        let request = attempt.request.as_ref();
        let issuer = token.claims.as_ref().and_then(|claims| claims.get("iss"));
        let issuer = issuer.and_then(Value::as_str).map(issuers::recognise);
        let role = role.unwrap_or_else(|| Given::Assumed(assumed_role(attempt, policy)));
        Self {
            attempt,
            now,
            token,
            provider: issuer.as_ref().map(|issuer| provider(issuer, role.value())),
            issuer,
            role,
            role_tags: match given_role.and_then(|role| role.tags.clone()) {
                Some(tags) => Some(tags),
                None => read_role.map(|role| role.tags.iter().cloned().collect()),
            },
            max_session_duration: max_session_duration.unwrap_or(DEFAULT_DURATION),
            session_name: match request.and_then(|request| request.role_session_name.clone()) {
                Some(name) => Given::Given(name),
                None => Given::Assumed(DEFAULT_SESSION_NAME.to_owned()),
            },
            duration: request
                .and_then(|request| request.duration_seconds)
                .map_or(DEFAULT_DURATION, whole_seconds),
            tags: token
                .claims
                .as_ref()
                .and_then(|claims| aws_claims::session_tags(claims).ok())
                .unwrap_or_default(),
            source_identity: token
                .claims
                .as_ref()
                .and_then(|claims| aws_claims::source_identity(claims).ok().flatten()),
        }
    }

    /// The claims, where they could be read at all.
    #[must_use]
    pub fn claims(&self) -> Option<&'a Part> {
        self.token.claims.as_ref()
    }

    /// A claim; of several of that name the last, as STS was seen to take it.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&'a Value> {
        self.claims()?.get(name)
    }

    /// A claim as it was written.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        let claims = self.claims()?;
        Some(claims.raw(claims.get(name)?))
    }

    /// `sub` as STS keeps it: the string, or the digits of a number.
    #[must_use]
    pub fn subject(&self) -> Option<&'a str> {
        let value = self.claim("sub")?;
        match value.kind {
            Kind::Number => self.raw("sub"),
            _ => value.as_str(),
        }
    }

    /// The effective audience: `azp` where it is a string, else the one value of `aud`.
    #[must_use]
    pub fn audience(&self) -> Option<&'a str> {
        if let Some(azp) = self.claim("azp").and_then(Value::as_str) {
            return Some(azp);
        }
        let aud = self.claim("aud")?;
        match aud.as_array() {
            Some([only]) => only.as_str(),
            Some(_) => None,
            None => aud.as_str(),
        }
    }

    /// Parameters of the call, where any were given.
    #[must_use]
    pub fn request(&self) -> Option<&'a Request> {
        self.attempt.request.as_ref()
    }

    /// The condition keys of this call.
    #[must_use]
    pub fn context(&self) -> CallContext {
        context::build(&context::Inputs {
            claims: self.claims(),
            issuer: self.issuer.as_ref(),
            audience: self.audience(),
            provider_arn: self
                .provider
                .as_deref()
                .filter(|provider| ProviderArn::parse(provider).is_some()),
            role_session_name: self.session_name.value(),
            role_session_name_is_given: self.session_name.is_given(),
            role_tags: self.role_tags.as_ref(),
            tags: &self.tags,
            source_identity: self.source_identity.as_deref(),
            authorized_by_idp: roles_claim::authorizes(self),
            now: self.now,
            given: &self.attempt.context,
        })
    }
}

fn provider(issuer: &Issuer, role: &RoleArn) -> String {
    if issuer.is_built_in() {
        issuer.url_part().to_owned()
    } else {
        role.provider(issuer.url_part()).to_string()
    }
}

/// The role of the contract's default: account and partition of the provider that
/// was given or that the trust policy names, and the name `role`.
fn assumed_role(attempt: &Attempt, policy: &policy::Document) -> RoleArn {
    let given = match &attempt.provider {
        ProviderInput::Registered(provider) => provider.arn.as_deref().and_then(ProviderArn::parse),
        ProviderInput::Assumed | ProviderInput::None => None,
    };
    let provider = given.or_else(|| policy.federated_principals().find_map(ProviderArn::parse));
    let (partition, account) = match provider {
        Some(provider) => (provider.partition, provider.account),
        None => ("aws".to_owned(), ANY_ACCOUNT.to_owned()),
    };
    RoleArn {
        partition,
        account,
        path: "/".to_owned(),
        name: "role".to_owned(),
    }
}

/// A duration as a whole number. What is none ends far outside of every limit, and
/// is refused there.
#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, which is what is wanted of an absurd duration"
)]
fn whole_seconds(seconds: f64) -> i64 {
    seconds as i64
}
