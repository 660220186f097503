/** What the module's bytes are: twiggy's items, added up by crate, and our own by room. */

import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Bytes by name, most first, of a module that still has its names. */
export async function bytes(twiggy, module) {
  const { stdout } = await promisify(execFile)(twiggy, ["top", "--format", "json", "-n", "1000000", module], {
    maxBuffer: 2 ** 28,
  });
  const sums = new Map();
  for (const { name, shallow_size: size } of JSON.parse(stdout)) {
    const owner = ownerOf(name.replaceAll(/\[[0-9a-f]{16}\]/g, ""));
    if (owner !== undefined) sums.set(owner, (sums.get(owner) ?? 0) + size);
  }
  return [...sums].map(([name, size]) => ({ name, size })).sort((one, other) => other.size - one.size);
}

/** The crate that a function comes from, our own with its room; nothing for the names themselves. */
function ownerOf(name) {
  if (/^data(\[| segment)/.test(name)) return "texts and tables (data)";
  if (/^(custom section|"?function names"?)/.test(name)) return undefined;
  // `<T as Trait>::function` belongs to T; `<&mut T>` and `<[T]>` likewise.
  const [, owner, room] = /^<*[&*[(]*(?:mut |const |dyn )?([a-z_]\w*)::(\w+)/.exec(name) ?? [];
  if (owner === undefined) return "the rest";
  return owner === "assumable" ? `assumable, ${room}` : owner;
}
