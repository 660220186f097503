//! A text as a reader of its escapes sees it, each character with the place it was written at.

use crate::text::Bytes;

/// The characters of a text, at one level of escapes.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    pub(super) units: Vec<Unit>,
}

/// A character, and where it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub(super) found: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Characters of the longest escape, as `&ZeroWidthSpace;` and `\U0000002E` are.
const LONGEST: usize = 24;

/// Named characters of HTML that stand in tokens, in JSON, or between the two.
const ENTITIES: [(&str, &str); 22] = [
    ("period", "."),
    ("lowbar", "_"),
    ("UnderBar", "_"),
    ("hyphen", "-"),
    ("dash", "-"),
    ("amp", "&"),
    ("AMP", "&"),
    ("quot", "\""),
    ("QUOT", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("lcub", "{"),
    ("lbrace", "{"),
    ("rcub", "}"),
    ("rbrace", "}"),
    ("colon", ":"),
    ("comma", ","),
    ("equals", "="),
    ("bsol", "\\"),
    ("percnt", "%"),
    ("num", "#"),
];

/// Named characters of HTML that show as nothing, or as a blank.
const BLANK_ENTITIES: [&str; 10] = [
    "nbsp",
    "NonBreakingSpace",
    "shy",
    "ZeroWidthSpace",
    "NoBreak",
    "zwj",
    "zwnj",
    "NewLine",
    "Tab",
    "ensp",
];

impl Reading {
    /// The text as it is written; letters and digits of another width or style are those that they show.
    pub(super) fn of(text: &str) -> Self {
        let units = text.char_indices().map(|(start, found)| Unit {
            found: plain(found),
            start,
            end: start + found.len_utf8(),
        });
        Self { units: units.collect() }
    }

    /// With one level of escapes undone; nothing where there are none.
    pub(super) fn unescaped(&self) -> Option<Self> {
        let mut units = Vec::with_capacity(self.units.len());
        let mut rest = self.units.as_slice();
        let mut changed = false;
        while let Some((first, behind)) = rest.split_first() {
            let Some((taken, found)) = escape(rest) else {
                units.push(*first);
                rest = behind;
                continue;
            };
            changed = true;
            let (escape, behind) = rest.split_at_checked(taken).unwrap_or((rest, &[]));
            let end = escape.last().map_or(first.end, |last| last.end);
            units.extend(found.map(|found| Unit {
                found: plain(found),
                end,
                ..*first
            }));
            rest = behind;
        }
        changed.then(|| Self { units: in_utf8(&units) })
    }

    /// Without what only breaks lines or does not show; nothing where there is none of it.
    pub(super) fn without_blanks(&self) -> Option<Self> {
        let shown = self.units.iter().filter(|unit| !is_blank(unit.found));
        let units: Vec<Unit> = shown.copied().collect();
        (units.len() < self.units.len()).then_some(Self { units })
    }

    /// Without what mail, diffs, listings and logs write before a line; nothing where nothing is written so.
    pub(super) fn without_line_starts(&self) -> Option<Self> {
        let lines = self.units.split_inclusive(|unit| unit.found == '\n');
        let bare = lines.flat_map(|line| line.get(line_start(line)..).unwrap_or_default());
        let units: Vec<Unit> = bare.copied().collect();
        (units.len() < self.units.len()).then_some(Self { units })
    }

    /// Without what joins two strings, a quote and another behind blanks and signs, and without tags; nothing where there
    /// is neither.
    pub(super) fn without_joins(&self) -> Option<Self> {
        let mut units = Vec::with_capacity(self.units.len());
        let mut rest = self.units.as_slice();
        while let Some((first, behind)) = rest.split_first() {
            rest = if let Some(length) = join(rest) {
                rest.get(length..).unwrap_or_default()
            } else {
                units.push(*first);
                behind
            };
        }
        (units.len() < self.units.len()).then_some(Self { units })
    }

    /// From its end to its start.
    pub(super) fn backward(&self) -> Self {
        Self {
            units: self.units.iter().rev().copied().collect(),
        }
    }

    /// Where some of its characters are written.
    pub(super) fn place(&self, units: Bytes) -> Option<Bytes> {
        let units = self.units.get(units)?;
        let (first, last) = (units.first()?, units.last()?);
        Some(first.start.min(last.start)..first.end.max(last.end))
    }
}

/// How long the join is that a text starts with.
fn join(text: &[Unit]) -> Option<usize> {
    let between = |unit: &&Unit| is_blank(unit.found) || matches!(unit.found, '+' | ',' | '.' | '&' | '|' | '\\');
    let first = text.first()?.found;
    if first == '<' {
        let tag = text.iter().take(LONGEST).position(|unit| unit.found == '>')?;
        return Some(tag + 1);
    }
    if !is_quote(first) {
        return None;
    }
    let signs = text.iter().skip(1).take(LONGEST).take_while(between).count();
    let last = text.get(signs + 1)?;
    (signs > 0 && is_quote(last.found)).then_some(signs + 2)
}

/// Marks of quotation, straight and curly.
pub(super) fn is_quote(found: char) -> bool {
    matches!(found, '"' | '\'' | '`' | '\u{2018}'..='\u{201f}')
}

/// How many characters a line has of `>`, `|`, `+`, `-`, `*`, `#`, of blanks, and of a number or a time behind them.
pub(super) fn line_start(line: &[Unit]) -> usize {
    let marks = line.iter().take_while(|unit| is_line_mark(unit.found)).count();
    let rest = line.get(marks..).unwrap_or_default();
    let digits = rest.iter().take_while(|unit| unit.found.is_ascii_digit()).count();
    let behind = rest.get(digits).map(|unit| unit.found);
    let is_number = digits > 0 && matches!(behind, Some(' ' | '\t' | ':' | '|' | ')' | '.' | '\u{2502}'));
    let number = if is_number { digits + 1 } else { 0 };
    marks + time(rest).unwrap_or(number)
}

/// A time that a line of a log starts with, as `2026-11-02T12:00:01.1234567Z` and `[12:00:01]`, and the blank behind it.
fn time(line: &[Unit]) -> Option<usize> {
    let is_of_time =
        |found: char| found.is_ascii_digit() || matches!(found, ':' | '.' | ',' | '-' | '/' | 'T' | 'Z' | '[' | ']');
    let length = line
        .iter()
        .take(LONGEST_TIME)
        .take_while(|unit| is_of_time(unit.found))
        .count();
    let (time, behind) = line.split_at_checked(length)?;
    let colons = time.iter().filter(|unit| unit.found == ':').count();
    let ends = behind.first().is_some_and(|unit| matches!(unit.found, ' ' | '\t'));
    (colons >= 2 && ends).then_some(length + 1)
}

/// Characters of a time, with its day and its zone.
const LONGEST_TIME: usize = 40;

fn is_line_mark(found: char) -> bool {
    is_blank(found) && found != '\n' || matches!(found, '>' | '|' | '+' | '-' | '*' | '#' | '\u{2502}')
}

/// The character of ASCII that a full-width one (U+FF01 to U+FF5E) or one of a mathematical alphabet shows.
pub(super) fn plain(found: char) -> char {
    let code = u32::from(found);
    let letter = |at: u32| if at < 26 { 0x41 + at } else { 0x61 - 26 + at };
    let shown = match code {
        0xFF01..=0xFF5E => code - 0xFEE0,
        0x1D400..=0x1D6A3 => letter((code - 0x1D400) % 52),
        0x1D7CE..=0x1D7FF => 0x30 + (code - 0x1D7CE) % 10,
        _ => code,
    };
    char::from_u32(shown).unwrap_or(found)
}

/// The escape that a text starts with: how long it is, and which character it is, if any.
fn escape(text: &[Unit]) -> Option<(usize, Option<char>)> {
    match text.first()?.found {
        '%' => in_hexadecimal(text.get(1..3)?).map(|found| (3, Some(found))),
        '=' => quoted_printable(text),
        '&' => entity(text),
        '\\' => backslash(text),
        _ => None,
    }
}

/// Characters that are the bytes of one in UTF-8, as `%E2%80%8B` writes them, as that one.
fn in_utf8(units: &[Unit]) -> Vec<Unit> {
    let mut joined = Vec::with_capacity(units.len());
    let mut rest = units;
    while let Some((first, behind)) = rest.split_first() {
        if let Some((unit, length)) = utf8(rest) {
            joined.push(unit);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            joined.push(*first);
            rest = behind;
        }
    }
    joined
}

/// The character whose bytes a text starts with, and how many they are.
fn utf8(text: &[Unit]) -> Option<(Unit, usize)> {
    let first = text.first()?;
    let length = match u32::from(first.found) {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let units = text.get(..length)?;
    let bytes: Vec<u8> = units.iter().filter_map(|unit| u8::try_from(unit.found).ok()).collect();
    let found = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    let end = units.last()?.end;
    Some((
        Unit {
            found: plain(found),
            end,
            ..*first
        },
        length,
    ))
}

/// `=2E`, and a line that goes on (RFC 2045 section 6.7). Only what is ASCII: behind `=` a value may start, too.
fn quoted_printable(text: &[Unit]) -> Option<(usize, Option<char>)> {
    let behind = text.get(1..)?;
    if let Some(found) = behind.get(..2).and_then(in_hexadecimal).filter(char::is_ascii_graphic) {
        return Some((3, Some(found)));
    }
    let blanks = behind
        .iter()
        .take(LONGEST)
        .take_while(|unit| matches!(unit.found, ' ' | '\t' | '\r'));
    let blanks = blanks.count();
    (behind.get(blanks)?.found == '\n').then_some((blanks + 2, None))
}

/// `&#46;`, `&#x2e;`, `&period;` (HTML, section 13.5), with or without the semicolon after a number.
fn entity(text: &[Unit]) -> Option<(usize, Option<char>)> {
    let behind = text.get(1..)?;
    if behind.first()?.found == '#' {
        let hexadecimal = matches!(behind.get(1)?.found, 'x' | 'X');
        let (skip, radix) = if hexadecimal { (2, 16) } else { (1, 10) };
        let digits = word(behind.get(skip..)?, |found| found.is_digit(radix));
        let found = u32::from_str_radix(&digits, radix).ok().and_then(char::from_u32)?;
        let end = 1 + skip + digits.len();
        let semicolon = text.get(end).is_some_and(|unit| unit.found == ';');
        return Some((end + usize::from(semicolon), Some(found)));
    }
    let name = word(behind, |found| found.is_ascii_alphanumeric());
    let end = 1 + name.len();
    if text.get(end)?.found != ';' {
        return None;
    }
    if BLANK_ENTITIES.contains(&name.as_str()) {
        return Some((end + 1, None));
    }
    let (_, character) = ENTITIES.iter().find(|(entity, _)| *entity == name)?;
    Some((end + 1, character.chars().next()))
}

/// Of JSON, JavaScript, shells and C: `\u002e`, `\u{2e}`, `\x2e`, `\U0000002e`, `\056`, `\n`, `\.`, and a line that goes on.
fn backslash(text: &[Unit]) -> Option<(usize, Option<char>)> {
    let behind = text.get(2..).unwrap_or_default();
    let number = |digits: &[Unit]| in_hexadecimal(digits).map(|found| (2 + digits.len(), Some(found)));
    match text.get(1)?.found {
        'u' if behind.first().is_some_and(|unit| unit.found == '{') => {
            let digits = word(behind.get(1..)?, |found| found.is_ascii_hexdigit());
            let found = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32)?;
            Some((4 + digits.len(), Some(found)))
        }
        'u' => number(behind.get(..4)?),
        'U' => number(behind.get(..8)?),
        'x' => number(behind.get(..2)?),
        'n' | 'r' | 'v' | 'f' | '\n' | '\r' => Some((2, Some('\n'))),
        't' => Some((2, Some('\t'))),
        '0'..='7' => {
            let digits = word(text.get(1..)?, |found| found.is_digit(8));
            let digits = digits.get(..3).unwrap_or(&digits);
            let found = u32::from_str_radix(digits, 8).ok().and_then(char::from_u32)?;
            Some((1 + digits.len(), Some(found)))
        }
        other => Some((2, Some(other))),
    }
}

/// The characters that a text starts with, as far as an escape can be.
fn word(text: &[Unit], is_in: impl Fn(char) -> bool) -> String {
    let units = text.iter().take(LONGEST).take_while(|unit| is_in(unit.found));
    units.map(|unit| unit.found).collect()
}

fn in_hexadecimal(digits: &[Unit]) -> Option<char> {
    let digits: String = digits.iter().map(|unit| unit.found).collect();
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

/// White space, and what shows as nothing: controls, marks of direction, joiners, soft hyphens, variation selectors.
pub(super) fn is_blank(found: char) -> bool {
    found.is_whitespace()
        || found.is_control()
        || matches!(found, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e01ef}')
}
