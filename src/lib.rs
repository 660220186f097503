//! *Can this token assume this role?* What AWS STS would answer to a GitHub Actions
//! OIDC token, check by check.

pub mod attempt;
pub mod report;
pub mod text;
/// The date of the AWS facts that this was built on, `YYYY-MM-DD`.
pub const FACTS: &str = "2026-09-12";

#[cfg(target_arch = "wasm32")]
pub mod wasm;
