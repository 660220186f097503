/** A moment at which a token was good, for who looks at it long after the call. */
import { type TokenTimes, tolerance } from "./token-times.js";
import type { LogAnswer } from "./workflow-log.js";

export interface GoodMoment {
  /** Seconds since the epoch. */
  at: number;
  /** The log shows the time of the call; without one, the call is taken to have come when the token was issued. */
  of: "log" | "issue";
}

/** When the log shows that STS answered; undefined where its lines bear no times. */
export function momentOf(answer: LogAnswer | undefined): number | undefined {
  return answer === undefined || answer.outcome === "no-token" ? undefined : answer.at;
}

/** Whether the times of the token let a call through at that moment; undefined times are no obstacle here. */
export function isGoodAt({ iat, nbf, exp }: TokenTimes, at: number): boolean {
  const begin = Math.max(iat ?? -Infinity, nbf ?? -Infinity);
  return at >= begin - tolerance && at < (exp ?? Infinity) + tolerance;
}

/** Undefined where there was no such moment, or the log shows a call at another one. */
export function goodMomentOf(times: TokenTimes, answer: LogAnswer | undefined): GoodMoment | undefined {
  const ofLog = momentOf(answer);
  if (ofLog !== undefined) return isGoodAt(times, ofLog) ? { at: ofLog, of: "log" } : undefined;
  const { iat, nbf, exp } = times;
  if (iat === undefined || exp === undefined) return undefined;
  const at = Math.max(iat, nbf ?? iat);
  return at < exp + tolerance ? { at, of: "issue" } : undefined;
}
