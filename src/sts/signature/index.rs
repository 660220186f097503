//! What STS makes of the issuer's key set before it looks for a token's key in it.

use std::fmt;

use crate::keys::wording::quoted;
use crate::keys::{Form, Key, KeyFault, KeySet, X5c};
use crate::report::Evidence;
use crate::text::names::{self, Name};

/// Keys of one type that STS takes; with more, that type has no keys at all.
/// Documented as a limit, observed with 101 RSA keys; for EC keys inferred.
pub const MAX_KEYS_PER_TYPE: usize = 100;

/// What becomes of a key in STS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Found by its kid. (PEM keys are taken to be.)
    Indexed,
    /// A later key has the same kid. Observed.
    Shadowed {
        /// Its index.
        by: usize,
    },
    /// Passed over.
    Dropped(Dropped),
}

/// Why STS passes over a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// It has no kid. Observed.
    NoKid,
    /// Its `use` is not `sig`. Observed with `enc`, inferred of others.
    Use {
        /// As written.
        found: String,
    },
    /// Neither RSA nor EC. Inferred from the documented algorithms.
    Kty {
        /// As written.
        found: String,
    },
    /// It has a certificate and no numbers. Observed.
    X5cAlone,
    /// Its certificate holds another key. Observed.
    X5cDisagrees,
    /// Its certificate cannot be read. Unsettled.
    X5cUnreadable,
    /// Its members cannot be read as a key. Inferred from keys without numbers.
    Unreadable(KeyFault),
    /// More than [`MAX_KEYS_PER_TYPE`] keys of its type. Observed of RSA, inferred of EC.
    TooMany {
        /// The type.
        kty: String,
        /// How many.
        keys: usize,
    },
}

impl Dropped {
    /// How this is known.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        match self {
            Self::NoKid | Self::X5cAlone | Self::X5cDisagrees => Evidence::Observed,
            Self::Use { found } if found == "enc" => Evidence::Observed,
            Self::TooMany { kty, .. } if kty == "RSA" => Evidence::Observed,
            Self::Use { .. } | Self::Kty { .. } | Self::Unreadable(_) | Self::TooMany { .. } => Evidence::Inferred,
            Self::X5cUnreadable => Evidence::Unsettled,
        }
    }
}

/// The fate of every key of a set, in order.
#[must_use]
pub fn fates(set: &KeySet) -> Vec<Fate> {
    let keys = set.keys();
    if *set.form() == Form::Pem {
        return vec![Fate::Indexed; keys.len()];
    }
    let counts = ["RSA", "EC"].map(|kty| (kty, keys.iter().filter(|key| key.kty == kty).count()));
    let mut fates: Vec<Fate> = keys
        .iter()
        .map(|key| drop_reason(key, &counts).map_or(Fate::Indexed, Fate::Dropped))
        .collect();
    shadow(keys, &mut fates);
    fates
}

/// `counts` holds the types that STS takes, and how many keys there are of each.
fn drop_reason(key: &Key, counts: &[(&str, usize)]) -> Option<Dropped> {
    let Some((_, of_type)) = counts.iter().find(|(kty, _)| *kty == key.kty) else {
        return Some(match &key.public_key {
            Err(fault) if key.kty.is_empty() => Dropped::Unreadable(fault.clone()),
            _ => Dropped::Kty { found: key.kty.clone() },
        });
    };
    if *of_type > MAX_KEYS_PER_TYPE {
        return Some(Dropped::TooMany {
            kty: key.kty.clone(),
            keys: *of_type,
        });
    }
    if key.is_for_other_use() {
        return Some(Dropped::Use {
            found: key.public_key_use.clone().unwrap_or_default(),
        });
    }
    match (&key.x5c, &key.public_key) {
        (X5c::Alone, _) => return Some(Dropped::X5cAlone),
        (X5c::Disagrees, _) => return Some(Dropped::X5cDisagrees),
        (X5c::Unreadable(_), _) => return Some(Dropped::X5cUnreadable),
        (_, Err(fault)) if !fault.is_numeric() => return Some(Dropped::Unreadable(fault.clone())),
        _ => {}
    }
    key.kid.is_none().then_some(Dropped::NoKid)
}

/// Of indexed keys of one type with the same kid the last one stays.
fn shadow(keys: &[Key], fates: &mut [Fate]) {
    let indexed = keys.iter().zip(fates).enumerate();
    let indexed = indexed.filter_map(|(index, (key, fate))| {
        let kid = key.kid.as_deref().filter(|_| *fate == Fate::Indexed)?;
        Some(((key.kty.as_str(), kid), (index, fate)))
    });
    let (names, mut indexed): (Vec<Name<'_>>, Vec<(usize, &mut Fate)>) = indexed.unzip();
    let alike = names::alike(&names);
    let by: Vec<usize> = alike
        .iter()
        .filter_map(|alike| Some(indexed.get(alike.last)?.0))
        .collect();
    for ((index, fate), by) in indexed.iter_mut().zip(by) {
        if *index < by {
            **fate = Fate::Shadowed { by };
        }
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indexed => f.write_str("STS finds it by its kid."),
            Self::Shadowed { by } => write!(
                f,
                "STS takes the later of two keys with the same kid, which is key {}.",
                by + 1
            ),
            Self::Dropped(why) => why.fmt(f),
        }
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoKid => f.write_str("STS passes over a key without kid, even if it is the only one."),
            Self::Use { found } => write!(f, "STS passes over a key whose use is {}.", quoted(found)),
            Self::Kty { found } => write!(
                f,
                "STS is documented to take RSA and EC keys only, and this key's kty is {}.",
                quoted(found)
            ),
            Self::X5cAlone => {
                f.write_str("STS passes over a key that has only a certificate (x5c) and not the key's own numbers.")
            }
            Self::X5cDisagrees => {
                f.write_str("STS passes over a key whose certificate (x5c) holds another key than its own numbers.")
            }
            Self::X5cUnreadable => f.write_str(
                "Its certificate (x5c) cannot be read, so it is taken that STS passes over it; nobody has tried.",
            ),
            Self::Unreadable(fault) => write!(f, "STS cannot read this key. {fault}"),
            Self::TooMany { kty, keys } => write!(
                f,
                "STS takes at most {MAX_KEYS_PER_TYPE} {kty} keys; with {keys} of them it uses none."
            ),
        }
    }
}
