/**
 * The life of the module: loaded once, replaced when it stops.
 *
 * A trap leaves an instance in a state that nobody has thought about, so it is never
 * called again: the compiled module is kept, and a new instance of it takes over. The
 * caller is told and has lost nothing, since an instance remembers nothing that a report depends on.
 */

import type { Attempt, Report } from "../assumable.js";
import * as bindings from "./bindings.js";
import { checkedAttempt } from "./attempt.js";
import { compileModule, loadModule, type ModuleSource } from "./load.js";

/** An attempt made the module stop. The next call goes to a new instance. */
export class AssumableCrashed extends Error {
  override readonly name = "AssumableCrashed";

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `Assumable stopped while it read this attempt (${why}). It has been started anew; the attempt has no answer.`,
      {
        cause,
      },
    );
  }
}

let loaded = false;
let loading: Promise<void> | undefined;

/** Loads the module once; later calls return the same promise, unless it failed. */
export function init(source?: ModuleSource): Promise<void> {
  loading ??= loadModule(source)
    .then(start)
    .catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

/** The same without waiting. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  start(compileModule(source));
  loading ??= Promise.resolve();
}

function start(module: WebAssembly.Module): void {
  if (loaded) return;
  bindings.initSync({ module });
  loaded = true;
}

/** The whole verdict on one attempt. */
export function inspect(attempt: Attempt): Report {
  const checked = checkedAttempt(attempt);
  return guarded(() => bindings.inspect(checked) as Report);
}

/** Crate version, and the date of the AWS facts it was built on. */
export function version(): { version: string; facts: string } {
  return guarded(() => bindings.version() as { version: string; facts: string });
}

/** Lets go of the instance's memory, which held what was pasted, and starts a new instance. */
export function forget(): void {
  if (loaded) bindings.__wbg_reset_state();
}

function guarded<T>(call: () => T): T {
  if (!loaded) throw new Error("Assumable is not loaded yet: await init() first");
  try {
    return call();
  } catch (error) {
    // A RangeError is the engine's own stack running out inside the module.
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
    bindings.__wbg_reset_state();
    throw new AssumableCrashed(error);
  }
}
