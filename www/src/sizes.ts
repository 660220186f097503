/** How much text the page takes: with more, browsers themselves stand still for seconds. */
import { type State, boxes } from "./state.js";

/** Characters of the text in a box. */
export const largestText = 1_000_000;

/** Characters or bytes of what is pasted or opened, and taken apart. */
export const largestArrival = 10_000_000;

/** Characters of the largest text that a box would hold, where that is too many. */
export function tooLarge(state: State): number | undefined {
  const largest = Math.max(...boxes.map((box) => state.texts[box].length));
  return largest > largestText ? largest : undefined;
}
