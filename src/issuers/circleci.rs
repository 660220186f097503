//! CircleCI (CircleCI docs, "Using OpenID Connect tokens in jobs").

use super::{Claim, Facts, Kind, PublishedKeys, hidden, shown};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    let organisation = url.strip_prefix("oidc.circleci.com/org/")?;
    (!organisation.is_empty() && !organisation.contains('/')).then_some(Facts {
        name: "CircleCI",
        kind: Kind::CircleCi,
        claims: &CLAIMS,
        shows_claims: true,
        built_in: false,
        keys: PublishedKeys::Path("/.well-known/jwks-pub.json"),
        lifetime: Some(3600),
        sub: Some("org/ORG_ID/project/PROJECT_ID/user/USER_ID"),
        aud: Some("ORG_ID"),
    })
}

const CLAIMS: [Claim; 5] = [
    shown("oidc.circleci.com/project-id", "Id of the project."),
    hidden(
        "oidc.circleci.com/context-ids",
        "Ids of the contexts that the job uses.",
    ),
    hidden("oidc.circleci.com/vcs-origin", "Repository that started the job."),
    hidden("oidc.circleci.com/vcs-ref", "Git ref that started the job."),
    hidden(
        "oidc.circleci.com/ssh-rerun",
        "Whether the job was started again with SSH.",
    ),
];
