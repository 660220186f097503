//! Session tags: the claims under `https://aws.amazon.com/tags`.

use std::fmt;

use super::{FLAT_TAGS, FLAT_TRANSITIVE, TAGS};
use crate::report::Evidence;
use crate::text::json::Value;
use crate::text::names::{self, Name};
use crate::text::visible;
use crate::token::Part;

/// Session tags of one session (IAM user guide).
const MOST_TAGS: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;

/// The session tags of a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionTags {
    /// Keys and values, in the order in which they stand in the token.
    pub tags: Vec<(String, String)>,
    /// Keys that stay when the session assumes another role.
    pub transitive: Vec<String>,
}

impl SessionTags {
    /// Whether the token has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.transitive.is_empty()
    }
}

/// What is wrong with the tags claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagsFault {
    /// The tags claim, or its `principal_tags`, is no object.
    NotAnObject {
        /// Which.
        name: &'static str,
        /// What it is, with an article.
        found: &'static str,
    },
    /// A nested tag whose value is not an array of one string.
    NotOneString {
        /// The tag's key.
        key: String,
        /// What it is, with an article.
        found: String,
    },
    /// A flattened tag whose value is no string.
    NotAString {
        /// The tag's key.
        key: String,
        /// What it is, with an article.
        found: &'static str,
    },
    /// The list of transitive keys is no array of strings.
    Transitive {
        /// What it is, with an article.
        found: &'static str,
    },
    /// More tags than a session takes.
    TooMany {
        /// Tags found.
        found: usize,
    },
    /// A key that is empty, or too long.
    KeyLength {
        /// The tag's key.
        key: String,
    },
    /// A value that is too long.
    ValueLength {
        /// The tag's key.
        key: String,
        /// Characters of the value.
        found: usize,
    },
    /// A key or value with a character that tags do not take.
    Character {
        /// The tag's key.
        key: String,
        /// The character.
        found: char,
    },
    /// A key that starts with `aws:`.
    Reserved {
        /// The tag's key.
        key: String,
    },
    /// Two keys that differ in case at most.
    Duplicate {
        /// The later one.
        key: String,
    },
}

impl TagsFault {
    /// How it is known that STS refuses this, and with which text. The text
    /// `principal_tags passed in claim is not in correct format.` was observed for a
    /// nested tag whose value is a bare string; that other values and containers of the
    /// wrong type get the same is inferred, and what STS says to the rest is not known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::NotOneString { found, .. } if found == "a string" => Evidence::Observed,
            Self::NotOneString { .. } | Self::NotAnObject { .. } => Evidence::Inferred,
            Self::TooMany { .. } | Self::KeyLength { .. } | Self::ValueLength { .. } | Self::Reserved { .. } => {
                Evidence::Documented
            }
            Self::NotAString { .. } | Self::Transitive { .. } | Self::Character { .. } | Self::Duplicate { .. } => {
                Evidence::Unsettled
            }
        }
    }
}

impl fmt::Display for TagsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject { name, found } => write!(f, "expected {name} to be an object, found {found}"),
            Self::NotOneString { key, found } => write!(
                f,
                "expected the value of the tag {} to be an array of one string, found {found}",
                visible(key)
            ),
            Self::NotAString { key, found } => {
                write!(
                    f,
                    "expected the value of the tag {} to be a string, found {found}",
                    visible(key)
                )
            }
            Self::Transitive { found } => {
                write!(
                    f,
                    "expected transitive_tag_keys to be an array of strings, found {found}"
                )
            }
            Self::TooMany { found } => write!(f, "expected at most {MOST_TAGS} session tags, found {found}"),
            Self::KeyLength { key } => write!(
                f,
                "expected the key of a session tag to have 1 to {LONGEST_KEY} characters, found {}: {}",
                key.chars().count(),
                visible(key)
            ),
            Self::ValueLength { key, found } => write!(
                f,
                "expected the value of the tag {} to have at most {LONGEST_VALUE} characters, found {found}",
                visible(key)
            ),
            Self::Character { key, found } => write!(
                f,
                "expected letters, digits, spaces and _.:/=+-@ in the tag {}, found {}",
                visible(key),
                visible(&found.to_string())
            ),
            Self::Reserved { key } => {
                write!(f, "the tag key {} starts with aws:, which is reserved", visible(key))
            }
            Self::Duplicate { key } => write!(
                f,
                "the tag key {} stands there twice; tag keys are the same whatever their case",
                visible(key)
            ),
        }
    }
}

