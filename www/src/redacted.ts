/** A report as it may be handed to the page around an element: without a trace of the token. */
import type { Report } from "./contract.js";

/** A JWT, or the beginning of one: base64url of `{"`, and whatever segments follow. */
const jwt = /eyJ[\w-]{10,}(?:\.[\w-]*)*/g;

/** Shorter pieces are no secret, and are found in many a text. */
const shortest = 16;

/** A copy of the report in which no text holds a segment of the token, whatever quoted it. */
export function redacted(report: Report, token: string): Report {
  const segments = (token.replace(/\s/g, "").match(jwt) ?? []).flatMap((found) => found.split("."));
  const secrets = segments.filter((segment) => segment.length >= shortest);
  const without = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text.replace(jwt, "…"));
  return copyOf(report, without) as Report;
}

function copyOf(value: unknown, texts: (text: string) => string): unknown {
  if (typeof value === "string") return texts(value);
  if (Array.isArray(value)) return value.map((item) => copyOf(item, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member, texts)]));
}
