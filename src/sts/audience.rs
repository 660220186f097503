//! The effective audience among the client ids of the provider.

use super::StsFailure;
use super::case::Case;
use crate::attempt::ProviderInput;
use crate::report::{Check, CheckId, Evidence};

const ID: CheckId = CheckId::Audience;

/// `azp` where there is one, else `aud`, among `ClientIDList`.
///
/// Observed: `azp` alone counts where it is present, even where `aud` is registered and
/// `azp` is not; an empty one is refused.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    let Some(audience) = case.audience() else {
        return Check::skipped(ID, "There is no single audience to look for.");
    };
    let claim = if case.claim("azp").is_some_and(|azp| azp.as_str().is_some()) {
        "azp"
    } else {
        "aud"
    };
    if audience.is_empty() {
        let summary = format!("{claim} is empty, and no client id can be.");
        return Check::failed(ID, summary, &StsFailure::AudienceNotRegistered, Evidence::Observed);
    }
    if let Some(issuer) = case.issuer.as_ref().filter(|issuer| issuer.is_built_in()) {
        let summary = format!(
            "AWS has {} built in, and registers no client ids for it; {claim} is {audience}.",
            issuer.url_part()
        );
        return Check::passed(ID, summary, Evidence::Documented);
    }
    let provider = match &case.attempt.provider {
        ProviderInput::Registered(provider) => provider,
        ProviderInput::None => return Check::skipped(ID, "There is no provider that could have client ids."),
        ProviderInput::Assumed => {
            let summary = format!(
                "The provider's client ids were not given; {audience}, the token's {claim}, is assumed to be one."
            );
            return Check::assumed(ID, summary, Evidence::Observed).notes(overridden(case));
        }
    };
    let Some(client_ids) = &provider.client_id_list else {
        let summary = format!(
            "The provider was given without client ids; {audience}, the token's {claim}, is assumed to be one."
        );
        return Check::assumed(ID, summary, Evidence::Observed).notes(overridden(case));
    };
    if client_ids.iter().any(|id| id == audience) {
        let summary = format!("{audience}, the token's {claim}, is one of the provider's client ids.");
        return Check::passed(ID, summary, Evidence::Observed).notes(overridden(case));
    }
    let registered = if client_ids.is_empty() {
        "none".to_owned()
    } else {
        client_ids.join(", ")
    };
    let summary = format!("The token's {claim} is {audience}; the provider's client ids: {registered}.");
    Check::failed(ID, summary, &StsFailure::AudienceNotRegistered, Evidence::Observed).notes(overridden(case))
}

/// That `azp` hides `aud`, which surprises nearly everybody.
fn overridden(case: &Case<'_>) -> Option<String> {
    let azp = case.claim("azp")?.as_str()?;
    let aud = case.claim("aud")?.as_str().filter(|aud| *aud != azp)?;
    Some(format!(
        "The token has azp {azp}, so STS does not look at aud, which is {aud}."
    ))
}
