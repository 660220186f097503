//! What the last call read and verified, for the next one: whoever edits a policy under a
//! token does not wait for the token again.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use crate::keys::{self, KeySet};
use crate::token::{self, Token};

/// Kept by a caller between calls. It holds the last call's token and keys, as pasted and
/// as read, and what came of trying them, and changes no report.
#[derive(Debug, Default)]
pub struct Memory {
    token: Last<Token>,
    keys: Last<KeySet>,
    /// Which keys were tried, and what came of it.
    pub trials: keys::Memory,
}

impl Memory {
    /// [`token::read`], once for one text after the other.
    #[must_use]
    pub fn token(&self, text: &str) -> Rc<Token> {
        self.token.of(text, token::read)
    }

    /// [`keys::read`], likewise.
    #[must_use]
    pub fn keys(&self, text: &str) -> Rc<KeySet> {
        self.keys.of(text, keys::read)
    }
}

/// The last text, and what it was read to.
struct Last<T>(Cell<Option<(String, Rc<T>)>>);

impl<T> Last<T> {
    fn of(&self, text: &str, read: fn(&str) -> T) -> Rc<T> {
        let known = self.0.take().filter(|(last, _)| last == text);
        let (text, value) = known.unwrap_or_else(|| (text.to_owned(), Rc::new(read(text))));
        self.0.set(Some((text, Rc::clone(&value))));
        value
    }
}

impl<T> Default for Last<T> {
    fn default() -> Self {
        Self(Cell::default())
    }
}

/// Neither a token nor a shared secret reaches a log.
impl<T> fmt::Debug for Last<T> {
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
    fn what_it_holds_is_not_printed() {
        let memory = Memory::default();
        let _read = (
            memory.token(r#"{"sub": "secret"}"#),
            memory.keys(r#"{"kty": "oct", "k": "secret"}"#),
        );
        assert!(!format!("{memory:?}").contains("secret"));
    }
}
