//! Whether patterns for GitHub's `sub` take one of a stranger: of an owner whom nobody can
//! foresee.
//!
//! A stranger's `sub` is `repo:OWNER/NAME`, with ids behind the names or without, and
//! whatever a subject template adds; whoever owns a repository sets that. OWNER has a
//! character that stands in no pattern, so that a wildcard has to take it; where ids are
//! written, so does the owner's id. Patterns are followed side by side through that form.

use std::cell::Cell;

/// Steps that are followed for one policy. One of 4,096 characters, the most that IAM saves,
/// needs a third of them at most.
pub(super) const MOST_STEPS: usize = 200_000;

/// Steps that may be told apart for patterns that are followed together.
const MOST_STATES: usize = 1 << 20;

/// A place in the form of a stranger's `sub`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// So many characters of `repo:` have been written.
    Prefix(usize),
    /// In the owner's name, and whether nobody could have foreseen it yet.
    Owner { strange: bool },
    /// In the owner's id, likewise.
    OwnerId { strange: bool },
    /// At the first character of the repository's name.
    Slash,
    /// In the repository's name.
    Name,
    /// At the first digit of the repository's id.
    At,
    /// In the repository's id.
    NameId,
    /// Behind the repository: whatever its owner wants.
    Context,
}

const PREFIX: &[u8] = b"repo:";

/// How many places there are.
const PLACES: usize = 14;

impl Place {
    /// Which one it is, below [`PLACES`].
    fn index(self) -> usize {
        match self {
            Self::Prefix(written) => written,
            Self::Owner { strange } => 5 + usize::from(strange),
            Self::OwnerId { strange } => 7 + usize::from(strange),
            Self::Slash => 9,
            Self::Name => 10,
            Self::At => 11,
            Self::NameId => 12,
            Self::Context => 13,
        }
    }

    /// Whether a `sub` may end here.
    fn is_end(self) -> bool {
        matches!(self, Self::Name | Self::NameId | Self::Context)
    }

    /// Where a character leads; `None` stands for one that is in no pattern.
    fn after(self, character: Option<char>) -> Option<Self> {
        let is_strange = character.is_none();
        let is = |wanted: char| character == Some(wanted);
        let is_digit = character.is_none_or(|found| found.is_ascii_digit());
        let is_of_owner = character.is_none_or(|found| found.is_ascii_alphanumeric() || found == '-');
        let is_of_name = is_of_owner || is('.') || is('_');
        match self {
            Self::Prefix(written) => {
                let wanted = PREFIX.get(written).copied().map(char::from)?;
                (character == Some(wanted)).then_some(if written + 1 == PREFIX.len() {
                    Self::Owner { strange: false }
                } else {
                    Self::Prefix(written + 1)
                })
            }
            Self::Owner { strange: true } | Self::OwnerId { strange: true } if is('/') => Some(Self::Slash),
            Self::Owner { strange: true } if is('@') => Some(Self::OwnerId { strange: false }),
            Self::Owner { strange } => is_of_owner.then_some(Self::Owner {
                strange: strange || is_strange,
            }),
            Self::OwnerId { strange } => is_digit.then_some(Self::OwnerId {
                strange: strange || is_strange,
            }),
            Self::Name | Self::NameId if is(':') => Some(Self::Context),
            Self::Name if is('@') => Some(Self::At),
            Self::Slash | Self::Name => is_of_name.then_some(Self::Name),
            Self::At | Self::NameId => is_digit.then_some(Self::NameId),
            Self::Context => Some(Self::Context),
        }
    }

    /// Characters that the form asks for where a wildcard takes what stands here.
    fn choices(self) -> impl Iterator<Item = Option<char>> {
        let of_prefix = match self {
            Self::Prefix(written) => PREFIX.get(written).copied().map(char::from),
            _ => None,
        };
        let marks = "/@:".chars().map(Some);
        [None].into_iter().chain(of_prefix.map(Some)).chain(marks)
    }
}

