//! Problems and risks that do not decide this verdict: who else gets in, and what can never
//! match.
//!
//! One rule is one file, which says what it looks for, why it matters and where that is
//! known from; `docs/lint-rules.md` has them all. What the summary of a verdict speaks of is
//! left out here.

mod grant;
mod reach;
mod rule;
mod strangers;
mod tested;

mod action_of_other_principal;
mod actor_is_no_tenant;
mod any_branch;
mod any_id;
mod aud_not_of_provider;
mod aud_not_tested;
mod caller_of_workflow_not_tested;
mod claim_anyone_can_choose;
mod colon_in_subject;
mod deny_never_applies;
mod enterprise_by_slug;
mod environment_needs_protection;
mod every_repository;
mod every_run;
mod id_not_closed;
mod key_never_present;
mod names_instead_of_ids;
mod nested_groups;
mod only_negated;
mod open_to_every_account;
mod operator_of_other_type;
mod optional_condition;
mod owner_not_closed;
mod plain_operator_on_several_values;
mod provider_never_matches;
mod provider_of_other_account;
mod pull_request_target;
mod pull_requests_allowed;
mod roles_claim_never_sent;
mod sub_not_restricted;
mod sub_of_anyone;
mod variable_in_old_version;
mod wide_action;
mod wildcard_in_equals;

use crate::policy::Document;
use crate::report::{CheckId, Decision, Finding, FindingSeverity, Input, Span, Status};
use crate::text::sort_by_place;

use super::summary::Situation;
use super::trust;
use rule::{Linted, Rule};
use tested::{Standing, Tested};

/// Every rule, those first that tell of strangers.
const RULES: [Rule; 34] = [
    sub_not_restricted::RULE,
    sub_of_anyone::RULE,
    owner_not_closed::RULE,
    optional_condition::RULE,
    only_negated::RULE,
    key_never_present::RULE,
    actor_is_no_tenant::RULE,
    caller_of_workflow_not_tested::RULE,
    claim_anyone_can_choose::RULE,
    open_to_every_account::RULE,
    every_repository::RULE,
    nested_groups::RULE,
    any_id::RULE,
    id_not_closed::RULE,
    any_branch::RULE,
    pull_requests_allowed::RULE,
    every_run::RULE,
    aud_not_tested::RULE,
    enterprise_by_slug::RULE,
    deny_never_applies::RULE,
    roles_claim_never_sent::RULE,
    wide_action::RULE,
    wildcard_in_equals::RULE,
    operator_of_other_type::RULE,
    plain_operator_on_several_values::RULE,
    variable_in_old_version::RULE,
    colon_in_subject::RULE,
    aud_not_of_provider::RULE,
    provider_never_matches::RULE,
    provider_of_other_account::RULE,
    action_of_other_principal::RULE,
    environment_needs_protection::RULE,
    names_instead_of_ids::RULE,
    pull_request_target::RULE,
];

/// The names of all rules.
pub fn rules() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

/// What the rules find in an attempt, the most severe first.
#[must_use]
pub fn findings(situation: &Situation<'_>, document: &Document) -> Vec<Finding> {
    let linted = Linted::new(situation, document);
    let told = told_already(situation);
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule.look_at(&linted)).collect();
    findings.retain(|finding| !told.iter().any(|place| is_within(finding, *place)));
    sort_by_place(&mut findings, |finding| (finding.severity as usize, 0));
    findings
}

/// A statement that lets strangers in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opening {
    /// Which one it is, from 1.
    pub(super) number: usize,
    /// The value for `sub` that takes a stranger's, where that is what is open.
    pub(super) value: Option<String>,
    /// The condition that holds only because its key is never part of such a call: its operator
    /// and its key.
    pub(super) without_key: Option<(String, String)>,
}

/// The statement by which strangers get in: that of this number, if it lets them in, or else
/// the first other one of an issuer that many share. It is the rules' own judgement.
pub(super) fn opening(situation: &Situation<'_>, number: usize) -> Option<Opening> {
    let linted = Linted::new(situation, situation.document);
    let own = linted.open().find(|grant| grant.number == number);
    let grant = own.or_else(|| linted.open().find(|grant| grant.is_shared()))?;
    let open = grant.tested.iter().find(|tested| tested.standing == Standing::Open);
    let value = open.and_then(Tested::open_value);
    let without_key = grant
        .tested
        .iter()
        .find(|tested| tested.standing == Standing::HoldsWithoutKey);
    Some(Opening {
        number: grant.number,
        value: value.map(str::to_owned),
        without_key: without_key.map(|tested| {
            let condition = tested.condition;
            (condition.operator.text.clone(), condition.key.text.clone())
        }),
    })
}

/// Whether a finding says what never matches at a place of which the summary speaks.
fn is_within(finding: &Finding, place: Span) -> bool {
    let inside = |span: Span| place.start <= span.start && span.end <= place.end;
    finding.severity == FindingSeverity::Broken
        && finding.input == Input::TrustPolicy
        && finding.span.is_some_and(inside)
}

/// The places of the policy by which the summary explains a refusal.
fn told_already(situation: &Situation<'_>) -> Vec<Span> {
    let failed = situation.checks.iter().find(|check| check.status == Status::Failed);
    if failed.is_none_or(|check| check.id != CheckId::TrustPolicy) || situation.trust.decision != Decision::ImplicitDeny
    {
        return Vec::new();
    }
    let Some((_, statement)) = trust::nearest_statement(situation) else {
        return Vec::new();
    };
    let mut places: Vec<Span> = [&statement.principal, &statement.action]
        .into_iter()
        .filter(|part| !part.matched)
        .map(|part| part.span)
        .collect();
    let obstacle = trust::obstacle(situation).and_then(|found| statement.conditions.get(found.condition?));
    places.extend(obstacle.map(|condition| condition.span));
    places
}
