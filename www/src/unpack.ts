/** The ways in which a script holds the core; `build/bundle.mjs` packs it. */

/** A character for each byte: its lower eight bits. */
export function fromCharacters(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Base64 of what was compressed. */
export async function fromGzip(text: string): Promise<ArrayBuffer> {
  const packed = new Blob([fromCharacters(atob(text))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
