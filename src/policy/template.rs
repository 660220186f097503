//! Values that a CloudFormation template fills in at deployment, read as far as they
//! are written: each unknown part as `${…}`, the notation of `Fn::Sub`.

use crate::text::json::{Kind, Value};

/// A template function, read as far as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Intrinsic {
    /// Its name, e.g. `Fn::Sub`.
    pub(super) name: String,
    /// What is known of its value.
    pub(super) text: Option<String>,
}

/// Reads a value as a template function, if it is one.
pub(super) fn intrinsic(value: &Value) -> Option<Intrinsic> {
    let (name, argument) = function(value)?;
    let text = match name {
        "Fn::Join" => join(argument),
        _ => simple(name, argument),
    };
    Some(Intrinsic {
        name: name.to_owned(),
        text,
    })
}

fn function(value: &Value) -> Option<(&str, &Value)> {
    match value.as_object()? {
        [only] if only.name == "Ref" || only.name.starts_with("Fn::") => Some((&only.name, &only.value)),
        _ => None,
    }
}

fn simple(name: &str, argument: &Value) -> Option<String> {
    let texts = || {
        argument
            .as_array()?
            .iter()
            .map(Value::as_str)
            .collect::<Option<Vec<_>>>()
    };
    match (name, &argument.kind) {
        ("Ref" | "Fn::GetAtt", Kind::String(target)) => Some(format!("${{{target}}}")),
        ("Fn::GetAtt", Kind::Array(_)) => Some(format!("${{{}}}", texts()?.join("."))),
        ("Fn::Sub", Kind::String(text)) => Some(text.clone()),
        ("Fn::Sub", Kind::Array(parts)) => Some(parts.first()?.as_str()?.to_owned()),
        _ => None,
    }
}

/// `["delimiter", ["part", {"Ref": "…"}, …]]`, each part one level deep.
fn join(argument: &Value) -> Option<String> {
    let [delimiter, parts] = argument.as_array()? else {
        return None;
    };
    let parts: Option<Vec<String>> = parts
        .as_array()?
        .iter()
        .map(|part| match function(part) {
            Some((name, argument)) => simple(name, argument),
            None => part.as_str().map(str::to_owned),
        })
        .collect();
    Some(parts?.join(delimiter.as_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::json;

    #[test]
    fn reads_what_is_written() {
        for (written, wanted) in [
            (
                r#"{"Fn::Sub": "arn:${AWS::Partition}:iam::1:x"}"#,
                Some("arn:${AWS::Partition}:iam::1:x"),
            ),
            (r#"{"Fn::Sub": ["a${B}", {"B": "c"}]}"#, Some("a${B}")),
            (r#"{"Ref": "Repo"}"#, Some("${Repo}")),
            (r#"{"Fn::GetAtt": ["Provider", "Arn"]}"#, Some("${Provider.Arn}")),
            (
                r#"{"Fn::Join": [":", ["repo", {"Ref": "Repo"}, "*"]]}"#,
                Some("repo:${Repo}:*"),
            ),
            (r#"{"Fn::If": ["A", "b", "c"]}"#, None),
        ] {
            let value = json::read(written).root.unwrap();
            assert_eq!(intrinsic(&value).unwrap().text.as_deref(), wanted, "{written}");
        }
        assert_eq!(intrinsic(&json::read(r#"{"AWS": "*"}"#).root.unwrap()), None);
    }
}
