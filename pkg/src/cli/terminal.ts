/** Lines for whoever reads them: as wide as the terminal, coloured only where colours are wanted. */

import { visible } from "../../../www/src/difference.js";

export type Style = "bold" | "dim" | "red" | "green" | "yellow";

/** A piece of a line. Whatever it holds, it is only ever text. */
export type Piece = string | { text: string; style: Style };

const codes: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** Where nobody says how wide it is: a log, a file. */
const usualWidth = 100;

interface Output {
  isTTY?: boolean;
  columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export class Terminal {
  readonly width: number;
  readonly #coloured: boolean;
  #lines: string[] = [];

  constructor(output: Output, environment: Environment) {
    const columns = (output.isTTY === true ? output.columns : Number(environment["COLUMNS"])) ?? 0;
    this.width = columns > 0 ? Math.min(Math.max(columns, 40), 120) : usualWidth;
    this.#coloured = wantsColours(output, environment);
  }

  line(...pieces: readonly Piece[]): void {
    const last = pieces.length - 1;
    const written = pieces.map((piece, index) => this.#written(index === last ? trimmed(piece) : piece));
    this.#lines.push(written.join("").trimEnd());
  }

  /** A text of any length, broken between words, every line of it indented. */
  paragraph(text: string, indent = 0, style?: Style): void {
    for (const line of wrapped(clipped(text), this.width - indent)) {
      this.line(" ".repeat(indent), style === undefined ? line : { text: line, style });
    }
  }

  /** The same behind a mark. */
  item(mark: string, text: string, indent: number): void {
    const [first = "", ...others] = wrapped(clipped(text), this.width - indent - 2);
    this.line(`${" ".repeat(indent)}${mark} ${first}`);
    for (const line of others) this.line(" ".repeat(indent + 2), line);
  }

  /** A heading with an empty line above it. */
  heading(text: string): void {
    this.line();
    this.line({ text, style: "bold" });
  }

  text(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  #written(piece: Piece): string {
    const text = safe(clipped(typeof piece === "string" ? piece : piece.text));
    if (typeof piece === "string" || !this.#coloured || text === "") return text;
    const [on, off] = codes[piece.style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  }
}

function trimmed(piece: Piece): Piece {
  return typeof piece === "string" ? piece.trimEnd() : { ...piece, text: piece.text.trimEnd() };
}

/** As Node itself decides it: FORCE_COLOR before NO_COLOR before what is there. */
function wantsColours(output: Output, environment: Environment): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = environment;
  if (force !== undefined) return force !== "0" && force !== "false";
  if (no !== undefined && no !== "") return false;
  return output.isTTY === true && term !== "dumb";
}

/** No sentence needs as much. A value that is longer is cut where everybody sees it. */
export function clipped(text: string, most = 2000): string {
  return text.length <= most ? text : `${text.slice(0, most)}… (${text.length - most} more)`;
}

const acted = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The text with everything written out that a terminal would act on, or that hides or turns around what stands beside it. */
export function safe(text: string): string {
  return text.replace(acted, visible);
}

/** Lines of at most that width. A word that is longer has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  // A blank at the end of something quoted stays where it can be seen.
  for (const word of text.split(/ (?!"(?:[ ,.;:)]|$))/)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(safe(longer)) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What takes two columns: East Asian wide and full-width letters, and emoji. */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303f\uff01-\uff60\uffe0-\uffe6])/u;

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

export function padded(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
