/** The times that a token carries, and whether it still opens a door. */
import type { TokenReading } from "./contract.js";
import { secondsOf } from "./time.js";

export interface TokenTimes {
  iat?: number;
  nbf?: number;
  exp?: number;
}

/** Seconds by which STS lets clocks differ, both ways. */
export const tolerance = 300;

export function timesOf(token: TokenReading): TokenTimes {
  const times: TokenTimes = {};
  for (const name of ["iat", "nbf", "exp"] as const) {
    const claim = token.claims.find((member) => member.name === name && member.shadowed !== true);
    const at = claim?.time === undefined ? undefined : secondsOf(claim.time);
    if (at !== undefined) times[name] = at;
  }
  return times;
}

/** Seconds for which the pasted token is still a credential; undefined where it is none. */
export function lifeLeft(token: TokenReading, wall: number): number | undefined {
  const { exp } = timesOf(token);
  if (token.form !== "jws" || exp === undefined || exp <= wall) return undefined;
  return exp - wall;
}

/** The claims as a JSON object, written as in the token: what is left when the signature is forgotten. */
export function claimsText(token: TokenReading): string {
  const members = token.claims.map(({ name, raw }) => `  ${JSON.stringify(name)}: ${raw}`);
  return `{\n${members.join(",\n")}\n}`;
}
