//! A GitLab `sub` with a wildcard behind a group (GitLab docs, "OpenID Connect ID tokens").

use crate::issuers::Kind;
use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::grant::Grant;
use super::reach::Reach;
use super::rule::{Linted, Place, Rule, Told};
use super::tested::{Standing, takes_wildcards};

pub(super) const RULE: Rule = Rule {
    name: "nested-groups",
    help: "A * crosses / as well, so it takes projects of every group within this one, and the path of a group can be taken by somebody else once it is given up. Test project_id or namespace_id, which never change.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let by_path =
        |grant: &&Grant<'_>| grant.issuer.kind() == Kind::GitLab && !grant.demands(&["project_id", "namespace_id"]);
    for grant in linted.bound().filter(by_path) {
        for tested in grant
            .tested
            .iter()
            .filter(|tested| tested.is("sub") && tested.standing == Standing::Binds)
        {
            let like = tested.operator.is_some_and(takes_wildcards);
            for value in tested
                .condition
                .values
                .iter()
                .filter(|value| like && crosses_groups(&value.text))
            {
                let message = || {
                    format!(
                        "{} lets in every project below the group of {}.",
                        grant.capital(),
                        quoted(&value.text)
                    )
                };
                let reach = &Reach::Narrow;
                let place = Place {
                    grant,
                    tested,
                    value,
                    reach,
                };
                told.narrow(linted, FindingSeverity::High, &place, &message);
            }
        }
    }
}

/// `project_path:group/*`
fn crosses_groups(value: &str) -> bool {
    let path = value
        .strip_prefix("project_path:")
        .and_then(|rest| rest.split(':').next());
    path.is_some_and(|path| path.contains('*'))
}
