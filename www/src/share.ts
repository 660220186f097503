/**
 * A link that opens this page as it stands, without the token: `#v1.` and base64url of a
 * flat JSON object of strings, compressed where the browser can. Reading one never fails:
 * what cannot be read is left as it is by default, and said.
 */
import type { Report } from "./contract.js";
import { listOf, shown } from "./drawn.js";
import { type Guard, isFree } from "./guard.js";
import { type Box, type Field, type State, type Surroundings, empty, usual } from "./state.js";
import { strings } from "./strings.js";
import { claimsText } from "./token-times.js";

const words = strings.share;

/** Keys are public, and can be fetched again: above so many characters they stay at home. */
const mostOfKeys = 8192;

/**
 * Bytes that a link may hold, packed or not: a hundred times the largest policy that IAM saves. A few bytes can be made
 * to unpack to gigabytes.
 */
export const mostUnpacked = 256 * 1024;

/** Above so many characters some programs cut a link, or show it as no link. */
export const longLink = 2000;

// ------------------------------------------------------------------ writing

export interface Choice {
  /** Taken only if the person asks for it; undefined where it is not asked for, or there are none. */
  claims: string | undefined;
  /** The moment of the answer, in seconds: it goes along with the claims, whose answer depends on it. */
  at?: number;
}

/** The claims of the token as they would be shared: no header, no signature. */
export function sharedClaims(report: Report | undefined): string | undefined {
  return report === undefined || report.token.claims.length === 0 ? undefined : claimsText(report.token);
}

/** What of a state may leave the page. */
export interface Shareable {
  state: State;
  /** What stays, since a secret is in it. */
  leftOut: (Box | Field)[];
}

/** Claims in the token's place if they are asked for, public keys, and nothing in which there is a secret. */
export function shareable(state: State, { claims }: Choice, guard: Guard): Shareable {
  const { jwks, trustPolicy } = state.texts;
  const wanted = Object.entries({
    token: claims ?? "",
    jwks: publicKeys(jwks),
    trustPolicy,
    ...state.surroundings,
  }) as [Box | Field, string][];
  const passed = guard(wanted.map(([, text]) => text));
  const leftOut = wanted.filter(([, text], at) => passed[at] !== text).map(([name]) => name);
  const kept = (name: Box | Field) =>
    leftOut.includes(name) ? "" : (wanted.find(([one]) => one === name)?.[1] ?? "");
  const fields = Object.keys(state.surroundings) as Field[];
  const surroundings = Object.fromEntries(
    fields.map((field) => [field, leftOut.includes(field) ? usual[field] : kept(field)]),
  );
  const texts = { token: kept("token"), jwks: kept("jwks"), trustPolicy: kept("trustPolicy") };
  const shared = {
    ...state,
    texts,
    surroundings: surroundings as unknown as Surroundings,
    logAnswer: undefined,
  };
  return { state: shared, leftOut };
}

export interface Fragment extends Pick<Shareable, "leftOut"> {
  /** With its `#`; undefined where it would hold more than a link may, or a secret that is split over fields. */
  fragment: string | undefined;
}

/** Small things come first, so that a link that is cut loses what is most easily had again. */
export async function fragmentOf(state: State, choice: Choice, guard: Guard): Promise<Fragment> {
  const {
    state: { texts, surroundings, clock },
    leftOut,
  } = shareable(state, choice, guard);
  const at = clock.kind === "fixed" ? clock.at : texts.token === "" ? undefined : choice.at;
  const fields = Object.entries(surroundings).filter(([name, text]) => text !== usual[name as Field]);
  const parts: [string, string][] = [
    ...fields,
    ...(at === undefined ? [] : [["now", String(Math.floor(at))] satisfies [string, string]]),
    ["claims", texts.token],
    ["trustPolicy", texts.trustPolicy],
    ["jwks", texts.jwks],
  ];
  const kept = parts.filter(([, text]) => text !== "");
  const plain = new TextEncoder().encode(JSON.stringify(Object.fromEntries(kept)));
  const mayLeave = plain.length <= mostUnpacked && isFree(guard, kept.map(([, text]) => text).join("\n"));
  return { fragment: mayLeave ? `#v1.${toBase64url(await packed(plain))}` : undefined, leftOut };
}

/** Members of a key that everybody may know (RFC 7517 section 4, RFC 7518 section 6, RFC 8037, AKP). */
const publicMembers = [
  "kty",
  "use",
  "key_ops",
  "alg",
  "kid",
  "x5c",
  "x5t",
  "x5t#S256",
  "n",
  "e",
  "crv",
  "x",
  "y",
  "pub",
];

