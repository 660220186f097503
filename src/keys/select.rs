//! Which key is meant, by RFC 7515 section 4.1.4, RFC 7517 section 4 and RFC 8725
//! section 3.1, and whether it verifies.
//!
//! A `kid` in the token is taken at its word: no other key is used in its place, though
//! it is said if another would verify. Without one, every key that fits is tried in order.

use std::fmt;

use super::algorithm::{Algorithm, KeyType};
use super::header::{Asked, Refusal, asked};
use super::key::{Key, Origin, PublicKey, SECURE_RSA_BITS, bits};
use super::trials::{MAX_TRIALS, Outcome, Trials};
use super::wording::{counted, listed, quoted};
use crate::report::{KeyCandidate, KeyOutcome, KeysReading, Problem, Severity};

/// Every key and what became of it by the JOSE RFCs. `KeyCandidate.sts` is left empty.
#[must_use]
pub fn reading(trials: &Trials<'_>) -> KeysReading {
    let mut selection = Selection {
        trials,
        verified_by: None,
        problems: trials.set().problems().to_vec(),
    };
    let candidates = match trials.signed() {
        None => selection.untried("There is no signed token to try it on."),
        Some(signed) => match asked(signed.header) {
            Err(refusal) => selection.refused(&refusal),
            Ok(asked) => selection.tried(&asked),
        },
    };
    KeysReading {
        candidates,
        verified_by: selection.verified_by,
        problems: selection.problems,
    }
}

/// Why a usable key is not the one that is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Exclusion {
    OtherKid { own: Option<String>, asked: String },
    KeyType { algorithm: Algorithm, own: KeyType },
    Use { own: String },
    KeyOps { own: Vec<String> },
    Alg { own: String, algorithm: Algorithm },
}

/// Whether a key is meant: the first reason against it.
fn exclusion(key: &Key, public_key: &PublicKey, asked: &Asked) -> Option<Exclusion> {
    other_kid(key, asked).or_else(|| unfit(key, public_key, asked.algorithm))
}

/// PEM has no place for a `kid`: such a key stands in for the one that the token names.
fn other_kid(key: &Key, asked: &Asked) -> Option<Exclusion> {
    match &asked.kid {
        Some(kid) if key.origin == Origin::Jwk && key.kid.as_ref() != Some(kid) => Some(Exclusion::OtherKid {
            own: key.kid.clone(),
            asked: kid.clone(),
        }),
        _ => None,
    }
}

fn unfit(key: &Key, public_key: &PublicKey, algorithm: Algorithm) -> Option<Exclusion> {
    if public_key.key_type() != algorithm.key_type() {
        return Some(Exclusion::KeyType {
            algorithm,
            own: public_key.key_type(),
        });
    }
    if key.is_for_other_use() {
        return Some(Exclusion::Use {
            own: key.public_key_use.clone().unwrap_or_default(),
        });
    }
    if key.is_for_other_operations() {
        return Some(Exclusion::KeyOps {
            own: key.key_ops.clone().unwrap_or_default(),
        });
    }
    match &key.alg {
        Some(own) if !algorithm.agrees_with(own) => Some(Exclusion::Alg {
            own: own.clone(),
            algorithm,
        }),
        _ => None,
    }
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherKid { own: Some(own), asked } => {
                write!(f, "Its kid {} is not the token's {}.", quoted(own), quoted(asked))
            }
            Self::OtherKid { own: None, asked } => {
                write!(f, "It has no kid, and the token names {}.", quoted(asked))
            }
            Self::KeyType { algorithm, own } => write!(
                f,
                "The token's {algorithm} takes {}, this is {}.",
                algorithm.key_type().describe(),
                own.describe()
            ),
            Self::Use { own } => write!(
                f,
                "Its use is {}, not \"sig\", so it is not meant for signatures (RFC 7517 section 4.2).",
                quoted(own)
            ),
            Self::KeyOps { own } => write!(
                f,
                "Its key_ops [{}] do not list \"verify\" (RFC 7517 section 4.3).",
                listed(own.iter().map(String::as_str))
            ),
            Self::Alg { own, algorithm } => write!(
                f,
                "Its alg is {}, so it is not meant for the token's {algorithm} (RFC 7517 section 4.4).",
                quoted(own)
            ),
        }
    }
}

