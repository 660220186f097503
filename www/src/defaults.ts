/** What the role, the provider and the call are taken to be from what was pasted. */
import type { Report } from "./contract.js";
import type { Field } from "./state.js";

/** The audience that configure-aws-credentials asks for. */
const usualAudience = "sts.amazonaws.com";

/** What stands greyed in the fields until something else is written there. */
export function defaultsOf(trustPolicy: string, report: Report | undefined): Partial<Record<Field, string>> {
  const issuer = issuerOf(report) ?? "https://token.actions.githubusercontent.com";
  return {
    roleArn: roleIn(trustPolicy),
    maxSessionDuration: "3600",
    durationSeconds: "3600",
    roleSessionName: "GitHubActions",
    providerUrl: issuer,
    clientIdList: usualAudience,
    providerArn: `arn:aws:iam::${accountIn(trustPolicy) ?? "ACCOUNT"}:oidc-provider/${issuer.replace(/^https:\/\//, "")}`,
  };
}

/** As the token writes it, where it is an address. */
export function issuerOf(report: Report | undefined): string | undefined {
  const raw = report?.token.claims.find((claim) => claim.name === "iss")?.raw;
  return raw === undefined ? undefined : /^"(https?:\/\/[^"\\]+)"$/.exec(raw)?.[1];
}

/** The ARN of a `get-role` answer, else a role in the account that the policy speaks of. */
function roleIn(policy: string): string {
  const arn = /"Arn"\s*:\s*"(arn:aws[a-z-]*:iam::\d{12}:role\/[^"\\]+)"/.exec(begin(policy))?.[1];
  return arn ?? `arn:aws:iam::${accountIn(policy) ?? "ACCOUNT"}:role/role`;
}

function accountIn(policy: string): string | undefined {
  return /:iam::(\d{12}):oidc-provider\//.exec(begin(policy))?.[1];
}

function begin(text: string): string {
  return text.slice(0, 20_000);
}
