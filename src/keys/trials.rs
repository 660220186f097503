//! A key set and a signed token together: every verification is made at most once, and
//! not more of them than somebody waits for.

use std::cell::RefCell;

use super::algorithm::{Algorithm, KeyType};
use super::key::{PublicKey, bits};
use super::set::KeySet;
use super::verify::{Mismatch, verify};
use crate::text::json::Value;
use crate::token::{Jws, Part, Token};

/// Verifications that are made for one token.
pub const MAX_TRIALS: u32 = 100;

/// Work that is done for one token, in units of one RS256 verification with 2048 bits.
const MAX_WORK: u64 = 1000;

/// A token with a signature.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// Its JOSE header.
    pub header: &'a Part,
    /// What was signed, and the signature.
    pub jws: &'a Jws,
}

impl<'a> Signed<'a> {
    /// What of a token a key can verify; nothing where it has no signature.
    #[must_use]
    pub fn of(token: &'a Token) -> Option<Self> {
        let (header, jws) = token.header.as_ref().zip(token.jws.as_ref())?;
        Some(Self { header, jws })
    }
}

/// A key set, the token that it is tried on, and what came of it so far.
#[derive(Debug)]
pub struct Trials<'a> {
    set: &'a KeySet,
    signed: Option<Signed<'a>>,
    algorithm: Option<Algorithm>,
    progress: RefCell<Progress>,
}

/// What was tried so far, and how much work it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// By key, as far as any was tried.
    outcomes: Vec<Option<Outcome>>,
    made: u32,
    work: u64,
}

/// What came of trying a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The key verifies the signature.
    Verified,
    /// It does not.
    Mismatch(Mismatch),
    /// Not tried: so many were tried already.
    Spent,
}

impl<'a> Trials<'a> {
    /// Nothing is computed yet. `signed` is absent for claims without a signature.
    #[must_use]
    pub fn new(set: &'a KeySet, signed: Option<Signed<'a>>) -> Self {
        Self::resume(set, signed, Progress::default())
    }

    /// So much is computed already: of the same keys and the same token.
    #[must_use]
    pub fn resume(set: &'a KeySet, signed: Option<Signed<'a>>, mut progress: Progress) -> Self {
        progress.outcomes.resize(set.keys().len(), None);
        Self {
            set,
            signed,
            algorithm: signed
                .and_then(|signed| signed.header.get("alg"))
                .and_then(Value::as_str)
                .and_then(Algorithm::named),
            progress: RefCell::new(progress),
        }
    }

    /// What was computed, for [`Self::resume`].
    #[must_use]
    pub fn into_progress(self) -> Progress {
        self.progress.into_inner()
    }

    /// The keys.
    #[must_use]
    pub fn set(&self) -> &'a KeySet {
        self.set
    }

    /// The token, if it has a signature.
    #[must_use]
    pub fn signed(&self) -> Option<Signed<'a>> {
        self.signed
    }

    /// The token's algorithm, if it is one that can be verified here.
    #[must_use]
    pub fn algorithm(&self) -> Option<Algorithm> {
        self.algorithm
    }

    /// Tries a key, whatever is said about its use; an outcome once found is kept.
    #[must_use]
    pub fn outcome(&self, index: usize) -> Outcome {
        let mut progress = self.progress.borrow_mut();
        if let Some(Some(outcome)) = progress.outcomes.get(index) {
            return outcome.clone();
        }
        let outcome = self.compute(index, &mut progress);
        if let Some(place) = progress.outcomes.get_mut(index) {
            *place = Some(outcome.clone());
        }
        outcome
    }

    fn compute(&self, index: usize, progress: &mut Progress) -> Outcome {
        let key = self.set.keys().get(index).map(|key| &key.public_key);
        let (Some(signed), Some(algorithm), Some(Ok(key))) = (self.signed, self.algorithm, key) else {
            return Outcome::Mismatch(Mismatch::KeyType);
        };
        if key.key_type() != algorithm.key_type() {
            return Outcome::Mismatch(Mismatch::KeyType);
        }
        let work = progress.work + work(key);
        if progress.made > 0 && (progress.made >= MAX_TRIALS || work > MAX_WORK) {
            return Outcome::Spent;
        }
        progress.made += 1;
        progress.work = work;
        match verify(
            key,
            algorithm,
            signed.jws.signing_input.as_bytes(),
            &signed.jws.signature,
        ) {
            Ok(()) => Outcome::Verified,
            Err(mismatch) => Outcome::Mismatch(mismatch),
        }
    }
}

/// About how long a verification takes; see [`MAX_WORK`] for the unit.
fn work(key: &PublicKey) -> u64 {
    match (key.key_type(), key) {
        (_, PublicKey::Rsa { n, e }) => {
            let size = bits(n).div_ceil(2048) as u64;
            size * size * bits(e).div_ceil(32) as u64
        }
        (KeyType::Ec(curve), _) if curve.bytes() > 32 => 8,
        (KeyType::Ec(_), _) => 2,
        _ => 1,
    }
}
