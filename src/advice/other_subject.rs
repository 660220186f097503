//! Hints for subjects of issuers other than GitHub, held against the value that a policy has.

use crate::issuers::{self, Kind};
use crate::policy::matches;

use super::caller::Caller;
use super::hint::Hint;
use super::once;

/// Separators of a value in which a slip is looked for.
const MOST: usize = 16;
/// Of longer texts nobody reads the difference in one letter.
const LONGEST: usize = 384;

/// A value that would match with one `:` or `/` in place of the other.
pub(super) fn separator(actual: &str, wanted: &str, like: bool) -> Option<Hint> {
    let places: Vec<(usize, &str)> = wanted.match_indices([':', '/']).take(MOST + 1).collect();
    if places.len() > MOST || wanted.len() + actual.len() > LONGEST {
        return None;
    }
    let takes = |meant: &str| if like { matches(meant, actual) } else { meant == actual };
    let mut changed = places.into_iter().filter_map(|(at, found)| {
        let (before, after) = (wanted.get(..at)?, wanted.get(at + 1..)?);
        let other = if found == ":" { "/" } else { ":" };
        Some(format!("{before}{other}{after}"))
    });
    changed
        .find(|meant| takes(meant))
        .map(|allow| Hint::Separator { allow })
}

/// What is probably meant by a value that did not match this `sub`.
pub(super) fn hint(actual: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    if caller.is_github() {
        return None;
    }
    let issuer = issuers::recognise(caller.key_prefix()?);
    let of_version_2 = |sub: &str| sub.contains("/vcs-origin/") || sub.contains("/vcs-ref/");
    if issuer.kind() == Kind::CircleCi && of_version_2(wanted) && !of_version_2(actual) {
        return Some(Hint::OldToken);
    }
    let allow = once::for_every_run("sub", actual, caller);
    if allow == actual || !once::is_anchored(&allow) {
        return None;
    }
    // It ends where the part begins that is another one each time, or pins an earlier run.
    let goes_on = allow
        .strip_prefix(wanted)
        .is_some_and(|rest| rest.starts_with([':', '/']));
    let earlier = once::for_every_run("sub", wanted, caller);
    let never = goes_on || (earlier != wanted && matches(&earlier, actual));
    Some(Hint::OneRun { allow, never })
}
