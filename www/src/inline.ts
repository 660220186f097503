/**
 * Data that stands in the element itself: as `<script type="application/json" slot="…">`, which no
 * browser runs or shows, or as `<pre slot="…">`, for portals that take scripts out of their pages
 * or rewrite them, and for readers without JavaScript.
 */
import { checkedAttempt } from "../../pkg/src/attempt.js";
import type { Attempt, Provider } from "./contract.js";
import { sort } from "./sort-paste.js";
import { strings } from "./strings.js";

const words = strings.element;

/** Slots of texts, and which member of an attempt each gives. */
const texts = {
  claims: "token",
  jwks: "jwks",
  "trust-policy": "trustPolicy",
} as const;

/** Slots of values as the package takes them, called as the members that they give. */
const values = ["role", "request", "context", "now"] as const;

const slots: readonly string[] = [...Object.keys(texts), "provider", ...values];

/** A `<pre>` may as well stand above or below the inspector. */
const holders = "script[slot], pre[slot]:not([slot=header], [slot=footer])";

export interface Inline {
  attempt: Partial<Attempt>;
  /** What could not be used, by the slot that it stands in. */
  complaints: Map<string, string>;
}

export function readInline(element: Element): Inline {
  const attempt: Partial<Attempt> = {};
  const complaints = new Map<string, string>();
  // Not only children: a Markdown processor may have put a paragraph around them.
  for (const holder of element.querySelectorAll<HTMLElement>(holders)) {
    const { slot } = holder;
    try {
      Object.assign(attempt, given(holder));
    } catch (error) {
      complaints.set(slot, error instanceof Error ? error.message : String(error));
    }
  }
  return { attempt, complaints };
}

/** The member that a holder gives. Throws what is said about one that gives none. */
function given(holder: HTMLElement): Partial<Attempt> {
  const { slot } = holder;
  if (!slots.includes(slot)) throw new Error(words.unknownSlot(slot, slots));
  if (isOtherScript(holder)) throw new Error(words.wrongType(slot));
  const text = textOf(holder);
  if (isText(slot)) return { [texts[slot]]: text };
  if (slot === "provider") return { provider: providerOf(text) };
  return valueOf(slot as (typeof values)[number], text);
}

function isText(slot: string): slot is keyof typeof texts {
  return Object.hasOwn(texts, slot);
}

function isOtherScript(holder: HTMLElement): boolean {
  return holder instanceof HTMLScriptElement && holder.type !== "application/json";
}

function textOf(holder: HTMLElement): string {
  const text = holder.textContent.trim();
  return isJson(text) ? text : unescaped(text);
}

const entities: Partial<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&#39;": "'",
  "&apos;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&nbsp;": " ",
  "&amp;": "&",
};

/** A script holds its text as it is; a processor may have escaped it all the same. Only where that makes it JSON. */
function unescaped(text: string): string {
  const plain = text.replace(
    /&(?:quot|#34|#39|apos|lt|gt|nbsp|amp);/g,
    (entity) => entities[entity] ?? entity,
  );
  return isJson(plain) ? plain : text;
}

function isJson(text: string): boolean {
  return parsed(text) !== undefined;
}

/** Undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As AWS answers, as the package takes it, or `null` for an account that has none. */
function providerOf(text: string): Provider | null {
  const given = parsed(text);
  if (given === null) return null;
  const sorted = sort(text);
  if (sorted !== undefined && "provider" in sorted) return sorted.provider;
  if (!isProvider(given)) throw new Error(words.unreadableProvider);
  return given;
}

function isProvider(given: unknown): given is Provider {
  return typeof given === "object" && given !== null && typeof (given as Partial<Provider>).url === "string";
}

function valueOf(slot: (typeof values)[number], text: string): Partial<Attempt> {
  const value = parsed(text);
  // The package takes `null` for what is not given.
  if (value == null) throw new Error(words.noValue(slot));
  try {
    return { [slot]: checkedAttempt({ token: "", [slot]: value })[slot] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(words.unreadableValue(slot, message), { cause: error });
  }
}
