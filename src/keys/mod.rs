//! The issuer's keys: what was pasted, which of them is meant, and whether it verifies.
//!
//! [`read`] takes a JWK Set, a JWK or PEM and reads each key by itself. [`reading`]
//! chooses among them by the JOSE RFCs and verifies. What STS does differently is in
//! [`crate::sts::signature`].

pub mod algorithm;
mod asn1;
mod der;
mod fault;
mod header;
mod jwk;
mod key;
mod pem;
pub mod provider;
mod recognise;
mod rsassa;
mod select;
mod set;
mod trials;
mod verify;
pub(crate) mod wording;

pub use fault::KeyFault;
pub use header::{Asked, Refusal, asked};
pub use key::{Key, MAX_RSA_BITS, MAX_RSA_EXPONENT_BITS, MIN_RSA_BITS, Origin, PublicKey, SECURE_RSA_BITS, X5c};
pub use recognise::NotKeys;
pub use select::reading;
pub use set::{Form, KeySet, LARGEST, MAX_KEYS, read};
pub use trials::{MAX_TRIALS, Outcome, Progress, Signed, Trials};
pub use verify::{Mismatch, verify};
