//! Private keys, shared secrets and signatures that their names or their frames give away.

use super::reading::{Reading, Unit, is_blank};
use super::stream::is_base64url;
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

/// Characters between a name and its value, and of a PEM label.
const NEAR: usize = 64;

pub(super) fn search(reading: &Reading, found: &mut Found) {
    labelled(reading, found);
    framed(reading, found);
}

// ------------------------------------------------------------- by their names

fn labelled(reading: &Reading, found: &mut Found) {
    let words = Words::of(&reading.units);
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
        if let Some((value, end)) = value_behind(&reading.units, *end)
            && value.bytes.len() >= shortest
        {
            taken = end;
            found.add_units(reading, value.start..end, value.bytes, kind);
        }
    }
}

/// The short words of a text.
struct Words<'a> {
    units: &'a [Unit],
    places: Vec<(usize, usize)>,
}

impl<'a> Words<'a> {
    fn of(units: &'a [Unit]) -> Self {
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
        places.retain(|(start, end)| end - start <= SHORTEST_KEY);
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

struct Value {
    start: usize,
    bytes: Vec<u8>,
}

/// What stands behind a name, a colon, an equals sign or the end of a tag: the value, and where it ends.
fn value_behind(units: &[Unit], name_end: usize) -> Option<(Value, usize)> {
    let mut sign = false;
    let mut start = None;
    for (at, unit) in units.iter().enumerate().skip(name_end).take(NEAR) {
        match unit.found {
            ':' | '=' | '>' => sign = true,
            found if is_value(found) => {
                start = Some(at);
                break;
            }
            found if found.is_alphanumeric() || matches!(found, ',' | '{' | '}' | ';') => return None,
            _ => {}
        }
    }
    let start = start.filter(|_| sign)?;
    let mut bytes = Vec::new();
    let mut end = start;
    // A blank ends it, unless it is where a line goes on.
    let mut line_end = false;
    for (at, unit) in units.iter().enumerate().skip(start) {
        if is_value(unit.found) {
            if at > end && !line_end && units.get(end).is_some_and(|unit| unit.found == ' ') {
                break;
            }
            bytes.push(u8::try_from(unit.found).ok()?);
            end = at + 1;
            line_end = false;
        } else if !is_blank(unit.found) && !matches!(unit.found, '=' | '\\') {
            break;
        }
        line_end |= unit.found == '\n';
    }
    let bytes = bytes.into_iter().map(|byte| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => other,
    });
    let bytes = bytes.filter(|byte| is_base64url(*byte)).collect();
    Some((Value { start, bytes }, end))
}

fn is_value(found: char) -> bool {
    found.is_ascii_alphanumeric() || matches!(found, '-' | '_' | '+' | '/')
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
        if !starts_key(text.get(body..).unwrap_or_default()) {
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

/// Behind the label at the end, or at the end of the text.
fn end_of_frame(text: &str, body: usize) -> usize {
    let rest = text.get(body..).unwrap_or_default();
    let label = rest.match_indices("PRIVATEKEY").find(|(at, _)| {
        let head = rest.get(at.saturating_sub(NEAR)..*at).unwrap_or_default();
        head.contains("END")
    });
    label.map_or(text.len(), |(at, label)| body + at + label.len())
}
