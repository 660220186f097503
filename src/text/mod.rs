//! Reading text without forgetting where it stood.
//!
//! Everything that people paste is read here first: [`json`] keeps duplicates,
//! digits and places; [`base64url`] is strict and says which character is wrong;
//! [`names`] tells which are the same; [`Source`] turns byte offsets, which Rust counts in, into the UTF-16 offsets
//! that editors count in ([`Span`]).

pub mod base64url;
pub mod json;
pub mod names;
mod order;
mod sentence;
mod span;
mod visible;

pub use order::sort_by_place;
pub use sentence::sentence;
pub use span::{Bytes, Source, Span};
pub use visible::{Unusual, visible};
