//! Decimal numbers of any length, compared exactly.
//!
//! AWS was seen to tell 9007199254740993 from 9007199254740992, so no floating point
//! is used. The grammar, `[+-]?(d+.?d*|.d+)([eE][+-]?d+)?` without blanks, is
//! inferred from what was seen to be accepted.

use std::cmp::Ordering;

/// A decimal number: `0.digits * 10^exponent`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    /// Without zeros at either end; none for zero.
    digits: Vec<u8>,
    exponent: i128,
}

/// Digits behind which a number is beyond the range of double precision.
const LONG: usize = 300;

/// Digits of an exponent that are read; larger ones are no numbers here.
const EXPONENT_DIGITS: usize = 36;

impl Decimal {
    /// Reads a number; nothing where the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = sign(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        Some(Self::new(negative, whole, fraction, exponent))
    }

    fn new(negative: bool, whole: &str, fraction: &str, exponent: i128) -> Self {
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0');
        let zeros = i128::try_from(all.len() - significant.len()).unwrap_or(i128::MAX);
        let point = i128::try_from(whole.len()).unwrap_or(i128::MAX);
        let digits = significant.trim_end_matches('0').as_bytes().to_vec();
        let is_zero = digits.is_empty();
        Self {
            negative: negative && !is_zero,
            digits,
            exponent: if is_zero { 0 } else { exponent + point - zeros },
        }
    }

    /// Whether AWS was not seen to read a number that is written so: a leading point,
    /// an upper-case or signed exponent, blanks, hexadecimal digits, or one beyond
    /// the range of double precision.
    #[must_use]
    pub fn is_unusual(text: &str) -> bool {
        let (_, unsigned) = sign(text);
        if Self::parse(text).is_none() {
            return Self::parse(text.trim()).is_some() || unsigned.starts_with("0x") || unsigned.len() > LONG;
        }
        let exponent = unsigned.split_once('e').map_or("", |(_, exponent)| exponent);
        let is_marked = unsigned.starts_with('.') || unsigned.contains('E') || exponent.starts_with(['+', '-']);
        is_marked || exponent.len() > 2 || unsigned.len() > LONG
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn parse_exponent(text: &str) -> Option<i128> {
    let (negative, digits) = sign(text);
    if digits.is_empty() || !all_digits(digits) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    if significant.len() > EXPONENT_DIGITS {
        return None;
    }
    let magnitude: i128 = if significant.is_empty() {
        0
    } else {
        significant.parse().ok()?
    };
    Some(if negative { -magnitude } else { magnitude })
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.signum().cmp(&other.signum()) {
            Ordering::Equal if self.negative => other.cmp_magnitude(self),
            Ordering::Equal => self.cmp_magnitude(other),
            unequal => unequal,
        }
    }
}

impl Decimal {
    fn signum(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// Digits without trailing zeros compare as text: a longer one of the same
    /// beginning is the larger.
    fn cmp_magnitude(&self, other: &Self) -> Ordering {
        self.exponent
            .cmp(&other.exponent)
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn compare(left: &str, right: &str) -> Ordering {
        Decimal::parse(left).unwrap().cmp(&Decimal::parse(right).unwrap())
    }

    #[test]
    fn compares_exactly() {
        for (left, right, wanted) in [
            ("1", "01", Ordering::Equal),
            ("1", "+1", Ordering::Equal),
            ("1", "1.", Ordering::Equal),
            ("1", "1.0", Ordering::Equal),
            ("1", "1e0", Ordering::Equal),
            ("0", "-0.000e99", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("0.1", "0.10000000000000000000000000000001", Ordering::Less),
            ("-2", "1", Ordering::Less),
            ("-2", "-1", Ordering::Less),
            ("1e999999999999", "9e999999999998", Ordering::Greater),
            ("1e-999999999999", "0", Ordering::Greater),
            ("120", "1.2e2", Ordering::Equal),
            ("0.00012", "12e-5", Ordering::Equal),
        ] {
            assert_eq!(compare(left, right), wanted, "{left} {right}");
            assert_eq!(compare(right, left), wanted.reverse(), "{right} {left}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            "NaN",
            "Infinity",
            "no-number",
            ".",
            "+",
            "1e",
            "1e+",
            " 1",
            "1 ",
            "0x1",
            "1.2.3",
            "١",
            "1_0",
        ] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_integers(left in any::<i64>(), right in any::<i64>()) {
            prop_assert_eq!(compare(&left.to_string(), &right.to_string()), left.cmp(&right));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[-+.eE0-9]{0,60}") {
            if let Some(number) = Decimal::parse(&text) {
                prop_assert_eq!(number.cmp(&number), Ordering::Equal);
            }
        }
    }
}
