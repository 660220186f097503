//! From JSON to the types of a policy, keeping everything that can be read.

use crate::report::{Effect, Span};
use crate::text::Bytes;
use crate::text::json::{Kind, Member, Value};
use crate::text::names::{self, Name};

use super::document::{
    ActionElement, Policy, PrincipalElement, PrincipalEntry, PrincipalKind, Statement, Text, Version,
};
use super::places::Places;
use super::problem::{Fault, FaultKind};
use super::template::intrinsic;

/// Which member of several of one name counts. What IAM itself keeps nobody has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The last one, as in most JSON parsers.
    Last,
    /// The first one.
    First,
    /// Of condition operators and their keys all, of other members the last one.
    All,
}

/// Reads a document as a policy; nothing where it is no object.
pub(super) fn policy(
    value: &Value,
    places: &Places<'_>,
    in_template: bool,
    keep: Keep,
) -> (Option<Policy>, Vec<Fault>) {
    let mut parser = Parser {
        places,
        in_template,
        keep,
        faults: Vec::new(),
    };
    let policy = parser.policy(value);
    (policy, parser.faults)
}

pub(super) struct Parser<'a> {
    pub(super) places: &'a Places<'a>,
    in_template: bool,
    pub(super) keep: Keep,
    faults: Vec<Fault>,
}

/// The members of an object that are elements of the language.
struct Elements<'v>(Vec<(&'static str, &'v Member)>);

impl<'v> Elements<'v> {
    /// The element of that name.
    fn get(&self, name: &str) -> Option<&'v Member> {
        self.0
            .iter()
            .rev()
            .find(|(found, _)| *found == name)
            .map(|(_, member)| *member)
    }
}

