//! The reader: one pass, an explicit stack, and recovery at the nearest sign.

mod scalar;
mod string;

use self::scalar::{clipped, is_word};
use self::string::is_smart_quote;
use super::{Document, Fault, FaultKind, Kind, MAX_DEPTH, Member, Value};
use crate::text::names::{self, Name};
use crate::text::{Bytes, sort_by_place};

/// Faults that are listed before the reader stops listing.
const MAX_FAULTS: usize = 100;

/// Members of which each is compared with each.
const FEW: usize = 16;

/// Reads a text as JSON, as much of it as can be read.
#[must_use]
pub fn read(text: &str) -> Document {
    let mut reader = Reader {
        text,
        at: 0,
        faults: Vec::new(),
        open: Vec::new(),
        root: None,
        strict: true,
    };
    reader.run();
    sort_by_place(&mut reader.faults, |fault| (fault.at.start, 0));
    Document {
        root: reader.root,
        faults: reader.faults,
        strict: reader.strict,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    faults: Vec<Fault>,
    /// Containers that are not closed yet, outermost first.
    open: Vec<Open>,
    root: Option<Value>,
    /// No fault so far that RFC 8259's grammar forbids.
    strict: bool,
}

/// A container that is not closed yet.
struct Open {
    start: usize,
    items: Items,
    /// What stood last in it.
    last: Last,
}

enum Items {
    Array(Vec<Value>),
    Object {
        members: Vec<Member>,
        /// A name that waits for its value.
        name: Option<(String, Bytes)>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Bracket,
    Comma(usize),
    Item,
}

impl Reader<'_> {
    fn run(&mut self) {
        if self.rest().starts_with('\u{feff}') {
            self.fault(0..3, FaultKind::ByteOrderMark);
            self.at = 3;
        }
        loop {
            self.skip_blank();
            let Some(next) = self.peek() else {
                return self.finish();
            };
            if self.open.is_empty() {
                if self.root.is_some() {
                    return self.fault(self.at..self.text.len(), FaultKind::Trailing);
                }
                self.value(next);
            } else {
                self.inside(next);
            }
        }
    }

    /// One step inside the innermost container.
    fn inside(&mut self, next: char) {
        match next {
            ',' => self.comma(),
            ']' | '}' => self.close(next),
            _ => {
                let in_object = self.wants_name();
                if self.last() == Some(Last::Item) {
                    self.fault(self.at..self.at + next.len_utf8(), FaultKind::MissingComma);
                    self.set_last(Last::Bracket);
                }
                if in_object { self.name(next) } else { self.value(next) }
            }
        }
    }

    fn comma(&mut self) {
        let at = self.at;
        self.at += 1;
        if self.last() != Some(Last::Item) {
            let expected = if self.wants_name() { "a member name" } else { "a value" };
            return self.fault(at..at + 1, FaultKind::Unexpected { expected, found: ',' });
        }
        self.set_last(Last::Comma(at));
    }

    fn close(&mut self, bracket: char) {
        let at = self.at;
        self.at += 1;
        let fits = |open: &Open| {
            matches!(
                (&open.items, bracket),
                (Items::Array(_), ']') | (Items::Object { .. }, '}')
            )
        };
        let Some(depth) = self.open.iter().rposition(fits) else {
            let expected = if self.wants_name() { "'}'" } else { "']'" };
            return self.fault(
                at..at + 1,
                FaultKind::Unexpected {
                    expected,
                    found: bracket,
                },
            );
        };
        while self.open.len() > depth + 1 {
            let expected = if self.wants_name() { "'}'" } else { "']'" };
            self.fault(
                at..at + 1,
                FaultKind::Unexpected {
                    expected,
                    found: bracket,
                },
            );
            self.pop(at);
        }
        if let Some(Last::Comma(comma)) = self.last() {
            self.fault(comma..comma + 1, FaultKind::TrailingComma);
        }
        self.pop(at + 1);
    }

    /// Takes the innermost container off the stack and puts it where it belongs.
    fn pop(&mut self, end: usize) {
        let Some(open) = self.open.pop() else { return };
        let kind = match open.items {
            Items::Array(elements) => Kind::Array(elements),
            Items::Object { mut members, name } => {
                self.note_duplicates(&members);
                if let Some((name, name_at)) = name {
                    let value = Value {
                        at: name_at.end..name_at.end,
                        kind: Kind::Unread,
                    };
                    members.push(Member { name, name_at, value });
                }
                Kind::Object(members)
            }
        };
        self.put(Value {
            at: open.start..end,
            kind,
        });
    }

    fn finish(&mut self) {
        let end = self.text.len();
        if self.open.is_empty() {
            if self.root.is_none()
                && self.faults.iter().all(|fault| {
                    fault.kind.is_grammatical() || matches!(fault.kind, FaultKind::ByteOrderMark | FaultKind::Comment)
                })
            {
                self.fault(end..end, FaultKind::Empty);
            }
            return;
        }
        let expected = match self.open.last().map(|open| &open.items) {
            Some(Items::Array(_)) => "']'",
            _ => "'}'",
        };
        self.fault(end..end, FaultKind::End { expected });
        while !self.open.is_empty() {
            self.pop(end);
        }
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, value: Value) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return;
        };
        open.last = Last::Item;
        match &mut open.items {
            Items::Array(elements) => elements.push(value),
            Items::Object { members, name } => {
                let Some((name, name_at)) = name.take() else { return };
                members.push(Member { name, name_at, value });
            }
        }
    }

    fn note_duplicates(&mut self, members: &[Member]) {
        if members.len() <= FEW && all_differ(members) {
            return;
        }
        let names: Vec<Name<'_>> = members.iter().map(|member| ("", member.name.as_str())).collect();
        for (index, alike) in names::alike(&names).into_iter().enumerate() {
            if let (Some(member), Some(first)) = (members.get(index), members.get(alike.first))
                && alike.first < index
            {
                let (name, first) = (member.name.clone(), first.name_at.clone());
                self.fault(member.name_at.clone(), FaultKind::DuplicateMember { name, first });
            }
        }
    }

    /// A member name and its colon.
    fn name(&mut self, next: char) {
        let start = self.at;
        let name = match next {
            '"' => self.string('"'),
            '\'' => {
                self.fault(start..start + 1, FaultKind::SingleQuote);
                self.string('\'')
            }
            _ if is_smart_quote(next) => {
                self.fault(start..start + next.len_utf8(), FaultKind::SmartQuote(next));
                self.string(next)
            }
            _ if is_word(next) => {
                let word = self.word();
                self.fault(start..self.at, FaultKind::UnquotedName(clipped(&word)));
                word
            }
            _ => {
                self.at += next.len_utf8();
                return self.fault(
                    start..self.at,
                    FaultKind::Unexpected {
                        expected: "a member name in double quotes",
                        found: next,
                    },
                );
            }
        };
        let name_at = start..self.at;
        self.skip_blank();
        match self.peek() {
            Some(':') => self.at += 1,
            Some('=') => {
                self.fault(self.at..self.at + 1, FaultKind::MissingColon);
                self.at += 1;
            }
            _ => self.fault(name_at.clone(), FaultKind::MissingColon),
        }
        if let Some(Open {
            items: Items::Object { name: waiting, .. },
            ..
        }) = self.open.last_mut()
        {
            *waiting = Some((name, name_at));
        }
        self.skip_blank();
        match self.peek() {
            Some(next @ (',' | '}' | ']')) => {
                let at = self.at..self.at;
                self.fault(
                    self.at..self.at + 1,
                    FaultKind::Unexpected {
                        expected: "a value",
                        found: next,
                    },
                );
                self.put(Value { at, kind: Kind::Unread });
            }
            Some(next) => self.value(next),
            None => {}
        }
    }

    fn value(&mut self, next: char) {
        let start = self.at;
        let kind = match next {
            '{' | '[' => return self.open(next),
            '"' => Kind::String(self.string('"')),
            '\'' => {
                self.fault(start..start + 1, FaultKind::SingleQuote);
                Kind::String(self.string('\''))
            }
            _ if is_smart_quote(next) => {
                self.fault(start..start + next.len_utf8(), FaultKind::SmartQuote(next));
                Kind::String(self.string(next))
            }
            _ if is_word(next) => self.scalar(),
            _ => {
                self.at += next.len_utf8();
                self.fault(
                    start..self.at,
                    FaultKind::Unexpected {
                        expected: "a value",
                        found: next,
                    },
                );
                if self.open.is_empty() {
                    return;
                }
                Kind::Unread
            }
        };
        self.put(Value {
            at: start..self.at,
            kind,
        });
    }

    fn open(&mut self, bracket: char) {
        if self.open.len() == MAX_DEPTH {
            return self.skip_deep();
        }
        let items = if bracket == '[' {
            Items::Array(Vec::new())
        } else {
            Items::Object {
                members: Vec::new(),
                name: None,
            }
        };
        self.open.push(Open {
            start: self.at,
            items,
            last: Last::Bracket,
        });
        self.at += 1;
    }

    /// Passes over a value that is nested too deeply, by counting brackets.
    fn skip_deep(&mut self) {
        let start = self.at;
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        let mut end = self.text.len();
        for (offset, byte) in self.rest().bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                end = start + offset + 1;
                break;
            }
        }
        self.at = end;
        self.fault(start..end, FaultKind::TooDeep);
        self.put(Value {
            at: start..end,
            kind: Kind::Unread,
        });
    }

    /// Passes over white space and comments.
    fn skip_blank(&mut self) {
        loop {
            while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.byte() {
                self.at += 1;
            }
            // Nearly always: neither a comment nor an odd space.
            if self
                .byte()
                .is_some_and(|next| next.is_ascii_graphic() && !matches!(next, b'/' | b'#'))
            {
                return;
            }
            let rest = self.rest();
            let length = if rest.starts_with("//") || rest.starts_with('#') {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if let Some(odd) = rest.chars().next().filter(|next| next.is_whitespace()) {
                let at = self.at..self.at + odd.len_utf8();
                self.at = at.end;
                self.fault(
                    at,
                    FaultKind::Unexpected {
                        expected: "JSON's white space",
                        found: odd,
                    },
                );
                continue;
            } else {
                return;
            };
            self.fault(self.at..self.at + length, FaultKind::Comment);
            self.at += length;
        }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        match self.byte() {
            Some(ascii) if ascii.is_ascii() => Some(char::from(ascii)),
            _ => self.rest().chars().next(),
        }
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn wants_name(&self) -> bool {
        matches!(
            self.open.last(),
            Some(Open {
                items: Items::Object { .. },
                ..
            })
        )
    }

    fn last(&self) -> Option<Last> {
        self.open.last().map(|open| open.last)
    }

    fn set_last(&mut self, last: Last) {
        if let Some(open) = self.open.last_mut() {
            open.last = last;
        }
    }

    fn fault(&mut self, at: Bytes, kind: FaultKind) {
        self.strict &= kind.is_grammatical();
        match self.faults.len() {
            0..MAX_FAULTS => self.faults.push(Fault { at, kind }),
            MAX_FAULTS => self.faults.push(Fault {
                at,
                kind: FaultKind::TooMany,
            }),
            _ => {}
        }
    }
}

fn all_differ(members: &[Member]) -> bool {
    let mut names = members.iter().enumerate();
    names.all(|(index, member)| members.iter().take(index).all(|before| before.name != member.name))
}

#[cfg(test)]
mod tests;
