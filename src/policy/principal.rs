//! Whether a statement is meant for the caller, and if not, which part of the
//! provider's ARN differs.

use std::fmt;

use crate::report::{Effect, Match, Span};

use super::document::{PrincipalElement, PrincipalEntry, PrincipalKind, Statement};
use super::pattern::Pattern;
use super::problem::{clip, quoted};
use super::variable::Part;

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal<'a> {
    /// Somebody whom an identity provider vouches for: the ARN of the provider in
    /// IAM, or the host name of one that AWS has built in.
    Federated(&'a str),
    /// A user or role, by ARN.
    Aws(&'a str),
    /// A service, by name.
    Service(&'a str),
}

impl Principal<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Federated(name) | Self::Aws(name) | Self::Service(name) => name,
        }
    }
}

/// Matches the principals of a statement.
pub(super) fn matching(statement: &Statement, caller: &Principal<'_>) -> Match {
    let Some(element) = &statement.principal else {
        return Match {
            matched: false,
            reason: "The statement has no Principal, so it is meant for nobody.".to_owned(),
            span: statement.at,
        };
    };
    let found = element.entries.iter().find(|entry| names(entry, caller));
    let (reason, span) = match found {
        Some(entry) => (named(entry, caller), entry.value.at),
        None => missed(element, caller, statement.effect),
    };
    if element.negated {
        return excluded(element, found, caller);
    }
    Match {
        matched: found.is_some(),
        reason,
        span,
    }
}

/// `NotPrincipal`, which no trust policy can hold, read as everybody else.
fn excluded(element: &PrincipalElement, found: Option<&PrincipalEntry>, caller: &Principal<'_>) -> Match {
    let caller = quoted(caller.name());
    let reason = match found {
        Some(_) => format!("NotPrincipal names {caller}, so the statement is not meant for it."),
        None => format!(
            "NotPrincipal does not name {caller}; IAM saves no trust policy with NotPrincipal, and it is assumed to mean everybody else."
        ),
    };
    Match {
        matched: found.is_none(),
        reason,
        span: found.map_or(element.at, |entry| entry.value.at),
    }
}

fn names(entry: &PrincipalEntry, caller: &Principal<'_>) -> bool {
    let wanted = &entry.value;
    match (entry.kind, caller) {
        (PrincipalKind::Federated, Principal::Federated(name)) => {
            wanted.text == *name || wanted.templated && template(&wanted.text).matches(name)
        }
        (PrincipalKind::Aws | PrincipalKind::Everyone, Principal::Aws(arn)) => is_aws(&wanted.text, arn),
        (PrincipalKind::Everyone, Principal::Service(_)) => true,
        (PrincipalKind::Service, Principal::Service(name)) => wanted.text == *name,
        _ => false,
    }
}

/// `*`, the ARN itself, or its account by number or root ARN.
fn is_aws(wanted: &str, arn: &str) -> bool {
    let account = arn.split(':').nth(4).unwrap_or_default();
    let root = wanted
        .strip_suffix(":root")
        .and_then(|arn| arn.split(':').nth(4))
        .unwrap_or_default();
    wanted == "*" || wanted == arn || (!account.is_empty() && (wanted == account || root == account))
}

/// What a template fills in may become anything.
fn template(text: &str) -> Pattern {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("${") {
        parts.push(Part::Inserted(before));
        parts.push(Part::Written("*"));
        rest = from.split_once('}').map_or("", |(_, behind)| behind);
    }
    parts.push(Part::Inserted(rest));
    Pattern::of(&parts)
}

fn named(entry: &PrincipalEntry, caller: &Principal<'_>) -> String {
    let kind = entry.kind.name();
    let wanted = quoted(&entry.value.text);
    if entry.value.templated {
        let caller = quoted(caller.name());
        return format!("{kind} names {wanted}, which is assumed to become {caller} at deployment.");
    }
    match entry.kind {
        PrincipalKind::Everyone => "Principal names everyone.".to_owned(),
        _ => [kind, " names ", &wanted, "."].concat(),
    }
}

