//! Whether IAM would save a document as a trust policy, and what it would answer.
//!
//! Two stages fit everything that was seen: first the grammar, then the values of
//! conditions; a session policy of STS passes only the first. Behind them come the
//! rules for trust policies alone, the gate on shared issuers and the quota. Where
//! IAM's own text is not known, the objection is in our words.

mod actions;
mod gate;
pub(super) mod literals;
mod principals;

use crate::report::{self, Severity};
use crate::text::{json, sort_by_place};

pub use gate::{issuer_in, issuer_of, required_key};

use super::document::Policy;
use super::problem::{Expected, Fault, FaultKind, Gate};

/// Characters, white space not counted, that a trust policy may have (IAM user guide,
/// "IAM and AWS STS quotas").
pub const QUOTA: usize = 2048;

/// The same in an account whose quota was raised as far as it can be.
pub const RAISED_QUOTA: usize = 4096;

/// What can only be judged on the whole policy: values, principals, actions, gate, size.
pub(super) fn judge(policy: &Policy, size: usize) -> Vec<Fault> {
    let mut faults = Vec::new();
    for statement in &policy.statements {
        literals::judge(statement, &mut faults);
        principals::judge(statement, &mut faults);
        actions::judge(statement, &mut faults);
        gate::judge(statement, &mut faults);
    }
    if size > QUOTA {
        let at = policy.at;
        let kind = FaultKind::Size(size);
        faults.push(Fault { at, kind });
    }
    faults
}

/// IAM's objections, in the order in which it is taken to look.
pub(super) fn verdict(faults: &[Fault]) -> report::Saveable {
    let mut refusals: Vec<(Stage, &Fault, Refusal)> = faults
        .iter()
        .filter_map(|fault| refusal(&fault.kind).map(|refusal| (refusal.stage, fault, refusal)))
        .collect();
    sort_by_place(&mut refusals, |(stage, fault, _)| (*stage as usize, fault.at.start));
    let errors: Vec<report::Problem> = refusals
        .into_iter()
        .map(|(_, fault, refusal)| report::Problem {
            severity: refusal.severity,
            message: refusal.text,
            span: Some(fault.at),
        })
        .collect();
    report::Saveable {
        ok: errors.iter().all(|error| error.severity != Severity::Error),
        errors,
    }
}

/// When IAM is taken to look at what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Json,
    Grammar,
    LegacyParsing,
    Elements,
    Principals,
    Actions,
    Issuers,
    Quota,
}

pub(super) struct Refusal {
    pub(super) stage: Stage,
    severity: Severity,
    pub(super) text: String,
}

const INVALID_JSON: &str = "This policy contains invalid Json";
const SYNTAX: &str = "Syntax errors in policy.";
const LEGACY: &str = "The policy failed legacy parsing";
const QUOTA_TEXT: &str = "Cannot exceed quota for ACLSizePerRole: 2048";

/// What IAM answers to a fault; nothing where it does not mind.
pub(super) fn refusal(kind: &FaultKind) -> Option<Refusal> {
    let (stage, text) = match kind {
        FaultKind::Json(json::FaultKind::LoneSurrogate(_)) => return None,
        FaultKind::Json(json) if !json.is_grammatical() => (Stage::Json, INVALID_JSON.to_owned()),
        FaultKind::NoDocument { .. } | FaultKind::OtherLanguage(_) => (Stage::Json, INVALID_JSON.to_owned()),
        // Reported of CreateRole; of other names that are no operator another text is.
        FaultKind::OperatorForm { found, .. } => (Stage::Grammar, format!("Invalid Condition type : {found}")),
        FaultKind::KeyColons { scheme: true, .. } => {
            (Stage::Grammar, "Condition can contain only one colon.".to_owned())
        }
        FaultKind::DuplicateOperator(name) => (Stage::Grammar, format!("Duplicate condition element: {name}")),
        FaultKind::Json(_)
        | FaultKind::UnknownMember { .. }
        | FaultKind::WrongType { .. }
        | FaultKind::Version(_)
        | FaultKind::NoEffect
        | FaultKind::BothOf(..)
        | FaultKind::Operator { .. }
        | FaultKind::OperatorMissing(_)
        | FaultKind::NullIfExists(_)
        | FaultKind::Literal {
            expected: Expected::Base64,
            ..
        } => (Stage::Grammar, SYNTAX.to_owned()),
        FaultKind::Effect { meant: true, .. } | FaultKind::Literal { .. } => (Stage::LegacyParsing, LEGACY.to_owned()),
        FaultKind::TooLarge { .. } | FaultKind::TooMany { .. } => (Stage::Quota, QUOTA_TEXT.to_owned()),
        FaultKind::Gate { .. }
        | FaultKind::Size(_)
        | FaultKind::NotAction
        | FaultKind::KeyColons { scheme: false, .. }
        | FaultKind::Character(_) => return conditional(kind),
        _ => element_refusal(kind)?,
    };
    Some(Refusal {
        stage,
        severity: Severity::Error,
        text,
    })
}

