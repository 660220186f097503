/**
 * The package as a user has it: packed, installed in a folder of its own, and found there
 * by its name. `cargo xtask test` makes that folder and says where it is.
 */

import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's folder. */
export const project = fileURLToPath(new URL("../../", import.meta.url));

/** The folder of the user. */
export const consumer = process.env.ASSUMABLE_CONSUMER ?? join(project, "target/assumable/consumer");

/** The folder that the package is installed in. */
export const installed = join(consumer, "node_modules/assumable");

/** Bytes of the module. */
export const wasm = () => readFile(join(installed, "assumable.wasm"));

/** The package by its name, through its `exports`. */
export async function packaged() {
  const file = join(consumer, "index.mjs");
  await writeFile(file, 'export * from "assumable";\nexport { default } from "assumable";\n');
  return import(pathToFileURL(file).href);
}

let copies = 0;

/** The package in a copy of its own that nobody has loaded the module into yet. */
export async function fresh() {
  copies += 1;
  const copy = join(consumer, "copies", `${process.pid}-${copies}`);
  await cp(installed, copy, { recursive: true });
  return import(pathToFileURL(join(copy, "assumable.js")).href);
}

/** The package, ready. */
export async function loaded() {
  const assumable = await packaged();
  await assumable.default();
  return assumable;
}

/** The examples of the page, as attempts. */
export const examples = () => generated("examples.json");

/** What must come of each example, by its id. */
export const expectations = () => generated("examples-expected.json");

async function generated(file) {
  return JSON.parse(await readFile(join(project, "www/generated", file), "utf8"));
}
