//! The whole way of a token on one screen: what was pasted is read, STS's checks are
//! made in its order, and the first that failed is its answer.

use crate::advice::{self, Caller, Situation};
use crate::attempt::Attempt;
use crate::memory::Memory;
use crate::report::{Assumption, Check, Outcome, Report, Status, Verdict};
use crate::sts::{self, Case};

/// The whole verdict on one attempt, as STS would give it at `now` (seconds since the epoch).
///
/// Never fails and never panics: what is wrong with the input is in the report.
#[must_use]
pub fn inspect(attempt: &Attempt, now: i64) -> Report {
    inspect_with(&Memory::default(), attempt, now)
}

/// The same, sooner where the last call with this memory had the same token, keys or policy.
#[must_use]
pub fn inspect_with(memory: &Memory, attempt: &Attempt, now: i64) -> Report {
    let token = memory.token(&attempt.token);
    let key_set = memory.keys(attempt.jwks.as_deref().unwrap_or_default());
    let role = attempt.role.as_ref().and_then(|role| role.arn.as_deref());
    let document = memory.policy(attempt.trust_policy.as_deref().unwrap_or_default(), role);
    let case = Case::new(attempt, now, &token, &document);

    let trials = memory.trials(&token, &key_set);
    let (keys, signature) = sts::signature::check(&case, &trials);
    memory.keep(&token, &key_set, trials.into_progress());
    let context = case.context();
    let (mut trust, trust_policy) = sts::trust_policy::check(&case, &document, &context.conditions());
    advice::nearest(&mut trust, Caller::new(case.claims(), &context.entries));
    let checks = vec![
        sts::parameters::check(&case),
        sts::token_format::check(&case),
        sts::required_claims::check(&case),
        sts::provider::check(&case),
        sts::timestamps::check(&case),
        sts::audience::check(&case),
        signature,
        sts::session_tags::check(&case),
        sts::roles_claim::check(&case),
        trust_policy,
        sts::session::check(&case),
    ];

    let provider = case.provider.as_deref().filter(|_| case.role.is_given());
    let situation = Situation {
        attempt,
        token: &token,
        keys: &keys,
        context: &context.entries,
        trust: &trust,
        duration: case.duration,
        max_session_duration: case.max_session_duration,
        checks: &checks,
        provider,
    };
    let summary = advice::summary(&situation);
    let obstacle = advice::obstacle(&situation);
    let fix = advice::edit(&situation, &document);
    let findings = advice::findings(&situation, &document);
    Report {
        verdict: Verdict {
            summary,
            obstacle,
            fix,
            ..verdict(&case, &checks)
        },
        checks,
        token: token.reading(),
        keys,
        context: context.shown(),
        trust,
        findings,
    }
}

/// What STS answers: the error of the first check that failed, or a session; without advice.
fn verdict(case: &Case<'_>, checks: &[Check]) -> Verdict {
    let failed = checks.iter().find(|check| check.status == Status::Failed);
    let session = if failed.is_none() {
        sts::session::grant(case)
    } else {
        None
    };
    Verdict {
        outcome: if session.is_some() {
            Outcome::Accepted
        } else {
            Outcome::Refused
        },
        assumptions: assumptions(checks),
        error: failed.and_then(|check| check.error.clone()),
        session,
        summary: String::new(),
        obstacle: None,
        fix: None,
    }
}

/// What was taken as favourable, up to the check that decides.
fn assumptions(checks: &[Check]) -> Vec<Assumption> {
    let assumed = checks.iter().filter(|check| check.status == Status::Assumed);
    let told = assumed.map(|check| Assumption {
        check: check.id,
        text: check.summary.clone(),
    });
    told.collect()
}
