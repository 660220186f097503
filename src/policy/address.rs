//! IP addresses and ranges, as lenient and as strict as AWS was seen to be.

/// An address of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address {
    /// IPv4, or an IPv6 address that maps one.
    V4(u32),
    /// IPv6.
    V6(u128),
}

/// An address or range of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// IPv4; bits behind the prefix are cut off.
    V4 {
        /// The first address.
        network: u32,
        /// Bits that are fixed, 0 to 32.
        prefix: u32,
    },
    /// IPv6; bits behind the prefix must be zero.
    V6 {
        /// The first address.
        network: u128,
        /// Bits that are fixed, 0 to 128.
        prefix: u32,
    },
}

/// `::ffff:0:0/96`, under which IPv4 addresses are mapped (RFC 4291 section 2.5.5.2).
const MAPPED: &str = "::ffff:";

impl Address {
    /// Reads the address of a call. It alone may end in a dotted IPv4 address, behind
    /// exactly `::ffff:`, and every mapped address becomes IPv4.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if !text.contains(':') {
            return v4(text).map(Self::V4);
        }
        if text.contains('.') {
            let (head, tail) = text.split_at_checked(MAPPED.len())?;
            return head.eq_ignore_ascii_case(MAPPED).then(|| v4(tail))?.map(Self::V4);
        }
        let address = v6(text)?;
        Some(match u32::try_from(address & 0xFFFF_FFFF) {
            Ok(low) if address >> 32 == 0xFFFF => Self::V4(low),
            _ => Self::V6(address),
        })
    }

    /// `IPv4` or `IPv6`.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self {
            Self::V4(_) => "IPv4",
            Self::V6(_) => "IPv6",
        }
    }
}

impl Range {
    /// Reads the range of a policy; without a prefix it is one address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        if address.contains(':') {
            let prefix = prefix.map_or(Some(128), |digits| bits(digits, 128))?;
            let network = v6(address)?;
            return (network & !mask128(prefix) == 0).then_some(Self::V6 { network, prefix });
        }
        let prefix = prefix.map_or(Some(32), |digits| bits(digits, 32))?;
        let network = v4(address)? & mask32(prefix);
        Some(Self::V4 { network, prefix })
    }

    /// Whether the address lies in it. The two families never match each other.
    #[must_use]
    pub fn contains(self, address: Address) -> bool {
        match (self, address) {
            (Self::V4 { network, prefix }, Address::V4(address)) => address & mask32(prefix) == network,
            (Self::V6 { network, prefix }, Address::V6(address)) => address & mask128(prefix) == network,
            _ => false,
        }
    }

    /// `IPv4` or `IPv6`.
    #[must_use]
    pub fn family(self) -> &'static str {
        match self {
            Self::V4 { .. } => "IPv4",
            Self::V6 { .. } => "IPv6",
        }
    }
}

fn mask32(prefix: u32) -> u32 {
    u32::MAX.checked_shl(32 - prefix).unwrap_or(0)
}

fn mask128(prefix: u32) -> u128 {
    u128::MAX.checked_shl(128 - prefix).unwrap_or(0)
}

/// The length of a prefix: digits, leading zeros and a plus sign allowed.
fn bits(text: &str, most: u32) -> Option<u32> {
    decimal(text.strip_prefix('+').unwrap_or(text), most)
}

/// Four decimal octets; leading zeros do not make them octal.
fn v4(text: &str) -> Option<u32> {
    let mut octets = text.split('.');
    let mut address = 0;
    for _ in 0..4 {
        address = address << 8 | decimal(octets.next()?, 255)?;
    }
    octets.next().is_none().then_some(address)
}

fn decimal(digits: &str, most: u32) -> Option<u32> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    let number: u32 = if significant.is_empty() {
        0
    } else {
        significant.parse().ok()?
    };
    (number <= most).then_some(number)
}

