/**
 * What a pasted text is made of: JSON documents, PEM blocks and tokens, wherever in it they begin.
 * Everything here walks through the text once: whatever is pasted, the time grows with its length alone.
 */
export interface Piece {
  kind: "json" | "pem" | "token";
  start: number;
  end: number;
  text: string;
  /** Of a JSON document: its last bracket is there, and its brackets belong together. */
  whole: boolean;
}

/** Documents cut off within a line that are left behind, so that they do not take the rest of the text along. */
const mostCut = 8;

/** In the order in which they begin; what lies between them is the rest. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let cut = 0;
  let at = 0;
  while (at < text.length) {
    const piece = pieceAt(text, at);
    if (piece !== undefined && cut < mostCut && isCutOff(text, piece)) {
      cut += 1;
      at = lineEnd(text, at);
    } else {
      if (piece !== undefined) pieces.push(piece);
      at = piece?.end ?? nextStart(text, at);
    }
  }
  return pieces;
}

/** It begins after other words of its line, and never ends. */
function isCutOff(text: string, { kind, start, end, whole }: Piece): boolean {
  if (kind !== "json" || whole || end < text.length) return false;
  return text.slice(text.lastIndexOf("\n", start) + 1, start).trim() !== "";
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** What is left of the text without its pieces. */
export function restOf(text: string, pieces: readonly Piece[]): string {
  const starts = [0, ...pieces.map(({ end }) => end)];
  const ends = [...pieces.map(({ start }) => start), text.length];
  return starts
    .map((start, index) => text.slice(start, ends[index]).trim())
    .filter((part) => part !== "")
    .join(" ");
}

/** The tokens alone, also those inside of documents. */
export function tokensIn(text: string): string[] {
  const tokens: string[] = [];
  let at = 0;
  while (at < text.length) {
    const token = text[at] === "e" ? tokenAt(text, at) : undefined;
    if (token !== undefined) tokens.push(token.text);
    at = token?.end ?? nextStart(text, at);
  }
  return tokens;
}

function pieceAt(text: string, at: number): Piece | undefined {
  switch (text[at]) {
    case "{":
    case "[":
      return jsonAt(text, at);
    case "-":
      return pemAt(text, at);
    case "e":
      return tokenAt(text, at);
    default:
      return undefined;
  }
}

/** A token begins where a word does, so that of a long word no part is looked at twice. */
function nextStart(text: string, at: number): number {
  if (!isWordAt(text, at)) return at + 1;
  let next = at + 1;
  while (isWordAt(text, next)) next += 1;
  return next;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    code === 0x5f ||
    code === 0x2d
  );
}

// ------------------------------------------------------------------ JSON

const closing: Partial<Record<string, string>> = { "{": "}", "[": "]" };

/** A document that ends early, or whose brackets are mixed up, goes as far as it was read. */
function jsonAt(text: string, start: number): Piece | undefined {
  if (!beginsDocument(text, start)) return undefined;
  const open: (string | undefined)[] = [];
  let at = start;
  for (; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === '"') at = stringEnd(text, at);
    else if (character in closing) open.push(closing[character]);
    else if (character === "}" || character === "]") {
      if (open.pop() !== character) break;
      if (open.length === 0) return json(text, start, at + 1, true);
    }
  }
  return json(text, start, Math.min(at + 1, text.length), false);
}

function json(text: string, start: number, end: number, whole: boolean): Piece {
  return { kind: "json", start, end, text: text.slice(start, end), whole };
}

/** `{"…` and `[{…`: other brackets are those of a log, a shell or an expression. */
function beginsDocument(text: string, start: number): boolean {
  let next = start + 1;
  while (isBlank(text[next])) next += 1;
  return text[start] === "{" ? text[next] === '"' : text[next] === "{";
}

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}

/** Where a string ends: at its quote, or at the end of the line, which no string of JSON holds. */
function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return at;
}

// ------------------------------------------------------------------ PEM

const pemBegins = [
  "-----BEGIN PUBLIC KEY-----",
  "-----BEGIN RSA PUBLIC KEY-----",
  "-----BEGIN CERTIFICATE-----",
];

function pemAt(text: string, start: number): Piece | undefined {
  const begin = pemBegins.find((line) => text.startsWith(line, start));
  if (begin === undefined) return undefined;
  const line = begin.replace("BEGIN", "END");
  const found = text.indexOf(line, start);
  const end = found < 0 ? text.length : found + line.length;
  return { kind: "pem", start, end, text: text.slice(start, end), whole: found >= 0 };
}

// ------------------------------------------------------------------ tokens

/** Three base64url segments of which the first two encode an object. */
function tokenAt(text: string, start: number): Piece | undefined {
  if (isWordAt(text, start - 1) || !text.startsWith("ey", start)) return undefined;
  const header = wordEnd(text, start);
  if (!text.startsWith(".ey", header)) return undefined;
  const payload = wordEnd(text, header + 1);
  if (text[payload] !== ".") return undefined;
  const end = wordEnd(text, payload + 1);
  return { kind: "token", start, end, text: text.slice(start, end), whole: true };
}

function wordEnd(text: string, start: number): number {
  let at = start;
  while (isWordAt(text, at)) at += 1;
  return at;
}
