//! What logs and terminals add to a line: time stamps at its start, and colours.

use super::Removed;
use super::place::Placed;
use crate::text::Bytes;

/// Takes the time stamps of a log away, with the columns of job and step that
/// `gh run view --log` puts before them. Lines without one stay as they are.
pub(super) fn without_timestamps(text: &Placed) -> Option<(Placed, Removed)> {
    let mut kept = Vec::new();
    let mut stamps = 0;
    let mut start = 0;
    for line in text.text().split_inclusive('\n') {
        let length = timestamp(line);
        stamps += usize::from(length > 0);
        kept.push(Bytes {
            start: start + length,
            end: start + line.len(),
        });
        start += line.len();
    }
    (stamps > 0).then(|| (text.keep(&kept), Removed::Timestamps(stamps)))
}

/// Takes away the sequences by which a terminal colours text (ECMA-48 section 8.3.117).
pub(super) fn without_colours(text: &Placed) -> Option<(Placed, Removed)> {
    const START: &str = "\u{1b}[";
    let whole = text.text();
    let mut kept = Vec::new();
    let (mut from, mut codes) = (0, 0);
    for (at, _) in whole.match_indices(START) {
        let rest = whole.get(at + START.len()..).unwrap_or_default();
        let parameters = rest.len()
            - rest
                .trim_start_matches(|next: char| next.is_ascii_digit() || next == ';')
                .len();
        if !rest.get(parameters..).is_some_and(|rest| rest.starts_with('m')) {
            continue;
        }
        kept.push(from..at);
        from = at + START.len() + parameters + 1;
        codes += 1;
    }
    kept.push(from..whole.len());
    (codes > 0).then(|| (text.keep(&kept), Removed::Colours(codes)))
}

/// Bytes of a line up to and with its time stamp; 0 where it has none.
fn timestamp(line: &str) -> usize {
    let columns = match line.match_indices('\t').nth(1) {
        Some((second, _)) if date(line.get(second + 1..).unwrap_or_default()).is_some() => second + 1,
        _ => 0,
    };
    let rest = line.get(columns..).unwrap_or_default();
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{feff}', '[']).len();
    let stamp = rest.get(blank..).unwrap_or_default();
    let Some(length) = date(stamp) else { return 0 };
    let behind = stamp.get(length..).unwrap_or_default();
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t', ']']).len();
    let at_end = behind.trim().is_empty();
    if blanks == 0 && !at_end {
        0
    } else {
        columns + blank + length + blanks
    }
}

/// Bytes of `2026-11-02T12:00:00`, a fraction and a zone, at the start of a text.
fn date(text: &str) -> Option<usize> {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00";
    let bytes = text.as_bytes().get(..SHAPE.len())?;
    let fits = bytes.iter().zip(SHAPE).all(|(found, shape)| match shape {
        b'0' => found.is_ascii_digit(),
        b'T' => matches!(found, b'T' | b' '),
        _ => found == shape,
    });
    if !fits {
        return None;
    }
    let mut rest = text.get(SHAPE.len()..)?;
    if let Some(fraction) = rest.strip_prefix(['.', ',']) {
        rest = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
    }
    if let Some(zone) = rest.strip_prefix('Z') {
        rest = zone;
    } else if let Some(zone) = rest.strip_prefix(['+', '-']) {
        rest = zone.trim_start_matches(|digit: char| digit.is_ascii_digit() || digit == ':');
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_time_stamps_that_logs_have() {
        for (line, length) in [
            ("2026-11-02T12:00:00.0000000Z eyJ", 29),
            ("2026-11-02T12:00:00Z eyJ", 21),
            ("2026-11-02 12:00:00,123 eyJ", 24),
            ("[2026-11-02T12:00:00+01:00] eyJ", 28),
            ("deploy\tRun it\t2026-11-02T12:00:00.1Z eyJ", 37),
            ("2026-11-02T12:00:00.0000000Z", 28),
            ("2026-11-02T12:00:00Zx eyJ", 0),
            ("2026-11-02 eyJ", 0),
            ("eyJ", 0),
            ("a\tb\tc", 0),
        ] {
            assert_eq!(timestamp(line), length, "{line}");
        }
    }
}
