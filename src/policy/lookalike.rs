//! Characters that a reader takes for others.

use std::borrow::Cow;
use std::fmt;

use super::nearest::split_at_unit;

/// What looks like what: common letters of other scripts, typographic marks, and the
/// ASCII pairs that some fonts do not tell apart.
const ALIKE: [(&str, char); 25] = [
    ("аΑА", 'a'),
    ("ВΒ", 'B'),
    ("сСϲ", 'c'),
    ("еЕΕ", 'e'),
    ("НΗ", 'H'),
    ("іІΙ", 'i'),
    ("ј", 'j'),
    ("КΚ", 'K'),
    ("МΜ", 'M'),
    ("ΝՆ", 'N'),
    ("оОοΟ0", 'o'),
    ("рРΡρ", 'p'),
    ("ѕЅ", 's'),
    ("ТΤ", 'T'),
    ("хХΧ", 'x'),
    ("уУΥ", 'y'),
    ("ΖZ", 'z'),
    ("1I|", 'l'),
    ("‐‑‒–—―−﹣－", '-'),
    ("‘’ʼ′", '\''),
    ("“”″", '"'),
    ("：꞉∶", ':'),
    ("／∕⁄", '/'),
    ("＊∗﹡", '*'),
    ("\u{a0}\u{2002}\u{2003}\u{2009}\u{202f}\u{3000}", ' '),
];

/// Characters that show nothing.
const INVISIBLE: [char; 7] = [
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}', '\u{200e}',
];

/// A text as a reader may take it: letter case kept where it tells letters apart.
#[must_use]
pub fn skeleton(text: &str) -> Cow<'_, str> {
    if text.bytes().all(stands_for_itself) {
        return text.into();
    }
    let mut skeleton = String::with_capacity(text.len());
    for character in text.chars() {
        if u8::try_from(character).is_ok_and(stands_for_itself) {
            skeleton.push(character);
        } else if !INVISIBLE.contains(&character) {
            let (letter, mark) = decomposed(plain(character));
            skeleton.push(letter);
            skeleton.extend(mark);
        }
    }
    skeleton.into()
}

/// Most characters are ASCII, and most of those look like nothing else.
fn stands_for_itself(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'0' | b'1' | b'I' | b'|' | b'Z')
}

fn plain(character: char) -> char {
    if u8::try_from(character).is_ok_and(stands_for_itself) {
        return character;
    }
    let alike = ALIKE.iter().find(|(looks, _)| looks.contains(character));
    alike.map_or(character, |(_, plain)| *plain)
}

/// The letters with accents of Latin-1, as a letter and the mark on it.
fn decomposed(character: char) -> (char, Option<char>) {
    const MARKS: [(char, &str, &str); 6] = [
        ('\u{300}', "àèìòùÀÈÌÒÙ", "aeiouAEIOU"),
        ('\u{301}', "áéíóúýÁÉÍÓÚÝ", "aeiouyAEIOUY"),
        ('\u{302}', "âêîôûÂÊÎÔÛ", "aeiouAEIOU"),
        ('\u{303}', "ãñõÃÑÕ", "anoANO"),
        ('\u{308}', "äëïöüÿÄËÏÖÜ", "aeiouyAEIOU"),
        ('\u{327}', "çÇ", "cC"),
    ];
    if character.is_ascii() {
        return (character, None);
    }
    for (mark, composed, letters) in MARKS {
        let pair = composed
            .chars()
            .zip(letters.chars())
            .find(|(from, _)| *from == character);
        if let Some((_, letter)) = pair {
            return (plain(letter), Some(mark));
        }
    }
    (character, None)
}

/// The first character that only looks like the other side's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    expected: Option<char>,
    actual: Option<char>,
}

/// Looks behind the UTF-16 units that agree; nothing where it is an accent that is
/// written in another way.
pub(super) fn find(expected: &str, actual: &str, expected_units: usize, actual_units: usize) -> Option<Found> {
    let first = |text, units| split_at_unit(text, units).1.chars().next();
    let found = Found {
        expected: first(expected, expected_units),
        actual: first(actual, actual_units),
    };
    let is_mark = |character: Option<char>| {
        character
            .is_some_and(|character| matches!(character, '\u{300}'..='\u{36f}') || decomposed(character).1.is_some())
    };
    (!is_mark(found.expected) && !is_mark(found.actual)).then_some(found)
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the policy has {} where this call has {}",
            named(self.expected),
            named(self.actual)
        )
    }
}

fn named(character: Option<char>) -> String {
    match character {
        None => "nothing".to_owned(),
        Some(character) if INVISIBLE.contains(&character) => {
            format!("the invisible U+{:04X}", u32::from(character))
        }
        Some(character) => format!("{character} (U+{:04X})", u32::from(character)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_what_a_reader_cannot() {
        for (one, other) in [
            ("octo-org", "octo\u{2010}org"),
            ("octo", "\u{43e}cto"),
            ("octo", "0cto"),
            ("main", "ma\u{200b}in"),
            ("caf\u{e9}", "cafe\u{301}"),
            ("Ill", "l1I"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("main"), skeleton("Main"));
    }

    #[test]
    fn names_the_character() {
        let found = find("ma\u{200b}in", "main", 2, 2).unwrap();
        assert_eq!(
            found.to_string(),
            "the policy has the invisible U+200B where this call has i (U+0069)"
        );
        assert_eq!(find("caf\u{e9}", "cafe\u{301}", 3, 3), None);
    }
}
