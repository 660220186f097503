/** The reports, for programs. No report holds a token: claims, and never a signature. */

import { version } from "../../assumable.js";
import { isFine, type Case } from "./cases.js";
import { free } from "./leaving.js";

export function json(cases: readonly Case[]): string {
  const answer = {
    assumable: version(),
    met: cases.every(isFine),
    results: cases.map(({ token, trustPolicy, clock, expected, met, report }) => ({
      token: free(token.path),
      trustPolicy: free(trustPolicy.path),
      now: clock.now,
      expected,
      met,
      report,
    })),
  };
  return `${escaped(JSON.stringify(answer, null, 2))}\n`;
}

/**
 * What `JSON.stringify` leaves as it is although a terminal would act on it, and what the runner
 * of GitHub Actions would take for a command in the middle of a line.
 */
function escaped(text: string): string {
  return text
    .replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (found) =>
      found.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`),
    )
    .replaceAll("##[", String.raw`#\u0023[`);
}
