/** Every token against every policy, and whether it came out as wanted. */

import { inspect, type Attempt, type Finding, type Report } from "../../assumable.js";
import type { Check } from "./arguments.js";
import { clockOf, providerOf, surroundings, type Clock } from "./attempt.js";
import { Expectations, meets, unwanted, type Outcome } from "./expectations.js";
import { Files, type Source } from "./files.js";
import { guard } from "./leaving.js";
import { redacted } from "../redacted.js";
import { faultsOf, Unreadable } from "./unreadable.js";
import { BadUsage } from "./usage.js";

/** One token, or claims in its place, and one policy. */
export interface Case {
  token: Source;
  trustPolicy: Source;
  jwks: Source | undefined;
  clock: Clock;
  report: Report;
  expected: Outcome;
  met: boolean;
  /** What `--fail-on` does not put up with. */
  unwanted: readonly Finding[];
}

/** Whether everything is as it was wanted. */
export function isFine({ met, unwanted }: Case): boolean {
  return met && unwanted.length === 0;
}

/** The text that the finding's span points into, where it is one that was read. */
export function sourceOf({ token, jwks, trustPolicy }: Case, input: Finding["input"]): Source | undefined {
  const sources: Partial<Record<Finding["input"], Source | undefined>> = { token, jwks, trustPolicy };
  return sources[input];
}

export async function casesOf(check: Check): Promise<Case[]> {
  const { values } = check;
  const files = new Files();
  const all = (option: "token" | "claims" | "trust-policy") =>
    inTurn(values.get(option) ?? [], (path) => files.read(option, path));
  const tokens = [...(await all("token")), ...(await all("claims"))];
  if (tokens.length === 0) throw new BadUsage("expected --token FILE or --claims FILE, found neither");
  const policies = await all("trust-policy");
  if (policies.length === 0) throw new BadUsage("expected --trust-policy FILE, found none");
  const jwks = await optional(files, "jwks", values.get("jwks"));
  const account = await accountOf(values.get("provider"), files);
  const common = { ...surroundings(check), ...account, ...(jwks && { jwks: jwks.text }) };

  const expectations = new Expectations(values.get("expect") ?? [], tokens, policies);
  const cases = tokens.flatMap((token) => {
    const clock = clockOf(values.get("now")?.[0], reading(token));
    return policies.map((trustPolicy) => {
      const attempt = { ...common, token: token.text, trustPolicy: trustPolicy.text, now: clock.now };
      const report = redacted(inspect(attempt), guard);
      const expected = expectations.of(token, trustPolicy);
      const met = meets(report, expected, values.has("strict"));
      const severe = unwanted(report, values.get("fail-on")?.[0]);
      return { token, trustPolicy, jwks, clock, report, expected, met, unwanted: severe };
    });
  });
  const faults = faultsOf(cases);
  if (faults.length > 0) throw new Unreadable(faults);
  return cases;
}

/** What the account holds beside the role. */
async function accountOf(given: Option, files: Files): Promise<Pick<Attempt, "provider">> {
  if (given?.[0] === "none") return { provider: null };
  const source = await optional(files, "provider", given);
  return source === undefined ? {} : { provider: providerOf(source) };
}

type Option = readonly string[] | undefined;

async function optional(files: Files, name: string, given: Option): Promise<Source | undefined> {
  const path = given?.[0];
  return path === undefined ? undefined : files.read(name, path);
}

/** The token as it reads. A signed one among the claims was not meant to lie in a file beside them. */
function reading(token: Source): Report["token"] {
  const { token: read } = inspect({ token: token.text, now: 0 });
  if (token.option === "claims" && ["jws", "jws-json", "jwe"].includes(read.form)) {
    throw new BadUsage(`--claims ${token.path}: expected claims as JSON, found a token, which --token takes`);
  }
  return read;
}

/** One after the other, so that what is wrong with the first is said first. */
async function inTurn<T, U>(items: readonly T[], act: (item: T) => Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
