/** What `cargo bench` has just measured: Criterion keeps an estimate for each bench in a file. */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Microseconds by name, in the order of the names. */
export async function native(folder) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name !== "estimates.json" || !entry.parentPath.endsWith("new")) continue;
    const read = async (name) => JSON.parse(await readFile(join(entry.parentPath, name), "utf8"));
    const [{ full_id: name }, { median }] = [await read("benchmark.json"), await read("estimates.json")];
    found.push({ name, time: median.point_estimate / 1000 });
  }
  return found.toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
}
