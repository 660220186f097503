//! Reading DER (X.690 section 10): one element behind the other, strictly.
//!
//! Small on purpose: keys and certificates need five kinds of element, and a general
//! reader is twenty times as large in the WebAssembly module.

use std::fmt;

use super::wording::counted;

/// The kinds of element that keys are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    Integer,
    BitString,
    OctetString,
    ObjectIdentifier,
    Sequence,
    /// `[n]`, constructed.
    Context(u8),
}

/// What is wrong with a DER text. Places are bytes into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DerFault {
    /// Another element than the one that belongs there.
    Tag { expected: Tag, found: u8, at: usize },
    /// A length that DER does not write so.
    Length { at: usize },
    /// The text, or the element around this one, ends too early.
    End { missing: usize, at: usize },
    /// Bytes behind the last element.
    Trailing { found: usize, at: usize },
    /// A number that is negative, or has no bytes.
    Number { at: usize },
    /// Bits that do not make whole bytes.
    UnusedBits { at: usize },
}

/// A part of a DER text that is not read yet.
#[derive(Debug, Clone)]
pub(super) struct Der<'a> {
    rest: &'a [u8],
    /// Where the rest begins in the whole text.
    at: usize,
}

type Result<T> = std::result::Result<T, DerFault>;

impl Tag {
    fn byte(self) -> u8 {
        match self {
            Self::Integer => 0x02,
            Self::BitString => 0x03,
            Self::OctetString => 0x04,
            Self::ObjectIdentifier => 0x06,
            Self::Sequence => 0x30,
            Self::Context(number) => 0xA0 | number,
        }
    }
}

impl<'a> Der<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self { rest: text, at: 0 }
    }

    /// The content of the next element, which has to be of that kind.
    pub(super) fn element(&mut self, expected: Tag) -> Result<Self> {
        match self.rest.first() {
            Some(found) if *found != expected.byte() => Err(DerFault::Tag {
                expected,
                found: *found,
                at: self.at,
            }),
            _ => self.any(),
        }
    }

    /// The content of the next element, if it is of that kind.
    pub(super) fn optional(&mut self, expected: Tag) -> Result<Option<Self>> {
        if self.rest.first() == Some(&expected.byte()) {
            self.any().map(Some)
        } else {
            Ok(None)
        }
    }

    /// The content of the next element, whatever it is.
    pub(super) fn any(&mut self) -> Result<Self> {
        self.take(1)?;
        let length = self.length()?;
        self.take(length)
    }

    /// X.690 section 10.1: as short as it can be written.
    fn length(&mut self) -> Result<usize> {
        let at = self.at;
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(usize::from(first));
        }
        let bytes = usize::from(first & 0x7F);
        if bytes == 0 || bytes > 4 {
            return Err(DerFault::Length { at });
        }
        let mut length = 0_usize;
        for place in 0..bytes {
            let byte = self.byte()?;
            if place == 0 && byte == 0 {
                return Err(DerFault::Length { at });
            }
            length = length.checked_mul(256).ok_or(DerFault::Length { at })? | usize::from(byte);
        }
        if length < 0x80 {
            Err(DerFault::Length { at })
        } else {
            Ok(length)
        }
    }

    fn byte(&mut self) -> Result<u8> {
        let taken = self.take(1)?;
        taken.rest.first().copied().ok_or(DerFault::End {
            missing: 1,
            at: taken.at,
        })
    }

    fn take(&mut self, count: usize) -> Result<Self> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(DerFault::End {
                missing: count - self.rest.len(),
                at: self.at + self.rest.len(),
            });
        };
        let taken = Self {
            rest: taken,
            at: self.at,
        };
        self.rest = rest;
        self.at += count;
        Ok(taken)
    }

    /// What is not read yet.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.rest
    }

    /// An INTEGER that is not negative, big-endian; a zero in front of it is left in.
    pub(super) fn unsigned(&mut self) -> Result<&'a [u8]> {
        let number = self.element(Tag::Integer)?;
        match number.rest.first() {
            Some(first) if *first < 0x80 => Ok(number.rest),
            _ => Err(DerFault::Number { at: number.at }),
        }
    }

    /// A BIT STRING of whole bytes.
    pub(super) fn bit_string(&mut self) -> Result<&'a [u8]> {
        let mut bits = self.element(Tag::BitString)?;
        match bits.byte()? {
            0 => Ok(bits.rest),
            _ => Err(DerFault::UnusedBits { at: bits.at }),
        }
    }

    /// Refuses anything that is not read yet.
    pub(super) fn end(&self) -> Result<()> {
        match self.rest.len() {
            0 => Ok(()),
            found => Err(DerFault::Trailing { found, at: self.at }),
        }
    }
}

