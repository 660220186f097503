//! What the token says of the run that it stands for.

use crate::issuers;
use crate::token::Part;

/// Longer texts are not told of: no claim of a real token is that long.
pub(super) const LONGEST: usize = 1024;

/// The run behind a call, as its token describes it.
#[derive(Debug, Clone, Copy)]
pub struct Caller<'a> {
    claims: Option<&'a Part>,
    /// One of GitHub Actions, on whichever host.
    is_github: bool,
}

impl<'a> Caller<'a> {
    /// Of these claims; of none where the token could not be read.
    #[must_use]
    pub fn new(claims: Option<&'a Part>) -> Self {
        let iss = claims.and_then(|claims| claims.string("iss"));
        Self {
            claims,
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

    /// The issuer as condition keys start with it: without `https://`.
    pub(super) fn key_prefix(self) -> Option<&'a str> {
        let issuer = self.claim("iss")?;
        Some(issuer.strip_prefix("https://").unwrap_or(issuer))
    }

    /// Whether the token is one of GitHub Actions, on whichever host.
    pub(super) fn is_github(self) -> bool {
        self.is_github
    }
}
