/** What is said about places of the text: a wavy line, its reason, and the fix where there is one. */
import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";

import type { Span } from "../contract.js";

export interface Remark {
  severity: "error" | "warning" | "info";
  message: string;
  span: Span;
  fix?: { title: string; apply: () => void };
}

/** More than anybody looks at; a text with more would only be slow. */
const most = 500;

export function diagnosticsOf(text: Text, remarks: readonly Remark[]): Diagnostic[] {
  return remarks.slice(0, most).map(({ severity, message, span, fix }) => ({
    ...firstLine(text, span),
    severity,
    message,
    ...(fix === undefined ? {} : { actions: [{ name: fix.title, apply: fix.apply }] }),
  }));
}

/** Of a whole statement the first line is enough to say that it is meant; a lone bracket is shown with its name. */
function firstLine(text: Text, { start, end }: Span): { from: number; to: number } {
  const from = Math.min(start, text.length);
  const line = text.lineAt(from);
  if (end <= line.to) return { from, to: Math.max(from, end) };
  const indentation = line.text.length - line.text.trimStart().length;
  return { from: line.to - from > 1 ? from : line.from + indentation, to: line.to };
}
