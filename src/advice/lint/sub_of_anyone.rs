//! A value for `sub` that leaves open whose run it is, so that it says nothing.

use crate::report::FindingSeverity;

use super::super::words::{clip, quoted, short};
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};
use super::tested::{Standing, Tested};

pub(super) const RULE: Rule = Rule {
    name: "sub-of-anyone",
    help: "A * crosses every / and :, so what stands in front of the first one is all that is demanded. Name the owner and the repository.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for place in linted.open_reaching(|reach| *reach == Reach::Anyone) {
        told.narrow(linted, FindingSeverity::Critical, &place, &|| {
            format!(
                "In {}, {} may be {}, which lets in whoever has a token of {}.",
                place.grant.name(),
                short(&place.tested.condition.key.text),
                quoted(&place.value.text),
                clip(place.grant.issuer.url_part())
            )
        });
    }
    for grant in linted.open() {
        let unread = |tested: &&Tested<'_>| tested.standing == Standing::Open && tested.reaches.is_empty();
        for tested in grant.tested.iter().filter(unread) {
            told.tell(FindingSeverity::Critical, tested.condition.values_at, &|| {
                format!(
                    "In {}, {} begins with a wildcard, which lets in whoever has a token of {}.",
                    grant.name(),
                    short(&tested.condition.key.text),
                    clip(grant.issuer.url_part())
                )
            });
        }
    }
}
