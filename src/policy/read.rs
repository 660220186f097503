//! Finding the document in what was pasted: a trust policy as it stands, the answer
//! of `aws iam get-role` or `list-roles`, or a CloudFormation or SAM template, each
//! also with the document as a string or percent-encoded, as the IAM API gives it.

use std::borrow::Cow;

use crate::report::Span;
use crate::text::json::{self, Kind, Value};
use crate::text::names::ByName;
use crate::text::{Bytes, Source};

use super::document::{Policy, RoleFacts};
use super::parse::{self, Keep};
use super::places::{Decoded, Places};
use super::problem::{Fault, FaultKind};

/// What was found in a pasted text.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) policy: Option<Policy>,
    /// The same with other members kept, where some stand twice.
    pub(super) otherwise: Vec<(Keep, Policy)>,
    pub(super) role: Option<RoleFacts>,
    pub(super) faults: Vec<Fault>,
    /// Characters of the document without white space, as the quota counts them.
    pub(super) size: usize,
    /// Where the document stands.
    pub(super) at: Option<Span>,
}

/// Strings within strings that are unwrapped.
const MAX_LAYERS: usize = 4;

/// Finds and reads the document. Of several roles, that with the given ARN or name.
pub(super) fn find(pasted: &str, wanted: Option<&str>) -> Found {
    let source = Source::new(pasted);
    let mut found = Found::default();
    if let Some(language) = other_language(pasted) {
        let at = source.span(&(0..pasted.len()));
        let kind = FaultKind::OtherLanguage(language);
        found.faults.push(Fault { at, kind });
        return found;
    }
    let mut decoded = percent_encoded(pasted);
    for _ in 0..MAX_LAYERS {
        let text = decoded
            .as_ref()
            .map_or(Cow::Borrowed(pasted), |decoded| Cow::Owned(decoded.text.clone()));
        let read = json::read(&text);
        let places = Places {
            pasted: &source,
            decoded: decoded.as_ref(),
        };
        let Some(root) = &read.root else {
            found.add_json_faults(&read, &places, &(0..usize::MAX));
            return found;
        };
        let target = locate(root, wanted);
        found.note_role(&target, &places);
        match &target.document.kind {
            Kind::String(inner) => {
                found.add_json_faults(&read, &places, &(0..0));
                let outer = decoded
                    .take()
                    .unwrap_or_else(|| Decoded::plain(pasted, &(0..pasted.len())));
                decoded = Some(unwrap(&outer, &target.document.at, inner));
            }
            Kind::Object(_) => {
                let document = if std::ptr::eq(target.document, root) {
                    0..usize::MAX
                } else {
                    target.document.at.clone()
                };
                found.add_json_faults(&read, &places, &document);
                found.read_document(target.document, &places, target.in_template);
                if read.is_strict() {
                    found.note_character(target.document, &places);
                }
                return found;
            }
            other => {
                found.add_json_faults(&read, &places, &(0..usize::MAX));
                let kind = FaultKind::NoDocument { found: other.name() };
                let at = places.span(&target.document.at);
                found.faults.push(Fault { at, kind });
                return found;
            }
        }
    }
    found
}

impl Found {
    fn read_document(&mut self, document: &Value, places: &Places<'_>, in_template: bool) {
        let (policy, faults) = parse::policy(document, places, in_template, Keep::Last);
        self.policy = policy;
        self.faults.extend(faults);
        if self.faults.iter().any(|fault| fault.kind.is_duplicate()) {
            let read = |keep| Some((keep, parse::policy(document, places, in_template, keep).0?));
            self.otherwise = [Keep::First, Keep::All].into_iter().filter_map(read).collect();
            self.tell_operators_once();
        }
        self.at = Some(places.span(&document.at));
        let text = places.text().get(document.at.clone()).unwrap_or_default();
        self.size = if text.is_ascii() {
            text.bytes()
                .filter(|byte| !matches!(byte, b' ' | b'\t'..=b'\r'))
                .count()
        } else {
            text.chars().filter(|character| !character.is_whitespace()).count()
        };
    }

