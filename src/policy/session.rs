//! A session policy: the `Policy` parameter of the call.
//!
//! STS was seen to look at its JSON and its grammar alone: `BinaryEquals` with a value that
//! is no base64 is refused, while values that are no number, moment, address or ARN pass,
//! which IAM would not save (`AssumeRole`, 2026-09-11). That the rest of what IAM's grammar
//! refuses is refused as well is inferred.

use crate::report::Evidence;
use crate::text::{Source, json, sort_by_place};

use super::parse::{self, Keep};
use super::places::Places;
use super::problem::{Expected, Fault, FaultKind};
use super::saveable::{Stage, literals, refusal};

/// Why STS does not take, or may not take, a session policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// What IAM says to such a document; STS's own text is not known.
    pub iam: String,
    /// What was expected and what was found.
    pub fault: String,
    /// How it is known. [`Evidence::Unsettled`]: STS may well take it.
    pub evidence: Evidence,
}

/// The first thing in a session policy that STS does not take; where there is none, the
/// first that it may not take.
#[must_use]
pub fn objection(text: &str) -> Option<Objection> {
    let mut faults = faults(text);
    sort_by_place(&mut faults, |fault| (fault.at.start, fault.at.end));
    let mut objections: Vec<(Stage, Objection)> = faults.iter().filter_map(of).collect();
    let is_doubtful = |objection: &Objection| objection.evidence == Evidence::Unsettled;
    sort_by_place(&mut objections, |(stage, objection)| {
        (usize::from(is_doubtful(objection)), *stage as usize)
    });
    objections.into_iter().next().map(|(_, objection)| objection)
}

fn faults(text: &str) -> Vec<Fault> {
    let read = json::read(text);
    let source = Source::new(text);
    let places = Places {
        pasted: &source,
        decoded: None,
    };
    let in_json = read.faults.iter().map(|fault| Fault {
        at: places.span(&fault.at),
        kind: FaultKind::Json(fault.kind.clone()),
    });
    let mut faults: Vec<Fault> = in_json.collect();
    if let Some(root) = &read.root {
        let (policy, of_grammar) = parse::policy(root, &places, false, Keep::Last);
        faults.extend(of_grammar);
        for statement in policy.iter().flat_map(|policy| &policy.statements) {
            literals::judge(statement, &mut faults);
        }
    }
    faults
}

fn of(fault: &Fault) -> Option<(Stage, Objection)> {
    let refusal = refusal(&fault.kind)?;
    let evidence = match (refusal.stage, &fault.kind) {
        (
            _,
            FaultKind::Json(json::FaultKind::DuplicateMember { .. })
            | FaultKind::DuplicateOperator(_)
            | FaultKind::OperatorForm { .. }
            | FaultKind::KeyColons { .. }
            | FaultKind::Effect { .. }
            | FaultKind::Sid(_)
            | FaultKind::DuplicateSid(_)
            | FaultKind::NoStatement
            | FaultKind::EmptyStatement
            | FaultKind::NoAction,
        ) => Evidence::Unsettled,
        (Stage::Json, _) => Evidence::Documented,
        (
            Stage::Grammar,
            FaultKind::Literal {
                expected: Expected::Base64,
                ..
            },
        ) => Evidence::Observed,
        (Stage::Grammar, _) => Evidence::Inferred,
        _ => return None,
    };
    let objection = Objection {
        iam: refusal.text,
        fault: fault.kind.to_string(),
        evidence,
    };
    Some((refusal.stage, objection))
}
