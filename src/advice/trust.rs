//! What the trust policy makes of the call, in one sentence or two.

use crate::issuers::github::parse_sub;
use crate::issuers::{self, Tenancy};
use crate::policy::{Operator, matches};
use crate::report::{
    ConditionReading, ConditionResult, Decision, Effect, ExpectedValue, Obstacle, Severity, Span, StatementReading,
    Status,
};

use super::caller::Caller;
use super::hint::Hint;
use super::lint;
use super::summary::Situation;
use super::words::{capital, clip, quoted, short, statement_name};
use super::{absent, nearest, once, principal};

/// The action of the call itself.
pub(super) const ASSUME: &str = "sts:AssumeRoleWithWebIdentity";

/// How many conditions of a statement are looked through for one that has a hint.
const READ: usize = 64;

// ------------------------------------------------------------------ accepted

pub(super) fn accepted(situation: &Situation<'_>) -> String {
    let Some((number, statement)) = applying(situation) else {
        return "Accepted, if what is assumed holds.".into();
    };
    let who = statement_name(number, statement.sid.as_deref());
    let saved = situation.trust.saveable.ok;
    let today = if saved {
        ""
    } else {
        " IAM would not save this policy today."
    };
    if let Some(opening) = lint::opening(situation, number) {
        return format!("{}{today}", stranger(situation, &opening));
    }
    if !saved {
        return format!("Accepted: {who} allows it. {}", objection(situation));
    }
    if situation.checks.iter().any(|check| check.status != Status::Passed) {
        return format!("Accepted, if what is assumed holds: {who} allows it.");
    }
    format!(
        "Accepted: {who} allows it. If AWS refused it all the same, the role did not exist or was seconds old, or the call used another token or other credentials."
    )
}

/// Whom a statement lets in that does not say whose run it has to be.
fn whoever(situation: &Situation<'_>) -> String {
    let Some(issuer) = situation.caller().key_prefix() else {
        return "a stranger".into();
    };
    match issuers::recognise(issuer).tenancy() {
        Tenancy::Shared => "a stranger".into(),
        Tenancy::Own(whom) => whom.into(),
        Tenancy::Unknown => format!("anyone with a token of {}", clip(issuer)),
    }
}

/// Why a statement lets in somebody whom nobody can foresee.
fn stranger(situation: &Situation<'_>, opening: &lint::Opening) -> String {
    let statement = situation.trust.statements.get(opening.number - 1);
    let who = statement_name(opening.number, statement.and_then(|statement| statement.sid.as_deref()));
    let so = format!("Accepted, and so would {} be", whoever(situation));
    match (&opening.without_key, &opening.value) {
        (Some((operator, key)), _) => format!(
            "{so}: {} is no key of this call, and {who} has {operator}, which then holds. Write StringEquals with a key that AWS shows.",
            short(key),
        ),
        (None, Some(pattern)) => format!(
            "{so}: {who} takes a sub like {}, whoever it is of. Name the owner in it.",
            clip(pattern)
        ),
        (None, None) => format!("{so}: {who} allows it without looking at sub. Add a condition on sub to it."),
    }
}

/// What keeps IAM from saving the policy.
fn objection(situation: &Situation<'_>) -> String {
    let error = first_error(situation).map(|message| message.trim_end_matches('.'));
    error.map_or_else(
        || "IAM would not save this policy today.".into(),
        |error| format!("IAM would not save this policy: {error}."),
    )
}

/// What is wrong with the document, first of all.
fn first_error<'a>(situation: &Situation<'a>) -> Option<&'a str> {
    let mut problems = situation.trust.problems.iter();
    let error = problems.find(|problem| problem.severity == Severity::Error);
    error.map(|problem| problem.message.as_str())
}

fn applying<'a>(situation: &Situation<'a>) -> Option<(usize, &'a StatementReading)> {
    allows(situation).find(|(_, statement)| statement.applies)
}

fn allows<'a>(situation: &Situation<'a>) -> impl Iterator<Item = (usize, &'a StatementReading)> {
    let statements = situation.trust.statements.iter().enumerate();
    statements
        .filter(|(_, statement)| statement.effect == Effect::Allow)
        .map(|(index, statement)| (index + 1, statement))
}

// -------------------------------------------------------------------- denied

/// Absent where the check itself has said all there is.
pub(super) fn denied(situation: &Situation<'_>) -> Option<String> {
    match situation.trust.decision {
        Decision::ExplicitDeny => Some(explicit_deny(situation)),
        Decision::Allowed => not_with_its_claims(situation),
        Decision::ImplicitDeny => Some(implicit_deny(situation)),
        Decision::Assumed | Decision::Unreadable => None,
    }
}

