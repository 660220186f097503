/** The core as the page has it: packed into the script, so that nothing has to be requested for it. */
import unpack from "virtual:core";

import * as engine from "../../pkg/src/engine.js";
import type { Attempt, Report } from "./contract.js";

/** Why there is no report. */
export type Failure =
  | { kind: "unsupported" }
  | { kind: "blocked" }
  | { kind: "damaged"; message: string }
  | { kind: "stopped"; message: string };

export class CoreFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/** A core that has been started. */
export interface Core {
  /** Throws {@link CoreFailed} where it stopped; it has been started anew by then. */
  inspect(attempt: Attempt): Report;
  version(): { version: string; facts: string };
  /** Drops the instance, and with its memory everything that it has seen. */
  forget(): void;
}

/** Unpacks, compiles and starts it. Rejects with {@link CoreFailed}. */
export async function start(): Promise<Core> {
  if (typeof WebAssembly !== "object") throw new CoreFailed({ kind: "unsupported" });
  try {
    engine.initSync(await WebAssembly.compile(await unpack()));
  } catch (error) {
    throw new CoreFailed(startFailure(error));
  }
  return { inspect, version: engine.version, forget: engine.forget };
}

function inspect(attempt: Attempt): Report {
  try {
    return engine.inspect(attempt);
  } catch (error) {
    throw new CoreFailed({ kind: "stopped", message: nameOf(error) });
  }
}

function startFailure(error: unknown): Failure {
  const message = nameOf(error);
  // Browsers refuse compilation under a policy without 'wasm-unsafe-eval' with these words.
  const refused = /content security policy|unsafe-eval|blocked by csp/i.test(message);
  return refused ? { kind: "blocked" } : { kind: "damaged", message };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
