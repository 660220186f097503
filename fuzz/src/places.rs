//! Places are places: inside the text, in order, and never in the middle of a character.

use assumable::report::{Member, Problem};
use assumable::text::Span;

/// A text as editors count it.
pub(crate) struct Text(Vec<u16>);

impl Text {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.encode_utf16().collect())
    }

    /// What stands at a place, which has to be one of this text.
    pub(crate) fn at(&self, span: Span) -> String {
        assert!(span.start <= span.end, "{span:?} ends before it starts");
        let units = self.0.get(span.start..span.end);
        let units = units.unwrap_or_else(|| panic!("{span:?} is not in a text of {} units", self.0.len()));
        String::from_utf16(units).unwrap_or_else(|_| panic!("{span:?} cuts a character in two"))
    }

    /// Whether one place is within another.
    pub(crate) fn holds_within(&self, inner: Span, outer: Span) {
        self.at(inner);
        self.at(outer);
        assert!(
            outer.start <= inner.start && inner.end <= outer.end,
            "{inner:?} is not within {outer:?}"
        );
    }

    /// Every problem is one: with a sentence, and at a place.
    pub(crate) fn hold_of_problems(&self, problems: &[Problem]) {
        for problem in problems {
            assert!(!problem.message.is_empty(), "a problem says what it is");
            if let Some(span) = problem.span {
                self.at(span);
            }
        }
    }

    pub(crate) fn hold_of_members(&self, members: &[Member]) {
        for span in members.iter().filter_map(|member| member.span) {
            self.at(span);
        }
    }
}
