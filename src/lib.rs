//! *Can this token assume this role?* What AWS STS would answer to a GitHub Actions
//! OIDC token, check by check.

pub mod attempt;
pub mod issuers;
pub mod keys;
pub mod report;
pub mod sts;
pub mod text;
pub mod token;
