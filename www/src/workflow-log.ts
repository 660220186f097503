/**
 * A workflow log, or a part of one: the inputs that the step was given, the token or the
 * claims if one was printed, and what STS answered.
 */
import type { Report } from "./contract.js";
import type { Field } from "./state.js";
import { strings } from "./strings.js";

type TextField = Exclude<Field, "providerChoice">;

/** What a log says that STS answered; without a token it was never asked. */
export type LogAnswer =
  { outcome: "accepted" } | { outcome: "refused"; message: string } | { outcome: "no-token" };

export interface WorkflowLog {
  /** A token, or claims as JSON. */
  token: string | undefined;
  fields: Partial<Record<TextField, string>>;
  region: string | undefined;
  audience: string | undefined;
  /** Inputs of which the log shows stars in place of the value. */
  masked: string[];
  answer: LogAnswer | undefined;
}

/** Three base64url segments of which the first two encode an object. */
export const compactJws = /(^|[^A-Za-z0-9_-])(ey[A-Za-z0-9_-]+\.ey[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)/;

/** Undefined where the text is no log. */
export function readLog(text: string): WorkflowLog | undefined {
  const plain = plainLines(text);
  const answer = answerIn(plain);
  const inputs = inputsIn(plain.split("\n"));
  if (answer === undefined && inputs === undefined) return undefined;
  const given = inputs ?? {};
  const shown = (name: string) => {
    const value = given[name];
    return value === undefined || value === "" || isHidden(value) ? undefined : value;
  };
  return {
    token: compactJws.exec(plain)?.[2] ?? claimsIn(plain),
    fields: { ...defaultsOf(given), ...fieldsOf(shown) },
    region: shown("aws-region"),
    audience: shown("audience"),
    masked: Object.keys(given).filter((name) => given[name]?.includes("***") === true),
    answer,
  };
}

/** Without what stands before a line in a raw log and in that of `gh run view`, and without colours. */
function plainLines(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}\[[\d;]*m/gu, "")
    .replace(/^(?:[^\t\n]*\t[^\t\n]*\t)?\uFEFF?(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)?/gm, "");
}

// ------------------------------------------------------------------ the answer

/** As configure-aws-credentials, the AWS CLI and the SDKs for Go and Java write it. */
const refusals = [
  /Could not assume role with OIDC: (.+)/g,
  /An error occurred \(\w+\) when calling the AssumeRoleWithWebIdentity operation(?: \(reached max retries: \d+\))?: (.+)/g,
  /AssumeRoleWithWebIdentity, .{0,300}?api error \w+: (.+)/g,
];

/** What the action and the runner's toolkit say where the job was given no token. */
const tokenless =
  /Did you mean to set the `?id-token`? permission|Unable to get ACTIONS_ID_TOKEN_REQUEST_(URL|TOKEN)/;

/** The last one counts: steps try again. */
function answerIn(text: string): LogAnswer | undefined {
  const found = refusals.flatMap((refusal) => [...text.matchAll(refusal)]);
  const last = found.sort((one, other) => one.index - other.index).at(-1);
  const accepted = text.lastIndexOf("Authenticated as assumedRoleId ");
  if (accepted > (last?.index ?? -1)) return { outcome: "accepted" };
  const message = last?.[1]?.trim();
  if (message !== undefined) return { outcome: "refused", message };
  return tokenless.test(text) ? { outcome: "no-token" } : undefined;
}

/** How what a log says goes with what was worked out here. */
export function compare(answer: LogAnswer, { verdict }: Report): "same" | "other" {
  if (answer.outcome === "no-token") return "other";
  if (answer.outcome === "accepted") return verdict.outcome === "accepted" ? "same" : "other";
  const { error } = verdict;
  const known = error === undefined ? [] : [error.message, ...(error.variants ?? [])];
  return known.some((message) => message.trim() === answer.message) ? "same" : "other";
}

/** What a log says, in a few words. */
export function saidIn(answer: LogAnswer): string {
  const { accepted, noToken } = strings.answer.fromLog;
  switch (answer.outcome) {
    case "accepted":
      return accepted;
    case "refused":
      return answer.message;
    case "no-token":
      return noToken;
  }
}

/** What STS found, by how its texts begin: where another answer was worked out here, it is looked for there. */
export type Cause = "provider" | "thumbprint" | "audience" | "keys" | "time" | "trust" | "unknown";

