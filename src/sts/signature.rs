//! Which key STS takes for a token, and whether it verifies: `signature` among the checks.
//!
//! STS does not follow the JOSE RFCs to the letter. It indexes the issuer's RSA and EC
//! keys by `kid`, drops some of them, lets the later of two equal kids win, ignores a
//! JWK's `alg`, refuses keys with `key_ops`, and verifies six algorithms. Most of this
//! was observed on real STS on 2026-09-11; each [`Decision`] carries how it is known.

mod decision;
mod index;

pub use decision::{Decision, Doubt, NoKey, NotAJwt, Refused};
pub use index::{Dropped, Fate, MAX_KEYS_PER_TYPE, fates};

use super::StsFailure;
use super::case::Case;
use crate::keys::algorithm::{Algorithm, Curve, KeyType};
use crate::keys::{self, Form, Key, KeyFault, KeySet, Origin, Outcome, PublicKey, Trials};
use crate::report::{Check, CheckId, Evidence, KeyOutcome, KeysReading, StsKeyUse, TokenForm};
use crate::text::json::Value;

const ID: CheckId = CheckId::Signature;

/// Tries the keys: one reading for people, by the JOSE RFCs, and one check, by STS's ways.
#[must_use]
pub fn check(case: &Case<'_>, trials: &Trials<'_>) -> (KeysReading, Check) {
    let mut reading = keys::reading(trials);
    add_differences(&mut reading, trials);
    let check = match select_and_verify(trials) {
        Some(decision) => judge(&decision),
        None => undecided(case, trials.set()),
    };
    (reading, check)
}

fn judge(decision: &Decision) -> Check {
    let (told, evidence) = (decision.to_string(), decision.evidence());
    match decision {
        // A key that stands in for the issuer's, or one that nobody has tried on STS, is
        // no key that STS was shown to take.
        Decision::Verified { doubt: Some(_), .. } => Check::assumed(ID, told, evidence),
        Decision::Verified { doubt: None, .. } => Check::passed(ID, told, evidence),
        Decision::NoKey(_) => Check::failed(ID, told, &StsFailure::NoKey, evidence).note(UNREACHABLE),
        Decision::Refused(_) => Check::failed(ID, told, &StsFailure::NotVerified, evidence),
        Decision::NotAJwt(_) => Check::skipped(ID, told),
    }
}

fn undecided(case: &Case<'_>, set: &KeySet) -> Check {
    match case.token.form {
        TokenForm::Claims => Check::assumed(
            ID,
            "Claims have no signature; a good one is assumed.",
            Evidence::Observed,
        ),
        TokenForm::Jws if case.token.jws.is_some() && set.is_blank() => Check::assumed(
            ID,
            "No keys were given; that the issuer's keys verify the signature is assumed.",
            Evidence::Observed,
        )
        .note(UNREACHABLE),
        _ => Check::skipped(ID, "There is no signature to verify."),
    }
}

/// Why a key can be missing where nothing that was pasted is wrong.
const UNREACHABLE: &str = "STS fetches the key set itself. Where it cannot reach the issuer within about 5 seconds, or the discovery document is incomplete, it answers \"Couldn't retrieve verification key…\" too (reported); the API model's IDPCommunicationError (400) is documented for that, and was not seen.";

/// What STS does with a signed token and the issuer's keys. `None` where there is
/// nothing to decide on: no keys were given, or no signature.
#[must_use]
pub fn select_and_verify(trials: &Trials<'_>) -> Option<Decision> {
    let signed = trials.signed()?;
    if trials.set().is_blank() {
        return None;
    }
    if signed.header.get("crit").is_some() {
        return Some(Decision::NotAJwt(NotAJwt::Crit));
    }
    if !signed.header.strict {
        return Some(Decision::NotAJwt(NotAJwt::Header));
    }
    let written = signed.header.get("alg").and_then(Value::as_str);
    let Some(algorithm) = trials.algorithm().filter(|algorithm| is_accepted(*algorithm)) else {
        return Some(Decision::Refused(Refused::Algorithm {
            written: written.map(str::to_owned),
        }));
    };
    let chosen = match trials.set().form() {
        Form::Pem => choose_pem(trials, algorithm),
        Form::FaultyJson(reason) => Err(NoKey::NotJson { reason: reason.clone() }),
        Form::NotKeys(found) => Err(NoKey::NotKeys { found: found.clone() }),
        _ => choose(trials, algorithm, signed.header.get("kid")),
    };
    Some(match chosen {
        Err(no_key) => Decision::NoKey(no_key),
        Ok(index) => verify(trials, algorithm, index),
    })
}

