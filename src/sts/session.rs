//! The session that STS would hand out, and what can still prevent it.

use super::StsFailure;
use super::case::{Case, DEFAULT_DURATION};
use crate::policy::session::{self, Objection};
use crate::report::{AssumedRoleUser, Check, CheckId, Evidence, Session};

const ID: CheckId = CheckId::Session;

/// The duration within the role's maximum, and the session policy readable.
///
/// Token life does not limit it: a session of 7200 seconds was given to a token with 59 left.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let (duration, most) = (case.duration, case.max_session_duration);
    if duration > most {
        let summary = format!("DurationSeconds is {duration}; the role's MaxSessionDuration is {most}.");
        return Check::failed(ID, summary, &StsFailure::DurationAboveMaximum, Evidence::Reported);
    }
    let objection = session_policy(case).and_then(session::objection);
    let (unsettled, refused) = match objection {
        Some(objection) if objection.evidence == Evidence::Unsettled => (Some(objection), None),
        objection => (None, objection),
    };
    if let Some(objection) = refused {
        return malformed(objection);
    }
    let mut told = format!("{duration} seconds, of the {most} that the role allows");
    if duration == DEFAULT_DURATION {
        told.push_str("; whoever asks for none gets 3600");
    }
    let check = match unsettled {
        Some(Objection { fault, .. }) => Check::assumed(
            ID,
            format!("{told}; that STS takes the session policy is assumed: {fault}."),
            Evidence::Unsettled,
        ),
        None => Check::passed(ID, format!("{told}."), Evidence::Observed),
    };
    let check = check.note("The token's own exp does not shorten the session.");
    if has_session_policy(case) {
        check.note("How much of the packed-policy allowance session policies take cannot be told from outside; above 100 % STS answers PackedPolicyTooLarge.")
    } else {
        check
    }
}

fn malformed(objection: Objection) -> Check {
    let Objection { iam, fault, evidence } = objection;
    let summary = format!("The session policy cannot be used: {fault}.");
    let check = Check::failed(ID, summary, &StsFailure::MalformedSessionPolicy { iam }, evidence)
        .note("The code is documented; STS's text for it has not been published, so this is IAM's.");
    match evidence {
        Evidence::Observed => check.note("Seen of AssumeRole, which takes session policies as this call does."),
        Evidence::Inferred => check.note("STS was seen to refuse a session policy that IAM's grammar refuses, for one such fault; for the others it is inferred."),
        _ => check,
    }
}

/// What STS returns, without the secrets. Absent where there is nothing to make it of.
#[must_use]
pub fn grant(case: &Case<'_>) -> Option<Session> {
    let subject = case.subject()?;
    Some(Session {
        assumed_role_user: AssumedRoleUser {
            arn: case.role.value().session(case.session_name.value()),
        },
        audience: case.audience()?.to_owned(),
        provider: case.provider.clone()?,
        subject_from_web_identity_token: subject.to_owned(),
        packed_policy_size: packed_policy_size(subject, case.source_identity.as_deref()),
        source_identity: case.source_identity.clone(),
        expiration: case.now.saturating_add(case.duration),
    })
}

/// `PackedPolicySize`, in percent, about.
///
/// A fit of what was seen without session policies: 24 for a `sub` of 0 or 1 character,
/// 25 for 3 and for 13, 34 for 300, and 26 for one of a few characters with a source
/// identity of 12. It depends on ids that only AWS knows.
fn packed_policy_size(subject: &str, source_identity: Option<&str>) -> u32 {
    // In hundredths of a percent; one character takes about 1/32 percent.
    let characters = subject.chars().count() + source_identity.map_or(0, |identity| identity.chars().count() + 24);
    let hundredths = 2395 + characters * 100 / 32;
    u32::try_from(hundredths.div_ceil(100)).unwrap_or(u32::MAX)
}

fn has_session_policy(case: &Case<'_>) -> bool {
    case.request().is_some_and(|request| {
        request.policy.is_some() || request.policy_arns.as_ref().is_some_and(|arns| !arns.is_empty())
    })
}

fn session_policy<'a>(case: &Case<'a>) -> Option<&'a str> {
    case.request()?.policy.as_deref()
}

#[cfg(test)]
mod tests {
    use super::packed_policy_size;

    #[test]
    fn packed_size_fits_what_was_seen() {
        for (subject, source_identity, percent) in [
            (0, None, 24),
            (1, None, 24),
            (3, None, 25),
            (13, None, 25),
            (300, None, 34),
            (13, Some("octocat-1234"), 26),
        ] {
            assert_eq!(
                packed_policy_size(&"s".repeat(subject), source_identity),
                percent,
                "{subject} {source_identity:?}"
            );
        }
    }
}
