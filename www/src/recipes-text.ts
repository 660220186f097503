/**
 * Texts put where HTML, MDX or an address can hold them, so that the same texts come out again,
 * whatever they are. Some of what holds them is read as Markdown first, for which an empty line ends
 * a block: there is none. JSON is written anew, with one member a line; every value stays as it is.
 */
import { formatted } from "./format.js";

/** A name and its value; an empty one where the name alone counts. */
export type Attribute = readonly [name: string, value: string];

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // Processors of Markdown make blanks of it.
  "\t": "&#9;",
};

/** The line end before an empty line, or one that looks so. */
const beforeEmptyLine = /\n(?<=\n[ \t]*\n)/g;

/** Line ends beside the usual one: a bare CR begins a line in Markdown, some processors take the others for one. */
const otherLineEnd = /[\r\v\f\u2028\u2029]/g;

/** What begins a block of code, wherever it stands. */
const fence = /[`~](?<=^[ \t]*[`~])(?=[`~]{2})/gm;

function escaped(text: string, characters: RegExp): string {
  return text
    .replace(characters, (found) => entities[found] ?? found)
    .replace(otherLineEnd, (found) => `&#${found.charCodeAt(0)};`)
    .replace(fence, (found) => `&#${found.charCodeAt(0)};`)
    .replace(beforeEmptyLine, "&#10;");
}

/** In the quotes that leave JSON readable. */
export function htmlAttribute([name, value]: Attribute): string {
  if (value === "") return name;
  const text = formatted(value) ?? value.trim();
  return text.includes('"')
    ? `${name}='${escaped(text, /[&<>'\t]/g)}'`
    : `${name}="${escaped(text, /[&<>"\t]/g)}"`;
}

/** Data in an element: in a script where that can end at no place but its own. */
export function htmlData(slot: string, text: string): string {
  const json = formatted(text);
  return json === undefined || json.includes("<")
    ? htmlPre(slot, text)
    : `<script type="application/json" slot="${slot}">\n${json}\n</script>`;
}

/** The same for what takes scripts out; `others` are attributes that it knows. */
export function htmlPre(slot: string, text: string, others = ""): string {
  const kept = escaped(formatted(text) ?? text.trim(), /[&<>\t]/g);
  return `<pre slot="${slot}"${others}>\n${kept}\n</pre>`;
}

export function mdxAttribute([name, value]: Attribute): string {
  if (value === "") return name;
  return /["&<>{}\\\n\r\v\f\u2028\u2029]/.test(value) ? `${name}=${mdxText(value)}` : `${name}="${value}"`;
}

export function mdxPre(slot: string, text: string): string {
  return `  <pre slot="${slot}">${mdxText(text, "\n")}</pre>`;
}

/**
 * As an expression, indented as what it stands in, which MDX undoes. What is no JSON stands on one
 * line: what begins a block in Markdown would end it.
 */
function mdxText(text: string, end = ""): string {
  const json = formatted(text);
  if (json === undefined) return `{${JSON.stringify(text.trim())}}`;
  const escaped = json.replace(/[\\`]|\$\{/g, "\\$&");
  return `{\`${`${end}${escaped}${end}`.replaceAll("\n", "\n  ")}\`}`;
}

/** Behind an address, for a frame that no script tells what to show. */
export function fragment(members: readonly Attribute[]): string {
  return members.length === 0 ? "" : `#${new URLSearchParams(members.map(([...pair]) => pair)).toString()}`;
}
