//! GitLab CI/CD (GitLab docs, "OpenID Connect ID tokens").

use super::{Claim, Facts, Kind, PublishedKeys, hidden, shown};

/// gitlab.com by its name; a host of its own by the label that most of them have.
pub(super) fn recognise(url: &str) -> Option<Facts> {
    let saas = url == "gitlab.com";
    let own = url.starts_with("gitlab.") && !url.contains('/');
    (saas || own).then_some(Facts {
        name: if saas {
            "GitLab CI/CD"
        } else {
            "GitLab CI/CD (self-managed)"
        },
        kind: Kind::GitLab,
        claims: &CLAIMS,
        shows_claims: saas,
        built_in: false,
        keys: PublishedKeys::Path("/oauth/discovery/keys"),
        // As long as the job's timeout, an hour unless the project changes it.
        lifetime: Some(3600),
        sub: Some("project_path:GROUP/PROJECT:ref_type:branch:ref:NAME"),
        aud: None,
    })
}

const CLAIMS: [Claim; 28] = [
    shown("namespace_id", "Id of the group or user that the project belongs to."),
    shown(
        "pipeline_source",
        "What started the pipeline, e.g. push or merge_request_event.",
    ),
    shown("project_id", "Id of the project; it never changes."),
    shown(
        "ref_protected",
        "Whether the ref is protected, as the string true or false.",
    ),
    shown(
        "runner_environment",
        "Whether the runner is GitLab's own or self-hosted.",
    ),
    shown("user_access_level", "Role of the user in the project."),
    shown("user_email", "Mail address of the user who runs the job."),
    shown("user_id", "Id of the user who runs the job."),
    shown("user_login", "Login of the user who runs the job."),
    hidden(
        "namespace_path",
        "Path of the group or user that the project belongs to.",
    ),
    hidden("project_path", "Path of the project with its groups."),
    hidden("pipeline_id", "Id of the pipeline."),
    hidden("job_id", "Id of the job."),
    hidden("ref", "Branch or tag that the job runs for."),
    hidden("ref_type", "Whether the ref is a branch or a tag."),
    hidden("ref_path", "Full Git ref that the job runs for."),
    hidden(
        "environment",
        "Environment of the job; present only if the job names one.",
    ),
    hidden("environment_protected", "Whether the environment is protected."),
    hidden("deployment_tier", "Tier of the environment."),
    hidden("environment_action", "What the job does to the environment."),
    hidden("groups_direct", "Paths of the groups that the user is directly in."),
    hidden("runner_id", "Id of the runner."),
    hidden("sha", "Commit that the job runs on."),
    hidden("ci_config_ref_uri", "File that defines the pipeline, with its ref."),
    hidden("ci_config_sha", "Commit of the file that defines the pipeline."),
    hidden(
        "project_visibility",
        "Who sees the project: public, internal or private.",
    ),
    hidden("user_identities", "The user's identities at other services."),
    hidden("job_project_path", "Path of the project that the job belongs to."),
];
