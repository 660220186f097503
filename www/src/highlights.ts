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

/** The marks of one text. The registry is the document's: other texts of it, in other elements, have theirs there too. */
export class Painter {
  private readonly painted = new Map<string, readonly StaticRange[]>();

  /** Marks the text in place of what was marked before. */
  paint(box: Box, text: Text, marks: Marks): void {
    if (!("highlights" in CSS)) return;
    this.clear();
    for (const [priority, kind] of kinds.entries()) {
      const spans = (marks[kind] ?? []).slice(0, most);
      if (spans.length === 0) continue;
      const name = `assumable-${box}-${kind}`;
      const ranges = spans.map((span) => rangeOf(text, span));
      const highlight = CSS.highlights.get(name) ?? new Highlight();
      highlight.priority = priority;
      for (const range of ranges) highlight.add(range);
      CSS.highlights.set(name, highlight);
      this.painted.set(name, ranges);
    }
  }

  clear(): void {
    for (const [name, ranges] of this.painted) {
      const highlight = CSS.highlights.get(name);
      for (const range of ranges) highlight?.delete(range);
      if (highlight?.size === 0) CSS.highlights.delete(name);
    }
    this.painted.clear();
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
