//! The gate on shared issuers: an Allow for an issuer whose tokens anybody can get
//! must test who it is (IAM user guide, "Identity-provider controls for shared OIDC
//! providers"). Existing policies keep working until they are edited.

use crate::policy::document::{Condition, PrincipalKind, Statement};
use crate::policy::operator::{Operator, Quantifier, Test};
use crate::policy::pattern;
use crate::policy::problem::{Fault, FaultKind, Gate};
use crate::report::{Effect, Span};

/// Issuers, without `https://`, and the key that IAM requires a condition on; a key
/// without a colon is one of the issuer's own.
const SHARED: [(&str, &str); 16] = [
    ("token.actions.githubusercontent.com", "sub"),
    ("vstoken.actions.githubusercontent.com", "sub"),
    ("oidc-configuration.audit-log.githubusercontent.com", "sub"),
    ("gitlab.com", "sub"),
    ("agent.buildkite.com", "sub"),
    ("app.terraform.io", "sub"),
    ("oidc.codefresh.io", "sub"),
    ("studio.datachain.ai/api", "sub"),
    ("scalr.io", "sub"),
    ("tokens.cloud.shisho.dev", "sub"),
    ("proidc.upbound.io", "sub"),
    ("api.pulumi.com/oidc", "aud"),
    ("sandboxes.cloud", "aud"),
    ("oidc.vercel.com", "aud"),
    ("cognito-identity.amazonaws.com", "aud"),
    (
        "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
        "sts:RoleSessionName",
    ),
];

/// The key that IAM requires a condition on for an issuer, without `https://`, that many
/// customers share; without a colon it is one of the issuer's own.
#[must_use]
pub fn required_key(issuer: &str) -> Option<&'static str> {
    SHARED.iter().find(|(shared, _)| *shared == issuer).map(|(_, key)| *key)
}

const GITHUB: &str = "token.actions.githubusercontent.com";
const COGNITO: &str = "cognito-identity.amazonaws.com";

pub(super) fn judge(statement: &Statement, faults: &mut Vec<Fault>) {
    let principals = statement.principal.as_ref().filter(|element| !element.negated);
    let entries = principals.map_or(&[][..], |element| &element.entries);
    let federated = || entries.iter().filter(|entry| entry.kind == PrincipalKind::Federated);
    for (issuer, claim) in SHARED {
        // The same provider named a hundred times is one fault.
        let Some(entry) = federated().find(|entry| issuer_of(&entry.value.text) == issuer) else {
            continue;
        };
        if issuer == COGNITO && statement.condition_at.is_none() {
            let at = statement.at;
            let kind = FaultKind::CognitoWithoutCondition;
            faults.push(Fault { at, kind });
        } else if statement.effect == Effect::Allow {
            faults.extend(gate_of(statement, issuer, claim, entry.value.at));
        }
    }
}

/// The issuer in the ARN of a provider, `arn:aws:iam::111122223333:oidc-provider/ISSUER`; the
/// account may still be a template's.
#[must_use]
pub fn issuer_in(arn: &str) -> Option<&str> {
    let mut colons = arn.match_indices(':');
    colons.find_map(|(at, _)| arn.get(at + 1..)?.strip_prefix("oidc-provider/"))
}

/// The same, and of an issuer that AWS has built in its name.
#[must_use]
pub fn issuer_of(provider: &str) -> &str {
    issuer_in(provider).unwrap_or(provider)
}

fn gate_of(statement: &Statement, issuer: &'static str, claim: &str, at: Span) -> Option<Fault> {
    let full = |claim: &str| {
        if claim.contains(':') {
            claim.to_owned()
        } else {
            [issuer, ":", claim].concat()
        }
    };
    let key = full(claim);
    // One report has it that this key satisfies the gate on GitHub too.
    let by_workflow = || issuer == GITHUB && restriction(statement, &full("job_workflow_ref")) != Restriction::None;
    let gate = match restriction(statement, &key) {
        Restriction::Tested => return None,
        Restriction::None if !by_workflow() => Gate::Open,
        Restriction::None | Restriction::Doubtful => Gate::Doubtful,
    };
    let at = statement.condition_at.unwrap_or(at);
    let kind = FaultKind::Gate { issuer, key, gate };
    Some(Fault { at, kind })
}

/// How a statement restricts a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Restriction {
    None,
    /// In a way of which nobody has said whether it counts.
    Doubtful,
    Tested,
}

fn restriction(statement: &Statement, key: &str) -> Restriction {
    statement
        .conditions
        .iter()
        .filter(|condition| !condition.shadowed && condition.key.text.eq_ignore_ascii_case(key))
        .map(restriction_of)
        .max()
        .unwrap_or(Restriction::None)
}

fn restriction_of(condition: &Condition) -> Restriction {
    let Some(operator) = condition.operator.operator else {
        return Restriction::None;
    };
    let says_something = |text: &str| !pattern::is_only_wildcards(text);
    if operator.test == Test::Null || !condition.values.iter().all(|value| says_something(&value.text)) {
        return Restriction::None;
    }
    match operator {
        Operator {
            test: Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike,
            negated: false,
            if_exists: false,
            quantifier: None | Some(Quantifier::ForAnyValue),
        } if !condition.values.is_empty() => Restriction::Tested,
        _ => Restriction::Doubtful,
    }
}
