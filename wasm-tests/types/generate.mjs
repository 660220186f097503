/**
 * Writes real reports as TypeScript, for the compiler to check against the contract: a field
 * that is missing, misspelt, of another type or not declared is an error there.
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import init, { inspect } from "../../pkg/assumable.js";

const project = fileURLToPath(new URL("../../", import.meta.url));
const generated = join(project, "wasm-tests/types/generated");
const examples = JSON.parse(await readFile(join(project, "www/generated/examples.json"), "utf8"));

await init();
await mkdir(generated, { recursive: true });
await write("attempts", "Attempt", Object.fromEntries(examples.map(({ id, attempt }) => [id, attempt])));
await write(
  "reports",
  "Report",
  Object.fromEntries(attempts().map(([id, attempt]) => [id, inspect(attempt)])),
);

async function write(name, type, values) {
  const text = [
    `import type { ${type} } from "../../../pkg/assumable.js";`,
    `import type {} from "../../../pkg/src/additions.js";`,
    `export const ${name} = ${JSON.stringify(values, null, 2)} satisfies Record<string, ${type}>;`,
  ];
  await writeFile(join(generated, `${name}.ts`), `${text.join("\n")}\n`);
}

/** The examples as they are, and a few with one thing after another taken away or spoilt. */
function attempts() {
  const changes = {
    " without keys": { jwks: undefined },
    " without a policy": { trustPolicy: undefined },
    " with an unreadable policy": { trustPolicy: '{"Version": "2012-10-17", "Statement": [' },
    " with unreadable keys": { jwks: '{"keys": [{"kty": "RSA"}, 1' },
    " without a provider": { provider: null },
    " without a token": { token: "" },
    " with an access token": { token: "gho_0123456789" },
    " at another time": { now: 1 },
  };
  return examples.flatMap(({ id, attempt }, index) => [
    [id, attempt],
    ...(index % 8 > 0 ? [] : Object.entries(changes)).map(([name, change]) => [
      id + name,
      defined({ ...attempt, ...change }),
    ]),
  ]);
}

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
