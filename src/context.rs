//! The condition keys of one call: what a trust policy can see of it.
//!
//! Sources: IAM user guide, "IAM and AWS STS condition context keys" and "AWS global
//! condition context keys"; AWS service authorization reference for STS; what is marked
//! observed was seen on real STS on 2026-09-11. A claim that AWS does not show is not
//! here, so that a condition on it finds nothing, as it does on AWS.

use std::borrow::Cow;
use std::fmt;

use crate::attempt::ContextValue;
use crate::issuers::{Issuer, Kind, google};
use crate::policy;
use crate::report::{ConditionReading, ContextEntry, Evidence};
use crate::text::json;
use crate::text::names::ByName;
use crate::token::aws_claims::{self, SessionTags};
use crate::token::{Part, time};

/// What the condition keys of a call come from.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The claims of the token, where it has any that can be read.
    pub claims: Option<&'a Part>,
    /// The issuer of the token, where it names one.
    pub issuer: Option<&'a Issuer>,
    /// The effective audience: `azp` if there is one, or else `aud`. Absent where the
    /// token has none that could be used.
    pub audience: Option<&'a str>,
    /// ARN of the account's OIDC provider; absent for an issuer that AWS has built in.
    pub provider_arn: Option<&'a str>,
    /// `RoleSessionName`.
    pub role_session_name: &'a str,
    /// Whether the person gave it; else it is assumed.
    pub role_session_name_is_given: bool,
    /// Tags of the role, where they are known.
    pub role_tags: Option<&'a ByName<String>>,
    /// Session tags of the token.
    pub tags: &'a SessionTags,
    /// Source identity of the token.
    pub source_identity: Option<&'a str>,
    /// Whether the token's roles claim names the role.
    pub authorized_by_idp: bool,
    /// Seconds since the epoch at which STS sees the call.
    pub now: i64,
    /// Keys and values that are said to be part of the call.
    pub given: &'a ByName<ContextValue>,
}

/// The condition keys of one call.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallContext {
    /// Every key once, in an order that puts the token's own first. One of a claim that AWS
    /// is assumed not to show has no value.
    pub entries: Vec<ContextEntry>,
    /// The tags of the role are known.
    role_tags_known: bool,
}

/// Keys that AWS documents for requests of any kind (IAM user guide, "AWS global
/// condition context keys"), which this call has or may have, and of which nothing that is
/// pasted tells the value. One that ends in `/` stands for all that begin so.
const GLOBAL: [(&str, Presence); 21] = [
    ("aws:FederatedProvider", Presence::Unknown),
    ("aws:PrincipalIsAWSService", Presence::Unknown),
    ("aws:PrincipalOrgID", Presence::Unknown),
    ("aws:PrincipalOrgPaths", Presence::Unknown),
    ("aws:Referer", Presence::Possible),
    ("aws:RequestedRegion", Presence::Certain),
    ("aws:ResourceAccount", Presence::Unknown),
    ("aws:ResourceOrgID", Presence::Unknown),
    ("aws:ResourceOrgPaths", Presence::Unknown),
    (TAGS_OF_ROLE[0], Presence::Possible),
    (TAGS_OF_ROLE[1], Presence::Possible),
    ("aws:SourceIp", Presence::Usual),
    ("aws:SourceVpc", Presence::Possible),
    ("aws:SourceVpcArn", Presence::Possible),
    ("aws:SourceVpce", Presence::Possible),
    ("aws:UserAgent", Presence::Certain),
    ("aws:ViaAWSService", Presence::Unknown),
    ("aws:VpcSourceIp", Presence::Possible),
    ("aws:VpceAccount", Presence::Possible),
    ("aws:VpceOrgID", Presence::Possible),
    ("aws:VpceOrgPaths", Presence::Possible),
];

/// Under these a policy sees the tags of the role.
const TAGS_OF_ROLE: [&str; 2] = ["aws:ResourceTag/", "iam:ResourceTag/"];

/// Global keys that this call has from the token, the role or the clock, as far as it has them.
const OF_THIS_CALL: [&str; 8] = [
    "aws:CurrentTime",
    "aws:EpochTime",
    "aws:PrincipalAccount",
    "aws:PrincipalType",
    "aws:SecureTransport",
    "aws:TagKeys",
    "aws:userid",
    "aws:RequestTag/",
];

/// Global keys of callers with credentials of AWS, and of AWS services that call for
/// somebody: this call is not signed, and no service makes it (IAM user guide, "AWS global
/// condition context keys"; that there is no `aws:PrincipalArn` was observed).
const OF_OTHER_CALLERS: [&str; 20] = [
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:ChatbotSourceArn",
    "aws:Ec2InstanceSourcePrivateIPv4",
    "aws:Ec2InstanceSourceVpc",
    "aws:MultiFactorAuthAge",
    "aws:MultiFactorAuthPresent",
    "aws:PrincipalArn",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "aws:PrincipalTag/",
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceIdentity",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "aws:TokenIssueTime",
    "aws:username",
    "aws:AssumedRoot",
];

