//! *Can this token assume this role?* What AWS STS would answer to a GitHub Actions
//! OIDC token, check by check, why, and what to change.
//!
//! The way of a token:
//!
//! ```text
//! Attempt ── token ─────▶ token::read ───┐
//!         ── jwks ──────▶ keys::read ────┤              ┌▶ sts::parameters … sts::session ─▶ checks
//!         ── trustPolicy▶ policy::read ──┼▶ sts::Case ──┼▶ context::build ─▶ policy::evaluate ─▶ trust
//!         ── provider, role, request ────┘              └▶ advice ─▶ verdict
//! ```
//!
//! [`inspect::inspect`] is all of it on one screen. Each room knows only those above it
//! in this list: [`text`], [`secrets`], [`issuers`], [`attempt`], [`report`], [`token`], [`policy`],
//! [`keys`], [`memory`], [`context`], [`advice`], [`sts`], [`inspect`](mod@inspect). `wasm`
//! alone knows JavaScript. [`practice`] goes the other way: claims in, a signed token out.
//!
//! Nothing here reads a clock, a file or the network, and no input makes it panic.

// As the lints of the workspace, where the tests may slice what they have written themselves.
#![cfg_attr(not(test), warn(clippy::string_slice))]

pub mod advice;
pub mod attempt;
pub mod context;
pub mod inspect;
pub mod issuers;
pub mod keys;
pub mod memory;
pub mod policy;
pub mod practice;
pub mod report;
pub mod secrets;
pub mod sts;
pub mod text;
pub mod token;

#[cfg(target_arch = "wasm32")]
pub mod wasm;

/// The date of the AWS facts that this was built on, `YYYY-MM-DD`.
pub const FACTS: &str = "2026-09-12";
