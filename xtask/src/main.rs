//! `cargo xtask`: everything that is done with this repository.

fn main() {}