/// Keys that start with `sts:` and are of this call (AWS service authorization reference for
/// STS).
const OF_STS: [&str; 4] = [
    "sts:RoleAuthorizedByIdp",
    "sts:RoleSessionName",
    "sts:SourceIdentity",
    "sts:TransitiveTagKeys",
];

/// Whether a key is one of these, whatever its letter case.
fn is_among<'k>(key: &str, mut keys: impl Iterator<Item = &'k str>) -> bool {
    keys.any(|known| is_named(key, known))
}

/// Whether a key has that name, or is one of that family.
fn is_named(key: &str, known: &str) -> bool {
    let start = if known.ends_with('/') {
        key.get(..known.len()).unwrap_or(key)
    } else {
        key
    };
    start.eq_ignore_ascii_case(known)
}

/// Whether AWS has such a key for other calls alone, or none at all that starts so: it is
/// never part of a call like this one. Keys of issuers are not judged here.
#[must_use]
pub fn is_of_other_calls(key: &str) -> bool {
    let Some((prefix, _)) = key.split_once(':') else {
        return true;
    };
    match prefix.to_ascii_lowercase().as_str() {
        "aws" => is_among(key, OF_OTHER_CALLERS.into_iter()),
        "sts" => !is_among(key, OF_STS.into_iter()),
        "iam" => !is_among(key, TAGS_OF_ROLE.into_iter()),
        prefix => !prefix.contains('.'),
    }
}

/// The key that is documented for this call and of which a name is a slip; none where it is
/// documented itself.
#[must_use]
pub fn meant_key(key: &str) -> Option<&'static str> {
    let of_calls = GLOBAL.into_iter().map(|(known, _)| known);
    let known = || of_calls.clone().chain(OF_THIS_CALL).chain(OF_STS);
    if key.len() > LONGEST_KEY || is_among(key, known()) || is_among(key, OF_OTHER_CALLERS.into_iter()) {
        return None;
    }
    policy::nearest(key, known().filter(|known| !known.ends_with('/')), 3)
}

/// Names that are longer are no slip of a key's.
const LONGEST_KEY: usize = 64;

/// Whether a real call has a key of which nothing that is pasted tells the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Every call has it.
    Certain,
    /// Every call has it that does not come through a VPC endpoint.
    Usual,
    /// A call may have it.
    Possible,
    /// Nobody has said.
    Unknown,
}

impl Presence {
    /// That of a key of which nothing that is pasted tells the value; none where this call is
    /// known not to have it.
    #[must_use]
    pub fn of(key: &str) -> Option<Self> {
        let known = GLOBAL.iter().find(|(known, _)| is_named(key, known));
        known.map(|(_, presence)| *presence)
    }

    /// The key of a condition, where its value is not given though the call may have it.
    #[must_use]
    pub fn of_unsaid(condition: &ConditionReading) -> Option<(&str, Self)> {
        let presence = Self::of(&condition.key).filter(|_| condition.is_unsaid())?;
        Some((condition.key.as_str(), presence))
    }
}

impl fmt::Display for Presence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Certain => "every real call has it",
            Self::Usual => "every real call has it, save through a VPC endpoint",
            Self::Possible => "a real call may have it",
            Self::Unknown => "nobody has said whether such a call has it",
        })
    }
}

/// The source of keys that are said to be part of the call.
const GIVEN: &str = "given";

/// The condition keys of a call.
#[must_use]
pub fn build(inputs: &Inputs<'_>) -> CallContext {
    let mut context = CallContext {
        role_tags_known: inputs.role_tags.is_some(),
        ..CallContext::default()
    };
    context.audiences(inputs);
    context.issuer_claims(inputs);
    context.session(inputs);
    context.principal(inputs);
    context.role(inputs);
    context.request(inputs);
    context.given(inputs);
    context
}

