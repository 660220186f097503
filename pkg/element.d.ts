/**
 * `<assumable-inspector>`: the inspector as an element. Importing this defines nothing; see
 * `assumable/define`.
 */

import type { Attempt, Provider, Report, Request, Role } from "./assumable.js";

/** Defines the element under its name, or another. A name that is taken already is left alone. */
export function define(tag?: string): void;

export class AssumableInspector extends HTMLElement {
  // ------------------------------------------------------------- attributes too

  /** Id of an example to show, as in the address of the page: `github-branch`. */
  example: string | undefined;
  /** What goes in is shown and cannot be changed. Attribute `readonly`. */
  readOnly: boolean;
  /** What is left out, separated by blanks: `token jwks policy surroundings clock checks claims context keys`. */
  hide: string;
  /** `auto`: by the `color-scheme` of the page around it. */
  theme: "auto" | "light" | "dark";

  // ----------------------------------------------- what goes in, as in an Attempt

  /** Reads as what the page has set; never as what a person has pasted. Not kept when cleared. */
  get token(): string;
  set token(token: string | undefined);
  jwks: string | undefined;
  trustPolicy: string | undefined;
  provider: Provider | null | undefined;
  /** `Attempt.role`; an element's own `role` is that of ARIA. */
  roleToAssume: Role | undefined;
  request: Request | undefined;
  context: Record<string, string | string[]> | undefined;
  /** Seconds since the epoch. Undefined: the clock runs. */
  now: number | undefined;
  /** All of it at once. */
  attempt: Partial<Attempt>;

  // ------------------------------------------------------------- what comes out

  /** A copy, without a trace of the token. Undefined while there is nothing to look at. */
  readonly report: Report | undefined;

  /** Takes away what a person has put in, and a token; what the page has declared stays. */
  clear(): void;

  addEventListener<K extends keyof AssumableInspectorEventMap>(
    type: K,
    listener: (this: AssumableInspector, event: AssumableInspectorEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: AssumableInspector, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof AssumableInspectorEventMap>(
    type: K,
    listener: (this: AssumableInspector, event: AssumableInspectorEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** Every one bubbles, and leaves the shadow roots around it. */
export interface AssumableInspectorEventMap {
  "assumable-ready": CustomEvent<{ version: string; facts: string }>;
  "assumable-verdict": CustomEvent<{ report: Report }>;
  "assumable-error": CustomEvent<AssumableInspectorError>;
}

export interface AssumableInspectorError {
  /**
   * unsupported, blocked, missing, damaged: there is no core, since the browser has no WebAssembly,
   * the page forbids it, the module did not arrive or does not compile. stopped: it stopped on this
   * attempt. attribute, property, slot, example: what was declared there cannot be followed.
   */
  kind:
    | "unsupported"
    | "blocked"
    | "missing"
    | "damaged"
    | "stopped"
    | "attribute"
    | "property"
    | "slot"
    | "example";
  message: string;
}
