//! Google accounts, which AWS has built in (IAM user guide, "OIDC federation"; AWS
//! service authorization reference for STS).

use super::{Claim, Facts, Kind, PublishedKeys, hidden};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    (url == "accounts.google.com").then_some(Facts {
        name: "Google",
        kind: Kind::Google,
        claims: &CLAIMS,
        shows_claims: true,
        built_in: true,
        keys: PublishedKeys::At("https://www.googleapis.com/oauth2/v3/certs"),
        lifetime: Some(3600),
        sub: Some("the numeric id of the account or service account"),
        aud: None,
    })
}

const CLAIMS: [Claim; 2] = [
    hidden("hd", "Domain of the organisation that the account belongs to."),
    hidden(
        "google",
        "What Google says of the account; AWS shows organization_number of it under its own key.",
    ),
];

/// The condition key that shows `organization_number` of the claim `google`, behind the
/// issuer's prefix; a number in the service authorization reference.
pub const ORGANIZATION_NUMBER: &str = "google/organization_number";
