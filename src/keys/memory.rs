//! What the last call verified, for the next one: whoever edits a policy under a token
//! does not wait for its signature again.

use std::cell::Cell;
use std::fmt;

use super::set::KeySet;
use super::trials::{Progress, Signed, Trials};
use crate::token::Jws;

/// Kept by a caller between calls. It holds the last call's token and keys and what
/// came of trying them, and changes no report.
#[derive(Default)]
pub struct Memory(Cell<Option<Last>>);

struct Last {
    jwks: String,
    jws: Jws,
    progress: Progress,
}

/// Neither a token nor a shared secret reaches a log.
impl fmt::Debug for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memory").finish_non_exhaustive()
    }
}

impl Memory {
    /// Trials of a token on the keys that `jwks` was read to, with what came of them
    /// where the last call had the same two texts. Whatever else it had is forgotten.
    #[must_use]
    pub fn recall<'a>(&self, jwks: &str, set: &'a KeySet, signed: Option<Signed<'a>>) -> Trials<'a> {
        let same = |last: &Last| last.jwks == jwks && signed.is_some_and(|signed| last.jws == *signed.jws);
        let progress = self.0.take().filter(same).map(|last| last.progress);
        Trials::resume(set, signed, progress.unwrap_or_default())
    }

    /// Keeps what came of the trials for the next call.
    pub fn keep(&self, jwks: &str, trials: Trials<'_>) {
        self.0.set(trials.signed().map(|signed| Last {
            jwks: jwks.to_owned(),
            jws: signed.jws.clone(),
            progress: trials.into_progress(),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{self, Outcome};
    use crate::token;

    /// Every pair of a token and a key set, one call after the other.
    #[test]
    fn only_the_very_same_token_and_keys_are_recalled() {
        let token = |payload| token::read(&format!("eyJhbGciOiJIUzI1NiJ9.{payload}.{}", "A".repeat(43)));
        let tokens = [token("e30"), token("eyJpYXQiOjB9")];
        let jwks = [r#"{"kty": "oct", "k": "AAAA"}"#, r#"{"kty": "oct", "k": "AAAB"}"#];
        let memory = Memory::default();
        let mut last = None;
        for call in [(0, 0), (0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (0, 0)] {
            let (token, jwks) = (&tokens[call.0], jwks[call.1]);
            let signed = token.header.as_ref().zip(token.jws.as_ref());
            let signed = signed.map(|(header, jws)| Signed { header, jws });
            let set = keys::read(jwks);
            let trials = memory.recall(jwks, &set, signed);
            let known = trials.into_progress();
            let fresh = Trials::new(&set, signed).into_progress();
            assert_eq!(known != fresh, last == Some(call), "{call:?}");
            let trials = Trials::resume(&set, signed, known);
            assert!(matches!(trials.outcome(0), Outcome::Mismatch(_)));
            memory.keep(jwks, trials);
            last = Some(call);
        }
    }

    #[test]
    fn a_call_without_signature_leaves_nothing() {
        let memory = Memory::default();
        let set = keys::read("");
        memory.keep("", memory.recall("", &set, None));
        assert!(memory.0.take().is_none());
    }
}
