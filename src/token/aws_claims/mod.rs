//! The claims in AWS's own namespace: session tags, source identity and roles.
//!
//! Sources: IAM user guide, "Pass session tags in AWS STS" and "Monitor and control
//! actions taken with assumed roles"; what is marked observed was seen on real STS on
//! 2026-09-11.

mod roles;
mod source_identity;
mod tags;

pub use roles::{RolesClaim, is_role_arn, roles};
pub use source_identity::{SourceIdentityFault, source_identity};
pub use tags::{SessionTags, TagsFault, session_tags};

const TAGS: &str = "https://aws.amazon.com/tags";
const FLAT_TAGS: &str = "https://aws.amazon.com/tags/principal_tags/";
const FLAT_TRANSITIVE: &str = "https://aws.amazon.com/tags/transitive_tag_keys";
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";
const ROLES: &str = "https://aws.amazon.com/roles";

/// What a claim in AWS's namespace is for.
pub(super) fn meaning(claim: &str) -> Option<&'static str> {
    Some(match claim {
        TAGS => "Session tags that the issuer asks AWS to set.",
        FLAT_TRANSITIVE => "Session tags that stay with the session when it assumes another role.",
        SOURCE_IDENTITY => "Who is behind the session; stays with it and with every role that it assumes.",
        ROLES => "The roles that this token may assume, by the issuer's word.",
        _ if claim.starts_with(FLAT_TAGS) => "A session tag that the issuer asks AWS to set.",
        _ => return None,
    })
}

/// The condition key under which policies see a claim in AWS's namespace.
pub(super) fn condition_key(claim: &str) -> Option<String> {
    Some(match claim {
        // One claim, a key for each tag in it, as the user guide writes the family.
        TAGS => "aws:RequestTag/${TagKey}".to_owned(),
        FLAT_TRANSITIVE => "sts:TransitiveTagKeys".to_owned(),
        SOURCE_IDENTITY => "sts:SourceIdentity".to_owned(),
        ROLES => "sts:RoleAuthorizedByIdp".to_owned(),
        _ => format!("aws:RequestTag/{}", claim.strip_prefix(FLAT_TAGS)?),
    })
}

/// `[\w+=,.@-]`, the characters of role names and source identities.
fn is_name_character(found: char) -> bool {
    found.is_ascii_alphanumeric() || "_+=,.@-".contains(found)
}
