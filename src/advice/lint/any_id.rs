//! Immutable subjects with a wildcard for an id: `repo:octo@*/app@*`.

use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "any-id",
    help: "The ids are there so that a name that has changed hands no longer fits; a wildcard in their place takes whoever has the name now. Write the ids.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let ids = ["repository_id", "repository_owner_id"];
    for place in linted.bound_reaching(&ids, |reach| *reach == Reach::AnyId) {
        told.narrow(linted, FindingSeverity::High, &place, &|| {
            format!(
                "In {}, {} takes every id.",
                place.grant.name(),
                quoted(&place.value.text)
            )
        });
    }
}
