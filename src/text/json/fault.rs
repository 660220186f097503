//! What can be wrong with a JSON text, and how it is said.

use std::fmt;

use crate::text::Bytes;

/// Something wrong with a JSON text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub at: Bytes,
    /// What it is.
    pub kind: FaultKind,
}

/// What can be wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// No value at all.
    Empty,
    /// U+FEFF in front.
    ByteOrderMark,
    /// `//…`, `/*…*/` or `#…`.
    Comment,
    /// A comma with nothing behind it.
    TrailingComma,
    /// Two values with nothing between them.
    MissingComma,
    /// A name without `:` behind it.
    MissingColon,
    /// Typographic quotes, as word processors and chat programs put them.
    SmartQuote(char),
    /// `'…'`
    SingleQuote,
    /// A member name without quotes.
    UnquotedName(String),
    /// The same name twice in one object; the place is that of the later one.
    DuplicateMember {
        /// The name.
        name: String,
        /// Where it stood before.
        first: Bytes,
    },
    /// `NaN`, `Infinity` and their like.
    NotANumber(String),
    /// Digits that JSON does not write so, e.g. `01` or `.5`.
    Number(String),
    /// A word that is none of JSON's, e.g. `True` or `None`.
    Word(String),
    /// A control character inside a string.
    ControlCharacter(char),
    /// A backslash before something else than JSON's escapes.
    Escape(String),
    /// Half of a surrogate pair.
    LoneSurrogate(String),
    /// A string without its closing quote.
    OpenString,
    /// The text ends inside of something.
    End {
        /// What was expected.
        expected: &'static str,
    },
    /// Something else than what belongs there.
    Unexpected {
        /// What was expected.
        expected: &'static str,
        /// What was found.
        found: char,
    },
    /// Nested more deeply than is read.
    TooDeep,
    /// More text behind the value.
    Trailing,
    /// So many faults that the rest is not listed.
    TooMany,
}

impl FaultKind {
    /// Whether RFC 8259's grammar allows it all the same.
    #[must_use]
    pub fn is_grammatical(&self) -> bool {
        matches!(self, Self::DuplicateMember { .. } | Self::LoneSurrogate(_))
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("expected JSON, found nothing"),
            Self::ByteOrderMark => f.write_str("expected JSON, found a byte-order mark (U+FEFF) in front of it"),
            Self::Comment => f.write_str("found a comment; JSON has none"),
            Self::TrailingComma => {
                f.write_str("found a comma with nothing behind it; JSON does not allow a trailing comma")
            }
            Self::MissingComma => f.write_str("expected a comma, found none"),
            Self::MissingColon => f.write_str("expected ':' between the name and its value"),
            Self::SmartQuote(found) => write!(
                f,
                "expected a straight quote \", found the typographic quote {found} (U+{:04X})",
                u32::from(*found)
            ),
            Self::SingleQuote => f.write_str("expected a double quote \", found a single one"),
            Self::UnquotedName(name) => write!(f, "expected a member name in double quotes, found {name} without"),
            Self::DuplicateMember { name, .. } => write!(
                f,
                "the member \"{name}\" stands here a second time; parsers disagree on which one counts"
            ),
            Self::NotANumber(word) => write!(f, "expected a JSON number, found {word}, which JSON cannot express"),
            Self::Number(digits) => write!(f, "expected a JSON number, found {digits}"),
            Self::Word(word) => write!(f, "expected a JSON value, found the word {word}"),
            Self::ControlCharacter(found) => write!(
                f,
                "expected the control character U+{:04X} to be escaped inside a string",
                u32::from(*found)
            ),
            Self::Escape(found) => write!(f, "expected one of JSON's escapes, found {found}"),
            Self::LoneSurrogate(found) => write!(f, "expected a surrogate pair, found half of one: {found}"),
            Self::OpenString => f.write_str("expected the closing quote of this string before the line ends"),
            Self::End { expected } => write!(f, "expected {expected}, found the end of the text"),
            Self::Unexpected { expected, found } if found.is_control() => {
                write!(f, "expected {expected}, found U+{:04X}", u32::from(*found))
            }
            Self::Unexpected { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::TooDeep => write!(
                f,
                "nested more than {} levels deep; not read any further here",
                super::MAX_DEPTH
            ),
            Self::Trailing => f.write_str("expected the text to end after the JSON value, found more"),
            Self::TooMany => f.write_str("too many faults to list; the rest is left out"),
        }
    }
}
