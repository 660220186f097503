//! What the last call read and verified, for the next one: whoever edits a policy under a
//! token does not wait for the token again, nor who tries tokens on one policy for that.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use crate::keys::{self, KeySet, Progress, Signed, Trials};
use crate::policy::{self, Document};
use crate::token::{self, Token};

/// Kept by a caller between calls. It holds the last call's token, keys and policy, as
/// pasted and as read, and what came of trying the keys, and changes no report.
#[derive(Debug, Default)]
pub struct Memory {
    token: Last<String, Token>,
    keys: Last<String, KeySet>,
    /// By the text, and the role that is meant where it holds those of several.
    policy: Last<(String, Option<String>), Document>,
    trials: Last<(Rc<Token>, Rc<KeySet>), Progress>,
}

impl Memory {
    /// [`token::read`], once for one text after the other.
    #[must_use]
    pub fn token(&self, text: &str) -> Rc<Token> {
        let known = self.token.of(|last| same(last, text));
        known.unwrap_or_else(|| self.token.keep(text.to_owned(), token::read(text)))
    }

    /// [`keys::read`], likewise.
    #[must_use]
    pub fn keys(&self, text: &str) -> Rc<KeySet> {
        let known = self.keys.of(|last| same(last, text));
        known.unwrap_or_else(|| self.keys.keep(text.to_owned(), keys::read(text)))
    }

    /// [`policy::read_role`], likewise.
    #[must_use]
    pub fn policy(&self, text: &str, role: Option<&str>) -> Rc<Document> {
        let known = self.policy.of(|(last, of)| same(last, text) && of.as_deref() == role);
        known.unwrap_or_else(|| {
            let key = (text.to_owned(), role.map(str::to_owned));
            self.policy.keep(key, policy::read_role(text, role))
        })
    }

    /// The keys on the token, both as they were read here, with what the last call found out.
    #[must_use]
    pub fn trials<'a>(&self, token: &'a Rc<Token>, keys: &'a Rc<KeySet>) -> Trials<'a> {
        let of_both = |(last, set): &(Rc<Token>, Rc<KeySet>)| Rc::ptr_eq(last, token) && Rc::ptr_eq(set, keys);
        let progress = self.trials.of(of_both).map(|progress| (*progress).clone());
        Trials::resume(keys, Signed::of(token), progress.unwrap_or_default())
    }

    /// Keeps what was found out for the next call.
    pub fn keep(&self, token: &Rc<Token>, keys: &Rc<KeySet>, found: Progress) {
        self.trials.keep((Rc::clone(token), Rc::clone(keys)), found);
    }
}

/// Whether two texts are the same, eight bytes at a time: WebAssembly compares memory byte by byte.
fn same(one: &str, other: &str) -> bool {
    let ((one, ends), (other, end)) = (one.as_bytes().as_chunks::<8>(), other.as_bytes().as_chunks::<8>());
    let mut pairs = one.iter().zip(other);
    let alike = |(one, other): (&[u8; 8], &[u8; 8])| u64::from_ne_bytes(*one) == u64::from_ne_bytes(*other);
    one.len() == other.len() && ends == end && pairs.all(alike)
}

/// What was read last, and from what.
struct Last<K, T>(Cell<Option<(K, Rc<T>)>>);

impl<K, T> Last<K, T> {
    fn of(&self, is_from: impl FnOnce(&K) -> bool) -> Option<Rc<T>> {
        let (from, read) = self.0.take().filter(|(from, _)| is_from(from))?;
        self.0.set(Some((from, Rc::clone(&read))));
        Some(read)
    }

    fn keep(&self, from: K, read: T) -> Rc<T> {
        let read = Rc::new(read);
        self.0.set(Some((from, Rc::clone(&read))));
        read
    }
}

impl<K, T> Default for Last<K, T> {
    fn default() -> Self {
        Self(Cell::default())
    }
}

/// Neither a token nor a shared secret reaches a log.
impl<K, T> fmt::Debug for Last<K, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Last").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_again_only_where_another_came_between() {
        let memory = Memory::default();
        let (one, other) = (r#"{"sub": "one"}"#, r#"{"sub": "other"}"#);
        let first = memory.token(one);
        assert!(Rc::ptr_eq(&first, &memory.token(one)));
        let second = memory.token(other);
        assert_ne!(format!("{:?}", first.claims), format!("{:?}", second.claims));
        assert!(!Rc::ptr_eq(&first, &memory.token(one)));
    }

    #[test]
    fn a_policy_is_read_again_where_another_role_is_meant() {
        let memory = Memory::default();
        let role = |name: &str| {
            format!(r#"{{"RoleName": "{name}", "AssumeRolePolicyDocument": {{"Statement": {{"Sid": "{name}"}}}}}}"#)
        };
        let several = format!(r#"{{"Roles": [{}, {}]}}"#, role("one"), role("other"));
        let sid = |document: &Document| format!("{:?}", document.policy());
        let first = memory.policy(&several, Some("one"));
        assert!(Rc::ptr_eq(&first, &memory.policy(&several, Some("one"))));
        assert_ne!(sid(&first), sid(&memory.policy(&several, Some("other"))));
    }

    /// Every pair of a token and a key set, one call after the other.
    #[test]
    fn what_was_tried_is_known_for_the_very_same_token_and_keys() {
        let token = |payload| format!("eyJhbGciOiJIUzI1NiJ9.{payload}.{}", "A".repeat(43));
        let tokens = [token("e30"), token("eyJpYXQiOjB9")];
        let jwks = [r#"{"kty": "oct", "k": "AAAA"}"#, r#"{"kty": "oct", "k": "AAAB"}"#];
        let memory = Memory::default();
        let mut last = None;
        for call in [(0, 0), (0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (0, 0)] {
            let (token, keys) = (memory.token(&tokens[call.0]), memory.keys(jwks[call.1]));
            let fresh = Trials::new(&keys, Signed::of(&token)).into_progress();
            let known = memory.trials(&token, &keys).into_progress();
            assert_eq!(known != fresh, last == Some(call), "{call:?}");
            let trials = Trials::resume(&keys, Signed::of(&token), known);
            assert!(matches!(trials.outcome(0), keys::Outcome::Mismatch(_)));
            memory.keep(&token, &keys, trials.into_progress());
            last = Some(call);
        }
    }

    #[test]
    fn what_it_holds_is_not_printed() {
        let memory = Memory::default();
        let _read = (
            memory.token(r#"{"sub": "secret"}"#),
            memory.keys(r#"{"kty": "oct", "k": "secret"}"#),
        );
        assert!(!format!("{memory:?}").contains("secret"));
    }
}