/// Hexadecimal groups. Each side of `::` is cut at its colons, empty groups at its
/// end are dropped and other empty groups are zero; hence `2001:db8:::1` is an
/// address, and so is `2001:db8::1:`.
fn v6(text: &str) -> Option<u128> {
    let mut sides = text.split("::");
    let head = groups(sides.next()?)?;
    let tail = sides.next().map(groups);
    if sides.next().is_some() {
        return None;
    }
    match tail {
        None => (head.len() == 8).then(|| join(&head)),
        Some(tail) => {
            let tail = tail?;
            let zeros = 8_usize.checked_sub(head.len() + tail.len())?;
            Some(join(&[head, vec![0; zeros], tail].concat()))
        }
    }
}

fn groups(side: &str) -> Option<Vec<u16>> {
    match side.trim_end_matches(':') {
        "" => Some(Vec::new()),
        side => side.split(':').map(group).collect(),
    }
}

fn group(digits: &str) -> Option<u16> {
    if digits.is_empty() {
        return Some(0);
    }
    if digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

fn join(groups: &[u16]) -> u128 {
    groups
        .iter()
        .fold(0, |address, group| address << 16 | u128::from(*group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    #[test]
    fn reads_addresses_as_aws_was_seen_to() {
        let plain = Address::parse("2001:db8::1");
        for text in ["2001:db8:::1", "2001:db8::1:", "2001:DB8:0:0::0:1"] {
            assert_eq!(Address::parse(text), plain, "{text}");
        }
        assert_eq!(Address::parse(":2001:db8::1"), Address::parse("0:2001:db8::1"));
        assert_eq!(Address::parse(":::"), Some(Address::V6(0)));
        assert_eq!(Address::parse("::FFFF:192.0.2.1"), Address::parse("192.000.002.1"));
        assert_eq!(Address::parse("::ffff:c000:201"), Address::parse("192.0.2.1"));
        for text in [
            "",
            "192.0.2",
            "3221225985",
            "192.0.2.1/32",
            " 192.0.2.1",
            "256.0.0.1",
            "+1.0.0.1",
            "2001:db8::::1",
            "2001::db8::1",
            "2001:db8::1%eth0",
            "[2001:db8::1]",
            "2001:db8::1/128",
            "::192.0.2.1",
            "0:0:0:0:0:ffff:192.0.2.1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "::12345",
        ] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
    }

    #[test]
    fn reads_ranges_as_iam_was_seen_to() {
        for text in [
            "192.0.2.5/24",
            "192.0.2.0/024",
            "192.0.2.0/+24",
            "192.000.002.0/24",
            "2001:DB8::/064",
            "::/0",
            "2001:db8:::1/128",
            "2001:db8::1:/128",
            "::ffff:c000:200/120",
            "2001:db8::4/127",
        ] {
            assert!(Range::parse(text).is_some(), "{text}");
        }
        for text in [
            "not-an-ip",
            "192.0.2.0/33",
            "192.0.2.0/",
            "192.0.2.0/-0",
            "2001:db8::/129",
            "2001:db8::5/64",
            "2001:db8::1/0",
            "::ffff:192.0.2.0/120",
            "::192.0.2.0/120",
        ] {
            assert_eq!(Range::parse(text), None, "{text}");
        }
    }

    #[test]
    fn families_never_match_each_other() {
        let inside = |range, address| Range::parse(range).unwrap().contains(Address::parse(address).unwrap());
        assert!(inside("192.0.2.5/24", "192.0.2.200"));
        assert!(inside("0.0.0.0/0", "::ffff:c000:201"));
        assert!(!inside("::/0", "192.0.2.1"));
        assert!(!inside("0.0.0.0/0", "2001:db8::1"));
        assert!(!inside("::ffff:c000:200/120", "::ffff:c000:201"));
    }

    proptest! {
        #[test]
        fn agrees_with_the_standard_library(v4 in any::<u32>(), v6 in any::<u128>()) {
            prop_assert_eq!(Address::parse(&Ipv4Addr::from(v4).to_string()), Some(Address::V4(v4)));
            let read = Address::parse(&Ipv6Addr::from(v6).to_string());
            let wanted = match IpAddr::V6(Ipv6Addr::from(v6)).to_canonical() {
                IpAddr::V4(address) => Address::V4(address.into()),
                IpAddr::V6(address) => Address::V6(address.into()),
            };
            prop_assert_eq!(read, Some(wanted));
        }
    }
}