/// Why nobody of the element is the caller, and where the nearest one stands.
fn missed(element: &PrincipalElement, caller: &Principal<'_>, effect: Effect) -> (String, Span) {
    let name = caller.name();
    if let Principal::Federated(_) = caller {
        let nearest = element
            .entries
            .iter()
            .filter(|entry| entry.kind == PrincipalKind::Federated)
            .map(|entry| (differences(&entry.value.text, name), entry))
            .min_by_key(|(differences, _)| differences.len());
        if let Some((differences, entry)) = nearest {
            return (federated_reason(&entry.value.text, name, &differences), entry.value.at);
        }
        if let Some(entry) = everyone(element) {
            return (everyone_reason(entry, effect), entry.value.at);
        }
    }
    let kinds: Vec<&str> = element.entries.iter().map(|entry| entry.kind.name()).collect();
    let found = match kinds.first() {
        None => "nobody that can be read".to_owned(),
        Some(first) if kinds.iter().all(|kind| kind == first) => format!("{first} principals only"),
        Some(_) => "others".to_owned(),
    };
    (
        format!("The caller is {}, and Principal names {found}.", quoted(name)),
        element.at,
    )
}

/// Whether a statement names everyone, by `"*"` or `{"AWS": "*"}`.
pub(super) fn is_everyone(statement: &Statement) -> bool {
    let element = statement.principal.as_ref().filter(|element| !element.negated);
    element.is_some_and(|element| everyone(element).is_some())
}

fn everyone(element: &PrincipalElement) -> Option<&PrincipalEntry> {
    element.entries.iter().find(|entry| match entry.kind {
        PrincipalKind::Everyone => true,
        PrincipalKind::Aws => entry.value.text == "*",
        _ => false,
    })
}

fn everyone_reason(entry: &PrincipalEntry, effect: Effect) -> String {
    let written = match entry.kind {
        PrincipalKind::Aws => "{\"AWS\": \"*\"}",
        _ => "\"*\"",
    };
    match effect {
        Effect::Allow => format!(
            "{written} does not authorise a caller with a web identity; the provider must be named under Federated."
        ),
        Effect::Deny => format!(
            "{written} was seen not to mean a caller with a web identity in an Allow; the same is assumed for this Deny."
        ),
    }
}

/// One part of a provider in which two differ.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Difference {
    Partition { wanted: String, found: String },
    Account { wanted: String, found: String },
    Resource { wanted: String, found: String },
    Scheme,
    TrailingSlash { in_policy: bool },
    LetterCase { wanted: String, found: String },
    Path { wanted: String, found: String },
    Host { wanted: String, found: String },
    NotAnArn,
    Empty,
    NoAccount,
    BareHost { host: String },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Partition { wanted, found } => {
                write!(
                    f,
                    "the partition is {} in the policy and {} in this call",
                    clip(wanted),
                    clip(found)
                )
            }
            Self::Account { wanted, found } => {
                write!(
                    f,
                    "the account is {} in the policy and {} in this call",
                    clip(wanted),
                    clip(found)
                )
            }
            Self::Resource { wanted, found } => {
                write!(
                    f,
                    "the policy names {}/… and this call comes by {}/…",
                    clip(wanted),
                    clip(found)
                )
            }
            Self::Scheme => f.write_str("the policy keeps https:// in the ARN, which provider ARNs leave out"),
            Self::TrailingSlash { in_policy: true } => {
                f.write_str("the policy ends in a slash and the provider of this call does not")
            }
            Self::TrailingSlash { in_policy: false } => {
                f.write_str("the provider of this call ends in a slash and the policy does not")
            }
            Self::LetterCase { wanted, found } => {
                write!(f, "only letter case differs: {} and {}", quoted(wanted), quoted(found))
            }
            Self::Path { wanted, found } if wanted.is_empty() => {
                write!(f, "the policy has no path, and this call has {}", quoted(found))
            }
            Self::Path { wanted, found } if found.is_empty() => {
                write!(f, "the policy has the path {}, and this call has none", quoted(wanted))
            }
            Self::Path { wanted, found } => {
                write!(
                    f,
                    "the path is {} in the policy and {} in this call",
                    quoted(wanted),
                    quoted(found)
                )
            }
            Self::Host { wanted, found } => {
                write!(
                    f,
                    "the host is {} in the policy and {} in this call",
                    quoted(wanted),
                    quoted(found)
                )
            }
            Self::NotAnArn => f.write_str("the policy's value is not the ARN of a provider"),
            Self::Empty => f.write_str("the policy's value is empty"),
            Self::NoAccount => f.write_str("the ARN in the policy has no account"),
            Self::BareHost { host } => write!(
                f,
                "{} is a bare host name, and only Google, Facebook, Amazon and Cognito are named so",
                quoted(host)
            ),
        }
    }
}

