//! What an edit of one condition does to the set of those whom it lets in.
//!
//! Decided on the values of that condition alone: texts and patterns before and after.
//! An inclusion is claimed where one pattern covers another, its absence where a text
//! shows it; otherwise the answer is that it is not decided.

use crate::issuers::github::{Context, parse_sub};
use crate::policy::{Operator, fold, has_variable, is_only_wildcards, matches};
use crate::report::{FixEffect, Relation};

use super::words::clip;

/// A value of a condition, as its operator reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    text: String,
    wildcards: bool,
}

/// Of more values nobody reads the comparison.
const MOST: usize = 64;
/// Longer values are not compared.
const LONGEST: usize = 1024;

/// The values of a condition under an operator. Absent where nobody can tell what they hold.
#[derive(Debug, Clone)]
pub(super) struct Values {
    shapes: Vec<Shape>,
    undecided: bool,
}

impl Values {
    /// As the operator reads them.
    pub(super) fn new<'a>(operator: &str, values: impl IntoIterator<Item = &'a str>) -> Self {
        let parsed = Operator::parse(operator);
        let like = operator.to_ascii_lowercase().contains("like");
        let folded = operator.to_ascii_lowercase().contains("ignorecase");
        let shapes: Vec<Shape> = values
            .into_iter()
            .take(MOST + 1)
            .map(|value| Shape {
                text: if folded {
                    fold(value).into_owned()
                } else {
                    value.to_owned()
                },
                wildcards: like,
            })
            .collect();
        let long = shapes.len() > MOST || shapes.iter().any(|shape| shape.text.len() > LONGEST);
        let variable = shapes.iter().any(|shape| has_variable(&shape.text));
        let negated = parsed.is_none_or(|operator| operator.negated);
        Self {
            shapes,
            undecided: long || variable || negated,
        }
    }
}

impl Shape {
    fn takes(&self, text: &str) -> bool {
        if self.wildcards {
            matches(&self.text, text)
        } else {
            self.text == text
        }
    }

    fn is_open(&self) -> bool {
        self.wildcards && self.text.contains(['*', '?'])
    }

    /// Certainly takes all that the other takes.
    fn covers(&self, other: &Self) -> bool {
        if self == other || !other.is_open() {
            return self == other || self.takes(&other.text);
        }
        // Its `*` takes a `*` of the other as it takes any letter; a `?` would take one as well.
        self.wildcards && !self.text.contains('?') && matches(&self.text, &other.text)
    }

    /// Texts that it takes, of several kinds.
    fn examples(&self) -> Vec<String> {
        if !self.is_open() {
            return vec![self.text.clone()];
        }
        ["", "x", "y7/z:w", "\u{b7}:\u{b7}/\u{b7}"]
            .iter()
            .map(|filling| self.text.replace('*', filling).replace('?', "q"))
            .collect()
    }
}

/// Whether all that is in one set is in the other; nothing where it is not decided.
fn included(set: &[Shape], other: &[Shape]) -> Option<bool> {
    if set
        .iter()
        .all(|shape| other.iter().any(|candidate| candidate.covers(shape)))
    {
        return Some(true);
    }
    let mut examples = set.iter().flat_map(Shape::examples);
    let outside = |text: String| !other.iter().any(|shape| shape.takes(&text));
    examples.any(outside).then_some(false)
}

/// How the values after an edit compare with those before.
pub(super) fn relation(before: &Values, after: &Values) -> Relation {
    if before.undecided || after.undecided {
        return Relation::Undecided;
    }
    match (
        included(&before.shapes, &after.shapes),
        included(&after.shapes, &before.shapes),
    ) {
        (Some(true), Some(true)) => Relation::Same,
        (Some(true), Some(false)) => Relation::Wider,
        (Some(false), Some(true)) => Relation::Narrower,
        (Some(false), Some(false)) => Relation::Different,
        _ => Relation::Undecided,
    }
}

/// The effect of an edit of the values of one key, with who comes in besides or instead.
pub(super) fn of_values(key: &str, before: &Values, after: &Values) -> FixEffect {
    let relation = relation(before, after);
    let beyond = |values: &Values, others: &Values| {
        let new = values
            .shapes
            .iter()
            .filter(|shape| !others.shapes.iter().any(|other| other.covers(shape)));
        let named: Vec<String> = new.map(|shape| whom(key, &shape.text, shape.wildcards)).collect();
        listed(&named)
    };
    let text = match relation {
        Relation::Same => "same: nobody besides, nobody less".to_owned(),
        Relation::Wider => format!("wider: also {}", beyond(after, before)),
        Relation::Narrower => format!("narrower: no longer {}", beyond(before, after)),
        Relation::Different => format!(
            "different: {} instead of {}",
            beyond(after, before),
            beyond(before, after)
        ),
        Relation::Undecided => "undecided: the values before and after could not be compared".to_owned(),
    };
    FixEffect { relation, text }
}

/// The effect of an edit that brings a condition to hold which no call could satisfy.
pub(super) fn instead_of_nobody(whom: &str) -> FixEffect {
    FixEffect {
        relation: Relation::Different,
        text: format!("different: {whom} instead of nobody"),
    }
}

fn listed(named: &[String]) -> String {
    match named {
        [] => "the same callers".to_owned(),
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [first, rest @ ..] => format!("{first} and {} others", rest.len()),
    }
}

