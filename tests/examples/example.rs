//! One example: a data file of `www/examples`, and how a report is held against it.

use std::fs;
use std::path::{Path, PathBuf};

use assumable::attempt::Attempt;
use assumable::report::{Report, Status};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::signer::Signer;

/// A data file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Example {
    #[serde(skip)]
    pub(crate) id: String,
    pub(crate) title: String,
    #[serde(rename = "group")]
    _group: String,
    #[serde(rename = "symptom")]
    _symptom: String,
    #[serde(rename = "story")]
    _story: String,
    #[serde(rename = "reports")]
    _reports: Vec<String>,
    token: Token,
    jwks: Option<Jwks>,
    trust_policy: Option<Box<RawValue>>,
    /// Absent and `null` are two things here, so it is taken as it stands.
    #[serde(default, deserialize_with = "as_it_stands")]
    provider: Option<Value>,
    role: Option<Value>,
    request: Option<Value>,
    context: Option<Value>,
    pub(crate) now: i64,
    pub(crate) expect: Expect,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Token {
    AsItIs {
        text: String,
    },
    #[serde(rename_all = "camelCase")]
    Signed(Box<Signed>),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Signed {
    like: String,
    claims: Map<String, Value>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    pub(crate) header: Map<String, Value>,
    #[serde(rename = "signedBy")]
    pub(crate) key: Option<String>,
    #[serde(default)]
    pub(crate) edited_after_signing: Map<String, Value>,
    pasted: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Jwks {
    AsItIs { text: String },
    Keys(Vec<KeyEntry>),
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(crate) enum KeyEntry {
    Named(String),
    Changed {
        key: String,
        #[serde(default)]
        with: Map<String, Value>,
        #[serde(default)]
        without: Vec<String>,
    },
}

/// What must come of an example.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    outcome: String,
    check: Option<String>,
    code: Option<String>,
    message: Option<String>,
    pub(crate) summary: String,
    hint: Option<String>,
    note: Option<String>,
}

impl Example {
    /// All of them, by name.
    pub(crate) fn all() -> Vec<Self> {
        let mut files: Vec<PathBuf> = fs::read_dir(folder())
            .expect("the folder of the examples")
            .map(|entry| entry.expect("an entry of that folder").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .collect();
        files.sort();
        files.iter().map(|path| Self::read(path)).collect()
    }

    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("an example");
        let id = path.file_stem().expect("a file name").to_string_lossy().into_owned();
        let example: Self = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{id}.json: {error}"));
        Self { id, ..example }
    }

    /// The call, with its token signed.
    pub(crate) fn attempt(&self, signer: &Signer) -> Attempt {
        let mut attempt = Map::new();
        attempt.insert("token".into(), json!(self.token_text(signer)));
        attempt.insert("now".into(), json!(self.now));
        if let Some(jwks) = &self.jwks {
            let text = match jwks {
                Jwks::AsItIs { text } => text.clone(),
                Jwks::Keys(entries) => signer.jwks(entries).to_string(),
            };
            attempt.insert("jwks".into(), json!(text));
        }
        if let Some(policy) = &self.trust_policy {
            attempt.insert("trustPolicy".into(), json!(pasted(policy)));
        }
        let as_they_are = [
            ("provider", &self.provider),
            ("role", &self.role),
            ("request", &self.request),
            ("context", &self.context),
        ];
        for (name, value) in as_they_are {
            if let Some(value) = value {
                attempt.insert(name.into(), value.clone());
            }
        }
        serde_json::from_value(Value::Object(attempt)).unwrap_or_else(|error| panic!("{}: {error}", self.id))
    }

    fn token_text(&self, signer: &Signer) -> String {
        match &self.token {
            Token::AsItIs { text } => text.clone(),
            Token::Signed(token) => {
                let jws = signer.token(token, &token.all_claims());
                token.pasted.as_deref().unwrap_or("{token}").replace("{token}", &jws)
            }
        }
    }

    /// Where a report is not what the example promises, a paragraph each.
    pub(crate) fn differences(&self, report: &Report) -> Vec<String> {
        let failed = report.checks.iter().find(|check| check.status == Status::Failed);
        let error = report.verdict.error.as_ref();
        let found = [
            (
                "outcome",
                Some(name_of(&report.verdict.outcome)),
                Some(&self.expect.outcome),
            ),
            (
                "check",
                failed.map(|check| name_of(&check.id)),
                self.expect.check.as_ref(),
            ),
            ("code", error.map(|error| error.code.clone()), self.expect.code.as_ref()),
            (
                "message",
                error.map(|error| error.message.clone()),
                self.expect.message.as_ref(),
            ),
            (
                "summary",
                Some(report.verdict.summary.clone()),
                Some(&self.expect.summary),
            ),
        ];
        let mut differences: Vec<String> = found
            .into_iter()
            .filter(|(_, found, expected)| found.as_ref() != *expected)
            .map(|(what, found, expected)| {
                format!("{}: {what}\n  expected {expected:?}\n  found    {found:?}", self.id)
            })
            .collect();
        let told = [
            ("hint", &self.expect.hint, hints(report)),
            ("note", &self.expect.note, notes(report)),
        ];
        for (what, expected, found) in told {
            if let Some(expected) = expected
                && !found.contains(&expected.as_str())
            {
                let id = &self.id;
                differences.push(format!("{id}: {what}\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
        if self.expect.outcome == "accepted" && report.trust.saveable.ok && !report.verdict.assumptions.is_empty() {
            differences.push(format!(
                "{}: everything is given, yet\n  {:?}",
                self.id, report.verdict.assumptions
            ));
        }
        differences
    }
}

impl Signed {
    fn all_claims(&self) -> Map<String, Value> {
        let sets: Map<String, Value> = shared("claims.json");
        let like = sets.get(&self.like).and_then(Value::as_object);
        let mut claims = like.unwrap_or_else(|| panic!("no claims «{}»", self.like)).clone();
        claims.extend(self.claims.clone());
        for name in &self.without {
            claims.remove(name);
        }
        claims
    }
}

/// A file that the examples share.
pub(crate) fn shared<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = folder().join("shared").join(name);
    let text = fs::read_to_string(&path).expect("a shared file");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/examples")
}

fn as_it_stands<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

/// A document as a person would paste it: as the file has it, or the text that it holds.
fn pasted(document: &RawValue) -> String {
    let text = document.get();
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}

/// The name that the public interface gives it.
fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(String::from))
        .expect("a name")
}

fn hints(report: &Report) -> Vec<&str> {
    let conditions = report
        .trust
        .statements
        .iter()
        .flat_map(|statement| &statement.conditions);
    let expected = conditions.flat_map(|condition| &condition.expected);
    expected
        .filter_map(|value| value.nearest.as_ref()?.hint.as_deref())
        .collect()
}

fn notes(report: &Report) -> Vec<&str> {
    report
        .checks
        .iter()
        .flat_map(|check| &check.notes)
        .map(String::as_str)
        .collect()
}
