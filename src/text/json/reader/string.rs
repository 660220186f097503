//! Strings: their closing quote, where there is one, and their escapes.

use super::{FaultKind, Reader};

impl Reader<'_> {
    /// A string from its opening quote to its closing one.
    pub(super) fn string(&mut self, quote: char) -> String {
        let start = self.at;
        self.at += quote.len_utf8();
        let mut text = String::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = if quote == '"' {
                // By bytes: what ends a run is ASCII, and no part of a longer character.
                rest.bytes().position(|next| matches!(next, b'\\' | b'"' | ..b' '))
            } else {
                rest.find(|next: char| next == '\\' || next < ' ' || is_closing(next, quote))
            };
            let plain = plain.unwrap_or(rest.len());
            let run = rest.get(..plain).unwrap_or_default();
            self.at += plain;
            if text.is_empty() {
                // Nearly always the whole of it, and then in no more room than it needs.
                text = run.to_owned();
            } else {
                text.push_str(run);
            }
            match self.peek() {
                Some('\\') => self.escape(&mut text),
                Some(next) if is_closing(next, quote) => {
                    self.at += next.len_utf8();
                    return text;
                }
                // A line that ends inside a string is far more often a lost quote
                // than a wanted line break; what follows is read on its own.
                None | Some('\n' | '\r') if !self.is_behind_line_end(start) && !self.closes_later(quote) => {
                    self.fault(start..self.at, FaultKind::OpenString);
                    return text;
                }
                Some(next) => {
                    self.fault(self.at..self.at + next.len_utf8(), FaultKind::ControlCharacter(next));
                    text.push(next);
                    self.at += next.len_utf8();
                }
                None => return text,
            }
        }
    }

    /// Whether the string that began there goes on behind a line end: of a run of them all
    /// are followed by the same line, and thousands are not to be looked behind one by one.
    fn is_behind_line_end(&self, start: usize) -> bool {
        let before = self.at.checked_sub(1).filter(|before| *before > start);
        let before = before.and_then(|before| self.text.as_bytes().get(before));
        matches!(before, Some(b'\n' | b'\r'))
    }

    /// Whether the closing quote of a string that was broken over lines follows on
    /// the next line, before anything that looks like another member.
    fn closes_later(&self, quote: char) -> bool {
        let next_line = self.rest().trim_start_matches(['\r', '\n']);
        let line = next_line.lines().next().unwrap_or_default();
        !line.trim_start().starts_with([quote, '}', ']', '{', '[']) && line.matches(quote).count() % 2 == 1
    }

    /// An escape sequence, appended unescaped.
    fn escape(&mut self, text: &mut String) {
        let start = self.at;
        self.at += 1;
        let Some(next) = self.peek() else { return };
        self.at += next.len_utf8();
        match next {
            '"' | '\\' | '/' => text.push(next),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{c}'),
            'n' => text.push('\n'),
            'r' => text.push('\r'),
            't' => text.push('\t'),
            'u' => self.unicode(start, text),
            _ => {
                let found = self.text.get(start..self.at).unwrap_or_default().to_owned();
                self.fault(start..self.at, FaultKind::Escape(found));
                text.push(next);
            }
        }
    }

    /// `\uXXXX`, or two of them where they are a surrogate pair.
    fn unicode(&mut self, start: usize, text: &mut String) {
        let Some(first) = self.hex4() else {
            let found = self.text.get(start..self.at).unwrap_or_default().to_owned();
            return self.fault(start..self.at, FaultKind::Escape(found));
        };
        let mut units = vec![first];
        let behind = self.at;
        if (0xD800..0xDC00).contains(&first) && self.rest().starts_with("\\u") {
            self.at += 2;
            match self.hex4() {
                Some(second) if (0xDC00..0xE000).contains(&second) => units.push(second),
                _ => self.at = behind,
            }
        }
        for unit in char::decode_utf16(units) {
            if let Ok(character) = unit {
                text.push(character);
            } else {
                let found = self.text.get(start..self.at).unwrap_or_default().to_owned();
                self.fault(start..self.at, FaultKind::LoneSurrogate(found));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    fn hex4(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let unit = u16::from_str_radix(digits, 16).ok();
        self.at += 4;
        unit
    }
}

pub(super) fn is_smart_quote(next: char) -> bool {
    matches!(next, '\u{2018}'..='\u{201F}' | '\u{AB}' | '\u{BB}')
}

/// Whether a character closes a string that was opened with `quote`.
fn is_closing(next: char, quote: char) -> bool {
    if is_smart_quote(quote) {
        is_smart_quote(next)
    } else {
        next == quote
    }
}
