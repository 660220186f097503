//! Private keys, shared secrets and signatures that their names or their frames give away.

use super::reading::{Reading, Unit, is_quote};
use super::value::{Value, is_value};
use super::{Found, Kind};

/// Members that only a private or a shared key has (RFC 7518 section 6, RFC 8037, AKP), and what XML calls them.
const PRIVATE: [&str; 17] = [
    "d", "p", "q", "dp", "dq", "qi", "k", "priv", "D", "P", "Q", "DP", "DQ", "InverseQ", "dP", "dQ", "qInv",
];

/// Members of a further prime, which stand in `oth` (RFC 7518 section 6.3.2.7).
const FURTHER: [&str; 2] = ["r", "t"];

/// What a signature is called (RFC 7515 section 7.2).
const SIGNATURE: [&str; 2] = ["signature", "Signature"];

/// Characters that a value must have to be a key's, and a signature's.
const SHORTEST_KEY: usize = 16;
const SHORTEST_SIGNATURE: usize = 32;

/// Characters of a PEM label.
const NEAR: usize = 64;

/// Looks for them in a text as it is, without what lines start with, without blanks, and from its end to its start.
pub(super) fn search(reading: &Reading, found: &mut Found) {
    search_one(reading, Names::Any, found);
    if let Some(bare) = reading.without_line_starts() {
        search_one(&bare, Names::Any, found);
    }
    if let Some(joined) = reading.without_blanks() {
        search_one(&joined, Names::Quoted, found);
    }
    search_one(&reading.backward(), Names::Quoted, found);
}

fn search_one(reading: &Reading, names: Names, found: &mut Found) {
    labelled(reading, names, found);
    framed(reading, found);
}

// ------------------------------------------------------------- by their names

/// Which words are taken for names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Names {
    Any,
    /// Those in quotes: where there are no blanks, words have run together.
    Quoted,
}

fn labelled(reading: &Reading, names: Names, found: &mut Found) {
    let words = Words::of(&reading.units, names);
    let has = |name: &str| words.places.iter().any(|(start, end)| words.is(*start, *end, name));
    let (symmetric, primes) = (has("oct"), has("oth"));
    let mut taken = 0;
    for (start, end) in &words.places {
        if *start < taken {
            continue;
        }
        let is_one_of = |names: &[&str]| names.iter().any(|name| words.is(*start, *end, name));
        let (kind, shortest) = if is_one_of(&PRIVATE) || primes && is_one_of(&FURTHER) {
            let short = symmetric && words.is(*start, *end, "k");
            (Kind::PrivateKey, if short { 1 } else { SHORTEST_KEY })
        } else if is_one_of(&SIGNATURE) {
            (Kind::Token, SHORTEST_SIGNATURE)
        } else {
            continue;
        };
        if let Some(value) = Value::behind(&reading.units, *end)
            && value.bytes.len() >= shortest.max(value.shortest)
        {
            taken = value.end;
            found.add_units(reading, value.start..value.end, value.bytes, kind);
        }
    }
}

/// The short words of a text.
struct Words<'a> {
    units: &'a [Unit],
    places: Vec<(usize, usize)>,
}

impl<'a> Words<'a> {
    fn of(units: &'a [Unit], names: Names) -> Self {
        let mut places = Vec::new();
        let mut start = None;
        for (at, unit) in units.iter().enumerate() {
            let inside = unit.found.is_ascii_alphanumeric() || matches!(unit.found, '_' | '-');
            match start {
                None if inside => start = Some(at),
                Some(from) if !inside => {
                    places.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        let quoted = |at: Option<usize>| at.and_then(|at| units.get(at)).is_some_and(|unit| is_quote(unit.found));
        places.retain(|(start, end)| {
            let is_name = names == Names::Any || quoted(start.checked_sub(1)) && quoted(Some(*end));
            is_name && end - start <= SHORTEST_KEY
        });
        Self { units, places }
    }

    fn is(&self, start: usize, end: usize, name: &str) -> bool {
        end - start == name.len()
            && self
                .units
                .get(start..end)
                .is_some_and(|word| word.iter().map(|unit| unit.found).eq(name.chars()))
    }
}

// ------------------------------------------------------------ by their frames

/// `-----BEGIN … PRIVATE KEY-----` up to its end (RFC 7468), whatever broke it.
fn framed(reading: &Reading, found: &mut Found) {
    let letters: Vec<(usize, char)> = reading
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| unit.found.is_ascii_alphanumeric())
        .map(|(at, unit)| (at, unit.found))
        .collect();
    let text: String = letters.iter().map(|(_, letter)| *letter).collect();
    let mut from = 0;
    while let Some(label) = text.get(from..).and_then(|rest| rest.find("PRIVATEKEY")) {
        let label = from + label;
        let body = label + "PRIVATEKEY".len();
        from = body;
        let head = text.get(label.saturating_sub(NEAR)..label).unwrap_or_default();
        let Some(begin) = head.rfind("BEGIN").map(|at| label - head.len() + at) else {
            continue;
        };
        if !starts_key(text.get(body..).unwrap_or_default()) && !starts_key_soon(reading, &letters, body) {
            continue;
        }
        let end = end_of_frame(&text, body);
        from = end;
        let place = letters.get(begin).zip(letters.get(end.saturating_sub(1)));
        if let Some(((start, _), (last, _))) = place {
            let bytes = text.get(body..end).unwrap_or_default().bytes().collect();
            let last = if end == text.len() {
                reading.units.len()
            } else {
                last + 1
            };
            found.add_units(reading, *start..last, bytes, Kind::PrivateKey);
        }
    }
}

/// Whether a key follows its label: DER, OpenSSH's format, or the headers of an encrypted one.
fn starts_key(body: &str) -> bool {
    ["MI", "MC", "MG", "MH", "MF", "ME", "b3BlbnNzaC1rZXk", "ProcType"]
        .iter()
        .any(|start| body.starts_with(start))
}

/// Whether a line of a key follows some way behind its label: below a comment, or behind a number or a time.
fn starts_key_soon(reading: &Reading, letters: &[(usize, char)], body: usize) -> bool {
    let soon = letters.get(body..).unwrap_or_default();
    soon.iter().take(SOON).any(|(at, _)| {
        let before = at.checked_sub(1).and_then(|before| reading.units.get(before));
        before.is_some_and(|unit| !is_value(unit.found)) && {
            let line = reading.units.get(*at..at + LINE).unwrap_or_default();
            let line: String = line.iter().map(|unit| unit.found).collect();
            starts_key(&line) && line.chars().all(is_value)
        }
    })
}

/// Letters between the label and the key.
const SOON: usize = 512;

/// Characters of the shortest line of a key.
const LINE: usize = 40;

/// Behind the label at the end, or at the end of the text.
fn end_of_frame(text: &str, body: usize) -> usize {
    let rest = text.get(body..).unwrap_or_default();
    let label = rest.match_indices("PRIVATEKEY").find(|(at, _)| {
        let head = rest.get(at.saturating_sub(NEAR)..*at).unwrap_or_default();
        head.contains("END")
    });
    label.map_or(text.len(), |(at, label)| body + at + label.len())
}
