//! What goes in: one call of `sts:AssumeRoleWithWebIdentity`, and the account that it meets.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::text::names::ByName;

/// One call of `sts:AssumeRoleWithWebIdentity`, and the account that it meets.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Attempt {
    /// `WebIdentityToken` as pasted, with whatever was copied around it, or a bare
    /// claims object, whose signature is then assumed good.
    pub token: String,
    /// JWK Set, one JWK or a PEM public key. Blank or absent: the signature is assumed good.
    pub jwks: Option<String>,
    /// Trust policy document, or the answer of `aws iam get-role`. Blank or absent: trust is assumed.
    pub trust_policy: Option<String>,
    /// The account's IAM OIDC provider.
    pub provider: ProviderInput,
    /// The role that is to be assumed.
    pub role: Option<Role>,
    /// Parameters of the call beside the token and the role.
    pub request: Option<Request>,
    /// Further condition keys and their values. Overrides what the token would give.
    #[serde(deserialize_with = "null_as_none")]
    pub context: ByName<ContextValue>,
    /// Seconds since the epoch at which STS sees the call.
    pub now: Option<f64>,
}

/// `null` is as good as nothing.
fn null_as_none<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// What is said about the account's OIDC provider.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum ProviderInput {
    /// Nothing: it is assumed registered for the token's issuer and effective audience.
    #[default]
    Assumed,
    /// The account has none.
    None,
    /// This one.
    Registered(Provider),
}

impl<'de> Deserialize<'de> for ProviderInput {
    /// Absent is [`ProviderInput::Assumed`] (by the default of the field), `null` is
    /// [`ProviderInput::None`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<Provider>::deserialize(deserializer)? {
            Some(provider) => Self::Registered(provider),
            None => Self::None,
        })
    }
}

/// As `aws iam get-open-id-connect-provider` answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provider {
    /// ARN of the provider.
    pub arn: Option<String>,
    /// Issuer, with or without `https://`.
    pub url: String,
    /// Registered audiences.
    pub client_id_list: Option<Vec<String>>,
    /// SHA-1 thumbprints of certificates, 40 hexadecimal digits each.
    pub thumbprint_list: Option<Vec<String>>,
}

/// The role that is to be assumed.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Absent: account of the provider ARN in the trust policy, role name `role`.
    pub arn: Option<String>,
    /// Seconds, 3600 to 43200. Default 3600.
    pub max_session_duration: Option<f64>,
    /// Tags of the role.
    pub tags: Option<ByName<String>>,
}

/// Parameters of the call beside the token and the role.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Request {
    /// `RoleSessionName`.
    pub role_session_name: Option<String>,
    /// `DurationSeconds`, 900 to 43200. Default 3600.
    pub duration_seconds: Option<f64>,
    /// `ProviderId`.
    pub provider_id: Option<String>,
    /// Session policy document.
    pub policy: Option<String>,
    /// ARNs of managed policies.
    pub policy_arns: Option<Vec<String>>,
}

/// One value, or several: an array makes the key multivalued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContextValue {
    /// A single-valued key.
    Single(String),
    /// A multivalued key, whatever the number of its values.
    Multi(Vec<String>),
}

/// By hand: what `serde` derives for an untagged enum keeps a copy of any kind of value, which is 1.4 KB
/// of the compressed module.
impl<'de> Deserialize<'de> for ContextValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrSeveral)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = ContextValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or an array of strings")
    }

    fn visit_str<E>(self, value: &str) -> Result<ContextValue, E> {
        Ok(ContextValue::Single(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<ContextValue, E> {
        Ok(ContextValue::Single(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<ContextValue, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = sequence.next_element()? {
            values.push(value);
        }
        Ok(ContextValue::Multi(values))
    }
}
