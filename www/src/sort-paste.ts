/** Which box a pasted text belongs in, whatever box it was pasted into, and what several things in one text are. */
import type { Provider } from "./contract.js";
import { type Piece, piecesOf, restOf, tokensIn } from "./pieces.js";
import type { Box } from "./state.js";
import { type WorkflowLog, plainLines, readLog } from "./workflow-log.js";

export type Sorted =
  { box: Box } | { provider: Provider } | { providers: readonly string[] } | { log: WorkflowLog };

/** Of which a paste may hold more than one. */
export type Kind = "token" | "claims" | "jwks" | "trustPolicy";

/** Everything that a paste holds. */
export interface Sorting {
  texts: Partial<Record<Box, string>>;
  /** What stands in the token's box is claims without a signature. */
  claims: boolean;
  provider: Provider | undefined;
  providers: readonly string[] | undefined;
  log: WorkflowLog | undefined;
  /** What there is more than one of, and not the same: the last one counts, as in a log that tries again. */
  repeated: Kind[];
  /** What was not understood, each as it begins. */
  unknown: string[];
}

/** A role in a template's YAML or in Terraform: it goes where it is said what to paste instead. */
const policyOfATool =
  /^[ \t]*(Type:[ \t]*['"]?AWS::IAM::Role|AssumeRolePolicyDocument:|(data|resource)[ \t]+"aws_iam_|assume_role_policy[ \t]*=)/m;

/** Where a text that is one thing belongs; undefined where it does not say so itself. */
export function sort(text: string): Sorted | undefined {
  const trimmed = text.trim();
  const isJson = trimmed.startsWith("{") || trimmed.startsWith("[");
  const log = isJson ? undefined : readLog(trimmed);
  if (log !== undefined) return { log };
  if (isJson) return sortJson(trimmed);
  if (/-----BEGIN (RSA )?(PUBLIC KEY|CERTIFICATE)-----/.test(trimmed)) return { box: "jwks" };
  if (policyOfATool.test(trimmed)) return { box: "trustPolicy" };
  if (tokensIn(trimmed).length > 0) return { box: "token" };
  return undefined;
}

/** All that a text holds; undefined where nothing in it says what it is. */
export function sortAll(text: string): Sorting | undefined {
  const plain = plainLines(text.trim());
  const pieces = piecesOf(plain);
  if (isOneThing(plain, pieces)) return ofOneThing(text);
  const log = readLog(text.trim());
  if (log === undefined && pieces.length < 2) return ofOneThing(text);
  return ofPieces(plain, pieces, log);
}

const nothing: Sorting = {
  texts: {},
  claims: false,
  provider: undefined,
  providers: undefined,
  log: undefined,
  repeated: [],
  unknown: [],
};

/** One document, be it ever so broken, with nothing around it. */
function isOneThing(plain: string, [piece, ...others]: readonly Piece[]): boolean {
  if (piece?.kind !== "json" || piece.start > 0) return false;
  return piece.end === plain.length || (!piece.whole && others.length === 0);
}

function ofOneThing(text: string): Sorting | undefined {
  const sorted = sort(text);
  if (sorted === undefined) return undefined;
  if (!("box" in sorted)) return { ...nothing, ...sorted };
  const isClaims = sorted.box === "token" && memberNames(text).has("iss");
  return { ...nothing, texts: { [sorted.box]: text }, claims: isClaims };
}

// ------------------------------------------------------- several things in one

function ofPieces(
  plain: string,
  pieces: readonly Piece[],
  log: WorkflowLog | undefined,
): Sorting | undefined {
  const found = new Found();
  const sessionPolicy = log?.fields.sessionPolicy;
  for (const piece of pieces) {
    const isInput = sessionPolicy?.includes(piece.text) === true || isSessionPolicy(plain, piece);
    if (!isInput) found.add(piece);
  }
  // What else is in a log is the log's; what it has no room for is named all the same.
  const rest = log === undefined ? restOf(plain, pieces) : "";
  const isTool = log !== undefined && policyOfATool.test(plain) && found.texts.trustPolicy === undefined;
  const sorting = found.sorting(log, [
    ...(rest === "" ? [] : [rest]),
    ...(isTool ? [policyOfATool.exec(plain)?.[0] ?? ""] : []),
  ]);
  const { texts, provider, providers } = sorting;
  const isNothing = Object.keys(texts).length === 0 && provider === undefined && providers === undefined;
  return isNothing && log === undefined ? undefined : sorting;
}

/** It stands where a step was given it, and is an input of the call. */
function isSessionPolicy(plain: string, { start }: Piece): boolean {
  const before = plain.slice(Math.max(0, start - 60), start).trimEnd();
  return /inline-session-policy:[ |>'"-]*$/.test(before);
}

/** Collects pieces: the last of each kind, and of which kinds there were others. */
class Found {
  readonly texts: Partial<Record<Box, string>> = {};
  private readonly repeated = new Set<Kind>();
  private readonly unknown: string[] = [];
  private token: string | undefined;
  private claims: string | undefined;
  private provider: Provider | undefined;
  private providers: readonly string[] | undefined;

  add(piece: Piece) {
    switch (piece.kind) {
      case "token":
        this.addToken(piece.text);
        break;
      case "pem":
        this.addText("jwks", piece.text);
        break;
      case "json":
        this.addJson(piece.text);
    }
  }

  private addToken(token: string) {
    if (this.token !== undefined && this.token !== token) this.repeated.add("token");
    this.token = token;
  }

  private addText(box: "jwks" | "trustPolicy", text: string) {
    if (this.texts[box] !== undefined && this.texts[box] !== text) this.repeated.add(box);
    this.texts[box] = text;
  }

  private addJson(text: string) {
    const names = memberNames(text);
    const sorted = sortJson(text);
    if (sorted !== undefined && "provider" in sorted) this.provider = sorted.provider;
    else if (sorted !== undefined && "providers" in sorted) this.providers = sorted.providers;
    else if (isTrustPolicy(names)) this.addText("trustPolicy", text);
    else if (names.has("kty")) this.addText("jwks", text);
    else if (names.has("iss")) this.addClaims(text);
    else this.addOther(text, names);
  }

  private addClaims(text: string) {
    if (this.claims !== undefined && !isSameJson(this.claims, text)) this.repeated.add("claims");
    this.claims = text;
  }

  /** The answer with a token in it is that token. */
  private addOther(text: string, names: ReadonlySet<string>) {
    const tokens = tokensIn(text);
    for (const token of tokens) this.addToken(token);
    if (tokens.length === 0 && names.size > 0) this.unknown.push(text);
  }

  sorting(log: WorkflowLog | undefined, others: readonly string[]): Sorting {
    const { token, claims, texts, provider, providers } = this;
    // Claims beside their token say the same again.
    if (token !== undefined && claims !== undefined && !isSameJson(payloadOf(token), claims)) {
      this.repeated.add("claims");
    }
    const text = token ?? claims;
    return {
      texts: { ...(text === undefined ? {} : { token: text }), ...texts },
      claims: token === undefined && claims !== undefined,
      provider,
      providers,
      log,
      repeated: [...this.repeated],
      unknown: [...this.unknown, ...others],
    };
  }
}

/** A policy with a principal, or the answer or the template that one stands in; others are for what a role may do. */
function isTrustPolicy(names: ReadonlySet<string>): boolean {
  if (names.has("AssumeRolePolicyDocument") || names.has("Resources")) return true;
  return names.has("Statement") && (names.has("Principal") || names.has("NotPrincipal"));
}

function payloadOf(token: string): string {
  try {
    const segment = token.split(".")[1] ?? "";
    const binary = atob(segment.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder().decode(Uint8Array.from(binary, (byte) => byte.charCodeAt(0)));
  } catch {
    return "";
  }
}

function isSameJson(one: string, other: string): boolean {
  const [first, second] = [parsed(one), parsed(other)];
  return first === undefined ? one === other : JSON.stringify(first) === JSON.stringify(second);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// ------------------------------------------------------------------ one document

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
  const found = text.slice(0, 20_000).matchAll(/"([A-Za-z]{3,32})"[ \t\r\n]{0,20}:/g);
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
