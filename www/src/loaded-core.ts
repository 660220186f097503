/** The core as the package has it: one module for all elements of a page, loaded when the first one wants it. */
import * as engine from "../../pkg/src/engine.js";
import { type Core, startCore } from "./core.js";

/** Loads and starts it, unless somebody has. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(engine, () => engine.init());
}
