//! The role's trust policy against this call.

use super::StsFailure;
use super::case::Case;
use crate::policy::{self, Call, Principal};
use crate::report::{
    Check, CheckId, Decision, Effect, Evidence, Match, Saveable, Severity, StatementReading, TrustReading,
};
use crate::text::sentence;

const ID: CheckId = CheckId::TrustPolicy;

/// The action of the call itself.
const ASSUME: &str = "sts:AssumeRoleWithWebIdentity";

/// What popular descriptions of this flow have wrong.
const NOT_IDP_REJECTED: &str = "IDPRejectedClaim is not what STS answers when a trust policy does not admit a claim: it answers AccessDenied (observed). IDPRejectedClaim was seen only when ProviderId sent a token to Facebook.";

/// Reads and evaluates the trust policy: one reading for people, one check for the verdict.
///
/// Session tags and a source identity in the token need actions of their own,
/// `sts:TagSession` and `sts:SetSourceIdentity`, from the same policy.
#[must_use]
pub fn check(case: &Case<'_>, document: &policy::Document, context: &policy::Context<'_>) -> (TrustReading, Check) {
    if case
        .attempt
        .trust_policy
        .as_deref()
        .is_none_or(|text| text.trim().is_empty())
    {
        return (
            not_given(),
            Check::assumed(
                ID,
                "No trust policy was given; that it allows this call is assumed.",
                Evidence::Observed,
            ),
        );
    }
    let provider = case.provider.as_deref().unwrap_or_default();
    let evaluate = |action| {
        let call = Call {
            principal: Principal::Federated(provider),
            action,
            context,
        };
        policy::evaluate(document, &call)
    };
    let evaluation = evaluate(ASSUME);
    let companions = companions(case)
        .into_iter()
        .map(|action| (action, evaluate(action).decision));
    let denied = companions
        .filter(|(_, decision)| *decision != Decision::Allowed)
        .collect::<Vec<_>>();
    let mut reading = TrustReading {
        decision: evaluation.decision,
        saveable: document.saveable(),
        statements: evaluation.statements,
        problems: document.problems(),
    };
    let check = if case.claims().is_none() {
        Check::skipped(ID, "There are no claims to evaluate the trust policy with.")
    } else {
        judge(&reading, &denied, &evaluation.doubtful_denies)
    };
    if let (Decision::Allowed, Some((_, decision))) = (reading.decision, denied.first()) {
        reading.decision = *decision;
    }
    (reading, check)
}

fn not_given() -> TrustReading {
    TrustReading {
        decision: Decision::Assumed,
        saveable: Saveable {
            ok: true,
            errors: Vec::new(),
        },
        statements: Vec::new(),
        problems: Vec::new(),
    }
}

