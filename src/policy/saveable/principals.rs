//! Forms that principals of a trust policy must have. Whether a user or role exists
//! cannot be known here, and IAM asks that too.

use crate::policy::document::{PrincipalEntry, PrincipalKind, Statement};
use crate::policy::problem::{Fault, FaultKind};

pub(super) fn judge(statement: &Statement, faults: &mut Vec<Fault>) {
    let Some(element) = &statement.principal else {
        return;
    };
    for entry in &element.entries {
        if !entry.value.templated && !is_well_formed(entry) {
            let value = entry.value.text.clone();
            let kind = match entry.kind {
                PrincipalKind::Federated => FaultKind::Federated(value),
                kind => FaultKind::Principal {
                    kind: kind.name(),
                    value,
                },
            };
            faults.push(Fault {
                at: entry.value.at,
                kind,
            });
        }
    }
}

fn is_well_formed(entry: &PrincipalEntry) -> bool {
    let text = &entry.value.text;
    match entry.kind {
        PrincipalKind::Federated => is_provider_arn(text) || is_domain_name(text),
        PrincipalKind::Aws => text == "*" || is_account(text) || is_iam_arn(text),
        PrincipalKind::Service => is_service(text),
        // `"*"` is refused by its own text; of canonical users nothing is known.
        PrincipalKind::Everyone | PrincipalKind::CanonicalUser => true,
    }
}

/// `arn:PARTITION:iam::ACCOUNT:oidc-provider/…` or `…:saml-provider/…`.
fn is_provider_arn(text: &str) -> bool {
    iam_resource(text).is_some_and(|resource| {
        ["oidc-provider/", "saml-provider/"]
            .iter()
            .any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()))
    })
}

/// An IAM ARN without wildcards: of an account's root, a user or a role.
fn is_iam_arn(text: &str) -> bool {
    let is_named = |resource: &str| {
        ["user/", "role/"]
            .iter()
            .any(|kind| resource.strip_prefix(kind).is_some_and(|name| !name.is_empty()))
    };
    iam_resource(text).is_some_and(|resource| resource == "root" || is_named(resource))
}

fn iam_resource(arn: &str) -> Option<&str> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let (account, resource) = rest.strip_prefix("iam::")?.split_once(':')?;
    let is_plain = partition.starts_with("aws") && is_account(account) && !resource.contains(['*', '?', ' ']);
    is_plain.then_some(resource)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_service(text: &str) -> bool {
    let suffix = [".amazonaws.com", ".amazonaws.com.cn"]
        .iter()
        .find_map(|suffix| text.strip_suffix(suffix));
    suffix.is_some_and(|_| is_domain_name(text))
}

/// Labels of letters, digits and hyphens with dots between them (RFC 1123 section 2.1).
fn is_domain_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 253 && text.contains('.') && text.split('.').all(is_label)
}
