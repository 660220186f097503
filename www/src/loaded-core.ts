/** The core as the package has it: one module for all elements of a page, loaded when the first one wants it. */
import init, * as assumable from "assumable";

import { type Core, startCore } from "./core.js";

/** Loads and starts it, unless somebody has. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(assumable, () => init());
}
