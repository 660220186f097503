/**
 * A workflow log, or a part of one: the inputs that the step was given, the token or the
 * claims if one was printed, and what STS answered.
 */
import type { Report } from "./contract.js";
import { piecesOf, tokensIn } from "./pieces.js";
import type { Field } from "./state.js";
import { strings } from "./strings.js";
import { secondsOf } from "./time.js";

type TextField = Exclude<Field, "providerChoice">;

/** What a log says that STS answered, and when its line was written; without a token it was never asked. */
export type LogAnswer =
  | { outcome: "accepted"; at?: number }
  | { outcome: "refused"; message: string; at?: number }
  | { outcome: "no-token" };

export interface WorkflowLog {
  /** A token, or claims as JSON. */
  token: string | undefined;
  fields: Partial<Record<TextField, string>>;
  region: string | undefined;
  audience: string | undefined;
  /** The step says itself how the session is called; otherwise it has the name that is usual. */
  isNamed: boolean;
  /** Inputs of which the log shows stars in place of the value. */
  masked: string[];
  answer: LogAnswer | undefined;
}

/** A line of a log without what is written before it, and the time that was. */
interface Line {
  text: string;
  at: number | undefined;
}

/** Undefined where the text is no log. Every part of it walks through the text once. */
export function readLog(text: string): WorkflowLog | undefined {
  const lines = linesOf(text);
  const texts = lines.map((line) => line.text);
  const answer = answerIn(lines);
  const inputs = inputsIn(texts);
  if (answer === undefined && inputs === undefined) return undefined;
  const given = inputs ?? {};
  const shown = (name: string) => {
    const value = given[name];
    return value === undefined || value === "" || isHidden(value) ? undefined : value;
  };
  const plain = texts.join("\n");
  return {
    token: tokensIn(plain).at(-1) ?? claimsIn(plain),
    fields: { ...(isFile(texts) ? {} : defaultsOf(given)), ...fieldsOf(shown) },
    region: shown("aws-region"),
    audience: shown("audience"),
    isNamed: given["role-session-name"] !== undefined,
    masked: Object.keys(given).filter((name) => given[name]?.includes("***") === true),
    answer,
  };
}

/** Without what stands before a line in a raw log and in that of `gh run view`, and without colours. */
export function plainLines(text: string): string {
  return linesOf(text)
    .map((line) => line.text)
    .join("\n");
}

function linesOf(text: string): Line[] {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cc}\[[\d;]*m/gu, "")
    .split("\n")
    .map((line) => stamped(line, 0) ?? afterNames(line) ?? { text: line, at: undefined });
}

/** `gh run view` writes the names of the job and the step first, with a tab after each. */
function afterNames(line: string): Line | undefined {
  const first = line.indexOf("\t");
  const second = first < 0 ? -1 : line.indexOf("\t", first + 1);
  return second < 0 ? undefined : stamped(line, second + 1);
}

const stamp = /^\uFEFF?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z ?/;
/** Characters that it has at most, and at least. */
const [longestStamp, shortestStamp] = [40, 20];

function stamped(line: string, from: number): Line | undefined {
  if (line.length - from < shortestStamp) return undefined;
  const found = stamp.exec(line.slice(from, from + longestStamp));
  if (found === null) return undefined;
  return { text: line.slice(from + found[0].length), at: secondsOf(`${found[1] ?? ""}Z`) };
}

// ------------------------------------------------------------------ the answer

