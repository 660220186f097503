/** What was expected of a case, and whether it came about. */

import type { CheckId, Finding, Report } from "../../assumable.js";
import type { Source } from "./files.js";
import { BadUsage, named } from "./usage.js";

/** A check stands for a refusal by exactly this one. */
export type Outcome = "accepted" | "refused" | CheckId;

const checks: Record<CheckId, "about the role" | "about the test"> = {
  parameters: "about the test",
  "token-format": "about the test",
  "required-claims": "about the test",
  provider: "about the role",
  timestamps: "about the test",
  audience: "about the role",
  signature: "about the role",
  "session-tags": "about the role",
  "roles-claim": "about the role",
  "trust-policy": "about the role",
  session: "about the role",
};

/** The check whose error STS answers with. */
export function decidingCheck(report: Report): CheckId | undefined {
  return report.checks.find((check) => check.status === "failed")?.id;
}

/**
 * A refusal that says nothing about the role: the token cannot be read, or has expired. Whoever expects "refused" is not to be content with it, or a typing
 * mistake in a fixture would pass for a policy that keeps others out.
 */
export function isHollow(report: Report): boolean {
  const check = decidingCheck(report);
  return check !== undefined && checks[check] === "about the test";
}

export function meets(report: Report, expected: Outcome, strict: boolean): boolean {
  const { outcome, assumptions } = report.verdict;
  switch (expected) {
    case "accepted":
      return outcome === "accepted" && !(strict && assumptions.length > 0);
    case "refused":
      return outcome === "refused" && !isHollow(report);
    default:
      return outcome === "refused" && decidingCheck(report) === expected;
  }
}

const severities = ["critical", "high", "medium", "broken", "info"] as const satisfies Finding["severity"][];

/** The findings that are not to be: as severe as that, or more. */
export function unwanted({ findings }: Report, least: string | undefined): readonly Finding[] {
  if (least === undefined) return [];
  const from = severities.findIndex((severity) => severity === least);
  if (from < 0 || least === "info") {
    throw new BadUsage(`--fail-on: expected critical, high, medium or broken, found ${named(least)}`);
  }
  return findings.filter(({ severity }) => severities.indexOf(severity) <= from);
}

interface Expectation {
  given: string;
  outcome: Outcome;
  tokens: readonly Source[] | undefined;
  policies: readonly Source[] | undefined;
}

/** `OUTCOME` for all, `CLAIMS=OUTCOME`, `@POLICY=OUTCOME`, `CLAIMS@POLICY=OUTCOME`: the more exact one counts. */
export class Expectations {
  readonly #all: readonly Expectation[];

  constructor(given: readonly string[], tokens: readonly Source[], policies: readonly Source[]) {
    this.#all = given.map((one) => read(one, tokens, policies));
  }

  of(token: Source, policy: Source): Outcome {
    const fitting = this.#all.filter(
      ({ tokens, policies }) => (tokens?.includes(token) ?? true) && (policies?.includes(policy) ?? true),
    );
    const exactness = ({ tokens, policies }: Expectation) =>
      Number(tokens !== undefined) + Number(policies !== undefined);
    const most = Math.max(...fitting.map(exactness));
    const [first, ...others] = fitting.filter((one) => exactness(one) === most);
    if (first === undefined) return "accepted";
    const other = others.find(({ outcome }) => outcome !== first.outcome);
    if (other === undefined) return first.outcome;
    throw new BadUsage(
      `--expect: ${named(first.given)} and ${named(other.given)} contradict each other for ${token.path} and ${policy.path}`,
    );
  }
}

function read(given: string, tokens: readonly Source[], policies: readonly Source[]): Expectation {
  const at = given.lastIndexOf("=");
  const outcome = outcomeOf(given.slice(at + 1));
  if (at < 0) return { given, outcome, tokens: undefined, policies: undefined };
  const names = given.slice(0, at);
  const whole = called(names, tokens);
  if (whole.length > 0) return { given, outcome, tokens: whole, policies: undefined };
  // A name may hold an @ itself, so every one of them is tried.
  for (const { index } of names.matchAll(/@/g)) {
    const [token, policy] = [names.slice(0, index), names.slice(index + 1)];
    const found = { tokens: called(token, tokens), policies: called(policy, policies) };
    if (found.policies.length === 0 || (token !== "" && found.tokens.length === 0)) continue;
    return { given, outcome, tokens: token === "" ? undefined : found.tokens, policies: found.policies };
  }
  throw new BadUsage(
    `--expect: expected CLAIMS or CLAIMS@POLICY as the files are called, found ${named(names)}`,
  );
}

function outcomeOf(text: string): Outcome {
  if (text === "accepted" || text === "refused" || Object.hasOwn(checks, text)) return text as Outcome;
  throw new BadUsage(
    `--expect: expected accepted, refused or one of the checks ${Object.keys(checks).join(", ")}, found ${named(text)}`,
  );
}

/** The files of that name: the whole path, or its end. */
function called(name: string, sources: readonly Source[]): Source[] {
  const slashes = (path: string) => path.replaceAll("\\", "/");
  const wanted = slashes(name);
  return sources.filter(({ path }) => slashes(path) === wanted || slashes(path).endsWith(`/${wanted}`));
}
