/** What is said about places of the text: a wavy line, its reason, and the fix where there is one. */
import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";

import type { Span } from "../contract.js";

export interface Remark {
  severity: "error" | "warning" | "info";
  message: string;
  span: Span;
  fix?: Fix;
}

interface Fix {
  title: string;
  apply: () => void;
}

/** More than anybody looks at; a text with more would only be slow. */
const most = 500;

export function diagnosticsOf(text: Text, remarks: readonly Remark[]): Diagnostic[] {
  return remarks.slice(0, most).map(({ severity, message, span, fix }) => ({
    ...firstLine(text, span),
    severity,
    message,
    ...(fix === undefined ? {} : { renderMessage: () => withFix(message, fix) }),
  }));
}

/** CodeMirror's own button would be read out in its own words. */
function withFix(message: string, { title, apply }: Fix): HTMLElement {
  const text = document.createElement("span");
  const button = document.createElement("button");
  text.textContent = message;
  button.type = "button";
  button.className = "cm-diagnosticAction";
  button.textContent = title;
  // Before the editor would lose the focus.
  button.onmousedown = (event) => {
    event.preventDefault();
  };
  button.onclick = apply;
  const both = document.createElement("div");
  both.append(text, button);
  return both;
}

/** Of a whole statement the first line is enough to say that it is meant; a lone bracket is shown with its name. */
function firstLine(text: Text, { start, end }: Span): { from: number; to: number } {
  const from = Math.min(start, text.length);
  const line = text.lineAt(from);
  if (end <= line.to) return { from, to: Math.max(from, end) };
  const indentation = line.text.length - line.text.trimStart().length;
  return { from: line.to - from > 1 ? from : line.from + indentation, to: line.to };
}