fn element_refusal(kind: &FaultKind) -> Option<(Stage, String)> {
    let of_elements = |text: &str| Some((Stage::Elements, text.to_owned()));
    match kind {
        FaultKind::NoStatement | FaultKind::EmptyStatement => {
            of_elements("Could not parse the policy: Statement is empty!")
        }
        FaultKind::Effect { found, .. } => of_elements(&format!("Invalid effect: {found}")),
        FaultKind::Sid(_) => of_elements("Statement IDs (SID) must be alpha-numeric"),
        FaultKind::DuplicateSid(_) => of_elements("The Statement Ids in the policy are not unique"),
        FaultKind::Prohibited("Resource") => of_elements("Has prohibited field Resource"),
        FaultKind::Prohibited(_) => of_elements("AssumeRole policy must not contain resources."),
        FaultKind::NotPrincipal => of_elements("AssumeRole policy must not contain NotPrincipal field."),
        FaultKind::NoPrincipal => of_elements("Missing required field Principal"),
        FaultKind::EmptyPrincipal => of_elements("Missing required field Principal cannot be empty!"),
        FaultKind::NoAction => of_elements("Missing required field Action"),
        FaultKind::PrincipalText(text) if text == "*" => Some((
            Stage::Principals,
            "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\".".to_owned(),
        )),
        FaultKind::PrincipalText(_) => Some((Stage::Principals, "Principal must be a JSON object.".to_owned())),
        FaultKind::Federated(_) => Some((
            Stage::Principals,
            "Federated principals must be valid domain names or SAML metadata ARNs".to_owned(),
        )),
        FaultKind::Principal { kind, value } => Some((
            Stage::Principals,
            format!(
                "Invalid principal in policy: \"{}\":\"{value}\"",
                kind.to_ascii_uppercase()
            ),
        )),
        FaultKind::ActionVendor(_) => Some((
            Stage::Actions,
            "Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.".to_owned(),
        )),
        FaultKind::NotAnAssumeAction(_) => Some((
            Stage::Actions,
            "AssumeRole policy may only specify STS AssumeRole actions.".to_owned(),
        )),
        FaultKind::CognitoWithoutCondition => Some((
            Stage::Issuers,
            "A condition block must be present for the Cognito provider".to_owned(),
        )),
        _ => None,
    }
}

/// What IAM refuses in some accounts, or perhaps.
fn conditional(kind: &FaultKind) -> Option<Refusal> {
    let (stage, severity, text) = match kind {
        FaultKind::Size(count) => {
            let raised = *count <= RAISED_QUOTA;
            let severity = if raised { Severity::Warning } else { Severity::Error };
            (Stage::Quota, severity, QUOTA_TEXT.to_owned())
        }
        FaultKind::Gate { gate, .. } => {
            let severity = match gate {
                Gate::Open => Severity::Error,
                Gate::Doubtful => Severity::Warning,
            };
            (
                Stage::Issuers,
                severity,
                format!("{kind} (IAM's own text is not known)"),
            )
        }
        FaultKind::Character(_) => (
            Stage::Json,
            Severity::Error,
            format!("{kind} (IAM's own text is not known)"),
        ),
        FaultKind::KeyColons { .. } => (Stage::Grammar, Severity::Warning, kind.to_string()),
        FaultKind::NotAction => (Stage::Actions, Severity::Warning, kind.to_string()),
        _ => return None,
    };
    Some(Refusal { stage, severity, text })
}
