//! The verdict in two sentences: why STS answers as it does, and what to do now.

use crate::attempt::{Attempt, Provider, ProviderInput};
use crate::policy::Document;
use crate::policy::document::Statement;
use crate::report::{Check, CheckId, ContextEntry, Decision, KeysReading, TokenForm, TrustReading};
use crate::sts;
use crate::text::json::Value;
use crate::text::sentence;
use crate::token::{Part, Token};

use super::caller::Caller;
use super::remedy::{Difference, OtherIssuer, Remedy, Setting};
use super::{run, trust};

/// Everything that the sentences are made of.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The call as it was given.
    pub attempt: &'a Attempt,
    /// The token as it was read.
    pub token: &'a Token,
    /// The keys as they were tried.
    pub keys: &'a KeysReading,
    /// The condition keys of the call.
    pub context: &'a [ContextEntry],
    /// The trust policy as it was evaluated.
    pub trust: &'a TrustReading,
    /// The trust policy as it is written.
    pub document: &'a Document,
    /// Seconds that the session is to last.
    pub duration: i64,
    /// Seconds that the role allows.
    pub max_session_duration: i64,
    /// Every check, in STS's order.
    pub checks: &'a [Check],
    /// The provider that STS looks for, where its account is known.
    pub provider: Option<&'a str>,
}

/// Why STS answers as it does, and what to do now, in the words of this call.
///
/// Of a failed check, its own sentence says why; of the trust policy, the statement
/// that comes closest does.
#[must_use]
pub fn summary(situation: &Situation<'_>) -> String {
    let Some(failed) = sts::deciding(situation.checks, situation.trust.decision) else {
        return match situation.trust.decision {
            Decision::Unreadable => trust::unreadable(situation),
            _ => trust::accepted(situation),
        };
    };
    if failed.id == CheckId::TrustPolicy {
        return trust::denied(situation).unwrap_or_else(|| failed.summary.clone());
    }
    if let Some(difference) = (failed.id == CheckId::Provider)
        .then(|| other_issuer(situation))
        .flatten()
    {
        return difference.to_string();
    }
    match remedy(situation, failed) {
        Some(remedy) => format!("{} {remedy}", sentence(&failed.summary)),
        None => sentence(&failed.summary),
    }
}

/// What to do about a failed check that is not the trust policy's.
pub(super) fn remedy(situation: &Situation<'_>, failed: &Check) -> Option<Remedy> {
    match failed.id {
        CheckId::Parameters => parameters(situation),
        CheckId::TokenFormat => token_format(situation),
        CheckId::RequiredClaims => required_claims(situation),
        CheckId::Provider => provider(situation),
        CheckId::Timestamps => timestamps(failed),
        CheckId::Audience => audience(situation),
        CheckId::Signature => signature(situation),
        CheckId::SessionTags => tags(situation),
        CheckId::RolesClaim => Some(Remedy::ListRole),
        CheckId::TrustPolicy => None,
        CheckId::Session => session(situation),
    }
}

impl<'a> Situation<'a> {
    pub(super) fn caller(&self) -> Caller<'a> {
        Caller::new(self.claims(), self.context)
    }

    pub(super) fn claims(&self) -> Option<&'a Part> {
        self.token.claims.as_ref()
    }

    /// A statement of the trust policy as it is written.
    pub(super) fn written(&self, index: usize) -> Option<&'a Statement> {
        self.document.policy()?.statements.get(index)
    }

    fn header(&self, name: &str) -> Option<&'a Value> {
        self.token.header.as_ref()?.get(name)
    }

    pub(super) fn registered(&self) -> Option<&'a Provider> {
        match &self.attempt.provider {
            ProviderInput::Registered(provider) => Some(provider),
            ProviderInput::Assumed | ProviderInput::None => None,
        }
    }
}

fn parameters(situation: &Situation<'_>) -> Option<Remedy> {
    let role = situation.attempt.role.as_ref().and_then(|role| role.arn.as_deref());
    if role.is_some_and(|arn| !arn.contains(":role/")) {
        return Some(Remedy::WriteRoleArn);
    }
    let request = situation.attempt.request.as_ref()?;
    if request
        .role_session_name
        .as_deref()
        .is_some_and(|name| !is_session_name(name))
    {
        return Some(Remedy::NameSession);
    }
    let outside = |seconds: f64| !(900.0..=43200.0).contains(&seconds);
    request
        .duration_seconds
        .is_some_and(outside)
        .then_some(Remedy::ShortenCall)
}

/// `[\w+=,.@-]*`, 2 to 64 characters.
fn is_session_name(name: &str) -> bool {
    let good = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    (2..=64).contains(&name.chars().count()) && name.chars().all(good)
}

fn token_format(situation: &Situation<'_>) -> Option<Remedy> {
    match situation.token.form {
        TokenForm::Empty => Some(Remedy::PermitIdToken),
        TokenForm::Jwe => Some(Remedy::SendSigned),
        TokenForm::Unreadable => Some(Remedy::SendIdToken),
        TokenForm::Jws | TokenForm::Claims | TokenForm::JwsJson => {
            unverified(situation).or_else(|| situation.header("crit").map(|_| Remedy::LeaveOut { what: "crit" }))
        }
    }
}

/// Signed with an algorithm that STS does not verify.
fn unverified(situation: &Situation<'_>) -> Option<Remedy> {
    let alg = situation.header("alg")?.as_str()?;
    let verified = matches!(alg, "RS256" | "RS384" | "RS512" | "ES256" | "ES384" | "ES512");
    (!verified).then(|| Remedy::SignOtherwise { alg: alg.to_owned() })
}

