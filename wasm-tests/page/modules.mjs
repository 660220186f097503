/** Modules of the page in Node, for what needs no browser. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

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
