/** A report as it may be handed to the page around an element: without a trace of the token. */
import type { Report } from "./contract.js";

/** A JWT, or the beginning of one: base64url of `{"`, and whatever segments follow. */
const jwt = /eyJ[\w-]{10,}(?:\.[\w-]*)*/g;

/** Shorter pieces are no secret, and are found in many a text. */
const shortest = 16;

/** Base64url that is long enough to hold a segment. */
const runs = new RegExp(`[\\w-]{${shortest},}`, "g");

/** A copy of the report in which no text holds a segment of the token, whatever quoted it. */
export function redacted(report: Report, token: string): Report {
  const segments = (token.replace(/\s/g, "").match(jwt) ?? []).flatMap((found) => found.split("."));
  const secrets = byBeginning(segments.filter((segment) => segment.length >= shortest));
  const without = (text: string) =>
    text.replace(jwt, "…").replace(runs, (run) => withoutSecrets(run, secrets));
  return copyOf(report, without) as Report;
}

/** Segments that begin alike. */
interface Alike {
  whole: Set<string>;
  /** Of each of them, the longest first. */
  lengths: number[];
}

/**
 * Segments by their first characters: a text of many tokens has thousands of them, and each text of the report is
 * looked through once for all.
 */
function byBeginning(segments: readonly string[]): Map<string, Alike> {
  const secrets = new Map<string, Alike>();
  for (const segment of segments) {
    const beginning = segment.slice(0, shortest);
    const alike = secrets.get(beginning) ?? { whole: new Set(), lengths: [] };
    secrets.set(beginning, alike);
    alike.whole.add(segment);
  }
  for (const alike of secrets.values()) {
    const lengths = new Set([...alike.whole].map(({ length }) => length));
    alike.lengths = [...lengths].sort((one, other) => other - one);
  }
  return secrets;
}

function withoutSecrets(run: string, secrets: ReadonlyMap<string, Alike>): string {
  if (secrets.size === 0) return run;
  let rest = "";
  let kept = 0;
  for (let at = 0; at + shortest <= run.length; at += 1) {
    const alike = secrets.get(run.slice(at, at + shortest));
    const length = alike?.lengths.find((length) => alike.whole.has(run.slice(at, at + length)));
    if (length === undefined) continue;
    rest += `${run.slice(kept, at)}…`;
    at += length - 1;
    kept = at + 1;
  }
  return rest + run.slice(kept);
}

function copyOf(value: unknown, texts: (text: string) => string): unknown {
  if (typeof value === "string") return texts(value);
  if (Array.isArray(value)) return value.map((item) => copyOf(item, texts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyOf(member, texts)]));
}
