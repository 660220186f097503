//! Characters that deceive the eye: invisible ones, those that reorder text, and
//! letters that look like others. Two values that look the same and are not are a
//! reason for a refusal that nobody can see.

use std::fmt::Write as _;

/// Why a character deserves a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// A control character.
    Control,
    /// Changes the direction in which text is shown.
    Bidirectional,
    /// Takes no room, or is a blank other than U+0020.
    Invisible,
    /// Looks like this ASCII character.
    LooksLike(char),
    /// Some other character outside of ASCII.
    NotAscii,
}

impl Unusual {
    /// What is unusual about a character; nothing about printable ASCII.
    #[must_use]
    pub fn of(found: char) -> Option<Self> {
        if matches!(found, ' '..='~') {
            return None;
        }
        Some(match found {
            _ if found.is_control() => Self::Control,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                Self::Bidirectional
            }
            _ if is_invisible(found) => Self::Invisible,
            _ => look_alike(found).map_or(Self::NotAscii, Self::LooksLike),
        })
    }

    /// Whether it cannot be seen at all for what it is.
    #[must_use]
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::Control | Self::Bidirectional | Self::Invisible)
    }
}

/// The text with every hidden character written as its code point, e.g. `\u{202e}`,
/// and cut after some length: fit to stand in a sentence.
#[must_use]
pub fn visible(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut out = String::new();
    for (count, found) in text.chars().enumerate() {
        if count == LONGEST {
            out.push('…');
            break;
        }
        if Unusual::of(found).is_some_and(Unusual::is_hidden) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(found));
        } else {
            out.push(found);
        }
    }
    out
}

fn is_invisible(found: char) -> bool {
    found.is_whitespace()
        || matches!(found,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// The ASCII character that this one is easily taken for, for the scripts and signs
/// in which that happens with names of repositories and branches.
fn look_alike(found: char) -> Option<char> {
    const PAIRS: [(&str, &str); 6] = [
        // Cyrillic
        ("асԁеһіјӏорԛѕԝхуАВЕНІЈКМОРЅТХУ", "acdehijlopqswxyABEHIJKMOPSTXY"),
        // Greek
        ("αινορυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aivopuABEZHIKMNOPTYX"),
        // Latin beyond ASCII
        ("ıɑɡℓ", "iagl"),
        // Hyphens, dashes and the minus sign
        ("‐‑‒–—−", "------"),
        // Slashes, colons, the asterisk operator
        ("⁄∕꞉∶∗", "//::*"),
        // Quotes
        ("‘’“”", "''\"\""),
    ];
    if let '\u{ff01}'..='\u{ff5e}' = found {
        return char::from_u32(u32::from(found) - 0xFEE0);
    }
    PAIRS.iter().find_map(|(unusual, plain)| {
        let (_, plain) = unusual
            .chars()
            .zip(plain.chars())
            .find(|(unusual, _)| *unusual == found)?;
        Some(plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_unusual() {
        for (found, unusual) in [
            ('a', None),
            ('\u{7f}', Some(Unusual::Control)),
            ('\u{202e}', Some(Unusual::Bidirectional)),
            ('\u{200b}', Some(Unusual::Invisible)),
            ('\u{a0}', Some(Unusual::Invisible)),
            ('а', Some(Unusual::LooksLike('a'))),
            ('Χ', Some(Unusual::LooksLike('X'))),
            ('У', Some(Unusual::LooksLike('Y'))),
            ('–', Some(Unusual::LooksLike('-'))),
            ('：', Some(Unusual::LooksLike(':'))),
            ('é', Some(Unusual::NotAscii)),
        ] {
            assert_eq!(Unusual::of(found), unusual, "{found:?}");
        }
    }

    #[test]
    fn shows_what_is_hidden() {
        assert_eq!(visible("a\u{202e}b\nc"), "a\\u{202e}b\\u{a}c");
        assert_eq!(visible(&"x".repeat(300)).chars().count(), 201);
    }
}