    /// An operator that stands twice is a member that does: that is told in one way.
    fn tell_operators_once(&mut self) {
        let operators = self.faults.iter().filter_map(|fault| match &fault.kind {
            FaultKind::DuplicateOperator(name) => Some((name.clone(), fault.at.start)),
            _ => None,
        });
        let told: ByName<usize> = operators.map(|(name, at)| (format!("{at} {name}"), at)).collect();
        self.faults.retain(|fault| match &fault.kind {
            FaultKind::Json(json::FaultKind::DuplicateMember { name, .. }) => {
                told.get(&format!("{} {name}", fault.at.start)).is_none()
            }
            _ => true,
        });
    }

    /// The first character that the IAM API does not list as allowed.
    fn note_character(&mut self, document: &Value, places: &Places<'_>) {
        let text = places.text().get(document.at.clone()).unwrap_or_default();
        if text.is_ascii() {
            return;
        }
        let foreign = text.char_indices().find(|(_, character)| *character > '\u{ff}');
        if let Some((at, character)) = foreign {
            let from = document.at.start + at;
            let at = places.span(&(from..from + character.len_utf8()));
            let kind = FaultKind::Character(character);
            self.faults.push(Fault { at, kind });
        }
    }

    /// Faults of the JSON text: IAM sees those inside of the document, not those around it.
    fn add_json_faults(&mut self, read: &json::Document, places: &Places<'_>, document: &Bytes) {
        for fault in &read.faults {
            let kind = if document.contains(&fault.at.start) {
                FaultKind::Json(fault.kind.clone())
            } else {
                FaultKind::Around(fault.kind.clone())
            };
            let at = places.span(&fault.at);
            self.faults.push(Fault { at, kind });
        }
    }

    fn note_role(&mut self, target: &Target<'_>, places: &Places<'_>) {
        if let Some(role) = target.role {
            self.role = Some(role_facts(role, places));
        }
        if target.count > 1 {
            let name = target.role.and_then(|role| role.get("RoleName").or(role.get("Arn")));
            let read = name
                .and_then(Value::as_str)
                .or(target.logical_id)
                .unwrap_or("the first");
            let kind = FaultKind::SeveralRoles {
                count: target.count,
                read: super::problem::clip(read).into_owned(),
            };
            let at = places.span(&target.document.at);
            self.faults.push(Fault { at, kind });
        }
    }
}

/// The language of a policy that is written in another than JSON, as in the files of the
/// tools that deploy roles.
fn other_language(pasted: &str) -> Option<&'static str> {
    const TERRAFORM: [&str; 5] = [
        "aws_iam_policy_document",
        "aws_iam_role",
        "assume_role_policy",
        "jsonencode(",
        "statement {",
    ];
    const YAML: [&str; 3] = ["AssumeRolePolicyDocument:", "AWS::IAM::Role", "Statement:"];
    let start = pasted.trim_start();
    if start.starts_with(['{', '[', '"', '%']) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| start.contains(word));
    if has(&TERRAFORM) {
        Some("Terraform")
    } else if has(&YAML) {
        Some("YAML")
    } else {
        None
    }
}

fn percent_encoded(pasted: &str) -> Option<Decoded> {
    let trimmed = pasted.trim();
    let is_encoded = trimmed.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("%7b"));
    if !is_encoded {
        return None;
    }
    let start = pasted.len() - pasted.trim_start().len();
    Decoded::plain(pasted, &(start..start + trimmed.len())).percent_decode()
}

fn unwrap(outer: &Decoded, at: &Bytes, inner: &str) -> Decoded {
    let plain = outer.unescape(at, inner);
    if inner.trim_start().starts_with('%') {
        return plain.percent_decode().unwrap_or(plain);
    }
    plain
}