impl Parser<'_> {
    pub(super) fn fault(&mut self, at: &Bytes, kind: FaultKind) {
        let at = self.span(at);
        self.faults.push(Fault { at, kind });
    }

    pub(super) fn span(&self, at: &Bytes) -> Span {
        self.places.span(at)
    }

    fn policy(&mut self, value: &Value) -> Option<Policy> {
        let Some(members) = value.as_object() else {
            self.wrong_type("a policy", "an object", value);
            return None;
        };
        let elements = self.elements(members, &["Version", "Id", "Statement"], "policy");
        if let Some(id) = elements.get("Id").filter(|id| id.value.as_str().is_none()) {
            self.wrong_type("Id", "a string", &id.value);
        }
        let version = elements.get("Version");
        Some(Policy {
            at: self.span(&value.at),
            version: version.map_or(Version::V2008, |member| self.version(&member.value)),
            version_at: version.map(|member| self.span(&member.value.at)),
            statements: self.statements(value, elements.get("Statement")),
        })
    }

    fn version(&mut self, value: &Value) -> Version {
        match value.as_str() {
            Some("2012-10-17") => Version::V2012,
            Some("2008-10-17") => Version::V2008,
            other => {
                let found = other.unwrap_or(value.kind.name()).to_owned();
                self.fault(&value.at, FaultKind::Version(found));
                Version::V2012
            }
        }
    }

    fn statements(&mut self, policy: &Value, member: Option<&Member>) -> Vec<Statement> {
        let Some(member) = member else {
            self.fault(&policy.at, FaultKind::NoStatement);
            return Vec::new();
        };
        let list = one_or_many(&member.value);
        if list.is_empty() {
            self.fault(&member.value.at, FaultKind::EmptyStatement);
        }
        let statements: Vec<Statement> = list.iter().filter_map(|value| self.statement(value)).collect();
        self.duplicate_sids(&statements);
        statements
    }

    fn duplicate_sids(&mut self, statements: &[Statement]) {
        let sids = statements.iter().filter_map(|statement| statement.sid.as_ref());
        let sids: Vec<&Text> = sids.filter(|sid| !sid.text.is_empty()).collect();
        let names: Vec<Name<'_>> = sids.iter().map(|sid| ("", sid.text.as_str())).collect();
        for (index, (sid, alike)) in sids.iter().zip(names::alike(&names)).enumerate() {
            if alike.first < index {
                self.faults.push(Fault {
                    at: sid.at,
                    kind: FaultKind::DuplicateSid(sid.text.clone()),
                });
            }
        }
    }

    fn statement(&mut self, value: &Value) -> Option<Statement> {
        const NAMES: [&str; 9] = [
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
        ];
        let Some(members) = value.as_object() else {
            self.wrong_type("a statement", "an object", value);
            return None;
        };
        let elements = self.elements(members, &NAMES, "statement");
        for name in ["Resource", "NotResource"] {
            if let Some(member) = elements.get(name) {
                self.fault(&member.at(), FaultKind::Prohibited(name));
            }
        }
        let sid = elements.get("Sid").and_then(|member| self.sid(&member.value));
        let principal = self.principal(value, &elements);
        let action = self.action(value, &elements);
        let condition = elements.get("Condition");
        let conditions = condition.map_or_else(Vec::new, |member| self.conditions(&member.value));
        let Some(effect) = elements.get("Effect") else {
            self.fault(&value.at, FaultKind::NoEffect);
            return None;
        };
        Some(Statement {
            at: self.span(&value.at),
            sid,
            effect: self.effect(&effect.value)?,
            effect_at: self.span(&effect.value.at),
            principal,
            action,
            condition_at: condition.map(|member| self.span(&member.value.at)),
            conditions,
        })
    }

    fn sid(&mut self, value: &Value) -> Option<Text> {
        let sid = self.text(value, "Sid", "a string")?;
        if !sid.text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.fault(&value.at, FaultKind::Sid(sid.text.clone()));
        }
        Some(sid)
    }

    fn effect(&mut self, value: &Value) -> Option<Effect> {
        let Some(found) = value.as_str() else {
            self.wrong_type("Effect", "\"Allow\" or \"Deny\"", value);
            return None;
        };
        let effect = match found.trim().to_ascii_lowercase().as_str() {
            "allow" => Some(Effect::Allow),
            "deny" => Some(Effect::Deny),
            _ => None,
        };
        if !matches!(found, "Allow" | "Deny") {
            let (found, meant) = (found.to_owned(), effect.is_some());
            self.fault(&value.at, FaultKind::Effect { found, meant });
        }
        effect
    }

    fn principal(&mut self, statement: &Value, elements: &Elements<'_>) -> Option<PrincipalElement> {
        let (member, negated) = match (elements.get("Principal"), elements.get("NotPrincipal")) {
            (None, None) => {
                self.fault(&statement.at, FaultKind::NoPrincipal);
                return None;
            }
            (Some(member), None) => (member, false),
            (None, Some(member)) => (member, true),
            (Some(member), Some(other)) => {
                self.fault(&other.at(), FaultKind::BothOf("Principal", "NotPrincipal"));
                (member, false)
            }
        };
        if negated {
            self.fault(&member.at(), FaultKind::NotPrincipal);
        }
        Some(PrincipalElement {
            negated,
            at: self.span(&member.value.at),
            entries: self.principals(&member.value),
        })
    }

    fn principals(&mut self, value: &Value) -> Vec<PrincipalEntry> {
        const NAMES: [&str; 4] = ["AWS", "Federated", "Service", "CanonicalUser"];
        let members = match &value.kind {
            Kind::Object(members) => members,
            Kind::String(text) => {
                self.fault(&value.at, FaultKind::PrincipalText(text.clone()));
                let star = Text {
                    text: text.clone(),
                    at: self.span(&value.at),
                    templated: false,
                };
                let kind = PrincipalKind::Everyone;
                return Vec::from_iter((text == "*").then_some(PrincipalEntry { kind, value: star }));
            }
            _ => {
                self.wrong_type("Principal", "an object", value);
                return Vec::new();
            }
        };
        if members.is_empty() {
            self.fault(&value.at, FaultKind::EmptyPrincipal);
        }
        let known = self.elements(members, &NAMES, "Principal");
        let mut entries = Vec::new();
        for (name, member) in known.0 {
            let kind = match name {
                "AWS" => PrincipalKind::Aws,
                "Federated" => PrincipalKind::Federated,
                "Service" => PrincipalKind::Service,
                _ => PrincipalKind::CanonicalUser,
            };
            let values = self.texts(&member.value, name);
            entries.extend(values.into_iter().map(|value| PrincipalEntry { kind, value }));
        }
        entries
    }

    fn action(&mut self, statement: &Value, elements: &Elements<'_>) -> Option<ActionElement> {
        let (member, name) = match (elements.get("Action"), elements.get("NotAction")) {
            (None, None) => {
                self.fault(&statement.at, FaultKind::NoAction);
                return None;
            }
            (Some(member), None) => (member, "Action"),
            (None, Some(member)) => (member, "NotAction"),
            (Some(member), Some(other)) => {
                self.fault(&other.at(), FaultKind::BothOf("Action", "NotAction"));
                (member, "Action")
            }
        };
        Some(ActionElement {
            negated: name == "NotAction",
            at: self.span(&member.value.at),
            patterns: self.texts(&member.value, name),
        })
    }

    /// One string, or a list of them.
    fn texts(&mut self, value: &Value, element: &str) -> Vec<Text> {
        one_or_many(value)
            .iter()
            .filter_map(|value| self.text(value, element, "a string"))
            .collect()
    }

    pub(super) fn text(&mut self, value: &Value, element: &str, expected: &'static str) -> Option<Text> {
        if let Some(text) = value.as_str() {
            return Some(Text {
                text: text.to_owned(),
                at: self.span(&value.at),
                templated: false,
            });
        }
        let Some(found) = intrinsic(value).filter(|_| self.in_template) else {
            self.wrong_type(element, expected, value);
            return None;
        };
        self.fault(&value.at, FaultKind::Intrinsic { name: found.name });
        Some(Text {
            text: found.text?,
            at: self.span(&value.at),
            templated: true,
        })
    }

    pub(super) fn wrong_type(&mut self, element: &str, expected: &'static str, found: &Value) {
        let kind = FaultKind::WrongType {
            element: element.to_owned(),
            expected,
            found: found.kind.name(),
        };
        self.fault(&found.at, kind);
    }

    /// Sorts members by the element that they are, or are meant to be.
    fn elements<'v>(&mut self, members: &'v [Member], names: &[&'static str], within: &'static str) -> Elements<'v> {
        let mut elements = Elements(Vec::with_capacity(members.len()));
        let mut misspelt = Vec::new();
        for member in members {
            if let Some(name) = names.iter().find(|name| **name == member.name) {
                let is_taken = elements.get(name).is_some();
                if is_taken && self.keep != Keep::First {
                    elements.0.retain(|(earlier, _)| earlier != name);
                }
                if !is_taken || self.keep != Keep::First {
                    elements.0.push((*name, member));
                }
                continue;
            }
            let wanted = member.name.trim();
            let meant = names.iter().find(|name| name.eq_ignore_ascii_case(wanted)).copied();
            let name = member.name.clone();
            self.fault(&member.name_at, FaultKind::UnknownMember { within, name, meant });
            misspelt.extend(meant.map(|meant| (meant, member)));
        }
        for (meant, member) in misspelt {
            if elements.get(meant).is_none() {
                elements.0.push((meant, member));
            }
        }
        elements
    }
}

/// The elements of a list, or the one value that stands in its place.
pub(super) fn one_or_many(value: &Value) -> &[Value] {
    value.as_array().unwrap_or(std::slice::from_ref(value))
}
