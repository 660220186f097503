//! Other services that run jobs and issue tokens for them.

use super::{Claim, Facts, PublishedKeys, hidden};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    let known = match (host, path) {
        ("app.terraform.io", "") => Facts {
            sub: Some("organization:ORG:project:PROJECT:workspace:WORKSPACE:run_phase:PHASE"),
            aud: Some("aws.workload.identity"),
            keys: PublishedKeys::Path("/.well-known/jwks"),
            ..Facts::named("HCP Terraform", &TERRAFORM)
        },
        ("api.bitbucket.org", path) if path.ends_with("/pipelines-config/identity/oidc") => Facts {
            sub: Some("{REPOSITORY}:{ENVIRONMENT}:{STEP}"),
            aud: Some("ari:cloud:bitbucket::workspace/WORKSPACE"),
            keys: PublishedKeys::Path("/keys.json"),
            ..Facts::named("Bitbucket Pipelines", &BITBUCKET)
        },
        ("vstoken.dev.azure.com", path) if !path.is_empty() => Facts {
            sub: Some("sc://ORG/PROJECT/CONNECTION"),
            aud: Some("api://AzureADTokenExchange"),
            lifetime: Some(300),
            ..Facts::named("Azure DevOps", &AZURE_DEVOPS)
        },
        ("vstoken.actions.githubusercontent.com", "") => Facts::named(
            "GitHub Actions (its issuer of 2021, replaced by token.actions.githubusercontent.com)",
            &[],
        ),
        (_, "api/actions") => Facts::named("Forgejo Actions", &[]),
        ("oidc.codefresh.io", "") => Facts::named("Codefresh", &[]),
        ("scalr.io", "") => Facts::named("Scalr", &[]),
        ("proidc.upbound.io", "") => Facts::named("Upbound", &[]),
        ("oidc.vercel.com", _) => Facts::named("Vercel", &VERCEL),
        ("api.pulumi.com", "oidc") => Facts {
            aud: Some("aws:ORG"),
            ..Facts::named("Pulumi Cloud", &[])
        },
        ("studio.datachain.ai", "api") => Facts::named("DataChain Studio", &[]),
        ("tokens.cloud.shisho.dev", "") => Facts::named("Shisho Cloud", &[]),
        ("sandboxes.cloud", "") => Facts::named("Crafting Sandboxes", &[]),
        (host, _) if host.ends_with(".app.spacelift.io") => Facts::named("Spacelift", &[]),
        _ => return None,
    };
    Some(known)
}

const TERRAFORM: [Claim; 8] = [
    hidden("terraform_organization_id", "Id of the organisation."),
    hidden("terraform_organization_name", "Name of the organisation."),
    hidden("terraform_project_id", "Id of the project."),
    hidden("terraform_project_name", "Name of the project."),
    hidden("terraform_workspace_id", "Id of the workspace."),
    hidden("terraform_workspace_name", "Name of the workspace."),
    hidden("terraform_run_id", "Id of the run."),
    hidden("terraform_run_phase", "Whether the run plans or applies."),
];

const BITBUCKET: [Claim; 7] = [
    hidden("workspaceUuid", "Id of the workspace."),
    hidden("repositoryUuid", "Id of the repository."),
    hidden("pipelineUuid", "Id of the pipeline."),
    hidden("stepUuid", "Id of the step; another in every run."),
    hidden("deploymentEnvironmentUuid", "Id of the deployment environment."),
    hidden("branchName", "Branch that the step runs for."),
    hidden("pipelineRunUuid", "Id of the run."),
];

const AZURE_DEVOPS: [Claim; 6] = [
    hidden("org_id", "Id of the organisation."),
    hidden("prj_id", "Id of the project."),
    hidden("def_id", "Id of the pipeline."),
    hidden("rpo_id", "Id of the repository."),
    hidden("rpo_ref", "Git ref that the run is on."),
    hidden("run_id", "Id of the run."),
];

const VERCEL: [Claim; 6] = [
    hidden("owner", "Slug of the team."),
    hidden("owner_id", "Id of the team."),
    hidden("project", "Name of the project."),
    hidden("project_id", "Id of the project."),
    hidden("environment", "Environment of the deployment."),
    hidden("user_id", "Id of the person, in development."),
];
