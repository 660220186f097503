/**
 * Marks in a text without touching its markup: the CSS highlight registry, one name for
 * each box and kind of mark. A browser without it shows the text unmarked.
 */
import type { Span } from "./contract.js";
import type { Box } from "./state.js";

export type Mark = "header" | "payload" | "signature" | "lit" | "error" | "warning" | "differs";
export type Marks = Partial<Record<Mark, readonly Span[]>>;

/** Later ones lie over earlier ones. */
const kinds: readonly Mark[] = ["header", "payload", "signature", "warning", "error", "differs", "lit"];

/** More than anybody looks at; a text with more marks would only be slow. */
const most = 500;

export function paint(box: Box, text: Text | undefined, marks: Marks): void {
  if (!("highlights" in CSS)) return;
  for (const [priority, kind] of kinds.entries()) {
    const spans = text === undefined ? [] : (marks[kind] ?? []);
    const name = `${box}-${kind}`;
    if (text === undefined || spans.length === 0) {
      CSS.highlights.delete(name);
      continue;
    }
    const highlight = new Highlight(...spans.slice(0, most).map((span) => rangeOf(text, span)));
    highlight.priority = priority;
    CSS.highlights.set(name, highlight);
  }
}

/** A span may be of a text one keystroke older than the one shown. */
function rangeOf(text: Text, { start, end }: Span): StaticRange {
  const within = (offset: number) => Math.min(offset, text.length);
  return new StaticRange({
    startContainer: text,
    startOffset: within(start),
    endContainer: text,
    endOffset: within(end),
  });
}
