/** The same as for Node, by Deno's own means, and by the address of the file: no name to resolve, nothing of Node. */
import init, { inspect } from "../node_modules/assumable/assumable.js";
import type { Attempt } from "../node_modules/assumable/assumable.d.ts";

await init(await Deno.readFile(new URL("../node_modules/assumable/assumable.wasm", import.meta.url)));
const attempt = (await new Response(Deno.stdin.readable).json()) as Attempt;
console.log(JSON.stringify(inspect(attempt).verdict));
