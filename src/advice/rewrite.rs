//! Edits of a policy in the text that was pasted.
//!
//! An edit is offered only where the policy stands in that text as it is meant: in one that
//! is percent-encoded or a string within JSON, nobody could read the change.

use std::ops::Range;

use crate::policy::document::{Condition, Statement};
use crate::report::{Edit, Fix, Span};
use crate::text::json;

/// The text that a policy was pasted in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pasted<'a>(pub(super) &'a str);

impl<'a> Pasted<'a> {
    /// Another string in place of one.
    pub(super) fn replaced(self, span: Span, old: &str, new: &str) -> Option<Edit> {
        self.literal(span, old)?;
        Some(Edit {
            span,
            text: quoted(new),
        })
    }

    /// What stands there, if it is that string as JSON writes it.
    pub(super) fn literal(self, span: Span, text: &str) -> Option<&'a str> {
        let written = self.written(span)?;
        let read = json::read(written).root?;
        (read.as_str() == Some(text)).then_some(written)
    }

    /// A further condition of a statement: beside one of the same operator where there is one.
    pub(super) fn further(self, statement: &Statement, operator: &str, key: &str, value: &str) -> Option<Edit> {
        self.further_values(statement, operator, key, &quoted(value))
    }

    /// The same with a value, or a list of values, as JSON writes it.
    pub(super) fn further_values(
        self,
        statement: &Statement,
        operator: &str,
        key: &str,
        written: &str,
    ) -> Option<Edit> {
        let pair = format!("{}: {written}", quoted(key));
        let same = |condition: &&Condition| condition.operator.text.eq_ignore_ascii_case(operator);
        if let Some(beside) = statement.conditions.iter().rfind(same) {
            let mut under = statement.conditions.iter().filter(same);
            let taken = under.any(|condition| condition.key.text.eq_ignore_ascii_case(key));
            self.literal(beside.key.at, &beside.key.text).filter(|_| !taken)?;
            return Some(behind(beside.at, format!(", {pair}")));
        }
        let block = format!("{}: {{{pair}}}", quoted(operator));
        if let Some(at) = statement.condition_at {
            let inside = self.written(at)?.strip_prefix('{')?.strip_suffix('}')?;
            let comma = if inside.trim().is_empty() { "" } else { ", " };
            let start = at.start + 1;
            return Some(Edit {
                span: Span { start, end: start },
                text: format!("{block}{comma}"),
            });
        }
        let action = statement.action.as_ref()?.at;
        json::read(self.written(action)?).root?;
        Some(behind(action, format!(", \"Condition\": {{{block}}}")))
    }

    /// The text without one member of an object, of this name, and without the comma that
    /// the others do not need. Absent where it is the only one.
    pub(super) fn without(self, span: Span, name: &str) -> Option<Edit> {
        let at = bytes(self.0, span)?;
        let alone = format!("{{{}}}", self.0.get(at.clone())?);
        match json::read(&alone).root?.as_object()? {
            [only] if only.name == name => {}
            _ => return None,
        }
        let (before, after) = (self.0.get(..at.start)?, self.0.get(at.end..)?);
        let blank = |text: &str, trimmed: &str| text.len() - trimmed.len();
        if let Some(rest) = after.trim_start().strip_prefix(',') {
            let gone = after.len() - rest.len() + blank(rest, rest.trim_start());
            return Some(removed(span.start, span.end + gone));
        }
        let kept = before.trim_end().strip_suffix(',')?;
        Some(removed(span.start - (before.len() - kept.len()), span.end))
    }

    fn written(self, span: Span) -> Option<&'a str> {
        self.0.get(bytes(self.0, span)?)
    }
}

/// What is taken away: blanks and commas around a place are a unit each in every encoding.
fn removed(start: usize, end: usize) -> Edit {
    Edit {
        span: Span { start, end },
        text: String::new(),
    }
}

/// What is added behind a place.
pub(super) fn behind(span: Span, text: String) -> Edit {
    let end = span.end;
    Edit {
        span: Span { start: end, end },
        text,
    }
}

/// Edits, and what they do together.
pub(super) fn fix(title: String, edits: Vec<Edit>) -> Fix {
    Fix { title, edits }
}

/// A string as JSON writes it.
pub(super) fn quoted(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\0'..='\u{1f}' => written.extend(format!("\\u{:04x}", u32::from(character)).chars()),
            _ => written.push(character),
        }
    }
    written.push('"');
    written
}

/// The bytes of a place.
fn bytes(text: &str, span: Span) -> Option<Range<usize>> {
    if text.is_ascii() {
        return Some(span.start..span.end);
    }
    let mut units = 0;
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        if units == span.start {
            start = start.or(Some(at));
        }
        if units == span.end {
            return Some(start?..at);
        }
        units += character.len_utf16();
    }
    None
}