const causes: readonly [RegExp, Cause][] = [
  [/^No OpenIDConnect provider found/, "provider"],
  [/thumbprint/, "thumbprint"],
  [/^(Incorrect token audience|The web identity token provided could not be validated)/, "audience"],
  [/^Couldn't retrieve verification key/, "keys"],
  [/^(Token expired|Token issued in the future|Token not yet valid)/, "time"],
  [/^Not authorized to perform sts:AssumeRoleWithWebIdentity/, "trust"],
];

export function causeOf(answer: LogAnswer): Cause {
  if (answer.outcome !== "refused") return "unknown";
  return causes.find(([text]) => text.test(answer.message))?.[1] ?? "unknown";
}

// ------------------------------------------------------------------ the inputs

const named = /^\s*([a-z][a-z-]*):(?:\s+(.*))?$/;

/** The inputs around the last `role-to-assume`, as the log's `with:` group or a workflow file has them. */
function inputsIn(lines: readonly string[]): Record<string, string> | undefined {
  const at = lines.findLastIndex((line) => /^\s*role-to-assume:/.test(line));
  if (at < 0) return undefined;
  const inGroup = (line: string | undefined) =>
    line !== undefined && line.trim() !== "" && !/^\s*(with|env|uses|run|- .*):?/.test(line) && isInput(line);
  let from = at;
  while (inGroup(lines[from - 1])) from -= 1;
  let to = at;
  while (inGroup(lines[to + 1])) to += 1;
  return valuesIn(lines.slice(from, to + 1));
}

/** A name with its value, or a further line of a value. */
function isInput(line: string): boolean {
  return named.test(line) || /^\s*arn:/.test(line);
}

function valuesIn(lines: readonly string[]): Record<string, string> {
  const values = new Map<string, string>();
  let last = "";
  for (const line of lines) {
    const [, name, value = ""] = /^\s*arn:/.test(line) ? [] : (named.exec(line) ?? []);
    if (name === undefined) values.set(last, `${values.get(last) ?? ""}\n${line.trim()}`.trim());
    else values.set((last = name), bare(value));
  }
  return Object.fromEntries(values);
}

/** Without YAML's quotes, comment and block sign. */
function bare(value: string): string {
  const quoted = /^(["'])(.*)\1\s*(#.*)?$/.exec(value.trim());
  if (quoted !== null) return quoted[2] ?? "";
  return value
    .replace(/\s#.*$/, "")
    .replace(/^[|>]-?$/, "")
    .trim();
}

/** A secret that GitHub masked, or an expression that a workflow file has not worked out. */
function isHidden(value: string): boolean {
  return value.includes("***") || value.includes("${{");
}

/** The name that configure-aws-credentials gives a session for which it was told none. */
const usualSessionName = "GitHubActions";

function defaultsOf(given: Record<string, string>): WorkflowLog["fields"] {
  const named = given["role-to-assume"] === undefined || given["role-session-name"] !== undefined;
  return named ? {} : { roleSessionName: usualSessionName };
}

function fieldsOf(shown: (name: string) => string | undefined): WorkflowLog["fields"] {
  const role = shown("role-to-assume");
  const fields: [TextField, string | undefined][] = [
    ["roleArn", role?.startsWith("arn:") === true ? role : undefined],
    ["roleSessionName", shown("role-session-name")],
    ["durationSeconds", shown("role-duration-seconds")],
    ["sessionPolicy", shown("inline-session-policy")],
    ["policyArns", shown("managed-session-policies")],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

// ------------------------------------------------------------------ the claims

/** An object with `iss` that a debugging step printed, with at most so many braces in it. */
const mostBraces = 24;

function claimsIn(text: string): string | undefined {
  const iss = text.search(/"iss"\s*:/);
  let start = iss;
  for (let tries = 0; tries < mostBraces; tries += 1) {
    start = start < 1 ? -1 : text.lastIndexOf("{", start - 1);
    if (start < 0) return undefined;
    const claims = objectAt(text.slice(start, start + 20_000));
    if (claims !== undefined) return claims;
  }
  return undefined;
}

/** The object that the text begins with, if it has an issuer. */
function objectAt(text: string): string | undefined {
  let end = text.indexOf("}");
  for (let tries = 0; tries < mostBraces && end >= 0; tries += 1) {
    const object = text.slice(0, end + 1);
    if (hasIssuer(object)) return object;
    end = text.indexOf("}", end + 1);
  }
  return undefined;
}

function hasIssuer(json: string): boolean {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && "iss" in value;
  } catch {
    return false;
  }
}
