/**
 * What a frame and its host say to each other.
 *
 * The frame says `hello` to its parent; the host answers with a port, and everything else goes over
 * it. A host that came later than the frame asks for the hello by one of its own. There is no
 * message for a token: a token is pasted into the frame, which is there so that its host never has it.
 * Nothing else that is pasted goes to the host either: it hears outcome, error code and statuses, and
 * cannot ask for another answer to the same token by showing another policy.
 */
import type { Told } from "../told.js";

export const source = "assumable";
export const version = 1;

export interface Greeting {
  source: typeof source;
  v: typeof version;
  type: "hello" | "port";
  /** Of a hello of the frame: another number each time that it is loaded. */
  load?: number;
}

/** What the frame says over the port. */
export type FromFrame =
  | { type: "ready"; version: string; facts: string }
  | { type: "size"; height: number }
  | ({ type: "verdict" } & Told)
  | { type: "error"; kind: string; message: string };

export const greeting = (type: Greeting["type"], load?: number): Greeting => ({
  source,
  v: version,
  type,
  ...(load === undefined ? {} : { load }),
});

export function isGreeting(data: unknown, type: Greeting["type"]): data is Greeting {
  return isObject(data) && data["source"] === source && data["v"] === version && data["type"] === type;
}

export function isObject(data: unknown): data is Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** What is shown that is neither a text nor a word: where only texts can stand, its JSON does. */
export const valueNames = ["provider", "role", "request", "context", "now"] as const;
export type ValueName = (typeof valueNames)[number];

/** These, of texts by their names. What is no JSON goes as it is: whoever reads it says that it cannot take it. */
export function valuesIn(texts: Partial<Record<string, string>>): Record<ValueName, unknown> {
  const entries = valueNames.map((name) => [name, parsed(texts[name])] as const);
  return Object.fromEntries(entries) as Record<ValueName, unknown>;
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
