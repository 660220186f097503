/** Files in which there is no trust policy, no claims or no keys, so that there is no verdict. */

import type { Problem, Report } from "../../assumable.js";
import { placed, type Source } from "./files.js";
import { words } from "./words.js";

/** What cannot be read, and the first thing that is wrong with it. */
export interface Fault {
  source: Source;
  problem: Pick<Problem, "message" | "span">;
}

/** The message says of each file what was expected, what was found and where. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(described).join("\n"));
    this.faults = faults;
  }
}

function described({ source, problem }: Fault): string {
  const what = words.unreadable[source.option] ?? source.option;
  return `--${source.option} ${placed(source, problem.span)}: ${what}: ${problem.message}`;
}

interface Read {
  token: Source;
  trustPolicy: Source;
  jwks: Source | undefined;
  report: Report;
}

/** Each file once, however many cases it is part of. */
export function faultsOf(cases: readonly Read[]): Fault[] {
  const faults = new Map<Source, Fault>();
  for (const { token, trustPolicy, jwks, report } of cases) {
    for (const [source, problem] of [
      [token, ofClaims(token, report)],
      [jwks, ofKeys(jwks, report)],
      [trustPolicy, ofPolicy(report)],
    ] as const) {
      if (source !== undefined && problem !== undefined) faults.set(source, { source, problem });
    }
  }
  return [...faults.values()];
}

/** Of a token it is for STS to say that it is none. */
function ofClaims({ option, text }: Source, { token }: Report): Fault["problem"] | undefined {
  if (option !== "claims" || (token.form === "claims" && isJson(text))) return undefined;
  return firstError(token.problems) ?? { message: words.noClaims };
}

/** What an issuer may well serve in place of its keys, an empty set or a web page, is for STS to refuse. */
function ofKeys(jwks: Source | undefined, { keys }: Report): Fault["problem"] | undefined {
  const error = firstError(keys.problems);
  if (jwks === undefined || error === undefined) return undefined;
  const text = jwks.text.trimStart();
  const isCut = /^[[{]/.test(text) && !isJson(text);
  if (isCut) return error;
  return keys.candidates.length > 0 || text.startsWith("<") || isEmptySet(text) ? undefined : error;
}

function isEmptySet(text: string): boolean {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length === 0;
  } catch {
    return false;
  }
}

/** What IAM would object to first, which is rarely what stands first. */
function ofPolicy({ trust }: Report): Fault["problem"] | undefined {
  if (trust.decision !== "unreadable") return undefined;
  const objection = firstError(trust.saveable.errors);
  const there = trust.problems.find(
    ({ severity, span }) => severity === "error" && span?.start === objection?.span?.start,
  );
  return there ?? firstError(trust.problems) ?? objection ?? { message: words.noPolicy };
}

function firstError(problems: readonly Problem[]): Problem | undefined {
  return problems.find(({ severity }) => severity === "error");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
