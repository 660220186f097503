/** The ways in which a script holds the core; `src/unpack.ts` has their other halves. */
import { gzipSync } from "node:zlib";

/** Compressed and in base64: small on a disk, and plain enough to stand in HTML. */
export const byGzip = (bytes) => `"${gzipSync(bytes, { level: 9 }).toString("base64")}"`;

/** How a literal writes what it cannot hold. */
const escapes = new Map([
  [0, "\\x00"],
  [10, "\\n"],
  [13, "\\r"],
  [34, '\\"'],
  [92, "\\\\"],
]);

/**
 * A character for each byte, none beyond Latin-1: much the smallest where the script is compressed on
 * its way, and what engines read quickest. The bytes that a literal cannot hold have changed places with
 * the rarest ones; these places go along.
 */
export function byCharacters(bytes) {
  const swaps = rarest(bytes).map((rare, index) => [[...escapes.keys()][index], rare]);
  const places = new Map([...swaps, ...swaps.map(([one, other]) => [other, one])]);
  const written = Array.from(bytes, (byte) => {
    const place = places.get(byte) ?? byte;
    return escapes.get(place) ?? String.fromCharCode(place);
  });
  return `"${written.join("")}", ${JSON.stringify(swaps)}`;
}

/** As many as have to be escaped, and none of them. */
function rarest(bytes) {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte] += 1;
  const others = [...counts.keys()].filter((byte) => !escapes.has(byte));
  return others.sort((one, other) => counts[one] - counts[other]).slice(0, escapes.size);
}
