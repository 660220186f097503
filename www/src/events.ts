/** What the elements tell the page. Every event bubbles out of every shadow root. */
import type { CheckId, Evidence, Finding, Span } from "./contract.js";
import type { Pointed } from "./links.js";
import type { Box, Clock, Field } from "./state.js";

export interface PageEvents {
  /** A text was typed or edited. */
  "box-text": { box: Box; text: string };
  /** A text is about to be pasted into a box; cancelled when it belongs elsewhere. */
  "box-paste": { box: Box; text: string };
  /** A file was chosen for a box. */
  "box-file": { box: Box; file: File };
  /** The caret stands at an offset of a text. */
  "box-caret": { box: Box; offset: number };
  "field-text": { field: Field; text: string };
  "clock-set": { clock: Clock };
  "example-chosen": { id: string };
  /** Something is pointed at, or nothing any more. */
  point: { pointed: Pointed | undefined };
  /** A place in a text is to be shown. */
  "show-span": { box: Box; span: Span };
  "show-check": { check: CheckId };
  "show-keys": Record<string, never>;
  "explain-evidence": { evidence: Evidence };
  "apply-fix": { finding: Finding };
  notice: { text: string };
  "forget-signature": Record<string, never>;
  retry: Record<string, never>;
}

/** False when a listener cancelled it. */
export function tell<K extends keyof PageEvents>(from: EventTarget, name: K, detail: PageEvents[K]): boolean {
  const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true });
  return from.dispatchEvent(event);
}

/** The page listens once, for all elements below it. */
export function listen<K extends keyof PageEvents>(
  to: EventTarget,
  name: K,
  heard: (detail: PageEvents[K], event: Event) => void,
): void {
  to.addEventListener(name, (event) => {
    heard((event as CustomEvent<PageEvents[K]>).detail, event);
  });
}
