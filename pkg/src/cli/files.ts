/** Files and standard input, as texts. */

import { createReadStream } from "node:fs";
import type { Span } from "../../assumable.js";
import { remember } from "./leaving.js";
import { placeOf } from "./places.js";
import { BadUsage, named } from "./usage.js";
import { words } from "./words.js";

/** A text, and where it was read. */
export interface Source {
  /** The option that named it. */
  option: string;
  /** As it was given; `-` for standard input. */
  path: string;
  text: string;
}

/** How a file is called in what is written about it. */
export function shortName(path: string): string {
  return path === "-" ? words.standardInput : path;
}

/** `policy.json:13:11`, as editors open it. */
export function placed({ path, text }: Source, span: Span | undefined): string {
  if (span === undefined) return shortName(path);
  const { line, column } = placeOf(text, span.start);
  return `${shortName(path)}:${line}:${column}`;
}

/** More than any token, key set or policy has, and little enough to be answered at once. */
const LIMIT = 1024 * 1024;

/** A JWT where the name of a file should stand. */
const tokenItself = /^\s*["']?(Bearer\s+)?ey[\w-]{8,}(\.|$)/i;

/** Reads what the options name. Standard input is there once. */
export class Files {
  #standardInput: string | undefined;

  async read(option: string, path: string): Promise<Source> {
    if (tokenItself.test(path)) throw new BadUsage(`--${option}: ${words.tokenItself}`);
    const bytes = await this.#bytes(option, path);
    const text = decoded(bytes, place(option, path));
    if (text.trim() === "") throw new BadUsage(`${place(option, path)}: expected a text, found an empty one`);
    remember(text);
    return { option, path, text };
  }

  async #bytes(option: string, path: string): Promise<Uint8Array> {
    if (path !== "-") return limited(createReadStream(path), place(option, path));
    if (this.#standardInput !== undefined) {
      throw new BadUsage(
        `--${option}: expected a file, found standard input, which is already read for --${this.#standardInput}`,
      );
    }
    this.#standardInput = option;
    if (process.stdin.isTTY) process.stderr.write(words.waiting(option));
    return limited(process.stdin, place(option, path));
  }
}

function place(option: string, path: string): string {
  return path === "-" ? `--${option}, standard input` : `--${option} ${named(path)}`;
}

async function limited(stream: AsyncIterable<Uint8Array>, at: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > LIMIT) throw new BadUsage(`${at}: expected at most 1 MiB, found more`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof BadUsage) throw error;
    throw new BadUsage(`${at}: ${whyNot(error)}`);
  }
  return Buffer.concat(chunks);
}

function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENAMETOOLONG":
    case "ENOTDIR":
      return "expected the name of a file, or -, found no such file";
    case "EISDIR":
      return "expected a file, found a folder";
    case "EACCES":
    case "EPERM":
      return "the file may not be read";
    default:
      return `the file cannot be read (${code ?? "unknown reason"})`;
  }
}

/** UTF-8 and nothing else; a byte order mark is no part of the text. */
function decoded(bytes: Uint8Array, at: string): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) throw new BadUsage(`${at}: expected UTF-8, found UTF-16, as some shells' \`>\` writes it`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BadUsage(`${at}: expected UTF-8, found bytes that are not`);
  }
}
