//! How a check reports: its name, and one constructor a status; and which check decides.

use super::StsFailure;
use crate::report::{Check, CheckId, Decision, Evidence, Status};

/// The failed check whose error STS answers with: the first one. Behind a trust policy that
/// cannot be read nothing is known of an answer.
#[must_use]
pub fn deciding(checks: &[Check], decision: Decision) -> Option<&Check> {
    let unknown = |check: &Check| check.id == CheckId::TrustPolicy && decision == Decision::Unreadable;
    let mut known = checks.iter().take_while(|check| !unknown(check));
    known.find(|check| check.status == Status::Failed)
}

impl CheckId {
    /// Its name for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Parameters => "Parameters of the call",
            Self::TokenFormat => "A readable JWT",
            Self::RequiredClaims => "Required claims",
            Self::Provider => "OIDC provider in the account",
            Self::Timestamps => "Times",
            Self::Audience => "Audience",
            Self::Signature => "Signature",
            Self::SessionTags => "Session tags and source identity",
            Self::RolesClaim => "Roles claim",
            Self::TrustPolicy => "Trust policy",
            Self::Session => "Session",
        }
    }
}

impl Check {
    fn new(id: CheckId, status: Status, summary: impl Into<String>, evidence: Evidence) -> Self {
        Self {
            id,
            status,
            title: id.title(),
            summary: summary.into(),
            error: None,
            evidence,
            notes: Vec::new(),
        }
    }

    /// Looked at, and good.
    pub(crate) fn passed(id: CheckId, summary: impl Into<String>, evidence: Evidence) -> Self {
        Self::new(id, Status::Passed, summary, evidence)
    }

    /// Looked at, and refused. The evidence is for this answer to this cause.
    pub(crate) fn failed(id: CheckId, summary: impl Into<String>, failure: &StsFailure, evidence: Evidence) -> Self {
        let mut check = Self::new(id, Status::Failed, summary, evidence);
        check.error = Some(failure.error(evidence));
        check
    }

    /// The same, where the answer is better known than that this call gets it.
    #[must_use]
    pub(crate) fn answered(mut self, evidence: Evidence) -> Self {
        if let Some(error) = &mut self.error {
            error.evidence = evidence;
        }
        self
    }

    /// Its input was not given.
    pub(crate) fn assumed(id: CheckId, summary: impl Into<String>, evidence: Evidence) -> Self {
        Self::new(id, Status::Assumed, summary, evidence)
    }

    /// There is nothing to make it on.
    pub(crate) fn skipped(id: CheckId, summary: impl Into<String>) -> Self {
        Self::new(id, Status::Skipped, summary, Evidence::Inferred)
    }

    /// The same with a sentence that has to be read before its own; what it rests on may be
    /// something that nobody has settled.
    #[must_use]
    pub(crate) fn preceded_by(mut self, first: String, unsettled: bool) -> Self {
        self.summary = [first, self.summary].join(" ");
        if unsettled {
            self.evidence = Evidence::Unsettled;
            if self.status == Status::Passed {
                self.status = Status::Assumed;
            }
        }
        self
    }

    /// The same with something else worth knowing.
    #[must_use]
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same with several things worth knowing.
    #[must_use]
    pub(crate) fn notes(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }
}
