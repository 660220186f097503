/**
 * Lists and pairs as people write them into a text box: one a line, or JSON where
 * a line could not hold them. Writing and reading agree, so that an example goes
 * through the form unchanged.
 */

/** What a text box holds, or what is wrong with it. */
export type Written<T> = { value: T | undefined } | { fault: string };

/** One item a line, or a JSON array of strings. Blank: nothing was written. */
export function readList(text: string): Written<string[]> {
  const trimmed = text.trim();
  if (trimmed === "") return { value: undefined };
  if (!trimmed.startsWith("[")) return { value: lines(trimmed) };
  const json = parse(trimmed);
  if (Array.isArray(json) && json.every(isString)) return { value: json };
  return { fault: "Expected one value a line, or a JSON array of strings." };
}

/** The inverse of {@link readList}. */
export function writeList(list: readonly string[] | undefined): string {
  if (list === undefined) return "";
  const plain = list.every((item) => isOneLine(item) && item !== "");
  if (list.length > 0 && plain && !list[0]?.startsWith("[")) return list.join("\n");
  return JSON.stringify(list);
}

/** `key = value` a line, a key on several lines having several values, or a JSON object. */
export function readPairs(text: string): Written<Record<string, string | string[]>> {
  const trimmed = text.trim();
  if (trimmed === "") return { value: undefined };
  return trimmed.startsWith("{") ? readJsonPairs(trimmed) : readLinePairs(trimmed);
}

function readJsonPairs(text: string): Written<Record<string, string | string[]>> {
  const json = parse(text);
  const fault = { fault: "Expected a JSON object of strings, or of arrays of strings." };
  if (typeof json !== "object" || json === null || Array.isArray(json)) return fault;
  const pairs: [string, string | string[]][] = [];
  for (const [key, value] of Object.entries(json)) {
    if (isString(value)) pairs.push([key, value]);
    else if (Array.isArray(value) && value.every(isString)) pairs.push([key, value]);
    else return fault;
  }
  return { value: Object.fromEntries(pairs) };
}

function readLinePairs(text: string): Written<Record<string, string | string[]>> {
  const pairs = new Map<string, string | string[]>();
  for (const line of lines(text)) {
    const at = line.indexOf("=");
    if (at < 1) return { fault: `Expected “key = value”, found “${line}”.` };
    const key = line.slice(0, at).trim();
    const value = line.slice(at + 1).trim();
    const before = pairs.get(key);
    pairs.set(key, before === undefined ? value : [before, value].flat());
  }
  return { value: Object.fromEntries(pairs) };
}

/** The inverse of {@link readPairs}. */
export function writePairs(pairs: Record<string, string | string[]> | undefined): string {
  if (pairs === undefined) return "";
  const entries = Object.entries(pairs);
  const plain = entries.every(
    ([key, value]) =>
      isString(value) && isOneLine(key) && isOneLine(value) && !/[={]/.test(key) && key !== "",
  );
  if (entries.length === 0 || !plain) return JSON.stringify(pairs, null, 2);
  return entries.map(([key, value]) => `${key} = ${String(value)}`).join("\n");
}

/** A whole or fractional number; what it means is the core's to say. */
export function readNumber(text: string): Written<number> {
  const trimmed = text.trim();
  if (trimmed === "") return { value: undefined };
  const value = Number(trimmed);
  if (Number.isFinite(value)) return { value };
  return { fault: `Expected a number of seconds, found “${trimmed}”.` };
}

function lines(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function isOneLine(text: string): boolean {
  return text === text.trim() && !/[\r\n]/.test(text);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
