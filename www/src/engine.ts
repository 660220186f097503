/** The core as the page has it: packed into scripts, so that nothing has to be connected to for it. */
import load, { chunks } from "virtual:core";

import * as engine from "../../pkg/src/engine.js";
import { fetchAhead } from "./chunks.js";
import { type Core, CoreFailed, nameOf, startCore } from "./core.js";

/** Asks for it, long before it is started. */
export function fetchCore(): void {
  for (const chunk of chunks) fetchAhead(chunk, "auto");
}

/** Unpacks, compiles and starts it. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(engine, async () => {
    engine.initSync(await WebAssembly.compile(await arrived()));
  });
}

async function arrived(): Promise<BufferSource> {
  try {
    return await load();
  } catch (error) {
    throw new CoreFailed({ kind: "incomplete", message: nameOf(error) });
  }
}