/// An OBJECT IDENTIFIER with dots.
pub(super) fn dotted(oid: &[u8]) -> String {
    let mut arcs: Vec<u64> = Vec::new();
    let mut arc = 0_u64;
    for byte in oid {
        arc = (arc << 7) | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            if arcs.is_empty() {
                let root = (arc / 40).min(2);
                arcs.extend([root, arc - root * 40]);
            } else {
                arcs.push(arc);
            }
            arc = 0;
        }
    }
    let arcs: Vec<String> = arcs.iter().take(20).map(u64::to_string).collect();
    arcs.join(".")
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer => f.write_str("INTEGER"),
            Self::BitString => f.write_str("BIT STRING"),
            Self::OctetString => f.write_str("OCTET STRING"),
            Self::ObjectIdentifier => f.write_str("OBJECT IDENTIFIER"),
            Self::Sequence => f.write_str("SEQUENCE"),
            Self::Context(number) => write!(f, "[{number}]"),
        }
    }
}

impl fmt::Display for DerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag { expected, found, at } => {
                write!(
                    f,
                    "expected {expected} at byte {at}, found an element with tag 0x{found:02X}"
                )
            }
            Self::Length { at } => write!(f, "expected a length in its shortest form at byte {at}"),
            Self::End { missing, at } => write!(
                f,
                "expected {} more at byte {at}, found the end",
                counted(*missing, "byte")
            ),
            Self::Trailing { found, at } => write!(
                f,
                "expected the end at byte {at}, found {} more",
                counted(*found, "byte")
            ),
            Self::Number { at } => write!(f, "expected a number that is not negative at byte {at}"),
            Self::UnusedBits { at } => write!(f, "expected whole bytes at byte {at}, found single bits"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_strict() {
        for (text, fault) in [
            (&[][..], DerFault::End { missing: 1, at: 0 }),
            (&[0x02], DerFault::End { missing: 1, at: 1 }),
            (&[0x02, 2, 1], DerFault::End { missing: 1, at: 3 }),
            (
                &[0x04, 0],
                DerFault::Tag {
                    expected: Tag::Integer,
                    found: 4,
                    at: 0,
                },
            ),
            (&[0x02, 0x80, 0, 0], DerFault::Length { at: 1 }),
            (&[0x02, 0x81, 1, 1], DerFault::Length { at: 1 }),
            (&[0x02, 0x82, 0, 0x80], DerFault::Length { at: 1 }),
            (&[0x02, 0x85, 1, 1, 1, 1, 1], DerFault::Length { at: 1 }),
            (&[0x02, 0], DerFault::Number { at: 2 }),
            (&[0x02, 1, 0x80], DerFault::Number { at: 2 }),
        ] {
            assert_eq!(Der::new(text).unsigned(), Err(fault), "{text:?}");
        }
        assert_eq!(Der::new(&[0x02, 1, 7]).unsigned(), Ok(&[7][..]));
    }

    #[test]
    fn names_an_algorithm() {
        assert_eq!(
            dotted(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]),
            "1.2.840.113549.1.1.1"
        );
        assert_eq!(dotted(&[0x88, 0x37]), "2.999");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let mut der = Der::new(&bytes);
            while der.any().is_ok() && !der.bytes().is_empty() {}
            dotted(&bytes);
        }
    }
}
