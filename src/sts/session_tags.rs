//! The session tags and the source identity that a token carries in AWS's own claims.

use super::StsFailure;
use super::case::Case;
use crate::report::{Check, CheckId, Evidence};
use crate::text::sentence;
use crate::token::aws_claims;

const ID: CheckId = CheckId::SessionTags;

/// Both well-formed, where there are any.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let Some(claims) = case.claims() else {
        return Check::skipped(ID, "There are no claims to look at.");
    };
    let source_identity = match aws_claims::source_identity(claims) {
        Ok(identity) => identity,
        Err(fault) => {
            return Check::failed(
                ID,
                sentence(&fault.to_string()),
                &StsFailure::NotVerified,
                fault.evidence(),
            )
            .note("Nobody has published what STS answers to a malformed source identity; this text is a guess.");
        }
    };
    let tags = match aws_claims::session_tags(claims) {
        Ok(tags) => tags,
        Err(fault) => {
            return Check::failed(
                ID,
                sentence(&fault.to_string()),
                &StsFailure::TagsFormat,
                fault.evidence(),
            );
        }
    };
    let mut told = Vec::new();
    if !tags.tags.is_empty() {
        let plural = if tags.tags.len() == 1 { "" } else { "s" };
        told.push(format!(
            "{} session tag{plural}, which the trust policy must allow by sts:TagSession",
            tags.tags.len()
        ));
    }
    if let Some(identity) = source_identity {
        told.push(format!(
            "source identity {identity}, which the trust policy must allow by sts:SetSourceIdentity"
        ));
    }
    let summary = if told.is_empty() {
        "The token carries no session tags and no source identity.".to_owned()
    } else {
        format!("The token carries {}.", told.join(", and "))
    };
    Check::passed(ID, summary, Evidence::Observed)
}
