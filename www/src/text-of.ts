/** The text in a file, or what kind of file it is where there is none in it. */

export type FileKind = "image" | "pdf" | "zip" | "gzip" | "binary";

export type Opened = { text: string; kind?: undefined } | { text?: undefined; kind: FileKind };

/** The first bytes of files that are taken for text by mistake. */
const beginnings: readonly [FileKind, readonly number[]][] = [
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["gzip", [0x1f, 0x8b]],
];

/** UTF-8; UTF-16 where its byte order mark says so, as PowerShell writes it. */
export function textOf(bytes: Uint8Array): Opened {
  try {
    return { text: new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes) };
  } catch {
    return { kind: kindOf(bytes) };
  }
}

function encodingOf(bytes: Uint8Array): string {
  if (begins(bytes, [0xff, 0xfe])) return "utf-16le";
  return begins(bytes, [0xfe, 0xff]) ? "utf-16be" : "utf-8";
}

function kindOf(bytes: Uint8Array): FileKind {
  const isWebp =
    begins(bytes, [0x52, 0x49, 0x46, 0x46]) && begins(bytes.subarray(8), [0x57, 0x45, 0x42, 0x50]);
  if (isWebp) return "image";
  return beginnings.find(([, first]) => begins(bytes, first))?.[0] ?? "binary";
}

function begins(bytes: Uint8Array, first: readonly number[]): boolean {
  return first.every((byte, index) => bytes[index] === byte);
}
