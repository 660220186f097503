//! Whether patterns for GitHub's `sub` take one of a stranger: of an owner whom nobody can
//! foresee.
//!
//! A stranger's `sub` is `repo:OWNER/NAME`, with ids behind the names or without, and
//! whatever a subject template adds; whoever owns a repository sets that. OWNER has a
//! character that stands in no pattern, so that a wildcard has to take it; where ids are
//! written, so does the owner's id. Patterns are followed side by side through that form.

use std::cell::Cell;
use std::collections::BTreeSet;

/// Steps that are followed for one policy. One of 4,096 characters, the most that IAM saves,
/// needs a fifth of them.
pub(super) const MOST_STEPS: usize = 200_000;

/// A place in the form of a stranger's `sub`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

impl Place {
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
            Self::Owner { strange: true } if is('/') => Some(Self::Slash),
            Self::Owner { strange: true } if is('@') => Some(Self::OwnerId { strange: false }),
            Self::Owner { strange } => is_of_owner.then_some(Self::Owner {
                strange: strange || is_strange,
            }),
            Self::OwnerId { strange: true } if is('/') => Some(Self::Slash),
            Self::OwnerId { strange } => is_digit.then_some(Self::OwnerId {
                strange: strange || is_strange,
            }),
            Self::Slash => is_of_name.then_some(Self::Name),
            Self::Name if is(':') => Some(Self::Context),
            Self::Name if is('@') => Some(Self::At),
            Self::Name => is_of_name.then_some(Self::Name),
            Self::At => is_digit.then_some(Self::NameId),
            Self::NameId if is(':') => Some(Self::Context),
            Self::NameId => is_digit.then_some(Self::NameId),
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

/// A `sub` on its way: the place that it has come to in its form, and in each pattern.
type Step = (Place, Vec<usize>);

/// Whether one `sub` of a stranger is taken by all of these patterns, in which `*` and `?` are
/// wildcards. Where no steps are left for it, whether none of them names an owner first of all.
pub(super) fn get_in(patterns: &[&str], steps: &Cell<usize>) -> bool {
    if patterns.iter().any(|pattern| names_owner(pattern)) {
        return false;
    }
    let written: Vec<Vec<char>> = patterns.iter().map(|pattern| pattern.chars().collect()).collect();
    let first = (Place::Prefix(0), vec![0; written.len()]);
    let mut seen: BTreeSet<Step> = BTreeSet::new();
    let mut left = vec![first];
    while let Some(step) = left.pop() {
        if !seen.insert(step.clone()) {
            continue;
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
        let choices: BTreeSet<Option<char>> = place.choices().chain(asked).collect();
        for character in choices {
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
