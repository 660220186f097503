//! What to do about it.
//!
//! [`nearest`](fn@nearest) adds to a trust policy's reading what only the token can tell: that
//! the job runs in an environment, that the repository has ids in its `sub`, that a
//! claim is not shown to policies. [`summary`](fn@summary) says the verdict in one
//! sentence or two: why, and what to do now; [`obstacle`](fn@obstacle) is the condition that
//! it is about, and [`edit`](fn@edit) the edit of the policy that it speaks of. The words stand beside the facts, in
//! [`Hint`] and [`Remedy`].

mod caller;
mod edit;
mod hint;
mod nearest;
mod remedy;
mod subject;
mod summary;
mod trust;

pub use caller::Caller;
pub use edit::edit;
pub use hint::{Hint, Instead};
pub use nearest::nearest;
pub use remedy::{Difference, OtherIssuer, Remedy, Setting};
pub use summary::{Situation, summary};
pub use trust::obstacle;
