//! What was pasted -> the token in it.

use crate::text::json;

/// The parts of a compact JWS that its signature is checked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jws {
    /// Header and payload as they were signed, with the dot between them.
    pub signing_input: String,
    /// The signature.
    pub signature: Vec<u8>,
    /// The payload.
    pub payload: Vec<u8>,
}

/// A JSON object of the token.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its text.
    pub text: String,
    /// Its value.
    pub value: json::Value,
    /// Whether RFC 8259 allows the text as it stands.
    pub strict: bool,
}

impl Part {
    /// The member of that name; of several the last.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&json::Value> {
        self.value.get(name)
    }
}
