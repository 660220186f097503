/** Lines and columns of UTF-16 offsets, both counted from 1, as editors and GitHub show them. */

import type { Span } from "../../assumable.js";

export interface Place {
  line: number;
  column: number;
}

/** Where it begins and ends; the end is the last character that belongs to it. */
export function placesOf(text: string, span: Span): { start: Place; end: Place } {
  return { start: placeOf(text, span.start), end: placeOf(text, Math.max(span.start, span.end - 1)) };
}

export function placeOf(text: string, offset: number): Place {
  const starts = lineStarts(text);
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Of every text that was read, once: a policy may have thousands of places to be told. */
const known = new Map<string, readonly number[]>();

function lineStarts(text: string): readonly number[] {
  let starts = known.get(text);
  if (starts === undefined) {
    starts = [0, ...Array.from(text.matchAll(/\r\n|\r|\n/g), ({ index, 0: end }) => index + end.length)];
    known.set(text, starts);
  }
  return starts;
}
