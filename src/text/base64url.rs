//! Strict base64url without padding (RFC 7515 section 2, RFC 4648 section 5).
//!
//! Strict, because a JWS is signed as written: a padded or otherwise repaired
//! segment is another text than the one that the issuer signed.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Why a text is not base64url as JOSE wants it. Offsets are bytes into the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformed {
    /// A `=`, which JOSE leaves out.
    Padding {
        /// Where the padding starts.
        at: usize,
    },
    /// `+` or `/`, from the standard alphabet.
    StandardAlphabet {
        /// The character found.
        found: char,
        /// Where.
        at: usize,
    },
    /// A character of neither alphabet.
    Character {
        /// The character found.
        found: char,
        /// Where.
        at: usize,
    },
    /// One character more than a whole number of bytes.
    Length {
        /// Characters found.
        found: usize,
    },
    /// The last character has bits set that no byte takes: another text decodes to the same bytes.
    TrailingBits {
        /// The last character.
        found: char,
        /// Where.
        at: usize,
    },
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Padding { at } => write!(
                f,
                "expected base64url without padding, found '=' at character {}",
                at + 1
            ),
            Self::StandardAlphabet { found, at } => write!(
                f,
                "expected the base64url alphabet ('-' and '_'), found '{found}' of the standard base64 alphabet at character {}",
                at + 1
            ),
            Self::Character { found, at } => write!(
                f,
                "expected A-Z, a-z, 0-9, '-' or '_', found {} at character {}",
                quoted(*found),
                at + 1
            ),
            Self::Length { found } => write!(
                f,
                "expected a whole number of bytes, found {found} characters, which leaves one over: a character is missing or too many"
            ),
            Self::TrailingBits { found, at } => write!(
                f,
                "expected the unused bits of the last character to be zero, found '{found}' at character {}: the text was altered",
                at + 1
            ),
        }
    }
}

impl std::error::Error for Malformed {}

/// The bytes that a text encodes.
///
/// # Errors
/// [`Malformed`] for anything but the one canonical encoding of some bytes.
pub fn decode(text: &str) -> Result<Vec<u8>, Malformed> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| diagnose(text))
}

/// The canonical encoding of some bytes.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The reason, found by looking again: only texts that were refused pay for it.
fn diagnose(text: &str) -> Malformed {
    for (at, found) in text.char_indices() {
        match found {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '-' | '_' => {}
            '=' => return Malformed::Padding { at },
            '+' | '/' => return Malformed::StandardAlphabet { found, at },
            _ => return Malformed::Character { found, at },
        }
    }
    match (text.len() % 4, text.char_indices().next_back()) {
        (1, _) | (_, None) => Malformed::Length { found: text.len() },
        (_, Some((at, found))) => Malformed::TrailingBits { found, at },
    }
}

fn quoted(found: char) -> String {
    if found.is_control() || found.is_whitespace() {
        format!("U+{:04X}", u32::from(found))
    } else {
        format!("'{found}'")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_and_where() {
        for (text, reason) in [
            ("eyJ9=", Malformed::Padding { at: 4 }),
            ("ey+9", Malformed::StandardAlphabet { found: '+', at: 2 }),
            ("ey 9", Malformed::Character { found: ' ', at: 2 }),
            ("eyJ9e", Malformed::Length { found: 5 }),
            ("YR", Malformed::TrailingBits { found: 'R', at: 1 }),
        ] {
            assert_eq!(decode(text), Err(reason), "{text}");
        }
    }

    #[test]
    fn reads_what_it_writes() {
        for bytes in [&b""[..], b"a", b"ab", b"abc", &[0xFB, 0xFF]] {
            assert_eq!(decode(&encode(bytes)).as_deref(), Ok(bytes));
        }
    }
}
