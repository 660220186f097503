/**
 * Fields that the reports have beyond the contract, which allows for more. For this
 * repository's own page and tests; published once they have proved themselves.
 */

import type {} from "../assumable.js";

declare module "../assumable.js" {
  interface Check {
    /** What else is worth knowing about this check on this attempt, a sentence each. */
    notes: string[];
  }
  interface Member {
    /** Where the base64url text that encodes it stands in the token as pasted; absent where it was wrapped. */
    span?: Span;
  }
  interface KeyCandidate {
    /** Where it stands in the key set as pasted. */
    span: Span;
  }
  interface ExpectedValue {
    /** Which part of the actual value each part of the pattern took; on no match, as far as it was right. */
    alignment?: { pattern: string; value: string; wildcard: boolean }[];
  }
}
