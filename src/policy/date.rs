//! Moments as policies write them: ISO 8601 (the W3C profile) or seconds since the epoch.
//!
//! Without a zone a time is UTC, a date alone is its midnight, and digits beyond
//! milliseconds are cut, not rounded (observed on real AWS, 2026-09-11).

/// A moment in milliseconds since the epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(i128);

const DAY: i128 = 86_400_000;

impl Moment {
    /// Reads a moment; nothing where the text is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        epoch(text).or_else(|| iso(text))
    }

    /// Whether two moments differ, but only within one second.
    #[must_use]
    pub fn differs_in_milliseconds(self, other: Self) -> bool {
        self != other && self.0.div_euclid(1000) == other.0.div_euclid(1000)
    }

    /// Whether AWS was not seen to read a moment that is written so: with an offset,
    /// a year or a month alone, a lower-case `t`, or without seconds.
    #[must_use]
    pub fn is_unusual(text: &str) -> bool {
        if epoch(text).is_some() {
            return text.len() == 4;
        }
        if iso(text).is_none() {
            // Week dates, leap seconds, 24:00 and negative epochs look like moments.
            return text.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        }
        let Some((_, time)) = text.split_once('T') else {
            return text.len() != 10;
        };
        time.contains(['+', '-', 'z']) || time.bytes().filter(|byte| *byte == b':').count() != 2
    }
}

/// Seconds since the epoch, 0 to 2^63-1, with or without a plus sign.
fn epoch(text: &str) -> Option<Moment> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = digits.parse().ok()?;
    Some(Moment(i128::from(seconds) * 1000))
}

fn iso(text: &str) -> Option<Moment> {
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let midnight = days(date)? * DAY;
    let within = time.map_or(Some(0), time_of_day)?;
    Some(Moment(midnight + within))
}

/// Days since the epoch of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn days(date: &str) -> Option<i128> {
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| number(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| number(part, 2))?;
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    // Days from civil, counting years from March so that leap days come last.
    let shifted = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

fn days_of(year: i128, month: i128) -> i128 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Milliseconds since midnight in UTC of `HH[:MM[:SS[.fraction]]][zone]`.
fn time_of_day(time: &str) -> Option<i128> {
    let (clock, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => {
            let (clock, zone) = time.split_at_checked(at)?;
            (clock, zone_offset(zone)?)
        }
        None => (time, 0),
    };
    let (clock, fraction) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, milliseconds(fraction)?),
        None => (clock, 0),
    };
    let mut parts = clock.split(':');
    let hours = within(parts.next()?, 23)?;
    let minutes = parts.next().map_or(Some(0), |part| within(part, 59))?;
    let seconds = parts.next().map(|part| within(part, 59));
    if parts.next().is_some() || (fraction > 0 && seconds.is_none()) {
        return None;
    }
    let seconds = seconds.unwrap_or(Some(0))?;
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction - offset)
}

/// One to nine digits behind the point, cut to three.
fn milliseconds(fraction: &str) -> Option<i128> {
    if !(1..=9).contains(&fraction.len()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    format!("{fraction}00").get(..3)?.parse().ok()
}

/// Milliseconds of `Z`, `+HH`, `+HHMM` or `+HH:MM`.
fn zone_offset(zone: &str) -> Option<i128> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, digits) = match zone.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, zone.strip_prefix('+')?),
    };
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let minutes = if digits.len() == 2 { 0 } else { within(minutes, 59)? };
    Some(sign * (within(hours, 23)? * 60 + minutes) * 60_000)
}

fn within(digits: &str, most: i128) -> Option<i128> {
    number(digits, 2).filter(|found| *found <= most)
}

fn number(digits: &str, width: usize) -> Option<i128> {
    if digits.len() != width || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_form_of_one_moment() {
        for text in [
            "2030-01-01T00:00:00Z",
            "2030-01-01T00:00:00",
            "2030-01-01T00:00Z",
            "2030-01-01t00:00:00z",
            "2030-01-01",
            "2030-01",
            "1893456000",
            "+1893456000",
            "2030-01-01T00:00:00.0001Z",
            "2029-12-31T23:00:00-01:00",
            "2030-01-01T23:00:00+23",
            "2030-01-01T01:00:00+0100",
        ] {
            assert_eq!(Moment::parse(text), Some(Moment(1_893_456_000_000)), "{text}");
        }
    }

    #[test]
    fn cuts_beyond_milliseconds() {
        assert_eq!(Moment::parse("1970-01-01T00:00:00.1231Z"), Some(Moment(123)));
        assert_eq!(Moment::parse("1970-01-01T00:00:00.1239Z"), Some(Moment(123)));
        assert_eq!(Moment::parse("1970-01-01T00:00:00.1Z"), Some(Moment(100)));
    }

    #[test]
    fn knows_the_calendar() {
        assert_eq!(Moment::parse("2000-02-29"), Some(Moment(951_782_400_000)));
        assert_eq!(Moment::parse("1969-12-31"), Some(Moment(-DAY)));
        assert_eq!(Moment::parse("0000-03-01"), Some(Moment(-719_468 * DAY)));
    }

    #[test]
    fn refuses_what_is_no_moment() {
        for text in [
            "",
            "not-a-date",
            "2030-13-01",
            "2030-00-01",
            "2023-02-29",
            "1900-02-29",
            "2030-1-1",
            "2030-01-01T",
            "2030-01-01T24:00:00Z",
            "2030-01-01T00:00:60Z",
            "2030-01-01T00:00:00+1",
            "2030-01-01T00:00:00.Z",
            "2030-01-01T00:00:00.1234567890Z",
            "2030-W01-1",
            "-1",
            "9223372036854775808",
            " 2030-01-01",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
