/** The times that a token carries, and the moment at which it is looked at where none is given. */
import type { TokenReading } from "../assumable.js";

/** Seconds since the epoch, in UTC. */
export interface TokenTimes {
  iat?: number;
  nbf?: number;
  exp?: number;
}

export function timesOf(token: TokenReading): TokenTimes {
  const times: TokenTimes = {};
  for (const name of ["iat", "nbf", "exp"] as const) {
    const claim = token.claims.find((member) => member.name === name && member.shadowed !== true);
    const at = claim?.time === undefined ? NaN : Date.parse(claim.time) / 1000;
    if (!Number.isNaN(at)) times[name] = at;
  }
  return times;
}

/**
 * When claims without a signature are looked at: the moment at which they say they were issued, in seconds.
 * They are no credential, and are mostly looked at long after the call. Undefined for a signed token, which
 * is looked at now, and where the claims do not say.
 */
export function issuedAt(token: TokenReading): number | undefined {
  return token.form === "claims" ? timesOf(token).iat : undefined;
}
