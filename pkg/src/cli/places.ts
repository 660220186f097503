/** Lines and columns of UTF-16 offsets, both counted from 1, as editors and GitHub show them. */

import type { Span } from "../../assumable.js";

export interface Place {
  line: number;
  column: number;
}

export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** Where it begins and ends; the end is the last character that belongs to it. */
export function placesOf(text: string, span: Span): { start: Place; end: Place } {
  return { start: placeOf(text, span.start), end: placeOf(text, Math.max(span.start, span.end - 1)) };
}
