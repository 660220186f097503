/** What an answer comes to, for the page around: nothing that was pasted, no sentence that repeats any of it. */
import type { CheckId, Report } from "./contract.js";

export interface Told {
  outcome: Report["verdict"]["outcome"];
  /** STS's error code, such as `AccessDenied`. */
  error?: string;
  checks: { id: CheckId; status: Report["checks"][number]["status"] }[];
}

export function toldOf({ verdict, checks }: Report): Told {
  return {
    outcome: verdict.outcome,
    ...(verdict.error === undefined ? {} : { error: verdict.error.code }),
    checks: checks.map(({ id, status }) => ({ id, status })),
  };
}
