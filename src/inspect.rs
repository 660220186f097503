//! The whole way of a token on one screen: what was pasted is read, STS's checks are
//! made in its order, and the first that failed is its answer.

use crate::advice::{self, Caller, Situation};
use crate::attempt::Attempt;
use crate::memory::Memory;
use crate::report::{Assumption, Check, CheckId, Decision, Outcome, Report, Session, Status, StsError, Verdict};
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
    let judged = sts::trust_policy::check(&case, &document, &context.conditions());
    let mut trust = judged.reading;
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
        judged.check,
        sts::session::check(&case),
    ];

    let provider = case.provider.as_deref().filter(|_| case.role.is_given());
    let situation = Situation {
        attempt,
        token: &token,
        keys: &keys,
        context: &context.entries,
        trust: &trust,
        document: &document,
        duration: case.duration,
        max_session_duration: case.max_session_duration,
        checks: &checks,
        provider,
    };
    let decides = sts::deciding(&checks, trust.decision).is_none_or(|check| check.id == CheckId::TrustPolicy);
    let doubt = judged.doubt.filter(|_| decides);
    let mut summary = advice::summary(&situation);
    if let Some(doubt) = &doubt {
        summary = format!("{doubt} {summary}");
    }
    let obstacle = advice::obstacle(&situation);
    // Nobody knows what an edit does to a policy of which it is not known how it is read.
    let fixes = if doubt.is_none() {
        advice::fixes(&situation)
    } else {
        Vec::new()
    };
    let findings = advice::findings(&situation, &document);
    Report {
        verdict: Verdict {
            summary,
            obstacle,
            fixes,
            ..verdict(&case, &checks, trust.decision)
        },
        checks,
        token: token.reading(),
        keys,
        context: context.shown(),
        trust,
        findings,
    }
    .bounded()
    .legible()
}

/// What comes of the attempt.
enum Answer {
    /// An error, that of the check that decides.
    Error(Option<StsError>),
    /// A session.
    Session(Session),
    /// Nothing that STS would say: no role has a trust policy that cannot be read.
    None,
}

impl Answer {
    fn of(case: &Case<'_>, checks: &[Check], decision: Decision) -> Self {
        if let Some(failed) = sts::deciding(checks, decision) {
            return Self::Error(failed.error.clone());
        }
        if decision == Decision::Unreadable {
            return Self::None;
        }
        sts::session::grant(case).map_or(Self::None, Self::Session)
    }
}

/// The verdict without advice.
fn verdict(case: &Case<'_>, checks: &[Check], decision: Decision) -> Verdict {
    let (outcome, error, session) = match Answer::of(case, checks, decision) {
        Answer::Error(error) => (Outcome::Refused, error, None),
        Answer::Session(session) => (Outcome::Accepted, None, Some(session)),
        Answer::None => (Outcome::Refused, None, None),
    };
    Verdict {
        outcome,
        assumptions: assumptions(checks),
        error,
        session,
        summary: String::new(),
        obstacle: None,
        fixes: Vec::new(),
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
