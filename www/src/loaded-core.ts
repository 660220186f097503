/** The core as the package has it: one module for all elements of a page, loaded when the first one wants it. */
import * as engine from "../../pkg/src/engine.js";
import { type Core, startCore } from "./core.js";

/** Loads and starts it, unless somebody has. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(engine, async () => {
    // The script that has defined the element may go on to say where the module is.
    await Promise.resolve();
    await engine.init();
  });
}
