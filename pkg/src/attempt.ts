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
  const { now = Date.now() / 1000 } = optional("now", attempt, "attempt", instant);
  return {
    token: text(member(attempt, "token", "attempt"), "attempt.token"),
    ...optional("jwks", attempt, "attempt", text),
    ...optional("trustPolicy", attempt, "attempt", text),
    ...optional("provider", attempt, "attempt", provider, true),
    ...optional("role", attempt, "attempt", role),
    ...optional("request", attempt, "attempt", request),
    ...optional("context", attempt, "attempt", context),
    now,
  };
}

function provider(given: unknown, at: string): Provider {
  const provider = object(given, at);
  return {
    ...optional("arn", provider, at, text),
    url: text(member(provider, "url", at), `${at}.url`),
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
    if (isArray(value, at)) return texts(value, at);
    throw misuse(at, "a string or an array of strings", value);
  });
}

/**
 * The member under its name, or nothing where it is not given. `null` counts as not given, but where
 * it is something else: no provider.
 */
function optional<Name extends string, T>(
  name: Name,
  from: Record<string, unknown>,
  at: string,
  read: (given: unknown, at: string) => T,
  isNullGiven = false,
): Partial<Record<Name, T>> {
  const given = member(from, name, at);
  if (given === null && isNullGiven) return { [name]: null } as Record<Name, T>;
  if (given == null) return {};
  return { [name]: read(given, `${at}.${name}`) } as Record<Name, T>;
}

/** Each member is read once: one with a getter may be another the next time. */
export function member(from: Record<string, unknown>, name: string, at: string): unknown {
  return readable(`${at}.${name}`, () => from[name]);
}

/** What is read of the caller's objects may be a program of its own, and what that throws may quote anything. */
export function readable<T>(at: string, read: () => T): T {
  const found = attempted(read);
  if ("value" in found) return found.value;
  // Where no stack is left, it is not the caller's object that throws.
  throw found.isOutOfRoom
    ? new RangeError(`${at}: there is no room left to read it`)
    : new TypeError(`${at}: expected a value that can be read, found one that throws`);
}

function attempted<T>(read: () => T): { value: T } | { isOutOfRoom: boolean } {
  try {
    return { value: read() };
  } catch (error) {
    return { isOutOfRoom: error instanceof RangeError };
  }
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
  if (!isArray(given, at)) throw misuse(at, "an array of strings", given);
  const read: string[] = [];
  // By its places, holes too; it may have an iterator of its own, which never ends.
  const length = readable(at, () => given.length);
  for (let index = 0; index < length; index += 1) {
    const place = `${at}[${String(index)}]`;
    const item = readable(place, () => given[index]);
    read.push(text(item, place));
  }
  return read;
}

function isArray(given: unknown, at: string): given is unknown[] {
  return readable(at, () => Array.isArray(given));
}

function record<T>(given: unknown, at: string, read: (given: unknown, at: string) => T): Record<string, T> {
  const found = object(given, at);
  // Without a prototype, so that a key named `__proto__` is a key.
  const record = Object.create(null) as Record<string, T>;
  for (const key of readable(at, () => Object.keys(found))) {
    const place = `${at}[${JSON.stringify(clipped(key))}]`;
    const value = readable(place, () => found[key]);
    if (value !== undefined) record[key] = read(value, place);
  }
  return record;
}

/** A name, short enough for a message. */
function clipped(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

const longestName = 64;

/** Any object that is not something else: also one of another realm, such as a frame. */
export function object(given: unknown, at: string): Record<string, unknown> {
  if (readable(at, () => tagOf(given)) !== "Object") throw misuse(at, "an object", given);
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
      return kindOfObject(found);
    default:
      return `a ${typeof found}`;
  }
}

function kindOfObject(found: object): string {
  try {
    if (Array.isArray(found)) return "an array";
    const tag = tagOf(found);
    return tag === "Object" ? "an object" : `a ${clipped(tag)}`;
  } catch {
    return "an object that throws";
  }
}

function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}