/**
 * Keys as they may go along: of JSON the public members alone. Empty where they are too long, or one of them is
 * private or a shared secret. What is no JSON is looked through like every text.
 */
export function publicKeys(jwks: string): string {
  if (jwks.length > mostOfKeys) return "";
  const set = parsed(jwks);
  const keys = keysIn(set);
  if (keys === undefined) return jwks;
  const names = keys.flatMap((key) => Object.keys(key));
  if (names.some((name) => privateMembers.includes(name))) return "";
  return JSON.stringify({ keys: keys.map(publicOf) }, null, 2);
}

/** Of a key what is known to be public, and a text or a list of texts as it should be. */
function publicOf(key: Record<string, unknown>): Record<string, unknown> {
  const isText = (value: unknown) => typeof value === "string";
  const known = Object.entries(key).filter(
    ([name, value]) =>
      publicMembers.includes(name) && (isText(value) || (Array.isArray(value) && value.every(isText))),
  );
  return Object.fromEntries(known);
}

/** Of private keys, and of secrets that are shared with the issuer. */
const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"];

/** The keys of a set, of a list, or a key by itself; undefined where it is none of these. */
function keysIn(json: unknown): Record<string, unknown>[] | undefined {
  if (Array.isArray(json)) return json.filter(isObject);
  if (!isObject(json)) return undefined;
  if (Array.isArray(json["keys"])) return json["keys"].filter(isObject);
  return "kty" in json ? [json] : undefined;
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// ------------------------------------------------------------------ reading

export interface Opened {
  /** Undefined where nothing of the link could be read. */
  state: State | undefined;
  /** What is said about it. */
  notice: string;
}

export function isShareLink(hash: string): boolean {
  return /^#v\d+(\.|%2e)/i.test(hash);
}

/** Whatever of a link can still be read, over the defaults. */
export async function openFragment(hash: string): Promise<Opened> {
  const { version, payload } = partsOf(hash);
  const { text, whole, tooLarge } = await unpacked(payload);
  if (tooLarge) return { state: undefined, notice: words.tooLarge };
  const { parts, complete } = partsIn(text);
  const { state, dropped } = stateOf(parts);
  const names = Object.keys(parts);
  if (names.length === 0 || names.length === dropped.length)
    return { state: undefined, notice: words.nothingLeft };
  const losses = [
    ...(version > 1 ? [words.newer] : []),
    ...(whole && complete ? [] : [words.cut(missing(state))]),
    ...(dropped.length === 0 ? [] : [words.dropped(listOf(dropped.slice(0, fewNames), nameOf))]),
  ];
  return { state, notice: [words.opened, ...losses].join(" ") };
}

/** A name that nobody here has given: its beginning, with what does not show written out. */
function nameOf(name: string): string {
  return shown(name.length > longestName ? `${name.slice(0, longestName)}…` : name);
}

const longestName = 40;

/** Names that are said: more of them tell a person no more. */
const fewNames = 5;

/** Boxes and fields as they are called on the page. */
export function titlesOf(names: readonly (Box | Field)[]): string {
  const { fields } = strings.surroundings;
  const titleOf = (name: Box | Field) => {
    if (name === "token" || name === "jwks" || name === "trustPolicy") return strings.boxes[name].title;
    return name === "providerChoice" ? name : fields[name].label;
  };
  return names.map((name) => `“${titleOf(name)}”`).join(", ");
}

/** Undoes what mail, chat and Markdown do to a link: percent signs, line ends, what stands behind it. */
function partsOf(hash: string): { version: number; payload: string } {
  const plain = unescaped(hash)
    .replace(/=\r?\n|\s/g, "")
    .replaceAll("+", "-")
    .replaceAll("/", "_");
  const found = /^#v(\d{1,3})\.([A-Za-z0-9_-]*)/i.exec(plain);
  return { version: Number(found?.[1] ?? 1), payload: found?.[2] ?? "" };
}

function unescaped(text: string): string {
  // Escaped twice is as common as once. A sign that stands for nothing is left out.
  const once = (text: string) =>
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return once(once(text)).replaceAll("%", "");
}

/** Every `"name": "text"` that is whole; a link that was cut ends in the middle of one. */
function partsIn(text: string): { parts: Record<string, unknown>; complete: boolean } {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === "object" && json !== null && !Array.isArray(json)) {
      return { parts: { ...json }, complete: true };
    }
  } catch {
    // It was cut: what stands before the cut is still good.
  }
  const found = text.matchAll(/"([A-Za-z]+)":("(?:[^"\\]|\\.)*")/g);
  const pairs = [...found].map(([, name = "", quoted = ""]) => [name, string(quoted)]);
  return { parts: Object.fromEntries(pairs) as Record<string, unknown>, complete: false };
}

