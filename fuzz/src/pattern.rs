//! Pattern matching beside the plainest matcher there is, and what it says of how it matched.

use assumable::policy::Pattern;
use assumable::policy::arn::ArnPattern;

/// Units that the plain matcher is asked about: it takes pattern times value.
const MANY: usize = 400;

/// Holds of a pattern and a value.
pub fn holds(data: &[u8]) {
    let [written, value] = crate::texts(data);
    let units: Vec<u16> = value.encode_utf16().collect();
    let pattern = Pattern::new(&written);
    let matched = pattern.is_match(&units);
    assert_eq!(matched, pattern.matches(&value));
    let tokens: Vec<u16> = written.encode_utf16().collect();
    if tokens.len().max(units.len()) <= MANY {
        assert_eq!(matched, plainly(&tokens, &units), "{written:?} on {value:?}");
    }
    says_how(&pattern, &tokens, &units, matched);
    halves_agree(&written, &pattern, &units);
    if let Some(arn) = ArnPattern::new(pattern) {
        assert_eq!(arn.matches(&units), arn.trace(&units).matched);
    }
}

/// By the definition: row by row, which beginnings of the value the beginning of the pattern matches.
fn plainly(pattern: &[u16], value: &[u16]) -> bool {
    let mut row = vec![false; value.len() + 1];
    row[0] = true;
    for token in pattern {
        if *token == u16::from(b'*') {
            for end in 1..row.len() {
                row[end] |= row[end - 1];
            }
        } else {
            for end in (1..row.len()).rev() {
                row[end] = row[end - 1] && (*token == u16::from(b'?') || *token == value[end - 1]);
            }
            row[0] = false;
        }
    }
    row[value.len()]
}

fn says_how(pattern: &Pattern, tokens: &[u16], value: &[u16], matched: bool) {
    let trace = pattern.trace(value);
    assert_eq!(trace.matched, matched);
    assert!(trace.pattern_units <= tokens.len() && trace.value_units <= value.len());
    if !matched {
        return;
    }
    assert_eq!((trace.pattern_units, trace.value_units), (tokens.len(), value.len()));
    let alignment = pattern.alignment(value, &trace);
    let lossy = |units: &[u16]| String::from_utf16_lossy(units);
    let (mut patterns, mut values) = (String::new(), String::new());
    for taken in &alignment {
        assert!(taken.wildcard || taken.pattern == taken.value, "a literal takes itself");
        patterns += &taken.pattern;
        values += &taken.value;
    }
    // A `?` may take one half of a character, which cannot be shown.
    if !values.contains('\u{FFFD}') {
        assert_eq!((patterns, values), (lossy(tokens), lossy(value)));
    }
}

/// A pattern without wildcards matches itself alone; between two stars it is contained.
fn halves_agree(written: &str, pattern: &Pattern, value: &[u16]) {
    let plain = !written.contains(['*', '?']);
    let tokens: Vec<u16> = written.encode_utf16().collect();
    if plain {
        assert_eq!(pattern.is_match(value), tokens == value);
        let contained = tokens.is_empty() || value.windows(tokens.len()).any(|window| window == tokens);
        assert_eq!(Pattern::new(&format!("*{written}*")).is_match(value), contained);
    }
    assert!(pattern.is_match(&tokens), "every pattern matches itself");
}
