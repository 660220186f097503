//! What STS itself checks, one file a check, in the order in which it is taken to
//! make them, and the texts of its errors.
//!
//! Real STS was observed on 2026-09-11 with almost always one fault a call, so the
//! order of the checks is largely inferred. Shown by observation are: the routing by
//! `ProviderId` before anything about the token; `iss` before the look-up of its
//! provider; the number of audiences before their registration; and the roles claim
//! before the trust policy.

pub mod arn;
pub mod audience;
mod case;
mod check;
pub mod error;
pub mod parameters;
pub mod provider;
pub mod required_claims;
pub mod roles_claim;
pub mod session;
pub mod session_tags;
pub mod signature;
pub mod timestamps;
pub mod token_format;
pub mod trust_policy;

pub use case::{Case, Given};
pub use check::deciding;
pub use error::StsFailure;
