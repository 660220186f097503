/**
 * What goes in, checked for misuse.
 *
 * Whatever was *pasted* is answered in the report. An argument of the wrong JavaScript
 * type is a mistake of the program that calls, and is refused here by name. What comes
 * out is a fresh object without a member that was not given: the module tells an absent
 * provider from `null`, and cannot tell `undefined` from either.
 */

import type { Attempt, Provider, Request, Role } from "../assumable.js";

/** An attempt with the clock filled in, of plain objects, lists, strings and numbers only. */
export type CheckedAttempt = Attempt & { now: number };

/** Takes an attempt over, or throws a `TypeError` that names what is wrong with it. */
export function checkedAttempt(given: unknown): CheckedAttempt {
  const attempt = object(given, "attempt");
  return {
    token: text(attempt["token"], "attempt.token"),
    ...optional("jwks", attempt, "attempt", text),
    ...optional("trustPolicy", attempt, "attempt", text),
    ...(attempt["provider"] === null
      ? { provider: null }
      : optional("provider", attempt, "attempt", provider)),
    ...optional("role", attempt, "attempt", role),
    ...optional("request", attempt, "attempt", request),
    ...optional("context", attempt, "attempt", context),
    now: attempt["now"] == null ? Date.now() / 1000 : instant(attempt["now"], "attempt.now"),
  };
}

function provider(given: unknown, at: string): Provider {
  const provider = object(given, at);
  return {
    ...optional("arn", provider, at, text),
    url: text(provider["url"], `${at}.url`),
    ...optional("clientIdList", provider, at, texts),
    ...optional("thumbprintList", provider, at, texts),
  };
}

function role(given: unknown, at: string): Role {
  const role = object(given, at);
  return {
    ...optional("arn", role, at, text),
    ...optional("maxSessionDuration", role, at, number),
    ...optional("tags", role, at, tags),
  };
}

function request(given: unknown, at: string): Request {
  const request = object(given, at);
  return {
    ...optional("roleSessionName", request, at, text),
    ...optional("durationSeconds", request, at, number),
    ...optional("providerId", request, at, text),
    ...optional("policy", request, at, text),
    ...optional("policyArns", request, at, texts),
  };
}

function tags(given: unknown, at: string): Record<string, string> {
  return record(given, at, text);
}

function context(given: unknown, at: string): Record<string, string | string[]> {
  return record(given, at, (value, at) => {
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return texts(value, at);
    throw misuse(at, "a string or an array of strings", value);
  });
}

/** The member under its name, or nothing where it is not given. `null` counts as not given. */
function optional<Name extends string, T>(
  name: Name,
  from: Record<string, unknown>,
  at: string,
  read: (given: unknown, at: string) => T,
): Partial<Record<Name, T>> {
  const given = from[name];
  if (given == null) return {};
  return { [name]: read(given, `${at}.${name}`) } as Record<Name, T>;
}

function text(given: unknown, at: string): string {
  if (typeof given !== "string") throw misuse(at, "a string", given);
  return given;
}

/** Any number: what STS makes of 0, -1, 0.5 or NaN is for the report to say. */
function number(given: unknown, at: string): number {
  if (typeof given !== "number") throw misuse(at, "a number", given);
  return given;
}

/** A verdict needs an instant to hold at, so this one has to be a real number. */
function instant(given: unknown, at: string): number {
  if (!Number.isFinite(number(given, at)))
    throw misuse(at, "a finite number of seconds since the epoch", given);
  return given as number;
}

function texts(given: unknown, at: string): string[] {
  if (!Array.isArray(given)) throw misuse(at, "an array of strings", given);
  // Not `map`, which would pass over holes.
  return Array.from(given as unknown[], (item, index) => text(item, `${at}[${String(index)}]`));
}

function record<T>(given: unknown, at: string, read: (given: unknown, at: string) => T): Record<string, T> {
  const entries = Object.entries(object(given, at)).filter(([, value]) => value !== undefined);
  // Without a prototype, so that a key named `__proto__` is a key.
  return Object.assign(
    Object.create(null) as Record<string, T>,
    Object.fromEntries(entries.map(([key, value]) => [key, read(value, `${at}[${JSON.stringify(key)}]`)])),
  );
}

/** Any object that is not something else: also one of another realm, such as a frame. */
export function object(given: unknown, at: string): Record<string, unknown> {
  if (Object.prototype.toString.call(given) !== "[object Object]") throw misuse(at, "an object", given);
  return given as Record<string, unknown>;
}

/** Never says the value itself, which may be a secret: only what kind of thing it is. */
export function misuse(at: string, expected: string, found: unknown): TypeError {
  return new TypeError(`${at}: expected ${expected}, found ${kind(found)}`);
}

function kind(found: unknown): string {
  switch (typeof found) {
    case "undefined":
      return "nothing";
    case "number":
      return Number.isFinite(found) ? "a number" : String(found);
    case "object":
      if (found === null) return "null";
      if (Array.isArray(found)) return "an array";
      return Object.prototype.toString.call(found) === "[object Object]"
        ? "an object"
        : `a ${Object.prototype.toString.call(found).slice(8, -1)}`;
    default:
      return `a ${typeof found}`;
  }
}
