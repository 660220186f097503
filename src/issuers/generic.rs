//! What holds for every issuer: the registered claims (RFC 7519 section 4.1, OpenID
//! Connect Core 1.0 section 2) and those of them that AWS shows to policies.

use super::{Facts, Kind, PublishedKeys};
use crate::report::Evidence;

pub(super) const FACTS: Facts = Facts {
    name: "OpenID Connect issuer",
    kind: Kind::Other,
    claims: &[],
    shows_claims: false,
    built_in: false,
    keys: PublishedKeys::Discovery,
    lifetime: None,
    sub: None,
    aud: None,
};

/// Claims that AWS shows of every issuer (IAM user guide, "IAM and AWS STS condition
/// context keys", keys for OIDC federation). `oaud` is the `aud` claim.
pub(super) const SHOWN: [&str; 5] = ["aud", "oaud", "sub", "email", "amr"];

pub(super) fn key_evidence(kind: Kind, claim: &str) -> Option<Evidence> {
    match (kind, claim) {
        // The tokens of the first two are no JWTs, the third has a list of keys of its own.
        (Kind::Facebook | Kind::LoginWithAmazon, _) | (Kind::CognitoIdentity, "oaud" | "email") => None,
        // Not in the list of Google's keys, but in the general one.
        (Kind::Google, "email" | "amr") => Some(Evidence::Unsettled),
        _ if SHOWN.contains(&claim) => Some(Evidence::Documented),
        _ => None,
    }
}

pub(super) fn meaning(claim: &str) -> Option<&'static str> {
    Some(match claim {
        "iss" => "Who issued the token; the account's provider must have this URL.",
        "sub" => "Whom the token speaks of, in the issuer's own form.",
        "aud" => "Whom the token is meant for; the provider must list it, unless there is an azp.",
        "azp" => "The party that the token was issued to; AWS takes it in place of aud.",
        "exp" => "When the token ends, in seconds since 1970.",
        "nbf" => "When the token begins to be valid, in seconds since 1970.",
        "iat" => "When the token was issued, in seconds since 1970.",
        "auth_time" => "When the person signed in, in seconds since 1970.",
        "updated_at" => "When the person's details were last changed, in seconds since 1970.",
        "jti" => "Id of this one token.",
        "nonce" => "Ties the token to one sign-in request.",
        "acr" => "How strongly the person was authenticated.",
        "amr" => "How the person was authenticated.",
        "at_hash" => "Ties the token to an access token issued beside it.",
        "c_hash" => "Ties the token to a code issued beside it.",
        "sid" => "Id of the session at the issuer.",
        "email" => "The person's mail address.",
        "email_verified" => "Whether the issuer has verified the mail address.",
        "name" => "The person's name.",
        "preferred_username" => "The name by which the person wants to be called.",
        "given_name" => "The person's given name.",
        "family_name" => "The person's family name.",
        "picture" => "Address of the person's picture.",
        "locale" => "The person's language and region.",
        "groups" => "Groups that the person or the client is in.",
        "roles" => "Roles that the issuer's application gives; not the roles of AWS.",
        "scope" | "scp" => "What an access token may be used for.",
        "client_id" => "The client that the token was issued to.",
        "cnf" => "The key that the holder has to prove (RFC 7800).",
        "act" => "Who acts in the subject's place (RFC 8693).",
        _ => return None,
    })
}
