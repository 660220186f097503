//! A statement that is meant for somebody else than the provider of this token.

use crate::issuers;
use crate::policy::distance;
use crate::policy::document::{PrincipalEntry, PrincipalKind, Statement};
use crate::report::StatementReading;

use super::caller::Caller;
use super::words::{capital, clip, quoted};

/// What GitHub's common issuer is called in the ARN of its provider.
const COMMON: &str = "token.actions.githubusercontent.com";

/// Why a statement does not mean this call, and what to change other than the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Untrusted {
    /// The whole of it, with what to do.
    pub(super) sentence: String,
    /// What to do without a change of the policy: an imperative.
    pub(super) first: Option<String>,
}

impl Untrusted {
    fn first(sentence: &str, first: String) -> Self {
        Self {
            sentence: format!("{sentence} {first}."),
            first: Some(first),
        }
    }

    fn only(sentence: String) -> Self {
        Self { sentence, first: None }
    }
}

/// The statement is meant for another principal, or for none.
pub(super) fn untrusted(
    who: &str,
    reading: &StatementReading,
    written: Option<&Statement>,
    provider: Option<&str>,
    caller: Caller<'_>,
) -> Untrusted {
    let who = capital(who);
    let provider = provider.unwrap_or("the provider of this token's issuer");
    let Some(statement) = written.filter(|statement| statement.principal.is_some()) else {
        return without_principal(&who, reading, written, provider);
    };
    let entries = statement.principal.iter().flat_map(|element| &element.entries);
    let mut entries = entries.filter(|entry| !is_everyone(entry));
    let nearest = entries
        .clone()
        .find(|entry| entry.value.at == reading.principal.span)
        .or_else(|| entries.next());
    match nearest {
        Some(entry) if entry.kind == PrincipalKind::Federated => federated(&who, entry, reading, provider, caller),
        Some(entry) if entry.kind == PrincipalKind::Aws => of_account(&who, entry, caller),
        Some(entry) if entry.kind == PrincipalKind::Service => Untrusted::first(
            &format!(
                "{who} trusts the service {}, and no web identity.",
                clip(&entry.value.text)
            ),
            "Use the role that is meant for this job".into(),
        ),
        _ => somebody_else(&who, reading, provider),
    }
}

fn is_everyone(entry: &PrincipalEntry) -> bool {
    entry.kind == PrincipalKind::Everyone || entry.kind == PrincipalKind::Aws && entry.value.text == "*"
}

/// A permissions policy, or a trust policy that lacks its principal.
fn without_principal(who: &str, reading: &StatementReading, written: Option<&Statement>, provider: &str) -> Untrusted {
    let actions = written.and_then(|statement| statement.action.as_ref());
    let action = actions.and_then(|element| element.patterns.first());
    match action.filter(|action| !action.text.starts_with("sts:") && !reading.action.matched) {
        Some(action) => Untrusted::only(format!(
            "{who} has no Principal and allows {}: this is a permissions policy, not the role's trust policy. Paste the trust policy, AssumeRolePolicyDocument in the answer of aws iam get-role.",
            clip(&action.text)
        )),
        None => Untrusted::only(format!(
            "{who} has no Principal, so it is meant for nobody. Name {provider} under Federated in Principal."
        )),
    }
}

/// A role, a user or an account: whoever gets in has credentials of AWS already.
fn of_account(who: &str, entry: &PrincipalEntry, caller: Caller<'_>) -> Untrusted {
    let arn = &entry.value.text;
    let Some((_, name)) = arn.split_once(":role/") else {
        let first = "Use a role that trusts the provider of this token, and assume this one with its credentials";
        return Untrusted::first(
            &format!("{who} trusts {}, and no web identity.", clip(arn)),
            first.into(),
        );
    };
    let name = clip(name);
    let how = if caller.is_github() {
        " in a second step of the action, with role-chaining: true"
    } else {
        " by sts:AssumeRole, with the credentials of the first"
    };
    Untrusted::first(
        &format!("{who} trusts another role, {}, and no web identity.", clip(arn)),
        format!("Assume {name} with the token first, and then this role{how}"),
    )
}

fn federated(
    who: &str,
    entry: &PrincipalEntry,
    reading: &StatementReading,
    provider: &str,
    caller: Caller<'_>,
) -> Untrusted {
    let wanted = &entry.value.text;
    if wanted.trim().is_empty() {
        return Untrusted::only(format!(
            "{who} names nobody: Federated is empty, so no provider ARN was filled in. Name {provider} there."
        ));
    }
    if let Some(slug) = enterprise_of(wanted).filter(|_| caller.key_prefix() == Some(COMMON)) {
        return Untrusted::first(
            &format!(
                "{who} trusts the issuer of the enterprise {slug}, and the token is from GitHub's common issuer: the enterprise does not use its own.",
                slug = clip(slug)
            ),
            format!(
                "Set include_enterprise_slug to true in the OIDC settings of {}",
                clip(slug)
            ),
        );
    }
    if wanted.contains(":saml-provider/") {
        return Untrusted::first(
            &format!(
                "{who} trusts the SAML provider {}, and no web identity.",
                quoted(wanted)
            ),
            "Use a role that trusts the provider of this token".into(),
        );
    }
    let issuer = wanted.split_once(":oidc-provider/").map(|(_, url)| url);
    let host = |url: &str| url.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let other = issuer
        .zip(caller.key_prefix())
        .filter(|(wanted, own)| !is_same_host(&host(wanted), &host(own)));
    if other.is_some() {
        let difference = difference(reading);
        let name = issuer.map(|url| issuers::recognise(url).name()).unwrap_or_default();
        let known = if name == "OpenID Connect issuer" {
            "that issuer".to_owned()
        } else {
            name.to_owned()
        };
        return Untrusted {
            sentence: format!(
                "{who} trusts somebody else: {difference} Use a role that trusts this token's provider, or send a token of {known}."
            ),
            first: Some("Use a role that trusts this token's provider".into()),
        };
    }
    somebody_else(who, reading, provider)
}

/// The same host, misspelt, or one that the same product had before.
fn is_same_host(wanted: &str, own: &str) -> bool {
    const MOST: usize = 253;
    let former = own == COMMON && wanted == "vstoken.actions.githubusercontent.com";
    former || wanted.len() <= MOST && own.len() <= MOST && distance(wanted, own) <= 3
}

/// The slug, in the ARN of the provider for the issuer of one enterprise.
fn enterprise_of(arn: &str) -> Option<&str> {
    let (_, url) = arn.split_once(":oidc-provider/")?;
    let slug = url.strip_prefix(COMMON)?.strip_prefix('/')?;
    (!slug.is_empty() && !slug.contains('/')).then_some(slug)
}

/// One provider written badly.
fn somebody_else(who: &str, reading: &StatementReading, provider: &str) -> Untrusted {
    let difference = difference(reading);
    Untrusted::only(format!(
        "{who} trusts somebody else: {difference} Name {provider} in Principal, or send another token."
    ))
}

/// What differs, of a reason that begins with both ARNs.
fn difference(reading: &StatementReading) -> String {
    let reason = &reading.principal.reason;
    let difference = reason
        .rsplit_once("\": ")
        .map_or(reason.as_str(), |(_, difference)| difference);
    match difference.strip_prefix("The ") {
        Some(rest) => format!("the {rest}"),
        None => difference.to_owned(),
    }
}