impl CallContext {
    /// The keys as the policy language takes them.
    #[must_use]
    pub fn conditions(&self) -> policy::Context<'_> {
        let entries = self.entries.iter().map(|entry| policy::Entry {
            key: entry.key.as_str().into(),
            values: entry.values.as_slice().into(),
            multivalued: entry.multivalued,
            // What is given is said to be so.
            doubtful: entry.evidence == Evidence::Unsettled && entry.source != GIVEN,
        });
        let unsaid = GLOBAL
            .into_iter()
            .filter(|(key, _)| !self.role_tags_known || !TAGS_OF_ROLE.contains(key));
        let unsaid = unsaid.map(|(key, presence)| policy::Unsaid {
            key,
            certain: presence == Presence::Certain,
        });
        entries.collect::<policy::Context<'_>>().with_unsaid(unsaid.collect())
    }

    /// The keys that the call has, and those that are given, without a value too.
    #[must_use]
    pub fn shown(self) -> Vec<ContextEntry> {
        let mut entries = self.entries;
        entries.retain(|entry| !entry.values.is_empty() || entry.source == GIVEN);
        entries
    }

    /// The entry of a key, whatever its letter case.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&ContextEntry> {
        self.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// `aud` is the effective audience, `oaud` what the token itself says.
    fn audiences(&mut self, inputs: &Inputs<'_>) {
        let (Some(claims), Some(issuer)) = (inputs.claims, inputs.issuer) else {
            return;
        };
        if let (Some(key), Some(evidence), Some(audience)) =
            (issuer.condition_key("aud"), issuer.key_evidence("aud"), inputs.audience)
        {
            let source = if claims.get("azp").is_some() {
                "claim azp"
            } else {
                "claim aud"
            };
            self.one(key, audience, source, evidence);
        }
        if let (Some(key), Some(evidence)) = (issuer.condition_key("oaud"), issuer.key_evidence("oaud")) {
            self.several(key, strings(claims, "aud"), "claim aud", evidence);
        }
    }

    /// The other claims that AWS shows under the issuer's name.
    fn issuer_claims(&mut self, inputs: &Inputs<'_>) {
        let (Some(claims), Some(issuer)) = (inputs.claims, inputs.issuer) else {
            return;
        };
        for (name, evidence) in issuer.condition_claims() {
            let Some(key) = issuer.condition_key(name) else {
                continue;
            };
            match name {
                "aud" | "oaud" => {}
                "amr" => self.several(key, strings(claims, "amr"), "claim amr", evidence),
                _ => self.claim(key, claims, name, evidence),
            }
        }
        if issuer.kind() == Kind::Google {
            self.organization_number(claims, issuer);
        }
    }

    /// A claim that is to be one string. What AWS makes of another type nobody has seen.
    fn claim(&mut self, key: String, claims: &Part, name: &str, evidence: Evidence) {
        let Some(value) = claims.get(name) else { return };
        let assumed = |what: &str| format!("claim {name} ({}; assumed {what})", value.kind.name());
        match &value.kind {
            json::Kind::String(text) => self.one(key, text, ["claim ", name].concat(), evidence),
            json::Kind::Number => self.one(
                key,
                claims.raw(value),
                assumed("to be shown as its digits"),
                Evidence::Unsettled,
            ),
            json::Kind::Bool(_) => self.one(
                key,
                claims.raw(value),
                assumed("to be shown as its word"),
                Evidence::Unsettled,
            ),
            _ => self.push(
                key,
                Vec::new(),
                false,
                assumed("not to be shown").into(),
                Evidence::Unsettled,
            ),
        }
    }

    /// Of Google's claim `google` AWS shows one member.
    fn organization_number(&mut self, claims: &Part, issuer: &Issuer) {
        let number = claims
            .get("google")
            .and_then(|google| google.get("organization_number"));
        let Some(number) = number else { return };
        let value = number.as_str().unwrap_or_else(|| claims.raw(number));
        let key = format!("{}:{}", issuer.url_part(), google::ORGANIZATION_NUMBER);
        self.one(key, value, "claim google.organization_number", Evidence::Unsettled);
    }

    /// What the session will be.
    fn session(&mut self, inputs: &Inputs<'_>) {
        let source = if inputs.role_session_name_is_given {
            "request roleSessionName"
        } else {
            "assumed roleSessionName"
        };
        self.one(
            "sts:RoleSessionName".into(),
            inputs.role_session_name,
            source,
            Evidence::Observed,
        );
        // Observed to be there, as false, where the token has no roles claim.
        let authorized = if inputs.authorized_by_idp { "true" } else { "false" };
        let present = inputs
            .claims
            .is_some_and(|claims| aws_claims::roles(claims) != aws_claims::RolesClaim::Absent);
        let source = if present {
            "claim https://aws.amazon.com/roles"
        } else {
            "no claim https://aws.amazon.com/roles"
        };
        self.one("sts:RoleAuthorizedByIdp".into(), authorized, source, Evidence::Observed);
        if let Some(identity) = inputs.source_identity {
            let source = "claim https://aws.amazon.com/source_identity";
            self.one("sts:SourceIdentity".into(), identity, source, Evidence::Documented);
        }
        self.session_tags(inputs.tags);
    }

    fn session_tags(&mut self, tags: &SessionTags) {
        const SOURCE: &str = "claim https://aws.amazon.com/tags";
        for (key, value) in &tags.tags {
            self.one(format!("aws:RequestTag/{key}"), value, SOURCE, Evidence::Documented);
        }
        let keys = tags.tags.iter().map(|(key, _)| key.clone()).collect();
        self.several("aws:TagKeys".into(), keys, SOURCE, Evidence::Documented);
        let transitive = tags.transitive.clone();
        self.several("sts:TransitiveTagKeys".into(), transitive, SOURCE, Evidence::Documented);
    }

    /// Who is taken to call: the provider. There is no `aws:PrincipalArn`.
    fn principal(&mut self, inputs: &Inputs<'_>) {
        let Some(arn) = inputs.provider_arn else { return };
        if let Some(account) = arn.split(':').nth(4).filter(|account| !account.is_empty()) {
            self.one("aws:PrincipalAccount".into(), account, "provider", Evidence::Observed);
        }
        self.one("aws:PrincipalType".into(), "User", "provider", Evidence::Observed);
        self.one("aws:userid".into(), arn, "provider", Evidence::Observed);
    }

    /// The tags of the role that is to be assumed.
    fn role(&mut self, inputs: &Inputs<'_>) {
        for (key, value) in inputs.role_tags.into_iter().flat_map(ByName::iter) {
            for family in ["aws:ResourceTag", "iam:ResourceTag"] {
                self.one(format!("{family}/{key}"), value, "role tag", Evidence::Documented);
            }
        }
    }

    /// What is so of every call.
    fn request(&mut self, inputs: &Inputs<'_>) {
        if let Some(now) = time::iso(inputs.now) {
            self.one("aws:CurrentTime".into(), &now, "clock", Evidence::Documented);
        }
        self.one(
            "aws:EpochTime".into(),
            &inputs.now.to_string(),
            "clock",
            Evidence::Documented,
        );
        // STS answers over HTTPS only.
        self.one("aws:SecureTransport".into(), "true", "request", Evidence::Inferred);
    }

    /// What is said of the call overrides what the token would give. Of keys that differ in
    /// letter case alone the last counts.
    fn given(&mut self, inputs: &Inputs<'_>) {
        let name = str::to_ascii_lowercase;
        let last: ByName<&str> = inputs.given.iter().map(|(key, _)| (name(key), key)).collect();
        let counts = |key: &str| last.get(&name(key)) == Some(&key);
        let known: ByName<Evidence> = self
            .entries
            .iter()
            .map(|known| (name(&known.key), known.evidence))
            .collect();
        let entries: Vec<ContextEntry> = inputs
            .given
            .iter()
            .filter(|(key, _)| counts(key))
            .map(|(key, value)| {
                let (values, multivalued) = match value {
                    ContextValue::Single(value) => (vec![value.clone()], false),
                    ContextValue::Multi(values) => (values.clone(), true),
                };
                ContextEntry {
                    key: key.to_owned(),
                    values,
                    multivalued,
                    source: GIVEN.into(),
                    evidence: known
                        .get(&name(key))
                        .copied()
                        .unwrap_or_else(|| of_given(key, inputs.issuer)),
                }
            })
            .collect();
        self.entries.retain(|known| last.get(&name(&known.key)).is_none());
        self.entries.extend(entries);
    }

    fn one(&mut self, key: String, value: &str, source: impl Into<Cow<'static, str>>, evidence: Evidence) {
        self.push(key, vec![value.to_owned()], false, source.into(), evidence);
    }

    /// A multivalued key; one without values is no part of the call.
    fn several(&mut self, key: String, values: Vec<String>, source: &'static str, evidence: Evidence) {
        if !values.is_empty() {
            self.push(key, values, true, source.into(), evidence);
        }
    }

    fn push(
        &mut self,
        key: String,
        values: Vec<String>,
        multivalued: bool,
        source: Cow<'static, str>,
        evidence: Evidence,
    ) {
        self.entries.push(ContextEntry {
            key,
            values,
            multivalued,
            source,
            evidence,
        });
    }
}

/// How it is known that a key can be part of a call like this one, which does not have it
/// by itself.
fn of_given(key: &str, issuer: Option<&Issuer>) -> Evidence {
    let global = Presence::of(key).is_some_and(|presence| presence != Presence::Unknown);
    let of_issuer = issuer.and_then(|issuer| {
        let mut claims = issuer.condition_claims();
        claims.find_map(|(name, evidence)| {
            let known = issuer.condition_key(name)?;
            known.eq_ignore_ascii_case(key).then_some(evidence)
        })
    });
    match of_issuer {
        Some(evidence) => evidence,
        None if global => Evidence::Documented,
        None => Evidence::Unsettled,
    }
}

/// The string of a claim, or the strings of its array.
fn strings(claims: &Part, name: &str) -> Vec<String> {
    let Some(value) = claims.get(name) else {
        return Vec::new();
    };
    let single = std::slice::from_ref(value);
    let values = value.as_array().unwrap_or(single);
    values
        .iter()
        .filter_map(json::Value::as_str)
        .map(str::to_owned)
        .collect()
}
