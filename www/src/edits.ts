/** Edits of a text at places that all belong to the text as it was before. */
import type { Span } from "./contract.js";

export interface Edit {
  span: Span;
  text: string;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  const fromTheEnd = [...edits].sort((one, other) => other.span.start - one.span.start);
  return fromTheEnd.reduce(
    (edited, { span, text }) => edited.slice(0, span.start) + text + edited.slice(span.end),
    text,
  );
}
