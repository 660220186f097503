//! What STS itself checks, one file a check.

pub mod signature;
