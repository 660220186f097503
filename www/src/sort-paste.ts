/** Which box a pasted text belongs in, whatever box it was pasted into. */
import type { Provider } from "./contract.js";
import type { Box } from "./state.js";
import { type WorkflowLog, compactJws, readLog } from "./workflow-log.js";

export type Sorted =
  { box: Box } | { provider: Provider } | { providers: readonly string[] } | { log: WorkflowLog };

/** A role in a template's YAML or in Terraform: it goes where it is said what to paste instead. */
const policyOfATool =
  /^[ \t]*(Type:[ \t]*['"]?AWS::IAM::Role|AssumeRolePolicyDocument:|(data|resource)\s+"aws_iam_|assume_role_policy\s*=)/m;

/** Where the text belongs; undefined where it does not say so itself. */
export function sort(text: string): Sorted | undefined {
  const trimmed = text.trim();
  const log = trimmed.startsWith("{") ? undefined : readLog(trimmed);
  if (log !== undefined) return { log };
  if (trimmed.startsWith("{") || trimmed.startsWith("[")) return sortJson(trimmed);
  if (/-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)-----/.test(trimmed)) return { box: "jwks" };
  if (policyOfATool.test(trimmed)) return { box: "trustPolicy" };
  if (compactJws.test(trimmed)) return { box: "token" };
  return undefined;
}

function sortJson(text: string): Sorted | undefined {
  const names = memberNames(text);
  const has = (...wanted: string[]) => wanted.some((name) => names.has(name));
  if (has("OpenIDConnectProviderList")) {
    const providers = providersIn(text);
    if (providers !== undefined) return { providers };
  }
  if (has("ClientIDList")) {
    const provider = providerIn(text);
    if (provider !== undefined) return { provider };
  }
  if (has("Statement", "AssumeRolePolicyDocument", "Resources")) return { box: "trustPolicy" };
  if (has("keys", "kty")) return { box: "jwks" };
  if (has("iss", "sub", "value", "payload")) return { box: "token" };
  return undefined;
}

/**
 * Names of members, found without parsing: a document with a comma missing is still a policy.
 * A text of any size is looked at only as far as such a name is to be expected.
 */
function memberNames(text: string): Set<string> {
  const found = text.slice(0, 20_000).matchAll(/"([A-Za-z]{3,32})"\s*:/g);
  return new Set([...found].map((match) => match[1] ?? ""));
}

/** The ARNs in the answer of `aws iam list-open-id-connect-providers`. */
function providersIn(text: string): string[] | undefined {
  try {
    const { OpenIDConnectProviderList: list } = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (!Array.isArray(list)) return undefined;
    return strings(list.map((entry: unknown) => (entry as { Arn?: unknown } | null)?.Arn));
  } catch {
    return undefined;
  }
}

/** The answer of `aws iam get-open-id-connect-provider`. */
function providerIn(text: string): Provider | undefined {
  try {
    const answer = JSON.parse(text) as Partial<Record<string, unknown>>;
    if (typeof answer["Url"] !== "string") return undefined;
    return {
      url: answer["Url"],
      clientIdList: strings(answer["ClientIDList"]),
      thumbprintList: strings(answer["ThumbprintList"]),
    };
  } catch {
    return undefined;
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