function string(quoted: string): unknown {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}

/** Unknown names and values of another kind are dropped, by name. */
function stateOf(parts: Record<string, unknown>): { state: State; dropped: string[] } {
  const texts = { ...empty.texts };
  const surroundings = { ...usual };
  let clock = empty.clock;
  const dropped: string[] = [];
  for (const [name, text] of Object.entries(parts)) {
    if (typeof text !== "string") dropped.push(name);
    else if (name === "claims") texts.token = text;
    else if (name === "trustPolicy" || name === "jwks") texts[name] = text;
    else if (name === "now" && isMoment(text)) clock = { kind: "fixed", at: Number(text) };
    else if (name === "providerChoice") {
      if (text === "registered" || text === "none") surroundings.providerChoice = text;
      else dropped.push(name);
    } else if (isTextField(name)) surroundings[name] = text;
    else dropped.push(name);
  }
  return { state: { ...empty, texts, surroundings, clock }, dropped };
}

function isTextField(name: string): name is Exclude<Field, "providerChoice"> {
  return Object.hasOwn(usual, name) && name !== "providerChoice";
}

/** A time that a calendar can show. */
function isMoment(text: string): boolean {
  return /^\d{1,11}$/.test(text);
}

function missing({ texts }: State): string[] {
  return (["token", "trustPolicy", "jwks"] as const)
    .filter((box) => texts[box] === "")
    .map((box) => strings.boxes[box].title);
}

// ------------------------------------------------------------------ packing

async function packed(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const pipe = deflater();
  if (pipe === undefined) return plain;
  const { bytes } = await through(plain, pipe);
  return bytes.length < plain.length ? bytes : plain;
}

interface Unpacked {
  text: string;
  /** False where the bytes ended early, or were none. */
  whole: boolean;
  /** It holds more than a link may, and nothing of it is read. */
  tooLarge: boolean;
}

async function unpacked(payload: string): Promise<Unpacked> {
  // Neither packed nor plain can so many characters be what a link may hold.
  if (payload.length > 2 * mostUnpacked) return { text: "", whole: false, tooLarge: true };
  const bytes = fromBase64url(payload);
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const plain = decode(bytes);
  // Only a link that was made without compression reads as an object at once.
  if (plain.startsWith('{"')) return { text: plain, whole: true, tooLarge: bytes.length > mostUnpacked };
  const pipe = inflater();
  if (pipe === undefined) return { text: "", whole: false, tooLarge: false };
  const { bytes: inflated, whole } = await through(bytes, pipe);
  return { text: decode(inflated), whole, tooLarge: inflated.length > mostUnpacked };
}

/** What comes out of a stream, up to the place where it fails or there is more than a link may hold. */
async function through(bytes: Uint8Array<ArrayBuffer>, pipe: GenericTransformStream) {
  const writer = (pipe.writable as WritableStream<Uint8Array>).getWriter();
  // A stream that fails says so on this side too; it is heard on the other.
  const written = writer.write(bytes).then(() => writer.close());
  written.catch(() => undefined);
  const reader = (pipe.readable as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let whole = true;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
      chunks.push(value);
      if (size > mostUnpacked) {
        whole = false;
        await reader.cancel();
        break;
      }
    }
  } catch {
    whole = false;
  }
  return { bytes: joined(chunks), whole };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function deflater(): GenericTransformStream | undefined {
  return typeof CompressionStream === "function" ? new CompressionStream("deflate-raw") : undefined;
}

function inflater(): GenericTransformStream | undefined {
  return typeof DecompressionStream === "function" ? new DecompressionStream("deflate-raw") : undefined;
}

function toBase64url(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** A character for each byte, as far as it goes: one character alone at the end is half a byte, and nothing. */
function charactersOf(text: string): string {
  const even = text.length % 4 === 1 ? text.slice(0, -1) : text;
  return atob(even.replaceAll("-", "+").replaceAll("_", "/"));
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(charactersOf(text), (character) => character.charCodeAt(0));
}