struct Selection<'a> {
    trials: &'a Trials<'a>,
    verified_by: Option<usize>,
    problems: Vec<Problem>,
}

impl Selection<'_> {
    fn untried(&self, reason: &str) -> Vec<KeyCandidate> {
        let candidate = |key: &Key| match &key.public_key {
            Err(fault) => candidate(key, KeyOutcome::Unusable, fault.to_string()),
            Ok(_) => candidate(key, KeyOutcome::NotSelected, reason.to_owned()),
        };
        self.trials.set().keys().iter().map(candidate).collect()
    }

    fn refused(&mut self, refusal: &Refusal) -> Vec<KeyCandidate> {
        self.untried(&refusal.to_string())
    }

    fn tried(&mut self, asked: &Asked) -> Vec<KeyCandidate> {
        self.warn_of_confusion(asked.algorithm);
        let keys = self.trials.set().keys();
        let fitting = keys.iter().filter(|key| is_meant(key, asked)).count();
        let mut candidates: Vec<KeyCandidate> = keys
            .iter()
            .enumerate()
            .map(|(index, key)| self.candidate(index, key, asked, fitting))
            .collect();
        self.name_the_key_that_would_verify(asked, &mut candidates);
        candidates
    }

    fn candidate(&mut self, index: usize, key: &Key, asked: &Asked, fitting: usize) -> KeyCandidate {
        let public_key = match &key.public_key {
            Err(fault) => return candidate(key, KeyOutcome::Unusable, fault.to_string()),
            Ok(public_key) => public_key,
        };
        if let Some(exclusion) = exclusion(key, public_key, asked) {
            return candidate(key, KeyOutcome::NotSelected, exclusion.to_string());
        }
        if let Some(verified_by) = self.verified_by {
            let reason = format!(
                "Not needed: {} verifies the signature.",
                lower_first(&self.trials.set().name(verified_by))
            );
            return candidate(key, KeyOutcome::NotSelected, reason);
        }
        match self.trials.outcome(index) {
            Outcome::Verified => {
                self.verified_by = Some(index);
                let strength = self.strength(index, public_key, asked.algorithm);
                let reason = format!("{}{strength}", verified(key, asked, fitting));
                candidate(key, KeyOutcome::Verified, reason)
            }
            Outcome::Mismatch(mismatch) => {
                let reason = format!(
                    "{}, but it does not verify the {} signature: {mismatch}.",
                    chosen(key, asked),
                    asked.algorithm
                );
                candidate(key, KeyOutcome::SignatureMismatch, reason)
            }
            Outcome::Spent => {
                self.warn_of_spent();
                candidate(key, KeyOutcome::NotSelected, spent())
            }
        }
    }

    /// What is weak about a key that verifies; a short secret is a problem of its own.
    fn strength(&mut self, index: usize, key: &PublicKey, algorithm: Algorithm) -> String {
        match key {
            PublicKey::Rsa { n, .. } if bits(n) < SECURE_RSA_BITS => {
                format!(" It has only {} bits, which can be broken.", bits(n))
            }
            PublicKey::Secret(secret) if secret.len() < algorithm.hash_bytes() => {
                let message = format!(
                    "{} is a secret of {}; {algorithm} needs at least {} (RFC 7518 section 3.2), and a short one can be guessed.",
                    self.trials.set().name(index),
                    counted(secret.len(), "byte"),
                    algorithm.hash_bytes()
                );
                self.warn(Severity::Warning, message);
                " Its secret is too short to be safe.".to_owned()
            }
            _ => String::new(),
        }
    }

    fn warn(&mut self, severity: Severity, message: String) {
        self.problems.push(Problem {
            severity,
            message,
            span: None,
        });
    }

    fn warn_of_spent(&mut self) {
        let message = format!("Not every key was tried: at most {MAX_TRIALS} are, fewer where they are large.");
        if self.problems.iter().all(|problem| problem.message != message) {
            self.warn(Severity::Warning, message);
        }
    }

    /// HMAC over a public key as the secret: the attack that gave JWT its bad name.
    fn warn_of_confusion(&mut self, algorithm: Algorithm) {
        let keys = self.trials.set().keys();
        let has_secret = keys
            .iter()
            .any(|key| matches!(key.public_key, Ok(PublicKey::Secret(_))) || key.kty == "oct");
        if algorithm.key_type() == KeyType::Secret && !keys.is_empty() && !has_secret {
            self.warn(
                Severity::Error,
                format!(
                    "The token asks for {algorithm}, which needs a shared secret, and the set holds public keys only. Issuers such as GitHub sign with RS256. A token that asks for HMAC where public keys are published is the classic confusion attack (RFC 8725 section 2.1): the public key itself would be the secret. No public key is used so."
                ),
            );
        }
    }

    /// A wrong `kid` does not fall back to another key; it is only said which one it would be.
    fn name_the_key_that_would_verify(&mut self, asked: &Asked, candidates: &mut [KeyCandidate]) {
        let Some(kid) = asked.kid.as_deref().filter(|_| self.verified_by.is_none()) else {
            return;
        };
        let keys = self.trials.set().keys();
        let would_verify = |(index, key): (usize, &Key)| {
            let Ok(public_key) = &key.public_key else { return false };
            other_kid(key, asked).is_some()
                && unfit(key, public_key, asked.algorithm).is_none()
                && self.trials.outcome(index) == Outcome::Verified
        };
        let found = keys.iter().enumerate().position(would_verify);
        let has_kid = keys.iter().any(|key| key.kid.as_deref() == Some(kid));
        if let (Some(index), Some(candidate)) = (found, found.and_then(|index| candidates.get_mut(index))) {
            candidate.reason.push_str(" It would verify the signature.");
            let (kid, other) = (quoted(kid), lower_first(&self.trials.set().name(index)));
            let found = if has_kid {
                format!("The key with the token's kid {kid} does not verify it; {other} would.")
            } else {
                format!("No key has the token's kid {kid}; {other} would verify the signature.")
            };
            let message =
                format!("{found} The issuer has to publish the key under the kid that it writes into its tokens.");
            self.warn(Severity::Error, message);
        } else if !has_kid && keys.iter().any(|key| key.origin == Origin::Jwk) {
            let message = format!(
                "No key has the token's kid {}. The keys may be those of another issuer, or older or newer than the token.",
                quoted(kid)
            );
            self.warn(Severity::Error, message);
        }
    }
}

