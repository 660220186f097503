//! From statements to a decision: a Deny that applies wins, else an Allow that
//! applies, else nothing allows.

use crate::report::{ConditionResult, Decision, Effect, StatementReading};

use super::document::{Policy, Statement};
use super::effort::Effort;
use super::principal::Principal;
use super::{Context, Document, Keep, action, condition, principal};

/// One call that a policy is to decide on.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Who calls.
    pub principal: Principal<'a>,
    /// What is called, e.g. `sts:AssumeRoleWithWebIdentity`.
    pub action: &'a str,
    /// The condition keys of the call.
    pub context: &'a Context<'a>,
}

/// What a policy decides on a call, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The decision.
    pub decision: Decision,
    /// Every statement that could be read, in order.
    pub statements: Vec<StatementReading>,
    /// Indices of the Deny statements that forbid everyone else's call like this one, and
    /// are assumed not to mean this caller, which nobody has observed.
    pub doubtful_denies: Vec<usize>,
    /// What it decides where other members count of those that stand twice; empty where none
    /// does.
    pub otherwise: Vec<(Keep, Decision)>,
}

/// Decides on a call. [`Decision::Unreadable`] where no statement could be read; a
/// document that IAM would not save is evaluated all the same, as far as it was read.
#[must_use]
pub fn evaluate(document: &Document, call: &Call<'_>) -> Evaluation {
    let mut evaluation = evaluate_policy(document.policy(), call);
    let decide = |(keep, policy): &(Keep, Policy)| (*keep, evaluate_policy(Some(policy), call).decision);
    evaluation.otherwise = document.otherwise().iter().map(decide).collect();
    evaluation
}

fn evaluate_policy(policy: Option<&Policy>, call: &Call<'_>) -> Evaluation {
    let mut statements = Vec::new();
    let mut doubtful_denies = Vec::new();
    let mut effort = Effort::new(call.context);
    if let Some(policy) = policy {
        for (index, statement) in policy.statements.iter().enumerate() {
            let reading = evaluate_statement(policy, statement, call, &mut effort);
            let would_deny = statement.effect == Effect::Deny && reading.action.matched && holds(&reading);
            if would_deny && !reading.principal.matched && principal::is_everyone(statement) {
                doubtful_denies.push(index);
            }
            statements.push(reading);
        }
    }
    let applies = |effect| {
        statements
            .iter()
            .any(|statement: &StatementReading| statement.applies && statement.effect == effect)
    };
    let decision = if statements.is_empty() {
        Decision::Unreadable
    } else if applies(Effect::Deny) {
        Decision::ExplicitDeny
    } else if applies(Effect::Allow) {
        Decision::Allowed
    } else {
        Decision::ImplicitDeny
    };
    Evaluation {
        decision,
        statements,
        doubtful_denies,
        otherwise: Vec::new(),
    }
}

fn evaluate_statement(
    policy: &Policy,
    statement: &Statement,
    call: &Call<'_>,
    effort: &mut Effort,
) -> StatementReading {
    let principal = principal::matching(statement, &call.principal);
    let action = action::matching(statement, call.action);
    let conditions: Vec<_> = statement
        .conditions
        .iter()
        .filter(|condition| !condition.shadowed)
        .map(|condition| condition::evaluate(condition, statement.effect, call.context, policy.version, effort))
        .collect();
    let mut reading = StatementReading {
        sid: statement.sid.as_ref().map(|sid| sid.text.clone()),
        effect: statement.effect,
        span: statement.at,
        applies: false,
        principal,
        action,
        conditions,
    };
    reading.applies = reading.principal.matched && reading.action.matched && holds(&reading);
    reading
}

/// Whether the conditions let a statement apply. What cannot be evaluated never grants,
/// and always forbids.
fn holds(statement: &StatementReading) -> bool {
    statement.conditions.iter().all(|condition| match condition.result {
        ConditionResult::Match => true,
        ConditionResult::NoMatch => false,
        ConditionResult::Error => statement.effect == Effect::Deny,
    })
}
