/** The core as the page has it: packed into the script, so that nothing has to be requested for it. */
import unpack from "virtual:core";

import * as engine from "../../pkg/src/engine.js";
import { type Core, startCore } from "./core.js";

/** Unpacks, compiles and starts it. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(engine, async () => {
    engine.initSync(await WebAssembly.compile(await unpack()));
  });
}
