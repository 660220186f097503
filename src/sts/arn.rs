//! ARNs of roles and of OIDC providers.

use std::fmt;

/// ARN of an IAM role, `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleArn {
    /// `aws`, `aws-cn`, `aws-us-gov`, …
    pub partition: String,
    /// Twelve digits.
    pub account: String,
    /// Between `role` and the name: `/` or `/a/b/`.
    pub path: String,
    /// The role's name.
    pub name: String,
}

impl RoleArn {
    /// Reads an ARN.
    #[must_use]
    pub fn parse(arn: &str) -> Option<Self> {
        let (partition, account, resource) = iam_arn(arn)?;
        let path_and_name = resource.strip_prefix("role")?;
        let slash = path_and_name.rfind('/')?;
        let (path, name) = path_and_name.split_at_checked(slash + 1)?;
        let in_name = |next: char| next.is_ascii_alphanumeric() || "_+=,.@-".contains(next);
        let fits = !name.is_empty()
            && name.chars().all(in_name)
            && path.starts_with('/')
            && path.chars().all(|next| matches!(next, '\u{21}'..='\u{7e}'));
        fits.then(|| Self {
            partition: partition.to_owned(),
            account: account.to_owned(),
            path: path.to_owned(),
            name: name.to_owned(),
        })
    }

    /// ARN of the session that STS makes of it; the path of the role is not in it.
    #[must_use]
    pub fn session(&self, session_name: &str) -> String {
        let Self {
            partition,
            account,
            name,
            ..
        } = self;
        format!("arn:{partition}:sts::{account}:assumed-role/{name}/{session_name}")
    }

    /// ARN of the OIDC provider that STS looks for, in this role's account.
    ///
    /// `issuer` is without `https://`, with path and trailing slash as in the token.
    #[must_use]
    pub fn provider(&self, issuer: &str) -> ProviderArn {
        ProviderArn {
            partition: self.partition.clone(),
            account: self.account.clone(),
            issuer: issuer.to_owned(),
        }
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            account,
            path,
            name,
        } = self;
        write!(f, "arn:{partition}:iam::{account}:role{path}{name}")
    }
}

/// ARN of an IAM OIDC provider, `arn:PARTITION:iam::ACCOUNT:oidc-provider/ISSUER`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderArn {
    /// `aws`, `aws-cn`, `aws-us-gov`, …
    pub partition: String,
    /// Twelve digits.
    pub account: String,
    /// The issuer without `https://`.
    pub issuer: String,
}

impl ProviderArn {
    /// Reads an ARN.
    #[must_use]
    pub fn parse(arn: &str) -> Option<Self> {
        let (partition, account, resource) = iam_arn(arn)?;
        let issuer = resource.strip_prefix("oidc-provider/")?;
        (!issuer.is_empty()).then(|| Self {
            partition: partition.to_owned(),
            account: account.to_owned(),
            issuer: issuer.to_owned(),
        })
    }
}

impl fmt::Display for ProviderArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            account,
            issuer,
        } = self;
        write!(f, "arn:{partition}:iam::{account}:oidc-provider/{issuer}")
    }
}

/// Partition, account and resource of an ARN of IAM.
fn iam_arn(arn: &str) -> Option<(&str, &str, &str)> {
    let mut parts = arn.splitn(6, ':');
    let (Some("arn"), Some(partition), Some("iam"), Some(""), Some(account), Some(resource)) = (
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
        parts.next(),
    ) else {
        return None;
    };
    let fits =
        partition.starts_with("aws") && account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    fits.then_some((partition, account, resource))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_keeps_its_path_and_a_session_drops_it() {
        let arn = "arn:aws-cn:iam::111122223333:role/ci/deploy/app";
        let role = RoleArn::parse(arn).unwrap();
        assert_eq!((role.path.as_str(), role.name.as_str()), ("/ci/deploy/", "app"));
        assert_eq!(role.to_string(), arn);
        assert_eq!(role.session("s"), "arn:aws-cn:sts::111122223333:assumed-role/app/s");
    }

    #[test]
    fn what_is_no_role() {
        for arn in [
            "",
            "arn:aws:iam::111122223333:role",
            "arn:aws:iam::111122223333:role/",
            "arn:aws:iam::111122223333:user/a",
            "arn:aws:iam::1111:role/a",
            "ARN:AWS:IAM::111122223333:ROLE/A",
            "arn:aws:iam::111122223333:role/a*",
            "arn:aws:sts::111122223333:assumed-role/a/s",
        ] {
            assert_eq!(RoleArn::parse(arn), None, "{arn}");
        }
    }
}