/// Whether one `sub` of a stranger is taken by all of these patterns, in which `*` and `?` are
/// wildcards. Where no steps are left for it, whether none of them names an owner first of all.
pub(super) fn get_in(patterns: &[&str], steps: &Cell<usize>) -> bool {
    if patterns.iter().any(|pattern| names_owner(pattern)) {
        return false;
    }
    let written: Vec<Vec<char>> = patterns.iter().map(|pattern| pattern.chars().collect()).collect();
    let all_states = written
        .iter()
        .try_fold(PLACES, |all, pattern| all.checked_mul(pattern.len() + 1));
    let Some(states) = all_states.filter(|states| *states <= MOST_STATES) else {
        return true;
    };
    let mut seen = vec![false; states];
    let first = (Place::Prefix(0), vec![0; written.len()]);
    let mut left = vec![first];
    while let Some(step) = left.pop() {
        let state = written.iter().zip(&step.1);
        let state = state.fold(step.0.index(), |state, (pattern, at)| state * (pattern.len() + 1) + at);
        match seen.get_mut(state) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        match steps.get().checked_sub(1) {
            Some(left) => steps.set(left),
            None => return true,
        }
        let (place, at) = step;
        let all = || written.iter().zip(&at);
        if place.is_end() && all().all(|(pattern, at)| pattern.iter().skip(*at).all(|token| *token == '*')) {
            return true;
        }
        // A `*` may take nothing more.
        for (index, (pattern, position)) in all().enumerate() {
            if pattern.get(*position) == Some(&'*') {
                let mut moved = at.clone();
                if let Some(position) = moved.get_mut(index) {
                    *position += 1;
                }
                left.push((place, moved));
            }
        }
        let asked = all().filter_map(|(pattern, position)| pattern.get(*position));
        let asked = asked.filter(|token| !matches!(token, '*' | '?')).copied().map(Some);
        for character in place.choices().chain(asked) {
            if let (Some(place), Some(moved)) = (place.after(character), taken(&written, &at, character)) {
                left.push((place, moved));
            }
        }
    }
    false
}

/// Whether a whole owner stands in front of the first wildcard.
fn names_owner(pattern: &str) -> bool {
    let fixed = pattern.split(['*', '?']).next().unwrap_or_default();
    let owner = fixed.strip_prefix("repo:").and_then(|rest| rest.split_once('/'));
    owner.is_some()
}

/// The places in the patterns behind a character, where each takes it there.
fn taken(patterns: &[Vec<char>], at: &[usize], character: Option<char>) -> Option<Vec<usize>> {
    let behind = |(pattern, position): (&Vec<char>, &usize)| match pattern.get(*position)? {
        '*' => Some(*position),
        '?' => Some(position + 1),
        wanted => (Some(*wanted) == character).then_some(position + 1),
    };
    patterns.iter().zip(at).map(behind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get_in(patterns: &[&str]) -> bool {
        super::get_in(patterns, &Cell::new(MOST_STEPS))
    }

    #[test]
    fn tells_whether_a_stranger_gets_in() {
        for pattern in [
            "*",
            "re*",
            "repo:*",
            "repo:acme*",
            "repo:acme?/app:*",
            "repo:?cme/*",
            "*cme/app:*",
            "*:ref:refs/heads/main",
            "repo:*/app:pull_request",
            "repo:*/app",
            "r*:acme/app:*",
            "repo:*@65/*",
            "repo:*@*/app@*:*",
            "repo:a*/?",
        ] {
            assert!(get_in(&[pattern]), "{pattern}");
        }
        for pattern in [
            "",
            "repo:acme/*",
            "repo:acme/app*",
            "repo:acme/?",
            "repo?acme/app:*",
            "?epo:acme/*",
            "????:acme/app:pull_request",
            "repo:acme@*/app@*:*",
            "repo:?cme@65/app@74:*",
            "repo:acme",
        ] {
            assert!(!get_in(&[pattern]), "{pattern}");
        }
        assert!(get_in(&["repo:acme*", "*cme/app:*"]));
        assert!(!get_in(&["repo:a?me/*", "repo:?cme/*"]));
        assert!(!get_in(&["repo:*", "repo:acme/app:*"]));
    }

    #[test]
    fn gives_up_on_patterns_that_nobody_could_follow() {
        let long = "a*".repeat(400);
        let begun = std::time::Instant::now();
        assert!(get_in(&["*", &format!("*{long}"), &format!("re*{long}")]));
        assert!(begun.elapsed() < std::time::Duration::from_secs(5));
    }
}