/// The algorithms that STS documents for OIDC tokens; all six were observed.
fn is_accepted(algorithm: Algorithm) -> bool {
    matches!(
        algorithm,
        Algorithm::Rs256 | Algorithm::Rs384 | Algorithm::Rs512 | Algorithm::Es256 | Algorithm::Es384 | Algorithm::Es512
    )
}

/// `kty` of the keys that an algorithm takes.
fn kty(algorithm: Algorithm) -> &'static str {
    match algorithm.key_type() {
        KeyType::Rsa => "RSA",
        KeyType::Ec(_) => "EC",
        KeyType::Ed25519 => "OKP",
        KeyType::Secret => "oct",
    }
}

/// STS reads no PEM: the key is taken to be in the issuer's key set under the token's
/// kid. Of several, the one that verifies is.
fn choose_pem(trials: &Trials<'_>, algorithm: Algorithm) -> Result<usize, NoKey> {
    let keys = trials.set().keys();
    let of_type = |index: &usize| keys.get(*index).is_some_and(|key| key.kty == kty(algorithm));
    let verifies = |index: &usize| trials.outcome(*index) == Outcome::Verified;
    (0..keys.len())
        .find(|index| of_type(index) && verifies(index))
        .or_else(|| (0..keys.len()).find(of_type))
        .ok_or(NoKey::NoneOfType { kty: kty(algorithm) })
}

fn choose(trials: &Trials<'_>, algorithm: Algorithm, kid: Option<&Value>) -> Result<usize, NoKey> {
    let keys = trials.set().keys();
    if keys.is_empty() {
        return Err(NoKey::Empty);
    }
    let fates = fates(trials.set());
    match kid {
        None => choose_only(keys, &fates, kty(algorithm)),
        Some(kid) => match kid.as_str() {
            None => Err(NoKey::KidType { found: kid.kind.name() }),
            Some(kid) => choose_named(keys, &fates, kty(algorithm), kid),
        },
    }
}

/// Keys are found among those of the algorithm's type only: the limit on their number
/// is by type, and a token without kid is taken where there is one key that it can be.
fn choose_only(keys: &[Key], fates: &[Fate], kty: &'static str) -> Result<usize, NoKey> {
    let indexed: Vec<usize> = positions(fates, |fate| *fate == Fate::Indexed);
    let of_type: Vec<usize> = indexed
        .iter()
        .copied()
        .filter(|index| keys.get(*index).is_some_and(|key| key.kty == kty))
        .collect();
    match of_type.as_slice() {
        [only] => Ok(*only),
        [] => match keys.iter().position(|key| key.kty == kty) {
            Some(index) => Err(dropped(index, fates, NoKey::NoneOfType { kty })),
            None => Err(NoKey::NoneOfType { kty }),
        },
        several => Err(NoKey::NoKid { keys: several.len() }),
    }
}

fn choose_named(keys: &[Key], fates: &[Fate], kty: &'static str, kid: &str) -> Result<usize, NoKey> {
    let named = |index: &usize| keys.get(*index).is_some_and(|key| key.kid.as_deref() == Some(kid));
    let of_type = |index: &usize| keys.get(*index).is_some_and(|key| key.kty == kty);
    let indexed = positions(fates, |fate| *fate == Fate::Indexed);
    if let Some(index) = indexed.iter().copied().find(|index| named(index) && of_type(index)) {
        return Ok(index);
    }
    let unknown = NoKey::UnknownKid { kid: kid.to_owned() };
    if let Some(index) = (0..keys.len()).rev().find(|index| named(index) && of_type(index)) {
        return Err(dropped(index, fates, unknown));
    }
    let other = (0..keys.len()).rev().find(named);
    Err(other
        .and_then(|index| Some((index, keys.get(index)?)))
        .map_or(unknown, |(index, key)| NoKey::OtherType {
            index,
            kty: key.kty.clone(),
            needed: kty,
        }))
}

fn positions(fates: &[Fate], wanted: impl Fn(&Fate) -> bool) -> Vec<usize> {
    (0..fates.len())
        .filter(|index| fates.get(*index).is_some_and(&wanted))
        .collect()
}

