/** One attempt as JSON on the standard input, its verdict as JSON on the standard output. */
import { readFileSync } from "node:fs";
import init, { inspect } from "assumable";
// Whoever renders pages outside a browser imports this too: it asks for no browser, and defines nothing.
import { AssumableInspector } from "assumable/element";

await init();
const { verdict } = inspect(JSON.parse(readFileSync(0, "utf8")));
if (typeof AssumableInspector !== "function") throw new Error("there is no class");
console.log(JSON.stringify(verdict));
