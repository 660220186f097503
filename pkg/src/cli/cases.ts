/** Every token against every policy, and whether it came out as wanted. */

import { inspect, type Attempt, type Report } from "../../assumable.js";
import type { Check } from "./arguments.js";
import { clockOf, providerOf, surroundings, type Clock } from "./attempt.js";
import { Expectations, meets, type Outcome } from "./expectations.js";
import { Files, type Source } from "./files.js";
import { BadUsage } from "./usage.js";

/** One token, or claims in its place, and one policy. */
export interface Case {
  token: Source;
  trustPolicy: Source;
  clock: Clock;
  report: Report;
  expected: Outcome;
  met: boolean;
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
  const common = { ...surroundings(check), ...(await accountOf(check, files)) };

  const expectations = new Expectations(values.get("expect") ?? [], tokens, policies);
  return tokens.flatMap((token) => {
    const clock = clockOf(values.get("now")?.[0], reading(token));
    return policies.map((trustPolicy) => {
      const attempt = { ...common, token: token.text, trustPolicy: trustPolicy.text, now: clock.now };
      const report = inspect(attempt);
      const expected = expectations.of(token, trustPolicy);
      const met = meets(report, expected, values.has("strict"));
      return { token, trustPolicy, clock, report, expected, met };
    });
  });
}

/** What the account holds beside the role. */
async function accountOf({ values }: Check, files: Files): Promise<Partial<Attempt>> {
  const [jwks, provider] = [values.get("jwks")?.[0], values.get("provider")?.[0]];
  return {
    ...(jwks !== undefined && { jwks: (await files.read("jwks", jwks)).text }),
    ...(provider === "none" && { provider: null }),
    ...(provider !== undefined &&
      provider !== "none" && { provider: providerOf(await files.read("provider", provider)) }),
  };
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