/// What the sentence is about: of a Deny that applies the first condition, of an Allow the
/// one that fails, and the value of it that comes closest.
#[must_use]
pub fn obstacle(situation: &Situation<'_>) -> Option<Obstacle> {
    match situation.trust.decision {
        Decision::ExplicitDeny => {
            let (statement, reading) = deny(situation)?;
            Some(Obstacle {
                statement,
                condition: reading.conditions.first().map(|_| 0),
                value: None,
            })
        }
        Decision::ImplicitDeny if not_with_its_claims(situation).is_none() => {
            let (number, statement) = nearest_statement(situation)?;
            let meant = statement.principal.matched && statement.action.matched;
            let missed = missed(statement, situation.caller()).filter(|_| meant);
            Some(Obstacle {
                statement: number - 1,
                condition: missed.and_then(|(condition, _)| place_of(condition, &statement.conditions)),
                value: missed.and_then(|(condition, expected)| place_of(expected?, &condition.expected)),
            })
        }
        Decision::ImplicitDeny | Decision::Allowed | Decision::Assumed | Decision::Unreadable => None,
    }
}

fn place_of<T>(one: &T, all: &[T]) -> Option<usize> {
    all.iter().position(|other| std::ptr::eq(other, one))
}

fn applying_denies<'a>(situation: &Situation<'a>) -> impl Iterator<Item = (usize, &'a StatementReading)> {
    let statements = situation.trust.statements.iter().enumerate();
    statements.filter(|(_, statement)| statement.effect == Effect::Deny && statement.applies)
}

/// The Deny that the sentence is about.
fn deny<'a>(situation: &Situation<'a>) -> Option<(usize, &'a StatementReading)> {
    applying_denies(situation).next()
}

pub(super) fn unreadable(situation: &Situation<'_>) -> String {
    let error = first_error(situation).unwrap_or("it is no policy document");
    format!("The trust policy cannot be read: {}.", error.trim_end_matches('.'))
}

fn explicit_deny(situation: &Situation<'_>) -> String {
    let Some((index, statement)) = deny(situation) else {
        return "A Deny applies to this call, and a Deny wins over every Allow.".into();
    };
    let keys: Vec<&str> = statement
        .conditions
        .iter()
        .map(|condition| short(&condition.key))
        .collect();
    let why = if keys.is_empty() {
        String::new()
    } else {
        format!(" by its condition on {}", keys.join(" and "))
    };
    let who = capital(&statement_name(index + 1, statement.sid.as_deref()));
    format!("{who} denies this call{why}, and a Deny wins over every Allow. Change that statement, or the run.")
}

/// A statement allows the assumption, and the token brings what it does not allow.
fn not_with_its_claims(situation: &Situation<'_>) -> Option<String> {
    let (number, statement) = applying(situation)?;
    let claims = situation.claims()?;
    let tags = claims
        .members()
        .iter()
        .any(|member| member.name.starts_with("https://aws.amazon.com/tags"));
    let identity = claims.get("https://aws.amazon.com/source_identity").is_some();
    let (brings, action) = match (tags, identity) {
        (true, _) => ("session tags", "sts:TagSession"),
        (false, true) => ("a source identity", "sts:SetSourceIdentity"),
        (false, false) => return None,
    };
    let who = statement_name(number, statement.sid.as_deref());
    Some(format!(
        "The token brings {brings}, and {who} does not allow {action}. Add it to Action, or have the issuer leave them out."
    ))
}

fn implicit_deny(situation: &Situation<'_>) -> String {
    if let Some(sentence) = not_with_its_claims(situation) {
        return sentence;
    }
    let caller = situation.caller();
    let Some((number, statement)) = nearest_statement(situation) else {
        return "The trust policy has no statement that allows anything. Add an Allow for the token's provider.".into();
    };
    let who = statement_name(number, statement.sid.as_deref());
    if !statement.principal.matched {
        let written = situation.written(number - 1);
        return principal::untrusted(&who, statement, written, situation.provider, caller).sentence;
    }
    if !statement.action.matched {
        return format!("{}: {} Write {ASSUME}.", capital(&who), statement.action.reason);
    }
    let Some((condition, expected)) = missed(statement, caller) else {
        return "Nothing in the trust policy allows this call.".into();
    };
    if let Some(fault) = unread(situation, condition) {
        return format!("{}: {}.", capital(&who), fault.trim_end_matches('.'));
    }
    let why = of_condition(&who, condition, expected, caller);
    // What is under one operator that is none fails all together, and so do keys of another issuer.
    let told = |other: &&ConditionReading| {
        let misread = !nearest::has_operator(other) && other.operator == condition.operator;
        misread || other.missing && absent::is_of_another_form(other, caller)
    };
    match failing(statement)
        .filter(|other| !std::ptr::eq(*other, condition) && !told(other))
        .count()
    {
        0 => why,
        1 => format!("{why} Another condition of it fails too."),
        more => format!("{why} {more} other conditions of it fail too."),
    }
}

