/** What a host asks to be shown, read with distrust: what is not of its type is left out, by name. */
import { checkedAttempt } from "../../../pkg/src/attempt.js";
import type { Attempt, Provider, Request, Role } from "../contract.js";
import { type ValueName, isObject } from "./protocol.js";

export interface Shown {
  example?: string;
  trustPolicy?: string;
  jwks?: string;
  /** Claims of a token as JSON: no header, no signature. */
  claims?: string;
  provider?: Provider | null;
  role?: Role;
  request?: Request;
  context?: Record<string, string | string[]>;
  now?: number;
  theme?: "auto" | "light" | "dark";
  lang?: string;
  hide?: string[];
  readonly?: boolean;
}

export interface Reading {
  shown: Shown;
  /** Names of what was given and could not be taken. */
  refused: string[];
}

const readers: { [Name in keyof Shown]-?: (given: unknown) => Shown[Name] } = {
  example: word,
  trustPolicy: document,
  jwks: document,
  claims,
  provider: (given) => inAttempt("provider", given),
  role: (given) => inAttempt("role", given),
  request: (given) => inAttempt("request", given),
  context: (given) => inAttempt("context", given),
  now: (given) => (given === null ? undefined : inAttempt("now", given)),
  theme: (given) => (["auto", "light", "dark"] as const).find((theme) => theme === given),
  lang: word,
  hide: words,
  readonly: (given) => (typeof given === "boolean" ? given : undefined),
};

/** What each part of the inspector shows of what can be given. */
const shownIn: ReadonlyMap<string, readonly (keyof Shown)[]> = new Map([
  ["token", ["claims"]],
  ["jwks", ["jwks"]],
  ["policy", ["trustPolicy"]],
  ["surroundings", ["provider", "role", "request", "context"]],
  ["clock", ["now"]],
] satisfies [string, (keyof Shown)[]][]);

/** Reads the members that have a meaning; others are of a later version, and are passed over. */
export function readShown(said: Record<string, unknown>): Reading {
  const given = Object.keys(readers).filter((name) => said[name] !== undefined);
  const read = given.map((name) => [name, readers[name as keyof Shown](said[name])] as const);
  const shown = Object.fromEntries(read.filter(([, value]) => value !== undefined)) as Shown;
  const refused = read.filter(([, value]) => value === undefined).map(([name]) => name);
  return { shown: shown.hide === undefined ? shown : { ...shown, hide: hideable(shown) }, refused };
}

/** Nothing that the host gives counts without being seen. */
function hideable(shown: Shown): string[] {
  return (shown.hide ?? []).filter((part) =>
    (shownIn.get(part) ?? []).every((name) => shown[name] === undefined),
  );
}

/** A name or a list of names can be short. */
function word(given: unknown): string | undefined {
  return typeof given === "string" && given.length <= 200 ? given : undefined;
}

function words(given: unknown): string[] | undefined {
  const list = Array.isArray(given) ? (given as unknown[]).map(word) : word(given)?.split(/\s+/);
  return list?.every((item) => item !== undefined) === true ? list.filter((item) => item !== "") : undefined;
}

/** A JSON document or its text. */
function document(given: unknown): string | undefined {
  if (typeof given === "string") return given;
  return isObject(given) ? json(given) : undefined;
}

/** Only what is an object of claims: what else a token box would read could be a token. */
function claims(given: unknown): string | undefined {
  const text = document(given);
  const read = text === undefined ? undefined : parsed(text);
  if (!isObject(read)) return undefined;
  const isToken = "signature" in read || "signatures" in read || "ciphertext" in read;
  return isToken ? undefined : text;
}

/** As the package takes it, or not at all. */
function inAttempt<Name extends ValueName>(name: Name, given: unknown): Attempt[Name] | undefined {
  try {
    return checkedAttempt({ token: "", [name]: given })[name];
  } catch {
    return undefined;
  }
}

function json(given: object): string | undefined {
  try {
    return JSON.stringify(given, null, 2);
  } catch {
    // Messages can hold what JSON cannot: circles, and numbers of any size.
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
