/**
 * The life of the module: loaded once, replaced when it stops.
 *
 * A trap leaves an instance in a state that nobody has thought about, so it is never
 * called again: the compiled module is kept, and a new instance of it takes over. The
 * caller is told and has lost nothing, since an instance remembers nothing that a report depends on.
 */

import type { Attempt, IssueInput, Report } from "../assumable.js";
import * as bindings from "./bindings.js";
import { checkedAttempt } from "./attempt.js";
import { checkedIssue } from "./issue.js";
import { compileModule, loadModule, type ModuleSource } from "./load.js";

/** An input made the module stop. The next call goes to a new instance. */
export class AssumableCrashed extends Error {
  override readonly name = "AssumableCrashed";

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`Assumable stopped on this input (${why}). It has been started again; the input has no answer.`, {
      cause,
    });
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
  const checked = taken(() => checkedAttempt(attempt));
  return guarded(() => bindings.inspect(checked) as Report);
}

/** A token and the key set that verifies it. */
interface Issued {
  token: string;
  jwks: string;
}

/**
 * Signs claims with a key pair made on the spot. Every step is a call of its own, so that an instance
 * that is replaced in between takes nothing with it.
 */
export async function issueToken(given: IssueInput): Promise<Issued> {
  const issue = taken(() => checkedIssue(given));
  if (issue.alg.startsWith("ES")) return guarded(() => bindings.issueOnCurve(issue) as Issued);
  const draft = guarded(() => bindings.draftToken(issue) as unknown);
  const pair = (await guarded(() => bindings.generateRsaKeyPair(draft))) as CryptoKeyPair;
  const signature = (await guarded(() => bindings.signWithRsa(draft, pair))) as ArrayBuffer;
  const key: unknown = await guarded(() => bindings.exportPublicKey(pair));
  return guarded(() => bindings.issuedToken(draft, new Uint8Array(signature), key) as Issued);
}

/** Each text without the tokens and private keys in it, and without pieces of those that `known` texts hold. */
export function withoutSecrets(texts: readonly string[], known: readonly string[] = []): string[] {
  return guarded(() => bindings.withoutSecrets([...texts], [...known]));
}

/** Crate version, and the date of the AWS facts it was built on. */
export function version(): { version: string; facts: string } {
  return guarded(() => bindings.version() as { version: string; facts: string });
}

/** Lets go of the instance's memory, which held what was pasted, and starts a new instance. */
export function forget(): void {
  if (loaded) bindings.__wbg_reset_state();
}

/** What the caller gives, or why it is not taken. */
function taken<T>(take: () => T): T {
  try {
    return take();
  } catch (error) {
    throw error instanceof RangeError ? new AssumableCrashed(error) : error;
  }
}

function guarded<T>(call: () => T): T {
  if (!loaded) throw new Error("Assumable is not loaded yet: await init() first");
  try {
    return call();
  } catch (error) {
    if (isRefusal(error)) throw error;
    // A trap, or the engine's own limits: no stack, no memory, a text that is too long for it.
    bindings.__wbg_reset_state();
    throw new AssumableCrashed(error);
  }
}

/** What the module says in a sentence of its own, and is as well as before. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && Object.getPrototypeOf(error) === Error.prototype && !isLimit(error);
}

/** V8 says by a plain `Error` that a string would be too long; it has a code in Node alone. */
function isLimit(error: Error): boolean {
  return "code" in error || error.message.includes("string longer than");
}
