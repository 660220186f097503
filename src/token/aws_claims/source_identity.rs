//! The source identity claim.

use std::fmt;

use super::{SOURCE_IDENTITY, is_name_character};
use crate::report::Evidence;
use crate::text::visible;
use crate::token::Part;

/// What is wrong with the source identity claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceIdentityFault {
    /// It is no string.
    Type {
        /// What it is, with an article.
        found: &'static str,
    },
    /// Shorter than 2 or longer than 64 characters.
    Length {
        /// Characters found.
        found: usize,
    },
    /// A character that a source identity does not take.
    Character {
        /// The character.
        found: char,
    },
    /// It starts with `aws:`.
    Reserved,
}

impl SourceIdentityFault {
    /// How it is known that STS refuses this. What it answers was not observed.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::Type { .. } => Evidence::Unsettled,
            _ => Evidence::Documented,
        }
    }
}

impl fmt::Display for SourceIdentityFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type { found } => write!(f, "expected the source identity claim to be a string, found {found}"),
            Self::Length { found } => {
                write!(f, "expected a source identity of 2 to 64 characters, found {found}")
            }
            Self::Character { found } => write!(
                f,
                "expected letters, digits and _+=,.@- in the source identity, found {}",
                visible(&found.to_string())
            ),
            Self::Reserved => f.write_str("the source identity starts with aws:, which is reserved"),
        }
    }
}

/// The source identity of the claims (`https://aws.amazon.com/source_identity`).
///
/// # Errors
/// [`SourceIdentityFault`] where there is one that the API reference does not allow.
pub fn source_identity(claims: &Part) -> Result<Option<String>, SourceIdentityFault> {
    let Some(value) = claims.get(SOURCE_IDENTITY) else {
        return Ok(None);
    };
    let Some(text) = value.as_str() else {
        return Err(SourceIdentityFault::Type {
            found: value.kind.name(),
        });
    };
    if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
        return Err(SourceIdentityFault::Reserved);
    }
    if let Some(found) = text.chars().find(|found| !is_name_character(*found)) {
        return Err(SourceIdentityFault::Character { found });
    }
    let found = text.chars().count();
    if !(2..=64).contains(&found) {
        return Err(SourceIdentityFault::Length { found });
    }
    Ok(Some(text.to_owned()))
}