fn dropped(index: usize, fates: &[Fate], otherwise: NoKey) -> NoKey {
    match fates.get(index) {
        Some(Fate::Dropped(why)) => NoKey::Dropped {
            index,
            why: why.clone(),
        },
        _ => otherwise,
    }
}

/// The key is chosen; now it is used.
fn verify(trials: &Trials<'_>, algorithm: Algorithm, index: usize) -> Decision {
    let Some(key) = trials.set().keys().get(index) else {
        return Decision::NoKey(NoKey::Empty);
    };
    if key.key_ops.is_some() {
        return Decision::Refused(Refused::KeyOps { index });
    }
    let public_key = match &key.public_key {
        Ok(public_key) => public_key,
        Err(fault) => {
            return Decision::Refused(Refused::Numbers {
                index,
                fault: fault.clone(),
            });
        }
    };
    if let (PublicKey::Ec { curve, .. }, KeyType::Ec(needed)) = (public_key, algorithm.key_type())
        && *curve != needed
    {
        return Decision::Refused(Refused::Curve {
            index,
            curve: *curve,
            needed,
        });
    }
    match trials.outcome(index) {
        Outcome::Verified => Decision::Verified {
            index,
            algorithm,
            size: key.size.clone().unwrap_or_default(),
            doubt: decision::doubt(trials, index),
        },
        Outcome::Mismatch(mismatch) => Decision::Refused(Refused::Signature {
            index,
            algorithm,
            mismatch,
            assumed: key.origin == Origin::Pem,
        }),
        Outcome::Spent => Decision::Refused(Refused::Spent { index }),
    }
}

/// Fills in `KeyCandidate.sts` where STS treats a key otherwise than the JOSE RFCs do.
pub fn add_differences(reading: &mut KeysReading, trials: &Trials<'_>) {
    let fates = fates(trials.set());
    let decision = select_and_verify(trials);
    for (index, candidate) in reading.candidates.iter_mut().enumerate() {
        if let (Some(key), Some(fate)) = (trials.set().keys().get(index), fates.get(index)) {
            candidate.sts = difference(index, key, fate, candidate.outcome, decision.as_ref(), trials);
        }
    }
}

fn difference(
    index: usize,
    key: &Key,
    fate: &Fate,
    outcome: KeyOutcome,
    decision: Option<&Decision>,
    trials: &Trials<'_>,
) -> Option<StsKeyUse> {
    let taken = matches!(decision, Some(Decision::Verified { index: by, .. }) if *by == index);
    match (outcome, taken) {
        (KeyOutcome::Verified, true) | (KeyOutcome::Unusable, false) => None,
        (KeyOutcome::Verified, false) => Some(StsKeyUse {
            usable: false,
            reason: against(key, fate)
                .or_else(|| decision.map(ToString::to_string))
                .unwrap_or_default(),
        }),
        (_, true) => Some(StsKeyUse {
            usable: true,
            reason: in_favour(key, trials),
        }),
        (_, false) => by_itself(key, fate).map(|reason| StsKeyUse { usable: false, reason }),
    }
}

/// Why STS does not use a key, whatever the token is.
fn against(key: &Key, fate: &Fate) -> Option<String> {
    match fate {
        Fate::Indexed if key.key_ops.is_some() => {
            Some("STS refuses a key with key_ops, even with \"verify\" among them.".to_owned())
        }
        Fate::Indexed => None,
        fate => Some(fate.to_string()),
    }
}

/// The same, where the RFCs have nothing against the key.
fn by_itself(key: &Key, fate: &Fate) -> Option<String> {
    let rfcs_refuse = key.is_for_other_use() || key.is_for_other_operations();
    against(key, fate).filter(|_| !rfcs_refuse)
}

fn in_favour(key: &Key, trials: &Trials<'_>) -> String {
    let ignores_alg = match (&key.alg, trials.algorithm()) {
        (Some(own), Some(algorithm)) => !algorithm.agrees_with(own),
        _ => false,
    };
    let decodes_payload = trials
        .signed()
        .is_some_and(|signed| decision::says_unencoded(signed.header));
    if decodes_payload {
        "STS is not known to look at b64, and would verify with it.".to_owned()
    } else if ignores_alg {
        "STS does not look at a JWK's alg, and verifies with it.".to_owned()
    } else {
        "Of keys with the same kid STS takes the later one, which is this, and verifies with it.".to_owned()
    }
}
