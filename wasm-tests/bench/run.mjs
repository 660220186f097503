/**
 * Everything that is measured of the built things, in one run: in Node, in Chromium, of the page. `cargo
 * xtask bench` builds, measures natively and calls this; with `--write` the tables go to
 * `docs/performance.md`.
 */

import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { fileURLToPath } from "node:url";
import init, { inspect } from "../../pkg/assumable.js";
import { bytes } from "./bytes.mjs";
import { inChromium } from "./chromium.mjs";
import { native } from "./native.mjs";
import { coldStart, typing } from "./page.mjs";
import { besideSimulation } from "./simulate.mjs";
import { all, hostile } from "./suites.mjs";
import * as tables from "./tables.mjs";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

await init(await readFile(path("../../pkg/assumable.wasm")));
const node = { version: process.version, ...(await all(inspect)) };
const shapes = await hostile(inspect);
const simulation = await besideSimulation(inspect);
const chromium = await inChromium();
const page = { cold: await coldStart(), typing: await typing() };
const machine = {
  processor: cpus()[0].model,
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
  node: node.version,
  chromium: chromium.version,
  rust: process.env.RUSTC_VERSION ?? "unknown",
};
const measured = [
  tables.machine(machine),
  tables.verdict(node, chromium, simulation),
  tables.signatures("Node", node.signatures),
  tables.signatures("Chromium", chromium.signatures),
  tables.growth("Node", node.growth),
  tables.growth("Chromium", chromium.growth),
  tables.hostile(shapes),
  tables.page(page),
  tables.native(await native(process.env.CRITERION_HOME ?? path("../../target/criterion"))),
  tables.bytes(await bytes(process.env.TWIGGY, process.env.MODULE)),
].join("\n\n");
console.log(`\n${measured}\n`);

if (process.argv.includes("--write")) {
  const file = path("../../docs/performance.md");
  const [begin, end] = ["<!-- measured -->", "<!-- /measured -->"];
  const text = await readFile(file, "utf8");
  const [before, rest] = text.split(begin);
  const [, after] = rest.split(end);
  await writeFile(file, `${before}${begin}\n\n${measured}\n\n${end}${after}`);
  console.log("wrote docs/performance.md");
}
