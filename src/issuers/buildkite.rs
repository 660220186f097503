//! Buildkite (Buildkite docs, "OIDC in Buildkite Pipelines").

use super::{Claim, Facts, Kind, PublishedKeys, hidden, shown};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    let host = url.strip_prefix("agent.")?;
    let known = host == "buildkite.com"
        || [".buildkite.dev", ".buildkite.site"]
            .iter()
            .any(|end| host.strip_suffix(end).is_some_and(|name| !name.is_empty()));
    known.then_some(Facts {
        name: "Buildkite",
        kind: Kind::Buildkite,
        claims: &CLAIMS,
        shows_claims: true,
        built_in: false,
        keys: PublishedKeys::Path("/.well-known/jwks"),
        lifetime: Some(300),
        sub: Some("organization:ORG:pipeline:PIPELINE:ref:REF:commit:COMMIT:step:STEP"),
        aud: Some("https://buildkite.com/ORG"),
    })
}

const CLAIMS: [Claim; 17] = [
    shown("build_branch", "Branch of the build."),
    shown("cluster_id", "Id of the cluster."),
    shown("cluster_name", "Name of the cluster."),
    shown("organization_id", "Id of the organisation; it never changes."),
    shown("organization_slug", "Slug of the organisation."),
    shown("pipeline_id", "Id of the pipeline; it never changes."),
    shown("pipeline_slug", "Slug of the pipeline."),
    hidden("build_number", "Number of the build."),
    hidden("build_tag", "Tag of the build."),
    hidden("build_commit", "Commit of the build."),
    hidden("build_source", "What started the build."),
    hidden("step_key", "Key of the step."),
    hidden("job_id", "Id of the job."),
    hidden("agent_id", "Id of the agent that runs the job."),
    hidden("queue_key", "Key of the queue that the job ran in."),
    hidden(
        "runner_environment",
        "Whether the agent is Buildkite's own or self-hosted.",
    ),
    hidden(
        "build_creator_email",
        "Mail address of the person who started the build.",
    ),
];
