//! Secrets in a text that is about to leave: tokens, signatures and private keys, however they were
//! wrapped or escaped on the way.
//!
//! Who holds a token that has not expired holds the role, so no link, recipe, report or message may carry
//! one, whatever field it was put into. [`without`] is the one function that everything passes on its
//! way out. It would rather take too much: what it takes is said in its place.
//!
//! A text is read as it is and with its escapes undone, level by level ([`reading`]); each reading is
//! looked through as it is, without what only breaks lines, and as nothing but the characters of a token
//! ([`stream`]). [`token`], [`key`] and [`encoded`] know what to look for there, [`value`] how what has a name goes on; [`Known`] finds pieces
//! of secrets that another text has given away. All of it is linear in the text.

mod encoded;
mod key;
mod known;
mod reading;
mod stream;
mod token;
mod value;

use std::borrow::Cow;

use crate::text::Bytes;
use reading::Reading;
use stream::{Filter, Stream};
use token::Whole;

pub use known::Known;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A token, a part of one, or a signature.
    Token,
    /// A private key, or a secret that is shared with the issuer.
    PrivateKey,
}

impl Kind {
    /// What is written in its place.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Token => "[token left out]",
            Self::PrivateKey => "[private key left out]",
        }
    }
}

/// A secret in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, with whatever breaks or escapes it.
    pub place: Bytes,
}

/// Levels of escapes that are undone: percent signs in a JSON string in HTML are three.
const LEVELS: usize = 4;

/// The same of what was encoded.
const LEVELS_OF_PART: usize = 2;

/// No secret is shorter.
const SHORTEST: usize = 8;

/// Encodings one in another that are looked through.
const DEPTH: usize = 3;

/// The secrets of a text, in order, none of them over another.
#[must_use]
pub fn find(text: &str) -> Vec<Secret> {
    find_with(text, &Known::default())
}

/// The same, with pieces of those that are known from elsewhere.
#[must_use]
pub fn find_with(text: &str, known: &Known) -> Vec<Secret> {
    apart(Found::with(text, DEPTH, known).secrets)
}

/// The text with each of its secrets replaced by [`Kind::mark`].
#[must_use]
pub fn without(text: &str) -> Cow<'_, str> {
    without_known(text, &Known::default())
}

/// The same, and without the pieces of secrets that are known from elsewhere.
#[must_use]
pub fn without_known<'a>(text: &'a str, known: &Known) -> Cow<'a, str> {
    let secrets = find_with(text, known);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for Secret { kind, place } in secrets {
        kept.push_str(text.get(at..place.start).unwrap_or_default());
        kept.push_str(kind.mark());
        at = place.end;
    }
    kept.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(kept)
}

/// What has been found so far.
#[derive(Debug)]
struct Found {
    secrets: Vec<Secret>,
    /// The characters of each, as base64url.
    values: Vec<Vec<u8>>,
    /// Encodings that may still be looked into.
    depth: usize,
    /// One of them has all of its parts.
    complete: bool,
    /// Characters that may still be looked at.
    effort: usize,
}

/// So many times the characters of a text are looked at: once for a text without escapes, and no text that people
/// write is escaped and encoded so often.
const MOST_LOOKS: usize = 20;

/// Characters of short texts are not counted.
const SHORT: usize = 4096;

impl Found {
    fn in_text(text: &str, depth: usize) -> Self {
        Self::with(text, depth, &Known::default())
    }

    fn with(text: &str, depth: usize, known: &Known) -> Self {
        let mut found = Self {
            secrets: Vec::new(),
            values: Vec::new(),
            depth,
            complete: false,
            effort: MOST_LOOKS * text.len() + SHORT,
        };
        found.search(text, known);
        found
    }

    /// A text that was in another, at the expense of that.
    fn in_part(text: &str, depth: usize, effort: &mut usize) -> Self {
        let mut found = Self {
            secrets: Vec::new(),
            values: Vec::new(),
            depth,
            complete: false,
            effort: *effort,
        };
        found.search(text, &Known::default());
        *effort = found.effort;
        found
    }

