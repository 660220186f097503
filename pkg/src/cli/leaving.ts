/**
 * What stands before everything that the command writes: no token, signature or private key leaves it, whatever
 * option or file it was put into.
 */

import { withoutSecrets } from "../../engine.js";

/** All that was put in: the arguments, and the files. Pieces of their secrets are secrets. */
const known: string[] = [];

export function remember(...texts: readonly string[]): void {
  known.push(...texts);
}

/** Each text without the secrets in it. The module has to be loaded. */
export function guard(texts: readonly string[]): string[] {
  return withoutSecrets(texts, known);
}

/** A text as it may leave. */
export function free(text: string): string {
  return guard([text])[0] ?? "";
}
