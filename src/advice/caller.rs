//! What the token says of the run that it stands for.

use crate::issuers;
use crate::report::ContextEntry;
use crate::token::Part;

/// Longer texts are not told of: no claim of a real token is that long.
pub(super) const LONGEST: usize = 1024;

/// The run behind a call, as its token describes it.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    claims: Option<&'a Part>,
    context: &'a [ContextEntry],
    /// One of GitHub Actions, on whichever host.
    is_github: bool,
}

impl<'a> Caller<'a> {
    /// Of these claims, of none where the token could not be read, and with these condition
    /// keys.
    #[must_use]
    pub fn new(claims: Option<&'a Part>, context: &'a [ContextEntry]) -> Self {
        let iss = claims.and_then(|claims| claims.string("iss"));
        Self {
            claims,
            context,
            is_github: iss.is_some_and(|iss| issuers::recognise(iss).is_github()),
        }
    }

    /// A claim, if it is a string that can be told of.
    pub(super) fn claim(self, name: &str) -> Option<&'a str> {
        self.claims?.string(name).filter(|text| text.len() <= LONGEST)
    }

    /// The audience that counts: `azp` where there is one, else `aud`, or the only member of its list.
    pub(super) fn audience(self) -> Option<&'a str> {
        let only = || match self.claims?.get("aud")?.as_array()? {
            [only] => only.as_str().filter(|text| text.len() <= LONGEST),
            _ => None,
        };
        self.claim("azp").or_else(|| self.claim("aud")).or_else(only)
    }

    /// Whether the token has a claim of that name, of whatever type.
    pub(super) fn has(self, name: &str) -> bool {
        self.claims.is_some_and(|claims| claims.get(name).is_some())
    }

    /// Whether the call has a condition key of that name.
    pub(super) fn has_key(self, key: &str) -> bool {
        self.context.iter().any(|entry| entry.key.eq_ignore_ascii_case(key))
    }

    /// Whether a condition key of the call is of the kind that has several values.
    pub(super) fn is_multivalued(self, key: &str) -> bool {
        let entry = self.context.iter().find(|entry| entry.key.eq_ignore_ascii_case(key));
        entry.is_some_and(|entry| entry.multivalued)
    }

    /// The issuer as condition keys start with it: without `https://`.
    pub(super) fn key_prefix(self) -> Option<&'a str> {
        let issuer = self.claim("iss")?;
        Some(issuer.strip_prefix("https://").unwrap_or(issuer))
    }

    /// Whether the token is one of GitHub Actions, on whichever host.
    pub(super) fn is_github(self) -> bool {
        self.is_github
    }

    /// Whether it has no more claims than the tokens of any issuer.
    pub(super) fn is_ordinary(self) -> bool {
        const MOST: usize = 128;
        self.claims.is_some_and(|claims| claims.members().len() <= MOST)
    }

    /// Whether the token is one of Bitbucket Pipelines.
    pub(super) fn is_of_bitbucket(self) -> bool {
        self.key_prefix()
            .is_some_and(|issuer| issuer.starts_with("api.bitbucket.org/"))
    }
}
