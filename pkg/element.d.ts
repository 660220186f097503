/**
 * `<assumable-inspector>`: the inspector as an element. Importing this defines nothing; see
 * `assumable/define`.
 */

import type { Attempt, Check, Provider, Report, Request, Role, Verdict } from "./assumable.js";

/** Defines the element under its name, or another. A name that is taken already is left alone. */
export function define(tag?: string): void;

export class AssumableInspector extends HTMLElement {
  // ------------------------------------------------------------- attributes too

  /** Id of an example to show, as in the address of the page, such as `github-branch`. */
  example: string | null | undefined;
  /** What goes in is shown and cannot be changed. */
  readOnly: boolean;
  /** What is left out, separated by blanks: `token jwks policy surroundings clock checks claims context keys`. */
  hide: string;
  /** `auto` follows the `color-scheme` of the page around it, `light` and `dark` do not. */
  theme: "auto" | "light" | "dark";

  // ----------------------------------------------- what goes in, as in an Attempt

  /** Reads as what the page has set; never as what a person has pasted. Not kept when cleared. */
  get token(): string;
  set token(token: string | undefined);
  /** The issuer's JWK Set, one JWK or a PEM public key, as text. */
  jwks: string | undefined;
  /** The role's trust policy, or the answer of `aws iam get-role`, as text. */
  trustPolicy: string | undefined;
  /** The account's OIDC provider; `null`: it has none. */
  provider: Provider | null | undefined;
  /** `role` of an attempt; an element's own `role` is that of ARIA. */
  roleToAssume: Role | undefined;
  /** Parameters of the call beside the token and the role. */
  request: Request | undefined;
  /** Further condition keys and their values. */
  context: Record<string, string | string[]> | undefined;
  /** Seconds since the epoch at which STS sees the call. Undefined: the clock runs. */
  now: number | undefined;
  /** All of these at once, as `inspect` takes them. */
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
  "assumable-verdict": CustomEvent<AssumableInspectorVerdict>;
  "assumable-error": CustomEvent<AssumableInspectorError>;
}

/** What an answer comes to. Nothing of it was pasted: the report is the property `report`. */
export interface AssumableInspectorVerdict {
  outcome: Verdict["outcome"];
  /** STS's error code, such as `AccessDenied`. */
  error?: string;
  checks: Pick<Check, "id" | "status">[];
}

export interface AssumableInspectorError {
  /**
   * unsupported, blocked, missing, damaged: there is no core, since the browser has no WebAssembly,
   * the page forbids it, the module did not arrive or does not compile. stopped: it stopped on this
   * attempt. undrawn: there is an answer, and it could not be shown. attribute, property, slot, example: what was declared there cannot be followed.
   */
  kind:
    | "unsupported"
    | "blocked"
    | "missing"
    | "damaged"
    | "stopped"
    | "undrawn"
    | "attribute"
    | "property"
    | "slot"
    | "example";
  message: string;
}
