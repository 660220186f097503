/** What stands before every way out: no token, signature or private key passes it. */
import type { Guard } from "../../pkg/src/redacted.js";
import type { Core } from "./core.js";
import type { State } from "./state.js";

export type { Guard };

/** Also pieces of what was put into any box or field are secrets. */
export function guardOf(core: Core, state: State): Guard {
  const known = [...Object.values(state.texts), ...Object.values(state.surroundings)];
  return (texts) => core.withoutSecrets(texts, known);
}

/** Whether a text may leave as it is. */
export function isFree(guard: Guard, text: string): boolean {
  return guard([text])[0] === text;
}
