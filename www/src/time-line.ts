/** The stretch of time that the time line draws, and where things stand on it. */
import { type TokenTimes, tolerance } from "./token-times.js";

export interface TimeLine {
  from: number;
  to: number;
  /** Times at which STS accepts the token, without and with the tolerance. */
  valid: { from: number; to: number };
  tolerated: { from: number; to: number };
  marks: { name: keyof TokenTimes; at: number }[];
}

/** Undefined where the token does not say when it ends. */
export function timeLineOf(times: TokenTimes): TimeLine | undefined {
  const { exp } = times;
  const start = times.nbf ?? times.iat;
  if (exp === undefined || start === undefined || start > exp) return undefined;
  const valid = { from: start, to: exp };
  const tolerated = { from: start - tolerance, to: exp + tolerance };
  const room = Math.max(tolerance, Math.round((tolerated.to - tolerated.from) * 0.15));
  const marks = (["nbf", "iat", "exp"] as const).flatMap((name) => {
    const at = times[name];
    return at === undefined ? [] : [{ name, at }];
  });
  return { from: tolerated.from - room, to: tolerated.to + room, valid, tolerated, marks };
}

/** Percent of the way from the one end to the other. */
export function place(line: TimeLine, at: number): number {
  const part = (at - line.from) / (line.to - line.from);
  return Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 100;
}
