/** Modules of the page in Node, for what needs no browser. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as engine from "../../pkg/engine.js";

/** A module of the page as it is bundled there. */
export async function source(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../www/src/${name}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** The core's own guard of what leaves, for a state of the page. */
export async function guardOf(state) {
  engine.initSync(await readFile(new URL("../../pkg/assumable.wasm", import.meta.url)));
  const { guardOf } = await source("guard.ts");
  return guardOf(engine, state);
}

/** As the page makes a link: where the fields are looked through for secrets of this very state. */
export async function linkOf(state, choice = {}) {
  const { fragmentOf } = await source("share.ts");
  return fragmentOf(state, choice, await guardOf(state));
}
