//! A JSON object of a token: its header or its claims.

use crate::text::json::{self, Document, Kind, Member, Value};
use crate::text::{Bytes, Span};

/// A JSON object of a token, with the text that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The text; places in [`Part::value`] are places in it.
    pub text: String,
    /// The object.
    pub value: Value,
    /// Whether all of the text is JSON as RFC 8259 has it.
    pub strict: bool,
    /// Where each member stands in the pasted text, in order.
    spans: Vec<Option<Span>>,
}

impl Part {
    /// A part that stands alone, its places being those of the text itself; absent
    /// unless the text holds a JSON object.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        let source = crate::text::Source::new(text);
        Self::of(json::read(text), text, |at| Some(source.span(at)))
    }

    /// The object of a document; `place` says where a part of the text was pasted.
    pub(super) fn of(document: Document, text: &str, place: impl Fn(&Bytes) -> Option<Span>) -> Option<Self> {
        let strict = document.is_strict();
        let value = document.root?;
        let spans = value.as_object()?.iter().map(|member| place(&member.at())).collect();
        Some(Self {
            text: text.to_owned(),
            value,
            strict,
            spans,
        })
    }

    /// The same, not strict unless this holds too.
    pub(super) fn strict_if(mut self, intact: bool) -> Self {
        self.strict &= intact;
        self
    }

    /// The members in the order in which they were written, duplicates too.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        self.value.as_object().unwrap_or_default()
    }

    /// The value of that name; of several the last, as STS was seen to have it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.value.get(name)
    }

    /// The string of that name, if it is one.
    #[must_use]
    pub fn string(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    /// A value exactly as it was written.
    #[must_use]
    pub fn raw(&self, value: &Value) -> &str {
        self.text.get(value.at.clone()).unwrap_or_default()
    }

    /// A value as a time: whole seconds as a number, or as a number in a string.
    #[must_use]
    pub fn seconds(&self, name: &str) -> Option<i64> {
        let value = self.get(name)?;
        match &value.kind {
            Kind::Number => super::time::seconds(self.raw(value)),
            Kind::String(text) => super::time::seconds(text),
            _ => None,
        }
    }

    /// Where the member of that name stands in the pasted text; of several the last.
    #[must_use]
    pub fn span(&self, name: &str) -> Option<Span> {
        let index = self.members().iter().rposition(|member| member.name == name)?;
        self.span_of(index)
    }

    /// Where a member, by its position, stands in the pasted text.
    pub(super) fn span_of(&self, index: usize) -> Option<Span> {
        self.spans.get(index).copied().flatten()
    }
}