/// The Allow that comes closest: by principal, by action, by the number of conditions
/// that fail, and by how far their values agree.
pub(super) fn nearest_statement<'a>(situation: &Situation<'a>) -> Option<(usize, &'a StatementReading)> {
    let closeness = |(_, statement): &(usize, &StatementReading)| {
        let number = failing(statement).count();
        let agreed = failing(statement)
            .next()
            .map_or(0, |condition| agreement(closest(condition)));
        (
            statement.principal.matched,
            statement.action.matched,
            usize::MAX - number,
            agreed,
        )
    };
    // Of equals the first one: `max_by_key` would take the last.
    let all: Vec<_> = allows(situation).collect();
    all.into_iter().rev().max_by_key(closeness)
}

fn failing(statement: &StatementReading) -> impl Iterator<Item = &ConditionReading> {
    statement
        .conditions
        .iter()
        .filter(|condition| condition.result != ConditionResult::Match)
}

/// A failed condition, and of its values the one that comes closest.
pub(super) type Missed<'a> = (&'a ConditionReading, Option<&'a ExpectedValue>);

/// The first condition whose operator is none, or that fails and for which there is a hint,
/// or else the first that fails.
pub(super) fn missed<'a>(statement: &'a StatementReading, caller: Caller<'_>) -> Option<Missed<'a>> {
    if let Some(misread) = failing(statement).find(|condition| is_misread(condition)) {
        return Some((misread, None));
    }
    let has_hint = |(condition, expected): &Missed<'_>| {
        expected.is_some_and(|expected| nearest::hint(condition, expected, caller).is_some())
    };
    let mut all = failing(statement).map(|condition| (condition, closest(condition)));
    let first = all.next()?;
    if has_hint(&first) {
        return Some(first);
    }
    Some(all.take(READ).find(has_hint).unwrap_or(first))
}

/// Of the values of a condition the one that comes closest, from its start and then from
/// its end; of equals the first.
fn closest(condition: &ConditionReading) -> Option<&ExpectedValue> {
    let actual = condition.actual.first().map_or("", String::as_str);
    condition
        .expected
        .iter()
        .rev()
        .max_by_key(|expected| (agreement(Some(expected)), common_end(&expected.text, actual)))
}

/// How many characters two texts end in alike.
fn common_end(one: &str, other: &str) -> usize {
    let pairs = one.chars().rev().zip(other.chars().rev());
    pairs.take_while(|(one, other)| one == other).count()
}

fn agreement(expected: Option<&ExpectedValue>) -> usize {
    expected
        .and_then(|expected| expected.nearest.as_ref())
        .map_or(0, |nearest| nearest.actual_matched)
}

/// Why one condition failed, by the hint for it where there is one.
fn of_condition(
    who: &str,
    condition: &ConditionReading,
    expected: Option<&ExpectedValue>,
    caller: Caller<'_>,
) -> String {
    let reason = || format!("{}: {}", capital(who), condition.reason);
    if is_remark(condition) {
        return format!(
            "{}: {} in Condition is no condition operator, and IAM takes no comments in a policy. Remove it.",
            capital(who),
            quoted(&condition.operator)
        );
    }
    if is_misread(condition) {
        return misread(who, &condition.operator);
    }
    let Some(expected) = expected else {
        return reason();
    };
    if let Some(hint) = nearest::hint(condition, expected, caller) {
        let wants = match condition.actual.first() {
            Some(actual) if !condition.missing => wants(condition, differing_end(actual, &expected.text)),
            _ => format!("tests {}", condition.key),
        };
        let first = instead(condition, Some(&hint), caller);
        let advice = nearest::advised(condition, &hint, first.as_deref());
        return format!("{}; {who} {wants}. {advice}", hint.cause());
    }
    match (
        condition.actual.as_slice(),
        nearest::is_positive_text(&condition.operator),
    ) {
        ([], _) if condition.missing => {
            format!("{} If the call has it, add it to the other condition keys.", reason())
        }
        ([actual], true) if nearest::differs_in_form_only(condition, &expected.text, actual) => {
            in_form(who, condition, expected, actual)
        }
        ([actual], true) => {
            let allow = clip(&once::for_every_run(short(&condition.key), actual, caller));
            match instead(condition, None, caller) {
                Some(first) => format!("{} {first}, or allow {allow}.", reason()),
                None => format!("{} Allow {allow} if that is what you mean.", reason()),
            }
        }
        _ => reason(),
    }
}

