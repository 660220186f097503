//! `NumericDate` (RFC 7519 section 2) as ISO 8601, by its digits: no number here
//! passes through a floating-point type.

/// Seconds since the epoch as written in a token, in UTC, e.g. `2026-11-02T12:00:00Z`.
///
/// Absent for anything but plain decimal digits, and outside of the years 0000 to 9999.
/// A fraction is kept digit by digit.
#[must_use]
pub fn iso_from_digits(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let seconds = seconds(whole)?;
    let Some(fraction) = fraction else {
        return iso(seconds);
    };
    let plain = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
    // Below zero a fraction would count backwards; no issuer writes one.
    if !plain || whole.starts_with('-') {
        return None;
    }
    let whole = iso(seconds)?;
    Some(format!("{}.{fraction}Z", whole.trim_end_matches('Z')))
}

/// Whole seconds as written: an optional minus sign and decimal digits.
#[must_use]
pub fn seconds(digits: &str) -> Option<i64> {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let plain = !unsigned.is_empty() && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Seconds since the epoch in UTC, e.g. `2026-11-02T12:00:00Z`; absent outside of the
/// years 0000 to 9999.
#[must_use]
pub fn iso(seconds: i64) -> Option<String> {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    if !(0..=9999).contains(&year) {
        return None;
    }
    let second = seconds.rem_euclid(86_400);
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        second / 3600,
        second / 60 % 60,
        second % 60
    ))
}

/// Year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian
/// calendar. Years are counted from 1 March, so that the leap day comes last, and in
/// eras of 400 years, which all have the same length.
fn civil(days: i64) -> (i64, i64, i64) {
    const DAYS_OF_ERA: i64 = 146_097;
    // From 0000-03-01 to 1970-01-01.
    let days = days + 719_468;
    let era = days.div_euclid(DAYS_OF_ERA);
    let day_of_era = days.rem_euclid(DAYS_OF_ERA);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_digits_and_nothing_else() {
        for (digits, time) in [
            ("0", Some("1970-01-01T00:00:00Z")),
            ("1793620800", Some("2026-11-02T12:00:00Z")),
            ("951782400", Some("2000-02-29T00:00:00Z")),
            ("4107542399", Some("2100-02-28T23:59:59Z")),
            ("4107542400", Some("2100-03-01T00:00:00Z")),
            ("-1", Some("1969-12-31T23:59:59Z")),
            ("1793620800.500", Some("2026-11-02T12:00:00.500Z")),
            ("253402300799", Some("9999-12-31T23:59:59Z")),
            ("253402300800", None),
            ("-62167219200", Some("0000-01-01T00:00:00Z")),
            ("-62167219201", None),
            ("99999999999999999999", None),
            ("1.7e9", None),
            ("-1.5", None),
            ("", None),
            ("-", None),
            ("+1", None),
            (" 1", None),
            ("1.", None),
        ] {
            assert_eq!(iso_from_digits(digits).as_deref(), time, "{digits}");
        }
        assert_eq!(iso(i64::MAX), None);
        assert_eq!(iso(i64::MIN), None);
    }
}
