import init, { inspect, version, type Attempt, type CheckId, type Report, type Verdict } from "assumable";
import type { AssumableInspector } from "assumable/element";
import type {} from "assumable/define";

/** The verdict on one attempt, and what the types promise of it. */
export async function answer(attempt: Attempt): Promise<Verdict> {
  await init();
  const report: Report = inspect(attempt);
  const failed: CheckId | undefined = report.checks.find((check) => check.status === "failed")?.id;
  if (failed !== undefined && report.verdict.error === undefined) throw new Error(failed);
  return report.verdict;
}

/** The element by its tag, and what it says by its events. For the compiler: there is no document here. */
export function watched(seen: (outcome: Verdict["outcome"]) => void): AssumableInspector {
  const element = document.createElement("assumable-inspector");
  element.addEventListener("assumable-verdict", (event) => seen(event.detail.outcome));
  element.attempt = { trustPolicy: "{}" };
  return element;
}

export const facts = (): string => version().facts;

/** Never called: each would be a mistake, and the compiler has to say so. */
export function mistakes(): void {
  // @ts-expect-error: a token is required
  inspect({});
  // @ts-expect-error: a key set is pasted as text
  inspect({ token: "", jwks: { keys: [] } });
  // @ts-expect-error: there is no such outcome
  const outcome: Verdict["outcome"] = "allowed";
  // @ts-expect-error: seconds, not a Date
  inspect({ token: "", now: new Date(outcome) });
}
