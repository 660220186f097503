//! `iat`, `exp` and `nbf` against STS's clock, with its tolerance.

use super::StsFailure;
use super::case::Case;
use crate::report::{Check, CheckId, Evidence};
use crate::text::json::{Kind, Value};

/// Seconds by which STS lets a token's times be off. Observed for `exp` (24 s late is
/// taken, 324 s is not) and `nbf` (274 s early is taken, 3572 s is not), and printed
/// in their errors; for `iat` inferred.
pub const TOLERANCE: i64 = 300;

const ID: CheckId = CheckId::Timestamps;

/// A time claim: the second it names, and how the token writes it.
struct Time<'a> {
    seconds: i64,
    written: &'a str,
}

/// A claim that should be a time and is none.
struct NoTime<'a> {
    name: &'static str,
    value: &'a Value,
    raw: &'a str,
}

/// Every time a whole number of seconds, `iat` not in the future, `exp` not past, `nbf` reached.
#[must_use]
pub fn check(case: &Case<'_>) -> Check {
    if case.claims().is_none() {
        return Check::skipped(ID, "There are no claims to look at.");
    }
    let (iat, exp, nbf) = match (time(case, "iat"), time(case, "exp"), time(case, "nbf")) {
        (Ok(iat), Ok(exp), Ok(nbf)) => (iat, exp, nbf),
        (Err(no_time), ..) | (_, Err(no_time), _) | (.., Err(no_time)) => return invalid(&no_time),
    };
    let now = case.now;
    if let Some(iat) = iat.as_ref().filter(|iat| iat.seconds > now.saturating_add(TOLERANCE)) {
        return issued_in_future(now, iat);
    }
    if let Some(exp) = exp.as_ref().filter(|exp| exp.seconds <= now.saturating_sub(TOLERANCE)) {
        return expired(now, exp);
    }
    if let Some(nbf) = nbf.as_ref().filter(|nbf| nbf.seconds > now.saturating_add(TOLERANCE)) {
        return not_yet_valid(now, nbf);
    }
    match exp {
        Some(exp) => passed(now, &exp),
        None => Check::skipped(ID, "There is no exp to compare with the clock."),
    }
}

/// Reads a time claim, where there is one: whole seconds as a number, or as digits in a string.
fn time<'a>(case: &Case<'a>, name: &'static str) -> Result<Option<Time<'a>>, NoTime<'a>> {
    let (Some(value), Some(raw)) = (case.claim(name), case.raw(name)) else {
        return Ok(None);
    };
    let written = value.as_str().unwrap_or(raw);
    let is_time = matches!(value.kind, Kind::Number | Kind::String(_));
    match whole(written).filter(|_| is_time) {
        Some(seconds) => Ok(Some(Time { seconds, written })),
        None => Err(NoTime { name, value, raw }),
    }
}

/// A whole number; one beyond all times keeps its sign and is as far away as can be.
fn whole(digits: &str) -> Option<i64> {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    if unsigned.is_empty() || !unsigned.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let beyond = if digits.starts_with('-') { i64::MIN } else { i64::MAX };
    Some(digits.parse().unwrap_or(beyond))
}

fn invalid(NoTime { name, value, raw }: &NoTime<'_>) -> Check {
    let summary = format!(
        "{name} is {}; STS expects a whole number of seconds since 1970.",
        clipped(raw)
    );
    let seen = match &value.kind {
        Kind::Null => true,
        Kind::Number => raw.contains('.') && !raw.ends_with(".0") && !raw.contains(['e', 'E']),
        Kind::String(text) => !text.is_empty() && text.chars().all(char::is_alphabetic),
        _ => false,
    };
    let evidence = if seen { Evidence::Observed } else { Evidence::Unsettled };
    let check = Check::failed(ID, summary, &StsFailure::InvalidTimestamp, evidence);
    if seen {
        check
    } else {
        check.note("Fractions, null and words were seen to be refused so; this spelling was not tried.")
    }
}

fn issued_in_future(now: i64, iat: &Time<'_>) -> Check {
    let ahead = Elapsed(iat.seconds.saturating_sub(now));
    let summary = format!(
        "iat is {ahead} ahead of STS's clock; it takes {} at most.",
        Elapsed(TOLERANCE)
    );
    let failure = StsFailure::IssuedInFuture {
        iat: iat.written.to_owned(),
    };
    Check::failed(ID, summary, &failure, Evidence::Observed)
        .note("That the tolerance for iat is 300 seconds is inferred: 276 were seen to be taken and 3573 refused.")
}

fn expired(now: i64, exp: &Time<'_>) -> Check {
    let ago = Elapsed(now.saturating_sub(exp.seconds));
    let summary = format!(
        "exp passed {ago} ago; STS takes a token until {} after it.",
        Elapsed(TOLERANCE)
    );
    let failure = StsFailure::Expired {
        now: now.saturating_sub(TOLERANCE),
        exp: exp.written.to_owned(),
    };
    Check::failed(ID, summary, &failure, Evidence::Observed)
        .note("The \"current date/time\" in STS's text is its clock minus these 300 seconds, not the time of the call.")
}

fn not_yet_valid(now: i64, nbf: &Time<'_>) -> Check {
    let ahead = Elapsed(nbf.seconds.saturating_sub(now));
    let summary = format!(
        "nbf is {ahead} ahead of STS's clock; it takes {} at most.",
        Elapsed(TOLERANCE)
    );
    let failure = StsFailure::NotYetValid {
        now: now.saturating_add(TOLERANCE),
        nbf: nbf.written.to_owned(),
    };
    Check::failed(ID, summary, &failure, Evidence::Observed)
        .note("The \"current date/time\" in STS's text is its clock plus these 300 seconds, not the time of the call.")
}

fn passed(now: i64, exp: &Time<'_>) -> Check {
    let left = exp.seconds.saturating_sub(now);
    let summary = if left > 0 {
        format!(
            "exp is {} ahead of STS's clock, and iat and nbf are not in the future.",
            Elapsed(left)
        )
    } else {
        format!(
            "exp passed {} ago, within the {} that STS allows for clocks that disagree.",
            Elapsed(-left),
            Elapsed(TOLERANCE)
        )
    };
    Check::passed(ID, summary, Evidence::Observed)
}

/// A length of time in the two largest units that it has.
struct Elapsed(i64);

impl std::fmt::Display for Elapsed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        let mut told = Vec::new();
        for (unit, seconds) in [("y", 31_557_600), ("d", 86_400), ("h", 3600), ("min", 60), ("s", 1)] {
            if rest >= seconds && told.len() < 2 {
                told.push(format!("{} {unit}", rest / seconds));
                rest %= seconds;
            }
        }
        if told.is_empty() {
            f.write_str("0 s")
        } else {
            f.write_str(&told.join(" "))
        }
    }
}

fn clipped(raw: &str) -> String {
    let short: String = raw.chars().take(60).collect();
    if short.len() < raw.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_only() {
        for (digits, seconds) in [
            ("1793620800", Some(1_793_620_800)),
            ("-1", Some(-1)),
            ("99999999999999999999", Some(i64::MAX)),
            ("1.5", None),
            ("1e9", None),
            ("+1", None),
            (" 1", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(whole(digits), seconds, "{digits}");
        }
    }

    #[test]
    fn tells_time_in_two_units() {
        for (seconds, told) in [
            (0, "0 s"),
            (59, "59 s"),
            (192, "3 min 12 s"),
            (3600, "1 h"),
            (90_061, "1 d 1 h"),
        ] {
            assert_eq!(Elapsed(seconds).to_string(), told);
        }
    }
}
