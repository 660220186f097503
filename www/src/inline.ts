/**
 * Data that stands in the element itself: as `<script type="application/json" slot="…">`, which no
 * browser runs or shows, or as `<pre slot="…">`, for portals that take scripts out of their pages
 * or rewrite them, and for readers without JavaScript.
 */
import type { Attempt, Provider } from "./contract.js";
import { sort } from "./sort-paste.js";
import { strings } from "./strings.js";

const words = strings.element;

/** What the slots are called, and which member of an attempt they give. */
const members = {
  claims: "token",
  jwks: "jwks",
  "trust-policy": "trustPolicy",
  provider: "provider",
} as const;

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
    const text = textOf(holder);
    if (!isSlot(slot)) complaints.set(slot, words.unknownSlot(slot, Object.keys(members)));
    else if (isOtherScript(holder)) complaints.set(slot, words.wrongType(slot));
    else if (slot !== "provider") attempt[members[slot]] = text;
    else {
      const provider = providerOf(text);
      if (provider === undefined) complaints.set(slot, words.unreadableProvider);
      else attempt.provider = provider;
    }
  }
  return { attempt, complaints };
}

function isSlot(name: string): name is keyof typeof members {
  return Object.hasOwn(members, name);
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
function providerOf(text: string): Provider | null | undefined {
  const given = parsed(text);
  if (given === null) return null;
  const sorted = sort(text);
  if (sorted !== undefined && "provider" in sorted) return sorted.provider;
  return isProvider(given) ? given : undefined;
}

function isProvider(given: unknown): given is Provider {
  return typeof given === "object" && given !== null && typeof (given as Partial<Provider>).url === "string";
}
