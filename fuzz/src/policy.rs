//! Whatever is pasted as a trust policy: places are places, the decision follows from the
//! statements, and white space between tokens changes nothing.

use std::collections::BTreeMap;

use assumable::attempt::ContextValue;
use assumable::policy::{self, Call, Context, Document, Evaluation, Principal};
use assumable::report::{ConditionResult, Decision, Effect, Severity, StatementReading};
use assumable::text::json;

use crate::places::Text;

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";

/// Holds of a policy, and of the condition keys of a call, as a JSON object.
pub fn holds(data: &[u8]) {
    let [text, keys] = crate::texts(data);
    let context = context(&keys);
    let (document, evaluation) = decided(&text, &context);
    let (_, again) = decided(&text, &context);
    assert_eq!(evaluation, again, "the same text is decided the same way");

    let places = Text::new(&text);
    places.hold_of_problems(&document.problems());
    let saveable = document.saveable();
    places.hold_of_problems(&saveable.errors);
    let refused = saveable.errors.iter().any(|error| error.severity == Severity::Error);
    assert_eq!(saveable.ok, !refused, "a refusal says why");
    assert!(
        document.is_readable() || !saveable.ok,
        "what cannot be read is not saved"
    );
    assert_eq!(evaluation.decision == Decision::Unreadable, !document.is_readable());
    follows_from_the_statements(&evaluation);
    for statement in &evaluation.statements {
        stands_in(&places, statement);
        applies_by_its_parts(statement);
    }
    if json::read(&text).is_strict() {
        white_space_changes_nothing(&text, &document, &evaluation, &context);
    }
}

fn context(text: &str) -> Context<'static> {
    let mut context = Context::new();
    let keys: BTreeMap<String, ContextValue> = serde_json::from_str(text).unwrap_or_default();
    for (key, value) in keys {
        match value {
            ContextValue::Single(value) => context.insert(&key, vec![value], false),
            ContextValue::Multi(values) => context.insert(&key, values, true),
        }
    }
    context
}

fn decided(text: &str, context: &Context) -> (Document, Evaluation) {
    let document = policy::read(text);
    let call = Call {
        principal: Principal::Federated(PROVIDER),
        action: "sts:AssumeRoleWithWebIdentity",
        context,
    };
    let evaluation = policy::evaluate(&document, &call);
    (document, evaluation)
}

fn follows_from_the_statements(evaluation: &Evaluation) {
    let applies = |effect| {
        let mut statements = evaluation.statements.iter();
        statements.any(|statement| statement.applies && statement.effect == effect)
    };
    let decision = match (applies(Effect::Deny), applies(Effect::Allow)) {
        _ if evaluation.statements.is_empty() => Decision::Unreadable,
        (true, _) => Decision::ExplicitDeny,
        (false, true) => Decision::Allowed,
        (false, false) => Decision::ImplicitDeny,
    };
    assert_eq!(evaluation.decision, decision);
}

fn applies_by_its_parts(statement: &StatementReading) {
    let holds = |result| match statement.effect {
        Effect::Allow => result == ConditionResult::Match,
        Effect::Deny => result != ConditionResult::NoMatch,
    };
    let conditions = statement.conditions.iter().all(|condition| holds(condition.result));
    assert_eq!(
        statement.applies,
        statement.principal.matched && statement.action.matched && conditions
    );
}

fn stands_in(places: &Text, statement: &StatementReading) {
    for part in [&statement.principal, &statement.action] {
        places.holds_within(part.span, statement.span);
    }
    for condition in &statement.conditions {
        places.holds_within(condition.span, statement.span);
        assert!(!condition.reason.is_empty(), "every result has a reason");
        for value in &condition.expected {
            places.holds_within(value.span, condition.span);
            assert!(!(value.matched && value.nearest.is_some()), "a match is no miss");
        }
    }
}

fn white_space_changes_nothing(text: &str, document: &Document, evaluation: &Evaluation, context: &Context) {
    let (spaced_document, spaced) = decided(&spaced(text), context);
    assert_eq!(evaluation.decision, spaced.decision);
    let messages = |document: &Document| -> Vec<String> {
        let mut messages: Vec<_> = document.problems().into_iter().map(|problem| problem.message).collect();
        messages.sort();
        messages
    };
    assert_eq!(messages(document), messages(&spaced_document));
}

/// The same JSON with white space wherever it may stand.
fn spaced(text: &str) -> String {
    let (mut spaced, mut in_string, mut escaped) = (String::new(), false, false);
    for next in text.chars() {
        let structural = !in_string && matches!(next, '{' | '}' | '[' | ']' | ',' | ':');
        if structural {
            spaced.push('\n');
        }
        spaced.push(next);
        if structural {
            spaced.push_str(" \t");
        }
        in_string ^= next == '"' && !escaped;
        escaped = in_string && next == '\\' && !escaped;
    }
    spaced
}
