//! Names: which of several are the same, and what is kept under one.
//!
//! `BTreeMap` would do for all of it, but each kind of it is thousands of bytes of the module.

use std::marker::PhantomData;
use std::{fmt, mem};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::order::reorder;

/// Two texts that are a name together; the first is empty where the second is all of it.
pub type Name<'a> = (&'a str, &'a str);

/// Where a name stands that may stand several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alike {
    /// Where it stands first.
    pub first: usize,
    /// Where it stands last.
    pub last: usize,
}

/// Names of which each is compared with each.
const FEW: usize = 8;

/// For each name where it stands first and last.
#[must_use]
pub fn alike(names: &[Name<'_>]) -> Vec<Alike> {
    if names.len() <= FEW {
        let place = |name| {
            let first = names.iter().position(|other| other == name)?;
            let last = names.iter().rposition(|other| other == name)?;
            Some(Alike { first, last })
        };
        return names.iter().filter_map(place).collect();
    }
    let mut places = vec![Alike { first: 0, last: 0 }; names.len()];
    for same in in_order(names).chunk_by(|(one, _), (other, _)| one == other) {
        for (_, index) in same {
            if let (Some(place), Some(first), Some(last)) = (places.get_mut(*index), same.first(), same.last()) {
                (place.first, place.last) = (first.1, last.1);
            }
        }
    }
    places
}

/// How many different names there are.
#[must_use]
pub fn different(names: &[Name<'_>]) -> usize {
    let firsts = alike(names).into_iter().enumerate();
    firsts.filter(|(index, alike)| alike.first == *index).count()
}

/// The names in order, each with its place; the same ones in order of place.
fn in_order<'a>(names: &[Name<'a>]) -> Vec<(Name<'a>, usize)> {
    let mut order: Vec<_> = names.iter().copied().zip(0..).collect();
    order.sort_unstable();
    order
}

/// Values by name, in order of name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByName<T, N = String>(Vec<(N, T)>);

impl<T, N: AsRef<str>> ByName<T, N> {
    /// The value of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let place = self.place(name).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// Adds a value, or puts it in the place of the one of that name.
    pub fn insert(&mut self, name: N, value: T) {
        let place = self.place(name.as_ref());
        match place.map(|place| self.0.get_mut(place)) {
            Ok(Some((_, known))) => *known = value,
            Ok(None) => {}
            Err(place) => self.0.insert(place, (name, value)),
        }
    }

    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_ref().cmp(name))
    }

    /// Every name and its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_ref(), value))
    }
}

impl<T, N> Default for ByName<T, N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Of several values of one name the last is kept.
impl<T, N: AsRef<str>> FromIterator<(N, T)> for ByName<T, N> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(values: I) -> Self {
        let mut values: Vec<(N, T)> = values.into_iter().collect();
        let names: Vec<Name<'_>> = values.iter().map(|(name, _)| ("", name.as_ref())).collect();
        let order: Vec<usize> = in_order(&names).into_iter().map(|(_, index)| index).collect();
        reorder(&mut values, order);
        values.dedup_by(|later, earlier| {
            let same = later.0.as_ref() == earlier.0.as_ref();
            if same {
                mem::swap(&mut later.1, &mut earlier.1);
            }
            same
        });
        Self(values)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByName<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Named(PhantomData))
    }
}

struct Named<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Named<T> {
    type Value = ByName<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("values by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<ByName<T>, A::Error> {
        let mut values: Vec<(String, T)> = Vec::new();
        while let Some(member) = members.next_entry()? {
            values.push(member);
        }
        Ok(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_the_first_and_the_last(names in prop::collection::vec(("[ab]{0,1}", "[ab]{0,2}"), 0..20)) {
            let names: Vec<Name<'_>> = names.iter().map(|(one, other)| (one.as_str(), other.as_str())).collect();
            for (found, name) in alike(&names).into_iter().zip(&names) {
                prop_assert_eq!(Some(found.first), names.iter().position(|other| other == name));
                prop_assert_eq!(Some(found.last), names.iter().rposition(|other| other == name));
            }
        }

        #[test]
        fn keeps_as_a_map_does(values in prop::collection::vec(("[ab]{0,2}", 0..9), 0..20)) {
            let wanted: BTreeMap<String, i32> = values.iter().cloned().collect();
            let wanted: Vec<(&str, &i32)> = wanted.iter().map(|(name, value)| (name.as_str(), value)).collect();
            let collected: ByName<i32> = values.iter().cloned().collect();
            let mut inserted = ByName::default();
            for (name, value) in values {
                inserted.insert(name, value);
            }
            prop_assert_eq!(collected.iter().collect::<Vec<_>>(), wanted);
            prop_assert_eq!(&inserted, &collected);
            for (name, value) in inserted.iter() {
                prop_assert_eq!(inserted.get(name), Some(value));
            }
            prop_assert_eq!(inserted.get("c"), None);
        }
    }
}
