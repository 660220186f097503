/** The ways in which a script holds the core; `build/packing.mjs` packs it. */

/** A character for each byte, in which some bytes have changed places. */
export function fromCharacters(
  text: string,
  swaps: readonly (readonly [number, number])[] = [],
): Uint8Array<ArrayBuffer> {
  const byteOf = Uint8Array.from({ length: 256 }, (_, character) => character);
  for (const [one, other] of swaps) {
    byteOf[one] = other;
    byteOf[other] = one;
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = byteOf[text.charCodeAt(at)] ?? 0;
  return bytes;
}

/** Base64 of what was compressed. */
export async function fromGzip(text: string): Promise<ArrayBuffer> {
  const packed = new Blob([fromCharacters(atob(text))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** What the parts of the core came to, in their order. */
export function joined(parts: readonly { default: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.default.length, 0));
  let at = 0;
  for (const { default: part } of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