/// Whom a value of a condition key lets in, in words.
pub(super) fn whom(key: &str, value: &str, wildcards: bool) -> String {
    let like = if wildcards && value.contains(['*', '?']) {
        "like "
    } else {
        ""
    };
    match key.rsplit_once(':').map_or(key, |(_, name)| name) {
        "sub" => subject(value).unwrap_or_else(|| format!("every run whose sub is {like}{}", clip(value))),
        "aud" => format!("tokens for the audience {like}{}", clip(value)),
        "environment" => format!("every run of {}", named("environment", value)),
        name => format!("every run whose {name} is {like}{}", clip(value)),
    }
}

/// `every run of environment prod of octo-org/app`
fn subject(value: &str) -> Option<String> {
    let sub = parse_sub(value);
    let first = sub.pairs.first().filter(|pair| pair.key == "repo")?;
    let repository = first.value.as_deref()?;
    let of = if repository.contains('*') {
        format!("repositories like {}", clip(repository))
    } else {
        clip(repository)
    };
    let rest = sub.pairs.get(1..)?;
    let what = match rest {
        [] => return Some(format!("every run of {of}")),
        [only] if is_only_wildcards(&only.key) && only.value.is_none() => return Some(format!("every run of {of}")),
        [_] => match sub.context()? {
            Context::Environment(name) => named("environment", &name),
            Context::PullRequest => "pull requests".to_owned(),
            Context::Branch(name) => match super::once::queue_of(&name) {
                Some(base) => format!("the merge queue of {base}"),
                None => named("branch", &name),
            },
            Context::Tag(name) => named("tag", &name),
            Context::Ref(_) => return None,
        },
        _ => return None,
    };
    Some(match what.as_str() {
        "pull requests" => format!("every run for pull requests of {of}"),
        _ => format!("every run of {what} of {of}"),
    })
}

/// `branch main`, `a branch like feat/*`
fn named(what: &str, name: &str) -> String {
    if name.contains(['*', '?']) {
        let article = if what == "environment" { "an" } else { "a" };
        format!("{article} {what} like {}", clip(name))
    } else {
        format!("{what} {}", clip(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All texts of up to four letters of a small alphabet, in which the patterns below differ.
    fn texts() -> Vec<String> {
        let mut all = vec![String::new()];
        let mut from = 0;
        for _ in 0..4 {
            let to = all.len();
            for index in from..to {
                for letter in ['a', 'b', ':', '*', '?'] {
                    all.push(format!("{}{letter}", all[index]));
                }
            }
            from = to;
        }
        all
    }

    /// What is claimed holds for every text, and where sets differ in a short text no
    /// inclusion is claimed.
    #[test]
    fn claims_what_every_text_bears_out() {
        let texts = texts();
        let values = [
            &["a"][..],
            &["*"],
            &["a*"],
            &["a:*"],
            &["*:b"],
            &["a:*", "b"],
            &["a?"],
            &["??"],
            &["a:b", "a:*"],
            &["a*b*"],
            &["ab", "a:b"],
            &["*a*"],
        ];
        let sets = |values: &[&str]| {
            ["StringEquals", "StringLike"].map(|operator| Values::new(operator, values.iter().copied()))
        };
        let all: Vec<Values> = values.into_iter().flat_map(sets).collect();
        let takes = |set: &Values, text: &str| set.shapes.iter().any(|shape| shape.takes(text));
        let mut decided = 0;
        for before in &all {
            for after in &all {
                let gains = texts.iter().any(|text| takes(after, text) && !takes(before, text));
                let loses = texts.iter().any(|text| takes(before, text) && !takes(after, text));
                let found = relation(before, after);
                let expected = match (gains, loses) {
                    (false, false) => Relation::Same,
                    (true, false) => Relation::Wider,
                    (false, true) => Relation::Narrower,
                    (true, true) => Relation::Different,
                };
                assert!(
                    found == expected || found == Relation::Undecided,
                    "{before:?} then {after:?}: {found:?}, not {expected:?}"
                );
                decided += usize::from(found != Relation::Undecided);
            }
        }
        assert!(decided * 10 > all.len() * all.len() * 8, "only {decided} were decided");
    }

    #[test]
    fn says_whom_a_value_lets_in() {
        for (key, value, expected) in [
            (
                "i:sub",
                "repo:octo-org/app:environment:prod",
                "every run of environment prod of octo-org/app",
            ),
            (
                "i:sub",
                "repo:octo-org/app:ref:refs/heads/gh-readonly-queue/main/*",
                "every run of the merge queue of main of octo-org/app",
            ),
            (
                "i:sub",
                "repo:octo-org/app:pull_request",
                "every run for pull requests of octo-org/app",
            ),
            ("i:sub", "repo:octo-org/app:*", "every run of octo-org/app"),
            ("i:sub", "repo:octo-org/*", "every run of repositories like octo-org/*"),
            (
                "i:sub",
                "repo:octo-org/app:ref:refs/heads/feat/*",
                "every run of a branch like feat/* of octo-org/app",
            ),
            (
                "i:sub",
                "project_path:g/p:*",
                "every run whose sub is like project_path:g/p:*",
            ),
            ("i:ref", "refs/heads/main", "every run whose ref is refs/heads/main"),
        ] {
            assert_eq!(whom(key, value, true), expected);
        }
    }
}