fn is_meant(key: &Key, asked: &Asked) -> bool {
    key.public_key
        .as_ref()
        .is_ok_and(|public_key| exclusion(key, public_key, asked).is_none())
}

fn candidate(key: &Key, outcome: KeyOutcome, reason: String) -> KeyCandidate {
    KeyCandidate {
        kid: key.kid.clone(),
        kty: key.kty.clone(),
        size: key.size.clone(),
        thumbprint: key.thumbprint.clone(),
        outcome,
        reason,
        sts: None,
        span: key.span,
    }
}

/// How the key came to be tried.
fn chosen(key: &Key, asked: &Asked) -> &'static str {
    match (key.origin, &asked.kid) {
        (Origin::Pem, Some(_)) => "It stands in for the key that the token names (PEM has no kid)",
        (Origin::Jwk, Some(_)) => "Its kid is the token's",
        (_, None) => "It fits the token, which names no kid",
    }
}

fn verified(key: &Key, asked: &Asked, fitting: usize) -> String {
    let algorithm = asked.algorithm;
    match &asked.kid {
        None if fitting > 1 => format!(
            "The token names no kid; of {} that fit, this is the one that verifies its {algorithm} signature.",
            counted(fitting, "key")
        ),
        _ => format!("{}, and it verifies the {algorithm} signature.", chosen(key, asked)),
    }
}

fn spent() -> String {
    format!("Not tried: at most {MAX_TRIALS} keys are, fewer where they are large.")
}

/// A key's name within a sentence.
fn lower_first(name: &str) -> String {
    let mut name = name.to_owned();
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}
