//! What to do about it.
//!
//! [`nearest`](fn@nearest) adds to a trust policy's reading what only the token can tell: that
//! the job runs in an environment, that the repository has ids in its `sub`, that a
//! claim is not shown to policies. [`summary`](fn@summary) says the verdict in one
//! sentence or two: why, and what to do now; [`obstacle`](fn@obstacle) is the condition that
//! it is about, and [`fixes`](fn@fixes) are what mends it, the safest first.
//! [`findings`](fn@findings) are what the rules in [`lint`] find beside it. The words stand beside
//! the facts, in [`Hint`], [`Remedy`] and the rules.

mod absent;
mod caller;
mod edit;
mod effect;
mod hint;
pub mod lint;
mod nearest;
mod once;
mod other_subject;
mod principal;
mod remedy;
mod rewrite;
mod run;
mod subject;
mod summary;
mod trust;
mod words;

pub use caller::Caller;
pub use edit::fixes;
pub use hint::{Hint, Instead};
pub use lint::findings;
pub use nearest::nearest;
pub use remedy::{Difference, OtherIssuer, Remedy, Setting};
pub use summary::{Situation, summary};
pub use trust::obstacle;
