/**
 * What belongs together across the page: a claim, its bytes in the token, the
 * conditions that ask for it and the checks that use it. Whatever is pointed at,
 * all of it lights up.
 */
import type { CheckId, ConditionReading, Report, Span } from "./contract.js";
import type { Box } from "./state.js";

/** What a person points at. */
export type Pointed =
  { kind: "claim"; name: string } | { kind: "condition"; key: string } | { kind: "key"; index: number };

/** Everything that lights up for it. */
export interface Lit {
  claims: ReadonlySet<string>;
  conditionKeys: ReadonlySet<string>;
  keys: ReadonlySet<number>;
  checks: ReadonlySet<CheckId>;
  spans: Readonly<Record<Box, readonly Span[]>>;
}

export const nothingLit: Lit = {
  claims: new Set(),
  conditionKeys: new Set(),
  keys: new Set(),
  checks: new Set(),
  spans: { token: [], jwks: [], trustPolicy: [] },
};

/** The checks that look at a claim, beside the trust policy. */
const checksOfClaim: ReadonlyMap<string, CheckId[]> = new Map([
  ["iss", ["required-claims", "provider"]],
  ["sub", ["required-claims"]],
  ["aud", ["required-claims", "audience"]],
  ["azp", ["audience"]],
  ["exp", ["required-claims", "timestamps"]],
  ["iat", ["required-claims", "timestamps"]],
  ["nbf", ["timestamps"]],
  ["https://aws.amazon.com/roles", ["roles-claim"]],
  ["https://aws.amazon.com/tags", ["session-tags"]],
  ["https://aws.amazon.com/source_identity", ["session-tags"]],
]);

export function litBy(report: Report, pointed: Pointed | undefined): Lit {
  switch (pointed?.kind) {
    case "claim":
      return litByClaim(report, pointed.name);
    case "condition":
      return litByCondition(report, pointed.key);
    case "key":
      return litByKey(report, pointed.index);
    case undefined:
      return nothingLit;
  }
}

function litByClaim(report: Report, name: string): Lit {
  const members = report.token.claims.filter((member) => member.name === name);
  const keys = new Set(members.flatMap(({ conditionKey }) => lower(conditionKey)));
  const conditions = conditionsOn(report, keys);
  return {
    claims: new Set([name]),
    conditionKeys: keys,
    keys: new Set(),
    checks: new Set([
      ...(checksOfClaim.get(name) ?? []),
      ...(conditions.length > 0 ? (["trust-policy"] as const) : []),
    ]),
    spans: {
      token: members.flatMap(({ span }) => span ?? []),
      jwks: [],
      trustPolicy: conditions.map((condition) => condition.span),
    },
  };
}

function litByCondition(report: Report, key: string): Lit {
  const keys = new Set(lower(key));
  const members = report.token.claims.filter(({ conditionKey }) =>
    lower(conditionKey).some((one) => keys.has(one)),
  );
  return {
    claims: new Set(members.map((member) => member.name)),
    conditionKeys: keys,
    keys: new Set(),
    checks: new Set(["trust-policy"]),
    spans: {
      token: members.flatMap(({ span }) => span ?? []),
      jwks: [],
      trustPolicy: conditionsOn(report, keys).map((condition) => condition.span),
    },
  };
}

function litByKey(report: Report, index: number): Lit {
  const key = report.keys.candidates[index];
  const kid = report.token.header.filter((member) => member.name === "kid");
  return {
    ...nothingLit,
    keys: new Set([index]),
    checks: new Set(["signature"]),
    spans: {
      token: kid.flatMap(({ span }) => span ?? []),
      jwks: key === undefined ? [] : [key.span],
      trustPolicy: [],
    },
  };
}

/** What stands at an offset of one of the texts. */
export function pointedAt(report: Report, box: Box, offset: number): Pointed | undefined {
  const covers = (span: Span | undefined) => span !== undefined && span.start <= offset && offset <= span.end;
  switch (box) {
    case "token": {
      const claim = report.token.claims.find(({ span }) => covers(span));
      return claim && { kind: "claim", name: claim.name };
    }
    case "trustPolicy": {
      const condition = allConditions(report).find(({ span }) => covers(span));
      return condition && { kind: "condition", key: condition.key };
    }
    case "jwks": {
      const index = report.keys.candidates.findIndex(({ span }) => covers(span));
      return index < 0 ? undefined : { kind: "key", index };
    }
  }
}

function conditionsOn(report: Report, keys: ReadonlySet<string>): ConditionReading[] {
  return allConditions(report).filter(({ key }) => lower(key).some((one) => keys.has(one)));
}

function allConditions(report: Report): ConditionReading[] {
  return report.trust.statements.flatMap((statement) => statement.conditions);
}

/** Names of condition keys are compared without regard to case. */
function lower(key: string | undefined): string[] {
  return key === undefined ? [] : [key.toLowerCase()];
}
