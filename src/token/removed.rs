//! What was taken away around a token, and how it is said.

use std::fmt;

use crate::text::visible;

/// Something that was taken away around a token before reading it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// White space before or behind.
    Blank,
    /// U+FEFF in front.
    ByteOrderMark,
    /// Time stamps at the start of log lines.
    Timestamps(usize),
    /// Codes that colour the text of a terminal.
    Colours(usize),
    /// Line breaks inside of the token.
    LineBreaks(usize),
    /// Blanks inside of the token.
    Spaces(usize),
    /// Quotes around it; the opening one.
    Quotes(char),
    /// A word like `Bearer`, as written.
    Scheme(String),
    /// The name of an HTTP header field with its colon, as written.
    HeaderField(String),
    /// The `curl` command that it was an argument of.
    Curl,
    /// `NAME=`, `export NAME=` and the like, as written.
    Assignment(String),
    /// A URL; the parameter of its query or fragment that held the token.
    Url(String),
    /// What the runner answers to a request for a token.
    RunnerAnswer,
    /// A JSON object; the member that held the token.
    JsonMember(String),
    /// A JSON array.
    JsonArray,
    /// A JSON string.
    JsonString,
    /// Base64, or base64url, as a wrapping of the whole token.
    Base64,
    /// Base32.
    Base32,
    /// The last character first.
    Reversed,
    /// Characters of other text before it.
    TextBefore(usize),
    /// Characters of other text behind it.
    TextBehind(usize),
}

impl fmt::Display for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Blank => f.write_str("blank space around it"),
            Self::ByteOrderMark => f.write_str("a byte-order mark (U+FEFF)"),
            Self::Timestamps(1) => f.write_str("1 log time stamp"),
            Self::Timestamps(count) => write!(f, "{count} log time stamps"),
            Self::Colours(1) => f.write_str("1 terminal colour code"),
            Self::Colours(count) => write!(f, "{count} terminal colour codes"),
            Self::LineBreaks(1) => f.write_str("1 line break"),
            Self::LineBreaks(count) => write!(f, "{count} line breaks"),
            Self::Spaces(1) => f.write_str("1 space inside it"),
            Self::Spaces(count) => write!(f, "{count} spaces inside it"),
            Self::Quotes(quote) => write!(f, "the quotes {quote} around it"),
            Self::Scheme(written) | Self::HeaderField(written) | Self::Assignment(written) => {
                write!(f, "`{}`", visible(written))
            }
            Self::Curl => f.write_str("the `curl` command around it"),
            Self::Url(parameter) => write!(f, "the URL around its parameter `{}`", visible(parameter)),
            Self::RunnerAnswer => f.write_str("the runner's answer `{\"count\":…,\"value\":…}` around it"),
            Self::JsonMember(name) => write!(f, "the JSON around its member `{}`", visible(name)),
            Self::JsonArray => f.write_str("the JSON array around it"),
            Self::JsonString => f.write_str("the JSON string around it"),
            Self::Base64 => f.write_str("base64 encoding"),
            Self::Base32 => f.write_str("base32 encoding"),
            Self::Reversed => f.write_str("reversed order of characters"),
            Self::TextBefore(1) => f.write_str("1 character of other text before it"),
            Self::TextBefore(count) => write!(f, "{count} characters of other text before it"),
            Self::TextBehind(1) => f.write_str("1 character of other text behind it"),
            Self::TextBehind(count) => write!(f, "{count} characters of other text behind it"),
        }
    }
}