fn federated_reason(wanted: &str, caller: &str, differences: &[Difference]) -> String {
    let told: Vec<String> = differences.iter().map(ToString::to_string).collect();
    format!(
        "Federated names {}, and this call comes by {}: {}.",
        quoted(wanted),
        quoted(caller),
        told.join(", and ")
    )
}

fn differences(wanted: &str, caller: &str) -> Vec<Difference> {
    let (Some(wanted_arn), Some(caller_arn)) = (ProviderArn::of(wanted), ProviderArn::of(caller)) else {
        if wanted.starts_with("arn:") && !caller.starts_with("arn:") {
            return hosts(wanted.rsplit('/').next().unwrap_or_default(), caller);
        }
        if wanted.trim().is_empty() {
            return vec![Difference::Empty];
        }
        if wanted.contains(':') {
            return vec![Difference::NotAnArn];
        }
        if caller.starts_with("arn:") {
            let host = wanted.to_owned();
            return vec![Difference::BareHost { host }];
        }
        return hosts(wanted, caller);
    };
    let mut differences = Vec::new();
    let pair = |wanted: &str, found: &str| (wanted.to_owned(), found.to_owned());
    if wanted_arn.partition != caller_arn.partition {
        let (wanted, found) = pair(wanted_arn.partition, caller_arn.partition);
        differences.push(Difference::Partition { wanted, found });
    }
    if wanted_arn.account.is_empty() && !caller_arn.account.is_empty() {
        differences.push(Difference::NoAccount);
    } else if wanted_arn.account != caller_arn.account {
        let (wanted, found) = pair(wanted_arn.account, caller_arn.account);
        differences.push(Difference::Account { wanted, found });
    }
    if wanted_arn.kind != caller_arn.kind {
        let (wanted, found) = pair(wanted_arn.kind, caller_arn.kind);
        differences.push(Difference::Resource { wanted, found });
    }
    if wanted_arn.url != caller_arn.url {
        differences.extend(hosts(wanted_arn.url, caller_arn.url));
    }
    if differences.is_empty() {
        differences.push(Difference::NotAnArn);
    }
    differences
}

/// How two issuers without their scheme differ.
fn hosts(wanted: &str, found: &str) -> Vec<Difference> {
    let bare = wanted.strip_prefix("https://").unwrap_or(wanted);
    let mut differences = Vec::from_iter((bare != wanted).then_some(Difference::Scheme));
    if bare == found {
        return differences;
    }
    let (wanted, found) = (bare, found);
    let in_policy = wanted.ends_with('/');
    let trimmed = |text: &str| text.trim_end_matches('/').to_owned();
    let (wanted_host, wanted_path) = split_path(wanted);
    let (found_host, found_path) = split_path(found);
    let own = |text: &str| text.to_owned();
    differences.push(if trimmed(wanted) == trimmed(found) {
        Difference::TrailingSlash { in_policy }
    } else if wanted.eq_ignore_ascii_case(found) {
        let (wanted, found) = (own(wanted), own(found));
        Difference::LetterCase { wanted, found }
    } else if wanted_host == found_host {
        let (wanted, found) = (own(wanted_path), own(found_path));
        Difference::Path { wanted, found }
    } else {
        let (wanted, found) = (own(wanted_host), own(found_host));
        Difference::Host { wanted, found }
    });
    differences
}

fn split_path(url: &str) -> (&str, &str) {
    url.split_at_checked(url.find('/').unwrap_or(url.len()))
        .unwrap_or((url, ""))
}

struct ProviderArn<'a> {
    partition: &'a str,
    account: &'a str,
    kind: &'a str,
    url: &'a str,
}

impl<'a> ProviderArn<'a> {
    fn of(arn: &'a str) -> Option<Self> {
        let mut parts = arn.splitn(6, ':');
        let mut next = || parts.next();
        if next()? != "arn" {
            return None;
        }
        let partition = next()?;
        let service = next()?;
        let (_, account) = (next()?, next()?);
        let (kind, url) = next()?.split_once('/')?;
        (service == "iam").then_some(Self {
            partition,
            account,
            kind,
            url,
        })
    }
}
