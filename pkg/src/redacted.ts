/** A report as it may be handed on: without a trace of the token. */
import type { Report } from "../assumable.js";

/** Each text without the secrets in it, in the same order. */
export type Guard = (texts: readonly string[]) => string[];

/** A copy of the report in which no text holds a secret, or a piece of one that was put in. */
export function redacted(report: Report, guard: Guard): Report {
  const texts = new Set<string>();
  copyOf(report, (text) => {
    texts.add(text);
    return text;
  });
  const given = [...texts];
  const taken = guard(given);
  const without = new Map(given.map((text, at) => [text, taken[at] ?? ""]));
  return copyOf(report, (text) => without.get(text) ?? "") as Report;
}

function copyOf(value: unknown, texts: (text: string) => string): unknown {
  if (typeof value === "string") return texts(value);
  if (Array.isArray(value)) return value.map((item) => copyOf(item, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member, texts)]));
}
