//! Identity services for people and workloads.

use super::{Claim, Facts, hidden, shown};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let known = match host {
        "login.microsoftonline.com" if path.ends_with("/v2.0") => Facts::named("Microsoft Entra ID (v2.0)", &ENTRA),
        "sts.windows.net" => Facts::named("Microsoft Entra ID (v1.0)", &ENTRA),
        _ if host.ends_with(".auth0.com") => Facts::named("Auth0", &[]),
        _ if host.ends_with(".okta.com") || host.ends_with(".oktapreview.com") => Facts::named("Okta", &OKTA),
        _ if path.starts_with("realms/") => Facts::named("Keycloak", &KEYCLOAK),
        _ if host.starts_with("idcs-") && host.ends_with(".identity.oraclecloud.com") => {
            Facts::named("Oracle Cloud", &ORACLE)
        }
        _ => return None,
    };
    Some(known)
}

const ENTRA: [Claim; 7] = [
    hidden("tid", "Id of the tenant."),
    hidden("oid", "Id of the person or application in the tenant."),
    hidden("appid", "Id of the application that the token was issued to."),
    hidden("upn", "Name of the person in the tenant."),
    hidden("idtyp", "Whether the token speaks of a person or an application."),
    hidden("ver", "Version of the token's form."),
    hidden("xms_mirid", "The Azure resource that a managed identity belongs to."),
];

const OKTA: [Claim; 2] = [
    hidden(
        "idp",
        "Id of the organisation or identity provider that signed the person in.",
    ),
    hidden("ver", "Version of the token's form."),
];

const KEYCLOAK: [Claim; 3] = [
    hidden("realm_access", "Roles of the realm."),
    hidden("resource_access", "Roles of the realm's clients."),
    hidden("session_state", "Id of the session at the issuer."),
];

/// Oracle's identity domains, of which AWS shows one claim.
const ORACLE: [Claim; 1] = [shown("rpst_id", "Id of the resource that the token speaks of.")];
