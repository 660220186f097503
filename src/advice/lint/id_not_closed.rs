//! A wildcard in an id: `repo:octo@65*` is also the owner 651.

use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::reach::Reach;
use super::rule::{Linted, Place, Rule, Told};
use super::tested::takes_wildcards;

pub(super) const RULE: Rule = Rule {
    name: "id-not-closed",
    help: "An id that begins so may be anybody's. Write the whole id, and what ends it.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for place in linted.bound_reaching(&[], |reach| matches!(reach, Reach::IdsFrom(_))) {
        tell(linted, told, &place);
    }
    let ids = ["repository_id", "repository_owner_id", "enterprise_id"];
    for grant in linted.bound() {
        for tested in grant.binding().filter(|tested| tested.demands(&ids)) {
            let like = tested.operator.is_some_and(takes_wildcards);
            let open = tested
                .condition
                .values
                .iter()
                .filter(|value| value.text.contains(['*', '?']));
            for value in open.filter(|_| like) {
                let reach = &Reach::Narrow;
                tell(
                    linted,
                    told,
                    &Place {
                        grant,
                        tested,
                        value,
                        reach,
                    },
                );
            }
        }
    }
}

fn tell(linted: &Linted<'_>, told: &mut Told, place: &Place<'_, '_>) {
    told.narrow(linted, FindingSeverity::Medium, place, &|| {
        format!(
            "In {}, {} takes other ids that begin like it.",
            place.grant.name(),
            quoted(&place.value.text)
        )
    });
}
