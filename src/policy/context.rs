//! The condition keys of one call and their values.

use std::borrow::Cow;

use crate::text::names::ByName;

use super::operator::distance;

/// The condition keys of one call and their values. Names of keys are found
/// whatever their letter case, as the IAM user guide has it; values are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// By name in lower case.
    entries: ByName<Entry<'a>, Cow<'a, str>>,
    /// Keys of which nobody has said what the call has.
    unsaid: Vec<Unsaid>,
}

/// A key that the call has or may have, and of which nobody has said what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsaid {
    /// Its name. One that ends in `/` stands for all that begin so.
    pub key: &'static str,
    /// Every call has it.
    pub certain: bool,
}

/// Bytes of a claim's name that may be a slip of another's.
const LONGEST_CLAIM: usize = 64;

/// One condition key of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its name as it was inserted.
    pub key: Cow<'a, str>,
    /// Its values, in order.
    pub values: Cow<'a, [String]>,
    /// By its kind, not by the number of values.
    pub multivalued: bool,
    /// Whether AWS has such a key, or what it holds, is not known.
    pub doubtful: bool,
}

impl Entry<'_> {
    /// A key without any value is not part of the call.
    pub(super) fn is_present(&self) -> bool {
        !self.values.is_empty()
    }
}

impl<'a> Context<'a> {
    /// A call without any key.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key; one of the same name, whatever its letter case, is replaced.
    /// A single-valued key keeps the first value.
    pub fn insert(&mut self, key: &str, values: Vec<String>, multivalued: bool) {
        let (name, entry) = named(Entry {
            key: key.to_owned().into(),
            values: values.into(),
            multivalued,
            doubtful: false,
        });
        self.entries.insert(name, entry);
    }

    /// The same call with keys of which nobody has said what it has. One that is added to it
    /// is said all the same, also where it is added without any value.
    #[must_use]
    pub fn with_unsaid(mut self, unsaid: Vec<Unsaid>) -> Self {
        self.unsaid = unsaid;
        self
    }

    /// What is known of a key that nobody has said what it holds.
    pub(super) fn unsaid(&self, key: &str) -> Option<Unsaid> {
        if self.inserted(key).is_some() {
            return None;
        }
        let is_named = |unsaid: &&Unsaid| {
            let family = key.get(..unsaid.key.len()).filter(|_| unsaid.key.ends_with('/'));
            family.unwrap_or(key).eq_ignore_ascii_case(unsaid.key)
        };
        self.unsaid.iter().find(is_named).copied()
    }

    /// The key of that name. A key without any value is not part of the call.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry<'a>> {
        self.inserted(key).filter(|entry| entry.is_present())
    }

    /// The same, also where it was inserted without any value.
    pub(super) fn inserted(&self, key: &str) -> Option<&Entry<'a>> {
        self.entries.get(&lowered(key))
    }

    /// A key that is spelt much like that name: the same claim of another issuer, or a
    /// claim of the same issuer with a letter or two changed.
    pub(super) fn similar(&self, key: &str) -> Option<&Entry<'a>> {
        let wanted = lowered(key);
        let (issuer, claim) = wanted.rsplit_once(':')?;
        if matches!(issuer, "aws" | "sts" | "iam") || claim.len() > LONGEST_CLAIM {
            return None;
        }
        let slips = if claim.len() > 5 { 2 } else { 1 };
        let present = self.entries.iter().filter(|(_, entry)| entry.is_present());
        present
            .filter_map(|(name, entry)| {
                let (other, named) = name.rsplit_once(':')?;
                match (other == issuer, named == claim) {
                    (false, true) if other.contains('.') => Some((0, entry)),
                    (true, false) if named.len() <= LONGEST_CLAIM => Some((distance(claim, named), entry)),
                    _ => None,
                }
            })
            .filter(|(edits, _)| *edits <= slips)
            .min_by_key(|(edits, _)| *edits)
            .map(|(_, entry)| entry)
    }

    /// Every key with a value, in order of name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries
            .iter()
            .map(|(_, entry)| entry)
            .filter(|entry| entry.is_present())
    }
}

/// As by [`Context::insert`], one after the other.
impl<'a> FromIterator<Entry<'a>> for Context<'a> {
    fn from_iter<I: IntoIterator<Item = Entry<'a>>>(entries: I) -> Self {
        Self {
            entries: entries.into_iter().map(named).collect(),
            unsaid: Vec::new(),
        }
    }
}

/// A single-valued key keeps the first value.
fn named(mut entry: Entry<'_>) -> (Cow<'_, str>, Entry<'_>) {
    if !entry.multivalued {
        entry.values = match entry.values {
            Cow::Borrowed(values) => Cow::Borrowed(values.get(..1).unwrap_or_default()),
            Cow::Owned(mut values) => {
                values.truncate(1);
                values.into()
            }
        };
    }
    let name = match &entry.key {
        Cow::Borrowed(key) => lowered(key),
        Cow::Owned(key) => lowered(key).into_owned().into(),
    };
    (name, entry)
}

/// In lower case; most keys are already.
fn lowered(key: &str) -> Cow<'_, str> {
    if key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        key.into()
    } else {
        key.to_lowercase().into()
    }
}
