/** One attempt as JSON on the standard input, its verdict as JSON on the standard output. */
import { readFileSync } from "node:fs";
import init, { inspect } from "assumable";

await init();
const { verdict } = inspect(JSON.parse(readFileSync(0, "utf8")));
console.log(JSON.stringify(verdict));
