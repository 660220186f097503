/** The times that a token carries, and whether it still opens a door. */
import { timesOf } from "../../pkg/src/token-times.js";
import type { TokenReading } from "./contract.js";

export { type TokenTimes, issuedAt, timesOf } from "../../pkg/src/token-times.js";

/** Seconds by which STS lets clocks differ, both ways. */
export const tolerance = 300;

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
