//! The condition keys of one call and their values.

use std::collections::BTreeMap;

/// The condition keys of one call and their values. Names of keys are found
/// whatever their letter case, as the IAM user guide has it; values are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    entries: BTreeMap<String, Entry>,
}

/// One condition key of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name as it was inserted.
    pub key: String,
    /// Its values, in order.
    pub values: Vec<String>,
    /// By its kind, not by the number of values.
    pub multivalued: bool,
}

impl Context {
    /// A call without any key.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key; one of the same name, whatever its letter case, is replaced.
    /// A single-valued key keeps the first value.
    pub fn insert(&mut self, key: &str, mut values: Vec<String>, multivalued: bool) {
        if !multivalued {
            values.truncate(1);
        }
        let entry = Entry {
            key: key.to_owned(),
            values,
            multivalued,
        };
        self.entries.insert(key.to_lowercase(), entry);
    }

    /// The key of that name. A key without any value is not part of the call.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries
            .get(&key.to_lowercase())
            .filter(|entry| !entry.values.is_empty())
    }

    /// Whether the key was inserted, but without any value.
    #[must_use]
    pub fn is_empty_list(&self, key: &str) -> bool {
        self.entries
            .get(&key.to_lowercase())
            .is_some_and(|entry| entry.values.is_empty())
    }

    /// Every key with a value, in order of name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter(|entry| !entry.values.is_empty())
    }
}