/** What the action and the runner's toolkit say where the job was given no token. */
const tokenless = [
  "Did you mean to set the `id-token` permission",
  "Did you mean to set the id-token permission",
  "Unable to get ACTIONS_ID_TOKEN_REQUEST_URL",
  "Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/** No line that says anything of an answer has fewer characters. */
const shortestSaying = 30;

/** The last one counts: steps try again. */
function answerIn(lines: readonly Line[]): LogAnswer | undefined {
  let last: LogAnswer | undefined;
  let isTokenless = false;
  for (const { text, at } of lines) {
    if (text.length < shortestSaying) continue;
    const message = refusalIn(text);
    const moment = at === undefined ? {} : { at };
    if (message !== undefined && message !== "") last = { outcome: "refused", message, ...moment };
    else if (text.includes("Authenticated as assumedRoleId ")) last = { outcome: "accepted", ...moment };
    isTokenless ||= tokenless.some((said) => text.includes(said));
  }
  return last ?? (isTokenless ? { outcome: "no-token" } : undefined);
}

/** As configure-aws-credentials, the AWS CLI and the SDKs for Go and Java write it. */
function refusalIn(line: string): string | undefined {
  return (
    after(line, "Could not assume role with OIDC: ") ??
    ofCommandLine(after(line, "when calling the AssumeRoleWithWebIdentity operation")) ??
    ofSdk(after(line, "AssumeRoleWithWebIdentity, "))
  )?.trim();
}

function after(line: string, words: string): string | undefined {
  const at = line.lastIndexOf(words);
  return at < 0 ? undefined : line.slice(at + words.length);
}

/** `: …`, after the number of retries where there were some. */
function ofCommandLine(rest: string | undefined): string | undefined {
  const retried = rest?.startsWith(" (reached max retries: ") === true;
  const message = retried ? rest.slice(rest.indexOf(")") + 1) : rest;
  return message?.startsWith(": ") === true ? message.slice(2) : undefined;
}

/** `…, api error AccessDenied: …` */
function ofSdk(rest: string | undefined): string | undefined {
  const at = rest?.slice(0, 330).indexOf("api error ") ?? -1;
  if (rest === undefined || at < 0) return undefined;
  const error = rest.slice(at + "api error ".length);
  const colon = error.indexOf(": ");
  return colon > 0 && /^\w+$/.test(error.slice(0, colon)) ? error.slice(colon + 2) : undefined;
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

/** The inputs around the last `role-to-assume`, as the log's `with:` group or a workflow file has them. */
function inputsIn(lines: readonly string[]): Record<string, string> | undefined {
  const at = lines.findLastIndex(
    (line) => line.includes("role-to-assume:") && inputOf(line)?.name === "role-to-assume",
  );
  if (at < 0) return undefined;
  let from = at;
  while (isInput(lines[from - 1])) from -= 1;
  let to = at;
  while (isInput(lines[to + 1])) to += 1;
  return valuesIn(lines.slice(from, to + 1));
}

/** Names that begin another part of a workflow. */
const parts: ReadonlySet<string> = new Set(["with", "env", "uses", "run"]);

/** A name with its value, or a further line of a value. */
function isInput(line: string | undefined): boolean {
  if (line === undefined) return false;
  const name = inputOf(line)?.name;
  return name === undefined ? isFurtherArn(line) : !parts.has(name);
}

/** `name: value`, the value as it is written. */
function inputOf(line: string): { name: string; value: string } | undefined {
  const text = line.trim();
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon));
  const value = text.slice(colon + 1);
  if (!/^[a-z][a-z-]*$/.test(name) || name === "arn") return undefined;
  return value === "" || /^\s/.test(value) ? { name, value: value.trim() } : undefined;
}

function isFurtherArn(line: string): boolean {
  return line.trimStart().startsWith("arn:");
}

function valuesIn(lines: readonly string[]): Record<string, string> {
  const values = new Map<string, string[]>();
  let last: string[] = [];
  for (const line of lines) {
    const input = inputOf(line);
    if (input === undefined) last.push(line.trim());
    else values.set(input.name, (last = [bare(input.value)]));
  }
  return Object.fromEntries([...values].map(([name, lines]) => [name, lines.join("\n").trim()]));
}

/** Without YAML's quotes, comment and block sign. */
function bare(value: string): string {
  const quoted = quotedIn(value);
  if (quoted !== undefined) return quoted;
  const comment = commentStart(value);
  const text = (comment < 0 ? value : value.slice(0, comment)).trim();
  return ["|", ">", "|-", ">-"].includes(text) ? "" : text;
}

/** What stands in quotes, where nothing but a comment comes after it. */
function quotedIn(value: string): string | undefined {
  const quote = value.charAt(0);
  if (quote !== '"' && quote !== "'") return undefined;
  let end = value.indexOf(quote, 1);
  while (end > 0 && quote === '"' && value[end - 1] === "\\") end = value.indexOf(quote, end + 1);
  if (end < 0) return undefined;
  const rest = value.slice(end + 1).trim();
  return rest === "" || rest.startsWith("#") ? value.slice(1, end) : undefined;
}

/** A comment begins with its sign after a blank. */
function commentStart(value: string): number {
  let at = value.indexOf("#");
  while (at >= 0 && !/^\s$/.test(value.charAt(at - 1))) at = value.indexOf("#", at + 1);
  return at;
}

/** A workflow file, and no log: what it does not say may have been said elsewhere. */
function isFile(lines: readonly string[]): boolean {
  return lines.some((line) => {
    if (!line.includes("uses:")) return false;
    const text = line.trimStart();
    return (text.startsWith("-") ? text.slice(1).trimStart() : text).startsWith("uses:");
  });
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

/** The last object with an issuer that a debugging step printed. */
function claimsIn(text: string): string | undefined {
  return piecesOf(text)
    .filter(({ kind, text }) => kind === "json" && hasIssuer(text))
    .at(-1)?.text;
}

function hasIssuer(json: string): boolean {
  if (!json.includes('"iss"')) return false;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && "iss" in value;
  } catch {
    return false;
  }
}
