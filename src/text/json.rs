//! JSON as it was written: order, duplicates, digits and places are kept.
//!
//! [`read`] never fails. What RFC 8259 does not allow is a [`Fault`] at its place,
//! and what can still be read around it is read; a caller that must be strict asks
//! [`Document::is_strict`]. Nothing recurses, and nesting is read to [`MAX_DEPTH`]
//! levels, so that no text can exhaust the stack.

mod fault;
mod reader;

pub use fault::{Fault, FaultKind};
pub use reader::read;

use super::Bytes;

/// Levels of nesting that are read; deeper values are [`Kind::Unread`].
pub const MAX_DEPTH: usize = 128;

/// A whole text.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The value; absent where the text holds none.
    pub root: Option<Value>,
    /// What is wrong with the text, in order of place; of very many the first.
    pub faults: Vec<Fault>,
    strict: bool,
}

impl Document {
    /// Whether RFC 8259 allows the text as it stands. Duplicate names and lone
    /// surrogates are grammatical, so they do not count here.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// The whole of it, with its quotes or brackets.
    pub at: Bytes,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number; its digits are the text at its place.
    Number,
    /// A string, unescaped. A lone surrogate becomes U+FFFD.
    String(String),
    /// `[…]`
    Array(Vec<Value>),
    /// `{…}`, every member in order, duplicates too.
    Object(Vec<Member>),
    /// Something that is no JSON value, or is nested too deeply to be read.
    Unread,
}

impl Kind {
    /// Its name in the words of RFC 8259, with an article.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
            Self::Unread => "no JSON value",
        }
    }
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Its name, unescaped.
    pub name: String,
    /// Where the name stands, with its quotes.
    pub name_at: Bytes,
    /// Its value.
    pub value: Value,
}

impl Member {
    /// Where name and value stand together.
    #[must_use]
    pub fn at(&self) -> Bytes {
        self.name_at.start..self.value.at.end
    }
}

impl Value {
    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if it is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of that name, if it is an object; of several the last, as most
    /// parsers have it and as STS was seen to do.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?
            .iter()
            .rev()
            .find(|member| member.name == name)
            .map(|member| &member.value)
    }
}
