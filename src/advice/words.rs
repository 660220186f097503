//! Names and values as sentences write them.

/// How many characters of a value are worth reading in a sentence.
const READABLE: usize = 100;

/// `statement 2 (Audience)`
pub(super) fn statement_name(number: usize, sid: Option<&str>) -> String {
    match sid {
        Some(sid) => format!("statement {number} ({})", clip(sid)),
        None => format!("statement {number}"),
    }
}

/// The name of a statement where it begins a sentence.
pub(super) fn capital(text: &str) -> String {
    text.strip_prefix("statement")
        .map_or_else(|| text.to_owned(), |rest| format!("Statement{rest}"))
}

/// A key without its issuer.
pub(super) fn short(key: &str) -> &str {
    match key.split_once(':') {
        Some((prefix, name)) if prefix.contains('.') => name,
        _ => key,
    }
}

/// A text in quotes, short enough for a sentence.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", clip(text))
}

/// A text short enough for a sentence.
pub(super) fn clip(text: &str) -> String {
    let mut clipped: String = text.chars().take(READABLE).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}
