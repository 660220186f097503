/** The core as the page and the element see it, wherever its module came from. */
import type { Attempt, Report } from "./contract.js";

/** Why there is no report. */
export type Failure =
  | { kind: "unsupported" }
  | { kind: "blocked" }
  | { kind: "missing"; message: string }
  /** A script of the page in which a part of the core is. */
  | { kind: "incomplete"; message: string }
  | { kind: "damaged"; message: string }
  | { kind: "stopped"; message: string }
  /** There is an answer, and the page cannot show it. */
  | { kind: "undrawn"; message: string };

export class CoreFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.kind);
  }
}

/** A core that has been started. */
export interface Core {
  /** Throws {@link CoreFailed} where it stopped; it has been started anew by then. */
  inspect: (attempt: Attempt) => Report;
  /** Each text without secrets, nor pieces of those of `known` texts. Throws {@link CoreFailed} as well. */
  withoutSecrets: (texts: readonly string[], known: readonly string[]) => string[];
  version: () => { version: string; facts: string };
  /** Drops the instance, and with its memory everything that it has seen. */
  forget: () => void;
}

/** Starts what `load` makes ready. Rejects with {@link CoreFailed}. */
export async function startCore(engine: Core, load: () => Promise<void>): Promise<Core> {
  if (typeof WebAssembly !== "object") throw new CoreFailed({ kind: "unsupported" });
  try {
    await load();
  } catch (error) {
    throw error instanceof CoreFailed ? error : new CoreFailed(startFailure(error));
  }
  const { version, forget } = engine;
  return {
    inspect: (attempt) => called(() => engine.inspect(attempt)),
    withoutSecrets: (texts, known) => called(() => engine.withoutSecrets(texts, known)),
    version,
    forget,
  };
}

function called<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new CoreFailed({ kind: "stopped", message: nameOf(error) });
  }
}

function startFailure(error: unknown): Failure {
  const message = nameOf(error);
  // Browsers refuse compilation under a policy without 'wasm-unsafe-eval' with these words.
  const refused = /content security policy|unsafe-eval|blocked by csp/i.test(message);
  if (refused) return { kind: "blocked" };
  const arrived = /^(Compile|Link|Runtime)Error/.test(message);
  return { kind: arrived ? "damaged" : "missing", message };
}

/** An error by its name and its message, as a report of a failure says it. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
