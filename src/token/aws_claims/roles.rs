//! The roles claim, by which an issuer says which roles a token may assume.

use super::{ROLES, is_name_character};
use crate::text::json::Kind;
use crate::token::Part;

/// The roles claim (`https://aws.amazon.com/roles`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RolesClaim {
    /// There is none, or it is `null`, which was observed to be the same.
    Absent,
    /// It is neither a string nor an array.
    Unsupported {
        /// What it is, with an article.
        found: &'static str,
    },
    /// Role ARNs, separated by semicolons in a string, or the elements of an array.
    Roles {
        /// Those that are well-formed role ARNs, in order.
        valid: Vec<String>,
        /// The others, as written; STS passes over them. Empty entries are not listed.
        skipped: Vec<String>,
    },
}

/// The roles that the claims allow. Observed on real STS: entries of a string are
/// trimmed, empty ones do not count, and what is no well-formed role ARN, a wildcard or
/// an ARN in capitals among them, is passed over.
#[must_use]
pub fn roles(claims: &Part) -> RolesClaim {
    let Some(value) = claims.get(ROLES) else {
        return RolesClaim::Absent;
    };
    let (mut valid, mut skipped) = (Vec::new(), Vec::new());
    let mut candidate = |text: &str| {
        let entry = text.trim();
        if is_role_arn(entry) {
            valid.push(entry.to_owned());
        } else if !entry.is_empty() {
            skipped.push(entry.to_owned());
        }
    };
    match &value.kind {
        Kind::Null => return RolesClaim::Absent,
        Kind::String(text) => text.split(';').for_each(&mut candidate),
        Kind::Array(elements) => {
            for element in elements {
                candidate(element.as_str().unwrap_or(claims.raw(element)));
            }
        }
        other => return RolesClaim::Unsupported { found: other.name() },
    }
    RolesClaim::Roles { valid, skipped }
}

/// Whether a text is the ARN of one role: partition, twelve digits, path and name
/// (IAM user guide, "IAM identifiers").
#[must_use]
pub fn is_role_arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let is_partition = |partition: &str| {
        partition.split('-').enumerate().all(|(index, word)| match index {
            0 => word == "aws",
            _ => !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()),
        })
    };
    if next() != "arn" || !is_partition(next()) || next() != "iam" || !next().is_empty() {
        return false;
    }
    let account = next();
    if account.len() != 12 || !account.bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let Some((path, name)) = next()
        .strip_prefix("role/")
        .map(|rest| rest.rsplit_once('/').unwrap_or(("", rest)))
    else {
        return false;
    };
    let is_name = !name.is_empty() && name.len() <= 64 && name.chars().all(is_name_character);
    // IAM allows any printable character in a path, but STS was seen to take two ARNs
    // with a comma between for none, not for one with an odd path.
    let in_path = |byte: u8| matches!(byte, b'!'..=b'~') && !matches!(byte, b'*' | b'?' | b':');
    let is_path = path.len() <= 510 && path.bytes().all(in_path);
    is_name && is_path
}
