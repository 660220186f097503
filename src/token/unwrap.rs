//! Taking away what was copied around a token, layer by layer.
//!
//! Each layer is looked at once and the layers are few, so that the time is linear in
//! the text. Of what is taken away a note is kept; of what is kept not a character is
//! changed.

use super::foreign::{self, Foreign};
use super::json_forms::{self, Shape};
use super::place::Placed;
use super::search::{self, Hit, search};
use super::{Removed, around, logs, wrapping};
use crate::text::names::{self, Name};
use crate::text::{Bytes, base64url, json};

/// Layers that are taken away at most.
const MOST_LAYERS: usize = 8;

/// What was found in a pasted text.
pub(super) struct Unwrapped {
    pub(super) found: Found,
    pub(super) removed: Vec<Removed>,
    /// The text in which it was found, or nothing was.
    pub(super) text: Placed,
    /// Different tokens in it.
    pub(super) tokens: usize,
}

pub(super) enum Found {
    Empty,
    /// Segments separated by dots.
    Compact(Placed),
    /// A bare claims object.
    Claims(Placed),
    /// A JWS or JWE in JSON serialization.
    Serialization(Placed),
    /// No token, recognised by name.
    Foreign(Foreign),
    Nothing,
}

/// One look at a text.
enum Step {
    Done(Found, Vec<Removed>, usize),
    /// There is more inside.
    Inside(Placed, Vec<Removed>),
}

/// Finds the token in what was pasted.
pub(super) fn unwrap(pasted: &str) -> Unwrapped {
    let mut text = Placed::whole(pasted);
    let mut removed = Vec::new();
    if pasted.chars().all(|found| found.is_whitespace() || found == '\u{feff}') {
        return Unwrapped {
            found: Found::Empty,
            removed,
            text,
            tokens: 0,
        };
    }
    for _ in 0..MOST_LAYERS {
        text = tidy(text, &mut removed);
        match look(&text) {
            Step::Done(found, more, tokens) => {
                removed.extend(more);
                return Unwrapped {
                    found,
                    removed,
                    text,
                    tokens,
                };
            }
            Step::Inside(inside, more) => {
                removed.extend(more);
                text = inside;
            }
        }
    }
    Unwrapped {
        found: Found::Nothing,
        removed,
        text,
        tokens: 0,
    }
}

/// Takes away a byte-order mark, blanks at both ends, and what logs and terminals add.
fn tidy(text: Placed, removed: &mut Vec<Removed>) -> Placed {
    let mut text = trimmed(text, removed);
    if let Some((plain, colours)) = logs::without_colours(&text) {
        removed.push(colours);
        text = trimmed(plain, &mut Vec::new());
    }
    match logs::without_timestamps(&text) {
        Some((text, stamps)) => {
            removed.push(stamps);
            trimmed(text, &mut Vec::new())
        }
        None => text,
    }
}

fn trimmed(text: Placed, removed: &mut Vec<Removed>) -> Placed {
    let whole = text.text();
    let marked = whole.len() - whole.trim_start_matches('\u{feff}').len();
    let rest = whole.get(marked..).unwrap_or_default();
    let start = marked + rest.len() - rest.trim_start().len();
    let end = marked + rest.trim_end().len();
    if marked > 0 {
        removed.push(Removed::ByteOrderMark);
    }
    if rest.trim().len() < rest.len() {
        removed.push(Removed::Blank);
    }
    if start == 0 && end == whole.len() {
        text
    } else {
        text.piece(start..end.max(start))
    }
}

/// Looks at a text once, at the likeliest things first.
fn look(text: &Placed) -> Step {
    spelled_out(text)
        .or_else(|| quoted(text))
        .or_else(|| json_at_start(text))
        .or_else(|| compact(text))
        .or_else(|| encoded(text))
        .or_else(|| claims_inside(text))
        .unwrap_or_else(|| leftover(text))
}

