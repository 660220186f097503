/**
 * Writes the sums of everything that the package will hold, so that anybody can compare a build of
 * their own: `sha256sum --check SHA256SUMS`.
 *
 *     node www/scripts/sums.mjs --out pkg
 */
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { sha256, sumsFile } from "../build/site.mjs";

const name = "SHA256SUMS";
const { values } = parseArgs({ options: { out: { type: "string", default: "pkg" } } });
const folder = resolve(values.out);

const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
// npm packs these two whether they are listed or not.
const files = [...manifest.files, "README.md", "package.json"].filter((file) => file !== name).sort();
const sums = await Promise.all(
  files.map(async (file) => [file, sha256(await readFile(join(folder, file)), "hex")]),
);
await writeFile(join(folder, name), sumsFile(Object.fromEntries(sums)));
