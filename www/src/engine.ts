/** The core as the page has it: packed into the script, so that nothing has to be requested for it. */
import core from "virtual:core";

import * as engine from "../../pkg/src/engine.js";
import { type Core, startCore } from "./core.js";

/** Unpacks, compiles and starts it. Rejects with a `CoreFailed`. */
export function start(): Promise<Core> {
  return startCore(engine, async () => {
    engine.initSync(await WebAssembly.compile(unpack(core)));
  });
}

function unpack(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