/// What a statement wants of a key: its only value, or the nearest of several.
fn wants(condition: &ConditionReading, nearest: &str) -> String {
    match condition.expected.len() {
        0 | 1 => format!("wants {}", clip(nearest)),
        count => format!("wants one of {count} values, the nearest {}", clip(nearest)),
    }
}

/// What to change of the run, so that the policy can stay as it is.
pub(super) fn instead(condition: &ConditionReading, hint: Option<&Hint>, caller: Caller<'_>) -> Option<String> {
    let wanted: Vec<&str> = condition.expected.iter().map(nearest::wanted).collect();
    nearest::instead(condition, &wanted, hint, caller)
}

/// Whether a condition names an operator, and IAM knows none of that name.
pub(super) fn is_misread(condition: &ConditionReading) -> bool {
    !condition.operator.is_empty() && !nearest::has_operator(condition)
}

/// Whether it is no condition at all, but a text under a name that is close to no operator.
pub(super) fn is_remark(condition: &ConditionReading) -> bool {
    is_misread(condition) && condition.key.is_empty() && meant_operator(&condition.operator).is_none()
}

/// What is wrong with a condition that could not be read at all.
fn unread<'a>(situation: &Situation<'a>, condition: &ConditionReading) -> Option<&'a str> {
    let inside = |span: &Span| condition.span.start <= span.start && span.end <= condition.span.end;
    let mut problems = situation
        .trust
        .problems
        .iter()
        .filter(|_| condition.operator.is_empty());
    let fault = problems.find(|problem| problem.span.as_ref().is_some_and(inside))?;
    Some(&fault.message)
}

fn misread(who: &str, operator: &str) -> String {
    let remedy = match meant_operator(operator) {
        Some(meant) => format!("Write {meant}"),
        None => "Write one that IAM knows, such as StringEquals".to_owned(),
    };
    let (who, operator) = (capital(who), quoted(operator));
    format!("{who}: {operator} is no condition operator. {remedy}.")
}

/// The operator that a misspelt one is meant to be.
pub(super) fn meant_operator(operator: &str) -> Option<String> {
    Operator::meant(operator).map(|meant| meant.to_string())
}

/// The two are the same to a reader, and not to AWS.
fn in_form(who: &str, condition: &ConditionReading, expected: &ExpectedValue, actual: &str) -> String {
    let (who, key, wanted) = (capital(who), short(&condition.key), quoted(&expected.text));
    if wants_wildcards(condition, expected, actual) {
        let operator = &condition.operator;
        return format!(
            "{who} compares {key} with {wanted} by {operator}, to which * is a letter like any other. Use StringLike."
        );
    }
    let hint = expected.nearest.as_ref().and_then(|nearest| nearest.hint.as_deref());
    let hint = hint.unwrap_or("differs in form");
    let meant = nearest::in_the_form_of(condition, &expected.text, actual);
    format!("{who} wants {key} {wanted}, which {hint}. Write {}.", clip(&meant))
}

/// Whether the value would match if the operator took its wildcards as such.
pub(super) fn wants_wildcards(condition: &ConditionReading, expected: &ExpectedValue, actual: &str) -> bool {
    !nearest::takes_wildcards(condition) && matches(&expected.text, actual)
}

/// What stands behind the repository in the wanted `sub`, where the repository is the same.
fn differing_end<'a>(actual: &str, wanted: &'a str) -> &'a str {
    let repository = parse_sub(wanted)
        .pairs
        .first()
        .filter(|pair| pair.key == "repo")
        .map(|pair| pair.at.clone());
    let same = repository.filter(|at| wanted.get(at.clone()) == actual.get(at.clone()));
    let end = same.and_then(|at| wanted.get(at.end..));
    end.filter(|end| !end.is_empty()).unwrap_or(wanted)
}