/// One character at a time with blanks between, as `sed 's/./& /g'` prints it.
fn spelled_out(text: &Placed) -> Option<Step> {
    const FEWEST: usize = 16;
    let whole = text.text();
    let are_apart = |(one, next): (char, char)| one.is_whitespace() || next.is_whitespace();
    if !whole.chars().zip(whole.chars().skip(1)).all(are_apart) || !whole.chars().all(is_narrow) {
        return None;
    }
    let pieces: Vec<Bytes> = whole
        .char_indices()
        .filter(|(_, at)| !at.is_whitespace())
        .map(|(at, _)| at..at + 1)
        .collect();
    if pieces.len() < FEWEST {
        return None;
    }
    let removed = around::describe_gaps(whole, &pieces);
    Some(Step::Inside(text.keep(&pieces), removed))
}

/// White space, or a single byte.
fn is_narrow(found: char) -> bool {
    found.is_whitespace() || found.is_ascii()
}

/// Quotes around the whole text, or a JSON string with escapes in it.
fn quoted(text: &Placed) -> Option<Step> {
    let whole = text.text();
    let (first, last) = (whole.chars().next()?, whole.chars().next_back()?);
    if first == '"' && whole.contains('\\') {
        let document = json::read(whole);
        if let Some(string) = document
            .root
            .as_ref()
            .and_then(json::Value::as_str)
            .filter(|_| document.is_strict())
        {
            let inside = text.decoded(&(0..whole.len()), string.to_owned());
            return Some(Step::Inside(inside, vec![Removed::JsonString]));
        }
    }
    let inside = first.len_utf8()..whole.len().checked_sub(last.len_utf8())?;
    let content = whole.get(inside.clone())?;
    // Of `<…>` the markup may matter to whoever recognises it.
    if !around::is_pair(first, last) || first == '<' || content.contains([first, last]) {
        return None;
    }
    Some(Step::Inside(text.piece(inside), vec![Removed::Quotes(first)]))
}

/// A JSON object or array at the start of the text.
fn json_at_start(text: &Placed) -> Option<Step> {
    let whole = text.text();
    if !whole.starts_with(['{', '[']) {
        return None;
    }
    let end = extent(whole);
    let behind = whole.get(end..).unwrap_or_default().trim();
    if has_token(behind) {
        return None;
    }
    let (json, mut removed) = with_whole_strings(text.piece(0..end));
    if !behind.is_empty() {
        removed.push(Removed::TextBehind(behind.chars().count()));
    }
    json_step(&json, removed)
}

/// JSON as it was before a terminal broke its strings over lines.
fn with_whole_strings(json: Placed) -> (Placed, Vec<Removed>) {
    let faults = json::read(json.text()).faults.len();
    if faults == 0 || !json.text().contains('\n') {
        return (json, Vec::new());
    }
    let mut start = 0;
    let lines: Vec<Bytes> = json
        .text()
        .split_inclusive('\n')
        .map(|line| {
            let at = start..start + line.trim_end_matches(['\n', '\r']).len();
            start += line.len();
            at
        })
        .collect();
    let joined = json.keep(&lines);
    if json::read(joined.text()).faults.len() < faults {
        let removed = around::describe_gaps(json.text(), &lines);
        return (joined, removed);
    }
    (json, Vec::new())
}

fn json_step(object: &Placed, mut removed: Vec<Removed>) -> Option<Step> {
    let root = json::read(object.text()).root?;
    match json_forms::shape(&root)? {
        Shape::Serialization => Some(Step::Done(Found::Serialization(object.clone()), removed, 1)),
        Shape::Foreign(foreign) => Some(Step::Done(Found::Foreign(foreign), removed, 0)),
        Shape::Claims(claims) => {
            if claims.at.start != root.at.start {
                let name = root
                    .as_object()
                    .into_iter()
                    .flatten()
                    .find(|member| std::ptr::eq(&raw const member.value, claims));
                removed.extend(name.map(|member| Removed::JsonMember(member.name.clone())));
            }
            let claims = object.piece(claims.at.clone());
            Some(Step::Done(Found::Claims(claims), removed, 0))
        }
        // The JSON is broken, and the token stands elsewhere in it.
        Shape::Token { string, .. } if !has_token(string.as_str().unwrap_or_default()) && has_token(object.text()) => {
            None
        }
        Shape::Token { string, name, tokens } => {
            let inside = match json_forms::inside(object.text(), string) {
                Some(at) => object.piece(at),
                None => object.decoded(&string.at, string.as_str().unwrap_or_default().to_owned()),
            };
            let is_answer = name == Some("value") && root.get("count").is_some();
            removed.push(match name {
                _ if is_answer => Removed::RunnerAnswer,
                Some(name) => Removed::JsonMember(name.to_owned()),
                None => Removed::JsonArray,
            });
            // Several tokens in one answer: the step inside sees only the one.
            match compact(&inside) {
                Some(Step::Done(found, more, _)) if tokens > 1 => {
                    removed.extend(more);
                    Some(Step::Done(found, removed, tokens))
                }
                _ => Some(Step::Inside(inside, removed)),
            }
        }
    }
}

