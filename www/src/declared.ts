/**
 * What the page around an element says goes in, by an example, by data inside of the element and
 * by properties; where several speak of the same thing, the last of these counts.
 */
import type { Attempt } from "./contract.js";
import type { Example } from "./examples.js";
import { type State, empty, ofAttempt } from "./state.js";

export interface Declared {
  readonly example: Example | undefined;
  readonly inline: Partial<Attempt>;
  readonly given: Partial<Attempt>;
}

export const undeclared: Declared = { example: undefined, inline: {}, given: {} };

/** The form filled in as declared. */
export function stateOf({ example, inline, given }: Declared): State {
  const own = { ...inline, ...given };
  if (example === undefined && Object.keys(own).length === 0) return empty;
  const state = ofAttempt({ token: "", ...example?.attempt, ...own });
  return Object.keys(own).length === 0 ? { ...state, example: example?.id } : state;
}
