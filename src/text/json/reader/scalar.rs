//! Numbers, the three literals, and words that are none of them.

use super::{FaultKind, Kind, Reader};

impl Reader<'_> {
    /// A number, `true`, `false`, `null`, or a word that is none of them.
    pub(super) fn scalar(&mut self) -> Kind {
        let start = self.at;
        let word = self.word();
        let at = start..self.at;
        match word.as_str() {
            "null" => return Kind::Null,
            "true" => return Kind::Bool(true),
            "false" => return Kind::Bool(false),
            _ if is_number(&word) => return Kind::Number,
            _ => {}
        }
        let unsigned = word.trim_start_matches(['+', '-']);
        if ["nan", "infinity", "inf"]
            .iter()
            .any(|name| unsigned.eq_ignore_ascii_case(name))
        {
            self.fault(at, FaultKind::NotANumber(clipped(&word)));
            Kind::Unread
        } else if unsigned.starts_with(|first: char| first.is_ascii_digit() || first == '.') {
            self.fault(at, FaultKind::Number(clipped(&word)));
            Kind::Number
        } else {
            self.fault(at, FaultKind::Word(clipped(&word)));
            Kind::Unread
        }
    }

    /// The rest of a word or number.
    pub(super) fn word(&mut self) -> String {
        let word: String = self.rest().chars().take_while(|next| is_word(*next)).collect();
        self.at += word.len();
        word
    }
}

/// The number grammar of RFC 8259 section 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|next: char| next.is_ascii_digit()).len();
    let text = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.starts_with('0')) {
        return false;
    }
    let mut rest = text.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let length = digits(exponent);
        return length > 0 && length == exponent.len();
    }
    rest.is_empty()
}

/// A character of a number or of a word without quotes.
pub(super) fn is_word(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '_' | '$' | '.' | '+' | '-')
}

/// A found word, short enough for a sentence.
pub(super) fn clipped(word: &str) -> String {
    let mut short: String = word.chars().take(40).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    short
}
