//! A key set as it was pasted.

use super::jwk;
use super::key::Key;
use super::pem;
use super::recognise::{self, NotKeys};
use super::wording::quoted;
use crate::report::{Problem, Severity};
use crate::text::json::{self, FaultKind, Value};
use crate::text::{Source, sentence, sort_by_place};

/// Keys that are read of one set.
pub const MAX_KEYS: usize = 2000;

/// Bytes of pasted text that are read as keys: about ten thousand of RSA's.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// The issuer's keys as pasted.
#[derive(Debug, Clone)]
pub struct KeySet {
    form: Form,
    keys: Vec<Key>,
    problems: Vec<Problem>,
}

/// What was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Nothing.
    Blank,
    /// A JWK Set (RFC 7517 section 5).
    JwkSet,
    /// One JWK.
    Jwk,
    /// JWKs in an array, without the object around it.
    JwkArray,
    /// PEM.
    Pem,
    /// JSON with faults that RFC 8259 does not allow, and keys in it. The first fault.
    FaultyJson(String),
    /// Something else.
    NotKeys(NotKeys),
}

impl KeySet {
    /// Every key, in order, usable or not.
    #[must_use]
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }

    /// What was pasted.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What is wrong or odd, in order of place.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether nothing was pasted.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.form == Form::Blank
    }

    /// How a key is called in a sentence: by its place and its kid.
    #[must_use]
    pub fn name(&self, index: usize) -> String {
        name(index, self.keys.get(index))
    }
}

fn name(index: usize, key: Option<&Key>) -> String {
    match key.and_then(|key| key.kid.as_deref()) {
        Some(kid) => format!("Key {} ({})", index + 1, quoted(kid)),
        None => format!("Key {}", index + 1),
    }
}

/// Reads keys, each by itself; never fails.
#[must_use]
pub fn read(text: &str) -> KeySet {
    let source = Source::new(text);
    if text.len() > LARGEST {
        return not_keys(NotKeys::TooLarge { bytes: text.len() }, &source);
    }
    let start = text.trim_start_matches(|found: char| found.is_whitespace() || found == '\u{feff}');
    if start.is_empty() {
        KeySet {
            form: Form::Blank,
            keys: Vec::new(),
            problems: Vec::new(),
        }
    } else if start.starts_with(['{', '[']) {
        read_json(&source)
    } else if pem::is_pem(text) {
        read_pem(&source)
    } else {
        not_keys(recognise::text(start), &source)
    }
}

fn not_keys(found: NotKeys, source: &Source<'_>) -> KeySet {
    KeySet {
        problems: vec![Problem {
            severity: Severity::Error,
            message: found.to_string(),
            span: Some(source.span(&(0..source.text().len()))),
        }],
        form: Form::NotKeys(found),
        keys: Vec::new(),
    }
}

fn read_pem(source: &Source<'_>) -> KeySet {
    let reading = pem::read(source, MAX_KEYS);
    KeySet {
        form: Form::Pem,
        keys: reading.keys,
        problems: reading.problems,
    }
}

fn read_json(source: &Source<'_>) -> KeySet {
    let document = json::read(source.text());
    let mut set = match &document.root {
        Some(root) if recognise::is_key_like(root) => read_root(root, source),
        Some(root) => not_keys(recognise::json(root), source),
        None => not_keys(NotKeys::OtherText, source),
    };
    for fault in &document.faults {
        set.problems.push(Problem {
            severity: if is_readable(&fault.kind) {
                Severity::Warning
            } else {
                Severity::Error
            },
            message: sentence(&wording(&fault.kind)),
            span: Some(source.span(&fault.at)),
        });
    }
    let first = document.faults.iter().find(|fault| !is_readable(&fault.kind));
    if let (Some(fault), false) = (first, matches!(set.form, Form::NotKeys(_))) {
        set.form = Form::FaultyJson(wording(&fault.kind));
    }
    sort_by_place(&mut set.problems, |problem| {
        problem.span.map_or((0, 0), |span| (1 + span.start, span.end))
    });
    set
}

/// Whether every reader takes the text all the same: a byte-order mark may be ignored
/// (RFC 8259 section 8.1), and is more likely to come from copying than from the issuer.
fn is_readable(fault: &FaultKind) -> bool {
    fault.is_grammatical() || *fault == FaultKind::ByteOrderMark
}

/// A fault without the text that it was found in, which may be part of a secret.
fn wording(fault: &FaultKind) -> String {
    match fault {
        FaultKind::UnquotedName(_) => "expected a member name in double quotes, found one without".to_owned(),
        FaultKind::Word(_) => "expected a JSON value, found a word without quotes".to_owned(),
        FaultKind::Number(_) => "expected a JSON number, found digits that JSON does not write so".to_owned(),
        FaultKind::NotANumber(_) => "expected a JSON number, found a word for one that JSON cannot express".to_owned(),
        FaultKind::Escape(_) => "expected one of JSON's escapes behind a backslash".to_owned(),
        FaultKind::LoneSurrogate(_) => "expected a surrogate pair, found half of one".to_owned(),
        FaultKind::DuplicateMember { name, .. } => format!(
            "the member {} stands here a second time; the later one counts here (RFC 7517 section 4), other readers refuse the key",
            quoted(name)
        ),
        fault => fault.to_string(),
    }
}

fn read_root(root: &Value, source: &Source<'_>) -> KeySet {
    if let Some(elements) = root.get("keys").and_then(Value::as_array) {
        return read_keys(Form::JwkSet, elements, source);
    }
    let (form, message, elements) = match root.as_array() {
        Some(elements) => (
            Form::JwkArray,
            "This is an array of JWKs, read as a JWK Set. What an issuer serves has to be an object around it: {\"keys\": […]}.",
            elements,
        ),
        None => (
            Form::Jwk,
            "This is one JWK, read as a JWK Set of one. What an issuer serves has to be a set: {\"keys\": […]}.",
            std::slice::from_ref(root),
        ),
    };
    let mut set = read_keys(form, elements, source);
    set.problems.push(Problem {
        severity: Severity::Info,
        message: message.to_owned(),
        span: None,
    });
    set
}

fn read_keys(form: Form, elements: &[Value], source: &Source<'_>) -> KeySet {
    let mut set = KeySet {
        form,
        keys: Vec::new(),
        problems: Vec::new(),
    };
    for (index, element) in elements.iter().enumerate().take(MAX_KEYS) {
        let reading = jwk::read(element, source);
        let name = name(index, Some(&reading.key));
        set.problems.extend(reading.problems.into_iter().map(|problem| Problem {
            message: format!("{name} {}", problem.message),
            ..problem
        }));
        set.keys.push(reading.key);
    }
    if let (Some(first), Some(last)) = (elements.get(MAX_KEYS), elements.last()) {
        set.problems.push(Problem {
            severity: Severity::Warning,
            message: format!("Only the first {MAX_KEYS} of {} keys are read.", elements.len()),
            span: Some(source.span(&(first.at.start..last.at.end))),
        });
    }
    if elements.is_empty() {
        set.problems.push(Problem {
            severity: Severity::Error,
            message: "The key set is empty.".to_owned(),
            span: None,
        });
    }
    set
}
