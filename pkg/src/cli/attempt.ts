/** From the options to what `inspect` takes. */

import type { Attempt, Provider, Report } from "../../assumable.js";
import { issuedAt } from "../token-times.js";
import type { Check } from "./arguments.js";
import type { Source } from "./files.js";
import { BadUsage, named } from "./usage.js";

/** The role and the call: what is the same for every token and every policy. */
export function surroundings({ values }: Check): Partial<Attempt> {
  const one = (name: Parameters<typeof values.get>[0]) => values.get(name)?.[0];
  const role = {
    ...given("arn", one("role-arn")),
    ...given("maxSessionDuration", seconds("max-session-duration", one("max-session-duration"))),
  };
  const request = {
    ...given("roleSessionName", one("session-name")),
    ...given("durationSeconds", seconds("duration", one("duration"))),
  };
  return { role, request, ...given("context", contextOf(values.get("context"))) };
}

function given<Name extends string, T>(name: Name, value: T | undefined) {
  return (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, T>>;
}

/** Out of range is for the report to say; no number at all is not. */
function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw new BadUsage(`--${option}: expected a number of seconds, found ${named(text)}`);
}

/** A key that is given again has several values. */
function contextOf(pairs: readonly string[] | undefined): Attempt["context"] | undefined {
  if (pairs === undefined) return undefined;
  const context = new Map<string, string | string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw new BadUsage(`--context: expected KEY=VALUE, found ${named(pair)}`);
    const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const before = context.get(key);
    context.set(key, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(context);
}

// ---------------------------------------------------------------- the clock

/** The instant of the call, and how it was come by. */
export interface Clock {
  now: number;
  from: "given" | "issued" | "machine";
}

/** Claims without a signature are a fixture: they are used at the moment at which they say they were issued. */
export function clockOf(option: string | undefined, token: Report["token"]): Clock {
  if (option !== undefined) return { now: instant(option), from: "given" };
  const issued = issuedAt(token);
  if (issued !== undefined) return { now: issued, from: "issued" };
  return { now: Date.now() / 1000, from: "machine" };
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function instant(text: string): number {
  const at = isoTime.test(text) ? Date.parse(text) / 1000 : /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(at)) {
    throw new BadUsage(
      `--now: expected seconds since 1970, or a time as 2026-11-02T12:00:00Z, found ${named(text)}`,
    );
  }
  // Further than any date that JavaScript knows.
  if (at > 8.64e12) throw new BadUsage("--now: expected seconds since 1970, found more than any date has");
  return at;
}

// ---------------------------------------------------------------- the provider

/** Members of `aws iam get-open-id-connect-provider`, and those of the package's own `Provider`. */
const members: Record<string, keyof Provider | undefined> = {
  Url: "url",
  ClientIDList: "clientIdList",
  ThumbprintList: "thumbprintList",
  CreateDate: undefined,
  Tags: undefined,
  url: "url",
  arn: "arn",
  clientIdList: "clientIdList",
  thumbprintList: "thumbprintList",
};

/** A misspelled member would leave something to be assumed that was thought to be said. */
export function providerOf(source: Source): Provider {
  const answer = parsed(source);
  const provider: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) {
    if (!Object.hasOwn(members, name)) throw unlikeProvider(source, `a member ${named(name)}`);
    const member = members[name];
    if (member !== undefined) provider[member] = value;
  }
  if (typeof provider["url"] !== "string") throw unlikeProvider(source, "no Url");
  for (const list of ["clientIdList", "thumbprintList"] as const) {
    const texts = provider[list];
    const isList = Array.isArray(texts) && texts.every((text) => typeof text === "string");
    if (texts !== undefined && !isList) throw unlikeProvider(source, `a ${list} that is no list of texts`);
  }
  if (!["string", "undefined"].includes(typeof provider["arn"]))
    throw unlikeProvider(source, "an arn that is no text");
  return provider as unknown as Provider;
}

function parsed(source: Source): object {
  let value: unknown;
  try {
    value = JSON.parse(source.text);
  } catch {
    throw unlikeProvider(source, "a text that is not JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw unlikeProvider(source, "JSON that is no object");
}

function unlikeProvider({ path }: Source, found: string): BadUsage {
  const where = path === "-" ? "standard input" : path;
  return new BadUsage(
    `--provider, ${where}: expected the answer of \`aws iam get-open-id-connect-provider\`, found ${found}`,
  );
}