fn required_claims(situation: &Situation<'_>) -> Option<Remedy> {
    let claims = situation.claims()?;
    let missing = ["iss", "sub", "aud", "iat", "exp"]
        .into_iter()
        .find(|name| claims.get(name).is_none());
    match missing {
        Some("aud") if claims.get("project_path").is_some() => Some(Remedy::AskByIdTokens),
        Some(claim) => Some(Remedy::AddClaim { claim }),
        None => claims.get("aud")?.as_array().map(|_| Remedy::AskForOneAudience),
    }
}

/// The provider is registered for another issuer than the token's.
pub(super) fn other_issuer(situation: &Situation<'_>) -> Option<OtherIssuer> {
    let issuer = situation.caller().key_prefix()?.to_owned();
    let url = situation.registered()?.url.trim();
    let registered = url.strip_prefix("https://").unwrap_or(url).to_owned();
    let bare = |text: &str| text.trim_end_matches('/').to_owned();
    let how = if registered == issuer {
        return None;
    } else if bare(&registered) == bare(&issuer) {
        Difference::Slash {
            registered: registered.ends_with('/'),
        }
    } else if registered.eq_ignore_ascii_case(&issuer) {
        Difference::Case
    } else if registered == "vstoken.actions.githubusercontent.com" {
        Difference::Former
    } else if issuer
        .strip_prefix(&registered)
        .is_some_and(|path| path.starts_with('/'))
    {
        Difference::Path
    } else {
        Difference::Other
    };
    Some(OtherIssuer {
        registered,
        issuer,
        how,
    })
}

fn provider(situation: &Situation<'_>) -> Option<Remedy> {
    let Some(_) = situation.registered() else {
        let audience = situation.caller().audience()?.to_owned();
        return Some(Remedy::GiveClientId { audience });
    };
    let role = situation.attempt.role.as_ref()?.arn.as_deref()?;
    let account = role.split(':').nth(4)?.to_owned();
    Some(Remedy::CreateProviderIn { account })
}

fn timestamps(failed: &Check) -> Option<Remedy> {
    let error = failed.error.as_ref()?;
    Some(if error.code == "ExpiredTokenException" {
        Remedy::AskLater
    } else if error.message.starts_with("Invalid timestamp") {
        Remedy::WriteWholeSeconds
    } else {
        Remedy::SetClock
    })
}

fn audience(situation: &Situation<'_>) -> Option<Remedy> {
    let caller = situation.caller();
    if caller.claim("azp").is_some() {
        return Some(Remedy::RegisterParty);
    }
    let audience = caller.audience()?;
    let all = situation.registered()?.client_id_list.as_ref()?;
    // What AWS's own tools ask for is right: the provider lacks it.
    let default = all.iter().find(|id| run::is_of_aws(id));
    let Some(registered) = default.or(all.first()).filter(|_| !run::is_of_aws(audience)).cloned() else {
        return Some(Remedy::RegisterAudience {
            audience: audience.to_owned(),
        });
    };
    if caller.is_github() && default.is_some() && !run::is_of_owner(audience) {
        return Some(Remedy::RemoveAudienceInput { registered });
    }
    let by = if caller.is_github() {
        Setting::Action
    } else if caller
        .claim("sub")
        .is_some_and(|sub| sub.starts_with("system:serviceaccount:"))
    {
        Setting::ServiceAccount
    } else {
        Setting::Unknown
    };
    Some(Remedy::AskForAudience { registered, by })
}

fn signature(situation: &Situation<'_>) -> Option<Remedy> {
    if let Some(unverified) = unverified(situation) {
        return Some(unverified);
    }
    let issuer = situation.caller().claim("iss").map(crate::issuers::recognise);
    let from = issuer.and_then(|issuer| issuer.jwks_uri());
    let keys = &situation.keys.candidates;
    if keys.is_empty() {
        return from.map(|from| Remedy::ServeKeys { from });
    }
    let Some(kid) = situation.header("kid").and_then(Value::as_str) else {
        return Some(Remedy::PublishKeyWithId);
    };
    // Of two keys with one kid, STS takes the later.
    match keys.iter().rev().find(|key| key.kid.as_deref() == Some(kid)) {
        Some(key) if key.sts.as_ref().is_some_and(|sts| sts.reason.contains("key_ops")) => {
            Some(Remedy::PublishKeyWithout { member: "key_ops" })
        }
        Some(key) if key.sts.as_ref().is_some_and(|sts| !sts.usable) => None,
        Some(_) => Some(Remedy::PasteAsIssued),
        None if keys.iter().any(|key| key.kid.is_none()) => Some(Remedy::PublishKeyWithId),
        None => Some(Remedy::CompareKeys { with: from }),
    }
}

fn tags(situation: &Situation<'_>) -> Option<Remedy> {
    let tags = situation
        .claims()?
        .get("https://aws.amazon.com/tags")?
        .get("principal_tags")?;
    let bare = tags.as_object()?.iter().any(|member| member.value.as_str().is_some());
    bare.then_some(Remedy::WriteTagAsList)
}

fn session(situation: &Situation<'_>) -> Option<Remedy> {
    let maximum = situation.max_session_duration;
    (situation.duration > maximum).then_some(Remedy::ShortenSession { maximum })
}
