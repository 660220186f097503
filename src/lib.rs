//! *Can this token assume this role?* What AWS STS would answer to a GitHub Actions
//! OIDC token, check by check.

pub mod attempt;
pub mod context;
pub mod issuers;
pub mod report;
pub mod text;
pub mod token;