/// The session tags of the claims, in the nested form
/// (`"https://aws.amazon.com/tags": {"principal_tags": {"K": ["V"]}, …}`) and the
/// flattened one (`"https://aws.amazon.com/tags/principal_tags/K": "V"`), both observed
/// on real STS. Empty where there are none.
///
/// # Errors
/// The first [`TagsFault`] in the order of the claims.
pub fn session_tags(claims: &Part) -> Result<SessionTags, TagsFault> {
    let mut tags = SessionTags::default();
    if let Some(nested) = claims.get(TAGS) {
        read_nested(nested, &mut tags)?;
    }
    let flat = claims.members().iter();
    let flat = flat.filter_map(|member| Some((member.name.strip_prefix(FLAT_TAGS)?, &member.value)));
    for (key, value) in once_each(&flat.collect::<Vec<_>>()) {
        let Some(text) = value.as_str() else {
            return Err(TagsFault::NotAString {
                key: key.to_owned(),
                found: value.kind.name(),
            });
        };
        tags.tags.push((key.to_owned(), text.to_owned()));
    }
    if let Some(keys) = claims.get(FLAT_TRANSITIVE) {
        read_transitive(keys, &mut tags)?;
    }
    tags.transitive = different(tags.transitive);
    check_limits(&tags)?;
    Ok(tags)
}

fn read_nested(nested: &Value, tags: &mut SessionTags) -> Result<(), TagsFault> {
    let not_an_object = |name, value: &Value| TagsFault::NotAnObject {
        name,
        found: value.kind.name(),
    };
    if nested.as_object().is_none() {
        return Err(not_an_object(TAGS, nested));
    }
    if let Some(principal_tags) = nested.get("principal_tags") {
        let members = principal_tags
            .as_object()
            .ok_or_else(|| not_an_object("principal_tags", principal_tags))?;
        let members = members.iter().map(|member| (member.name.as_str(), &member.value));
        for (key, value) in once_each(&members.collect::<Vec<_>>()) {
            let text = one_string(value).map_err(|found| TagsFault::NotOneString {
                key: key.to_owned(),
                found,
            })?;
            tags.tags.push((key.to_owned(), text.to_owned()));
        }
    }
    if let Some(keys) = nested.get("transitive_tag_keys") {
        read_transitive(keys, tags)?;
    }
    Ok(())
}

/// A duplicate is read once, at its first place, with the value that counts: the last.
fn once_each<'a>(members: &[(&'a str, &'a Value)]) -> Vec<(&'a str, &'a Value)> {
    let names: Vec<Name<'_>> = members.iter().map(|(name, _)| ("", *name)).collect();
    let alike = names::alike(&names);
    let firsts = members.iter().zip(alike).enumerate();
    let firsts = firsts.filter(|(index, (_, alike))| alike.first == *index);
    firsts
        .filter_map(|(_, ((name, _), alike))| Some((*name, members.get(alike.last)?.1)))
        .collect()
}

/// Each text once, where it stands first.
fn different(texts: Vec<String>) -> Vec<String> {
    let names: Vec<Name<'_>> = texts.iter().map(|text| ("", text.as_str())).collect();
    let alike = names::alike(&names);
    let texts = texts.into_iter().zip(alike).enumerate();
    let firsts = texts.filter(|(index, (_, alike))| alike.first == *index);
    firsts.map(|(_, (text, _))| text).collect()
}

fn one_string(value: &Value) -> Result<&str, String> {
    match value.as_array() {
        None => Err(value.kind.name().to_owned()),
        Some([one]) => one.as_str().ok_or_else(|| format!("an array of {}", one.kind.name())),
        Some(elements) => Err(format!("an array of {} elements", elements.len())),
    }
}

fn read_transitive(keys: &Value, tags: &mut SessionTags) -> Result<(), TagsFault> {
    let elements = keys.as_array().ok_or_else(|| TagsFault::Transitive {
        found: keys.kind.name(),
    })?;
    for element in elements {
        let Some(key) = element.as_str() else {
            return Err(TagsFault::Transitive {
                found: "an array with other things than strings in it",
            });
        };
        tags.transitive.push(key.to_owned());
    }
    Ok(())
}

fn check_limits(tags: &SessionTags) -> Result<(), TagsFault> {
    if tags.tags.len() > MOST_TAGS {
        return Err(TagsFault::TooMany { found: tags.tags.len() });
    }
    let mut seen = Vec::new();
    for (key, value) in &tags.tags {
        let key_length = key.chars().count();
        let value_length = value.chars().count();
        let key = key.clone();
        if key_length == 0 || key_length > LONGEST_KEY {
            return Err(TagsFault::KeyLength { key });
        }
        if value_length > LONGEST_VALUE {
            return Err(TagsFault::ValueLength {
                key,
                found: value_length,
            });
        }
        if key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:")) {
            return Err(TagsFault::Reserved { key });
        }
        if let Some(found) = key.chars().chain(value.chars()).find(|found| !is_tag_character(*found)) {
            return Err(TagsFault::Character { key, found });
        }
        let lowered = key.to_lowercase();
        if seen.contains(&lowered) {
            return Err(TagsFault::Duplicate { key });
        }
        seen.push(lowered);
    }
    Ok(())
}

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`, the pattern of tags in the API reference.
fn is_tag_character(found: char) -> bool {
    let separator = found.is_whitespace() && !found.is_control();
    found.is_alphabetic() || found.is_numeric() || separator || "_.:/=+-@".contains(found)
}