    fn search(&mut self, text: &str, known: &Known) {
        if text.len() < SHORTEST {
            return;
        }
        let written = Reading::of(text);
        // Escapes may be broken over lines and pieces as well.
        let bare = written.without_line_starts();
        let unbroken = [
            written.without_blanks(),
            bare.and_then(|reading| reading.without_blanks()),
            written.without_joins(),
        ];
        self.search_levels(written, known);
        for reading in unbroken.into_iter().flatten() {
            if let Some(unescaped) = reading.unescaped() {
                self.search_levels(unescaped, known);
            }
        }
    }

    fn search_levels(&mut self, written: Reading, known: &Known) {
        let mut reading = Some(written);
        for _ in 0..if self.is_part() { LEVELS_OF_PART } else { LEVELS } {
            let Some(level) = reading else { break };
            let Some(left) = self.effort.checked_sub(level.units.len()) else {
                self.give_up(&level);
                break;
            };
            self.effort = left;
            self.search_level(&level, known);
            reading = level.unescaped();
        }
    }

    /// Whether this is what something in another text may encode, which mostly is nothing.
    const fn is_part(&self) -> bool {
        self.depth < DEPTH
    }

    /// A text that takes too long to look through could hold anything. What is encoded in it is left at that.
    fn give_up(&mut self, reading: &Reading) {
        if self.is_part() {
            return;
        }
        if let Some(place) = reading.place(0..reading.units.len()) {
            self.secrets.push(Secret {
                kind: Kind::Token,
                place,
            });
        }
    }

    fn search_level(&mut self, reading: &Reading, known: &Known) {
        key::search(reading, self);
        // Where a token is found whole, nothing behind it is taken for a part of it.
        let mut whole = Whole::default();
        let mut encoded = Whole::default();
        for filter in Filter::of(reading) {
            let stream = Stream::of(reading, filter);
            token::search(&stream, &mut whole, self);
            encoded::search(&stream, &mut encoded, self);
            known.search(&stream, self);
        }
        self.complete |= !whole.is_empty() || !encoded.is_empty();
    }

    /// Characters of a stream.
    fn add(&mut self, stream: &Stream, range: Bytes, kind: Kind) {
        if let Some(place) = stream.place(range.clone()) {
            self.secrets.push(Secret { kind, place });
            let runs = stream.get(range).split(|byte| !stream::is_base64url(*byte));
            self.values.extend(runs.map(<[u8]>::to_vec));
        }
    }

    /// Characters of a reading, and the secret that they are.
    fn add_units(&mut self, reading: &Reading, units: Bytes, value: Vec<u8>, kind: Kind) {
        if let Some(place) = reading.place(units) {
            self.secrets.push(Secret { kind, place });
            self.values.push(value);
        }
    }
}

/// Each text without its secrets, and without the pieces of those that are known. Most reports have thousands of
/// texts and no secret, so that several are looked through at once.
#[must_use]
pub fn without_each(texts: Vec<String>, known: &Known) -> Vec<String> {
    let mut free = Vec::with_capacity(texts.len());
    let mut batch = Vec::new();
    let mut size = 0;
    for text in texts {
        size += text.len() + 1;
        batch.push(text);
        if size >= BATCH {
            free.append(&mut without_batch(std::mem::take(&mut batch), known));
            size = 0;
        }
    }
    free.append(&mut without_batch(batch, known));
    free
}

/// Bytes of texts that are looked through at once.
const BATCH: usize = 8192;

fn without_batch(texts: Vec<String>, known: &Known) -> Vec<String> {
    // A text in which nothing could be is not worth its place.
    let long: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| text.len() >= ALONE)
        .collect();
    if find_with(&long.join("\n\u{1}\n"), known).is_empty() {
        return texts;
    }
    let free = texts.iter().map(|text| without_known(text, known).into_owned());
    free.collect()
}

/// The shortest text that is a secret by itself: a piece of one that is known.
const ALONE: usize = 16;

/// In order, and joined where they meet.
fn apart(mut found: Vec<Secret>) -> Vec<Secret> {
    found.sort_by_key(|secret| (secret.place.start, secret.place.end));
    let mut apart: Vec<Secret> = Vec::new();
    for secret in found {
        match apart.last_mut() {
            Some(last) if secret.place.start <= last.place.end => {
                last.place.end = last.place.end.max(secret.place.end);
                last.kind = last.kind.max(secret.kind);
            }
            _ => apart.push(secret),
        }
    }
    apart
}