/// Where the JSON object or array at the start of a text ends, by its brackets.
fn extent(text: &str) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

fn has_token(text: &str) -> bool {
    search(text).iter().any(|hit| hit.dots >= 2)
}

/// A compact token anywhere in the text.
fn compact(text: &Placed) -> Option<Step> {
    let hits: Vec<Hit> = search(text.text()).into_iter().filter(|hit| hit.dots >= 2).collect();
    let whole = text.text();
    let texts: Vec<_> = hits.iter().map(|hit| hit.text(whole)).collect();
    let different = names::different(&texts.iter().map(|text| ("", &**text)).collect::<Vec<Name<'_>>>());
    let identity = hits.iter().find(|hit| different > 1 && is_identity(&hit.text(whole)));
    let hit = identity.or(hits.first())?;
    Some(take(text, hit, different))
}

fn take(text: &Placed, hit: &Hit, tokens: usize) -> Step {
    let whole = text.text();
    let before = whole.get(..hit.start()).unwrap_or_default();
    let behind = whole.get(hit.end()..).unwrap_or_default();
    let mut removed = around::describe(before, behind);
    removed.extend(around::describe_gaps(whole, &hit.pieces));
    Step::Done(Found::Compact(text.keep(&hit.pieces)), removed, tokens)
}

/// Whether the second segment has the claims of an identity token.
fn is_identity(compact: &str) -> bool {
    let payload = compact
        .split('.')
        .nth(1)
        .and_then(|payload| base64url::decode(payload).ok());
    let document = payload
        .and_then(|payload| String::from_utf8(payload).ok())
        .map(|text| json::read(&text));
    document
        .and_then(|document| document.root)
        .is_some_and(|root| root.get("iss").is_some() && root.get("sub").is_some() && root.get("aud").is_some())
}

/// An encoded token anywhere in the text.
fn encoded(text: &Placed) -> Option<Step> {
    let wrapped = wrapping::decode(text.text())?;
    Some(Step::Inside(text.decoded(&wrapped.from, wrapped.text), wrapped.removed))
}

/// A claims object anywhere in the text, as a debugging step of a workflow prints it.
fn claims_inside(text: &Placed) -> Option<Step> {
    let whole = text.text();
    let mut from = 0;
    while let Some(offset) = whole.get(from..)?.find('{') {
        let start = from + offset;
        let end = start + extent(whole.get(start..)?);
        let object = text.piece(start..end);
        if json::read(object.text())
            .root
            .as_ref()
            .is_some_and(json_forms::is_claims)
        {
            let removed = around::describe(whole.get(..start)?, whole.get(end..)?);
            return Some(Step::Done(Found::Claims(object), removed, 0));
        }
        from = end;
    }
    None
}

/// What is left where no token was found: parts of one, something with another name, or
/// three parts that do not start like a token.
fn leftover(text: &Placed) -> Step {
    let whole = text.text();
    let partial = search(whole).into_iter().next();
    if let Some(hit) = partial.as_ref().filter(|hit| hit.dots > 0) {
        return take(text, hit, 1);
    }
    if let Some(foreign) = foreign::recognise(whole) {
        return Step::Done(Found::Foreign(foreign), Vec::new(), 0);
    }
    if let Some(hit) = partial {
        return take(text, &hit, 1);
    }
    let is_compact = whole.bytes().all(search::is_token_character) && whole.matches('.').count() >= 2;
    let found = if is_compact {
        Found::Compact(text.clone())
    } else {
        Found::Nothing
    };
    Step::Done(found, Vec::new(), 1)
}