/// Actions that this token needs beside the call's own.
fn companions(case: &Case<'_>) -> Vec<&'static str> {
    let mut actions = Vec::new();
    if !case.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if case.source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    actions
}

fn judge(reading: &TrustReading, denied: &[(&str, Decision)], doubtful_denies: &[usize]) -> Check {
    match reading.decision {
        Decision::Allowed => match denied.first() {
            Some((action, decision)) => companion_denied(action, *decision),
            None => allowed(reading, doubtful_denies),
        },
        Decision::ExplicitDeny => {
            let summary = match applying(reading, Effect::Deny) {
                Some((place, statement)) => {
                    format!(
                        "{} denies this call, whatever else allows it.",
                        named("Statement", place, statement)
                    )
                }
                None => "A statement denies this call.".to_owned(),
            };
            refused(summary, Evidence::Documented)
        }
        Decision::ImplicitDeny => refused(implicit_deny(reading), Evidence::Observed),
        Decision::Unreadable | Decision::Assumed => {
            let fault = reading.problems.first().or(reading.saveable.errors.first());
            let told = fault.map_or("it holds no statement", |fault| fault.message.as_str());
            refused(format!("The trust policy cannot be read: {told}."), Evidence::Inferred)
                .note("IAM does not save such a document, so no role has it; a role without a readable policy allows nothing.")
        }
    }
}

fn refused(summary: String, evidence: Evidence) -> Check {
    Check::failed(ID, summary, &StsFailure::AccessDenied, evidence)
        .note(NOT_IDP_REJECTED)
        .note("STS gives the same answer for a role that does not exist, and for some seconds after a role was made (observed: 8 to 12).")
}

fn companion_denied(action: &str, decision: Decision) -> Check {
    let what = if action == "sts:TagSession" {
        "session tags"
    } else {
        "a source identity"
    };
    let refuses = match decision {
        Decision::ExplicitDeny => "a statement denies",
        _ => "no statement allows",
    };
    let summary = format!("The trust policy allows {ASSUME}, but the token carries {what} and {refuses} {action}.");
    refused(summary, Evidence::Documented)
        .note("That this is refused is documented; the refusal itself was not captured.")
}

/// Allowed; assumed rather than passed where it rests on something that is not known.
fn allowed(reading: &TrustReading, doubtful_denies: &[usize]) -> Check {
    let by = match applying(reading, Effect::Allow) {
        Some((place, statement)) => format!(
            "{} allows this call, and no statement denies it",
            named("Statement", place, statement)
        ),
        None => "The policy allows this call".to_owned(),
    };
    let evidence = evidence(reading);
    let mut objections = reading
        .saveable
        .errors
        .iter()
        .filter(|error| error.severity == Severity::Error);
    // A role may have had the document from before a rule of today's, so this is no
    // refusal by STS; it is not known to be good either.
    if let Some(objection) = objections.next().filter(|_| !reading.saveable.ok) {
        let told = &objection.message;
        let summary =
            format!("{by}; that a role has this document is assumed, since IAM would not save it today: {told}");
        return Check::assumed(ID, sentence(&summary), evidence);
    }
    if let Some(index) = doubtful_denies.first() {
        let summary = format!(
            "{by}; statement {} denies it to everyone, and is assumed not to mean a web identity, as an Allow for everyone does not.",
            index + 1
        );
        return Check::assumed(ID, summary, Evidence::Unsettled);
    }
    let check = Check::passed(ID, format!("{by}."), evidence);
    if evidence == Evidence::Unsettled {
        check.note("How AWS evaluates one of its conditions was never published; the condition's reason says what is taken for it.")
    } else {
        check
    }
}

/// That of the least well known condition which had a say.
fn evidence(reading: &TrustReading) -> Evidence {
    let had_a_say = |statement: &&StatementReading| statement.principal.matched && statement.action.matched;
    let statements = reading.statements.iter().filter(had_a_say);
    let conditions = statements.flat_map(|statement| &statement.conditions);
    conditions
        .map(|condition| condition.evidence)
        .max()
        .unwrap_or(Evidence::Observed)
}

/// The nearest statement, and the first thing in it that is in the way.
fn implicit_deny(reading: &TrustReading) -> String {
    let allows = reading
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.effect == Effect::Allow);
    let nearest = allows.min_by_key(|(_, statement)| obstacles(statement).count());
    let Some((place, statement)) = nearest else {
        return "No statement allows anything.".to_owned();
    };
    let Some(obstacle) = obstacles(statement).next() else {
        return format!("{} does not apply to this call.", named("Statement", place, statement));
    };
    if reading.statements.len() > 1 {
        let statement = named("statement", place, statement);
        return format!("No statement allows this call; nearest is {statement}: {obstacle}");
    }
    format!("{}: {obstacle}", named("Statement", place, statement))
}

/// What keeps a statement from applying, most telling first.
fn obstacles(statement: &StatementReading) -> impl Iterator<Item = &str> {
    let unmatched = |part: &'_ Match| (!part.matched).then_some(());
    let principal = unmatched(&statement.principal).map(|()| statement.principal.reason.as_str());
    let action = unmatched(&statement.action).map(|()| statement.action.reason.as_str());
    let conditions = statement.conditions.iter();
    let conditions = conditions.filter(|condition| condition.result != crate::report::ConditionResult::Match);
    principal
        .into_iter()
        .chain(action)
        .chain(conditions.map(|condition| condition.reason.as_str()))
}

fn applying(reading: &TrustReading, effect: Effect) -> Option<(usize, &StatementReading)> {
    let mut statements = reading.statements.iter().enumerate();
    statements.find(|(_, statement)| statement.applies && statement.effect == effect)
}

fn named(word: &str, place: usize, statement: &StatementReading) -> String {
    match &statement.sid {
        Some(sid) if !sid.is_empty() => format!("{word} {} ({sid})", place + 1),
        _ => format!("{word} {}", place + 1),
    }
}
