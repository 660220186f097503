//! The roles claim, with which an issuer itself says which roles a token is good for.

use super::StsFailure;
use super::case::Case;
use crate::report::{Check, CheckId, Evidence};
use crate::token::aws_claims::{self, RolesClaim};

const ID: CheckId = CheckId::RolesClaim;

/// `https://aws.amazon.com/roles`, which needs no opt-in: observed to gate even a role
/// whose trust policy has no condition, and before the trust policy is looked at.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let Some(claims) = case.claims() else {
        return Check::skipped(ID, "There are no claims to look at.");
    };
    let role = case.role.value().to_string();
    match aws_claims::roles(claims) {
        RolesClaim::Absent => Check::passed(
            ID,
            "The token has no https://aws.amazon.com/roles claim, so it does not limit the roles.",
            Evidence::Observed,
        ),
        RolesClaim::Unsupported { found } => {
            let summary = format!("The roles claim is {found}; STS takes a string or a list of strings.");
            Check::failed(ID, summary, &StsFailure::RolesFormat, Evidence::Observed)
        }
        RolesClaim::Roles { valid, .. } if valid.is_empty() => Check::failed(
            ID,
            "The roles claim names no well-formed role ARN.",
            &StsFailure::NoValidRoles,
            Evidence::Observed,
        ),
        RolesClaim::Roles { valid, .. } if valid.contains(&role) && case.role.is_given() => {
            Check::passed(ID, format!("The roles claim names {role}."), Evidence::Observed)
        }
        RolesClaim::Roles { valid, .. } if !case.role.is_given() => {
            let summary = format!(
                "The roles claim names {}; the role that was left out is assumed to be one of them.",
                valid.join(", ")
            );
            Check::assumed(ID, summary, Evidence::Observed)
        }
        RolesClaim::Roles { valid, .. } => {
            let summary = format!(
                "The roles claim names {}, not {role}; it compares letter for letter and has no wildcards.",
                valid.join(", ")
            );
            Check::failed(ID, summary, &StsFailure::RoleNotListed, Evidence::Observed)
        }
    }
}

/// `sts:RoleAuthorizedByIdp`: whether the roles claim names this role. Observed: present
/// and false where there is no claim.
#[must_use]
pub fn authorizes(case: &Case<'_>) -> bool {
    let Some(claims) = case.claims() else { return false };
    match aws_claims::roles(claims) {
        RolesClaim::Roles { valid, .. } => {
            !case.role.is_given() && !valid.is_empty() || valid.contains(&case.role.value().to_string())
        }
        RolesClaim::Absent | RolesClaim::Unsupported { .. } => false,
    }
}
