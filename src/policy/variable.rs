//! Policy variables: `${key}`, `${key, 'default'}`, and `${*}` `${?}` `${$}`.
//!
//! Only Version 2012-10-17 has them; before it `${…}` stands for itself (IAM user
//! guide, "IAM policy elements: Variables and tags").

use std::borrow::Cow;

use super::footing::Caveat;
use super::{Context, Version};

/// A part of a text after its variables were filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// As written: wildcards in it are wildcards.
    Written(&'a str),
    /// Put in: wildcards in it stand for themselves.
    Inserted(&'a str),
}

impl<'a> Part<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Written(text) | Self::Inserted(text) => text,
        }
    }
}

/// What became of a text with variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved<'a> {
    /// Its parts, or the variable that has no usable value.
    pub(super) parts: Result<Vec<Part<'a>>, NoValue>,
    /// What of it nobody has observed.
    pub(super) caveats: Vec<Caveat>,
    /// Whether any variable was filled in.
    pub(super) substituted: bool,
}

/// A variable without a usable value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoValue {
    /// The key that it names.
    pub(super) key: String,
    /// The key is there, but multivalued. A default is not used then (observed).
    pub(super) multivalued: bool,
    /// Nobody has said what the key holds.
    pub(super) unsaid: bool,
}

/// Fills in the variables of a text.
pub(super) fn resolve<'a>(text: &'a str, context: &'a Context<'_>, version: Version) -> Resolved<'a> {
    let mut resolved = Resolved {
        parts: Ok(Vec::new()),
        caveats: Vec::new(),
        substituted: false,
    };
    if version == Version::V2008 {
        resolved.written(text);
        return resolved;
    }
    let mut rest = text;
    while let Some((before, from)) = split_before(rest) {
        resolved.written(before);
        if let Some((variable, behind)) = variable(from) {
            resolved.insert(&variable, context);
            rest = behind;
        } else {
            resolved.caveats.push(Caveat::VariableSyntax);
            let (opening, behind) = from.split_at_checked(2).unwrap_or((from, ""));
            resolved.written(opening);
            rest = behind;
        }
    }
    resolved.written(rest);
    resolved
}

/// Whether a text holds something that Version 2012-10-17 would take as a variable.
#[must_use]
pub fn has_variable(text: &str) -> bool {
    split_before(text).is_some_and(|(_, from)| variable(from).is_some())
}

struct Variable<'a> {
    name: &'a str,
    default: Option<&'a str>,
    /// Its blanks are those of AWS's examples: one in front of a default, and no other.
    usual: bool,
}

/// Reads the variable at the start of a text, and gives what stands behind it.
fn variable(from: &str) -> Option<(Variable<'_>, &str)> {
    let inside = from.strip_prefix("${")?;
    let name_end = inside.find(['}', ',', '{', '$', '\''])?;
    // `${$}` is the one variable with a dollar in its name.
    if let Some(behind) = inside.strip_prefix("$}") {
        let name = inside.get(..1)?;
        let (default, usual) = (None, true);
        return Some((Variable { name, default, usual }, behind));
    }
    let written = inside.get(..name_end)?;
    let name = written.trim();
    if name.is_empty() {
        return None;
    }
    let behind = inside.get(name_end..)?;
    if let Some(behind) = behind.strip_prefix('}') {
        let (default, usual) = (None, name == written);
        return Some((Variable { name, default, usual }, behind));
    }
    let usual = name == written && behind.starts_with(", '");
    let quoted = behind.strip_prefix(',')?.trim_start().strip_prefix('\'')?;
    let (default, behind) = quoted.split_once('\'')?;
    let usual = usual && behind.starts_with('}');
    let behind = behind.trim_start().strip_prefix('}')?;
    let default = Some(default);
    Some((Variable { name, default, usual }, behind))
}

/// Cuts a text in front of what may be a variable.
fn split_before(text: &str) -> Option<(&str, &str)> {
    let at = text.as_bytes().windows(2).position(|two| two == b"${")?;
    text.split_at_checked(at)
}

impl<'a> Resolved<'a> {
    fn written(&mut self, text: &'a str) {
        if let (Ok(parts), false) = (&mut self.parts, text.is_empty()) {
            parts.push(Part::Written(text));
        }
    }

    fn inserted(&mut self, text: &'a str) {
        self.substituted = true;
        if text.contains(['*', '?']) {
            self.caveats.push(Caveat::WildcardInVariable);
        }
        self.literal(text);
    }

    fn literal(&mut self, text: &'a str) {
        if let Ok(parts) = &mut self.parts {
            parts.push(Part::Inserted(text));
        }
    }

    fn insert(&mut self, variable: &Variable<'a>, context: &'a Context<'_>) {
        if let "*" | "?" | "$" = variable.name {
            self.caveats.push(Caveat::LiteralVariable);
            return self.literal(variable.name);
        }
        if !variable.usual {
            self.caveats.push(Caveat::VariableBlanks);
        }
        match context.get(variable.name) {
            Some(entry) if entry.multivalued => self.no_value(variable.name, true, false),
            Some(entry) => {
                if entry.key != variable.name {
                    self.caveats.push(Caveat::VariableCase);
                }
                self.inserted(entry.values.first().map_or("", String::as_str));
            }
            None => {
                let unsaid = context.unsaid(variable.name).is_some();
                self.caveats.push(if unsaid {
                    Caveat::VariableUnsaid
                } else {
                    Caveat::VariableAbsent
                });
                match variable.default {
                    Some(default) => self.inserted(default),
                    None => self.no_value(variable.name, false, unsaid),
                }
            }
        }
    }

    fn no_value(&mut self, key: &str, multivalued: bool, unsaid: bool) {
        if self.parts.is_ok() {
            self.parts = Err(NoValue {
                key: key.to_owned(),
                multivalued,
                unsaid,
            });
        }
    }

    /// The text after filling in.
    pub(super) fn text(&self) -> Option<Cow<'a, str>> {
        Some(match self.parts.as_ref().ok()?.as_slice() {
            [] => "".into(),
            [only] => only.text().into(),
            parts => parts.iter().map(|part| part.text()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str, version: Version) -> Option<String> {
        let mut context = Context::new();
        context.insert("aws:username", vec!["ada".to_owned()], false);
        context.insert("aws:TagKeys", vec!["ada".to_owned()], true);
        resolve(text, &context, version).text().map(Cow::into_owned)
    }

    #[test]
    fn fills_in_what_is_a_variable_and_keeps_what_is_not() {
        for (text, wanted) in [
            ("${aws:username}", Some("ada")),
            ("a/${AWS:UserName}/${*}${?}${$}", Some("a/ada/*?$")),
            ("${aws:absent, 'nobody'}", Some("nobody")),
            ("${aws:absent,'nobody' }", Some("nobody")),
            ("${aws:absent}", None),
            ("${aws:TagKeys, 'ada'}", None),
            ("${", Some("${")),
            ("${}", Some("${}")),
            ("${a${aws:username}", Some("${aada")),
            ("${aws:absent, nobody}", Some("${aws:absent, nobody}")),
            ("$ {aws:username}", Some("$ {aws:username}")),
        ] {
            assert_eq!(filled(text, Version::V2012).as_deref(), wanted, "{text}");
            assert_eq!(filled(text, Version::V2008).as_deref(), Some(text), "{text}");
        }
    }
}
