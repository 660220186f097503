/**
 * For a page that shows Assumable in a frame: `embed.mjs` exports this, and `embed.js`, a plain
 * script, defines it as `assumable.embed` and calls it for every `<iframe data-assumable>`.
 *
 * The frame is sandboxed and has an origin of its own, so that this page never has the token that
 * somebody pastes there. It tells the frame what to show and hears how the answer comes out. What it
 * shows while somebody has put something in waits until that is cleared.
 *
 * Events on the iframe element: `assumable-ready` with `{version, facts}`, `assumable-verdict` with
 * `{outcome, error, checks}`, `assumable-error` with `{kind, message}`. None of it was pasted.
 */
import type { CheckId, Provider, Report, Request, Role } from "../../../pkg/assumable.js";

/** Connects the frame and shows the options in it. Called again, it shows these instead. */
export function embed(iframe: HTMLIFrameElement, options?: EmbedOptions): Embedded;

export interface EmbedOptions {
  /** Id of one of Assumable's examples. */
  example?: string | undefined;
  /** The trust policy, as an object or as its JSON. */
  trustPolicy?: string | object | undefined;
  /** The issuer's JWK Set, likewise. */
  jwks?: string | object | undefined;
  /** Claims of a token, likewise: never a token, which the frame would not take. */
  claims?: string | object | undefined;
  provider?: Provider | null | undefined;
  role?: Role | undefined;
  /** Parameters of the call beside the token and the role. */
  request?: Request | undefined;
  /** Further condition keys and their values. */
  context?: Record<string, string | string[]> | undefined;
  /** Seconds since the epoch at which STS sees the call. Otherwise the clock runs. */
  now?: number | undefined;
  theme?: "auto" | "light" | "dark" | undefined;
  lang?: string | undefined;
  /** Parts to leave out, by their names. What you give here is shown all the same. */
  hide?: string | readonly string[] | undefined;
  readonly?: boolean | undefined;
  /** Pixels between which the frame's height follows its content. Default 240 and 6000. */
  minHeight?: number | undefined;
  maxHeight?: number | undefined;
}

export interface Embedded {
  readonly iframe: HTMLIFrameElement;
  /** Shows these options instead. */
  show(options: EmbedOptions): void;
  /** Hears and tells nothing any more; the frame stays as it is. */
  disconnect(): void;
}

/** What an answer comes to. Nothing of it was pasted. */
export interface Verdict {
  outcome: Report["verdict"]["outcome"];
  /** STS's error code, such as `AccessDenied`. */
  error?: string;
  checks: { id: CheckId; status: Report["checks"][number]["status"] }[];
}

declare global {
  interface HTMLElementEventMap {
    "assumable-ready": CustomEvent<{ version: string; facts: string }>;
    "assumable-verdict": CustomEvent<Verdict>;
    "assumable-error": CustomEvent<{ kind: string; message: string }>;
  }
}
