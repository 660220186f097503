//! The value that stands behind a name, in one piece or in several.

use super::reading::{Unit, is_blank, is_quote};

/// What stands behind a name.
pub(super) struct Value {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its characters, as base64url.
    pub(super) bytes: Vec<u8>,
    /// Characters that it must have, as it stands there: an assignment says more than a comma.
    pub(super) shortest: usize,
}

/// Characters between a name and its value, and between two pieces of one.
const NEAR: usize = 64;
const GAP: usize = 32;

/// Characters of a value that a comma parts from its name, and of one in pieces that quotes and signs join.
const SHORTEST_LISTED: usize = 40;
const SHORTEST_JOINED: usize = 32;

impl Value {
    /// Behind a colon, an equals sign or the end of a tag; or, where it is long, behind a comma.
    pub(super) fn behind(units: &[Unit], name_end: usize) -> Option<Self> {
        let (start, is_assigned) = first_piece(units, name_end)?;
        let mut value = Self {
            start,
            end: start,
            bytes: Vec::new(),
            shortest: if is_assigned { 0 } else { SHORTEST_LISTED },
        };
        value.take_run(units);
        while let Some((next, gap)) = next_piece(units, value.end) {
            if gap.is_joint() {
                value.shortest = value.shortest.max(SHORTEST_JOINED);
            }
            value.end = next;
            value.take_run(units);
        }
        Some(value)
    }

    fn take_run(&mut self, units: &[Unit]) {
        let rest = units.get(self.end..).unwrap_or_default();
        for found in rest.iter().map(|unit| unit.found).take_while(|found| is_value(*found)) {
            self.end += 1;
            self.bytes.extend(u8::try_from(found).ok().map(|byte| match byte {
                b'+' => b'-',
                b'/' => b'_',
                other => other,
            }));
        }
    }
}

/// Where a value starts, and whether by more than a comma.
fn first_piece(units: &[Unit], name_end: usize) -> Option<(usize, bool)> {
    let (mut sign, mut comma) = (false, false);
    for (at, unit) in units.iter().enumerate().skip(name_end).take(NEAR) {
        match unit.found {
            ':' | '=' | '>' => sign = true,
            ',' if !sign => comma = true,
            // A sign of a diff, or of addition.
            '+' | '-' if is_alone(units, at) => {}
            found if is_value(found) => return (sign || comma).then_some((at, sign)),
            found if found.is_alphanumeric() || matches!(found, ',' | '{' | '}' | ';') => return None,
            _ => {}
        }
    }
    None
}

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, Default)]
struct Gap {
    line_end: bool,
    /// A quote, or a tag.
    quote: bool,
    sign: bool,
}

impl Gap {
    /// In one line, words have blanks and signs between them.
    const fn is_between_words(self, first: char) -> bool {
        (self.sign || matches!(first, ' ' | '\t')) && !self.line_end && !self.quote
    }

    /// More than the end of a line.
    const fn is_joint(self) -> bool {
        self.quote || self.sign
    }
}

/// Where a value goes on, and behind what.
fn next_piece(units: &[Unit], end: usize) -> Option<(usize, Gap)> {
    let first = units.get(end)?.found;
    let mut gap = Gap::default();
    let mut in_tag = false;
    for (at, unit) in units.iter().enumerate().skip(end).take(GAP) {
        match unit.found {
            '>' if in_tag => in_tag = false,
            // The end of an element.
            '/' if in_tag && units.get(at.checked_sub(1)?).is_some_and(|unit| unit.found == '<') => return None,
            _ if in_tag => {}
            '<' => (in_tag, gap.quote) = (true, true),
            '\n' => gap.line_end = true,
            found if is_quote(found) => gap.quote = true,
            '{' | '}' | ':' | ';' => return None,
            '+' | '-' if is_alone(units, at) => gap.sign = true,
            found if is_value(found) => {
                let goes_on = !gap.is_between_words(first) && !is_name(units, at);
                return goes_on.then_some((at, gap));
            }
            found if found.is_alphanumeric() => return None,
            found if is_blank(found) || matches!(found, '=' | '\\') => {}
            _ => gap.sign = true,
        }
    }
    None
}

/// Whether what starts there is the name of something else.
fn is_name(units: &[Unit], start: usize) -> bool {
    let rest = units.get(start..).unwrap_or_default();
    let length = rest.iter().take(GAP).take_while(|unit| is_value(unit.found)).count();
    let behind = rest.get(length..).unwrap_or_default();
    let mut behind = behind.iter().take(GAP).map(|unit| unit.found);
    let sign = behind.find(|found| !is_quote(*found) && !is_blank(*found));
    match sign {
        Some(':') => true,
        // Else it fills up what is encoded.
        Some('=') => behind
            .find(|found| *found != '=')
            .is_some_and(|found| found == ' ' || is_value(found) || is_quote(found)),
        _ => false,
    }
}

/// Whether a sign has no character of a value beside it.
fn is_alone(units: &[Unit], at: usize) -> bool {
    let beside = [at.checked_sub(1), Some(at + 1)];
    let mut beside = beside.into_iter().flatten().filter_map(|at| units.get(at));
    !beside.any(|unit| is_value(unit.found))
}

/// A character of base64, in either alphabet.
pub(super) fn is_value(found: char) -> bool {
    found.is_ascii_alphanumeric() || matches!(found, '-' | '_' | '+' | '/')
}
