//! From statements to a decision: a Deny that applies wins, else an Allow that
//! applies, else nothing allows.

use crate::report::{ConditionResult, Decision, Effect, StatementReading};

use super::document::{Policy, Statement};
use super::principal::Principal;
use super::{Context, Document, action, condition, principal};

/// One call that a policy is to decide on.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Who calls.
    pub principal: Principal<'a>,
    /// What is called, e.g. `sts:AssumeRoleWithWebIdentity`.
    pub action: &'a str,
    /// The condition keys of the call.
    pub context: &'a Context,
}

/// What a policy decides on a call, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The decision.
    pub decision: Decision,
    /// Every statement that could be read, in order.
    pub statements: Vec<StatementReading>,
}

/// Decides on a call. [`Decision::Unreadable`] where no statement could be read; a
/// document that IAM would not save is evaluated all the same, as far as it was read.
#[must_use]
pub fn evaluate(document: &Document, call: &Call<'_>) -> Evaluation {
    let statements: Vec<StatementReading> = document
        .policy()
        .map(|policy| {
            let read = |statement| evaluate_statement(policy, statement, call);
            policy.statements.iter().map(read).collect()
        })
        .unwrap_or_default();
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
    Evaluation { decision, statements }
}

fn evaluate_statement(policy: &Policy, statement: &Statement, call: &Call<'_>) -> StatementReading {
    let principal = principal::matching(statement, &call.principal);
    let action = action::matching(statement, call.action);
    let conditions: Vec<_> = statement
        .conditions
        .iter()
        .filter(|condition| !condition.shadowed)
        .map(|condition| condition::evaluate(condition, call.context, policy.version))
        .collect();
    // What cannot be evaluated never grants, and always forbids.
    let satisfied = |result| match result {
        ConditionResult::Match => true,
        ConditionResult::NoMatch => false,
        ConditionResult::Error => statement.effect == Effect::Deny,
    };
    let holds = conditions.iter().all(|condition| satisfied(condition.result));
    StatementReading {
        sid: statement.sid.as_ref().map(|sid| sid.text.clone()),
        effect: statement.effect,
        span: statement.at,
        applies: principal.matched && action.matched && holds,
        principal,
        action,
        conditions,
    }
}
