/** What the parts tell the page or the inspector element that they are in. No event leaves it. */
import type { CheckId, Evidence, Span } from "./contract.js";
import type { Edit } from "./edits.js";
import type { Pointed } from "./links.js";
import type { Box, Clock, Field } from "./state.js";

/** What a paste takes the place of: all the text, a selected part of it, or nothing. */
export type Place = "all" | "selection" | "caret";

export interface PageEvents {
  /** A text was typed or edited. */
  "box-text": { box: Box; text: string };
  /** A text is about to be pasted into a box; cancelled when it belongs elsewhere. */
  "box-paste": { box: Box; text: string; place: Place };
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
  "show-findings": Record<string, never>;
  "explain-evidence": { evidence: Evidence };
  /** A text is to be edited so. */
  "apply-edits": { box: Box; edits: readonly Edit[] };
  notice: { text: string };
  "forget-signature": Record<string, never>;
  retry: Record<string, never>;
  /** A part could not be drawn, for an error of that kind. */
  undrawn: { by: string };
}

/** The roots that such events end at: what is typed is nobody's business outside of them. */
const ends = new WeakSet<Node>();

/** False when a listener cancelled it. */
export function tell<K extends keyof PageEvents>(from: Element, name: K, detail: PageEvents[K]): boolean {
  const event = new CustomEvent(name, { detail, bubbles: true, cancelable: true });
  return insideOfEnd(from).dispatchEvent(event);
}

/** The element, or the one around it that stands in a root where events end. */
function insideOfEnd(from: Element): Element {
  const root = from.getRootNode();
  return root instanceof ShadowRoot && !ends.has(root) ? insideOfEnd(root.host) : from;
}

/** A root listens once, for all elements below it. */
export function listen<K extends keyof PageEvents>(
  root: ShadowRoot,
  name: K,
  heard: (detail: PageEvents[K], event: Event) => void,
): void {
  ends.add(root);
  root.addEventListener(name, (event) => {
    heard((event as CustomEvent<PageEvents[K]>).detail, event);
  });
}