/// Where the document is, and whose.
struct Target<'v> {
    document: &'v Value,
    /// The role object of an API answer, or the properties of a template's role.
    role: Option<&'v Value>,
    logical_id: Option<&'v str>,
    in_template: bool,
    /// Roles in the text.
    count: usize,
}

const DOCUMENT: &str = "AssumeRolePolicyDocument";

fn locate<'v>(root: &'v Value, wanted: Option<&str>) -> Target<'v> {
    let whole = Target {
        document: root,
        role: None,
        logical_id: None,
        in_template: false,
        count: 1,
    };
    if root.get("Statement").is_some() {
        return whole;
    }
    let roles = roles(root);
    let chosen = roles
        .iter()
        .find(|role| wanted.is_some_and(|wanted| role.is_called(wanted)))
        .or_else(|| roles.iter().find(|role| role.is_for_web_identity()))
        .or(roles.first());
    match chosen {
        None => whole,
        Some(role) => Target {
            document: role.document,
            role: Some(role.properties),
            logical_id: role.logical_id,
            in_template: role.logical_id.is_some(),
            count: roles.len(),
        },
    }
}

struct RoleValue<'v> {
    properties: &'v Value,
    document: &'v Value,
    logical_id: Option<&'v str>,
}

/// Every role with a trust policy in an API answer or a template.
fn roles(root: &Value) -> Vec<RoleValue<'_>> {
    let mut candidates: Vec<(&Value, Option<&str>)> = Vec::new();
    candidates.push((root, None));
    candidates.extend(root.get("Role").map(|role| (role, None)));
    for list in ["Roles", "RoleDetailList"] {
        let roles = root.get(list).and_then(Value::as_array).unwrap_or_default();
        candidates.extend(roles.iter().map(|role| (role, None)));
    }
    candidates.extend(
        root.get("Properties")
            .map(|properties| (properties, Some("Properties"))),
    );
    let resources = root.get("Resources").and_then(Value::as_object).unwrap_or_default();
    for resource in resources {
        let properties = resource.value.get("Properties");
        candidates.extend(properties.map(|properties| (properties, Some(resource.name.as_str()))));
    }
    candidates
        .into_iter()
        .filter_map(|(properties, logical_id)| {
            Some(RoleValue {
                properties,
                document: properties.get(DOCUMENT)?,
                logical_id,
            })
        })
        .collect()
}

impl RoleValue<'_> {
    fn is_called(&self, wanted: &str) -> bool {
        let name = wanted.rsplit('/').next().unwrap_or(wanted);
        let member = |member| self.properties.get(member).and_then(Value::as_str);
        member("Arn").map_or_else(
            || member("RoleName") == Some(name) || self.logical_id == Some(name),
            |arn| arn == wanted,
        )
    }

    /// Whether its document speaks of web identities, without reading all of it.
    fn is_for_web_identity(&self) -> bool {
        const ACTION: &str = "AssumeRoleWithWebIdentity";
        if let Some(text) = self.document.as_str() {
            return text.contains(ACTION);
        }
        let statements = self
            .document
            .get("Statement")
            .map(parse::one_or_many)
            .unwrap_or_default();
        statements.iter().any(|statement| {
            let actions = statement.get("Action").map(parse::one_or_many).unwrap_or_default();
            actions
                .iter()
                .any(|action| action.as_str().is_some_and(|action| action.ends_with(ACTION)))
        })
    }
}

fn role_facts(role: &Value, places: &Places<'_>) -> RoleFacts {
    let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let duration = role.get("MaxSessionDuration").and_then(|value| match &value.kind {
        Kind::Number => places.text().get(value.at.clone())?.parse().ok(),
        Kind::String(digits) => digits.parse().ok(),
        _ => None,
    });
    let tags = role.get("Tags").and_then(Value::as_array).unwrap_or_default();
    RoleFacts {
        arn: text(role, "Arn"),
        max_session_duration: duration,
        tags: tags
            .iter()
            .filter_map(|tag| Some((text(tag, "Key")?, text(tag, "Value")?)))
            .collect(),
    }
}
